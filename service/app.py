"""The service put together: parts started and stopped, routes, limits, errors, a log line a request."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import metadata

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from classifier import taxonomy
from classifier.errors import ModelError
from service import problem_details
from service.access_log import AccessLog
from service.api.routes import API_ROUTERS, UNVERSIONED_ROUTERS
from service.api.schemas import Problem
from service.current_model import CurrentModel
from service.jobs.dispatcher import Dispatcher
from service.jobs.page_images import PageImages
from service.jobs.uploads import Uploads
from service.jobs.worker_pool import LocalWorkerPool
from service.limits import Limits
from service.metrics import Metrics
from service.security_headers import SecurityHeaders
from service.settings import Settings
from service.state import ServiceState
from service.storage import documents, queue
from service.storage.agencies import Agencies
from service.storage.caches.count_cache import CountCache
from service.storage.caches.program_cache import ProgramCache
from service.storage.database import Database
from service.storage.files import Files
from service.web.rendering import refused_page
from service.web.routes import PAGE_ROUTERS
from service.workbooks.reader import WorkbookReader

PREFIX = "/api/v1"
# How long to wait before a model that could not be loaded is tried again.
_LOAD_AGAIN_S = 5.0


def create_app(settings: Settings) -> FastAPI:
    """The service as an ASGI app; everything it needs is started with it and stopped with it."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        state = start(settings, metrics)
        app.state.service = state
        try:
            yield
        finally:
            stop(state)

    metrics = Metrics()
    app = FastAPI(
        title="petakota",
        version=metadata.version("petakota"),
        summary="Programs of Indonesian planning documents, mapped to the 18 smart-city subdimensions.",
        license_info={"name": "MIT"},
        lifespan=lifespan,
        redirect_slashes=False,
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
    app.add_middleware(AccessLog, metrics=metrics)
    app.add_middleware(SecurityHeaders)
    _describe(app)
    return app


def start(settings: Settings, metrics: Metrics) -> ServiceState:
    """Start the parts of a service; its state."""
    database = Database(settings)
    database.migrate()
    files, current = Files(settings), CurrentModel(settings)
    agencies = Agencies(database, settings.agencies)
    if settings.is_embedded:
        queue.give_back_all(database)
    files.sweep(documents.ids(database), is_alone=settings.is_embedded)
    worker_pool = LocalWorkerPool(settings.workers, settings)
    dispatcher = Dispatcher(database, settings, worker_pool, metrics.read, current.is_loaded)
    dispatcher.start()
    # The port answers while the model is loaded; /readyz says when it is.
    threading.Thread(target=_load, args=(current, dispatcher), daemon=True).start()
    return ServiceState(
        settings=settings,
        database=database,
        files=files,
        current_model=current,
        taxonomy=taxonomy.default(),
        worker_pool=worker_pool,
        dispatcher=dispatcher,
        uploads=Uploads(settings, database, files, worker_pool),
        page_images=PageImages(settings, files),
        workbook_reader=WorkbookReader(settings),
        program_cache=ProgramCache(database, registry=agencies.registry, ceiling=settings.pagu_ceiling),
        count_cache=CountCache(database),
        agencies=agencies,
        metrics=metrics,
    )


def stop(state: ServiceState) -> None:
    """Stop the parts of a service; what was being read is queued again."""
    state.dispatcher.stop()
    state.page_images.close()
    state.workbook_reader.close()
    state.database.close()


def _load(current: CurrentModel, dispatcher: Dispatcher) -> None:
    from classifier.inference import predict
    from classifier.records import Query

    while not current.is_loaded() and dispatcher.is_alive():
        # What cannot be loaded is logged by `CurrentModel`.
        with suppress(ModelError):
            predict.predictions(current.get(), [Query("Program")])
            break
        time.sleep(_LOAD_AGAIN_S)
    # The model's terms and the tokenizer stay: looking through them for garbage took a fifth of the time.
    gc.collect()
    gc.freeze()


def _describe(app: FastAPI) -> None:
    """Add the problem details, which no route returns by itself, to the API's description."""

    def openapi() -> dict[str, object]:
        if app.openapi_schema is None:
            description = get_openapi(
                title=app.title,
                version=app.version,
                summary=app.summary,
                routes=app.routes,
                license_info=app.license_info,
            )
            schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            description.setdefault("components", {}).setdefault("schemas", {})["Problem"] = schema
            app.openapi_schema = description
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
