"""Uids of merged records. Revision 0006, 2026-11-26."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "alias",
        sa.Column("uid", sa.Text, primary_key=True),
        sa.Column("record", sa.Text, sa.ForeignKey("record.uid"), nullable=False),
    )
    op.create_index("ix_alias_record", "alias", ["record"])
