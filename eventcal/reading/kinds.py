"""What the page is: one event's, a list of several, or none at all."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from eventcal.blocks import Block
from eventcal.page import Page
from eventcal.reading.columns import columns_of, role_in
from eventcal.reading.kind_words import any_word, kind_words
from eventcal.reading.labels import find_labels
from eventcal.reading.names import is_generic
from eventcal.reading.names.vocabulary import WORDS, is_meeting
from eventcal.reading.quick import holds
from eventcal.reading.survey import Mention, Survey
from eventcal.reading.years import years_in

KINDS = ("event", "listing", "none")
WORD = re.compile(r"[^\W\d_]{4,}|[\u3040-\u9fff]{2}")
STEM = 5  # letters by which two of these words are the same
MARKED_DAY = re.compile(
    r"[\"ic](?:(?<=\")startDate\"\s*:\s*\"([^\"]{8,})"
    r"|(?<=i)temprop=[\"']?startDate[\"']?\s[^>]*?(?:content|datetime)=[\"']([^\"']{8,})"
    r"|(?<=c)lass=[\"'][^\"']*\b(?:dtstart|dt-start)\b)"
)
"""A day in the markup for machines. The class of all beginnings comes first, since only so they are quickly looked for."""
MARKED = ("startDate", "dtstart", "dt-start")
POST = re.compile(r"/(?:blogs?|news|posts?|articles?|actualites|noticias|aktuelles)/[^/]", re.I)
ACRONYM = re.compile(r"\b[A-Z][\w&+-]{1,14}[A-Z][\w&+-]{0,8} ?['’]?(?:19|20)?\d\d\b")
NAME_NEAR = 160  # characters of a block in which an entry's name may stand
LOOKED_AT = 6_000  # characters of the page's text
MOST_DATES = 60  # that are looked at one by one
LABEL_NEAR = 60  # characters before a date in which a word may say what it is for
FEW_DAYS = 3  # days between the dates of one event's program
MOST_GAPS = 0.75
SHORT = 800  # characters of a page that says little
NEAR_TOP, AT_TOP = 25, 15  # blocks


def features(survey: Survey, days_chance: float, *, plans_changed: bool) -> dict[str, float]:
    """What tells the kinds of pages apart.

    `days_chance`: how likely the likeliest date is an event's, 0 to 1. `plans_changed`: the page says that of an event.
    """
    seen = [m for m in survey.mentions if m.block is not None and m.block.zone in ("main", "header")]
    days = {"days_chance": days_chance, "days_listed": days_chance * all_alike(survey, seen)}
    days["plans_changed"] = float(plans_changed)
    return {**days, **of_dates(survey, seen), **of_entries(survey, seen), **of_words(survey), **of_markup(survey.page)}


def all_alike(survey: Survey, seen: Sequence[Mention]) -> bool:
    """Whether several of the page's dates stand alike, and no other stands before them, nor in its titles."""
    paths = Counter(m.block.path for m in seen if m.block is not None)
    path, count = next(iter(paths.most_common(1)), ("", 0))
    first = next((m for m in survey.mentions if m.block is None or m.block.zone in ("main", "header")), None)
    return count > 1 and first is not None and first.block is not None and first.block.path == path


def of_dates(survey: Survey, seen: Sequence[Mention]) -> dict[str, float]:
    """How many dates the page has, how far apart they are and where they stand."""
    page = survey.page
    spans = {m.span for m in seen}
    paths = Counter(m.block.path for m in seen if m.block is not None)
    days = sorted(m.span[0] for m in seen)
    last = max((m.span[1] for m in seen), default=page.when)
    return {
        "no_dates": float(not seen),
        "dates": math.log2(1 + len(spans)),
        "many_dates": float(len(spans) >= 8),
        "same_path": math.log2(1 + max(paths.values(), default=0)),
        "spread": math.log10(1 + (days[-1] - days[0]).days) if days else 0.0,
        "all_past": float(bool(days) and last < page.when),
        "long_past": float(bool(days) and (page.when - last).days > 200),
        "range_near_top": float(any(is_short_range(m) and index_of(m) < NEAR_TOP for m in seen)),
        "date_near_top": float(any(index_of(m) < AT_TOP for m in seen)),
    }


def of_entries(survey: Survey, seen: Sequence[Mention]) -> dict[str, float]:
    """How many of the dates look like those of entries: under a heading or beside a link of their own, and no deadlines."""
    own = [m for m in seen[:MOST_DATES] if not is_labelled(m, survey)]
    blocks = survey.page.blocks
    headings = {h for m in own if m.block is not None and (h := heading_before(m.block, blocks)) is not None}
    links = {t for m in own if m.block is not None and (t := link_beside(m.block, blocks)) is not None}
    rows = {m.block.row for m in own if m.block is not None and m.block.row}
    named = named_beside({m.block.index for m in own if m.block is not None}, blocks)
    return {
        "labelled_dates": 1 - len(own) / len(seen[:MOST_DATES]) if seen else 0.0,
        "entries": math.log2(1 + max(len(headings), len(links), len(rows))),
        "days_in_row": float(is_program(own)),
        "named_dates": math.log2(1 + len(named)),
        **of_cadence(own),
        "date_column": math.log2(1 + dated_rows(own, blocks)),
        "days_ahead": math.log2(1 + len({m.span for m in own if m.span[1] >= survey.page.when})),
    }


def of_cadence(own: Sequence[Mention]) -> dict[str, float]:
    """How the dates that stand alike follow each other: those of a list lie apart, often some weeks, each with its hours."""
    paths = Counter(m.block.path for m in own if m.block is not None)
    path = max(paths, key=lambda path: paths[path], default="")
    alike = [m for m in own if m.block is not None and m.block.path == path]
    days = sorted({m.span[0] for m in alike})
    gaps = [(after - day).days for day, after in pairwise(days)]
    apart = [gap for gap in gaps if gap > FEW_DAYS]
    return {
        "apart": math.log2(1 + len(apart)),
        "all_apart": float(len(apart) == len(gaps) > 0),
        "weeks_apart": float(len(gaps) > 1 and sum(gap % 7 == 0 for gap in gaps) >= MOST_GAPS * len(gaps)),
        "hours": math.log2(1 + len({m.span[0] for m in alike if m.dates.clock is not None})),
    }


def dated_rows(own: Sequence[Mention], blocks: Sequence[Block]) -> int:
    """How many rows of tables have a day of their own under "Date", in tables that name things or people beside it."""
    columns = columns_of(blocks)
    naming = {group for group, roles in columns.items() if not {"name", "host"}.isdisjoint(roles.values())}
    rows = {m.block.row for m in own if m.block and m.block.group in naming and role_in(m.block, columns) == "date"}
    return len(rows) if rows else 0


def of_words(survey: Survey) -> dict[str, float]:
    """What the title, the headings, the address and the text say."""
    page = survey.page
    titles = f"{page.title} {page.meta.get('og:title', '')}"
    heads = " ".join(b.text for b in page.blocks if b.level == 1 and b.zone in ("main", "header"))[:300]
    names, address, text = f"{titles}\n{heads}", last_of_address(page.url), page.text[:LOOKED_AT].casefold()
    return {
        "title_year": float(bool(years_in(names))),
        "title_type": float(has_meeting(names)),
        "title_list": float(bool(any_word("list").search(names))),
        "address_list": float(bool(any_word("list").search(address))),
        "title_other": float(bool(any_word("other").search(names))),
        "address_other": float(bool(any_word("other").search(address))),
        "post": float(bool(POST.search(page.url))),
        "heading_generic": float(bool(heads) and is_generic(heads)),
        "event_words": math.log2(1 + len(event_words(text))),
        "upcoming": float(holds(text, kind_words("upcoming"))),
        "links": math.log10(1 + sum(len(b.links) for b in page.blocks)),
        "short": float(len(page.text) < SHORT),
        "years_alone": math.log2(1 + sum(len(b.text) == 4 and b.text.isdigit() for b in page.blocks)),
    }


def event_words(text: str) -> set[str]:
    """The beginnings of a text's words that are those of pages of events."""
    return {word[:STEM] for word in set(WORD.findall(text)) if word.startswith(kind_words("event"))}


def of_markup(page: Page) -> dict[str, float]:
    """How many events the markup for machines tells of."""
    markup = page.markup
    if not any(word in markup for word in MARKED):
        return {}
    days = {match[1] or match[2] or str(match.start()) for match in MARKED_DAY.finditer(markup)}
    return {"marked_one": float(len(days) == 1), "marked_more": math.log2(len(days)) if len(days) > 1 else 0.0}


def is_program(dated: Sequence[Mention]) -> bool:
    """Whether the single days among the dates are several and all in a row: those of one event's program."""
    days = sorted({m.span[0] for m in dated if m.span[0] == m.span[1]})
    return len(days) > 1 and (days[-1] - days[0]).days == len(days) - 1


def is_short_range(mention: Mention) -> bool:
    """Whether it is a range of at most two weeks."""
    return mention.dates.is_range and (mention.span[1] - mention.span[0]).days <= 14


def index_of(mention: Mention) -> int:
    """The place of its block among the blocks."""
    return mention.block.index if mention.block is not None else 0


def is_labelled(mention: Mention, survey: Survey) -> bool:
    """Whether a word before the date says that it is a deadline or the like."""
    line = mention.before.rsplit("\n", 1)[-1][-LABEL_NEAR:]
    return bool(find_labels(line, survey.languages_known))


def heading_before(block: Block, blocks: Sequence[Block]) -> int | None:
    """The place of the heading that is the date's block or stands just before it; the page's own does not count."""
    near = blocks[max(block.index - 2, 0) : block.index + 1]
    return next((b.index for b in reversed(near) if b.level > 1), None)


def named_beside(places: Collection[int], blocks: Sequence[Block]) -> set[int]:
    """Of the places of dates' blocks those with which a kind of event is named, or an acronym with its year."""
    near = {
        place: [b for b in blocks[max(place - 2, 0) : place + 3] if goes_with(b, blocks[place])] for place in places
    }
    named = {
        b.index: names_event(b.text[:NAME_NEAR]) for b in {b.index: b for bs in near.values() for b in bs}.values()
    }
    return {place for place, found in near.items() if any(named[b.index] for b in found)}


def goes_with(block: Block, dated: Block) -> bool:
    """Whether a block near that of a date is in the same entry, or is a heading."""
    return block is dated or block.level > 1 or (block.item == dated.item and block.item > 0) or block.row > 0


def names_event(text: str) -> bool:
    """Whether a text names a kind of event or an acronym with its year."""
    return has_meeting(text) or ACRONYM.search(text) is not None


def has_meeting(text: str) -> bool:
    """Whether a text has a word for a kind of event."""
    return any(map(is_meeting, WORDS.findall(text.casefold())))


def link_beside(block: Block, blocks: Sequence[Block]) -> str | None:
    """The target of a link of several words in the date's block or in one beside it, within the same entry."""
    near: Collection[Block] = blocks[max(block.index - 2, 0) : block.index + 2]
    return next(
        (
            link.value
            for b in near
            if b.item == block.item or b.row
            for link in b.links
            if " " in b.text[link.start : link.end].strip()
        ),
        None,
    )


def last_of_address(url: str) -> str:
    """The last two parts of an address's path as words."""
    parts = urlsplit(url).path.strip("/").split("/")[-2:]
    return re.sub(r"[-_./]", " ", " ".join(parts))
