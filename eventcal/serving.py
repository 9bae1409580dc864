"""The output folder over HTTP (RFC 9110): read-only, bounded, and a feed for any filter. waitress speaks the protocol."""

from __future__ import annotations

import gzip
import logging
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from eventcal.errors import EventcalError, UsageError
from eventcal.exporters import events_json, ical
from eventcal.exporters.filters import select
from eventcal.model import Filter, Settings

log = logging.getLogger(__name__)

Start: TypeAlias = Callable[[str, list[tuple[str, str]]], Any]
Environ: TypeAlias = Mapping[str, Any]
Headers: TypeAlias = dict[str, str]

TYPES = {
    ".ics": "text/calendar; charset=utf-8",
    ".xml": "application/atom+xml; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
"""What is served, by the end of its name; nothing else is."""
FEEDS = {".ics", ".xml", ".json"}
"""What scripts of other sites may read."""
FRESH = 300
"""Seconds for which a copy may be taken for fresh."""
SMALL = 1_000
"""Bytes below which packing does not pay."""
CACHED = 32
"""Packed files, and feeds of a filter, that are kept."""
FILTERED = "events.ics"
MODES = ("online", "in-person", "hybrid")
YES, NO = ("", "1", "true", "yes"), ("0", "false", "no")
LONGEST, MOST = 200, 10
"""Characters of a filter's value, and values of a filter."""
LIMITS: Mapping[str, Any] = {
    "threads": 8,
    "connection_limit": 200,
    "channel_timeout": 30,  # seconds in which a slow client has to do something
    "cleanup_interval": 10,
    "max_request_header_size": 16_384,
    "max_request_body_size": 1_024,
    "ident": None,  # no Server header
}


@dataclass(frozen=True, slots=True)
class Body:
    """What is served at an address."""

    data: bytes
    tag: str
    """Changes whenever the data does."""
    modified: float
    """Seconds since 1970."""
    suffix: str


class Refused(Exception):  # noqa: N818  (an answer, not a fault)
    """A request that is answered with a status and a line."""

    def __init__(self, status: HTTPStatus, line: str) -> None:
        super().__init__(line)
        self.status = status


class Output:
    """A WSGI application (PEP 3333) for the folder."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.root = folder.resolve()
        self.settings = settings
        self._packed = lru_cache(maxsize=CACHED)(self._pack)
        self._filtered = lru_cache(maxsize=CACHED)(self._filter)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """The answer to one request."""
        try:
            status, headers, data = self._answer(environ)
        except Refused as refused:
            status, data = refused.status, f"{refused}\n".encode()
            headers = {"Content-Type": TYPES[".txt"], "Content-Length": str(len(data))}
            if status == HTTPStatus.METHOD_NOT_ALLOWED:
                headers["Allow"] = "GET, HEAD"
        headers |= {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
        start(f"{status.value} {status.phrase}", list(headers.items()))
        log.info("%s", _line(environ, status, len(data)))
        return [] if environ["REQUEST_METHOD"] == "HEAD" or status == HTTPStatus.NOT_MODIFIED else [data]

    def _answer(self, environ: Environ) -> tuple[HTTPStatus, Headers, bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and HEAD")
        body = self._body(environ)
        data, tag = body.data, body.tag
        headers = {"Content-Type": TYPES[body.suffix], "Vary": "Accept-Encoding"}
        if len(data) > SMALL and _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            data, tag = self._packed(body), f"{tag}-gz"
            headers["Content-Encoding"] = "gzip"
        headers |= {
            "ETag": f'"{tag}"',
            "Last-Modified": formatdate(body.modified, usegmt=True),
            "Cache-Control": f"public, max-age={FRESH}",
        }
        if body.suffix in FEEDS:
            headers["Access-Control-Allow-Origin"] = "*"
        if _is_known(environ, tag, body.modified):
            return HTTPStatus.NOT_MODIFIED, headers, b""
        return HTTPStatus.OK, {**headers, "Content-Length": str(len(data))}, data

    def _body(self, environ: Environ) -> Body:
        path = self._path(environ.get("PATH_INFO", ""))
        query = environ.get("QUERY_STRING", "")
        if path != self.root / FILTERED or not query:
            return self._file(path)
        wanted = filter_of(query)
        if wanted == Filter():
            return self._file(path)
        events = self._file(self.root / "events.json")
        return self._filtered(wanted, events)

    def _path(self, said: str) -> Path:
        """The file of an address. Refused where it is none that is published."""
        try:
            name = said.encode("latin-1").decode()  # PEP 3333 gives bytes so
        except UnicodeError:
            name = "\0"
        parts = PurePosixPath("/" if name in ("", "/") else name).parts[1:] or ("index.html",)
        hidden = any(part.startswith(".") or part == ".." for part in parts)
        if hidden or "\\" in name or "\0" in name or PurePosixPath(parts[-1]).suffix not in TYPES:
            raise Refused(HTTPStatus.NOT_FOUND, "not found")
        return self.root.joinpath(*parts)

    def _file(self, path: Path) -> Body:
        """A regular file within the folder, as it is at one moment: files are replaced whole."""
        try:
            if not path.resolve().is_relative_to(self.root):
                raise Refused(HTTPStatus.NOT_FOUND, "not found")
            with open(path, "rb", opener=_without_waiting) as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode):
                    raise Refused(HTTPStatus.NOT_FOUND, "not found")
                data = file.read()
        except (OSError, ValueError) as error:
            raise Refused(HTTPStatus.NOT_FOUND, "not found") from error
        return Body(data, f"{status.st_mtime_ns:x}-{len(data):x}", status.st_mtime, path.suffix)

    @staticmethod
    def _pack(body: Body) -> bytes:
        return gzip.compress(body.data, 6, mtime=0)

    def _filter(self, wanted: Filter, events: Body) -> Body:
        """The feed of a filter, from the events that are published."""
        try:
            records = events_json.read(events.data.decode("utf-8"), "events.json")
        except (EventcalError, UnicodeDecodeError) as error:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "events.json cannot be read; try again later") from error
        found = select([record for record in records if not record.hidden], wanted)
        site = replace(self.settings.site, title=f"{self.settings.site.title}: {told(wanted)}")
        data = ical.export(found, replace(self.settings, site=site), date.max, None)
        return Body(data, f"{events.tag}-{len(data):x}", events.modified, ".ics")


def filter_of(query: str) -> Filter:
    """What the part of an address behind "?" asks for. Refused, with what is allowed, where it asks for something else."""
    given: dict[str, list[str]] = {}
    for key, value in parse_qsl(query, keep_blank_values=True, max_num_fields=MOST):
        if key not in ("tag", "mode", "place", "free", "any", "language"):
            raise _wrong(f"{key[:40]!r} is no filter; tag, mode, place, free, any and language are")
        if len(value) > LONGEST:
            raise _wrong(f"{key} has more than {LONGEST} characters")
        given.setdefault(key, []).append(value)
    for key in given.keys() - {"tag", "any"}:
        if len(given[key]) > 1:
            raise _wrong(f"{key} is given twice")
    mode = next((mode for mode in MODES if mode in given.get("mode", ())), None)
    if "mode" in given and mode is None and given["mode"] != [""]:
        raise _wrong(f"mode is one of {', '.join(MODES)}")
    return Filter(
        any=tuple(filter(None, given.get("any", ()))),
        tags=tuple(filter(None, given.get("tag", ()))),
        mode=mode,  # type: ignore[arg-type]
        place=next(iter(given.get("place", ())), "") or None,
        free=_yes_or_no(given["free"][0]) if "free" in given else None,
        language=next(iter(given.get("language", ())), "") or None,
    )


def _yes_or_no(value: str) -> bool:
    if value.casefold() not in (*YES, *NO):
        raise _wrong("free is 1 or 0")
    return value.casefold() in YES


def _wrong(line: str) -> Refused:
    return Refused(HTTPStatus.BAD_REQUEST, line)


def told(wanted: Filter) -> str:
    """A filter in a few words, for a calendar's name."""
    free = {True: "free", False: "not free", None: None}[wanted.free]
    parts = (*wanted.tags, *wanted.any, wanted.mode, wanted.place, free, wanted.language)
    return ", ".join(filter(None, parts))


def _is_known(environ: Environ, tag: str, modified: float) -> bool:
    """Whether the client has this already (RFC 9110, 13.1)."""
    said = environ.get("HTTP_IF_NONE_MATCH")
    if said is not None:
        return said.strip() == "*" or tag in {each.strip().removeprefix("W/").strip('"') for each in said.split(",")}
    try:
        since = parsedate_to_datetime(environ.get("HTTP_IF_MODIFIED_SINCE", ""))
    except (TypeError, ValueError):
        return False
    return int(modified) <= since.timestamp()


def _takes_gzip(said: str) -> bool:
    """Whether the client takes gzip (RFC 9110, 12.5.3)."""
    for part in said.casefold().split(","):
        name, _, quality = part.partition(";")
        if name.strip() in ("gzip", "x-gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _without_waiting(path: str, flags: int) -> int:
    """Opens what may be a pipe without waiting for its other end."""
    return os.open(path, flags | os.O_NONBLOCK)


def _line(environ: Environ, status: HTTPStatus, size: int) -> str:
    query = environ.get("QUERY_STRING", "")
    address = environ.get("PATH_INFO", "") + (f"?{query}" if query else "")
    return f"{environ['REQUEST_METHOD']} {address} {status.value} {size}"


def server(folder: Path, settings: Settings, host: str, port: int) -> Any:
    """A server of the folder that listens, with `run`, `close` and `effective_port`. UsageError where it cannot."""
    from waitress import create_server

    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; `eventcal refresh` makes it")
    try:
        return create_server(Output(folder, settings), host=host, port=port, **LIMITS)
    except (OSError, ValueError) as error:
        raise UsageError(f"{host}:{port}: cannot be listened to: {error}") from error
