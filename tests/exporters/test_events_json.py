"""events.json holds every event by the contract, and diffs well."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from invented import SETTINGS, TODAY, days, record

from eventcal.errors import UsageError
from eventcal.event_json import to_json
from eventcal.exporters.events_json import export, read, stamp
from eventcal.model import Deadline, Fact


def listed(*records, past=30):
    return json.loads(export(records, SETTINGS, TODAY, past))


def test_an_event_has_the_contract_s_keys_and_what_is_remembered():
    made = record(sequence=2)
    assert listed(made) == [
        {
            "uid": "a@eventcal",
            **to_json(made.event),
            "sequence": 2,
            "state": "scheduled",
            "sources": ["https://fjord.example/"],
            "was": None,
            "aliases": [],
            "first_seen": "2026-08-01T06:30:00Z",
            "last_changed": "2026-09-02T07:45:10Z",
        }
    ]


def test_the_list_has_the_feed_s_events_and_the_undated_ones():
    call = record(uid="call", when=None, deadlines=(Deadline("paper", date(2026, 11, 1), "1 Nov"),))
    old = record(uid="old", when=days("2026-01-01"))
    assert [e["uid"] for e in listed(call, record(), old)] == ["a@eventcal", "call"]
    assert [e["uid"] for e in listed(call, record(), old, past=None)] == ["old", "a@eventcal", "call"]


def test_one_changed_field_changes_one_line():
    before = export([record("Fjord Days"), record(uid="b")], SETTINGS, TODAY).decode().splitlines()
    after = export([record("Fjorddager på isen"), record(uid="b")], SETTINGS, TODAY).decode().splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [('    "name": "Fjord Days",', '    "name": "Fjorddager på isen",')]


def test_the_file_ends_with_a_line_end():
    assert export([], SETTINGS, TODAY) == b"[]\n"


def test_half_a_character_is_written_as_an_escape():
    fact = Fact("name", "half \ud83d", "half", "h1", "main > h1", 0.9)
    data = export([record(evidence={"name": fact})], SETTINGS, TODAY)
    assert json.loads(data.decode("utf-8"))[0]["evidence"]["name"]["text"] == "half \ud83d"


def test_a_stamp_is_in_utc():
    assert stamp(datetime(2026, 10, 1, 1, 0, 9, tzinfo=timezone(timedelta(hours=2)))) == "2026-09-30T23:00:09Z"


def test_what_was_written_is_read_back_but_for_when_it_was_last_seen():
    cost = {"evidence": {"name": Fact("name", "half \ud83d", None, "h1", "", 0.9)}, "tags": ("a [b], {c}",)}
    written = [record(**cost, sequence=3), record(uid="b", when=None)]
    found = read(export(written, SETTINGS, TODAY).decode(), "events.json")
    assert found == [replace(one, last_seen=one.last_changed) for one in written]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("uid", "", "'uid' must be a text"),
        ("uid", "a@eventcal", "a second event has the uid a@eventcal"),
        ("name", None, "'name' must be a text"),
        ("sequence", "1", "'sequence' must be a whole number"),
        ("sequence", -1, "'sequence' must be a whole number"),
        ("first_seen", "2026-08-01", "'2026-08-01' has no zone"),
        ("start", "soon", "Invalid isoformat string: 'soon'"),
    ],
)
def test_a_mistake_is_told_with_the_line_of_its_event(key, value, said):
    lines = export([record(), record(uid="b")], SETTINGS, TODAY).decode().splitlines()
    begin = lines.index("  {", 2)
    place = next(place for place in range(begin, len(lines)) if lines[place].startswith(f'    "{key}":'))
    lines[place] = f'    "{key}": {json.dumps(value)},'
    with pytest.raises(UsageError, match=rf"^events\.json:{begin + 1}: not an event of events\.json: {said}"):
        read("\n".join(lines), "events.json")


def test_part_by_part_it_is_what_it_is_as_a_whole():
    records = [record(uid=f"{n}@eventcal", description="Two\nlines", tags=("a", "b")) for n in range(3)]
    data = export(records, SETTINGS, TODAY)
    assert data.decode() == json.dumps(json.loads(data), ensure_ascii=False, indent=2) + "\n"
    assert export([], SETTINGS, TODAY) == b"[]\n"
