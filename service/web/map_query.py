"""What an address asks of a map, and the map that answers: its documents with what it counts of them.

Documents that are gone or not read to their end are left out of what an address asks for; how many,
the page says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Query

from classifier.mapping import analysis, document_record
from classifier.mapping.analysis import CountedMap
from classifier.mapping.cautions import UnmetTotal
from classifier.mapping.matrix import Counted, Map, Program
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import documents
from service.storage.documents import Document

# In an address, as "" asks for all years together: rupiah under which a table names no year.
NO_YEAR = "-"


@dataclass(frozen=True, slots=True)
class MapQuery:
    """What an address asks of a map; no documents: all that are done, no year: all together.

    It counts programs, or kegiatan with `is_kegiatan`.
    """

    documents: tuple[str, ...] = ()
    is_budget: bool = False
    year: str = ""
    is_kegiatan: bool = False

    @property
    def counted(self) -> Counted:
        """The level that is counted."""
        return "kegiatan" if self.is_kegiatan else "program"

    def query(self, **changes: str | list[str]) -> dict[str, str | list[str]]:
        """What an address asks for the same map, with changes."""
        value, by = "budget" if self.is_budget else "", "kegiatan" if self.is_kegiatan else ""
        documents = list(self.documents)
        return {"document": documents, "value": value, "year": self.year, "by": by, **changes}


@dataclass(frozen=True, slots=True)
class MapView:
    """The map that an address asks for.

    `wanted` is what it asks, without what is not there; `documents` are those of the map, newest
    first; `n_unknown` says how many were asked for and are not there.
    """

    wanted: MapQuery
    documents: tuple[Document, ...]
    counted: CountedMap
    n_unknown: int = 0

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its documents."""
        return tuple(document.id for document in self.documents)

    @property
    def map(self) -> Map:
        """The matrix."""
        return self.counted.map

    @property
    def years(self) -> tuple[str, ...]:
        """All years that the documents name."""
        return self.counted.years

    @property
    def programs(self) -> list[Program]:
        """All programs or kegiatan that are counted."""
        return self.counted.programs

    @property
    def n_otherwise(self) -> int:
        """How many kegiatan have another subdimension than their program."""
        return self.counted.n_otherwise

    @property
    def n_left_out(self) -> int:
        """How many programs have no rupiah in the year."""
        return self.counted.n_left_out


def map_view(state: ServiceState, wanted: MapQuery) -> MapView:
    """The map that is asked for. Raises Refusal when documents are asked for and none of them is there."""
    chosen = documents.done(state.database, wanted.documents)
    if wanted.documents and not chosen:
        raise Refusal(404, "no_document", id=wanted.documents[0][:40])
    counted = analysis.counted_map(
        [state.program_cache.outline(document) for document in chosen],
        state.taxonomy,
        counted=wanted.counted,
        year=_year(wanted.year),
        registry=state.agencies.registry(),
        unmet=(total for document in chosen for total in _unmet(state, document)),
        agencies=(document.facts.opd for document in chosen),
    )
    if wanted.documents:
        # Whose documents were not chosen is not without one.
        counted = replace(counted, map=replace(counted.map, without_document=()))
    # What is not there is not carried on from link to link.
    answered = replace(
        wanted,
        documents=tuple(document.id for document in chosen) if wanted.documents else (),
        year="" if counted.year is None else wanted.year,
    )
    n_unknown = len(set(wanted.documents) - {document.id for document in chosen})
    return MapView(answered, tuple(chosen), counted, n_unknown)


def _unmet(state: ServiceState, document: Document) -> Iterator[UnmetTotal]:
    """The printed totals of a document that the rows of its tables do not meet."""
    if any(table.totals for table in document.tables):
        record = state.program_cache.record(document)
        yield from document_record.unmet_totals(document.name, record.tables)


def _year(asked: str) -> str | None:
    """The year of an address as programs name it; None for all."""
    if not asked:
        return None
    return "" if asked == NO_YEAR else asked


def _wanted(
    document: Annotated[list[str], Query()] = [],  # noqa: B006
    value: str = "",
    year: Annotated[str, Query(max_length=20)] = "",
    by: str = "",
) -> MapQuery:
    chosen = tuple(dict.fromkeys(document_id for document_id in document if document_id))
    return MapQuery(chosen, value == "budget", year.strip(), by == "kegiatan")


AskedMap = Annotated[MapQuery, Depends(_wanted)]
