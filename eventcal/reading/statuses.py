"""Whether the event is cancelled, postponed, given new days or moved online, as the page says it in words.

The patterns here are English; what other languages say is in status_words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eventcal.blocks import Block
from eventcal.model import Fact, Status
from eventcal.reading.quick import holds, small
from eventcal.reading.status_words import (
    Foreign,
    StatusWords,
    find_status_words,
    is_of_other_things,
    names_event,
    sayings_in,
)
from eventcal.reading.survey import Survey
from eventcal.reading.years import years_in


class Saying(NamedTuple):
    """Words that state a status, and how surely they do so of the page's own event."""

    status: Status
    score: float
    words: re.Pattern[str]
    stems: tuple[str, ...]
    """What a text must hold, so that the pattern need not look at every block."""


def saying(status: Status, score: float, stems: str, *words: str) -> Saying:
    """What any of some patterns states. `stems`: with commas between."""
    return Saying(status, score, re.compile("|".join(words), re.I), tuple(stems.split(",")))


HAS_BEEN = r"\b(?:has|have|had|is|was|been|be|are) (?:\w+ )?(?:been )?"
ONLINE = r"(?:online|virtual(?:ly)?)\b"
CRISIS = r"(?:covid|corona|pandemic|sars|health (?:crisis|emergency|situation)|travel restrictions|lockdown)"
PANDEMIC = (
    r"(?:due to|because of|in (?:the )?(?:light|view) of|given|owing to|as a result of) (?:the )?(?:[\w-]+ ){0,2}?"
    + CRISIS
)
SAYINGS = (
    saying("cancelled", 0.85, "cancel", rf"{HAS_BEEN}cancell?ed\b(?! (?:without|free|up|at|for|until|before))"),
    saying(
        "cancelled",
        0.8,
        "cancel,skip,call off",
        r"\b(?:decided|decision|forced|had|have) to (?:\w+ )?(?:cancel|skip|call off)\b",
    ),
    saying("cancelled", 0.8, "cancel", r"(?:^|[\[(!:–—-] ?)cancell?ed(?= ?(?:[\])!:–—-]|$))"),
    saying(
        "cancelled",
        0.8,
        "there will be no",
        r"\bthere will be no (?:[\w-]+ ){0,4}(?=[A-Z\w]*(?:con|conf|conference|workshop|event|edition|meeting|summit)\w*)",
    ),
    saying(
        "cancelled",
        0.75,
        "this year",
        r"\bno (?:in[ -]person|virtual|physical|online)[^.\n]{0,30}? (?:conference|workshop|event|meeting|edition)s? this year\b",
    ),
    saying(
        "cancelled",
        0.75,
        "will not",
        r"\bwill not (?:be (?:occurring|held|taking place|happening)|take place|happen|occur)\b"
        r"(?! (?:(?:in|as)[ -]person|as (?:\w+ ){0,2}planned|face[- ]to[- ]face|on-?site|physically))",
    ),
    saying("postponed", 0.85, "postpon", rf"{HAS_BEEN}postponed\b(?! to (?:\w+ )?\d)"),
    saying("postponed", 0.8, "postpon", r"(?:^|[-–—:!(]\s*)postponed\b(?! to)"),
    saying(
        "rescheduled",
        0.8,
        "resched,postpon,moved,delayed,shifted",
        r"\b(?:rescheduled|postponed|moved|delayed|shifted) (?:to|for|until) (?:the )?(?:new dates?|\w+ \d|\d)",
    ),
    saying(
        "rescheduled",
        0.75,
        "new date,delayed,resched",
        r"\bnew dates? (?:is|are|will be)\b|\bwill be (?:delayed|rescheduled)\b|\bhas been rescheduled\b",
    ),
    saying(
        "moved-online",
        0.85,
        "online,virtual",
        r"\b(?:moved|moving|goes|going|went|transition(?:ed|ing)|shift(?:ed|ing)?|switch(?:ed|ing)?|chang(?:ed|ing)|"
        rf"convert(?:ed|ing)) (?:\w+ ){{0,3}}?(?:to (?:an? )?(?:fully |entirely |completely )?)?{ONLINE}",
    ),
    saying(
        "moved-online",
        0.8,
        "online,virtual",
        r"\b(?:decided|decision|forced|had|have) to (?:\w+ ){0,2}?(?:do|go|hold|run|host|move|organi[sz]e|conduct|shift|switch|offer) "
        rf"(?:[\w’'-]+ ){{0,6}}?{ONLINE}",
    ),
    saying(
        "moved-online",
        0.7,
        "online,virtual,remote",
        r"\b(?:hold|run|host|organi[sz]e) [\w ’'-]{1,40} (?:remotely|virtually|online) (?:this year|instead)\b",
        rf"\b{PANDEMIC}[^.]{{0,120}}\b(?:will (?:be|take place|run)|be held|is) [^.]{{0,40}}\b{ONLINE}",
        rf"\b{ONLINE}[^.]{{0,60}}\b{PANDEMIC}",
        rf"\b{CRISIS}[^.]{{0,200}}\b(?:hold|held|run|host|take place|mov\w+)\b[^.]{{0,60}}\b{ONLINE}",
        rf"\b(?:take place|be held|run) [^.]{{0,30}}\b{ONLINE}[^.]{{0,20}} (?:this year|instead)\b",
    ),
)
OTHER_THINGS = re.compile(
    r"polic(?:y|ies)|refund|cancellation|if (?:the|you|we|a|needed|necessary)\b|in case|in the event|may be|can be|could be|might be|"
    r"would be|not be refunded|registrations?|tickets?|hotel|reservation|booking|orders?|flight|party|dinner|reception|"
    r"tour|trip|excursion|cruise|hike|visit to|talk|session|speaker|storno|meeting of|class(?:es)?\b|last year|previous|other (?:events|conferences)",
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
END = re.compile(r"\. |\n")
FOREIGN_END = re.compile(r"(?<!\b\d)(?<!\b\d\d)\. |[!?] |[。！？\n]")
"""Ends of sentences; a number with a stop is none in most languages: "am 12. Mai"."""
FOREIGN = 0.8  # the score of what is said in other languages
ALONE = 40  # characters of a block that says hardly more than the words
NAMING = 4  # letters of a word that may be the event's name
WORD = re.compile(r"\w+")


def read_statuses(survey: Survey) -> Iterator[Fact]:
    """A fact for each block that says how the event's plans have changed; none for what policies say may happen."""
    foreign = sayings_in(survey.page.text[:FAR], survey.languages)
    english = sayings_of(survey)
    seen = 0
    for block in survey.page.blocks if foreign or english else ():
        seen += len(block.text)
        if seen > FAR:
            return
        if block.zone not in MARGINS:
            less = 0.0 if block.level or seen < PROMINENT else 0.1
            found = [
                fact(block, *said, less)
                for said in (*said_in(block, survey, english), *said_elsewhere(block, survey, foreign))
            ]
            if found and not TEASER.search(block.text.lower()):
                yield from found


def sayings_of(survey: Survey) -> list[Saying]:
    """What the page may state in English, by letters that it holds: nearly always nothing."""
    return [each for each in SAYINGS if holds(survey.small, each.stems)]


def said_elsewhere(block: Block, survey: Survey, foreign: Sequence[Foreign]) -> Iterator[tuple[Status, float, str]]:
    """What a block says of the page's own event in other languages than English: the status, its score and the words."""
    for said in find_status_words(block.text, foreign):
        if is_own_elsewhere(block, said, survey):
            yield said.status, FOREIGN, block.text[said.start : said.end]


def said_in(block: Block, survey: Survey, some: Sequence[Saying]) -> Iterator[tuple[Status, float, str]]:
    """What a block says in English of the page's own event: the status, its score and the words."""
    text = small(block.text) if some else ""
    for said in some:
        match = said.words.search(block.text) if holds(text, said.stems) else None
        if match is not None and is_own(block.text, match, survey):
            yield said.status, said.score, match[0].strip()


def fact(block: Block, status: Status, score: float, words: str, less: float) -> Fact:
    """The fact of one saying, the less sure by `less`."""
    return Fact("status", words, status, f"says {status}", block.tag, score - less)


def is_own(text: str, match: re.Match[str], survey: Survey) -> bool:
    """Whether a sentence speaks of the event itself, of this edition, and of what is so."""
    before, behind = sentence(text, match.start(), match.end(), END)
    if OTHER_THINGS.search(before + match[0] + behind) or OTHER_SUBJECT.search(before):
        return False
    return is_of_these_years(before, survey)


def is_own_elsewhere(block: Block, said: StatusWords, survey: Survey) -> bool:
    """Whether a sentence of another language speaks of the event itself: it names an event, or this one, or stands as good
    as alone."""
    before, behind = sentence(block.text, said.start, said.end, FOREIGN_END)
    whole = before + block.text[said.start : said.end] + behind
    if is_of_other_things(whole, said.languages) or (
        said.status == "cancelled" and not is_of_these_years(before, survey)
    ):
        return False
    return bool(block.level) or len(block.text) < ALONE or names_event(whole, said.languages) or has_name(whole, survey)


def has_name(sentence: str, survey: Survey) -> bool:
    """Whether a sentence has a word of the page's title."""
    mine = {word for word in WORD.findall(survey.page.title.lower()) if len(word) >= NAMING}
    return not mine.isdisjoint(WORD.findall(sentence.lower()))


def is_of_these_years(before: str, survey: Survey) -> bool:
    """Whether the years named before the words, if any, are those of the event."""
    years = years_in(before)
    return not years or any(year in years_of(survey) for year in years)


def years_of(survey: Survey) -> list[int]:
    """The years that the page's event may be of: what its title says, else this year and the next."""
    this_year = survey.page.when.year
    return survey.title_years or [*survey.heading_years, this_year, this_year + 1]


def sentence(text: str, start: int, end: int, ends: re.Pattern[str]) -> tuple[str, str]:
    """What the sentence says before a place and behind it, at most AROUND characters each. `ends`: what it ends with."""
    first = max(start - AROUND, 0)
    before = max((match.end() for match in ends.finditer(text, first, start)), default=first)
    behind = ends.search(text, end, end + AROUND)
    return text[before:start], text[end : behind.start() if behind else end + AROUND]
