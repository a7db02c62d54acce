"""A corrected workbook comes back: uploaded, shown as a difference, applied, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from classifier.i18n.messages import gettext_noop
from classifier.records import LEVELS
from service.api.workbooks import making
from service.dependencies import State
from service.messages import Message
from service.refusals import Refusal
from service.state import ServiceState
from service.storage.id_ranges import packed, unpacked
from service.storage.rows import NOT_A_PROGRAM
from service.web import rendering
from service.web.rendering import screen
from service.web.wording import Words, names
from service.workbooks import applying, difference
from service.workbooks.difference import Change, NewRow

router = APIRouter(prefix="/workbook", tags=["pages"], include_in_schema=False)
# Fields of the form beside those of the changes.
_MORE_FIELDS = 10
_FIELDS = {
    "subdimension": gettext_noop("Subdimension"),
    "text": gettext_noop("Name"),
    "level": gettext_noop("Level"),
    "kode": gettext_noop("Code"),
    "program": gettext_noop("Its program"),
    "opd": gettext_noop("Agency"),
    "pagu": gettext_noop("Budget"),
    "note": gettext_noop("Note"),
    "verified": gettext_noop("Status"),
}
_FAULTS: dict[difference.Fault, str] = {
    "unknown_subdimension": gettext_noop("This is none of the 18 subdimensions; choose one from the list."),
    "no_subdimension": gettext_noop("The cell is empty; choose a subdimension from the list."),
    "no_name": gettext_noop("The name is empty."),
    "too_long": gettext_noop("The text is too long."),
    "unknown_level": gettext_noop(
        "The level is program, kegiatan or sub kegiatan; choose one from the list."
    ),
    "wrong_code": gettext_noop("A code has digits, letters, dots, dashes and slashes alone."),
    "wrong_year": gettext_noop("The title of a budget column does not end in a year."),
    "wrong_amount": gettext_noop("This amount cannot be."),
    "parent_of_program": gettext_noop("A program stands under no other program."),
    "note_without_answer": gettext_noop("A note goes with a verified subdimension; this row has none yet."),
    "no_document": gettext_noop("Write in the column of documents which one the row is from."),
    "no_page": gettext_noop("The document has no such page."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A change as the page shows it, in words; `before` is "" of a new row."""

    id: str
    line: int
    field: str
    before: str
    value: str
    now: str
    by: str
    is_conflict: bool
    is_ticked: bool
    fault: str


@dataclass(frozen=True, slots=True)
class Group:
    """The changes of a row, with what it is; `row_id` is "" of one that is new."""

    row_id: str
    text: str
    level: str
    document: str
    page: int
    lines: list[Line]
    is_copy: bool = False


@router.get("")
def show(
    state: State,
    request: Request,
    id: Annotated[str, Query(max_length=64)] = "",
    undone: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
) -> HTMLResponse:
    """The form, and what the workbook of an id would change."""
    return _page(state, request, workbook_id=id, undone=undone)


@router.post("")
def upload(state: State, request: Request, file: Annotated[UploadFile, File()]) -> Response:
    """Read a workbook and show what it would change."""
    try:
        workbook_id = state.workbook_reader.read(file.file)
    except Refusal as refusal:
        return _page(state, request, refused=refusal.message, status=refusal.status_code)
    return _to(rendering.address("/workbook", id=workbook_id))


async def _chosen(request: Request) -> tuple[str, list[str]]:
    """The workbook and the ids of the changes that a form chose: more than a form has by default."""
    async with request.form(max_fields=difference.MAX_CHANGES + _MORE_FIELDS) as form:
        changes = [str(value)[:60] for value in form.getlist("change")]
        return str(form.get("id", ""))[:64], changes


@router.post("/apply")
def apply(
    state: State, request: Request, chosen: Annotated[tuple[str, list[str]], Depends(_chosen)]
) -> Response:
    """Apply the ticked changes."""
    workbook_id, changes = chosen
    if not changes:
        return _to(rendering.address("/workbook", id=workbook_id))
    try:
        made = making.applied(state, workbook_id, changes, by=rendering.person(request))
    except Refusal as refusal:
        if refusal.status_code != 409:
            raise
        # With the difference as it is now, from which to choose again.
        return _page(state, request, workbook_id=workbook_id, refused=refusal.message, status=409)
    return _to(
        rendering.address(
            "/workbook/applied",
            id=workbook_id,
            n=len(set(changes)),
            edits=packed(edit.id for edit in made.edits),
            labels=packed(entry.id for entry in made.entries),
        )
    )


@router.get("/applied")
def applied(
    state: State,
    request: Request,
    id: Annotated[str, Query(max_length=64)] = "",
    n: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    edits: Annotated[str, Query(max_length=5000)] = "",
    labels: Annotated[str, Query(max_length=5000)] = "",
) -> HTMLResponse:
    """What was applied, with the way back."""
    return screen(
        state, request, "workbook_applied.html", id=id, n=n, edits=packed(unpacked(edits)),
        labels=packed(unpacked(labels)),
    )  # fmt: skip


@router.post("/undo")
def undo(
    state: State,
    request: Request,
    id: Annotated[str, Form(max_length=64)] = "",
    n: Annotated[int, Form(ge=0, le=2**31 - 1)] = 0,
    edits: Annotated[str, Form(max_length=5000)] = "",
    labels: Annotated[str, Form(max_length=5000)] = "",
) -> Response:
    """Take back what was applied."""
    made = making.undone(state, unpacked(edits), unpacked(labels), by=rendering.person(request))
    if not made.edits and not made.n_answers:
        raise Refusal(404, "no_edit", id=edits[:40])
    return _to(rendering.address("/workbook", id=id, undone=max(n, 1)))


def _page(
    state: ServiceState,
    request: Request,
    *,
    workbook_id: str = "",
    refused: Message | None = None,
    undone: int = 0,
    status: int = 200,
) -> HTMLResponse:
    values: dict[str, Any] = {"now": None, "groups": [], "n_chosen": 0}
    if workbook_id:
        try:
            sent = state.workbook_reader.stored(workbook_id)
        except Refusal as refusal:
            workbook_id, refused, status = "", refusal.message, refusal.status_code
        else:
            now = applying.compared(state.database, sent, state.taxonomy.ids)
            groups = _groups(state, Words(rendering.language(request)), now)
            values = {
                "now": now,
                "groups": groups,
                "n_chosen": sum(line.is_ticked for group in groups for line in group.lines),
            }
    return screen(
        state,
        request,
        "workbook.html",
        status=status,
        id=workbook_id,
        refused=refused,
        undone=undone,
        max_bytes=state.workbook_reader.max_bytes,
        **values,
    )


def _groups(state: ServiceState, t: Words, now: difference.Difference) -> list[Group]:
    groups: dict[str, Group] = {}
    called = names(state.taxonomy, t) | {NOT_A_PROGRAM: t.gettext("Not a programme or activity")}
    for change in now.changes:
        row = change.stored.row
        group = groups.setdefault(
            change.stored.id,
            Group(change.stored.id, row.text, row.level, row.document, row.page, []),
        )
        group.lines.append(_changed(t, called, change))
    return [*groups.values(), *(_added(t, called, new) for new in now.new_rows)]


def _changed(t: Words, called: dict[str, str], change: Change) -> Line:
    if change.field == "subdimension" and change.value == change.before and change.stored.label is None:
        return _confirmed(t, called, change)
    value = _value(t, called, change.field, change.value, beside=change.before)
    return Line(
        id=change.id,
        line=change.line,
        field=t.gettext(_FIELDS[change.field]),
        before=_value(t, called, change.field, change.before, beside=change.value),
        value=value,
        now=_value(t, called, change.field, change.now, beside=change.value) if change.is_conflict else "",
        by=change.by,
        is_conflict=change.is_conflict,
        is_ticked=not change.fault and not change.is_conflict,
        fault=t.gettext(_FAULTS[change.fault]) if change.fault else "",
    )


def _confirmed(t: Words, called: dict[str, str], change: Change) -> Line:
    """A status set to verified: the subdimension as it stood in the workbook, given as an answer."""
    return Line(
        id=change.id,
        line=change.line,
        field=t.gettext(_FIELDS["verified"]),
        before=_value(t, called, "verified", "no"),
        value=f"{_value(t, called, 'verified', 'yes')}: {_value(t, called, change.field, change.value)}",
        now="",
        by="",
        is_conflict=False,
        is_ticked=not change.fault,
        fault=t.gettext(_FAULTS[change.fault]) if change.fault else "",
    )


def _added(t: Words, called: dict[str, str], new: NewRow) -> Group:
    row = new.row
    parts = [
        (field, _value(t, called, field, value))
        for field, value in (
            ("kode", row.kode),
            ("program", row.program),
            ("opd", row.opd),
            ("pagu", dict(row.pagu)),
            ("subdimension", new.subdimension),
        )
        if value
    ]
    line = Line(
        id=new.id,
        line=new.line,
        field=t.gettext("New row"),
        before="",
        value=" · ".join(f"{t.gettext(_FIELDS[field])}: {words}" for field, words in parts),
        now="",
        by="",
        is_conflict=False,
        is_ticked=not new.fault and not new.is_copy,
        fault=t.gettext(_FAULTS[new.fault]) if new.fault else "",
    )
    return Group("", row.text, row.level, row.document, row.page, [line], is_copy=new.is_copy)


def _value(
    t: Words, called: dict[str, str], field: str, value: Any, *, beside: dict[str, int] | str = ""
) -> str:
    """A field in words; of budgets the years that differ from those `beside`."""
    if field == "subdimension":
        return called.get(str(value), str(value))
    if field == "verified":
        return t.gettext("verified") if value == "yes" else t.gettext("not yet verified")
    if field == "level":
        return t.level(value) if value in LEVELS else str(value)
    if field == "pagu":
        other = beside if isinstance(beside, dict) else {}
        years = [year for year in sorted({*value, *other}) if value.get(year) != other.get(year)]
        return ", ".join(
            f"{t.year(year)}: {t.money_whole(value[year]) if year in value else '–'}" for year in years
        )
    return str(value)


def _to(address: str) -> Response:
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})
