"""The days of an entry's tail: which are the event's, and which are deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from eventcal.model import Moment, Session, When, day_of
from eventcal.printed import Due, Section
from eventcal.reading.dates.clocks import find_clocks
from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.dates.words import words_for
from eventcal.reading.dates.written import Clock, Dates
from eventcal.reading.dates.zones import at_zone
from eventcal.reading.labels import find_labels

WORDS = words_for("en")
BEGUN = timedelta(days=10)
"""An event may have begun, or be over, by so much when it is printed."""
DUE = re.compile(r"\b(?:due|deadline|closes?|closing|until|ends?)\b|\bby(?: the)?\s*$", re.I)
"""What stands before a deadline, up to its day."""
SENT = re.compile(r"\b(?:submissions?|papers?|abstracts?|proposals?|applications?)\W*$", re.I)
OTHERWISE = {
    "nomination": re.compile(r"\bnominations?\b", re.I),
    "other": re.compile(r"\b(?:LOIs?|EoIs?|letters? of intent|expressions? of interest)\b", re.I),
    "registration": re.compile(r"\b(?:sign[- ]?up|register)\b", re.I),
    "paper": re.compile(r"\bproceedings\b", re.I),
}
LISTED = re.compile(r"\bSubmissions? ?\(", re.I)
"""Submissions (talks, posters) due: what is asked for is a proposal of one of these."""
CLAUSE = re.compile(r"[,;:.] |[,;:.]$| - | & |\n")
WHAT_BEHIND = re.compile(r" ?(?:for\b|\()")
"""13 Dec for paper submissions"""
ASIDE = re.compile(r"\([^()]*\)")
MONTH_ALONE = re.compile(r"\b(?:early|mid|late)?[ -]*(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b")
FROM = re.compile(r"\b(?:from|starting|since)\s*\Z", re.I)
"""Before the only day of something that goes on."""
EITHER = re.compile(r"(?<=\d) or (?=\d)")


@dataclass(frozen=True, slots=True)
class Days:
    """What a tail says of days."""

    when: When | None
    dues: tuple[Due, ...]
    taken: tuple[tuple[int, int], ...]
    """Stretches of the tail that say it: dates, times, and what is due."""
    clauses: tuple[tuple[int, int], ...]
    """Those of them that say what is due."""


def read_days(tail: str, today: date, section: Section) -> Days:
    """The event's days, years taken as those that come next after the issue's day, and the deadlines, in the tail's order."""
    text = EITHER.sub(" &  ", tail)  # 2 or 3 Apr: the grammar knows lists; of the same length
    found = find_dates(text, WORDS)
    due = _due_ones(text, found, section)
    held = [dates for dates in found if dates not in due]
    dues = [each for dates in due for each in _dues(tail, found, dates, today)]
    dues += _without_day(text, found)
    clocks = find_clocks(text, WORDS)
    clauses = tuple(_clause(text, found, dates) for dates in due)
    said: list[Dates | Clock] = [*found, *clocks]
    taken = *((each.start, each.end) for each in said), *clauses
    begun = BEGUN if section == "events" else timedelta()  # a call is for what is to come
    return Days(_when(text, held, clocks, today, begun), tuple(dues), taken, clauses)


def _due_ones(text: str, found: Sequence[Dates], section: Section) -> list[Dates]:
    """Those of the dates that are deadlines."""
    due: list[Dates] = []
    for number, dates in enumerate(found):
        lead = text[found[number - 1].end if number else 0 : dates.start]
        asked = DUE.search(lead) or (section == "calls" and SENT.search(lead))
        goes_on = due and found[number - 1] is due[-1] and WHAT_BEHIND.match(text, dates.end)
        if asked or goes_on:
            due.append(dates)
    alone = section == "calls" and len(found) == 1 and not due
    return [*found] if alone and re.fullmatch(r"\W*", text[: found[0].start] + text[found[0].end :]) else due


def _clause(text: str, found: Sequence[Dates], dates: Dates) -> tuple[int, int]:
    """The stretch around a deadline up to the next comma or date on both sides: Papers due 31 Oct (research papers)."""
    place = found.index(dates)
    first = found[place - 1].end if place else 0
    last = found[place + 1].start if place + 1 < len(found) else len(text)
    covered = ASIDE.sub(lambda match: "x" * len(match[0]), text)
    starts = [match.end() for match in CLAUSE.finditer(covered, first, dates.start)]
    bare = starts and not covered[starts[-1] : dates.start].strip()
    if bare and not WHAT_BEHIND.match(text, dates.end):  # Abstracts due, May 3
        starts.pop()
    end = CLAUSE.search(covered, dates.end, last)
    return starts[-1] if starts else first, end.start() if end else last


def _dues(tail: str, found: Sequence[Dates], dates: Dates, today: date) -> Iterator[Due]:
    """One, or one for each day where it names several."""
    words = tail[slice(*_clause(tail, found, dates))].strip(" ,;()")
    days = dates.listed or ((dates.first, dates.last) if dates.is_range else (dates.first,))
    for day in days:
        single = replace(dates, first=day, last=day, listed=())
        if span := _span(single, today, timedelta()):
            yield Due(_kind(words), span[0], words)


def _without_day(text: str, found: Sequence[Dates]) -> Iterator[Due]:
    """Papers due early February: something is due, and the day is not told."""
    start = 0
    for end in [*(match.start() for match in CLAUSE.finditer(text)), len(text)]:
        clause = text[start:end].strip(" ,;.-")
        dated = any(dates.start < end and dates.end > start for dates in found)
        if not dated and DUE.search(clause) and MONTH_ALONE.search(clause):
            yield Due(_kind(clause), None, clause)
        start = end


def _kind(words: str) -> str:
    """As `Due.kind`; words in brackets count where the others tell none."""
    plain = ASIDE.sub(" ", words)
    for text in (plain, words):
        kinds = [label.kind for label in find_labels(text, ("en",))]
        known = [kind for kind in kinds if kind not in {"any", "updated", "opening", "extended", "other_dates"}]
        if text is plain and not known and LISTED.search(words):
            return "proposal"
        if known:
            return known[0]
        if kind := next((kind for kind, pattern in OTHERWISE.items() if pattern.search(text)), None):
            return kind
    return "other"


# The event's days


def _when(text: str, held: Sequence[Dates], clocks: Sequence[Clock], today: date, begun: timedelta) -> When | None:
    """From the first day to the last; days or times in sessions where there are several that do not follow each other."""
    spans = [(dates, span) for dates in held if (span := _span(dates, today, begun))]
    if not spans:
        return None
    timed = [(dates, span) for dates, span in spans if span[0] == span[1] and _clock(dates, clocks, spans)]
    if len(timed) == len(spans):
        sessions = [_timed(span[0], clock) for dates, span in timed if (clock := _clock(dates, clocks, spans))]
    else:
        days = sorted({day for dates, _ in spans for day in _each(dates, today, begun)})
        sessions = [Session(first, last) for first, last in days]
    if not timed and len(spans) == 1 and spans[0][1][0] == spans[0][1][1] and FROM.search(text, 0, held[0].start):
        return When(spans[0][1][0], None)
    first, last = min(sessions, key=_opens), max(sessions, key=_closes)
    apart = tuple(sessions) if len(sessions) > 1 else ()
    zone = next((clock.zone for dates, _ in timed if (clock := _clock(dates, clocks, spans))), None)
    named = at_zone(datetime(2021, 1, 1), zone)[1]
    return When(first.start, last.end, named if isinstance(first.start, datetime) else None, apart)


def _each(dates: Dates, today: date, begun: timedelta) -> list[tuple[date, date]]:
    """The days that are named one by one, else first and last."""
    if not dates.listed:
        span = _span(dates, today, begun)
        return [span] if span else []
    singles = (replace(dates, first=day, last=day, listed=()) for day in dates.listed)
    return [span for single in singles if (span := _span(single, today, begun))]


def _clock(dates: Dates, clocks: Sequence[Clock], spans: Sequence[object]) -> Clock | None:
    """The time beside a day, or the only time where there is one day only."""
    return dates.clock or (clocks[0] if len(spans) == 1 and clocks else None)


def _timed(day: date, clock: Clock) -> Session:
    start, _ = at_zone(datetime.combine(day, clock.opens), clock.zone)
    end = None
    if clock.closes is not None:
        end, _ = at_zone(datetime.combine(day, clock.closes), clock.zone)
        if end <= start and clock.closes.hour < 12:  # 9-1: from the morning to after noon
            end += timedelta(hours=12)
    return Session(start, end if end is None or end > start else None)


def _opens(session: Session) -> tuple[date, str]:
    return day_of(session.start), str(session.start)


def _closes(session: Session) -> tuple[date, str]:
    last: Moment = session.end or session.start
    return day_of(last), str(last)


def _span(dates: Dates, today: date, begun: timedelta) -> tuple[date, date] | None:
    """First and last day: in their own year, else the next such days from the issue's day on, those just begun included."""
    years = range(today.year - 1, today.year + 3)
    for year in years:
        span = dates.in_year(year)
        if span and (dates.first.year or dates.last.year or span[1] >= today - begun):
            return span
    return None
