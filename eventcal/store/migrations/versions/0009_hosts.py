"""What is remembered of hosts, when to ask a source next, and what is usual for it. Revision 0009, 2026-11-27."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table and the columns."""
    op.create_table(
        "host",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("asked_at", sa.String(20), nullable=False),
        sa.Column("gap_ms", sa.Integer, nullable=False),
        sa.Column("closed_until", sa.String(20)),
    )
    op.add_column("source", sa.Column("kind", sa.String(20)))
    op.add_column("source", sa.Column("changed_at", sa.String(20)))
    op.add_column("source", sa.Column("next_on", sa.Date))
    for name in ("size", "usual_size", "ms", "usual_ms"):
        op.add_column("source", sa.Column(name, sa.Integer))
    op.add_column("source", sa.Column("alarm", sa.String(20)))
