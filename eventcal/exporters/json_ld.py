"""An event as schema.org/Event in JSON-LD, by the rules that Google documents for event results.

developers.google.com/search/docs/appearance/structured-data/event: name, startDate and location are required, of a Place its
address, of a VirtualLocation its url. A day stands for itself; a time has its offset.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from math import isfinite
from typing import Any

from eventcal.exporters.clean import web_url
from eventcal.model import Cost, Event, Mode, Moment, Place, Record, Status, When, day_of

SCHEMA = "https://schema.org"
_STATUS: Mapping[Status, str] = {
    "scheduled": "EventScheduled",
    "cancelled": "EventCancelled",
    "postponed": "EventPostponed",
    "rescheduled": "EventRescheduled",
    "moved-online": "EventMovedOnline",
}
_ATTENDANCE: Mapping[Mode, str] = {
    "online": "OnlineEventAttendanceMode",
    "in-person": "OfflineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
_SCRIPT_ENDS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def json_ld(record: Record, page: str | None) -> dict[str, Any] | None:
    """The event of a clean record; None where something required is not known. `page`: the address of its own page here."""
    event = record.event
    locations = list(_locations(event))
    if event.when is None or not locations or not event.name:
        return None
    mode: Mode | None = "online" if event.status == "moved-online" else event.mode
    values = {
        "@context": SCHEMA,
        "@type": "Event",
        "@id": page and f"{page}#event",
        "name": event.name,
        "startDate": _moment(event.when.start, event.when),
        "endDate": event.when.end and _moment(event.when.end, event.when),
        "eventStatus": f"{SCHEMA}/{_STATUS[event.status]}",
        "eventAttendanceMode": mode and f"{SCHEMA}/{_ATTENDANCE[mode]}",
        "previousStartDate": record.was.first_day.isoformat() if _is_moved(record) and record.was else None,
        "location": locations[0] if len(locations) == 1 else locations,
        "description": event.description,
        "organizer": event.organizer and {"@type": "Organization", "name": event.organizer},
        "offers": event.cost and _offer(event.cost, web_url(event.url)),
        "isAccessibleForFree": True if event.cost and event.cost.free and event.cost.max <= 0 else None,
        "inLanguage": event.language,
        "url": web_url(event.url),
    }
    return _known(values)


def to_script(values: Mapping[str, Any]) -> str:
    """JSON that may stand in a script element: no "<" ends it. Half a character is written as its escape."""
    text = json.dumps(values, ensure_ascii=False, allow_nan=False, indent=1)
    return text.translate(_SCRIPT_ENDS).encode("utf-8", "backslashreplace").decode()


def _locations(event: Event) -> Iterator[dict[str, Any]]:
    """Where it can be attended: a VirtualLocation has the event's page for its url, a Place an address."""
    link = web_url(event.url)
    if event.mode in ("online", "hybrid") or event.status == "moved-online":
        if link is not None:
            yield {"@type": "VirtualLocation", "url": link}
        if event.mode != "hybrid" or event.status == "moved-online":
            return
    if place := _place(event.place, event.mode):
        yield place


def _place(place: Place, mode: Mode | None) -> dict[str, Any] | None:
    if not (place.city or place.country):
        # the page's words are an address, unless it is a mixture of a place and "online"
        if not place.text or mode == "hybrid":
            return None
        return _known({"@type": "Place", "name": place.venue, "address": place.text, "geo": _geo(place)})
    address = {"@type": "PostalAddress", "addressLocality": place.city, "addressCountry": place.country}
    return _known({"@type": "Place", "name": place.venue, "address": _known(address), "geo": _geo(place)})


def _geo(place: Place) -> dict[str, Any] | None:
    if place.geo is None or not all(map(isfinite, place.geo)):
        return None
    latitude, longitude = place.geo
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude, longitude) == (0, 0):  # 0, 0: a form left empty
        return None
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}


def _offer(cost: Cost, link: str | None) -> dict[str, Any] | None:
    """The lowest price; None where it or its currency is not known."""
    if not isfinite(cost.min) or (cost.currency is None and not cost.free):
        return None
    lowest = 0 if cost.free else cost.min
    price = int(lowest) if lowest == int(lowest) else lowest
    return _known({"@type": "Offer", "price": price, "priceCurrency": cost.currency, "url": link})


def _moment(moment: Moment, when: When) -> str:
    """A time only where its zone is known and no sessions on several days make it that of the first one."""
    if isinstance(moment, datetime) and moment.tzinfo is not None and not when.sessions:
        return moment.isoformat(timespec="minutes" if not moment.second else "seconds")
    return day_of(moment).isoformat()


def _is_moved(record: Record) -> bool:
    when, was = record.event.when, record.was
    return record.event.status == "rescheduled" and None not in (when, was) and when != was


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
