"""Every text of the page that could be its event's name: titles, headings, first lines, and phrases in prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from itertools import pairwise
from urllib.parse import urlsplit

from eventcal.blocks import Block
from eventcal.reading.names.spelling import letters_of, spells
from eventcal.reading.names.vocabulary import SMALL, WORDS, is_common, is_generic, is_led_in, is_meeting, is_owner
from eventcal.reading.survey import Survey, years_in

__all__ = ["LONGEST", "WORDS", "leads_home", "texts"]

LONGEST = 220  # characters of a name
MOST_JOINED = 4  # headings in a row
LONGEST_LINE = 180  # of a block that may be one
LONGEST_ALT = 100
LOOKED_AT = 14  # blocks from the top that may hold the name outside headings
FIRST = 4  # of them that may, whatever their words
PROSE_BLOCKS = 60
PROSE_TEXT = 600  # characters of a block
MEETING = r"(?:Conference|Workshop|Symposium|Congress|Meeting|Summit|School|Seminar|Forum|Colloquium|Hackathon|Camp)"
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
HAS_MEETING = re.compile(MEETING)
ORDER = (
    r"(?:\d{1,3}(?:st|nd|rd|th)|(?:19|20)\d\d|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Annual|International|European|"
    r"IEEE|ACM|Inaugural|Joint|National|Nordic|Asian|African|World)"
)
TAIL = r"(?:\s+(?:(?:of|and|for|in|on|the|&|to|with|a|at|de)\s+){0,3}[a-z]?[A-Z0-9][\w/&’'‑-]*,?){1,14}"
PROSE = re.compile(
    rf"(?:[Tt]he\s+)?(?:(?:{ORDER}\s+){{1,4}}(?:[A-Za-z][\w/&’'‑-]*\s+){{0,6}}?{MEETING}(?:\s+(?:on|of|for|in|and|the|&){TAIL})?|{MEETING}\s+(?:on|of|for){TAIL})"
)
BRACKET = re.compile(r"\s*\((?:the\s)?([A-Z][\w’'&/-]{1,14}(?:[ -]?(?:19|20)?\d\d)?)\)")
COINED = re.compile(
    r"(?<![\w/.#@-])((?:[A-Z][\w!?&+-]*[ ]){0,3}[A-Z][\w!?&+-]*)(?:[ ]((?:19|20)\d\d)|\s?([’'‘]\d\d))(?![\w-])"
)
HOSTED = re.compile(r"\b(?:at|with) the\b")
CUT_OFF = re.compile(r"\s+(?:on|of|for)(?:\s|$)")
BESIDE = 45  # characters before a phrase
HOME = re.compile(r"^(?:/|\./?|\.\./|#|/?index\.\w{2,5}|/[a-z]{2}/?)$")


def texts(survey: Survey) -> Iterator[tuple[str, str, str]]:
    """(text, kind of source, place in the page) of everything that is shown as a title or could be."""
    page = survey.page
    yield page.title, "title", "title"
    for name in ("og:title", "twitter:title", "dc.title"):
        if name in page.meta:
            yield page.meta[name], "og_title", f"meta {name}"
    for name in ("og:site_name", "application-name", "apple-mobile-web-app-title"):
        if name in page.meta:
            yield page.meta[name], "site_name", f"meta {name}"
    yield from heading_texts(page.blocks)
    yield from line_texts(survey)
    for alt, _ in page.outline.images[:4]:
        if len(alt) <= LONGEST_ALT:
            yield alt, "alt", "image"
    yield from prose_texts(survey)


def line_texts(survey: Survey) -> Iterator[tuple[str, str, str]]:
    """The first lines outside headings that look like a name's, and neighbours of which one goes on with the other."""
    page = survey.page
    titles = f"{page.title} {page.meta.get('og:title', '')} {page.meta.get('og:site_name', '')}".casefold()
    telling = {w for w in WORDS.findall(titles) if not is_common([w])}
    before: Block | None = None
    for place, block in enumerate([b for b in page.blocks if b.zone not in ("nav", "aside", "footer")][:LOOKED_AT]):
        if (
            not block.level
            and 3 < len(block.text) <= LONGEST_LINE
            and (place < FIRST or looks_like_name(block.text, telling))
        ):
            yield block.text, "block", block.tag
        if before is not None and not (before.level and block.level) and goes_on(before.text, block.text):
            yield f"{before.text} {block.text}", "joined_open", f"{before.tag} + {block.tag}"
        before = block


def looks_like_name(text: str, telling: Set[str]) -> bool:
    """Whether a line has a word for a meeting, one of the page's titles, or a year."""
    return any(w in telling or is_meeting(w) for w in WORDS.findall(text.casefold())) or bool(years_in(text))


def heading_texts(blocks: list[Block]) -> Iterator[tuple[str, str, str]]:
    """The first headings, and neighbours of one level joined: names are often broken over several."""
    seen: Counter[int] = Counter()
    run: list[Block] = []
    for block in blocks:
        if block.tag not in HEADINGS or block.zone == "footer":
            continue
        seen[block.level] += 1
        count = seen[block.level]
        run = [*run[1 - MOST_JOINED :], block] if run and follows(run[-1], block) else [block]
        if count > (4 if block.level <= 2 else 2):
            continue
        margin = "" if block.zone in ("main", "header") else "_margin"
        yield block.text, f"h{min(block.level, 4)}_{'first' if count == 1 else 'later'}{margin}", block.tag
        for start in range(len(run) - 1):
            several = run[start:]
            how = "joined_open" if all(goes_on(a.text, b.text) for a, b in pairwise(several)) else "joined"
            if not any(is_generic(b.text) for b in several):
                yield " ".join(b.text for b in several), how, " + ".join(b.tag for b in several)


def follows(before: Block, heading: Block) -> bool:
    """Whether a heading comes right behind another one of its level or above, or goes on with it."""
    return before.index == heading.index - 1 and (before.level <= heading.level or goes_on(before.text, heading.text))


def goes_on(text: str, following: str) -> bool:
    """Whether the second line goes on with the first: one ends, or the other begins, with a word that no name ends or begins with."""
    last, first = WORDS.findall(text[-20:]), WORDS.match(following)
    return (
        text[-1:] in "-&,"
        or (bool(last) and last[-1] in SMALL)
        or (first is not None and (first[0] in SMALL or first[0] == "on"))
    )


def prose_texts(survey: Survey) -> Iterator[tuple[str, str, str]]:
    """Phrases of the running text: "the 12th Workshop on …", a name that an acronym in brackets follows, "KEEL 2026"."""
    coined: Counter[str] = Counter()
    for block in survey.page.blocks[:PROSE_BLOCKS]:
        start = block.text[:PROSE_TEXT].replace("\n", " ")
        for match in PROSE.finditer(start) if HAS_MEETING.search(start) else ():
            if (
                is_common(WORDS.findall(match[0].casefold()))
                or CUT_OFF.match(start, match.end())
                or is_led_in(start[max(match.start() - BESIDE, 0) : match.start()], "host")
            ):
                continue
            yield match[0], "prose", block.tag
            bracket = BRACKET.match(start, match.end())
            if bracket is not None:
                yield start[match.start() : bracket.end()], "prose", block.tag
        for bracket in BRACKET.finditer(start) if "(" in start else ():
            phrase = spelled_before(start[: bracket.start()], letters_of(bracket[1]))
            before = start[: bracket.start() - len(phrase)]
            if (
                phrase
                and not is_owner(WORDS.findall(phrase.casefold()))
                and not HOSTED.search(phrase)
                and not is_led_in(before[-BESIDE:], "host")
            ):
                yield phrase, "defined", block.tag
                yield start[bracket.start() - len(phrase) : bracket.end()], "defined", block.tag
        coined.update(match[0] for match in COINED.finditer(start) if is_coined(match, survey))
    for text, count in coined.most_common(3):
        if count > 1:
            yield text, "coined", "text"


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


def leads_home(block: Block) -> bool:
    """Whether the whole block is a link to the site's front page."""
    if not block.links or block.links[0].end - block.links[0].start < len(block.text):
        return False
    target = block.links[0].value.strip()
    return HOME.match(target) is not None or urlsplit(target).path in ("", "/")
