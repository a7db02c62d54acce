"""Mappings: a region with its years, and what people said of the documents that it counts.

What is said of a document belongs to its bytes, as labels do: it holds again after the document was deleted
and uploaded again. It is a journal, to which entries are only added while the mapping is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from classifier.labels import timestamp
from classifier.mapping.selection.document_choice import Scope
from service.storage.database import Database
from service.storage.schema import mapping_choices, mappings

# More than an office makes.
MAX_MAPPINGS = 200


@dataclass(frozen=True, slots=True)
class StoredMapping:
    """A mapping; `changed_at` is "" where nothing of it was changed since it was made."""

    id: int
    name: str
    scope: Scope
    by: str
    at: str
    changed_by: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person said of a document in a mapping, and when."""

    counts: bool | None
    by: str
    at: str


class TooMany(Exception):  # noqa: N818
    """There are `limit` mappings already."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


def add(database: Database, name: str, scope: Scope, *, by: str) -> StoredMapping:
    """Make a mapping. Raises TooMany."""
    values = {
        "name": name,
        "region": scope.region,
        "years": _years_text(scope.years),
        "by": by,
        "at": timestamp(),
        "changed_by": "",
        "changed_at": "",
    }
    with database.writing() as connection:
        if connection.execute(select(func.count()).select_from(mappings)).scalar_one() >= MAX_MAPPINGS:
            raise TooMany(MAX_MAPPINGS)
        added = connection.execute(insert(mappings).values(**values).returning(mappings.c.id))
        return _stored({"id": added.scalar_one(), **values})


def listed(database: Database) -> list[StoredMapping]:
    """All mappings, the newest first."""
    with database.reading() as connection:
        query = select(mappings).order_by(mappings.c.id.desc())
        return [_stored(row) for row in connection.execute(query).mappings()]


def get(database: Database, mapping_id: int) -> StoredMapping | None:
    """The mapping of this id."""
    query = select(mappings).where(mappings.c.id == mapping_id)
    with database.reading() as connection:
        row = connection.execute(query).mappings().first()
    return None if row is None else _stored(row)


def change(
    database: Database,
    mapping_id: int,
    *,
    by: str,
    name: str | None = None,
    region: str | None = None,
    years: Iterable[int] | None = None,
) -> bool:
    """Change what is given; False when there is no such mapping."""
    values: dict[str, Any] = {"changed_by": by, "changed_at": timestamp()}
    values |= {} if name is None else {"name": name}
    values |= {} if region is None else {"region": region}
    values |= {} if years is None else {"years": _years_text(years)}
    with database.writing() as connection:
        changed = connection.execute(update(mappings).where(mappings.c.id == mapping_id).values(**values))
    return changed.rowcount > 0


def remove(database: Database, mapping_id: int) -> bool:
    """Delete a mapping with what was said of its documents; the documents stay. False when there was none."""
    with database.writing() as connection:
        n_deleted = connection.execute(delete(mappings).where(mappings.c.id == mapping_id)).rowcount
        connection.execute(delete(mapping_choices).where(mapping_choices.c.mapping_id == mapping_id))
    return n_deleted > 0


def decide(database: Database, mapping_id: int, sha256: str, counts: bool | None, *, by: str) -> bool:
    """Let a mapping count the document of these bytes or not (None: by the rule).

    False when there is no such mapping.
    """
    query = select(mappings.c.id).where(mappings.c.id == mapping_id).with_for_update()
    with database.writing() as connection:
        if connection.execute(query).first() is None:
            return False
        before = _in_force(connection, mapping_id).get(sha256)
        if counts != (before.counts if before else None):
            connection.execute(
                insert(mapping_choices).values(
                    mapping_id=mapping_id, sha256=sha256, counts=json.dumps(counts), by=by, at=timestamp()
                )
            )
    return True


def decided(database: Database, mapping_id: int) -> dict[str, Decided]:
    """What people said last of documents of a mapping, by their digest; what was given back is left out."""
    with database.reading() as connection:
        return _in_force(connection, mapping_id)


def _in_force(connection: Connection, mapping_id: int) -> dict[str, Decided]:
    query = (
        select(mapping_choices)
        .where(mapping_choices.c.mapping_id == mapping_id)
        .order_by(mapping_choices.c.id)
    )
    last = {
        row["sha256"]: Decided(json.loads(row["counts"]), row["by"], row["at"])
        for row in connection.execute(query).mappings()
    }
    return {sha256: entry for sha256, entry in last.items() if entry.counts is not None}


def _stored(row: RowMapping | dict[str, Any]) -> StoredMapping:
    return StoredMapping(
        id=row["id"],
        name=row["name"],
        scope=Scope(row["region"], tuple(json.loads(row["years"]))),
        by=row["by"],
        at=row["at"],
        changed_by=row["changed_by"],
        changed_at=row["changed_at"],
    )


def _years_text(years: Iterable[int]) -> str:
    return json.dumps(sorted(set(years)))
