"""The first schema. Revision 0001, 2026-11-25."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "source",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("reader_version", sa.Text),
        sa.Column("events", sa.Integer),
        sa.Column("checked_at", sa.String(20), nullable=False),
        sa.Column("succeeded_at", sa.String(20)),
        sa.Column("failing_since", sa.String(20)),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
    )
    op.create_table(
        "record",
        sa.Column("uid", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("start", sa.String(40)),
        sa.Column("city", sa.Text),
        sa.Column("country", sa.Text),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("first_seen", sa.String(20), nullable=False),
        sa.Column("last_changed", sa.String(20), nullable=False),
    )
    op.create_table(
        "sighting",
        sa.Column("source_id", sa.Text, sa.ForeignKey("source.id"), primary_key=True),
        sa.Column("uid", sa.Text, sa.ForeignKey("record.uid"), primary_key=True, index=True),
        sa.Column("key", sa.Text),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("own", sa.Boolean, nullable=False),
        sa.Column("filled", sa.Integer, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("last_seen", sa.String(20), nullable=False),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.Text, sa.ForeignKey("record.uid"), nullable=False, index=True),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("old", sa.Text, nullable=False),
        sa.Column("new", sa.Text, nullable=False),
        sa.Column("when", sa.String(20), nullable=False, index=True),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("words", sa.Text),
    )
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source_id", sa.Text, sa.ForeignKey("source.id"), nullable=False),
        sa.Column("when", sa.String(20), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("events", sa.Integer),
        sa.Column("problems", sa.Text, nullable=False),
    )
    op.create_index("ix_visit_source_id_when", "visit", ["source_id", "when"])
    op.create_table(
        "body",
        sa.Column("source_id", sa.Text, sa.ForeignKey("source.id"), primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("when", sa.Date, nullable=False),
        sa.Column("content_type", sa.Text),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
