"""Event pages as their site keeps them: a text whose head says title and days (YAML front matter of Jekyll, Hugo and others)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from html import escape
from typing import Any

from eventcal.errors import ReadError
from eventcal.model import Fact, day_of
from eventcal.page import Page
from eventcal.reading import pagereader
from eventcal.reading.rows import Paths, parse_yaml, read_rows, rows_of, word_at
from eventcal.reading.rows.guess import paths_of
from eventcal.reading.rows.whens import moment_in, when_in

HEAD = re.compile(r"\ufeff?---[ \t]*\r?\n(.{1,20000}?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.S)
DAYS = ("event_date", "event-date", "eventDate", "event_dates", "start_date", "start", "starts", "when", "dates")
"""What only events say in their heads: "date" is the day of a post."""
PARAGRAPH = re.compile(r"(?:\r?\n){2,}")
MARKED = re.compile(r"[*_`#>]+")
OF_TEXT = frozenset(["mode", "place", "cost", "deadline"])
"""What the text is read for, beside what the head says."""


def fits(page: Page) -> bool:
    """Whether it is such a text: the head names a title and days."""
    if not page.body.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
        return False
    head = HEAD.match(page.markup)
    return head is not None and "title:" in head[1] and any(f"\n{name}:" in f"\n{head[1]}" for name in DAYS)


def read(page: Page) -> list[Fact]:
    """The facts of the head, and what the text tells beside. ReadError where there is no such head."""
    head = HEAD.match(page.markup)
    said = parse_yaml(head[1], page.url) if head is not None else None
    if head is None or not isinstance(said, Mapping):
        raise ReadError(f"{page.url}: no head with title and days")
    paths: Paths = {
        **paths_of([said]),
        "dates": days_of(said),
        "start": partial(at, name="start"),
        "end": partial(at, name="end"),
    }
    facts = list(read_rows(rows_of([said], paths), page, "front matter"))
    about = facts[0].about if facts else ""
    return [*facts, *(replace(fact, about=about) for fact in told(page.markup[head.end() :], said, page))]


def days_of(said: Mapping[str, Any]) -> list[str]:
    """The names under which a head tells its days."""
    return [name for name in DAYS if name in said]


def at(said: Mapping[str, Any], name: str) -> str:
    """When the one session begins or ends that is on the event's only day; else what the head says of start and end."""
    sessions = [each for each in flat(said.get("time")) if isinstance(each, Mapping)]
    if len(sessions) == 1 and is_on_the_day(sessions[0], said):
        return word_at(sessions[0], name)
    return word_at(said, f"{name}_date") or word_at(said, name)


def is_on_the_day(session: Mapping[str, Any], said: Mapping[str, Any]) -> bool:
    """Whether a session begins on the event's only day, as people wrote it."""
    moment = moment_in(word_at(session, "start"), None)
    words = next((word_at(said, name) for name in days_of(said)), "")
    if moment is None:
        return False
    day = when_in(words, "", day_of(moment)) if words else None
    return day is not None and day.when is not None and day.when.first_day == day.when.last_day == day_of(moment)


def flat(value: Any) -> Iterator[Any]:
    """The values of lists within lists."""
    if isinstance(value, list):
        for each in value:
            yield from flat(each)
    elif value is not None:
        yield value


def told(text: str, said: Mapping[str, Any], page: Page) -> Iterator[Fact]:
    """What the text tells of mode, place, price and deadlines, read as a page is."""
    parts = (MARKED.sub("", part).strip() for part in PARAGRAPH.split(text))
    body = "".join(f"<p>{escape(part)}</p>" for part in parts if part)
    title, days = escape(word_at(said, "title")), escape(next((word_at(said, name) for name in days_of(said)), ""))
    markup = f"<title>{title}</title><h1>{title}</h1><p>{days}</p>{body}"
    drawn = Page(page.url, markup.encode("utf-8", "replace"), page.when, "text/html; charset=utf-8")
    yield from (fact for fact in pagereader.read(drawn) if fact.field in OF_TEXT and not fact.about)
