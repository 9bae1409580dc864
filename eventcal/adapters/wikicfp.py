"""WikiCFP (wikicfp.com): lists of calls for papers, by series, category or search, and the page of one call."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from selectolax.lexbor import LexborNode

from eventcal.adapters import html
from eventcal.model import Deadline, DeadlineKind, Fact, day_of
from eventcal.page import Page
from eventcal.reading.places import country_name
from eventcal.reading.rows import Row, read_rows
from eventcal.reading.rows.facts import MOST
from eventcal.reading.rows.whens import due_day
from eventcal.reading.structured.event import Origin
from eventcal.reading.structured.microdata import literal
from eventcal.reading.structured.words import link
from eventcal.reading.venue_words import venue_kind
from eventcal.text import collapse

OWN_LINK = 'href="/cfp/'
"""Within the site links have no host: pages elsewhere that link to it are not of it."""
CALL = 'td[rowspan="2"] > a[href*="eventid="]'
PATH = "/cfp/servlet/event.showcfp?"
EVENT_ID = re.compile(r"eventid=(\d+)")
DUE = re.compile(r"([^()]*)(?:\(([^()]*)\))?")
"""A deadline, in brackets that of the abstracts: "Dec 9, 2026 (Dec 2, 2026)"."""
PRESENT = re.compile(r"Present CFP\s*:\s*(\d{4})")
WORD = re.compile(r"[^\W\d_]+")
LINK = re.compile(r"\s*link\s*:", re.I)
DATES: Mapping[str, DeadlineKind] = {
    "Abstract Registration Due": "abstract",
    "Submission Deadline": "paper",
    "Notification Due": "notification",
    "Final Version Due": "camera-ready",
}
STATED = 0.9


def fits(page: Page) -> bool:
    """Whether it is a list or a call of WikiCFP."""
    markup = page.markup
    return "showcfp?eventid=" in markup and OWN_LINK in markup and ('rowspan="2"' in markup or "v:startDate" in markup)


def read(page: Page) -> list[Fact]:
    """The facts of every call of a list, else those of the page's own call."""
    rows = [row for anchor in page.tree.css(CALL)[: MOST + 1] if (row := row_of(anchor, page)) is not None]
    if not rows:
        return list(own_call(page))
    listed = list(read_rows(rows, page, "wikicfp", partial(literal, page=page)))
    sure = [replace(fact, score=STATED) if fact.field == "when" and fact.value else fact for fact in listed]
    return [*sure, *present_call(page, rows, sure)]


def row_of(anchor: LexborNode, page: Page) -> Row | None:
    """The call of a list's two table rows: acronym and name; days, place and deadline. None where they are not complete."""
    first = row_around(anchor)
    second = next_row(first) if first is not None else None
    cells = [collapse(cell.text()) for cell in second.css("td")] if second is not None else []
    number = EVENT_ID.search(anchor.attributes.get("href") or "")
    if first is None or number is None or len(cells) != 3:
        return None
    short, name = collapse(anchor.text()), " ".join(collapse(cell.text()) for cell in first.css("td")[1:])
    told = {"name": name or short, "short_name": short, "dates": cells[0], "id": number[0], "link": PATH + number[0]}
    return {**told, **place_of(cells[1]), **deadlines_of(cells[2], page.when)}


def row_around(node: LexborNode) -> LexborNode | None:
    """The table row that a node stands in."""
    parent = node.parent
    while parent is not None and parent.tag != "tr":
        parent = parent.parent
    return parent


def next_row(row: LexborNode) -> LexborNode | None:
    """The table row behind another one."""
    behind = row.next
    while behind is not None and behind.tag != "tr":
        behind = behind.next
    return behind


def place_of(words: str) -> dict[str, str]:
    """City, region and country of a place told as most are: "Snowbird, UT, USA"; others in a line."""
    parts = [part.strip() for part in words.split(",")]
    if len(parts) > 3 or country_name(parts[-1]) is None or any(map(venue_kind, WORD.findall(parts[0]))):
        return {"place": words}
    told = {"country": parts[-1], "city": parts[0] if len(parts) > 1 else "", "region": parts[1] if parts[2:] else ""}
    return {field: part for field, part in told.items() if part}


def deadlines_of(words: str, today: date) -> dict[str, str]:
    """The deadlines of papers and of abstracts. Abstracts due after the papers are somebody's mistake, and left out."""
    match = DUE.match(words)
    paper, abstract = (match[1].strip(), (match[2] or "").strip()) if match is not None else (words, "")
    days = [due_day(each, today) for each in (paper, abstract)]
    if days[0] is not None and days[1] is not None and day_of(days[1]) > day_of(days[0]):
        return {"paper": paper}
    return {"paper": paper, "abstract": abstract}


def present_call(page: Page, rows: list[Row], listed: list[Fact]) -> Iterator[Fact]:
    """The further deadlines that the text of a series' present call tells, as those of the row of its year."""
    year = PRESENT.search(page.markup)
    text = page.tree.css_first("div.cfp")
    numbers = [number for number, row in enumerate(rows, 1) if year is not None and year[1] in row["short_name"]]
    if text is None or len(numbers) != 1:
        return
    row, about = rows[numbers[0] - 1], f"row {numbers[0]}"
    title = f"<title>{row['short_name']}</title><p>{row['dates']}</p>"
    call = Page(page.url, f"<!DOCTYPE html>{title}{text.html or ''}".encode(), page.when)
    told = [fact for fact in html.read(call) if fact.field == "deadline"]
    for fact in further(told, [fact for fact in listed if fact.about == about]):
        yield replace(fact, about=about, where="present call")


def further(facts: Iterable[Fact], sure: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, of their deadlines only those that the sure ones say nothing of, by kind and by day."""
    due: list[Deadline] = [fact.value for fact in sure if fact.field == "deadline"]
    kinds, days = {each.kind for each in due}, {day_of(each.date) for each in due}
    for fact in facts:
        if fact.field != "deadline" or (
            fact.value is not None and fact.value.kind not in kinds and day_of(fact.value.date) not in days
        ):
            yield fact


def own_call(page: Page) -> Iterator[Fact]:
    """The facts of a page as of any other, with the deadlines of its table in place of those read by their surroundings."""
    origin = Origin("wikicfp", "table", "", page.url, partial(literal, page=page), frozenset)
    due = list(table(page, origin.fact))
    yield from further(html.read(page), due)
    yield from due
    number = EVENT_ID.search(page.url)
    if number is not None and number[0] in page.markup:
        yield origin.fact("key", number[0], number[0], "eventid", STATED)
    for anchor in page.tree.css('a[target="_newtab"][href]'):
        own = link(anchor.attributes.get("href") or "", page.url)
        if own and anchor.parent is not None and LINK.match(anchor.parent.text()):
            yield origin.fact("url", anchor.attributes.get("href") or "", own, "link", STATED)
            return


def table(page: Page, fact: Callable[..., Fact]) -> Iterator[Fact]:
    """A deadline for each row of the call's table that is one."""
    for head in page.tree.css("tr > th"):
        kind = DATES.get(collapse(head.text()))
        row = row_around(head)
        cell = row.css_first("td") if row is not None else None
        words = collapse(cell.text()) if cell is not None else ""
        day = due_day(words, page.when) if kind is not None and words else None
        if kind is not None and day is not None:
            yield fact("deadline", words, Deadline(kind, day, words), kind, STATED)
