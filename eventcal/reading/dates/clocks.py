"""Reads the times of day of a text, ranges as one, and which of them stands beside a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from eventcal.reading.dates.tokens import DECIMAL, ISO, NUMBER, Token, tokens
from eventcal.reading.dates.words import CLOCK, ZONE, Words
from eventcal.reading.dates.written import Clock

HOUR = "(?:[TP]|N(?![cbf]?M))"
ZONED = r"(?:\(?Z\)?)?"
TIMES = (
    r"(?:(?P<zone_first>Z)c?(?=T))?(?:"  # 日本時間 14:00
    r"(?P<opens>T|[NP](?=[cb]?rT)|N(?=Z))(?:"
    rf"{ZONED}(?:[cb]?[rK][cb]?|(?<=vT)a)(?P<closes>T)|Zr(?P<closes_zoned>N(?=Z)))?"  # 1-4pm, 14:00 UTC - 15:00 UTC, entre 9h et 17h, 2ET-4ET
    rf"|K{{1,2}}c?(?P<opens_worded>{HOUR})(?:(?:r?K{{1,2}}c?|r)(?P<closes_worded>{HOUR}))?"  # kl. 14-16, dalle 14 alle 16
    r"|(?P<opens_dotted>P)r(?P<closes_dotted>P)"  # 14.30-16.00
    r")(?:[cb(x]?Z)?"
)
OPENS = ("opens", "opens_worded", "opens_dotted", "opens_lone")
CLOSES = ("closes", "closes_zoned", "closes_worded", "closes_dotted")
EVERY = re.compile(TIMES)
AFTER = re.compile(rf"[cb(@fvrx]{{0,4}}(?:{TIMES}|(?P<opens_lone>(?<=c)P(?![rP])))")
BEFORE = re.compile(rf"{TIMES}(?:\(?[Zx]?[rn]?N?\))?[cb)fvx]{{0,3}}$")
PRICE = re.compile(r"\s?(?:[€$£₽₴]|[A-Z]{3}\b|kr\b|zł|Kč|Ft\b|euro|руб|грн|лв|lei\b|tl\b)", re.I)
REACH = 12  # pieces to look back
EARLIEST_BARE = 6  # "3h" is how long, not when
FIRST_MORNING_HOUR = 8  # "2ET": meetings at 1 to 7 are after noon


def clock_after(text: str, pieces: Sequence[Token], kinds: str, place: int) -> Clock | None:
    """The time of day that follows the piece before `place`, with no more than a few words between."""
    match = AFTER.match(kinds, place)
    return read_clock(text, pieces, match) if match else None


def clock_before(text: str, pieces: Sequence[Token], kinds: str, first: int, place: int) -> Clock | None:
    """The time of day that stands just before the piece at `place`, not before the piece `first`."""
    match = BEFORE.search(kinds, max(first, place - REACH), place)
    return read_clock(text, pieces, match) if match else None


STAMP = re.compile(r"T(\d{1,2}):(\d\d)(?::\d\d(?:[.,]\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$", re.I)


def stamped_clock(text: str, piece: Token) -> Clock | None:
    """The time of an ISO 8601 date and time, such as 2020-12-17T14:45:00+00:00."""
    match = STAMP.search(text, piece.start, piece.end) if piece.kind == ISO else None
    opens = half_day(int(match[1]), int(match[2]), None) if match else None
    return Clock(piece.start, piece.end, opens, zone=match[3]) if match and opens else None


def find_clocks(text: str, words: Words) -> list[Clock]:
    """Every time of day of a text, ranges as one."""
    pieces = tokens(text, words)
    kinds = "".join(piece.kind for piece in pieces)
    found = (read_clock(text, pieces, match) for match in EVERY.finditer(kinds))
    return [clock for clock in found if clock is not None]


def read_clock(text: str, pieces: Sequence[Token], match: re.Match[str]) -> Clock | None:
    """The times and the zone of a match; None where they are no times."""
    first_at = next(match.start(name) for name in OPENS if match[name])
    last_at = next((match.start(name) for name in CLOSES if match[name]), None)
    times = opening_and_closing(text, pieces, first_at, last_at)
    if times is None or (
        pieces[first_at].kind == DECIMAL and last_at is None and not is_full_hour(text, pieces[first_at])
    ):
        return None
    zone = next((p for p in pieces[match.start() : match.end()] if p.kind == ZONE), None)
    ends = [
        pieces[first_at],
        *([pieces[last_at]] if last_at is not None else []),
        *([zone] if zone is not None else []),
    ]
    words = text[zone.start : zone.end] if zone is not None else None
    return Clock(pieces[first_at].start, max(piece.end for piece in ends), *times, words)


def opening_and_closing(
    text: str, pieces: Sequence[Token], first: int, last: int | None
) -> tuple[time, time | None] | None:
    """Both times of a range, each with the half of the day that is said once for both; None where one is no time."""
    opens = time_at(text, pieces, first)
    if opens is None or (last is None and is_length(text, pieces[first])):
        return None
    if last is None:
        return opens, None
    closes = time_at(text, pieces, last)
    if closes is None:
        return None
    first_half, last_half = half_said(text, pieces[first]), half_said(text, pieces[last])
    if first_half is None and last_half is not None and (shifted := in_half(opens, last_half)) <= closes:
        opens = shifted  # "1-4pm", not "11-1pm"
    if first_half and last_half is None and closes < opens:
        closes = in_half(closes, first_half)  # 午後1時〜3時
    return opens, closes


def is_length(text: str, piece: Token) -> bool:
    """Whether a piece says rather how long than when: "3h", "24h"."""
    words = text[piece.start : piece.end].casefold()
    hours = re.match(r"(\d{1,2})\D+$", words) if piece.kind == CLOCK and afternoon(words) is None else None
    return hours is not None and not EARLIEST_BARE <= int(hours[1]) < 24


def is_full_hour(text: str, piece: Token) -> bool:
    """Whether a lone number such as 19.00 is a time: of a quarter of an hour, and no price."""
    return piece.numbers[1] in (0, 15, 30, 45) and not PRICE.match(text, piece.end)


def half_said(text: str, piece: Token) -> bool | None:
    """Whether a piece says after noon (True) or before (False); None where it says neither."""
    return afternoon(text[piece.start : piece.end].casefold())


def in_half(bare: time, pm: bool) -> time:
    """A time of a 12-hour clock in a half of the day; one of the 24-hour clock stays."""
    return time(bare.hour % 12 + (12 if pm else 0), bare.minute) if bare.hour <= 12 else bare


def time_at(text: str, pieces: Sequence[Token], place: int) -> time | None:
    """The time that the piece at a place says by itself; None where it says none."""
    piece = pieces[place]
    if piece.kind == DECIMAL:
        hour, minute = piece.numbers
        return half_day(hour, minute, None) if text[piece.end - 3] == "." else None
    if piece.kind == NUMBER and not text[piece.end - 1].isdigit():
        return None  # "5日", "2nd"
    if piece.kind == NUMBER:
        zoned = place + 1 < len(pieces) and pieces[place + 1].kind == ZONE
        return half_day(piece.value + (12 if zoned and piece.value < FIRST_MORNING_HOUR else 0), 0, None)
    return clock_times(text[piece.start : piece.end].casefold())


def clock_times(words: str) -> time | None:
    """The time of day that casefolded words such as "2:30 p.m." or "14h" say; None where there is none such."""
    digits = [int(n) for n in re.findall(r"\d+", words)] or [12, 0]  # noon
    if digits[0] >= 100:  # "1400 hrs"
        digits = [*divmod(digits[0], 100)]
    minute = digits[1] if len(digits) > 1 else 30 if re.search("[半반]", words) else 0
    return half_day(digits[0], minute, afternoon(words))


def afternoon(words: str) -> bool | None:
    """Whether a clock's words say after noon (True) or before (False); None where they do not say."""
    if re.search(r"[pμ]\.?\s?[mμ]|오후|午後|下午|晚上", words):
        return True
    return False if re.search(r"[\d\s]a\.?\s?m|π\.?\s?μ|오전|午前|上午|早上", words) else None


def half_day(hour: int, minute: int, pm: bool | None) -> time | None:
    """The time of day of a 12- or 24-hour clock; 24:00 is the end of the day."""
    if pm is not None and 1 <= hour <= 12:
        hour = hour % 12 + (12 if pm else 0)
    if hour == 24 and minute == 0:
        return time(23, 59)
    return time(hour, minute) if 0 <= hour < 24 and 0 <= minute < 60 else None
