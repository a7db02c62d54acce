"""A document's rows to take away, as its table shows them: those that its filters leave, in reading order.

The workbook's map counts the programs that are among these rows, each with the whole of its budget:
a filter chooses programs and never cuts one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from classifier.formats import results
from classifier.mapping import map_workbook, matrix
from service import downloads
from service.dependencies import ServiceState, State, done
from service.storage import listing, rows
from service.storage.documents import Document
from service.web.row_query import Asked, View

router = APIRouter(prefix="/documents/{document_id}", tags=["pages"], include_in_schema=False)
# More rows than any document has.
_MAX_ROWS = 10_000_000
# Beside the contract's: what a planner's work was, which those have no place for.
_ANSWER_FIELDS = (
    "subdimension_name", "answered_by", "answered_at", "note", "predicted", "predicted_confidence",
)  # fmt: skip


@router.get("/export.xlsx")
def workbook(state: State, document_id: str, asked: Asked) -> Response:
    """Rows, map, gaps and taxonomy as a workbook."""
    found, view = _asked(state, document_id, asked)
    chosen = _chosen(state, view)
    programs = state.program_cache.of(found)
    if chosen is not None:
        programs = tuple(one for one in programs if not chosen.isdisjoint(one.rows))
    out = io.BytesIO()
    plan = matrix.of(programs, state.taxonomy)
    map_workbook.write(
        plan,
        out,
        rows=_flat(state, _rows(state, found, chosen)),
        fields=(*results.TAGGED_FIELDS, *_ANSWER_FIELDS),
    )
    return Response(out.getvalue(), media_type=downloads.XLSX, headers=_headers(found, view, "xlsx"))


@router.get("/export.csv")
def csv(state: State, document_id: str, asked: Asked) -> Response:
    """Rows as CSV of the contract's fields and who answered what, marked as UTF-8 for spreadsheets."""
    found, view = _asked(state, document_id, asked)
    out = io.BytesIO(downloads.UTF8_MARK)
    out.seek(0, io.SEEK_END)
    told = _flat(state, _rows(state, found, _chosen(state, view)))
    results.write(told, "csv", out, fields=(*results.TAGGED_FIELDS, *_ANSWER_FIELDS))
    return Response(out.getvalue(), media_type=downloads.CSV, headers=_headers(found, view, "csv"))


@router.get("/export.jsonl")
def lines(state: State, document_id: str, asked: Asked) -> StreamingResponse:
    """Rows as JSON lines, with their ids, labels and what the model said."""
    found, view = _asked(state, document_id, asked)
    chosen = _chosen(state, view)
    return StreamingResponse(
        (results.json_line(row) + "\n" for row in _rows(state, found, chosen)),
        media_type=downloads.JSONL,
        headers=_headers(found, view, "jsonl"),
    )


def _asked(state: ServiceState, document_id: str, asked: View) -> tuple[Document, View]:
    found = done(state, document_id)
    return found, asked.within([found.id])


def _chosen(state: ServiceState, view: View) -> set[str] | None:
    """The ids of the rows that a view's filters leave; None when they leave all."""
    if view.choice.is_all:
        return None
    return set(listing.ids(state.database, view.choice, limit=_MAX_ROWS))


def _rows(state: ServiceState, found: Document, chosen: set[str] | None) -> Iterator[dict[str, Any]]:
    every = rows.some(state.database, found.id)
    return every if chosen is None else (row for row in every if row["id"] in chosen)


def _flat(state: ServiceState, found: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows with what people said of them in fields of their own, for tables."""
    names = {one.id: matrix.name(one) for one in state.taxonomy.subdimensions}
    for row in found:
        label, predicted = row["label"] or {}, row["predicted"]
        yield row | {
            "subdimension_name": names.get(row["subdimension"], ""),
            "answered_by": label.get("by", ""),
            "answered_at": label.get("at", ""),
            "note": label.get("note", ""),
            "predicted": names.get(predicted["subdimension"], predicted["subdimension"]),
            "predicted_confidence": predicted["confidence"],
        }


def _headers(found: Document, view: View, ending: str) -> dict[str, str]:
    filtered = "" if view.choice.is_all else "-tersaring"
    return downloads.headers(f"{downloads.safe(found.name)}{filtered}.{ending}")
