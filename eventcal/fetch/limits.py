"""How much a source may send, how long it may take, and how often it is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

CALENDAR_QUERY = re.compile(r"\b(?:ics|ical|icalendar)\b", re.I)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes are counted after decompression, `_s` is seconds."""

    page_bytes: int = 5_000_000
    calendar_bytes: int = 25_000_000
    robots_bytes: int = 500 * 1024  # RFC 9309, 2.5: parse at least 500 KiB
    header_bytes: int = 64_000
    redirects: int = 5
    connect_s: float = 10
    read_s: float = 20
    """The longest silence."""
    whole_s: float = 60
    """All that one fetch may spend on the network: robots.txt, redirects and retries included, waiting for a turn not."""
    gap_s: float = 1
    """Between the starts of two requests to a host."""
    crawl_delay_s: float = 60
    """The longest Crawl-delay that is obeyed; a longer one counts as this."""
    slow_s: float = 10
    """The longest gap that a host gets for answering slowly."""
    closed_s: float = 7 * 86_400
    """The longest time for which a host is left alone as it asks (Retry-After); a longer one counts as this."""
    patience_s: float = 10
    """A shorter such time is waited for."""
    too_many_s: float = 3_600
    """How long a host is left alone that says "too many requests" and not for how long."""
    retry_pause_s: float = 2

    def body_bytes(self, url: str, content_type: str | None) -> int:
        """The cap for a body: feeds of a whole calendar may be larger than pages."""
        return self.calendar_bytes if _is_calendar(url, content_type) else self.page_bytes


def _is_calendar(url: str, content_type: str | None) -> bool:
    parts = urlsplit(url)
    return (
        "calendar" in (content_type or "").lower()
        or parts.path.lower().endswith((".ics", ".ical"))
        or CALENDAR_QUERY.search(parts.query) is not None
    )
