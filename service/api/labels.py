"""What people say of rows: given, undone, shown, exported as labelled data."""

from __future__ import annotations

import dataclasses
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response, StreamingResponse

from classifier import labels
from service import downloads
from service.api.row_json import row_json
from service.api.row_schemas import EntriesOut, LabelIn, Row
from service.dependencies import State
from service.problem_details import documented
from service.refusals import Refusal, unknown_subdimension
from service.state import ServiceState
from service.storage import label_export, label_journal, rows

router = APIRouter(tags=["labels"])


@router.post(
    "/rows/{row_id}/label",
    operation_id="labels_give",
    response_model=Row,
    status_code=201,
    responses=documented(
        400,
        404,
        413,
        422,
        429,
        others={200: {"model": Row, "description": "The row, which had this label already."}},
    ),
)
def give(state: State, row_id: str, label: LabelIn, response: Response) -> dict[str, object]:
    """Confirm or correct a row's label; it becomes labelled data."""
    if label.subdimension not in state.taxonomy.ids:
        raise unknown_subdimension(state.taxonomy, label.subdimension)
    added = label_journal.add(state.database, row_id, label.subdimension, note=label.note, by=label.by)
    if added is None:
        raise Refusal(404, "no_row", id=row_id[:40])
    entry, is_new = added
    if is_new:
        state.metrics.labelled(entry.origin)
    else:
        response.status_code = 200
    return _row(state, row_id)


@router.delete(
    "/rows/{row_id}/label",
    operation_id="labels_undo",
    response_model=Row,
    responses=documented(404, 409, 422, 429),
)
def undo(
    state: State,
    row_id: str,
    entry: Annotated[
        int, Query(ge=0, le=2**31 - 1, description="the label's id, so that asking again undoes no other")
    ] = 0,
    by: Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")] = "",
) -> dict[str, object]:
    """Take the label in force back, by a new entry; the one before it holds again, or the model's answer."""
    _row(state, row_id)
    is_new = label_journal.undo(state.database, row_id, entry=entry, by=by)
    if is_new is None:
        raise Refusal(409, "no_label")
    if is_new:
        state.metrics.labelled("undone")
    return _row(state, row_id)


@router.get(
    "/rows/{row_id}/labels",
    operation_id="labels_history",
    response_model=EntriesOut,
    responses=documented(404, 422, 429),
)
def history(state: State, row_id: str) -> dict[str, object]:
    """Everything that was said of a row, with the model's answer that was seen."""
    _row(state, row_id)
    entries = label_journal.history(state.database, row_id)
    return {"entries": [dataclasses.asdict(entry) | {"origin": entry.origin} for entry in entries]}


@router.get(
    "/rows/{row_id}",
    operation_id="labels_show",
    response_model=Row,
    responses=documented(404, 422, 429),
)
def show(state: State, row_id: str) -> dict[str, object]:
    """A row."""
    return _row(state, row_id)


@router.get(
    "/labels/export",
    operation_id="labels_export",
    response_class=StreamingResponse,
    responses=documented(
        429,
        others={
            200: {
                "content": {"application/jsonl": {"schema": {"type": "string"}}},
                "description": "JSON lines for `petakota data import`.",
            }
        },
    ),
)
def export(state: State) -> Response:
    """Every label in force as labelled data, also of documents that were deleted."""
    lines = (labels.line(label) + "\n" for label in label_export.exported(state.database))
    return downloads.streamed(lines)


@router.get(
    "/labels/no_program",
    operation_id="labels_no_program",
    response_class=Response,
    responses=documented(
        429,
        others={
            200: {
                "content": {"text/plain": {"schema": {"type": "string"}}},
                "description": "One text a line, as `data/labeled/no_program.txt` holds them.",
            }
        },
    ),
)
def no_program(state: State) -> Response:
    """The texts of rows that people called no program, for training."""
    texts = label_export.no_programs(state.database)
    return Response("".join(f"{text}\n" for text in texts), media_type="text/plain")


def _row(state: ServiceState, row_id: str) -> dict[str, object]:
    stored = rows.get(state.database, row_id)
    if stored is None:
        raise Refusal(404, "no_row", id=row_id[:40])
    return row_json(stored)
