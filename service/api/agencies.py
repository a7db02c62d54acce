"""The installation's agencies: listed with how many documents they have, added, merged, deleted."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from service.api.schemas import AgenciesOut, AgencyIn, AgencyOut, MergeIn, MergeOut, MergesOut
from service.dependencies import State
from service.problem_details import documented
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import agencies, documents, rows
from service.storage.agencies import ChangedSince, MergedIntoItself, StoredAgency, TooMany, UnknownAgency

router = APIRouter(prefix="/agencies", tags=["agencies"])
_MAX_MERGES = 100


@router.get("", operation_id="agencies_listing", responses=documented(422, 429))
def listing(
    state: State,
    all: Annotated[bool, Query(description="also those of the general list that no document names")] = False,
) -> AgenciesOut:
    """The agencies that this installation lists, then all others that documents name.

    One of the installation's without a document is a gap in the map.
    """
    listed = state.agencies.listed(with_general=True)
    counted = agencies.with_documents(listed, _named(state).values(), state.agencies.registry())
    return AgenciesOut(
        agencies=[_shown(stored, n) for stored, n in counted if all or n or stored.origin != "general"]
    )


@router.post(
    "",
    status_code=201,
    operation_id="agencies_add",
    responses=documented(
        400, 413, 422, 429, others={200: {"model": AgencyOut, "description": "It was in the list already."}}
    ),
)
def add(state: State, given: AgencyIn, response: Response) -> AgencyOut:
    """Add an agency, or spellings to one that is there; maps follow at once."""
    try:
        stored, is_new = state.agencies.add(given.name, given.aliases, by=given.by)
    except TooMany as error:
        raise Refusal(422, "too_many_agencies", limit=error.limit) from error
    if not is_new:
        response.status_code = 200
    return _shown(stored, _n_documents(state, stored))


@router.post("/merge", operation_id="agencies_merge", responses=documented(400, 409, 413, 422, 429))
def merge(state: State, given: MergeIn) -> AgencyOut:
    """Make names spellings of one agency, which is added when the list lacks it; maps follow at once.

    Agencies of the list that are merged into another are no longer in it. A name that no list has and
    no document prints is refused.
    """
    printed = {name for names in _named(state).values() for name in names}
    try:
        stored = state.agencies.merge(given.names, given.into, by=given.by, printed=printed)
    except TooMany as error:
        raise Refusal(422, "too_many_agencies", limit=error.limit) from error
    except MergedIntoItself as error:
        raise Refusal(409, "merged_into_itself", name=error.name) from error
    except UnknownAgency as error:
        raise Refusal(409, "unknown_agency", name=error.name) from error
    return _shown(stored, _n_documents(state, stored))


@router.get("/merges", operation_id="agencies_merges", responses=documented(422, 429))
def merges(state: State) -> MergesOut:
    """What was merged and not taken back, the last first."""
    return MergesOut(
        merges=[
            MergeOut(id=one.id, names=list(one.names), into=one.into, by=one.by, at=one.at)
            for one in state.agencies.merges(limit=_MAX_MERGES)
        ]
    )


@router.delete(
    "/merges/{merge_id}",
    status_code=204,
    operation_id="agencies_undo_merge",
    responses=documented(404, 409, 422, 429),
)
def undo_merge(
    state: State,
    merge_id: Annotated[int, Path(ge=1, le=2**31 - 1)],
    by: Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")] = "",
) -> Response:
    """Put the agencies back as they were before a merge; refused when one of them was changed since."""
    try:
        is_undone = state.agencies.undo_merge(merge_id, by=by)
    except ChangedSince as error:
        raise Refusal(409, "merge_overtaken") from error
    if not is_undone:
        raise Refusal(404, "no_merge", id=merge_id)
    return Response(status_code=204)


@router.delete(
    # An integer, so that `/merge` is none.
    "/{agency_id:int}",
    status_code=204,
    operation_id="agencies_delete",
    responses=documented(404, 422, 429),
)
def delete(state: State, agency_id: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> Response:
    """Take an agency out of the service's own list; its names are then as the general list has them."""
    if not state.agencies.remove(agency_id):
        raise Refusal(404, "no_agency", id=agency_id)
    return Response(status_code=204)


def _named(state: ServiceState) -> dict[str, set[str]]:
    """The agencies that each document has or names in its rows, as they are printed, by its id."""
    named = rows.opds_by_document(state.database)
    for document_id, opd in documents.opds(state.database).items():
        named.setdefault(document_id, set()).add(opd)
    return named


def _n_documents(state: ServiceState, stored: StoredAgency) -> int:
    n_by_name = agencies.n_documents(_named(state).values(), state.agencies.registry())
    return n_by_name.get(stored.agency.name, 0)


def _shown(stored: StoredAgency, n_documents: int) -> AgencyOut:
    agency = stored.agency
    return AgencyOut(
        id=stored.id or None,
        name=agency.name,
        aliases=list(agency.aliases),
        origin=stored.origin,
        n_documents=n_documents,
    )
