"""What a person says of a document on its page: its facts, and which of its tables count."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from classifier.records import Fact, Stage
from service.dependencies import State, document
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import decisions
from service.storage.stored_facts import FACTS, FactValue
from service.web import rendering
from service.web.facts import written_years
from service.web.facts.about import about
from service.web.rendering import screen
from service.workbench import given_facts

router = APIRouter(prefix="/documents/{document_id}", tags=["pages"], include_in_schema=False)
Written = Annotated[str, Form(max_length=200)]


@router.post("/facts")
def set_fact(
    state: State,
    request: Request,
    document_id: str,
    fact: Annotated[str, Form(max_length=20)],
    value: Written = "",
    as_read: Annotated[str, Form(max_length=1)] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """Set a fact of a document, or give back what was read of it."""
    named = next((one for one in FACTS if one == fact), None)
    if named is None:
        raise Refusal(422, "invalid", what="fact")
    given = None if as_read else _value(named, value)
    if not decisions.set_facts(state.database, document_id, {named: given}, by=rendering.person(request)):
        raise Refusal(404, "no_document", id=document_id[:40])
    return _shown(state, request, document_id, back)


@router.post("/tables/{number}")
def set_table(
    state: State,
    request: Request,
    document_id: str,
    number: Annotated[int, Path(ge=1, le=2**31 - 1)],
    counts: Annotated[str, Form(max_length=3)] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """Let the map count a table ("yes"), or not ("no"), or leave it to the rule ("")."""
    counted = {"yes": True, "no": False}.get(counts)
    is_there = decisions.set_table(state.database, document_id, number, counted, by=rendering.person(request))
    if is_there is None:
        raise Refusal(404, "no_document", id=document_id[:40])
    if not is_there:
        raise Refusal(404, "no_table", number=number, id=document_id[:40])
    return _shown(state, request, document_id, back, shows_tables=True)


def _shown(
    state: ServiceState,
    request: Request,
    document_id: str,
    back: str,
    *,
    shows_tables: bool = False,
) -> Response:
    """What stands above the rows, for the page's script; the page again for a browser without."""
    if not rendering.is_part(request):
        return RedirectResponse(rendering.inside(back) if back else f"/documents/{document_id}", 303)
    values = about(state, request, document(state, document_id))
    values |= {"shows_tables": shows_tables}
    return screen(state, request, "_about.html", model=state.current_model.loaded_id(), **values)


def _value(fact: Fact, written: str) -> FactValue | None:
    """A fact as it is stored; None where an empty field gives back what was read. Raises Refusal."""
    text = " ".join(written.replace("\0", "").split())
    if fact == "years":
        years = written_years.years_of(text)
        if years is None:
            raise Refusal(422, "no_years", given=text[:40])
        return years
    if fact == "stage" and text not in get_args(Stage):
        raise Refusal(422, "invalid", what="stage")
    if fact == "kind":
        return given_facts.kind(text)
    return text or (None if fact == "title" else "")
