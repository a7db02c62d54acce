"""Documents: uploaded, listed, read again, predicted again, deleted; what they are is in `facts`."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Query, Response, UploadFile

from service.api.document_json import documents_json
from service.api.schemas import Accepted, DocumentsOut, Repredicted
from service.dependencies import Language, State, done
from service.problem_details import documented
from service.refusals import Refusal
from service.storage import documents, rows

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
    return DocumentsOut(
        documents=documents_json(state, newest[:limit], language),
        next=newest[limit - 1].seq if len(newest) > limit else None,
    )


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
