"""Microformats of a page → facts of its events: h-event (microformats2) and the older hCalendar (class "vevent")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborNode

from eventcal.blocks.elements import BLOCK, UNSEEN
from eventcal.model import Fact
from eventcal.page import Page
from eventcal.reading.structured import event
from eventcal.reading.structured.clocks import shown_clocks
from eventcal.reading.structured.jsonld import fingerprint
from eventcal.reading.structured.microdata import DATES, MOST_CHARACTERS, holder_of, literal, put
from eventcal.reading.structured.moments import DAY, read_day, read_moment
from eventcal.reading.structured.words import first

MOST_EVENTS = 200  # of a page
MOST_ELEMENTS = 5_000  # with a class, in events; real pages have fewer than 1,000
MOST_PIECES = 500  # texts of one property
IN_EVENTS = ".h-event, .vevent, .h-event [class], .vevent [class]"  # :is() with what follows it misses some (Lexbor)
NEW, OLD = "h-event", "hcalendar"
"""The two ways to write it. Within one, the other's names mean nothing (microformats2 parsing, 1.2): many elements have both."""
EVENTS = {"h-event": NEW, "vevent": OLD}
PLACES = {"h-card": NEW, "h-adr": NEW, "h-geo": NEW, "vcard": OLD, "adr": OLD, "geo": OLD}
OTHERS = frozenset(
    "h-entry h-feed h-cite h-item h-product h-review h-resume h-recipe hentry hreview vtodo vjournal vfreebusy".split()
)
"""What is no event's, as is all in it. Other names with "h-" are of styles: "h-100"."""
ABOUT_EVENT: Mapping[str, Mapping[str, str]] = {
    NEW: {
        "p-name": "name",
        "dt-start": "startDate",
        "dt-end": "endDate",
        "dt-duration": "duration",
        "p-location": "location",
        "u-url": "url",
        "u-uid": "identifier",
        "p-description": "description",
        "p-summary": "description",
        "e-content": "description",
        "p-category": "keywords",
        "p-organizer": "organizer",
    },
    OLD: {
        "summary": "name",
        "dtstart": "startDate",
        "dtend": "endDate",
        "duration": "duration",
        "location": "location",
        "url": "url",
        "uid": "identifier",
        "description": "description",
        "category": "keywords",
        "organizer": "organizer",
        "status": "eventStatus",
    },
}
"""What an event's elements say, in the terms of schema.org."""
OF_PLACE = {
    "org": "name",
    "street-address": "streetAddress",
    "locality": "addressLocality",
    "region": "addressRegion",
    "country-name": "addressCountry",
    "adr": "address",
    "geo": "geo",
    "latitude": "latitude",
    "longitude": "longitude",
}
ABOUT_PLACE: Mapping[str, Mapping[str, str]] = {
    NEW: {"p-name": "name", **{f"p-{name}": prop for name, prop in OF_PLACE.items()}},
    OLD: {"fn": "name", **OF_PLACE},
}
ADDRESSES = frozenset(["url", "identifier"])
IN_ATTRIBUTE = {"abbr": "title", "data": "value", "input": "value", "time": "datetime", "ins": "datetime", "img": "alt"}
"""Where an element keeps what is meant, if not in its text."""
ZONE = re.compile(r"[+-]\d|Z$", re.I)
HALF_OF_DAY = re.compile(r"([ap])\.m\.?", re.I)
NUMBER = re.compile(r"\d+")


def read(page: Page) -> Iterator[Fact]:
    """Every fact of the microformats events of a page."""
    if b"h-event" not in page.body and b"vevent" not in page.body:
        return
    found = {node.mem_id: node for node in page.tree.css(IN_EVENTS)}
    nodes = list(found.values())[:MOST_ELEMENTS]
    if len(found) > MOST_ELEMENTS:
        yield event.problem(page, "microformats", f"only the first {MOST_ELEMENTS:,} elements of events are read")
    seen: set[tuple[str | None, ...]] = set()
    words, clocks = partial(literal, page=page), cache(lambda: shown_clocks(page.text))
    for item in items(nodes):
        if not is_told(item) or is_part(item) or fingerprint(item) in seen:
            continue
        if len(seen) == MOST_EVENTS:
            yield event.problem(page, "microformats", f"only the first {MOST_EVENTS} events are read")
            return
        seen.add(fingerprint(item))
        where = f"microformats {len(seen)}"
        yield from event.facts(item, event.Origin("microformats", where, where, page.url, words, clocks))


def is_told(item: Mapping[str, Any]) -> bool:
    """Whether an item is an event with a name and a day. With less it is mostly a style's class."""
    return "Event" in item["@type"] and first(item, "name") is not None and first(item, "startDate") is not None


def is_part(item: Mapping[str, Any]) -> bool:
    """Whether an item stands within an event."""
    holder = item["@in"]
    while holder is not None and not is_told(holder):
        holder = holder["@in"]
    return holder is not None


def items(nodes: list[LexborNode]) -> list[dict[str, Any]]:
    """Every event and place in document order, filled. Names with "@" are what is known of the item itself."""
    found: list[dict[str, Any]] = []
    by_node: dict[int, dict[str, Any] | None] = {}
    for node in nodes:
        classes = (node.attributes.get("class") or "").split()
        holder = holder_of(node, by_node)
        names = properties(classes, holder)
        item = opened_by(classes, holder, names)
        if item is not None:
            by_node[node.mem_id] = item
            item.update({"@node": node, "@in": holder})
            found.append(item)
        for name in names:
            put(holder or {}, [name], item or value_of(node, name), node)
    for item in found:
        complete(item)
    return found


def properties(classes: list[str], holder: Mapping[str, Any] | None) -> list[str]:
    """The properties of its holder that an element with these classes tells."""
    if holder is None or not holder["@type"]:
        return []
    known = (ABOUT_EVENT if "Event" in holder["@type"] else ABOUT_PLACE)[holder["@style"]]
    return list(dict.fromkeys(known[name] for name in classes if name in known))


def opened_by(classes: list[str], holder: Mapping[str, Any] | None, names: list[str]) -> dict[str, Any] | None:
    """The item that an element with these classes begins; None where it begins none. A location is always one."""
    for kind, roots in (("Event", EVENTS), ("Place", PLACES)):
        styles = {roots[name] for name in classes if name in roots}
        if styles:
            return {"@type": [kind], "@style": NEW if NEW in styles else OLD}
    if not OTHERS.isdisjoint(classes):
        return {"@type": [], "@style": NEW}
    return {"@type": ["Place"], "@style": holder["@style"]} if holder is not None and "location" in names else None


def complete(item: dict[str, Any]) -> None:
    """Put in what an item leaves to be understood: a place that says no more is named by its text; an end may be a time of the
    first day, and a day the one after the last."""
    node = item.pop("@node")
    if "Place" in item["@type"] and all(name.startswith("@") for name in item):
        item["name"] = [words_of(node)]
    start, end = first(item, "startDate"), first(item, "endDate")
    day = DAY.match(start) if start else None
    if end and day is not None and read_day(end) is None and read_moment(f"{day[0]}\n{end}") is not None:
        item["endDate"] = [f"{day[0]}\n{end}"]
    item["@exclusive"] = bool(end) and item["@style"] == OLD and not is_shown(item, end or "")


def is_shown(item: Mapping[str, Any], end: str) -> bool:
    """Whether people see the day of an end as it is written for machines: then it is the last one, whatever the standard
    says (hCalendar 1.0, "dtend": the day after the last, as in iCalendar)."""
    day, shown = read_day(end), item.get("@shown endDate")
    return day is None or not shown or str(day.day) in {number.lstrip("0") for number in NUMBER.findall(shown[0])}


def value_of(node: LexborNode, name: str) -> str:
    """What an element says of a property (microformats2 parsing, 1.2.1 to 1.2.4)."""
    attributes = node.attributes
    if name in ADDRESSES and attributes.get("href"):
        return attributes["href"] or ""
    if name in DATES:
        return moment_of(node)
    return attributes.get(IN_ATTRIBUTE.get(node.tag or "", "")) or words_of(node)


def moment_of(node: LexborNode) -> str:
    """The day or time of an element, its parts in lines where they stand apart (value-class-pattern)."""
    parts = [machine_words(part) for part in node.css(".value, .value-title")[:3]]
    if not parts:
        return machine_words(node)
    ordered = sorted(filter(None, parts), key=lambda part: (read_day(part) is None, ZONE.match(part) is not None))
    return HALF_OF_DAY.sub(r"\1m", "\n".join(ordered))


def machine_words(node: LexborNode) -> str:
    """The words that an element has for machines, else its text. A title counts on any element where it is a time: people put
    it on what they have at hand."""
    attributes = node.attributes
    title = attributes.get("title") or ""
    if "value-title" in (attributes.get("class") or "").split() or read_moment(title) is not None:
        return title.strip()
    return (attributes.get(IN_ATTRIBUTE.get(node.tag or "", "")) or words_of(node)).strip()


def words_of(node: LexborNode) -> str:
    """The text of an element, a line for each block in it."""
    return "".join(islice(pieces(node), MOST_PIECES))[:MOST_CHARACTERS].strip()


def pieces(node: LexborNode) -> Iterator[str]:
    """The texts of an element in order, with the breaks between its blocks. Goes no further than it is asked to."""
    ahead: list[LexborNode | str] = [node]
    while ahead:
        each = ahead.pop()
        if isinstance(each, str):
            yield each
            continue
        if each.mem_id != node.mem_id and each.next is not None:
            ahead.append(each.next)
        if each.is_text_node:
            yield (each.text_content or "")[:MOST_CHARACTERS]
        elif each.tag not in UNSEEN:
            line = "\n" if each.tag in BLOCK or each.tag == "br" else ""
            yield line
            ahead.extend([line] if each.child is None else [line, each.child])
