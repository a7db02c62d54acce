"""The first page: documents uploaded, how far each is, and what a planner's browser keeps."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from classifier.i18n.language import DEFAULT, languages
from service.api.documents import remove, taken
from service.api.schemas import Accepted
from service.dependencies import ServiceState, State, document, done
from service.jobs import queue
from service.refusals import Refusal
from service.storage import documents, files, rows
from service.storage.documents import Document
from service.web import rendering
from service.web.rendering import LANGUAGE_COOKIE, NAME_COOKIE
from service.web.row_table import current_model
from service.web.screens import screen

router = APIRouter(tags=["pages"], include_in_schema=False)
_SHOWN = 50
Text = Annotated[str, Form(max_length=2000)]
Back = Annotated[str, Form()]


@router.get("/")
def home(
    state: State, request: Request, before: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0
) -> HTMLResponse:
    """Upload, and the documents there are, newest first."""
    return _home(state, request, before=before)


@router.post("/documents")
def upload(state: State, request: Request, file: Annotated[list[UploadFile], File()]) -> Response:
    """Documents from a browser without script: all that can be used, and a sentence for each other."""
    refused = []
    for one in file:
        try:
            taken(state, one)
        except Refusal as refusal:
            refused.append((files.shown_name(one.filename or ""), refusal.message))
    if refused:
        return _home(state, request, refused=refused, status=422)
    return RedirectResponse("/", 303)


@router.post("/upload", status_code=202)
def upload_one(state: State, file: Annotated[UploadFile, File()]) -> Accepted:
    """A document from the page's script: as the API takes it, refused in the page's words."""
    found = taken(state, file)
    return Accepted(id=found.id, status=found.status)  # type: ignore[arg-type]


@router.get("/documents/{document_id}/line")
def line(state: State, request: Request, document_id: str) -> HTMLResponse:
    """The line of a document in the list, as it is now."""
    found = documents.get(state.database, document_id)
    if found is None:
        # Deleted meanwhile: the line goes, and is not asked for again.
        return HTMLResponse("")
    return screen(state, request, "_document.html", **_line_values(state, found), model=current_model(state))


@router.post("/documents/{document_id}/delete")
def delete(state: State, document_id: str) -> Response:
    """Delete a document with its rows; labels already given stay."""
    remove(state, document_id)
    return RedirectResponse("/", 303)


@router.post("/documents/{document_id}/retry")
def retry(state: State, document_id: str) -> Response:
    """Read a document that failed once more."""
    found = document(state, document_id)
    if queue.retry(state.database, found.id):
        state.worker_pool.wake()
    return RedirectResponse(f"/documents/{found.id}", 303)


@router.post("/documents/{document_id}/relabel")
def relabel(state: State, document_id: str) -> Response:
    """Ask the current model about a document's rows again."""
    found = done(state, document_id)
    rows.relabel(state.database, found.id, state.current_model.get())
    return RedirectResponse(f"/documents/{found.id}", 303)


@router.post("/language")
def language(lang: Text, back: Back = "/") -> Response:
    """Speak this language from now on."""
    answer = RedirectResponse(rendering.inside(back), 303)
    rendering.keep(answer, LANGUAGE_COOKIE, lang if lang in languages() else DEFAULT)
    return answer


@router.post("/person")
def person(name: Annotated[str, Form(max_length=200)] = "", back: Back = "/") -> Response:
    """Keep the name under which this browser's answers are noted."""
    answer = RedirectResponse(rendering.inside(back), 303)
    rendering.keep(answer, NAME_COOKIE, " ".join(name.split()))
    return answer


@router.get("/favicon.ico")
def favicon() -> Response:
    """The icon, for browsers that do not read the page's link to it."""
    return static("icon.svg")


@router.get("/static/{name}")
def static(name: str) -> Response:
    """A file of the package; its address changes with its content, so browsers keep it for good."""
    found = rendering.static_file(name)
    if found is None:
        raise Refusal(404, "not_found")
    return FileResponse(
        found,
        headers={"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"},
    )


def _home(
    state: ServiceState,
    request: Request,
    *,
    before: int = 0,
    refused: list[tuple[str, Any]] | None = None,
    status: int = 200,
) -> HTMLResponse:
    found = documents.newest(state.database, limit=_SHOWN + 1, before=before)
    shown = found[:_SHOWN]
    summaries = documents.summaries(state.database, shown)
    return screen(
        state,
        request,
        "home.html",
        status=status,
        lines=[{"document": one, "summary": summaries.get(one.id)} for one in shown],
        next=shown[-1].seq if len(found) > _SHOWN else 0,
        before=before,
        refused=refused or [],
        model=current_model(state),
        max_bytes=state.settings.max_upload_bytes,
    )


def _line_values(state: ServiceState, found: Document) -> dict[str, Any]:
    return {"document": found, "summary": documents.summaries(state.database, [found]).get(found.id)}
