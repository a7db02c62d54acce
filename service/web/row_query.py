"""What is asked of a table of rows by its address: which rows, in what order, which part of them.

An address is typed, bookmarked and sent on: what it asks for that cannot be is left out, not refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, TypeVar

from fastapi import Depends, Request

from classifier.records import LEVELS
from service.storage.rows import SORTS, RowFilter, RowState

SIZES = (25, 50, 100, 200)
DEFAULT_SIZE = 50
_MAX_CHARS = 200
# Compared whole, and chosen from a list: a table may print a sentence where an OPD belongs.
_MAX_OPD = 5000
# The states that a table can be filtered by.
_STATES: tuple[RowState, ...] = (
    "review",
    "sure",
    "doubtful",
    "answered",
    "dropped",
    "without_parent",
    "without_money",
)
T = TypeVar("T", str, int)
Query = dict[str, str | int | list[str]]


@dataclass(frozen=True, slots=True)
class RowsView:
    """Rows that a filter leaves, sorted, of which the `number`-th part of `size` rows is shown."""

    filter: RowFilter
    sort: str = "page"
    number: int = 1
    size: int = DEFAULT_SIZE
    row: str = ""

    @property
    def offset(self) -> int:
        """How many rows come before those that are shown."""
        return (self.number - 1) * self.size

    def within(self, documents: Sequence[str], ids: Sequence[str] | None = None) -> RowsView:
        """The same view of these documents, or of these rows of theirs."""
        mine = replace(self.filter, documents=tuple(documents), ids=None if ids is None else tuple(ids))
        return replace(self, filter=mine)

    def query(self, **changes: str | int) -> Query:
        """What an address asks for this view, with changes; a change begins with its first part again."""
        query: Query = {
            "subdimension": self.filter.subdimension,
            "level": self.filter.level,
            "opd": self.filter.opd,
            "state": self.filter.state,
            "text": self.filter.text,
            "sort": "" if self.sort == "page" else self.sort,
            "size": 0 if self.size == DEFAULT_SIZE else self.size,
        }
        return {**query, **changes}


def _asked(request: Request) -> RowsView:
    given = {
        name: value.strip()[: _MAX_OPD if name == "opd" else _MAX_CHARS].replace("\0", "")
        for name, value in request.query_params.items()
    }
    row_state: RowState = next((state for state in _STATES if state == given.get("state")), "")
    return RowsView(
        RowFilter(
            subdimension=given.get("subdimension", ""),
            level=_one_of(given.get("level", ""), LEVELS, ""),
            opd=given.get("opd", ""),
            state=row_state,
            text=given.get("text", ""),
        ),
        sort=_one_of(given.get("sort", ""), SORTS, "page"),
        number=max(1, min(_whole(given.get("p", "")), 1_000_000)),
        size=_one_of(_whole(given.get("size", "")), SIZES, DEFAULT_SIZE),
        row=given.get("row", "")[:20],
    )


def _one_of(given: T, known: Sequence[T], otherwise: T) -> T:
    return given if given in known else otherwise


def _whole(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


AskedRows = Annotated[RowsView, Depends(_asked)]
