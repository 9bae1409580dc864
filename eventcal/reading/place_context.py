"""What the words around a city's name say: its region and country behind it, a postal code or a preposition before it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from eventcal.reading.gazetteer import City, fold, gazetteer
from eventcal.reading.name_runs import CAPITAL, WORD, WORDS, Name, trimmed

BREAK = re.compile(r"[ \t\xa0]{0,2}(?:[,，、;]|[-–—•·|/]|\n|\(|（)?[ \t\xa0\n]{0,3}\(?")
POSTAL = re.compile(
    r"(?:[A-Z]{1,3}-)?\d{3,6}(?:[- ]\d{2,4})?(?!\d)|[A-Z]\d[A-Z] ?\d[A-Z]\d\b|[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b"
)  # many countries; Canada; United Kingdom
AFTER_POSTAL = re.compile(r"[, ]? ?")
PARENTHESIS = re.compile(r" ?\([^()\n\d,]{2,30}\)(?=,)")  # Ho Chi Minh City (Saigon), Vietnam
REGION_CODE = re.compile(r"[A-Z]{2,3}\b|D\.C\.|(?:[A-Z]\.){2,3}")
CODE_ALONE = re.compile(r"[ \xa0]{0,2}(?:$|[\n,.;:)|–—-]|\d{5}|USA?\b)")
"""What may follow a code behind a mere space: "SOFIA ON SEPTEMBER 23" is not in Ontario."""
NAME = re.compile(rf"{WORD}(?:[ \xa0]{WORD}){{0,4}}")
SKIPPED = re.compile(r"[^,;|\n()]{2,30}(?=,)")
LONGEST = 4
"""Parts of an address that may follow a city: area, region, postal code, country."""
LONGEST_UNSPACED = 8  # characters of a country's name

BEFORE_POSTAL = re.compile(
    r"(?:(?<![\w-])([A-Z]{1,3})[- ]?)?(?<![\w.,/-])(\d{4,6}|\d{3} \d{2}|\d{2}-\d{3})(?: [A-Z]{2})?[ \xa0]$"
)
PREFIXED = re.compile(r"(?<![\w-])([A-Z]{1,3})[- ](\d{4,6}|\d{3} \d{2}|\d{2}-\d{3})[ \xa0]$")
CAR_SIGNS = {
    "A": "AT", "B": "BE", "D": "DE", "E": "ES", "F": "FR", "H": "HU", "I": "IT", "L": "LU", "N": "NO", "P": "PT", "S": "SE",
    "FIN": "FI", "FL": "LI", "SLO": "SI",
}  # fmt: skip
LOCATIVE = re.compile(r"['’](?:da|de|ta|te)\b|에서|で(?:開催|行)|(?:举行|舉行|舉辦|举办)")
LONGER_NAME = re.compile(rf"[ \-/]{CAPITAL}|['’]s\b")
LONGER_WORD = re.compile(r"[\u3400-\u9fff\uac00-\ud7af](?<![市시都])")
PREPOSITION = 0.2
YEAR = re.compile(r"(?:19|20)\d\d$")
IN = re.compile(
    r"(?:(?<![^\W\d_])(?:in|at|near|to|@|à|a|en|em|nach|bei|aus|i|w|we|v|ve|на|в|у|во|près de|do|na|te|di|στην|στη|στο|"
    r"(?:hosted|held|organised|organized) (?:in|by|at)|downtown|central|greater)[ \xa0\n]| @|[於于在])$",
    re.I,
)
OF = re.compile(
    r"(?:\bof|\bUniversity|\bUniversität|\bUniversité|\bUniversité de|\bUniversidad de|\bUniversità di|\bUniversiteit|\bfrom|\bde|\bdi|\bvon)[ \xa0]$",
    re.I,
)
OPENING = re.compile(r"(?:^|[,;:|•·(\n\u2013\u2014/]|[ \xa0]-)[ \xa0]{0,2}$|[\d.][ \xa0]$")


@dataclass(frozen=True, slots=True)
class Stated:
    """A region or country that stands behind a city; one of its readings."""

    country: str
    """ISO 3166-1 alpha-2."""
    region: str
    """Its abbreviation, "" if a country, or a region of no abbreviation, is named."""
    place: int
    """Counts the words behind the city from 0; readings of the same words share it."""
    end: int
    words: str
    """region or country, for people."""
    firm: bool
    """True for a name, or the code of an American, Canadian or Australian state: enough for a town nobody knows."""


def after_city(text: str, end: int) -> list[Stated]:
    """Everything that states a region or country right behind a city that ends at `end`."""
    found: list[Stated] = []
    skipped = False
    other_name = PARENTHESIS.match(text, end)
    end = other_name.end() if other_name else end
    for place in range(LONGEST):
        start, apart = next_part(text, end, bool(found))
        stated = readings_at(text, start, place, apart)
        if stated:
            found += stated
            end = stated[0].end
        elif not skipped and apart and (area := SKIPPED.match(text, start)) and not gazetteer().known(fold(area[0])):
            skipped, end = True, area.end()
        else:
            break
    return found


def next_part(text: str, end: int, stated: bool) -> tuple[int, bool]:
    """Where the next part of an address begins, a postal code passed over; and whether a comma or the like stands before.

    `stated`: a region or country came already; then a postal code ends its part.
    """
    start = end_of(BREAK, text, end)
    postal = POSTAL.match(text, start)
    if postal:
        start = end_of(AFTER_POSTAL if stated else BREAK, text, postal.end())
    return start, bool(text[end:start].strip())


def end_of(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Where a match at `start` ends; `start` itself where there is none."""
    match = pattern.match(text, start)
    return match.end() if match else start


def readings_at(text: str, start: int, place: int, apart: bool) -> list[Stated]:
    """What the words at `start` may be. `apart`: a comma or the like stands between them and the city."""
    code = REGION_CODE.match(text, start)
    coded = code and (apart or CODE_ALONE.match(text, code.end()))
    return (code_readings(code, place, apart) if code and coded else []) or named_at(text, start, place)


def code_readings(code: re.Match[str], place: int, apart: bool) -> list[Stated]:
    """The regions and the countries that an abbreviation stands for."""
    known, bare, end = gazetteer(), code[0].replace(".", ""), code.end()
    found = [Stated(country, region, place, end, "region", True) for country, region in known.regions.get(bare, ())]
    if bare in known.codes and apart:
        found.append(Stated(known.codes[bare].code, "", place, end, "country", False))
    if bare.lower() in known.countries and len(bare) <= 3:
        found.append(Stated(known.countries[bare.lower()].code, "", place, end, "country", True))
    return found


def named_at(text: str, start: int, place: int) -> list[Stated]:
    """The longest name of a region or country at `start`."""
    if text[start : start + 1] >= "\u3005":
        return unspaced_at(text, start, place)
    window = NAME.match(text, start)
    if window is None or not (text[start].isupper() or text[start : start + 4] == "the "):
        return []
    for word in reversed([*WORDS.finditer(text, start, window.end())]):
        found = named(fold(text[start : word.end()]), place, trimmed(text, start, word.end()))
        if found:
            return found
    return []


def named(key: str, place: int, end: int) -> list[Stated]:
    """The regions and the country of a name (folded)."""
    known = gazetteer()
    found = [Stated(country, region, place, end, "region", True) for country, region in known.regions.get(key, ())]
    if key in known.countries:
        found.append(Stated(known.countries[key].code, "", place, end, "country", True))
    return found


def unspaced_at(text: str, start: int, place: int) -> list[Stated]:
    """The longest name of a country at `start`, in Chinese, Japanese or Korean writing."""
    countries = gazetteer().countries
    for end in range(min(len(text), start + LONGEST_UNSPACED), start + 1, -1):
        if text[start:end] in countries:
            return [Stated(countries[text[start:end]].code, "", place, end, "country", True)]
    return []


def postal_country(text: str, start: int) -> str | None:
    """The country of a postal code right before `start`: "" if it does not say which, None if there is no code."""
    before = text[max(0, start - 14) : start]
    prefixed = PREFIXED.search(before)
    if prefixed:
        sign = CAR_SIGNS.get(prefixed[1], prefixed[1])
        if sign in gazetteer().codes:
            return gazetteer().codes[sign].code
    match = BEFORE_POSTAL.search(before)
    return "" if match and not YEAR.match(match[2]) else None


def support_before(text: str, name: Name) -> tuple[float, str]:
    """How much the words around a name speak for or against a city that is meant as a place; and which."""
    before = text[max(0, name.start - 24) : name.start]
    if LOCATIVE.match(text, name.end):
        return PREPOSITION, "with a suffix that says where"
    if IN.search(before):
        return PREPOSITION, f"after {before.split()[-1]!r}"
    if OF.search(before):
        return -0.2, "part of an institution's name"
    if OPENING.search(before):
        return 0.1, "after a break"
    last = before.split()[-1] if before.strip() else ""
    if before[-1:] in (" ", "-") and last[:1].isupper() and last[-1:].isalpha():
        return -0.15, "behind another name"
    return 0.0, "in running text"


def bare_score(text: str, name: Name, city: City, ordinary: bool) -> tuple[float, str]:
    """How surely a name without a country is a city that matters, and why. `ordinary`: it is a common word as well."""
    support, reason = support_before(text, name)
    score = 0.4 + min(0.2, 0.05 * max(0.0, math.log10(city.population + 1) - 4)) + support - (0 if city.sure else 0.1)
    if LONGER_NAME.match(text, name.end):
        score, reason = score * 0.6, "part of a longer name"
    if support < PREPOSITION and LONGER_WORD.match(text, name.end):
        score, reason = score * 0.75, "part of a longer word"
    return round(max(0.05, min(score, 0.5 if ordinary else 0.85)), 3), f"city, {reason}"
