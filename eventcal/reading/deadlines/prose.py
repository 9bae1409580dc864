"""Deadlines that are told in sentences: a date needs a word such as "by" beside it, and a label in its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventcal.reading.deadlines.lines import SENTENCE, SHORTLY, Line, Stated, kinds_of, shortly_before, telling
from eventcal.reading.labels import Label
from eventcal.reading.survey import Mention

ENDS = (". ", "; ", "。", "\n")
BEHIND = 80  # characters behind a date in which its label may stand


def stated_in_prose(line: Line, languages: tuple[str, ...]) -> list[Stated] | None:
    """What the sentences of a long line say of its dates, in order; None where it has no labels at all."""
    if not any(map(line.bounds.due.search, surroundings(line))):
        return []
    labels = telling(line.text, languages)
    return list(in_prose(line, labels)) if labels else None


def surroundings(line: Line) -> Iterator[str]:
    """What stands right beside each date of a line."""
    for m in line.mentions:
        yield shortly_before(line, m)
        yield line.text[line.end(m) : line.end(m) + SHORTLY]


def in_prose(line: Line, labels: Sequence[Label]) -> Iterator[Stated]:
    """What each date of a sentence is due for: by a label before it in its sentence, behind the date before; else by one
    behind it."""
    place = 0
    ends = [*(line.begin(m) for m in line.mentions[1:]), len(line.text)]
    for m, end in zip(line.mentions, ends, strict=True):
        at = line.begin(m)
        begin = max(*(line.text.rfind(sign, 0, at) for sign in ENDS), at - SENTENCE, place)
        place = line.end(m)
        if is_due(line, m, begin):
            before = kinds_of(line.text, [x for x in labels if begin <= x.start and x.end <= at])
            yield from (Stated(kind, (m,)) for kind in before or kinds_behind(line, m, labels, end))


def is_due(line: Line, mention: Mention, begin: int) -> bool:
    """Whether a word beside a date says "by" or "until"; `begin`: where its sentence begins."""
    before = shortly_before(line, mention)
    if line.bounds.due.search(before, max(begin - line.begin(mention) + SHORTLY, 0)):
        return True
    return bool(line.bounds.due_behind.match(behind_clock(line, mention)))


def behind_clock(line: Line, mention: Mention) -> str:
    """The few words behind a date and its time."""
    clock = mention.dates.last_clock or mention.dates.clock
    end = max(line.end(mention), clock.end - line.start if clock else 0)
    return line.text[end : end + SHORTLY]


def kinds_behind(line: Line, mention: Mention, labels: Sequence[Label], stop: int) -> tuple[str, ...]:
    """The kinds that the rest of the sentence names where "by" stands right beside the date: "by 1 May to get the early
    bird price", "bis 1. Mai könnt ihr Vorschläge einreichen". `stop`: where the next date begins."""
    if not is_due_on(line, mention):
        return ()
    start = line.end(mention)
    reach = min(stop, start + BEHIND)
    end = min((place for sign in ENDS if (place := line.text.find(sign, start, reach)) >= 0), default=reach)
    return kinds_of(line.text, [x for x in labels if start <= x.start and x.end <= end])


def is_due_on(line: Line, mention: Mention) -> bool:
    """Whether "by" or "until" stands right before the date, or right behind it."""
    behind = behind_clock(line, mention)
    return bool(line.bounds.due_on.search(shortly_before(line, mention)) or line.bounds.due_behind.match(behind))
