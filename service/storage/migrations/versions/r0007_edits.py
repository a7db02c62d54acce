"""What people make of rows that were read wrongly: a journal, and on each row the last edit of it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, String, Text

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the journal and the column."""
    op.add_column("rows", Column("edit_id", Integer, nullable=False, server_default="0"))
    op.create_table(
        "edits",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("sha256", String(64), nullable=False, index=True),
        Column("kind", String(8), nullable=False),
        Column("before", Text, nullable=False),
        Column("after", Text, nullable=False),
        Column("undoes", Integer, nullable=False),
        Column("by", Text, nullable=False),
        Column("at", String(20), nullable=False),
        sqlite_autoincrement=True,
    )
