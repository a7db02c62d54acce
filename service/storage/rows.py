"""The rows of documents: which are meant, in what order, and what holds of each now.

`RowFilter` says which rows are meant, and `_conditions` alone makes SQL of it. A `StoredRow` holds
the row that was read, the model's prediction and the label of a person in force. Its
`subdimension`, `review` and `confidence` are what holds now: the person's answer where there is
one, so that a table, a map or a filter never shows an answer that was corrected.

No filter asks for a document's status: documents that are deleted or not read have no rows.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from pydantic_core import from_json
from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from classifier.fields.names import fold
from classifier.formats import results
from classifier.formats.queries import row_query
from classifier.formats.results import Placed
from classifier.inference.model import Model
from classifier.records import DocumentFacts, Prediction, Row, TableFacts, TaggedRow
from service.storage.database import Database
from service.storage.documents import Document, changed
from service.storage.schema import documents, labels, rows
from service.storage.stored_facts import with_document_opd, with_table_role

# A person's answer that a row is no program, kegiatan or sub kegiatan: such a row counts nowhere.
NOT_A_PROGRAM = "-"
NO_OPD = "-"
RowState = Literal[
    "", "review", "settled", "sure", "doubtful", "answered", "dropped", "without_parent", "without_money"
]

_COUNTS = rows.c.label != NOT_A_PROGRAM
# The answer in force: a person's label where there is one, else the model's.
_IN_FORCE = case((rows.c.label != "", rows.c.label), else_=rows.c.subdimension)
# A row that a person has answered needs no second look.
_NEEDS_REVIEW = rows.c.review & (rows.c.label == "")
# In force: what a person said is certain.
_CONFIDENCE = case((rows.c.label != "", 1.0), else_=rows.c.confidence)
# As `results.json_line` writes a row; within its texts quotation marks stand behind a backslash.
_WITHOUT_PARENT = (rows.c.level != "program") & rows.c.row.contains('"program": ""', autoescape=True)
_WITHOUT_MONEY = rows.c.row.contains('"pagu": {}', autoescape=True)
_STATES: Mapping[RowState, ColumnElement[bool]] = {
    "review": _NEEDS_REVIEW,
    "settled": ~_NEEDS_REVIEW,
    "sure": ~rows.c.review & (rows.c.label == ""),
    "doubtful": rows.c.doubtful,
    "answered": rows.c.label != "",
    "dropped": ~_COUNTS,
    "without_parent": _WITHOUT_PARENT,
    "without_money": _WITHOUT_MONEY,
}
_ORDERS: Mapping[str, tuple[ColumnElement[Any], ...]] = {
    "page": (),
    "text": (rows.c.words,),
    "opd": (rows.c.opd,),
    "level": (case((rows.c.level == "program", 0), (rows.c.level == "kegiatan", 1), else_=2),),
    "subdimension": (_IN_FORCE,),
    "confidence": (_CONFIDENCE,),
    "budget": (rows.c.amount,),
}
SORTS = (*_ORDERS, *(f"-{name}" for name in _ORDERS))
# More ids than this in one statement is more than SQLite or PostgreSQL take.
_MAX_IDS = 20_000
_MAX_WORDS = 20
# Equal rows of other documents that one answer may be for.
_MAX_ALIKE = 1000
# What the column `amount` holds.
_MAX_AMOUNT = 2**63 - 1
_READ_AT_ONCE = 1000
# PostgreSQL takes 65,535 values in one statement.
_WRITTEN_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RowFilter:
    """Which rows are meant; what is empty asks for nothing.

    `documents` are ids (none: of all documents), `subdimension` an id or a dimension, `opd` a
    folded name or `NO_OPD`, `text` words that all have to stand in name or code, `ids` the rows
    themselves. Rows that a person called no program come with state `dropped`, `with_dropped` or
    by their ids alone. State `settled` are all that need no review, `sure` those of them that no
    person has answered, `doubtful` all that the reader doubts, also after an answer; `without_parent` are
    kegiatan and sub kegiatan of no program, `without_money` rows without any budget.
    """

    documents: tuple[str, ...] = ()
    subdimension: str = ""
    level: str = ""
    opd: str = ""
    state: RowState = ""
    text: str = ""
    page: int = 0
    ids: tuple[str, ...] | None = None
    with_dropped: bool = False

    @property
    def is_all(self) -> bool:
        """Whether it leaves no row of its documents out."""
        return self == RowFilter(documents=self.documents, ids=self.ids)


@dataclass(frozen=True, slots=True)
class RowLabel:
    """What a person said of a row; `id` is that of the journal's entry."""

    id: int
    subdimension: str
    note: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row of a document, the `n`-th from 0, with the model's prediction and a person's label in force.

    `alike` is one for rows that say the same thing: level, name, program and OPD. `edit_id` is the last edit
    in force of a person who changed what it says, 0 where it is as it was read.
    """

    id: str
    document_id: str
    n: int
    row: Row
    prediction: Prediction
    label: RowLabel | None
    alike: str
    edit_id: int = 0

    @property
    def is_dropped(self) -> bool:
        """Whether a person called it no program."""
        return self.label is not None and self.label.subdimension == NOT_A_PROGRAM

    @property
    def subdimension(self) -> str:
        """The subdimension in force; of a dropped row what the model said."""
        if self.label is None or self.is_dropped:
            return self.prediction.subdimension
        return self.label.subdimension

    @property
    def confidence(self) -> float:
        """The confidence in force: a person's answer is certain."""
        return self.prediction.confidence if self.label is None or self.is_dropped else 1.0

    @property
    def review(self) -> bool:
        """Whether a person should look at it, which nobody has to after an answer.

        The model doubts its label, or the reader doubts the row.
        """
        return self.label is None and (self.prediction.review or bool(self.row.doubts))


class PrintedRow(NamedTuple):
    """A row as it is stored, with its subdimension in force, and whether people answered or edited it."""

    id: str
    json: str
    table_number: int
    subdimension: str
    is_answered: int


@dataclass(frozen=True, slots=True)
class Opd:
    """An OPD as rows name it: its folded name, how it is written first, and on how many rows."""

    id: str
    name: str
    n: int


@dataclass(slots=True)
class RowCounts:
    """How many rows a document has, by level and by subdimension in force; and which models answered.

    `review` of them need review, `n_doubtful` are doubted by the reader, also after an answer,
    `labelled` were answered by people; `dropped` were called no program and are not among `rows`.
    """

    rows: int = 0
    levels: dict[str, int] = field(default_factory=dict)
    review: int = 0
    n_doubtful: int = 0
    labelled: int = 0
    dropped: int = 0
    subdimensions: dict[str, int] = field(default_factory=dict)
    models: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Lacking:
    """How many rows of a document lack what most have."""

    n_without_parent: int
    n_without_money: int


# ---- read


def of_document(
    database: Database,
    document_id: str,
    row_filter: RowFilter | None = None,
    *,
    limit: int = 0,
    offset: int = 0,
) -> Iterator[StoredRow]:
    """Rows of a document in reading order, those that a filter leaves; `limit` 0 means all."""
    mine = replace(row_filter or RowFilter(), documents=(document_id,))
    query = _query(mine).order_by(rows.c.n)
    left = limit or 1 << 60
    part = query.offset(offset)
    while left > 0:
        # A short read at a time: a slow reader of an export holds no connection.
        with database.reading() as connection:
            read = connection.execute(part.limit(min(left, _READ_AT_ONCE))).mappings().all()
        yield from map(_stored, read)
        if len(read) < min(left, _READ_AT_ONCE):
            return
        # By place, not by number: a label given meanwhile may take an earlier row out of the filter.
        part, left = query.where(rows.c.n > read[-1]["n"]), left - len(read)


def printed(database: Database, document_id: str) -> list[PrintedRow]:
    """The rows of a document that count, in reading order, as their JSON; predictions are not read."""
    answered = case((or_(rows.c.label_id > 0, rows.c.edit_id > 0), 1), else_=0)
    query = select(rows.c.id, rows.c.row, rows.c.table_number, _IN_FORCE.label("subdimension"), answered)
    mine = query.where(*_conditions(RowFilter((document_id,)))).order_by(rows.c.n)
    with database.reading() as connection:
        return [PrintedRow(*row) for row in connection.execute(mine).all()]


def placed(database: Database, document: Document) -> list[Placed]:
    """The map's view of the rows of a document, in reading order.

    Whether a table counts is as people decided when `document` was read from the database.
    """
    return placed_of(printed(database, document.id), document.decided.tables)


def placed_of(of: Iterable[PrintedRow], counts: Mapping[int, bool]) -> list[Placed]:
    """The map's view of rows; `counts` is what people decided of tables, by number."""
    return [
        replace(
            results.placed_row(results.row_of(from_json(row.json))),
            id=row.id,
            subdimension=row.subdimension,
            is_labelled=bool(row.is_answered),
            table=str(row.table_number or ""),
            counts=counts.get(row.table_number),
        )
        for row in of
    ]


def listed(
    database: Database, row_filter: RowFilter, *, sort: str = "page", limit: int, offset: int = 0
) -> list[StoredRow]:
    """Rows that meet a filter, in an order of `SORTS`, documents in the order they came in."""
    order: list[ColumnElement[Any]] = [*_ORDERS[sort.removeprefix("-")]]
    if sort.startswith("-"):
        order = [column.desc() for column in order]
    place: list[ColumnElement[Any]] = [documents.c.seq, rows.c.n]
    if sort == "-page":
        place = [column.desc() for column in place]
    query = (
        _query(row_filter)
        .join(documents, documents.c.id == rows.c.document_id)
        .order_by(*order, *place)
        .limit(limit)
        .offset(offset)
    )
    with database.reading() as connection:
        return [_stored(row) for row in connection.execute(query).mappings()]


def get(database: Database, row_id: str) -> StoredRow | None:
    """The row of this id."""
    with database.reading() as connection:
        row = connection.execute(_query(RowFilter(ids=(row_id,)))).mappings().first()
    return None if row is None else _stored(row)


def within(
    connection: Connection, row_filter: RowFilter, *, after: int = -1, limit: int = 0
) -> list[StoredRow]:
    """Rows that meet a filter, within a transaction, in reading order: those behind the place `after`."""
    query = _query(row_filter).where(rows.c.n > after).order_by(rows.c.document_id, rows.c.n)
    if limit:
        query = query.limit(limit)
    return [_stored(row) for row in connection.execute(query).mappings()]


def behind(database: Database, row: StoredRow) -> StoredRow | None:
    """The next row of its document, in reading order; None behind the last."""
    query = _query(RowFilter((row.document_id,), with_dropped=True)).where(rows.c.n > row.n)
    with database.reading() as connection:
        next_row = connection.execute(query.order_by(rows.c.n).limit(1)).mappings().first()
    return None if next_row is None else _stored(next_row)


def place(database: Database, row_id: str) -> int:
    """How many rows of its document are listed before a row; 0 when there is no such row."""
    row = select(rows.c.document_id, rows.c.n).where(rows.c.id == row_id).subquery()
    query = select(func.count()).where(rows.c.document_id == row.c.document_id, rows.c.n < row.c.n, _COUNTS)
    with database.reading() as connection:
        return int(connection.execute(query).scalar_one())


def program_names(database: Database, document_id: str) -> list[str]:
    """The names of a document's programs in reading order, each once."""
    programs = RowFilter((document_id,), level="program")
    query = select(rows.c.row).where(*_conditions(programs)).order_by(rows.c.n)
    with database.reading() as connection:
        return list(dict.fromkeys(from_json(row)["text"] for row in connection.execute(query).scalars()))


def ids(database: Database, row_filter: RowFilter, *, limit: int) -> list[str]:
    """The ids of rows that meet a filter."""
    query = select(rows.c.id).where(*_conditions(row_filter)).order_by(rows.c.document_id, rows.c.n)
    with database.reading() as connection:
        return list(connection.execute(query.limit(limit)).scalars())


def alike(database: Database, row: StoredRow) -> list[str]:
    """The ids of the other rows of a document that say the same: one program, printed more than once.

    Those that a person has answered otherwise are not among them.
    """
    label = row.label.subdimension if row.label else ""
    query = (
        select(rows.c.id)
        .where(
            rows.c.document_id == row.document_id,
            rows.c.alike == row.alike,
            rows.c.id != row.id,
            rows.c.label.in_(("", label)),
        )
        .order_by(rows.c.n)
    )
    with database.reading() as connection:
        return list(connection.execute(query).scalars())


def alike_elsewhere(
    database: Database, row: StoredRow, among: Collection[str] | None = None
) -> dict[str, list[str]]:
    """The ids of rows of other documents (`among` these) that say the same, by document, bounded.

    None of them was answered otherwise.
    """
    label = row.label.subdimension if row.label else ""
    query = (
        select(rows.c.document_id, rows.c.id)
        .where(
            rows.c.alike == row.alike,
            rows.c.document_id != row.document_id,
            rows.c.label.in_(("", label)),
            true() if among is None else rows.c.document_id.in_(among),
        )
        .order_by(rows.c.document_id, rows.c.n)
        .limit(_MAX_ALIKE)
    )
    found: dict[str, list[str]] = {}
    with database.reading() as connection:
        for document_id, row_id in connection.execute(query):
            found.setdefault(document_id, []).append(row_id)
    return found


def least_certain(
    database: Database, document_ids: Sequence[str] = (), *, after: StoredRow | None = None
) -> StoredRow | None:
    """The row that needs review most, or the next one after a row; None when no more do."""
    query = _query(RowFilter(documents=tuple(document_ids), state="review"))
    if after is not None:
        confidence = after.prediction.confidence
        query = query.where(
            or_(
                rows.c.confidence > confidence,
                and_(rows.c.confidence == confidence, rows.c.id > after.id),
            )
        )
    with database.reading() as connection:
        row = connection.execute(query.order_by(rows.c.confidence, rows.c.id).limit(1)).mappings().first()
    return None if row is None else _stored(row)


# ---- counted


def count(database: Database, row_filter: RowFilter) -> int:
    """How many rows meet a filter."""
    query = select(func.count()).select_from(rows).where(*_conditions(row_filter))
    with database.reading() as connection:
        return int(connection.execute(query).scalar_one())


def count_by_subdimension(database: Database, row_filter: RowFilter) -> dict[str, int]:
    """How many rows each subdimension has, of those that a filter would leave without its own."""
    each = select(_IN_FORCE.label("s")).where(*_conditions(replace(row_filter, subdimension=""))).subquery()
    query = select(each.c.s, func.count()).group_by(each.c.s)
    with database.reading() as connection:
        return {str(subdimension): int(n) for subdimension, n in connection.execute(query)}


def count_to_review(database: Database, document_ids: Iterable[str]) -> dict[str, int]:
    """How many rows of each document need review; documents without any are left out."""
    query = (
        select(rows.c.document_id, func.count())
        .where(rows.c.document_id.in_(tuple(document_ids)), _NEEDS_REVIEW)
        .group_by(rows.c.document_id)
    )
    with database.reading() as connection:
        return {str(document_id): int(n) for document_id, n in connection.execute(query)}


def opds(database: Database, document_ids: Sequence[str]) -> list[Opd]:
    """The OPDs that rows of these documents (none: of all) name, by name."""
    first = (
        select(rows.c.opd, func.count().label("n"), func.min(rows.c.id).label("id"))
        .where(*_conditions(RowFilter(documents=tuple(document_ids))))
        .group_by(rows.c.opd)
        .subquery()
    )
    query = select(first.c.opd, first.c.n, rows.c.row).join(rows, rows.c.id == first.c.id)
    with database.reading() as connection:
        named = [
            Opd(opd or NO_OPD, " ".join(json.loads(row)["opd"].split()), n)
            for opd, n, row in connection.execute(query)
        ]
    return sorted(named, key=lambda opd: (opd.id == NO_OPD, opd.name.casefold()))


def opds_by_document(database: Database) -> dict[str, set[str]]:
    """The OPDs that the rows of each document name, by its id, as they are written first."""
    each = (
        select(rows.c.document_id, rows.c.opd, func.min(rows.c.id).label("id"))
        .where(_COUNTS, rows.c.opd != "")
        .group_by(rows.c.document_id, rows.c.opd)
        .subquery()
    )
    query = select(each.c.document_id, rows.c.row).join(rows, rows.c.id == each.c.id)
    named: dict[str, set[str]] = {}
    with database.reading() as connection:
        for document_id, row in connection.execute(query):
            named.setdefault(document_id, set()).add(from_json(row)["opd"])
    return named


def counts(database: Database, among: Iterable[Document]) -> dict[str, RowCounts]:
    """The counts of each document's rows, by its id; of those that are done alone."""
    by_document = {document.id: RowCounts() for document in among if document.status == "done"}
    if by_document:
        with database.reading() as connection:
            _count(connection, by_document)
    return by_document


def lacking(database: Database, document_id: str) -> Lacking:
    """How many rows of a document have no program above them, and how many no budget."""
    query = select(
        func.coalesce(func.sum(case((_WITHOUT_PARENT, 1), else_=0)), 0),
        func.coalesce(func.sum(case((_WITHOUT_MONEY, 1), else_=0)), 0),
    ).where(*_conditions(RowFilter((document_id,))))
    with database.reading() as connection:
        n_without_parent, n_without_money = connection.execute(query).one()
    return Lacking(int(n_without_parent), int(n_without_money))


def _count(connection: Connection, by_document: dict[str, RowCounts]) -> None:
    # The expressions are grouped by as columns of a subquery: PostgreSQL holds two
    # equal expressions with parameters for different ones.
    each = (
        select(
            rows.c.document_id,
            rows.c.level,
            _IN_FORCE.label("subdimension"),
            rows.c.model,
            case((_NEEDS_REVIEW, 1), else_=0).label("review"),
            case((rows.c.doubtful, 1), else_=0).label("doubtful"),
            case((rows.c.label != "", 1), else_=0).label("labelled"),
        )
        .where(rows.c.document_id.in_(by_document), _COUNTS)
        .subquery()
    )
    dropped = (
        select(rows.c.document_id, func.count())
        .where(rows.c.document_id.in_(by_document), ~_COUNTS)
        .group_by(rows.c.document_id)
    )
    for document_id, n in connection.execute(dropped):
        by_document[document_id].dropped = n
    keys = (each.c.document_id, each.c.level, each.c.subdimension, each.c.model)
    sums = (func.sum(each.c.review), func.sum(each.c.doubtful), func.sum(each.c.labelled))
    query = select(*keys, func.count(), *sums).group_by(*keys).order_by(*keys)
    for document_id, level, subdimension, model, n, review, doubtful, labelled in connection.execute(query):
        of = by_document[document_id]
        of.rows += n
        of.levels[level] = of.levels.get(level, 0) + n
        of.subdimensions[subdimension] = of.subdimensions.get(subdimension, 0) + n
        of.review += review
        of.n_doubtful += doubtful
        of.labelled += labelled
        if model not in of.models:
            of.models.append(model)


# ---- written


def new_rows(document_id: str, read: Sequence[Row], predictions: Sequence[Prediction]) -> list[StoredRow]:
    """The rows of a document as they are stored first; `read` in reading order, a prediction each.

    A row's id is a digest of its document's bytes and of what it is there, so that a document
    that is deleted and uploaded again has rows of the same ids.
    """
    seen = Counter[str]()
    stored = []
    for n, (row, prediction) in enumerate(zip(read, predictions, strict=True)):
        what = f"{row.sha256} {row.page} {list(row.bbox)} {row.level} {row.kode} {row.text}"
        seen[what] += 1
        row_id = hashlib.sha256(f"{what} {seen[what]}".encode()).hexdigest()[:20]
        stored.append(stored_row(row_id, document_id, n, row, prediction))
    return stored


def stored_row(row_id: str, document_id: str, n: int, row: Row, prediction: Prediction) -> StoredRow:
    """A row that nobody has answered, as the `n`-th of its document."""
    return StoredRow(row_id, document_id, n, row, prediction, None, _alike(row))


def replace_all(connection: Connection, document_id: str, stored: Sequence[StoredRow]) -> None:
    """Write the rows of a document in the place of those that it has, within a transaction."""
    connection.execute(delete(rows).where(rows.c.document_id == document_id))
    for start in range(0, len(stored), _WRITTEN_AT_ONCE):
        part = stored[start : start + _WRITTEN_AT_ONCE]
        connection.execute(insert(rows).values([_columns(row) for row in part]))


def rewrite(connection: Connection, stored: StoredRow) -> None:
    """Write what a row says now, and what the model says of it, within a transaction; its label stays."""
    values = _columns(stored)
    for name in ("document_id", "n", "id", "label", "label_id"):
        del values[name]
    connection.execute(update(rows).where(rows.c.id == stored.id).values(**values))


def insert_at(connection: Connection, stored: StoredRow) -> None:
    """Write one more row as the `n`-th of its document, within a transaction; those behind move on."""
    behind = update(rows).where(rows.c.document_id == stored.document_id, rows.c.n >= stored.n)
    # Places are unique at every moment: over the negative ones no two meet.
    connection.execute(behind.values(n=-rows.c.n - 1))
    moved = update(rows).where(rows.c.document_id == stored.document_id, rows.c.n < 0)
    connection.execute(moved.values(n=-rows.c.n))
    connection.execute(insert(rows).values(**_columns(stored)))


def insert_all(
    connection: Connection, document_id: str, order: Sequence[str], new: Sequence[StoredRow]
) -> None:
    """Write many more rows of a document, within a transaction; `order` are the ids of all as they stand."""
    places = {row_id: n for n, row_id in enumerate(order)}
    # Places are unique at every moment: over the negative ones no two meet.
    of_document = update(rows).where(rows.c.document_id == document_id)
    fresh = {stored.id for stored in new}
    moved = [{"of_row": row_id, "place": -n - 1} for row_id, n in places.items() if row_id not in fresh]
    if moved:
        connection.execute(
            update(rows).where(rows.c.id == bindparam("of_row")).values(n=bindparam("place")), moved
        )
    connection.execute(of_document.values(n=-rows.c.n - 1))
    for start in range(0, len(new), _WRITTEN_AT_ONCE):
        part = [replace(stored, n=places[stored.id]) for stored in new[start : start + _WRITTEN_AT_ONCE]]
        connection.execute(insert(rows).values([_columns(stored) for stored in part]))


def drop(connection: Connection, row_ids: Sequence[str]) -> None:
    """Delete rows, within a transaction; their labels stay in the journal."""
    connection.execute(delete(rows).where(rows.c.id.in_(row_ids)))


def repredict(database: Database, document_id: str, model: Model) -> int | None:
    """Ask a model about all rows of a document again; labels of people stay. How many rows.

    None when the document is not done, or was deleted meanwhile.
    """
    from classifier.inference import predict

    with database.reading() as connection:
        query = select(rows.c.id, rows.c.row).where(rows.c.document_id == document_id).order_by(rows.c.n)
        read = [(row_id, results.row_of(json.loads(row))) for row_id, row in connection.execute(query)]
    predictions = predict.predictions(model, [row_query(row) for _, row in read])
    with database.writing() as connection:
        status = select(documents.c.status).where(documents.c.id == document_id).with_for_update()
        if connection.execute(status).scalar() != "done":
            return None
        for (row_id, row), prediction in zip(read, predictions, strict=True):
            of_row = update(rows).where(rows.c.id == row_id)
            connection.execute(of_row.values(**_prediction_columns(row, prediction)))
        changed(connection, document_id)
    return len(read)


def take_opd(connection: Connection, document_id: str, facts: DocumentFacts) -> None:
    """Give the rows of a document that name no OPD that of its facts, within a transaction.

    Predictions stay as they are, though the OPD spoke in them, until a model is asked again.
    """
    _change(
        connection,
        (rows.c.document_id == document_id) & rows.c.is_opd_of_document,
        lambda row: with_document_opd(replace(row, is_opd_of_document=True), facts),
    )


def take_role(connection: Connection, document_id: str, table: TableFacts) -> None:
    """Give the rows of a table of a document its role, within a transaction."""
    _change(
        connection,
        (rows.c.document_id == document_id) & (rows.c.table_number == table.number),
        lambda row: with_table_role(row, table),
    )


def _change(connection: Connection, which: ColumnElement[bool], changed_row: Callable[[Row], Row]) -> None:
    """Write rows anew as the function gives them, with the review that follows."""
    query = select(rows.c.id, rows.c.row, rows.c.prediction).where(which)
    values = []
    for row_id, row_json, prediction in connection.execute(query).all():
        row = changed_row(results.row_of(from_json(row_json)))
        tagged = TaggedRow(row, results.prediction_of(from_json(prediction)))
        values.append({"of_row": row_id, **_row_columns(row), "review": tagged.review})
    if values:
        connection.execute(update(rows).where(rows.c.id == bindparam("of_row")), values)


def search_columns(row: Row) -> dict[str, str | int]:
    """The columns that rows are looked for and sorted by."""
    return {
        "opd": fold(row.opd),
        "words": f"{row.text} {row.kode}".casefold(),
        "amount": min(sum(amount for _, amount in row.pagu), _MAX_AMOUNT),
        "alike": _alike(row),
    }


def _alike(row: Row) -> str:
    parts = (row.level, fold(row.text), fold(row.program), fold(row.opd))
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def _columns(stored: StoredRow) -> dict[str, str | int | float | bool]:
    """A row without a label as values of the table `rows`."""
    return {
        "document_id": stored.document_id,
        "n": stored.n,
        "id": stored.id,
        "page": stored.row.page,
        "level": stored.row.level,
        "label": "",
        "label_id": 0,
        "table_number": stored.row.table_number,
        "is_opd_of_document": stored.row.is_opd_of_document,
        "edit_id": stored.edit_id,
        **_row_columns(stored.row),
        **_prediction_columns(stored.row, stored.prediction),
    }


def _row_columns(row: Row) -> dict[str, str | int | bool]:
    """The columns that change with what a row says."""
    return {
        "row": results.json_line(results.row_dict(row)),
        **search_columns(row),
        "doubtful": bool(row.doubts),
    }


def _prediction_columns(row: Row, prediction: Prediction) -> dict[str, str | float | bool]:
    return {
        "subdimension": prediction.subdimension,
        "review": TaggedRow(row, prediction).review,
        "confidence": round(prediction.confidence, 4),
        "model": prediction.model,
        "prediction": results.json_line(results.prediction_dict(prediction)),
    }


# ---- from and to SQL


def _query(row_filter: RowFilter) -> Select[Any]:
    """The rows that meet a filter, as `_stored` takes them."""
    # `id` of the journal is 0 on rows without a label, and no entry has that id.
    return (
        select(
            rows.c.id,
            rows.c.document_id,
            rows.c.n,
            rows.c.row,
            rows.c.prediction,
            rows.c.alike,
            rows.c.table_number,
            rows.c.is_opd_of_document,
            rows.c.edit_id,
            labels.c.id.label("label_id"),
            labels.c.subdimension.label("label_subdimension"),
            labels.c.note.label("label_note"),
            labels.c.by.label("label_by"),
            labels.c.at.label("label_at"),
        )
        .join_from(rows, labels, labels.c.id == rows.c.label_id, isouter=True)
        .where(*_conditions(row_filter))
    )


def _stored(row: RowMapping) -> StoredRow:
    label = None
    if row["label_id"] is not None:
        label = RowLabel(
            row["label_id"], row["label_subdimension"], row["label_note"], row["label_by"], row["label_at"]
        )
    return StoredRow(
        id=row["id"],
        document_id=row["document_id"],
        n=row["n"],
        row=replace(
            results.row_of(from_json(row["row"])),
            table_number=row["table_number"],
            is_opd_of_document=row["is_opd_of_document"],
        ),
        prediction=results.prediction_of(from_json(row["prediction"])),
        label=label,
        alike=row["alike"],
        edit_id=row["edit_id"],
    )


def _conditions(row_filter: RowFilter) -> list[ColumnElement[bool]]:
    """A filter as conditions on the table `rows`."""
    conditions: list[ColumnElement[bool]] = []
    if row_filter.documents:
        conditions.append(rows.c.document_id.in_(row_filter.documents))
    if "." in row_filter.subdimension:
        conditions.append(_IN_FORCE == row_filter.subdimension)  # noqa: SIM300
    elif row_filter.subdimension:
        conditions.append(_IN_FORCE.startswith(f"{row_filter.subdimension}.", autoescape=True))
    if row_filter.level:
        conditions.append(rows.c.level == row_filter.level)
    if row_filter.opd:
        conditions.append(rows.c.opd == ("" if row_filter.opd == NO_OPD else row_filter.opd))
    if row_filter.page:
        conditions.append(rows.c.page == row_filter.page)
    if row_filter.state != "dropped" and row_filter.ids is None and not row_filter.with_dropped:
        conditions.append(_COUNTS)
    if row_filter.state:
        conditions.append(_STATES[row_filter.state])
    words = row_filter.text.casefold().split()[:_MAX_WORDS]
    conditions += [rows.c.words.contains(word, autoescape=True) for word in words]
    if row_filter.ids is not None:
        conditions.append(rows.c.id.in_(row_filter.ids[:_MAX_IDS]))
    return conditions
