"""Documents that are read again: by which reader they were read, and how far that is; a page on each label.

Which reader read the documents that are stored is not known.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, String, Text, text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the columns, and fill the page from the rows that are there."""
    op.add_column("documents", Column("reader", String(20), nullable=False, server_default=""))
    op.add_column("documents", Column("rereading", String(8), nullable=False, server_default=""))
    op.add_column("documents", Column("reread_error", Text, nullable=False, server_default=""))
    op.add_column("labels", Column("page", Integer, nullable=False, server_default="0"))
    op.get_bind().execute(
        text(
            "UPDATE labels SET page = (SELECT rows.page FROM rows WHERE rows.id = labels.row_id) "
            "WHERE EXISTS (SELECT 1 FROM rows WHERE rows.id = labels.row_id)"
        )
    )
