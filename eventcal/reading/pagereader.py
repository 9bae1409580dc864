"""Reads a page of any conference: every fact that its text gives about its event, with words, place and score."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date

from eventcal.model import Fact, Session, When
from eventcal.page import Page
from eventcal.reading import kinds, modes, names, venues, whens
from eventcal.reading.costs import read_costs
from eventcal.reading.deadlines import Calls, read_deadlines
from eventcal.reading.descriptions import read_descriptions
from eventcal.reading.listings import read_entries
from eventcal.reading.names.candidate import NameCandidate
from eventcal.reading.scoring import likeliest, probabilities, reasons, shares, weights
from eventcal.reading.statuses import read_statuses
from eventcal.reading.survey import Mention, Survey
from eventcal.reading.times import days_apart, when_of

WEIGHED = 12  # candidates of a name that may be one with another
SHOWN = 6  # candidates of a field that become facts
LEAST = 0.01  # the chance from which on a candidate does
LEAST_MODE = 0.05
EITHER_ORDER = 0.45  # the most that a date is worth whose day and month may be exchanged: in doubt by contract
GUIDING = 0.3  # the chance of the event's days from which on deadlines and places are judged by them
TITLE = 80  # characters of the page's title that stand for the page


def read(page: Page, *, alone: bool = False) -> Iterator[Fact]:
    """The facts of the page's own event. A fact of the field "kind" says whether the page is one event's at all.

    `alone`: no markup tells of an event. Then a page that is none is read no further, since nothing comes of it.
    """
    survey = Survey(page)
    dated = list(read_whens(survey))
    statuses = list(read_statuses(survey))
    kind = read_kind(survey, dated, statuses)
    yield kind
    if alone and kind.value == "none":
        yield from problems(survey)
        return
    calls = Calls(survey)
    if kind.value == "listing":
        yield from read_entries(calls)
    named = list(read_names(survey))
    days = likely_days(dated)
    places = list(venues.read_places(survey, days))
    yield from [*named, *dated, *places]
    yield from read_deadlines(calls, days)
    yield from read_modes(survey, places, days)
    yield from read_costs(survey, places)
    yield from statuses
    yield from read_descriptions(survey, named[0].value if named else None)
    yield from read_language(survey)
    yield from problems(survey)


def problems(survey: Survey) -> Iterator[Fact]:
    """A fact where something of the page is not read, since it is longer than any page for people."""
    page = survey.page
    if page.outline.cut or survey.is_cut:
        what = "text" if page.outline.cut else "dates"
        message = f"{page.url}: longer than any page for people; not all of its {what} are read"
        yield Fact("problem", page.title[:TITLE], message, "length of the page", "page", 0.0, source=page.url)


def read_kind(survey: Survey, dated: Sequence[Fact], statuses: Sequence[Fact]) -> Fact:
    """What the page is. `dated`: the days that its event may have; `statuses`: what became of its plans."""
    chance = max((fact.score for fact in dated), default=0.0)
    features = kinds.features(survey, chance, plans_changed=bool(statuses))
    rows = [{f"{kind}:{k}": v for k, v in {**features, "bias": 1.0}.items() if v} for kind in kinds.KINDS]
    score, kind, row = max(
        zip(shares(rows, weights("kind")), kinds.KINDS, rows, strict=True), key=lambda each: each[:2]
    )
    why = reasons(row, weights("kind"))
    return Fact("kind", survey.page.title[:TITLE], kind, "kind of page", "page", score, why=why)


def read_names(survey: Survey) -> Iterator[Fact]:
    """The likeliest names, likeliest first. A name without its acronym and with it are one, and shown with it."""
    found = names.candidates(survey)
    chances = shares([candidate.features for candidate in found], weights("name"))
    together: dict[str, float] = {}
    shown: dict[str, NameCandidate] = {}
    for place, chance in likeliest(chances, WEIGHED, LEAST):
        whole = names.with_acronym(found[place], found)
        together[whole.text] = together.get(whole.text, 0.0) + chance
        shown.setdefault(whole.text, found[place])
    for text, chance in sorted(together.items(), key=lambda each: -each[1])[:SHOWN]:
        rule = "name in " + ", ".join(sorted(shown[text].sources))
        why = reasons(shown[text].features, weights("name"))
        yield Fact("name", text, text, rule, shown[text].where, named_score(chance), why=why)


def named_score(chance: float) -> float:
    """The score of a name. The best of several spellings is seldom wrong altogether: its chance is an understatement."""
    return math.sqrt(min(chance, 1.0))


def read_whens(survey: Survey) -> Iterator[Fact]:
    """The likeliest days of the event, likeliest first."""
    found = whens.candidates(survey)
    chances = probabilities([c.features for c in found], weights("when"), whens.page_features(survey))
    for place, chance in likeliest(chances, SHOWN, LEAST):
        yield when_fact(found[place], chance, survey)


def when_fact(candidate: whens.Candidate, score: float, survey: Survey) -> Fact:
    """The fact of a candidate; the times of a single day are those beside it or in the lines that follow it."""
    mention = candidate.best
    more = (candidate.mentions[-1].words,) if candidate.united else ()
    rule = f"{written_as(candidate)} in {mention.where}; year {mention.year_from}"
    if candidate.order_in_doubt:
        rule, score = f"{rule}; day and month in doubt", min(score, EITHER_ORDER)
    why = reasons(candidate.features, weights("when"))
    return Fact("when", mention.words, when_told(candidate, survey), rule, mention.where, score, more=more, why=why)


def written_as(candidate: whens.Candidate) -> str:
    """How the page writes the days, for people."""
    if candidate.united:
        return "sessions" if candidate.apart else "days in a row"
    return "range" if candidate.best.dates.is_range else "day"


def when_told(candidate: whens.Candidate, survey: Survey) -> When:
    """The days of a candidate, with the times of a single day."""
    first, last = candidate.span
    clock, last_clock = whens.clock_of(candidate, survey) if first == last else (None, None)
    if clock is not None:
        return when_of(candidate.span, clock, last_clock)
    if candidate.apart:
        return When(first, last, sessions=sessions_of(candidate.mentions))
    mention = candidate.best
    return When(first, last, sessions=days_apart(mention.dates, mention.year))


def sessions_of(mentions: Sequence[Mention]) -> tuple[Session, ...]:
    """A session for each day, with its own hours."""
    clocks = [(m.span, m.dates.clock, m.dates.last_clock) for m in mentions]
    whens_ = [when_of(span, clock, last) for span, clock, last in clocks if clock is not None]
    return tuple(Session(when.start, when.end) for when in whens_)


def likely_days(dated: Sequence[Fact]) -> tuple[date, date] | None:
    """The event's likeliest days; None where no date is likely enough to judge others by it."""
    top = max(dated, key=lambda fact: fact.score, default=None)
    return (top.value.first_day, top.value.last_day) if top is not None and top.score >= GUIDING else None


def read_modes(survey: Survey, places: Sequence[Fact], event_days: tuple[date, date] | None = None) -> Iterator[Fact]:
    """The chances of each mode, in the words that say it or of the place that implies it."""
    rows, shown = modes.features(survey, modes.placed(places), event_days)
    chances = probabilities(rows, weights("mode"))
    for score, mode, saying, row in zip(chances, modes.MODES, shown, rows, strict=True):
        words, where = (
            (saying.text, saying.where) if saying is not None else (places[0].text if places else "", "place")
        )
        if words and score >= LEAST_MODE:
            why = reasons(row, weights("mode"))
            yield Fact("mode", words, mode, f"{mode} by words and place", where, score, why=why)


def read_language(survey: Survey) -> Iterator[Fact]:
    """The language of the page: as it states it where its text agrees, else as its text is written."""
    language = next(iter(survey.languages), None)
    if language is None:
        return
    if language == survey.page.language and (stated := stated_language(language, survey.page.markup)):
        yield Fact("language", stated, language, "html lang", "html", 0.9)
    else:
        words = survey.page.title or survey.page.text
        yield Fact("language", words[:TITLE], language, "words of the text", "text", 0.9)


def stated_language(language: str, markup: str) -> str | None:
    """The language tag as the markup writes it."""
    tag = re.escape(language).replace(r"\-", "[-_]")
    match = re.search(rf"lang\s*=\s*[\"']?\s*({tag})\b", markup, re.I)
    return match[1] if match else None
