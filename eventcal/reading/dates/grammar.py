"""Finds the dates of a text: patterns over the kinds of its pieces, so that one grammar serves every language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from eventcal.reading.dates.clocks import clock_after, clock_before, stamped_clock
from eventcal.reading.dates.digits import IN_DIGITS, read_digits
from eventcal.reading.dates.spelled import read_spelled
from eventcal.reading.dates.tokens import Token, tokens
from eventcal.reading.dates.words import Words, fold
from eventcal.reading.dates.written import Clock, Dates

SEP = "[cbf]{0,2}"  # comma, line break, "of"
SIGN = "[cb(]{0,2}r(?:af?)?[cbf)]{0,2}"  # "-", "to", "tot en met"
LIST = "(?:[cb]?a[cbf]?|c)"  # "and", comma
BEFORE = r"(?:\(?W\)?[cb]{0,2}f?)?"  # a weekday before the day
AFTER = r"(?:[cb]?\(?W\)?(?![cb]?N))?"  # or after it
ASIDE = r"(?:\([^()]{1,12}\))?"  # "(9am-1pm CDT)" between a day and what follows it
WEEKDAYS = f"(?:W{SIGN}W[cb]{{0,2}}f?)?"  # "Monday to Thursday, "
DAY = f"{BEFORE}N{AFTER}"
DAYS = f"{DAY}(?:{SIGN}{DAY})?"
D_M = f"{DAY}{SEP}M"
M_D = f"{BEFORE}M[cb]?f?{DAY}"
EITHER = f"(?:{D_M}|{M_D})"
OF_YEAR = f"(?:{SEP}{AFTER}Y)?"
LAST_WEEKDAY = rf"(?:[cb]?\(?W\)?(?!{SEP}[NM]))?"
D_M_Y = "N[rc]M[rc]Y"  # 13-Oct-2026
FORMS = (  # the first that fits at a place counts: longer forms stand before their parts
    f"{D_M_Y}(?:{SIGN}{D_M_Y})?",
    f"{WEEKDAYS}{EITHER}{OF_YEAR}{ASIDE}{SIGN}{EITHER}{SEP}{AFTER}Y",  # October 30 - 2 November 2026
    f"{D_M}{OF_YEAR}{ASIDE}{SIGN}{D_M}{OF_YEAR}",  # 28 Feb - 2 March
    f"{M_D}{OF_YEAR}{ASIDE}{SIGN}{M_D}{OF_YEAR}",  # June 29 - July 2
    f"{M_D}{ASIDE}(?:{LIST}(?:{M_D}|{DAY}){ASIDE}){{1,8}}(?<!M){OF_YEAR}",  # October 6 and October 7, 2020
    f"{D_M}{ASIDE}(?:{LIST}{D_M}{ASIDE}){{1,8}}{OF_YEAR}",
    f"(?>Y{SEP}{EITHER}(?:{SIGN}(?:M{SEP})?{DAY}|(?:{LIST}{DAY}){{1,8}})?)(?!{SEP}Y)",  # 2010年8月14、15日
    f"{WEEKDAYS}{DAY}{SIGN}{DAY}{SEP}M{OF_YEAR}",  # 9-12 August 2021
    f"{DAYS}(?:{LIST}{DAYS}){{1,8}}{SEP}M{OF_YEAR}",  # 8, 9 et 10 mai 2015; 9-11 and 16-18 October
    f"{WEEKDAYS}{M_D}{SIGN}{DAY}(?:{LIST}{DAYS}){{0,8}}{OF_YEAR}",  # October 13-14, 2021
    f"{M_D}(?:{LIST}{DAYS}){{1,8}}{OF_YEAR}",  # Oct 16, 23, 30
    f"MY[cb]{DAY}{SIGN}{DAY}",  # October 2026, 13-15
    f"{M_D}{OF_YEAR}{LAST_WEEKDAY}",
    f"{D_M}{OF_YEAR}{LAST_WEEKDAY}",
    f"{BEFORE}I{AFTER}(?:(?:{SIGN}|c){BEFORE}I{AFTER}|{SIGN}N)?",
    f"{BEFORE}S{AFTER}{SIGN}{BEFORE}[SDPFN]{AFTER}",  # 2009/8/15 - 8/16
    f"{BEFORE}[DPFN]c?{AFTER}{SIGN}{BEFORE}S{AFTER}",  # 30.11.-2.12.2020
    "(?:[DPFN][cb]?a){1,8}S",  # 13. und 14.10.2026
    f"{BEFORE}F{SIGN}{BEFORE}[FN]{SEP}Y",  # 8/18 - 19, 2012
    f"{BEFORE}[PF]{SEP}M{OF_YEAR}",  # 16/17 Mai 2021
    f"{BEFORE}M[cb]?F{OF_YEAR}",
    f"{BEFORE}S{AFTER}",
    f"{BEFORE}F{SEP}Y",
    f"{BEFORE}[DN]{AFTER}{SIGN}{BEFORE}D{AFTER}",  # 13.-15.10.
    f"{BEFORE}F{AFTER}{SIGN}{BEFORE}F{AFTER}",
    rf"W[cb]?f?[DPF]{SIGN}Wc?[DPFN]",  # a day and a month in digits: else only beside a weekday
    rf"[DPF]\(W\){SIGN}[DPFN]\(W\)",
    r"Wc?f?[DPF](?!r[PN])|[DPF][cb]?\(W\)|[DF]c?W",
)
FORM = re.compile("|".join(f"(?:{form})" for form in FORMS))
JOINED = re.compile(r".?[cb]?r[cb]?f?.$|Ib?I$", re.S)
"""What stands from the last piece of a date to the first piece of the next one where both are one range."""
LOOKS_NUMERIC = re.compile(
    r"[\d一二三四五六七八九十](?:(?<=\d)(?:\d?[./]\s?\d{1,2}(?!\d)|\s{0,2}([.|/·-])\s{0,2}\d{1,2}\s{0,2}\1\s{0,2}\d|\s?[月월])|(?<!\d)月)"
)
"""The class of all beginnings comes first, since only so they are quickly looked for."""
WORD = re.compile(r"[^\W\d_]+")


NO_YEAR = re.compile(r",? (?:[3-9]\d\d\d|2[4-9]\d\d|000\d)(?![.,:/-]\d| ?[\w%])")
"""Behind a day and a month: it stands where a year does and is none of ours, nor a time of day, a postal code or a count."""


def find_dates(text: str, words: Words) -> list[Dates]:
    """Every date and range of the text, in order, with the time of day that stands beside it.

    Impossible days (30 Feb) and ranges that end before they begin are left out. Linear in the length of the text.

    >>> from eventcal.reading.dates.words import words_for
    >>> [(d.first.day, d.last.day) for d in find_dates("12-15 October 2026", words_for("en"))]
    [(12, 15)]
    """
    if not may_hold_dates(text, words):
        return []
    pieces = tokens(text, words)
    kinds = "".join(piece.kind for piece in pieces)
    return list(joined(kinds, read_pieces(text, pieces, kinds)))


def may_hold_dates(text: str, words: Words) -> bool:
    """Whether a text has a name of a month or digits like those of a date; quick, since most texts have neither."""
    if LOOKS_NUMERIC.search(text):
        return True
    return not words.months.isdisjoint(WORD.findall(fold(text)))


def read_pieces(text: str, pieces: Sequence[Token], kinds: str) -> Iterator[tuple[Dates, int, int]]:
    """The dates among the pieces of a text, each with its first piece and the one behind it and its clock."""
    free = 0  # the first piece that no earlier date used
    for match in FORM.finditer(kinds):
        first, last = match.span()
        dates = understand(pieces[first:last])
        if dates is None or (dates.first.year is None and NO_YEAR.match(text, pieces[last - 1].end)):
            continue
        clock = clock_beside(text, pieces, kinds, free, first, last)
        free = last
        while clock and free < len(pieces) and pieces[free].start < clock.end:
            free += 1
        yield replace(dates, clock=clock), first, free


def understand(pieces: Sequence[Token]) -> Dates | None:
    """What the pieces of one date say; None where it is no possible date."""
    digits = any(piece.kind in IN_DIGITS for piece in pieces)
    return read_digits(pieces) if digits else read_spelled(pieces)


def clock_beside(text: str, pieces: Sequence[Token], kinds: str, free: int, first: int, last: int) -> Clock | None:
    """The time of day of the date of the pieces [first, last): its own, else the one behind it, else the one before."""
    return (
        stamped_clock(text, pieces[first])
        or clock_after(text, pieces, kinds, last)
        or clock_before(text, pieces, kinds, free, first)
    )


def joined(kinds: str, found: Iterator[tuple[Dates, int, int]]) -> Iterator[Dates]:
    """The dates, two with times that a range sign joins as one: "13 May @ 6 pm - 15 May @ 2 pm"; two stamps also without."""
    before: Dates | None = None
    behind = 0
    for dates, first, free in found:
        both = united(before, dates) if before and JOINED.match(kinds[max(behind - 1, 0) : first + 1]) else None
        if before and both is None:
            yield before
        before, behind = both or dates, free
    if before:
        yield before


def united(before: Dates, dates: Dates) -> Dates | None:
    """Two single days with times as one range; None where they are none."""
    if before.clock is None or before.is_range or dates.is_range:
        return None
    both = Dates(before.start, dates.end, before.first, dates.last, clock=before.clock, last_clock=dates.clock)
    year = both.first.year or both.last.year
    return both if year is None or both.in_year(year) else None
