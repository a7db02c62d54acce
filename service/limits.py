"""Bounds on what comes in, held before anything is parsed: size of a body, its keys, requests of one address.

Plain ASGI, not Starlette's BaseHTTPMiddleware, which adds a task and a queue to every request.
A body is counted as it comes, so one without Content-Length, or with a false one, is bounded too.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.problem_details import Answer
from service.refusals import Refusal
from service.settings import Settings
from service.workbooks.bounds import MAX_BYTES

# Multipart adds headers and a boundary to the file.
_MULTIPART_BYTES = 100_000
# A label, an agency, a row with 200 indicators of 1,000 characters: no other body than one of texts is
# larger, however its characters are escaped.
_SMALL_BODY_BYTES = 3_000_000
# What stands between keys and values, of JSON and of forms; counted before either is parsed, as parsing a
# million keys stops every other request for seconds. Texts have such marks too: forty each are many.
_MARKS = b":,[{&"
_SMALL_BODY_MARKS, _MARKS_A_TEXT = 20_000, 40
_BURST_S = 10.0
_MAX_ADDRESSES = 10_000
_MAX_SHOWN_HOSTS = 5
# Where files are sent, and many texts at once; every other body is small.
_DOCUMENTS = frozenset({"/documents", "/upload", "/api/v1/documents"})
_WORKBOOKS = frozenset({"/workbook", "/api/v1/workbooks"})
_TEXTS = frozenset({"/api/v1/classify"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FREE_OF_LIMITS = frozenset({"/healthz", "/readyz", "/metrics"})
# Probes ask by the machine's address, whatever it is called, and are told nothing of documents.
_FREE_OF_NAMES = frozenset({"/healthz", "/readyz"})


class Buckets:
    """A bucket of requests for each address, refilled at a rate; the oldest addresses are forgotten."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._full = max(1.0, rate * _BURST_S)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, address: str, now: float) -> float:
        """Take a request out of an address's bucket: 0.0, or the seconds until there is one again."""
        left, at = self._left.pop(address, (self._full, now))
        left = min(self._full, left + (now - at) * self._rate)
        wait = 0.0 if left >= 1 else (1 - left) / self._rate
        self._left[address] = (left - 1 if wait == 0.0 else left, now)
        if len(self._left) > _MAX_ADDRESSES:
            self._left.popitem(last=False)
        return wait


class Limits:
    """The middleware; answers 403, 413, 421 and 429 itself."""

    def __init__(self, app: ASGIApp, settings: Settings, answer: Answer) -> None:
        self._app, self._settings, self._answer = app, settings, answer
        self._buckets = Buckets(settings.rate) if settings.rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on when it keeps to the bounds."""
        if scope["type"] != "http" or scope["path"] in _FREE_OF_NAMES:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        hosts = self._settings.hosts
        # Before the bucket: what a foreign page asks for in a planner's browser takes nothing out of it.
        if hosts and _name(request.headers.get("host", "")) not in hosts:
            refusal = Refusal(421, "wrong_host", hosts=", ".join(hosts[:_MAX_SHOWN_HOSTS]))
            await self._answer(request, refusal)(scope, receive, send)
            return
        if scope["path"] in _FREE_OF_LIMITS:
            await self._app(scope, receive, send)
            return
        if self._buckets is not None:
            address = request.client.host if request.client else ""
            if wait := self._buckets.wait_s(address, time.monotonic()):
                seconds = math.ceil(wait)
                refusal = Refusal(429, "too_fast", headers={"Retry-After": str(seconds)}, seconds=seconds)
                await self._answer(request, refusal)(scope, receive, send)
                return
        if scope["method"] not in _SAFE and _is_foreign(request):
            await self._answer(request, Refusal(403, "cross_site"))(scope, receive, send)
            return
        limit, max_marks = self._limits(scope)
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > limit:
            # Closed, as the rest of the body would stand in front of the next request.
            refusal = Refusal(413, "too_large", headers={"Connection": "close"}, limit=limit)
            await self._answer(request, refusal)(scope, receive, send)
            return
        n_received = n_marks = 0

        async def counted() -> Message:
            nonlocal n_received, n_marks
            message = await receive()
            part = message.get("body", b"")
            n_received += len(part)
            if n_received > limit:
                raise Refusal(413, "too_large", headers={"Connection": "close"}, limit=limit)
            if max_marks is not None:
                n_marks += len(part) - len(part.translate(None, _MARKS))
                if n_marks > max_marks:
                    headers = {"Connection": "close"}
                    raise Refusal(413, "too_many_values", headers=headers, limit=max_marks)
            return message

        await self._app(scope, counted, send)

    def _limits(self, scope: Scope) -> tuple[int, int | None]:
        """Most bytes of a body, and most marks between its keys and values; None for files."""
        path = scope["path"].rstrip("/")
        if path in _DOCUMENTS:
            return self._settings.max_upload_bytes + _MULTIPART_BYTES, None
        if path in _WORKBOOKS:
            return min(MAX_BYTES, self._settings.max_upload_bytes) + _MULTIPART_BYTES, None
        if path in _TEXTS:
            max_marks = max(_SMALL_BODY_MARKS, _MARKS_A_TEXT * self._settings.max_texts)
            return self._settings.max_body_bytes, max_marks
        return min(_SMALL_BODY_BYTES, self._settings.max_body_bytes), _SMALL_BODY_MARKS


def _is_foreign(request: Request) -> bool:
    """Whether a page of another site asks: none may upload, answer or delete through a planner's browser.

    Browsers say where a request comes from (Sec-Fetch-Site) to HTTPS and to this machine alone;
    elsewhere they name the page's own address (Origin), which has to be the one that is asked.
    """
    if site := request.headers.get("sec-fetch-site"):
        return site in ("cross-site", "same-site")
    origin = request.headers.get("origin")
    if origin is None:
        return False
    own_names = {request.headers.get("host", ""), request.headers.get("x-forwarded-host", "")}
    return origin.partition("://")[2] not in own_names - {""}


def _name(host: str) -> str:
    """A host without its port."""
    return host.rsplit(":", 1)[0].lower() if not host.endswith("]") else host.lower()
