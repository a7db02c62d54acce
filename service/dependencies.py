"""What the routes share: the parts of one running service, and the questions they all ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from classifier.i18n.language import accepted
from classifier.taxonomy import Taxonomy
from service.current_model import CurrentModel
from service.jobs.dispatcher import Dispatcher
from service.jobs.page_images import PageImages
from service.jobs.worker_pool import WorkerPool
from service.metrics import Metrics
from service.refusals import Refusal
from service.settings import Settings
from service.storage import documents
from service.storage.database import Database
from service.storage.documents import Document
from service.storage.files import Files
from service.storage.program_cache import ProgramCache


@dataclass(frozen=True, slots=True)
class ServiceState:
    """The parts of one running service."""

    settings: Settings
    database: Database
    files: Files
    current_model: CurrentModel
    taxonomy: Taxonomy
    worker_pool: WorkerPool
    dispatcher: Dispatcher
    page_images: PageImages
    program_cache: ProgramCache
    metrics: Metrics


def parts(request: Request) -> ServiceState:
    """The parts of the service that answers this request."""
    found: ServiceState = request.app.state.service
    return found


def spoken(request: Request) -> str:
    """The caller's language."""
    return accepted(request.headers.get("accept-language", ""))


State = Annotated[ServiceState, Depends(parts)]
Language = Annotated[str, Depends(spoken)]


def document(state: ServiceState, document_id: str) -> Document:
    """The document of this id. Raises Refusal when there is none."""
    found = documents.get(state.database, document_id)
    if found is None:
        raise Refusal(404, "no_document", id=document_id[:40])
    return found


def done(state: ServiceState, document_id: str) -> Document:
    """The document of this id, read to its end. Raises Refusal when it is not."""
    found = document(state, document_id)
    if found.status == "failed":
        raise Refusal(409, "has_failed", id=found.id)
    if found.status != "done":
        raise Refusal(409, "not_done", status=found.status)
    return found
