"""What people decided of documents and their tables: a journal, to which entries are only added.

A decision belongs to the bytes of a document, as labels do: it holds again after the document was deleted
and uploaded again. What holds of it is stored in `documents.decided`, written in the same transaction.

A better reader may number tables otherwise. A decision follows its table by caption, role and
pages, never far; one whose table is gone rests, and holds again when a later reading has the table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select, update

from classifier.fields.names import fold
from classifier.labels import timestamp
from classifier.records import DocumentFacts, Fact, TableFacts
from service.storage import rows, stored_facts
from service.storage.database import Database
from service.storage.documents import changed
from service.storage.schema import decisions, documents
from service.storage.stored_facts import Decided, FactValue

_TABLE = "table"
# A table that has moved by more pages is rather another one with the same caption.
_MAX_MOVED = 3


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry of the journal: of a fact (`subject`), or of a table, as it was then, whether it counts.

    `value` None gives back what was read.
    """

    subject: str
    value: FactValue | bool | None
    table: TableFacts | None
    by: str
    at: str


def set_facts(
    database: Database, document_id: str, values: Mapping[Fact, FactValue | None], *, by: str
) -> bool:
    """Decide facts of a document (None: as read); False when there is no such document.

    Its rows that name no OPD take the document's at once, and its tables the roles that follow.
    """
    with database.writing() as connection:
        document = _held(connection, document_id)
        if document is None:
            return False
        before = _decided(document)
        for fact, value in values.items():
            if value != before.facts.get(fact):
                _add(connection, document["sha256"], fact, value, by=by)
        _store(connection, document, before)
    return True


def set_table(
    database: Database, document_id: str, number: int, counts: bool | None, *, by: str
) -> bool | None:
    """Decide whether a table counts (None: by the rule); False when the document has none of this number.

    None when there is no such document.
    """
    with database.writing() as connection:
        document = _held(connection, document_id)
        if document is None:
            return None
        table = next((table for table in _tables(document) if table.number == number), None)
        if table is None:
            return False
        before = _decided(document)
        if counts != before.tables.get(number):
            _add(connection, document["sha256"], _TABLE, counts, by=by, table=table)
            _store(connection, document, before)
    return True


def history(database: Database, sha256: str) -> list[Decision]:
    """Everything that was decided of the document of these bytes, oldest first."""
    with database.reading() as connection:
        return of_bytes(connection, sha256)


def of_bytes(connection: Connection, sha256: str) -> list[Decision]:
    """The entries about these bytes, oldest first."""
    query = select(decisions).where(decisions.c.sha256 == sha256).order_by(decisions.c.id)
    return [_decision(entry) for entry in connection.execute(query).mappings()]


def in_force(entries: Iterable[Decision], tables: Sequence[TableFacts]) -> Decided:
    """What holds after all entries, oldest first, of a document that has these tables."""
    facts: dict[Any, FactValue] = {}
    counts: dict[int, bool] = {}
    entries = tuple(entries)
    numbers = _numbers_now(entries, tables)
    for i, entry in enumerate(entries):
        if entry.table is not None:
            number = numbers.get(i)
            if isinstance(entry.value, bool):
                counts |= {} if number is None else {number: entry.value}
            elif number is not None:
                counts.pop(number, None)
        elif entry.value is None or isinstance(entry.value, bool):
            facts.pop(entry.subject, None)
        else:
            facts[entry.subject] = entry.value
    return Decided(facts, counts)


def _numbers_now(entries: Sequence[Decision], tables: Sequence[TableFacts]) -> dict[int, int]:
    """By place of an entry the number of its table now; of several tables the likest to it has one."""
    claims: dict[int, list[tuple[int, TableFacts]]] = {}
    for i, entry in enumerate(entries):
        if entry.table is not None and (number := _number_now(entry.table, tables)) is not None:
            claims.setdefault(number, []).append((i, entry.table))
    by_number = {table.number: table for table in tables}
    numbers: dict[int, int] = {}
    for number, of_number in claims.items():
        now = by_number[number]
        likest = max((table for _, table in reversed(of_number)), key=lambda table: _likeness(table, now))
        numbers |= {i: number for i, table in of_number if _are_one(table, likest)}
    return numbers


def _are_one(table: TableFacts, other: TableFacts) -> bool:
    """Whether two entries are of one table, by their pages: most of the shorter one are the other's, too."""
    n_shorter = min(one.last_page - one.first_page + 1 for one in (table, other))
    return 2 * _shared_pages(table, other) > n_shorter


def _number_now(table: TableFacts, tables: Sequence[TableFacts]) -> int | None:
    """The number of the table that is likest to one of an earlier reading; None when none is it."""
    likest = max(tables, key=lambda other: _likeness(table, other), default=None)
    return likest.number if likest is not None and _is_same(table, likest) else None


def _is_same(table: TableFacts, other: TableFacts) -> bool:
    if fold(table.caption) == fold(other.caption):
        # Captions are printed again where a table goes on, and many tables have none.
        is_near = table.caption != "" and table.role == other.role and _n_between(table, other) <= _MAX_MOVED
        return _shared_pages(table, other) > 0 or is_near
    return table.role == other.role and _pages(table) == _pages(other)


def _likeness(table: TableFacts, other: TableFacts) -> tuple[bool, bool, int, bool, bool, int]:
    return (
        _is_same(table, other),
        fold(table.caption) == fold(other.caption),
        _shared_pages(table, other),
        table.role == other.role,
        table.number == other.number,
        -abs(table.first_page - other.first_page),
    )


def _shared_pages(table: TableFacts, other: TableFacts) -> int:
    first, last = max(table.first_page, other.first_page), min(table.last_page, other.last_page)
    return max(0, last - first + 1)


def _n_between(table: TableFacts, other: TableFacts) -> int:
    """How many pages further one table begins than the other ends."""
    return max(table.first_page, other.first_page) - min(table.last_page, other.last_page)


def _pages(table: TableFacts) -> tuple[int, int]:
    return table.first_page, table.last_page


def _held(connection: Connection, document_id: str) -> RowMapping | None:
    """The document, locked where the database locks rows: a reader that ends now comes before or after."""
    query = select(documents).where(documents.c.id == document_id).with_for_update()
    return connection.execute(query).mappings().first()


def _store(connection: Connection, document: RowMapping, before: Decided) -> None:
    """Write what holds now to the document; to its rows the OPD where they name none, and new roles."""
    read = stored_facts.facts_of(json.loads(document["facts"])) if document["facts"] else DocumentFacts()
    entries, tables = of_bytes(connection, document["sha256"]), _tables(document)
    holding = stored_facts.in_force(read, in_force(entries, tables).facts)
    new_tables = stored_facts.with_roles(tables, holding)
    decided = in_force(entries, new_tables)
    if decided == before:
        return
    values = {"decided": json.dumps(stored_facts.decided_dict(decided), ensure_ascii=False)}
    if new_tables != tables:
        values["tables"] = json.dumps(stored_facts.tables_dicts(new_tables), ensure_ascii=False)
    connection.execute(update(documents).where(documents.c.seq == document["seq"]).values(**values))
    changed(connection, document["id"])
    if decided.facts.get("opd") != before.facts.get("opd"):
        rows.take_opd(connection, document["id"], holding)
    for table, new_table in zip(tables, new_tables, strict=True):
        if new_table != table:
            rows.take_role(connection, document["id"], new_table)


def _tables(document: RowMapping) -> tuple[TableFacts, ...]:
    return stored_facts.tables_of(json.loads(document["tables"])) if document["tables"] else ()


def _decided(document: RowMapping) -> Decided:
    return stored_facts.decided_of(json.loads(document["decided"])) if document["decided"] else Decided()


def _add(
    connection: Connection,
    sha256: str,
    subject: str,
    value: FactValue | bool | None,
    *,
    by: str,
    table: TableFacts | None = None,
) -> None:
    of_table = (
        {}
        if table is None
        else {
            "number": table.number,
            "caption": table.caption,
            "role": table.role,
            "first_page": table.first_page,
            "last_page": table.last_page,
        }
    )
    connection.execute(
        insert(decisions).values(
            sha256=sha256,
            subject=subject,
            value=json.dumps(value, ensure_ascii=False),
            by=by,
            at=timestamp(),
            **of_table,
        )
    )


def _decision(entry: RowMapping) -> Decision:
    value = json.loads(entry["value"])
    table = None
    if entry["subject"] == _TABLE:
        table = TableFacts(
            entry["number"], entry["first_page"], entry["last_page"], entry["caption"], entry["role"]
        )
    elif value is not None:
        value = stored_facts.fact_value(value)
    return Decision(entry["subject"], value, table, entry["by"], entry["at"])
