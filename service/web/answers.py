"""What people answer on the pages: a label, many at once, and taking them back.

With the page's script a part comes back: the row, the lines of the table that changed, and what
was done, with the way back. Without it the browser is sent back to where it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from service import refusals
from service.dependencies import State, document
from service.refusals import Refusal, unknown_subdimension
from service.state import ServiceState
from service.storage import label_journal, rows
from service.storage.id_ranges import MAX_AT_ONCE, packed, unpacked
from service.storage.label_journal import Entry
from service.storage.rows import NOT_A_PROGRAM, RowFilter
from service.web import rendering
from service.web.row_query import AskedRows
from service.web.row_view import MAX_LINES, beside, document_figures, row_view
from service.workbench import mapped

router = APIRouter(tags=["pages"], include_in_schema=False)
# Of a filter so many rows are looked at: as many as the largest document could have.
_MAX_ROWS = 200_000
Text = Annotated[str, Form(max_length=2000)]
# The page's own address, which may name many documents: one too long is not gone back to.
Back = Annotated[str, Form()]


@router.post("/rows/{row_id}/label")
def give(
    state: State,
    request: Request,
    row_id: str,
    subdimension: Text,
    note: Text = "",
    alike: Text = "",
    elsewhere: Text = "",
    seen: Annotated[int | None, Form(ge=0, le=2**31 - 1)] = None,
    screen: Text = "",
    within: Text = "",
    back: Back = "/",
) -> Response:
    """Confirm or correct a row's label, and with `alike` that of the rows that say the same.

    With `elsewhere` also of those in other documents of its mappings.

    `NOT_A_PROGRAM` takes the row out of tables, map and files, until it is taken back.
    """
    if subdimension not in (*state.taxonomy.ids, NOT_A_PROGRAM):
        raise unknown_subdimension(state.taxonomy, subdimension)
    stored = rows.get(state.database, row_id)
    if stored is None:
        raise Refusal(404, "no_row", id=row_id[:40])
    answered_ids = [row_id, *(rows.alike(state.database, stored) if alike else ())]
    if elsewhere:
        for others in mapped.alike_elsewhere(state, stored).values():
            answered_ids += others
    seen_entries = {} if seen is None else {row_id: seen}
    try:
        entries = _answered(state, request, dict.fromkeys(answered_ids, subdimension), note, seen_entries)
    except label_journal.Overtaken as error:
        # Somebody else, or the same person in another window: that answer is shown before it is put aside.
        raise refusals.overtaken("answered", error.by) from error
    if screen == "review":
        return _to(
            rendering.address(
                "/review", after=row_id, document=within, entries=packed(entry.id for entry in entries)
            )
        )
    return _reply(state, request, entries, row_id=row_id, back=back)


@router.post("/documents/{document_id}/labels")
def give_many(
    state: State,
    request: Request,
    document_id: str,
    asked: AskedRows,
    row: Annotated[list[str], Form()] = [],  # noqa: B006
    everything: Text = "",
    subdimension: Text = "",
    note: Text = "",
    sure: Text = "",
    back: Back = "/",
) -> Response:
    """Confirm what is in force on the chosen rows, or give all of them one subdimension.

    Rows that a person has answered so already stay as they are, with his name and note. Before rows that
    need review are confirmed as they are it is asked whether that is meant; the answer comes with `sure`.
    """
    of_rows = document(state, document_id)
    if subdimension and subdimension not in (*state.taxonomy.ids, NOT_A_PROGRAM):
        raise unknown_subdimension(state.taxonomy, subdimension)
    chosen = asked.within([of_rows.id]).filter if everything else RowFilter((of_rows.id,), ids=tuple(row))
    listed = rows.listed(state.database, chosen, limit=_MAX_ROWS)
    n_doubtful = sum(stored.review for stored in listed)
    if n_doubtful and not subdimension and not sure:
        values = {"document": of_rows, "view": asked, "rows": [] if everything else row}
        values |= {"n_doubtful": n_doubtful, "everything": everything, "note": note, "back": back}
        template = "_confirm.html" if rendering.is_part(request) else "confirm.html"
        answer = rendering.screen(state, request, template, **values)
        answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#asking", "innerHTML"
        return answer
    answers = {
        stored.id: subdimension or stored.subdimension
        for stored in listed
        if stored.label is None or (subdimension and stored.label.subdimension != subdimension)
    }
    first = dict(list(answers.items())[:MAX_AT_ONCE])
    entries = _answered(state, request, first, note)
    return _reply(state, request, entries, back=back, left=len(answers) - len(first))


@router.get("/answers/last")
def last(state: State, request: Request, screen: Annotated[str, Query(max_length=10)] = "") -> Response:
    """What this person answered last, and whether it is to be taken back; nothing where there is none.

    Those who gave no name are not told apart, and none of them takes back what another may have said.
    """
    by = rendering.person(request)
    entries = label_journal.last_of(state.database, by) if by else []
    stored = rows.get(state.database, entries[-1].row_id) if entries else None
    if stored is None:
        return Response(status_code=204)
    values = {"row": row_view(state, stored), "entries": entries, "shown_on": screen}
    values["packed"] = packed(entry.id for entry in entries)
    return rendering.screen(state, request, "_last_answer.html", **values)


@router.post("/undo")
def undo(
    state: State,
    request: Request,
    entries: Annotated[str, Form()] = "",
    row: Text = "",
    screen: Text = "",
    within: Text = "",
    back: Back = "/",
) -> Response:
    """Take labels back that are in force."""
    changed = label_journal.undo_all(state.database, unpacked(entries), by=rendering.person(request))
    if not changed:
        raise Refusal(409, "no_label")
    for _ in changed:
        state.metrics.labelled("undone")
    if screen == "review":
        return _to(rendering.address("/review", row=changed[0], document=within))
    if not rendering.is_part(request):
        return _to(rendering.inside(back))
    return _parts(state, request, changed, row_id=row, undone=len(changed), entries=[], left=0)


def _answered(
    state: ServiceState,
    request: Request,
    answers: dict[str, str],
    note: str,
    seen: Mapping[str, int] = MappingProxyType({}),
) -> list[Entry]:
    entries = label_journal.add_all(
        state.database,
        answers,
        note=note.replace("\0", "").strip(),
        by=rendering.person(request),
        seen=seen,
    )
    for entry in entries:
        state.metrics.labelled(entry.origin)
    return entries


def _reply(
    state: ServiceState,
    request: Request,
    entries: Sequence[Entry],
    *,
    row_id: str = "",
    back: str,
    left: int = 0,
) -> Response:
    if not rendering.is_part(request):
        return _to(rendering.inside(back))
    changed = list(dict.fromkeys([*([row_id] if row_id else []), *(entry.row_id for entry in entries)]))
    return _parts(state, request, changed, row_id=row_id, entries=entries, undone=0, left=left)


def _parts(
    state: ServiceState,
    request: Request,
    changed: Sequence[str],
    *,
    row_id: str,
    entries: Sequence[Entry],
    undone: int,
    left: int,
) -> Response:
    lines = rows.listed(state.database, RowFilter(ids=tuple(changed[:MAX_LINES])), limit=MAX_LINES)
    values: dict[str, object] = beside(state, request, row_id).values if row_id else {"row": None}
    values |= document_figures(state, lines[0].document_id if lines else "")
    values |= {
        "lines": [row_view(state, stored) for stored in lines],
        "entries": entries,
        "packed": packed(entry.id for entry in entries),
        "left": left,
        "undone": undone,
        # On a table of several documents a line has no box to select it by.
        "many": not rendering.here(request).startswith("/documents/"),
    }
    return rendering.screen(state, request, "_answered.html", **values)


def _to(address: str) -> Response:
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})
