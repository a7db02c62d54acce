"""What requests and answers about mappings look like."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from classifier.mapping.selection.document_choice import Why
from classifier.records import Stage
from service.api.schemas import AgencyName, Body, Name, Year, example

Years = Annotated[list[Year], Field(min_length=1, max_length=20)]


class MappingIn(Body):
    """A mapping to make; what is left out is proposed: the region and years that most documents share."""

    model_config = example(
        {"name": "Pemetaan Kota Contoh 2026", "region": "Kota Contoh", "years": [2026], "by": "Sari"}
    )
    name: AgencyName | None = None
    region: Name | None = None
    years: Years | None = None
    by: Name = ""


class MappingChange(Body):
    """What is changed of a mapping; what is left out stays."""

    model_config = example({"name": "Pemetaan Kota Contoh 2026, rapat Maret", "by": "Sari"})
    name: AgencyName | None = None
    region: Name | None = None
    years: Years | None = None
    by: Name = ""


class MappedDocumentIn(Body):
    """Whether a mapping counts a document; null: by the rule again."""

    model_config = example({"counts": True, "by": "Sari"})
    counts: bool | None
    by: Name = ""


class MappedDocumentOut(BaseModel):
    """A document as a mapping sees it.

    `years` are those of the mapping for which it counts, none when it does not; `only_without_own` says that
    only agencies without a document of their own count of it. `because` is the rule that says so, `why` the
    same in the caller's language, `behind` the document that goes before it. `decided` is what a person said.
    """

    id: str
    name: str
    kind: str
    stage: Stage
    opd: str
    counts: bool
    years: list[int]
    only_without_own: bool
    because: Why
    why: str
    behind: str | None
    decided: bool | None
    by: str
    at: str


class PersonOut(BaseModel):
    """How many rows have the answer of a person ("" without a name), and when the last was given."""

    by: str
    n_rows: int
    last_at: str


class MappingState(BaseModel):
    """How far the work on a mapping is.

    Of `n_rows` rows of its documents people verified `n_verified`, of those `n_in_bulk` with others at once;
    `n_to_review` wait. `gaps` are subdimensions for which nothing is planned.
    """

    n_documents: int
    n_programs: int
    pagu: int
    n_rows: int
    n_verified: int
    n_in_bulk: int
    n_to_review: int
    gaps: list[str]
    agencies_without_document: list[str]
    people: list[PersonOut]


class MappingBrief(BaseModel):
    """A mapping: a region with its years; `n_documents` count."""

    model_config = example(
        {
            "id": 1,
            "name": "Pemetaan Kota Contoh 2026",
            "region": "Kota Contoh",
            "years": [2026],
            "by": "Sari",
            "at": "2026-11-29T08:00:00Z",
            "changed_by": "",
            "changed_at": "",
            "n_documents": 12,
        }
    )
    id: int
    name: str
    region: str
    years: list[int]
    by: str
    at: str
    changed_by: str
    changed_at: str
    n_documents: int


class MappingOut(MappingBrief):
    """A mapping with all documents that are read, and how far it is."""

    model_config = {}
    documents: list[MappedDocumentOut]
    state: MappingState


class ProposalOut(BaseModel):
    """The mapping that most of the documents would make."""

    name: str
    region: str
    years: list[int]


class MappingsOut(BaseModel):
    """Mappings, the newest first; `proposal` is null when no document with rows is there."""

    mappings: list[MappingBrief]
    proposal: ProposalOut | None
