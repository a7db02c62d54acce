"""What a corrected workbook would change in the rows as they are now. Pure values.

A field that a planner changed is a change of its own, with an id that names the row, the field and what
stands there now: whoever applies it has seen that. Where it was changed here since the workbook was
written both are shown, and it is a conflict. Rows that the workbook lacks are counted, and stay.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from classifier.fields.names import fold
from classifier.records import LEVELS, Box, Level, Row
from service.storage.documents import Document
from service.storage.edited_rows import RowChange
from service.storage.rows import NOT_A_PROGRAM, StoredRow
from service.workbooks.sent import Sent, SentCell, SentLine, clean

# So many are shown and applied at a time; the workbook is sent again for the rest.
MAX_CHANGES = 2000
# Why a change cannot be applied.
Fault = Literal[
    "",
    "unknown_subdimension",
    "no_subdimension",
    "no_name",
    "too_long",
    "unknown_level",
    "wrong_code",
    "wrong_year",
    "wrong_amount",
    "parent_of_program",
    "note_without_answer",
    "no_document",
    "no_page",
]
# What a person's answer says, and no edit.
_OF_ANSWERS = ("subdimension", "note", "verified")
_MAX_CHARS = {"text": 1000, "program": 1000, "opd": 1000, "kode": 60, "note": 2000}
# As the API takes them.
_CODE = re.compile(r"[0-9A-Za-z.\-/ ]*")
_YEAR = re.compile(r"(?:(?:19|20)\d\d)?")
_MAX_AMOUNT = 10**16


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a row that was changed in the workbook; `line` is its line there.

    `before` is what was written, `now` what stands here, `value` what the workbook says. `is_conflict` when
    `now` is another than `before`: somebody changed it since, `by` whom where that is known.
    """

    id: str
    line: int
    stored: StoredRow
    field: str
    before: Any
    now: Any
    value: Any
    is_conflict: bool = False
    by: str = ""
    fault: Fault = ""


@dataclass(frozen=True, slots=True)
class NewRow:
    """A line that was added: the row that it makes in a document, with an answer unless `subdimension` is "".

    `is_copy` when it carries the key of another line, as copied lines do.
    """

    id: str
    line: int
    document_id: str
    row: Row
    subdimension: str = ""
    note: str = ""
    is_copy: bool = False
    fault: Fault = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """All that a workbook would change, in the order of its lines, `MAX_CHANGES` of both kinds at most.

    `n_more` are beyond; `n_same` changes stand here already, `n_gone` lines are of rows that are not here any
    more, `n_missing` rows have no line, `sums` are lines whose sum over years was written over. Lines with a
    cell that cannot be read are not in it: `unread` are the first of these cells, of `n_unread`.
    """

    changes: tuple[Change, ...] = ()
    new_rows: tuple[NewRow, ...] = ()
    n_more: int = 0
    n_same: int = 0
    n_gone: int = 0
    n_missing: int = 0
    sums: tuple[int, ...] = ()
    unread: tuple[SentCell, ...] = ()
    n_unread: int = 0

    @property
    def ids(self) -> set[str]:
        """The ids of all that can be applied."""
        return {change.id for change in self.changes if not change.fault} | {
            new.id for new in self.new_rows if not new.fault
        }


def difference(
    sent: Sent,
    stored: Mapping[str, StoredRow],
    documents: Sequence[Document],
    rows_of: Callable[[str], Sequence[StoredRow]],
    subdimensions: Collection[str],
) -> Difference:
    """The difference between a workbook and the rows there are.

    `stored` are those of its keys, `documents` those of its rows that are here and done, `rows_of` gives all
    rows of one of them.
    """
    changes: list[Change] = []
    new_rows: list[NewRow] = []
    n_same = n_gone = 0
    places = _Places(sent, documents, rows_of)
    for line in sent.lines:
        row = stored.get(line.key)
        if not line.key:
            new = places.new_row(line, subdimensions)
            if new is None:
                n_same += 1
            else:
                new_rows.append(new)
        elif row is None:
            n_gone += 1
        else:
            for field, value in line.values.items():
                change = _change(line, row, field, value, subdimensions)
                if change is None:
                    n_same += 1
                else:
                    changes.append(change)
    n = len(changes) + len(new_rows)
    kept = changes[:MAX_CHANGES]
    return Difference(
        tuple(kept),
        tuple(new_rows[: MAX_CHANGES - len(kept)]),
        max(n - MAX_CHANGES, 0),
        n_same,
        n_gone,
        sent.n_missing,
        tuple(line.n for line in sent.lines if line.total is not None),
        sent.unread,
        sent.n_unread,
    )


def row_changes(chosen: Iterable[Change]) -> dict[str, RowChange]:
    """The chosen changes of what rows say, by their ids."""
    values: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for change in chosen:
        if change.field not in ("subdimension", "note", "verified"):
            is_money = change.field == "pagu"
            values[change.stored.id][change.field] = _pairs(change) if is_money else change.value
    return {row_id: RowChange(**fields) for row_id, fields in values.items()}


def answers(chosen: Iterable[Change]) -> tuple[dict[str, str], dict[str, str]]:
    """The chosen answers as subdimensions and notes by the ids of rows; a note alone repeats its answer."""
    labels: dict[str, str] = {}
    notes: dict[str, str] = {}
    for change in chosen:
        label = change.stored.label
        if change.field == "subdimension":
            labels[change.stored.id] = change.value
            notes.setdefault(change.stored.id, label.note if label else "")
        elif change.field == "note":
            notes[change.stored.id] = change.value
            if label is not None:
                labels.setdefault(change.stored.id, label.subdimension)
    return labels, {row_id: note for row_id, note in notes.items() if row_id in labels}


def taken_back(chosen: Iterable[Change]) -> list[str]:
    """The ids of the rows whose answer was chosen to be taken back."""
    return [change.stored.id for change in chosen if change.field == "verified"]


def _pairs(change: Change) -> tuple[tuple[str, int], ...]:
    """Budgets in the order of the row's own years, others behind them."""
    years = [year for year, _ in change.stored.row.pagu]
    order = sorted(change.value, key=lambda year: (years.index(year) if year in years else len(years), year))
    return tuple((year, change.value[year]) for year in order)


def _change(
    line: SentLine, stored: StoredRow, field: str, value: Any, subdimensions: Collection[str]
) -> Change | None:
    """The change of a field, None when it stands here already."""
    label = stored.label
    before = line.before.get(field, {} if field == "pagu" else "")
    now: Any
    if field == "subdimension":
        now = label.subdimension if label else stored.prediction.subdimension
        if label is not None and now == value:
            return None
        # What the model says by now is nobody's answer.
        known = line.answer if line.answer is not None else -1
        is_conflict = label is not None and (label.id != known if known >= 0 else now != before)
    elif field == "verified":
        now = "yes" if label else "no"
        is_conflict = label is not None and line.answer is not None and label.id != line.answer
    elif field == "note":
        now = label.note if label else ""
        is_conflict = now != before
    else:
        now = dict(stored.row.pagu) if field == "pagu" else clean(getattr(stored.row, field))
        is_conflict = now != before
    if now == value and field != "subdimension":
        return None
    said = json.dumps([now, label.id if label and field in _OF_ANSWERS else 0], sort_keys=True)
    digest = hashlib.sha256(said.encode()).hexdigest()[:8]
    return Change(
        id=f"{stored.id}.{field}.{digest}",
        line=line.n,
        stored=stored,
        field=field,
        before=before,
        now=now,
        value=value,
        is_conflict=is_conflict,
        by=label.by if is_conflict and label and field in _OF_ANSWERS else "",
        fault=_fault_of_change(line, stored, field, value, subdimensions),
    )


def _fault_of_change(
    line: SentLine, stored: StoredRow, field: str, value: Any, subdimensions: Collection[str]
) -> Fault:
    if field == "program" and value and line.values.get("level", stored.row.level) == "program":
        return "parent_of_program"
    if field == "note" and stored.label is None and "subdimension" not in line.values:
        return "note_without_answer"
    if field == "subdimension" and not value:
        return "no_subdimension"
    return _fault(field, value, subdimensions)


def _fault(field: str, value: Any, subdimensions: Collection[str]) -> Fault:
    """Why a field cannot hold a value, "" when it can."""
    if field == "subdimension":
        return "" if value in ("", NOT_A_PROGRAM, *subdimensions) else "unknown_subdimension"
    if field == "verified":
        return ""
    if field == "level":
        return "" if value in LEVELS else "unknown_level"
    if field == "pagu":
        if any(not _YEAR.fullmatch(year) for year in value):
            return "wrong_year"
        return "" if all(0 <= amount <= _MAX_AMOUNT for amount in value.values()) else "wrong_amount"
    if field == "text" and not value:
        return "no_name"
    if len(value) > _MAX_CHARS[field]:
        return "too_long"
    return "wrong_code" if field == "kode" and not _CODE.fullmatch(value) else ""


class _Places:
    """Where added lines belong: which document, which page, and which of them are there already."""

    def __init__(
        self, sent: Sent, documents: Sequence[Document], rows_of: Callable[[str], Sequence[StoredRow]]
    ) -> None:
        digests = {sha256 for _, sha256 in sent.documents}
        self._documents = [document for document in documents if document.sha256 in digests]
        self._named = {clean(document.name).casefold(): document for document in self._documents} | {
            name.casefold(): document
            for name, sha256 in sent.documents
            for document in self._documents
            if document.sha256 == sha256
        }
        self._rows_of = rows_of
        self._rows: dict[str, Sequence[StoredRow]] = {}
        self._said: dict[str, set[tuple[str, ...]]] = {}

    def new_row(self, line: SentLine, subdimensions: Collection[str]) -> NewRow | None:
        """The row that an added line makes; None when there is such a row already."""
        values = {"level": "", "kode": "", "text": "", "program": "", "opd": "", "note": "", **line.values}
        subdimension = values.get("subdimension", "")
        document = self._document(line, values["opd"])
        faults = [
            _fault(field, values[field], subdimensions)
            for field in ("text", "level", "kode", "program", "opd", "pagu", "note")
            if field in values
        ]
        faults.append(_fault("subdimension", subdimension, subdimensions))
        if document is None:
            faults.append("no_document")
        elif line.page > document.pages_total:
            faults.append("no_page")
        is_program = values["level"] == "program"
        row = Row(
            document=document.name if document else line.document,
            sha256=document.sha256 if document else "",
            page=line.page or 1,
            bbox=Box(0, 0, 0, 0),
            level=_level(values["level"]),
            kode=values["kode"],
            text=values["text"],
            program="" if is_program else values["program"],
            opd=values["opd"] or (document.facts.opd if document else ""),
            pagu=tuple(values.get("pagu", {}).items()),
            is_opd_of_document=not values["opd"],
        )
        if document is not None:
            if self._is_there(document.id, row):
                return None
            row = self._placed(document.id, row, line.page)
        said = json.dumps([line.n, *sorted(values.items())], ensure_ascii=False, default=str)
        return NewRow(
            id=f"{line.n}.new.{hashlib.sha256(said.encode()).hexdigest()[:8]}",
            line=line.n,
            document_id=document.id if document else "",
            row=row,
            subdimension=subdimension,
            note=values["note"],
            is_copy=line.is_copy,
            fault=next((fault for fault in faults if fault), ""),
        )

    def _document(self, line: SentLine, opd: str) -> Document | None:
        """The document that is named, or the only one that it can be."""
        if line.document:
            return self._named.get(line.document.casefold())
        if len(self._documents) == 1:
            return self._documents[0]
        of_agency = [
            document for document in self._documents if opd and fold(document.facts.opd) == fold(opd)
        ]
        return of_agency[0] if len(of_agency) == 1 else None

    def _all(self, document_id: str) -> Sequence[StoredRow]:
        if document_id not in self._rows:
            self._rows[document_id] = self._rows_of(document_id)
        return self._rows[document_id]

    def _is_there(self, document_id: str, new: Row) -> bool:
        """Whether a document has a row that says this, as after the same workbook was applied."""
        if document_id not in self._said:
            self._said[document_id] = {_says(stored.row) for stored in self._all(document_id)}
        return _says(new) in self._said[document_id]

    def _placed(self, document_id: str, new: Row, page: int) -> Row:
        """The row below those of its page, or below those of its program where no page is named."""
        every = [stored.row for stored in self._all(document_id)]
        above = [row for row in every if row.page == page]
        if not page:
            of_program = fold(new.program)
            above = [row for row in every if of_program and of_program in (fold(row.program), fold(row.text))]
            above = above or every[-1:]
        if not above:
            return new
        last = max(above, key=lambda row: (row.page, row.bbox.bottom))
        return replace(new, page=last.page, bbox=last.bbox._replace(top=last.bbox.bottom))


def _says(row: Row) -> tuple[str, ...]:
    return (row.level, fold(row.text), fold(row.program), fold(row.opd))


def _level(named: str) -> Level:
    """The level of this name, a program's for any other, which is a fault."""
    return next((level for level in LEVELS if level == named), "program")
