"""Deadlines of the page's calls: each date that a label in its line, its row or beside it says to be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeAlias, cast

from eventcal.model import Deadline, DeadlineKind, Fact, Moment
from eventcal.reading.dates.zones import at_zone
from eventcal.reading.deadlines.lines import PROSE, Line, Stated, lines, stated_in
from eventcal.reading.deadlines.neighbours import Neighbours
from eventcal.reading.labels import find_labels
from eventcal.reading.survey import Mention, Survey

Span: TypeAlias = tuple[date, date]

AOE = re.compile(r"\bAoE\b|anywhere on earth", re.I)
CALL = re.compile(
    r"\b(?:call for|cfp|submissions?|important dates|key dates|deadlines?|abgabe|soumission|termine)\b", re.I
)
EXTENDED_ABSTRACT = re.compile(r"extended abstracts?", re.I)
FOR_WHAT = frozenset("abstract paper proposal poster camera-ready application registration early-bird".split())
EARLIEST = 600  # days before the event that a deadline of its may lie
AROUND = 400  # days around the page's own day, where the event's days are not known
LATEST = 400  # days after the event: camera-ready papers of post-proceedings
SURE, LIKELY = 0.8, 0.6


def read_deadlines(survey: Survey, event_days: Span | None) -> Iterator[Fact]:
    """A fact for each deadline. `event_days` are the event's first and last day where known: but for camera-ready papers
    no deadline is given that is not before them."""
    neighbours = Neighbours(survey)
    for line in lines(survey):
        own = stated_in(line, survey.languages_known)
        for stated in own if own is not None else neighbours.stated(line):
            kind = stated.kind if stated.kind != "any" else kind_from_context(survey, line)
            day = final_day(stated, event_days, survey.page.when)
            if kind is not None and day is not None:
                score = SURE if stated.kind != "any" and (survey.heading(line.block) or line.is_short) else LIKELY
                yield deadline_fact(line, stated, cast("DeadlineKind", kind), day, score)


def final_day(stated: Stated, event_days: Span | None, today: date) -> date | None:
    """The deadline's day; a year that is not written is the event's, or the one before it. None: it cannot be one."""
    mention = stated.final
    day = mention.span[1]
    if event_days is None:
        return day if abs((day - today).days) <= AROUND and not mention.dates.is_range else None
    if mention.year_from != "stated" and day > event_days[1]:
        day = year_before(mention)
    if stated.kind == "camera-ready" and day > event_days[1]:
        return day if (day - event_days[1]).days <= LATEST else None
    return day if 0 < (event_days[0] - day).days <= EARLIEST else None


def year_before(mention: Mention) -> date:
    """The last day of a date, in the year before the one that it was given; the day itself where that year has none."""
    earlier = mention.dates.in_year(mention.year - 1)
    return earlier[1] if earlier else mention.span[1]


def kind_from_context(survey: Survey, line: Line) -> DeadlineKind | None:
    """What a bare "deadline" is for: the headings above it say, then the title; papers where it stands under a call."""
    heading = survey.heading(line.block)
    above = [block.text for block in reversed(survey.above[line.block.index])]
    for text in (*above, survey.page.title):
        labels = find_labels(text[:PROSE], survey.languages_known)
        kind = next((label.kind for label in labels if label.kind in FOR_WHAT), None)
        if kind is not None:
            return cast("DeadlineKind", kind)
    if "submission" in line.text.casefold() or CALL.search(heading) or CALL.search(survey.page.title):
        return "abstract" if EXTENDED_ABSTRACT.search(survey.page.text) else "paper"
    return None


def deadline_fact(line: Line, stated: Stated, kind: DeadlineKind, day: date, score: float) -> Fact:
    """The fact of one deadline, in the words of its date, with its line where that is short."""
    moment, zone = moment_of(stated.final, day)
    was = tuple(d for d in dict.fromkeys(m.span[1] for m in stated.earlier) if d != day)
    words = stated.final.words
    return Fact(
        field="deadline",
        text=words,
        value=Deadline(kind, moment, words, "AoE" if zone is None and AOE.search(line.text) else zone, was),
        rule=f"{kind} label beside a date",
        where=line.block.tag,
        score=score,
        more=(line.text,) if line.is_short else (),
    )


def moment_of(mention: Mention, day: date) -> tuple[Moment, str | None]:
    """The day, or the time on it where one is written with its zone; and the zone."""
    clock = mention.dates.clock
    if clock is None or not clock.zone:
        return day, None
    return at_zone(datetime.combine(day, clock.opens), clock.zone)
