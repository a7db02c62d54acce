"""Answers about texts, remembered while the texts are short.

The same words, amounts and headers come up thousands of times in a document, and are worth
remembering. A cell that holds a page of text does not come again, but would be kept for
as long as the process lives: ten thousand of them are a gigabyte.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

# Names end at 250 characters (`rows.doubts`), header cells, amounts and words far below.
MAX_CHARS = 300

_P = ParamSpec("_P")
_T = TypeVar("_T")


def remembered(
    maxsize: int,
) -> Callable[[Callable[Concatenate[str, _P], _T]], Callable[Concatenate[str, _P], _T]]:
    """Make a function of a text keep its last `maxsize` answers; those for longer texts are not kept."""

    def decorated(function: Callable[Concatenate[str, _P], _T]) -> Callable[Concatenate[str, _P], _T]:
        kept = cast("Callable[Concatenate[str, _P], _T]", lru_cache(maxsize=maxsize)(function))

        @wraps(function)
        def answer(text: str, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
            return (kept if len(text) <= MAX_CHARS else function)(text, *args, **kwargs)

        return answer

    return decorated
