"""The inbox: rows of all documents that want a look, the least certain first, one a screen."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from service.dependencies import State
from service.storage import listing
from service.storage.id_ranges import unpacked
from service.storage.listing import Choice
from service.web.row_table import around
from service.web.screens import screen

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
) -> HTMLResponse:
    """A row that wants a look: this one, or the next after one that was answered or left."""
    within = (document,) if document else ()
    found = listing.one(state.database, row) if row else None
    if found is None:
        past = listing.one(state.database, after) if after else None
        found = listing.least_certain(state.database, within, after=past)
        # At the end, those that were left come again.
        found = found or (listing.least_certain(state.database, within) if past else None)
    values = around(state, request, found) if found else {"row": None}
    answered = listing.one(state.database, after) if after and entries else None
    return screen(
        state,
        request,
        "review.html",
        **values | {"shown_on": "review"},
        left=listing.number(state.database, Choice(documents=within, state="review")),
        rows_in_all=listing.number(state.database, Choice(documents=within)),
        within=document,
        answered=answered,
        entries=entries,
        n_entries=len(unpacked(entries)),
    )
