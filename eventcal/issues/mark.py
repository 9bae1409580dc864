"""What is remembered of an issue that was made here."""

from __future__ import annotations

from datetime import date

from eventcal.exporters.entry_lines import links, tail
from eventcal.exporters.markdown import escape, link
from eventcal.exporters.selection import Item, Selection, told_deadlines
from eventcal.model import Settings, day_of
from eventcal.printed import Due, Printed, Said


def printed(selection: Selection, settings: Settings, today: date, issue: str = "") -> list[Printed]:
    """The entries of a selection as printed in an issue of that day; of none yet."""
    return [_printed(item, settings, today, issue) for item in (*selection.calls, *selection.events)]


def _printed(item: Item, settings: Settings, today: date, issue: str) -> Printed:
    event = item.record.event
    dues = told_deadlines(item, today)
    said = Said(
        when=event.when,
        mode=event.mode,
        city=event.place.city,
        country=event.place.country,
        cost=event.cost,
        deadlines=tuple(Due(due.kind, day_of(due.date), due.text) for due in dues),
        status=event.status,
    )
    named = links(item)
    heading = " ".join(link(name, url or "") for name, url in named)
    words = ", ".join(escape(text) for _, text in tail(item, today, settings.newsletter))
    return Printed(
        issue=issue,
        day=today,
        section=item.section,
        name=event.name,
        url=named[0][1],
        said=said,
        words=f"{heading} - {words}",
        blurb=item.record.blurb or "",
        uid=item.record.uid,
    )
