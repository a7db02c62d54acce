"""A corrected workbook of the map: what it would change, applied as edits and answers, and taken back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Path, UploadFile

from service.api.workbooks import making
from service.api.workbooks.schemas import (
    AppliedOut,
    ApplyIn,
    UndoIn,
    UndoneOut,
    WorkbookOut,
    workbook_json,
)
from service.dependencies import State
from service.problem_details import documented
from service.state import ServiceState
from service.workbooks import applying

# Client generators go by OpenAPI 3.0's word for a file, and send a text field without it.
Workbook = Annotated[UploadFile, File(json_schema_extra={"format": "binary"})]
Id = Annotated[str, Path(max_length=64)]
router = APIRouter(prefix="/workbooks", tags=["workbooks"])


@router.post("", operation_id="workbooks_send", responses=documented(400, 413, 422, 429, 503, 507))
def send(state: State, file: Workbook) -> WorkbookOut:
    """What a corrected workbook of the map (XLSX) would change; nothing is changed yet.

    It is kept for a day under the id that comes back. Rows that it lacks stay as they are.
    """
    return _difference(state, state.workbook_reader.read(file.file))


@router.get("/{workbook_id}", operation_id="workbooks_show", responses=documented(404, 422, 429))
def show(state: State, workbook_id: Id) -> WorkbookOut:
    """What a workbook that was sent would change by now."""
    return _difference(state, workbook_id)


@router.post(
    "/apply", operation_id="workbooks_apply", responses=documented(400, 404, 409, 413, 422, 429, 503)
)
def apply(state: State, given: ApplyIn) -> AppliedOut:
    """Apply changes of a workbook as edits and answers, all or none.

    The id of a change names what it was set against: where a row was changed since, nothing is applied (409).
    """
    made = making.applied(state, given.workbook, given.changes, by=given.by)
    return AppliedOut(edits=[edit.id for edit in made.edits], labels=[entry.id for entry in made.entries])


@router.post("/undo", operation_id="workbooks_undo", responses=documented(400, 409, 413, 422, 429, 503))
def undo(state: State, given: UndoIn) -> UndoneOut:
    """Take back what was applied, all or none; what was taken back already is left out."""
    made = making.undone(state, given.edits, given.labels, by=given.by)
    return UndoneOut(edits=[edit.id for edit in made.edits], labels=made.n_answers)


def _difference(state: ServiceState, workbook_id: str) -> WorkbookOut:
    sent = state.workbook_reader.stored(workbook_id)
    now = applying.compared(state.database, sent, state.taxonomy.ids)
    return workbook_json(workbook_id, now)
