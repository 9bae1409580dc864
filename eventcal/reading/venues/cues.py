"""What the surroundings of a place say: whether something is held there, whose it is, what it is called for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from eventcal.blocks import Block
from eventcal.reading.name_runs import CAPITAL, CAPITALS, HAN
from eventcal.reading.quick import holds, told_apart
from eventcal.reading.survey import Survey
from eventcal.reading.venue_words import Phrases, heads, is_phrase, phrases

STREETS, REST_OF_STREETS = told_apart(
    r"Street\b|St\.|Ave|Road\b|Rue\b|rue\b|Via\b|Ul\.|ul\.|Calle\b|Rua\b|Cad\w*\.|cad\w*\.|ул\.|вул\.".split("|")
)
ADDRESS = re.compile(
    rf"[\d{CAPITALS}{STREETS}](?<=\b.)(?:(?<=\d)(?:\d{{0,4}}[a-zA-Z]?\s+{CAPITAL}[\w.]+|\d{{3,4}}\b)|{REST_OF_STREETS}"
    rf"|(?<={CAPITAL})\w+(?:straße|strasse|gata|veien|gatan|platz|allee|weg|ulica|utca)\b)"
)
"""The class of all beginnings comes first, since only so they are quickly looked for."""
SOLID_ADDRESS = re.compile(rf"[区區][{HAN}]|[路街道]\d|\d(?:号|號|丁目|番地)|구 [가-힣]|[가-힣][로길] ?\d")
CLASS = re.compile(r"venue|location|place(?!holder)|addr|\blieu|\bsede\b|luogo|\blocal\b|miejsce|\bort\b|\bwhere\b")
CLASS_WORDS = "venue location place addr lieu sede luogo local miejsce ort where".split()
"""What the pattern looks for; most classes hold none of them, which is quicker to see."""
LABELLED = re.compile(r"[\W_]{0,4}([^\n:：]{1,40}?)[ \xa0]?(?:[:：]|[ \xa0][|–—-][ \xa0]|\n|$)[ \xa0\n]*")
"""The words before a colon or the like, at the beginning of a line."""
LOOSE = re.compile(rf"(?<=[^\W\d_]{{4}})[ \xa0]+(?={CAPITAL})|(?<=[{HAN}가-힣])[ \xa0]+(?=[{HAN}가-힣])")
MOST_LABEL_WORDS = 5
LONGEST_LABEL = 44  # characters
SHORT_LABEL = 40  # characters of a block or a heading that is nothing but a label
COLON = re.compile(r"[:：|]")
LOOKED_AT = 6_000  # characters of visible text; beyond it only blocks under a venue heading are looked at
UNDER_HEADINGS = 10_000  # characters under venue headings beyond it; real pages have fewer than 5,000
FAR = 99  # blocks: no nearer than that
INNERMOST = 100  # characters of its classes that are a block's own, or nearly
LONG = 1200  # characters of a block that are looked at


def steps_to(places: Sequence[int], index: int) -> int:
    """How many blocks lie between a block and the nearest of some places, in order; FAR where there is none."""
    if not places:
        return FAR
    at = bisect_left(places, index)
    if at == len(places):
        return index - places[-1]
    return min(places[at] - index, index - places[at - 1]) if at else places[0] - index


def has_address(text: str) -> bool:
    """Whether a text holds a part of an address: a street, a number, a postal code, a ward."""
    return bool(ADDRESS.search(text)) or (not text.isascii() and bool(SOLID_ADDRESS.search(text)))


@lru_cache(maxsize=4096)
def is_place_class(classes: str) -> bool:
    """Whether the classes of a block say that it is about a place."""
    own = classes[:INNERMOST]
    return holds(own, CLASS_WORDS) and CLASS.search(own) is not None


def speech(section: str, survey: Survey) -> Phrases:
    """The phrases of a section in the page's languages."""
    return phrases(section, survey.languages)


def under(section: str, block: Block, survey: Survey) -> bool:
    """Whether a block stands right under a heading with a phrase of a section."""
    heading = survey.heading(block)
    return bool(heading) and heads(section, heading, survey.languages)


def label_end(line: str, survey: Survey) -> int:
    """Where a label for a place ends that a line begins with: "Venue: ", "Lieu ", "会場："; 0 if there is none."""
    own = phrases("headings", survey.languages)
    end = own.leading(line)
    if end == 0 and COLON.search(line, 0, LONGEST_LABEL) is None:
        return 0
    match = LABELLED.match(line)
    if match and is_label(match[1], own):
        return match.end()
    loose = LOOSE.match(line, end) if end else None
    return loose.end() if loose else 0


def is_label(words: str, own: Phrases) -> bool:
    """Whether words are a label for a place, alone or beside another: "Date and place"."""
    return own.whole(words) or (len(words.split()) <= MOST_LABEL_WORDS and own.within(words))


def labelled_before(block: Block, survey: Survey) -> bool:
    """Whether the block before is a label for a place, or the heading above is nothing else."""
    before = survey.page.blocks[block.index - 1].text.strip() if block.index else ""
    heading = survey.heading(block).strip()
    return is_short_label(before, survey) or (heading != before and is_short_label(heading, survey))


def is_short_label(text: str, survey: Survey) -> bool:
    """Whether a short text is a label for a place and nothing else."""
    return 0 < len(text) < SHORT_LABEL and is_phrase("headings", text, survey.languages)
