"""Where an entry's tail says that an event is held."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eventcal.model import Mode
from eventcal.reading.places import country_name, find_places

ONLINE = re.compile(r"\b(?:virt[a-z]*ual(?:ly)?|on-?line|zoom|remote(?:ly)?|webex|youtube|livestream(?:ed)?)\b", re.I)
HERE = re.compile(r"\b(?:in[- ]person|on-?site|face[- ]to[- ]face)\b", re.I)
HYBRID = re.compile(r"\bhybrid\b", re.I)
NO_PLACE = re.compile(
    r"(?:\b(?:and|or|at|in|via|over|but|on|with|for)\b"  # not OR and IN, which are states
    r"|(?i:\b(?:event|conference|workshop|symposium|summer school|meeting|hackathon|talks?|area|various|multiple|timezones?"
    r"|repeated|sessions|attendees|part of|colocated with|kickoff|next|free|registration|required)\b)|[()*|/&])+"
)
LEAST, SURE = 0.3, 0.5
"""Score below which words are held not to name a city; one that the gazetteer knows, one that it does not."""


TOWN = re.compile(r"[A-Z][^\W\d_]*[a-z](?:[ -][A-Z][^\W\d_]*[a-z]){0,2}")
"""Before a country: one that no gazetteer knows."""
CODE = 3
"""Letters of the codes of countries."""


def read_place(tail: str, taken: Sequence[tuple[int, int]]) -> tuple[str | None, str | None]:
    """City and country (English short name), as far as words that nothing else has taken name them and nothing else."""
    text = "".join(
        ";" if any(start <= place < end for start, end in taken) else letter for place, letter in enumerate(tail)
    )
    for pattern in (ONLINE, HERE, HYBRID, NO_PLACE):
        text = pattern.sub(";", text)
    for stretch in text.split(";"):
        if named := _named(stretch.strip(" ,.-–—'")):
            return named
    return None, None


def read_mode(tail: str, is_placed: bool) -> Mode | None:
    """As far as a word or a place tells it."""
    online, here = ONLINE.search(tail) is not None, HERE.search(tail) is not None or is_placed
    if HYBRID.search(tail) or (online and here):
        return "hybrid"
    return "online" if online else "in-person" if here else None


def _named(words: str) -> tuple[str | None, str | None] | None:
    """The place of a stretch such as "Portland, OR, USA"; of "NCSA, Lyon" the last part; None where it names none."""
    if not words:
        return None
    for hit in find_places(words):
        before = words[: hit.start].rstrip()
        if (
            hit.score >= (LEAST if hit.population else SURE)
            and hit.end == len(words)
            and (not before or before.endswith(","))
        ):
            return hit.city, hit.country if hit.country_stated else None
    last = words.rpartition(",")[2].strip()
    if country := _country(last):
        town = words.rpartition(",")[0].rpartition(",")[2].strip()
        return town if TOWN.fullmatch(town) else None, country
    head, _, tail = words.rpartition(" ")
    if TOWN.fullmatch(head) and (country := _country(tail)):
        return head, country
    return None


def _country(words: str) -> str | None:
    """That of a name; of codes only those that people write."""
    is_code = len(words) <= CODE and words not in {"UK", "USA", "UAE", "US"}
    return country_name(words) if words[:1].isupper() and not is_code else None
