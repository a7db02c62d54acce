"""Mappings: a region with its years, the documents that count for it, its map and its state."""

from __future__ import annotations

import io
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Response

from classifier.formats import results
from classifier.i18n.messages import translator
from classifier.mapping import map_workbook
from classifier.mapping.selection.document_choice import Scope
from service import downloads
from service.api.map_json import map_json
from service.api.mapping_schemas import (
    MappedDocumentIn,
    MappedDocumentOut,
    MappingBrief,
    MappingChange,
    MappingIn,
    MappingOut,
    MappingsOut,
    MappingState,
    PersonOut,
    ProposalOut,
)
from service.api.row_schemas import MapOut
from service.dependencies import Language, State, document
from service.problem_details import documented
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import mappings
from service.storage.mappings import TooMany
from service.workbench import choice_words, mapped
from service.workbench.mapped import Mapped, MappedDocument

router = APIRouter(prefix="/mappings", tags=["mappings"])
_XLSX = {"schema": {"type": "string", "format": "binary"}}
# An integer as the database's columns hold it.
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("", operation_id="mappings_listing", responses=documented(429))
def listing(state: State, language: Language) -> MappingsOut:
    """All mappings, the newest first, and the one that the documents there are would make."""
    proposed = mapped.proposal(state)
    proposal = None
    if proposed is not None:
        name = choice_words.default_name(proposed, translator(language))
        proposal = ProposalOut(name=name, region=proposed.region, years=list(proposed.years))
    all_mapped = mapped.all_mapped(state, mappings.listed(state.database))
    return MappingsOut(mappings=[_brief(one) for one in all_mapped], proposal=proposal)


@router.post("", status_code=201, operation_id="mappings_add", responses=documented(400, 409, 413, 422, 429))
def add(state: State, language: Language, given: MappingIn) -> MappingOut:
    """Make a mapping; its documents are those of its region and years, as they come and go."""
    proposed = mapped.proposal(state) or Scope("", ())
    region = proposed.region if given.region is None else _tidy(given.region)
    scope = Scope(region, tuple(sorted(set(given.years or proposed.years))))
    if not scope.years:
        raise Refusal(409, "no_mapping_possible")
    name = _tidy(given.name) if given.name else choice_words.default_name(scope, translator(language))
    try:
        stored = mappings.add(state.database, name, scope, by=_tidy(given.by))
    except TooMany as error:
        raise Refusal(422, "too_many_mappings", limit=error.limit) from error
    return _shown(state, mapped.mapped(state, stored), language)


@router.get("/{mapping_id}", operation_id="mappings_show", responses=documented(404, 422, 429))
def show(state: State, language: Language, mapping_id: Id) -> MappingOut:
    """A mapping: which documents count and why, and how far the work on it is."""
    return _shown(state, mapped.mapped(state, mapped.stored(state, mapping_id)), language)


@router.patch("/{mapping_id}", operation_id="mappings_change", responses=documented(400, 404, 413, 422, 429))
def change(state: State, language: Language, mapping_id: Id, given: MappingChange) -> MappingOut:
    """Change name, region or years; which documents count follows at once."""
    is_there = mappings.change(
        state.database,
        mapping_id,
        by=_tidy(given.by),
        name=None if given.name is None else _tidy(given.name),
        region=None if given.region is None else _tidy(given.region),
        years=given.years,
    )
    if not is_there:
        raise Refusal(404, "no_mapping", id=mapping_id)
    return show(state, language, mapping_id)


@router.delete(
    "/{mapping_id}", status_code=204, operation_id="mappings_delete", responses=documented(404, 422, 429)
)
def delete(state: State, mapping_id: Id) -> Response:
    """Delete a mapping; its documents and the answers to their rows stay."""
    if not mappings.remove(state.database, mapping_id):
        raise Refusal(404, "no_mapping", id=mapping_id)
    return Response(status_code=204)


@router.put(
    "/{mapping_id}/documents/{document_id}",
    operation_id="mappings_set_document",
    responses=documented(400, 404, 413, 422, 429),
)
def set_document(
    state: State, language: Language, mapping_id: Id, document_id: str, given: MappedDocumentIn
) -> MappingOut:
    """Let a mapping count a document or not, whatever the rule says; null: by the rule again.

    One that is switched on goes before the other documents of its agency that nobody switched on.
    """
    sha256 = document(state, document_id).sha256
    if not mappings.decide(state.database, mapping_id, sha256, given.counts, by=_tidy(given.by)):
        raise Refusal(404, "no_mapping", id=mapping_id)
    return show(state, language, mapping_id)


@router.get(
    "/{mapping_id}/map",
    operation_id="mappings_matrix",
    response_model=MapOut,
    responses=documented(404, 422, 429, others={200: {"content": {downloads.XLSX: _XLSX}}}),
)
def matrix(state: State, mapping_id: Id, format: Literal["json", "xlsx"] = "json") -> Response:
    """Which OPD does what for which subdimension in the mapping's years, by the labels in force."""
    of = mapped.mapped(state, mapped.stored(state, mapping_id))
    city_map = mapped.counted_map(state, of).map
    if format == "json":
        return Response(results.json_line(map_json(city_map)), media_type="application/json")
    out = io.BytesIO()
    map_workbook.write(city_map, out)
    headers = downloads.headers(f"peta-{downloads.safe(of.mapping.name)}.xlsx")
    return Response(out.getvalue(), media_type=downloads.XLSX, headers=headers)


def _brief(of: Mapped) -> MappingBrief:
    mapping = of.mapping
    return MappingBrief(
        id=mapping.id,
        name=mapping.name,
        region=mapping.scope.region,
        years=list(mapping.scope.years),
        by=mapping.by,
        at=mapping.at,
        changed_by=mapping.changed_by,
        changed_at=mapping.changed_at,
        n_documents=len(of.counted),
    )


def _shown(state: ServiceState, of: Mapped, language: str) -> MappingOut:
    progress = mapped.progress(state, of)
    return MappingOut(
        **_brief(of).model_dump(),
        documents=[_document(state, one, of, language) for one in of.documents],
        state=MappingState(
            n_documents=progress.n_documents,
            n_programs=progress.n_programs,
            pagu=progress.pagu,
            n_rows=progress.n_rows,
            n_verified=progress.n_verified,
            n_in_bulk=progress.n_in_bulk,
            n_to_review=progress.n_to_review,
            gaps=list(progress.gaps),
            agencies_without_document=list(progress.without_document),
            people=[PersonOut(by=one.by, n_rows=one.n, last_at=one.last_at) for one in progress.people],
        ),
    )


def _document(state: ServiceState, one: MappedDocument, of: Mapped, language: str) -> MappedDocumentOut:
    facts, choice = one.document.facts, one.choice
    return MappedDocumentOut(
        id=one.document.id,
        name=one.document.name,
        kind=facts.kind,
        stage=facts.stage,
        opd=state.agencies.official(facts.opd),
        counts=choice.counts,
        years=list(choice.years),
        only_without_own=choice.is_rest,
        because=choice.why,
        why=choice_words.why(one, of, translator(language)),
        behind=choice.behind or None,
        decided=one.decided.counts if one.decided else None,
        by=one.decided.by if one.decided else "",
        at=one.decided.at if one.decided else "",
    )


def _tidy(text: str) -> str:
    return " ".join(text.split())
