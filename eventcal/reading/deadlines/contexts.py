"""What a bare "deadline" is for: what the headings above it call for, else what the page as a whole asks to send in."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, cast

from eventcal.model import DeadlineKind
from eventcal.reading.dates.words import table_name
from eventcal.reading.deadlines.lines import PROSE, Line, speaks_of
from eventcal.reading.labels import find_labels
from eventcal.reading.survey import Survey
from eventcal.reading.wordlists import tables

SENT_IN = ("abstract", "paper", "proposal", "poster", "application")
NAMED = frozenset([*SENT_IN, "camera-ready", "registration", "early-bird"])
CFP = re.compile(r"cfps?\b|\bcall for\b", re.I)
CALL_FOR_PAPERS = re.compile(r"\bcall for papers?\b|\bcall4papers?\b", re.I)
"""What conferences of talks without papers call it too."""
SHORT_TEXTS = re.compile(
    r"(?:\(?extended\)?|(?:one|two|three|\d)[- ]pages?) abstracts?\b|résumés étendus|resumos expandidos", re.I
)
FULL_TEXTS = re.compile(r"\b(?:full|long|regular)[- ](?:length )?papers?\b", re.I)
LEADING = 4  # characters before the words in a heading that is about them
NEAR = 3  # blocks before a deadline in which a call may be opened
LOOKED_AT = 10_000  # characters of the page


class Asked(NamedTuple):
    """What a page asks to send in, by what it calls that: "call for papers" is said of abstracts too."""

    papers: DeadlineKind
    """Where it speaks of papers."""
    anything: DeadlineKind
    """Where it speaks of submissions."""


def kind_from_context(survey: Survey, line: Line, asked: Asked) -> DeadlineKind | None:
    """The kind of a deadline that only says that it is one. None where nothing around it speaks of a call. `asked`: what
    the page asks to send in.
    """
    languages = survey.languages_known
    is_submission = bool(speaks_of(said("sent_in", languages), line.text) or (line.is_short and CFP.search(line.text)))
    if is_submission and line.is_short and said("talks", languages).search(line.text):
        return "proposal"
    above = [block.text for block in reversed(survey.above[line.block.index])]
    for text in (*above, survey.page.title):
        kind = kind_called_for(text[:PROSE], survey)
        if kind is not None and (kind in SENT_IN or not is_submission):
            return asked.papers if kind == "paper" else kind
    if is_submission or any(map(said("call", languages).search, (survey.heading(line.block), survey.page.title))):
        return asked.anything
    index = line.block.index
    near = [block.text for block in survey.page.blocks[max(index - NEAR, 0) : index] if len(block.text) < PROSE]
    return asked.anything if any(map(CFP.search, near)) else None


@cache
def said(name: str, languages: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of the words of a list of calls.toml in some languages."""
    rows = tables("calls")[name]
    words = {word for language in languages for word in rows.get(table_name(language).partition("_")[0], ())}
    return re.compile("|".join(beginning(word) for word in sorted(words, key=len, reverse=True)), re.I)


def beginning(word: str) -> str:
    """The pattern of a beginning of a word; of the whole one where a space follows; anywhere where words are not set apart."""
    if word >= "\u3040":
        return re.escape(word)
    return rf"(?<!\w){re.escape(word.rstrip())}" + (r"\b" if word.endswith(" ") else "")


def kind_called_for(text: str, survey: Survey) -> DeadlineKind | None:
    """The first kind of deadline that a heading names."""
    labels = find_labels(text, survey.languages_known)
    calls = bool(
        said("call", survey.languages_known).search(text)
    )  # else the word may be a topic: "Conference on Systems and Applications"
    return next(
        (cast("DeadlineKind", x.kind) for x in labels if x.kind in NAMED and (calls or x.start < LEADING)), None
    )


def asked_for(text: str, languages: tuple[str, ...]) -> Asked:
    """What a page of that text asks to send in. "Call for papers" alone does not tell papers from talks."""
    text = CALL_FOR_PAPERS.sub(" ", text[:LOOKED_AT])
    if len(SHORT_TEXTS.findall(text)) > len(FULL_TEXTS.findall(text)):
        return Asked("abstract", "abstract")
    if said("papers", languages).search(text):
        return Asked("paper", "paper")
    talks = len(said("talks", languages).findall(text))
    if 0 < len(said("abstracts", languages).findall(text)) >= talks:
        return Asked("paper", "abstract")
    kind: DeadlineKind = "proposal" if talks else "paper"
    return Asked(kind, kind)
