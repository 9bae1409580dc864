"""What becomes of events that their sources cease to list, and of sources that are not to be believed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from eventcal.exporters.window import held
from eventcal.fetch import Fetched
from eventcal.lifecycle import Absence, Account, Entry, absent_since, judge, state_on, with_absences
from eventcal.model import Deadline, Event, Failed, Host, Place, Record, Settings, Source, Unchanged, Validators, When
from eventcal.page import Page
from eventcal.refresh import Run, Summary, refresh
from eventcal.store import Store

NOW = datetime(2027, 4, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
LIST = Source("list", "https://tundra.example/events.ics")
OTHER = Source("other", "https://fjord.example/all.ics")
PAGE = Source("page", "https://fjord.example/days")
SOURCES = {source.id: source for source in (LIST, OTHER, PAGE)}


# Decisions.


def record(state: str = "scheduled", last: str | None = "2027-05-12", **fields) -> Record:
    when = When(date(2027, 5, 10), date.fromisoformat(last)) if last else None
    return Record("a", Event("Fjord Days", "https://fjord.example/", when, **fields), 0, state, (), NOW, NOW, NOW)


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        ("scheduled", "2027-05-12", "scheduled"),
        ("scheduled", "2027-05-13", "past"),
        ("rescheduled", "2027-05-13", "past"),
        ("moved-online", "2027-05-13", "past"),
        ("postponed", "2027-05-13", "postponed"),
        ("cancelled", "2027-05-13", "cancelled"),
        ("missing", "2027-05-13", "missing"),
    ],
)
def test_an_event_is_past_the_day_after_its_last_unless_it_was_not_held_then(state, today, expected):
    assert state_on(record(state), date.fromisoformat(today)) == expected


def test_a_call_is_past_after_its_last_deadline_and_what_has_neither_never():
    call = Deadline("paper", date(2027, 3, 1), "1 March")
    assert state_on(record("tentative", None, deadlines=(call,)), NOW.date()) == "past"
    assert state_on(record("tentative", None), NOW.date()) == "tentative"


@pytest.mark.parametrize(
    ("absences", "since", "state"),
    [
        ([], None, "scheduled"),
        ([(None, 0)], None, "scheduled"),
        ([("2027-04-01", 2)], "2027-04-01", "scheduled"),
        ([("2027-04-01", 3)], "2027-04-01", "missing"),
        ([("2027-04-01", 3), ("2027-04-04", 3)], "2027-04-04", "missing"),
        ([("2027-04-01", 9), ("2027-04-04", 0)], "2027-04-04", "scheduled"),
        ([("2027-04-01", 9), (None, 0)], None, "scheduled"),
    ],
)
def test_a_record_is_missing_when_each_of_its_sources_has_lacked_it_three_times(absences, since, state):
    made = [Absence(day and date.fromisoformat(day), readings) for day, readings in absences]
    assert absent_since(made) == (since and date.fromisoformat(since))
    assert with_absences("scheduled", made) == state


def had(count: int, told: Iterable[str] = (), **fields) -> list[Entry]:
    values = {"last_day": date(2027, 5, 1), "cancelled": False, "own": False, "absence": Absence(None, 0), **fields}
    return [Entry(uid=str(number), told=frozenset(told), **values) for number in range(count)]


def has(uids: Iterable[int], **fields) -> dict[str, Event]:
    when = When(date(2027, 5, 1), date(2027, 5, 1))
    return {str(uid): Event("Fjord Days", "https://fjord.example/", when, **fields) for uid in uids}


@pytest.mark.parametrize(
    ("before", "now", "suspicion"),
    [
        (1, 0, "it has no coming event any more, and had 1"),
        (3, 0, "it has no coming event any more, and had 3"),
        (3, 1, None),
        (4, 1, None),  # three are a few
        (5, 1, "4 of the 5 coming events that it had are gone"),
        (11, 7, "4 of the 11 coming events that it had are gone"),
        (12, 8, None),  # a third is no more than a third
        (0, 0, None),
    ],
)
def test_a_source_that_loses_much_at_once_is_suspect(before, now, suspicion):
    assert judge(Account(has(range(now)), lists=True, whole=True), had(before), NOW.date()).suspicion == suspicion


@pytest.mark.parametrize(
    "fields",
    [
        {"last_day": date(2027, 3, 31)},  # over
        {"cancelled": True},
        {"absence": Absence(date(2027, 3, 1), 1)},  # gone before
    ],
)
def test_what_need_not_be_there_is_not_lost(fields):
    assert judge(Account({}, lists=True, whole=True), had(9, **fields), NOW.date()).suspicion is None


def test_a_source_left_with_past_events_only_has_no_coming_event():
    past = {"9": record(last="2027-03-01").event}
    assert judge(Account(past, lists=True, whole=True), had(2), NOW.date()).suspicion is not None


def test_what_is_moved_to_a_past_day_is_not_gone():
    moved = {"0": Event("Fjord Days", "https://fjord.example/", When(date(2026, 5, 1), date(2026, 5, 1)))}
    assert judge(Account(moved, lists=True, whole=True), had(1), NOW.date()).suspicion is None


@pytest.mark.parametrize(
    ("told", "with_it", "suspicion"),
    [
        (8, 4, None),  # half is no more than half
        (8, 3, "5 of 8 coming events that had {} have none any more"),
        (4, 1, None),
        (4, 0, "4 of 4 coming events that had {} have none any more"),
    ],
)
@pytest.mark.parametrize(
    ("field", "value"),
    [("a place", {"place": Place(city="Bergen")}), ("deadlines", {"deadlines": (Deadline("paper", NOW.date(), ""),)})],
)
def test_a_source_whose_fields_empty_out_is_suspect(told, with_it, suspicion, field, value):
    now = has(range(with_it), **value) | has(range(with_it, 8))
    expected = suspicion and suspicion.format(field)
    assert judge(Account(now, lists=True, whole=True), had(told, [field]), NOW.date()).suspicion == expected


def test_a_list_of_the_newest_or_one_that_goes_on_elsewhere_may_lack_much():
    newest = judge(Account({}, lists=True, whole=True, newest_only=True), had(9), NOW.date())
    in_part = judge(Account(has([0]), lists=True, whole=False, in_part=True), had(9), NOW.date())
    assert (newest.suspicion, newest.absent) == (None, ())
    assert (in_part.suspicion, in_part.absent) == (None, ())


def test_only_a_whole_listing_counts_what_it_lacks_and_never_the_events_own_page():
    entries = [*had(1), *had(1, own=True)]
    listing = judge(Account(has([7]), lists=True, whole=True), had(1) + [*had(2, own=True)][1:], NOW.date())
    page = judge(Account(has([7]), lists=False, whole=True), entries, NOW.date())
    assert (listing.absent, listing.counted) == (("0", "1"), ("0",))
    assert (page.absent, page.counted) == (("0", "0"), ())


# Runs, day by day.


def calendar(names: Iterable[str], day: str = "20270510", end: str = "END:VCALENDAR\r\n") -> str:
    entries = (
        f"BEGIN:VEVENT\r\nUID:{name}\r\nSUMMARY:{name} Meeting\r\nDTSTART;VALUE=DATE:{day}\r\n"
        f"URL:https://tundra.example/{name}\r\nEND:VEVENT\r\n"
        for name in names
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(entries)}{end}"


def web_page(name: str | None) -> str:
    """The page of one event, or a notice."""
    event = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": name,
        "startDate": "2027-05-10",
        "url": PAGE.url,
    }
    markup = f'<script type="application/ld+json">{json.dumps(event)}</script>' if name else ""
    told = f"<h1>{name}</h1><p>10 May 2027</p>" if name else "<h1>We will be back soon</h1>"
    return f'<!doctype html><html lang="en"><head><title>{name or "Notice"}</title>{markup}</head><body>{told}</body></html>'


Answer = str | Failed | Unchanged


class Desk:
    """A state and an output folder, and runs on them, a day after the other."""

    def __init__(self, output: Path | None) -> None:
        self.output, self.store, self.day = output, Store.open("sqlite://"), 0

    def run(self, next_day: bool = True, force: bool = False, **answers: Answer) -> Summary:
        """A run of a new day, or later on the same, on which the sources named answer so."""
        self.day += next_day
        sources = tuple(SOURCES[name] for name in answers)
        now = NOW + self.day * DAY
        run = Run(now, only=tuple(answers), force=force)
        return refresh(Settings(Path("sources.yaml"), sources), self.store, Door(answers, now), self.output, run)

    def states(self) -> dict[str, str]:
        return {found.event.name.removesuffix(" Meeting"): found.state for found in self.store.records()}

    def shown(self) -> set[str]:
        return {found.event.name.removesuffix(" Meeting") for found in held(self.store.records())}

    def in_file(self, name: str) -> str:
        return (self.output / name).read_text(encoding="utf-8")


class Door:
    """Answers without a network."""

    def __init__(self, answers: dict[str, Answer], now: datetime) -> None:
        self.answers, self.now = answers, now

    def hosts(self) -> list[Host]:
        return []

    def fetch(self, source: Source, validators: Validators | None = None) -> Fetched | Unchanged | Failed:
        answer = self.answers[source.id]
        if not isinstance(answer, str):
            return answer
        return Fetched(Page(source.url, answer.encode(), self.now.date()), Validators(f'"{self.now}"'))


@pytest.fixture
def desk(tmp_path: Path):
    desk = Desk(tmp_path / "output")
    yield desk
    desk.store.close()


def test_an_event_that_a_list_lacks_on_three_days_is_missing_from_the_feed_and_kept(desk):
    desk.run(list=calendar("ABC"))
    uid = next(found.uid for found in desk.store.records() if found.event.name == "C Meeting")
    for day in range(3):
        assert "C Meeting" in desk.in_file("events.ics") and "C Meeting" in desk.in_file("events.md"), day
        summary = desk.run(list=calendar("AB", end=f"X-DAY:{day}\r\nEND:VCALENDAR\r\n"))
    assert "C Meeting" not in desk.in_file("events.ics") + desk.in_file("events.md")
    states = {event["uid"]: (event["state"], event["sequence"]) for event in json.loads(desk.in_file("events.json"))}
    assert states[uid] == ("missing", 0)
    assert desk.store.record(uid).absent_since == date(2027, 4, 3)
    assert not summary.person_needed


def test_an_event_that_appears_again_is_what_it_was_and_counted_anew(desk):
    desk.run(list=calendar("ABC"))
    before = {found.uid: found.sequence for found in desk.store.records()}
    for _ in range(3):
        desk.run(list=calendar("AB"))
    desk.run(list=calendar("ABC"))
    assert desk.states()["C"] == "scheduled"
    assert {found.uid: found.sequence for found in desk.store.records()} == before
    assert all(found.absent_since is None for found in desk.store.records())
    desk.run(list=calendar("AB"))
    desk.run(list=calendar("AB"))
    assert desk.states()["C"] == "scheduled"


def test_several_readings_on_one_day_count_once(desk):
    desk.run(list=calendar("ABC"))
    for number in range(5):
        desk.run(next_day=not number, list=calendar("AB", end=f"X-N:{number}\r\nEND:VCALENDAR\r\n"))
    assert desk.states()["C"] == "scheduled"


@pytest.mark.parametrize("answer", [Unchanged(), calendar("AB")])
def test_an_unchanged_list_lacks_what_it_lacked(desk, answer):
    desk.run(list=calendar("ABC"))
    desk.run(list=calendar("AB"))
    desk.run(list=answer)
    assert desk.states()["C"] == "scheduled"
    desk.run(list=answer)
    assert desk.states() == {"A": "scheduled", "B": "scheduled", "C": "missing"}


def test_a_list_that_was_cut_off_counts_nothing_unchanged_or_not(desk):
    desk.run(list=calendar("ABC"))
    desk.run(list=calendar("AB", end="BEGIN:VEVENT\r\nUID:C\r\nSUMM"))
    for _ in range(5):
        desk.run(list=Unchanged())
    assert desk.states()["C"] == "scheduled"


def newest(names: str) -> str:
    items = (
        f"<item><title>{name} Meeting, 10 May 2027, Bergen, Norway</title><link>https://tundra.example/{name}</link></item>"
        for name in names
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Events</title>{"".join(items)}</channel></rss>'


def test_what_an_rss_feed_has_no_more_is_only_older(desk):
    assert desk.run(list=newest("ABCDEFGH")).records == 8
    for _ in range(4):
        assert desk.run(list=newest("H")).troubles == ()
    assert set(desk.states().values()) == {"scheduled"}


def test_what_another_source_lists_is_not_missing(desk):
    desk.run(list=calendar("ABC"), other=calendar("C"))
    for _ in range(4):
        desk.run(list=calendar("AB"), other=Unchanged())
    assert desk.states()["C"] == "scheduled"


def test_an_event_that_is_over_is_never_counted(desk):
    desk.run(list=calendar("AB") + calendar("C", day="20270402"))
    for _ in range(5):
        desk.run(list=calendar("AB"))
    assert desk.states()["C"] == "scheduled"
    assert {event["state"] for event in json.loads(desk.in_file("events.json")) if event["name"][0] == "C"} == {"past"}


def test_the_event_of_a_page_that_has_another_one_now_stays_and_is_unconfirmed(desk):
    desk.run(page=web_page("Fjord Days 2027"))
    for _ in range(5):
        summary = desk.run(
            page=web_page("Tundra Forum 2031").replace("2027-05-10", "2031-06-01").replace("10 May 2027", "1 June 2031")
        )
    assert desk.states() == {"Fjord Days 2027": "scheduled", "Tundra Forum 2031": "scheduled"}
    absent = {found.event.name: found.absent_since for found in desk.store.records()}
    assert absent == {"Fjord Days 2027": date(2027, 4, 3), "Tundra Forum 2031": None}
    assert not summary.person_needed


@pytest.mark.parametrize(
    ("source", "good", "bad"),
    [
        ("list", calendar("ABCDEFGH"), calendar("")),
        ("list", calendar("ABCDEFGH"), calendar("AB")),
        ("page", web_page("Fjord Days 2027"), web_page(None)),
    ],
)
def test_the_last_good_set_of_a_suspect_source_stays_until_it_recovers(desk, source, good, bad):
    desk.run(**{source: good})
    before, state = desk.shown(), desk.store.source_states()[source]
    for _ in range(5):
        summary = desk.run(**{source: bad})
    assert (summary.suspect, summary.person_needed, summary.changed) == (1, True, ())
    assert f"`eventcal accept {source}`" in summary.troubles[0].reason
    assert desk.shown() == before
    after = desk.store.source_states()[source]
    assert (after.validators, after.body_digest, after.succeeded_at) == (
        state.validators, state.body_digest, state.succeeded_at,
    )  # fmt: skip
    (status,) = json.loads(desk.in_file("status.json"))["sources"]
    assert (status["state"], status["reason"]) == ("suspect", summary.troubles[0].reason)
    assert desk.store.visits(source)[-1].outcome == "suspect"
    assert desk.run(**{source: good}).troubles == ()
    assert json.loads(desk.in_file("status.json"))["sources"][0]["state"] == "unchanged"
    assert all(found.absent_since is None for found in desk.store.records())


def test_a_suspect_source_that_is_not_due_still_needs_a_person(desk):
    desk.run(list=calendar("ABCDEFGH"))
    desk.run(list=calendar("AB"))
    idle = refresh(
        Settings(Path("sources.yaml"), (LIST,)), desk.store, Door({}, NOW), None, Run(NOW + desk.day * DAY + DAY / 24)
    )
    assert ([trouble.person for trouble in idle.troubles], idle.suspect) == ([True], 0)


def test_what_an_accepted_source_lacks_is_missing_in_the_usual_way(desk):
    desk.run(list=calendar("ABCDEFGH"))
    desk.run(list=calendar("AB"))
    assert desk.store.accept("list")
    desk.run(next_day=False, list=calendar("AB"))
    assert desk.shown() == set("ABCDEFGH")
    assert not desk.run(list=calendar("AB")).person_needed
    desk.run(list=calendar("AB"))
    assert desk.shown() == set("AB")


def test_a_list_accepted_without_an_event_empties_in_the_usual_way(desk):
    desk.run(list=calendar("ABC"))
    desk.run(list=calendar(""))
    assert desk.store.accept("list")
    for _ in range(3):
        desk.run(list=calendar(""))
    assert set(desk.states().values()) == {"missing"}


def test_a_web_page_without_events_is_taken_for_a_calendar_if_a_person_insists(desk):
    desk.run(list=calendar("ABC"))
    assert desk.run(list=web_page(None)).failed == 1
    assert desk.run(list=web_page(None), force=True).suspect == 1
    assert desk.store.accept("list")
    assert desk.run(list=web_page(None)).read == 1
    assert desk.shown() == set("ABC")


def test_accepting_holds_for_one_reading_and_for_a_suspect_source_only(desk):
    desk.run(list=calendar("ABCDEFGH"))
    assert not desk.store.accept("list")
    desk.run(list=calendar("ABC"))
    desk.store.accept("list")
    desk.run(list=Failed("HTTP 500", "http"))  # no reading
    assert desk.run(list=calendar("ABC")).suspect == 0
    assert desk.run(list=calendar("")).suspect == 1


def test_the_page_of_an_event_that_is_over_may_go_empty(desk):
    desk.run(page=web_page("Fjord Days 2027"))
    desk.day += 60
    summary = desk.run(page=web_page(None))
    assert (summary.suspect, summary.person_needed) == (0, False)


# Any month.

ANSWERS = st.sampled_from(["good", "failed", "blocked", "none", "unchanged", "cut off", "web page", "not at all"])
MONTHS = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to make thirty days fewer takes minutes
)


def answer_of(kind: str, good: str, day: int) -> Answer:
    match kind:
        case "failed" | "blocked":
            return Failed("HTTP 500", "http" if kind == "failed" else "blocked")
        case "none":
            return calendar("", end=f"X-DAY:{day}\r\nEND:VCALENDAR\r\n")
        case "unchanged":
            return Unchanged()
        case "cut off":
            return good[: len(good) // 2]
        case "web page":
            return web_page(None)
    return good


@MONTHS
@given(st.lists(ANSWERS, min_size=30, max_size=30), st.integers(1, 9))
def test_no_month_of_bad_answers_drops_an_event_that_its_list_has(month: Sequence[str], count: int):
    desk, good = Desk(None), calendar("ABCDEFGHI"[:count])
    desk.run(list=good)
    for day, kind in enumerate(month):
        if kind != "not at all":
            desk.run(list=answer_of(kind, good, day))
        assert desk.shown() == set("ABCDEFGHI"[:count]), (day, kind)
    desk.store.close()


@MONTHS
@given(st.lists(st.sampled_from(["good", "failed", "none", "unchanged"]), min_size=30, max_size=30))
def test_no_month_of_bad_answers_drops_the_event_of_a_page(month: Sequence[str]):
    desk, good = Desk(None), web_page("Fjord Days 2027")
    desk.run(page=good)
    for day, kind in enumerate(month):
        desk.run(page=web_page(None) if kind == "none" else answer_of(kind, good, day))
        assert desk.shown() == {"Fjord Days 2027"}, (day, kind)
    desk.store.close()


@MONTHS
@given(st.lists(st.one_of(st.sets(st.sampled_from("ABCDEFGHI")), st.none()), min_size=30, max_size=30))
def test_nothing_is_dropped_that_the_list_has_and_nothing_at_all_by_a_reading_that_failed_or_is_suspect(
    month: Sequence[set[str] | None],
):
    """None: it fails that day."""
    desk = Desk(None)
    desk.run(list=calendar("ABCDEFGHI"))
    for names in month:
        before, shown = desk.store.records(), desk.shown()
        summary = desk.run(list=Failed("HTTP 500", "http") if names is None else calendar(sorted(names)))
        assert not (shown - desk.shown()) & (names or set())
        if names is None or summary.suspect:
            assert desk.store.records() == before
        else:
            assert names <= desk.shown()
    desk.store.close()


@MONTHS
@given(st.lists(st.sets(st.sampled_from("ABCDEFGHI"), min_size=6), min_size=1, max_size=4))
def test_the_same_reading_twice_changes_nothing(month: Sequence[set[str]]):
    desk = Desk(None)
    for names in month:
        body = calendar(sorted(names))
        desk.run(list=body)
        before = desk.store.records()
        summary = desk.run(next_day=False, list=body)
        assert (desk.store.records(), summary.new, summary.changed) == (before, (), ())
    desk.store.close()
