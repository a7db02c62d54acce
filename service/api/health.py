"""What is asked beside the API: whether the process lives and can serve, its figures, its description."""

from __future__ import annotations

from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from service.api.schemas import Health, Ready
from service.dependencies import State
from service.storage import queue

router = APIRouter(tags=["health"])


@router.get("/healthz", operation_id="health_healthz")
async def healthz() -> Health:
    """Whether the process answers; asks nobody else."""
    return Health(status="ok")


@router.get(
    "/readyz",
    operation_id="health_readyz",
    response_model=Ready,
    responses={503: {"model": Ready, "description": "Something that is needed is missing."}},
)
def readyz(state: State, response: Response) -> Ready:
    """Whether the model is loaded, the database answers, the disk has room and documents are being read."""
    parts = {
        "model": state.current_model.is_loaded(),
        "database": state.database.is_reachable(),
        "disk": state.files.has_room(0, 0),
        "reading": state.dispatcher.is_reading(),
    }
    ready = all(parts.values())
    if not ready:
        response.status_code = 503
    return Ready(ready=ready, **parts)


@router.get("/docs", include_in_schema=False)
def docs(request: Request) -> HTMLResponse:
    """Every address with what it does, for people; needs no script and nothing from elsewhere."""
    lines = []
    for path, operations in request.app.openapi()["paths"].items():
        for method, operation in operations.items():
            description = escape(operation.get("description", "")).replace("\n", "<br>")
            lines.append(f"<dt><code>{method.upper()} {escape(path)}</code><dd>{description}")
    return HTMLResponse(
        "<!doctype html><html lang=en><meta charset=utf-8><title>petakota</title>"
        f'<link rel=stylesheet href="static/docs.css?{escape(request.app.version)}"><h1>petakota</h1>'
        '<p>The whole description, for programs: <a href="openapi.json">openapi.json</a>.'
        f"<dl>{''.join(lines)}</dl>"
    )


@router.get(
    "/metrics",
    operation_id="health_metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Figures."}},
)
def metrics(state: State) -> Response:
    """Figures for Prometheus."""
    body, media_type = state.metrics.text(queue.waiting(state.database))
    return Response(body, media_type=media_type)
