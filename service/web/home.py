"""The first page: documents uploaded, where the work stands, and what a planner's browser stores."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Query, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from classifier.i18n.language import DEFAULT, languages
from classifier.i18n.messages import translator
from service.api.schemas import Accepted
from service.dependencies import State, document, done
from service.messages import Message
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import documents, files, mappings, rows
from service.web import rendering
from service.web.rendering import LANGUAGE_COOKIE, NAME_COOKIE, screen
from service.workbench import choice_words, document_list, overview
from service.workbench.document_list import SORTS, STATUSES, ListQuery

router = APIRouter(tags=["pages"], include_in_schema=False)
# A drawn Renstra of a made-up city.
_SAMPLE = Path(__file__).parent.parent / "samples" / "renstra_contoh.pdf"
Text = Annotated[str, Form(max_length=2000)]
Back = Annotated[str, Form()]


def _asked_list(
    q: Annotated[str, Query(max_length=200)] = "",
    kind: Annotated[str, Query(max_length=200)] = "",
    region: Annotated[str, Query(max_length=200)] = "",
    year: Annotated[str, Query(max_length=4)] = "",
    status: Annotated[str, Query(max_length=20)] = "",
    sort: Annotated[str, Query(max_length=20)] = "",
    page: Annotated[str, Query(max_length=6)] = "",
) -> ListQuery:
    # What cannot be asked for is left out, as on other pages.
    return ListQuery(
        text=" ".join(q.split()),
        kind=kind,
        region=region,
        year=year,
        status=next((known for known in STATUSES if known == status), ""),
        sort=sort if sort in SORTS else "",
        number=max(1, int(page)) if page.isascii() and page.isdigit() else 1,
    )


AskedList = Annotated[ListQuery, Depends(_asked_list)]


@router.get("/")
def home(state: State, request: Request, asked: AskedList) -> HTMLResponse:
    """Upload, where the work stands, and the documents there are, newest first."""
    return _home(state, request, asked)


@router.post("/sample")
def sample(state: State) -> Response:
    """Take in the sample document, to try the service with."""
    with _SAMPLE.open("rb") as content:
        accepted = state.uploads.accept(content, _SAMPLE.name)
    return RedirectResponse(f"/documents/{accepted.id}", 303)


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
        return _home(state, request, ListQuery(), refused=refused, status=422)
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
    answer = screen(
        state,
        request,
        "_document.html",
        line=document_list.line_of(state, shown),
        model=state.current_model.loaded_id(),
    )
    if shown.status in ("done", "failed") and not shown.rereading:
        # The figures above the list are asked for again.
        answer.headers["HX-Trigger"] = "document-read"
    return answer


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
    asked: ListQuery,
    *,
    refused: list[tuple[str, Message]] | None = None,
    status: int = 200,
) -> HTMLResponse:
    there = documents.newest(state.database, limit=documents.MAX_DOCUMENTS, before=0)
    stored = mappings.listed(state.database)
    proposed = overview.overview(state, there, stored)
    name = ""
    if proposed.proposal is not None:
        name = choice_words.default_name(proposed.proposal, translator(rendering.language(request)))
    return screen(
        state,
        request,
        "home.html",
        status=status,
        listed=document_list.document_list(state, asked, there),
        overview=proposed,
        proposed_name=name,
        mappings=stored,
        refused=refused or [],
        model=state.current_model.loaded_id(),
        max_bytes=state.settings.max_upload_bytes,
    )
