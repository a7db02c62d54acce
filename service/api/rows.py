"""What a document holds: rows in every format, the map, pictures of pages."""

from __future__ import annotations

import io
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, Response

from classifier.formats import results
from classifier.mapping import analysis, map_workbook, matrix
from service import downloads
from service.api import handouts
from service.api.map_json import map_json
from service.api.row_json import row_json
from service.api.row_schemas import MapOut, RowsOut, SubdimensionId
from service.dependencies import State, document, done
from service.problem_details import documented
from service.refusals import Refusal, unknown_subdimension
from service.storage import rows
from service.storage.rows import RowFilter, RowState

router = APIRouter(prefix="/documents/{document_id}", tags=["rows"])
# What a column of the database holds.
_MAX_PAGE = 2**31 - 1
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_TEXT = {"schema": {"type": "string"}}


@router.get(
    "/rows",
    operation_id="rows_listing",
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
    review: Annotated[bool | None, Query(description="only rows that need review, or only others")] = None,
    subdimension: Annotated[
        SubdimensionId | None, Query(description="only rows of this label in force")
    ] = None,
    limit: Annotated[int, Query(ge=0, le=100_000, description="0: all")] = 0,
    offset: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
) -> Response:
    """Rows in reading order; CSV and XLSX hold the contract's fields."""
    of_rows = done(state, document_id)
    if subdimension and subdimension not in state.taxonomy.ids:
        raise unknown_subdimension(state.taxonomy, subdimension)
    needed: dict[bool | None, RowState] = {None: "", True: "review", False: "settled"}
    row_filter = RowFilter((of_rows.id,), subdimension=subdimension or "", state=needed[review])
    chosen = map(
        row_json, rows.of_document(state.database, of_rows.id, row_filter, limit=limit, offset=offset)
    )
    if format == "json":
        total = rows.count(state.database, row_filter)
        body = results.json_line({"rows": list(chosen), "total": total})
        return Response(body, media_type="application/json")
    if format == "jsonl":
        return downloads.streamed(results.json_line(row) + "\n" for row in chosen)
    out = io.BytesIO()
    results.write(chosen, format, out, fields=results.TAGGED_FIELDS)
    media_type = downloads.XLSX if format == "xlsx" else downloads.CSV
    return Response(out.getvalue(), media_type=media_type, headers=_attachment(f"rows-{of_rows.id}.{format}"))


@router.get(
    "/map",
    name="matrix",
    operation_id="rows_matrix",
    response_model=MapOut,
    responses=documented(
        404,
        409,
        422,
        429,
        others={200: {"content": dict.fromkeys((downloads.XLSX, downloads.DOCX, downloads.PPTX), _BINARY)}},
    ),
)
def map_of_document(
    state: State,
    document_id: str,
    format: Literal["json", "xlsx", "docx", "pptx"] = "json",
    author: handouts.Author = "",
) -> Response:
    """Which OPD does what for which subdimension, by the labels in force; as workbook, report or slides."""
    mapped = done(state, document_id)
    outline = state.program_cache.outline(mapped)
    opd_map = matrix.of_outline(outline, state.taxonomy)
    if format == "json":
        return Response(results.json_line(map_json(opd_map)), media_type="application/json")
    cover, headers = (
        handouts.cover(state, [mapped], author=author),
        _attachment(f"map-{mapped.id}.{format}"),
    )
    if format == "xlsx":
        out = io.BytesIO()
        map_workbook.write(opd_map, out, cover=cover)
        return Response(out.getvalue(), media_type=downloads.XLSX, headers=headers)
    counted = analysis.counted_map([outline], state.taxonomy)
    media_type = downloads.DOCX if format == "docx" else downloads.PPTX
    return Response(handouts.written(counted, cover, format), media_type=media_type, headers=headers)


@router.get(
    "/pages/{page}.png",
    operation_id="rows_picture",
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
    of_page = document(state, document_id)
    total = of_page.pages_total
    if not 1 <= page <= (total or _MAX_PAGE):
        raise Refusal(404, "no_page", page=page, total=total)
    on_page = list(rows.of_document(state.database, of_page.id, RowFilter(page=page)))
    if row and all(stored.id != row for stored in on_page):
        raise Refusal(404, "no_row", id=row)
    return FileResponse(
        state.page_images.path(of_page.id, page, on_page, row),
        media_type="image/png",
        headers={"Cache-Control": "no-cache"},
    )


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
