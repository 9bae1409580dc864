"""Which facts of a page speak of one event: its text, its markup and the entries of its lists, joined or told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from itertools import pairwise

from eventcal.choose.addresses import is_own
from eventcal.choose.verdicts import best, words
from eventcal.model import Fact, When
from eventcal.page import Page

OWN = ""
"""What the page's own facts are `about`."""
KIND = "kind"
"""A reader's word on what the page is: "event", "listing" or "none"."""
SAME_NAME = 0.72  # in the corpus two spellings of one name are nearly always above, two names below
SURE_DAY = 0.7
NEARBY = 3  # days between the page's own days and those of markup that may still mean the same event
NAMES = 6  # of the page's own names that a name is compared with


def subjects(facts: Iterable[Fact], page: Page) -> list[list[Fact]]:
    """The facts of each event: the page's own with the markup that speaks of it, or those of each entry of a listing."""
    groups = grouped(facts, page)
    own = groups.pop(OWN, [])
    entries = joined([group for group in groups.values() if best(group, "name") is not None])
    if not own:
        return entries
    mine = [entry for entry in entries if is_about_page(entry, own, page)]
    kind = best(own, KIND)
    if kind is not None and kind.value == "none":
        return [flat(own, *mine)] if mine else []
    if are_events(entries, mine, listed=kind is None or kind.value == "listing"):
        return entries
    return [flat(own, *(mine or lone(entries, own)))]


def are_events(entries: Sequence[list[Fact]], mine: Sequence[list[Fact]], *, listed: bool) -> bool:
    """Whether the entries, not the page, are the events. `mine` are those that go by the page's name; `listed`: its text
    reads like a list."""
    if len(entries) < 2:
        return listed and bool(entries) and not mine
    return listed or apart(mine)


def grouped(facts: Iterable[Fact], page: Page) -> dict[str, list[Fact]]:
    """The facts by what they are about, each with the page's address as its source."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.about, []).append(fact if fact.source else replace(fact, source=page.url))
    return groups


def flat(*groups: Sequence[Fact]) -> list[Fact]:
    """All facts of some groups."""
    return [fact for group in groups for fact in group]


def joined(entries: Sequence[list[Fact]]) -> list[list[Fact]]:
    """The entries, those that speak of one event as one: a list's text often says again what its markup says."""
    by_day: dict[date | None, list[list[Fact]]] = {}
    for entry in entries:
        alike_ones = by_day.setdefault(first_day(entry), [])
        twin = next((other for other in alike_ones if first_day(entry) and same_entry(entry, other)), None)
        if twin is None:
            alike_ones.append(list(entry))
        else:
            twin.extend(entry)
    order = {entry[0].about: place for place, entry in enumerate(entries)}
    return sorted((e for same_day in by_day.values() for e in same_day), key=lambda e: order[e[0].about])


def first_day(group: Sequence[Fact]) -> date | None:
    """The first day that a group's best date says."""
    when = best(group, "when")
    return when.value.first_day if when is not None and isinstance(when.value, When) else None


def same_entry(one: Sequence[Fact], other: Sequence[Fact]) -> bool:
    """Whether two entries of one day are one event: names alike, and read by different readers, each of which tells its own apart."""
    return reader_of(one) != reader_of(other) and alike(name_of(one), name_of(other)) >= SAME_NAME


def name_of(group: Sequence[Fact]) -> str:
    """The best name of a group; empty where it has none."""
    name = best(group, "name")
    return str(name.value or "") if name is not None else ""


def is_about_page(group: Sequence[Fact], own: Sequence[Fact], page: Page) -> bool:
    """Whether markup speaks of the page's own event: by its address, or by its name in the page's title or headings."""
    address = best(group, "url")
    if address is not None and is_own(str(address.value), page):
        return True
    names = sorted((fact for fact in own if fact.field == "name"), key=lambda fact: -fact.score)[:NAMES]
    return any(alike(name_of(group), str(fact.value)) >= SAME_NAME for fact in names)


def apart(entries: Sequence[Sequence[Fact]]) -> bool:
    """Whether one reader's entries by the page's name are held at different times: a tour or a series, each an event."""
    days = sorted(day for entry in entries if (day := first_day(entry)) is not None)
    return len({reader_of(entry) for entry in entries}) == 1 and any((b - a).days > NEARBY for a, b in pairwise(days))


def reader_of(group: Sequence[Fact]) -> str:
    """The reader that a group is from, such as json-ld."""
    return group[0].about.split(" ")[0]


def lone(entries: Sequence[list[Fact]], own: Sequence[Fact]) -> list[list[Fact]]:
    """The one block of markup of a page, by another name than the page's; none where it is surely about another event."""
    if len(entries) != 1 or contradicts(entries[0], own) or best(entries[0], "url") is not None:
        return []  # an address, and by `is_about_page` not this page's
    return list(entries)


def contradicts(group: Sequence[Fact], own: Sequence[Fact]) -> bool:
    """Whether markup names other days than those that the page surely shows."""
    mine, theirs = best(own, "when"), first_day(group)
    if mine is None or theirs is None or not isinstance(mine.value, When) or mine.score < SURE_DAY:
        return False
    return abs((mine.value.first_day - theirs).days) > NEARBY


def alike(one: str, other: str) -> float:
    """0 to 1: how far two names say the same, by words or by letters, whichever is kinder."""
    mine, theirs = set(words(one)), set(words(other))
    if not mine or not theirs:
        return 0.0
    by_words = 2 * len(mine & theirs) / (len(mine) + len(theirs))
    if by_words <= 0.2:
        return by_words
    return max(by_words, SequenceMatcher(None, one.casefold(), other.casefold()).ratio())
