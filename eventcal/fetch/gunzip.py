"""Read a gzip of any make from any member on: those of archives hold a member a record, or all in one."""

from __future__ import annotations

import zlib
from bisect import bisect_right
from typing import IO

CHUNK = 65536
GZIP = 31  # zlib's wbits for a gzip header and trailer


class Gunzip:
    """A stream of the bytes in a gzip. Unlike `gzip.open` it gives all that is in a file which ends too early.

    `cut` is True once that has happened. zlib.error where the bytes are no gzip.
    """

    def __init__(self, file: IO[bytes], member: int = 0) -> None:
        file.seek(member)
        self.cut = False
        self._file = file
        self._inflate = zlib.decompressobj(GZIP)
        self._packed = b""
        self._position = 0
        self._starts, self._members = [0], [member]  # of each member: position in the stream, offset in the file

    def read(self, size: int) -> bytes:
        """The next bytes, at most `size`; empty at the end."""
        while True:
            if self._inflate.eof and not self._next_member():
                return b""
            packed = self._packed or self._file.read(CHUNK)
            data = self._inflate.decompress(packed, size)
            self._packed = self._inflate.unconsumed_tail
            if data:
                self._position += len(data)
                return data
            if not packed:
                self.cut = True
                return b""

    def _next_member(self) -> bool:
        self._packed = self._inflate.unused_data or self._file.read(CHUNK)
        if not self._packed:
            return False
        self._inflate = zlib.decompressobj(GZIP)
        self._starts.append(self._position)
        self._members.append(self._file.tell() - len(self._packed))
        return True

    def tell(self) -> int:
        """The number of bytes given so far."""
        return self._position

    def place(self, position: int) -> tuple[int, int]:
        """Where to begin for the bytes from `position` on: the offset of a member, and how many of its bytes to skip."""
        at = bisect_right(self._starts, position) - 1
        return self._members[at], position - self._starts[at]
