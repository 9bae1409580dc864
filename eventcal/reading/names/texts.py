"""Every text of the page that could be its event's name: titles, headings, first lines, and phrases in prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import filterfalse, pairwise
from urllib.parse import urlsplit

from eventcal.blocks import Block
from eventcal.reading.names.candidate import NameText
from eventcal.reading.names.prose import prose_texts
from eventcal.reading.names.vocabulary import SMALL, WORDS, is_common_word, is_generic, is_meeting, words_of
from eventcal.reading.survey import Survey
from eventcal.reading.years import years_in

__all__ = ["leads_home", "texts"]

MOST_JOINED = 4  # headings in a row
LONGEST_LINE = 180  # of a block that may be one
LONGEST_ALT = 100
LOOKED_AT = 14  # blocks from the top that may hold the name outside headings
FIRST = 4  # of them that may, whatever their words
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
LOGO = re.compile(r"^\s*logo(?: of| de| der| des)?\b[\s:–-]*|[\s:–-]*\blogo\s*$", re.I)
HOME = re.compile(r"^(?:/|\./?|\.\./|#|/?index\.\w{2,5}|/[a-z]{2}/?)$")


def texts(survey: Survey) -> Iterator[NameText]:
    """Everything that is shown as a title or could be."""
    page = survey.page
    yield NameText(page.title, "title", "title")
    for name in ("og:title", "twitter:title", "dc.title"):
        if name in page.meta:
            yield NameText(page.meta[name], "og_title", f"meta {name}")
    for name in ("og:site_name", "application-name", "apple-mobile-web-app-title"):
        if name in page.meta:
            yield NameText(page.meta[name], "site_name", f"meta {name}")
    yield from heading_texts(page.blocks)
    yield from line_texts(survey)
    for alt, _ in page.outline.images[:4]:
        if len(alt) <= LONGEST_ALT:
            yield NameText(LOGO.sub("", alt), "alt", "image")
    yield from prose_texts(survey)


def line_texts(survey: Survey) -> Iterator[NameText]:
    """The first lines outside headings that look like a name's, and neighbours of which one goes on with the other."""
    page = survey.page
    titles = f"{page.title} {page.meta.get('og:title', '')} {page.meta.get('og:site_name', '')}".casefold()
    telling = frozenset(filterfalse(is_common_word, WORDS.findall(titles)))
    before: Block | None = None
    for place, block in enumerate([b for b in page.blocks if b.zone not in ("nav", "aside", "footer")][:LOOKED_AT]):
        if (
            not block.level
            and 3 < len(block.text) <= LONGEST_LINE
            and (place < FIRST or looks_like_name(block.text, telling))
        ):
            yield NameText(block.text, "block", block.tag, block.index)
        if before is not None and not (before.level and block.level) and goes_on(before.text, block.text):
            yield NameText(f"{before.text} {block.text}", "joined_open", f"{before.tag} + {block.tag}", block.index)
        before = block


def looks_like_name(text: str, telling: frozenset[str]) -> bool:
    """Whether a line has a word for a meeting, one of the page's titles, or a year."""
    words = words_of(text)
    return not telling.isdisjoint(words) or any(map(is_meeting, words)) or bool(years_in(text))


def heading_texts(blocks: list[Block]) -> Iterator[NameText]:
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
        how = f"h{min(block.level, 4)}_{'first' if count == 1 else 'later'}{margin}"
        yield NameText(block.text, how, block.tag, block.index)
        for start in range(len(run) - 1):
            several = run[start:]
            how = "joined_open" if all(goes_on(a.text, b.text) for a, b in pairwise(several)) else "joined"
            if not any(is_generic(b.text) for b in several):
                yield NameText(" ".join(b.text for b in several), how, " + ".join(b.tag for b in several), block.index)


def follows(before: Block, heading: Block) -> bool:
    """Whether a heading comes right behind another one of its level or above, or goes on with it."""
    return before.index == heading.index - 1 and (before.level <= heading.level or goes_on(before.text, heading.text))


def goes_on(text: str, following: str) -> bool:
    """Whether the second line goes on with the first: one ends, or the other begins, with a word that no name ends or begins with."""
    if text[-1:] in "-&,":
        return True
    last, first = WORDS.findall(text[-20:]), WORDS.match(following)
    return (bool(last) and last[-1] in SMALL) or (first is not None and first[0] in SMALL)


def leads_home(block: Block) -> bool:
    """Whether the whole block is a link to the site's front page."""
    if not block.links or block.links[0].end - block.links[0].start < len(block.text):
        return False
    target = block.links[0].value.strip()
    return HOME.match(target) is not None or urlsplit(target).path in ("", "/")
