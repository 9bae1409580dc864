"""What speaks for and against a date as the event's own: how it is written, where it stands, what is said around it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from eventcal.blocks import Block
from eventcal.reading.labels import find_labels
from eventcal.reading.survey import Mention, Survey
from eventcal.reading.whens.candidate import Candidate

Test: TypeAlias = Callable[[Mention], object]

HERO = re.compile(r"hero|banner|jumbotron|masthead|intro|cover|splash|headline|lead|subtitle|tagline|home")
DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:dates?|when|dtstart|dt-start|event-?(?:date|time|schedule|when)\w*|eventdate|datetime)(?=[\s_-]|$)"
)
HELD = re.compile(
    r"\b(?:held|takes? place|taking place|took place|join us|when|dates?|workshop date|conference dates?|scheduled|happening|celebrated|"
    r"findet|statt|termin|datum|wann|aura lieu|se tiendra|dates? ?:|tendrá lugar|se celebrar|fecha|data|quando|si terr|"
    r"odbędzie|termín|dato|tid|tidspunkt|päivämäärä|időpont|tarih\w*|дата|когда|日期|日時|時間|일시|날짜)\b[^.!?\n]{0,60}$",
    re.I,
)
OTHER_EDITION = re.compile(
    r"\b(?:last year|previous|past|earlier|former|archive|next year|next edition|save the date|co-?located|in conjunction|"
    r"following year|since|founded|vergangene|frühere|précédent|anterior|precedent)",
    re.I,
)
REFUND = re.compile(r"\b(?:refund|cancel)\w*\b[^.;]*$", re.I)
NEWS = re.compile(
    r"\b(?:news|blog|recent posts?|latest|archives?|updates?|announcements?|actualité|aktuelles|noticias|notícias|novinky)\b",
    re.I,
)
PROGRAM = re.compile(r"\b(?:program(?:me)?|schedule|agenda|programm|zeitplan|horario|programa|day \d)\b", re.I)
DEADLINES = re.compile(r"\b(?:important|key|deadlines?|submission|call for|wichtige)\b", re.I)
PLACE_AFTER = re.compile(r"[\s,.;:()–—|•·/-]{0,6}(?:(?:in|at|à|en|em|a|@|w|v|i)\s+)?[A-ZÀ-Þ][^\W\d_]{2,}")
NO_EVENT = frozenset(["updated", "other_dates"])
"""Labels of dates that are surely no event's: the page's own, refunds, hotels."""
CONTENT_KINDS = frozenset(["updated", "opening", "other_dates"])
DEADLINE_KINDS = frozenset(
    [
        "abstract",
        "paper",
        "proposal",
        "poster",
        "notification",
        "camera-ready",
        "application",
        "registration",
        "early-bird",
        "any",
        "extended",
    ]
)


class Scene:
    """What the features of a date compare it with: the other dates, the page's day and years."""

    def __init__(self, survey: Survey, found: list[Candidate]) -> None:
        self.survey = survey
        self.found = found
        self.today = survey.page.when
        self.length = max(len(survey.page.text), 1)
        self.offsets = offsets(survey.page.blocks)
        self.total = sum(len(c.mentions) for c in found)
        self.paths: dict[str, int] = {}
        for m in survey.mentions:
            if m.block is not None:
                self.paths[m.block.path] = self.paths.get(m.block.path, 0) + 1
        seen = [c for c in found if not c.united and any(in_view(m) for m in c.mentions)]
        self.first = min(seen, key=lambda c: min(self.offset(m) for m in c.mentions if in_view(m)), default=None)
        ranges = [c for c in seen if 0 < (c.span[1] - c.span[0]).days <= 14]
        self.first_range = min(
            ranges, key=lambda c: min(self.offset(m) for m in c.mentions if in_view(m)), default=None
        )

    def offset(self, mention: Mention) -> int:
        """Characters of visible text before the date."""
        return self.offsets[mention.block.index] + mention.dates.start if mention.block is not None else 0

    def features(self, c: Candidate) -> dict[str, float]:
        """Everything that speaks for or against a span."""
        return {
            k: v for k, v in {**self.shape(c), **self.place(c), **self.surroundings(c), **self.time(c)}.items() if v
        }

    def shape(self, c: Candidate) -> dict[str, float]:
        """How long the span is and how it is written."""
        days = (c.span[1] - c.span[0]).days
        one = c.mentions[0].dates
        return {
            "range": 1.0 if 0 < days <= 7 else 0.0,
            "long_range": 1.0 if 7 < days <= 31 else 0.0,
            "very_long_range": 1.0 if days > 31 else 0.0,
            "united": float(c.united),
            "listed": float(bool(one.listed) and not c.united),
            "numeric": float(not re.search(r"[^\W\d_]", c.mentions[0].words)),
            "weekday": float(one.first.weekday is not None),
            "clock": share(c, lambda m: m.dates.clock is not None),
            "year_stated": float(any(m.year_from == "stated" for m in c.mentions)),
        }

    def place(self, c: Candidate) -> dict[str, float]:
        """Where on the page it stands."""
        blocks = [m.block for m in c.mentions if m.block is not None]
        seen = [m for m in c.mentions if in_view(m)]
        nearest = min((self.offset(m) for m in seen), default=self.length)
        return {
            "in_title": any_of(c, lambda m: m.where == "title"),
            "in_meta": any_of(c, lambda m: m.where.startswith("meta")),
            "in_image": any_of(c, lambda m: m.where == "image"),
            "in_h1_h2": float(any(b.level in (1, 2) for b in blocks)),
            "in_h3_h6": float(any(b.level > 2 for b in blocks)),
            "in_hero": float(any(HERO.search(b.classes[:120]) for b in blocks)),
            "in_date_class": float(any(DATE_CLASS.search(b.classes[:120]) for b in blocks)),
            "in_header": float(any(b.zone == "header" for b in blocks)),
            "only_margins": float(bool(blocks) and not seen),
            "unseen": float(not blocks),
            "in_table": share(c, lambda m: m.block is not None and bool(m.block.row)),
            "in_list": share(c, lambda m: m.block is not None and m.block.tag == "li"),
            "far": math.log10(1 + nearest / 100),
            "first": float(c is self.first),
            "first_range": float(c is self.first_range),
            "bold": any_of(
                c, lambda m: m.block is not None and any(b.start <= m.dates.start < b.end for b in m.block.bold)
            ),
            "time_element": any_of(
                c, lambda m: m.block is not None and any(t.start <= m.dates.start < t.end for t in m.block.times)
            ),
            "in_link": share(
                c, lambda m: m.block is not None and any(k.start <= m.dates.start < k.end for k in m.block.links)
            ),
        }

    def surroundings(self, c: Candidate) -> dict[str, float]:
        """What the words around it say."""
        headings = [self.survey.heading(m.block) for m in c.mentions if m.block is not None]
        kinds = [self.label(m) for m in c.mentions]
        return {
            "alone": any_of(c, lambda m: m.block is not None and len(m.text) - (m.dates.end - m.dates.start) < 40),
            "prose": share(c, lambda m: len(m.text) > 300),
            "held": any_of(c, lambda m: bool(HELD.search(m.before[-80:]))),
            "place_after": any_of(c, lambda m: bool(PLACE_AFTER.match(m.after))),
            "other_edition": share(c, lambda m: bool(OTHER_EDITION.search(m.before[-100:]))),
            "deadline_some": float(any(k in DEADLINE_KINDS for k in kinds)),
            "deadline_all": float(bool(kinds) and all(k in DEADLINE_KINDS for k in kinds)),
            "updated": sum(k == "updated" for k in kinds) / len(kinds),
            "other_label": sum(k in ("opening", "other_dates", "extended") for k in kinds) / len(kinds),
            "under_news": float(any(NEWS.search(h) for h in headings)),
            "under_program": float(any(PROGRAM.search(h) for h in headings)),
            "under_deadlines": float(any(DEADLINES.search(h) for h in headings)),
            "struck": float(all(m.struck for m in c.mentions)),
            "siblings": math.log2(
                max((self.paths.get(m.block.path, 1) for m in c.mentions if m.block is not None), default=1)
            ),
        }

    def time(self, c: Candidate) -> dict[str, float]:
        """How it lies to the page's day, its years and the other dates."""
        first, last = c.span
        ahead = (first - self.today).days
        others = [o for o in self.found if o is not c]
        title = self.survey.title_years
        return {
            "future": float(last >= self.today),
            "long_past": float((self.today - last).days > 60),
            "far_future": float(ahead > 400),
            "distance": math.log10(1 + abs(ahead) / 10),
            "title_year": float(bool(title) and first.year in title),
            "not_title_year": float(bool(title) and first.year not in title),
            "url_year": float(first.year in self.survey.url_years),
            "mentions": math.log2(len(c.mentions)),
            "share": len(c.mentions) / max(self.total, 1),
            "holds_others": float(first < last and any(first <= o.span[0] and o.span[1] <= last for o in others)),
            "inside_other": float(
                any(o.span[0] <= first and last <= o.span[1] and (o.span[1] - o.span[0]).days <= 14 for o in others)
            ),
            "starts_range": float(
                first == last
                and any(
                    o.span[0] == first < o.span[1] and (o.span[1] - first).days <= 14 for o in others if not o.united
                )
            ),
            "ends_range": float(
                first == last
                and any(
                    o.span[0] < first == o.span[1] and (first - o.span[0]).days <= 14 for o in others if not o.united
                )
            ),
            "last_of_page": float(all(o.span[0] <= first for o in others)),
            "only": float(not others),
        }

    def label(self, mention: Mention) -> str | None:
        """What the words before the date say it is for; those just behind it where none stand before."""
        line = mention.before.rsplit("\n", 1)[-1][-90:]
        if REFUND.search(line[-40:]):
            return "other_dates"
        found = find_labels(line, self.survey.languages_known)
        if found:
            return found[-1].kind if found[-1].kind in CONTENT_KINDS else next((f.kind for f in reversed(found)), None)
        behind = find_labels(mention.after.split("\n", 1)[0][:40], self.survey.languages_known)
        return behind[0].kind if behind else None


def in_view(mention: Mention) -> bool:
    """Whether the date stands in the page's own text, not in its margins."""
    return mention.block is not None and mention.block.zone in ("main", "header") and not mention.struck


def any_of(c: Candidate, test: Test) -> float:
    """1 if a mention passes the test."""
    return float(any(test(m) for m in c.mentions))


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
