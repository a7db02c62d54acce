"""What machines ask: whether the process lives, whether it can serve, and its figures."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from service import jobs
from service.desk import Desk
from service.schemas import Health, Ready

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> Health:
    """Whether the process answers; asks nobody else."""
    return Health(status="ok")


@router.get(
    "/readyz",
    response_model=Ready,
    responses={503: {"model": Ready, "description": "Something that is needed is missing."}},
)
def readyz(desk: Desk, response: Response) -> Ready:
    """Whether the model is loaded, the database answers, the disk has room and documents are being read."""
    found = {
        "model": desk.current.is_loaded(),
        "database": desk.store.is_reachable(),
        "disk": desk.files.has_room(0, 0),
        "reading": desk.dispatch.is_alive(),
    }
    ready = all(found.values())
    if not ready:
        response.status_code = 503
    return Ready(ready=ready, **found)


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}, "description": "Figures."}},
)
def metrics(desk: Desk) -> Response:
    """Figures for Prometheus."""
    body, media_type = desk.metrics.text(jobs.waiting(desk.store))
    return Response(body, media_type=media_type)
