"""Addresses that put an event, or a whole feed, into people's calendar apps, and the one to write to about a mistake."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode, urljoin

from eventcal.exporters.clean import web_url
from eventcal.exporters.places import location_text
from eventcal.model import Event, Moment, When

ONE_DAY = timedelta(days=1)
GOOGLE_FEED: Mapping[str, str] = {"events.ics": "events-google.ics"}
"""Google hides cancelled events, so it gets a feed of its own where there is one."""


def base(site_url: str | None) -> str | None:
    """The address of the output folder, with "/" at its end; None if it is not known."""
    address = web_url(site_url or "")
    return urljoin(address, "." if address.endswith((".html", ".htm")) else "") if address else None


def google(event: Event, when: When) -> str:
    """Opens the form for a new event in Google Calendar, filled in."""
    start, end = _span(when)
    values = {
        "action": "TEMPLATE",
        "text": event.name,
        "dates": f"{_basic(start)}/{_basic(end)}",
        "location": location_text(event),
        "details": web_url(event.url),
    }
    return f"https://calendar.google.com/calendar/render?{_query(values)}"


def outlook(event: Event, when: When) -> str:
    """Opens the form for a new event in Outlook on the web, filled in."""
    start, end = _span(when)
    values = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": event.name,
        "startdt": _extended(start),
        "enddt": _extended(end),
        "allday": None if isinstance(start, datetime) else "true",
        "location": location_text(event),
        "body": web_url(event.url),
    }
    return f"https://outlook.live.com/calendar/0/deeplink/compose?{_query(values)}"


def subscribe(folder: str, feed: str, title: str) -> dict[str, str]:
    """By app, the address that subscribes to a feed of the output folder; "address" is the feed's own."""
    address = urljoin(folder, feed)
    webcal = "webcal:" + address.partition(":")[2]
    for_google = "webcal:" + urljoin(folder, GOOGLE_FEED.get(feed, feed)).partition(":")[2]
    return {
        "address": address,
        "webcal": webcal,
        # with webcal: rather than https:, which Google's form has been known to refuse
        "google": f"https://calendar.google.com/calendar/render?{_query({'cid': for_google})}",
        "outlook": f"https://outlook.live.com/calendar/0/addfromweb?{_query({'url': address, 'name': title})}",
        "office": f"https://outlook.office.com/calendar/0/addfromweb?{_query({'url': address, 'name': title})}",
    }


def report(contact: str | None, event: Event, uid: str) -> str | None:
    """Where to tell of a mistake: a letter begun, or the page that the site names; None where there is neither."""
    if contact is None:
        return None
    if page := web_url(contact):
        return page
    recipient = contact.removeprefix("mailto:")
    values = {"subject": f"Mistake: {event.name}", "body": f"\n\n{event.name}\n{web_url(event.url) or ''}\n{uid}\n"}
    return f"mailto:{quote(recipient, safe='@')}?{_query(values)}" if "@" in recipient else None


def _span(when: When) -> tuple[Moment, Moment]:
    """Start and end as forms want them: times if their zone is known, else days, the end exclusive."""
    start, end = when.start, when.end
    if isinstance(start, datetime) and start.tzinfo and not when.sessions:
        timed = end if isinstance(end, datetime) and end.tzinfo and end > start else None
        if timed or end is None:
            return start, timed or start
    return when.first_day, max(when.first_day, when.last_day) + ONE_DAY


def _basic(moment: Moment) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" if isinstance(moment, datetime) else f"{moment:%Y%m%d}"


def _extended(moment: Moment) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if isinstance(moment, datetime) else moment.isoformat()


def _query(values: Mapping[str, str | None]) -> str:
    return urlencode({name: value for name, value in values.items() if value}, quote_via=quote)
