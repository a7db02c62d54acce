"""What people said of rows: a journal of labels, to which entries are only added.

An entry either labels a row or undoes an earlier entry. What holds of a row is the
newest entry that is not undone; it is stored on the row too, written in the same
transaction, so that rows can be asked for by it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from sqlalchemy import Connection, RowMapping, distinct, func, insert, select, update

from classifier.labels import timestamp
from service.storage.answer_following import AnsweredRow
from service.storage.database import Database
from service.storage.documents import changed
from service.storage.schema import documents, labels, rows

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the journal; `undoes` is the id of the entry that it takes back, else 0."""

    id: int
    row_id: str
    subdimension: str
    undoes: int
    note: str
    by: str
    at: str
    seen_subdimension: str
    seen_confidence: float
    seen_model: str

    @property
    def origin(self) -> str:
        """`confirmed` when the person said what the model had said, else `corrected`."""
        return "confirmed" if self.subdimension == self.seen_subdimension else "corrected"


@dataclass(frozen=True, slots=True)
class LostAnswer:
    """An answer in force whose row is gone, with what was answered; `page` is 0 when it is not known."""

    entry: Entry
    page: int
    level: str
    kode: str
    text: str


def in_force(entries: Sequence[Entry]) -> Entry | None:
    """The entry that holds after all of a row's entries, oldest first."""
    undone = {entry.undoes for entry in entries}
    standing = [entry for entry in entries if not entry.undoes and entry.id not in undone]
    return standing[-1] if standing else None


def add(
    database: Database, row_id: str, subdimension: str, *, note: str, by: str
) -> tuple[Entry, bool] | None:
    """Label a row; the entry, and whether it is new. None when there is no such row.

    The same words of the same person again, as after an answer that was lost on the way,
    are the entry that stands already.
    """
    with database.writing() as connection:
        _hold_documents(connection, [row_id])
        return _answered(connection, row_id, subdimension, note=note, by=by)


class Overtaken(Exception):  # noqa: N818
    """A row was answered since it was seen, `by` whom."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


def add_all(
    database: Database,
    answers: Mapping[str, str],
    *,
    note: str,
    by: str,
    seen: Mapping[str, int] = MappingProxyType({}),
) -> list[Entry]:
    """Label many rows (subdimension by row id) at once, all or none; the new entries.

    A row that is gone is left out, and so is one on which the same person said the same.
    `seen` is the entry (0: none) that was in force on a row when the person saw it. Raises
    Overtaken when another one is by now.
    """
    with database.writing() as connection:
        return add_all_within(connection, answers, notes=dict.fromkeys(answers, note), by=by, seen=seen)


def add_all_within(
    connection: Connection,
    answers: Mapping[str, str],
    *,
    notes: Mapping[str, str],
    by: str,
    seen: Mapping[str, int] = MappingProxyType({}),
) -> list[Entry]:
    """What `add_all` does, within a transaction, with a note for each row that has one."""
    new_entries, at = [], timestamp()
    _hold_documents(connection, list(answers))
    for row_id, subdimension in answers.items():
        note = notes.get(row_id, "")
        answered = _answered(connection, row_id, subdimension, note=note, by=by, at=at, seen=seen.get(row_id))
        if answered is not None and answered[1]:
            new_entries.append(answered[0])
    return new_entries


def take_back_within(connection: Connection, row_ids: Sequence[str], *, by: str) -> list[Entry]:
    """Take back, within a transaction, all answers in force on rows; the new entries."""
    new_entries = []
    _hold_documents(connection, row_ids)
    for row_id in row_ids:
        row = _locked(connection, row_id)
        while row is not None and (standing := in_force(entries_of(connection, row_id))) is not None:
            new_entries.append(_added(connection, row, "", note="", by=by, undoes=standing.id))
    return new_entries


def undo_all(database: Database, entries: Iterable[int], *, by: str) -> list[str]:
    """Take entries back that are in force, all or none; the ids of their rows.

    Of one that took an answer back that answer is given again, while no other has been.
    """
    with database.writing() as connection:
        return undo_all_within(connection, entries, by=by)


def undo_all_within(connection: Connection, entries: Iterable[int], *, by: str) -> list[str]:
    """What `undo_all` does, within a transaction."""
    undone = []
    wanted = [pair for pair in map(partial(_entry_row, connection), sorted(entries)) if pair is not None]
    _hold_documents(connection, [row_id for _, row_id in wanted])
    ids = {entry for entry, _ in wanted}
    for entry, row_id in wanted:
        row = _locked(connection, row_id)
        if row is None:
            continue
        of_row = entries_of(connection, row_id)
        standing = in_force(of_row)
        if standing is not None and standing.id == entry:
            _added(connection, row, "", note="", by=by, undoes=entry)
            undone.append(row_id)
        elif standing is None and of_row[-1].id in ids:
            taken_back = next((one.undoes for one in of_row if one.id == entry), 0)
            again = next((one for one in of_row if one.id == taken_back), None)
            if again is not None:
                # As whoever gave it said it: the journal does not say that another did.
                _added(connection, row, again.subdimension, note=again.note, by=again.by)
                undone.append(row_id)
    return undone


def rows_of_entries(connection: Connection, entries: Sequence[int]) -> list[str]:
    """The ids of the rows that entries are about."""
    return list(connection.execute(select(labels.c.row_id).where(labels.c.id.in_(entries))).scalars())


def together(database: Database, row_id: str, others: Sequence[str]) -> list[int]:
    """The entry in force on a row, and those on others that were given with it: at once, by one person."""
    with database.reading() as connection:
        entry = connection.execute(
            select(labels).join(rows, rows.c.label_id == labels.c.id).where(rows.c.id == row_id)
        ).first()
        if entry is None:
            return []
        query = (
            select(labels.c.id)
            .join(rows, rows.c.label_id == labels.c.id)
            .where(
                rows.c.id.in_(others),
                labels.c.at == entry.at,
                labels.c.by == entry.by,
                labels.c.subdimension == entry.subdimension,
            )
            .order_by(labels.c.id)
        )
        return [entry.id, *connection.execute(query).scalars()]


def last_of(database: Database, by: str) -> list[Entry]:
    """What a person answered last of all that is in force, one entry or those that were given at once."""
    query = select(labels).join(rows, rows.c.label_id == labels.c.id).where(labels.c.by == by)
    with database.reading() as connection:
        last = connection.execute(query.order_by(labels.c.id.desc()).limit(1)).mappings().first()
        if last is None:
            return []
        given = query.where(labels.c.at == last["at"]).order_by(labels.c.id).limit(_AT_ONCE)
        return [entry_of(row) for row in connection.execute(given).mappings()]


@dataclass(frozen=True, slots=True)
class PersonsShare:
    """How many rows have the answer of a person ("" without a name), and when the last was given."""

    by: str
    n: int
    last_at: str


def shares(database: Database, document_ids: Collection[str]) -> list[PersonsShare]:
    """Whose answers hold on rows of these documents, those with most first."""
    query = (
        select(labels.c.by, func.count(), func.max(labels.c.at))
        .join(rows, rows.c.label_id == labels.c.id)
        .where(rows.c.document_id.in_(tuple(document_ids)))
        .group_by(labels.c.by)
    )
    with database.reading() as connection:
        found = [PersonsShare(by, int(n), at) for by, n, at in connection.execute(query)]
    return sorted(found, key=lambda share: (-share.n, share.by))


def n_in_bulk(database: Database, document_ids: Collection[str]) -> int:
    """How many rows of these documents were confirmed in bulk: with rows of other names, at once.

    A confirmation is the model's own answer; rows of one name are answered together as one.
    """
    confirmed = (
        select(labels.c.by, labels.c.at, labels.c.text)
        .join(rows, rows.c.label_id == labels.c.id)
        .where(
            rows.c.document_id.in_(tuple(document_ids)), labels.c.subdimension == labels.c.seen_subdimension
        )
        .subquery()
    )
    groups = (
        select(func.count().label("n"))
        .select_from(confirmed)
        .group_by(confirmed.c.by, confirmed.c.at)
        .having(func.count(distinct(confirmed.c.text)) > 1)
        .subquery()
    )
    with database.reading() as connection:
        return int(connection.execute(select(func.coalesce(func.sum(groups.c.n), 0))).scalar_one())


def undo(database: Database, row_id: str, *, entry: int, by: str) -> bool | None:
    """Take an entry (0: the one in force) back by a new one; whether that is new.

    One that is taken back already stays so, as when the answer was lost on the way. None when
    there is no such row, or the entry is not in force.
    """
    with database.writing() as connection:
        _hold_documents(connection, [row_id])
        row = _locked(connection, row_id)
        if row is None:
            return None
        entries = entries_of(connection, row_id)
        if entry and any(earlier.undoes == entry for earlier in entries):
            return False
        standing = in_force(entries)
        if standing is None or entry not in (0, standing.id):
            return None
        _added(connection, row, "", note="", by=by, undoes=standing.id)
        return True


def history(database: Database, row_id: str) -> list[Entry]:
    """All entries of a row, oldest first."""
    with database.reading() as connection:
        return entries_of(connection, row_id)


def reattach(connection: Connection, sha256: str) -> None:
    """Make labels hold again that rows of the same bytes were given before."""
    for row_id, entries in _by_row(connection, sha256).items():
        _hold(connection, row_id, in_force(list(map(entry_of, entries))))


def reattach_row(connection: Connection, row_id: str) -> None:
    """Make the label hold that a row was given before it was taken away."""
    _hold(connection, row_id, in_force(entries_of(connection, row_id)))


def answered_rows(connection: Connection, sha256: str) -> list[AnsweredRow]:
    """The rows of these bytes that people said something of: as they are now, or were when last answered."""
    query = (
        select(rows.c.id, rows.c.row)
        .join(labels, labels.c.row_id == rows.c.id)
        .where(labels.c.sha256 == sha256)
        .distinct()
    )
    there = {row_id: json.loads(row) for row_id, row in connection.execute(query)}
    answered = []
    for row_id, entries in _by_row(connection, sha256).items():
        last, row = entries[-1], there.get(row_id)
        about = last if row is None else row
        page, top = (last["page"], 0.0) if row is None else (row["page"], row["bbox"][1])
        answered.append(AnsweredRow(row_id, about["level"], about["kode"], about["text"], page, top))
    return answered


def without_row(database: Database, sha256s: Collection[str]) -> dict[str, list[LostAnswer]]:
    """The answers in force whose row no reading of the document has any more, by its digest."""
    there = select(rows.c.id).where(rows.c.id == labels.c.row_id).exists()
    query = select(labels).where(labels.c.sha256.in_(sha256s), ~there).order_by(labels.c.id)
    by_row: dict[tuple[str, str], list[RowMapping]] = {}
    with database.reading() as connection:
        for entry in connection.execute(query).mappings():
            by_row.setdefault((entry["sha256"], entry["row_id"]), []).append(entry)
    lost: dict[str, list[LostAnswer]] = {}
    for (sha256, _), entries in by_row.items():
        standing = in_force(list(map(entry_of, entries)))
        if standing is not None:
            about = entries[-1]
            lost.setdefault(sha256, []).append(
                LostAnswer(standing, about["page"], about["level"], about["kode"], about["text"])
            )
    return lost


def _by_row(connection: Connection, sha256: str) -> dict[str, list[RowMapping]]:
    """The entries of rows of the same bytes, by row, oldest first."""
    by_row: dict[str, list[RowMapping]] = {}
    query = select(labels).where(labels.c.sha256 == sha256).order_by(labels.c.id)
    for entry in connection.execute(query).mappings():
        by_row.setdefault(entry["row_id"], []).append(entry)
    return by_row


def entries_of(connection: Connection, row_id: str) -> list[Entry]:
    """All entries of a row, oldest first."""
    query = select(labels).where(labels.c.row_id == row_id).order_by(labels.c.id)
    return [entry_of(row) for row in connection.execute(query).mappings()]


def _hold_documents(connection: Connection, row_ids: Sequence[str]) -> None:
    """Hold the documents of rows before the rows, as all do: else two wait for one another."""
    held = set()
    for start in range(0, len(row_ids), _AT_ONCE):
        of_rows = select(rows.c.document_id).where(rows.c.id.in_(row_ids[start : start + _AT_ONCE]))
        held |= set(connection.execute(of_rows).scalars())
    for document_id in sorted(held):
        connection.execute(select(documents.c.id).where(documents.c.id == document_id).with_for_update())


def _entry_row(connection: Connection, entry: int) -> tuple[int, str] | None:
    row_id = connection.execute(select(labels.c.row_id).where(labels.c.id == entry)).scalar()
    return None if row_id is None else (entry, row_id)


def _locked(connection: Connection, row_id: str) -> RowMapping | None:
    """The row, held against others who would label it at the same moment."""
    return connection.execute(select(rows).where(rows.c.id == row_id).with_for_update()).mappings().first()


def _answered(
    connection: Connection,
    row_id: str,
    subdimension: str,
    *,
    note: str,
    by: str,
    at: str = "",
    seen: int | None = None,
) -> tuple[Entry, bool] | None:
    """The entry that says this of a row, and whether it is new; None when there is no such row."""
    row = _locked(connection, row_id)
    if row is None:
        return None
    standing = in_force(entries_of(connection, row_id))
    if standing and seen is not None and standing.id != seen:
        raise Overtaken(standing.by)
    if standing and (standing.subdimension, standing.note, standing.by) == (subdimension, note, by):
        return standing, False
    return _added(connection, row, subdimension, note=note, by=by, at=at), True


def _added(
    connection: Connection,
    row: RowMapping,
    subdimension: str,
    *,
    note: str,
    by: str,
    undoes: int = 0,
    at: str = "",
) -> Entry:
    read, predicted = json.loads(row["row"]), json.loads(row["prediction"])
    entry = Entry(
        id=0,
        row_id=row["id"],
        subdimension=subdimension,
        undoes=undoes,
        note=note,
        by=by,
        at=at or timestamp(),
        seen_subdimension=predicted["subdimension"],
        seen_confidence=predicted["confidence"],
        seen_model=predicted["model"],
    )
    about = {name: read[name] for name in ("sha256", "text", "level", "program", "opd", "kode", "page")}
    values = {name: getattr(entry, name) for name in Entry.__dataclass_fields__ if name != "id"}
    inserted = connection.execute(insert(labels).values(**values, **about).returning(labels.c.id))
    entry = replace(entry, id=inserted.scalar_one())
    _hold(connection, entry.row_id, in_force(entries_of(connection, entry.row_id)) if undoes else entry)
    changed(connection, row["document_id"])
    return entry


def _hold(connection: Connection, row_id: str, entry: Entry | None) -> None:
    connection.execute(
        update(rows)
        .where(rows.c.id == row_id)
        .values(label=entry.subdimension if entry else "", label_id=entry.id if entry else 0)
    )


def entry_of(row: RowMapping) -> Entry:
    """The entry that a row of the table `labels` is."""
    return Entry(**{name: row[name] for name in Entry.__dataclass_fields__})
