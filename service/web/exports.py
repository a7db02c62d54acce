"""A document's rows to take away, as its table shows them: those that its filters leave, in reading order.

The workbook's map counts the programs that are among these rows, each with the whole of its budget:
a filter chooses programs and never cuts one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from classifier.formats import results
from classifier.mapping import map_workbook, matrix
from service import downloads
from service.api import handouts
from service.api.row_json import row_json
from service.dependencies import State, done
from service.state import ServiceState
from service.storage import rows
from service.storage.documents import Document
from service.storage.rows import StoredRow
from service.web import rendering
from service.web.row_query import AskedRows, RowsView

router = APIRouter(prefix="/documents/{document_id}", tags=["pages"], include_in_schema=False)
# More rows than any document has.
_MAX_ROWS = 10_000_000
# Beside the contract's: what a planner's work was, which those have no place for.
_ANSWER_FIELDS = (
    "subdimension_name", "answered_by", "answered_at", "note", "predicted", "predicted_confidence",
)  # fmt: skip


@router.get("/export.xlsx")
def workbook(
    state: State, request: Request, document_id: str, asked: AskedRows, author: handouts.Author = ""
) -> Response:
    """Rows, map, gaps and taxonomy as a workbook."""
    exported, view = _asked(state, document_id, asked)
    chosen = _chosen(state, view)
    outline = state.program_cache.outline(exported)
    if chosen is not None:
        kept = (program for program in outline.programs if not chosen.isdisjoint(program.rows))
        outline = replace(outline, programs=tuple(kept))
    out = io.BytesIO()
    map_workbook.write(
        matrix.of_outline(outline, state.taxonomy),
        out,
        rows=_flat(state, _rows(state, exported, chosen)),
        fields=(*results.TAGGED_FIELDS, *_ANSWER_FIELDS),
        cover=handouts.cover(state, [exported], author=author.strip() or rendering.person(request)),
        language=rendering.language(request),
    )
    return Response(out.getvalue(), media_type=downloads.XLSX, headers=_headers(exported, view, "xlsx"))


@router.get("/export.csv")
def csv(state: State, document_id: str, asked: AskedRows) -> Response:
    """Rows as CSV of the contract's fields and who answered what, marked as UTF-8 for spreadsheets."""
    exported, view = _asked(state, document_id, asked)
    out = io.BytesIO(downloads.UTF8_MARK)
    out.seek(0, io.SEEK_END)
    flat = _flat(state, _rows(state, exported, _chosen(state, view)))
    results.write(flat, "csv", out, fields=(*results.TAGGED_FIELDS, *_ANSWER_FIELDS))
    return Response(out.getvalue(), media_type=downloads.CSV, headers=_headers(exported, view, "csv"))


@router.get("/export.jsonl")
def lines(state: State, document_id: str, asked: AskedRows) -> Response:
    """Rows as JSON lines, with their ids, labels and what the model said."""
    exported, view = _asked(state, document_id, asked)
    chosen = _chosen(state, view)
    return downloads.streamed(
        (results.json_line(row_json(stored)) + "\n" for stored in _rows(state, exported, chosen)),
        _headers(exported, view, "jsonl"),
    )


def _asked(state: ServiceState, document_id: str, asked: RowsView) -> tuple[Document, RowsView]:
    exported = done(state, document_id)
    return exported, asked.within([exported.id])


def _chosen(state: ServiceState, view: RowsView) -> set[str] | None:
    """The ids of the rows that a view's filters leave; None when they leave all."""
    if view.filter.is_all:
        return None
    return set(rows.ids(state.database, view.filter, limit=_MAX_ROWS))


def _rows(state: ServiceState, exported: Document, chosen: set[str] | None) -> Iterator[StoredRow]:
    every = rows.of_document(state.database, exported.id)
    return every if chosen is None else (stored for stored in every if stored.id in chosen)


def _flat(state: ServiceState, exported: Iterator[StoredRow]) -> Iterator[dict[str, Any]]:
    """Rows with what people said of them in fields of their own, for tables."""
    names = {s.id: matrix.name(s) for s in state.taxonomy.subdimensions}
    for stored in exported:
        label, predicted = stored.label, stored.prediction.subdimension
        yield row_json(stored) | {
            "subdimension_name": names.get(stored.subdimension, ""),
            "answered_by": label.by if label else "",
            "answered_at": label.at if label else "",
            "note": label.note if label else "",
            "predicted": names.get(predicted, predicted),
            "predicted_confidence": stored.prediction.confidence,
        }


def _headers(exported: Document, view: RowsView, ending: str) -> dict[str, str]:
    filtered = "" if view.filter.is_all else "-tersaring"
    return downloads.headers(f"{downloads.safe(exported.name)}{filtered}.{ending}")
