"""One event from several pages: a list's entry and the event's own page, a home page and what it links to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from eventcal.choose.places import PARTS
from eventcal.choose.plans import is_before
from eventcal.choose.points import is_far
from eventcal.choose.subjects import alike
from eventcal.choose.understood import understood
from eventcal.choose.verdicts import words
from eventcal.event_json import to_json
from eventcal.model import Event, Fact, Place, When
from eventcal.page import Page

PLAIN = ("mode", "short_name", "cost", "description", "organizer", "language")


def completed(own: Event, listed: Event) -> Event:
    """The event that its own page and an entry of a list both tell of: each field as its own page has it, else as the list.

    Address and key are the list's, by which the event is found again; so is the name, where the page goes by another one.
    """
    plain = {field: mine if (mine := getattr(own, field)) is not None else getattr(listed, field) for field in PLAIN}
    when = when_of(own.when, listed.when)
    start = when.first_day if when is not None else None
    merged = replace(
        listed,
        **plain,
        name=namer(own, listed).name,
        when=when,
        place=place_of(own, listed),
        deadlines=tuple(each for each in own.deadlines or listed.deadlines if is_before(each, start)),
        status=own.status if own.status != "scheduled" else listed.status,
        tags=tuple(dict.fromkeys((*listed.tags, *own.tags))),
        facts=(*own.facts, *listed.facts),
    )
    return with_evidence(merged, own, listed)


def united(events: Sequence[Event]) -> Event:
    """One event from what several sources tell of it, the most trusted first: each field as the first has it that tells it.

    Name and address are the first's.
    """
    first, *others = events
    merged = first
    for other in others:
        both = completed(merged, other)
        evidence = {
            **both.evidence,
            **{field: merged.evidence[field] for field in ("name",) if field in merged.evidence},
        }
        merged = replace(both, name=first.name, url=first.url, key=first.key, evidence=evidence)
    return merged


def namer(own: Event, listed: Event) -> Event:
    """The one whose name counts."""
    return own if alike(own.name, listed.name) and "name" not in own.doubtful else listed


def when_of(own: When | None, listed: When | None) -> When | None:
    """The own page's days; where both have the same and only the list tells their times, or the zone of them, the list's."""
    if own is None or listed is None:
        return own or listed
    same = (own.first_day, own.last_day) == (listed.first_day, listed.last_day)
    return listed if same and not own.sessions and tells_more(listed, own) else own


def tells_more(one: When, other: When) -> bool:
    """Whether of the same days one tells the times and the other does not, or of the same time the zone."""
    if not isinstance(one.start, datetime) or not isinstance(other.start, datetime):
        return isinstance(one.start, datetime)
    named = one.timezone is not None and other.timezone is None
    return named and other.start in (one.start, one.start.replace(tzinfo=None))


def place_of(own: Event, listed: Event) -> Place:
    """The own page's place, with what only the list tells of the same one; of what is online, the page's that says so."""
    if own.mode == "online" or (own.mode is None and listed.mode == "online"):
        return own.place if own.mode == "online" else listed.place
    mine, theirs = own.place, listed.place
    if is_other(mine.city, theirs.city) or is_other(mine.country, theirs.country):
        return mine
    filled = {part: getattr(theirs, part) for part in PARTS.values() if getattr(mine, part) is None}
    place = replace(mine, **filled)
    astray = place.geo is not None and place.city is not None and is_far(place.geo, place.city, place.country)
    return replace(place, geo=None) if astray else place


def is_other(one: str | None, other: str | None) -> bool:
    """Whether two names, both known, are not the same."""
    return one is not None and other is not None and words(one) != words(other)


def with_evidence(merged: Event, own: Event, listed: Event) -> Event:
    """The event with the evidence of the page that each field is from; what neither page is sure of is doubtful, and so is a
    status that one of them doubts."""
    values, mine = to_json(merged), to_json(own)
    doubtful = {f for f in (*own.doubtful, *listed.doubtful) if values[f] is None}
    doubtful |= {"name"} & set(namer(own, listed).doubtful)
    evidence: dict[str, Fact] = {}
    for field in dict.fromkeys((*own.evidence, *listed.evidence)):
        first, second = (own, listed) if values[field] == mine[field] else (listed, own)
        if values[field] or field in doubtful:
            evidence[field] = first.evidence.get(field) or second.evidence[field]
    for each in (listed, own) if merged.status == "scheduled" else ():
        if "status" in each.doubtful:
            doubtful.add("status")
            evidence["status"] = each.evidence["status"]
    return replace(merged, evidence=evidence, doubtful=tuple(sorted(doubtful)))


def with_facts(event: Event, facts: Iterable[Fact], page: Page) -> Event:
    """The event of `page`, understood anew with facts of the pages that it links to."""
    again = understood([*event.facts, *facts], page)
    return event if again is None else replace(again, url=event.url, key=event.key, tags=event.tags)
