"""The lines of a page that hold dates, and what the labels within a line say each date is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from eventcal.blocks import Block
from eventcal.reading.labels import Label, find_labels
from eventcal.reading.survey import Mention, Survey

PROSE = 200  # characters of a line: more is prose, and a date in it needs a word that says "by"
SENTENCE = 160  # characters before a date in prose in which its label stands
NO_DEADLINES = frozenset(["updated", "opening", "other_dates"])
FIRST_OF_ALL = ("notification", "camera-ready", "early-bird")
"""Kinds that win over others named beside them: "notification of paper acceptance" is about no paper's deadline."""
SHORTLY = 40  # characters before a date in prose in which a word like "by" stands
BEHIND = 80  # characters behind a date in which it may say what being in time brings
JOINED = re.compile(
    r"\W{0,3}(?:(?:submissions?|and|or|und|oder|et|ou|y|o|e|en|og|och|ja|i|a|ve|и|і)\W{1,3}){0,2}", re.I
)
"""Between two kinds that are due on one day."""
AOE = re.compile(r"\bAoE\b|anywhere on earth", re.I)
DUE = re.compile(
    r"\b(?:deadlines?|due|by|until|till|before|no later than|closed?s?|closing|ends?|submit|submissions?|extended|"
    r"avant le|d['’]ici|jusqu['’]au|bis|frist|fino al|entro il|hasta el|até|vencimento|termín|do|senest|viimeistään|határidő|"
    r"son|до|締切|截止|마감)\b",
    re.I,
)
DUE_NOUN = re.compile(r"deadline|clos|end|registration|frist|schluss|limite", re.I)
LATE = re.compile(r"last[- ]minute|\b(?:late|regular|standard|on-?site)\b", re.I)
SENTENCE_END = re.compile(r"[.!?] (?=[^\W\d_]+(?: [^\W\d_]+)+)")
"""Words go on behind it: no label of the sentence before is meant."""
DUE_ON = re.compile(r"\b(?:due|by|until|till|to|before|bis|zum|jusqu['’]au|au|al|hasta|até)\W{1,3}(?:the |on )?$", re.I)
OWN_LABEL = re.compile(r"[^\d:：]{2,40}[:：]\s*(?:[^\W\d_]{2,10}[,.]?\s*)?")
OLD = re.compile(
    r"\b(?:extended from|from|was|were|originally|previously|formerly|initially|instead of|rather than|statt|anstatt|"
    r"ursprünglich|bisher|initialement|au lieu du|en lugar del?|antes|originalmente|invece del|in precedenza)\b"
    r"\W{0,3}(?:on |the |until |le |el |o |il )?$",
    re.I,
)

OPENS = re.compile(
    r"\W{0,3}(?:will |is |are )?(?:opens?|opened|starts?|begins?)\b(?!\W{0,3}(?:until|till|to|through)\b)", re.I
)
FROM_THEN_ON = re.compile(
    r"[^.;,\n]{0,12}?(?:부터|から|より|起\b|開始|開放|开始|开放|itibaren|alkaen)|\s?onwards?\b", re.I
)
PRICE = re.compile(r"[€$£]\s?\d|\d\s?(?:[€$£]|(?:EUR|USD|GBP|CHF|Ft|HUF|kr|zł|PLN|Kč|CZK|TL|TRY|SEK|NOK|DKK)\b)")
AFTER = re.compile(
    r"\b(?:after|since|as of|starting(?: from)?|beginning|opens|begins|nach dem|ab dem|beginnt|startet|après le|después del?)\W{0,3}(?:on |the |am )?$",
    re.I,
)
"""Behind a date, and before one: it is the first of the days on which something is possible."""
NO_MATTER_OF_AUTHORS = re.compile(r"(?: (?:of|on|about|as to))? (?:whether|if|how|where)\b", re.I)
"""Behind "decision": it is one about the event."""
OTHER_MATTERS = re.compile(
    r"\b(?:cancel(?:s|led|ed|ling|ing)?|refund(?:s|ed|able)?|stornier\w+|erstatt\w+|rembours\w+|iptal|iade|"
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

    @property
    def is_short(self) -> bool:
        """Whether it is no prose."""
        return len(self.text) < PROSE

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


def lines(survey: Survey) -> Iterator[Line]:
    """The lines with dates of the page's own text."""
    by_block: dict[int, list[Mention]] = {}
    for m in survey.mentions:
        if m.block is not None and m.block.zone in ("main", "header", "aside"):
            by_block.setdefault(m.block.index, []).append(m)
    for index, mentions in by_block.items():
        block, start = survey.page.blocks[index], 0
        for text in block.text.split("\n"):
            inside = tuple(m for m in mentions if start <= m.dates.start < start + len(text))
            if inside:
                yield Line(block, start, text, inside)
            start += len(text) + 1


def stated_in(line: Line, languages: tuple[str, ...]) -> list[Stated] | None:
    """What the line's own labels say of its dates, in order; None where it has none, or hardly anything but dates."""
    if not line.is_short and not any(DUE.search(shortly_before(line, m)) for m in line.mentions):
        return []
    labels = telling(line.text, languages)
    if not labels or (line.is_date_alone and all(label.kind == "any" for label in labels)):
        return None
    if not line.is_short:
        return list(in_prose(line, labels))
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
    return not any(DUE_ON.search(line.text[: line.begin(m)]) for m in others[:1])


def labels_before(line: Line, labels: Sequence[Label]) -> list[Labelled]:
    """(kinds, dates) of each label that stands before its dates; what stands before the first label has none."""
    found: list[Labelled] = []
    place = 0
    for m in line.mentions:
        at = line.begin(m)
        place = max([place, *(match.end() for match in SENTENCE_END.finditer(line.text, place, at))])
        kinds = kinds_of(line.text, [x for x in labels if place <= x.start and x.end <= at])
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
    return tuple(sorted(dates, key=lambda m: not (m.struck or OLD.search(line.text[: line.begin(m)]))))


def in_prose(line: Line, labels: Sequence[Label]) -> Iterator[Stated]:
    """Deadlines told in a sentence: a label before the date in its sentence, after the date before, and a word like "by"
    just before it."""
    place = 0
    for m in line.mentions:
        at = line.begin(m)
        begin = max(line.text.rfind(". ", 0, at), line.text.rfind("; ", 0, at), at - SENTENCE, place)
        place = line.end(m)
        if DUE.search(shortly_before(line, m), max(begin - at + SHORTLY, 0)):
            before = kinds_of(line.text, [x for x in labels if begin <= x.start and x.end <= at])
            yield from (Stated(kind, (m,)) for kind in before or bargains_behind(line, m, labels))


def shortly_before(line: Line, mention: Mention) -> str:
    """The few words before a date; blanks where the line begins later."""
    at = line.begin(mention)
    return line.text[max(at - SHORTLY, 0) : at].rjust(SHORTLY)


def bargains_behind(line: Line, mention: Mention, labels: Sequence[Label]) -> tuple[str, ...]:
    """Early bird where its label follows the date in the sentence: "by 1 May to get the early bird price"."""
    end = line.end(mention)
    stop = min((place for sign in ".;" if (place := line.text.find(sign, end)) >= 0), default=end + BEHIND)
    near = [x.kind for x in labels if end <= x.start and x.end <= min(stop, end + BEHIND)]
    return ("early-bird",) if "early-bird" in near else ()


def begins_something(line: Line, stated: Stated) -> bool:
    """Whether the words around a date say that something is possible, or dearer, from then on."""
    mention = stated.final
    clock = mention.dates.last_clock or mention.dates.clock
    end = max(line.end(mention), clock.end - line.start if clock else 0)
    if stated.kind == "notification":  # "authors will hear from us after 1 May"
        return False
    return bool(AFTER.search(line.text[: line.begin(mention)]) or FROM_THEN_ON.match(line.text[end:]))


def ends_price(line: Line, stated: Stated) -> bool:
    """Whether it is a price that ends on the date: it stands before it in the sentence, with no further label between."""
    at = line.begin(stated.final)
    sentence = line.text[max(line.text.rfind(end, 0, at) + 1 for end in ("; ", "! ", "\n")) : at][-SENTENCE:]
    prices = list(PRICE.finditer(sentence))
    return bool(prices) and not DUE_NOUN.search(sentence, prices[-1].end()) and not LATE.search(sentence)
