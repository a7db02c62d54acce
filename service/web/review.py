"""The inbox: rows of all documents that need review, the least certain first, one a screen."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from service.dependencies import State
from service.storage import rows
from service.storage.id_ranges import packed, unpacked
from service.storage.rows import RowFilter
from service.web.rendering import screen
from service.web.row_view import around, row_view

router = APIRouter(tags=["pages"], include_in_schema=False)
Id = Annotated[str, Query(max_length=40, pattern=r"^[^\x00]*$")]


@router.get("/review")
def review(
    state: State,
    request: Request,
    row: Id = "",
    after: Id = "",
    document: Id = "",
    entries: Annotated[str, Query(max_length=2000)] = "",
    edits: Annotated[str, Query(max_length=2000)] = "",
) -> HTMLResponse:
    """A row that needs review: this one, or the next after one that was answered or left."""
    within = (document,) if document else ()
    shown = rows.get(state.database, row) if row else None
    if shown is None:
        past = rows.get(state.database, after) if after else None
        shown = rows.least_certain(state.database, within, after=past)
        # At the end, those that were left come again.
        shown = shown or (rows.least_certain(state.database, within) if past else None)
    values = around(state, request, shown).values if shown else {"row": None}
    answered = rows.get(state.database, after) if after and entries else None
    return screen(
        state,
        request,
        "review.html",
        **values | {"shown_on": "review"},
        left=rows.count(state.database, RowFilter(documents=within, state="review")),
        rows_in_all=rows.count(state.database, RowFilter(documents=within)),
        within=document,
        answered=row_view(state, answered) if answered else None,
        entries=entries,
        n_entries=len(unpacked(entries)),
        edits=packed(unpacked(edits)),
    )
