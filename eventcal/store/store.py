"""The memory between runs: records, who lists them, how they changed, and how each source is doing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import partial
from operator import itemgetter
from types import TracebackType

from sqlalchemy import (
    Connection,
    Engine,
    delete,
    false,
    insert,
    select,
    update,
)

from eventcal.edits import Hand, Overruled
from eventcal.history import Change, Known
from eventcal.lifecycle import Entry
from eventcal.model import Failed, Host, Record, Source, Suspect, Unchanged, Visit
from eventcal.page import Page
from eventcal.printed import Draft, Printed
from eventcal.shelf import Shelf, remembering
from eventcal.store import dump, issues, load, prune, reads, schema, writes
from eventcal.store import hand as hand_
from eventcal.store import hosts as hosts_
from eventcal.store.engine import address_of, connect, file_of, reading, writing
from eventcal.store.load import TableRow
from eventcal.store.lock import single_writer
from eventcal.store.migrate import migrate
from eventcal.store.rows import (
    Reading,
    SourceState,
    Timing,
    Unite,
    change_from,
    page_from,
    record_from,
    visit_from,
)

KEPT = 2_000
"""Records of a shelf that are read once only: as many as most calendars have, in 10 MB."""


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
                case Unchanged(ms):
                    writes.save_unchanged(connection, [source], now, {} if ms is None else {source.id: ms})
                case Failed():
                    writes.save_failed(connection, source, outcome, now)
                case Suspect():
                    writes.save_suspect(connection, source, outcome, now)

    def save_unchanged(self, sources: Sequence[Source], now: datetime, took: Mapping[str, int]) -> None:
        """As `save` with Unchanged for each of them, in one transaction. `took`: the milliseconds of those of which they are
        known, by id."""
        if sources:
            with self._writing() as connection:
                writes.save_unchanged(connection, sources, now, took)

    def accept(self, source_id: str) -> bool:
        """The next reading of a suspect source will be taken as it is. False, and nothing done, if it is not suspect."""
        column = schema.source.c
        suspect = column.id == source_id, column.suspect_since.is_not(None)
        with self._writing() as connection:
            return connection.execute(update(schema.source).where(*suspect).values(accepted=True)).rowcount == 1

    def take_in_hand(self, hand: Hand, now: datetime, unite: Unite = itemgetter(0)) -> list[Overruled]:
        """What the editor says is done from now on: records merged and parted, shown, and changed.

        What sources say anew of fields that the editor has fixed is given once, and kept from being seen.
        """
        with self._writing() as connection:
            return hand_.take_in_hand(connection, hand, now, unite)

    def damage(self) -> str | None:
        """What SQLite finds wrong with the file, in its words; None if nothing."""
        with self._reading() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        return None if found == "ok" else str(found)

    def put_alarms(self, alarms: Mapping[str, str | None]) -> None:
        """By source id, the state that a person is told of now; None: none any more."""
        with self._writing() as connection:
            for source_id, alarm in alarms.items():
                row = update(schema.source).where(schema.source.c.id == source_id)
                connection.execute(row.values(alarm=alarm))

    def put_hosts(self, hosts: Iterable[Host]) -> None:
        """What is remembered of these hosts is kept."""
        with self._writing() as connection:
            hosts_.put(connection, hosts)

    def hosts(self) -> list[Host]:
        """What is remembered of hosts, by name."""
        with self._reading() as connection:
            return hosts_.all_of(connection)

    def put_issue(self, issue: str, entries: Sequence[Printed]) -> None:
        """What an issue of the newsletter has printed is kept, in the place of what was known of it."""
        with self._writing() as connection:
            issues.put(connection, issue, entries)

    def printed(self) -> list[Printed]:
        """What all issues have printed, the oldest issue first."""
        with self._reading() as connection:
            return issues.entries(connection)

    def put_draft(self, draft: Draft) -> None:
        """What an issue would print is kept as the last that was shown."""
        with self._writing() as connection:
            issues.put_draft(connection, draft)

    def draft(self, id: str | None = None) -> Draft | None:
        """That one, or the last that was shown; None if there is none."""
        with self._reading() as connection:
            return issues.draft(connection, id)

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
        with self._reading() as connection:
            return reads.known(connection)

    def aliases(self) -> dict[str, str]:
        """The uids that stand for another one since two records were merged, each with that one."""
        with self._reading() as connection:
            return reads.aliases(connection)

    def entries(self, source_id: str) -> list[Entry]:
        """What a source has said so far of each of its events, by uid."""
        with self._reading() as connection:
            return writes.entries(connection, source_id)

    def records(self) -> list[Record]:
        """Every record by uid, without its facts: `evidence` has the winning words, `record` has them all."""
        with self._reading() as connection:
            return [*Shelf(reads.uids(connection), partial(reads.records, connection))]

    def shelf(self) -> Shelf:
        """The same, each read when it is looked at; for who holds the lock, so that none is merged meanwhile."""
        with self._reading() as connection:
            return Shelf(reads.uids(connection), remembering(self._records, KEPT))

    def _records(self, uids: Sequence[str]) -> list[Record]:
        with self._reading() as connection:
            return reads.records(connection, uids)

    def sequences(self) -> dict[str, int]:
        """The SEQUENCE of every record, by uid."""
        columns = select(schema.record.c.uid, schema.record.c.sequence)
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(columns)}

    def waiting(self) -> list[str]:
        """The uids of the records that wait for a person, whatever the editor says of them."""
        with self._reading() as connection:
            return [*connection.scalars(select(schema.record.c.uid).where(schema.record.c.waiting))]

    def fingerprint(self) -> str:
        """Another one when anything has changed that `records` or `printed` give, the time of day apart at which an event was
        last seen."""
        with self._reading() as connection:
            return reads.fingerprint(connection)

    def put_publication(self, output: str, state: str) -> None:
        """What an output folder was made from, and how it is, is kept in the place of what was known of it."""
        table = schema.publication
        with self._writing() as connection:
            connection.execute(delete(table).where(table.c.output == output))
            connection.execute(insert(table).values(output=output, state=state))

    def publication(self, output: str) -> str | None:
        """The same again; None of a folder that is not known."""
        kept = select(schema.publication.c.state).where(schema.publication.c.output == output)
        with self._reading() as connection:
            return connection.execute(kept).scalar()

    def put_told(self, lines: Mapping[str, bool]) -> None:
        """The lines that a run tells people, its sources apart, in the place of those of the last one; True: it will not mend by
        itself."""
        with self._writing() as connection:
            connection.execute(delete(schema.told))
            if lines:
                rows = [{"line": line, "person": person} for line, person in lines.items()]
                connection.execute(insert(schema.told), rows)

    def told(self) -> dict[str, bool]:
        """The same again."""
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(select(schema.told))}

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
            rows = connection.execute(begins.limit(reads.NAMED + 1)).mappings().all()
            row = reads.only(rows, start)
            listings = connection.execute(reads.listings().where(schema.sighting.c.uid == row["uid"])).mappings().all()
            merged = select(schema.alias.c.uid).where(schema.alias.c.record == row["uid"])
            facts = reads.facts_of(connection, row["uid"])
            return record_from(row, listings, connection.scalars(merged).all(), facts)

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
            return reads.source_states(connection)

    def unwell(self) -> dict[str, SourceState]:
        """Those of `source_states` that may not be well; the others are."""
        with self._reading() as connection:
            return reads.source_states(connection, reads.may_be_unwell())

    def timings(self) -> dict[str, Timing]:
        """By id when each source is to be asked that was ever visited."""
        with self._reading() as connection:
            return reads.timings(connection)

    def only_of(self, source_ids: Collection[str]) -> dict[str, list[str]]:
        """By uid the sources of each record that none but some of these has."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        with self._reading() as connection:
            for uid, source_id in connection.execute(select(schema.sighting.c.uid, schema.sighting.c.source_id)):
                found[uid].append(source_id)
        return {uid: ids for uid, ids in found.items() if all(name in source_ids for name in ids)}

    def alarms(self) -> dict[str, str]:
        """Of each source that has one, what a person was last told of it."""
        column = schema.source.c
        rows = select(column.id, column.alarm).where(column.alarm.is_not(None))
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(rows)}

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
