"""The rows of a document or of several as a table, and one row beside its page."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from service import reading_notes
from service.dependencies import ServiceState, State, document
from service.refusals import Refusal
from service.storage import documents, label_journal, listing
from service.storage.documents import NOT_A_PROGRAM, Document
from service.storage.id_ranges import packed
from service.web import rendering
from service.web.highlights import pieces
from service.web.row_query import SIZES, Asked, View
from service.web.screens import screen

router = APIRouter(tags=["pages"], include_in_schema=False)
# So many documents, the newest, make up "all" of them on one page.
MAX_DOCUMENTS = 500


@router.get("/documents/{document_id}")
def show(state: State, request: Request, document_id: str, asked: Asked) -> HTMLResponse:
    """A document: what was found, and its rows as asked for."""
    found = document(state, document_id)
    values: dict[str, Any] = {"document": found, "summary": None, "noticed": {}, "why": None, "by_page": ()}
    spoken = rendering.language(request)
    if request.headers.get("hx-trigger") == "state" and found.status not in ("queued", "running"):
        # The page that waits asks how far the reading is: it is over, and there is another page to show.
        return HTMLResponse("", headers={"HX-Refresh": "true"})
    if found.status == "done":
        summary = documents.summaries(state.database, [found])[found.id]
        values |= {"summary": summary, "noticed": reading_notes.in_language(summary, spoken)}
        values["by_page"] = reading_notes.page_sentences(found.report, spoken)
        if not summary["rows"] and not summary["dropped"]:
            values["why"] = reading_notes.why_no_rows(found.report, spoken)
        values |= table(state, request, asked.within([found.id]), f"/documents/{found.id}")
    return screen(state, request, "document.html", model=current_model(state), **values)


@router.get("/rows")
def several(
    state: State,
    request: Request,
    asked: Asked,
    document: list[str] = Query(default=[]),  # noqa: B008
) -> HTMLResponse:
    """Rows of several documents, or of all."""
    chosen = some_documents(state, document)
    view = asked.within([one.id for one in chosen] or ["-"])
    more = {"document": [one.id for one in chosen]} if document else {}
    values = table(state, request, view, "/rows", **more)
    return screen(state, request, "rows.html", documents=chosen, **values)


@router.get("/rows/{row_id}")
def row(state: State, request: Request, row_id: str) -> HTMLResponse:
    """A row with its page: a part beside the table, or a page by itself."""
    template = "_row.html" if rendering.is_part(request) else "row.html"
    return screen(state, request, template, **beside(state, request, row_id))


@router.get("/documents/{document_id}/pages/{page}.png")
def picture(state: State, document_id: str, page: int) -> Response:
    """The page as it is; the boxes are drawn over it by the browser, where they can be clicked."""
    found = document(state, document_id)
    if not 1 <= page <= found.pages_total:
        raise Refusal(404, "no_page", page=page, total=found.pages_total)
    return FileResponse(
        state.page_images.path(found.id, page, (), ""),
        media_type="image/png",
        # The bytes of a document never change; its id is not given twice.
        headers={"Cache-Control": "private, max-age=86400, immutable"},
    )


def table(state: ServiceState, request: Request, view: View, path: str, **more: Any) -> dict[str, Any]:
    """What the table's template needs: the rows of a view, how many there are, and what can be chosen."""
    total = listing.number(state.database, view.choice)
    last = max(1, -(-total // view.size))
    view = replace(view, number=min(view.number, last))
    found = listing.some(state.database, view.choice, sort=view.sort, limit=view.size, offset=view.offset)
    chosen: dict[str, Any] = {}
    if view.row:
        # An address that was sent on may name a row of a document that was deleted since.
        with suppress(Refusal):
            chosen = beside(state, request, view.row)
    return {
        "view": view,
        "table_path": path,
        "table_link": partial(_link, path, view, more),
        "everything_link": rendering.address(path, **more),
        "table_more": more,
        "rows": [row_values(state, one) for one in found],
        "total": total,
        "last": last,
        "sizes": SIZES,
        "opds": listing.opds(state.database, view.choice.documents),
        "counts": listing.counts(state.database, view.choice),
        "chosen": chosen,
        # Only on a document's own page are lines ticked and answered together.
        "many": not path.startswith("/documents/"),
    }


def _link(path: str, view: View, more: dict[str, Any], **changes: Any) -> str:
    return rendering.address(path, **more, **view.query(**changes))


def beside(state: ServiceState, request: Request, row_id: str) -> dict[str, Any]:
    """What the template of one row needs. Raises Refusal when there is no such row."""
    found = listing.one(state.database, row_id)
    if found is None:
        raise Refusal(404, "no_row", id=row_id[:40])
    return around(state, request, found)


def around(state: ServiceState, request: Request, found: dict[str, Any]) -> dict[str, Any]:
    """What the template of one row needs, of a row that was looked up."""
    on_page = listing.on_page(state.database, found["document_id"], found["page"])
    alike = listing.alike(state.database, found)
    return {
        "row": row_values(state, found),
        "on_page": [{"id": one["id"], "box": one["bbox"], "level": one["level"]} for one in on_page],
        "alike": alike,
        "together": packed(label_journal.together(state.database, found["id"], alike)),
        "history": label_journal.history(state.database, found["id"]),
        "shown_on": request.query_params.get("screen", "")[:10],
    }


def least_sure(state: ServiceState, found: dict[str, Any]) -> float:
    """The confidence below which the model that answers now leaves a row like this to people."""
    if not state.current_model.is_loaded():
        # Just started: about where models' bounds lie.
        return 0.75
    card = state.current_model.get().card
    return card.review_below_in_context if found["program"] or found["opd"] else card.review_below


def row_values(state: ServiceState, found: dict[str, Any]) -> dict[str, Any]:
    """A row with what its template shows beside its fields: pieces of the text, the whole budget."""
    dropped = found["label"] is not None and found["label"]["subdimension"] == NOT_A_PROGRAM
    return found | {
        "subdimension": NOT_A_PROGRAM if dropped else found["subdimension"],
        "least": least_sure(state, found),
        "pieces": pieces(found["text"], found["evidence"]),
        "amount": sum(found["pagu"].values()),
        "sure": found["predicted"]["confidence"],
    }


def some_documents(state: ServiceState, wanted: Sequence[str]) -> list[Document]:
    """The documents of these ids that are read, or all of them, newest first."""
    done = documents.done(state.database, limit=MAX_DOCUMENTS)
    chosen = [one for one in done if one.id in wanted]
    return chosen if wanted else done


def current_model(state: ServiceState) -> str:
    """The id of the model that answers now, "" when it is not loaded yet."""
    return state.current_model.get().card.id if state.current_model.is_loaded() else ""
