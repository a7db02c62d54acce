"""What requests and answers about workbooks that come back look like."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from service.api.schemas import Body, Name, example
from service.storage.id_ranges import MAX_AT_ONCE
from service.workbooks import difference
from service.workbooks.difference import Change, Difference, NewRow

Value = str | dict[str, int]
WorkbookId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
ChangeId = Annotated[str, StringConstraints(max_length=60, pattern=r"^[0-9a-z.]+$")]
EntryId = Annotated[int, Field(ge=1, le=2**31 - 1)]
_ID = "6329231607fcce95dc3243412e8a7ce244ee5c6102fb4ef393889377f15df358"


class ChangeOut(BaseModel):
    """A field that the workbook changes on a row.

    `line` is its line in the sheet, `before` what was written there, `now` what the row says,
    `value` what the workbook says. `is_conflict`: the row was changed here since, `by` whom
    ("" where that is not known). A status set to verified is the subdimension as it stood, given as an
    answer; `verified` is "no" where the status says no longer that a person verified the row.
    `fault` says why it cannot be applied, "" when it can.
    """

    id: str
    line: int
    row: str
    document: str
    page: int
    text: str
    field: Literal["subdimension", "text", "level", "kode", "program", "opd", "pagu", "note", "verified"]
    before: Value
    now: Value
    value: Value
    is_conflict: bool
    by: str
    fault: difference.Fault


class NewRowOut(BaseModel):
    """A line that was added: the row that it makes. `is_copy`: it carries the key of another line."""

    id: str
    line: int
    document: str
    page: int
    level: str
    kode: str
    text: str
    program: str
    opd: str
    pagu: dict[str, int]
    subdimension: str
    note: str
    is_copy: bool
    fault: difference.Fault


class UnreadCellOut(BaseModel):
    """A cell that cannot be read: its sheet, its place there (H12), its column's title, and what was read.

    `wanted` is what belongs there: a number, or a word of the status's list.
    """

    sheet: str
    cell: str
    column: str
    value: str
    wanted: Literal["number", "status"]


class WorkbookOut(BaseModel):
    """What a workbook would change now; nothing is changed yet.

    `more` are changes beyond those that are listed, for the next time. `same` changes stand here already,
    `missing` rows have no line in the workbook and stay as they are, `gone` lines are of rows that are not
    here any more. In the lines `sums` a sum over years was written by hand, which is not taken. Lines with a
    cell that cannot be read are left out until it is mended: `unread` are the first of these, of `n_unread`.
    """

    model_config = example(
        {
            "id": _ID,
            "changes": [
                {
                    "id": "9a1f0c3b5d7e2f4a6b8c.level.1c2d3e4f",
                    "line": 12,
                    "row": "9a1f0c3b5d7e2f4a6b8c",
                    "document": "renstra_dlh.pdf",
                    "page": 8,
                    "text": "Penanganan sampah melalui pengangkutan",
                    "field": "level",
                    "before": "kegiatan",
                    "now": "kegiatan",
                    "value": "subkegiatan",
                    "is_conflict": False,
                    "by": "",
                    "fault": "",
                }
            ],
            "new_rows": [],
            "more": 0,
            "same": 0,
            "missing": 3,
            "gone": 0,
            "sums": [],
            "unread": [],
            "n_unread": 0,
        }
    )
    id: str
    changes: list[ChangeOut]
    new_rows: list[NewRowOut]
    more: int
    same: int
    missing: int
    gone: int
    sums: list[int]
    unread: list[UnreadCellOut]
    n_unread: int


class ApplyIn(Body):
    """Which changes and new rows of a workbook are applied, by their ids."""

    model_config = example(
        {"workbook": _ID, "changes": ["9a1f0c3b5d7e2f4a6b8c.level.1c2d3e4f"], "by": "Sari"}
    )
    workbook: WorkbookId
    changes: Annotated[list[ChangeId], Field(min_length=1, max_length=difference.MAX_CHANGES)]
    by: Name = ""


class AppliedOut(BaseModel):
    """The entries that were made in the journals of edits and of labels."""

    model_config = example({"edits": [7, 8], "labels": [31]})
    edits: list[int]
    labels: list[int]


class UndoIn(Body):
    """What was applied, to be taken back together."""

    model_config = example({"edits": [7, 8], "labels": [31], "by": "Sari"})
    edits: Annotated[list[EntryId], Field(max_length=MAX_AT_ONCE)] = Field(default=[])
    labels: Annotated[list[EntryId], Field(max_length=MAX_AT_ONCE)] = Field(default=[])
    by: Name = ""


class UndoneOut(BaseModel):
    """The edits that took others back, and on how many rows an answer was taken back."""

    model_config = example({"edits": [9, 10], "labels": 1})
    edits: list[int]
    labels: int


def workbook_json(workbook_id: str, now: Difference) -> WorkbookOut:
    """A difference as answers show it."""
    return WorkbookOut(
        id=workbook_id,
        changes=[_change(change) for change in now.changes],
        new_rows=[_new_row(new) for new in now.new_rows],
        more=now.n_more,
        same=now.n_same,
        missing=now.n_missing,
        gone=now.n_gone,
        sums=list(now.sums),
        unread=[
            UnreadCellOut(
                sheet=cell.sheet,
                cell=cell.place,
                column=cell.title,
                value=cell.value,
                wanted=cell.wanted,  # type: ignore[arg-type]
            )
            for cell in now.unread
        ],
        n_unread=now.n_unread,
    )


def _change(change: Change) -> ChangeOut:
    row = change.stored.row
    return ChangeOut(
        id=change.id,
        line=change.line,
        row=change.stored.id,
        document=row.document,
        page=row.page,
        text=row.text,
        field=change.field,  # type: ignore[arg-type]
        before=change.before,
        now=change.now,
        value=change.value,
        is_conflict=change.is_conflict,
        by=change.by,
        fault=change.fault,
    )


def _new_row(new: NewRow) -> NewRowOut:
    return NewRowOut(
        id=new.id,
        line=new.line,
        document=new.row.document,
        page=new.row.page,
        level=new.row.level,
        kode=new.row.kode,
        text=new.row.text,
        program=new.row.program,
        opd=new.row.opd,
        pagu=dict(new.row.pagu),
        subdimension=new.subdimension,
        note=new.note,
        is_copy=new.is_copy,
        fault=new.fault,
    )
