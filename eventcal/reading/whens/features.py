"""What speaks for and against a date as the event's own: how it is written, where it stands, what is said around it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeAlias

from eventcal.blocks import Block
from eventcal.reading.survey import Mention, Survey
from eventcal.reading.whens import cues
from eventcal.reading.whens.candidate import Candidate, Span
from eventcal.reading.whens.posted import posted_days
from eventcal.reading.whens.purposes import DEADLINES, NO_EVENT, Purposes
from eventcal.reading.whens.standing import OWN_CLASSES, in_brackets, in_view, is_posted, within
from eventcal.reading.whens.vocabulary import cues_for

Test: TypeAlias = Callable[[Mention], object]
Features: TypeAlias = dict[str, float]

LETTER = re.compile(r"[^\W\d_]")
MARKS = "range long_range in_title in_meta in_image in_h1_h2 in_h3_h6 in_hero in_date_class in_header held event_label clock place_after bold mentions".split()
"""Any of these is some sign that a date is the event's; a day without is one that just happens to be named."""
WEEK, FORTNIGHT, MONTH = 7, 14, 31
SHORT, PROSE = 40, 300  # characters beside the date in its text
AFTER = 40  # characters behind the date
HEADING = 200  # characters of a heading


class Scene:
    """What the features of a date compare it with: the other dates, the page's day and years."""

    def __init__(self, survey: Survey, found: list[Candidate]) -> None:
        page = survey.page
        self.survey = survey
        self.found = found
        self.today = page.when
        self.length = max(len(page.text), 1)
        self.offsets = offsets(page.blocks)
        self.short = [c for c in found if lasts(c.span) <= FORTNIGHT]
        self.written = [c for c in self.short if not c.united and lasts(c.span)]
        self.sessions = {m.span[0] for c in found if c.apart for m in c.mentions}
        self.total = sum(len(c.mentions) for c in found)
        self.cues = cues_for(survey.languages_known)
        self.purposes = Purposes(survey)
        self.paths = Counter(
            path for _, path in {(m.block.index, m.block.path) for m in survey.mentions if m.block is not None}
        )
        self.due = {id(m) for m in survey.mentions if self.is_due(m)}
        self.due_paths = Counter(m.block.path for m in survey.mentions if m.block is not None and id(m) in self.due)
        self.all_due = all(id(m) in self.due for c in found for m in c.mentions)
        self.posted = posted_days(page)
        names = " ".join(text[:HEADING] for text in (page.title, *(b.text for b in page.blocks if b.level == 1)))
        self.names, self.acronyms = names.casefold(), frozenset(cues.ACRONYM.findall(names))
        seen = {id(c): self.nearest(c) for c in found if not c.united and any(map(self.may_be_own, c.mentions))}
        self.first = min(seen, key=seen.__getitem__, default=None)
        ranges = [id(c) for c in found if id(c) in seen and 0 < lasts(c.span) <= FORTNIGHT]
        self.first_range = min(ranges, key=seen.__getitem__, default=None)

    def offset(self, mention: Mention) -> int:
        """Characters of visible text before the date."""
        return self.offsets[mention.block.index] + mention.dates.start if mention.block is not None else 0

    def is_no_event(self, c: Candidate) -> bool:
        """Whether a span is surely no event's: of a hotel, a refund, or the day on which the page says that it was posted."""
        first, last = c.span
        if first == last and first in self.posted and any(map(is_posted, c.mentions)):
            return True
        return all(self.purposes.of(m) in NO_EVENT for m in c.mentions)

    def may_be_own(self, mention: Mention) -> bool:
        """Whether the date stands in the page's own text, and nothing is due by it."""
        return in_view(mention) and id(mention) not in self.due

    def nearest(self, c: Candidate) -> int:
        """Characters of visible text before the first mention in the page's own text."""
        return min((self.offset(m) for m in c.mentions if in_view(m)), default=self.length)

    def is_due(self, mention: Mention) -> bool:
        """Whether something is to be done by a date, or it is surely no event's: it is a deadline, or stands behind "until"."""
        if self.purposes.of(mention) in DEADLINES | NO_EVENT:
            return True
        return bool(self.cues.until.search(mention.before[-30:]) or self.cues.until_behind.match(mention.after[:30]))

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
            "of_ranges": c.united and any(m.dates.is_range for m in c.mentions),
            "apart": c.apart,
            "ends_named": c.ends_named,
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
            "in_posted_class": any(map(is_posted, c.mentions)),
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
            "held": any(self.is_held(m) for m in c.mentions if id(m) not in self.due),
            "due": share(c, lambda m: id(m) in self.due),
            "all_due": self.all_due,
            "among_due": self.among_due(c),
            "place_after": any(cues.PLACE_BEHIND.match(m.after) for m in c.mentions),
            "deadline_some": any(p in DEADLINES for p in purposes),
            "deadline_all": all(p in DEADLINES for p in purposes),
            "updated": purposes.count("updated") / len(purposes),
            "other_label": sum(p in ("opening", "other_dates", "extended") for p in purposes) / len(purposes),
        }

    def names_beside(self, c: Candidate) -> Features:
        """Whose day it is by the names around it."""
        return {
            "event_label": share(c, self.names_an_event),
            "other_edition": share(c, lambda m: self.cues.other_edition.search(m.before[-100:])),
            "other_name": share(c, self.of_another),
            "own_name": share(c, self.of_own_name),
            "of_other_event": share(c, self.is_told_of_another),
            "bracketed": share(c, lambda m: len(m.before) > 20 and in_brackets(m)),
        }

    def headings(self, c: Candidate) -> Features:
        """What the headings above it say."""
        headings = [self.heading(m) for m in c.mentions]
        return {
            "under_news": any(map(cues.NEWS.search, headings)),
            "under_program": any(map(self.cues.program.search, headings)),
            "under_deadlines": any(map(self.cues.important.search, headings)),
            "side": share(c, self.of_side_event),
        }

    def time(self, c: Candidate) -> Features:
        """How it lies to the page's day and years."""
        first, last = c.span
        ahead = (first - self.today).days
        title = self.survey.title_years
        return {
            "future": last >= self.today,
            "today": first == last == self.today,
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
        short = [o.span for o in self.short if o is not c]
        written = [o.span for o in self.written if o is not c]
        parts = {m.span for m in c.mentions}
        return {
            "mentions": math.log2(max(sum(id(m) not in self.due for m in c.mentions), 1)),
            "share": len(c.mentions) / max(self.total, 1),
            "holds_others": first < last and any(first <= o.span[0] and o.span[1] <= last for o in others),
            "inside_other": any(one <= first and last <= other for one, other in short),
            "starts_range": first == last and any(one == first for one, _ in written),
            "ends_range": first == last and any(other == first for _, other in written),
            "outdone": c.united
            and any(one == first and other < last and (one, other) not in parts for one, other in written),
            "session": first == last and first in self.sessions,
            "last_of_page": all(o.span[0] <= first for o in others),
            "only": not others,
        }

    def is_held(self, mention: Mention) -> bool:
        """Whether the words around the date say that the event is then."""
        return bool(
            self.cues.held.search(mention.before[-80:])
            or self.cues.held_behind.search(mention.after[:AFTER].partition("\n")[0])
        )

    def names_an_event(self, mention: Mention) -> bool:
        """Whether the date's label is the kind of the event."""
        return bool(
            self.cues.named_before.search(mention.before[-40:]) or self.cues.named_behind.match(mention.after[:45])
        )

    def among_due(self, c: Candidate) -> float:
        """How much of the list that the days stand in are dates by which something is due, where they are none: the
        event closes the list of its deadlines."""
        if any(id(m) in self.due for m in c.mentions):
            return 0.0
        blocks = [m.block for m in c.mentions if m.block is not None]
        return max((self.due_paths[b.path] / self.paths[b.path] for b in blocks), default=0.0)

    def of_another(self, mention: Mention) -> bool:
        """Whether the name nearest before the date is another event's: an acronym with a year that the page does not bear."""
        named = cues.ACRONYM_YEAR.findall(mention.before[-80:])
        return bool(named) and named[-1].casefold() not in self.names

    def is_told_of_another(self, mention: Mention) -> bool:
        """Whether the date stands in brackets behind another event's name: "co-located with HPC Fest (13-15 October)"."""
        beside = self.cues.other_edition.search(mention.before[-100:].rpartition(". ")[2])
        return bool(beside) and (in_brackets(mention) or self.of_another(mention))

    def of_own_name(self, mention: Mention) -> bool:
        """Whether an acronym that the page bears stands beside the date in its line."""
        before, behind = mention.before[-60:].rpartition("\n")[2], mention.after[:45].partition("\n")[0]
        return any(name in self.acronyms for name in cues.ACRONYM.findall(f"{before} {behind}"))

    def of_side_event(self, mention: Mention) -> bool:
        """Whether the date is that of a dinner or a party beside the event."""
        return any(map(self.cues.side.search, (mention.before[-60:], mention.after[:30], self.heading(mention))))

    def heading(self, mention: Mention) -> str:
        """The heading that the date stands under, as far as one is read."""
        return self.survey.heading(mention.block)[:HEADING] if mention.block is not None else ""


def lasts(span: Span) -> int:
    """Days from the first to the last; 0 for a single day."""
    return (span[1] - span[0]).days


def share(c: Candidate, test: Test) -> float:
    """The share of the mentions that pass the test."""
    return len([m for m in c.mentions if test(m)]) / len(c.mentions)


def offsets(blocks: Sequence[Block]) -> list[int]:
    """Characters of visible text before each block."""
    total, found = 0, []
    for block in blocks:
        found.append(total)
        total += len(block.text) + 1
    return found
