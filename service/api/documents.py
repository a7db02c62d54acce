"""Documents: uploaded, listed, shown, predicted again, deleted."""

from __future__ import annotations

import dataclasses
from typing import Annotated

from fastapi import APIRouter, File, Query, Response, UploadFile

from service import reading_notes
from service.api.schemas import (
    Accepted,
    AnswerWithoutRow,
    DocumentOut,
    DocumentsOut,
    Progress,
    Repredicted,
    Summary,
)
from service.dependencies import Language, State, document, done
from service.problem_details import documented
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import documents, label_journal, rows
from service.storage.documents import Document
from service.storage.label_journal import LostAnswer
from service.storage.rows import RowCounts

# Client generators go by OpenAPI 3.0's word for a file, and send a text field without it.
Pdf = Annotated[UploadFile, File(json_schema_extra={"format": "binary"})]
router = APIRouter(prefix="/documents", tags=["documents"])


@router.post(
    "", status_code=202, operation_id="documents_upload", responses=documented(400, 413, 422, 429, 507)
)
def upload(state: State, file: Pdf) -> Accepted:
    """Keep a PDF and queue it; answered when it is on the disk. The same bytes again: the same id.

    A document that failed is tried again.
    """
    accepted = state.uploads.accept(file.file, file.filename or "")
    return Accepted(id=accepted.id, status=accepted.status)  # type: ignore[arg-type]


@router.get("", operation_id="documents_listing", responses=documented(422, 429))
def listing(
    state: State,
    language: Language,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    before: Annotated[int, Query(ge=0, le=2**31 - 1, description="`next` of the page before")] = 0,
) -> DocumentsOut:
    """Documents, newest first."""
    newest = documents.newest(state.database, limit=limit + 1, before=before)
    shown = newest[:limit]
    return DocumentsOut(
        documents=_shown(state, shown, language), next=shown[-1].seq if len(newest) > limit else None
    )


@router.get("/{document_id}", operation_id="documents_show", responses=documented(404, 422, 429))
def show(state: State, language: Language, document_id: str) -> DocumentOut:
    """A document: its status, how far it is, and what it holds when it is done."""
    return _shown(state, [document(state, document_id)], language)[0]


@router.delete(
    "/{document_id}", status_code=204, operation_id="documents_delete", responses=documented(404, 422, 429)
)
def delete(state: State, document_id: str) -> Response:
    """Delete the file, its rows and pictures, and stop reading it; labels already given stay."""
    state.uploads.remove(document_id)
    return Response(status_code=204)


@router.post(
    "/{document_id}/reread",
    status_code=202,
    operation_id="documents_reread",
    responses=documented(404, 422, 429),
)
def reread(state: State, document_id: str) -> Accepted:
    """Queue a document to be read again, by a reader that has become better, say.

    Its rows stay until the new ones are there, and for good when the reading fails. Labels of people
    follow their rows by name, code and place; those that have none any more are listed in the
    document's summary. Asked for again meanwhile, it changes nothing.
    """
    accepted = state.uploads.reread(document_id)
    return Accepted(id=accepted.id, status=accepted.rereading or accepted.status)  # type: ignore[arg-type]


@router.post(
    "/{document_id}/repredict",
    operation_id="documents_repredict",
    responses=documented(404, 409, 422, 429, 503),
)
def repredict(state: State, document_id: str) -> Repredicted:
    """Ask the current model about all rows again; labels of people stay in force."""
    document_done = done(state, document_id)
    model = state.current_model.get()
    n_rows = rows.repredict(state.database, document_done.id, model)
    if n_rows is None:
        raise Refusal(404, "no_document", id=document_id)
    return Repredicted(rows=n_rows, model=model.card.id)


@router.post(
    "/{document_id}/relabel",
    deprecated=True,
    operation_id="documents_relabel",
    responses=documented(404, 409, 422, 429, 503),
)
def relabel(state: State, document_id: str) -> Repredicted:
    """Ask the current model about all rows again; labels of people stay in force.

    The former name of `repredict`.
    """
    return repredict(state, document_id)


def _shown(state: ServiceState, among: list[Document], language: str) -> list[DocumentOut]:
    counts = rows.counts(state.database, among)
    lost = label_journal.without_row(state.database, [document.sha256 for document in among])
    return [
        DocumentOut(
            id=document.id,
            name=document.name,
            sha256=document.sha256,
            bytes=document.n_bytes,
            created_at=document.created_at,
            status=document.status,  # type: ignore[arg-type]
            progress=Progress(pages_done=document.pages_done, pages_total=document.pages_total),
            error=document.error.text(language) if document.error else None,
            reader=document.reader,
            rereading=document.rereading or None,  # type: ignore[arg-type]
            reread_error=document.reread_error.text(language) if document.reread_error else None,
            answers_without_row=[_lost_json(answer) for answer in lost.get(document.sha256, ())],
            summary=_summary(document, counts[document.id], language) if document.id in counts else None,
        )
        for document in among
    ]


def _lost_json(answer: LostAnswer) -> AnswerWithoutRow:
    entry = answer.entry
    return AnswerWithoutRow(
        row_id=entry.row_id,
        page=answer.page,
        level=answer.level,
        kode=answer.kode,
        text=answer.text,
        subdimension=entry.subdimension,
        note=entry.note,
        by=entry.by,
        at=entry.at,
    )


def _summary(of: Document, counts: RowCounts, language: str) -> Summary:
    counted = dataclasses.asdict(counts)
    return Summary(**reading_notes.in_language(counted | of.report, language))
