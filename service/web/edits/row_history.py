"""What people said and made of a row, as one list: answers and edits, who, when, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from classifier.records import Row
from service.storage.edited_rows import EDITABLE, Edit, EditKind
from service.storage.label_journal import Entry


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a row as it was and as it is since; money as (year, rupiah) pairs."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An entry: an answer (`entry`) or an edit of a `kind` with the `changes` that it made of the row.

    `other_names` are those of other rows that came or went with a split or merge. `undo_edit` is the edit to
    undo where it is the row's last, else 0.
    """

    at: str
    by: str
    entry: Entry | None = None
    kind: EditKind | None = None
    is_undo: bool = False
    changes: tuple[FieldChange, ...] = ()
    other_names: tuple[str, ...] = ()
    undo_edit: int = 0


def history_lines(
    row_id: str, entries: Sequence[Entry], edits: Sequence[Edit], *, edit_in_force: int
) -> tuple[HistoryLine, ...]:
    """Answers and edits of a row, the oldest first."""
    answers = [HistoryLine(entry.at, entry.by, entry=entry, is_undo=bool(entry.undoes)) for entry in entries]
    made = [_of_edit(row_id, edit, edit_in_force) for edit in edits]
    return tuple(sorted([*answers, *made], key=lambda line: line.at))


def changes(before: Row, after: Row) -> tuple[FieldChange, ...]:
    """The fields in which two states of a row differ."""
    return tuple(
        FieldChange(name, getattr(before, name), getattr(after, name))
        for name in EDITABLE
        if getattr(before, name) != getattr(after, name)
    )


def _of_edit(row_id: str, edit: Edit, edit_in_force: int) -> HistoryLine:
    before = next((state.row for state in edit.before if state.id == row_id), None)
    after = next((state.row for state in edit.after if state.id == row_id), None)
    return HistoryLine(
        edit.at,
        edit.by,
        kind=edit.kind,
        is_undo=bool(edit.undoes),
        changes=changes(before, after) if before and after else (),
        other_names=tuple(dict.fromkeys(_other_names(row_id, edit))),
        undo_edit=edit.id if edit.id == edit_in_force else 0,
    )


def _other_names(row_id: str, edit: Edit) -> Iterator[str]:
    if edit.kind in ("split", "merged"):
        yield from (state.row.text for state in (*edit.before, *edit.after) if state.id != row_id)
