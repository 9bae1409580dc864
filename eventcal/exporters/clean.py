"""Text of pages made fit for every output: nothing in it can break a line, turn its direction or fill a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote, urlsplit

from eventcal.model import Deadline, Event, Place

NAME_LIMIT = 300
DESCRIPTION_LIMIT = 5_000
TEXT_LIMIT = 200
"""Characters that are kept of the other texts."""

_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls but for tab and line ends
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi: they reorder what stands around them
    r"\u200b\u2060\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"  # invisible spaces, no characters, lone surrogates
)
_MARKS = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_TOO_MANY_MARKS = re.compile(rf"({_MARKS}{{4}}){_MARKS}+")  # no script stacks more on one letter

_URL_LIMIT = 2_000
_URL_CHARACTERS = "!#$%&'()*+,/:;=?@[]~|"  # RFC 3986, 2.2; | too, since sites use it and no browser escapes it


def clean(event: Event) -> Event:
    """The event with all its text fit to print. Evidence and facts keep the page's words."""
    return event if _is_clean(event) else _cleaned(event)


def _is_clean(event: Event) -> bool:
    """Whether cleaning would leave the event as it is: most are, since the store holds clean ones."""
    about = (event.description or "").replace("\n", " ")
    if len(about) > DESCRIPTION_LIMIT or len(event.name) > NAME_LIMIT:
        return False
    said = [text for text in _short_texts(event) if text is not None]
    short = max(map(len, said), default=0) <= TEXT_LIMIT
    every = [event.name, about, *said]
    return short and all(event.tags) and [*map(str.strip, every)] == every and _is_plain("".join(every))


def _short_texts(event: Event) -> Iterator[str | None]:
    """All but name and description."""
    place = event.place
    yield from (event.short_name, event.organizer, place.venue, place.city, place.country, place.text, *event.tags)
    if event.when is not None:
        yield event.when.timezone
    if event.cost is not None:
        yield event.cost.text
    for deadline in event.deadlines:
        yield deadline.text
        yield deadline.timezone


def _is_plain(text: str) -> bool:
    """Whether nothing in a text is to be taken out: Python holds no control, bidi mark or lone surrogate for printable."""
    return text.isprintable() and (text.isascii() or _TOO_MANY_MARKS.search(text) is None)


def _cleaned(event: Event) -> Event:
    return replace(
        event,
        name=one_line(event.name, NAME_LIMIT),
        short_name=_one_line_or_none(event.short_name),
        when=event.when and replace(event.when, timezone=_one_line_or_none(event.when.timezone)),
        place=_clean_place(event.place),
        cost=event.cost and replace(event.cost, text=one_line(event.cost.text)),
        deadlines=tuple(_clean_deadline(deadline) for deadline in event.deadlines),
        description=event.description and clean_text(event.description, DESCRIPTION_LIMIT),
        organizer=_one_line_or_none(event.organizer),
        tags=tuple(tag for tag in map(one_line, event.tags) if tag),
    )


def clean_text(text: str, limit: int = TEXT_LIMIT) -> str:
    r"""The text without what cannot be seen; lines end in \n. Cut at a word, with an ellipsis, past `limit` characters."""
    if len(text) <= limit and _is_plain(text):
        return text.strip()
    text = _UNPRINTABLE.sub("", _LINE_ENDS.sub("\n", text[: 10 * limit])).replace("\t", " ")
    text = _TOO_MANY_MARKS.sub(r"\1", text).strip()
    if len(text) <= limit:
        return text
    head, _, _ = text[:limit].rpartition(" ")
    return (head or text[: limit - 1]).rstrip() + "…"


def one_line(text: str, limit: int = TEXT_LIMIT) -> str:
    """The clean text on one line."""
    return re.sub(r"\n+", " ", clean_text(text, limit))


@lru_cache(maxsize=10_000)
def web_url(url: str) -> str | None:
    """The address with all that RFC 3986 does not allow in it percent-encoded; None if it is not http or https."""
    url = url.strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.netloc or len(url) > _URL_LIMIT:
        return None
    if _UNPRINTABLE.search(url) or _LINE_ENDS.search(url):
        return None
    return quote(url, safe=_URL_CHARACTERS)


def _clean_place(place: Place) -> Place:
    return replace(
        place,
        venue=_one_line_or_none(place.venue),
        city=_one_line_or_none(place.city),
        country=_one_line_or_none(place.country),
        text=_one_line_or_none(place.text),
    )


def _clean_deadline(deadline: Deadline) -> Deadline:
    return replace(deadline, text=one_line(deadline.text), timezone=_one_line_or_none(deadline.timezone))


def _one_line_or_none(text: str | None) -> str | None:
    return one_line(text) if text is not None else None
