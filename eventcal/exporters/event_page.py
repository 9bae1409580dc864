"""e/ID.html and e/ID.ics: a page for each event, to link to and for search engines, and its entry for a calendar.

Nothing in them depends on the day, so that they are rewritten only when their event has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import urljoin

from markupsafe import Markup

from eventcal.exporters import ical, links
from eventcal.exporters.clean import one_line
from eventcal.exporters.entries import Entry, entry, page_id
from eventcal.exporters.json_ld import json_ld, to_script
from eventcal.exporters.templating import render
from eventcal.exporters.window import is_held, is_recent, on_its_days
from eventcal.model import Record, Settings

FOLDER = "e"
STYLE = ("base.css",)
SCRIPTS = ("theme.js", "reader.js")


def export(records: Iterable[Record], settings: Settings, today: date, past: int | None = 30) -> dict[str, bytes]:
    """By file name: the page of each record that is not missing, and the calendar file of each that has days.

    `past`: days back that still get one; None: all.
    """
    return dict(
        files((record for record in map(on_its_days, records) if is_paged(record, today, past)), settings, today)
    )


def is_paged(record: Record, today: date, past: int | None) -> bool:
    """Whether a record has a page."""
    return is_held(record) and is_recent(record, today, past)


def names(uid: str) -> tuple[str, str]:
    """Those of the files that a record may have."""
    start = f"{FOLDER}/{page_id(uid)}"
    return f"{start}.html", f"{start}.ics"


def files(shown: Iterable[Record], settings: Settings, today: date) -> Iterator[tuple[str, bytes]]:
    """Name and content of the files of these records, which are on their days."""
    for record in shown:
        item = entry(record, today)
        page, calendar = names(record.uid)
        yield page, _page(item, settings)
        if item.days:
            yield calendar, ical.export([record], settings, today, past=None)


def _page(item: Entry, settings: Settings) -> bytes:
    folder = links.base(settings.site.url)
    address = urljoin(folder, f"{FOLDER}/{item.id}.html") if folder else None
    marked_up = json_ld(item.record, address)
    return render(
        "event_page.html",
        STYLE,
        SCRIPTS,
        title=one_line(settings.site.title),
        summary=", ".join(_summary(item)),
        entry=item,
        address=address,
        json_ld=Markup(to_script(marked_up)) if marked_up else None,  # noqa: S704  (escaped by to_script)
        paragraphs=[line for line in (item.event.description or item.blurb).split("\n") if line.strip()],
        report=item.report(settings.site),
    )


def _summary(item: Entry) -> Iterator[str]:
    yield item.dates if item.days else "No date yet"
    if item.where:
        yield item.where
    if item.cost:
        yield item.cost
