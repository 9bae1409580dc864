"""What a row's description tells of deadlines: "Applications close 8 February 2027"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from eventcal.model import Fact, When
from eventcal.page import Page
from eventcal.reading.deadlines import Calls, read_deadlines
from eventcal.reading.structured.words import plain
from eventcal.reading.survey import Survey

LIKELY = 0.6  # the score of a deadline in prose
FAR = 5_000  # characters of a description that are read
PART = re.compile(r"\n|<br\b[^<>]*>|</?(?:p|li|div|h\d|tr)\b[^<>]*>", re.I)
CALL = re.compile(
    r"deadline|\bclos(?:e|es|ing)\b|\bdue\b|\b(?:appl|regist|submi)[^.\n]{0,80}\b(?:by|until|before)\b"
    r"|frist|schluss|limite\b|scadenz|plazo|sluttdato",
    re.I,
)
"""Words without which hardly a description tells a deadline; to read it for one takes a thousand times as long."""


def calls_told(description: str, when: When | None, page: Page) -> Iterator[Fact]:
    """A fact for each deadline that the text tells, in its words. `when`: the event's days, for years that are not written."""
    text = description[:FAR]
    if not CALL.search(text):
        return
    parts = "".join(f"<p>{escape(said)}</p>" for part in PART.split(text) if (said := plain(part)))
    days = (when.first_day, when.last_day) if when is not None else None
    today = days[0] if days else page.when  # a year that is not written is that of the event
    survey = Survey(Page(page.url, parts.encode("utf-8", "replace"), today, "text/html; charset=utf-8"))
    for fact in read_deadlines(Calls(survey), days):
        if fact.text in text:
            yield replace(fact, score=min(fact.score, LIKELY), more=())
