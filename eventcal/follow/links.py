"""Which addresses a page leads to: a list's next page, its entries' own pages, and the other pages of an event's site."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from eventcal.choose.addresses import bare, is_markup, is_own
from eventcal.match.likeness import YEAR, folded
from eventcal.model import Event
from eventcal.page import LONGEST_ADDRESS, Page
from eventcal.reading.wordlists import any_of, tables
from eventcal.text import collapse

LONGEST_TEXT = 60  # characters of a link that says where it leads
MOST_LINKS = 2_000  # of a page that are looked at
FILE = re.compile(
    r"\.(?:pdf|docx?|odt|rtf|pptx?|odp|xlsx?|ods|csv|txt|xml|rss|atom|json|zip|gz|ics|vcf|jpe?g|png|gif|svg|webp|mp[34]|mov|webm)$",
    re.I,
)
PAGED = re.compile(
    r"(?:(?:^|[?&/])(?:[a-z_]*pag(?:e|ed|ina|ing)?|p|pg|seite|sida|side|strona|start|offset)[=/-]?)\d", re.I
)
"""An address that says the number of a page, or of its first entry."""
ARROWS = ("›", "→", ">", "⟩", "❯")
TO_THE_END = ("»", ">>", "≫")
"""Of two arrows the double one leads to the last page; alone it leads to the next."""
AROUND = " \t.…:‹›«»<>→⟩❯≫"

SERVES: dict[str, frozenset[str]] = {
    "dates": frozenset({"when", "deadline"}),
    "fees": frozenset({"cost"}),
    "registration": frozenset({"cost"}),
    "venue": frozenset({"place"}),
    "call": frozenset({"deadline"}),
    "program": frozenset({"when"}),
}
"""By what a link says, the fields that its page is believed in; the best first."""


# A list's next page.


def next_page(page: Page, number: int) -> str | None:
    """The address of a list's page of that number, by what `page`, the one before it, links to; None where it is the last."""
    if not is_markup(page):
        return None
    links = [*page.tree.css("link[rel][href], a[href]")[:MOST_LINKS]]
    ranked = (
        (rank, address) for node in links if (rank := next_rank(node, number)) and (address := onward(node, page))
    )
    return min(ranked, key=lambda found: found[0], default=(0, None))[1]


def next_rank(node: LexborNode, number: int) -> int:
    """How a link says that it leads to the next page: 1 by its relation, then by a word, an arrow, a number; 0 not at all."""
    if "next" in (node.attributes.get("rel") or "").lower().split():
        return 1
    said = collapse(node.text() or "") or node.attributes.get("aria-label") or node.attributes.get("title") or ""
    if node.tag != "a" or not said or len(said) > LONGEST_TEXT:
        return 0
    if said.casefold().strip(AROUND) in words_for_next():
        return 2
    if said in ARROWS:
        return 3
    if said == str(number) and PAGED.search(node.attributes.get("href") or ""):
        return 4
    return 5 if said in TO_THE_END else 0


def onward(node: LexborNode, page: Page) -> str | None:
    """The address of a link, if it leads to another page of this site."""
    address = page.absolute(node.attributes.get("href") or "")
    return address.split("#")[0] if address is not None and is_beside(address, page) else None


@cache
def words_for_next() -> frozenset[str]:
    """The words for the next page, in all languages."""
    return frozenset(word.casefold() for words in tables("links")["next"].values() for word in words)


# The own pages of a list's entries.


def details(page: Page, events: Sequence[Event]) -> list[tuple[str, Event]]:
    """The entries of the list on `page` that lack something and have a page of their own on its site, with its address: those
    of the next events first. What is over has none."""
    crowd = Counter(bare(event.url) for event in events)
    own = [event for event in events if crowd[bare(event.url)] == 1 and is_beside(event.url, page)]
    open_ = [event for event in own if lacks(event) and (event.when is None or event.when.last_day >= page.when)]
    ordered = sorted(open_, key=lambda event: (event.when is None, event.when.first_day if event.when else page.when))
    return [(event.url.split("#")[0], event) for event in ordered]


def lacks(event: Event) -> frozenset[str]:
    """The kinds of facts that an event has nothing of, as far as other pages may tell them."""
    whereabouts = event.mode == "online" or (event.place.city and event.place.venue)
    known = {"when": event.when, "cost": event.cost, "deadline": event.deadlines, "place": whereabouts}
    return frozenset(field for field, value in known.items() if not value)


# The other pages of one event.


def parts(page: Page, event: Event) -> list[tuple[str, frozenset[str]]]:
    """The pages of the event's site that `page` links to by a word for what the event lacks, each with the fields that it is
    asked for."""
    lacking = lacks(event)
    if not lacking or not is_markup(page):
        return []
    links = [link for link in dict.fromkeys(page.links[:MOST_LINKS]) if is_part(*link, page, event)]
    found: dict[str, frozenset[str]] = {}
    for purpose in (name for name, fields in SERVES.items() if fields & lacking):
        word = words_for(purpose, page.language)
        address = next((a for a, text in links if says(text, a, word) and a.split("#")[0] not in found), None)
        if address is not None:
            found[address.split("#")[0]] = SERVES[purpose] & lacking
    return [*found.items()]


def is_part(address: str, text: str, page: Page, event: Event) -> bool:
    """Whether a link leads to a page beside or below `page`, and to none of another year."""
    folder = folder_of(page)
    if len(text) > LONGEST_TEXT or not is_beside(address, page) or not urlsplit(address).path.startswith(folder):
        return False
    below = urlsplit(address).path.removeprefix(folder)
    years = {int(year) for year in YEAR.findall(f"{text} {below}")}
    held = event.when.first_day.year if event.when is not None else None
    return held is None or not years or held in years


def folder_of(page: Page) -> str:
    """The path below which the pages of an event's site stand; a last part such as "2027" is the folder of an edition."""
    above, _, last = urlsplit(page.url).path.rpartition("/")
    return f"{above}/{last}/" if YEAR.search(last) and "." not in last else f"{above}/"


def says(text: str, address: str, word: re.Pattern[str]) -> bool:
    """Whether one of some words is in a link's text or in the last part of its address."""
    last = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2].rpartition(".")
    plain = re.sub(r"[-_+]", " ", last[0] or last[2])
    return any(word.search(said) for said in (text, folded(text), plain, folded(plain)))


@cache
def words_for(purpose: str, language: str | None) -> re.Pattern[str]:
    """The pattern of any word for a purpose, with accents and without, in English and in the page's language; in all
    languages where that is not known."""
    table = tables("links")[purpose]
    own = (language or "").split("-")[0]
    words = [word for name in (["en", own] if own in table else table) for word in table[name]]
    return re.compile(any_of([*words, *map(folded, words)]), re.I)


# What may be asked at all.


def is_beside(address: str, page: Page) -> bool:
    """Whether an address is another web page of the same site: no file, and not the page itself."""
    if len(address) > LONGEST_ADDRESS or is_own(address, page):
        return False
    try:
        there, here = urlsplit(address), urlsplit(page.url)
    except ValueError:
        return False
    web = there.scheme in ("http", "https") and here.scheme in ("http", "https")
    return web and host(there.netloc) == host(here.netloc) and not FILE.search(there.path)


def host(netloc: str) -> str:
    """The host of an address, without what does not tell sites apart."""
    return netloc.casefold().removeprefix("www.")
