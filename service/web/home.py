"""The first page: documents uploaded, how far each is, and what a planner's browser stores."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from classifier.i18n.language import DEFAULT, languages
from service.api.schemas import Accepted
from service.dependencies import State, document, done
from service.messages import Message
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import documents, files, rows
from service.web import rendering
from service.web.rendering import LANGUAGE_COOKIE, NAME_COOKIE, screen

router = APIRouter(tags=["pages"], include_in_schema=False)
_MAX_SHOWN = 50
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
    for sent in file:
        try:
            state.uploads.accept(sent.file, sent.filename or "")
        except Refusal as refusal:
            refused.append((files.shown_name(sent.filename or ""), refusal.message))
    if refused:
        return _home(state, request, refused=refused, status=422)
    return RedirectResponse("/", 303)


@router.post("/upload", status_code=202)
def upload_one(state: State, file: Annotated[UploadFile, File()]) -> Accepted:
    """A document from the page's script: as the API takes it, refused in the page's words."""
    accepted = state.uploads.accept(file.file, file.filename or "")
    return Accepted(id=accepted.id, status=accepted.status)  # type: ignore[arg-type]


@router.get("/documents/{document_id}/line")
def line(state: State, request: Request, document_id: str) -> HTMLResponse:
    """The line of a document in the list, as it is now."""
    shown = documents.get(state.database, document_id)
    if shown is None:
        # Deleted meanwhile: the line goes, and is not asked for again.
        return HTMLResponse("")
    summary = rows.counts(state.database, [shown]).get(shown.id)
    model = state.current_model.loaded_id()
    return screen(state, request, "_document.html", document=shown, summary=summary, model=model)


@router.post("/documents/{document_id}/delete")
def delete(state: State, document_id: str) -> Response:
    """Delete a document with its rows; labels already given stay."""
    state.uploads.remove(document_id)
    return RedirectResponse("/", 303)


@router.post("/documents/{document_id}/retry")
def retry(state: State, document_id: str) -> Response:
    """Read a document that failed once more."""
    failed = document(state, document_id)
    state.uploads.retry(failed)
    return RedirectResponse(f"/documents/{failed.id}", 303)


@router.post("/documents/{document_id}/reread")
def reread(state: State, document_id: str) -> Response:
    """Read a document again; its rows stay until the new ones are there."""
    state.uploads.reread(document_id)
    return RedirectResponse(f"/documents/{document_id}", 303)


@router.post("/documents/{document_id}/repredict")
# The former address, which pages that are still open may ask for.
@router.post("/documents/{document_id}/relabel")
def repredict(state: State, document_id: str) -> Response:
    """Ask the current model about a document's rows again."""
    document_done = done(state, document_id)
    rows.repredict(state.database, document_done.id, state.current_model.get())
    return RedirectResponse(f"/documents/{document_done.id}", 303)


@router.post("/language")
def language(lang: Text, back: Back = "/") -> Response:
    """Speak this language from now on."""
    answer = RedirectResponse(rendering.inside(back), 303)
    rendering.set_cookie(answer, LANGUAGE_COOKIE, lang if lang in languages() else DEFAULT)
    return answer


@router.post("/person")
def person(name: Annotated[str, Form(max_length=200)] = "", back: Back = "/") -> Response:
    """Store the name under which this browser's answers are noted."""
    answer = RedirectResponse(rendering.inside(back), 303)
    rendering.set_cookie(answer, NAME_COOKIE, " ".join(name.split()))
    return answer


@router.get("/favicon.ico")
def favicon() -> Response:
    """The icon, for browsers that do not read the page's link to it."""
    return static("icon.svg")


@router.get("/static/{name}")
def static(name: str) -> Response:
    """A file of the package; its address changes with its content, so browsers keep it for good."""
    path = rendering.static_file(name)
    if path is None:
        raise Refusal(404, "not_found")
    return FileResponse(
        path,
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


def _home(
    state: ServiceState,
    request: Request,
    *,
    before: int = 0,
    refused: list[tuple[str, Message]] | None = None,
    status: int = 200,
) -> HTMLResponse:
    newest = documents.newest(state.database, limit=_MAX_SHOWN + 1, before=before)
    shown = newest[:_MAX_SHOWN]
    counts = rows.counts(state.database, shown)
    return screen(
        state,
        request,
        "home.html",
        status=status,
        lines=[{"document": document, "summary": counts.get(document.id)} for document in shown],
        next=shown[-1].seq if len(newest) > _MAX_SHOWN else 0,
        before=before,
        refused=refused or [],
        model=state.current_model.loaded_id(),
        max_bytes=state.settings.max_upload_bytes,
    )
