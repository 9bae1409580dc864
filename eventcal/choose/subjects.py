"""Which facts of a page speak of one event: its text, its markup and the entries of its lists, joined or told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import pairwise

from eventcal.choose.addresses import is_own
from eventcal.choose.shared import repeated, with_shared
from eventcal.choose.verdicts import as_told, best, words
from eventcal.model import Fact, Session, When
from eventcal.page import Page

OWN = ""
"""What the page's own facts are `about`."""
PROBLEM = "problem"
"""What of a page is lost; it speaks of no event."""
TEXT = "entry"
"""How the facts about an entry of the page's text are told from those of markup."""
KIND = "kind"
"""A reader's word on what the page is: "event", "listing" or "none"."""
SAME_NAME = 0.72  # in the corpus two spellings of one name are nearly always above, two names below
FEW_SHARED = 0.2  # words, as a share: two names with no more are never one by their letters
LONG_OVER = timedelta(days=300)
SURE_LIST = 0.65  # the score of a listing that no days of the page's own bring into doubt
SURE_OWN = 0.85  # the score of such days
LEAST_SERIES = 0.05  # the score that a page's own days must have for its entries to be their sessions
SERIES = 0.7  # the score of days that the entries bear out
SURE_DAY = 0.7
NEARBY = 3  # days between the page's own days and those of markup that may still mean the same event
MOST_A_DAY = 100  # entries of a day that one is compared with
TITLED = 0.5  # the share of the words of an event's name that the title of its page has at least
NAMES = 6  # of the page's own names that a name is compared with


def subjects(facts: Iterable[Fact], page: Page) -> list[list[Fact]]:
    """The facts of each event: the page's own with the markup that speaks of it, or those of each entry of a listing."""
    groups = grouped((fact for fact in facts if fact.field != PROBLEM), page)
    own = groups.pop(OWN, [])
    named = [group for group in groups.values() if best(group, "name") is not None]
    entries = marked_up(joined(named))
    if not own:
        return entries
    mine = [entry for entry in entries if is_about_page(entry, own, page)]
    kind = best(own, KIND)
    if kind is not None and kind.value == "none":
        return [flat(own, *mine)] if mine else []
    marked = [x for x in mine if is_marked_up(x) and alike(name_of(x), name_of(own))]
    if len(marked) == 1 and not (is_list(own) and is_titled_apart(marked[0], page)):
        return [flat(own, *marked)]
    if (series := as_series(own, entries)) is not None:
        return [series]
    if not named and is_list(own):
        entries = repeated(list(groups.values()), own)
    if are_events(entries, mine, listed=is_list(own)):
        return [] if is_archive(entries, page) else with_shared(entries, own)
    return [flat(own, *(mine or lone(entries, own)))]


def is_list(own: Sequence[Fact]) -> bool:
    """Whether the page's text reads like a list; hardly so where it surely tells the days of one event."""
    kind, when = best(own, KIND), best(own, "when")
    if kind is None:
        return True
    return kind.value == "listing" and (kind.score >= SURE_LIST or when is None or when.score < SURE_OWN)


def are_events(entries: Sequence[list[Fact]], mine: Sequence[list[Fact]], *, listed: bool) -> bool:
    """Whether the entries, not the page, are the events. `mine` are those that go by the page's name; `listed`: its text
    reads like a list."""
    if len(entries) < 2:
        return listed and bool(entries) and not mine
    return listed or apart(mine)


def is_archive(entries: Sequence[Sequence[Fact]], page: Page) -> bool:
    """Whether a web page lists nothing but what is long over: past editions, of interest to nobody who plans ahead."""
    whens = [when_of(entry) for entry in entries]
    return bool(whens) and all(when is not None and page.when - when.last_day > LONG_OVER for when in whens)


def as_series(own: Sequence[Fact], entries: Sequence[list[Fact]]) -> list[Fact] | None:
    """The page's own facts, with the entries as the sessions of its event, where its days reach exactly from the first entry
    to the last: "17 June to 12 August". None where they do not, or markup tells of events of different names: a calendar's
    heading often shows the days that it lists."""
    if all(map(is_marked_up, entries)) and not any(alike(name_of(a), name_of(b)) for a, b in pairwise(entries)):
        return None
    whens = sorted((when for entry in entries if (when := when_of(entry)) is not None), key=lambda when: when.first_day)
    if len(whens) < 2 or len(whens) < len(entries) or len({when.first_day for when in whens}) < len(whens):
        return None
    span = whens[0].first_day, max(when.last_day for when in whens)
    whole = [f for f in own if f.field == "when" and isinstance(f.value, When) and f.score >= LEAST_SERIES]
    fact = next((f for f in whole if (f.value.first_day, f.value.last_day) == span), None)
    if fact is None or (span[1] - span[0]).days < len(whens):  # the days of a program, in a row
        return None
    sessions = tuple(Session(when.start, when.end) for when in whens)
    told = replace(fact, value=replace(fact.value, sessions=sessions), score=max(fact.score, SERIES))
    return [told if each is fact else each for each in own]


def when_of(group: Sequence[Fact]) -> When | None:
    """The days of a group's best date."""
    when = best(group, "when")
    return when.value if when is not None and isinstance(when.value, When) else None


def grouped(facts: Iterable[Fact], page: Page) -> dict[str, list[Fact]]:
    """The facts by what they are about, each with the page's address as its source."""
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.about, []).append(fact if fact.source else as_told(fact, fact.score, page.url))
    return groups


def flat(*groups: Sequence[Fact]) -> list[Fact]:
    """All facts of some groups."""
    return [fact for group in groups for fact in group]


def joined(entries: Sequence[list[Fact]]) -> list[list[Fact]]:
    """The entries, those that speak of one event as one: a list's text often says again what its markup says."""
    by_day: dict[date, dict[str, list[list[Fact]]]] = {}
    found: list[list[Fact]] = []
    for entry in entries:
        day, reader = first_day(entry), reader_of(entry)
        readers = by_day.setdefault(day, {}) if day is not None else {}
        twin = twin_of(entry, [other for name, others in readers.items() if name != reader for other in others])
        if twin is None:
            found.append(list(entry))
            readers.setdefault(reader, []).append(found[-1])
        else:
            twin.extend(entry)
    return found


def twin_of(entry: Sequence[Fact], others: Sequence[list[Fact]]) -> list[Fact] | None:
    """The one of some entries of a day, from readers each of which tells its own apart, that has the entry's name."""
    name = name_of(entry)
    return next((other for other in others[:MOST_A_DAY] if alike(name, name_of(other))), None)


def marked_up(entries: Sequence[list[Fact]]) -> list[list[Fact]]:
    """The entries without those that only the text tells of, where the page's markup lists as many or more."""
    marked = [entry for entry in entries if is_marked_up(entry)]
    return list(marked if len(marked) >= max(2, len(entries) - len(marked)) else entries)


def is_marked_up(entry: Sequence[Fact]) -> bool:
    """Whether markup tells of an entry, not the text alone."""
    return any(not fact.about.startswith(TEXT) for fact in entry)


def first_day(group: Sequence[Fact]) -> date | None:
    """The first day that a group's best date says."""
    when = when_of(group)
    return when.first_day if when is not None else None


def name_of(group: Sequence[Fact]) -> str:
    """The best name of a group; empty where it has none."""
    name = best(group, "name")
    return str(name.value or "") if name is not None else ""


def is_about_page(group: Sequence[Fact], own: Sequence[Fact], page: Page) -> bool:
    """Whether markup speaks of the page's own event: by its address, or by its name in the page's title or headings."""
    address = best(group, "url")
    if address is not None and is_own(str(address.value), page):
        return True
    names = sorted((fact for fact in own if fact.field == "name"), key=lambda fact: -fact.score)[:NAMES]
    return any(alike(name_of(group), str(fact.value)) for fact in names)


def is_titled_apart(group: Sequence[Fact], page: Page) -> bool:
    """Whether the page's title says nothing of what the markup names: then that is one of several that the page lists."""
    title = set(words(f"{page.title} {page.meta.get('og:title', '')}"))
    name = set(words(name_of(group)))
    return bool(title and name) and len(name & title) < TITLED * len(name)


def apart(entries: Sequence[Sequence[Fact]]) -> bool:
    """Whether one reader's entries by the page's name are held at different times: a tour or a series, each an event."""
    days = sorted(day for entry in entries if (day := first_day(entry)) is not None)
    return len({reader_of(entry) for entry in entries}) == 1 and any((b - a).days > NEARBY for a, b in pairwise(days))


def reader_of(group: Sequence[Fact]) -> str:
    """The reader that a group is from, such as json-ld."""
    return group[0].about.split(" ")[0]


def lone(entries: Sequence[list[Fact]], own: Sequence[Fact]) -> list[list[Fact]]:
    """The one block of markup of a page, by another name than the page's; none where it is surely about another event."""
    if len(entries) != 1 or contradicts(entries[0], own) or best(entries[0], "url") is not None:
        return []  # an address, and by `is_about_page` not this page's
    return list(entries)


def contradicts(group: Sequence[Fact], own: Sequence[Fact]) -> bool:
    """Whether markup names other days than those that the page surely shows."""
    mine, theirs = best(own, "when"), first_day(group)
    if mine is None or theirs is None or not isinstance(mine.value, When) or mine.score < SURE_DAY:
        return False
    return abs((mine.value.first_day - theirs).days) > NEARBY


def alike(one: str, other: str) -> bool:
    """Whether two names say the same, by words or by letters, whichever is kinder."""
    mine, theirs = set(words(one)), set(words(other))
    shared = 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0
    if shared <= FEW_SHARED or shared >= SAME_NAME:
        return shared >= SAME_NAME
    letters = SequenceMatcher(None, one.casefold(), other.casefold())
    bounds = (
        letters.real_quick_ratio,
        letters.quick_ratio,
        letters.ratio,
    )  # each lower than the one before, and dearer
    return all(bound() >= SAME_NAME for bound in bounds)
