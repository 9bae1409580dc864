"""What sources.yaml may hold: its keys and what each may say.

A rule's message says what is allowed; problems.py adds the place, the key and what was found.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import timedelta
from difflib import get_close_matches
from typing import Annotated, get_args
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from eventcal import adapters
from eventcal.model import DateOrder, Follow, Mode, Reasons

FLOOR = timedelta(minutes=15)
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
FOLLOW = get_args(Follow)
MODES = get_args(Mode)
ORDERS = get_args(DateOrder)
REASONS = get_args(Reasons)
MONTHS, MOST_ENTRIES, MOST_WEIGHT = 12, 1_000, 100
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}")  # RFC 5646, as far as pages go
SELECTORS, TABLE = "selectors", "table"
"""The adapters that go by a recipe."""
MAX_ID = 80
MAX_URL = 2048
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}:")
NO_SCHEME = re.compile(r"(?:webcal:)?//|webcal:", re.IGNORECASE)  # webcal: only says which program to open
VARIABLE = re.compile(r"\$\{\w{1,80}\}")
BARE_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,10}[a-z]{2,63}/", re.IGNORECASE)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def hint(word: str, known: Iterable[str]) -> str:
    """What was probably meant, such as " (did you mean 'adapter'?)"; "" where nothing known is like the word."""
    close = get_close_matches(word, list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def wrong(allowed: str) -> PydanticCustomError:
    """What a rule raises: what is allowed."""
    return PydanticCustomError("allowed", "{allowed}", {"allowed": allowed})


def _line(text: str) -> str:
    if UNPRINTABLE.search(text):
        raise wrong("text without control characters")
    return text


def _every(text: object) -> timedelta:
    match = re.fullmatch(r"(\d{1,4})\s*([mhdw])", text) if isinstance(text, str) else None
    if match is None:
        raise wrong("a number with m, h, d or w, such as 15m, 12h, 1d, 2w")
    every = int(match[1]) * UNITS[match[2]]
    if every < FLOOR:
        raise wrong("15m or longer")
    return every


def check_url(text: str) -> str:
    """An http(s) address with a host; no name or password, which would be published."""
    try:
        parts = urlsplit(text)
        good = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or re.search(r"\s", text):
        raise wrong("an http:// or https:// address")
    if parts.username is not None:
        raise wrong("an address without name and password")
    return text


def _address(text: str) -> str:
    """An http(s) address or a path."""
    if match := NO_SCHEME.match(text):
        raise wrong(f"https://{text[match.end() :]}")
    if variable := VARIABLE.search(text):
        raise wrong(f"an address as it is: {variable[0]} is not filled in from the environment")
    if BARE_HOST.match(text):
        raise wrong(f"https://{text}, or ./{text} for a file")
    return check_url(text) if SCHEME.match(text) else text


def _contact(text: str) -> str:
    if re.fullmatch(r"(mailto:)?[!-'*+\--?A-Z^-~]+@[\w.-]+", text, re.ASCII):
        return text
    if not text.isascii() or not SCHEME.match(text):
        raise wrong("mailto:you@example.org or an http(s) address")
    return check_url(text)


def check_timezone(text: str) -> str:
    """The name of a zone that there is."""
    if text not in available_timezones():
        raise wrong("an IANA name such as Europe/Berlin" + hint(text, available_timezones()))
    return text


def _adapter(text: str) -> str:
    """The name of an adapter that there is."""
    known = ("auto", *adapters.names())
    if text not in known:
        raise wrong(", ".join(known) + hint(text, known))
    return text


def _follow(text: str) -> str:
    if text not in FOLLOW:
        raise wrong(" or ".join(FOLLOW) + hint(text, FOLLOW))
    return text


def _mode(text: str) -> str:
    if text not in MODES:
        raise wrong(", ".join(MODES) + hint(text, MODES))
    return text


def _language(text: str) -> str:
    if not LANGUAGE.fullmatch(text):
        raise wrong("a language such as en or pt-BR")
    return text


def listed(value: object) -> object:
    """A text as a list of one."""
    return [value] if isinstance(value, str) else value


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300), AfterValidator(_line)]
Every = Annotated[timedelta, BeforeValidator(_every)]
Address = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_URL), AfterValidator(_line)
]
Id = Annotated[str, StringConstraints(pattern=rf"^[a-z0-9][a-z0-9-]{{0,{MAX_ID - 1}}}$")]
Lines = Annotated[list[Line], BeforeValidator(listed)]
Adapter = Annotated[str, AfterValidator(_adapter)]


class Strict(BaseModel):
    """A mapping of known keys; a key left empty is as if it were not there."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, data: object) -> object:
        return {key: value for key, value in data.items() if value is not None} if isinstance(data, dict) else data


class Defaults(Strict):
    """What holds for a source that does not say otherwise."""

    adapter: Adapter | None = None
    every: Every | None = None
    tags: list[Line] | None = None
    allow_private: bool | None = None
    follow: Annotated[str, AfterValidator(_follow)] | None = None
    review: bool | None = None


class Entry(Defaults):
    """One source."""

    url: Annotated[Address, AfterValidator(_address)]
    id: Id | None = None
    select: dict[str, Lines] | None = None
    was: Annotated[list[Annotated[Address, AfterValidator(_address)]], BeforeValidator(listed)] | None = None


class SiteEntry(Strict):
    """What the published calendar says of itself."""

    title: Line | None = None
    url: Annotated[Address, AfterValidator(check_url)] | None = None
    contact: Annotated[Line, AfterValidator(_contact)] | None = None
    timezone: Annotated[Line, AfterValidator(check_timezone)] | None = None


class FilterEntry(Strict):
    """A saved filter."""

    any: Lines | None = None
    tags: Lines | None = None
    mode: Annotated[str, AfterValidator(_mode)] | None = None
    place: Line | None = None
    free: bool | None = None
    language: Annotated[str, AfterValidator(_language)] | None = None

    @model_validator(mode="after")
    def _asks_for_something(self) -> FilterEntry:
        if not any(self.model_dump(exclude_none=True).values()) and self.free is None:
            raise wrong(f"a condition, one or more of {', '.join(type(self).model_fields)}; events.ics has all")
        return self


def _order(text: str) -> str:
    if text not in ORDERS:
        raise wrong(" or ".join(ORDERS) + hint(text, ORDERS))
    return text


def _months(names: list[str]) -> list[str]:
    if len(names) != MONTHS:
        raise wrong(f"{MONTHS} names of months, from January on")
    return names


def _entries(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_ENTRIES):
        raise wrong(f"a whole number from 0 to {MOST_ENTRIES}")
    return int(text)


def _weight(value: object) -> float:
    try:
        weight = float(str(value))
    except ValueError:
        weight = math.nan
    if not abs(weight) <= MOST_WEIGHT:
        raise wrong(f"a number from -{MOST_WEIGHT} to {MOST_WEIGHT}")
    return weight


class NewsletterEntry(Strict):
    """How the newsletter's sections look, and how they are chosen."""

    events: Annotated[int, BeforeValidator(_entries)] | None = None
    calls: Annotated[int, BeforeValidator(_entries)] | None = None
    dates: Annotated[str, AfterValidator(_order)] | None = None
    months: Annotated[list[Line], AfterValidator(_months)] | None = None
    template: Line | None = None
    weights: dict[str, Annotated[float, BeforeValidator(_weight)]] | None = None

    @field_validator("weights")
    @classmethod
    def _known(cls, weights: dict[str, float] | None) -> dict[str, float] | None:
        for name in weights or {}:
            if name not in REASONS:
                raise wrong(f"weights of {', '.join(REASONS)}" + hint(name, REASONS))
        return weights


class File(Strict):
    """sources.yaml."""

    site: SiteEntry = SiteEntry()
    defaults: Defaults = Defaults()
    interests: list[Line] = []
    feeds: dict[Id, FilterEntry] = {}
    newsletter: NewsletterEntry = NewsletterEntry()
    sources: list[Entry] = []
