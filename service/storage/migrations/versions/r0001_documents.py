"""Documents that are their own jobs, their rows, and the journal of labels."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Float, Integer, String, Text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "documents",
        Column("seq", Integer, primary_key=True, autoincrement=True),
        Column("id", String(16), nullable=False, unique=True),
        Column("sha256", String(64), nullable=False, unique=True),
        Column("name", Text, nullable=False),
        Column("n_bytes", BigInteger, nullable=False),
        Column("created_at", String(20), nullable=False),
        Column("status", String(8), nullable=False),
        Column("pages_done", Integer, nullable=False),
        Column("pages_total", Integer, nullable=False),
        Column("error", Text, nullable=False),
        Column("report", Text, nullable=False),
        Column("crashes", Integer, nullable=False),
        Column("token", String(32), nullable=False),
        Column("lease_until", Float, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("documents_by_status", "documents", ["status", "seq"])
    op.create_table(
        "rows",
        Column("document_id", String(16), primary_key=True),
        Column("n", Integer, primary_key=True),
        Column("id", String(20), nullable=False, unique=True),
        Column("page", Integer, nullable=False),
        Column("level", String(11), nullable=False),
        Column("subdimension", String(100), nullable=False),
        Column("review", Boolean, nullable=False),
        Column("model", String(40), nullable=False),
        Column("label", String(100), nullable=False),
        Column("label_id", Integer, nullable=False),
        Column("row", Text, nullable=False),
        Column("prediction", Text, nullable=False),
    )
    op.create_table(
        "labels",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("row_id", String(20), nullable=False, index=True),
        Column("sha256", String(64), nullable=False, index=True),
        Column("subdimension", String(100), nullable=False),
        Column("undoes", Integer, nullable=False),
        Column("note", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("at", String(20), nullable=False),
        Column("seen_subdimension", String(100), nullable=False),
        Column("seen_confidence", Float, nullable=False),
        Column("seen_model", String(40), nullable=False),
        Column("text", Text, nullable=False),
        Column("level", String(11), nullable=False),
        Column("program", Text, nullable=False),
        Column("opd", Text, nullable=False),
        Column("kode", Text, nullable=False),
        sqlite_autoincrement=True,
    )
