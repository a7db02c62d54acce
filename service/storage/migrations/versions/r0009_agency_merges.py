"""What merging agencies made of their list, and which of them maps miss when no document is of them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Integer, String, Text, true

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the journal and the column."""
    op.add_column("agencies", Column("needs_document", Boolean, nullable=False, server_default=true()))
    op.create_table(
        "agency_merges",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("names", Text, nullable=False),
        Column("into", Text, nullable=False),
        Column("before", Text, nullable=False),
        Column("after", Text, nullable=False),
        Column("undone_by", Text, nullable=True),
        Column("by", Text, nullable=False),
        Column("at", String(20), nullable=False),
        sqlite_autoincrement=True,
    )
