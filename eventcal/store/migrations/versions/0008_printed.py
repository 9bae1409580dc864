"""What the newsletter's issues have printed. Revision 0008, 2026-11-26."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "printed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("issue", sa.Text, nullable=False, index=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("section", sa.String(10), nullable=False),
        sa.Column("uid", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("blurb", sa.Text, nullable=False),
    )
