"""events.json: every event by the contract of `extract`, with what is remembered of it. Made to diff well.

Read back too: where the database is lost, it is the only place that knows which uids were given out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from eventcal.errors import Problem, UsageError
from eventcal.event_json import from_json, to_json, when_from_json, when_to_json
from eventcal.exporters.clean import clean
from eventcal.exporters.window import recent
from eventcal.lifecycle import state_on
from eventcal.model import Record, Settings

BETWEEN = re.compile(r"[\s,]*")


def export(records: Sequence[Record], settings: Settings, today: date, past: int | None = 30) -> bytes:
    """A JSON list by start and uid, undated events last; one field a line, ends with a line end.

    What the editor has hidden has `hidden`: true. `past`: days back that still show; None: all. `settings` is taken as by every exporter; nothing here depends on it.
    """
    return b"".join(parts(recent(records, today, past), today))


def parts(shown: Iterable[Record], today: date) -> Iterator[bytes]:
    """The same of records that are as `recent` gives them, part by part."""
    before = b"[\n"
    for record in shown:
        text = to_bytes(_record_to_json(record, today)).rstrip()
        yield before + b"  " + text.replace(b"\n", b"\n  ")  # within a text of JSON no line ends
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def to_bytes(values: Any) -> bytes:
    """Indented JSON in UTF-8. Half a character, as a broken page may hold, is written as its JSON escape."""
    text = json.dumps(values, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace")


def stamp(when: datetime) -> str:
    """The time in UTC, to the second: 2026-10-13T14:00:00Z."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _record_to_json(record: Record, today: date) -> dict[str, Any]:
    return {
        "uid": record.uid,
        **to_json(clean(record.event)),
        "sequence": record.sequence,
        "state": state_on(record, today),
        "sources": list(record.sources),
        "was": when_to_json(record.was) if record.was is not None else None,
        "aliases": list(record.aliases),
        "first_seen": stamp(record.first_seen),
        "last_changed": stamp(record.last_changed),
        **({"hidden": True} if record.hidden else {}),
    }


def read(text: str, file: str) -> list[Record]:
    """The records that `export` wrote, in the order of the file; nobody knows any more when they were last seen.

    UsageError, with file and line, at the first mistake.
    """
    found: dict[str, Record] = {}
    for line, values in _entries(text, file):
        try:
            record = _record_from_json(values)
            if record.uid in found:
                raise ValueError(f"a second event has the uid {record.uid}")
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
            reason = f"{error} is missing" if isinstance(error, KeyError) else error
            raise UsageError(str(Problem(file, line, None, f"not an event of events.json: {reason}"))) from error
        found[record.uid] = record
    return list(found.values())


def _entries(text: str, file: str) -> Iterator[tuple[int, Any]]:
    """The members of the list, each with the line where it begins."""
    try:
        if not isinstance(json.loads(text), list):
            raise UsageError(f"{file}: not a list of events")
    except json.JSONDecodeError as error:
        raise UsageError(str(Problem(file, error.lineno, error.colno, f"not JSON: {error.msg}"))) from error
    except RecursionError as error:
        raise UsageError(f"{file}: nested too deeply for a list of events") from error
    except ValueError as error:  # a number longer than any
        raise UsageError(f"{file}: not JSON: {error}") from error
    decoder, line, place = json.JSONDecoder(), 1, 0
    end = text.index("[") + 1
    while True:
        line += text.count("\n", place, end)
        place = _next(text, end)
        if text[place] == "]":
            return
        line += text.count("\n", end, place)
        values, end = decoder.raw_decode(text, place)
        yield line, values


def _next(text: str, place: int) -> int:
    gap = BETWEEN.match(text, place)
    return gap.end() if gap is not None else place


def _record_from_json(values: Mapping[str, Any]) -> Record:
    changed = _time(values["last_changed"])
    texts = ("uid", "name", "url", "state", "status")
    if wrong := [name for name in texts if not isinstance(values[name], str) or not values[name]]:
        raise ValueError(f"{wrong[0]!r} must be a text")
    if type(values["sequence"]) is not int or not 0 <= values["sequence"] < 2**31:  # RFC 5545, 3.3.8
        raise ValueError("'sequence' must be a whole number")
    return Record(
        uid=values["uid"],
        event=from_json(values),
        sequence=values["sequence"],
        state=values["state"],
        sources=tuple(map(str, values["sources"])),
        first_seen=_time(values["first_seen"]),
        last_changed=changed,
        last_seen=changed,
        was=when_from_json(values["was"]) if values.get("was") else None,
        aliases=tuple(map(str, values.get("aliases", ()))),
        hidden=values.get("hidden") is True,
    )


def _time(text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(f"{text!r} has no zone; write 2027-03-01T12:00:00Z")
    return time
