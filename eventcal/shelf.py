"""Records that are read when they are looked at: a hundred thousand take little more memory than their uids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Any, TypeAlias

from eventcal.model import Record

TOGETHER = 500
"""So many are read at once."""

Load: TypeAlias = Callable[[Sequence[str]], Iterable[Record]]
"""The records of some uids, in their order."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Records in an order. May be gone through any number of times; each time they are read again."""

    uids: Sequence[str]
    load: Load

    @classmethod
    def of(cls, records: Iterable[Record] | Shelf) -> Shelf:
        """A shelf of records that are read already. ValueError where two have one uid."""
        if isinstance(records, Shelf):
            return records
        every = [*records]
        here = {record.uid: record for record in every}
        if len(here) < len(every):
            raise ValueError(f"{len(every)} records have {len(here)} uids")
        return cls([*here], lambda uids: map(here.__getitem__, uids))

    def __len__(self) -> int:
        return len(self.uids)

    def __iter__(self) -> Iterator[Record]:
        for start in range(0, len(self.uids), TOGETHER):
            yield from self.load(self.uids[start : start + TOGETHER])

    def at(self, uids: Sequence[str]) -> Shelf:
        """Those of some uids, in their order; a uid may come twice."""
        return Shelf(uids, self.load)

    def changed(self, change: Callable[[Record], Record]) -> Shelf:
        """The same records, looked at in another way, under the same uids."""
        return Shelf(self.uids, lambda uids: map(change, self.load(uids)))

    def sift(self, *keeps: Callable[[Record], bool], key: Callable[[Record], Any] | None = None) -> list[Shelf]:
        """Those that each of `keeps` wants, all found while going through the records once; sorted by `key`, if one is given."""
        found: list[tuple[Any, str, list[bool]]] = []
        for uid, record in zip(self.uids, self, strict=True):
            found.append((key(record) if key else None, uid, [keep(record) for keep in keeps]))
        if key is not None:
            found.sort(key=itemgetter(0))
        return [self.at([uid for _, uid, kept in found if kept[number]]) for number in range(len(keeps))]


def remembering(load: Load, most: int) -> Load:
    """A `load` that keeps the first `most` records that it has read."""
    kept: dict[str, Record] = {}

    def _load(uids: Sequence[str]) -> Iterator[Record]:
        rest = [uid for uid in uids if uid not in kept]
        read = dict(zip(rest, load(rest), strict=True)) if rest else {}
        kept.update(islice(read.items(), max(0, most - len(kept))))
        return (read[uid] if uid in read else kept[uid] for uid in uids)

    return _load
