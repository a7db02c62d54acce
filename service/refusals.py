"""A request that is refused, as an exception: raised where it is known, answered by `problem_details`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from starlette.exceptions import HTTPException

from classifier.taxonomy import Taxonomy
from service.messages import Message


class Refusal(HTTPException):
    """A request that is not answered as asked: a status, a message, and whatever says where."""

    def __init__(
        self,
        code: int,
        key: str,
        *,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[Mapping[str, Any]] = (),
        **values: str | int,
    ) -> None:
        super().__init__(code, headers=dict(headers) if headers else None)
        self.message = Message(key, values)
        self.errors = list(errors)


def unknown_subdimension(taxonomy: Taxonomy, given: str, *, status: int = 422) -> Refusal:
    """The refusal of an id that the taxonomy lacks, with the nearest one."""
    near = taxonomy.nearest(given)
    hint = f" ({near}?)" if near else ""
    return Refusal(status, "unknown_subdimension", given=given[:100], hint=hint)


def overtaken(kind: Literal["answered", "edited"], by: str) -> Refusal:
    """The refusal of an answer or edit of a row that somebody answered or edited since it was seen."""
    return Refusal(409, f"{kind}_meanwhile", by=by) if by else Refusal(409, f"{kind}_by_others")
