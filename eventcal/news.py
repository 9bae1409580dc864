"""What is new, changed, cancelled or put off since a day, in words for people. Decides only; touches nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import zip_longest
from typing import Any

from eventcal.event_json import from_json, to_json
from eventcal.exporters.days import days_of, days_text
from eventcal.exporters.prices import cost_text
from eventcal.history import Change
from eventcal.model import Event, Record

UNKNOWN = "not known"
LABELS = {"url": "link", "start": "first day", "end": "last day", "place_text": "place", "cost": "price"}
"""What fields are called for people; others go by their names."""
FIRST = frozenset(("start", "end", "timezone", "sessions", "mode", "city", "place_text"))
"""The fields that the line of a new event tells."""
LONG = 80
"""Characters of a text above which only that it has changed is told."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell of one event. A new event has neither field nor values."""

    kind: str
    """new, changed, extended (a deadline was put off), overruled (the editor has fixed the field), or the status that the event has now, such as cancelled."""
    name: str
    uid: str
    when: datetime
    """Aware, UTC."""
    field: str | None
    old: Any
    """As in the JSON event; of deadlines the one that has changed."""
    new: Any
    source: str
    """The id of the source that says so; of a new event the ids of all that list it."""
    words: str | None
    """What its page says."""
    told: str
    """All of it in a few words: "paper deadline 1 May → 15 May"."""


def news(
    records: Iterable[Record],
    changes: Iterable[Change],
    listed_by: Mapping[str, Sequence[str]],
    since: date,
    today: date,
) -> list[News]:
    """What there is to tell since the first moment (UTC) of a day, oldest first. Years are told where they are not today's.

    `listed_by`: by uid the ids of the sources that list a record.
    """
    start = datetime.combine(since, time(), UTC)
    by_uid = {record.uid: record for record in records}
    told: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        if change.when >= start and change.uid in by_uid:
            told[change.uid].append(change)
    found = [
        _new(_as_first(record, told[uid]), listed_by.get(uid, ()), today)
        for uid, record in by_uid.items()
        if record.first_seen >= start
    ]
    for uid, some in told.items():
        for change in some:
            items = _changed(change, by_uid[uid].event.name, today)
            found += (replace(item, kind="overruled") for item in items) if change.overruled else items
    return sorted(found, key=lambda item: (item.when, item.name, item.uid))


def _as_first(record: Record, changes: Iterable[Change]) -> Record:
    """The record as it was told first: what has changed since is told by itself."""
    first: dict[str, Any] = {}
    for change in changes:
        if not change.overruled and change.field in FIRST:
            first.setdefault(change.field, change.old)
    return replace(record, event=from_json({**to_json(record.event), **first})) if first else record


def _new(record: Record, sources: Sequence[str], today: date) -> News:
    event = record.event
    fact = event.evidence.get("start") or event.evidence.get("name")
    words = fact.text if fact is not None else None
    told = _summary(event, today)
    return News("new", event.name, record.uid, record.first_seen, None, None, None, ", ".join(sources), words, told)


def _summary(event: Event, today: date) -> str:
    """Days and place: 10-12 May, Bergen."""
    days = days_of(event.when) if event.when is not None else []
    told = days_text(days, with_year=any(day.year != today.year for span in days for day in span)) or "no date"
    place = event.place.city or event.place.text or event.mode
    return f"{told}, {place}" if place else told


def _changed(change: Change, name: str, today: date) -> Iterator[News]:
    """One item, but of deadlines one each."""
    item = News(
        "changed",
        name,
        change.uid,
        change.when,
        change.field,
        change.old,
        change.new,
        change.source_id,
        change.words,
        "",
    )
    match change.field:
        case "deadlines":
            pairs = _pairs(change.old, change.new)
            yield from (_deadline(item, old, new, today) for old, new in pairs)
            if not pairs:
                yield replace(item, told="words of the deadlines changed")
        case "status":
            kind = "changed" if change.new == "scheduled" else str(change.new)
            yield replace(item, kind=kind, told=f"{change.old} → {change.new}")
        case field:
            yield replace(item, told=_told(field, change.old, change.new, today))


def _told(field: str, old: Any, new: Any, today: date) -> str:
    label = LABELS.get(field, field)
    before, after = (_value(field, value, _with_year(today, old, new)) for value in (old, new))
    if before == after:  # they differ in what is left out here, such as the offset of a time
        before, after = (UNKNOWN if value is None else str(value) for value in (old, new))
    if len(before) > LONG or len(after) > LONG:
        return f"{label} changed"
    return f"{label} {before} → {after}"


def _value(field: str, value: Any, with_year: bool) -> str:
    """A value of the JSON event as people write it."""
    if value is None:
        return UNKNOWN
    match field:
        case "start" | "end":
            return _moment(value, with_year)
        case "cost":
            return _price(value)
        case "sessions":
            return ", ".join(_moment(session["start"], with_year) for session in value)
        case "tags":
            return ", ".join(value) or "none"
    return str(value)


def _moment(text: str, with_year: bool) -> str:
    """15 May; 15 May 2027, 14:00."""
    day = date.fromisoformat(text[:10])
    clock = f", {text[11:16]}" if "T" in text else ""
    return days_text([(day, day)], with_year) + clock


def _with_year(today: date, *values: Any) -> bool:
    """Whether some day among the values is in another year than today."""
    return any(isinstance(value, str) and value[:4] != f"{today.year:04}" for value in values)


def _price(cost: Mapping[str, Any]) -> str:
    """As the newsletter has it, else in the page's words."""
    event = from_json({**to_json(Event("", "")), "cost": cost})
    return (event.cost and cost_text(event.cost)) or str(cost["text"])


# Deadlines.


def _pairs(old: Iterable[Any], new: Iterable[Any]) -> list[tuple[Any, Any]]:
    """The deadlines that differ in day or zone, each beside what it was: None where there was or is none.

    Of several of one kind, such as two rounds of papers, the first that has changed goes with the first, and so on.
    """
    before, after = _by_kind(old), _by_kind(new)
    pairs: list[tuple[Any, Any]] = []
    for kind in dict.fromkeys([*before, *after]):
        gone = [deadline for deadline in before[kind] if _day(deadline) not in map(_day, after[kind])]
        come = [deadline for deadline in after[kind] if _day(deadline) not in map(_day, before[kind])]
        pairs += zip_longest(gone, come)
    return pairs


def _by_kind(deadlines: Iterable[Any]) -> defaultdict[str, list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for deadline in sorted(deadlines, key=lambda deadline: str(deadline["date"])):
        found[deadline["kind"]].append(deadline)
    return found


def _day(deadline: Mapping[str, Any]) -> tuple[Any, Any]:
    return deadline["date"], deadline["timezone"]


def _deadline(item: News, old: Any, new: Any, today: date) -> News:
    days = [deadline and deadline["date"] for deadline in (old, new)]
    put_off = old is not None and new is not None and new["date"] > old["date"]
    label = f"{(new or old)['kind']} deadline"
    before, after = (day and _moment(day, _with_year(today, *days)) for day in days)
    if before is None:
        told = f"{label} {after}"
    elif after is None:
        told = f"{label} {before} is no longer given"
    else:
        told = f"{label} {before} → {after}"
    words = new["text"] if new is not None else item.words
    return replace(item, kind="extended" if put_off else "changed", old=old, new=new, words=words, told=told)
