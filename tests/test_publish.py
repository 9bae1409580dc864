"""What reaches the output folder: every feed, and nothing worse than what is there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from eventcal.errors import OutputError
from eventcal.model import Deadline, Event, Filter, Record, Settings, Site, When
from eventcal.publish import Published, publish

NOW = datetime(2026, 10, 1, 6, tzinfo=UTC)
SETTINGS = Settings(Path("sources.yaml"), (), Site(title="Fjord events"), feeds={"gpu": Filter(any=("gpu",))})
JUNE = date(2027, 6, 1)


def record(n: int, *tags: str, name: str = "Fjord Days", state: str = "scheduled") -> Record:
    deadlines = (Deadline("paper", JUNE, "June 1"),)
    event = Event(
        f"{name} {n}", f"https://fjord.example/{n}", When(JUNE, JUNE), mode="online", deadlines=deadlines, tags=tags
    )
    return Record(f"{n}@eventcal", event, 0, state, (), NOW, NOW, NOW)


@pytest.fixture
def put(tmp_path: Path):
    """Publishes records; what became of it."""

    def _put(*records: Record, days: int = 0, force: bool = False, settings: Settings = SETTINGS) -> Published:
        return publish(settings, records, {}, tmp_path, NOW + timedelta(days=days), 30, force)

    return _put


@pytest.fixture
def held(tmp_path: Path):
    """The titles in a published calendar."""

    def _held(name: str) -> list[str]:
        return [str(entry["SUMMARY"]) for entry in Calendar.from_ical((tmp_path / name).read_bytes()).events]

    return _held


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


TEN = [record(n, "hpc") for n in range(10)]


def test_every_feed_of_the_contract_is_written(put, tmp_path, held):
    assert put(record(1, "HPC", name="GPU day")).refused == ()
    assert sorted(files(tmp_path)) == [
        *(
            "calls.ics",
            "e/1.html",
            "e/1.ics",
            "events-google.ics",
            "events.ics",
            "events.json",
            "events.md",
            "feed.xml",
            "feeds/gpu.ics",
            "free.ics",
            "index.html",
            "newsletter.html",
            "newsletter.txt",
            "online.ics",
        ),
        *("status.html", "status.json", "tags/hpc.ics"),
    ]
    for name in ("events.ics", "online.ics", "tags/hpc.ics", "feeds/gpu.ics"):
        assert held(name) == ["GPU day 1"]
    assert held("calls.ics") == ["Papers due: GPU day 1"]
    assert held("free.ics") == []


def test_what_has_not_changed_is_not_written_again(put):
    assert put(*TEN).pages == 20
    again = put(*TEN)
    assert (again.written, again.pages) == ((), 0)


def test_the_page_of_an_event_that_is_gone_stays(put, tmp_path):
    put(*TEN)
    put(*TEN[:9], record(9, state="missing"))
    assert (tmp_path / "e/9.html").exists()
    assert b'href="e/9.html"' not in (tmp_path / "index.html").read_bytes()


def test_the_page_of_an_event_that_is_hidden_is_taken_away(put, tmp_path):
    put(*TEN)
    put(*TEN[1:], replace(TEN[0], hidden=True))
    assert {path.stem for path in (tmp_path / "e").iterdir()} == {f"{n}" for n in range(1, 10)}


@pytest.mark.parametrize("how", ["hidden", "waiting"])
def test_what_is_not_for_readers_has_no_place_on_the_page(put, tmp_path, how):
    put(record(1), replace(record(2), **{how: True}))
    assert [path.name for path in sorted((tmp_path / "e").glob("*.html"))] == ["1.html"]
    assert b"Fjord Days 2" not in (tmp_path / "index.html").read_bytes()


def test_a_tag_s_feed_goes_on_with_its_events_when_none_has_the_tag(put, held, tmp_path):
    put(record(1, "hpc"), record(2))
    assert put(record(1, name="Renamed"), record(2)).refused == ()
    assert held("tags/hpc.ics") == ["Renamed 1"]
    assert put(record(1, name="Renamed"), record(2), days=400).refused == ()
    assert held("tags/hpc.ics") == []
    assert b"BEGIN:VCALENDAR" in (tmp_path / "tags/hpc.ics").read_bytes()


def test_a_saved_filter_s_feed_goes_on_when_it_is_taken_out(put, held):
    put(record(1, name="GPU day"), record(2))
    put(record(1, name="GPU days"), record(3, name="GPU night"), settings=replace(SETTINGS, feeds={}))
    assert held("feeds/gpu.ics") == ["GPU days 1"]


def test_a_lost_database_changes_nothing_but_the_status_and_is_told_in_one_line(put, tmp_path):
    put(*TEN)
    before = files(tmp_path)
    done = put(days=1)
    assert {name for name, data in files(tmp_path).items() if data != before[name]} == {"status.json", "status.html"}
    (line,) = done.refused
    assert line.startswith(
        f"{tmp_path}/events.ics and 6 more: not replaced: it would be empty; if the database was lost"
    )


def test_files_that_would_shrink_stay_and_the_others_are_written(put, held, tmp_path):
    put(*TEN)
    done = put(*(replace(made, event=replace(made.event, mode="in-person")) for made in TEN))
    assert done.refused == (
        f"{tmp_path}/online.ics: not replaced: 10 of its 10 coming entries would go; if that is right, "
        "`eventcal refresh --force` writes it all the same",
    )
    assert len(held("online.ics")) == 10
    assert tmp_path / "events.json" in done.written


def test_force_writes_what_would_be_refused(put, held, tmp_path):
    put(*TEN)
    done = put(force=True)
    assert done.refused == ()
    assert held("events.ics") == []
    assert (tmp_path / "events.md").read_text() == "## Events: Conferences, Training\n"


def test_missing_events_leave_without_force(put, held):
    put(*TEN)
    assert put(*(replace(made, state="missing") for made in TEN)).refused == ()
    assert held("events.ics") == held("calls.ics") == held("tags/hpc.ics") == []


def test_a_link_in_the_place_of_a_feed_is_not_followed(put, tmp_path, held):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("as it was")
    output = tmp_path / "tags"
    output.mkdir()
    (output / "hpc.ics").symlink_to(outside / "precious")
    put(*TEN)
    assert (outside / "precious").read_text() == "as it was"
    assert len(held("tags/hpc.ics")) == 10


def test_a_folder_of_feeds_that_leads_elsewhere_is_refused(put, tmp_path):
    outside = tmp_path.with_name(f"{tmp_path.name}-outside")
    outside.mkdir()
    (tmp_path / "tags").symlink_to(outside)
    with pytest.raises(OutputError, match=r"hpc\.ics: leads out of "):
        put(*TEN)
    assert list(outside.iterdir()) == []


def test_a_published_file_that_is_broken_is_replaced(put, held, tmp_path):
    put(*TEN)
    (tmp_path / "events.ics").write_bytes(b"\xff\xfe")
    (tmp_path / "tags/hpc.ics").write_bytes(b"")
    assert put(*TEN[:5]).refused[0].startswith(f"{tmp_path}/events-google.ics and 3 more")
    assert len(held("events.ics")) == len(held("tags/hpc.ics")) == 5


@pytest.mark.long
def test_a_calendar_that_google_would_refuse_is_told_and_split_by_year(put, held, tmp_path):
    assert put(*TEN).large == ()
    many = [record(n, name="Fjord Days " + "and snow " * 30) for n in range(2_500)]
    lines = put(*many).large
    assert {f"{tmp_path}/events.ics", f"{tmp_path}/calls.ics"} < {line.split(": ")[0] for line in lines}
    assert "MB; Google refuses calendars over 1 MB" in lines[0]
    assert held("years/2027.ics") == held("events.ics")
    assert put(*TEN, force=True).large == ()
    assert held("years/2027.ics") == held("events.ics"), "what was published goes on"


def test_the_page_and_the_section_stay_where_the_calendar_stays(put, tmp_path):
    put(*TEN)
    before = files(tmp_path)
    done = put(*TEN[:3], days=1)
    assert any("events.ics" in line for line in done.refused)
    after = files(tmp_path)
    assert all(after[name] == before[name] for name in ("events.ics", "index.html", "events.md"))
    assert put(*TEN[:3], days=1, force=True).refused == ()
    assert files(tmp_path)["index.html"] != before["index.html"]
