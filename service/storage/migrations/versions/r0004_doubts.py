"""A column for rows that the reader doubts; those that are stored have no doubts."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, false

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column."""
    op.add_column("rows", Column("doubtful", Boolean, nullable=False, server_default=false()))
