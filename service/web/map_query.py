"""What an address asks of a map, and the map that answers: its documents with what it counts of them.

Documents that are gone or not read to their end are left out of what an address asks for; how many,
the page says. An address asks for a mapping, which has chosen its documents, or for documents: those of
several regions or years are never added together unless `ALL` is asked for; else the commonest are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Query

from classifier.mapping import analysis
from classifier.mapping.analysis import CountedMap
from classifier.mapping.matrix import Counted, Map, Program
from classifier.mapping.selection.document_choice import commonest_years
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import documents
from service.storage.documents import Document
from service.workbench import mapped
from service.workbench.mapped import Mapped

# In an address, as "" asks for all years together: rupiah under which a table names no year.
NO_YEAR = "-"
# In an address: all regions, or the plans of all years, though there are several.
ALL = "*"


@dataclass(frozen=True, slots=True)
class MapQuery:
    """What an address asks of a map; no documents: all that are done, no year: all together.

    With a `mapping` (its id) it asks for no documents and no region.

    It counts programs, or kegiatan with `is_kegiatan`.
    """

    documents: tuple[str, ...] = ()
    is_budget: bool = False
    year: str = ""
    is_kegiatan: bool = False
    mapping: int = 0
    region: str = ""

    @property
    def counted(self) -> Counted:
        """The level that is counted."""
        return "kegiatan" if self.is_kegiatan else "program"

    def query(self, **changes: str | list[str]) -> dict[str, str | list[str]]:
        """What an address asks for the same map, with changes."""
        value, by = "budget" if self.is_budget else "", "kegiatan" if self.is_kegiatan else ""
        documents = list(self.documents)
        mapping = str(self.mapping or "")
        return {
            "mapping": mapping,
            "document": documents,
            "region": self.region,
            "value": value,
            "year": self.year,
            "by": by,
            **changes,
        }


@dataclass(frozen=True, slots=True)
class Question:
    """What a map is of where documents differ: each answer with how many documents it has, and which holds.

    No answers: they do not differ.
    """

    answers: tuple[tuple[str, int], ...] = ()
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class MapView:
    """The map that an address asks for.

    `wanted` is what it asks, without what is not there; `documents` are those of the map, newest
    first; `n_unknown` says how many were asked for and are not there; `regions` and `plan_years` are what
    the documents that were asked for differ in; `of` is the mapping, if it is one's.
    """

    wanted: MapQuery
    documents: tuple[Document, ...]
    counted: CountedMap
    n_unknown: int = 0
    regions: Question = Question()
    plan_years: Question = Question()
    of: Mapped | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its documents."""
        return tuple(document.id for document in self.documents)

    @property
    def year(self) -> str:
        """The year that it is of, as an address names it; "" for all together."""
        return "" if self.wanted.year == ALL else self.wanted.year

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
        """How many programs are not planned in the year."""
        return self.counted.n_left_out

    @property
    def n_without_money(self) -> int:
        """How many programs are planned in the year without any rupiah in it."""
        return self.counted.n_without_money


def map_view(state: ServiceState, wanted: MapQuery, *, has_all_years: bool = False) -> MapView:
    """The map that is asked for; with `has_all_years` a year chooses plans, and all their years count.

    Raises Refusal for a mapping that is not there, and when none of the documents asked for is.
    """
    if wanted.mapping:
        return _of_mapping(state, replace(wanted, year="") if has_all_years else wanted)
    asked = documents.done(state.database, wanted.documents)
    if wanted.documents and not asked:
        raise Refusal(404, "no_document", id=wanted.documents[0][:40])
    regions = _regions(asked, wanted.region)
    of_region = [one for one in asked if regions.chosen in ("", ALL, one.facts.region)]
    plan_years = _plan_years(of_region, wanted.year)
    year = plan_years.chosen or ("" if wanted.year == ALL else wanted.year)
    chosen = [one for one in of_region if _may_plan(one, plan_years.chosen)]
    state.program_cache.warm(chosen)
    counted = analysis.counted_map(
        [state.program_cache.outline(document) for document in chosen],
        state.taxonomy,
        counted=wanted.counted,
        year=None if has_all_years else _year(year),
        registry=state.agencies.registry(),
        unmet=(total for document in chosen for total in mapped.unmet(state, document)),
        agencies=(document.facts.opd for document in asked),
        planned=[document.facts.years for document in chosen],
        misdated=filter(None, (mapped.misdated(state, document) for document in chosen)),
    )
    if wanted.documents:
        # Whose documents were not chosen is not without one.
        counted = replace(counted, map=replace(counted.map, without_document=()))
    # What is not there is not carried on from link to link.
    answered = replace(
        wanted,
        documents=tuple(document.id for document in asked) if wanted.documents else (),
        region=regions.chosen,
        year=year if counted.year is not None or year == ALL else "",
    )
    n_unknown = len(set(wanted.documents) - {document.id for document in asked})
    return MapView(answered, tuple(chosen), counted, n_unknown, regions, plan_years)


def _of_mapping(state: ServiceState, wanted: MapQuery) -> MapView:
    of = mapped.mapped(state, mapped.stored(state, wanted.mapping))
    counted = mapped.counted_map(state, of, counted=wanted.counted, year=_year(wanted.year))
    answered = replace(wanted, documents=(), region="", year="" if counted.year is None else wanted.year)
    return MapView(answered, tuple(one.document for one in of.counted), counted, of=of)


def _regions(asked: Sequence[Document], region: str) -> Question:
    """The regions of documents, where they are several; those that name none are of none of them."""
    n_of = Counter(document.facts.region for document in asked if document.facts.region)
    if len(n_of) < 2:
        return Question()
    answers = tuple(n_of.most_common())
    return Question(answers, region if region == ALL or region in n_of else answers[0][0])


def _plan_years(asked: Sequence[Document], year: str) -> Question:
    """The years that documents plan, where not all plan the same ones."""
    if len({document.facts.years for document in asked if document.facts.years}) < 2:
        return Question()
    n_of = Counter(str(planned) for document in asked for planned in document.facts.years)
    common = commonest_years(document.facts.years for document in asked)
    is_answer = year in (ALL, NO_YEAR) or year in n_of
    return Question(tuple(sorted(n_of.items())), year if is_answer else str(common[0]))


def _may_plan(document: Document, year: str) -> bool:
    """Whether a document plans a year that was chosen among several; one without years may."""
    return year in ("", ALL, NO_YEAR) or not document.facts.years or int(year) in document.facts.years


def _year(asked: str) -> str | None:
    """The year of an address as programs name it; None for all."""
    if asked in ("", ALL):
        return None
    return "" if asked == NO_YEAR else asked


def _wanted(
    document: Annotated[list[str], Query()] = [],  # noqa: B006
    value: str = "",
    year: Annotated[str, Query(max_length=20)] = "",
    by: str = "",
    mapping: str = "",
    region: Annotated[str, Query(max_length=200)] = "",
) -> MapQuery:
    chosen = tuple(dict.fromkeys(document_id for document_id in document if document_id))
    number = int(mapping) if mapping.isascii() and mapping.isdigit() and len(mapping) < 10 else 0
    return MapQuery(
        documents=() if number else chosen,
        is_budget=value == "budget",
        year=year.strip(),
        is_kegiatan=by == "kegiatan",
        mapping=number,
        region="" if number else " ".join(region.split()),
    )


AskedMap = Annotated[MapQuery, Depends(_wanted)]
