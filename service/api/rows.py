"""What a document holds: rows in every format, the map, pictures of pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, Response, StreamingResponse

from classifier.formats import results
from classifier.mapping import map_workbook, matrix
from classifier.mapping.matrix import Map
from service import downloads
from service.api.row_schemas import MapOut, RowsOut, SubdimensionId
from service.dependencies import ServiceState, State, document, done
from service.problem_details import documented
from service.refusals import Refusal
from service.storage import rows

router = APIRouter(prefix="/documents/{document_id}", tags=["rows"])
# What a column of the database holds.
_MAX_PAGE = 2**31 - 1
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_TEXT = {"schema": {"type": "string"}}


@router.get(
    "/rows",
    response_model=RowsOut,
    responses=documented(
        404,
        409,
        422,
        429,
        others={200: {"content": {downloads.JSONL: _TEXT, "text/csv": _TEXT, downloads.XLSX: _BINARY}}},
    ),
)
def listing(
    state: State,
    document_id: str,
    format: Literal["json", "jsonl", "csv", "xlsx"] = "json",
    review: Annotated[bool | None, Query(description="only rows that want a look, or only others")] = None,
    subdimension: Annotated[
        SubdimensionId | None, Query(description="only rows of this label in force")
    ] = None,
    limit: Annotated[int, Query(ge=0, le=100_000, description="0: all")] = 0,
    offset: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
) -> Response:
    """Rows in reading order; CSV and XLSX hold the contract's fields."""
    found = done(state, document_id)
    if subdimension and subdimension not in state.taxonomy.ids:
        raise unknown_subdimension(state, subdimension)
    chosen = rows.some(
        state.database, found.id, review=review, subdimension=subdimension, limit=limit, offset=offset
    )
    if format == "json":
        total = rows.number(state.database, found.id, review=review, subdimension=subdimension)
        body = results.json_line({"rows": list(chosen), "total": total})
        return Response(body, media_type="application/json")
    if format == "jsonl":
        return StreamingResponse(_lines(chosen), media_type=downloads.JSONL)
    out = io.BytesIO()
    results.write(chosen, format, out, fields=results.TAGGED_FIELDS)
    media_type = downloads.XLSX if format == "xlsx" else downloads.CSV
    return Response(out.getvalue(), media_type=media_type, headers=_attachment(f"rows-{found.id}.{format}"))


@router.get(
    "/map",
    name="matrix",
    response_model=MapOut,
    responses=documented(404, 409, 422, 429, others={200: {"content": {downloads.XLSX: _BINARY}}}),
)
def map_of_document(state: State, document_id: str, format: Literal["json", "xlsx"] = "json") -> Response:
    """Which OPD does what for which subdimension, by the labels in force."""
    found = done(state, document_id)
    plan = matrix.of(state.program_cache.of(found), state.taxonomy)
    if format == "json":
        return Response(results.json_line(_map(plan)), media_type="application/json")
    out = io.BytesIO()
    map_workbook.write(plan, out)
    return Response(out.getvalue(), media_type=downloads.XLSX, headers=_attachment(f"map-{found.id}.xlsx"))


@router.get(
    "/pages/{page}.png",
    response_class=Response,
    responses=documented(
        404, 422, 429, 503, others={200: {"content": {"image/png": _BINARY}, "description": "The page."}}
    ),
)
def picture(
    state: State,
    document_id: str,
    page: int,
    row: Annotated[str, Query(max_length=40, description="id of a row to highlight")] = "",
) -> Response:
    """The page with its rows boxed."""
    found = document(state, document_id)
    total = found.pages_total
    if not 1 <= page <= (total or _MAX_PAGE):
        raise Refusal(404, "no_page", page=page, total=total)
    on_page = list(rows.some(state.database, found.id, page=page))
    if row and all(one["id"] != row for one in on_page):
        raise Refusal(404, "no_row", id=row)
    return FileResponse(
        state.page_images.path(found.id, page, on_page, row),
        media_type="image/png",
        headers={"Cache-Control": "no-cache"},
    )


def unknown_subdimension(state: ServiceState, given: str) -> Refusal:
    """The refusal of an id that the taxonomy lacks, with the nearest one."""
    near = state.taxonomy.nearest(given)
    hint = f" ({near}?)" if near else ""
    return Refusal(422, "unknown_subdimension", given=given[:100], hint=hint)


def _lines(chosen: Iterator[dict[str, Any]]) -> Iterator[str]:
    return (results.json_line(row) + "\n" for row in chosen)


def _map(plan: Map) -> dict[str, Any]:
    return {
        "opds": list(plan.opds),
        "years": list(plan.years),
        "cells": matrix.cell_dicts(plan),
        "gaps": list(plan.gaps),
    }


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
