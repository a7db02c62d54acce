"""The service put together: parts started and stopped, routes, limits, errors, a log line a request."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import metadata

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from classifier import taxonomy
from classifier.errors import ModelError
from service import problem_details
from service.api.routes import API_ROUTERS, UNVERSIONED_ROUTERS
from service.api.schemas import Problem
from service.current_model import CurrentModel
from service.dependencies import ServiceState
from service.jobs import queue
from service.jobs.dispatcher import Dispatcher
from service.jobs.page_images import PageImages
from service.jobs.worker_pool import LocalWorkerPool
from service.limits import Limits
from service.metrics import Metrics
from service.settings import Settings
from service.storage import documents
from service.storage.database import Database
from service.storage.files import Files
from service.storage.program_cache import ProgramCache
from service.web.error_pages import refused_page
from service.web.routes import PAGE_ROUTERS

PREFIX = "/api/v1"
_log = logging.getLogger(__name__)


def create_app(settings: Settings) -> FastAPI:
    """The service as an ASGI app; everything it needs is started with it and stopped with it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        parts = started(settings, metrics)
        app.state.service = parts
        try:
            yield
        finally:
            stopped(parts)

    metrics = Metrics()
    app = FastAPI(
        title="petakota",
        version=metadata.version("petakota"),
        summary="Programs of Indonesian planning documents, mapped to the 18 smart-city subdimensions.",
        license_info={"name": "MIT"},
        lifespan=lifespan,
        redirect_slashes=False,
        # Names of functions in generated clients: documents_upload, rows_picture.
        generate_unique_id_function=lambda route: f"{route.tags[0]}_{route.name}",
        # FastAPI's own pages fetch their scripts from another company's server.
        docs_url=None,
        redoc_url=None,
    )
    for router in API_ROUTERS:
        app.include_router(router, prefix=PREFIX)
    for router in (*UNVERSIONED_ROUTERS, *PAGE_ROUTERS):
        app.include_router(router)
    answer = problem_details.answering(refused_page)
    problem_details.install(app, answer)
    app.add_middleware(Limits, settings=settings, answer=answer)
    app.add_middleware(Told, metrics=metrics)
    _describe(app)
    return app


def started(settings: Settings, metrics: Metrics) -> ServiceState:
    """The parts of a service, running."""
    database = Database(settings)
    database.migrate()
    files, current = Files(settings), CurrentModel(settings)
    if settings.is_embedded:
        queue.give_back_all(database)
    files.sweep(documents.ids(database), is_alone=settings.is_embedded)
    worker_pool = LocalWorkerPool(settings.workers, settings)
    dispatch = Dispatcher(database, settings, worker_pool, metrics.read, current.is_loaded)
    dispatch.start()
    # The port answers while the model is loaded; /readyz tells when it is.
    threading.Thread(target=_load, args=(current, dispatch), daemon=True).start()
    return ServiceState(
        settings=settings,
        database=database,
        files=files,
        current_model=current,
        taxonomy=taxonomy.default(),
        worker_pool=worker_pool,
        dispatcher=dispatch,
        page_images=PageImages(settings, files),
        program_cache=ProgramCache(database),
        metrics=metrics,
    )


def stopped(parts: ServiceState) -> None:
    """Stop the parts; what was being read is queued again."""
    parts.dispatcher.stop()
    parts.page_images.close()
    parts.database.close()


def _load(current: CurrentModel, dispatch: Dispatcher) -> None:
    from classifier.inference import predict
    from classifier.records import Query

    while not current.is_loaded() and dispatch.is_alive():
        # What cannot be loaded is logged by `CurrentModel`.
        with suppress(ModelError):
            predict.predictions(current.get(), [Query("Program")])
            break
        time.sleep(_LOAD_AGAIN_S)
    # The model's terms and the tokenizer stay: looking through them for garbage took a fifth of the time.
    gc.collect()
    gc.freeze()


class Told:
    """The middleware that counts each request and writes a line about it: route, status, time; no texts."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and tell how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            seconds = time.perf_counter() - begun
            route = getattr(scope.get("route"), "path", "")
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self._metrics.answered(method, route, status, seconds)
            _log.info(
                "request",
                extra={"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)},
            )


_LOAD_AGAIN_S = 5.0
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _describe(app: FastAPI) -> None:
    """Add the problem details, which no route returns by itself, to the API's description."""

    def openapi() -> dict[str, object]:
        if app.openapi_schema is None:
            found = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                routes=app.routes,
                license_info=app.license_info,
            )
            schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            found.setdefault("components", {}).setdefault("schemas", {})["Problem"] = schema
            app.openapi_schema = found
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
