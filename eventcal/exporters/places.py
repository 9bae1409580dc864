"""Where an event takes place, as the newsletter and the calendar write it."""

from __future__ import annotations

import re

from eventcal.model import Event

_ONLINE_WORDS = {
    "online": "Online",
    "on-line": "Online",
    "ligne": "Online",  # en ligne
    "línea": "Online",  # en línea
    "virtual": "Virtual",
    "virtually": "Virtual",
    "virtuale": "Virtual",
    "virtuel": "Virtual",
    "virtuell": "Virtual",
    "virtuelle": "Virtual",
    "zoom": "Zoom",
    "remote": "Remote",
    "remotely": "Remote",
}


_SHORT_COUNTRIES = {"United States": "USA", "United Kingdom": "UK", "United Arab Emirates": "UAE"}


def where_text(event: Event, with_country: bool = False) -> str | None:
    """The city; Online or Virtual, whichever word the page uses (Virtual where only the mode is known); or both.

    The country stands for a city that is not known, and behind one where `with_country` says so. None if nothing is known.
    """
    if event.mode == "online":
        return _online_word(event)
    place = _town(event, with_country)
    if event.mode == "hybrid":
        return f"{place} and {_online_word(event)}" if place else "Hybrid"
    return place or ("In person" if event.mode == "in-person" else None)


def _town(event: Event, with_country: bool) -> str | None:
    city, country = event.place.city, event.place.country
    country = country and _SHORT_COUNTRIES.get(country, country)
    return f"{city}, {country}" if city and country and with_country else city or country


def location_text(event: Event) -> str | None:
    """Venue, city, country, as far as known; where online, as `where_text` says it."""
    place = event.place
    address = ", ".join(part for part in (place.venue, place.city, place.country) if part)
    if event.mode == "online":
        return _online_word(event)
    if event.mode == "hybrid":
        return f"{address} and {_online_word(event)}" if address else "Hybrid"
    return address or place.text


def _online_word(event: Event) -> str:
    """The first such word in what the page says of the place, else of the mode."""
    mode = event.evidence.get("mode")
    said = f"{event.place.text or ''} {mode.text if mode else ''}"
    words = (_ONLINE_WORDS.get(word) for word in re.findall(r"[\w-]+", said.casefold()))
    return next((word for word in words if word), "Virtual")
