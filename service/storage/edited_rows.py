"""What people make of rows that were read wrongly: changed, split, merged, removed, added. Pure values.

An edit takes rows as they were (`before`) for rows as they shall be (`after`); a row that goes on has the
same id in both. So undoing an edit is the edit turned round, and every kind is written and read alike.

When a document is read again its edits are made again on the rows of the new reading, in their order. What
a person said of a field rules there too; what the new reader finds by itself needs no edit any more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

from classifier.fields.names import fold
from classifier.records import Box, Doubt, Level, Row, around
from service.storage.rows import StoredRow

EditKind = Literal["changed", "split", "merged", "removed", "added"]
# The fields of a row that people change, with what the reader doubts no longer once they have.
_SETTLED: Mapping[str, tuple[Doubt, ...]] = {
    "text": ("name", "cut"),
    "level": ("level",),
    "kode": ("kode",),
    "program": ("program",),
    "indikator": (),
    "opd": ("opd",),
    "pagu": ("pagu", "unit"),
}
EDITABLE = tuple(_SETTLED)
# A cell as tall as this holds more than one line, in points.
_TWO_LINES = 16.0
# From one line to the next in the cells of these tables: 8 to 10 points of print and their leading.
_LINE = 11.0


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a person changes of a row; None stays as it is. `pagu` are (year, rupiah) pairs."""

    text: str | None = None
    level: Level | None = None
    kode: str | None = None
    program: str | None = None
    indikator: tuple[str, ...] | None = None
    opd: str | None = None
    pagu: tuple[tuple[str, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class RowState:
    """What a row says at a moment; `follows` is the id of the row before it, "" of the first."""

    id: str
    row: Row
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """An entry of the journal; `undoes` is the id of the entry that it takes back, else 0."""

    id: int
    kind: EditKind
    before: tuple[RowState, ...]
    after: tuple[RowState, ...]
    undoes: int
    by: str
    at: str

    @property
    def row_ids(self) -> tuple[str, ...]:
        """The ids of all rows that it touches, each once."""
        return tuple(dict.fromkeys(state.id for state in (*self.before, *self.after)))


# ---- what an edit makes of rows


def changed(row: Row, change: RowChange) -> Row:
    """The row with a change; what the reader doubted of those fields, and that it is a row, is settled."""
    values = {name: getattr(change, name) for name in EDITABLE if getattr(change, name) is not None}
    if values.get("level", row.level) == "program":
        values["program"] = ""
    if "opd" in values:
        values["is_opd_of_document"] = False
    return _settled(replace(row, **values), values)


def split(row: Row, at: int) -> tuple[Row, Row]:
    """The row as two: its name up to the character `at`, and from there.

    Code, indicators and money stay with the first; level, program and agency are those of both. Raises
    ValueError when either part would have no name.
    """
    first, second = row.text[:at].strip(), row.text[at:].strip()
    if not first or not second:
        raise ValueError("a part of a row has a name")
    above, below = _halves(row.bbox, at / len(row.text))
    settled = _settled(row, ("text",))
    return (
        replace(settled, text=first, bbox=above),
        replace(settled, text=second, bbox=below, kode="", indikator=(), pagu=()),
    )


def merged(row: Row, other: Row) -> Row:
    """A row with the one that goes on with it: names joined, what the first lacks from the second."""
    years = {year for year, _ in row.pagu}
    return replace(
        _settled(row, ("text",)),
        text=f"{row.text} {other.text}",
        kode=row.kode or other.kode,
        indikator=tuple(dict.fromkeys(row.indikator + other.indikator)),
        pagu=row.pagu + tuple(pair for pair in other.pagu if pair[0] not in years),
        bbox=around((row.bbox, other.bbox)) if row.page == other.page else row.bbox,
    )


def children(program: StoredRow, behind: Iterable[StoredRow]) -> list[StoredRow]:
    """The rows behind a program's, in reading order, that are its own: up to the next program's."""
    own = []
    for stored in behind:
        if stored.row.level == "program":
            break
        if fold(stored.row.program) == fold(program.row.text):
            own.append(stored)
    return own


def new_id(sha256: str, number: int, n_taken: int) -> str:
    """The id of a row that a person makes: of its document, its edit and how many that edit has made."""
    return hashlib.sha256(f"{sha256} edit {number} {n_taken}".encode()).hexdigest()[:20]


def _settled(row: Row, of_fields: Iterable[str]) -> Row:
    settled: set[Doubt] = {"row", *(doubt for name in of_fields for doubt in _SETTLED.get(name, ()))}
    return replace(row, doubts=tuple(doubt for doubt in row.doubts if doubt not in settled))


def _halves(box: Box, share: float) -> tuple[Box, Box]:
    """A box cut where a share of its text ends: between its lines where it has several, else down."""
    if box.height >= _TWO_LINES:
        n_lines = max(2, round(box.height / _LINE))
        # No part is less than a line, and none ends within one.
        n_above = min(max(1, round(n_lines * share)), n_lines - 1)
        cut = box.top + box.height * n_above / n_lines
        return box._replace(bottom=cut), box._replace(top=cut)
    cut = box.x0 + box.width * share
    return box._replace(x1=cut), box._replace(x0=cut)


def taken_back(row: Row, edit: Edit, before: RowState) -> Row:
    """What a row that an edit touched says when the edit is undone: as before it, also its doubts.

    Of a row that was read again since, the fields alone that the edit changed.
    """
    after = next((state.row for state in edit.after if state.id == before.id), None)
    if edit.kind != "changed" or after is None or row == after:
        return before.row
    return _difference(row, after, before.row)


# ---- edits made again on a new reading


def in_force(edits: Sequence[Edit]) -> list[Edit]:
    """The edits that hold after all entries, oldest first."""
    undone = {edit.undoes for edit in edits}
    return [edit for edit in edits if not edit.undoes and edit.id not in undone]


def made_ids(edits: Iterable[Edit]) -> set[str]:
    """The ids of the rows that edits have made; no reading gives them."""
    return {
        state.id
        for edit in edits
        if not edit.undoes
        for state in edit.after
        if all(state.id != earlier.id for earlier in edit.before)
    }


def first_states(edits: Iterable[Edit]) -> dict[str, RowState]:
    """Each read row that edits touch, by its id, as it was before the first of them."""
    edits = tuple(edits)
    made = made_ids(edits)
    first: dict[str, RowState] = {}
    for edit in edits:
        for state in edit.before:
            if state.id not in made:
                first.setdefault(state.id, state)
    return first


@dataclass(frozen=True, slots=True)
class Replayed:
    """The rows of a new reading with a document's edits made on them, in reading order.

    `edit_ids` is by row the last edit that touched it; `lost` are edits whose rows no reading has any more.
    """

    states: tuple[RowState, ...]
    edit_ids: Mapping[str, int]
    lost: tuple[Edit, ...]


def replayed(fresh: Sequence[RowState], edits: Sequence[Edit], *, answered: Collection[str] = ()) -> Replayed:
    """Make the edits in force again on rows of a new reading, whose ids have followed.

    `answered` are the ids of rows that people answered: those stay theirs.
    """
    taken = {*answered, *(row_id for edit in in_force(edits) for row_id in edit.row_ids)}
    states = list(fresh)
    edit_ids: dict[str, int] = {}
    lost = []
    for edit in in_force(edits):
        now = {state.id: place for place, state in enumerate(states)}
        outcome = _again(states, now, edit, taken)
        if outcome is None:
            lost.append(edit)
            continue
        states = outcome
        there = {state.id for state in states}
        edit_ids |= {state.id: edit.id for state in edit.after if state.id in there}
    return Replayed(tuple(states), edit_ids, tuple(lost))


def _again(
    states: list[RowState], now: Mapping[str, int], edit: Edit, taken: Collection[str]
) -> list[RowState] | None:
    """The rows after an edit is made again; None when its rows are not there and it is still needed."""
    if edit.kind == "changed":
        before = {state.id: state.row for state in edit.before}
        there = [state for state in edit.after if state.id in now]
        if not there:
            return None
        again = list(states)
        for state in there:
            place = now[state.id]
            again[place] = replace(
                again[place], row=_difference(again[place].row, before[state.id], state.row)
            )
        return again
    if edit.kind == "removed":
        # What the reader leaves out by itself is gone already.
        return swapped(states, edit.before, ())
    is_as_before = all(
        state.id in now and fold(states[now[state.id]].row.text) == fold(state.row.text)
        for state in edit.before
    )
    if (edit.kind == "added" or not is_as_before) and (found := _found(states, now, edit, taken)):
        # The reader finds by itself what a person made: the row is that one, with what is said of it.
        return [replace(state, id=found.get(state.id, state.id)) for state in states]
    if edit.kind == "added":
        return placed(states, edit.after[0])
    if any(state.id not in now for state in edit.before):
        return None
    return swapped(states, edit.before, edit.after)


def _found(
    states: Sequence[RowState], now: Mapping[str, int], edit: Edit, taken: Collection[str]
) -> dict[str, str]:
    """By id of rows the ids of those that an edit left, when there is one that says the same for each.

    A row has one of the `taken` ids already when something else is said of it.
    """
    own = set(edit.row_ids)
    found: dict[str, str] = {}
    for after in edit.after:
        among = [states[now[after.id]]] if after.id in now else states
        same = next(
            (
                one.id
                for one in among
                if one.id not in found
                and (one.id == after.id or one.id in own or one.id not in taken)
                and _says_the_same(one.row, after.row)
                and (edit.kind != "added" or _is_the_same(one.row, after.row))
            ),
            None,
        )
        if same is None:
            return {}
        found[same] = after.id
    # No row takes the id of another that keeps it.
    staying = set(now) - set(found)
    return {} if staying & set(found.values()) else found


def swapped(
    states: Sequence[RowState], before: Sequence[RowState], after: Sequence[RowState]
) -> list[RowState]:
    """Rows in reading order with some taken for others; new ones stand where they follow."""
    result = {state.id: state for state in after}
    gone = {state.id for state in before} - set(result)
    again = [result.get(state.id, state) for state in states if state.id not in gone]
    there = {state.id for state in again}
    for state in after:
        if state.id not in there:
            again = placed(again, state)
            there.add(state.id)
    return again


def placed(states: Sequence[RowState], new: RowState) -> list[RowState]:
    """Rows in reading order with a new one: behind the row that it follows, else by its place on the page."""
    place = next((i + 1 for i, state in enumerate(states) if state.id == new.follows), None)
    if place is None:
        key = (new.row.page, new.row.bbox.top)
        place = sum((state.row.page, state.row.bbox.top) <= key for state in states)
    return [*states[:place], new, *states[place:]]


def _difference(row: Row, before: Row, after: Row) -> Row:
    """A row with what an edit changed between two states of it."""
    names = [field.name for field in fields(Row) if field.name in EDITABLE]
    values = {name: getattr(after, name) for name in names if getattr(before, name) != getattr(after, name)}
    return changed(row, RowChange(**values))


def _says_the_same(row: Row, other: Row) -> bool:
    return row.page == other.page and row.level == other.level and fold(row.text) == fold(other.text)


def _is_the_same(row: Row, other: Row) -> bool:
    """Whether two rows of a page that say the same are one, and not the program of two agencies."""
    of = [tuple(map(fold, (one.opd, one.program, one.kode))) for one in (row, other)]
    return of[0] == of[1] and row.bbox.x_overlap(other.bbox) > 0 and row.bbox.y_overlap(other.bbox) > 0
