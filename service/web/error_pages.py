"""What a planner sees when a page is refused."""

from __future__ import annotations

from fastapi import Request
from starlette.responses import Response

from service.problem_details import problem
from service.refusals import Refusal
from service.web import rendering


def refused_page(request: Request, refusal: Refusal) -> Response:
    """A page for a planner who opened one; problem details, in the page's language, for its script."""
    spoken = rendering.language(request)
    message = refusal.message.plain(spoken)
    if "text/html" not in request.headers.get("accept", "") or rendering.is_part(request):
        return problem(refusal, message, spoken)
    return rendering.page(
        request,
        "error.html",
        status=refusal.status_code,
        headers=refusal.headers,
        code=refusal.status_code,
        message=message,
        waiting=0,
    )
