"""FastAPI's dependencies: what a route asks for by the type of an argument, and documents by their id.

Those of every route are coroutines, which FastAPI calls without a thread: a route that needs none answers
while all threads are busy.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from classifier.i18n.language import accepted
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import documents
from service.storage.documents import Document


async def running_state(request: Request) -> ServiceState:
    """The state of the service that answers this request."""
    state: ServiceState = request.app.state.service
    return state


async def caller_language(request: Request) -> str:
    """The caller's language."""
    return accepted(request.headers.get("accept-language", ""))


State = Annotated[ServiceState, Depends(running_state)]
Language = Annotated[str, Depends(caller_language)]


def document(state: ServiceState, document_id: str) -> Document:
    """The document of this id. Raises Refusal when there is none."""
    stored = documents.get(state.database, document_id)
    if stored is None:
        raise Refusal(404, "no_document", id=document_id[:40])
    return stored


def done(state: ServiceState, document_id: str) -> Document:
    """The document of this id, read to its end. Raises Refusal when it is not."""
    stored = document(state, document_id)
    if stored.status == "failed":
        raise Refusal(409, "has_failed", id=stored.id)
    if stored.status != "done":
        raise Refusal(409, "not_done", status=stored.status)
    return stored
