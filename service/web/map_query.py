"""Which programs or kegiatan a map counts: of which documents and year, and which it counts twice.

A year keeps the programs that have rupiah in it, and no other rupiah. Documents that are gone or
not read to their end are left out of what an address asks for; how many, the page says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Query
from sqlalchemy import func, select

from classifier.fields.names import fold
from classifier.mapping import matrix
from classifier.mapping.matrix import Map, Program
from service.dependencies import ServiceState
from service.refusals import Refusal
from service.storage.database import Database
from service.storage.documents import NEEDS_REVIEW, Document
from service.storage.listing import NO_OPD
from service.storage.schema import rows
from service.web.row_table import some_documents

# In an address, as "" asks for all years together: rupiah under which a table names no year.
NO_YEAR = "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks of a map; no documents: all that are done, no year: all together.

    It counts programs, or kegiatan with `is_kegiatan`.
    """

    documents: tuple[str, ...] = ()
    is_budget: bool = False
    year: str = ""
    is_kegiatan: bool = False

    def query(self, **changes: Any) -> dict[str, Any]:
        """What an address asks for the same map, with changes."""
        value, by = "budget" if self.is_budget else "", "kegiatan" if self.is_kegiatan else ""
        return {"document": list(self.documents), "value": value, "year": self.year, "by": by} | changes


@dataclass(frozen=True, slots=True)
class Plan:
    """A map with what it was made of.

    `counted` are each document's programs in it, or kegiatan; `below` the kegiatan that stand under
    a program, of the same year, whichever are counted; `years` all that the documents name, of whichever
    year the map is, ascending, and "" last; `n_unknown` how many documents were asked for and are
    not there, `n_left_out` how many programs have no rupiah in the year.
    """

    wanted: Wanted
    map: Map
    counted: tuple[tuple[Document, tuple[Program, ...]], ...]
    below: tuple[Program, ...]
    years: tuple[str, ...]
    n_unknown: int = 0
    n_left_out: int = 0

    @property
    def documents(self) -> list[Document]:
        """The documents of the map, newest first."""
        return [document for document, _ in self.counted]

    @property
    def programs(self) -> list[Program]:
        """All programs or kegiatan that are counted, one document's after the other's."""
        return [program for _, programs in self.counted for program in programs]

    @property
    def n_otherwise(self) -> int:
        """How many kegiatan have another subdimension than the program that they stand under."""
        return sum(one.subdimension != one.above for one in self.below)

    @property
    def helped(self) -> Mapping[str, int]:
        """How many kegiatan each subdimension without a program has, of those that have any."""
        n, gaps = Counter(one.subdimension for one in self.below), self.map.gaps
        return {s: n[s] for s in gaps if n[s]}


def plan(state: ServiceState, wanted: Wanted) -> Plan:
    """The map that is asked for. Raises Refusal when documents are asked for and none of them is there."""
    chosen = some_documents(state, wanted.documents)
    if wanted.documents and not chosen:
        raise Refusal(404, "no_document", id=wanted.documents[0][:40])
    outlines = [(one, state.program_cache.outline(one)) for one in chosen]
    found = [(one, it.kegiatan if wanted.is_kegiatan else it.programs) for one, it in outlines]
    below = [one for _, it in outlines for one in it.kegiatan if one.above]
    n_unknown = len(set(wanted.documents) - {one.id for one in chosen})
    # What is not there is not carried on from link to link.
    wanted = replace(wanted, documents=tuple(one.id for one in chosen) if wanted.documents else ())
    years = sorted({year for _, programs in found for one in programs for year in one.pagu})
    year = "" if wanted.year == NO_YEAR else wanted.year
    if not wanted.year or year not in years:
        wanted, counted = replace(wanted, year=""), tuple(found)
    else:
        counted = tuple((one, tuple(_of_year(programs, year))) for one, programs in found)
        below = list(_of_year(below, year))
    kept = sum(len(programs) for _, programs in counted)
    return Plan(
        wanted=wanted,
        map=matrix.of(
            (one for _, programs in counted for one in programs),
            state.taxonomy,
            counted="kegiatan" if wanted.is_kegiatan else "program",
        ),
        counted=counted,
        below=tuple(below),
        years=(*filter(None, years), *(year for year in years if not year)),
        n_unknown=n_unknown,
        n_left_out=sum(len(programs) for _, programs in found) - kept,
    )


def _of_year(programs: Iterable[Program], year: str) -> Iterable[Program]:
    return (
        replace(
            one,
            pagu={year: one.pagu[year]},
            conflicts=tuple(conflict for conflict in one.conflicts if conflict.year == year),
        )
        for one in programs
        if one.pagu.get(year)
    )


def opd_id(name: str) -> str:
    """An OPD's name as addresses give it: folded, as its spellings are one; `NO_OPD` for none."""
    return NO_OPD if name == matrix.NO_OPD else fold(name)


def within(programs: Iterable[Program], opd: str, subdimension: str) -> list[Program]:
    """The programs of an OPD (its id) and a subdimension or dimension; "" for any."""
    return [
        one
        for one in programs
        if (not opd or opd == opd_id(one.opd))
        and subdimension in ("", one.subdimension, one.subdimension.split(".", 1)[0])
    ]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A program that several of the documents have, each of which counts it: `n_documents` times."""

    program: Program
    n_documents: int


def repeated(found: Plan) -> list[Repeated]:
    """The programs of one level, name and OPD that stand in several documents, most often first."""
    first: dict[tuple[str, str, str], Program] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for _, programs in found.counted:
        keys = {(one.level, fold(one.opd), fold(one.text)): one for one in programs}
        seen.update(keys.keys())
        first = keys | first
    return [Repeated(first[key], n) for key, n in seen.most_common() if n > 1]


def waiting(database: Database, documents: Iterable[Document]) -> Mapping[str, int]:
    """How many rows of each document want a look; documents without any are left out."""
    query = (
        select(rows.c.document_id, func.count())
        .where(rows.c.document_id.in_([one.id for one in documents]), NEEDS_REVIEW)
        .group_by(rows.c.document_id)
    )
    with database.reading() as connection:
        return {str(document_id): int(n) for document_id, n in connection.execute(query)}


def _wanted(
    document: Annotated[list[str], Query()] = [],  # noqa: B006
    value: str = "",
    year: Annotated[str, Query(max_length=20)] = "",
    by: str = "",
) -> Wanted:
    chosen = tuple(dict.fromkeys(one for one in document if one))
    return Wanted(chosen, value == "budget", year.strip(), by == "kegiatan")


Asked = Annotated[Wanted, Depends(_wanted)]
