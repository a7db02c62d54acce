"""Rows that were read wrongly, put right: changed, split, merged, taken away, added, and all that undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response, StreamingResponse

from classifier.extraction.box_text import box_text
from classifier.formats import results
from classifier.records import Box
from service import downloads, refusals
from service.api.edits.edit_schemas import (
    BoxTextOut,
    EditOut,
    EditsOut,
    NewRowIn,
    RowChangeIn,
    RowsChangeIn,
    RowsIn,
    SplitIn,
    edit_json,
)
from service.dependencies import State, document, done
from service.problem_details import documented
from service.refusals import Refusal
from service.storage import edit_journal
from service.storage.edited_rows import Edit, RowChange
from service.storage.label_journal import Overtaken

router = APIRouter(tags=["edits"])
By = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")]


@router.patch(
    "/rows/{row_id}", operation_id="edits_change", responses=documented(400, 404, 409, 413, 422, 429)
)
def change(state: State, row_id: str, given: RowChangeIn) -> EditsOut:
    """Change what a row says; rows of a program follow its name, and the model is asked again."""
    seen = None if given.seen is None else {row_id: given.seen}
    return _changed(state, {row_id: given.change()}, by=given.by, seen=seen)


@router.patch(
    "/documents/{document_id}/rows",
    operation_id="edits_change_many",
    responses=documented(400, 404, 409, 413, 422, 429),
)
def change_many(state: State, document_id: str, given: RowsChangeIn) -> EditsOut:
    """Change level, program, agency or code of many rows of a document at once."""
    done(state, document_id)
    rows = _of_document(state, document_id, given.rows)
    return _changed(state, dict.fromkeys(rows, given.change()), by=given.by)


@router.post(
    "/rows/{row_id}/split",
    status_code=201,
    operation_id="edits_split",
    responses=documented(400, 404, 413, 422, 429),
)
def split(state: State, row_id: str, given: SplitIn) -> EditOut:
    """Split a row's name in two rows; code, indicators and money stay with the first."""
    try:
        edit = edit_journal.split(
            state.database, row_id, given.at, by=given.by, predict=state.current_model.predictions
        )
    except ValueError as error:
        raise Refusal(422, "no_name", at=given.at) from error
    return edit_json(_there(edit, row_id))


@router.post(
    "/rows/{row_id}/merge",
    status_code=201,
    operation_id="edits_merge",
    responses=documented(404, 422, 429),
)
def merge(state: State, row_id: str, by: By = "") -> EditOut:
    """Merge a row with the next of its document, as where one name was read as two rows."""
    edit = edit_journal.merge(state.database, row_id, by=by, predict=state.current_model.predictions)
    return edit_json(_there(edit, row_id))


@router.delete("/rows/{row_id}", operation_id="edits_remove", responses=documented(404, 422, 429))
def remove(state: State, row_id: str, by: By = "") -> EditsOut:
    """Take a row away that is none; it can be undone."""
    edits = edit_journal.remove(state.database, [row_id], by=by)
    if not edits:
        raise Refusal(404, "no_row", id=row_id[:40])
    return _shown(edits)


@router.post(
    "/documents/{document_id}/rows/remove",
    operation_id="edits_remove_many",
    responses=documented(400, 404, 413, 422, 429),
)
def remove_many(state: State, document_id: str, given: RowsIn) -> EditsOut:
    """Take many rows of a document away that are none."""
    done(state, document_id)
    rows = _of_document(state, document_id, given.rows)
    return _shown(edit_journal.remove(state.database, rows, by=given.by))


@router.post(
    "/documents/{document_id}/rows",
    status_code=201,
    operation_id="edits_add",
    responses=documented(400, 404, 409, 413, 422, 429),
)
def add(state: State, document_id: str, given: NewRowIn) -> EditOut:
    """Add a row that was not read, where it stands on its page."""
    of_rows = done(state, document_id)
    if given.page > of_rows.pages_total:
        raise Refusal(422, "no_page", page=given.page, total=of_rows.pages_total)
    row = given.row(of_rows.name, of_rows.sha256, of_rows.facts.opd)
    edit = edit_journal.add(
        state.database, of_rows.id, row, by=given.by, predict=state.current_model.predictions
    )
    if edit is None:
        raise Refusal(404, "no_document", id=document_id[:40])
    return edit_json(edit)


@router.get(
    "/documents/{document_id}/pages/{page}/text",
    operation_id="edits_text",
    responses=documented(404, 409, 422, 429, 503),
)
def text(
    state: State,
    document_id: str,
    page: Annotated[int, Path(le=2**31 - 1)],
    bbox: Annotated[
        str,
        Query(
            max_length=200,
            examples=["120,310.5,290,334"],
            description="x0,top,x1,bottom in points of the page as displayed, from its top left",
        ),
    ],
) -> BoxTextOut:
    """What stands within a box of a page, read as the name of a row: for a row that is to be added.

    A page that is a picture says nothing; a code before the name is told apart.
    """
    of_page = done(state, document_id)
    if not 1 <= page <= of_page.pages_total:
        raise Refusal(404, "no_page", page=page, total=of_page.pages_total)
    said = box_text(state.page_images.lines(of_page.id, page, _box(bbox)))
    return BoxTextOut(text=said.text, kode=said.kode, level=said.level)


@router.delete("/edits/{edit_id}", operation_id="edits_undo", responses=documented(404, 409, 422, 429))
def undo(state: State, edit_id: int, by: By = "") -> EditOut:
    """Take an edit back, by a new entry: its rows say what they said before."""
    if not 0 < edit_id < 2**31:
        raise Refusal(404, "no_edit", id=str(edit_id)[:40])
    try:
        edit = edit_journal.undo(state.database, edit_id, by=by, predict=state.current_model.predictions)
    except Overtaken as overtaken:
        raise refusals.overtaken("edited", overtaken.by) from overtaken
    if edit is None:
        raise Refusal(404, "no_edit", id=edit_id)
    return edit_json(edit)


@router.get(
    "/documents/{document_id}/edits", operation_id="edits_history", responses=documented(404, 422, 429)
)
def history(state: State, document_id: str) -> EditsOut:
    """Everything that people made of a document's rows, oldest first."""
    return _shown(edit_journal.history(state.database, document(state, document_id).sha256))


@router.get(
    "/edits/export",
    operation_id="edits_export",
    response_class=StreamingResponse,
    responses=documented(
        429,
        others={
            200: {
                "content": {"application/jsonl": {"schema": {"type": "string"}}},
                "description": "JSON lines: rows before and after each edit in force, of all documents.",
            }
        },
    ),
)
def export(state: State) -> Response:
    """What people put right, for those who work on the reader."""
    return downloads.streamed(
        results.json_line(edit) + "\n" for edit in edit_journal.exported(state.database)
    )


def _changed(
    state: State, changes: dict[str, RowChange], *, by: str, seen: dict[str, int] | None = None
) -> EditsOut:
    if not changes or edit_journal.unknown(state.database, changes):
        raise Refusal(404, "no_row", id=next(iter(changes), "")[:40])
    try:
        edits = edit_journal.change(
            state.database, changes, by=by, predict=state.current_model.predictions, seen=seen
        )
    except Overtaken as overtaken:
        raise refusals.overtaken("edited", overtaken.by) from overtaken
    return _shown(edits)


def _box(bbox: str) -> Box:
    try:
        x0, top, x1, bottom = (float(value) for value in bbox.split(","))
    except ValueError as error:
        raise Refusal(422, "no_bbox") from error
    return Box(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom))


def _of_document(state: State, document_id: str, row_ids: Sequence[str]) -> list[str]:
    """The rows, each once. Raises Refusal when one is not of the document."""
    rows = list(dict.fromkeys(row_ids))
    strangers = edit_journal.unknown(state.database, rows, document_id)
    if strangers:
        raise Refusal(404, "no_row", id=strangers[0][:40])
    return rows


def _there(edit: Edit | None, row_id: str) -> Edit:
    if edit is None:
        raise Refusal(404, "no_row", id=row_id[:40])
    return edit


def _shown(edits: Sequence[Edit]) -> EditsOut:
    return EditsOut(edits=[edit_json(edit) for edit in edits])
