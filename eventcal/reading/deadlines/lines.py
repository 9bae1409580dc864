"""The lines of a page that hold dates, and what the labels within a line say each date is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from eventcal.blocks import Block
from eventcal.reading.deadlines.bounds import Bounds, bounds_for
from eventcal.reading.labels import Label, find_labels
from eventcal.reading.survey import MOST_TEXT, Mention, Survey

PROSE = 200  # characters of a line: more is prose, and a date in it needs a word that says "by"
SENTENCE = 200  # characters before a date in which what is said of it stands
NO_DEADLINES = frozenset(["updated", "opening", "other_dates", "after", "news"])
FIRST_OF_ALL = ("notification", "camera-ready", "early-bird")
"""Kinds that win over others named beside them: "notification of paper acceptance" is about no paper's deadline."""
TELLING = 9  # words before a date in a sentence that tells something
SHORTLY = 40  # characters before a date in prose in which a word like "by" stands
JOINED = re.compile(
    r"\s?[^\w\s]\W{0,2}|\W{0,3}(?:(?:submissions?|and|or|und|oder|et|ou|y|o|e|en|og|och|ja|i|a|ve|и|і)\W{1,3}){1,2}",
    re.I,
)
"""Between two kinds that are due on one day; a mere space is none: "poster paper"."""
AOE = re.compile(r"\bAoE\b|anywhere on earth", re.I)
DUE_NOUN = re.compile(r"deadline|clos|end|registration|frist|schluss|limite", re.I)
LATE = re.compile(r"last[- ]minute|\b(?:late|regular|standard|on-?site)\b", re.I)
SENTENCE_OF_ITS_OWN = re.compile(
    r"^(?=(?:\S+\s+){4}\S)(?:.*[.!]\s*$|.*\b(?:now|(?:is|are|has been|have been) (?:\w+ )?(?:available|online|open|announced|published))\b)"
    r"|[。！]$|(?:しました|います|です|ました|ません)[。！!]*$",
    re.I | re.S,
)
"""Five words with a full stop, or with words of news."""
SENTENCE_END = re.compile(r"[.!?] (?=[^\W\d_]+(?: [^\W\d_]+)+)")
"""Words go on behind it: no label of the sentence before is meant."""
OWN_LABEL = re.compile(r"[^\d:：]{2,40}[:：]\s*(?:[^\W\d_]{2,10}[,.]?\s*)?")
OPENS = re.compile(
    r"\W{0,3}(?:will |is |are )?(?:opens?|opened|starts?|begins?)\b(?!\W{0,3}(?:until|till|to|through)\b)", re.I
)
PRICE = re.compile(r"[€$£]\s?\d|\d\s?(?:[€$£]|(?:EUR|USD|GBP|CHF|Ft|HUF|kr|zł|PLN|Kč|CZK|TL|TRY|SEK|NOK|DKK)\b)")
NO_MATTER_OF_AUTHORS = re.compile(r"(?: (?:of|on|about|as to))? (?:whether|if|how|where)\b", re.I)
"""Behind "decision": it is one about the event."""
OTHER_MATTERS = re.compile(
    r"\b(?:cancel(?:s|led|ed|ling|ing)?|refund(?:s|ed|able)?|"
    r"registration desk|reviewers? deadline|reviews? (?:due|deadline|period)|pre-?\w* version)\b",
    re.I,
)
"""The date is one until which a registration may be given back, or of the days of the event."""


Labelled: TypeAlias = tuple[tuple[str, ...], list[Mention]]
"""Kinds of deadlines, and the dates that they are due on."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block, and the dates that stand in it."""

    block: Block
    start: int
    """Where it begins in the block's text."""
    text: str
    mentions: tuple[Mention, ...]
    bounds: Bounds
    """The words of the page's languages that say what begins or ends on a date."""

    @property
    def is_short(self) -> bool:
        """Whether it is no prose."""
        return len(self.text) < PROSE

    @property
    def is_sentence(self) -> bool:
        """Whether it is a sentence of some length, whose words are no labels of its dates."""
        before = self.text[: self.begin(self.mentions[0])]
        return before.count(" ") >= TELLING and ":" not in before and tells_something(self.text)

    @property
    def is_labelled(self) -> bool:
        """Whether it begins with a label of its own, whatever that says."""
        return bool(OWN_LABEL.fullmatch(self.text[: self.begin(self.mentions[0])]))

    @property
    def is_date_alone(self) -> bool:
        """Whether hardly anything but dates stands in it."""
        taken = sum(m.dates.end - m.dates.start for m in self.mentions)
        return len(re.sub(r"[\W_]+", "", self.text)) - taken <= 12 and not re.search(r"[^\W\d_]{4,}", left_over(self))

    def begin(self, mention: Mention) -> int:
        """Where a date begins in the line."""
        return mention.dates.start - self.start

    def end(self, mention: Mention) -> int:
        """Where a date ends in the line."""
        return mention.dates.end - self.start


@dataclass(frozen=True, slots=True)
class Stated:
    """What a label says of one date, or of several that replaced each other, the final one last."""

    kind: str
    """A deadline's kind, "any", or one of NO_DEADLINES."""
    mentions: tuple[Mention, ...]

    @property
    def final(self) -> Mention:
        """The date that counts."""
        return self.mentions[-1]

    @property
    def earlier(self) -> tuple[Mention, ...]:
        """The dates that it replaced."""
        return self.mentions[:-1]


def left_over(line: Line) -> str:
    """The text of a line without its dates, their times and AoE."""
    text = line.text
    for m in reversed(line.mentions):
        text = text[: line.begin(m)] + " " + text[(m.dates.clock or m.dates).end - line.start :]
    return AOE.sub(" ", text)


@lru_cache(maxsize=64)
def speaks_of(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a pattern matches in a line; asked for each date of it."""
    return pattern.search(text) is not None


def lines(survey: Survey) -> Iterator[Line]:
    """The lines with dates of the page's own text."""
    bounds = bounds_for(survey.languages_known)
    by_block: dict[int, list[Mention]] = {}
    for m in survey.mentions:
        if m.block is not None and m.block.zone in ("main", "header", "aside"):
            by_block.setdefault(m.block.index, []).append(m)
    for index, mentions in by_block.items():
        block, start = survey.page.blocks[index], 0
        for text in block.text[:MOST_TEXT].split("\n"):
            inside = tuple(m for m in mentions if start <= m.dates.start < start + len(text))
            if inside:
                yield Line(block, start, text, inside, bounds)
            start += len(text) + 1


def stated_in(line: Line, languages: tuple[str, ...]) -> list[Stated] | None:
    """What the line's own labels say of its dates, in order; None where it has none, or hardly anything but dates."""
    labels = telling(line.text, languages)
    if not labels or (line.is_date_alone and all(label.kind == "any" for label in labels)):
        return None
    if is_news(line, labels):
        return [Stated("news", line.mentions)]
    found = labels_behind(line, labels) if dates_lead(line, labels) else labels_before(line, labels)
    return [Stated(kind, final_last(line, dates)) for kinds, dates in found for kind in kinds]


def telling(text: str, languages: tuple[str, ...]) -> list[Label]:
    """The labels of a text that say what a date is for, in order; "submissions open" is an opening."""
    labels = [
        replace(label, kind="opening") if OPENS.match(text, label.end) else label
        for label in find_labels(text, languages)
        if label.kind != "extended" and not NO_MATTER_OF_AUTHORS.match(text, label.end)
    ]
    others = [Label(match.start(), match.end(), "other_dates") for match in OTHER_MATTERS.finditer(text)]
    return sorted([*labels, *others], key=lambda label: label.start) if others else labels


def kinds_of(text: str, labels: Sequence[Label]) -> tuple[str, ...]:
    """The kinds that some labels of a text give a date together; none where there are no labels.

    It is no deadline if one says so; else of the kind named, of several where they are joined: "papers and posters";
    else "any".
    """
    kinds = [label.kind for label in labels]
    ruling = [*NO_DEADLINES.intersection(kinds), *(kind for kind in FIRST_OF_ALL if kind in kinds)]
    named = [label for label in labels if label.kind != "any"]
    if ruling or not named:
        return tuple((ruling or kinds)[:1])
    joined = [b.kind for a, b in pairwise(named) if JOINED.fullmatch(text, a.end, b.start)]
    return tuple(dict.fromkeys([named[0].kind, *joined]))


def dates_lead(line: Line, labels: Sequence[Label]) -> bool:
    """Whether the line's labels stand behind their dates: "1 May: papers". Not so in news: "2 March: papers now due 1 May"."""
    first, *others = line.mentions
    if labels[0].start < line.begin(first):
        return False
    return not any(line.bounds.due_on.search(shortly_before(line, m)) for m in others[:1])


def is_news(line: Line, labels: Sequence[Label]) -> bool:
    """Whether a line tells what happened on the one date that it begins with: "7 May: The papers are now online."."""
    if len(line.mentions) > 1 or not dates_lead(line, labels) or any(label.kind == "any" for label in labels):
        return False
    return tells_something(line.text[line.end(line.mentions[0]) :].lstrip(" :：-–—"))


def tells_something(text: str) -> bool:
    """Whether a text is a whole sentence, and no label."""
    return bool(SENTENCE_OF_ITS_OWN.search(text))


def labels_before(line: Line, labels: Sequence[Label]) -> list[Labelled]:
    """(kinds, dates) of each label that stands before its dates; what stands before the first label has none. Behind the
    only date may follow of what it is the deadline."""
    found: list[Labelled] = []
    place = 0
    for m in line.mentions:
        at = line.begin(m)
        place = max([place, *(match.end() for match in SENTENCE_END.finditer(line.text, place, at))])
        kinds = kinds_of(line.text, [x for x in labels if place <= x.start and x.end <= at])
        if kinds == ("any",) and len(line.mentions) == 1:
            kinds = kinds_of(line.text, [x for x in labels if x.start >= line.end(m)]) or kinds
        if kinds:
            found.append((kinds, [m]))
        elif found:
            found[-1][1].append(m)
        place = line.end(m)
    return found


def labels_behind(line: Line, labels: Sequence[Label]) -> list[Labelled]:
    """(kinds, dates) of each label that stands behind its dates, up to the next date; a date with none goes with the next."""
    found: list[Labelled] = []
    waiting: list[Mention] = []
    ends = [*(line.begin(m) for m in line.mentions[1:]), len(line.text)]
    for m, end in zip(line.mentions, ends, strict=True):
        waiting.append(m)
        kinds = kinds_of(line.text, [x for x in labels if line.end(m) <= x.start and x.end <= end])
        if kinds:
            found.append((kinds, waiting))
            waiting = []
    if found:
        found[-1][1].extend(waiting)
    return found


def final_last(line: Line, dates: Sequence[Mention]) -> tuple[Mention, ...]:
    """The dates of a label, the one that counts last: neither struck out nor said to be an earlier one."""
    return tuple(sorted(dates, key=lambda m: not (m.struck or line.bounds.old.search(shortly_before(line, m)))))


def shortly_before(line: Line, mention: Mention) -> str:
    """The few words before a date; blanks where the line begins later."""
    at = line.begin(mention)
    return line.text[max(at - SHORTLY, 0) : at].rjust(SHORTLY)


def beginning(line: Line, stated: Stated) -> str | None:
    """What the words around a date say to begin on it: "after" for what is possible, or dearer, later, "opening" where they
    stand behind it; None where they do not."""
    mention = stated.final
    clock = mention.dates.last_clock or mention.dates.clock
    end = max(line.end(mention), clock.end - line.start if clock else 0)
    if stated.kind == "notification":  # "authors will hear from us after 1 May"
        return None
    if mention.dates.is_range:  # "from 1 April to 1 May": the last day is the one that counts
        return None
    if line.bounds.since.search(shortly_before(line, mention)):
        return "after"
    return "opening" if line.bounds.since_behind.match(line.text[end : end + SHORTLY]) else None


def ends_price(line: Line, stated: Stated) -> bool:
    """Whether it is a price that ends on the date: it stands before it in the sentence, with no further label between."""
    at = line.begin(stated.final)
    sentence = line.text[max(line.text.rfind(end, 0, at) + 1 for end in ("; ", "! ", "\n")) : at][-SENTENCE:]
    prices = list(PRICE.finditer(sentence))
    return bool(prices) and not DUE_NOUN.search(sentence, prices[-1].end()) and not LATE.search(sentence)
