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

from classifier import map as maps
from classifier import mapbook, results
from service import attachments, listing, rows
from service.desk import Desk, Parts, done
from service.documents import Document
from service.views import Asked, View

router = APIRouter(prefix="/documents/{document_id}", tags=["pages"], include_in_schema=False)
# More rows than any document has.
_MAX_ROWS = 10_000_000
# Beside the contract's: what a planner's work was, which those have no place for.
_ANSWER_FIELDS = (
    "subdimension_name", "answered_by", "answered_at", "note", "predicted", "predicted_confidence",
)  # fmt: skip


@router.get("/export.xlsx")
def workbook(desk: Desk, document_id: str, asked: Asked) -> Response:
    """Rows, map, gaps and taxonomy as a workbook."""
    found, view = _asked(desk, document_id, asked)
    chosen = _chosen(desk, view)
    programs = desk.atlas.of(found)
    if chosen is not None:
        programs = tuple(one for one in programs if not chosen.isdisjoint(one.rows))
    out = io.BytesIO()
    plan = maps.of(programs, desk.taxonomy)
    mapbook.write(
        plan,
        out,
        rows=_flat(desk, _rows(desk, found, chosen)),
        fields=(*results.TAGGED_FIELDS, *_ANSWER_FIELDS),
    )
    return Response(out.getvalue(), media_type=attachments.XLSX, headers=_headers(found, view, "xlsx"))


@router.get("/export.csv")
def csv(desk: Desk, document_id: str, asked: Asked) -> Response:
    """Rows as CSV of the contract's fields and who answered what, marked as UTF-8 for spreadsheets."""
    found, view = _asked(desk, document_id, asked)
    out = io.BytesIO(attachments.UTF8_MARK)
    out.seek(0, io.SEEK_END)
    told = _flat(desk, _rows(desk, found, _chosen(desk, view)))
    results.write(told, "csv", out, fields=(*results.TAGGED_FIELDS, *_ANSWER_FIELDS))
    return Response(out.getvalue(), media_type=attachments.CSV, headers=_headers(found, view, "csv"))


@router.get("/export.jsonl")
def lines(desk: Desk, document_id: str, asked: Asked) -> StreamingResponse:
    """Rows as JSON lines, with their ids, labels and what the model said."""
    found, view = _asked(desk, document_id, asked)
    chosen = _chosen(desk, view)
    return StreamingResponse(
        (results.json_line(row) + "\n" for row in _rows(desk, found, chosen)),
        media_type=attachments.JSONL,
        headers=_headers(found, view, "jsonl"),
    )


def _asked(desk: Parts, document_id: str, asked: View) -> tuple[Document, View]:
    found = done(desk, document_id)
    return found, asked.within([found.id])


def _chosen(desk: Parts, view: View) -> set[str] | None:
    """The ids of the rows that a view's filters leave; None when they leave all."""
    if view.choice.is_all:
        return None
    return set(listing.ids(desk.store, view.choice, limit=_MAX_ROWS))


def _rows(desk: Parts, found: Document, chosen: set[str] | None) -> Iterator[dict[str, Any]]:
    every = rows.some(desk.store, found.id)
    return every if chosen is None else (row for row in every if row["id"] in chosen)


def _flat(desk: Parts, found: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows with what people said of them in fields of their own, for tables."""
    names = {one.id: maps.name(one) for one in desk.taxonomy.subdimensions}
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
    return attachments.headers(f"{attachments.safe(found.name)}{filtered}.{ending}")
