"""Whether the event is cancelled, postponed, given new days or moved online, as the page says it in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from eventcal.blocks import Block
from eventcal.model import Fact, Status
from eventcal.reading.survey import Survey, years_in


class Saying(NamedTuple):
    """Words that state a status, and how surely they do so of the page's own event."""

    status: Status
    score: float
    words: re.Pattern[str]


def saying(status: Status, score: float, *words: str) -> Saying:
    """What any of some patterns states."""
    return Saying(status, score, re.compile("|".join(words), re.I))


HAS_BEEN = r"\b(?:has|have|had|is|was|been|be|are) (?:\w+ )?(?:been )?"
ONLINE = r"(?:online|virtual(?:ly)?)\b"
PANDEMIC = (
    r"(?:due to|because of|in (?:the )?(?:light|view) of|given|owing to|as a result of) (?:the )?(?:[\w-]+ ){0,2}?"
    r"(?:covid|corona|pandemic|sars)"
)
SAYINGS = (
    saying("cancelled", 0.85, rf"{HAS_BEEN}cancell?ed\b(?! (?:without|free|up|at|for|until|before))"),
    saying("cancelled", 0.8, r"\b(?:decided|decision|forced|had|have) to (?:\w+ )?(?:cancel|skip|call off)\b"),
    saying("cancelled", 0.8, r"(?:^|[\[(!:–—-] ?)cancell?ed(?= ?(?:[\])!:–—-]|$))"),
    saying(
        "cancelled",
        0.8,
        r"\bthere will be no (?:[\w-]+ ){0,4}(?=[A-Z\w]*(?:con|conf|conference|workshop|event|edition|meeting|summit)\w*)",
    ),
    saying(
        "cancelled",
        0.75,
        r"\bno (?:in[ -]person|virtual|physical|online)[^.\n]{0,30}? (?:conference|workshop|event|meeting|edition)s? this year\b",
    ),
    saying(
        "cancelled",
        0.75,
        r"\bwill not (?:be (?:occurring|held|taking place|happening)|take place|happen|occur)\b"
        r"(?! (?:(?:in|as)[ -]person|as (?:\w+ ){0,2}planned|face[- ]to[- ]face|on-?site|physically))",
    ),
    saying(
        "cancelled",
        0.75,
        r"\b(?:abgesagt|annulé[es]{0,2}|d['’]annuler (?:l['’]édition|l['’]événement)|annullat[oaie]|cancelad[oa]s?|"
        r"odwołan[aey]|zrušen[aoý]?|avlyst|aflyst|inställ[dt]|geannuleerd|peruttu|iptal edildi|отменен[ао]?|"
        r"скасован[ао]?|elmarad|törölve|ακυρώ\w+)\b",
        r"中止(?:に|と|します|となり)|取消(?:舉辦|举办)|취소되",
    ),
    saying("postponed", 0.85, rf"{HAS_BEEN}postponed\b(?! to (?:\w+ )?\d)"),
    saying("postponed", 0.8, r"(?:^|[-–—:!(]\s*)postponed\b(?! to)"),
    saying(
        "postponed",
        0.8,
        r"\b(?:adiad[oa]s?|aplazad[oa]s?|reporté[es]{0,2}|verschoben|rinviat[oaie]|przełożon[aey]|odložen[aoý]?|udskudt|"
        r"utsatt|uppskjut\w+|uitgesteld|siirretty|ertelendi|перенесен[ао]?)\b",
        r"延期(?:に|と|します|となり|舉辦|举办)|연기되",
    ),
    saying(
        "rescheduled",
        0.8,
        r"\b(?:rescheduled|postponed|moved|delayed|shifted) (?:to|for|until) (?:the )?(?:new dates?|\w+ \d|\d)",
    ),
    saying(
        "rescheduled",
        0.75,
        r"\bnew dates? (?:is|are|will be)\b|\bwill be (?:delayed|rescheduled)\b|\bhas been rescheduled\b",
    ),
    saying(
        "moved-online",
        0.85,
        r"\b(?:moved|moving|goes|going|went|transition(?:ed|ing)|shift(?:ed|ing)?|switch(?:ed|ing)?|chang(?:ed|ing)|"
        rf"convert(?:ed|ing)) (?:\w+ ){{0,3}}?(?:to (?:an? )?(?:fully |entirely |completely )?)?{ONLINE}",
    ),
    saying(
        "moved-online",
        0.7,
        r"\b(?:hold|run|host|organi[sz]e) [\w ’'-]{1,40} (?:remotely|virtually|online) (?:this year|instead)\b",
        rf"\b{PANDEMIC}[^.]{{0,120}}\b(?:will (?:be|take place|run)|be held|is) [^.]{{0,40}}\b{ONLINE}",
        rf"\b{ONLINE}[^.]{{0,60}}\b{PANDEMIC}",
        rf"\b(?:take place|be held|run) [^.]{{0,30}}\b{ONLINE}[^.]{{0,20}} (?:this year|instead)\b",
        r"\b(?:decidido|decidimos|decidiu|pasa(?:rá)? a ser|passa(?:rá)? a ser|se traslada a) [^.]{0,60}\b(?:en línea|virtual|online|remot[oa])\b",
        r"\b(?:aura lieu|se tiendra|passe|bascule) [^.]{0,40}\b(?:en ligne|virtuel\w*|à distance) cette année\b",
        r"\b(?:stattdessen|dieses Jahr|heuer) (?:\w+ ){0,4}(?:rein |nur )?(?:online|virtuell|digital)\b",
    ),
)
STEMS = (
    "cancel", "call off", "this year", "there will be no", "skip", "will not", "postpon", "resched", "moved to", "moved for", "moved until",
    "delayed", "shifted", "new date", "online", "virtual", "remote", "en línea", "remot", "en ligne", "à distance", "virtuell", "digital", "abgesagt", "verschoben", "annul", "reporté", "cancelad",
    "aplazad", "adiad", "annullat", "rinviat", "odwołan", "przełożon", "zrušen", "odložen", "avlyst", "aflyst", "utsatt",
    "udskudt", "inställ", "uppskjut", "geannuleerd", "uitgesteld", "peruttu", "siirretty", "iptal", "ertelen", "отменен",
    "перенесен", "скасован", "elmarad", "törölve", "ακυρώ", "中止", "取消", "延期", "취소", "연기",
)  # fmt: skip
"""What a text must hold to say anything of these, so that the patterns need not look at every block."""
OTHER_THINGS = re.compile(
    r"polic(?:y|ies)|refund|cancellation|if (?:the|you|we|a)|in case|in the event|may be|can be|could be|might be|"
    r"would be|not be refunded|registrations?|tickets?|hotel|reservation|booking|orders?|flight|party|dinner|reception|"
    r"tour|talk|session|speaker|storno|meeting of|class(?:es)?\b|last year|previous|other (?:events|conferences)",
    re.I,
)
"""In the sentence: it speaks of what may happen, or of a part of the event, or of another one."""
OTHER_SUBJECT = re.compile(
    r"\b(?:deadlines?|due dates?|submissions?|proceedings|papers?|abstracts?|notifications?|websites?|(?:mailing )?lists?)\b",
    re.I,
)
"""Before the words: it is this that moves, not the event."""
TEASER = re.compile(
    r"(?:…|\.\.\.|\[…\])?\s*(?:continue reading|read more|weiterlesen|lire la suite|leer más|ler mais)\W{0,4}$"
)
"""At the end of a text: another page says the rest, and what has become of it since."""
FAR = 6000  # characters from the top: what is said later is seldom about the event as a whole
PROMINENT = 1500
MARGINS = ("nav", "footer", "aside")
AROUND = 200  # characters of a sentence to each side


def read_statuses(survey: Survey) -> Iterator[Fact]:
    """A fact for each block that says how the event's plans have changed; none for what policies say may happen."""
    seen = 0
    for block in survey.page.blocks:
        seen += len(block.text)
        if seen > FAR:
            return
        if block.zone not in MARGINS:
            less = 0.0 if block.level or seen < PROMINENT else 0.1
            yield from (fact(block, said, words, less) for said, words in said_in(block, survey))


def said_in(block: Block, survey: Survey) -> Iterator[tuple[Saying, str]]:
    """What a block says of the page's own event, and the words."""
    folded = block.text.lower()
    if not any(stem in folded for stem in STEMS) or TEASER.search(folded):
        return
    for said in SAYINGS:
        match = said.words.search(block.text)
        if match is not None and is_own(block.text, match, survey):
            yield said, match[0].strip()


def fact(block: Block, said: Saying, words: str, less: float) -> Fact:
    """The fact of one saying."""
    return Fact("status", words, said.status, f"says {said.status}", block.tag, said.score - less)


def is_own(text: str, match: re.Match[str], survey: Survey) -> bool:
    """Whether a sentence speaks of the event itself, of this edition, and of what is so."""
    before, behind = sentence(text, match.start(), match.end())
    if OTHER_THINGS.search(before + match[0] + behind) or OTHER_SUBJECT.search(before):
        return False
    years = years_in(before)
    return not years or any(year in years_of(survey) for year in years)


def years_of(survey: Survey) -> list[int]:
    """The years that the page's event may be of: what its title says, else this year and the next."""
    this_year = survey.page.when.year
    return survey.title_years or [*survey.heading_years, this_year, this_year + 1]


def sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """What the sentence says before a place and behind it, at most AROUND characters each."""
    before = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start), start - AROUND, 0)
    behind = [place for place in (text.find(". ", end), text.find("\n", end), end + AROUND) if place >= 0]
    return text[before:start], text[end : min(behind)]
