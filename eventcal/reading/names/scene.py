"""What a page says of its names: the parts of its title, its site, the acronyms it goes by, and what stands beside each mention."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from eventcal.reading.names.candidate import LONGEST, NameCandidate
from eventcal.reading.names.spelling import acronyms_in, in_order, letters_of, spells, spells_in_order
from eventcal.reading.names.texts import leads_home
from eventcal.reading.names.versions import parts_of
from eventcal.reading.names.vocabulary import SUB_PAGE_WORDS, VERBS, WORDS, is_count, is_generic, is_led_in, is_meeting
from eventcal.reading.survey import Survey
from eventcal.reading.years import years_in

TEXT = 20_000  # characters of the page's text in which names are looked for
HEADS = 8  # headings of the first two levels that count
MENTIONS = 6  # of a name that are looked at
BESIDE = 45  # characters before a mention
FAR = 5  # blocks
TITLE_NEAR = 3  # words between a word for a meeting and its title
QUOTES = frozenset("\"“”„«»‘’'「」『』")
PLAIN = re.compile(r"[^a-z0-9]")
BRACKET = re.compile(r"\s{0,2}[(\[][\"“]?([^()\[\]]{2,24})[)\]]")
NEXT_WORD = re.compile(r"\W{0,3}([^\W\d_]+)")
NEXT_YEAR = re.compile(r"\s?(?:(?:19|20)\d\d|['’‘]\d\d)(?!\d)")
HOSTED = re.compile(r"conjun|located|part of|hosted|sponsored|proceedings")
SENTENCE_END = re.compile(r"[.!?]\s*$|[.!?]\s+[A-Z]|:\s*$")
ABOUT = frozenset(
    [
        "on",
        "of",
        "for",
        "in",
        "sur",
        "über",
        "für",
        "zu",
        "zum",
        "zur",
        "de",
        "do",
        "da",
        "del",
        "della",
        "di",
        "o",
        "om",
        "over",
        "voor",
        "i",
        "по",
        "о",
        "з",
    ]
)
INDEX = re.compile(r"^/?(?:index\.\w{2,5}|home(?:\.\w{2,5})?)?/?$")


class Mentions(NamedTuple):
    """How a name is spoken of in the page's text."""

    times: int
    led: int
    """After "welcome to", "registration for"."""
    hosted: int
    """After "in conjunction with", "part of"."""
    subject: int
    """Before "will be held", "is"."""
    defined: int
    """Before an acronym in brackets that it spells or that the page goes by."""
    dated: int
    """Before a year."""
    quoted: int
    """Between quotation marks, behind a word for a meeting."""


class NameScene:
    """What the features of a name compare it with."""

    def __init__(self, survey: Survey, found: Sequence[NameCandidate]) -> None:
        page = survey.page
        address = urlsplit(page.canonical or page.url)
        self.survey = survey
        self.title = page.title.casefold()
        self.site_name = page.meta.get("og:site_name", "").casefold().strip()
        self.og_title = page.meta.get("og:title", "").casefold().strip()
        self.host = PLAIN.sub("", address.netloc.casefold())
        self.address = PLAIN.sub("", unquote(f"{address.netloc}{address.path}").casefold())
        self.deep = not INDEX.match(re.sub(r"/(?:19|20)\d\d(?=/|$)", "", address.path))
        self.text = page.text[:TEXT]
        self.folded = self.text.casefold()
        heads = list(islice((b for b in page.blocks if b.tag in ("h1", "h2")), HEADS))
        self.home = {b.text.casefold().strip() for b in page.blocks[:40] if b.links and leads_home(b)}
        self.heads = {b.text.casefold().strip() for b in heads} - self.home
        shown = [page.title, page.meta.get("og:title", ""), page.meta.get("og:site_name", ""), *(b.text for b in heads)]
        self.acronyms = {a for text in shown if not is_shouted(text) for a in acronyms_in(text[:LONGEST])}
        self.goes_by = self.acronyms | host_names(address.netloc, address.path)
        tops = [b.text for b in (*heads, *page.blocks[:20])] + [alt for alt, _ in page.outline.images[:4]]
        self.tops = "\n".join([self.title, *tops]).casefold()
        titles = [parts_of(page.title.casefold()), parts_of(self.og_title)]
        self.titles = [[(part, is_of_any_page(part)) for part in parts] for parts in titles if len(parts) > 1]
        """The parts of the titles that have several, and whether each may be of any page."""
        self.title_words = set(WORDS.findall(f"{self.title} {self.og_title}"))
        self.shown_words = self.title_words | set(WORDS.findall(" ".join(self.heads)))
        self.title_years = survey.title_years or survey.url_years
        self.yearly = yearly_names(found, survey.title_years or survey.url_years or [page.when.year])
        self.several = [c for c in found if len(c.words) > 2]
        self.shown = [c for c in found if any(s.startswith(("h1", "h2", "title", "og_title")) for s in c.sources)]
        self.shown_texts = {c.text for c in self.shown}
        self.typed = [c.folded for c in self.shown if len(c.words) <= 16 and c.typed]
        self.long_names = [c.folded for c in self.shown if is_long_name(c)]
        self.taglines = [c for c in found if is_long_name(c) and any(map(is_line, c.sources))]
        seen = [m for m in survey.mentions if m.block is not None and m.block.zone in ("main", "header")]
        self.dated = sorted({m.block.index for m in seen if m.block is not None})
        self.coming_years = {m.span[0].year for m in survey.mentions if m.span[1] >= page.when}

    def rest_of_title(self, folded: str) -> tuple[bool, bool]:
        """Whether the other parts of the title that holds a text are headings of any page; and whether one is the page's own."""
        generic = own = False
        for parts in self.titles:
            others = [each for each in parts if folded not in each[0] and each[0] not in folded]
            if others and len(others) < len(parts):
                generic |= all(is_any for _, is_any in others)
                own |= any(not is_any and (part in self.heads or part == self.og_title) for part, is_any in others)
        return generic, own

    def spelled_by(self, c: NameCandidate) -> set[str]:
        """The acronyms of the page that the words of a text spell."""
        if len(c.words) < 3:
            return set()
        near = [a for a in self.goes_by if a[0] in c.initials and in_order(a, c.solid)]
        return {a for a in near if spells_in_order([w for w in c.words if w != a], a)}

    def before_date(self, c: NameCandidate) -> int:
        """How many blocks below the text the next date stands; FAR where none does."""
        dated = self.dated
        ahead = [(place, bisect_left(dated, place)) for place in c.blocks]
        return min([dated[at] - place for place, at in ahead if at < len(dated)], default=FAR)

    def mentions(self, c: NameCandidate) -> Mentions:
        """How a text is spoken of, by what stands before and behind it."""
        folded = c.folded
        count = led = hosted = subject = defined = dated = quoted = 0
        place = self.folded.find(folded)
        while place >= 0 and count < MENTIONS:
            end = place + len(folded)
            before = self.folded[max(place - BESIDE, 0) : place]
            count += 1
            quoted += before[-1:] in QUOTES and is_titled(before)
            led += is_led_in(before, "own")
            hosted += is_led_in(before, "host")
            bracket = BRACKET.match(self.folded, end)
            if bracket is not None and self.is_acronym(bracket[1], c.words):
                defined += 1
                end = bracket.end()
            dated += NEXT_YEAR.match(self.folded, end) is not None
            following = NEXT_WORD.match(self.folded, end)
            subject += following is not None and following[1] in VERBS
            place = self.folded.find(folded, end)
        return Mentions(count, led, hosted, subject, defined, dated, quoted)

    def is_acronym(self, bracketed: str, words: Sequence[str]) -> bool:
        """Whether what stands in brackets behind a text is its acronym."""
        letters = letters_of(bracketed)
        return letters in self.goes_by or (" " not in bracketed.strip() and spells(words, letters))


def is_titled(before: str) -> bool:
    """Whether a word for a meeting stands at the end of a text, few words behind it: a webinar on “."""
    return any(map(is_meeting, WORDS.findall(before)[-TITLE_NEAR:]))


def yearly_names(found: Sequence[NameCandidate], years: Sequence[int]) -> list[set[str]]:
    """The words of each short name that stands with the page's year, without the year."""
    return [
        {w for w in c.words if not w.isdigit()}
        for c in found
        if 2 <= len(c.words) <= 5 and any(year in years for year in c.years)
    ]


def is_long_name(c: NameCandidate) -> bool:
    """Whether a text is a long name by its form: "International Workshop on …", "8th Web Rule Symposium"."""
    if not c.typed or not 5 <= len(c.words) <= 20:
        return False
    told = any(w in ABOUT or is_count(w) for w in c.words)
    return told and not HOSTED.search(c.folded) and not SENTENCE_END.search(c.text)


def is_line(source: str) -> bool:
    """Whether a source is a whole line near the top of the page, or one without the date or place behind it."""
    return source.startswith("block") and not source.endswith(("_first", "_last", "_middle", "_led", "_two", "_tail"))


def is_shouted(text: str) -> bool:
    """Whether capitals tell no acronyms in a text: it has three words or more, and no other letters."""
    return text.isupper() and sum(word.isalpha() for word in text.split()) > 2


def host_names(netloc: str, path: str) -> set[str]:
    """What a site may be called: the labels of its host and the parts of its path, without numbers."""
    labels = netloc.casefold().split(":")[0].split(".")[:-1] + path.casefold().split("/")[:3]
    names = {letters_of(label) for label in labels if len(label) < 20}
    return {name for name in names if 3 <= len(name) <= 14} - {"www", "github", "com", "conf", "org", "index"}


def is_of_any_page(part: str) -> bool:
    """Whether a part of a title says what page it is, and not what event."""
    if is_generic(part):
        return True
    words = WORDS.findall(part)
    return (
        len(words) < 6
        and any(w in SUB_PAGE_WORDS for w in words)
        and not years_in(part)
        and not any(map(is_meeting, words))
    )
