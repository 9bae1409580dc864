"""When the page's event is: every date of the page as a candidate, with what speaks for and against it."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from eventcal.reading.survey import Survey
from eventcal.reading.whens.candidate import Candidate, Span
from eventcal.reading.whens.features import Scene
from eventcal.reading.whens.hours import clock_of
from eventcal.reading.whens.unions import first_and_last, in_rows
from eventcal.reading.whens.vocabulary import cues_for

__all__ = ["Candidate", "candidates", "clock_of", "page_features"]

MOST = 400  # dates that are weighed; the event's own stands near the top
WORD_SIGNS = re.compile(r"[-_.+%]+")
POST = re.compile(r"/(?:posts?|blog|news|articles?|archive)/|/(?:19|20)\d\d/\d\d/")


def candidates(survey: Survey) -> list[Candidate]:
    """Every span of days that the page mentions, with features; days in a row also as one span."""
    by_span: dict[Span, Candidate] = {}
    weighed = survey.mentions[:MOST]
    for mention in weighed:
        by_span.setdefault(mention.span, Candidate(mention.span, [])).mentions.append(mention)
    for span, mentions in in_rows(weighed):
        by_span.setdefault(span, Candidate(span, mentions, united=True)).runs += 1
    for span, mentions in first_and_last(weighed, survey):
        by_span.setdefault(span, Candidate(span, mentions, united=True)).ends_named = True
    found = list(by_span.values())
    scene = Scene(survey, found)
    usable = [c for c in found if not scene.is_no_event(c)]
    for candidate in usable:
        candidate.features = scene.features(candidate)
    return usable


def page_features(survey: Survey) -> dict[str, float]:
    """What speaks for a page that gives no date of its event: it is about one side of it, or a post about it."""
    page = survey.page
    sub_page = cues_for(survey.languages_known).sub_page
    ending = WORD_SIGNS.sub(" ", unquote(" ".join(page.url.rsplit("/", 2)[-2:])))
    return {
        "page_sub": float(bool(sub_page.search(page.title) or sub_page.search(ending))),
        "page_no_title_year": float(not survey.title_years),
        "page_post": float(bool(POST.search(urlsplit(page.url).path) or page.meta.get("og:type") == "article")),
    }
