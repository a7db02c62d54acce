"""What was made of documents' rows for maps, stored: a service that has just started need not make it.

It is of no worth once a row, a label, a decision, an agency or the program itself has changed:
`made_of` says by all of these what it was made of, and what was made of anything else is not read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json
from sqlalchemy import delete, insert, select

import classifier
from classifier.agencies.registry import Registry
from classifier.mapping.counting import LeftOut
from classifier.mapping.document_record import DocumentRecord, TableRecord
from classifier.mapping.programs import Conflict, Outline, Program
from service.storage import stored_facts
from service.storage.database import Database
from service.storage.documents import Document
from service.storage.schema import outlines

# The rooms whose code decides what a document's outline and record are.
_MAKERS = ("agencies", "fields", "formats", "mapping")
_AT_ONCE = 500


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
                found[document_id] = Made(_outline_of(from_json(outline)), _record_of(from_json(record)))
    return found


def write(database: Database, made: Mapping[str, Made], of: Mapping[str, str]) -> None:
    """Store what was made of documents, by id, in the place of what is stored of them."""
    if not made:
        return
    values = [
        {
            "document_id": document_id,
            "made_of": of[document_id],
            "outline": to_json(_outline_list(one.outline)).decode(),
            "record": to_json(_record_list(one.record)).decode(),
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
    for room in _MAKERS:
        for path in sorted((package / room).rglob("*")):
            if path.suffix in (".py", ".json", ".jsonl"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _outline_list(outline: Outline) -> list[Any]:
    left_out = [[one.document, one.text, one.year, one.amount, one.row] for one in outline.left_out]
    programs, kegiatan = map(_program_lists, (outline.programs, outline.kegiatan))
    return [programs, kegiatan, left_out, [list(role) for role in outline.roles]]


def _outline_of(value: Sequence[Any]) -> Outline:
    programs, kegiatan, left_out, roles = value
    return Outline(
        tuple(map(_program_of, programs)),
        tuple(map(_program_of, kegiatan)),
        tuple(LeftOut(*one) for one in left_out),
        tuple((document, role) for document, role in roles),
    )


def _program_lists(programs: Iterable[Program]) -> list[list[Any]]:
    return [
        [
            *(one.document, one.opd, one.level, one.kode, one.text, one.subdimension, dict(one.pagu)),
            *(one.rows, one.above, one.is_role_doubted),
            [[conflict.year, conflict.amounts] for conflict in one.conflicts],
        ]
        for one in programs
    ]


def _program_of(value: Sequence[Any]) -> Program:
    document, opd, level, kode, text, subdimension, pagu, rows, above, is_role_doubted, conflicts = value
    return Program(
        document,
        opd,
        level,
        kode,
        text,
        subdimension,
        pagu,
        rows=tuple(rows),
        above=above,
        is_role_doubted=is_role_doubted,
        conflicts=tuple(
            Conflict(year, tuple((row, amount) for row, amount in amounts)) for year, amounts in conflicts
        ),
    )


def _record_list(record: DocumentRecord) -> list[Any]:
    facts = stored_facts.tables_dicts(table.facts for table in record.tables)
    tables = [
        [one, table.counts, dict(table.n_by_level), dict(table.pagu), table.total_printed]
        for one, table in zip(facts, record.tables, strict=True)
    ]
    return [record.n_programs, dict(record.pagu), tables]


def _record_of(value: Sequence[Any]) -> DocumentRecord:
    n_programs, pagu, tables = value
    facts = stored_facts.tables_of(table[0] for table in tables)
    return DocumentRecord(
        n_programs,
        pagu,
        tuple(TableRecord(one, *table[1:]) for one, table in zip(facts, tables, strict=True)),
    )
