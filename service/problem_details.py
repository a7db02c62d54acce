"""Errors as RFC 9457 problem details, with a sentence in the caller's language."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import compile_path

from classifier.errors import ModelError
from classifier.i18n.language import accepted
from service.refusals import Refusal
from service.security_headers import HEADERS
from service.storage import files
from service.storage.database import DatabaseError, is_busy, is_full, is_refused_value

_log = logging.getLogger(__name__)
# Addresses of the API and its neighbours; all others are pages.
_PROGRAMS = ("/api/", "/healthz", "/readyz", "/metrics", "/docs", "/openapi.json")
MEDIA_TYPE = "application/problem+json"
# Wrong values that an answer lists, and those of them that its sentence names.
_MAX_ERRORS, _MAX_PLACES = 20, 3
_MAX_KEY = 100
Responses = dict[int | str, dict[str, Any]]


# What a refused request is answered with.
Answer = Callable[[Request, Refusal], Response]


def problem(refusal: Refusal, detail: str, language: str) -> Response:
    """The refusal as problem details with a sentence, which is in a language."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(refusal.status_code).phrase,
        "status": refusal.status_code,
        "detail": detail,
    }
    if refusal.errors:
        body["errors"] = refusal.errors
    return Response(
        json.dumps(body, ensure_ascii=False),
        refusal.status_code,
        {**HEADERS, "Content-Language": language, **(refusal.headers or {})},
        MEDIA_TYPE,
    )


def is_of_page(request: Request) -> bool:
    """Whether a request is for a page, not for the API or one of its neighbours."""
    return not request.url.path.startswith(_PROGRAMS)


def answering(of_page: Answer) -> Answer:
    """Answers refusals: with problem details in the caller's language, of pages as `of_page` does."""

    def answer(request: Request, refusal: Refusal) -> Response:
        if is_of_page(request):
            return of_page(request, refusal)
        asked = accepted(request.headers.get("accept-language", ""))
        return problem(refusal, refusal.message.text(asked), asked)

    return answer


def install(app: FastAPI, answer: Answer) -> None:
    """Let `answer` answer every error of an app."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if isinstance(error, Refusal):
            return answer(request, error)
        # FastAPI says of whatever happens while it takes in a body that the body is wrong.
        if files.is_temporary_folder_full(error.__cause__):
            return no_room(request, error.__cause__)
        return answer(request, _of_framework(request, error))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        # What was sent is not sent back: it may be a document's text.
        errors = [{"loc": _place(e["loc"]), "msg": e["msg"]} for e in error.errors()[:_MAX_ERRORS]]
        where = ", ".join(dict.fromkeys(".".join(map(str, e["loc"])) for e in errors[:_MAX_PLACES]))
        return answer(request, Refusal(422, "invalid", errors=errors, what=where))

    async def no_database(request: Request, error: Exception) -> Response:
        if is_refused_value(error):
            return answer(request, Refusal(422, "invalid", what="NUL"))
        if is_busy(error):
            return answer(request, Refusal(503, "database_busy", headers={"Retry-After": "5"}))
        if is_full(error):
            return answer(request, Refusal(507, "disk_full"))
        _log.error("database: %s", type(error).__name__)
        return answer(request, Refusal(503, "no_database", headers={"Retry-After": "5"}))

    def no_room(request: Request, error: BaseException | None) -> Response:
        _log.error("no room for temporary files: %s", type(error).__name__)
        return answer(request, Refusal(507, "temporary_folder_full"))

    async def of_system(request: Request, error: Exception) -> Response:
        if files.is_temporary_folder_full(error):
            return no_room(request, error)
        return await failed(request, error)

    async def no_model(request: Request, error: Exception) -> Response:
        return answer(request, Refusal(503, "no_model", headers={"Retry-After": "5"}))

    async def failed(request: Request, error: Exception) -> Response:
        _log.error("request failed", exc_info=error)
        return answer(request, Refusal(500, "internal"))

    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(DatabaseError, no_database)
    app.add_exception_handler(ModelError, no_model)
    app.add_exception_handler(OSError, of_system)
    app.add_exception_handler(Exception, failed)


def _place(keys: Sequence[str | int]) -> list[str | int]:
    """Where a wrong value stands; a key comes from the caller, may be long and no text."""
    return [key if isinstance(key, int) else key[:_MAX_KEY].encode(errors="replace").decode() for key in keys]


def _of_framework(request: Request, error: HTTPException) -> Refusal:
    """What Starlette and FastAPI refuse by themselves."""
    if error.status_code == 404:
        return Refusal(404, "not_found")
    if error.status_code == 405:
        return Refusal(405, "method", headers={"Allow": _allowed(request)}, method=request.method)
    return Refusal(error.status_code, "malformed", headers=error.headers)


def _allowed(request: Request) -> str:
    """All methods of an address; Starlette names those of the first route alone that has it."""
    allowed: set[str] = set()
    paths = request.app.openapi()["paths"]
    # `/agencies/merge` is no agency, though it would match `/agencies/{agency_id}`.
    own = {request.url.path: paths[request.url.path]} if request.url.path in paths else paths
    for pattern, methods in own.items():
        if compile_path(pattern)[0].match(request.url.path):
            allowed |= {method.upper() for method in methods}
    return ", ".join(sorted(allowed))


def documented(*statuses: int, others: Responses | None = None) -> Responses:
    """These statuses as OpenAPI's `responses` of a route, all of problem details; `others` as they are."""
    problems: Responses = {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }
    return problems | (others or {})
