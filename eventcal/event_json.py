"""Events and facts as JSON: the contract of `extract` and events.json, and the form in which the store keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from math import isfinite
from typing import Any

from eventcal.model import Cost, Deadline, Event, Fact, Moment, Place, Session, Tier, When, day_of


def to_json(event: Event) -> dict[str, Any]:
    """The event by the contract, keys always in one order. Numbers are finite (RFC 8259, 6); whole ones have no fraction."""
    values = {
        "name": event.name,
        "short_name": event.short_name,
        "url": event.url,
        **when_to_json(event.when),
        "mode": event.mode,
        **_place_to_json(event.place),
        "cost": cost_to_json(event.cost),
        "deadlines": [_deadline_to_json(deadline) for deadline in event.deadlines],
        "status": event.status,
        "description": event.description,
        "organizer": event.organizer,
        "language": event.language,
        "tags": list(event.tags),
        "doubtful": list(event.doubtful),
    }
    return {**values, "evidence": _evidence_to_json(event.evidence, order=[*values])}


def from_json(values: Mapping[str, Any], facts: Sequence[Fact] = ()) -> Event:
    """The event that `to_json` wrote; further keys are left alone.

    The JSON holds neither `key` nor the facts. An entry of `evidence` is the one of `facts` that it was written from, else
    a fact without value and place in the page.
    """
    return Event(
        name=values["name"],
        url=values["url"],
        when=when_from_json(values),
        short_name=values["short_name"],
        mode=values["mode"],
        place=_place_from_json(values),
        cost=cost_from_json(values["cost"]),
        deadlines=tuple(_deadline_from_json(deadline) for deadline in values["deadlines"]),
        status=values["status"],
        description=values["description"],
        organizer=values["organizer"],
        language=values["language"],
        tags=tuple(values["tags"]),
        doubtful=tuple(values["doubtful"]),
        evidence=_evidence_from_json(values["evidence"], facts),
        facts=tuple(facts),
    )


def facts_to_json(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Facts with nothing lost but the name of a datetime's zone, whose offset stays, and numbers that are not finite.

    TypeError for a value of no fact.
    """
    return [
        {
            "field": fact.field,
            "text": fact.text,
            "value": _value_to_json(fact.value),
            "rule": fact.rule,
            "where": fact.where,
            "score": fact.score,
            "about": fact.about,
            "more": list(fact.more),
            "source": fact.source,
            "why": list(fact.why),
        }
        for fact in facts
    ]


def facts_from_json(entries: Iterable[Mapping[str, Any]]) -> tuple[Fact, ...]:
    """The facts that `facts_to_json` wrote."""
    return tuple(
        Fact(
            **{
                **entry,
                "value": _value_from_json(entry["value"]),
                "more": tuple(entry["more"]),
                "why": tuple(entry.get("why", ())),
            }
        )
        for entry in entries
    )


def _moment_to_json(moment: Moment | None, timespec: str = "minutes") -> str | None:
    """A day, or a time with the offset it was stated with; `timespec` as in datetime.isoformat."""
    if isinstance(moment, datetime):
        return moment.isoformat(timespec=timespec)
    return moment.isoformat() if moment else None


def _moment_from_json(text: str | None) -> Moment | None:
    return _stated_moment(text) if text is not None else None


@lru_cache(maxsize=4096)  # the same object for the many events of a day
def _stated_moment(text: str) -> Moment:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def when_to_json(when: When | None, timespec: str = "minutes") -> dict[str, Any]:
    """The fields of a JSON event that say when it is."""
    if when is None:
        return dict.fromkeys(("start", "end", "timezone", "sessions"))
    return {
        **_span_to_json(when, timespec),
        "timezone": when.timezone,
        "sessions": [_span_to_json(session, timespec) for session in when.sessions] or None,
    }


def _span_to_json(span: When | Session, timespec: str) -> dict[str, Any]:
    return {"start": _moment_to_json(span.start, timespec), "end": _moment_to_json(span.end, timespec)}


def when_from_json(values: Mapping[str, Any]) -> When | None:
    """The days of a JSON event, or of the fields of one that tell them; None where it has none."""
    if values["start"] is None:
        return None
    return When(
        start=_stated_moment(values["start"]),
        end=_moment_from_json(values["end"]),
        timezone=values["timezone"],
        sessions=tuple(
            Session(_stated_moment(session["start"]), _moment_from_json(session["end"]))
            for session in values["sessions"] or ()
        ),
    )


def _place_to_json(place: Place) -> dict[str, Any]:
    return {
        "venue": place.venue,
        "city": place.city,
        "country": place.country,
        "place_text": place.text,
        "geo": list(place.geo) if place.geo and all(map(isfinite, place.geo)) else None,
    }


def _place_from_json(values: Mapping[str, Any]) -> Place:
    geo = (float(values["geo"][0]), float(values["geo"][1])) if values["geo"] else None
    return Place(values["venue"], values["city"], values["country"], values["place_text"], geo)


def _number(amount: float) -> float:
    return int(amount) if amount == int(amount) else amount


def cost_to_json(cost: Cost | None) -> dict[str, Any] | None:
    """A cost as in the JSON event."""
    if cost is None or not (isfinite(cost.min) and isfinite(cost.max)):
        return None
    return {
        "free": cost.free,
        "min": _number(cost.min),
        "max": _number(cost.max),
        "currency": cost.currency,
        "text": cost.text,
        "tiers": [
            {"text": tier.text, "amount": _number(tier.amount), "currency": tier.currency}
            for tier in cost.tiers
            if isfinite(tier.amount)
        ],
    }


def cost_from_json(values: Mapping[str, Any] | None) -> Cost | None:
    """The same again."""
    if values is None:
        return None
    tiers = tuple(Tier(tier["text"], float(tier["amount"]), tier["currency"]) for tier in values["tiers"])
    return Cost(values["free"], float(values["min"]), float(values["max"]), values["currency"], values["text"], tiers)


def _deadline_to_json(deadline: Deadline, timespec: str = "minutes") -> dict[str, Any]:
    return {
        "kind": deadline.kind,
        "date": _moment_to_json(deadline.date, timespec),
        "timezone": deadline.timezone,
        "text": deadline.text,
        "was": [day_of(day).isoformat() for day in deadline.was],
    }


def _deadline_from_json(values: Mapping[str, Any]) -> Deadline:
    return Deadline(
        kind=values["kind"],
        date=_stated_moment(values["date"]),
        text=values["text"],
        timezone=values["timezone"],
        was=tuple(date.fromisoformat(day) for day in values["was"]),
    )


def _evidence_to_json(evidence: Mapping[str, Fact], order: Sequence[str]) -> dict[str, Any]:
    fields = [field for field in order if field in evidence]
    fields += sorted(evidence.keys() - set(order))
    return {field: _words(evidence[field]) for field in fields}


def _words(fact: Fact) -> dict[str, Any]:
    return {"text": fact.text, "rule": fact.rule, "confidence": round(fact.score, 3), "source": fact.source}


def _evidence_from_json(entries: Mapping[str, Mapping[str, Any]], facts: Sequence[Fact]) -> dict[str, Fact]:
    if not facts:
        return {field: _told(field, entry) for field, entry in entries.items()}
    known = {tuple(_words(fact).values()): fact for fact in facts}
    alike = {(fact.text, fact.rule, fact.source): fact for fact in reversed(facts)}  # choosing may score a fact anew
    return {field: _witness(field, entry, known, alike) for field, entry in entries.items()}


def _witness(
    field: str,
    entry: Mapping[str, Any],
    known: Mapping[tuple[Any, ...], Fact],
    alike: Mapping[tuple[str, str, str], Fact],
) -> Fact:
    """The fact that an entry of evidence was written from."""
    words = entry["text"], entry["rule"], entry["source"]
    exact = known.get((entry["text"], entry["rule"], entry["confidence"], entry["source"]))
    if exact is None and words in alike:
        return replace(alike[words], score=entry["confidence"])
    return exact or _told(field, entry)


def _told(field: str, entry: Mapping[str, Any]) -> Fact:
    """What an entry of evidence says by itself."""
    return Fact(field, entry["text"], None, entry["rule"], "", entry["confidence"], source=entry["source"])


def _value_to_json(value: object) -> Any:
    """Words and None as they are; the rest under a key that says what it is."""
    match value:
        case None | str():
            return value
        case When():
            return {"when": when_to_json(value, timespec="auto")}
        case Place():
            return {"place": _place_to_json(value)}
        case Cost():
            return {"cost": cost_to_json(value)}
        case Deadline():
            return {"deadline": _deadline_to_json(value, timespec="auto")}
    raise TypeError(f"no fact has a value of {type(value).__name__}")


def _value_from_json(value: Any) -> Any:
    match value:
        case {"when": values}:
            return when_from_json(values)
        case {"place": values}:
            return _place_from_json(values)
        case {"cost": values}:
            return cost_from_json(values)
        case {"deadline": values}:
            return _deadline_from_json(values)
    return value
