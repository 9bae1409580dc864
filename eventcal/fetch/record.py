"""Keeps what was fetched in a web archive (WARC 1.0, ISO 28500), so that a run can be repeated without the network."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import IO, Self

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from eventcal.errors import UsageError
from eventcal.fetch.wire import Answer

PACKED = frozenset(("content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie"))
"""Headers that say how an answer travelled, or for whom it was."""


class _Writer(WARCWriter):  # type: ignore[misc]
    def ensure_digest(self, record: object, block: bool = True, payload: bool = True) -> None:
        """None: it would spool each body to a file first, and nobody compares them."""


class Recorder:
    """An archive that grows by each answer. Threads may share it."""

    def __init__(self, path: Path) -> None:
        """Appends to a file that is there. UsageError if it cannot be written."""
        try:
            self._file: IO[bytes] = path.open("ab")
        except OSError as error:
            raise UsageError(f"{path}: the archive cannot be written: {error.strerror}") from error
        self._writer = _Writer(self._file, gzip=path.suffix == ".gz")
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def keep(self, answer: Answer, now: datetime) -> None:
        """One record, whole: its body unpacked."""
        headers = [(name, value) for name, value in answer.headers.items() if name not in PACKED]
        headers.append(("content-length", str(len(answer.body))))
        stated = StatusAndHeaders(f"{answer.status} -", headers, protocol="HTTP/1.1")
        time = {"WARC-Date": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        with self._lock:
            record = self._writer.create_warc_record(
                answer.url, "response", io.BytesIO(answer.body), http_headers=stated, warc_headers_dict=time
            )
            record.length = record.payload_length = len(answer.body)
            self._writer.write_record(record)
            self._file.flush()
