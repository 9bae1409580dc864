"""What the newsletter's next issue would have printed, and when the event of a source ended. Revision 0010, 2026-11-27."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table and the column."""
    op.create_table(
        "draft",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("made_at", sa.String(20), nullable=False),
        sa.Column("entries", sa.Text, nullable=False),
    )
    op.add_column("source", sa.Column("ended", sa.Date))
    op.execute(ENDED)


ENDED = """
UPDATE source SET ended = (
    SELECT substr(coalesce(json_extract(event, '$.end'), json_extract(event, '$.start')), 1, 10) FROM sighting
    WHERE source_id = source.id AND own AND last_seen = source.succeeded_at
) WHERE events = 1
"""
