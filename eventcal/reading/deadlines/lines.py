"""The lines of a page that hold dates, and what the labels within a line say each date is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from eventcal.blocks import Block
from eventcal.reading.labels import Label, find_labels
from eventcal.reading.survey import Mention, Survey

PROSE = 200  # characters of a line: more is prose, and a date in it needs a word that says "by"
SENTENCE = 160  # characters before a date in prose in which its label stands
NO_DEADLINES = frozenset(["updated", "opening", "other_dates"])
FIRST_OF_ALL = ("notification", "camera-ready", "early-bird")
"""Kinds that win over others named beside them: "notification of paper acceptance" is about no paper's deadline."""
AOE = re.compile(r"\bAoE\b|anywhere on earth", re.I)
DUE = re.compile(
    r"\b(?:deadlines?|due|by|until|till|before|no later than|closes?|closing|ends?|submit|submissions?|extended|"
    r"avant le|jusqu['’]au|bis|frist|fino al|entro il|hasta el|até|vencimento|termín|do|senest|viimeistään|határidő|"
    r"son|до|締切|截止|마감)\b",
    re.I,
)
DUE_ON = re.compile(r"\b(?:due|by|until|till|to|before|bis|zum|jusqu['’]au|au|al|hasta|até)\W{1,3}(?:the |on )?$", re.I)
OLD = re.compile(
    r"\b(?:extended from|from|was|were|originally|previously|formerly|initially|instead of|rather than|statt|anstatt|"
    r"ursprünglich|bisher|initialement|au lieu du|en lugar del?|antes|originalmente|invece del|in precedenza)\b"
    r"\W{0,3}(?:on |the |until |le |el |o |il )?$",
    re.I,
)

OPENS = re.compile(
    r"\W{0,3}(?:will |is |are )?(?:opens?|opened|starts?|begins?)\b(?!\W{0,3}(?:until|till|to|through)\b)", re.I
)


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
    """A deadline's kind, or "any"."""
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
    labels = telling(line.text, languages)
    if not labels or line.is_date_alone:
        return None
    if not line.is_short:
        return list(in_prose(line, labels))
    found = labels_behind(line, labels) if dates_lead(line, labels) else labels_before(line, labels)
    return [Stated(kind, final_last(line, dates)) for kind, dates in found if kind not in NO_DEADLINES]


def telling(text: str, languages: tuple[str, ...]) -> list[Label]:
    """The labels of a text that say what a date is for; "submissions open" is an opening."""
    labels = [label for label in find_labels(text, languages) if label.kind != "extended"]
    return [replace(label, kind="opening") if OPENS.match(text, label.end) else label for label in labels]


def strongest(labels: Sequence[Label]) -> str | None:
    """The kind that some labels give a date together: no deadline if one says so, else the kind named, else "any"."""
    kinds = [label.kind for label in labels]
    ruling = [*NO_DEADLINES.intersection(kinds), *(kind for kind in FIRST_OF_ALL if kind in kinds)]
    named = [kind for kind in kinds if kind != "any"]
    return next(iter([*ruling, *named, *kinds]), None)


def dates_lead(line: Line, labels: Sequence[Label]) -> bool:
    """Whether the line's labels stand behind their dates: "1 May: papers". Not so in news: "2 March: papers now due 1 May"."""
    first, *others = line.mentions
    if labels[0].start < line.begin(first):
        return False
    return not any(DUE_ON.search(line.text[: line.begin(m)]) for m in others[:1])


def labels_before(line: Line, labels: Sequence[Label]) -> list[tuple[str, list[Mention]]]:
    """(kind, dates) of each label that stands before its dates; what stands before the first label has none."""
    found: list[tuple[str, list[Mention]]] = []
    place = 0
    for m in line.mentions:
        kind = strongest([x for x in labels if place <= x.start and x.end <= line.begin(m)])
        if kind is not None:
            found.append((kind, [m]))
        elif found:
            found[-1][1].append(m)
        place = line.end(m)
    return found


def labels_behind(line: Line, labels: Sequence[Label]) -> list[tuple[str, list[Mention]]]:
    """(kind, dates) of each label that stands behind its dates, up to the next date; a date with none goes with the next."""
    found: list[tuple[str, list[Mention]]] = []
    waiting: list[Mention] = []
    ends = [*(line.begin(m) for m in line.mentions[1:]), len(line.text)]
    for m, end in zip(line.mentions, ends, strict=True):
        waiting.append(m)
        kind = strongest([x for x in labels if line.end(m) <= x.start and x.end <= end])
        if kind is not None:
            found.append((kind, waiting))
            waiting = []
    if found:
        found[-1][1].extend(waiting)
    return found


def final_last(line: Line, dates: Sequence[Mention]) -> tuple[Mention, ...]:
    """The dates of a label, the one that counts last: neither struck out nor said to be an earlier one."""
    return tuple(sorted(dates, key=lambda m: not (m.struck or OLD.search(line.text[: line.begin(m)]))))


def in_prose(line: Line, labels: Sequence[Label]) -> Iterator[Stated]:
    """Deadlines told in a sentence: a label before the date in its sentence, and a word like "by" just before it."""
    for m in line.mentions:
        at = line.begin(m)
        begin = max(line.text.rfind(". ", 0, at), line.text.rfind("; ", 0, at), at - SENTENCE, 0)
        kind = strongest([x for x in labels if begin <= x.start and x.end <= at])
        if kind and kind not in NO_DEADLINES and DUE.search(line.text[max(at - 40, begin) : at]):
            yield Stated(kind, (m,))
