"""What a bare "deadline" is for: what the headings above it call for, else what the page as a whole asks to send in."""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from eventcal.model import DeadlineKind
from eventcal.reading.deadlines.lines import PROSE, Line
from eventcal.reading.labels import find_labels
from eventcal.reading.survey import Survey

SENT_IN = ("abstract", "paper", "proposal", "poster", "application")
NAMED = frozenset([*SENT_IN, "camera-ready", "registration", "early-bird"])
SUBMISSION = re.compile(
    r"submi[st]|contributions?\b|einreich|beitr[aä]g|soumission|soumettre|env[ií]o|submiss|sottomission|inzend|indsend|"
    r"nadsyłan|подач|投稿|徵稿|征稿|截稿|稿件|応募|gönderim|제출|접수|원고",
    re.I,
)
"""Words for what is sent in, whatever it is."""
CALL = re.compile(
    r"\b(?:call for|calls?|cfp|submissions?|important dates|key dates|deadlines?|abgabe|aufruf|soumission|appel|termine|"
    r"convocatoria|chamada|fechas|datas)\b|cfps?\b|徵稿|征稿|投稿|募集",
    re.I,
)
CFP = re.compile(r"\bcfps?\b|\bcall for\b", re.I)
SHORT_TEXTS = re.compile(
    r"(?:\(?extended\)?|(?:one|two|three|\d)[- ]pages?) abstracts?\b|résumés étendus|resumos expandidos", re.I
)
FULL_TEXTS = re.compile(r"\b(?:full|long|regular)[- ](?:length )?papers?\b", re.I)
PAPERS = re.compile(
    r"\bpapers?\b|manuscripts?\b|\bproceedings\b|artículos|artigos|articoli|artikel\b|論文|论文|논문|bildiri|стат(?:ья|ьи|ей)",
    re.I,
)
TALKS = re.compile(
    r"\b(?:talks?|speakers?|lightning|tutorials?|sessions?|vortr[aä]g\w*|charlas?|ponencias?|palestras?|conférenciers?|"
    r"prednášk\w*|přednášk\w*|előadás\w*|prelekcj\w*|доклад\w*)\b|講題|議程|議題|议题|發表|発表|発表|발표",
    re.I,
)
ABSTRACTS = re.compile(r"\babstracts?\b|résumés?\b|resúmenes|resumos|özet|摘要|초록", re.I)
LEADING = 4  # characters before the words in a heading that is about them
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
    is_submission = bool(SUBMISSION.search(line.text) or (line.is_short and CFP.search(line.text)))
    above = [block.text for block in reversed(survey.above[line.block.index])]
    for text in (*above, survey.page.title):
        kind = kind_called_for(text[:PROSE], survey)
        if kind is not None and (kind in SENT_IN or not is_submission):
            return asked.papers if kind == "paper" else kind
    if is_submission or any(CALL.search(text) for text in (survey.heading(line.block), survey.page.title)):
        return asked.anything
    return None


def kind_called_for(text: str, survey: Survey) -> DeadlineKind | None:
    """The first kind of deadline that a heading names."""
    labels = find_labels(text, survey.languages_known)
    calls = bool(CALL.search(text))  # else the word may be a topic: "Conference on Systems and Applications"
    return next(
        (cast("DeadlineKind", x.kind) for x in labels if x.kind in NAMED and (calls or x.start < LEADING)), None
    )


def asked_for(text: str) -> Asked:
    """What a page of that text asks to send in."""
    text = text[:LOOKED_AT]
    if len(SHORT_TEXTS.findall(text)) > len(FULL_TEXTS.findall(text)):
        return Asked("abstract", "abstract")
    if PAPERS.search(text):
        return Asked("paper", "paper")
    talks = len(TALKS.findall(text))
    if 0 < len(ABSTRACTS.findall(text)) >= talks:
        return Asked("paper", "abstract")
    return Asked("paper", "proposal" if talks else "paper")
