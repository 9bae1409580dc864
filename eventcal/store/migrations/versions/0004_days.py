"""When an event ends, and when it was to be where no source tells it any more. Revision 0004, 2026-11-26."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("record", sa.Column("days", sa.Text))
    op.add_column("record", sa.Column("end", sa.String(40)))
    op.execute("""UPDATE record SET "end" = json_extract(event, '$.end')""")
