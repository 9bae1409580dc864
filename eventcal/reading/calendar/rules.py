"""Recurrence rules (RFC 5545, 3.3.10): the days on which an entry is repeated.

dateutil's rrule walks from the first day on, and to the year 9999 where a rule gives nothing: FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30
takes it four seconds. Here the days asked for are looked at and no others, so that a rule costs what its window is long. The
tests hold both against each other.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice, product

from eventcal.errors import ReadError
from eventcal.model import Moment, day_of
from eventcal.reading.calendar.values import read_value
from eventcal.reading.structured.moments import ONE_DAY, YEARS

WEEKDAYS = "MO TU WE TH FR SA SU".split()
PERIODS = {"YEARLY": 366, "MONTHLY": 31, "WEEKLY": 7, "DAILY": 1}  # and their longest, in days
LISTS = {  # what each is called here, and its lowest and highest number
    "BYMONTH": ("months", 1, 12),
    "BYWEEKNO": ("weeks", -53, 53),
    "BYYEARDAY": ("year_days", -366, 366),
    "BYMONTHDAY": ("month_days", -31, 31),
    "BYSETPOS": ("positions", -366, 366),
    "BYHOUR": ("hours", 0, 23),
    "BYMINUTE": ("minutes", 0, 59),
    "BYSECOND": ("seconds", 0, 59),
}
SINGLE = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY")
NUMBER = re.compile(r"[+-]?[0-9]{1,3}")
DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
MOST_TIMES = 12  # a day; an event that begins more often is a timetable
LONGEST_RULE = 1000  # characters


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, understood. Empty sets say nothing; negative numbers count from the end."""

    period: str
    """One of PERIODS."""
    interval: int = 1
    """Every so many periods."""
    count: int | None = None
    """How many occurrences there are, the first one included."""
    until: Moment | None = None
    """The last moment at which one may start, inclusive."""
    week_start: int = 0
    """0 is Monday."""
    months: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    """(which one, weekday): (-1, 6) is the last Sunday, (0, 6) every Sunday."""
    positions: frozenset[int] = frozenset()
    """Which days of each period are taken of those that fit."""
    hours: frozenset[int] = frozenset()
    minutes: frozenset[int] = frozenset()
    seconds: frozenset[int] = frozenset()

    def starts(self, first: Moment, since: date, to: date) -> Iterator[Moment]:
        """When occurrences start, from the day `since` to the day `to`, both inclusive. `first` starts the first one."""
        days = self.days(day_of(first), *self.window(first, since, to))
        moments: Iterator[Moment] = days if not isinstance(first, datetime) else self.on_clock(days, first)
        for moment in islice(moments, self.count):
            if self.until is not None and is_after(moment, self.until):
                return
            if since <= day_of(moment):
                yield moment

    def window(self, first: Moment, since: date, to: date) -> tuple[date, date]:
        """The days that have to be looked at to know those from `since` to `to`: COUNT counts from the first, UNTIL ends all."""
        return day_of(first) if self.count else since, to if self.until is None else min(
            to, day_of(self.until) + ONE_DAY
        )

    def cost(self, first: Moment, since: date, to: date) -> int:
        """About how many days will be looked at for it: a period is looked at whole."""
        begin, end = self.window(first, since, to)
        return max(0, (end - begin).days) + PERIODS[self.period]

    def on_clock(self, days: Iterable[date], first: datetime) -> Iterator[datetime]:
        """The times on these days, none before the first one, in its zone."""
        clock = product(self.hours or [first.hour], self.minutes or [first.minute], self.seconds or [first.second])
        times = sorted(time(*each, tzinfo=first.tzinfo) for each in clock)
        moments = (datetime.combine(day, each) for day in days for each in times)
        return (moment for moment in moments if moment >= first)

    def days(self, first: date, since: date, to: date) -> Iterator[date]:
        """The days from `since` to `to` on which the rule falls, whatever COUNT and UNTIL say."""
        rule = self.completed(first)
        start = rule.period_of(first)
        missed = max(0, -(-(rule.period_of(since) - start) // rule.interval))
        for period in range(start + missed * rule.interval, rule.period_of(to) + 1, rule.interval):
            for day in rule.days_of(period):
                if max(first, since) <= day <= to:
                    yield day

    def completed(self, first: date) -> Rule:
        """The rule with what it leaves to the first day: a yearly one is on that day of the year."""
        if self.weekdays or self.month_days or self.year_days:
            return self
        if self.period == "WEEKLY" or self.weeks:
            return replace(self, weekdays=frozenset([(0, first.weekday())]))
        if self.period == "MONTHLY" or (self.period == "YEARLY" and self.months):
            return replace(self, month_days=frozenset([first.day]))
        if self.period == "YEARLY":
            return replace(self, months=frozenset([first.month]), month_days=frozenset([first.day]))
        return self

    def period_of(self, day: date) -> int:
        """The number of the period that a day is in, counted through the ages."""
        if self.period == "YEARLY":
            return day.year
        if self.period == "MONTHLY":
            return day.year * 12 + day.month - 1
        return (day.toordinal() - 1 - self.week_start) // 7 if self.period == "WEEKLY" else day.toordinal()

    def days_of(self, period: int) -> list[date]:
        """The days of a period on which the rule falls, in order."""
        found = [day for day in self.all_of(period) if self.fits(day)]
        if not self.positions:
            return found
        size = len(found)
        return [day for n, day in enumerate(found) if {n + 1, n - size} & self.positions]

    def all_of(self, period: int) -> Iterator[date]:
        """Every day of a period."""
        first, length = period, 1
        if self.period == "YEARLY":
            first, length = date(period, 1, 1).toordinal(), 366 if isleap(period) else 365
        elif self.period == "MONTHLY":
            year, month = divmod(period, 12)
            first, length = date(year, month + 1, 1).toordinal(), monthrange(year, month + 1)[1]
        elif self.period == "WEEKLY":
            first, length = period * 7 + 1 + self.week_start, 7
        return map(date.fromordinal, range(first, first + length))

    def fits(self, day: date) -> bool:
        """Whether a day is in every list of the rule."""
        if self.months and day.month not in self.months:
            return False
        if self.month_days and not both_ways(day.day, monthrange(day.year, day.month)[1]) & self.month_days:
            return False
        if self.weekdays and not self.on_weekday(day):
            return False
        if self.year_days and not both_ways(*in_year(day)) & self.year_days:
            return False
        return not self.weeks or bool(both_ways(*self.week_of(day)) & self.weeks)

    def on_weekday(self, day: date) -> bool:
        """Whether a day is one of BYDAY: in its month, or for a yearly rule without months in its year."""
        if (0, day.weekday()) in self.weekdays:
            return True
        number, length = day.day, monthrange(day.year, day.month)[1]
        if self.period == "YEARLY" and not self.months:
            number, length = in_year(day)
        which = {(number - 1) // 7 + 1, -((length - number) // 7 + 1)}
        return any((n, day.weekday()) in self.weekdays for n in which)

    def week_of(self, day: date) -> tuple[int, int]:
        """The number of a day's week, and how many the week's year has: week 1 is the first with four days in the year."""
        fourth = day.toordinal() - (day.weekday() - self.week_start) % 7 + 3
        number, length = in_year(date.fromordinal(fourth))
        return (number - 1) // 7 + 1, (number - 1) // 7 + 1 + (length - number) // 7


def is_after(moment: Moment, other: Moment) -> bool:
    """Whether a moment is after another one, as far as both say: a day has no later part, a time without zone is in the other's."""
    if not isinstance(moment, datetime) or not isinstance(other, datetime):
        return day_of(moment) > day_of(other)
    if moment.tzinfo is None or other.tzinfo is None:
        return moment.replace(tzinfo=None) > other.replace(tzinfo=None)
    return moment > other


def in_year(day: date) -> tuple[int, int]:
    """Which day of its year a day is, from 1, and how many the year has."""
    return day.timetuple().tm_yday, 366 if isleap(day.year) else 365


def both_ways(number: int, length: int) -> set[int]:
    """A number counted from the start, and from the end: 31 of 31 is -1."""
    return {number, number - length - 1}


def read_rule(text: str) -> Rule:
    """The rule that an RRULE says. ReadError, with what is wrong, for one that is broken or more often than daily: nothing of
    it is left out, since half a rule gives days on which nothing is held."""
    parts = parts_of(text)
    if parts.get("FREQ") not in PERIODS:
        raise ReadError(f"FREQ={parts.get('FREQ', '')[:20]} is not repeated by days, weeks, months or years")
    rule = Rule(
        period=parts["FREQ"],
        interval=number_of(parts, "INTERVAL") or 1,
        count=number_of(parts, "COUNT"),
        until=until_of(parts),
        week_start=WEEKDAYS.index(parts["WKST"]) if parts.get("WKST") in WEEKDAYS else 0,
        weekdays=weekdays_of(parts),
        **{field: numbers_of(parts, name) for name, (field, _, _) in LISTS.items()},
    )
    checked(rule)
    return rule


def checked(rule: Rule) -> None:
    """ReadError for parts that do not go together."""
    times = max(1, len(rule.hours)) * max(1, len(rule.minutes)) * max(1, len(rule.seconds))
    if times > MOST_TIMES or (times > 1 and rule.positions):
        raise ReadError(f"it is repeated {times} times a day")
    if rule.weeks and rule.period != "YEARLY":
        raise ReadError("BYWEEKNO counts weeks of a year")
    if any(n for n, _ in rule.weekdays) and (rule.weeks or rule.period not in ("YEARLY", "MONTHLY")):
        raise ReadError("BYDAY with a number counts days of a month or year")


def parts_of(text: str) -> dict[str, str]:
    """The parts of a rule by name, both in capitals."""
    pairs = [part.partition("=") for part in text[:LONGEST_RULE].upper().replace(" ", "").split(";") if part]
    parts = {name: value for name, _, value in pairs}
    unknown = next((name for name in parts if name not in SINGLE and name not in LISTS), None)
    if unknown is not None:
        raise ReadError(f"{unknown[:20]} is no part of a rule")
    if len(parts) < len(pairs) or len(text) > LONGEST_RULE:
        raise ReadError("the rule has a part twice, or is too long")
    return parts


def until_of(parts: dict[str, str]) -> Moment | None:
    """The moment of UNTIL; None where it is not there, or as far off as 9999, which means that there is none."""
    text = parts.get("UNTIL")
    until = read_value(text) if text is not None else None
    if text is not None and until is None and not (text[:8].isdigit() and text[:4] >= str(YEARS.stop)):
        raise ReadError(f"UNTIL={text[:20]} is no day")
    return until


def number_of(parts: dict[str, str], name: str) -> int | None:
    """INTERVAL or COUNT, at least 1; None where it is not there."""
    value = parts.get(name)
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 9 and int(value)):
        raise ReadError(f"{name}={value[:20]} is no number of times")
    return int(value)


def numbers_of(parts: dict[str, str], name: str) -> frozenset[int]:
    """The numbers of a list; none of those that count from both ends is 0."""
    _, lowest, highest = LISTS[name]
    values = parts[name].split(",") if name in parts else []
    numbers = frozenset(int(value) for value in values if NUMBER.fullmatch(value))
    sound = all(lowest <= n <= highest and (n or lowest == 0) for n in numbers)
    if not sound or not all(NUMBER.fullmatch(value) for value in values):
        raise ReadError(f"{name}={parts[name][:20]} is out of bounds")
    return numbers


def weekdays_of(parts: dict[str, str]) -> frozenset[tuple[int, int]]:
    """The days of BYDAY."""
    found = [DAY.fullmatch(value) for value in parts["BYDAY"].split(",")] if "BYDAY" in parts else []
    if not all(found):
        raise ReadError(f"BYDAY={parts['BYDAY'][:20]} are no days of the week")
    return frozenset((int(match[1] or 0), WEEKDAYS.index(match[2])) for match in found if match)
