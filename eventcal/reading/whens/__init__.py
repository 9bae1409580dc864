"""When the page's event is: every date of the page as a candidate, with what speaks for and against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from eventcal.reading.survey import Mention, Survey
from eventcal.reading.whens.candidate import Candidate, Span
from eventcal.reading.whens.features import Scene
from eventcal.reading.whens.hours import clock_of
from eventcal.reading.whens.purposes import NO_EVENT

__all__ = ["Candidate", "candidates", "clock_of", "page_features"]

MOST_SESSIONS = 12
LONGEST_PAUSE = timedelta(days=31)  # between two sessions of one event
MOST = 400  # dates that are weighed; the event's own stands near the top
SUB_PAGE = re.compile(
    r"\b(?:tickets?|registration|register|venue|travel|accommodation|committee|organi[sz]ers|sponsors?|call for|cfp|speakers|covid|code of conduct|"
    r"faq|about|history|contact|team|policy|privacy|governance|editions|archive|news|survey|inscri\w+|anmeldung|lieu)\b",
    re.I,
)
POST = re.compile(r"/(?:posts?|blog|news|articles?|archive)/|/(?:19|20)\d\d/\d\d/")


def candidates(survey: Survey) -> list[Candidate]:
    """Every span of days that the page mentions, with features; days in a row also as one span."""
    by_span: dict[Span, Candidate] = {}
    for mention in survey.mentions[:MOST]:
        by_span.setdefault(mention.span, Candidate(mention.span, [])).mentions.append(mention)
    for span, mentions in unions(survey.mentions[:MOST]):
        by_span.setdefault(span, Candidate(span, mentions, united=True)).runs += 1
    found = list(by_span.values())
    scene = Scene(survey, found)
    usable = [c for c in found if not all(scene.purposes.of(m) in NO_EVENT for m in c.mentions)]
    for candidate in usable:
        candidate.features = scene.features(candidate)
    return usable


def unions(mentions: Sequence[Mention]) -> Iterator[tuple[Span, list[Mention]]]:
    """Days that head the parts of a program one after the other: "Tuesday 14 July", then "Wednesday 15 July"."""
    rows: dict[tuple[str, str], list[Mention]] = {}
    for m in mentions:
        if (
            m.block is not None
            and m.span[0] == m.span[1]
            and not m.struck
            and leads(m)
            and m.block.zone not in ("nav", "footer", "aside")
        ):
            rows.setdefault((m.block.tag, m.block.path), []).append(m)
    for row in rows.values():
        run: list[Mention] = []
        for m in row:
            if run and not timedelta(0) <= m.span[0] - run[-1].span[0] <= timedelta(days=1):
                yield from as_union(run)
                run = []
            run.append(m)
        yield from as_union(run)
        yield from as_union(apart(row))


def apart(row: Sequence[Mention]) -> list[Mention]:
    """The sessions among the dates that head parts of a page: days with hours of their own, of which not all are in a row."""
    timed = {m.span: m for m in row if m.dates.clock is not None and ends(m)}
    days = sorted(first for first, _ in timed)
    in_row = all(after - day <= timedelta(days=1) for day, after in pairwise(days))
    near = all(after - day <= LONGEST_PAUSE for day, after in pairwise(days))
    return [timed[day, day] for day in days] if near and not in_row and len(days) <= MOST_SESSIONS else []


def ends(mention: Mention) -> bool:
    """Whether a date says until what time."""
    return mention.dates.last_clock is not None or (mention.dates.clock is not None and mention.dates.clock.closes is not None)


def leads(mention: Mention) -> bool:
    """Whether the date heads its block: little stands before it."""
    return mention.dates.start <= 30 and "\n" not in mention.before


def as_union(run: list[Mention]) -> Iterator[tuple[Span, list[Mention]]]:
    """The run of days as one span, where it has more than one."""
    if run and run[0].span[0] < run[-1].span[0]:
        yield (run[0].span[0], run[-1].span[0]), run


def page_features(survey: Survey) -> dict[str, float]:
    """What speaks for a page that gives no date of its event: it is about one side of it, or a post about it."""
    page = survey.page
    ending = " ".join(page.url.rsplit("/", 2)[-2:])
    return {
        "page_sub": float(bool(SUB_PAGE.search(page.title) or SUB_PAGE.search(ending))),
        "page_no_title_year": float(not survey.title_years),
        "page_post": float(bool(POST.search(urlsplit(page.url).path) or page.meta.get("og:type") == "article")),
    }
