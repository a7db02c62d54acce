"""What planners put right on the pages: a row changed, split, merged, taken away, added, many at once.

As with answers, the page's script gets a part back: the row, the lines that changed, what was done and the
way back; where rows came or went it asks for the table again. Without it the browser goes back to where
it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from classifier.extraction.box_text import BoxText, amount_boxes, box_text
from classifier.records import Box
from service import refusals
from service.dependencies import State, done
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import documents, edit_journal, rows
from service.storage.edited_rows import EDITABLE, Edit
from service.storage.id_ranges import MAX_AT_ONCE, packed, unpacked
from service.storage.label_journal import Overtaken
from service.storage.rows import RowFilter, StoredRow
from service.web import rendering
from service.web.edits import row_forms
from service.web.row_query import AskedRows
from service.web.row_view import MAX_LINES, beside, document_figures, page_boxes, row_view

router = APIRouter(tags=["pages"], include_in_schema=False)
Id = Annotated[str, Query(max_length=40, pattern=r"^[^\x00]*$")]
# In points: what a line of print reaches over the box of the name beside it.
_LINE_MARGIN = 2.0
_ANYWHERE = 20_000.0


async def _given_form(request: Request) -> FormData:
    """What a form sent, whose fields depend on what it was made for."""
    return await request.form()


GivenForm = Annotated[FormData, Depends(_given_form)]


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done, for the answer: `key` names it in words, `row_id` is the row to show, "" for none.

    `has_new_lines` is true where rows came or went, so that the table has to be asked for again.
    """

    key: str
    edits: tuple[Edit, ...]
    row_id: str
    has_new_lines: bool


# ---- forms


@router.get("/rows/{row_id}/edit")
def form(
    state: State, request: Request, row_id: str, fields: Annotated[str, Query(max_length=100)] = ""
) -> HTMLResponse:
    """The facts of a row with fields to write in: those that are named, or all."""
    asked = tuple(field for field in fields.split(",") if field in EDITABLE)
    values = beside(state, request, row_id).values | {"editing": asked or EDITABLE, "within": ""}
    values |= _names(state, row_id=row_id)
    template = "_row_head.html" if rendering.is_part(request) else "row.html"
    return rendering.screen(state, request, template, **values)


@router.get("/documents/{document_id}/names")
def names(state: State, request: Request, document_id: str) -> HTMLResponse:
    """The names of programs and agencies to choose from, for the fields of many rows."""
    values = _names(state, document_id=done(state, document_id).id)
    return rendering.screen(state, request, "_names.html", **values)


@router.get("/documents/{document_id}/rows/new")
def new_form(
    state: State,
    request: Request,
    document_id: str,
    page: Annotated[int, Query(ge=1, le=2**31 - 1)] = 1,
    after: Id = "",
) -> HTMLResponse:
    """The form of a row that was not read, its text taken from a box of the page where one is named."""
    of_page = done(state, document_id)
    if page > of_page.pages_total:
        raise Refusal(404, "no_page", page=page, total=of_page.pages_total)
    box: Box | None = None
    said = BoxText("", "", None)
    if all(request.query_params.get(name) for name in ("x0", "top", "x1", "bottom")):
        box = row_forms.box_of(request.query_params)
        said = box_text(state.page_images.lines(of_page.id, page, box))
    near = rows.get(state.database, after) if after else None
    values = _names(state, document_id=of_page.id) | {
        "document": of_page,
        "page": page,
        "box": box,
        "said": said,
        "near": near,
        "program": (near.row.program or near.row.text) if near else "",
        "years": [year for year, _ in near.row.pagu] if near else [str(year) for year in of_page.facts.years],
        "on_page": page_boxes(state, of_page.id, page),
        "shown_on": request.query_params.get("screen", "")[:10],
    }
    template = "_new_row.html" if rendering.is_part(request) else "new_row.html"
    return rendering.screen(state, request, template, **values)


@router.get("/rows/{row_id}/money")
def money(state: State, request: Request, row_id: str) -> HTMLResponse:
    """Where a row's amounts stand on its page, as boxes over the picture; none where they are not found."""
    try:
        stored = _stored(state, row_id)
    except Refusal:
        # Taken away since the picture that asks was shown.
        return rendering.page(request, "_money.html", boxes=())
    on_lines = stored.row.bbox._replace(
        x0=-_ANYWHERE,
        x1=_ANYWHERE,
        top=stored.row.bbox.top - _LINE_MARGIN,
        bottom=stored.row.bbox.bottom + _LINE_MARGIN,
    )
    try:
        lines = state.page_images.lines(stored.document_id, stored.row.page, on_lines)
    except Refusal:
        # The name's box is there; the page is not blamed for this one.
        lines = ()
    boxes = amount_boxes(lines, {amount for _, amount in stored.row.pagu})
    return rendering.page(request, "_money.html", boxes=boxes)


# ---- edits


@router.post("/rows/{row_id}/edit")
def change(state: State, request: Request, row_id: str, given: GivenForm) -> Response:
    """Change what a row says."""
    new, seen = row_forms.change_of(given)
    _stored(state, row_id)
    try:
        edits = edit_journal.change(
            state.database,
            {row_id: new},
            by=rendering.person(request),
            predict=state.current_model.predictions,
            seen={row_id: seen},
        )
    except Overtaken as error:
        raise refusals.overtaken("edited", error.by) from error
    return _reply(state, request, given, _Done("changed", tuple(edits), row_id, has_new_lines=False))


@router.post("/rows/{row_id}/split")
def split(state: State, request: Request, row_id: str, given: GivenForm) -> Response:
    """Split a row's name at a character; with `text` the name is changed to that first."""
    at, text = given.get("at", ""), given.get("text", "")
    stored, by, predict = _stored(state, row_id), rendering.person(request), state.current_model.predictions
    if not isinstance(at, str) or not at.isdecimal() or not 0 < int(at[:6]) < 10_000:
        raise Refusal(422, "no_split")
    edits: list[Edit] = []
    if isinstance(text, str) and " ".join(text.split()) not in ("", stored.row.text):
        change_of_name = row_forms.name_change(text)
        edits += edit_journal.change(state.database, {row_id: change_of_name}, by=by, predict=predict)
    try:
        edit = edit_journal.split(state.database, row_id, int(at), by=by, predict=predict)
    except ValueError as error:
        raise Refusal(422, "no_split") from error
    edits += [edit] if edit else []
    return _reply(state, request, given, _Done("split", tuple(edits), row_id, has_new_lines=True))


@router.post("/rows/{row_id}/merge")
def merge(state: State, request: Request, row_id: str, given: GivenForm) -> Response:
    """Merge a row with the next of its document."""
    by = rendering.person(request)
    edit = edit_journal.merge(state.database, row_id, by=by, predict=state.current_model.predictions)
    if edit is None:
        raise Refusal(404, "no_row", id=row_id[:40])
    return _reply(state, request, given, _Done("merged", (edit,), row_id, has_new_lines=True))


@router.post("/rows/{row_id}/remove")
def remove(state: State, request: Request, row_id: str, given: GivenForm) -> Response:
    """Take a row away that is none; the one behind it is shown next."""
    behind = rows.behind(state.database, _stored(state, row_id))
    edits = edit_journal.remove(state.database, [row_id], by=rendering.person(request))
    next_id = behind.id if behind else ""
    return _reply(state, request, given, _Done("removed", tuple(edits), next_id, has_new_lines=True))


@router.post("/documents/{document_id}/rows")
def add(state: State, request: Request, document_id: str, given: GivenForm) -> Response:
    """Add a row that was not read, where it stands on its page."""
    of_rows = done(state, document_id)
    new = row_forms.new_row_of(given)
    if new.page > of_rows.pages_total:
        raise Refusal(422, "no_page", page=new.page, total=of_rows.pages_total)
    edit = edit_journal.add(
        state.database,
        of_rows.id,
        new.row(of_rows.name, of_rows.sha256, of_rows.facts.opd),
        by=rendering.person(request),
        predict=state.current_model.predictions,
    )
    if edit is None:
        raise Refusal(404, "no_document", id=document_id[:40])
    return _reply(state, request, given, _Done("added", (edit,), edit.after[0].id, has_new_lines=True))


@router.post("/documents/{document_id}/edits")
def change_many(
    state: State, request: Request, document_id: str, asked: AskedRows, given: GivenForm
) -> Response:
    """Change level, agency or program of the chosen rows, or take them away, `MAX_AT_ONCE` at once."""
    of_rows, by = done(state, document_id), rendering.person(request)
    mine = asked.within([of_rows.id]).filter
    chosen = [value for value in given.getlist("row") if isinstance(value, str)]
    row_filter = mine if given.get("everything") else RowFilter((of_rows.id,), ids=tuple(chosen))
    row_ids = rows.ids(state.database, row_filter, limit=MAX_AT_ONCE)
    if given.get("action") == "remove":
        edits = edit_journal.remove(state.database, row_ids, by=by)
        return _reply(state, request, given, _Done("removed", tuple(edits), "", has_new_lines=True))
    changes = dict.fromkeys(row_ids, row_forms.change_of_many(given))
    edits = edit_journal.change(state.database, changes, by=by, predict=state.current_model.predictions)
    return _reply(state, request, given, _Done("changed", tuple(edits), "", has_new_lines=False))


@router.post("/edits/undo")
def undo(state: State, request: Request, given: GivenForm) -> Response:
    """Take edits back, the last of them first; the row that was shown then is shown again."""
    wanted, row_id = given.get("edits", ""), given.get("row", "")
    edits: list[Edit] = []
    for edit_id in reversed(unpacked(wanted if isinstance(wanted, str) else "")):
        try:
            edit = edit_journal.undo(
                state.database,
                edit_id,
                by=rendering.person(request),
                predict=state.current_model.predictions,
            )
        except Overtaken as error:
            raise refusals.overtaken("edited", error.by) from error
        edits += [edit] if edit else []
    if not edits:
        raise Refusal(404, "no_edit", id="")
    there = [row.id for row in edits[-1].after]
    shown = row_id if isinstance(row_id, str) and row_id in there else (there[0] if there else "")
    has_new_lines = any(edit.kind != "changed" for edit in edits)
    return _reply(
        state, request, given, _Done("undone", tuple(edits), shown if row_id else "", has_new_lines)
    )


def _reply(state: ServiceState, request: Request, given: FormData, what: _Done) -> Response:
    """What comes back: the parts that changed for the page's script, else the way back."""
    screen, within, back = (str(given.get(name, "")) for name in ("screen", "within", "back"))
    shown = rows.get(state.database, what.row_id) if what.row_id else None
    packed_edits = "" if what.key == "undone" else packed(edit.id for edit in what.edits)
    is_part = rendering.is_part(request)
    if screen == "review" and (not is_part or shown is None or what.key in ("removed", "undone")):
        row_id = "" if what.key == "removed" else what.row_id
        address = rendering.address("/review", row=row_id, document=within, edits=packed_edits)
        return RedirectResponse(address, 303, {"Cache-Control": "no-store"})
    if not is_part:
        there = f"/rows/{shown.id}" if shown else rendering.inside(back)
        return RedirectResponse(there, 303, {"Cache-Control": "no-store"})
    row_ids = list(dict.fromkeys(row_id for edit in what.edits for row_id in edit.row_ids))
    lines = rows.listed(state.database, RowFilter(ids=tuple(row_ids[:MAX_LINES])), limit=MAX_LINES)
    values: dict[str, object] = beside(state, request, shown.id).values if shown else {"row": None}
    if screen:
        values["shown_on"] = screen[:10]
    # Of rows that are all gone their edits know the document.
    touched = next((one for edit in what.edits for one in (*edit.before, *edit.after)), None)
    of = documents.of_bytes(state.database, touched.row.sha256) if touched else None
    values |= document_figures(state, of.id if of else "")
    values |= {
        "within": within[:40],
        "lines": [] if what.has_new_lines else [row_view(state, stored) for stored in lines],
        "did": what.key,
        "n_rows": len(row_ids),
        "edits": packed_edits,
        "is_one": bool(what.row_id),
        "many": not rendering.here(request).startswith("/documents/"),
    }
    answer = rendering.screen(state, request, "_edited.html", **values)
    if what.has_new_lines:
        # The script asks for the table again: lines came or went.
        answer.headers["HX-Trigger"] = "rows-changed"
    return answer


def _stored(state: ServiceState, row_id: str) -> StoredRow:
    stored = rows.get(state.database, row_id)
    if stored is None:
        raise Refusal(404, "no_row", id=row_id[:40])
    return stored


def _names(state: ServiceState, *, row_id: str = "", document_id: str = "") -> dict[str, object]:
    """The programs of a document and the agencies that are known, to choose from."""
    of_document = document_id or _stored(state, row_id).document_id
    opds = [opd.name for opd in rows.opds(state.database, [of_document]) if opd.name]
    listed = [stored.agency.name for stored in state.agencies.listed(with_general=True)]
    return {
        "program_names": rows.program_names(state.database, of_document),
        "agency_names": list(dict.fromkeys([*opds, *listed])),
    }
