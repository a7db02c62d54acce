"""What was made of documents' rows for maps, stored: a service that has just started need not make it.

It is of no worth once a row, a label, a decision, an agency or the program itself has changed:
`made_of` says by all of these what it was made of, and what was made of anything else is not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import delete, insert, select

import classifier
from classifier.agencies.registry import Registry
from classifier.mapping.document_record import DocumentRecord
from classifier.mapping.programs import Outline
from service.storage.database import Database
from service.storage.documents import Document
from service.storage.schema import outlines

# The rooms and modules whose code decides what a document's outline and record are.
_MAKERS = ("agencies", "fields", "formats", "mapping", "records.py", "rows/totals.py")
_AT_ONCE = 500
_OUTLINE, _RECORD = TypeAdapter(Outline), TypeAdapter(DocumentRecord)


class Made(NamedTuple):
    """What maps take of a document, and what its page and the list show."""

    outline: Outline
    record: DocumentRecord


def made_of(document: Document, *, registry: Registry, ceiling: int) -> str:
    """What the outline and the record of a document are made of, as a text to compare."""
    return f"{document.version} {ceiling} {_own_digest(registry.own)} {_code_digest()}"


def read(database: Database, wanted: Mapping[str, str]) -> dict[str, Made]:
    """What is stored of documents (their `made_of` by id), by id; what is of no worth is left out."""
    found: dict[str, Made] = {}
    ids = list(wanted)
    for start in range(0, len(ids), _AT_ONCE):
        query = select(outlines).where(outlines.c.document_id.in_(ids[start : start + _AT_ONCE]))
        with database.reading() as connection:
            stored = connection.execute(query).all()
        for document_id, of, outline, record in stored:
            if of == wanted[document_id]:
                found[document_id] = Made(_OUTLINE.validate_json(outline), _RECORD.validate_json(record))
    return found


def write(database: Database, made: Mapping[str, Made], of: Mapping[str, str]) -> None:
    """Store what was made of documents, by id, in the place of what is stored of them."""
    if not made:
        return
    values = [
        {
            "document_id": document_id,
            "made_of": of[document_id],
            "outline": _OUTLINE.dump_json(one.outline).decode(),
            "record": _RECORD.dump_json(one.record).decode(),
        }
        for document_id, one in sorted(made.items())
    ]
    with database.writing() as connection:
        connection.execute(delete(outlines).where(outlines.c.document_id.in_(list(made))))
        connection.execute(insert(outlines), values)


def _own_digest(own: Iterable[Any]) -> str:
    return hashlib.sha256(repr(tuple(own)).encode()).hexdigest()[:16]


@cache
def _code_digest() -> str:
    package, digest = Path(classifier.__file__).parent, hashlib.sha256()
    for maker in _MAKERS:
        of = package / maker
        for path in [of] if of.is_file() else sorted(of.rglob("*")):
            if path.suffix in (".py", ".json", ".jsonl"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
