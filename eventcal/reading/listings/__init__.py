"""Reads the entries of a list of events: what repeats with a date in it, one event each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from eventcal.model import Fact
from eventcal.reading.deadlines import Calls
from eventcal.reading.listings.entries import Entry, entries, widened
from eventcal.reading.listings.sayings import LIKELY_LIST, SURE, all_online, sayings
from eventcal.reading.listings.titles import Title, title_of
from eventcal.reading.survey import Mention, Survey

FEWEST = 2  # entries that make a list
MOST = 2000
MOST_NAMED = 0.7  # the share of entries with a name from which on the list is surely one of events


def read_entries(survey: Survey) -> Iterator[Fact]:
    """Facts for each entry of the page's list, told apart by `about`; none where nothing repeats."""
    calls = Calls(survey)
    dated = by_block(survey)
    found = titled_entries(entries(survey, calls.blocks_of_calls()), survey, dated)
    named = [(entry, title) for entry, title in found if title is not None]
    if len(named) < FEWEST:
        return
    score = SURE if len(named) >= MOST_NAMED * len(found) else LIKELY_LIST
    described = all_online(survey.page)
    for number, (entry, title) in enumerate(named[:MOST], 1):
        about = f"entry {number}"
        yield Fact("name", title.name, title.name, "entry of a list", title.where, score, about)
        if title.short is not None:
            yield Fact("short_name", title.short, title.short, "acronym of an entry", "a", score, about)
        yield from sayings(entry, title, calls, dated, about, score, described)


def by_block(survey: Survey) -> dict[int, list[Mention]]:
    """The dates of the page by the index of their block."""
    dated: dict[int, list[Mention]] = {}
    for mention in survey.mentions:
        if mention.block is not None:
            dated.setdefault(mention.block.index, []).append(mention)
    return dated


def titled_entries(
    found: Sequence[Entry], survey: Survey, dated: Mapping[int, Sequence[Mention]]
) -> list[tuple[Entry, Title | None]]:
    """The entries with their names; where most have none of their own, with what stands before them."""
    titled = [(entry, title_of(entry, dated)) for entry in found]
    if sum(title is not None for _, title in titled) >= (1 - MOST_NAMED) * len(found):
        return titled
    return [(entry, title_of(entry, dated)) for entry in widened(found, survey.page.blocks)]
