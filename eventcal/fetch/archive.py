"""Web archives (WARC, ISO 28500), plain or gzipped: the captures in them, in order."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from urllib3 import HTTPResponse
from urllib3.exceptions import DecodeError
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

from eventcal.errors import ArchiveError
from eventcal.fetch.gunzip import Gunzip
from eventcal.fetch.limits import Limits
from eventcal.fetch.outcome import GOOD, GiveUp, over
from eventcal.page import Page

GZIP_MAGIC = b"\x1f\x8b"
LIMITS = Limits()
CHUNK = 65536
MAX_BLOCK = LIMITS.calendar_bytes + LIMITS.header_bytes
# what warcio raises on bytes that are no archive
BROKEN = (ArchiveLoadFailed, StatusAndHeadersParserException, zlib.error, OSError, ValueError, AttributeError)


@dataclass(frozen=True, slots=True)
class Record:
    """One response record, still packed."""

    url: str
    when: str
    """WARC-Date: UTC, ISO 8601, so that the later sorts later."""
    place: tuple[int, int]
    """Where it begins: an offset in the file, and how many unpacked bytes to skip from there."""
    block: bytes
    """HTTP headers and body; only a first part if it is larger than any page may be."""

    @property
    def day(self) -> date:
        """The day of the capture, UTC."""
        return date.fromisoformat(self.when[:10])


@dataclass(frozen=True, slots=True)
class Capture:
    """What a record holds. `status` is 200 where it names none."""

    status: int
    page: Page
    fault: GiveUp | None = None
    """Why the page is not what the server sent: too large, and cut; or packed in a way that cannot be undone."""


def read_archive(path: Path) -> Iterator[Page]:
    """Each page of an archive, in order, read on the day of its capture; redirects and errors hold none.

    ArchiveError at the first record that is broken or cut short; the pages before it have been given by then.
    One page is in memory at a time; one that is too large for a live page comes a byte longer than it may be, one that
    cannot be unpacked comes packed.
    """
    for record in records(path):
        capture = unpack(record)
        if capture.status in GOOD:
            yield capture.page


def records(path: Path) -> Iterator[Record]:
    """The response records of an archive. ArchiveError at the first that is broken or cut short."""
    try:
        with path.open("rb") as file:
            yield from _records(_unpacked(file), path)
    except OSError as error:
        raise ArchiveError(f"{path}: {error.strerror or 'cannot be read'}") from error


def record_at(path: Path, place: tuple[int, int]) -> Record:
    """The record at a place that `records` gave."""
    offset, skip = place
    with path.open("rb") as file:
        stream = _unpacked(file, offset)
        while skip and (passed := stream.read(skip)):
            skip -= len(passed)
        return next(_records(stream, path))


def unpack(record: Record) -> Capture:
    """The page in a record."""
    stream = io.BytesIO(record.block)
    if not record.block.startswith(b"HTTP/"):
        return _capture(record, 200, {}, stream)
    stated = StatusAndHeadersParser([], verify=False).parse(stream)
    headers = {name.lower(): value for name, value in stated.headers}
    try:
        return _capture(record, _status(stated), headers, _body(headers, stream.read()))
    except DecodeError:
        page = Page(record.url, record.block, record.day, headers.get("content-type"), headers)
        return Capture(_status(stated), page, GiveUp("the answer cannot be unpacked", "unreadable"))


def _unpacked(file: IO[bytes], offset: int = 0) -> IO[bytes] | Gunzip:
    file.seek(0)
    gzipped = file.read(2) == GZIP_MAGIC
    file.seek(offset)
    return Gunzip(file, offset) if gzipped else file


def _records(stream: IO[bytes] | Gunzip, path: Path) -> Iterator[Record]:
    archive = ArchiveIterator(stream, no_record_parse=True)
    number = 1
    while (entry := _next(archive, path, number)) is not None:
        offset = archive.offset
        block = _block(entry, path, number)
        if entry.rec_type == "response":
            place = stream.place(offset) if isinstance(stream, Gunzip) else (offset, 0)
            yield _record(entry, block, place, path, number)
        number += 1
    if _cut(stream, archive):
        raise ArchiveError(f"{path}: record {number} is cut short")
    if number == 1:
        raise ArchiveError(f"{path}: holds no record")


def _next(archive: Any, path: Path, number: int) -> Any:
    """The next record, None after the last."""
    try:
        entry = next(archive, None)
    except BROKEN as error:
        words = "is not a web archive (WARC)" if number == 1 else f"record {number} is broken"
        raise ArchiveError(f"{path}: {words}") from error
    if archive.err_count:
        raise ArchiveError(f"{path}: record {number - 1} is longer than it says")
    return entry


def _block(entry: Any, path: Path, number: int) -> bytes:
    """The record's content. ArchiveError unless it is there in full length."""
    stated = entry.rec_headers.get_header("Content-Length") or ""
    kept, size = [], 0
    try:
        while stated.isdecimal() and (chunk := entry.raw_stream.read(CHUNK)):
            if size < MAX_BLOCK:
                kept.append(chunk)
            size += len(chunk)
    except BROKEN as error:
        raise ArchiveError(f"{path}: record {number} is broken") from error
    if str(size) != stated:
        raise ArchiveError(f"{path}: record {number} is cut short")
    return b"".join(kept)


def _record(entry: Any, block: bytes, place: tuple[int, int], path: Path, number: int) -> Record:
    url, when = map(entry.rec_headers.get_header, ("WARC-Target-URI", "WARC-Date"))
    record = Record((url or "").strip("<>"), when or "", place, block)
    try:
        if record.url and record.day:
            return record
    except ValueError:
        pass
    raise ArchiveError(f"{path}: record {number} lacks a WARC-Target-URI or a WARC-Date")


def _cut(stream: IO[bytes] | Gunzip, archive: Any) -> bool:
    """Whether bytes are left that make no record."""
    return stream.cut if isinstance(stream, Gunzip) else archive.offset < stream.seek(0, io.SEEK_END)


def _status(headers: StatusAndHeaders) -> int:
    code = headers.get_statuscode()
    return int(code) if code.isdecimal() else 200


def _body(headers: dict[str, str], block: bytes) -> HTTPResponse:
    """A stream of the body, unchunked and decompressed; DecodeError when reading it where that fails.

    warcio would give the first part of a damaged body as if it were all.
    """
    if headers.get("transfer-encoding", "").lower() == "chunked":
        block = ChunkedDataReader(io.BytesIO(block)).read()
    encoding = headers.get("content-encoding", "").lower()
    if "gzip" in encoding and not block.startswith(GZIP_MAGIC):
        encoding = ""  # some archives undo it and keep the header
    return HTTPResponse(io.BytesIO(block), {"Content-Encoding": encoding}, preload_content=False)


def _capture(record: Record, status: int, headers: dict[str, str], stream: Any) -> Capture:
    content_type = headers.get("content-type")
    most = LIMITS.body_bytes(record.url, content_type)
    body = bytearray()
    while len(body) <= most and (chunk := stream.read(CHUNK)):
        body += chunk
    page = Page(record.url, bytes(body[: most + 1]), record.day, content_type, headers)
    return Capture(status, page, over(most) if len(body) > most else None)
