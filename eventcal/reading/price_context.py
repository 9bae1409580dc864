"""What an amount of money is for, told by the words around it: whether attendees pay it, and how surely."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from eventcal.reading.wordlists import UNSPACED, UNSPACED_LETTERS, tables

Kind: TypeAlias = Literal["attendee", "who", "price", "other", "never", "included"]
KINDS: tuple[Kind, ...] = ("never", "attendee", "who", "price", "included", "other")

FIRST_LETTER = re.compile(rf"(?<![^\W\d_])[^\W\d_]|[{UNSPACED_LETTERS}]|/(?=[a-z])")
LETTERS = re.compile(r"[^\W\d_]*")
LONG_WORD = re.compile(r"[^\W\d_]{10,60}")
IN_PARENTHESES = re.compile(r"\([^()]*\)")
CLAUSE_END = re.compile(r"[.;|•·\n](?:\s|$)|, |\(|\n| [–—-] ")
ADJACENT = 3
"""Characters between a price and a word behind it that surely belongs to it: "€90 per night", "$200 registration fee"."""
BEHIND = 40
ADDED = re.compile(r"(?:[+＋]|\b(?:plus|inc(?:l|luding)|inkl|zzgl|davon|dont|of which)\b\.?)\s*$", re.I)
WITH_TAX = re.compile(r"(?:inc|ink|exc|exk|with|plus|\+)\S*\s+\S+\s*$", re.I)
COMPOUND = 6
"""Letters from which on a word counts inside others too: "Konferenzdinner"."""

SCORES: Mapping[Kind | None, Mapping[Kind | None, float]] = {
    "attendee": {None: 0.85, "attendee": 0.9, "who": 0.85, "price": 0.9, "other": 0.6, "never": 0.55},
    "who": {None: 0.7, "attendee": 0.9, "who": 0.75, "price": 0.85, "other": 0.3, "never": 0.2},
    "price": {None: 0.6, "attendee": 0.8, "who": 0.65, "price": 0.7, "other": 0.2, "never": 0.1},
    None: {None: 0.3, "attendee": 0.7, "who": 0.45, "price": 0.6, "other": 0.15, "never": 0.05},
    "other": dict.fromkeys((None, "attendee", "who", "price", "other", "never"), 0.15),
    "never": dict.fromkeys((None, "attendee", "who", "price", "other", "never"), 0.05),
}
"""How surely attendees pay an amount, by what its own words say, then by what those above it say."""


class Word(NamedTuple):
    """A word that tells what an amount is for, at [start, end) of its text."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of some languages."""

    beginnings: Mapping[str, Sequence[tuple[str, Kind]]]
    """By their first two letters, the longest first."""
    inside: Sequence[str]
    """Those of something else that count inside a longer word too."""
    ends: Sequence[str]
    """Those of attending that count inside a longer word too: "Wochenendticket"."""


def table() -> dict[str, dict[str, list[str]]]:
    """The word lists of costs.toml."""
    return tables("costs")


@cache
def vocabulary(languages: tuple[str, ...]) -> Vocabulary:
    """The words of these languages (BCP 47)."""
    wanted = {"any", *(language.partition("-")[0].replace("nn", "nb").replace("no", "nb") for language in languages)}
    kinds: dict[str, Kind] = {}
    for kind in KINDS:
        for language in sorted(wanted & table()[kind].keys()):
            for word in table()[kind][language]:
                kinds.setdefault(word, kind)
    buckets: dict[str, list[tuple[str, Kind]]] = {}
    for word in sorted(kinds, key=len, reverse=True):
        buckets.setdefault(word[:2] if not UNSPACED.match(word) else word[:1], []).append((word, kinds[word]))
    inside = [w for w, kind in kinds.items() if kind == "other" and len(w) >= COMPOUND and not w.endswith(" ")]
    ends = [word for language in sorted(wanted & table()["inside"].keys()) for word in table()["inside"][language]]
    return Vocabulary(buckets, inside, ends)


def words_of(text: str, known: Vocabulary) -> list[Word]:
    """The telling words of a text in order; one inside a compound tells of the whole: "hotel registration"."""
    folded = text.lower()
    if len(folded) != len(text):  # İ: the places would not be the same
        folded = text
    found: list[Word] = []
    free = 0
    for match in FIRST_LETTER.finditer(folded):
        start = match.start()
        word = word_at(folded, start, known) if start >= free else None
        if word is not None:
            found.append(word)
            free = word.end
    return compounds(folded, found)


def word_at(folded: str, start: int, known: Vocabulary) -> Word | None:
    """The longest telling word that begins at `start`, or that is part of the long one there."""
    for bucket in (folded[start : start + 2], folded[start : start + 1]):
        for written, kind in known.beginnings.get(bucket, ()):
            end = end_of(written, folded, start)
            if end is not None:
                return Word(start, end, "other" if hidden_other(folded[start:end], known) else kind)
    long = LONG_WORD.match(folded, start)
    if long is None:
        return None
    if hidden_other(long[0], known):
        return Word(start, long.end(), "other")
    return Word(start, long.end(), "attendee") if any(long[0].find(end, 1) > 0 for end in known.ends) else None


def end_of(written: str, folded: str, start: int) -> int | None:
    """The end of the word that begins as `written`; None where another stands there."""
    bare = written.rstrip(" ")
    end = start + len(bare)
    if not folded.startswith(bare, start) or (bare != written and folded[end : end + 1].isalpha()):
        return None
    rest = LETTERS.match(folded, end)
    return rest.end() if rest and not UNSPACED.match(written) else end


def hidden_other(word: str, known: Vocabulary) -> bool:
    """Whether a long word holds one that names something else: "Konferenzdinner", "Tagungshotel"."""
    return len(word) >= COMPOUND + 4 and any(word.find(part, 1) > 0 for part in known.inside)


@cache
def between(kind: str) -> re.Pattern[str]:
    """What stands between a price's word and the thing that it is for; or between two things of one price."""
    words = "|".join(map(re.escape, table()[kind]["any"]))
    if kind == "and":
        return re.compile(rf"(?:\s+(?:{words})\s+|\s*[+&/]\s*)(?:[^\W\d_]+\s+){{0,2}}")
    return re.compile(
        rf"\s+(?:{words})\s*(?:(?:the|a|an|la|le|el|der|die|das|den|einen?)\s+)?(?:[^\W\d_/-]+[\s/-]+){{0,2}}"
    )


def compounds(folded: str, found: list[Word]) -> list[Word]:
    """The words, those that are told by a neighbour changed: "dinner ticket", "ticket for the dinner", "ticket refund"."""
    for number in range(len(found) - 1):
        one, two = found[number], found[number + 1]
        gap = folded[one.end : two.start]
        if one.kind == "other" and two.kind in ("attendee", "who", "price") and gap in (" ", "-", ""):
            found[number + 1] = two._replace(kind="other")
        elif one.kind in ("attendee", "price") and two.kind == "other" and between("of").fullmatch(gap):
            found[number] = one._replace(kind="other")
        elif one.kind in ("attendee", "price") and two.kind in ("other", "never") and gap == " ":
            found[number] = one._replace(kind=two.kind)
    return found


def first_kind(text: str, known: Vocabulary) -> Kind | None:
    """What a heading or a cell of a table speaks of: its first telling word decides, but money for nobody outdoes it."""
    words = [w.kind for w in told_words(text, known)]
    if "never" in words:
        return "never"
    strong = [kind for kind in words if kind != "price"]
    return strong[0] if strong else words[0] if words else None


def told_words(text: str, known: Vocabulary) -> list[Word]:
    """The telling words of a text, without what a price includes."""
    bare = IN_PARENTHESES.sub(lambda match: " " * len(match[0]), text)
    return list(outside(words_of(bare, known)))


def outside(words: Sequence[Word]) -> Iterator[Word]:
    """The words, without those of things that are only said to be part of a price."""
    part = False
    for word in words:
        part = part or word.kind == "included"
        if word.kind != "included" and not (part and word.kind == "other"):
            yield word


def kind_before(text: str, known: Vocabulary) -> Kind | None:
    """What the words that lead to an amount say: the nearest decides, unless one tells of money for nobody."""
    words = told_words(text, known)
    never = [word.end for word in words if word.kind == "never"]
    if never and not (words[-1].kind == "attendee" and "," in text[never[-1] : words[-1].start]):
        return "never"
    strong = [word for word in words if word.kind != "price"]
    return nearest_kind(text, strong) if strong else words[-1].kind if words else None


def nearest_kind(text: str, words: Sequence[Word]) -> Kind:
    """The kind of the last word; "registration and dinner:" is the price of both, so an attendee's."""
    last, before = words[-1], words[-2] if len(words) > 1 else None
    if last.kind == "other" and before is not None and before.kind == "attendee":
        return "attendee" if between("and").fullmatch(text[before.end : last.start].lower()) else "other"
    return last.kind


def kind_behind(text: str, known: Vocabulary) -> tuple[Kind | None, bool]:
    """What the words right behind an amount say, and whether they surely belong to it."""
    aside = text.lstrip().startswith("(")
    clause = text.lstrip(" (\xa0")[:BEHIND]
    cut = CLAUSE_END.search(clause)
    per = per_each().match(clause)
    words = words_of(clause[: cut.start()] if cut else clause, known)
    words = [word for word in outside(words) if not (aside and word.kind in ("other", "price"))]
    if not words:
        return None, False
    kinds = [word.kind for word in words]
    strong = next((kind for kind in kinds if kind != "price"), kinds[0])
    least = per.end() if per and words[0].kind == "other" else ADJACENT
    return strong, words[0].start <= least


@cache
def per_each() -> re.Pattern[str]:
    """What stands between a price and the thing whose price it is: "per night", "pro Nacht"."""
    words = "|".join(map(re.escape, table()["per"]["any"]))
    return re.compile(rf"(?:(?:{words})[ \xa0]|/[ \xa0]?)", re.I)


def own_kind(before: str, behind: str, known: Vocabulary) -> Kind | None:
    """What an amount's own words say it is for."""
    said = kind_before(before, known)
    if said == "never":
        return said
    after, sure = kind_behind(behind, known)
    if after == "never" and (sure or said != "attendee"):
        return after
    labelled = said is not None and before.rstrip().endswith((":", "=", "：", "-", "–"))
    if after is not None and (said in (None, "price") or (sure and not labelled and after != "price")):
        return after
    return said


def attendee_score(own: Kind | None, above: Kind | None, page: bool = False) -> float:
    """0 to 1: how surely attendees pay an amount, by its own words, those above it, and whether the page is about prices.

    >>> attendee_score("who", "attendee"), attendee_score(None, "other"), attendee_score(None, None)
    (0.9, 0.15, 0.3)
    """
    return SCORES[own]["attendee" if page and above in (None, "who") else above]


def outer_kind(kinds: Iterable[Kind]) -> Kind | None:
    """The nearest kind that says what is paid for; else who pays; else that it is a price."""
    said = list(kinds)
    return next((kind for weak in (("price", "who"), ("price",), ()) for kind in said if kind not in weak), None)


@cache
def taxes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands right before a tax, and right behind it."""
    names = "|".join(map(re.escape, table()["tax"]["any"]))
    named = rf"(?<![^\W\d_])(?:{names})\.?\s*[:=(]?\s*$"
    return re.compile(named, re.I), re.compile(rf"\s*\(?\s*(?:{names})(?![^\W\d_])", re.I)


def is_tax(before: str, behind: str) -> bool:
    """Whether an amount is a tax on another: "VAT: €5", "€100 + €19 VAT"; but "€119 incl. VAT" speaks of a price."""
    named, added = taxes()
    lead = before[-24:]
    if ADDED.search(lead):
        return added.match(behind[:24]) is not None
    return named.search(lead) is not None and not WITH_TAX.search(lead)
