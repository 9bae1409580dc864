"""What the last run told people, its sources apart. Revision 0012, 2026-11-27."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "told",
        sa.Column("line", sa.Text, primary_key=True),
        sa.Column("person", sa.Boolean, nullable=False),
    )
