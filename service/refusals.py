"""A request that is refused, as an exception: raised where it is known, answered by `problem_details`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.exceptions import HTTPException

from service.messages import Message


class Refusal(HTTPException):
    """A request that is not answered as asked: a status, a sentence, and whatever says where."""

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
