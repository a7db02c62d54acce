"""Documents in the database: added once for their bytes, listed, shown, deleted."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from classifier.documents import kind_words
from classifier.extraction.reader_version import READER
from classifier.fields.remembered import Cache
from classifier.labels import timestamp
from classifier.records import DocumentFacts, TableFacts
from service.messages import Message, from_stored
from service.storage import stored_facts
from service.storage.database import Database
from service.storage.schema import documents, outlines, rows
from service.storage.stored_facts import Decided

# So many documents, the newest, make up "all" of them on one page.
MAX_DOCUMENTS = 500
# Facts and tables by the JSON that they were read from: a list of documents reads all of them every time.
_READ_FACTS: Cache[DocumentFacts] = Cache(4_000_000)
_READ_TABLES: Cache[tuple[TableFacts, ...]] = Cache(20_000_000)


@dataclass(frozen=True, slots=True)
class Document:
    """A document and how far the service is with it; `report` is what its reading found.

    `reader` is the version that read it, "" when that did not say so. A document that is done may
    be read again: `rereading` is "queued" or "running", `reread_error` why the last time gave nothing.
    `read_facts` and `tables` are what its reading said (nothing, when an older reader read it), `decided`
    what people said instead.
    """

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
    reader: str
    rereading: str
    reread_error: Message | None
    read_facts: DocumentFacts
    tables: tuple[TableFacts, ...]
    decided: Decided

    @property
    def facts(self) -> DocumentFacts:
        """What holds: what people said of it, else what was read."""
        return stored_facts.in_force(self.read_facts, self.decided.facts)

    @property
    def is_outdated(self) -> bool:
        """Whether another reader than today's read it."""
        return self.status == "done" and self.reader != READER


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
        if (document := by_sha256(database, sha256)) is not None:
            return document


def by_sha256(database: Database, sha256: str) -> Document | None:
    """The document of these bytes."""
    with database.reading() as connection:
        row = connection.execute(select(documents).where(documents.c.sha256 == sha256)).mappings().first()
    return None if row is None else _document(row)


def get(database: Database, document_id: str) -> Document | None:
    """The document of this id."""
    with database.reading() as connection:
        row = connection.execute(select(documents).where(documents.c.id == document_id)).mappings().first()
    return None if row is None else _document(row)


def of_bytes(database: Database, sha256: str) -> Document | None:
    """The document of these bytes."""
    with database.reading() as connection:
        row = connection.execute(select(documents).where(documents.c.sha256 == sha256)).mappings().first()
    return None if row is None else _document(row)


def newest(database: Database, *, limit: int, before: int) -> list[Document]:
    """Documents from the newest, those added before `before` (0: all)."""
    query = select(documents).order_by(documents.c.seq.desc()).limit(limit)
    if before:
        query = query.where(documents.c.seq < before)
    with database.reading() as connection:
        return [_document(row) for row in connection.execute(query).mappings()]


def done(database: Database, among: Collection[str] = ()) -> list[Document]:
    """Documents that are read to their end, newest first: those `among` these ids, or all.

    They are chosen from the `MAX_DOCUMENTS` newest; an id of none of them is left out.
    """
    query = select(documents).where(documents.c.status == "done").order_by(documents.c.seq.desc())
    with database.reading() as connection:
        newest_done = [_document(row) for row in connection.execute(query.limit(MAX_DOCUMENTS)).mappings()]
    return [document for document in newest_done if document.id in among] if among else newest_done


def opds(database: Database) -> dict[str, str]:
    """The agency of each document that is done, by its id; "" where it has none."""
    columns = (documents.c.id, documents.c.name, documents.c.facts, documents.c.decided)
    query = select(*columns).where(documents.c.status == "done")
    with database.reading() as connection:
        return {
            row["id"]: stored_facts.in_force(_read_facts(row), _decided(row).facts).opd
            for row in connection.execute(query).mappings()
        }


def outdated(database: Database) -> list[str]:
    """The ids of documents that another reader than today's read."""
    query = select(documents.c.id).where(documents.c.status == "done", documents.c.reader != READER)
    with database.reading() as connection:
        return list(connection.execute(query).scalars())


def remove(database: Database, document_id: str) -> bool:
    """Delete a document with its rows; labels stay. False when there was none."""
    with database.writing() as connection:
        # The document first: this waits for a reader that is writing its rows, which are then seen below.
        n_deleted = connection.execute(delete(documents).where(documents.c.id == document_id)).rowcount
        connection.execute(delete(rows).where(rows.c.document_id == document_id))
        connection.execute(delete(outlines).where(outlines.c.document_id == document_id))
    return n_deleted > 0


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


def _document(row: RowMapping) -> Document:
    return Document(
        id=row["id"],
        sha256=row["sha256"],
        name=row["name"],
        n_bytes=row["n_bytes"],
        created_at=row["created_at"],
        status=row["status"],
        pages_done=row["pages_done"],
        pages_total=row["pages_total"],
        error=from_stored(row["error"]) if row["error"] else None,
        report=json.loads(row["report"]) if row["report"] else {},
        seq=row["seq"],
        version=row["version"],
        reader=row["reader"],
        rereading=row["rereading"],
        reread_error=from_stored(row["reread_error"]) if row["reread_error"] else None,
        read_facts=_read_facts(row),
        tables=_tables(row["tables"]),
        decided=_decided(row),
    )


def _read_facts(row: RowMapping) -> DocumentFacts:
    if not row["facts"]:
        return DocumentFacts(stage=kind_words.stage_of_name(row["name"]))
    key = (row["name"], row["facts"])
    known = _READ_FACTS.get(key)
    if isinstance(known, DocumentFacts):
        return known
    # A reading of before stages were told says none.
    stage = kind_words.stage_of_name(row["name"])
    facts = stored_facts.facts_of({"stage": stage, **json.loads(row["facts"])})
    _READ_FACTS.put(key, facts)
    return facts


def _tables(stored: str) -> tuple[TableFacts, ...]:
    if not stored:
        return ()
    known = _READ_TABLES.get(stored)
    if isinstance(known, tuple):
        return known
    tables = stored_facts.tables_of(json.loads(stored))
    _READ_TABLES.put(stored, tables)
    return tables


def _decided(row: RowMapping) -> Decided:
    return stored_facts.decided_of(json.loads(row["decided"])) if row["decided"] else Decided()
