"""index.html: the calendar as a page that needs nothing else, with and without JavaScript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby

from eventcal.exporters import links
from eventcal.exporters.clean import one_line, web_url
from eventcal.exporters.days import days_text
from eventcal.exporters.entries import Due, Entry, day_text, entry
from eventcal.exporters.filters import matches
from eventcal.exporters.templating import render
from eventcal.exporters.window import by_start, has_days, is_held, is_recent, on_its_days
from eventcal.model import Record, Settings
from eventcal.shelf import Shelf

MOST = 3_000
"""Events that the page shows: a browser searches them without a pause, and the page has 8 MB."""
STYLE = ("base.css", "index.css")
SCRIPTS = ("theme.js", "reader.js", "index.js")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Month:
    """The events of one month."""

    name: str
    """October 2026."""
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Call:
    """One open deadline."""

    day: date
    text_day: str
    what: str
    """Papers due."""
    note: str


def export(records: Iterable[Record], settings: Settings, today: date, past: int | None = 30) -> bytes:
    """The page in UTF-8: what is not missing and not over, by start and uid; open deadlines; what has no day.

    `past` is taken as by every exporter; the page shows what is to come.
    """
    on_days = Shelf.of(records).changed(on_its_days)
    dated, undated = on_days.sift(partial(is_dated, today=today), partial(is_undated, today=today), key=by_start)
    return page_of(dated, undated, settings, today)


def is_dated(record: Record, today: date) -> bool:
    """Whether the page may show a record among its events: it has days, is not missing and not over."""
    return has_days(record.event) and is_held(record) and is_recent(record, today, 0)


def is_undated(record: Record, today: date) -> bool:
    """Whether it may show it as one without a day."""
    return not has_days(record.event) and is_held(record) and is_recent(record, today, 0)


def page_of(dated: Shelf, undated: Shelf, settings: Settings, today: date) -> bytes:
    """The page of records that are on their days, by start and uid; of those with and without days the first `MOST` each."""
    with_days = [entry(record, today) for record in dated.at(dated.uids[:MOST])]
    without = [entry(record, today) for record in undated.at(undated.uids[:MOST])]
    shown = [*with_days, *without]
    dues = _dues(shown)
    folder = links.base(settings.site.url)
    title = one_line(settings.site.title)
    return render(
        "index.html",
        STYLE,
        SCRIPTS,
        title=title,
        summary=_summary(len(dated), len(dues)),
        site=settings.site,
        base=folder,
        contact=_contact(settings.site.contact),
        feed=links.subscribe(folder, "events.ics", title) if folder else None,
        today=today,
        today_text=day_text(today),
        today_month=_month_name(f"{today:%Y-%m}"),
        months=_months(with_days, today),
        more=len(dated) - len(with_days),
        undated=without,
        dues=dues,
        tags=_tags(shown),
        countries=_counted(item.event.place.country for item in shown),
        cities=_counted(item.event.place.city for item in shown),
        languages=_counted(item.language and item.language.lower() for item in shown),
        saved=sorted(settings.feeds),
        feeds_of={item.id: _saved_in(item, settings) for item in shown},
    )


def _summary(events: int, dues: int) -> str:
    words = f"{_number(events, 'coming event')}, {_number(dues, 'open deadline')}"
    return words[0].upper() + words[1:]


def _number(count: int, noun: str) -> str:
    return f"{count or 'no'} {noun}{'' if count == 1 else 's'}"


def _contact(contact: str | None) -> str | None:
    """An address to write to, as a link."""
    if contact is None or web_url(contact):
        return contact and web_url(contact)
    recipient = contact.removeprefix("mailto:")
    return f"mailto:{recipient}" if "@" in recipient else None


def _months(entries: Iterable[Entry], today: date) -> list[Month]:
    """By the month in which each begins, or is on now."""

    def month(item: Entry) -> str:
        return f"{max(item.days[0][0], today):%Y-%m}"

    by_month = groupby(sorted(entries, key=month), key=month)  # sorting keeps their order
    return [Month(_month_name(key), [*items]) for key, items in by_month]


def _month_name(key: str) -> str:
    """Of 2026-10: October 2026."""
    return f"{MONTHS[int(key[5:]) - 1]} {key[:4]}"


def _dues(entries: Iterable[Entry]) -> list[tuple[Entry, Call]]:
    """The open deadlines of what has not been called off, by day."""
    found = [
        (due, item) for item in entries if item.event.status != "cancelled" for due in item.deadlines if due.is_open
    ]
    return [(item, _call(due)) for due, item in sorted(found, key=lambda pair: (pair[0].day, pair[1].id))]


def _call(due: Due) -> Call:
    day = days_text([(due.day, due.day)], with_year=True)
    return Call(due.day, day, due.text.removesuffix(day).strip(), due.note)


def _tags(entries: Sequence[Entry]) -> list[tuple[str, str, int, bool]]:
    """Name of the feed, tag, events, and whether there is a feed, as there is of tags of dated events; by tag.

    Of tags that are the same (see filters.slug) the first by the alphabet counts.
    """
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    fed: set[str] = set()
    for item in entries:
        for same, tag in item.tags:
            counts[same] += 1
            names[same] = min(tag, names.get(same, tag))
            if item.days:
                fed.add(same)
    return [
        (same, names[same], counts[same], same in fed)
        for same in sorted(names, key=lambda same: (names[same].casefold(), same))
    ]


def _counted(values: Iterable[str | None]) -> list[tuple[str, int]]:
    return sorted(Counter(value for value in values if value).items())


def _saved_in(item: Entry, settings: Settings) -> list[str]:
    """The saved filters that mean the event."""
    return [name for name, wanted in sorted(settings.feeds.items()) if matches(item.event, wanted)]
