"""All facts about one event → the event, with the words that each field rests on."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from eventcal.choose.addresses import own_address
from eventcal.choose.places import place_of, settle_place
from eventcal.choose.plans import settle_deadlines, settle_status, settle_when, when_evidence
from eventcal.choose.verdicts import Verdict, as_told, best, by_field, settle, words
from eventcal.model import DOUBT, Cost, Event, Fact
from eventcal.page import Page

SURE_KIND = 0.7
SURE_NAME = 0.7
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
YEARS_AHEAD = 2
"""How long before an event its name tells its year."""
PLAIN = ("mode", "short_name", "description", "organizer", "language", "url", "key")
LEAST_KIND = 0.6
"""The score of a page's kind from which on its doubtful days make an event of it."""
UNSHOWN = frozenset(["url", "key"])
"""Fields without evidence: nobody doubts where a page stands."""


def understood(facts: Sequence[Fact], page: Page) -> Event | None:
    """One event from all facts about it; None where they do not make one."""
    said = settled(facts)
    when = settle_when(facts)
    deadlines = settle_deadlines(facts, when)
    name = said.get("name")
    if (
        name is None
        or name.fact.value is None
        or not (is_dated(when, facts) or deadlines or is_event(facts, when, page))
    ):
        return None
    return Event(
        name=str(name.fact.value),
        url=told(said, "url") or own_address(page),
        when=when.value if when else None,
        short_name=told(said, "short_name"),
        mode=told(said, "mode"),
        place=place_of(said),
        cost=told(said, "cost"),
        deadlines=tuple(fact.value for fact in deadlines),
        status=said["status"].fact.value if "status" in said else "scheduled",
        description=told(said, "description"),
        organizer=told(said, "organizer"),
        language=told(said, "language"),
        tags=tuple(dict.fromkeys(str(f.value) for f in facts if f.field == "tag" and f.value)),
        key=told(said, "key"),
        doubtful=tuple(sorted(doubtful(said, when))),
        evidence=evidence(said, when, deadlines),
        facts=tuple(facts),
    )


def is_dated(when: Verdict | None, facts: Sequence[Fact]) -> bool:
    """Whether there are days; doubtful ones of a page that is doubtful itself are none."""
    if when is None:
        return False
    kind = best(facts, "kind")
    return when.value is not None or kind is None or kind.score >= LEAST_KIND


def is_event(facts: Sequence[Fact], when: Verdict | None, page: Page) -> bool:
    """Whether facts without a sure date still tell of an event: its plans have changed, the page is surely that of one, or it
    announces an edition without any days."""
    if any(f.field == "status" for f in facts):
        return True
    kind = best(facts, "kind")
    if kind is None or kind.value != "event":
        return False
    return kind.score >= SURE_KIND or (when is None and is_announced(facts, page))


def is_announced(facts: Sequence[Fact], page: Page) -> bool:
    """Whether the name is surely that of an edition that is not over by its year: "BELIV Workshop 2024"."""
    name = best(facts, "name")
    years = YEAR.findall(str(name.value)) if name is not None and name.score >= SURE_NAME else []
    return any(0 <= int(year) - page.when.year <= YEARS_AHEAD for year in years)


def settled(facts: Sequence[Fact]) -> dict[str, Verdict]:
    """By field of the JSON event, the winner; days and deadlines apart, which depend on each other."""
    of = by_field(facts)
    found = {field: settle(of.get(field, ()), field) for field in PLAIN}
    found["name"] = settle(of.get("name", ()), "name", same=words)
    found["cost"] = settle(of.get("cost", ()), "cost", same=prices)
    status = found["status"] = settle_status(of.get("status", ()))
    if status is not None and status.fact.value == "moved-online":
        found["mode"] = Verdict(replace(status.fact, field="mode", value="online"), status.score)
    mode = found["mode"]
    found |= settle_place(of.get("place", ()), nowhere=mode is not None and mode.value == "online")
    return {field: verdict for field, verdict in found.items() if verdict is not None}


def prices(cost: Cost) -> Hashable:
    """What makes two costs the same, whatever their words."""
    return cost.free, cost.min, cost.max, cost.currency


def told(said: Mapping[str, Verdict], field: str) -> Any:
    """The value of a field; None where there is none or it is in doubt."""
    return said[field].value if field in said else None


def doubtful(said: Mapping[str, Verdict], when: Verdict | None) -> list[str]:
    """The fields that have words and a reading of them, but not one to be told as true."""
    fields = [f for f, v in said.items() if v.score < DOUBT and v.fact.value is not None and f not in UNSHOWN]
    return [*fields, "start", "end"] if when is not None and when.score < DOUBT else fields


def evidence(said: Mapping[str, Verdict], when: Verdict | None, deadlines: Sequence[Fact]) -> dict[str, Fact]:
    """The winning fact of each field, with the score that agreement gave it."""
    found = {f: as_told(v.fact, round(v.score, 3), v.fact.source) for f, v in said.items() if f not in UNSHOWN}
    if when is not None:
        found |= when_evidence(when)
    if deadlines:
        found["deadlines"] = deadlines[0]
    return found
