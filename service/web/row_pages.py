"""The rows of a document or of several as a table, and one row beside its page."""

from __future__ import annotations

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from service.dependencies import State, document
from service.refusals import Refusal
from service.storage import documents, edit_journal, rows
from service.web import rendering
from service.web.facts.about import about
from service.web.rendering import screen
from service.web.row_query import DEFAULT_SIZE, AskedRows
from service.web.row_view import beside, table

router = APIRouter(tags=["pages"], include_in_schema=False)


@router.get("/documents/{document_id}")
def show(state: State, request: Request, document_id: str, asked: AskedRows) -> HTMLResponse:
    """A document: what its reading gave, and its rows as asked for."""
    shown = document(state, document_id)
    if request.headers.get("hx-trigger") == "state" and shown.status not in ("queued", "running"):
        # The page that waits asks how far the reading is: it is over, and there is another page to show.
        return HTMLResponse("", headers={"HX-Refresh": "true"})
    values = about(state, request, shown)
    if shown.status == "done":
        values |= table(state, request, asked.within([shown.id]), f"/documents/{shown.id}")
        values |= {"removals": edit_journal.removals(state.database, shown.sha256)}
    return screen(state, request, "document.html", model=state.current_model.loaded_id(), **values)


@router.get("/rows")
def several(
    state: State,
    request: Request,
    asked: AskedRows,
    document: list[str] = Query(default=[]),  # noqa: B008
) -> HTMLResponse:
    """Rows of several documents, or of all."""
    chosen = documents.done(state.database, document)
    ids = [shown.id for shown in chosen]
    view = asked.within(ids or ["-"])
    more = {"document": ids} if document else {}
    values = table(state, request, view, "/rows", **more)
    return screen(state, request, "rows.html", documents=chosen, **values)


@router.get("/rows/{row_id}")
def row(state: State, request: Request, row_id: str) -> Response:
    """A row with its page, beside the table: the part, or its document's page with the table at that row."""
    shown = beside(state, request, row_id)
    if rendering.is_part(request):
        return screen(state, request, "_row.html", **shown.values)
    number = rows.place(state.database, row_id) // DEFAULT_SIZE + 1
    there = rendering.address(
        f"/documents/{shown.row.document_id}", row=row_id, p=number if number > 1 else 0
    )
    return RedirectResponse(there, 303, {"Cache-Control": "no-store"})


@router.get("/documents/{document_id}/pages/{page}.png")
def picture(state: State, document_id: str, page: int) -> Response:
    """The page as it is; the boxes are drawn over it by the browser, where they can be clicked."""
    of_page = document(state, document_id)
    if not 1 <= page <= of_page.pages_total:
        raise Refusal(404, "no_page", page=page, total=of_page.pages_total)
    return FileResponse(
        state.page_images.path(of_page.id, page, (), ""),
        media_type="image/png",
        # The bytes of a document never change; its id is not given twice.
        headers={"Cache-Control": "private, max-age=86400, immutable"},
    )
