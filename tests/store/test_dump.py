"""The state as text and back: nothing lost, nothing half done."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from eventcal.edits import Edit, Hand
from eventcal.errors import UsageError
from eventcal.match import match
from eventcal.model import Cost, Deadline, Event, Fact, Failed, Host, Source, Tier, Validators, When
from eventcal.page import Page
from eventcal.printed import Draft, Due, Printed, Said
from eventcal.store import Reading, Store, dumped_rows
from eventcal.store.migrate import HEAD
from eventcal.store.schema import metadata

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
FJORD = Source("fjord", "https://fjord.example/")
LIST = Source("list", "https://list.example/")
DOWN = Source("down", "https://down.example/")
WHEN = When(datetime(2027, 5, 3, 9, tzinfo=UTC), date(2027, 5, 5), "UTC")
FACT = Fact("when", "3–5 May \ud800\0\u2028 2027", WHEN, "range in h1", "h1", 0.9, source=FJORD.url, why=("+1",))
EVENT = Event(
    "Fjord Days 2027 🏔",
    FJORD.url,
    WHEN,
    cost=Cost(False, 12.5, 30, "EUR", "€12.50", (Tier("early", 12.5, "EUR"),)),
    deadlines=(Deadline("paper", date(2027, 4, 1), "1 April", was=(date(2027, 3, 15),)),),
    description='A line.\nAnother, with "quotes".',
    evidence={"start": FACT},
    facts=(FACT, replace(FACT, text="7 May", value=None, score=0.2)),
)
SAID = Said(
    WHEN,
    "online",
    "Bergen",
    "Norway",
    EVENT.cost,
    (Due("paper", date(2027, 4, 1), "1 April"), Due("other", None, "May")),
)
PRINTED = Printed(
    "87", NOON.date(), "events", EVENT.name, FJORD.url, SAID, "[Fjord](…) - 3-5 May", "A blurb.", "f@eventcal"
)


def keep(store: Store, source: Source, event: Event, day: int = 0) -> None:
    now = NOON + timedelta(days=day)
    page = Page(source.url, b"\0\xff<p>Fjord", now.date(), "text/html")
    led_to = {"https://fjord.example/fees": replace(page, url="https://fjord.example/fees")}
    decisions = match([event], store.known(), source, now.date())
    store.save(source, Reading(decisions, page, Validators('"a"'), "1", ("one",), led_to, "html"), now)


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Store]:
    """A store with every kind of row: two sources of an event, in two records at first, that was renamed, and one that fails."""
    with Store.open(str(tmp_path / "full.db")) as store:
        keep(store, LIST, replace(EVENT, name="Nordic Forum", url=LIST.url, key="7"))
        keep(store, FJORD, replace(EVENT, name="Fjord Days 2027"))
        keep(store, LIST, replace(EVENT, key="7"), day=1)
        keep(store, FJORD, EVENT, day=2)
        store.save(DOWN, Failed("HTTP 500"), NOON)
        uid = store.records()[0].uid
        store.take_in_hand(Hand({uid: Edit(uid, {"city": "Bergen", "deadlines": {"paper": None}})}), NOON)
        store.put_issue("87", [PRINTED])
        store.put_draft(Draft.of([replace(PRINTED, issue="")], NOON))
        store.put_publication("/srv/output", "of that")
        store.put_told({"editorial.yaml:5:3: no event": True})
        store.put_hosts([Host("fjord.example", NOON, 1.5, NOON + timedelta(hours=1)), Host("list.example", NOON, 1.0)])
        yield store


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with Store.open(str(tmp_path / "empty.db")) as store:
        yield store


def written(store: Store, **options: bool) -> list[bytes]:
    return [line.encode("utf-8", "backslashreplace") + b"\n" for line in store.dump(**options)]


def content(store: Store) -> list[Any]:
    (record,) = store.records()
    return [
        store.record(record.uid),
        store.known(),
        store.aliases(),
        store.changes(record.uid),
        store.source_states(),
        [store.visits(source.id) for source in (FJORD, LIST, DOWN)],
        store.last_body("fjord"),
        store.led_to("fjord"),
        store.printed(),
        store.draft(),
        store.hosts(),
    ]


def test_a_dump_with_bodies_brings_everything_back(full, empty):
    lines = written(full, bodies=True)
    assert {json.loads(line)["table"] for line in lines[1:]} == {*metadata.tables}
    empty.load(dumped_rows(lines, "d"))
    assert content(empty) == content(full)
    assert written(empty, bodies=True) == lines


def test_a_dump_without_bodies_has_all_that_no_refresh_could_bring_back(full, empty):
    lines = written(full)
    assert {json.loads(line)["table"] for line in lines[1:]} == {
        "source",
        "record",
        "edit",
        "alias",
        "sighting",
        "change",
        "printed",
        "host",
    }
    empty.load(dumped_rows(lines, "d"))
    assert content(empty)[:4] == content(full)[:4]
    assert written(empty) == lines
    assert empty.source_states()["fjord"].validators == Validators()  # else "unchanged" would bring no page back
    assert empty.source_states()["down"] == full.source_states()["down"]


def test_a_store_that_was_loaded_goes_on_like_the_one_that_was_dumped(full, empty):
    empty.load(dumped_rows(written(full), "d"))
    for store in (full, empty):
        keep(store, FJORD, replace(EVENT, name="Fjord Data Days 2027"), day=3)
    assert written(full) == written(empty)


def test_a_dump_of_an_earlier_schema_lacks_columns_that_may_be_empty(full, empty):
    lines = [json.loads(line) for line in full.dump()]
    for line in lines:
        line.pop("adapter", None)
    empty.load(dumped_rows([json.dumps(line).encode() for line in lines], "d"))
    assert len(empty.records()) == 1
    assert empty.source_states()["fjord"].adapter is None


def test_a_store_that_holds_something_is_left_alone(full, empty):
    lines = written(full)
    empty.save(DOWN, Failed("HTTP 500"), NOON)
    before = written(empty, bodies=True)
    with pytest.raises(
        UsageError, match=r"empty\.db: holds events already; move it away, or name another with --store"
    ):
        empty.load(dumped_rows(lines, "d"))
    assert written(empty, bodies=True) == before


def line_of(lines: list[bytes], table: str) -> int:
    """The place of a table's first line, from 0."""
    return next(index for index, line in enumerate(lines) if json.loads(line).get("table") == table)


def with_value(table: str, /, **values: Any) -> Any:
    def broken(lines: list[bytes]) -> int:
        place = line_of(lines, table)
        lines[place] = json.dumps({**json.loads(lines[place]), **values}).encode() + b"\n"
        return place + 1

    return broken


def without(table: str, column: str) -> Any:
    def broken(lines: list[bytes]) -> int:
        place = line_of(lines, table)
        values = json.loads(lines[place])
        del values[column]
        lines[place] = json.dumps(values).encode() + b"\n"
        return place + 1

    return broken


def cut_short(lines: list[bytes]) -> int:
    lines[-1] = lines[-1][:-30]
    return len(lines)


def twice(lines: list[bytes]) -> int:
    place = line_of(lines, "record")
    lines.insert(place, lines[place])
    return place + 2


def orphaned(lines: list[bytes]) -> int:
    del lines[line_of(lines, "record")]
    return line_of(lines, "alias") + 1


def headless(lines: list[bytes]) -> int:
    del lines[0]
    return 1


def newer(lines: list[bytes]) -> int:
    lines[0] = b'{"eventcal dump": "9999"}\n'
    return 1


def merged(lines: list[bytes]) -> int:
    lines.insert(1, b"<<<<<<< HEAD\n")
    return 2


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (cut_short, "not a line of JSON .*; the file seems to be cut short"),
        (merged, r"not a line of JSON \("),
        (twice, "a second record .*@eventcal; take one out"),
        (orphaned, "no record '.*@eventcal' stands before this line; add it or take this out"),
        (headless, 'the first line of a dump is {"eventcal dump": "'),
        (newer, "made by a newer eventcal .schema 9999"),
        (with_value("record", table="recrod"), '"table" must be one of alias, body, change, '),
        (with_value("record", colour="red"), "record has no 'colour'; take it out"),
        (with_value("record", sequence="2"), "'sequence': must be a whole number"),
        (with_value("record", sequence=2**63), "'sequence': must be a whole number"),
        (with_value("record", sequence=True), "'sequence': must be a whole number"),
        (with_value("record", name=None), "'name' must not be null"),
        (with_value("record", event=None), "'event': must be an event"),
        (with_value("record", event={"name": "Fjord"}), "'event': 'url' is missing"),
        (with_value("record", first_seen="2027-03-01"), "'first_seen': '2027-03-01' is not a time such as"),
        (with_value("sighting", facts=[{"field": "when"}]), "'facts': 'value' is missing"),
        (with_value("sighting", own=1), "'own': must be true or false"),
        (with_value("body", when="1 March"), "'when': '1 March' is not a day such as 2027-03-01"),
        (with_value("body", body="#"), "'body': not base64"),
        (with_value("visit", problems={}), "'problems': must be a list"),
        (with_value("printed", said={"mode": "online"}), "'said': 'start' is missing"),
        (with_value("printed", day="May"), "'day': 'May' is not a day"),
        (without("record", "state"), "'state' is missing"),
        (without("change", "old"), "'old' is missing"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_nothing_is_stored(full, empty, broken, said):
    lines = written(full, bodies=True)
    number = broken(lines)
    with pytest.raises(UsageError, match=rf"^state\.jsonl:{number}: {said}"):
        empty.load(dumped_rows(lines, "state.jsonl"))
    assert written(empty, bodies=True) == written(empty) == [json.dumps({"eventcal dump": HEAD}).encode() + b"\n"]


def test_an_empty_file_is_no_dump(empty):
    with pytest.raises(UsageError, match="d: is empty; give what `eventcal dump` has printed"):
        empty.load(dumped_rows([], "d"))
