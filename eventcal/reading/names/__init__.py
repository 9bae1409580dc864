"""What the page's event is called: every title, heading and phrase that could be its name, with what speaks for each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial

from eventcal.reading.dates.grammar import find_dates
from eventcal.reading.names.features import GENERIC, TYPE_WORD, NameScene
from eventcal.reading.names.spelling import acronym_behind
from eventcal.reading.names.texts import BRACKETED, LONGEST, WORDS, NameCandidate, strip_ends, texts, versions
from eventcal.reading.survey import Survey

__all__ = ["BRACKETED", "GENERIC", "TYPE_WORD", "NameCandidate", "candidates", "strip_ends", "with_acronym"]


def candidates(survey: Survey) -> list[NameCandidate]:
    """Every text that could be the name, with features. Texts of the same words are one candidate."""
    found: dict[str, NameCandidate] = {}
    known: dict[str, list[tuple[str, str]]] = {}  # titles and headings often say the same
    dates_in = cache(partial(find_dates, words=survey.words))
    for text, source, where in texts(survey):
        if text not in known:
            known[text] = list(versions(text, dates_in))
        for version, how in known[text]:
            key = " ".join(WORDS.findall(version.casefold()))
            if not key or len(version) > LONGEST:
                continue
            candidate = found.setdefault(key, NameCandidate(version, where=where))
            candidate.sources.add(source if how == "whole" else f"{source}_{how}")
    scene = NameScene(survey, list(found.values()), dates_in)
    for candidate in found.values():
        candidate.features = scene.features(candidate)
    return list(found.values())


def with_acronym(chosen: NameCandidate, found: Sequence[NameCandidate]) -> NameCandidate:
    """The candidate that says the same name with its acronym behind, where the page has one; else the chosen one itself."""
    longer = [c for c in found if len(chosen.text) > 11 and acronym_behind(chosen.text, c.text)]
    return min(longer, key=lambda c: len(c.text), default=chosen)
