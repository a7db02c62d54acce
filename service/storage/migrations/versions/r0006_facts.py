"""What documents are, their tables, what people decided of both, and the installation's own agencies.

Documents that are stored have no facts until they are read again; of their rows those that name no OPD
take the one that a person gives their document.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, Integer, String, Text, column, false, table, update

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns and the tables."""
    for name in ("facts", "tables", "decided"):
        op.add_column("documents", Column(name, Text, nullable=False, server_default=""))
    op.add_column("rows", Column("table_number", Integer, nullable=False, server_default="0"))
    op.add_column("rows", Column("is_opd_of_document", Boolean, nullable=False, server_default=false()))
    rows = table("rows", column("is_opd_of_document", Boolean), column("opd", Text))
    op.get_bind().execute(update(rows).where(rows.c.opd == "").values(is_opd_of_document=True))
    op.create_table(
        "decisions",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("sha256", String(64), nullable=False, index=True),
        Column("subject", String(8), nullable=False),
        Column("value", Text, nullable=False),
        Column("number", Integer, nullable=False),
        Column("caption", Text, nullable=False),
        Column("role", String(10), nullable=False),
        Column("first_page", Integer, nullable=False),
        Column("last_page", Integer, nullable=False),
        Column("by", Text, nullable=False),
        Column("at", String(20), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "agencies",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("key", Text, nullable=False, unique=True),
        Column("name", Text, nullable=False),
        Column("aliases", Text, nullable=False),
        Column("urusan", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("is_former", Boolean, nullable=False),
        Column("by", Text, nullable=False),
        Column("at", String(20), nullable=False),
        sqlite_autoincrement=True,
    )
