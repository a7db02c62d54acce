"""The installation's agencies on a page: spellings merged, official names chosen, added and deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from classifier.agencies import printed_names
from classifier.agencies.grouping import brought_together
from classifier.agencies.registry import Registry
from classifier.fields.names import fold
from service.dependencies import State
from service.messages import Message
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import agencies, documents, rows
from service.storage.agencies import ChangedSince, MergedIntoItself, StoredAgency, TooMany, UnknownAgency
from service.storage.documents import Document
from service.web import rendering
from service.web.rendering import screen

router = APIRouter(prefix="/agencies", tags=["pages"], include_in_schema=False)
Name = Annotated[str, Form(max_length=200)]
# Documents of an agency that are named one by one.
_MAX_NAMED = 5
# Merges that can be taken back on the page, the last ones.
_MAX_MERGES = 10


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency as the page shows it.

    `printed` are the spellings that documents have, `documents` those that name it, newest first;
    `n_programs` of them are its own, whose rows stand at `rows_link` ("": it has none).
    """

    stored: StoredAgency
    printed: tuple[str, ...]
    documents: tuple[Document, ...]
    n_programs: int
    rows_link: str

    @property
    def other_names(self) -> tuple[str, ...]:
        """Its spellings: those of the list, then those that documents print, without its name."""
        name = printed_names.key(self.stored.agency.name)
        spelt = {printed_names.key(one): one for one in (*self.printed, *self.stored.agency.aliases)}
        return tuple(one for key, one in spelt.items() if key != name)


@router.get("")
def show(
    state: State,
    request: Request,
    merged: Annotated[str, Query(max_length=200)] = "",
    added: Annotated[str, Query(max_length=200)] = "",
    undone: Annotated[str, Query(max_length=1)] = "",
) -> HTMLResponse:
    """The agencies that this installation lists, and those that documents name."""
    return _page(state, request, merged=merged, added=added, is_undone=bool(undone))


@router.post("/add")
def add(
    state: State, request: Request, name: Name = "", aliases: Annotated[str, Form(max_length=5000)] = ""
) -> Response:
    """Add an agency, or spellings to one that is there; spellings stand on lines of their own."""
    name = _clean(name)
    if not _is_name(name):
        return _page(state, request, refused=Message("no_agency_name"))
    spelt = [spelling for line in aliases.splitlines() if (spelling := _clean(line)[:200])]
    try:
        stored, _ = state.agencies.add(name, spelt, by=rendering.person(request))
    except TooMany as error:
        return _page(state, request, refused=Message("too_many_agencies", {"limit": error.limit}))
    return RedirectResponse(rendering.address("/agencies", added=stored.agency.name), 303)


@router.post("/merge")
def merge(
    state: State,
    request: Request,
    name: Annotated[list[str], Form()] = [],  # noqa: B006
    into: Name = "",
    other: Name = "",
) -> Response:
    """Make the names that were ticked spellings of one: of `other` where it is written, else of `into`."""
    names = [cleaned for one in name if (cleaned := _clean(one))]
    official = _clean(other) or _clean(into) or (names[0] if names else "")
    if not names or (len(set(names)) < 2 and official == names[0]):
        return _page(state, request, refused=Message("nothing_to_merge"))
    if not _is_name(official):
        return _page(state, request, refused=Message("no_agency_name"))
    others = [one for one in dict.fromkeys(names) if printed_names.key(one) != printed_names.key(official)]
    printed = {name for of_document in _named(state).values() for name in of_document}
    try:
        stored = state.agencies.merge(others, official, by=rendering.person(request), printed=printed)
    except TooMany as error:
        return _page(state, request, refused=Message("too_many_agencies", {"limit": error.limit}))
    except MergedIntoItself as error:
        return _page(state, request, refused=Message("merged_into_itself", {"name": error.name}))
    except UnknownAgency as error:
        return _page(state, request, refused=Message("unknown_agency", {"name": error.name}))
    return RedirectResponse(rendering.address("/agencies", merged=stored.agency.name), 303)


@router.post("/merges/{merge_id:int}/undo")
def undo_merge(
    state: State, request: Request, merge_id: Annotated[int, Path(ge=1, le=2**31 - 1)]
) -> Response:
    """Put the agencies back as they were before they were merged."""
    try:
        is_undone = state.agencies.undo_merge(merge_id, by=rendering.person(request))
    except ChangedSince:
        return _page(state, request, refused=Message("merge_overtaken"))
    if not is_undone:
        raise Refusal(404, "no_merge", id=merge_id)
    return RedirectResponse(rendering.address("/agencies", undone="1"), 303)


@router.post("/{agency_id:int}/delete")
def delete(state: State, agency_id: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Response:
    """Take an agency out of the installation's list; its spellings are then as the general list has them."""
    if not state.agencies.remove(agency_id):
        raise Refusal(404, "no_agency", id=agency_id)
    return RedirectResponse("/agencies", 303)


def _page(
    state: ServiceState,
    request: Request,
    *,
    merged: str = "",
    added: str = "",
    is_undone: bool = False,
    refused: Message | None = None,
) -> HTMLResponse:
    lines = _lines(state)
    return screen(
        state,
        request,
        "agencies.html",
        status=422 if refused else 200,
        lines=[line for line in lines if line.documents],
        without=[line for line in lines if not line.documents],
        max_named=_MAX_NAMED,
        merged=merged,
        added=added,
        is_undone=is_undone,
        merges=state.agencies.merges(limit=_MAX_MERGES),
        refused=refused,
        choices=sorted({stored.agency.name for stored in state.agencies.listed(with_general=True)}),
    )


def _lines(state: ServiceState) -> list[AgencyLine]:
    """The installation's agencies and all others that documents name, each once."""
    registry = state.agencies.registry()
    done = documents.done(state.database)
    state.program_cache.warm(done)
    named = _named(state)
    counted = agencies.with_documents(state.agencies.listed(with_general=True), named.values(), registry)
    shown = [stored for stored, n in counted if n or stored.origin in ("own", "file")]
    printed_by_name = _printed(named, registry)
    n_programs = _n_programs(state, done, registry, printed_by_name)
    lines = []
    for stored in shown:
        name = stored.agency.name
        printed = printed_by_name.get(name, ())
        of = tuple(one for one in done if not named.get(one.id, set()).isdisjoint(printed))
        lines.append(AgencyLine(stored, printed, of, n_programs[name], _rows_link(state, of, printed)))
    return sorted(lines, key=lambda line: line.stored.agency.name.casefold())


def _printed(named: dict[str, set[str]], registry: Registry) -> dict[str, tuple[str, ...]]:
    """The spellings that documents have of each agency, by the name it goes by."""
    groups = brought_together((name for names in named.values() for name in sorted(names)), registry)
    return {group.name: tuple(dict.fromkeys(group.printed)) for group in groups}


def _n_programs(
    state: ServiceState,
    done: Sequence[Document],
    registry: Registry,
    printed_by_name: Mapping[str, Sequence[str]],
) -> Counter[str]:
    """How many programs count for each agency in the documents, by the name it goes by."""
    names = {printed: name for name, spelt in printed_by_name.items() for printed in spelt}
    n_by_name: Counter[str] = Counter()
    for one in done:
        for program in state.program_cache.of(one):
            if program.level == "program" and program.opd:
                n_by_name[names.get(program.opd) or registry.find(program.opd).name] += 1
    return n_by_name


def _rows_link(state: ServiceState, of: Sequence[Document], printed: Sequence[str]) -> str:
    """The address of the rows that name an agency, as it is printed most; "" when it is on no row."""
    if not of:
        return ""
    ids = [one.id for one in of]
    keys = {fold(name) for name in printed}
    on_rows = [opd for opd in rows.opds(state.database, ids) if opd.id in keys]
    if not on_rows:
        return ""
    return rendering.address("/rows", document=ids, opd=max(on_rows, key=lambda opd: opd.n).id)


def _named(state: ServiceState) -> dict[str, set[str]]:
    """The agencies that each document has or names in its rows, as they are printed, by its id."""
    named = rows.opds_by_document(state.database)
    for document_id, opd in documents.opds(state.database).items():
        named.setdefault(document_id, set()).add(opd)
    return named


def _clean(name: str) -> str:
    return " ".join(name.replace("\0", "").split())


def _is_name(name: str) -> bool:
    """Whether a name has a letter or digit, by which agencies are told apart."""
    return len(name) <= 200 and any(sign.isascii() and sign.isalnum() for sign in name)
