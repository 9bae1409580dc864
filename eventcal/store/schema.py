"""The tables: what is kept between two runs. A change here needs a step in migrations/versions."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)


class Utc(TypeDecorator[datetime]):
    """An aware time as UTC text to the second, such as 2026-11-01T06:00:00Z: sorts as time does, on every database."""

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Aware, UTC."""
        return _read_time(value) if value is not None else None


@lru_cache(maxsize=4096)
def _read_time(text: str) -> datetime:
    """One object for all rows of a run: of a hundred thousand events that saves 20 MB."""
    return datetime.fromisoformat(text)


class Words(TypeDecorator[str]):
    """Text as pages write it. A lone surrogate, which no database takes, becomes a question mark."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text, storable."""
        return value.encode("utf-8", "replace").decode() if value is not None else None


metadata = MetaData()

source = Table(
    "source",
    metadata,
    Column("id", Words, primary_key=True),
    Column("url", Words, nullable=False),  # as in sources.yaml when last read well
    Column("address", Words, nullable=False),  # the same for people: a file's canonical address
    Column("etag", Words),
    Column("last_modified", Words),
    Column("reader_version", Words),  # of the code that read the events that are kept
    Column("adapter", Words),  # that the last good reading was by
    Column("events", Integer),  # in the last good reading; NULL before it
    Column("checked_at", Utc, nullable=False),
    Column("succeeded_at", Utc),
    Column("failing_since", Utc),  # NULL while all is well
    Column("failures", Integer, nullable=False),  # in a row
    Column("reason", Words),  # of the last failure; NULL while all is well
    Column("kind", String(20)),  # of the last failure, as of Failed
    Column("changed_at", Utc),  # when its page was last another one
    Column("size", Integer),  # of its last good page, in bytes
    Column("usual_size", Integer),  # the mean of those before, the last ones counting most
    Column("ms", Integer),  # how long the last good page took
    Column("usual_ms", Integer),
    Column("alarm", String(20)),  # its state that a person was last told of; NULL while no person is needed
    Column("ended", Date),  # the last day of its event, where it is the page of one
    Column("next_on", Date),  # the next day of an event or a deadline that its last good reading told
    Column(
        "lists", Boolean, nullable=False, default=False, server_default=false()
    ),  # it is a listing, as far as it ever gave events
    Column(
        "whole", Boolean, nullable=False, default=False, server_default=false()
    ),  # all of the last good reading could be read
    Column("suspect_since", Utc),  # NULL while it is believed
    Column("suspicion", Words),
    Column(
        "accepted", Boolean, nullable=False, default=False, server_default=false()
    ),  # its next reading is taken as it is
)

host = Table(
    "host",  # so that hosts are asked no faster than they can bear, whatever run or program asks
    metadata,
    Column("name", Words, primary_key=True),
    Column("asked_at", Utc, nullable=False),
    Column("gap_ms", Integer, nullable=False),  # between the starts of two requests
    Column("closed_until", Utc),  # it has asked not to be asked before
)

record = Table(
    "record",
    metadata,
    Column("uid", Words, primary_key=True),
    Column("name", Words, nullable=False),  # these five repeat the event's, for matching
    Column("start", String(40)),  # the days last told
    Column("end", String(40)),
    Column("city", Words),
    Column("country", Words),
    Column("event", Text, nullable=False),  # the JSON event that is published
    Column("days", Text),  # when it was to be, as JSON, where the event does not tell it any more
    Column("was", Text),  # when it was to be before its days were changed, as JSON
    Column("sequence", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("first_seen", Utc, nullable=False),
    Column("last_changed", Utc, nullable=False),
    Column(
        "waiting", Boolean, nullable=False, default=False, server_default=false()
    ),  # never shown, until a person accepts it
)

edit = Table(
    "edit",  # what the editor had fixed of a record when that was last published
    metadata,
    Column("uid", Words, ForeignKey("record.uid"), primary_key=True),
    Column("fixed", Text, nullable=False),  # JSON, laid over the event
    Column("told", Text, nullable=False),  # JSON: by field what its sources said when the editor last heard of it
)

sighting = Table(
    "sighting",
    metadata,
    Column("source_id", Words, ForeignKey("source.id"), primary_key=True),
    Column("uid", Words, ForeignKey("record.uid"), primary_key=True, index=True),
    Column("key", Words),
    Column("url", Words, nullable=False),
    Column("name", Words),  # these two repeat the event's, for matching
    Column("start", String(40)),
    Column("position", Integer, nullable=False),  # in the reading, from 0
    Column("own", Boolean, nullable=False),  # the source is the event's own page
    Column("filled", Integer, nullable=False),  # number of known fields
    Column("event", Text, nullable=False),  # the source's own reading, as JSON
    Column("facts", Text, nullable=False),
    Column("last_seen", Utc, nullable=False),
    Column("absent_since", Date),  # NULL while the source has it
    Column(
        "absences", Integer, nullable=False, default=0, server_default="0"
    ),  # complete readings in a row that lacked it
    Column("absent_on", Date),  # the day of the last of them
)

alias = Table(
    "alias",  # uids of records that turned out to be of another one's event; never given out again
    metadata,
    Column("uid", Words, primary_key=True),
    Column("record", Words, ForeignKey("record.uid"), nullable=False, index=True),
)

change = Table(
    "change",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Words, ForeignKey("record.uid"), nullable=False, index=True),
    Column("field", String(40), nullable=False),
    Column("old", Text, nullable=False),  # JSON, as in the event
    Column("new", Text, nullable=False),
    Column("when", Utc, nullable=False, index=True),
    Column("source_id", Words, nullable=False),
    Column("words", Words),
    Column(
        "overruled", Boolean, nullable=False, default=False, server_default=false()
    ),  # nobody sees it: the editor has fixed the field
)

visit = Table(
    "visit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", Words, ForeignKey("source.id"), nullable=False),
    Column("when", Utc, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("reason", Words),
    Column("events", Integer),
    Column("problems", Text, nullable=False),  # a JSON list
    Index("ix_visit_source_id_when", "source_id", "when"),
)

body = Table(
    "body",
    metadata,
    Column("source_id", Words, ForeignKey("source.id"), primary_key=True),
    Column("url", Words, nullable=False),
    Column("when", Date, nullable=False),  # the page's day
    Column("content_type", Words),
    Column("digest", String(64), nullable=False),  # SHA-256 of the body, hexadecimal
    Column("body", LargeBinary, nullable=False),  # zlib
)

led_to = Table(
    "led_to",  # the pages that a source's page leads to, as its last good reading used them
    metadata,
    Column("source_id", Words, ForeignKey("source.id"), primary_key=True),
    Column("address", Words, primary_key=True),  # as it was asked for
    Column("url", Words, nullable=False),
    Column("when", Date, nullable=False),
    Column("content_type", Words),
    Column("body", LargeBinary, nullable=False),  # zlib
)

printed = Table(
    "printed",  # what the newsletter's issues have printed
    metadata,
    Column("id", Integer, primary_key=True),
    Column("issue", Words, nullable=False, index=True),
    Column("day", Date, nullable=False),  # the issue's
    Column("section", String(10), nullable=False),
    Column("uid", Words),  # of the record that it was written from; NULL of an issue that was read
    Column("name", Words, nullable=False),
    Column("url", Words),
    Column("said", Text, nullable=False),  # JSON: what the entry says of its event
    Column("words", Words, nullable=False),  # its line
    Column("blurb", Words, nullable=False),
)

draft = Table(
    "draft",  # what the newsletter's next issue would have printed when it was shown
    metadata,
    Column("number", Integer, primary_key=True),  # the later shown, the higher
    Column("id", Words, nullable=False, unique=True),
    Column("made_at", Utc, nullable=False),
    Column("entries", Text, nullable=False),  # JSON
)

publication = Table(
    "publication",  # the output folders, as publishing has left them
    metadata,
    Column("output", Words, primary_key=True),
    Column("state", Words, nullable=False),  # what the files were made from, and how they are, by published.py
)

told = Table(
    "told",  # what the last run told people, its sources apart
    metadata,
    Column("line", Words, primary_key=True),
    Column("person", Boolean, nullable=False),  # it will not mend by itself
)
