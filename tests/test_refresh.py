"""The pipeline: what a run reads, keeps and publishes, and what a bad source may not do to it."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from eventcal.edits import Edit, Editorial
from eventcal.errors import BusyError, UsageError
from eventcal.fetch import Fetched
from eventcal.model import Failed, Host, NewsletterSettings, Parsed, Settings, Source, Unchanged, Validators
from eventcal.page import Page
from eventcal.publish import publish
from eventcal.published import contents
from eventcal.refresh import Run, Step, Summary, refresh
from eventcal.store import Store

NOW = datetime(2027, 4, 1, 6, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DAYS = Source("days", "https://fjord.example/days")
FORUM = Source("forum", "https://tundra.example/forum")


def page(name: str, start: str, end: str, url: str = DAYS.url) -> Page:
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": name,
        "startDate": start,
        "endDate": end,
        "url": url,
    }
    html = (
        f'<!doctype html><html lang="en"><head><title>{name}</title>'
        f'<script type="application/ld+json">{json.dumps(event)}</script></head>'
        f"<body><h1>{name}</h1><p>{start} to {end}</p></body></html>"
    )
    return Page(url, html.encode(), NOW.date(), "text/html; charset=utf-8")


FJORD = page("Fjord Days 2027", "2027-05-10", "2027-05-12")
TUNDRA = page("Tundra Forum 2027", "2027-06-01", "2027-06-02", FORUM.url)


class Shelf:
    """A door with pages behind it instead of a network, which remembers what it was asked."""

    def __init__(
        self, *results: Page | Failed | Unchanged | Exception, etag: str = '"1"', slow: Sequence[str] = ()
    ) -> None:
        self.results = {source.id: result for source, result in zip((DAYS, FORUM), results, strict=False)}
        self.etag, self.slow = etag, slow
        self.asked: list[tuple[str, Validators | None]] = []

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def hosts(self) -> list[Host]:
        return []

    def fetch(self, source: Source, validators: Validators | None = None) -> Fetched | Unchanged | Failed:
        if source.id in self.slow:
            time.sleep(0.1)
        self.asked.append((source.id, validators))
        result = self.results[source.id]
        if isinstance(result, Exception):
            raise result
        return Fetched(result, Validators(etag=self.etag)) if isinstance(result, Page) else result


class Desk:
    """A folder with state and output, and runs on it."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "output"
        self.state = str(folder / "eventcal.db")
        self.editorial = Editorial(Path("editorial.yaml"))
        self.newsletter = NewsletterSettings()

    def run(self, door: Shelf, now: datetime = NOW, sources: Sequence[Source] = (DAYS,), **options) -> Summary:
        with Store.open(self.state) as store:
            run = Run(now, **options)
            return refresh(self.settings(sources), store, door, self.output, run, editorial=self.editorial)

    def settings(self, sources: Sequence[Source]) -> Settings:
        return Settings(Path("sources.yaml"), tuple(sources), newsletter=self.newsletter)

    def events(self) -> list[dict]:
        return json.loads((self.output / "events.json").read_text())

    def status(self, source_id: str) -> dict:
        sources = json.loads((self.output / "status.json").read_text())["sources"]
        return next(source for source in sources if source["id"] == source_id)

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.output.rglob("*") if path.is_file()}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    return Desk(tmp_path)


def test_a_page_becomes_an_event_in_every_output(desk):
    summary = desk.run(Shelf(FJORD))
    assert (summary.read, summary.records, len(summary.new)) == (1, 1, 1)
    assert [(event["name"], event["start"], event["end"]) for event in desk.events()] == [
        ("Fjord Days 2027", "2027-05-10", "2027-05-12")
    ]
    assert b"DTEND;VALUE=DATE:20270513" in (desk.output / "events.ics").read_bytes()
    assert "(https://fjord.example/days) - 10-12 May" in (desk.output / "events.md").read_text()
    assert desk.status("days")["state"] == "ok"
    assert {path.name for path in summary.written} == {
        *(
            "events.ics",
            "events-google.ics",
            "calls.ics",
            "online.ics",
            "free.ics",
            "feed.xml",
            "index.html",
            "events.md",
            "newsletter.txt",
            "newsletter.html",
            "events.json",
            "status.html",
            "status.json",
        )
    }
    assert summary.pages == 2
    pages = {f"{summary.new[0].removesuffix('@eventcal')}.{kind}" for kind in ("html", "ics")}
    assert {path.name for path in (desk.output / "e").iterdir()} == pages


def test_what_is_not_due_is_not_fetched(desk):
    desk.run(Shelf(FJORD))
    again = Shelf(FJORD)
    summary = desk.run(again, NOW + timedelta(hours=1))
    assert again.asked == []
    assert (summary.read, summary.unchanged, summary.failed) == (0, 0, 0)


def test_a_second_run_changes_only_the_files_that_say_when_it_was(desk):
    desk.run(Shelf(FJORD))
    before = desk.files()
    summary = desk.run(Shelf(FJORD), NOW + DAY)
    dated = {
        "index.html",
        "status.html",
        "status.json",
        "events.md",
        "newsletter.html",
    }  # the last two tell how near an event is
    assert {path.name for path in summary.written} == dated
    assert {name for name, data in desk.files().items() if data != before[name]} == dated


def test_a_moved_event_keeps_its_uid_and_gains_a_sequence(desk):
    desk.run(Shelf(FJORD))
    uid = desk.events()[0]["uid"]
    summary = desk.run(Shelf(page("Fjord Days 2027", "2027-05-17", "2027-05-19")), NOW + DAY)
    (event,) = desk.events()
    assert (event["uid"], event["sequence"], event["start"]) == (uid, 1, "2027-05-17")
    assert (summary.new, summary.changed) == ((), (uid,))


def test_the_same_body_under_another_etag_is_unchanged(desk):
    desk.run(Shelf(FJORD))
    assert desk.run(Shelf(FJORD, etag='"2"'), NOW + DAY).unchanged == 1


def test_validators_are_sent_back_until_the_source_is_read_in_another_way(desk):
    desk.run(Shelf(FJORD))
    again, tagged = Shelf(Unchanged()), Shelf(FJORD)
    desk.run(again, NOW + DAY)
    desk.run(tagged, NOW + 2 * DAY, [Source(DAYS.id, DAYS.url, tags=("hpc",))])
    assert again.asked == [("days", Validators(etag='"1"'))]
    assert tagged.asked == [("days", None)]
    assert desk.events()[0]["tags"] == ["hpc"]


def test_force_reads_as_if_for_the_first_time(desk):
    desk.run(Shelf(FJORD))
    door = Shelf(FJORD)
    summary = desk.run(door, NOW, force=True)
    assert door.asked == [("days", None)]
    assert (summary.read, summary.changed) == (1, ())


def test_only_the_named_source_is_read_due_or_not(desk):
    desk.run(Shelf(FJORD, TUNDRA), sources=(DAYS, FORUM))
    door = Shelf(FJORD, TUNDRA)
    desk.run(door, sources=(DAYS, FORUM), only={"forum"})
    assert [source_id for source_id, _ in door.asked] == ["forum"]


def test_reread_reads_the_kept_pages_without_a_request(desk):
    desk.run(Shelf(FJORD))
    door = Shelf(AssertionError("asked"))
    summary = desk.run(door, NOW + timedelta(hours=1), [Source(DAYS.id, DAYS.url, tags=("hpc",)), FORUM], reread=True)
    assert door.asked == []
    assert (summary.read, summary.failed) == (1, 0)
    assert desk.events()[0]["tags"] == ["hpc"]


def test_reread_is_no_visit_and_hides_no_failing_source(desk):
    desk.run(Shelf(FJORD))
    desk.run(Shelf(Failed("HTTP 500", "http")), NOW + DAY)
    desk.run(Shelf(AssertionError("asked")), NOW + 5 * DAY, reread=True)
    summary = desk.run(Shelf(Failed("HTTP 500", "http")), NOW + 5 * DAY)  # still due
    assert (summary.failed, summary.person_needed) == (1, True)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (Failed("HTTP 500", "http"), "HTTP 500"),
        (RuntimeError("a bug in fetching"), "the fetching code failed with RuntimeError; please report it"),
        (Page(DAYS.url, None, NOW.date()), "please report it"),  # no bytes: whatever reads it trips
    ],
)
def test_a_bad_source_stops_no_other_and_loses_no_event(desk, bad, reason):
    desk.run(Shelf(FJORD, TUNDRA), sources=(DAYS, FORUM))
    moved = page("Tundra Forum 2027", "2027-06-08", "2027-06-09", FORUM.url)
    summary = desk.run(Shelf(bad, moved), NOW + DAY, (DAYS, FORUM))
    assert (summary.read, summary.failed) == (1, 1)
    assert [event["start"] for event in desk.events()] == ["2027-05-10", "2027-06-08"]
    assert desk.status("days")["state"] == "failing"
    assert desk.status("days")["reason"].endswith(reason)
    assert not summary.person_needed


def test_a_source_that_fails_for_three_days_needs_a_person_due_or_not(desk):
    door = Shelf(Failed("HTTP 500", "http"))
    needed = [desk.run(door, NOW + n * DAY).person_needed for n in range(4)]
    assert needed == [False, False, False, True]
    idle = desk.run(door, NOW + 3 * DAY + timedelta(hours=1))
    assert (idle.failed, idle.person_needed) == (0, True)


def test_a_source_that_recovers_needs_nobody(desk):
    for n in range(4):
        desk.run(Shelf(Failed("HTTP 500", "http")), NOW + n * DAY)
    assert desk.run(Shelf(FJORD), NOW + 4 * DAY).troubles == ()


def test_the_page_of_an_event_long_over_is_asked_once_a_month_and_needs_nobody(desk):
    over = NOW + timedelta(days=80)  # the event ended on 12 May
    desk.run(Shelf(FJORD), over)
    idle = Shelf(FJORD)
    desk.run(idle, over + 29 * DAY)
    summary = desk.run(Shelf(Failed("HTTP 403", "blocked")), over + 30 * DAY)
    assert idle.asked == []
    assert (summary.failed, summary.person_needed) == (1, False)
    assert desk.status("days")["next_due"] == "2027-08-19T06:00:00Z"


def test_a_page_of_another_address_than_its_past_event_is_asked_as_often_as_ever(desk):
    listed = replace(page("Fjord Days 2027", "2027-05-10", "2027-05-12", FORUM.url), url=DAYS.url)
    over = NOW + timedelta(days=80)
    desk.run(Shelf(listed), over)
    again = Shelf(listed)
    desk.run(again, over + DAY)
    assert len(again.asked) == 1


@pytest.mark.parametrize("kind", ["blocked", "disallowed"])
def test_a_source_that_shuts_us_out_needs_a_person_at_once(desk, kind):
    assert desk.run(Shelf(Failed("no entry", kind))).person_needed


def test_two_clean_runs_give_the_same_bytes_whichever_answer_comes_first(tmp_path):
    listed = page("Fjord Days 2027", "2027-05-10", "2027-05-12", FORUM.url)  # the same event at another address
    files = []
    for slow in ("days", "forum"):
        desk = Desk(tmp_path / slow)
        desk.output.parent.mkdir()
        desk.run(Shelf(FJORD, listed, slow=[slow]), sources=(DAYS, FORUM))
        files.append(desk.files())
    assert files[0] == files[1]


class TestWhatIsMadeFromTheSame:
    """Outputs are made when anything that they are made from has changed, or somebody has touched them, and else left alone."""

    @pytest.fixture
    def made(self, monkeypatch) -> list[Path]:
        """Where something was made, one entry a time."""
        folders: list[Path] = []

        def publishing(settings, records, states, output, *rest):
            folders.append(output)
            return publish(settings, records, states, output, *rest)

        monkeypatch.setattr("eventcal.publish.publish", publishing)
        return folders

    @pytest.fixture
    def kept(self, desk, made) -> Desk:
        """A desk whose outputs have been made."""
        desk.run(Shelf(FJORD))
        made.clear()
        return desk

    def test_is_not_made_again_but_the_status_is_told(self, kept, made):
        assert kept.run(Shelf(), NOW + HOUR).written == ()
        assert made == []
        assert json.loads((kept.output / "status.json").read_text())["run"] == "2027-04-01T07:00:00Z"

    @pytest.mark.parametrize("door", [Shelf(Unchanged()), Shelf(FJORD)], ids=["unchanged", "same"])
    def test_is_not_made_again_for_a_visit_that_found_nothing_new(self, kept, made, door):
        kept.run(door, NOW + HOUR, only=["days"])
        assert (len(door.asked), made) == (1, [])

    def test_is_not_made_again_for_files_of_others(self, kept, made):
        (kept.output / "access.log").write_text("GET /events.ics")
        kept.run(Shelf(), NOW)
        assert made == []

    def test_is_watched_whatever_its_kind(self, kept):
        told = [kept.output / name for name in ("status.json", "status.html")]
        for path in (path for path in kept.output.rglob("*") if path.is_file() and path not in told):
            before = contents(kept.output)
            os.utime(path, (0, 0))
            assert contents(kept.output) != before, path

    @pytest.mark.parametrize("name", ["events.ics", "e"])
    def test_is_put_back_where_somebody_has_taken_it_away(self, kept, name):
        before = kept.files()
        path = kept.output / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        kept.run(Shelf(), NOW)
        assert kept.files() == before

    def test_is_put_back_where_somebody_has_renamed_its_folder(self, kept):
        (kept.output / "e").rename(kept.output / "old")
        kept.run(Shelf(), NOW)
        assert (kept.output / "e").is_dir()

    def test_is_told_where_the_template_cannot_be_looked_at(self, kept):
        kept.newsletter = NewsletterSettings(template=Path("n" * 300))
        assert "cannot be read" in kept.run(Shelf(), NOW).refused[0]

    def test_is_put_right_where_somebody_has_written_in_it(self, kept):
        before = kept.files()
        (kept.output / "index.html").write_text("mine")
        kept.run(Shelf(), NOW)
        assert kept.files() == before

    @pytest.mark.parametrize(
        "options", [{"now": NOW + 18 * HOUR}, {"past": 3}, {"door": Shelf(TUNDRA), "only": ["days"]}, {"force": True}]
    )
    def test_is_made_on_another_day_of_other_days_or_pages_and_by_force(self, kept, made, options):
        kept.run(**{"door": Shelf(FJORD), **options})
        assert made == [kept.output]

    def test_is_made_for_other_settings_or_another_template(self, kept, made, tmp_path):
        template = tmp_path / "form.md"
        template.write_text("one")
        kept.newsletter = NewsletterSettings(template=template)
        for text in ("one", "one", "other"):
            if template.read_text() != text:
                template.write_text(text)
            kept.run(Shelf(), NOW)
        assert len(made) == 2
        assert (kept.output / "events.md").read_text() == "other\n"

    def test_is_made_when_the_editor_says_something_else(self, kept, made):
        (event,) = kept.events()
        for blurb in ("Of knots.", "Of knots.", None):
            kept.editorial = Editorial(Path("editorial.yaml"), (Edit(event["uid"], blurb=blurb),) if blurb else ())
            kept.run(Shelf(), NOW)
        assert len(made) == 2

    def test_is_made_when_an_issue_has_printed_it(self, kept, made):
        with Store.open(kept.state) as store:
            store.put_issue("7", store.draft().entries)
        kept.run(Shelf(), NOW)
        kept.run(Shelf(), NOW)
        assert len(made) == 1

    def test_is_made_in_each_folder(self, kept, made, tmp_path):
        first, kept.output = kept.output, tmp_path / "other"
        kept.run(Shelf(), NOW)
        kept.output = first
        kept.run(Shelf(), NOW)
        assert made == [tmp_path / "other"]

    def test_is_told_in_every_run_where_it_was_refused(self, kept):
        (kept.output / "events.ics").write_bytes((kept.output / "events.ics").read_bytes()[:-20])
        Path(kept.state).unlink()
        gone = Shelf(Failed("HTTP 500", "http"))
        first = kept.run(gone)
        assert first.refused
        assert kept.run(gone).refused == first.refused


def test_an_output_that_cannot_be_written_is_told_before_anything_is_fetched(desk):
    desk.output.write_text("a file")
    door = Shelf(FJORD)
    with pytest.raises(UsageError, match="results cannot be written there"):
        desk.run(door)
    assert door.asked == []


def test_a_second_run_at_once_is_refused(desk):
    with Store.open(desk.state) as store, store.lock(), pytest.raises(BusyError):
        desk.run(Shelf(FJORD))


def test_a_lost_state_does_not_empty_the_outputs(desk, tmp_path):
    desk.run(Shelf(FJORD))
    before = desk.files()
    desk.state = str(tmp_path / "new.db")
    desk.run(Shelf(Failed("HTTP 500", "http")))
    assert {name for name, data in desk.files().items() if data != before[name]} == {"status.json", "status.html"}


def test_an_interrupted_run_keeps_what_is_stored_and_publishes_nothing(desk):
    def interrupt(step: Step) -> None:
        if step.number == 2:
            raise KeyboardInterrupt

    settings = desk.settings((DAYS, FORUM, Source("third", "https://third.example/")))
    with Store.open(desk.state) as store:
        with pytest.raises(KeyboardInterrupt):
            refresh(settings, store, Shelf(FJORD, TUNDRA), desk.output, Run(NOW, jobs=1), interrupt)
        assert [record.event.name for record in store.records()] in (
            ["Fjord Days 2027", "Tundra Forum 2027"],
            ["Tundra Forum 2027", "Fjord Days 2027"],
        )
    assert list(desk.output.iterdir()) == []


def test_a_feed_that_is_cut_off_is_read_in_part_and_says_so(desk):
    entry = "BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Fjord Days\r\nDTSTART;VALUE=DATE:20270510\r\nEND:VEVENT\r\n"
    cut = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{entry}BEGIN:VEVENT\r\nUID:b\r\nSUMMARY:Tundra For"
    steps: list[Step] = []
    with Store.open(desk.state) as store:
        refresh(
            desk.settings((DAYS,)),
            store,
            Shelf(Page(DAYS.url, cut.encode(), NOW.date())),
            desk.output,
            Run(NOW),
            steps.append,
        )
    outcome = steps[0].outcome
    assert isinstance(outcome, Parsed)
    assert ([event.name for event in outcome.events], outcome.complete, len(outcome.problems)) == (
        ["Fjord Days"],
        False,
        1,
    )


def test_each_step_is_told_in_the_order_of_the_sources(desk):
    steps: list[Step] = []
    settings = desk.settings((DAYS, FORUM))
    with Store.open(desk.state) as store:
        refresh(settings, store, Shelf(FJORD, TUNDRA, slow=["days"]), desk.output, Run(NOW), steps.append)
    assert [(step.source.id, step.number, step.of) for step in steps] == [("days", 1, 2), ("forum", 2, 2)]


CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Fjord Days\r\n"
    "DTSTART;VALUE=DATE:20270510\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_a_web_page_in_place_of_a_calendar_is_a_failure_that_loses_nothing(desk):
    assert desk.run(Shelf(Page(DAYS.url, CALENDAR.encode(), NOW.date()))).read == 1
    before = desk.events()
    notice = Shelf(page("Please log in", "2027-06-01", "2027-06-01"), etag='"2"')
    summary = desk.run(notice, NOW + 2 * DAY)
    assert [trouble.reason for trouble in summary.troubles] == [
        "a web page in place of what was read as ical; `refresh --force` takes it"
    ]
    assert desk.events() == before
    assert desk.run(notice, NOW + 4 * DAY, force=True).failed == 0  # a person says that it is right


def test_a_page_that_another_adapter_fits_is_read_by_it_from_then_on(desk):
    desk.run(Shelf(FJORD))
    summary = desk.run(Shelf(Page(DAYS.url, CALENDAR.encode(), NOW.date()), etag='"2"'), NOW + 2 * DAY)
    assert (summary.read, summary.failed) == (1, 0)


def test_a_run_forgets_visits_older_than_400_days(desk):
    desk.run(Shelf(FJORD))
    desk.run(Shelf(FJORD), NOW + DAY)
    desk.run(Shelf(FJORD), NOW + 401 * DAY)
    with Store.open(desk.state) as store:
        assert [visit.when for visit in store.visits("days")] == [NOW + DAY, NOW + 401 * DAY]


def test_what_is_kept_of_an_event_is_what_is_published(desk):
    """So that events.json is enough to go on from where the database is lost."""
    desk.run(Shelf(FJORD), sources=[replace(DAYS, tags=("high performance " * 20, "a\nb"))])
    with Store.open(desk.state) as store:
        (record,) = store.records()
    assert desk.events()[0]["tags"] == list(record.event.tags)
    assert max(map(len, record.event.tags)) <= 200
