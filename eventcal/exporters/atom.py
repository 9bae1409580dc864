"""feed.xml: new and changed events for feed readers, newest first (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from heapq import nsmallest
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, UUID, uuid5

from lxml import etree

from eventcal.exporters.blurb import blurb
from eventcal.exporters.clean import clean, one_line, web_url
from eventcal.exporters.days import days_of, days_text, due_text
from eventcal.exporters.events_json import stamp
from eventcal.exporters.places import where_text
from eventcal.exporters.prices import cost_text
from eventcal.exporters.window import by_start, is_held, is_recent, on_its_days
from eventcal.lifecycle import last_day
from eventcal.model import Event, Record, Settings, Site

ATOM = "{http://www.w3.org/2005/Atom}"
NAME = "feed.xml"
MOST = 100
"""Entries of the feed."""
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was changed, which it must say."""

_HEADINGS = {"cancelled": "Cancelled: ", "postponed": "Postponed: ", "moved-online": "Moved online: "}


def export(records: Sequence[Record], settings: Settings, today: date, past: int | None = 30) -> bytes:
    """An Atom feed of `newest` in UTF-8, one element a line. Each entry has the id of its uid, whatever changes."""
    return feed_of(newest(records, today, past), settings)


def feed_of(shown: Sequence[Record], settings: Settings) -> bytes:
    """An Atom feed of these records, as `newest` gives them."""
    feed = etree.Element(f"{ATOM}feed", nsmap={None: ATOM.strip("{}")})
    for element in _about(settings.site, max((record.last_changed for record in shown), default=LONG_AGO)):
        feed.append(element)
    for record in shown:
        feed.append(_entry(record))
    etree.indent(feed)
    return bytes(etree.tostring(feed, xml_declaration=True, encoding="utf-8")) + b"\n"


def newest(records: Iterable[Record], today: date, past: int | None = 30) -> list[Record]:
    """Those last changed, newest first, at most MOST; of one run by start and uid, what is over last. Without what is missing
    or over for longer than `past` days."""

    def order(record: Record) -> tuple[timedelta, bool, tuple[date, str, str]]:
        return LONG_AGO - record.last_changed, last_day(record.event) < today, by_start(record)

    shown = (record for record in map(on_its_days, records) if is_held(record) and is_recent(record, today, past))
    return nsmallest(MOST, shown, key=order)


def entry_id(uid: str) -> str:
    """The id of an event's entry: that of its uid, else one made from it."""
    name, _, _ = uid.partition("@")
    try:
        return UUID(name).urn
    except ValueError:
        return uuid5(NAMESPACE_URL, uid).urn


def _about(site: Site, updated: datetime) -> Iterator[etree._Element]:
    """What the feed says of itself. Its id is that of its address, else of its title."""
    title = one_line(site.title)
    yield _element("title", f"{title}: new and changed")
    yield _element("id", uuid5(NAMESPACE_URL, urljoin(site.url or title, NAME)).urn)
    yield _element("updated", stamp(updated))
    author = _element("author")
    author.append(_element("name", title))
    yield author
    if address := web_url(site.url or ""):
        yield _element("link", href=address)
        yield _element("link", rel="self", href=urljoin(address, NAME))


def _entry(record: Record) -> etree._Element:
    event = clean(record.event)
    entry = _element("entry")
    entry.append(_element("title", _HEADINGS.get(event.status, "") + event.name))
    entry.append(_element("id", entry_id(record.uid)))
    entry.append(_element("updated", stamp(record.last_changed)))
    entry.append(_element("published", stamp(record.first_seen)))
    link = web_url(event.url)
    if link is not None:
        entry.append(_element("link", href=link))
    for tag in event.tags:
        entry.append(_element("category", term=tag))
    # RFC 4287, 4.1.2: without a link an entry needs content
    entry.append(_element("summary" if link else "content", "\n".join(_summary(record, event)), type="text"))
    return entry


def _summary(record: Record, event: Event) -> Iterator[str]:
    """Lines: new or changed, and the facts; the blurb."""
    news = "New" if stamp(record.last_changed) == stamp(record.first_seen) else "Changed"
    yield f"{news}: {', '.join(_facts(event)) or 'no date yet'}"
    if words := blurb(event.description):
        yield words


def _facts(event: Event) -> Iterator[str]:
    if event.when is not None:
        yield days_text(days_of(event.when), with_year=True)
    if where := where_text(event):
        yield where
    if event.cost and (cost := cost_text(event.cost)):
        yield cost
    yield from (due_text(deadline, with_year=True) for deadline in event.deadlines)


def _element(name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.Element(ATOM + name, attributes)
    element.text = text
    return element
