"""When the event is, what is due before it and what became of its plans: the fields that are checked against each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from eventcal.choose.verdicts import Verdict, settle, together
from eventcal.choose.zones import due_in_own_zone, in_own_zone
from eventcal.model import DOUBT, Deadline, DeadlineKind, Fact, Status, When, day_of

SURE_STATUS = 0.65
RANGE = 14
"""Days that an event lasts at most for its first day to be taken as its beginning."""
SURE_DAY = 0.6
"""The score of a day that no deadline on it brings into doubt: then the deadline is the one misread."""
SURE_CALL = 0.8
LONG, BELIEVED_LONG = 200, 0.6
"""Days beyond which a span is believed so far at most, whoever tells it: most such ends are those of a season or of a sale."""
YEAR, BELIEVED_YEARS = 366, 0.45
"""The same of one that people wrote: hardly anything is held for more than a year, and one year of the two is misread or mistyped.
It is in doubt unless another reading of the page agrees."""
DUE = 0.3
"""The score of a day that is a deadline too."""
EARLIEST = 600  # days before the event that a deadline of its may lie
LATEST = 400  # days after its start: papers for the proceedings that come later
CHANGES: tuple[Status, ...] = ("cancelled", "postponed", "moved-online", "rescheduled")
"""The gravest first: an event that was moved and then called off is cancelled."""


def settle_when(facts: Sequence[Fact]) -> Verdict | None:
    """The days with most for them; of facts that agree on a single day, the one that tells its times best.

    A day that begins a range which is itself believed is a part of it: badges and titles often show the first day alone.
    """
    due = {day_of(fact.value.date) for fact in facts if is_sure_call(fact)}
    dated = [unless_due(unless_long(checked(fact)), due) for fact in facts if fact.field == "when"]
    verdict = settle(dated, "when", same=days_of)
    if verdict is None or not isinstance(verdict.fact.value, When) or lasts(verdict.fact.value):
        return verdict
    day = verdict.fact.value.first_day
    begun = [f for f in dated if f.value is not None and f.value.first_day == day and 0 < lasts(f.value) <= RANGE]
    longer = settle(begun, "when", same=days_of)
    if longer is not None and longer.score >= DOUBT:
        return Verdict(longer.fact, max(longer.score, verdict.score))
    agreeing = [f for f in dated if f.value is not None and days_of(f.value) == (day, day)]
    timed = [f for f in agreeing if isinstance(f.value.start, datetime) and f.score >= min(DOUBT, verdict.score)]
    return Verdict(max(timed, key=precision), verdict.score) if timed else verdict


def is_sure_call(fact: Fact) -> bool:
    """Whether a fact is a deadline beyond doubt; registration is left out, which many programs begin with."""
    return fact.field == "deadline" and fact.score >= SURE_CALL and fact.value.kind != "registration"


def unless_long(fact: Fact) -> Fact:
    """The fact, believed less where it lasts longer than events do. Days that are named one by one are a series, as long as that is."""
    when = fact.value
    if not isinstance(when, When) or when.sessions or lasts(when) <= LONG:
        return fact
    from eventcal.reading.structured.moments import read_day  # with the readers, .3 s, and few events are so long

    is_in_words = lasts(when) > YEAR and read_day(fact.text) is None
    most, length = (BELIEVED_YEARS, "a year") if is_in_words else (BELIEVED_LONG, f"{LONG} days")
    return replace(fact, score=min(fact.score, most), rule=f"{fact.rule}; over {length}")


def unless_due(fact: Fact, due: Collection[date]) -> Fact:
    """The fact, in doubt where its only day is one that the page calls a deadline."""
    when = fact.value
    if isinstance(when, When) and fact.score < SURE_DAY and not lasts(when) and when.first_day in due:
        return replace(fact, score=min(fact.score, DUE), rule=f"{fact.rule}; also a deadline")
    return fact


def lasts(when: When) -> int:
    """Days from the first to the last; 0 for a single day."""
    return (when.last_day - when.first_day).days


def checked(fact: Fact) -> Fact:
    """The fact, its times in its own zone; without its value where that ends before it starts: nobody knows which is wrong."""
    if not isinstance(fact.value, When):
        return fact
    value = None if ends_before_start(fact.value) else in_own_zone(fact.value)
    return fact if value is fact.value else replace(fact, value=value)


def ends_before_start(when: When) -> bool:
    """Whether the end lies before the start; times of which only one has a zone cannot be compared."""
    if when.first_day != when.last_day:
        return when.last_day < when.first_day
    start, end = when.start, when.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return False
    return (start.tzinfo is None) == (end.tzinfo is None) and end < start


def days_of(when: When) -> tuple[date, date]:
    """First and last day."""
    return when.first_day, when.last_day


def precision(fact: Fact) -> tuple[bool, bool, float]:
    """What makes one of several times of a day the better one: a zone, an end, the score."""
    return fact.value.start.tzinfo is not None, fact.value.end is not None, fact.score


def when_evidence(when: Verdict) -> dict[str, Fact]:
    """The evidence of start and end; the end has words of its own where it was read apart."""
    start = replace(when.fact, score=round(when.score, 3))
    return {"start": start, "end": replace(start, text=start.more[0]) if start.more else start}


def settle_deadlines(facts: Iterable[Fact], when: Verdict | None) -> list[Fact]:
    """The fact of each deadline, by day: none in doubt, none that another one replaces, none that the event's start belies."""
    start = when.value.first_day if when is not None and when.value is not None else None
    due = [there(f) for f in facts if f.field == "deadline" and f.value is not None and f.score >= DOUBT]
    sure = [f for f in due if is_before(f.value, start)]
    replaced = {(f.value.kind, day) for f in sure for day in f.value.was}
    found: dict[tuple[DeadlineKind, date], Fact] = {}
    for fact in sorted(sure, key=lambda f: -f.score):
        key = fact.value.kind, day_of(fact.value.date)
        if key not in replaced:
            found.setdefault(key, fact)
    return sorted(found.values(), key=lambda f: (day_of(f.value.date), f.value.kind))


def there(fact: Fact) -> Fact:
    """A deadline's fact, its time in its own zone."""
    value = due_in_own_zone(fact.value)
    return fact if value is fact.value else replace(fact, value=value)


def is_before(deadline: Deadline, start: date | None) -> bool:
    """Whether a deadline may be one of an event that starts then; papers for post-proceedings are due later."""
    if start is None:
        return True
    ahead = (start - day_of(deadline.date)).days
    return (-LATEST if deadline.kind == "camera-ready" else 1) <= ahead <= EARLIEST


def settle_status(facts: Iterable[Fact]) -> Verdict | None:
    """The gravest change of plans that is said clearly; None where none is."""
    said = [f for f in facts if f.field == "status" and f.value in CHANGES and f.score >= SURE_STATUS]
    if not said:
        return None
    gravest = min((f.value for f in said), key=CHANGES.index)
    saying = [f for f in said if f.value == gravest]
    return Verdict(max(saying, key=lambda f: f.score), together(saying))
