"""Which feeds there are beside events.ics, and what each of them holds: online, free, each tag and year, saved filters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from eventcal.exporters.filters import Filter, select, slug
from eventcal.model import Record, Settings

TAGS, SAVED, YEARS = "tags", "feeds", "years"
"""Folders of the feeds that go on for ever."""
FIXED: Mapping[str, Filter] = {"online": Filter(mode="online"), "free": Filter(free=True)}

_LASTING = re.compile(rf"(?:{TAGS}|{SAVED}|{YEARS})/([a-z0-9][a-z0-9-]{{0,79}})\.ics")


@dataclass(frozen=True, slots=True)
class Feed:
    """One calendar of some of the events."""

    title: str
    """What it holds, in a word or two."""
    records: Sequence[Record]

    def named(self, settings: Settings) -> Settings:
        """The settings under which its calendar says what it holds: "Research computing events: online"."""
        return replace(settings, site=replace(settings.site, title=f"{settings.site.title}: {self.title}"))


def feeds(
    shown: Sequence[Record], settings: Settings, published: Mapping[str, Collection[str]], *, years: bool = False
) -> dict[str, Feed]:
    """The feeds by file name, from the records that calendars show; with `years` one for each year too, for apps that refuse
    a calendar of all.

    `published`: the uids in each feed of a tag, a year or a saved filter that is in the output folder. One whose tag no event has any
    more, or whose filter is gone from sources.yaml, is not taken away from its subscribers: it goes on with the events that
    it has, as they are now, until they are over; then it is a calendar without events.
    """
    found = {f"{name}.ics": Feed(name, select(shown, filter)) for name, filter in FIXED.items()}
    found |= {f"{TAGS}/{slug(feed.title)}.ics": feed for feed in _by_tag(shown)}
    found |= {f"{YEARS}/{feed.title}.ics": feed for feed in _by_year(shown) if years}
    found |= {f"{SAVED}/{name}.ics": Feed(name, select(shown, filter)) for name, filter in settings.feeds.items()}
    for name, uids in published.items():
        if name not in found and (match := _LASTING.fullmatch(name)):
            found[name] = Feed(match[1], [record for record in shown if record.uid in uids])
    return dict(sorted(found.items()))


def _by_year(shown: Sequence[Record]) -> Iterator[Feed]:
    """One for each year in which some start."""
    found: dict[int, list[Record]] = defaultdict(list)
    for record in shown:
        if record.event.when is not None:
            found[record.event.when.first_day.year].append(record)
    yield from (Feed(str(year), records) for year, records in found.items())


def _by_tag(shown: Sequence[Record]) -> Iterator[Feed]:
    """One for each tag; of tags that are the same (see `slug`) the first by the alphabet names it."""
    found: dict[str, dict[str, Record]] = defaultdict(dict)
    names: dict[str, str] = {}
    for record in shown:
        for tag in record.event.tags:
            if tag.strip():
                found[slug(tag)][record.uid] = record
                names[slug(tag)] = min(tag, names.get(slug(tag), tag))
    yield from (Feed(names[same], [*records.values()]) for same, records in found.items())
