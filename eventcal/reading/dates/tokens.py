"""Cuts a text into the pieces that dates are made of. Each piece has a kind, one letter, so that a grammar can be a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from eventcal.reading.dates.words import (
    CLOCK,
    MONTH,
    OTHER,
    RANGE,
    SHORT_WEEKDAY,
    WEEKDAY,
    ZONE,
    Words,
    fold,
    is_plain,
    listed,
    odd_names,
)
from eventcal.reading.dates.zones import zone_table
from eventcal.reading.wordlists import branched

# The kinds of pieces, beside those of words
ISO, NUMERIC, YEAR, NUMBER = "I", "S", "Y", "N"
DOTTED, DECIMAL, FRACTION = "D", "P", "F"
"""13.10. is a day and a month for certain; 13.10 may be a time or a number, 13/10 a fraction or a month and a day."""
AND, AT, SOFT, BREAK, OPEN, CLOSE, OTHER_NUMBER = "a", "@", "c", "b", "(", ")", "n"

CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
LETTER = r"[^\W\d_]"
HAN_DIGITS = "一二三四五六七八九"
HAN_NUMBER = rf"[{HAN_DIGITS}十]{{1,3}}"


def either(words: list[str]) -> str:
    """A pattern of any of the words."""
    return branched(re.escape(word).replace(r"\ ", r"\s") for word in words)


LATIN_ORDINALS = either([word for word in listed("ordinal") if word != "." and not re.match(rf"[{CJK}]", word)])
CJK_SIGNS = "".join(w for key in ("range", "and", "from") for w in listed(key) if re.fullmatch(rf"[{CJK}]", w))
HOUR_WORDS = either([word for word in listed("hour_after") if len(word) > 1 or word.isascii()])
SIGNED_PHRASES = [p for key in ("range", "from") for p in listed(key) if not is_plain(p) and len(p) > 1]
ODD_WORDS = either([*odd_names(), *SIGNED_PHRASES])
LONG_ZONES = either(sorted((zone for zone in zone_table() if " " in zone), key=len, reverse=True))
SOLID_ZONES = either([zone for zone in zone_table() if re.match(rf"[{CJK}]", zone)])

TOKEN = re.compile(
    rf"""
    (?P<zone>\b(?:(?:UTC|GMT)\s?[+−–-]\d{{1,2}}(?::?\d\d)?(?![:\d]) | (?:US\s)?(?:{LONG_ZONES})\b
      | (?:Africa|America|Asia|Australia|Europe|Pacific|US)/[A-Z]{LETTER}{{1,20}}(?:_{LETTER}{{1,20}})?) | (?:{SOLID_ZONES}))
  | (?P<phrase>(?<![^\W_])(?:{ODD_WORDS})(?![^\W\d_]) | (?<=\d)-t[óő]l\b)
  | (?P<word>[^\W\d_{CJK}]+(?:['’](?:{LETTER}{{1,3}}(?!{LETTER})|(?=\d)))?\.?)
  | (?=\d)(?:
      (?P<iso>(?<![\d.-])(?:19|20)\d\d-\d{{1,2}}-\d{{1,2}}(?![\d-])
        (?:T\d{{1,2}}:\d\d(?::\d\d(?:[.,]\d{{1,9}})?)?(?:Z\b|[+-]\d\d:?\d\d)?)?)
    | (?P<numeric>(?<![\d/.])(?:
        (?:19|20)\d\d\s{{0,2}}(?P<ysep>[./|·-])\s{{0,2}}\d{{1,2}}\s{{0,2}}(?P=ysep)\s{{0,2}}\d{{1,2}}
        | \d{{1,2}}\s{{0,2}}(?P<sep>[./|·-])\s{{0,2}}\d{{1,2}}\s{{0,2}}(?P=sep)\s{{0,2}}(?:19|20)\d\d
        | \d{{1,2}}/\d{{1,2}}/\d\d | \d\d\.\d\d\.\d\d
        )(?![\d:%]|[./]\d))
    | (?P<clock>(?<![\d.:])(?:
        (?:\d{{1,2}}[:：]\d\d|\d\d\s[:：]\s\d\d)(?::\d\d)?(?!\d)(?:\s?(?:[ap]\.?\s?m(?![^\W\d_])|[πμ]\.?\s?μ(?![^\W\d_]))\.?|\s?noon\b|\s?(?:{HOUR_WORDS})(?!{LETTER}))?
        | \d{{1,2}}(?:\.\d\d)?\s?(?:[ap]\.?\s?m|[πμ]\.?\s?μ)(?![^\W\d_])\.?
        | \d{{1,2}}\s?h(?:\s?\d\d(?:\s?min)?|s\.?)?(?![^\W_])
        | \d{{1,2}}u\d\d\b | \d{{1,2}}(?:[.:]\d\d)?\s?(?:{HOUR_WORDS})(?!{LETTER})
        | \d{{1,2}}\s?[時时点點시](?:\s?(?:\d{{1,2}}\s?[分분]|[半반]))?
        | \d{{4}}\s?(?:hrs|hours)\b | 12\s?(?:noon|midday)\b))
    | (?P<cjk_year>(?:[1１][9９]|[2２][0０])\d\d\s?[年년])
    | (?P<cjk_month>\d{{1,2}}\s?[月월](?!\s?[曜間]))
    | (?P<cjk_day>\d{{1,2}}\s?[日일號号](?!目))
    | (?P<dotted>(?<![\d/.,])\d{{1,2}}\.(?:\d{{1,2}}\.(?!\d)|\s\d{{1,2}}\.(?!\d|\s?{LETTER}{{3}})))
    | (?P<decimal>(?<![\d/.,])\d{{1,2}}\.\d{{1,2}}(?![\d%/]|[.,]\d|\s?[ap]m\b))
    | (?P<fraction>(?<![\d/.,])\d{{1,2}}/\d{{1,2}}(?![\d%/]|[.,]\d|\s?[ap]m\b))
    | (?P<year>(?:(?<![\d/$€£])|(?<=[^\W\d_]{{3}}/))(?<!\d[.-])(?:19|20)\d\d(?![\d%]|[.,]\d|/\d))
    | (?P<number>(?<![\d.$€£¥#+])(?<![a-km-z]['’])\d{{1,2}}(?:(?:\s?(?:st|nd|rd|th)|{LATIN_ORDINALS})(?!{LETTER})|\.(?!\d))?(?![\d%€£$]|[.:]\d)(?:(?<!{LETTER}/\d\d)|(?=/|\s?(?:{LETTER}|[-–—]))))
    | (?P<digits>\d+)
    )
  | (?P<break>\n+)
  | (?P<range>[-‐‑‒–—―−~〜～→]+|\.{{2,3}}|…)
  | (?P<open>[(（\[【])
  | (?P<close>[)）\]】])
  | (?P<at>@)
  | (?P<counted>(?:(?<=\b\d)|(?<=\b\d\d)):(?=\s?{LETTER}))
  | (?P<soft>[,;、・|/·•∙●，.:：│])
  | (?P<and>[&+])
  | (?=[{CJK}])(?:
      (?P<ampm>(?:오전|오후|午前|午後|上午|下午|晚上|早上)\s?\d{{1,2}}(?:\s?[時时点點시:]\s?(?:\d{{1,2}}\s?[分분]?|半|반)?)?)
    | (?P<era>令和\s?(?:\d{{1,2}}|元)\s?年)
    | (?P<cjk_weekday>(?:星期|礼拜|禮拜|週|周)[一二三四五六日天] | [月火水木金土日]曜日? | [월화수목금토일]요일
        | (?<=[（(])[一二三四五六日月火水木金土월화수목금토일](?=[)）・,、]))
    | (?P<han_month>{HAN_NUMBER}月)
    | (?P<han_day>{HAN_NUMBER}[日号號])
    | (?P<cjk>[{CJK_SIGNS}]|[{CJK}]{{1,2}}))
  | (?P<quoted_year>['’‘]\d\d(?!\d))
  | (?P<other>\S)
    """,
    re.X | re.I,
)
SIMPLE = {
    "zone": ZONE, "clock": CLOCK, "ampm": CLOCK, "digits": OTHER_NUMBER, "break": BREAK, "range": RANGE, "open": OPEN, "close": CLOSE,
    "at": AT, "soft": SOFT, "and": AND, "other": OTHER, "counted": OTHER,  # "Day 1: October 9"
}  # fmt: skip
DAYS_IN_DIGITS = {"iso": ISO, "numeric": NUMERIC, "dotted": DOTTED, "decimal": DECIMAL, "fraction": FRACTION}
COUNTED = {"year": YEAR, "number": NUMBER, "cjk_year": YEAR, "cjk_month": MONTH, "cjk_day": NUMBER}
LIMITS = {NUMBER: range(1, 32), MONTH: range(1, 13), YEAR: range(1900, 2101)}
DIGITS = re.compile(r"\d+")
NEAR_DIGITS = re.compile(rf"(?:\d|{HAN_NUMBER}[月日])(?:\D{{0,100}}\d)*")
REACH = 45  # characters around digits in which the other words of a date stand
WEEKDAY_BESIDE = re.compile(r"\.?,?\s?\d|\.?[)）]")
HOUR_BEFORE = re.compile(r"(?:\d|\d\s?[ap]\.?m\.?|\dh|\bnoon)\s?$", re.I)
HOUR_BEHIND = re.compile(r"\s?\d")
NAME_BEHIND = re.compile(r"\s[A-Z]")
SHORTEST_ZONE_NAME = 4
NEXT_CENTURY = 50


class Token(NamedTuple):
    """A piece at [start, end) of the text. `value`: a number for a day, month, year or weekday; `numbers`: those of a
    date in digits, in the order of the text."""

    kind: str
    start: int
    end: int
    value: int = 0
    numbers: tuple[int, ...] = ()


def tokens(text: str, words: Words) -> list[Token]:
    """The pieces near the digits of a text, in order, with one of no meaning for each gap; linear in its length."""
    found: list[Token] = []
    for start, end in stretches(text):
        if start:
            found.append(Token(OTHER, start, start))
        found += [token(match, words) for match in TOKEN.finditer(text, start, end)]
    return found


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text that have digits in reach; they begin and end between words, where there are spaces."""
    last = 0
    for match in NEAR_DIGITS.finditer(text):
        start, end = max(match.start() - REACH, last), match.end() + REACH
        if start > 0:
            start = max(text.find(" ", start, match.start()), start)
        if end < len(text):
            end = max(text.rfind(" ", match.end(), end), match.end())
        last = end
        yield start, end


def token(match: re.Match[str], words: Words) -> Token:
    """The piece that a match stands for."""
    group = match.lastgroup or "other"  # the outermost one: it closes last
    if group in ("word", "cjk", "phrase"):
        return word_token(match, words)
    start, end = match.span()
    if group in SIMPLE:
        return Token(SIMPLE[group], start, end)
    if group in DAYS_IN_DIGITS:
        return Token(DAYS_IN_DIGITS[group], start, end, numbers=tuple(map(int, DIGITS.findall(match[0]))))
    if group in COUNTED:
        return checked(COUNTED[group], start, end, int(DIGITS.findall(match[0])[0]))
    return rare_token(group, match)


def checked(kind: str, start: int, end: int, value: int) -> Token:
    """A day, month or year where the number can be one."""
    return Token(kind if value in LIMITS[kind] else OTHER_NUMBER, start, end, value)


def rare_token(group: str, match: re.Match[str]) -> Token:
    """Years of the century and the era, weekdays and numbers in Chinese characters."""
    start, end = match.span()
    if group == "quoted_year":
        value = int(match[0][1:])
        return Token(YEAR, start, end, 2000 + value) if value < NEXT_CENTURY else Token(OTHER, start, end)
    if group == "era":
        return Token(YEAR, start, end, 2018 + int((DIGITS.findall(match[0]) or ["1"])[0]))
    if group == "cjk_weekday":
        return Token(WEEKDAY, start, end, cjk_weekday(match[0]))
    return checked(MONTH if group == "han_month" else NUMBER, start, end, han_number(match[0][:-1]))


def han_number(text: str) -> int:
    """The number that Chinese characters say, 1 to 99; 0 where they say none.

    >>> han_number("二十三")
    23
    """
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (HAN_DIGITS.find(tens) + 1 if tens else 1) * 10 * len(ten) + (HAN_DIGITS.find(ones) + 1 if ones else 0)


CJK_WEEKDAYS = ("一月월", "二火화", "三水수", "四木목", "五金금", "六土토", "日天일")


def cjk_weekday(text: str) -> int:
    """The weekday of a Chinese, Japanese or Korean word; Monday is 0."""
    letter = re.sub(r"星期|礼拜|禮拜|週|周|曜日?|요일", "", text)[:1]
    return next(number for number, letters in enumerate(CJK_WEEKDAYS) if letter in letters)


def word_token(match: re.Match[str], words: Words) -> Token:
    """The kind of a word by the word tables. The full stop of an abbreviation is no piece, and not part of one."""
    text, start, end = match[0], *match.span()
    key = fold(text)
    kind, value = words.kind(key.rstrip(".") if match.lastgroup == "word" else key)
    if kind == SHORT_WEEKDAY:
        kind = WEEKDAY if WEEKDAY_BESIDE.match(match.string, end) else OTHER
    if key in zone_table():
        kind = zone_or_word(match, kind)
    return Token(kind, start, end - text.endswith("."), value)


def zone_or_word(match: re.Match[str], kind: str) -> str:
    """Whether a word for a zone means one: an abbreviation by its capitals, since "est" is French for "is"; where it is
    "and" too, as in "9H ET 10H", by a time before it and none behind; "Pacific" by a time before and no name behind."""
    word, text = match[0], match.string
    beside = HOUR_BEFORE.search(text, max(match.start() - 5, 0), match.start())
    if sum(map(str.isupper, word)) >= 2:
        return ZONE if kind in (ZONE, OTHER) or (beside and not HOUR_BEHIND.match(text, match.end())) else kind
    named = word.istitle() and len(word) > SHORTEST_ZONE_NAME and beside and not NAME_BEHIND.match(text, match.end())
    return ZONE if named else OTHER if kind == ZONE else kind
