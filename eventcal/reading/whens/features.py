"""What speaks for and against a date as the event's own: how it is written, where it stands, what is said around it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from eventcal.blocks import Block, Mark
from eventcal.reading.survey import Mention, Survey
from eventcal.reading.whens import cues
from eventcal.reading.whens.candidate import Candidate, Span
from eventcal.reading.whens.posted import posted_days
from eventcal.reading.whens.purposes import DEADLINES, Purposes

Test: TypeAlias = Callable[[Mention], object]
Features: TypeAlias = dict[str, float]

LETTER = re.compile(r"[^\W\d_]")
MARKS = "range long_range in_title in_meta in_image in_h1_h2 in_h3_h6 in_hero in_date_class in_header held event_label clock place_after bold mentions".split()
"""Any of these is some sign that a date is the event's; a day without is one that just happens to be named."""
WEEK, FORTNIGHT, MONTH = 7, 14, 31
SHORT, PROSE = 40, 300  # characters beside the date in its text
HEADING = 200  # characters of a heading
OWN_CLASSES = 120  # characters of a block's classes that are of the block itself and what holds it closely


class Scene:
    """What the features of a date compare it with: the other dates, the page's day and years."""

    def __init__(self, survey: Survey, found: list[Candidate]) -> None:
        page = survey.page
        self.survey = survey
        self.found = found
        self.today = page.when
        self.length = max(len(page.text), 1)
        self.offsets = offsets(page.blocks)
        self.total = sum(len(c.mentions) for c in found)
        self.paths = Counter(m.block.path for m in survey.mentions if m.block is not None)
        self.purposes = Purposes(survey)
        self.posted = posted_days(page)
        names = " ".join(text[:HEADING] for text in (page.title, *(b.text for b in page.blocks if b.level == 1)))
        self.names, self.acronyms = names.casefold(), frozenset(cues.ACRONYM.findall(names))
        seen = {id(c): self.nearest(c) for c in found if not c.united and any(map(in_view, c.mentions))}
        self.first = min(seen, key=seen.__getitem__, default=None)
        ranges = [id(c) for c in found if id(c) in seen and 0 < lasts(c.span) <= FORTNIGHT]
        self.first_range = min(ranges, key=seen.__getitem__, default=None)

    def offset(self, mention: Mention) -> int:
        """Characters of visible text before the date."""
        return self.offsets[mention.block.index] + mention.dates.start if mention.block is not None else 0

    def nearest(self, c: Candidate) -> int:
        """Characters of visible text before the first mention in the page's own text."""
        return min((self.offset(m) for m in c.mentions if in_view(m)), default=self.length)

    def features(self, c: Candidate) -> Features:
        """Everything that speaks for or against a span."""
        parts = (self.shape(c), self.place(c), self.blocks(c), self.words(c), self.names_beside(c), self.headings(c))
        told = {name: value for part in (*parts, self.time(c), self.others(c)) for name, value in part.items()}
        told["unmarked"] = not any(told[name] for name in MARKS)
        return {name: float(value) for name, value in told.items() if value}

    def shape(self, c: Candidate) -> Features:
        """How long the span is and how it is written."""
        days = lasts(c.span)
        one = c.mentions[0].dates
        return {
            "range": 0 < days <= WEEK,
            "long_range": WEEK < days <= MONTH,
            "very_long_range": days > MONTH,
            "united": c.united,
            "apart": c.apart,
            "runs": math.log2(1 + c.runs),
            "listed": bool(one.listed) and not c.united,
            "numeric": not LETTER.search(c.mentions[0].words),
            "weekday": one.first.weekday is not None,
            "clock": share(c, lambda m: m.dates.clock is not None),
            "year_stated": any(m.year_from == "stated" for m in c.mentions),
            "year_guessed": all(m.year_from == "nearest" for m in c.mentions),
        }

    def place(self, c: Candidate) -> Features:
        """Where on the page it stands."""
        in_blocks = any(m.block is not None for m in c.mentions)
        return {
            "in_title": any(m.where == "title" for m in c.mentions),
            "in_meta": any(m.where.startswith("meta") for m in c.mentions),
            "in_image": any(m.where == "image" for m in c.mentions),
            "unseen": not in_blocks,
            "only_margins": in_blocks and not any(map(in_view, c.mentions)),
            "margins_of_all": in_blocks and self.first is None,
            "far": math.log10(1 + self.nearest(c) / 100),
            "first": id(c) == self.first,
            "first_range": id(c) == self.first_range,
            "in_table": share(c, lambda m: m.block is not None and m.block.row),
            "in_list": share(c, lambda m: m.block is not None and m.block.tag == "li"),
            "in_link": share(c, lambda m: m.block is not None and within(m, m.block.links)),
            "struck": all(m.struck for m in c.mentions),
        }

    def blocks(self, c: Candidate) -> Features:
        """What the markup says of the blocks that hold it."""
        mentions = [(m, m.block) for m in c.mentions if m.block is not None]
        classes = [block.classes[:OWN_CLASSES] for _, block in mentions]
        return {
            "in_h1_h2": any(block.level in (1, 2) for _, block in mentions),
            "in_h3_h6": any(block.level > 2 for _, block in mentions),
            "in_hero": any(map(cues.HERO.search, classes)),
            "in_date_class": any(map(cues.DATE_CLASS.search, classes)),
            "in_posted_class": any(map(cues.POSTED_CLASS.search, classes)),
            "in_header": any(block.zone == "header" for _, block in mentions),
            "bold": any(within(m, block.bold) for m, block in mentions),
            "time_element": any(within(m, block.times) for m, block in mentions),
            "alone": any(len(m.text) - (m.dates.end - m.dates.start) < SHORT for m, _ in mentions),
            "siblings": math.log2(max((self.paths[block.path] for _, block in mentions), default=1)),
        }

    def words(self, c: Candidate) -> Features:
        """What the words around it say."""
        purposes = [self.purposes.of(m) for m in c.mentions]
        return {
            "prose": share(c, lambda m: len(m.text) > PROSE),
            "held": any(cues.HELD.search(m.before[-80:]) for m in c.mentions),
            "until": share(c, lambda m: cues.UNTIL.search(m.before[-30:])),
            "place_after": any(cues.PLACE_BEHIND.match(m.after) for m in c.mentions),
            "deadline_some": any(p in DEADLINES for p in purposes),
            "deadline_all": all(p in DEADLINES for p in purposes),
            "updated": purposes.count("updated") / len(purposes),
            "other_label": sum(p in ("opening", "other_dates", "extended") for p in purposes) / len(purposes),
        }

    def names_beside(self, c: Candidate) -> Features:
        """Whose day it is by the names around it."""
        return {
            "event_label": share(c, names_an_event),
            "other_edition": share(c, lambda m: cues.OTHER_EDITION.search(m.before[-100:])),
            "other_name": share(c, self.of_another),
            "own_name": share(c, self.of_own_name),
            "bracketed": share(c, lambda m: len(m.before) > 20 and m.before[-1:] in "(（["),
        }

    def headings(self, c: Candidate) -> Features:
        """What the headings above it say."""
        headings = [self.heading(m) for m in c.mentions]
        return {
            "under_news": any(map(cues.NEWS.search, headings)),
            "under_program": any(map(cues.PROGRAM.search, headings)),
            "under_deadlines": any(map(cues.DEADLINES.search, headings)),
            "side": share(c, self.of_side_event),
        }

    def time(self, c: Candidate) -> Features:
        """How it lies to the page's day and years."""
        first, last = c.span
        ahead = (first - self.today).days
        title = self.survey.title_years
        return {
            "future": last >= self.today,
            "long_past": (self.today - last).days > 60,
            "far_future": ahead > 400,
            "distance": math.log10(1 + abs(ahead) / 10),
            "title_year": first.year in title,
            "not_title_year": bool(title) and first.year not in title,
            "url_year": first.year in self.survey.url_years,
            "posted": first == last and first in self.posted,
        }

    def others(self, c: Candidate) -> Features:
        """How it lies to the other dates."""
        first, last = c.span
        others = [o for o in self.found if o is not c]
        short = [o.span for o in others if lasts(o.span) <= FORTNIGHT]
        written = [o.span for o in others if not o.united and 0 < lasts(o.span) <= FORTNIGHT]
        return {
            "mentions": math.log2(len(c.mentions)),
            "share": len(c.mentions) / max(self.total, 1),
            "holds_others": first < last and any(first <= o.span[0] and o.span[1] <= last for o in others),
            "inside_other": any(one <= first and last <= other for one, other in short),
            "starts_range": first == last and any(one == first for one, _ in written),
            "ends_range": first == last and any(other == first for _, other in written),
            "last_of_page": all(o.span[0] <= first for o in others),
            "only": not others,
        }

    def of_another(self, mention: Mention) -> bool:
        """Whether the name nearest before the date is another event's: an acronym with a year that the page does not bear."""
        named = cues.ACRONYM_YEAR.findall(mention.before[-80:])
        return bool(named) and named[-1].casefold() not in self.names

    def of_own_name(self, mention: Mention) -> bool:
        """Whether an acronym that the page bears stands beside the date in its line."""
        before, behind = mention.before[-60:].rpartition("\n")[2], mention.after[:45].partition("\n")[0]
        return any(name in self.acronyms for name in cues.ACRONYM.findall(f"{before} {behind}"))

    def of_side_event(self, mention: Mention) -> bool:
        """Whether the date is that of a dinner or a party beside the event."""
        return any(map(cues.SIDE.search, (mention.before[-60:], mention.after[:30], self.heading(mention))))

    def heading(self, mention: Mention) -> str:
        """The heading that the date stands under, as far as one is read."""
        return self.survey.heading(mention.block)[:HEADING] if mention.block is not None else ""


def names_an_event(mention: Mention) -> bool:
    """Whether the date's label is the kind of the event."""
    return bool(cues.NAMED_BEFORE.search(mention.before[-40:]) or cues.NAMED_BEHIND.match(mention.after[:45]))


def in_view(mention: Mention) -> bool:
    """Whether the date stands in the page's own text, not in its margins."""
    return mention.block is not None and mention.block.zone in ("main", "header") and not mention.struck


def within(mention: Mention, marks: Iterable[Mark]) -> bool:
    """Whether the date begins in one of the marks."""
    return any(mark.start <= mention.dates.start < mark.end for mark in marks)


def lasts(span: Span) -> int:
    """Days from the first to the last; 0 for a single day."""
    return (span[1] - span[0]).days


def share(c: Candidate, test: Test) -> float:
    """The share of the mentions that pass the test."""
    return sum(bool(test(m)) for m in c.mentions) / len(c.mentions)


def offsets(blocks: Sequence[Block]) -> list[int]:
    """Characters of visible text before each block."""
    total, found = 0, []
    for block in blocks:
        found.append(total)
        total += len(block.text) + 1
    return found
