"""What the page's event is called: every title, heading and phrase that could be its name, with what speaks for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from eventcal.reading.names.candidate import LONGEST, NameCandidate
from eventcal.reading.names.features import Weigher
from eventcal.reading.names.scene import NameScene
from eventcal.reading.names.short import read_short_name
from eventcal.reading.names.spelling import acronym_behind
from eventcal.reading.names.texts import texts
from eventcal.reading.names.versions import BRACKETED, strip_ends, versions
from eventcal.reading.names.vocabulary import HELD, SMALL, TYPE_WORD, is_common, is_generic, words_of
from eventcal.reading.survey import Survey

__all__ = [
    "BRACKETED",
    "TYPE_WORD",
    "NameCandidate",
    "candidates",
    "is_generic",
    "read_short_name",
    "strip_ends",
    "with_acronym",
]


def candidates(survey: Survey) -> list[NameCandidate]:
    """Every text that could be the name, with features. Texts of the same words are one candidate."""
    found: dict[str, NameCandidate] = {}
    known: dict[str, list[tuple[str, str, str]]] = {}  # titles and headings often say the same
    dates_in = survey.dates_in
    for text, source, where, block in texts(survey):
        if text not in known:
            known[text] = list(keyed(versions(text, dates_in)))
        for key, version, how in known[text]:
            if key not in found:
                found[key] = NameCandidate(version, where=where)
            found[key].sources.add(source if how == "whole" else f"{source}_{how}")
            if block >= 0:
                found[key].blocks.add(block)
    every = list(found.values())
    Weigher(NameScene(survey, every), dates_in).weigh(every)
    return every


def keyed(several: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """(words, text, how) of those versions of a text that may be a name; their words tell which are the same."""
    for version, how in several:
        words = words_of(version) if len(version) <= LONGEST else ()
        if words and not is_no_name(version, words):
            yield " ".join(words), version, how


def is_no_name(text: str, words: Sequence[str]) -> bool:
    """Whether a text has no words, is a heading that any page may have, says by whom the event is held, or breaks off: "2nd Workshop on"."""
    if not words or (len(words) == 1 and words[0].isdigit()):
        return True
    return is_generic(text) or HELD.match(text) is not None or (words[-1] in SMALL and is_common(words))


def with_acronym(chosen: NameCandidate, found: Sequence[NameCandidate]) -> NameCandidate:
    """The candidate that says the same name with its acronym behind, where the page has one; else the chosen one itself."""
    starting = [c for c in found if c.text.startswith(chosen.text)] if len(chosen.text) > 11 else ()
    longer = [c for c in starting if acronym_behind(chosen.text, c.text)]
    return min(longer, key=lambda c: len(c.text), default=chosen)
