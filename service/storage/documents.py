"""Documents in the database: added once for their bytes, listed, shown, deleted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from classifier.labels import timestamp
from service.messages import Message, from_stored
from service.storage.database import Database
from service.storage.schema import documents, rows

# A person's answer that what was found is no program, kegiatan or sub kegiatan: such a row counts nowhere.
NOT_A_PROGRAM = "-"
COUNTS = rows.c.label != NOT_A_PROGRAM
# The answer in force: a person's label where there is one, else the model's.
IN_FORCE = case((rows.c.label != "", rows.c.label), else_=rows.c.subdimension)
# A row that a person has answered wants no second look.
NEEDS_REVIEW = rows.c.review & (rows.c.label == "")


@dataclass(frozen=True, slots=True)
class Document:
    """A document and how far the service is with it; `report` is what its reading found."""

    id: str
    sha256: str
    name: str
    n_bytes: int
    created_at: str
    status: str
    pages_done: int
    pages_total: int
    error: Message | None
    report: dict[str, Any]
    seq: int
    version: int


def add(database: Database, document_id: str, *, sha256: str, name: str, n_bytes: int) -> Document:
    """The queued document of these bytes, or the one that had them already."""
    values = {
        "id": document_id,
        "sha256": sha256,
        "name": name,
        "n_bytes": n_bytes,
        "created_at": timestamp(),
        "status": "queued",
    }
    while True:
        try:
            with database.writing() as connection:
                connection.execute(insert(documents).values(**values))
        except IntegrityError:
            # The same bytes were there first, or come at this moment.
            pass
        if (found := by_sha256(database, sha256)) is not None:
            return found


def by_sha256(database: Database, sha256: str) -> Document | None:
    """The document of these bytes."""
    with database.reading() as connection:
        found = connection.execute(select(documents).where(documents.c.sha256 == sha256)).mappings().first()
    return None if found is None else _document(found)


def get(database: Database, document_id: str) -> Document | None:
    """The document of this id."""
    with database.reading() as connection:
        found = connection.execute(select(documents).where(documents.c.id == document_id)).mappings().first()
    return None if found is None else _document(found)


def newest(database: Database, *, limit: int, before: int) -> list[Document]:
    """Documents from the newest, those added before `before` (0: all)."""
    query = select(documents).order_by(documents.c.seq.desc()).limit(limit)
    if before:
        query = query.where(documents.c.seq < before)
    with database.reading() as connection:
        return [_document(found) for found in connection.execute(query).mappings()]


def done(database: Database, *, limit: int) -> list[Document]:
    """Documents that are read to their end, from the newest."""
    query = select(documents).where(documents.c.status == "done").order_by(documents.c.seq.desc())
    with database.reading() as connection:
        return [_document(found) for found in connection.execute(query.limit(limit)).mappings()]


def remove(database: Database, document_id: str) -> bool:
    """Delete a document with its rows; labels stay. False when there was none."""
    with database.writing() as connection:
        # The document first: this waits for a reader that is writing its rows, which are then seen below.
        found = connection.execute(delete(documents).where(documents.c.id == document_id)).rowcount
        connection.execute(delete(rows).where(rows.c.document_id == document_id))
    return found > 0


def changed(connection: Connection, document_id: str) -> None:
    """Note, within a transaction, that rows of a document or their labels are no longer what they were."""
    connection.execute(
        update(documents).where(documents.c.id == document_id).values(version=documents.c.version + 1)
    )


def ids(database: Database) -> set[str]:
    """The ids of all documents."""
    with database.reading() as connection:
        return set(connection.execute(select(documents.c.id)).scalars())


def total_bytes(database: Database) -> int:
    """What the files of all documents take."""
    with database.reading() as connection:
        return int(connection.execute(select(func.coalesce(func.sum(documents.c.n_bytes), 0))).scalar_one())


def summaries(database: Database, found: Sequence[Document]) -> dict[str, dict[str, Any]]:
    """For each document that is done: rows by level and subdimension in force, and what its reading told."""
    done = {document.id: _empty_summary(document) for document in found if document.status == "done"}
    if done:
        with database.reading() as connection:
            _count(connection, done)
    return done


def _empty_summary(document: Document) -> dict[str, Any]:
    return {
        "rows": 0,
        "levels": {},
        "review": 0,
        "labelled": 0,
        "dropped": 0,
        "subdimensions": {},
        "models": [],
        **document.report,
    }


def _count(connection: Connection, summaries: dict[str, dict[str, Any]]) -> None:
    # The expressions are grouped by as columns of a subquery: PostgreSQL holds two
    # equal expressions with parameters for different ones.
    each = (
        select(
            rows.c.document_id,
            rows.c.level,
            IN_FORCE.label("subdimension"),
            rows.c.model,
            case((NEEDS_REVIEW, 1), else_=0).label("review"),
            case((rows.c.label != "", 1), else_=0).label("labelled"),
        )
        .where(rows.c.document_id.in_(summaries), COUNTS)
        .subquery()
    )
    dropped = (
        select(rows.c.document_id, func.count())
        .where(rows.c.document_id.in_(summaries), ~COUNTS)
        .group_by(rows.c.document_id)
    )
    for document_id, n in connection.execute(dropped):
        summaries[document_id]["dropped"] = n
    keys = (each.c.document_id, each.c.level, each.c.subdimension, each.c.model)
    query = (
        select(*keys, func.count(), func.sum(each.c.review), func.sum(each.c.labelled))
        .group_by(*keys)
        .order_by(*keys)
    )
    for document_id, level, subdimension, model, n, review, labelled in connection.execute(query):
        summary = summaries[document_id]
        summary["rows"] += n
        summary["levels"][level] = summary["levels"].get(level, 0) + n
        summary["subdimensions"][subdimension] = summary["subdimensions"].get(subdimension, 0) + n
        summary["review"] += review
        summary["labelled"] += labelled
        if model not in summary["models"]:
            summary["models"].append(model)


def _document(found: Any) -> Document:
    return Document(
        id=found["id"],
        sha256=found["sha256"],
        name=found["name"],
        n_bytes=found["n_bytes"],
        created_at=found["created_at"],
        status=found["status"],
        pages_done=found["pages_done"],
        pages_total=found["pages_total"],
        error=from_stored(found["error"]) if found["error"] else None,
        report=json.loads(found["report"]) if found["report"] else {},
        seq=found["seq"],
        version=found["version"],
    )
