"""A service that several tests share: what one of them changed is put back after it.

Starting a service and reading its sample takes seconds; this takes milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import delete, insert, select

from service.storage.schema import agency_merges, decisions, documents, edits, rows
from tests.support.serving import API, Served


@contextmanager
def put_back(own: Served) -> Iterator[Served]:
    """The service, as it is now again when the context ends: documents, rows, decisions, agencies."""
    database = own.app.state.service.database
    tables = (documents, rows, decisions, edits, agency_merges)
    with database.reading() as connection:
        before = {
            table: [dict(row) for row in connection.execute(select(table)).mappings()] for table in tables
        }
    try:
        yield own
    finally:
        own.client.cookies.clear()
        for agency in own.get("/agencies")["agencies"]:
            if agency["id"]:
                own.client.delete(f"{API}/agencies/{agency['id']}")
        with database.writing() as connection:
            versions = select(documents.c.id, documents.c.version)
            now: dict[str, int] = {row.id: row.version for row in connection.execute(versions)}
            for table in tables:
                connection.execute(delete(table))
                values = before[table]
                if table is documents:
                    # What was made of a version is cached.
                    values = [one | {"version": now.get(one["id"], 0) + 1} for one in values]
                if values:
                    connection.execute(insert(table), values)
