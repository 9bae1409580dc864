"""What the page is: one event's, a list of several, or none at all."""

from __future__ import annotations

import math
import re
from collections import Counter

from eventcal.reading.names import GENERIC, TYPE_WORD
from eventcal.reading.survey import Survey, years_in

KINDS = ("event", "listing", "none")
LIST_PAGE = re.compile(
    r"\b(?:events|calendar|upcoming|editions|workshops|conferences|meetings|webinars|meetups|courses|trainings|agenda|series|list|"
    r"schedule of|seminars|veranstaltungen|événements|eventos|conferencias|otras|program(?:me)?s?)\b",
    re.I,
)
OTHER_PAGE = re.compile(
    r"\b(?:committees?|sponsor(?:s|ship)?|history|covid|surveys?|archives?|posts?|blog|governance|policy|polic(?:y|ies)|privacy|products?|"
    r"changelog|about us|team|members|people|news|results?|no results|404|not found|deliberations?|editions|jobs?|docs?|documentation|speakers?|example|release)\b",
    re.I,
)
EVENT_WORDS = re.compile(
    r"\b(?:registration|register|venue|speakers?|keynotes?|attend(?:ees|ance)?|tickets?|program(?:me)?|call for|submission|sessions?|"
    r"anmeldung|inscri\w+|inscripci\w+|iscrizion\w+|registrace|報名|参加)\b",
    re.I,
)
UPCOMING = re.compile(
    r"\b(?:upcoming|past events|previous events|all events|more events|view all|next events|add to calendar)\b", re.I
)


def features(survey: Survey) -> dict[str, float]:
    """What tells the kinds of pages apart."""
    page = survey.page
    seen = [m for m in survey.mentions if m.block is not None and m.block.zone in ("main", "header")]
    spans = {m.span for m in seen}
    paths = Counter(m.block.path for m in seen if m.block is not None)
    days = sorted(m.span[0] for m in seen)
    title = f"{page.title} {page.meta.get('og:title', '')}"
    heads = " ".join(b.text for b in page.blocks if b.level == 1 and b.zone in ("main", "header"))[:300]
    address = (
        page.url.rsplit("/", 3)[-1] + " " + page.url.rsplit("/", 3)[-2]
        if page.url.count("/") > 3
        else page.url.rsplit("/", 1)[-1]
    )
    address = re.sub(r"[-_./]", " ", address)
    return {
        "no_dates": float(not seen),
        "dates": math.log2(1 + len(spans)),
        "many_dates": float(len(spans) >= 8),
        "same_path": math.log2(1 + max(paths.values(), default=0)),
        "spread": math.log10(1 + (days[-1] - days[0]).days) if days else 0.0,
        "all_past": float(bool(days) and max(m.span[1] for m in seen) < page.when),
        "long_past": float(bool(days) and (page.when - max(m.span[1] for m in seen)).days > 200),
        "title_year": float(bool(years_in(title) or years_in(heads))),
        "title_type": float(bool(TYPE_WORD.search(title) or TYPE_WORD.search(heads))),
        "title_list": float(bool(LIST_PAGE.search(title) or LIST_PAGE.search(heads))),
        "address_list": float(bool(LIST_PAGE.search(address))),
        "title_other": float(bool(OTHER_PAGE.search(title) or OTHER_PAGE.search(heads))),
        "address_other": float(bool(OTHER_PAGE.search(address))),
        "heading_generic": float(bool(heads) and bool(GENERIC.match(heads.strip()))),
        "event_words": math.log2(1 + len({w.casefold() for w in EVENT_WORDS.findall(page.text[:20_000])})),
        "upcoming": float(bool(UPCOMING.search(page.text[:20_000]))),
        "links": math.log10(1 + len(page.tree.css("a[href]"))),
        "short": float(len(page.text) < 800),
        "range_near_top": float(
            any(
                m.dates.is_range and (m.span[1] - m.span[0]).days <= 14 and m.block is not None and m.block.index < 25
                for m in seen
            )
        ),
        "date_near_top": float(any(m.block is not None and m.block.index < 15 for m in seen)),
    }
