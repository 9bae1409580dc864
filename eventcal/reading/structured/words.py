"""Values of markup: how they are reached, what they say to people, and which say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, TypeAlias
from urllib.parse import urljoin, urlsplit

from eventcal.text import collapse

Item: TypeAlias = Mapping[str, Any]
"""An entity of schema.org: property → value or list of values; a value is a str, a bool, None or another item."""

IN_A_LINE = re.compile(
    r"</?(?:a|abbr|b|cite|code|em|font|i|mark|small|span|strong|sub|sup|u)(?![a-zA-Z0-9-])[^<>]*>", re.I
)
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--[^<>]*-->")
SCHEMELESS = re.compile(r"^(?=www\.[\w-]+\.)", re.I)
ENTITY = re.compile(r"&#?\w{1,30};")  # ended: "&copy=1" is a parameter
TEMPLATE = re.compile(r"\{\{(?!\s*\}\})|\{%|<%|\[%|#_[A-Z]|\$\{|%[A-Z_]{3,}%")
NOTHING = frozenset(
    "null none undefined nan n/a na tba tbd tbc - -- . string true false example person organization place event name title location "
    "unknown untitled".split()
) | {
    "to be announced", "to be determined", "to be confirmed", "to be decided", "no location set", "no location", "no venue", "location tba",
    "venue tba", "coming soon", "lorem ipsum", "event name", "your event", "my event", "event title", "venue name", "place name",
}  # fmt: skip
ONE_OF_NO_EVENT = re.compile(
    r"(?:an? )?(?:example|sample|demo|test|dummy|placeholder)(?: (?:event|talk|conference|workshop|meeting|webinar|page|post))?(?: \d+)?",
    re.I,
)
ENOUGH = 200  # characters that show whether words say anything
MANY = 50  # values of one property that are looked at


def listed(value: Any) -> list[Any]:
    """The values of a property, at most `MANY`."""
    if value is None:
        return []
    return value[:MANY] if isinstance(value, list) else [value]


def types(item: Item) -> list[str]:
    """The names of the item's types, without the address of their vocabulary."""
    return [bare(each) for each in listed(item.get("@type")) if isinstance(each, str)]


def bare(name: str) -> str:
    """The name of a type or property without its prefix or address: "schema:Event" is Event."""
    return re.split(r"[/#:]", name.strip().rstrip("/"))[-1]


def strings(item: Item, name: str) -> list[str]:
    """The words of a property that say something, as they stand in the markup; of items their name or @value."""
    return [words for value in listed(item.get(name)) if (words := string(value)) is not None]


def string(value: Any) -> str | None:
    """The words of one value, as they stand in the markup; None where they say nothing."""
    if isinstance(value, Mapping):
        inner = next((value[key] for key in ("@value", "name") if value.get(key)), None)
        value = inner[0] if isinstance(inner, list) else inner
    return value if isinstance(value, str) and says_something(value) else None


def first(item: Item, *names: str) -> str | None:
    """The first words among these properties."""
    return next((words for name in names for words in strings(item, name)), None)


def items(item: Item, name: str) -> Iterator[Item]:
    """The values of a property that are items themselves."""
    return (value for value in listed(item.get(name)) if isinstance(value, Mapping))


def says_something(words: str) -> bool:
    """Whether the words are more than a form's empty field or a template's unfilled slot."""
    said = plain(words[:ENOUGH]).casefold().strip(" .…:")
    return bool(said) and said not in NOTHING and not TEMPLATE.search(words[:ENOUGH])


def plain(words: str) -> str:
    """The words as people read them: without tags and entities, white space collapsed."""
    text = unescape(words)
    if "<" in text:
        text = TAG.sub(" ", IN_A_LINE.sub("", text))
    return collapse(unescape(text).replace("\\'", "'").replace('\\"', '"'))


def link(words: str, base: str) -> str | None:
    """The absolute http(s) address; None for any other."""
    try:
        address = urljoin(
            base, SCHEMELESS.sub("https://", ENTITY.sub(lambda entity: unescape(entity[0]), words).strip())
        )
    except ValueError:
        return None
    return (
        address
        if host_of(address) and address.startswith(("http://", "https://")) and not re.search(r"\s", address)
        else None
    )


def host_of(address: str) -> str | None:
    """The host of an address; None where there is none, or the address is broken."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
