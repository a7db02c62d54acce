"""A mapping with its documents: which count and why, its map, and how far the work on it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from classifier.mapping import analysis, document_record, planned_years
from classifier.mapping.analysis import CountedMap
from classifier.mapping.cautions import UnmetTotal
from classifier.mapping.matrix import Counted
from classifier.mapping.planned_years import Misdated
from classifier.mapping.selection import document_choice
from classifier.mapping.selection.document_choice import Candidate, Choice, Scope
from classifier.mapping.selection.selected_outlines import ChosenDocument, selected_outlines
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import documents, label_journal, mappings, rows
from service.storage.documents import Document
from service.storage.label_journal import PersonsShare
from service.storage.mappings import Decided, StoredMapping


@dataclass(frozen=True, slots=True)
class MappedDocument:
    """A document of the service as a mapping sees it, and what a person said of it there."""

    document: Document
    choice: Choice
    decided: Decided | None
    n_rows: int


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping with all documents that are read, the newest first."""

    mapping: StoredMapping
    documents: tuple[MappedDocument, ...]

    @property
    def counted(self) -> tuple[MappedDocument, ...]:
        """The documents that count."""
        return tuple(one for one in self.documents if one.choice.counts)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the documents that count."""
        return tuple(one.document.id for one in self.counted)

    @property
    def others(self) -> tuple[MappedDocument, ...]:
        """The documents of this region and these years that do not count."""
        return tuple(
            one for one in self.documents if not one.choice.counts and one.choice.why not in _ELSEWHERE
        )

    @property
    def elsewhere(self) -> tuple[MappedDocument, ...]:
        """The documents of another region or of other years."""
        return tuple(one for one in self.documents if one.choice.why in _ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work on a mapping is: rows of its documents, and what its map lacks.

    `n_in_bulk` of the verified rows were confirmed with others at once; `n_to_review` wait for a person.
    """

    n_documents: int
    n_programs: int
    pagu: int
    n_rows: int
    n_verified: int
    n_in_bulk: int
    n_to_review: int
    gaps: tuple[str, ...]
    without_document: tuple[str, ...]
    people: tuple[PersonsShare, ...]


# Documents that a mapping has nothing to do with.
_ELSEWHERE = ("other_region", "other_years")


def stored(state: ServiceState, mapping_id: int) -> StoredMapping:
    """The mapping of this id. Raises Refusal when there is none."""
    mapping = mappings.get(state.database, mapping_id)
    if mapping is None:
        raise Refusal(404, "no_mapping", id=mapping_id)
    return mapping


def mapped(state: ServiceState, mapping: StoredMapping) -> Mapped:
    """A mapping with its documents."""
    (only,) = all_mapped(state, [mapping])
    return only


def all_mapped(state: ServiceState, among: Sequence[StoredMapping]) -> list[Mapped]:
    """Several mappings, each with its documents."""
    if not among:
        return []
    there = documents.done(state.database)
    n_rows = state.count_cache.n_rows(there)
    return [among_documents(state, mapping, there, n_rows) for mapping in among]


def proposal(state: ServiceState) -> Scope | None:
    """The region and years that most of the documents share; None when there are none with rows."""
    there = documents.done(state.database)
    return proposal_among(state, there, state.count_cache.n_rows(there))


def proposal_among(state: ServiceState, there: Iterable[Document], n_rows: Mapping[str, int]) -> Scope | None:
    """The same of documents that are read, with the number of rows of each."""
    return document_choice.proposal(_candidates(state, there, n_rows, {}))


def companions(state: ServiceState, document_id: str) -> set[str]:
    """The other documents that a mapping counts together with this one."""
    found: set[str] = set()
    for one in all_mapped(state, mappings.listed(state.database)):
        if document_id in one.ids:
            found.update(one.ids)
    return found - {document_id}


def alike_elsewhere(state: ServiceState, row: rows.StoredRow) -> dict[str, list[str]]:
    """The ids of equal rows in other documents of the row's mappings, by document."""
    # Most rows have none anywhere, and which documents a mapping counts takes longer to find out.
    if not rows.alike_elsewhere(state.database, row):
        return {}
    return rows.alike_elsewhere(state.database, row, companions(state, row.document_id))


def counted_map(
    state: ServiceState, of: Mapped, *, counted: Counted = "program", year: str | None = None
) -> CountedMap:
    """The map of a mapping: of its years alone, or of one of them."""
    counting = [one.document for one in of.counted]
    state.program_cache.warm(counting)
    registry = state.agencies.registry()
    outlines = selected_outlines(
        [
            ChosenDocument(
                state.program_cache.outline(one.document),
                one.choice,
                one.document.facts.years,
                state.agencies.official(one.document.facts.opd),
            )
            for one in of.counted
        ],
        registry,
    )
    return analysis.counted_map(
        outlines,
        state.taxonomy,
        counted=counted,
        year=year,
        registry=registry,
        unmet=(total for document in counting for total in unmet(state, document)),
        agencies=(document.facts.opd for document in counting),
        planned=[document.facts.years for document in counting],
        misdated=filter(None, (misdated(state, document) for document in counting)),
    )


def unmet(state: ServiceState, document: Document) -> Iterator[UnmetTotal]:
    """The printed totals of a document that the rows of its tables do not meet."""
    if any(table.totals for table in document.tables):
        record = state.program_cache.record(document)
        yield from document_record.unmet_totals(document.name, record.tables)


def misdated(state: ServiceState, document: Document) -> Misdated | None:
    """The money of a document that is printed for other years than a person set; None where it is not."""
    if "years" not in document.decided.facts:
        return None
    outline, facts = state.program_cache.outline(document), document.facts
    return planned_years.misdated(outline, document.name, planned=facts.years, read=document.read_facts.years)


def progress(state: ServiceState, of: Mapped, of_map: CountedMap | None = None) -> Progress:
    """How far the work on a mapping is."""
    of_map = of_map or counted_map(state, of)
    counts = state.count_cache.counts(one.document for one in of.counted).values()
    n_programs = sum(program.level == "program" for program in of_map.programs)
    return Progress(
        n_documents=len(of.counted),
        n_programs=n_programs,
        pagu=sum(program.total for program in of_map.programs),
        n_rows=sum(count.rows for count in counts),
        n_verified=sum(count.labelled for count in counts),
        n_in_bulk=label_journal.n_in_bulk(state.database, of.ids),
        n_to_review=sum(count.review for count in counts),
        gaps=of_map.map.gaps,
        without_document=of_map.map.without_document,
        people=tuple(label_journal.shares(state.database, of.ids)),
    )


def among_documents(
    state: ServiceState, mapping: StoredMapping, there: Sequence[Document], n_rows: Mapping[str, int]
) -> Mapped:
    """A mapping with documents that are read, the newest first, and the number of rows of each."""
    decided = mappings.decided(state.database, mapping.id)
    chosen = document_choice.choices(_candidates(state, there, n_rows, decided), mapping.scope)
    return Mapped(
        mapping,
        tuple(
            MappedDocument(
                document, chosen[document.id], decided.get(document.sha256), n_rows.get(document.id, 0)
            )
            for document in there
        ),
    )


def _candidates(
    state: ServiceState, there: Iterable[Document], n_rows: Mapping[str, int], decided: Mapping[str, Decided]
) -> Iterator[Candidate]:
    for document in there:
        facts, said = document.facts, decided.get(document.sha256)
        yield Candidate(
            document.id,
            facts.kind,
            facts.stage,
            facts.region,
            state.agencies.official(facts.opd),
            facts.years,
            n_rows.get(document.id, 0),
            document.seq,
            said.counts if said else None,
        )
