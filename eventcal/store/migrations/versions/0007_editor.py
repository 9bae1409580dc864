"""The editor's hand, what each source said, and days that were changed. Revision 0007, 2026-11-26."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the table and the columns."""
    op.create_table(
        "edit",
        sa.Column("uid", sa.Text, sa.ForeignKey("record.uid"), primary_key=True),
        sa.Column("fixed", sa.Text, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
    )
    op.add_column("record", sa.Column("waiting", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("record", sa.Column("was", sa.Text))
    op.add_column("sighting", sa.Column("name", sa.Text))
    op.add_column("sighting", sa.Column("start", sa.String(40)))
    op.add_column("change", sa.Column("overruled", sa.Boolean, nullable=False, server_default=sa.false()))
