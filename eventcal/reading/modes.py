"""Online, in person or both: sentences that say so, and a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from eventcal.blocks import Block
from eventcal.model import DOUBT, Fact
from eventcal.reading.survey import Survey

ONLINE = r"(?:online|on-line|virtual(?:ly)?|remote(?:ly)?|digital(?:ly)?|en línea|en ligne|im netz|zdalnie|在线|線上|线上|オンライン|온라인)"
SENTENCE = re.compile(
    rf"\b(?:held|take[sn]? place|finden|voll(?:ständig|kommen)|komplett|totalmente|entièrement|interamente|taking place|hosted|run|organi[sz]ed|conducted|moved|moving|goes|going|being|be|is|fully|entirely|completely|purely|will be|as an?|stattfinden|"
    rf"findet|aura lieu|será|sera|si terrà|in an?)\s+(?:(?!available|posted|published|accessible|found|shared|uploaded|made)\w+\s+){{0,2}}?{ONLINE}\b(?!\s+(?:machine|memory|hybrid|system|registration|form|submission|platform|booking|materials?|payment|proceedings|reality|store|shop))"
    rf"|\b(?:location|venue|where|place|ort|lieu|lugar|local|luogo|miejsce)\s*:?\s*{ONLINE}\b"
    rf"|\bvia\s+(?:zoom|webex|teams|skype|gather\w*|bluejeans|youtube|hangouts?)\b|\b(?:on|over|using|join (?:the |us on |via )?)\s*zoom\b|\bzoom (?:link|meeting|sessions?|webinar|call|room)\b"
    rf"|\b{ONLINE}\s+(?:event|meeting|conference|workshop|edition|format|only|attendance|participation|drinks|session|symposium|webinar|summit)\b"
    rf"|\b(?:online|virtual)\s*(?:veranstaltung|konferenz|tagung)|\bonline-(?:konferenz|veranstaltung|tagung|event|workshop)\b|\bwebinar\b|\blive ?stream\w*\b|@\s*home\b"
    rf"|(?:[-–—|•·(,]|^)\s*(?:online|virtual|zoom)(?:\s+event)?\s*(?:$|[-–—|•·)(,\n.;])",
    re.I | re.M,
)
NEGATED = re.compile(
    r"\b(?:not|no|nor|neither|isn['’]t|instead of|rather than|previously|physical (?:vs|or)|whether|nicht|kein\w*|pas|non)\b[^.]{0,30}$",
    re.I,
)
HYBRID = re.compile(
    r"\b(?:hybrid(?:e|en)?\s+(?:event|meeting|conference|workshop|format|edition|mode|symposium|veranstaltung|konferenz)|(?:as|in|be|is|a|fully|held)\s+(?:an?\s+)?hybrid\b(?!\s+(?:system|cloud|approach|method|memory|model))|"
    r"(?:in[- ]person|on-?site|physical(?:ly)?|face-to-face)\s*(?:and|or|&|/|as well as|\+)\s*(?:\w+\s+)?(?:online|virtual(?:ly)?|remote(?:ly)?|via zoom)|"
    r"(?:online|virtual(?:ly)?|remote(?:ly)?)\s*(?:and|or|&|/|\+|as well as)\s*(?:in[- ]person|on-?site|physical(?:ly)?)|"
    r"[A-ZÀ-Þ]\w+ (?:and|&|\+) (?:online|virtual)\b|remote participation|in person [^.]{0,40} or virtual\w*)|\(hybrid\)",
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
    r"\b(?:room|hall|street|st\.|avenue|ave\.?|road|rd\.|campus|building|floor|auditorium|lecture hall|straße|strasse|rue|via|calle|ul\.|square|plaza|center|centre|hotel)\b",
    re.I,
)
EARLY = 1500


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that speak for a mode, and where."""

    text: str
    where: str
    place: int
    """Characters of visible text before it."""


Spoken: TypeAlias = list[tuple[Block, int]]
"""Blocks that may say something of a mode, with the characters of visible text before each."""


def spoken(survey: Survey) -> Spoken:
    """The blocks of the page's own text that may say something of a mode."""
    found: Spoken = []
    place = 0
    for block in survey.page.blocks:
        if block.zone in ("main", "header") and speaks(block.text):
            found.append((block, place))
        place += len(block.text) + 1
    return found


def sayings(title: str, blocks: Spoken, pattern: re.Pattern[str]) -> Iterator[Saying]:
    """The matches of a pattern in the title and in the page's own text that nothing before them denies."""
    for match in pattern.finditer(title):
        yield Saying(match[0].strip(), "title", 0)
    for block, place in blocks:
        for match in pattern.finditer(block.text[:5000]):
            if not NEGATED.search(block.text[max(match.start() - 60, 0) : match.start()]):
                yield Saying(match[0].strip(" \n-–—|•·(),"), block.tag, place + match.start())


KEYWORDS = (
    "online on-line virtual remote digital zoom webex teams skype gather bluejeans youtube hangout webinar stream hybrid person site physical "
    "face home ort presen présen línea ligne netz zdalnie stacjon prezen 在线 線上 线上 オンライン 온라인"
).split()


def speaks(text: str) -> bool:
    """Whether a text may say anything of a mode: cheap, so that the patterns need not look at every block."""
    folded = text.casefold()
    for word in KEYWORDS:  # noqa: SIM110 - a generator would cost more than the search
        if word in folded:
            return True
    return False


def features(
    survey: Survey, has_city: bool, has_venue: bool, city_early: bool
) -> tuple[list[dict[str, float]], list[Saying | None]]:
    """For online, in-person and hybrid: what speaks for each, and the words to show."""
    page = survey.page
    blocks = spoken(survey)
    online, hybrid, in_person = (list(sayings(page.title, blocks, p)) for p in (SENTENCE, HYBRID, IN_PERSON))
    early_online = [s for s in online if s.place < EARLY]
    any_word = ANY_ONLINE.search(page.text[:EARLY])
    common = {
        "city": float(has_city),
        "venue": float(has_venue),
        "city_early": float(city_early),
        "online_sentence": float(bool(online)),
        "online_early": float(bool(early_online)),
        "online_several": float(len(online) >= 3),
        "online_title": float(bool(ANY_ONLINE.search(page.title))),
        "online_word_early": float(bool(any_word)),
        "hybrid_sentence": float(bool(hybrid)),
        "hybrid_early": float(any(s.place < EARLY for s in hybrid)),
        "hybrid_and_place": float(bool(hybrid) and (has_city or has_venue)),
        "online_and_place": float(bool(early_online) and (has_city or has_venue)),
        "online_no_place": float(bool(online) and not (has_city or has_venue)),
        "nowhere": float(not (has_city or has_venue or online or hybrid or in_person)),
        "hybrid_word_early": float(bool(HYBRID_WORD.search(page.text[:EARLY]))),
        "in_person_word": float(bool(in_person)),
        "in_person_early": float(any(s.place < EARLY for s in in_person)),
        "venue_heading": float(any(heads_venue(b.text[:300]) for b in page.blocks if b.level or b.zone == "nav")),
        "room": float(bool(ROOM.search(page.text[:EARLY]))),
    }
    rows = [{f"{mode}:{name}": value for name, value in {**common, "bias": 1.0}.items() if value} for mode in MODES]
    shown = [next(iter(sorted(found, key=lambda s: s.place)), None) for found in (online, in_person, hybrid)]
    if shown[0] is None and any_word:
        shown[0] = Saying(any_word[0], "text", any_word.start())
    return rows, shown


@lru_cache(maxsize=2048)
def heads_venue(text: str) -> bool:
    """Whether a heading or a menu's entry is one for a venue."""
    return bool(VENUE_HEADING.search(text))


def placed(places: Sequence[Fact]) -> tuple[bool, bool, bool]:
    """(a city is sure, a venue is sure, the city stands in a title or heading)."""
    sure = [f for f in places if f.score >= DOUBT]
    heads = ("title", "h1", "h2", "h3")
    return (
        any(f.value.city for f in sure),
        any(f.value.venue for f in sure),
        any(f.value.city and f.where in heads for f in sure),
    )


MODES = ("online", "in-person", "hybrid")
