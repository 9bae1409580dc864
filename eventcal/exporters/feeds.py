"""Which feeds there are beside events.ics, and what each of them holds: online, free, each tag and year, saved filters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from eventcal.exporters.filters import Filter, matches, slug
from eventcal.model import Event, Settings
from eventcal.shelf import Shelf

TAGS, SAVED, YEARS = "tags", "feeds", "years"
"""Folders of the feeds that go on for ever."""
FIXED: Mapping[str, Filter] = {"online": Filter(mode="online"), "free": Filter(free=True)}

_LASTING = re.compile(rf"(?:{TAGS}|{SAVED}|{YEARS})/([a-z0-9][a-z0-9-]{{0,79}})\.ics")


@dataclass(frozen=True, slots=True)
class Feed:
    """One calendar of some of the events."""

    title: str
    """What it holds, in a word or two."""
    records: Shelf

    def named(self, settings: Settings) -> Settings:
        """The settings under which its calendar says what it holds: "Research computing events: online"."""
        return replace(settings, site=replace(settings.site, title=f"{settings.site.title}: {self.title}"))


def feeds(shown: Shelf, settings: Settings, *, years: bool = False) -> dict[str, Feed]:
    """The feeds by file name, from the records that calendars show; with `years` one for each year in which some start too,
    for apps that refuse a calendar of all.

    Of tags that are the same (see `slug`) the first by the alphabet names their feed.
    """
    filters = {f"{name}.ics": filter for name, filter in FIXED.items()}
    filters |= {f"{SAVED}/{name}.ics": filter for name, filter in settings.feeds.items()}
    titles = {name: PurePosixPath(name).stem for name in filters}
    members: dict[str, list[str]] = {name: [] for name in filters}
    for uid, record in zip(shown.uids, shown, strict=True):
        event = record.event
        fits = [(name, titles[name]) for name, filter in filters.items() if matches(event, filter)]
        for name, title in dict([*fits, *_by_tag(event), *(_by_year(event) if years else ())]).items():
            titles[name] = min(title, titles.get(name, title))
            members.setdefault(name, []).append(uid)
    return {name: Feed(titles[name], shown.at(members[name])) for name in sorted(members)}


def lasting(shown: Shelf, published: Mapping[str, Collection[str]]) -> dict[str, Feed]:
    """The feeds that go on although their tag is no event's any more, or their filter is gone from sources.yaml.

    `published`: the uids in each, by file name. None is taken away from its subscribers: it goes on with the events that it
    has, as they are now, until they are over; then it is a calendar without events.
    """
    named = {name: match[1] for name in sorted(published) if (match := _LASTING.fullmatch(name))}
    return {
        name: Feed(title, shown.at([uid for uid in shown.uids if uid in published[name]]))
        for name, title in named.items()
    }


def _by_year(event: Event) -> Iterator[tuple[str, str]]:
    if event.when is not None:
        year = str(event.when.first_day.year)
        yield f"{YEARS}/{year}.ics", year


def _by_tag(event: Event) -> Iterator[tuple[str, str]]:
    """Name and title of each; of two tags that are the same the first by the alphabet, which comes last."""
    yield from ((f"{TAGS}/{slug(tag)}.ics", tag) for tag in sorted(event.tags, reverse=True) if tag.strip())
