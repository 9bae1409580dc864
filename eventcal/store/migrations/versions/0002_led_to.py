"""The pages that a source's page leads to. Revision 0002, 2026-11-27."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "led_to",
        sa.Column("source_id", sa.Text, sa.ForeignKey("source.id"), primary_key=True),
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("when", sa.Date, nullable=False),
        sa.Column("content_type", sa.Text),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
