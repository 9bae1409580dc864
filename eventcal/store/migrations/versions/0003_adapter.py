"""The adapter that a source was read by. Revision 0003, 2026-11-26."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column."""
    op.add_column("source", sa.Column("adapter", sa.Text))
