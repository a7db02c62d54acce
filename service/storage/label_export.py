"""What the journal's answers are worth for training: labelled data, and texts that name no program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from classifier.records import Label
from service.storage.database import Database
from service.storage.documents import NOT_A_PROGRAM
from service.storage.label_journal import entry_of
from service.storage.schema import labels, rows

_AT_ONCE = 1000


def exported(database: Database) -> Iterator[Label]:
    """Every row's label in force as labelled data, in the order in which they were given."""
    after = 0
    undone: set[int]
    with database.reading() as connection:
        undone = set(connection.execute(select(labels.c.undoes).where(labels.c.undoes > 0)).scalars())
        newest: dict[str, int] = {}
        query = select(labels.c.id, labels.c.row_id).where(labels.c.undoes == 0).order_by(labels.c.id)
        for entry_id, row_id in connection.execute(query):
            if entry_id not in undone:
                newest[row_id] = entry_id
    wanted = set(newest.values())
    while True:
        # A short read at a time: a slow reader of the export holds no connection.
        with database.reading() as connection:
            query_all = select(labels).where(labels.c.id > after).order_by(labels.c.id).limit(_AT_ONCE)
            found = connection.execute(query_all).mappings().all()
        if not found:
            return
        after = found[-1]["id"]
        yield from (
            _label(one) for one in found if one["id"] in wanted and one["subdimension"] != NOT_A_PROGRAM
        )


def no_programs(database: Database) -> list[str]:
    """The texts of rows that people called no program, each once, by the alphabet."""
    query = (
        select(labels.c.text)
        .join(rows, rows.c.label_id == labels.c.id)
        .where(rows.c.label == NOT_A_PROGRAM)
        .distinct()
    )
    with database.reading() as connection:
        return sorted(" ".join(text.split()) for text in connection.execute(query).scalars())


def _label(found: Any) -> Label:
    entry = entry_of(found)
    return Label(
        text=found["text"],
        subdimension=entry.subdimension,
        level=found["level"],
        program=found["program"],
        opd=found["opd"],
        kode=found["kode"],
        note=entry.note,
        origin=entry.origin,
        by=entry.by,
        at=entry.at,
    )
