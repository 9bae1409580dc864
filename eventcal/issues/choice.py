"""Chooses the entries of an issue: few, each with the reasons for it, and none that was printed before and has not changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import nsmallest
from itertools import chain, count

from eventcal.exporters.selection import (
    SURE,
    Item,
    Mark,
    Reason,
    Selection,
    coming_events,
    open_calls,
    open_deadlines,
    told_deadlines,
)
from eventcal.exporters.window import OFF, by_start, is_held, on_its_days
from eventcal.issues.memory import Memory, days_before, put_off
from eventcal.issues.series import Series
from eventcal.issues.topics import Taste, interests_in
from eventcal.model import Event, Record, Settings, day_of
from eventcal.printed import Printed, Section
from eventcal.reading.gazetteer import fold, gazetteer
from eventcal.shelf import Shelf

WEIGHTS: Mapping[str, float] = {
    "topic": 2.0,
    "description": 0.5,
    "taste": 1.0,
    "series": 1.5,
    "near": 1.0,
    "new": 0.5,
    "last chance": 1.0,
    "free": 0.25,
    "virtual": 0.25,
    "organizer": 1.0,
    "changed": 5.0,
}
"""What the reasons count for, unless sources.yaml says otherwise; of topics each of up to three."""
MOST_TOPICS = 3
BEST = {"events": 20, "calls": 28}
"""Days ahead at which most entries of the editor's stand."""
NEAR = timedelta(days=10)
"""A deadline so near is a last chance."""
_SURE = SURE["events"] | SURE["calls"]
NEWS = timedelta(days=7)
FRESH = timedelta(days=14)
"""So long the editor is told of an event whose days could not be read."""
WELL_KNOWN = 400_000
"""Inhabitants of a city that is told without its country."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is known when an issue is made."""

    today: date
    memory: Memory
    settings: Settings
    taste: Taste
    series: Series
    organizers: frozenset[str]
    since: date
    """What came after this day is new."""

    def weight(self, reason: str) -> float:
        return self.settings.newsletter.weights.get(reason, WEIGHTS[reason])


def choose(
    records: Iterable[Record],
    printed: Sequence[Printed],
    settings: Settings,
    today: date,
    *,
    weeks: int = 10,
    limit: int | None = None,
    issue: str | None = None,
) -> Selection:
    """The entries of an issue of that day: events that start within `weeks`, by start, and calls, by their first deadline.

    `records`: all that are not waiting, gone through twice; those that are hidden are not chosen, but learned from. `printed`: what issues have
    printed; what was kept of `issue` itself does not count. `limit`: of each section, None as the settings say. Those that
    are pinned, and those that have changed since they were printed, come first; what was cancelled since comes beside them.
    """
    desk = _desk(records, Memory(printed, today, issue), settings, today)
    (near,) = Shelf.of(records).sift(lambda record: not record.hidden and _may_matter(record, today, weeks))
    form = settings.newsletter
    chosen, more = _best(_items(near, "events", desk, weeks), form.events if limit is None else limit)
    asked, more_calls = _best(_items(near, "calls", desk, weeks), form.calls if limit is None else limit)
    off = [*_called_off(near, desk)]
    asked += [item for item in off if item.section == "calls"]
    off = [item for item in off if item.section == "events"]
    in_order = sorted([*chosen, *off], key=lambda item: by_start(item.record))
    by_due = sorted(asked, key=lambda item: (_first_due(item, today), item.record.uid))
    doubtful = tuple(_doubts(near, [*in_order, *by_due], today, weeks))
    return Selection(tuple(in_order), tuple(by_due), more, more_calls, doubtful)


def _may_matter(record: Record, today: date, weeks: int) -> bool:
    """Whether an issue may say anything of a record."""
    event = record.event
    return event.status in OFF or not _SURE.isdisjoint(event.doubtful) or _is_eligible(record, today, weeks)


def _is_eligible(record: Record, today: date, weeks: int) -> bool:
    """Whether it may stand in one of the sections."""
    return bool(coming_events([record], today, weeks) or open_calls([record], today, weeks))


def _first_due(item: Item, today: date) -> date:
    """Today for what is off, which has none."""
    return min((day_of(due.date) for due in open_deadlines(item.record.event, today)), default=today)


def ranked(
    records: Sequence[Record],
    printed: Sequence[Printed],
    settings: Settings,
    today: date,
    weeks: int = 10,
) -> list[Item]:
    """All events that an issue of that day may print, the best first."""
    desk = _desk(records, Memory(printed, today), settings, today)
    return sorted(_items(records, "events", desk, weeks), key=_by_rank)


def _desk(records: Iterable[Record], memory: Memory, settings: Settings, today: date) -> _Desk:
    picked = {entry.name for entry in memory.entries}
    told = {entry.uid for entry in memory.entries}
    names: dict[str, list[str]] = {"hidden": [], "pinned": [], "rest": []}
    organizers: set[str] = set()
    for record in records:
        event = record.event
        if record.hidden or record.pinned or event.name not in picked:
            names["hidden" if record.hidden else "pinned" if record.pinned else "rest"].append(event.name)
        if event.organizer and not record.hidden and (record.pinned or record.uid in told):
            organizers.add(event.organizer.casefold())
    taste = Taste.of([*sorted(picked), *names["pinned"]], names["rest"], names["hidden"])
    series = Series(memory.entries, chain(*names.values()))
    since = memory.last_day or today - NEWS
    return _Desk(today, memory, settings, taste, series, frozenset(organizers), max(since, today - 2 * NEWS))


def _best(items: Iterator[Item], limit: int) -> tuple[list[Item], int]:
    """The first `limit` of them by rank, and how many are left. No more of them are in memory at a time."""
    number = count()
    counted = (item for item, _ in zip(items, number, strict=False))
    best = nsmallest(limit, counted, key=_by_rank)
    for _ in counted:  # where none is wanted, none was looked at
        pass
    return best, next(number) - len(best)


def _by_rank(item: Item) -> tuple[bool, float, tuple[date, str, str]]:
    return "pinned" not in item.marks, -item.score, by_start(item.record)


def _items(records: Iterable[Record], section: Section, desk: _Desk, weeks: int) -> Iterator[Item]:
    """The records that may be printed, each with what is to be said of it."""
    find = coming_events if section == "events" else open_calls
    found = (_item(record, section, desk) for record in records if find([record], desk.today, weeks))
    return (item for item in found if item is not None)


def _item(record: Record, section: Section, desk: _Desk) -> Item | None:
    """None for what was printed and has neither changed nor comes near a deadline."""
    before = desk.memory.last(record, section)
    item = Item(record, section, extended=put_off(before.said.deadlines if before else (), record))
    marks = [*_marks(item, before, desk)]
    if before is not None and not marks:
        return None
    was = days_before(before.said, record.event.when) if before is not None else None
    if record.pinned:
        marks.append("pinned")
    item = replace(item, marks=tuple(marks), was=was, with_country=_is_little_known(record.event))
    reasons = sorted(_reasons(item, desk, was_printed=before is not None), key=lambda reason: -abs(reason.points))
    return replace(item, reasons=tuple(reason for reason in reasons if round(reason.points, 1)))


def _marks(item: Item, before: Printed | None, desk: _Desk) -> Iterator[Mark]:
    """What is new about it; of one that was printed only what has come since, and what is near only once."""
    dues = [day_of(due.date) for due in told_deadlines(item, desk.today)]
    first = dues[0] if dues else None
    is_near = first is not None and first <= desk.today + NEAR
    told = {due.kind: due.day for due in before.said.deadlines if due.day} if before else {}
    if before is None:
        if item.record.first_seen.date() > desk.since:
            yield "new"
        if item.extended:
            yield "extended"
        if is_near:
            yield "last chance"
        return
    if days_before(before.said, item.record.event.when):
        yield "changed"
    if item.section == "calls" and any(kind in told for kind in item.extended):
        yield "extended"
    if is_near and first is not None and first > before.day + NEAR:
        yield "last chance" if item.section == "calls" else "reminder"


def _called_off(records: Iterable[Record], desk: _Desk) -> Iterator[Item]:
    """What was printed as held, would be still to come, and is not held any more: its readers are told once."""
    for record in map(on_its_days, filter(is_held, records)):
        event = record.event
        if event.status not in OFF or event.when is None or event.when.last_day < desk.today:
            continue
        entries = [desk.memory.last(record, section) for section in ("events", "calls")]
        before = max((entry for entry in entries if entry is not None), key=lambda entry: entry.day, default=None)
        if before is not None and before.said.status not in OFF:
            mark: Mark = "cancelled" if event.status == "cancelled" else "postponed"
            yield Item(record, before.section, (mark,), reasons=(Reason(0, f"printed in {before.issue}"),))


# The score


def _reasons(item: Item, desk: _Desk, *, was_printed: bool) -> Iterator[Reason]:
    """All that speaks for an entry and against it; those of no weight too."""
    event = item.record.event
    yield from _topics(event, desk)
    yield from _taste(event, desk)
    yield from _series(item, desk)
    yield _nearness(item, desk)
    for mark in item.marks:
        if (kind := "changed" if was_printed else mark) in WEIGHTS:
            yield Reason(desk.weight(kind), f"{mark} since it was printed" if was_printed else mark)
    if event.cost is not None and event.cost.free:
        yield Reason(desk.weight("free"), "free")
    if event.mode in {"online", "hybrid"}:
        yield Reason(desk.weight("virtual"), "virtual")
    if event.organizer and event.organizer.casefold() in desk.organizers:
        yield Reason(desk.weight("organizer"), f"by {event.organizer}, whose events were picked before")


def _topics(event: Event, desk: _Desk) -> Iterator[Reason]:
    interests = desk.settings.interests
    named = interests_in(event.name, interests)
    if named:
        points = desk.weight("topic") * min(len(named), MOST_TOPICS)
        yield Reason(points, f"topic: {', '.join(named[:MOST_TOPICS])}")
    about = " . ".join([*event.tags, event.description or ""])
    told = [each for each in interests_in(about[:2_000], interests) if each not in named]
    if told:
        points = desk.weight("description") * min(len(told), MOST_TOPICS)
        yield Reason(points, f"its page tells of {', '.join(told[:MOST_TOPICS])}")


def _taste(event: Event, desk: _Desk) -> Iterator[Reason]:
    words = desk.taste.of_name(event.name)
    for told, sign in (("like what was picked", 1), ("unlike what was picked", -1)):
        some = [(word, ratio) for word, ratio in words if ratio * sign > 0]
        if some:
            points = desk.weight("taste") * sum(ratio for _, ratio in some)
            yield Reason(points, f"{told}: {', '.join(word for word, _ in some)}")


def _series(item: Item, desk: _Desk) -> Iterator[Reason]:
    """For an event of a series of which another was picked; not for one that was itself printed."""
    before = desk.series.like(item.record.event.name)
    if before is not None and before != desk.memory.last(item.record, item.section):
        yield Reason(desk.weight("series"), f"like {before.name} of issue {before.issue}")


def _nearness(item: Item, desk: _Desk) -> Reason:
    """At the best distance nothing, with each such distance more or less a point less."""
    dues = told_deadlines(item, desk.today)
    when = item.record.event.when
    day = day_of(dues[0].date) if item.section == "calls" and dues else when.first_day if when else desk.today
    ahead, best = (day - desk.today).days, BEST[item.section]
    return Reason(-desk.weight("near") * abs(ahead - best) / best, f"in {ahead} days" if ahead >= 0 else "has begun")


# What stands beside the entries


def _is_little_known(event: Event) -> bool:
    """Whether people would ask in which country its city is."""
    city = event.place.city
    known = gazetteer().cities(fold(city)) if city else []
    return not known or max(each.population for each in known) < WELL_KNOWN


def _doubts(records: Iterable[Record], items: Iterable[Item], today: date, weeks: int) -> Iterator[str]:
    """The facts that the chosen lack since they are doubtful, and what may have been chosen were it certain."""
    for item in items:
        for name in item.record.event.doubtful:
            yield _doubt(item.record, name)
    for record in filter(is_held, records):
        event = record.event
        if _is_eligible(record, today, weeks):
            continue
        missing = [name for name in sorted(_SURE) if name in event.doubtful]
        sure = replace(record, event=replace(event, doubtful=()))
        might = _is_eligible(sure, today, weeks)
        is_fresh = max(record.first_seen, record.last_changed).date() > today - FRESH
        if missing and (might or (is_fresh and event.when is None and "start" in missing)):
            yield f"left out: {_doubt(record, missing[0])}"


def _doubt(record: Record, name: str) -> str:
    fact = record.event.evidence.get(name)
    words = f': "{fact.text}"' if fact is not None else ""
    teller = (
        f", says {fact.source}" if fact is not None and name == "status" else ""
    )  # hearsay, not the event's own page
    return f"{record.event.name} ({record.uid[:8]}): {name}{words}{teller}"
