"""Finds amounts of money in a text. What an amount is for is told by price_context.py."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from eventcal.reading.quick import told_apart
from eventcal.reading.wordlists import alternatives, longest_first, tables

HAS_DIGIT = re.compile(r"\d")
GAP = "[ \xa0\u2009\u202f]"
NUMBER = (
    rf"(?:\d{{1,3}}(?:[.,'’]\d{{3}}){{1,3}}(?:[.,]\d{{1,2}})?|\d{{1,3}}(?:{GAP}\d{{3}}){{1,2}}(?:[.,]\d{{1,2}})?"
    r"|\d{1,8}(?:[.,]\d{1,2})?)(?!\d|[.,]\d|[eE]\d)"
)
MYRIAD = rf"(?:\d{{1,3}}(?:\.\d)?[万萬만](?:{GAP}?\d[千천])?|\d{{1,3}}[千천])"
"""Before a currency's word only: 3万円, 2만 5천원."""
POWERS = {"万": 10_000, "萬": 10_000, "만": 10_000, "千": 1_000, "천": 1_000}
NO_CENTS = r"(?:[.,:][ ]?[-–—]{1,2}(?![\w–—-]))"
"""900,- or 250.–"""
TO = rf"(?:{GAP}?(?:-|–|—|~|〜|\bto\b|\bbis\b|\bà\b|\ba\b|\btot\b|\bdo\b|\bдо\b){GAP}?)"
NOT_INSIDE = r"(?<![A-Za-z0-9])"
UNSPACED = r"\u3005-\u9fff\uac00-\ud7af"
APART = rf"(?:(?<![\w.,:/'’-])|(?<=[{UNSPACED}])|(?<=[^\W\d]:))"
"""No word before, but for scripts that set none apart: 学生500元; nor the hours of a time, but "Kosten:50 €"."""
LARGE = re.compile(
    rf"{GAP}?(?:k\b|K\b|M\b|m\b|mn\b|bn\b|mio|mill?i|billion|thousand|crore|lakh|тыс|млн|万|亿|萬|%)", re.I
)
"""Behind the amount of a grant or a budget, never of a ticket."""
WIDE = re.compile(r"[０-９](?:[０-９，．]{0,12}[０-９])?")
HALF = {ord(wide): half for wide, half in zip("０１２３４５６７８９，．", "0123456789,.", strict=True)}
YEARS = range(1990, 2050)
"""Behind a code that may be an abbreviation, or in Russian: "CAD 2024", "2024 р."; those that end in 0 may be amounts."""
BARE = re.compile(NUMBER)
POWER = re.compile(rf"(\d+(?:\.\d)?)([{''.join(POWERS)}])")
CENTS = re.compile(r"^(.*)[.,](\d{1,2})$")
CONVERTED = re.compile(
    r"\s?[(\[/=≈~][ \xa0]?(?:ca?\.?|about|approx\.?|circa|approximately|[~≈<=])?[ \xa0]?$|\s+$", re.I
)
"""Between a price and the same in another currency: 3,000 HUF (<10 EUR); or nothing but a new line."""


@dataclass(frozen=True, slots=True)
class PriceHit:
    """A price in a text at [start, end)."""

    start: int
    end: int
    amount: float
    """In the currency's major unit; the lower end of a range."""
    amount_max: float | None
    """The upper end of a range."""
    currency: str | None
    """ISO 4217; None where the sign does not tell."""
    assumed: bool
    """The sign is shared by currencies, and `currency` is its usual meaning or the country's."""
    sign: str
    """The sign or word of the currency as written, "" for "900,-"."""
    free: bool
    """It is nothing: "0 EUR"."""
    text: str
    """The words themselves."""


@cache
def currencies() -> dict[str, str]:
    """Sign, code or word (without spaces, in lower case where case does not matter) → ISO 4217."""
    table = tables("prices")
    codes = {code: {"RMB": "CNY", "NTD": "TWD"}.get(code, code) for code in table["beside"]["codes"].split()}
    words = {**table["after"], **table["before"], **codes, **table["signs"]}
    return {word.replace(" ", ""): code for word, code in words.items()}


@cache
def price_pattern() -> re.Pattern[str]:
    """An amount, or two from lower to upper, with a currency before or behind them."""
    table = tables("prices")
    codes = table["beside"]["codes"].split()
    signs = alternatives([*table["signs"], *(f"{code}$" for code in codes)])
    before = rf"(?:(?:{signs}|{alternatives([*table['before'], *codes])}|[Kk]r\.?){GAP}?(?:[$€£]{GAP}?)?)"
    glued = alternatives([word for word in table["after"] if word >= "\u3000"])
    word = rf"(?:{alternatives(codes)}|(?i:kr|{alternatives(table['after'])}))(?!-?[^\W\d_])"
    behind = rf"(?:{GAP}?(?:{signs}|{glued}|{word}))"
    amount = rf"{NUMBER}{NO_CENTS}?"
    myriad = rf"{MYRIAD}(?={GAP}?(?:{glued}))"
    return re.compile(
        rf"{NOT_INSIDE}(?P<sign>{before})(?P<low>{amount})(?:{TO}{before}?(?P<high>{amount}))?"
        rf"(?:(?P<code>{GAP}?(?:{alternatives(codes)})\b(?!{GAP}?\d))|(?P<tail>{GAP}?(?:{glued}|{word})(?!{GAP}?\d)))?"
        rf"|{APART}(?:(?P<low2>{amount}){behind}?{TO})?(?P<high2>{amount}|{myriad})(?P<sign2>{behind})(?!{GAP}?\d)"
        rf"|{APART}(?P<low3>{NUMBER})[,:][-–—]{{1,2}}(?![\w–—-])"
    )


@cache
def hints() -> list[re.Pattern[str]]:
    """What a text with a price holds at least, quickly found: a sign; a number before a word or dash; one behind a code."""
    table = tables("prices")
    codes = table["beside"]["codes"].split()
    signs = "".join(
        sorted({mark for sign in table["signs"] for mark in sign if not mark.isalnum() and mark not in " ."})
    )
    glued = "".join(sorted({word[0] for word in table["after"] if word >= "\u3000"}))
    words = [*(word for word in table["after"] if word < "\u3000"), *(code.lower() for code in codes), "kr"]
    first = "".join(sorted({case for word in words for case in (word[0].lower(), word[0].upper())}))
    begins, rest = told_apart(map(re.escape, longest_first([*table["before"], *codes, "Kr", "Kr.", "kr", "kr."])))
    return [
        re.compile(rf"[{re.escape(signs)}{glued}]"),
        re.compile(
            rf"\d[.,:]?[-–—]{{0,2}}{GAP}?(?=[{re.escape(first)}])(?i:{alternatives(words)})|\d[.,:] ?[-–—]{{1,2}}(?![\w–—-])"
        ),
        re.compile(rf"[{begins}](?<![A-Za-z0-9].)(?:{rest}){GAP}?[\d$€£]"),
    ]


def may_hold_prices(text: str) -> bool:
    """Whether a text is worth the large pattern; most with a number in them are not."""
    if HAS_DIGIT.search(text) is None:
        return False
    sign, number, code = hints()
    return bool(sign.search(text) or number.search(text) or code.search(text))


def find_prices(text: str, language: str | None = None, country: str | None = None) -> list[PriceHit]:
    """The prices in a text, in order.

    `language` (BCP 47) and `country` (English short name) settle signs that currencies share. Sums with "k" or "million"
    behind them are no prices.

    >>> [(hit.amount, hit.amount_max, hit.currency) for hit in find_prices("early €1.050,00, students $85-$140")]
    [(1050.0, None, 'EUR'), (85.0, 140.0, 'USD')]
    """
    found: list[PriceHit] = []
    narrow = text if text.isascii() else WIDE.sub(lambda match: match[0].translate(HALF), text)
    for match in price_pattern().finditer(narrow) if may_hold_prices(narrow) else ():
        if LARGE.match(narrow, match.end()) or is_name(match):
            continue
        hit = price_of(match, text, language, country)
        if not (found and is_conversion(text, found[-1], hit)):
            found.append(hit)
    return found


def is_name(match: re.Match[str]) -> bool:
    """Whether the letters and the number are an event's name with its year or number, or just a year: "CAD 2024", "COP 28"."""
    sign, number = (match["sign"] or match["sign2"] or "").strip(), match["low"] or match["high2"] or ""
    if not sign.isalpha() or match["high"]:
        return False
    amount = amount_of(number) if number else 0
    code = bool(match["sign"]) or sign.isupper() or sign == "р"
    known = tables("prices")["least"].get(sign)
    year = code and number.isdigit() and amount in YEARS and (amount % 10 > 0 or known is not None)
    return year or 0 < amount < (known or 0)


def bare_price(text: str, head: str, language: str | None = None, country: str | None = None) -> PriceHit | None:
    """The price that a cell of a mere number is, under a head that names the currency: "Fee (EUR)". None for any other.

    >>> price = bare_price("1,120", "Early fee (EUR)")
    >>> (price.amount, price.currency, price.text) if price else None
    (1120.0, 'EUR', '1,120')
    """
    sign = head_pattern().search(head) if BARE.fullmatch(text) else None
    if sign is None:
        return None
    currency, assumed = currency_of(sign[1], language, country)
    amount = amount_of(text)
    return PriceHit(0, len(text), amount, None, currency, assumed, sign[1], amount == 0, text)


@cache
def head_pattern() -> re.Pattern[str]:
    """A currency in the head of a column: in brackets, behind "in", or a code or sign that ends it."""
    signs = alternatives([*tables("prices")["signs"], *tables("prices")["beside"]["codes"].split()])
    return re.compile(rf"(?<![^\W\d_])({signs}|(?i:{alternatives(tables('prices')['after'])}))(?![^\W\d_])")


def price_of(match: re.Match[str], text: str, language: str | None, country: str | None) -> PriceHit:
    """The price of a match, in the words of the text."""
    low, high = match["low"] or match["low2"] or match["low3"], match["high"] or match["high2"]
    sign = (match["code"] or match["sign"] or match["sign2"] or "").strip()
    if low is None:
        low, high = high, None
    least, most = amount_of(low), amount_of(high) if high else None
    currency, assumed = currency_of(told_sign(sign, match["tail"]), language, country)
    if most is not None and most < least:  # "50-20": not a range that people would write
        least, most = most, least
    return PriceHit(
        *match.span(),
        least,
        most,
        currency,
        assumed,
        sign,
        most is None and least == 0,
        text[slice(*match.span())].strip(),
    )


def told_sign(sign: str, tail: str | None) -> str:
    """The word behind an amount rather than a shared sign before it, where that means something else: "$350 pesos"."""
    word = (tail or "").strip()
    return (
        word
        if word and sign in tables("prices")["shared"] and currencies().get(word.lower()) != currencies().get(sign)
        else sign
    )


def amount_of(written: str) -> float:
    """The number that people of any country mean: 3.150,00 and 3,150.00 are 3150, 3.500 is 3500, 56,5 is 56.5.

    >>> amount_of("3.150,00"), amount_of("3.500"), amount_of("56,5"), amount_of("1'250.–"), amount_of("2만 5천")
    (3150.0, 3500.0, 56.5, 1250.0, 25000.0)
    """
    parts = POWER.findall(written)
    if parts:
        return sum(float(number) * POWERS[power] for number, power in parts)
    digits = re.sub(rf"{NO_CENTS}$", "", written)
    cents = CENTS.match(digits)
    whole, part = (cents[1], cents[2]) if cents else (digits, "0")
    return float(f"{re.sub('[^0-9]', '', whole)}.{part}")


def currency_of(sign: str, language: str | None, country: str | None) -> tuple[str | None, bool]:
    """The currency of a sign, and whether that rests on where the page is from, or on what is usual."""
    word = re.sub(r"[ \xa0]", "", sign)
    key = word if word in currencies() else word.lower().rstrip(".") if word.lower().rstrip(".") in currencies() else ""
    shared = tables("prices")["shared"].get(word.lower().rstrip(".") or ",-")
    if shared is not None:
        own = (language or "").lower()
        local = shared.get(country) or (None if country else shared.get(own, shared.get(own.split("-")[0])))
        return local or currencies().get(key) or None, True
    if not key and word[:3] in currencies():  # USD$, EUR €
        key = word[:3]
    return currencies().get(key), False


def sharing(sign: str) -> set[str]:
    """The currencies that share a sign; none where it means one alone.

    >>> sorted(sharing("kr"))
    ['DKK', 'ISK', 'NOK', 'SEK']
    """
    key = re.sub(r"[ \xa0]", "", sign).lower().rstrip(".") or ",-"
    found = {*tables("prices")["shared"].get(key, {}).values(), currencies().get(key)} - {None, ""}
    return found if len(found) > 1 else set()


def is_conversion(text: str, before: PriceHit, hit: PriceHit) -> bool:
    """Whether a price repeats the one before it in another currency."""
    between = text[before.end : hit.start]
    return hit.currency != before.currency and len(between) < 20 and bool(CONVERTED.fullmatch(between))
