"""For how long an answer asks to be left alone (RFC 9110, 10.2.3; RFC 6585, 4)."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from eventcal.fetch.limits import Limits
from eventcal.fetch.wire import Answer

TOO_MANY = 429


def retry_after(answer: Answer, now: datetime, limits: Limits) -> float:
    """Seconds; 0 if it does not ask. A date is taken against the server's own clock, where it tells the time.

    What cannot be understood counts as nothing said; "too many requests" without a time as an hour.
    """
    stated = answer.headers.get("retry-after", "").strip()
    seconds = _seconds(stated, answer.headers.get("date", ""), now)
    if seconds is None:
        return limits.too_many_s if answer.status == TOO_MANY else 0.0
    return max(0.0, seconds)


def _seconds(stated: str, date: str, now: datetime) -> float | None:
    if stated.isascii() and stated.isdigit():
        return float(stated[:12])
    until = _time(stated)
    return None if until is None else (until - (_time(date) or now)).total_seconds()


def _time(text: str) -> datetime | None:
    """An HTTP date, aware; None for anything else."""
    try:
        time = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
