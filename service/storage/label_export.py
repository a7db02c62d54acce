"""What the journal's answers are worth for training: labelled data, and texts that name no program."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import RowMapping, select

from classifier.records import Label
from service.storage.database import Database
from service.storage.label_journal import entry_of
from service.storage.rows import NOT_A_PROGRAM
from service.storage.schema import labels

_AT_ONCE = 1000


def exported(database: Database) -> Iterator[Label]:
    """Every row's label in force as labelled data, in the order in which they were given."""
    return (_label(entry) for entry in _in_force(database) if entry["subdimension"] != NOT_A_PROGRAM)


def no_programs(database: Database) -> list[str]:
    """The texts of rows that people called no program, each once, by the alphabet."""
    entries = _in_force(database)
    return sorted(
        {" ".join(entry["text"].split()) for entry in entries if entry["subdimension"] == NOT_A_PROGRAM}
    )


def _in_force(database: Database) -> Iterator[RowMapping]:
    """The entry in force of every row, also of those that are gone, in the order of the journal."""
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
            entries = connection.execute(query_all).mappings().all()
        if not entries:
            return
        after = entries[-1]["id"]
        yield from (entry for entry in entries if entry["id"] in wanted)


def _label(row: RowMapping) -> Label:
    entry = entry_of(row)
    return Label(
        text=row["text"],
        subdimension=entry.subdimension,
        level=row["level"],
        program=row["program"],
        opd=row["opd"],
        kode=row["kode"],
        note=entry.note,
        origin=entry.origin,
        by=entry.by,
        at=entry.at,
    )
