"""Pages from disk: a file works like an address."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

from eventcal.errors import ReadError
from eventcal.fetch.limits import Limits
from eventcal.fetch.outcome import Fetched, GiveUp, fetched_or_unchanged, over
from eventcal.model import Unchanged, Validators
from eventcal.page import Page

CONTENT_TYPES = {".ics": "text/calendar", ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml"}


def is_file(url: str) -> bool:
    """Whether a source's address is a path on this machine: whatever names no scheme."""
    return "://" not in url


def read_file(path: str, today: date, validators: Validators | None, limits: Limits) -> Fetched | Unchanged:
    """The page in a file, under the address that it gives as its own, else its file URI. GiveUp if it cannot be read."""
    file = Path(path)
    content_type = CONTENT_TYPES.get(file.suffix.lower())
    body = _bytes(file, limits.body_bytes(file.name, content_type))
    page = Page(file.absolute().as_uri(), body, today, content_type)
    canonical = _canonical(page)
    return fetched_or_unchanged(replace(page, url=canonical) if canonical else page, validators)


def _bytes(file: Path, most: int) -> bytes:
    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe would wait for ever
            raise GiveUp(f"{file} is not a file", "unreadable")
        with file.open("rb") as stream:
            body = stream.read(most + 1)
    except FileNotFoundError as error:
        raise GiveUp(f"{file}: no such file", "missing") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise GiveUp(f"{file}: {getattr(error, 'strerror', None) or 'not a path'}", "unreadable") from error
    if len(body) > most:
        raise over(most)
    if not body.strip():
        raise GiveUp(f"{file} is empty", "unreadable")
    return body


def _canonical(page: Page) -> str | None:
    """The page's own address; None for what is not HTML, or too large or deep to be looked into."""
    if page.content_type == "text/calendar":
        return None
    try:
        return page.canonical
    except ReadError:
        return None  # whoever reads the page will say so
