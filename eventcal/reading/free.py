"""Finds words that say that attending costs nothing, and refuses those that say it of something else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from eventcal.reading import wordlists
from eventcal.reading.wordlists import UNSPACED, branched

SENTENCE_END = re.compile(r"[.!?。！？\n](?:\s|$)|[\n。！？]")
NEXT_WORDS = re.compile(r"(?:[ \xa0]+[^\W\d_][\w'’-]*){1,4}")
CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ\d]")
BREAK_BEFORE = re.compile(r"(?:^|[\n:(\[–—|,/=•·\"“-])\s*$")
NO_LETTER = re.compile(r"[\W_]+")
NAME = r"(?:the[ \xa0])?(?P<name>[^\W\d_a-z][\w&'’.+-]{0,30}(?:[ \xa0][\w&'’.+-]{1,30}){0,5}?)"
STEM = 6  # letters of the words for "free" that several share
SHARED = 3
MOST = 20  # times that a text says so and is looked at
ALONE = 24  # letters of a line that hold little but the words themselves
BARE = 4  # characters beside them in a line that holds nothing else
NEAR = 60  # characters to each side in which the thing that is free may stand
WHOM = 12  # characters between the words and those who pay nothing, where what is free is not said
SOME = 45  # characters to each side in which it may stand for whom
CAPITALS = 2  # of a name, or digits: "ADCS", "Fjord Days", but not "Membership" or "There"
BESIDE = 3  # characters between the words and what surely goes with them
SUBJECT = 90  # characters before the words in which an event's name may stand


@dataclass(frozen=True, slots=True)
class FreeWords:
    """Words for "costs nothing" at [start, end) of a text."""

    start: int
    end: int
    text: str
    of: str
    """What is free, or for whom, in lower case: "registration", "hackathon", "students"; "" where the words stand alone."""
    labelled: bool
    """They stand alone or directly beside what is free: "Price: free", "free registration", "Tickets are free"."""
    some: bool
    """They are said of some who attend, such as students, not of everybody."""
    side: bool
    """What is free may be only a part of an event, a party, a workshop of several, or the name of another one."""


@cache
def tables() -> dict[str, dict[str, list[str]]]:
    """The lists of words: free, attend, side, not, idiom, before_free, some, given, everybody, bare, counted, is; each by language."""
    return {
        name: wordlists.tables("prices")[name]
        for name in "free attend side not idiom before_free some given everybody bare counted is".split()
    }


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Any word of one list, in any language; of "things", "others" or "named": of the lists that make it up."""
    lists = {"things": ("attend", "side"), "others": ("not", "idiom"), "named": ("attend", "some")}.get(name, (name,))
    return re.compile(any_of(word for each in lists for words in tables()[each].values() for word in words), re.I)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words; whole words where the script sets them apart."""
    longest = sorted(set(words), key=len, reverse=True)
    spaced = branched(re.escape(w) for w in longest if not UNSPACED.search(w))
    solid = "|".join(re.escape(w) for w in longest if UNSPACED.search(w))
    return rf"(?<![\w-])(?:{spaced})(?![\w-])" + (f"|{solid}" if solid else "")


@cache
def kernels() -> list[str]:
    """What the words for "costs nothing" hold, shortest: a text without any of it needs no closer look."""
    words = {word.casefold() for of_language in tables()["free"].values() for word in of_language}
    stems = Counter(word[:STEM] for word in words)
    short = {word[:STEM] if stems[word[:STEM]] >= SHARED else word for word in words}
    return sorted(word for word in short if not any(other in word for other in short if other != word))


@cache
def kernels_by_letter() -> dict[str, list[str]]:
    """Those of them by their first letter beyond ASCII, "" for none: few texts have such a letter."""
    found: dict[str, list[str]] = {}
    for kernel in kernels():
        found.setdefault(next((sign for sign in kernel if not sign.isascii()), ""), []).append(kernel)
    return found


def kernels_in(text: str, among: Iterable[str] | None = None) -> list[str]:
    """Which of some kernels, of all if not given, a text holds."""
    folded = text.casefold()
    if among is None:
        letters = {"", *folded}
        among = [each for letter, some in kernels_by_letter().items() if letter in letters for each in some]
    return [kernel for kernel in among if kernel in folded]


def find_free_words(text: str) -> Iterator[FreeWords]:
    """The words of a text that say that attending is free: beside a word for attending in their sentence, or alone.

    >>> [w.text for w in find_free_words("Registration is free. Feel free to try our free software.")]
    ['free']
    """
    if kernels_in(text):
        for match in islice(pattern("free").finditer(text), MOST):
            start, end = match.span()
            thing = None if refused(text, start, end) else what(text, start, end)
            if thing is not None:
                yield words_at(text, start, end, *thing)


def words_at(text: str, start: int, end: int, of: str, gap: int) -> FreeWords:
    """The words with what is free, which stands `gap` characters from them."""
    begins, ends = sentence(text, start, end, SOME)
    near = text[begins:ends]
    few = pattern("some").search(near) or pattern("given").search(text, begins, start)
    some = few is not None and pattern("everybody").search(near) is None
    side = pattern("side").fullmatch(of) is not None or (bool(of) and pattern("named").fullmatch(of) is None)
    return FreeWords(start, end, text[start:end], of, gap <= ALONE, some, side)


def refused(text: str, start: int, end: int) -> bool:
    """Whether the words around say that something else is free, or that nothing is."""
    before, behind = text[max(start - 20, 0) : start].rstrip(" \xa0-–"), text[end : end + 40].lstrip(" \xa0-–/")
    last = not_free().search(before)
    compound = text[end : end + 1] == "-" and behind[:1].isalpha()
    return last is not None or pattern("others").match(behind) is not None or compound or counted(text, start, end)


def counted(text: str, start: int, end: int) -> bool:
    """Whether the words are said of a number of tickets, as a sponsor gets them: "5 free tickets", "dos entradas gratis"."""
    before, between = counts()
    lead = before.search(text[max(start - SOME, 0) : start])
    return lead is not None and (lead["ticket"] is not None or between.match(text, end) is not None)


@cache
def counts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A number at the end of a text, perhaps with tickets behind it; and tickets at the start."""
    numbers, tickets = any_of(tables()["counted"]["number"]), any_of(tables()["counted"]["ticket"])
    number = rf"(?:(?<![\w.,:/-])\d{{1,2}}|{numbers})"
    return re.compile(rf"{number}[ \xa0]+(?P<ticket>(?:{tickets})[ \xa0]+)?$", re.I), re.compile(
        rf"[ \xa0]+(?:{tickets})", re.I
    )


@cache
def not_free() -> re.Pattern[str]:
    """What stands right before words that say nothing of a price, or that there is one."""
    return re.compile(rf"(?:{pattern('before_free').pattern})$", re.I)


def what(text: str, start: int, end: int) -> tuple[str, int] | None:
    """What is free, or for whom, where it is attending, and how far off that stands; None where it is something else."""
    inner = pattern("things").search(text, start, end)
    if inner:
        return subject(text, start) or (inner[0].casefold(), 0)
    if text[start:end].casefold() in tables()["bare"]["words"]:
        return bare(text, start, end)
    if alone(text, start, end):
        return nearest(text, start, end) or ("", 0)
    return nearest(text, start, end) or nearest(text, start, end, "some", WHOM)


def subject(text: str, start: int) -> tuple[str, int] | None:
    """The name that the words are said of, at the start of their sentence: "Fjord Days is free"; as far off as to be no label."""
    match = named_before().search(text[max(start - SUBJECT, 0) : start])
    if match is None or len(CAPITAL.findall(match["name"])) < CAPITALS or pattern("things").search(match["name"]):
        return None
    return match["name"].casefold(), ALONE + 1


@cache
def named_before() -> re.Pattern[str]:
    """A sentence that ends with a name and "is"."""
    verbs, also = any_of(tables()["is"]["any"]), any_of(tables()["is"]["also"])
    return re.compile(rf"(?:^|[.!?\n]\s*){NAME}[ \xa0](?:{verbs})[ \xa0](?:(?:{also})[ \xa0])?$")


def bare(text: str, start: int, end: int) -> tuple[str, int] | None:
    """What an adjective that may stand before a noun is said of: of that noun ("free entry"), else of what stands before.

    Where neither is said, for whom: "free for students".
    """
    aside = text[end : end + 1] == ")"  # "the (free) workshop"
    match = NEXT_WORDS.match(text, end + aside)
    behind = match[0].lstrip() if match else ""
    follows = edge("behind").search(behind) is not None
    noun = named(behind, follows)
    if noun is not None:
        return noun, 0
    if behind and not follows and not aside:
        return None
    lead = text[max(start - 30, 0) : start].rstrip()
    said = edge("before").search(lead) or BREAK_BEFORE.search(lead)
    thing = (nearest(text, start, start) if said else None) or (("", 0) if alone(text, start, end) else None)
    return thing or nearest(text, start, end, "some", WHOM) or subject(text, start)


@cache
def edge(name: str) -> re.Pattern[str]:
    """A word of a list of [bare] where it touches the adjective: one of "before" at the end, of "behind" at the start."""
    words = any_of(tables()["bare"][name])
    return re.compile(f"^(?:{words})" if name == "behind" else f"(?:{words})$", re.I)


def named(behind: str, follows: bool) -> str | None:
    """The word for attending that the adjective stands before, unless one for something else comes first."""
    attend, other = pattern("things").search(behind), pattern("others").search(behind)
    if attend is None or (other and other.start() <= attend.start()) or (follows and attend.start()):
        return None
    return attend[0].casefold()


def nearest(text: str, start: int, end: int, wanted: str = "things", most: int = NEAR) -> tuple[str, int] | None:
    """The wanted word, of attending, in the sentence that stands nearest, unless one for something else is nearer."""
    begins, ends = sentence(text, start, end, NEAR)
    if start == end:
        ends = end
    things = list(around(pattern(wanted), text, begins, start, end, ends))
    found = [(gap, m[0].casefold()) for m, gap in things]
    others = [gap for _, gap in around(pattern("not"), text, begins, start, end, ends)]
    if not found or min([*others, most]) < min(found)[0]:
        return None
    gap, _ = min(found)
    before = [(apart, m[0].casefold()) for m, apart in things if m.start() < start]
    return min(before if before and gap > BESIDE else found)[1], gap


def around(
    words: re.Pattern[str], text: str, begins: int, start: int, end: int, ends: int
) -> Iterator[tuple[re.Match[str], int]]:
    """The words before `start` and behind `end`, each with the characters between."""
    yield from ((m, start - m.end()) for m in words.finditer(text, begins, start))
    yield from ((m, m.start() - end) for m in words.finditer(text, end, ends))


def sentence(text: str, start: int, end: int, most: int) -> tuple[int, int]:
    """Start and end of the sentence, at most `most` characters to each side."""
    first = max(start - most, 0)
    begins = max((m.end() for m in SENTENCE_END.finditer(text, first, start)), default=first)
    stop = SENTENCE_END.search(text, end, end + most)
    return begins, stop.start() if stop else min(end + most, len(text))


def alone(text: str, start: int, end: int) -> bool:
    """Whether the line holds hardly anything else: "Price: free", "FREE"."""
    before = text[max(start - NEAR, 0) : start].rpartition("\n")[2]
    beside = before + " " + text[end : end + NEAR].partition("\n")[0]
    if pattern("not").search(beside):
        return False
    said = pattern("attend").search(beside) or pattern("some").search(beside)
    return len(beside.strip()) <= BARE or (said is not None and len(NO_LETTER.sub("", beside)) <= ALONE)
