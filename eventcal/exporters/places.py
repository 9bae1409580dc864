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


def where_text(event: Event) -> str | None:
    """The city; Online or Virtual, whichever word the page uses (Virtual where only the mode is known); or both.

    None if nothing is known.
    """
    if event.mode == "online":
        return _online_word(event)
    if event.mode == "hybrid":
        return f"{event.place.city} and {_online_word(event)}" if event.place.city else "Hybrid"
    return event.place.city


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
