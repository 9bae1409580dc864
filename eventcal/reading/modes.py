"""Online, in person or both: sentences that say so, and a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from eventcal.blocks import Block
from eventcal.model import DOUBT, Fact
from eventcal.reading.quick import any_case, holds, small
from eventcal.reading.survey import Survey
from eventcal.reading.wordlists import branched

ONLINE = r"(?:online|on-line|virtual(?:ly)?|remote(?:ly)?|digital(?:ly)?|en línea|en ligne|im netz|zdalnie|在线|線上|线上|オンライン|온라인)"
NO_EVENT = r"(?!\s+(?:machine|memory|hybrid|system|registration|form|submission|platform|booking|materials?|payment|proceedings|reality|store|shop))"
CALLS = r"(?:zoom|webex|teams|skype|gather\w*|bluejeans|youtube|hangouts?|google meet|jitsi|whereby|gotomeeting)"
LABEL = r"(?:location|venue|where|place|ort|lieu|lugar|local|luogo|miejsce)"
LABELLED = re.compile(rf"\s*{LABEL}\s*:", re.I)
VERBS = branched(
    r"held|take[sn]? place|finden|vollständig|vollkommen|komplett|totalmente|entièrement|interamente|taking place|hosted|run|organi[sz]ed|conducted|moved|moving|goes|going|being|be|is|fully|entirely|completely|purely|will be|as an?|stattfinden|"
    r"findet|aura lieu|será|sera|si terrà|in an?".split("|")
)
SENTENCE = re.compile(
    rf"(?=[\w@])(?:\b|(?=@))(?:(?P<said>\b(?:{VERBS})\s+(?:(?!available|posted|published|accessible|found|shared|uploaded|made)\w+\s+){{0,2}}?{ONLINE}\b{NO_EVENT})"
    rf"|(?P<label>\b{LABEL}\s*:?\s*{ONLINE}\b)"
    rf"|(?P<call>\bvia\s+{CALLS}\b|\b(?:on|over|using|join (?:the |us on |via )?)\s*zoom\b|\bzoom (?:link|meeting|sessions?|webinar|call|room)\b)"
    rf"|(?P<noun>\b{ONLINE}\s+(?:event|meeting|conference|workshop|edition|format|only|attendance|participation|drinks|session|symposium|webinar|summit)\b"
    rf"|\b(?:online|virtual)\s*(?:veranstaltung|konferenz|tagung)|\bonline-(?:konferenz|veranstaltung|tagung|event|workshop)\b|@\s*home\b)"
    rf"|(?P<webinar>\bwebinar\b)|(?P<stream>\blive ?stream\w*\b))"
    rf"|(?P<part>(?:[-–—|•·(,]|^)\s*(?:online|virtual|zoom)(?:\s+event)?\s*(?:$|[-–—|•·)(,\n.;]))",
    re.I | re.M,
)
"""What says "online", and how: a verb, a label, a call's service, a noun, or the word as a part of its line."""
NEGATED = re.compile(
    r"\b(?:not|no|nor|neither|isn['’]t|instead of|rather than|previously|physical (?:vs|or)|whether|nicht|kein\w*|pas|non)\b[^.]{0,30}$",
    re.I,
)
HYBRID = re.compile(
    r"(?P<noun>\bhybrid(?:e|en)?\s+(?:event|meeting|conference|workshop|format|edition|mode|symposium|veranstaltung|konferenz)|\(hybrid\))"
    r"|(?P<said>\b(?:as|in|be|is|a|fully|held)\s+(?:an?\s+)?hybrid\b(?!\s+(?:system|cloud|approach|method|memory|model)))"
    r"|(?P<both>\b(?:in[- ]person|on-?site|physical(?:ly)?|face-to-face)\s*(?:and|or|&|/|as well as|\+)\s*(?:\w+\s+)?(?:online|virtual(?:ly)?|remote(?:ly)?|via zoom)"
    r"|\b(?:online|virtual(?:ly)?|remote(?:ly)?)\s*(?:and|or|&|/|\+|as well as)\s*(?:in[- ]person|on-?site|physical(?:ly)?)"
    r"|\b[A-ZÀ-Þ]\w+ (?:and|&|\+) (?:online|virtual)\b|\bin person [^.]{0,40} or virtual\w*)"
    r"|(?P<remote>\bremote participation)",
    re.I,
)
HYBRID_WORD = re.compile(r"\bhybrid(?:e|en)?\b", re.I)
IN_PERSON = re.compile(
    r"\bin[- ]person\b|\bon-?site\b|\bpresencial\w*|\bin presenza\b|\bvor ort\b|\ben présentiel\b|\bface-to-face\b|\bstacjonarnie\b|\bprezenčně\b",
    re.I,
)
ANY_ONLINE = re.compile(rf"\b{ONLINE}\b", re.I)
VENUE_HEADING = re.compile(
    r"\b(?:venue|travel|hotel|accommodation|directions|getting (?:there|here)|map|parking|anreise|anfahrt|veranstaltungsort|lieu|accès|hébergement|"
    r"lugar|sede|local|luogo|come arrivare|místo|miejsce|dojazd|場所|会場|交通|地點|오시는 길)\b",
    re.I,
)
ROOM = re.compile(
    any_case(
        rf"\b{word}\b"
        for word in r"room|hall|street|st\.|avenue|ave\.?|road|rd\.|campus|building|floor|auditorium|lecture hall|straße|strasse|rue|via|calle|ul\.|square|plaza|center|centre|hotel".split(
            "|"
        )
    )
)
CALL_LINK = re.compile(
    r"//[\w.-]*(?:zoom\.us|zoomgov\.com|webex\.com|teams\.microsoft\.|bluejeans\.com|meet\.google\.|gotomeeting|gather\.town)",
    re.I,
)
EARLY = 1500
SHORT = 60  # characters of a line in the margin that says where
BESIDE_DATE = 2  # blocks


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that speak for a mode, and where."""

    text: str
    where: str
    place: int
    """Characters of visible text before it."""
    how: str = ""
    """The part of its pattern that found it."""
    block: int = -1


Spoken: TypeAlias = list[tuple[Block, int, str]]
"""Blocks that may say something of a mode, each with the characters of visible text before it and its text in small letters."""


def spoken(survey: Survey) -> Spoken:
    """The blocks of the page's own text that may say something of a mode."""
    found: Spoken = []
    place = 0
    words = [word for word in KEYWORDS if word in survey.small]
    for block in survey.page.blocks if words else ():
        if block.zone in ("main", "header") or is_labelled(block):
            text = small(block.text)
            if holds(text, words):
                found.append((block, place, text))
        place += len(block.text) + 1
    return found


def is_labelled(block: Block) -> bool:
    """Whether a block outside the page's own text is a line such as "Location: online"."""
    return block.zone != "footer" and len(block.text) < SHORT and LABELLED.match(block.text) is not None


def sayings(title: str, blocks: Spoken, pattern: re.Pattern[str]) -> Iterator[Saying]:
    """The matches of a pattern in the title and in the page's own text that nothing before them denies."""
    for match in pattern.finditer(title):
        yield Saying(match[0].strip(), "title", 0, match.lastgroup or "")
    stems = STEMS[pattern]
    for block, place, text in blocks:
        if not holds(text, stems):
            continue
        for match in pattern.finditer(block.text[:5000]):
            if not NEGATED.search(block.text[max(match.start() - 60, 0) : match.start()]):
                words = match[0].strip(" \n-–—|•·(),")
                yield Saying(words, block.tag, place + match.start(), match.lastgroup or "", block.index)


ONLINE_STEMS = tuple(
    "online on-line virtual remote digital línea ligne netz zdalnie 在线 線上 线上 オンライン 온라인".split()
)
CALL_STEMS = tuple("zoom webex teams skype gather bluejeans youtube hangout google jitsi whereby gotomeeting".split())
STEMS = {
    SENTENCE: (*ONLINE_STEMS, *CALL_STEMS, "webinar", "stream", "home"),
    HYBRID: ("hybrid", "online", "virtual", "remote", "zoom"),
    IN_PERSON: (
        *(
            "in person",
            "in-person",
            "onsite",
            "on-site",
            "presen",
            "présen",
            "vor ort",
            "face-to-face",
            "stacjon",
            "prezen",
        ),
    ),
}
"""What a text holds in small letters that a pattern matches: far more quickly found."""
KEYWORDS = (
    "online on-line virtual remote digital zoom webex teams skype gather bluejeans youtube hangout webinar stream hybrid person site physical "
    "face home ort presen présen línea ligne netz zdalnie stacjon prezen 在线 線上 线上 オンライン 온라인"
).split()


def features(
    survey: Survey, where: Placed, event_days: tuple[date, date] | None
) -> tuple[list[dict[str, float]], list[Saying | None]]:
    """For online, in-person and hybrid: what speaks for each, and the words to show."""
    page = survey.page
    blocks = spoken(survey)
    online, hybrid, in_person = (list(sayings(page.title, blocks, p)) for p in (SENTENCE, HYBRID, IN_PERSON))
    early = page.text[:EARLY]
    folded = small(early)
    any_word = ANY_ONLINE.search(early) if holds(folded, ONLINE_STEMS) else None
    here = bool(where.city >= DOUBT or where.venue >= DOUBT)
    said = {"online": online, "hybrid": hybrid, "in_person": in_person}
    common = placed_features(where) | {
        "online_several": float(len(online) >= 3),
        "online_title": float(bool(ANY_ONLINE.search(page.title))),
        "online_word_early": float(bool(any_word)),
        "hybrid_and_place": float(bool(hybrid) and here),
        "online_and_place": float(any(s.place < EARLY for s in online) and here),
        "online_no_place": float(bool(online) and not here),
        "nowhere": float(not (here or online or hybrid or in_person)),
        "hybrid_word_early": float("hybrid" in folded and bool(HYBRID_WORD.search(early))),
        "venue_heading": float(any(heads_venue(b.text[:300]) for b in page.blocks if b.level or b.zone == "nav")),
        "room": float(bool(ROOM.search(early))),
        "call_link": float(bool(CALL_LINK.search("\n".join(addresses(survey))))),
    }
    days = [m.block.index for m in survey.mentions if m.block is not None and m.span == event_days]
    for mode, found in said.items():
        common |= said_features(mode, found, days)
    rows = [{f"{mode}:{name}": value for name, value in {**common, "bias": 1.0}.items() if value} for mode in MODES]
    shown = [min(said[mode], key=lambda s: s.place, default=None) for mode in ("online", "in_person", "hybrid")]
    if shown[0] is None and any_word:
        shown[0] = Saying(any_word[0], "text", any_word.start())
    return rows, shown


def addresses(survey: Survey) -> Iterator[str]:
    """The targets of the links in the page's own text, and those of its blocks that may hold an address."""
    for block in survey.page.blocks:
        if block.zone in ("main", "header"):
            yield from (link.value for link in block.links)
            if "//" in block.text:
                yield block.text


def placed_features(where: Placed) -> dict[str, float]:
    """How sure a place is."""
    return {
        "city": float(where.city >= DOUBT),
        "venue": float(where.venue >= DOUBT),
        "city_chance": where.city,
        "venue_chance": where.venue,
        "city_early": float(where.early),
    }


def said_features(mode: str, found: Sequence[Saying], days: Sequence[int]) -> dict[str, float]:
    """How a mode is said, how early, and whether beside the event's days."""
    beside = any(abs(s.block - day) <= BESIDE_DATE for s in found for day in days if s.block >= 0)
    return {
        f"{mode}_sentence": float(bool(found)),
        f"{mode}_early": float(any(s.place < EARLY for s in found)),
        f"{mode}_by_date": float(beside),
        **{f"{mode}_{s.how}": 1.0 for s in found if s.how},
    }


@lru_cache(maxsize=2048)
def heads_venue(text: str) -> bool:
    """Whether a heading or a menu's entry is one for a venue."""
    return bool(VENUE_HEADING.search(text))


class Placed(NamedTuple):
    """How sure the page's city and venue are, 0 to 1, and whether a sure city stands in a title or heading."""

    city: float
    venue: float
    early: bool


def placed(places: Sequence[Fact]) -> Placed:
    """What the facts of places are worth for a mode."""
    heads = ("title", "h1", "h2", "h3")
    return Placed(
        max((f.score for f in places if f.value.city), default=0.0),
        max((f.score for f in places if f.value.venue), default=0.0),
        any(f.value.city and f.score >= DOUBT and f.where in heads for f in places),
    )


MODES = ("online", "in-person", "hybrid")
