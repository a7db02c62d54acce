"""The inbox: rows of all documents that want a look, the least certain first, one a screen."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from service import listing
from service.desk import Desk
from service.entries import unpacked
from service.listing import Choice
from service.routes_table import around
from service.screens import screen

router = APIRouter(tags=["pages"], include_in_schema=False)
Id = Annotated[str, Query(max_length=40, pattern=r"^[^\x00]*$")]


@router.get("/review")
def review(
    desk: Desk,
    request: Request,
    row: Id = "",
    after: Id = "",
    document: Id = "",
    entries: Annotated[str, Query(max_length=2000)] = "",
) -> HTMLResponse:
    """A row that wants a look: this one, or the next after one that was answered or left."""
    within = (document,) if document else ()
    found = listing.one(desk.store, row) if row else None
    if found is None:
        past = listing.one(desk.store, after) if after else None
        found = listing.least_certain(desk.store, within, after=past)
        # At the end, those that were left come again.
        found = found or (listing.least_certain(desk.store, within) if past else None)
    values = around(desk, request, found) if found else {"row": None}
    answered = listing.one(desk.store, after) if after and entries else None
    return screen(
        desk,
        request,
        "review.html",
        **values | {"shown_on": "review"},
        left=listing.number(desk.store, Choice(documents=within, state="review")),
        rows_in_all=listing.number(desk.store, Choice(documents=within)),
        within=document,
        answered=answered,
        entries=entries,
        n_entries=len(unpacked(entries)),
    )
