"""What editorial.yaml may hold: its keys, and what each may say of an event. Values come out as the JSON event has them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from eventcal.config.rules import Address, Line, Strict, check_timezone, check_url, hint, listed, wrong
from eventcal.event_json import cost_to_json
from eventcal.model import DeadlineKind, Mode, Status

UNKNOWN = "-"
"""Says that a field shall have no value, as `eventcal show` prints it."""
KINDS = get_args(DeadlineKind)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?)?")
AOE = re.compile(r"\s+(AoE)$", re.I)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3}")
MOMENTS = "a day such as 2027-03-01 or a time such as 2027-03-01T14:00+02:00"


def _unknown(value: object) -> object:
    return None if value == UNKNOWN else value


def _given(value: object) -> object:
    """An id with nothing behind it says nothing."""
    return {} if value is None else value


def _moment(text: str) -> str:
    """As in the JSON event."""
    try:
        if not MOMENT.fullmatch(text):
            raise ValueError
        if len(text) == len("2027-03-01"):
            return date.fromisoformat(text).isoformat()
        return datetime.fromisoformat(text).isoformat(timespec="minutes")
    except ValueError:
        raise wrong(MOMENTS) from None


def _session(text: str) -> dict[str, str | None]:
    """ISO 8601's interval, or its start alone."""
    start, _, end = text.partition("/")
    return {"start": _moment(start), "end": _moment(end) if end else None}


def _deadline(text: str) -> dict[str, Any]:
    """A day or a time; AoE behind it is its zone."""
    zone = AOE.search(text)
    day = _moment(text[: zone.start()] if zone else text)
    return {"date": day, "timezone": zone and "AoE", "text": text, "was": []}


def _kinds(value: object) -> object:
    if isinstance(value, dict) and (other := [kind for kind in value if kind not in KINDS]):
        raise wrong(f"of kinds only {', '.join(KINDS)}{hint(str(other[0]), KINDS)}; not {other[0]}")
    return value


def _of(*words: str) -> AfterValidator:
    def check(text: str) -> str:
        if text not in words:
            raise wrong(", ".join(words) + hint(text, words))
        return text

    return AfterValidator(check)


def _cost(text: str) -> dict[str, Any]:
    """What the words say that attending costs."""
    from eventcal.reading.calendar.costs import read_cost  # the readers take .3 s to load, and few edits need one

    cost = read_cost(text)
    if cost is None:
        raise wrong("free, or a price with its currency such as 230€ or 100-250 EUR")
    return {**(cost_to_json(cost) or {}), "text": text}


def _country(text: str) -> str:
    from eventcal.reading.places import country_name

    name = country_name(text) or country_name(text.upper())  # a code in small letters
    if name is None:
        raise wrong("a country's name in English, or its code")
    return name


def _geo(value: object) -> list[float]:
    parts = value.split(",") if isinstance(value, str) else value
    try:
        numbers = [float(str(part)) for part in parts] if isinstance(parts, list) else []
    except ValueError:
        numbers = []
    if len(numbers) != 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
        raise wrong("degrees of latitude and longitude, such as 60.39, 5.32")
    return numbers


def _language(text: str) -> str:
    if not LANGUAGE.fullmatch(text):
        raise wrong("a language's code such as en or pt-BR")
    return text


Dash = BeforeValidator(_unknown)
"""Comes last, which pydantic runs first."""
Words = Annotated[Line | None, Dash]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5_000)]
Moment = Annotated[Line, AfterValidator(_moment)]
Uids = Annotated[list[Line], BeforeValidator(listed)]


class EditEntry(Strict):
    """What the editor says of one event. Which fields are given is in `model_fields_set`; None: "-"."""

    pin: bool = False
    hide: bool = False
    accepted: bool = False
    blurb: Text | None = None
    same_as: Uids = Field(default=[], alias="same-as")
    never_merge: Uids = Field(default=[], alias="never-merge")
    name: Line | None = None
    short_name: Words = None
    url: Annotated[Address, AfterValidator(check_url)] | None = None
    start: Annotated[Moment | None, Dash] = None
    end: Annotated[Moment | None, Dash] = None
    timezone: Annotated[Annotated[Line, AfterValidator(check_timezone)] | None, Dash] = None
    sessions: Annotated[list[Annotated[Line, AfterValidator(_session)]] | None, BeforeValidator(listed), Dash] = None
    mode: Annotated[Annotated[Line, _of(*get_args(Mode))] | None, Dash] = None
    venue: Words = None
    city: Words = None
    country: Annotated[Annotated[Line, AfterValidator(_country)] | None, Dash] = None
    place_text: Words = None
    geo: Annotated[Annotated[Any, BeforeValidator(_geo)] | None, Dash] = None
    cost: Annotated[Annotated[Line, AfterValidator(_cost)] | None, Dash] = None
    deadlines: Annotated[
        dict[str, Annotated[Annotated[Line, AfterValidator(_deadline)] | None, Dash]], BeforeValidator(_kinds)
    ] = Field(default={})
    status: Annotated[Line, _of(*get_args(Status))] | None = None
    description: Annotated[Text | None, Dash] = None
    organizer: Words = None
    language: Annotated[Annotated[Line, AfterValidator(_language)] | None, Dash] = None
    tags: list[Line] = Field(default=[])

    @model_validator(mode="after")
    def _in_order(self) -> EditEntry:
        if self.start and self.end and self.end[:10] < self.start[:10]:
            raise wrong("an end that is not before the start")
        return self


class EditorialFile(Strict):
    """editorial.yaml."""

    events: dict[str, Annotated[EditEntry, BeforeValidator(_given)]] = Field(default={})
