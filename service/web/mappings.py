"""The pages of mappings: made, listed, and each with its documents, why they count, and how far it is."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from classifier.i18n.messages import translator
from classifier.mapping.selection.document_choice import Scope
from service.dependencies import State, document
from service.refusals import Refusal
from service.storage import mappings
from service.storage.mappings import TooMany
from service.web import rendering
from service.web.rendering import screen
from service.workbench import choice_words, mapped

router = APIRouter(tags=["pages"], include_in_schema=False)
Text = Annotated[str, Form(max_length=200, pattern=r"^[^\x00]*$")]
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]
_YEAR = re.compile(r"(?<!\d)((?:199|20\d)\d)(?:\s*[-–]\s*(20\d\d))?(?!\d)")
_MAX_YEARS = 20


@router.get("/mappings")
def listing(state: State, request: Request) -> HTMLResponse:
    """All mappings with how far they are, and a form for one more."""
    all_mapped = mapped.all_mapped(state, mappings.listed(state.database))
    proposed = mapped.proposal(state)
    return screen(
        state,
        request,
        "mappings.html",
        mappings=[(of, mapped.progress(state, of)) for of in all_mapped],
        proposal=proposed,
        proposed_name=choice_words.default_name(proposed, translator(rendering.language(request)))
        if proposed
        else "",
    )


@router.post("/mappings")
def add(state: State, request: Request, region: Text = "", years: Text = "", name: Text = "") -> Response:
    """Make a mapping, named after its region and years where no name is given."""
    scope = Scope(" ".join(region.split()), years_of(years))
    if not scope.years:
        raise Refusal(422, "no_mapping_possible")
    named = " ".join(name.split()) or choice_words.default_name(
        scope, translator(rendering.language(request))
    )
    try:
        made = mappings.add(state.database, named, scope, by=rendering.person(request))
    except TooMany as error:
        raise Refusal(422, "too_many_mappings", limit=error.limit) from error
    return _to(f"/mappings/{made.id}")


@router.get("/mappings/{mapping_id}")
def show(state: State, request: Request, mapping_id: Id) -> HTMLResponse:
    """A mapping: how far it is, and which documents count."""
    of = mapped.mapped(state, mapped.stored(state, mapping_id))
    texts = translator(rendering.language(request))
    return screen(
        state,
        request,
        "mapping.html",
        of=of,
        progress=mapped.progress(state, of),
        why=lambda one: choice_words.why(one, of, texts),
    )


@router.post("/mappings/{mapping_id}")
def change(
    state: State, request: Request, mapping_id: Id, region: Text = "", years: Text = "", name: Text = ""
) -> Response:
    """Change name, region and years; what is empty stays, but for the region."""
    before = mapped.stored(state, mapping_id)
    mappings.change(
        state.database,
        mapping_id,
        by=rendering.person(request),
        name=" ".join(name.split()) or before.name,
        region=" ".join(region.split()),
        years=years_of(years) or before.scope.years,
    )
    return _to(f"/mappings/{mapping_id}")


@router.post("/mappings/{mapping_id}/delete")
def delete(state: State, mapping_id: Id) -> Response:
    """Delete a mapping; documents and answers stay."""
    if not mappings.remove(state.database, mapping_id):
        raise Refusal(404, "no_mapping", id=mapping_id)
    return _to("/mappings")


@router.post("/mappings/{mapping_id}/documents/{document_id}")
def switch(state: State, request: Request, mapping_id: Id, document_id: str, counts: Text = "") -> Response:
    """Let a document count ("yes"), not count ("no"), or be as the rule says."""
    decision = {"yes": True, "no": False}.get(counts)
    sha256 = document(state, document_id).sha256
    if not mappings.decide(state.database, mapping_id, sha256, decision, by=rendering.person(request)):
        raise Refusal(404, "no_mapping", id=mapping_id)
    return _to(f"/mappings/{mapping_id}#d-{document_id}")


def years_of(text: str) -> tuple[int, ...]:
    """The years that a person wrote: `2026`, `2025-2029`, `2026, 2028`; the first of very many."""
    years: set[int] = set()
    for first, last in _YEAR.findall(text):
        years.update(range(int(first), min(int(last or first), int(first) + _MAX_YEARS) + 1))
    return tuple(sorted(years)[:_MAX_YEARS])


def _to(address: str) -> Response:
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})
