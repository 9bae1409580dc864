"""RSS and Atom: each item is read as a page is. The date of an item is that of the post, not of the event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.utils import parsedate_to_datetime
from html import escape, unescape

from eventcal.adapters.wikicfp import EVENT_ID, place_of
from eventcal.errors import ReadError
from eventcal.model import DOUBT, Fact, day_of
from eventcal.page import Page
from eventcal.reading import pagereader
from eventcal.reading.feeds import Feed, Item, read_feed
from eventcal.reading.rows import Made, Row
from eventcal.reading.rows.facts import facts_of
from eventcal.reading.rows.whens import moment_in, when_in
from eventcal.reading.structured import event
from eventcal.reading.structured.words import plain

FEED = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,500}+-->\s*|<\?[^>]{0,200}\?>\s*"
    rb"|<!DOCTYPE\s[^<>\[]{0,300}+(?:\[[^\]]{0,2000}+\]\s*)?>\s*){0,5}<(?:rss|feed|rdf:RDF)\b",
    re.I | re.S,
)
"""Without backtracking into remarks: every page is asked, and many remarks took minutes."""
DIGIT = re.compile(r"\d")
PACKED = re.compile(r"\s+[—–|]\s+")
"""What parts name, time and place where a title packs them: "Tide Talk — Fri Aug 21, 5:00 PM — Boathouse Hall"."""
CALL = re.compile(r"(?P<name>.+) \[(?P<place>[^\[\]]*)\] \[(?P<dates>[^\[\]]*)\]")
"""What WikiCFP's feeds tell of a call: "Conference on Knots [Vienna, Austria] [Oct 28, 2026 - Oct 29, 2026]"."""
INDICO = "Indico Feed ["
"""How the titles of Indico's feeds begin, in which `updated` is the start of an event (indico/indico, serialize.py)."""
MOST = 200  # items that are read
OF_FEED = frozenset(["kind", "problem", "language"])
"""What is said of the item as a page, not of its event."""
DATE_LEFT = 6  # letters beside the date of a part of a title that is nothing but a date


def fits(page: Page) -> bool:
    """Whether it is a feed."""
    return FEED.match(page.body[:4000].lstrip(b"\xef\xbb\xbf")) is not None


def read(page: Page) -> list[Fact]:
    """The facts of the items that tell of events. ReadError where it is no feed."""
    feed = read_feed(page)
    facts = [fact for number, item in enumerate(feed.items[:MOST], 1) for fact in of_item(item, number, feed, page)]
    if feed.is_broken:
        facts.append(event.problem(page, "feed", f"broken XML; whole items read: {len(feed.items):,}"))
    if len(feed.items) > MOST:
        facts.append(
            event.problem(page, f"item {MOST}", f"only the first {MOST} of {len(feed.items):,} items are read")
        )
    return facts


def of_item(item: Item, number: int, feed: Feed, page: Page) -> Iterator[Fact]:
    """The facts of an item: by its title where that packs them, by its date where that is the event's, else by its text."""
    where, dated = f"item {number}", replace(page, when=posted(item, page))
    origin = event.Origin("feed", where, where, page.url, told_by, frozenset)
    row = call(item) or packed(item, dated) or started(item, feed)
    if row is not None:
        facts = list(facts_of({"id": item.key, "link": item.link, **row}, origin, dated, exclusive=False))
        yield from facts
        if "start" in row and not any(fact.field == "when" and fact.value is not None for fact in facts):
            yield event.problem(page, where, f"{where} is left out: its start is no date")
    elif DIGIT.search(item.title + item.content):
        yield from as_page(item, origin, dated, feed.language)


def posted(item: Item, page: Page) -> date:
    """The day of the post, for years that it does not tell; where a feed says no such day, that on which it is read."""
    moment = moment_in(iso(item.published), None)
    return day_of(moment) if moment is not None else page.when


def told_by(words: str) -> str:
    """The words as they stand in the feed."""
    return words.of if isinstance(words, Made) else words


def packed(item: Item, page: Page) -> Row | None:
    """What a title packs: name, days and place; None where no part of it is a date alone."""
    parts = PACKED.split(plain(item.title))
    for place, part in enumerate(parts[1:], 1):
        told = when_in(part, parts[0], page.when)
        if told is not None and told.when is not None and len(part) - len(told.words) <= DATE_LEFT:
            where = next((each for each in parts[place + 1 :] if is_place(each)), "")
            return {"name": " — ".join(parts[:place]), "dates": part, "place": where, "description": item.content}
    return None


def is_place(words: str) -> bool:
    """Whether a part of a title may say where: aggregators put a heading or a state there as well."""
    return " " in words and not words.isupper() and not words.endswith(":")


def call(item: Item) -> Row | None:
    """A call for papers of WikiCFP, whose feeds tell no deadlines; None where it is none."""
    number, told = EVENT_ID.search(item.link), CALL.fullmatch(plain(item.content))
    if number is None or told is None:
        return None
    short = item.title.partition(" : ")[0]
    own = {"short_name": short, "id": number[0], "link": item.link[: number.end()]}  # as its pages have them
    return {**own, "name": told["name"], "dates": told["dates"], **place_of(told["place"])}


def started(item: Item, feed: Feed) -> Row | None:
    """An event whose start its platform tells apart, or as the date of the item, in UTC; None where only its text does."""
    told = {"name": item.title, "description": item.content}
    if item.start:
        return {**told, "start": iso(item.start), "end": iso(item.end), "place": item.place}
    is_start = is_of_events_calendar(item) or feed.title.startswith(INDICO)
    return {**told, "start": iso(item.published)} if is_start else None


def is_of_events_calendar(item: Item) -> bool:
    """Whether it is an item of The Events Calendar, which gives the start of its events for their dates.

    By its own type of post: other events of WordPress have the same addresses and titles, but the dates of their posts.
    """
    return "post_type=tribe_events" in item.key


def iso(words: str) -> str:
    """A time as machines write it, made of one as mails have it (RFC 5322, 3.3); other words as they are."""
    try:
        return Made(parsedate_to_datetime(words).isoformat(), words)
    except ValueError:
        return words


def as_page(item: Item, origin: event.Origin, page: Page, language: str) -> Iterator[Fact]:
    """The facts of an item's text, where that is about one event and tells its days. `language`: that of the feed, since an
    item may be too short to show its own."""
    title, url = escape(plain(item.title)), page.absolute(item.link) or page.url
    markup = f"<html lang='{escape(language)}'><title>{title}</title><h1>{title}</h1>{html_of(item.content)}"
    drawn = Page(url, markup.encode("utf-8", "replace"), page.when, "text/html; charset=utf-8")
    try:
        facts = list(pagereader.read(drawn, alone=True))
    except ReadError as error:
        yield event.problem(page, origin.where, f"{origin.where} is left out: {error}")
        return
    if not is_one_event(facts):
        return
    own = [fact for fact in facts if fact.field not in OF_FEED and not fact.about]
    yield from (replace(fact, about=origin.about, source=page.url) for fact in own)
    if item.key:
        yield origin.fact("key", item.key, item.key, "guid", 0.9)
    if item.link:
        yield origin.fact("url", item.link, url, "link", 0.8)


def html_of(content: str) -> str:
    """The content of an item as HTML; plain text in paragraphs, one a line."""
    if "<" in content:
        return content
    return "".join(f"<p>{escape(unescape(line))}</p>" for line in content.splitlines() if line.strip())


def is_one_event(facts: list[Fact]) -> bool:
    """Whether a text surely tells the days of one event; so does one that reads like a list, but has no entries."""
    kinds = [fact.value for fact in facts if fact.field == "kind"]
    sure = any(fact.field == "when" and fact.value is not None and fact.score >= DOUBT for fact in facts)
    return sure and (kinds == ["event"] or (kinds == ["listing"] and not any(fact.about for fact in facts)))
