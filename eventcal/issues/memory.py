"""What was printed before, and what has become of it since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from urllib.parse import urlsplit

from eventcal.exporters.days import days_of
from eventcal.issues.topics import words_of
from eventcal.model import Day, DeadlineKind, Record, When, day_of
from eventcal.printed import Due, Printed, Said, Section

SAME = timedelta(days=60)
"""An event of the same name or page whose days are farther from those printed is another edition."""


class Memory:
    """The entries of issues up to a day, found by the record that they are of."""

    def __init__(self, printed: Iterable[Printed], today: date, issue: str | None = None) -> None:
        """`issue`: the one that is being made; what was kept of it does not count."""
        self.entries = [entry for entry in printed if entry.day <= today and entry.issue != issue]
        self._found: defaultdict[tuple[Section, str], list[Printed]] = defaultdict(list)
        for entry in self.entries:
            for key in _keys(entry.uid, entry.url, entry.name):
                self._found[entry.section, key].append(entry)

    @property
    def last_day(self) -> Day | None:
        """Of the last issue."""
        return max((entry.day for entry in self.entries), default=None)

    def last(self, record: Record, section: Section) -> Printed | None:
        """The last entry in that section of a record; None if there is none."""
        uids = [entry for uid in (record.uid, *record.aliases) for entry in self._found[section, f"uid {uid}"]]
        event = record.event
        alike = [
            entry
            for url in (event.url, *record.pages)
            for key in _keys(None, url, event.name)
            for entry in self._found[section, key]
            if entry.uid is None and _is_of(entry, record)
        ]
        return max([*reversed(uids), *reversed(alike)], key=lambda entry: entry.day, default=None)


def _keys(uid: str | None, url: str | None, name: str) -> Iterable[str]:
    if uid:
        yield f"uid {uid}"
    if url and (address := _address(url)):
        yield f"url {address}"
    if len(words := words_of(name)) > 1:
        yield f"name {' '.join(sorted(words))}"


def _address(url: str) -> str:
    """An address without what differs between links to one page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}#{parts.fragment}"


def _is_of(entry: Printed, record: Record) -> bool:
    """Whether an entry that was read is of a record: on its day; on another one where both page and name are the same, as
    other events of a series have one of them."""
    said, when = entry.said.when, record.event.when
    if said is None or when is None or said.first_day == when.first_day:
        return True
    same_page = any(entry.url and _address(entry.url) == _address(url) for url in (record.event.url, *record.pages))
    same_name = words_of(entry.name) == words_of(record.event.name)
    return same_page and same_name and abs(said.first_day - when.first_day) <= SAME


# What has changed


def days_before(said: Said, when: When | None) -> When | None:
    """The days that were printed, where they are others now."""
    if said.when is None or when is None or days_of(said.when) == days_of(when):
        return None
    return said.when


def put_off(before: Sequence[Due], record: Record) -> dict[DeadlineKind, Day]:
    """By kind the day that was told, by an issue or by the page itself, where the last one of that kind is later now."""
    found: dict[DeadlineKind, Day] = {}
    for deadline in record.event.deadlines:
        told = [due.day for due in before if due.kind == deadline.kind and due.day is not None]
        was = max(told, default=None) or max(map(day_of, deadline.was), default=None)
        if was is not None and was < day_of(deadline.date):
            found[deadline.kind] = was
    return found
