"""The memory between runs: records, who lists them, how they changed, and how each source is doing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from operator import itemgetter
from types import TracebackType
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    Engine,
    RowMapping,
    Select,
    and_,
    delete,
    false,
    func,
    select,
    type_coerce,
    update,
)

from eventcal.errors import UsageError
from eventcal.event_json import facts_from_json
from eventcal.history import Change, Known
from eventcal.lifecycle import Entry
from eventcal.model import Fact, Failed, Record, Source, Suspect, Unchanged, Visit
from eventcal.page import Page
from eventcal.store import dump, load, prune, schema, writes
from eventcal.store.engine import address_of, connect, file_of, reading, writing
from eventcal.store.load import TableRow
from eventcal.store.lock import single_writer
from eventcal.store.migrate import migrate
from eventcal.store.rows import (
    Reading,
    SourceState,
    Unite,
    change_from,
    known_from,
    page_from,
    record_from,
    state_from,
    visit_from,
)

NAMED = 5
"""How many candidates an error names."""


class Store:
    """A database that is open. Every method is one transaction; StoreError, with path and advice, where one fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url_or_path: str, tell: Callable[[str], None] = lambda _: None) -> Store:
        """`sqlite:///PATH` or a path, made if it is not there and brought to this code's schema; `sqlite://` in memory.

        `tell` gets a line for people if there was an older schema, of which a copy is kept. StoreError for what is not a
        database or not ours, cannot be read, or is of a newer eventcal.
        """
        engine = connect(address_of(url_or_path))
        try:
            migrate(engine, tell)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """The right to write, within the block. BusyError if another run has it; StoreError if nobody may write."""
        path = file_of(self._engine.url)
        if path is None:
            yield
            return
        with single_writer(path):
            with self._writing() as connection:
                # deletes nothing: a database that cannot be written is told now, not after the fetching
                connection.execute(delete(schema.visit).where(false()))
            yield

    def save(
        self,
        source: Source,
        outcome: Reading | Unchanged | Failed | Suspect,
        now: datetime,
        unite: Unite = itemgetter(0),
    ) -> None:
        """Everything that one visit at `now` (aware) has brought, or nothing of it.

        Only a reading changes events, and none is dropped because a reading lacks it. `unite` makes one event of what
        several sources tell of it, the most trusted first.
        """
        with self._writing() as connection:
            match outcome:
                case Reading():
                    writes.save_reading(connection, source, outcome, now, unite)
                case Unchanged():
                    writes.save_unchanged(connection, source, now)
                case Failed():
                    writes.save_failed(connection, source, outcome, now)
                case Suspect():
                    writes.save_suspect(connection, source, outcome, now)

    def accept(self, source_id: str) -> bool:
        """The next reading of a suspect source will be taken as it is. False, and nothing done, if it is not suspect."""
        column = schema.source.c
        suspect = column.id == source_id, column.suspect_since.is_not(None)
        with self._writing() as connection:
            return connection.execute(update(schema.source).where(*suspect).values(accepted=True)).rowcount == 1

    def dump(self, *, bodies: bool = False) -> Iterator[str]:
        """All that is kept, as lines of JSON in one order, from one snapshot. Pages and visits only with `bodies`."""
        with self._reading() as connection:
            yield from dump.lines(connection, bodies=bodies)

    def load(self, rows: Iterable[TableRow]) -> None:
        """The rows kept, all or none. UsageError if something is kept already; what `rows` raises goes through."""
        with self._writing() as connection:
            load.insert_all(connection, rows, str(self._engine.url.database))

    def prune(self, now: datetime) -> None:
        """What is too old at `now` (aware) to be kept is gone: history, and pages of sources long unread. No event is."""
        with self._writing() as connection:
            prune.prune(connection, now)

    def known(self) -> list[Known]:
        """Every record as matching needs it, by uid."""
        record, entry, source = schema.record.c, schema.sighting.c, schema.source.c
        columns = select(
            record.uid,
            record.name,
            record.start,
            record.end,
            record.city,
            record.country,
            record.state,
            record.first_seen,
        )
        entries = select(
            entry.uid, entry.source_id, source.url.label("source_url"), entry.key, entry.url, entry.position
        ).join(schema.source)
        with self._reading() as connection:
            listings = _by_uid(connection, entries.order_by(entry.source_id))
            return [
                known_from(row, listings[row["uid"]])
                for row in connection.execute(columns.order_by(record.uid)).mappings()
            ]

    def retired(self) -> frozenset[str]:
        """The uids that stand for another one since two records were merged."""
        with self._reading() as connection:
            return frozenset(connection.scalars(select(schema.alias.c.uid)))

    def entries(self, source_id: str) -> list[Entry]:
        """What a source has said so far of each of its events, by uid."""
        with self._reading() as connection:
            return writes.entries(connection, source_id)

    def records(self) -> list[Record]:
        """Every record by uid, without its facts: `evidence` has the winning words, `record` has them all."""
        with self._reading() as connection:
            listings = _by_uid(connection, _listings())
            rows = connection.execute(select(schema.record).order_by(schema.record.c.uid)).mappings()
            return [record_from(row, listings[row["uid"]]) for row in rows]

    def record(self, start: str) -> Record:
        """The one record whose uid, or that of one merged into it, starts so, with every fact that any of its sources gave.

        UsageError, naming candidates, if there is none or more than one.
        """
        column = schema.record.c.uid
        merged = select(schema.alias.c.record).where(schema.alias.c.uid.startswith(start, autoescape=True))
        begins = (
            select(schema.record).where(column.startswith(start, autoescape=True) | column.in_(merged)).order_by(column)
        )
        with self._reading() as connection:
            rows = connection.execute(begins.limit(NAMED + 1)).mappings().all()
            row = _only(rows, start)
            listings = connection.execute(_listings().where(schema.sighting.c.uid == row["uid"])).mappings().all()
            return record_from(row, listings, _facts(connection, row["uid"]))

    def changes(self, uid: str) -> list[Change]:
        """What calendars have shown differently of one record, oldest first."""
        rows = select(schema.change).where(schema.change.c.uid == uid).order_by(schema.change.c.id)
        with self._reading() as connection:
            return [change_from(row) for row in connection.execute(rows).mappings()]

    def all_changes(self) -> list[Change]:
        """What calendars have shown differently of all records, as it came."""
        with self._reading() as connection:
            rows = connection.execute(select(schema.change).order_by(schema.change.c.id)).mappings()
            return [change_from(row) for row in rows]

    def source_states(self) -> dict[str, SourceState]:
        """How each source is doing that was ever visited, by id."""
        with self._reading() as connection:
            return {row["id"]: state_from(row) for row in connection.execute(_states()).mappings()}

    def visits(self, source_id: str) -> list[Visit]:
        """All visits of a source, oldest first."""
        rows = select(schema.visit).where(schema.visit.c.source_id == source_id).order_by(schema.visit.c.id)
        with self._reading() as connection:
            return [visit_from(row) for row in connection.execute(rows).mappings()]

    def last_body(self, source_id: str) -> Page | None:
        """The page of the last good reading, on its own day; None before the first."""
        kept = select(schema.body).where(schema.body.c.source_id == source_id)
        with self._reading() as connection:
            row = connection.execute(kept).mappings().first()
            return page_from(row) if row else None

    def led_to(self, source_id: str) -> dict[str, Page]:
        """The further pages that the last good reading used, by the address asked, each on its own day."""
        kept = select(schema.led_to).where(schema.led_to.c.source_id == source_id).order_by(schema.led_to.c.address)
        with self._reading() as connection:
            return {row["address"]: page_from(row) for row in connection.execute(kept).mappings()}

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self._engine)

    def _writing(self) -> AbstractContextManager[Connection]:
        return writing(self._engine)


def _listings() -> Select[Any]:
    """Who lists which record, since when last, and since when no more."""
    entry = schema.sighting.c
    return select(entry.uid, schema.source.c.address, entry.last_seen, entry.absent_since, entry.absences).join(
        schema.source
    )


def _states() -> Select[Any]:
    """Each source with the digest of its page, and with the end of the event that it is the page of."""
    source, entry = schema.source, schema.sighting
    event = type_coerce(entry.c.event, JSON)
    ended = func.coalesce(event["end"].as_string(), event["start"].as_string()).label("ended")
    alone = and_(entry.c.own, entry.c.last_seen == source.c.succeeded_at, source.c.events == 1)
    joined = source.outerjoin(schema.body).outerjoin(entry, and_(entry.c.source_id == source.c.id, alone))
    return (
        select(source, schema.body.c.digest, schema.body.c.when.label("read_on"), ended)
        .select_from(joined)
        .order_by(source.c.id)
    )


def _by_uid(connection: Connection, rows: Select[Any]) -> defaultdict[str, list[RowMapping]]:
    found: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(rows).mappings():
        found[row["uid"]].append(row)
    return found


def _facts(connection: Connection, uid: str) -> list[Fact]:
    entry = schema.sighting.c
    kept = select(entry.facts).where(entry.uid == uid).order_by(entry.own.desc(), entry.filled.desc(), entry.source_id)
    return [fact for text in connection.scalars(kept) for fact in facts_from_json(json.loads(text))]


def _only(rows: Sequence[RowMapping], start: str) -> RowMapping:
    if not rows:
        raise UsageError(f"no event has an id that starts with {start!r}; `eventcal list` shows them")
    if len(rows) > 1:
        named = ", ".join(f"{row['uid'][:13]} ({row['name']})" for row in rows[:NAMED])
        more = ", …" if len(rows) > NAMED else ""
        raise UsageError(f"several events have an id that starts with {start!r}: {named}{more}")
    return rows[0]
