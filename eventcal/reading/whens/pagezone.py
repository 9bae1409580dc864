"""The zone that a page names once for all of its times: "All times are in EST"."""

from __future__ import annotations

import re
from itertools import islice

from eventcal.reading.dates.zones import zone_named
from eventcal.reading.survey import Survey
from eventcal.reading.whens.vocabulary import cues_for

MOST = 200_000  # characters of a page that are looked at
BEHIND = 60  # characters behind the words that speak of all times
WORD = re.compile(r"[^\s,;()]+")
LONGEST = 4  # words of a zone's name
SHORTEST_NAME = 5  # letters of one that is no abbreviation


def zone_of_all(survey: Survey) -> str | None:
    """The words for the zone of all times of the page; None where there are none."""
    text = survey.page.text[:MOST]
    lower = text.lower()
    for phrase in cues_for(survey.languages_known).all_times:
        place = lower.find(phrase)
        if place >= 0 and (
            zone := zone_in(text[place + len(phrase) : place + len(phrase) + BEHIND].partition("\n\n")[0])
        ):
            return zone
    return None


def zone_in(text: str) -> str | None:
    """The first words of a text that name a zone."""
    words = list(WORD.finditer(text))
    for first, word in enumerate(words):
        for last in reversed(list(islice(words, first, first + LONGEST))):
            named = text[word.start() : last.end()].strip(".:")
            if is_name(named) and zone_named(named) is not None:
                return named
    return None


def is_name(words: str) -> bool:
    """Whether words may name a zone: "est" and "et" are words of other languages too, in small letters."""
    return (
        sum(map(str.isupper, words)) >= 2
        or (len(words) >= SHORTEST_NAME and any(map(str.isupper, words)))
        or not words.isascii()
    )
