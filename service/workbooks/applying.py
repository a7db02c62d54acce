"""Corrections of a workbook made on the rows: all that was chosen or none, in one transaction.

The difference is made again within the transaction: what is applied is what was looked at, or nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from service.storage import documents, edit_journal, label_journal, rows
from service.storage.database import Database
from service.storage.documents import Document
from service.storage.edit_journal import Predict
from service.storage.edited_rows import Edit
from service.storage.label_journal import Entry
from service.storage.rows import RowFilter, StoredRow
from service.workbooks.difference import Difference, answers, difference, row_changes, taken_back
from service.workbooks.sent import Sent


class Stale(Exception):  # noqa: N818
    """What was chosen is not what the workbook would change by now."""


@dataclass(frozen=True, slots=True)
class Applied:
    """The entries of the journals that corrections made."""

    edits: tuple[Edit, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """The edits that took others back, and on how many rows an answer was."""

    edits: tuple[Edit, ...]
    n_answers: int


def compared(database: Database, sent: Sent, subdimensions: Collection[str]) -> Difference:
    """What a workbook would change in the rows as they are now."""
    keys = _keys(sent)
    stored = (
        {one.id: one for one in rows.listed(database, RowFilter(ids=keys), limit=len(keys))} if keys else {}
    )

    def rows_of(document_id: str) -> list[StoredRow]:
        return list(rows.of_document(database, document_id, RowFilter(with_dropped=True)))

    return difference(sent, stored, _documents(database, sent), rows_of, subdimensions)


def apply(
    database: Database,
    sent: Sent,
    chosen: Collection[str],
    *,
    by: str,
    predict: Predict,
    subdimensions: Collection[str],
) -> Applied:
    """Make the chosen corrections, by the ids of their changes and new rows; all or none.

    Raises Stale when one of them is not, or no longer, what the workbook would change.
    """
    keys, of_rows = _keys(sent), _documents(database, sent)
    with database.writing() as connection:
        edit_journal.hold(connection, keys, [document.id for document in of_rows])
        stored = {one.id: one for one in rows.within(connection, RowFilter(ids=keys))} if keys else {}

        def rows_of(document_id: str) -> list[StoredRow]:
            return rows.within(connection, RowFilter((document_id,), with_dropped=True))

        now = difference(sent, stored, of_rows, rows_of, subdimensions)
        if not set(chosen) <= now.ids:
            raise Stale
        changes = [change for change in now.changes if change.id in chosen]
        edits = edit_journal.change_within(connection, row_changes(changes), by=by, predict=predict)
        labels, notes = answers(changes)
        for new in now.new_rows:
            if new.id not in chosen:
                continue
            edit = edit_journal.add_within(connection, new.document_id, new.row, by=by, predict=predict)
            if edit is None:
                # Its document was deleted, or is being read again.
                raise Stale
            edits.append(edit)
            if new.subdimension:
                labels[edit.after[0].id], notes[edit.after[0].id] = new.subdimension, new.note
        entries = label_journal.add_all_within(connection, labels, notes=notes, by=by)
        entries += label_journal.take_back_within(connection, taken_back(changes), by=by)
    return Applied(tuple(edits), tuple(entries))


def undo(
    database: Database, edits: Sequence[int], entries: Sequence[int], *, by: str, predict: Predict
) -> Undone:
    """Take back what was applied, by the ids of its edits and answers; all or none.

    What was taken back already is left out. Raises Overtaken when rows were edited again since.
    """
    with database.writing() as connection:
        # All documents first, in one order: two who undo would wait for one another.
        answered = label_journal.rows_of_entries(connection, entries)
        edit_journal.hold(connection, answered, edit_journal.documents_of_edits(connection, edits))
        rows_undone = label_journal.undo_all_within(connection, entries, by=by)
        undone = [
            edit
            for edit_id in sorted(edits, reverse=True)
            if (edit := edit_journal.undo_within(connection, edit_id, by=by, predict=predict)) is not None
        ]
    return Undone(tuple(undone), len(rows_undone))


def _keys(sent: Sent) -> tuple[str, ...]:
    return tuple({line.key: None for line in sent.lines if line.key})


def _documents(database: Database, sent: Sent) -> list[Document]:
    """The documents of a workbook's rows that are here and read to their end."""
    digests = {sha256 for _, sha256 in sent.documents}
    return [document for document in documents.done(database) if document.sha256 in digests]
