"""Reads the entries of a list of events: what repeats with a date in it, one event each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from eventcal.model import Fact
from eventcal.reading.dates.written import Clock
from eventcal.reading.deadlines import Calls
from eventcal.reading.listings.days import LIKELY_LIST, SURE, when_fact
from eventcal.reading.listings.entries import Entry, entries, widened
from eventcal.reading.listings.places import all_online, common_place
from eventcal.reading.listings.sayings import sayings
from eventcal.reading.listings.setting import Setting, common_hours, setting_of
from eventcal.reading.listings.titles import Title, title_of
from eventcal.reading.times import ONE_DAY

FEWEST = 2  # entries that make a list
MOST = 2000
MOST_NAMED = 0.7  # the share of entries with a name from which on the list is surely one of events
SHORT = 90  # characters of a date's block in an entry that is nothing but a date


def read_entries(calls: Calls) -> Iterator[Fact]:
    """Facts for each entry of a page's list, told apart by `about`; none where nothing repeats. `calls`: its deadlines.

    Entries that are nothing but days with their hours have no names: they are the page's own event, again and again.
    """
    setting = setting_of(calls)
    found = entries(calls.survey, setting.columns, calls.blocks_of_calls())
    if are_bare(found, setting):
        for number, entry in enumerate(found[:MOST], 1):
            yield when_fact(entry, setting, None, f"entry {number}", SURE)
        return
    titled = titled_entries(found, setting)
    named = [(entry, title) for entry, title in titled if title is not None]
    if len(named) >= FEWEST:
        score = SURE if len(named) >= MOST_NAMED * len(titled) else LIKELY_LIST
        yield from named_entries(named[:MOST], setting, score)


def named_entries(named: Sequence[tuple[Entry, Title]], setting: Setting, score: float) -> Iterator[Fact]:
    """The facts of entries with names; where none says where it is, with the place that the page gives for all."""
    described = all_online(setting.survey.page)
    inside = {block.index for entry, _ in named for block in entry.blocks}
    hours = common_hours(setting, inside)
    facts = [
        fact
        for number, (entry, title) in enumerate(named, 1)
        for fact in of_entry(entry, title, setting, f"entry {number}", score, described, hours)
    ]
    yield from facts
    if not any(fact.field in ("place", "mode") for fact in facts):
        shared = common_place(setting, inside)
        yield from (replace(fact, about=f"entry {number}") for number in range(1, len(named) + 1) for fact in shared)


def of_entry(
    entry: Entry,
    title: Title,
    setting: Setting,
    about: str,
    score: float,
    described: tuple[str, str] | None,
    hours: Clock | None,
) -> Iterator[Fact]:
    """All facts of an entry. `described`: the words by which the page says that all its events are online; `hours`: the time
    that it gives for all."""
    yield Fact("name", title.name, title.name, "entry of a list", title.where, score, about)
    if title.short is not None:
        yield Fact("short_name", title.short, title.short, "acronym of an entry", "a", score, about)
    yield from sayings(entry, title, setting, about, score, described, hours)


def are_bare(found: Sequence[Entry], setting: Setting) -> bool:
    """Whether entries are nothing but days with their hours, block after block, and not the days of one program."""
    own = [(entry.mention, block) for entry in found if (block := entry.mention.block) is not None]
    if len(own) < FEWEST or any(mention.dates.clock is None or len(block.text) > SHORT for mention, block in own):
        return False
    days = sorted(mention.span[0] for mention, _ in own)
    one_by_one = all(behind.index - block.index == 1 for (_, block), (_, behind) in pairwise(own))
    apart = all(after - day > ONE_DAY for day, after in pairwise(days))
    return one_by_one and apart and all(title_of(Entry((block,), mention), setting) is None for mention, block in own)


def titled_entries(found: Sequence[Entry], setting: Setting) -> list[tuple[Entry, Title | None]]:
    """The entries with their names; where most have none of their own, with what stands before them."""
    titled = [(entry, title_of(entry, setting)) for entry in found]
    if sum(title is not None for _, title in titled) >= (1 - MOST_NAMED) * len(found):
        return titled
    return [(entry, title_of(entry, setting)) for entry in widened(found, setting.survey.page.blocks)]
