"""Names in the running text: "the 12th Workshop on …", a name that an acronym in brackets follows, "KEEL 2026"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from eventcal.reading.names.candidate import LONGEST, NameText
from eventcal.reading.names.spelling import letters_of, spells
from eventcal.reading.names.vocabulary import SMALL, WORDS, is_common, is_led_in, is_owner, tables
from eventcal.reading.survey import Survey
from eventcal.reading.wordlists import alternatives
from eventcal.reading.years import years_in

PROSE_BLOCKS = 60
PROSE_TEXT = 600  # characters of a block
MOST_COINED = 3
MEETING = r"(?:Conference|Workshop|Symposium|Congress|Meeting|Summit|School|Seminar|Forum|Colloquium|Hackathon|Camp)"
HAS_MEETING = re.compile(MEETING)
ORDER = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|(?:19|20)\d\d|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|(?:Four|Fif|Six|Seven|Eigh|Nine)teenth|"
    r"Thirteenth|Twentieth|(?:Twenty|Thirty)-\w+|Annual|International|European|"
    r"IEEE|ACM|Inaugural|Joint|National|Nordic|Asian|African|World)"
)
TAIL = r"(?:\s+(?:(?:of|and|for|in|on|the|&|to|with|a|at|de)\s+){0,3}[a-z]?[A-Z0-9][\w/&’'‑-]*,?){1,14}"
PROSE = re.compile(
    rf"(?:[Tt]he\s+)?(?:(?:{ORDER}\s+){{1,4}}(?:[A-Za-z][\w/&’'‑-]*\s+){{0,6}}?{MEETING}(?:\s+(?:on|of|for|in|and|the|&){TAIL})?|{MEETING}\s+(?:on|of|for){TAIL})"
)
BRACKET = re.compile(r"\s*\((?:the\s)?([A-Z][\w’'&/-]{1,14}(?:[ -]?(?:19|20)?\d\d)?)\)")
COINED = re.compile(
    r"([A-Z](?<![\w/.#@-].)[\w!?&+-]*(?:[ ][A-Z][\w!?&+-]*){0,3})(?:[ ]((?:19|20)\d\d)|\s?([’'‘]\d\d))(?![\w-])"
)
HOSTED = re.compile(r"\b(?:at|with) the\b")
CUT_OFF = re.compile(r"\s+(?:on|of|for)(?:\s|$)")
BESIDE = 45  # characters before a phrase
JOINING = "de|del|da|do|dos|das|di|della|degli|des|du|en|em|no|na|la|le|les|los|las|el|il|lo|gli|os|as|für|zur|zum|über|der|die|das|den|dem|sur|et|y|e|und|i|o|w|voor|van|om"
NUMBERED = re.compile(
    r"(?<![\w.])(?:\d{1,3}(?:\.|º|ª|°|er|[eè]re|e|[eè]me|:e)|[IVXL]{1,6}\.?|[Pp]remi[eè]re?|[Pp]rim[eo]\w*|[Ss][eé]gund[ao]|[Tt]erce\w+|[CcQq]uart[ao]|[Qq]uint[ao]|[Ss]ext[ao]|"
    r"[Ss][eé]p?tim[ao]|[Oo]ctav[ao]|[Oo]itav[ao]|[Nn]oven[ao]|[Nn]on[ao]|[Dd][eé]cim[ao])\s+"
    rf"(?:[\w’'-]+\s+){{0,3}}?(?=[A-ZÀ-Þ])(?i:{alternatives(tables()['type_words']['stems'])})[\w’'-]*"
    rf"(?:\s+(?:(?:{JOINING})\s+){{0,2}}[A-ZÀ-Þ][\w’'-]*){{0,10}}"
)
"""A name with its count, in languages where nouns have capitals or the kind of meeting leads: "noveno Simposio Internacional de …"."""


def with_capital(stems: Iterable[str]) -> str:
    """A pattern of some stems with a capital first, by that: quickly looked for, since capitals are rare."""
    rests: dict[str, list[str]] = {}
    for stem in stems:
        rests.setdefault(stem[0].upper(), []).append(re.escape(stem[1:]))
    return "|".join(f"{capital}(?i:{'|'.join(several)})" for capital, several in rests.items())


HAS_STEM = re.compile(with_capital([*tables()["type_words"]["stems"], "camp"]))
"""Without such a word no phrase has one for a meeting."""
SHORT_YEAR = re.compile(r"[’'‘]\d\d")


def prose_texts(survey: Survey) -> Iterator[NameText]:
    """The phrases of the running text, and of the page's description, that could be the name."""
    coined: Counter[str] = Counter()
    for text, where in prose(survey):
        if HAS_STEM.search(text):
            yield from numbered(text, where)
        if "(" in text:
            yield from defined(text, where)
        if names_edition(text):
            for match in COINED.finditer(text):
                coined[match[0]] += is_coined(match, survey)
    for text, count in coined.most_common(MOST_COINED):
        if count > 1:
            yield NameText(text, "coined", "text")


def names_edition(text: str) -> bool:
    """Whether a text may have a year behind a word, without which nothing is coined; quickly told."""
    if " 20" in text or " 19" in text:
        return True
    return ("'" in text or not text.isascii()) and SHORT_YEAR.search(text) is not None


def prose(survey: Survey) -> Iterator[tuple[str, str]]:
    """(text, place in the page) of the first blocks and of what the page says of itself, on one line each."""
    page = survey.page
    for name in ("description", "og:description"):
        if name in page.meta:
            yield page.meta[name][:PROSE_TEXT].replace("\n", " "), f"meta {name}"
    for block in page.blocks[:PROSE_BLOCKS]:
        yield block.text[:PROSE_TEXT].replace("\n", " "), block.tag


def numbered(text: str, where: str) -> Iterator[NameText]:
    """Phrases that count editions or say what kind of meeting is about what; with the acronym in brackets behind them too."""
    for match in [*(PROSE.finditer(text) if HAS_MEETING.search(text) else ()), *NUMBERED.finditer(text)]:
        if not (
            is_common(WORDS.findall(match[0].casefold()))
            or CUT_OFF.match(text, match.end())
            or is_led_in(text[max(match.start() - BESIDE, 0) : match.start()], "host")
        ):
            yield NameText(match[0], "prose", where)
            bracket = BRACKET.match(text, match.end())
            if bracket is not None:
                yield NameText(text[match.start() : bracket.end()], "prose", where)


def defined(text: str, where: str) -> Iterator[NameText]:
    """Phrases whose acronym follows in brackets, without and with it; not those of who holds the event."""
    for bracket in BRACKET.finditer(text):
        phrase = spelled_before(text[: bracket.start()], letters_of(bracket[1]))
        start = bracket.start() - len(phrase)
        if phrase and not (
            is_owner(WORDS.findall(phrase.casefold()))
            or HOSTED.search(phrase)
            or is_led_in(text[max(start - BESIDE, 0) : start], "host")
        ):
            yield NameText(phrase, "defined", where)
            yield NameText(text[start : bracket.end()], "defined", where)


def spelled_before(text: str, letters: str) -> str:
    """The end of a text that spells an acronym: words with capitals and small ones between; empty where it does not."""
    words = list(WORDS.finditer(text[-LONGEST:]))
    text = text[-LONGEST:]
    start = len(words)
    while start and (
        words[start - 1][0][0].isupper() or words[start - 1][0] in SMALL or words[start - 1][0][0].isdigit()
    ):
        if start < len(words) and any(ch in ".;:!?()" for ch in text[words[start - 1].end() : words[start].start()]):
            break
        start -= 1
    while start < len(words) and words[start][0] in SMALL:
        start += 1
    if len(words) - start < 2 or not spells([w[0].casefold() for w in words[start:]], letters):
        return ""
    return text[words[start].start() :].rstrip()


def is_coined(match: re.Match[str], survey: Survey) -> bool:
    """Whether words before a year are the name of this edition: no month, and the year is the page's."""
    now = survey.page.when.year
    years = survey.title_years or survey.url_years or (now - 1, now, now + 1)
    words = WORDS.findall(match[1].casefold())
    return (
        len(match[1]) > 2
        and years_in(match[0])[-1:] != []
        and years_in(match[0])[-1] in years
        and not any(w in survey.words.months for w in words)
    )
