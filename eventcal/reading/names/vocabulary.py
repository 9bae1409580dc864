"""The words that names of events are told by; the tables are data/names.toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from eventcal.reading import wordlists
from eventcal.reading.quick import any_case
from eventcal.reading.wordlists import alternatives

WORDS = re.compile(r"[^\W_]+")
MOST_TEXTS = 2_000  # remembered; a page has some ten headings, and asks for each several times
MOST_WORDS = 50_000  # remembered; a page has some hundred in what could be its name


def tables() -> dict[str, dict[str, list[str]]]:
    """The tables by section."""
    return wordlists.tables("names")


def meeting_words() -> re.Pattern[str]:
    """Words for a meeting: the beginnings and endings of words, whole words, and any stretch of a script without spaces."""
    words = tables()["type_words"]
    parts = [*map(re.escape, [*words["stems"], *words["solid"]])]
    parts += [rf"\b{re.escape(word)}\b" for word in words["whole"]]
    return re.compile(any_case([*parts, *(rf"{re.escape(word)}\b" for word in words["endings"])]))


def led_in(section: str) -> re.Pattern[str]:
    """The phrases that lead to a name, and an article, at the end of a text."""
    return re.compile(
        rf"\b(?:{alternatives(tables()[section]['before'])})(?:\s+(?:{alternatives(ARTICLES)}))?\s*$", re.I
    )


ARTICLES = (
    *("the", "our", "a", "an", "die", "der", "das", "unsere", "la", "le", "les", "nos", "el", "los", "las", "nuestros"),
    *("il", "i", "gli", "o", "os", "as", "het", "de", "onze", "våra", "våre", "vores"),
)
SMALL = frozenset(
    "a an the of on in for and at to with by from de la le les du des der die das del los las und für et sur sobre y en e do da dos em i w v o og och ve".split()
)
"""Words that an acronym may leave out, and that no name ends with."""
COUNT = re.compile(
    r"\d+(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|inaugural|annual|international|european|national|joint|"
    r"virtual|online|general|summer|winter|spring|autumn|[ivx]{1,5}"
)
TYPE_WORD = meeting_words()
HELD = re.compile(
    r"(?:(?:to be )?held )?(?:as part of|in (?:conjun|association|cooperation|collaboration)|co-?located|part of|hosted|sponsored|organi[sz]ed|presented by|"
    r"supported|powered|(?:a )?workshop (?:at|of) the|copyright|©|held (?:in|with|at)\b)",
    re.I,
)
ALIAS_SIGNS = frozenset(":,–-")
ALIAS = re.compile(r"\s[\w’'-]{2,12}\s?[:,–-]\s*(?:the\s)?$", re.I)
"""What may stand between "in conjunction with" and the name: "SC25: The"."""
HEADINGS = frozenset(tables()["generic"]["phrases"])
FORMS = re.compile(rf"(?:{'|'.join(tables()['generic']['forms'])})$", re.I)
LED = {section: led_in(section) for section in ("own", "host")}
LAST_WORDS = {
    section: frozenset([*ARTICLES, *(phrase.split()[-1] for phrase in tables()[section]["before"])]) for section in LED
}
SUB_PAGE_WORDS = frozenset(tables()["sub_page"]["words"])
OWNER_WORDS = frozenset(tables()["owner"]["words"])
VERBS = frozenset(tables()["own"]["behind"])
KINDS = frozenset(tables()["type_words"]["whole"])
STEMS = tuple(tables()["type_words"]["stems"])
ENDING = 5  # letters by which a word may be longer than its stem


@lru_cache(MOST_TEXTS)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, casefolded."""
    return tuple(WORDS.findall(text.casefold()))


@lru_cache(MOST_WORDS)
def is_meeting(word: str) -> bool:
    """Whether a word is one for a meeting, or holds one."""
    return TYPE_WORD.search(word) is not None


@lru_cache(MOST_WORDS)
def is_kind(word: str) -> bool:
    """Whether a word names a kind of meeting and nothing else: "workshops", not "JuliaCon"."""
    if word in KINDS:
        return True
    return word.startswith(STEMS) and any(len(word) <= len(stem) + ENDING for stem in STEMS if word.startswith(stem))


@lru_cache(MOST_WORDS)
def is_count(word: str) -> bool:
    """Whether a word counts editions or tells kinds of meetings apart: "12th", "annual", "international"."""
    return COUNT.fullmatch(word) is not None


@lru_cache(MOST_WORDS)
def is_ordinal(word: str) -> bool:
    """Whether a word counts editions and is no bare number."""
    return is_count(word) and not word.isdigit()


@lru_cache(MOST_WORDS)
def is_common_word(word: str) -> bool:
    """Whether a word says nothing of which event it is: a kind of meeting, a part of its pages, a count, a year."""
    return word in SMALL or word in SUB_PAGE_WORDS or is_kind(word) or is_count(word)


def is_common(words: Sequence[str]) -> bool:
    """Whether words say nothing of which event it is."""
    return bool(words) and all(map(is_common_word, words))


def is_owner(words: Sequence[str]) -> bool:
    """Whether words name who holds events: "Society for …", not "… Conference of the Society"."""
    return any(w in OWNER_WORDS for w in words) and not any(map(is_meeting, words))


@lru_cache(MOST_TEXTS)
def is_generic(text: str) -> bool:
    """Whether a text is a heading that any page may have."""
    bare = text.strip(" .!:：…").casefold()
    article, _, rest = bare.partition(" ")
    return bare in HEADINGS or (article in ARTICLES and rest in HEADINGS) or FORMS.match(bare) is not None


def is_led_in(before: str, section: str) -> bool:
    """Whether a text ends with words that lead to a name: the event's "own", or a "host"'s."""
    bare = before.rstrip()
    if section == "host" and may_end_with_alias(bare):
        before = ALIAS.sub(" ", before)
        bare = before.rstrip()
    last = bare[-12:].rpartition(" ")[2]
    return last.casefold() in LAST_WORDS[section] and LED[section].search(before) is not None


def may_end_with_alias(bare: str) -> bool:
    """Whether a text ends with a sign that an alias ends with, and perhaps "the"; quickly told, and seldom so."""
    if bare[-3:].casefold() == "the":
        bare = bare[:-3].rstrip()
    return bare[-1:] in ALIAS_SIGNS
