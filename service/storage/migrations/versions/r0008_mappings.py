"""Mappings of a region and its years, what people let them count, and what was made of documents for maps."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, String, Text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the tables, and an index by which equal rows of several documents are found."""
    op.create_table(
        "mappings",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("name", Text, nullable=False),
        Column("region", Text, nullable=False),
        Column("years", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("at", String(20), nullable=False),
        Column("changed_by", Text, nullable=False),
        Column("changed_at", String(20), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "mapping_choices",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("mapping_id", Integer, nullable=False, index=True),
        Column("sha256", String(64), nullable=False),
        Column("counts", String(5), nullable=False),
        Column("by", Text, nullable=False),
        Column("at", String(20), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outlines",
        Column("document_id", String(16), primary_key=True),
        Column("made_of", String(120), nullable=False),
        Column("outline", Text, nullable=False),
        Column("record", Text, nullable=False),
    )
    op.create_index("rows_alike", "rows", ["alike"])
