"""Documents: uploaded, listed, shown, labelled anew, deleted."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, File, Query, Response, UploadFile

from service import reading_notes
from service.api.schemas import Accepted, DocumentOut, DocumentsOut, Progress, Relabelled, Summary
from service.dependencies import Language, ServiceState, State, document, done
from service.jobs import queue
from service.problem_details import documented
from service.refusals import Refusal
from service.storage import documents, files, rows
from service.storage.documents import Document

# Client generators go by OpenAPI 3.0's word for a file, and send a text field without it.
Pdf = Annotated[UploadFile, File(json_schema_extra={"format": "binary"})]
router = APIRouter(prefix="/documents", tags=["documents"])


@router.post("", status_code=202, responses=documented(400, 413, 422, 429, 507))
def upload(state: State, file: Pdf) -> Accepted:
    """Keep a PDF and queue it; answered when it is on the disk. The same bytes again: the same id.

    A document that failed is tried again.
    """
    found = taken(state, file)
    return Accepted(id=found.id, status=found.status)  # type: ignore[arg-type]


def taken(state: ServiceState, file: UploadFile) -> Document:
    """Keep an upload and queue it; the document of its bytes. Raises Refusal when it is none to be read."""
    source = file.file
    sha256, n_bytes, head = files.digest(source)
    if not n_bytes:
        raise Refusal(422, "empty")
    if b"%PDF-" not in head:
        raise Refusal(422, "not_a_pdf")
    if n_bytes > state.settings.max_upload_bytes:
        raise Refusal(413, "too_large", limit=state.settings.max_upload_bytes)
    found = documents.by_sha256(state.database, sha256)
    if found is None:
        found = _keep(state, file, sha256, n_bytes)
    if found.status == "failed" and queue.retry(state.database, found.id):
        found = replace(found, status="queued")
        state.worker_pool.wake()
    return found


def _keep(state: ServiceState, file: UploadFile, sha256: str, n_bytes: int) -> Document:
    with state.files.room(lambda: documents.total_bytes(state.database), n_bytes) as fits:
        if not fits:
            raise Refusal(507, "disk_full")
        document_id = state.files.store(file.file)
        name = files.shown_name(file.filename or "")
        kept = ""
        try:
            found = documents.add(state.database, document_id, sha256=sha256, name=name, n_bytes=n_bytes)
            kept = found.id
        finally:
            # The same bytes were there already, or the database did not take them.
            if kept != document_id:
                state.files.remove(document_id)
    state.worker_pool.wake()
    return found


@router.get("", responses=documented(422, 429))
def listing(
    state: State,
    language: Language,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    before: Annotated[int, Query(ge=0, le=2**31 - 1, description="`next` of the page before")] = 0,
) -> DocumentsOut:
    """Documents, newest first."""
    found = documents.newest(state.database, limit=limit + 1, before=before)
    shown = found[:limit]
    return DocumentsOut(
        documents=_shown(state, shown, language), next=shown[-1].seq if len(found) > limit else None
    )


@router.get("/{document_id}", responses=documented(404, 422, 429))
def show(state: State, language: Language, document_id: str) -> DocumentOut:
    """A document: its status, how far it is, and what it holds when it is done."""
    return _shown(state, [document(state, document_id)], language)[0]


@router.delete("/{document_id}", status_code=204, responses=documented(404, 422, 429))
def delete(state: State, document_id: str) -> Response:
    """Delete the file, its rows and pictures, and stop reading it; labels already given stay."""
    remove(state, document_id)
    return Response(status_code=204)


def remove(state: ServiceState, document_id: str) -> None:
    """Delete a document wherever it lies, and stop reading it. Raises Refusal when there is none."""
    if not documents.remove(state.database, document_id):
        raise Refusal(404, "no_document", id=document_id[:40])
    state.files.remove(document_id)
    state.worker_pool.wake()


@router.post("/{document_id}/relabel", responses=documented(404, 409, 422, 429, 503))
def relabel(state: State, document_id: str) -> Relabelled:
    """Ask the current model about all rows again; labels of people stay in force."""
    found = done(state, document_id)
    model = state.current_model.get()
    n = rows.relabel(state.database, found.id, model)
    if n is None:
        raise Refusal(404, "no_document", id=document_id)
    return Relabelled(rows=n, model=model.card.id)


def _shown(state: ServiceState, found: list[Document], language: str) -> list[DocumentOut]:
    summaries = documents.summaries(state.database, found)
    return [
        DocumentOut(
            id=one.id,
            name=one.name,
            sha256=one.sha256,
            bytes=one.n_bytes,
            created_at=one.created_at,
            status=one.status,  # type: ignore[arg-type]
            progress=Progress(pages_done=one.pages_done, pages_total=one.pages_total),
            error=one.error.text(language) if one.error else None,
            summary=Summary(**reading_notes.in_language(summaries[one.id], language))
            if one.id in summaries
            else None,
        )
        for one in found
    ]
