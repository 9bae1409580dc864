"""Fetch from an archive instead of the network, as of a day: makes any run repeatable."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

from eventcal.fetch.archive import Capture, record_at, records, unpack
from eventcal.fetch.files import is_file, read_file
from eventcal.fetch.limits import Limits
from eventcal.fetch.outcome import GOOD, REDIRECTS, GiveUp, Result, fetched_or_unchanged, status_failure
from eventcal.model import Failed, Host, Source, Validators


@dataclass(frozen=True, slots=True, order=True)
class _Entry:
    when: str
    place: tuple[int, int]
    day: date
    url: str


class Replay:
    """Answers each address with its newest capture that is not later than `today`, and page files from disk.

    Makes no request. ArchiveError if the archive is not whole: what it lacks could not be told from what it never had.
    Threads may share it.
    """

    def __init__(self, path: Path, today: date, limits: Limits = Limits()) -> None:  # noqa: B008 - frozen
        self._path, self._today, self._limits = path, today, limits
        self._index = self._read_index()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is kept open."""

    def hosts(self) -> list[Host]:
        """None: no host is asked."""
        return []

    def fetch(self, source: Source, validators: Validators | None = None) -> Result:
        """The page of `source` as archived; Unchanged if its bytes are those that gave `validators`."""
        try:
            if is_file(source.url):
                return read_file(source.url, self._today, validators, self._limits)
            capture = self._follow(source.url)
        except GiveUp as end:
            return end.failed
        if not capture.page.body.strip():
            return Failed("empty answer", "unreadable")
        return fetched_or_unchanged(capture.page, validators)

    def _follow(self, url: str) -> Capture:
        """The capture where `url` leads to. GiveUp if that is not a page."""
        for _ in range(self._limits.redirects + 1):
            capture = unpack(record_at(self._path, self._newest(url).place))
            location = capture.page.headers.get("location")
            if capture.status not in REDIRECTS or not location:
                return _good(capture)
            url = urljoin(capture.page.url, location)
        raise GiveUp(f"more than {self._limits.redirects} redirects in {self._path.name}", "refused")

    def _newest(self, url: str) -> _Entry:
        captures = self._index.get(_loose(url), [])
        known = [entry for entry in captures if entry.day <= self._today]
        exact = [entry for entry in known if entry.url == url]
        if known:
            return max(exact or known)
        first = min((entry.day for entry in captures), default=None)
        when = f" on {self._today} or before, first on {first}" if first else ""
        raise GiveUp(f"not in the archive {self._path.name}{when}", "missing")

    def _read_index(self) -> dict[str, list[_Entry]]:
        index: defaultdict[str, list[_Entry]] = defaultdict(list)
        for record in records(self._path):
            index[_loose(record.url)].append(_Entry(record.when, record.place, record.day, record.url))
        return index


def _good(capture: Capture) -> Capture:
    if capture.status not in GOOD:
        raise GiveUp(f"HTTP {capture.status} in the archive", status_failure(capture.status).kind)
    if capture.fault:
        raise capture.fault
    return capture


def _loose(url: str) -> str:
    """The address without what is often written one way or the other: http or https, a final slash, a fragment."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    return f"{host}:{'' if port in (None, 80, 443) else port}{parts.path.rstrip('/')}?{parts.query}"
