"""What the routes share: the parts of one running service, and the questions they all ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from classifier.taxonomy import Taxonomy
from service import documents
from service.atlas import Atlas
from service.dispatch import Dispatch
from service.documents import Document
from service.files import Files
from service.hands import Hands
from service.messages import language
from service.metrics import Metrics
from service.models import Current
from service.pictures import Pictures
from service.problems import Refusal
from service.settings import Settings
from service.store import Store


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one running service."""

    settings: Settings
    store: Store
    files: Files
    current: Current
    taxonomy: Taxonomy
    hands: Hands
    dispatch: Dispatch
    pictures: Pictures
    atlas: Atlas
    metrics: Metrics


def parts(request: Request) -> Parts:
    """The parts of the service that answers this request."""
    found: Parts = request.app.state.parts
    return found


def spoken(request: Request) -> str:
    """The caller's language."""
    return language(request.headers.get("accept-language", ""))


Desk = Annotated[Parts, Depends(parts)]
Language = Annotated[str, Depends(spoken)]


def document(desk: Parts, document_id: str) -> Document:
    """The document of this id. Raises Refusal when there is none."""
    found = documents.get(desk.store, document_id)
    if found is None:
        raise Refusal(404, "no_document", id=document_id[:40])
    return found


def done(desk: Parts, document_id: str) -> Document:
    """The document of this id, read to its end. Raises Refusal when it is not."""
    found = document(desk, document_id)
    if found.status == "failed":
        raise Refusal(409, "has_failed", id=found.id)
    if found.status != "done":
        raise Refusal(409, "not_done", status=found.status)
    return found
