"""What is in an output folder, and what it was made from. Revision 0011, 2026-11-27."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "publication",
        sa.Column("output", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
    )
