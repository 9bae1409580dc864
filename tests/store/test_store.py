"""What the store remembers of readings, and what it never forgets."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from eventcal.choose import united
from eventcal.errors import StoreError, UsageError
from eventcal.history import Change, Known, Listing
from eventcal.match import match
from eventcal.model import Cost, Event, Fact, Failed, Place, Source, Unchanged, Validators, Visit, When
from eventcal.page import Page
from eventcal.printed import Printed, Said
from eventcal.store import Reading, SourceState, Store, digest

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
LIST = Source("list", "https://list.example/")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "eventcal.db"


@pytest.fixture
def store(path):
    with Store.open(str(path)) as store:
        yield store


@pytest.fixture
def fjord() -> Event:
    """An event that is read from its own page."""
    when = When(date(2027, 5, 3), date(2027, 5, 5))
    fact = Fact("when", "3–5 May 2027", when, "range in h1", "h1", 0.9, source="https://fjord.example/")
    other = Fact("when", "7 May", None, "date in footer", "footer", 0.2, source="https://fjord.example/")
    return Event(
        "Fjord Days 2027",
        "https://fjord.example/",
        when,
        place=Place(city="Bergen", country="Norway"),
        description="Data from the cold.",
        evidence={"start": fact, "end": fact},
        facts=(fact, other),
    )


@pytest.fixture
def source() -> Source:
    return Source("fjord", "https://fjord.example/")


Keep = Callable[..., list[str]]


@pytest.fixture
def keep(store) -> Keep:
    """Match and save one reading; the uids of its events."""

    def keep(source: Source, events: Sequence[Event], day: int = 0, **page: str) -> list[str]:
        now = NOON + timedelta(days=day)
        decisions = match(events, store.known(), source, now.date(), store.aliases().keys())
        address = page.pop("url", source.url)
        reading = Reading(
            decisions, Page(address, b"<p>Fjord", now.date(), "text/html"), Validators('"a"', None), reader_version="1"
        )
        store.save(source, reading, now, united)
        return [decision.uid for decision in decisions]

    return keep


def rows(path, table):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 - our own words
    finally:
        connection.close()


def test_a_record_comes_back_as_it_was_read(store, keep, source, fjord):
    (uid,) = keep(source, [fjord])
    record = store.record(uid)
    assert record.event == fjord
    assert (record.sequence, record.state, record.sources) == (0, "scheduled", ("https://fjord.example/",))
    assert (record.first_seen, record.last_changed, record.last_seen) == (NOON, NOON, NOON)


def test_records_come_by_uid_and_without_their_facts(store, keep, fjord):
    uids = keep(LIST, [replace(fjord, name=f"Course {letter}", url=f"{LIST.url}{letter}") for letter in "abcdef"])
    records = store.records()
    assert [record.uid for record in records] == sorted(uids)
    assert all(record.event.facts == () and record.event.evidence["start"].text == "3–5 May 2027" for record in records)


def test_the_same_reading_again_changes_nothing(store, keep, source, fjord, path):
    (uid,) = keep(source, [fjord])
    before = store.record(uid)
    assert keep(source, [fjord], day=1) == [uid]
    assert store.record(uid) == replace(before, last_seen=NOON + timedelta(days=1))
    assert store.changes(uid) == []


@pytest.mark.parametrize(
    ("field", "after"),
    [
        ("name", {"name": "Fjord Data Forum 2027"}),
        ("start", {"when": When(date(2027, 5, 4), date(2027, 5, 5))}),
        ("end", {"when": When(date(2027, 5, 3), date(2027, 5, 6))}),
        ("mode", {"mode": "online"}),
        ("venue", {"place": Place("Hall", "Bergen", "Norway")}),
        ("city", {"place": Place(city="Oslo", country="Norway")}),
        ("status", {"status": "cancelled"}),
    ],
)
def test_what_people_plan_by_raises_the_sequence(store, keep, source, fjord, field, after):
    (uid,) = keep(source, [fjord])
    assert keep(source, [replace(fjord, **after)], day=1) == [uid]
    record = store.record(uid)
    assert (record.sequence, record.last_changed) == (1, NOON + timedelta(days=1))
    assert [change.field for change in store.changes(uid)] == [field]


@pytest.mark.parametrize(
    ("field", "after"),
    [
        ("description", {"description": None}),
        ("tags", {"tags": ("data",)}),
        ("url", {"url": "http://www.fjord.example/"}),
    ],
)
def test_another_wording_is_a_change_and_no_significant_one(store, keep, source, fjord, field, after):
    (uid,) = keep(source, [fjord])
    assert keep(source, [replace(fjord, **after)], day=1) == [uid]
    record = store.record(uid)
    assert (record.sequence, record.last_changed) == (0, NOON + timedelta(days=1))
    assert [change.field for change in store.changes(uid)] == [field]


def test_days_that_are_not_told_any_more_are_remembered(store, keep, source, fjord):
    (uid,) = keep(source, [fjord])
    off = replace(fjord, when=None, status="postponed", evidence={})
    assert keep(source, [off], day=1) == keep(source, [off], day=2) == [uid]
    record = store.record(uid)
    assert (record.event.when, record.was, record.state, record.sequence) == (None, fjord.when, "postponed", 1)
    (known,) = store.known()
    assert (known.start, known.state) == ("2027-05-03", "postponed")
    new = When(date(2027, 11, 3), date(2027, 11, 5))
    assert keep(source, [replace(fjord, when=new)], day=3) == [uid]
    assert (store.record(uid).event.when, store.record(uid).was) == (new, fjord.when)
    keep(source, [replace(fjord, when=new, description="Boats.")], day=4)
    assert store.record(uid).was == fjord.when
    later = replace(new, start=date(2027, 11, 4))
    keep(source, [replace(fjord, when=later)], day=5)
    assert (store.record(uid).event.when, store.record(uid).was) == (later, new)


@pytest.mark.parametrize(
    "after",
    [
        {"evidence": {}},
        {"organizer": "Fjord Society"},
        {"language": "en"},
        {"key": "7"},
        {"place": Place(city="Bergen", country="Norway", geo=(60.39, 5.32))},
    ],
)
def test_what_no_calendar_shows_is_kept_and_leaves_the_sequence(store, keep, source, fjord, after):
    (uid,) = keep(source, [fjord])
    changed = replace(fjord, **after)
    keep(source, [changed], day=1)
    record = store.record(uid)
    assert record.event == replace(changed, key=None)  # the key is the source's own matter
    assert (record.sequence, record.last_changed) == (0, NOON)
    assert store.changes(uid) == []


def test_a_change_is_told_with_old_new_day_source_and_words(store, keep, source, fjord):
    (uid,) = keep(source, [fjord])
    words = replace(fjord.evidence["start"], text="4–5 May 2027")
    keep(source, [replace(fjord, when=When(date(2027, 5, 4), date(2027, 5, 5)), evidence={"start": words})], day=1)
    assert store.changes(uid) == [
        Change(uid, "start", "2027-05-03", "2027-05-04", NOON + timedelta(days=1), "fjord", "4–5 May 2027")
    ]


@pytest.mark.parametrize(
    ("event", "state"),
    [
        ({}, "scheduled"),
        ({"when": None}, "tentative"),
        ({"status": "postponed", "when": None}, "postponed"),
        ({"status": "cancelled"}, "cancelled"),
        ({"status": "moved-online"}, "moved-online"),
    ],
)
def test_the_state_is_the_status_or_tentative_without_a_day(store, keep, source, fjord, event, state):
    (uid,) = keep(source, [replace(fjord, **event)])
    assert store.record(uid).state == state


def test_an_event_that_a_reading_lacks_stays(store, keep, source, fjord):
    other = replace(fjord, name="Fjord Nights", url="https://fjord.example/nights")
    uids = keep(source, [fjord, other])
    assert keep(source, [fjord], day=1) == uids[:1]
    keep(source, [], day=2)
    assert {record.uid for record in store.records()} == set(uids)
    assert store.record(uids[1]).last_seen == NOON


def test_a_failure_changes_no_event_and_is_counted(store, keep, source, fjord):
    (uid,) = keep(source, [fjord])
    before = store.record(uid)
    for day in (1, 2):
        store.save(source, Failed("HTTP 404", "missing"), NOON + timedelta(days=day))
    assert store.record(uid) == before
    state = store.source_states()["fjord"]
    assert (state.failures, state.failing_since, state.reason) == (2, NOON + timedelta(days=1), "HTTP 404")
    assert (state.checked_at, state.succeeded_at) == (NOON + timedelta(days=2), NOON)
    assert (state.events, state.validators) == (1, Validators('"a"', None))


def test_a_failure_ends_with_the_next_answer(store, keep, source, fjord):
    keep(source, [fjord])
    store.save(source, Failed("HTTP 500", "http"), NOON + timedelta(days=1))
    store.save(source, Unchanged(), NOON + timedelta(days=2))
    state = store.source_states()["fjord"]
    assert (state.failures, state.failing_since, state.reason) == (0, None, None)
    assert state.succeeded_at == NOON + timedelta(days=2)


def test_unchanged_sees_again_what_the_last_reading_saw(store, keep, source, fjord):
    gone, listed = keep(source, [replace(fjord, name="Fjord Nights", url="https://fjord.example/nights"), fjord])
    keep(source, [fjord], day=1)
    store.save(source, Unchanged(), NOON + timedelta(days=2))
    assert store.record(listed).last_seen == NOON + timedelta(days=2)
    assert store.record(gone).last_seen == NOON
    assert store.record(listed).sequence == 0


def test_a_source_that_was_never_read_has_a_state(store, source):
    store.save(source, Failed("no answer within 60 s"), NOON)
    assert store.source_states() == {
        "fjord": SourceState(
            id="fjord",
            url=source.url,
            validators=Validators(),
            body_digest=None,
            reader_version=None,
            events=None,
            checked_at=NOON,
            succeeded_at=None,
            failing_since=NOON,
            failures=1,
            reason="no answer within 60 s",
            kind="network",
        )
    }
    assert store.last_body("fjord") is None


def test_validators_belong_to_the_address_that_gave_them(store, keep, source, fjord):
    keep(source, [fjord])
    store.save(replace(source, url="https://new.example/"), Failed("HTTP 404"), NOON + timedelta(days=1))
    state = store.source_states()["fjord"]
    assert (state.url, state.validators.etag) == ("https://fjord.example/", '"a"')


def test_the_last_good_body_is_kept(store, keep, source, fjord):
    keep(source, [fjord])
    store.save(source, Failed("HTTP 500"), NOON + timedelta(days=1))
    page = store.last_body("fjord")
    assert page == Page("https://fjord.example/", b"<p>Fjord", date(2027, 3, 1), "text/html")
    assert store.source_states()["fjord"].body_digest == digest(b"<p>Fjord")


def test_the_pages_that_a_reading_used_are_kept_until_the_next_one(store, source, fjord):
    first = {"https://fjord.example/fees": page_at("fees"), "https://fjord.example/dates": page_at("dates")}
    save_with(store, source, fjord, first)
    store.save(source, Failed("HTTP 500"), NOON + timedelta(days=1))
    assert store.led_to("fjord") == first
    save_with(store, source, fjord, {})
    assert store.led_to("fjord") == {}
    assert store.source_states()["fjord"].read_on == date(2027, 3, 1)


def page_at(name: str) -> Page:
    return Page(f"https://fjord.example/{name}/", name.encode(), date(2027, 2, 27), "text/html")


def save_with(store: Store, source: Source, event: Event, led_to: dict[str, Page]) -> None:
    decisions = match([event], store.known(), source, NOON.date())
    page = Page(source.url, b"<p>Fjord", date(2027, 3, 1))
    store.save(source, Reading(decisions, page, Validators(), "1", led_to=led_to), NOON)


def test_every_visit_is_kept(store, source, fjord):
    decisions = match([fjord], [], source, NOON.date())
    reading = Reading(decisions, Page(source.url, b"x", date(2027, 3, 1)), Validators(), "1", problems=("30 Feb",))
    hours = [NOON + timedelta(hours=n) for n in range(3)]
    for outcome, now in zip((reading, Unchanged(), Failed("HTTP 500", "http")), hours, strict=True):
        store.save(source, outcome, now)
    assert store.visits("fjord") == [
        Visit("fjord", hours[0], "parsed", events=1, problems=("30 Feb",)),
        Visit("fjord", hours[1], "unchanged"),
        Visit("fjord", hours[2], "failed", reason="HTTP 500"),
    ]


def test_matching_knows_who_lists_what(store, keep, source, fjord):
    (uid,) = keep(source, [replace(fjord, key="7")])
    keep(LIST, [Event("Course", LIST.url), fjord])
    told = ("Fjord Days 2027", "2027-05-03")
    assert next(known for known in store.known() if known.uid == uid) == Known(
        uid,
        "Fjord Days 2027",
        "2027-05-03",
        "Bergen",
        "Norway",
        "scheduled",
        (
            Listing("fjord", "https://fjord.example/", "7", "https://fjord.example/", 0, *told),
            Listing("list", "https://list.example/", None, "https://fjord.example/", 1, *told),
        ),
        NOON,
        "2027-05-05",
    )


def two_sources(tmp_path, name, visits):
    """The record after some visits by sources that differ; each visit a source and its event."""
    with Store.open(str(tmp_path / name)) as store:
        for day, (source, event) in enumerate(visits):
            decisions = match([event], store.known(), source, NOON.date())
            page = Page(source.url, b"x", date(2027, 3, 1))
            store.save(source, Reading(decisions, page, Validators(), "1"), NOON + timedelta(days=day), united)
        (record,) = store.records()
        return store.record(record.uid)


def test_an_event_s_own_page_speaks_for_it_whoever_comes_first(tmp_path, source, fjord):
    visits = [(LIST, replace(fjord, mode="online")), (source, fjord)]
    first, second = (two_sources(tmp_path, name, order) for name, order in (("a", visits), ("b", visits[::-1])))
    assert first.event == second.event
    assert first.event.mode == "online"  # which the own page does not say
    assert first.sources == second.sources == ("https://fjord.example/", "https://list.example/")
    assert len(first.event.facts) == 4  # those of the loser too


def test_a_listing_adds_to_an_event_and_overwrites_nothing(tmp_path, source, fjord):
    says = {"name": "Fjord Days", "when": When(date(2027, 5, 4), date(2027, 5, 4)), "mode": "online"}
    listed = replace(fjord, **says, url="https://fjord.example", cost=Cost(True, 0, 0, None, "free"), tags=("data",))
    record = two_sources(tmp_path, "a", [(source, fjord), (LIST, listed)])
    told = record.event
    assert (told.name, told.url, told.when, told.place) == (fjord.name, fjord.url, fjord.when, fjord.place)
    assert (told.mode, told.cost, told.tags) == ("online", listed.cost, ("data",))
    assert told.evidence == fjord.evidence
    with Store.open(str(tmp_path / "a")) as store:
        assert [(change.field, change.source_id) for change in store.changes(record.uid)] == [
            ("mode", "list"),
            ("cost", "list"),
            ("tags", "list"),
        ]


def test_of_two_listings_the_one_that_knows_more_speaks(tmp_path, fjord):
    visits = [
        (LIST, replace(fjord, description=None)),
        (Source("other", "https://other.example/"), fjord),
    ]
    for name, order in (("a", visits), ("b", visits[::-1])):
        assert two_sources(tmp_path, name, order).event.description == "Data from the cold."


def test_two_sources_that_differ_never_take_turns(tmp_path, source, fjord):
    visits = [(LIST, replace(fjord, mode="online")), (source, fjord)]
    first, second = two_sources(tmp_path, "a", visits), two_sources(tmp_path, "b", visits * 4)
    assert (first.event, first.sequence) == (second.event, second.sequence)


def test_two_records_of_one_event_become_one(store, keep, source, fjord):
    (listed,) = keep(LIST, [Event("Nordic Forum", LIST.url, fjord.when, mode="online", key="7")])
    (own,) = keep(source, [fjord], day=1)
    assert listed != own
    told = Event("Fjord Days 2027", "https://fjord.example", fjord.when, mode="online", key="7")
    assert keep(LIST, [told], day=2) == keep(LIST, [told], day=3) == [listed]
    assert keep(source, [fjord], day=4) == [listed]
    (record,) = store.records()
    assert (record.uid, record.event.name, record.event.mode) == (listed, "Fjord Days 2027", "online")
    assert record.sources == ("https://fjord.example/", "https://list.example/")
    assert store.record(own[:12]).uid == listed
    assert store.aliases().keys() == {own}
    assert {change.uid for change in store.all_changes()} == {listed}


def test_a_uid_that_stands_for_a_record_is_part_of_its_fingerprint(store, keep, source, fjord, path):
    keep(source, [fjord])
    before = store.fingerprint()
    (record,) = store.records()
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO alias VALUES ('old@eventcal', ?)", [record.uid])
    assert store.records()[0].aliases == ("old@eventcal",)
    assert store.fingerprint() != before


def test_a_listing_is_no_event_s_own_page(store, keep, fjord):
    """Its entries without a link have the listing's address, all of them."""
    entry = replace(fjord, url=LIST.url, description=None)
    (uid, _) = keep(LIST, [entry, replace(entry, name="Course", when=None)])
    keep(Source("other", "https://other.example/"), [fjord])
    assert store.record(uid).event.description == "Data from the cold."


def test_a_file_is_listed_by_its_public_address(store, keep, fjord):
    (uid,) = keep(Source("saved", "/srv/pages/fjord.html"), [fjord], url="https://fjord.example/")
    assert store.record(uid).sources == ("https://fjord.example/",)


def test_a_moved_source_takes_its_entries_along(store, keep, source, fjord):
    uids = keep(source, [fjord, replace(fjord, name="Nights", url="https://fjord.example/nights")])
    moved = Source("new", "https://new.example/", was=(source.url,))
    assert keep(moved, [replace(fjord, url="https://new.example/")], day=1) == uids[:1]
    assert {record.sources for record in store.records()} == {("https://new.example/",)}
    assert keep(moved, [replace(fjord, url="https://new.example/")], day=2) == uids[:1]


def test_an_entry_that_both_addresses_gave_is_kept_once(store, keep, source, fjord):
    """The source was moved first, and `was` written later."""
    moved = Source("new", "https://new.example/")
    uids = [*keep(source, [fjord]), *keep(moved, [fjord], day=1)]
    assert store.record(uids[0]).sources == ("https://fjord.example/", "https://new.example/")
    uids += keep(replace(moved, was=(source.url,)), [fjord], day=2)
    assert len(set(uids)) == 1
    assert store.record(uids[0]).sources == ("https://new.example/",)


@pytest.mark.parametrize("table", ["record", "sighting", "change", "body", "visit"])
def test_a_save_that_fails_midway_leaves_nothing(store, keep, source, fjord, path, table):
    keep(source, [fjord])
    names = ("source", "record", "sighting", "change", "body", "visit")
    before = [rows(path, name) for name in names]
    with sqlite3.connect(path) as connection:
        connection.executescript(
            f"CREATE TRIGGER full_insert BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'disk is full'); END;"
        )
    connection.close()
    with pytest.raises(StoreError, match="the disk is full"):
        keep(source, [replace(fjord, description="New."), replace(fjord, name="Nights", url="x")], day=1)
    assert [rows(path, name) for name in names] == before


def test_a_long_listing_is_kept_whole(store, keep):
    events = [
        Event(f"Course {n}", f"{LIST.url}{n}", When(date(2027, 5, 3), date(2027, 5, 3)), key=str(n))
        for n in range(1200)
    ]
    uids = keep(LIST, events)
    assert keep(LIST, [replace(event, mode="online") for event in events], day=1) == uids
    records = {record.uid: record for record in store.records()}
    assert [records[uid].event.name for uid in uids] == [event.name for event in events]
    assert {record.sequence for record in records.values()} == {1}


def test_whatever_a_page_says_can_be_stored(store, keep, source):
    name = "Fjord \ud800 \x00 ’; DROP TABLE record; --"
    (uid,) = keep(source, [Event(name, "https://fjord.example/\ud800", key="\ud800\r\n")])
    assert store.record(uid).event.name == name
    assert keep(source, [Event(name, "https://fjord.example/\ud800", key="\ud800\r\n")], day=1) == [uid]


def test_a_time_without_a_zone_is_refused(store, source):
    with pytest.raises(StoreError, match="has no zone"):
        store.save(source, Unchanged(), datetime(2027, 3, 1))
    assert store.source_states() == {}


def test_a_record_is_found_by_any_unique_start_of_its_uid(store, keep, fjord):
    uids = keep(LIST, [replace(fjord, name=f"Course {n}", url=f"{LIST.url}{n}") for n in range(40)])
    assert store.record(uids[0][:20]).uid == uids[0]
    with pytest.raises(UsageError, match=r"no event has an id that starts with 'x%'"):
        store.record("x%")
    with pytest.raises(UsageError, match=r"several events have an id that starts with '': .*\(Course \d+\), …"):
        store.record("")


def test_what_is_read_while_another_writes_is_one_snapshot(store, keep, source, fjord, path):
    keep(source, [fjord])
    with Store.open(str(path)) as reader, store.lock():
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE record SET name = 'half', event = replace(event, 'Fjord', 'Half')")
        assert [record.event.name for record in reader.records()] == ["Fjord Days 2027"]
        writer.close()


def test_a_save_waits_for_another_program_to_end_its_own(store, keep, source, fjord, path):
    keep(source, [fjord])
    writer = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE record SET city = 'Oslo'")
    end = threading.Timer(0.3, writer.execute, ["COMMIT"])
    end.start()
    store.save(source, Unchanged(), NOON + timedelta(days=1))
    end.join()
    writer.close()
    assert store.source_states()["fjord"].succeeded_at == NOON + timedelta(days=1)


def test_a_store_in_memory_forgets(fjord, source):
    with Store.open("sqlite://") as store, store.lock():
        store.save(source, Unchanged(), NOON)
        assert [*store.source_states()] == ["fjord"]
    with Store.open("sqlite://") as store:
        assert store.source_states() == {}


def test_what_an_issue_printed_is_kept_until_that_issue_is_put_again(tmp_path):
    one, other, early = (
        Printed(issue, date(2027, 3, day), "calls", name, None, Said(), f"{name} - 3 May")
        for issue, day, name in (("87", 8, "Ropes"), ("87", 8, "Knots"), ("86", 1, "Sails"))
    )
    with Store.open(str(tmp_path / "eventcal.db")) as store:
        store.put_issue("87", [one, other])
        store.put_issue("86", [early])
        assert store.printed() == [early, one, other]
        store.put_issue("87", [other])
        assert store.printed() == [early, other]
        store.put_issue("86", [])
        assert store.printed() == [other]
