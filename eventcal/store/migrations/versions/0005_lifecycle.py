"""What sources lack, and which are not believed. Revision 0005, 2026-11-26."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns."""
    for name in ("lists", "whole", "accepted"):
        op.add_column("source", sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("UPDATE source SET lists = TRUE WHERE events > 1")
    op.add_column("source", sa.Column("suspect_since", sa.String(20)))
    op.add_column("source", sa.Column("suspicion", sa.Text))
    op.add_column("sighting", sa.Column("absent_since", sa.Date))
    op.add_column("sighting", sa.Column("absences", sa.Integer, nullable=False, server_default="0"))
    op.add_column("sighting", sa.Column("absent_on", sa.Date))
