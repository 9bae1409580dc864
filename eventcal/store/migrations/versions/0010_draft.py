"""What the newsletter's next issue would have printed when it was shown. Revision 0010, 2026-11-27."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "draft",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("made_at", sa.String(20), nullable=False),
        sa.Column("entries", sa.Text, nullable=False),
    )
