"""What the words around a city's name say: its region and country behind it, a postal code or a preposition before it."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from eventcal.reading.gazetteer import City, fold, folded, gazetteer
from eventcal.reading.name_runs import CAPITAL, MOST_WORDS, WORD, WORDS, Name, bent_heads, trimmed, unbent
from eventcal.reading.wordlists import tables

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
ONLINE_TOO = r"[ \xa0](?:and|&|\+|und|et|y|e|en|og|och|i|a|ja)[ \xa0](?:online|virtual|en ligne|en línea|remote)\b"
CITY_AND_ONLINE = re.compile(ONLINE_TOO)
LONGEST = 4
"""Parts of an address that may follow a city: area, region, postal code, country."""
UNSPACED_FROM = "\u3005"
"""From here on signs are Chinese, Japanese or Korean, which set no words apart."""
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
LOCATIVE_END = re.compile(r"(?:ss[aä]|ll[aä]|b[ae]n)$")
"""Of a bent name: Finnish and Hungarian say where by an ending."""
INTO = re.compile(
    r"[ \xa0,]{1,2}(?:in|en|au|aux|em|no|na|nos|w|we|v|ve|i|в|у|во|στην|στη|στον|στο)[ \xa0](?:(?:the|der|den)[ \xa0])?"
)
LONGEST_STREET = 20  # characters of what stands before a street's name
REPUBLIC = frozenset("republica república republik republika repubblica république republiken republikken".split())
"""What may stand before a country's name: "Republica Moldova"."""
PREPOSITION = 0.2
NEAR = re.compile(
    r"[^\W\d_][ \xa0,(]{1,2}(?:near|next to|close to|bei|b\.|nahe|près de|proche de|cerca de|perto de|vicino a|nabij|koło|k\.|pod|u|blízko|"
    r"nær|ved|nära|vid|lähellä|yakınında|около|под|біля|κοντά σε|κοντά στην?)[ \xa0]$"
)
"""What leads from a town to a larger one that tells people where it is: "Witzenhausen bei Kassel"."""
DISTRICT = re.compile(r" ?(?:[\u3400-\u9fff]{1,4}[区區]|[가-힣]{1,4}[구군읍동](?![가-힣]))")
"""What follows a city in an address: "広島市中区", "서울 강남구"."""
PROVINCE = re.compile(r"(?:[\u3400-\u9fff]{1,3}[省県縣府]|[가-힣]{1,3}도 ?)$")
KOREAN_STREET = re.compile(r"(?:대로|로|길) ?\d")
YEAR = re.compile(r"(?:19|20)\d\d$")
IN = re.compile(
    r"(?:(?<![^\W\d_])(?:in|at|near|to|@|à|a|en|em|nach|bei|aus|i|w|we|v|ve|на|в|у|во|près de|do|na|te|di|på|au|aux|στην|στη|στον|στο|στα|στις|"
    r"(?:hosted|held|organised|organized) (?:in|by|at)|downtown|central|greater)[ \xa0\n]| @|[於于在])$",
    re.I,
)
OF = re.compile(
    r"(?:\bof|\bUniversity|\bUniversität|\bUniversité|\bUniversité de|\bUniversidad de|\bUniversità di|\bUniversiteit|\bfrom|\bde|\bdi|\bvon)[ \xa0]$",
    re.I,
)
OPENING = re.compile(r"(?:^|[,;:|•·(\n\u2013\u2014/]|[ \xa0]-)[ \xa0]{0,2}$|[\d.][ \xa0]$")


class Stated(NamedTuple):
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
    end = end_of(CITY_AND_ONLINE, text, other_name.end() if other_name else end)
    for place in range(LONGEST):
        start, apart = next_part(text, end, bool(found))
        stated = readings_at(text, start, place, apart) or led_in(text, end, place)
        if stated:
            found += stated
            end = stated[0].end
        elif not skipped and apart and (area := SKIPPED.match(text, start)) and not gazetteer().known(fold(area[0])):
            skipped, end = True, area.end()
        else:
            break
    return found


def led_in(text: str, end: int, place: int) -> list[Stated]:
    """The country or region that a preposition leads in: "Heidelberg in Germany". Too weak for a town nobody knows."""
    into = INTO.match(text, end)
    return [each._replace(firm=False) for each in named_at(text, into.end(), place)] if into else []


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
    firm = code.string[code.start() - 1] != "("  # Milano (MI): an Italian province, not Michigan
    found = [Stated(country, region, place, end, "region", firm) for country, region in known.regions.get(bare, ())]
    if bare in known.codes and apart:
        found.append(Stated(known.codes[bare].code, "", place, end, "country", False))
    if bare.lower() in known.countries and len(bare) <= 3:
        found.append(Stated(known.countries[bare.lower()].code, "", place, end, "country", True))
    return found


def named_at(text: str, start: int, place: int) -> list[Stated]:
    """The longest name of a region or country at `start`."""
    if text[start : start + 1] >= UNSPACED_FROM:
        return unspaced_at(text, start, place)
    first = WORDS.match(text, start) if text[start : start + 1].isupper() or text.startswith("the ", start) else None
    window = NAME.match(text, start) if first and may_state(first[0]) else None
    if window is None:
        return []
    words = [*WORDS.finditer(text, start, window.end())]
    start = words[1].start() if len(words) > 1 and fold(words[0][0]) in REPUBLIC else start
    for word in reversed(words):
        found = named(fold(text[start : word.end()]), place, trimmed(text, start, word.end()))
        if found:
            return found
    return []


@lru_cache(maxsize=MOST_WORDS)
def may_state(word: str) -> bool:
    """Whether the name of a region or country, bent or not, may begin with a word: few do, and it costs to look for it."""
    key = folded(word)
    head, known = key.partition(" ")[0], gazetteer()
    own = unbent(key)
    return head in state_heads() or head in bent_heads() or own in known.countries or own in known.regions


@cache
def state_heads() -> frozenset[str]:
    """First words of the names of regions and countries, and what may stand before them."""
    known = gazetteer()
    return REPUBLIC.union(name.partition(" ")[0] for name in chain(known.countries, known.regions))


def named(key: str, place: int, end: int) -> list[Stated]:
    """The regions and the country of a name (folded), bent or not."""
    known = gazetteer()
    key = key if known.has(key) else unbent(key) or key
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


def country_before(text: str, start: int) -> list[Stated]:
    """The country whose name ends right before a city, in writing that sets no words apart: "中国深圳"."""
    ahead = text[max(0, start - LONGEST_UNSPACED - 1) : start].rstrip(" ·・，,")
    if not ahead or ahead[-1] < UNSPACED_FROM:
        return []
    countries = gazetteer().countries
    names = (ahead[first:] for first in range(len(ahead) - 1))
    return [Stated(countries[name].code, "", 0, start, "country", False) for name in names if name in countries][:1]


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


@cache
def street_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands right before the name of a street, and right behind it."""
    lists = tables("streets")
    before, behind, joined, link = (
        "|".join(word_pattern(word) for words in lists[part].values() for word in words)
        for part in ("before", "behind", "joined", "link")
    )
    return (
        re.compile(rf"(?<!\w)(?:{before})[ \xa0](?:(?:{link})[ \xa0]?)?$", re.I),
        re.compile(rf"[ \xa0](?:{behind})|(?:{joined})(?![\u3400-\u9fff])", re.I),
    )


def word_pattern(word: str) -> str:
    """A pattern for a beginning of words; for the whole word where a space ends it."""
    return re.escape(word.rstrip()) + (r"\b" if word.endswith(" ") else "")


def is_street(text: str, name: Name) -> bool:
    """Whether the words around say that a street bears the name."""
    before, behind = street_words()
    lead = text[max(0, name.start - LONGEST_STREET) : name.start]
    if "가" <= text[name.end - 1] <= "힣" and KOREAN_STREET.match(text, name.end):
        return True
    return behind.match(text, name.end) is not None or before.search(lead) is not None


def support_before(text: str, name: Name) -> tuple[float, str]:
    """How much the words around a name speak for or against a city that is meant as a place; and which."""
    before = text[max(0, name.start - 24) : name.start]
    own = text[name.start : name.end]
    if NEAR.search(before):
        return -0.5, "near another place"
    if text[name.end - 1] >= UNSPACED_FROM and (DISTRICT.match(text, name.end) or PROVINCE.search(before)):
        return PREPOSITION, "in an address"
    if LOCATIVE.match(text, name.end) or (LOCATIVE_END.search(own) and fold(own) != name.key):
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
