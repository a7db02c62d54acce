"""Rows as a planner looks for them: chosen by what they say, sorted, a page at a time; and which come next.

Of one document or of several; documents that are deleted or not read have no rows, so no
condition asks for their status.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import and_, case, func, or_, select

from service.storage.database import Database
from service.storage.documents import COUNTS, IN_FORCE, NEEDS_REVIEW
from service.storage.rows import opd_of, rows_query, shown
from service.storage.schema import documents, rows

RowState = Literal["", "review", "sure", "answered", "dropped"]
NO_OPD = "-"
# In force: what a person said is certain.
_CONFIDENCE = case((rows.c.label != "", 1.0), else_=rows.c.confidence)
_ORDERS = {
    "page": (),
    "text": (rows.c.words,),
    "opd": (rows.c.opd,),
    "level": (case((rows.c.level == "program", 0), (rows.c.level == "kegiatan", 1), else_=2),),
    "subdimension": (IN_FORCE,),
    "confidence": (_CONFIDENCE,),
    "budget": (rows.c.amount,),
}
SORTS = (*_ORDERS, *(f"-{name}" for name in _ORDERS))
# More ids than this in one statement is more than SQLite or PostgreSQL take.
_MAX_IDS = 20_000


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows are meant; what is empty asks for nothing.

    `documents` are ids (none: of all documents), `subdimension` an id or a dimension, `opd` a
    folded name or `NO_OPD`, `text` words that all have to stand in name or code, `ids` the rows
    themselves. Rows that a person called no program come with state `dropped`, or by their ids, alone.
    """

    documents: tuple[str, ...] = ()
    subdimension: str = ""
    level: str = ""
    opd: str = ""
    state: RowState = ""
    text: str = ""
    ids: tuple[str, ...] | None = None

    @property
    def is_all(self) -> bool:
        """Whether it leaves no row of its documents out."""
        return self == Choice(documents=self.documents, ids=self.ids)


@dataclass(frozen=True, slots=True)
class Opd:
    """An OPD as rows name it: its folded name, how it is written first, and on how many rows."""

    id: str
    name: str
    n: int


def some(
    database: Database, choice: Choice, *, sort: str = "page", limit: int, offset: int = 0
) -> list[dict[str, Any]]:
    """Rows that meet a choice, in the order of `SORTS`."""
    direction = sort.removeprefix("-")
    order = [column.desc() if sort.startswith("-") else column for column in _ORDERS[direction]]
    place: list[Any] = [documents.c.seq, rows.c.n]
    if sort == "-page":
        place = [column.desc() for column in place]
    query = (
        rows_query(rows.c.document_id, rows.c.alike)
        .join(documents, documents.c.id == rows.c.document_id)
        .where(*conditions(choice))
        .order_by(*order, *place)
        .limit(limit)
        .offset(offset)
    )
    with database.reading() as connection:
        return [_shown(found) for found in connection.execute(query).mappings()]


def number(database: Database, choice: Choice) -> int:
    """How many rows meet a choice."""
    query = select(func.count()).select_from(rows).where(*conditions(choice))
    with database.reading() as connection:
        return int(connection.execute(query).scalar_one())


def one(database: Database, row_id: str) -> dict[str, Any] | None:
    """The row of this id, with its document's."""
    found = some(database, Choice(ids=(row_id,)), limit=1)
    return found[0] if found else None


def on_page(database: Database, document_id: str, page: int) -> list[dict[str, Any]]:
    """All rows of a page, in reading order."""
    query = rows_query(rows.c.document_id, rows.c.alike).where(
        rows.c.document_id == document_id, rows.c.page == page
    )
    with database.reading() as connection:
        return [_shown(found) for found in connection.execute(query.order_by(rows.c.n)).mappings()]


def ids(database: Database, choice: Choice, *, limit: int) -> list[str]:
    """The ids of rows that meet a choice."""
    query = select(rows.c.id).where(*conditions(choice)).order_by(rows.c.document_id, rows.c.n).limit(limit)
    with database.reading() as connection:
        return list(connection.execute(query).scalars())


def alike(database: Database, row: dict[str, Any]) -> list[str]:
    """The other rows of the same document that say the same: one program, printed more than once.

    Those that a person has answered otherwise are not among them.
    """
    held = row["label"]["subdimension"] if row["label"] else ""
    query = (
        select(rows.c.id)
        .where(
            rows.c.document_id == row["document_id"],
            rows.c.alike == row["alike"],
            rows.c.id != row["id"],
            rows.c.label.in_(("", held)),
        )
        .order_by(rows.c.n)
    )
    with database.reading() as connection:
        return list(connection.execute(query).scalars())


def opds(database: Database, document_ids: Sequence[str]) -> list[Opd]:
    """The OPDs that rows of these documents (none: of all) name, by name."""
    first = (
        select(rows.c.opd, func.count().label("n"), func.min(rows.c.id).label("id"))
        .where(*conditions(Choice(documents=tuple(document_ids))))
        .group_by(rows.c.opd)
        .subquery()
    )
    query = select(first.c.opd, first.c.n, rows.c.row).join(rows, rows.c.id == first.c.id)
    with database.reading() as connection:
        found = connection.execute(query).all()
    named = [Opd(opd or NO_OPD, opd_of(row), n) for opd, n, row in found]
    return sorted(named, key=lambda opd: (opd.id == NO_OPD, opd.name.casefold()))


def counts(database: Database, choice: Choice) -> dict[str, int]:
    """How many rows each subdimension has, of those that a choice would leave without its own."""
    each = select(IN_FORCE.label("s")).where(*conditions(replace(choice, subdimension=""))).subquery()
    query = select(each.c.s, func.count()).group_by(each.c.s)
    with database.reading() as connection:
        return {str(subdimension): int(n) for subdimension, n in connection.execute(query)}


def least_certain(
    database: Database, document_ids: Sequence[str] = (), *, after: dict[str, Any] | None = None
) -> dict[str, Any] | None:
    """The row that wants a look most, or the next one after a row; None when no more do."""
    query = rows_query(rows.c.document_id, rows.c.alike).where(
        *conditions(Choice(documents=tuple(document_ids), state="review"))
    )
    if after is not None:
        at = after["predicted"]["confidence"]
        query = query.where(
            or_(rows.c.confidence > at, and_(rows.c.confidence == at, rows.c.id > after["id"]))
        )
    with database.reading() as connection:
        found = connection.execute(query.order_by(rows.c.confidence, rows.c.id).limit(1)).mappings().first()
    return None if found is None else _shown(found)


def conditions(choice: Choice) -> list[Any]:
    """A choice as conditions on the table `rows`."""
    found: list[Any] = []
    if choice.documents:
        found.append(rows.c.document_id.in_(choice.documents))
    if "." in choice.subdimension:
        found.append(choice.subdimension == IN_FORCE)
    elif choice.subdimension:
        found.append(IN_FORCE.startswith(f"{choice.subdimension}.", autoescape=True))
    if choice.level:
        found.append(rows.c.level == choice.level)
    if choice.opd:
        found.append(rows.c.opd == ("" if choice.opd == NO_OPD else choice.opd))
    if choice.state == "dropped":
        found.append(~COUNTS)
    elif choice.ids is None:
        found.append(COUNTS)
    if choice.state == "answered":
        found.append(rows.c.label != "")
    elif choice.state == "sure":
        found.append(~rows.c.review & (rows.c.label == ""))
    elif choice.state == "review":
        found.append(NEEDS_REVIEW)
    found += [rows.c.words.contains(word, autoescape=True) for word in choice.text.casefold().split()[:20]]
    if choice.ids is not None:
        found.append(rows.c.id.in_(choice.ids[:_MAX_IDS]))
    return found


def _shown(found: Any) -> dict[str, Any]:
    return shown(found) | {"document_id": found["document_id"], "alike": found["alike"]}
