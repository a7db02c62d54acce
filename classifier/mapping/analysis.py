"""What a map of documents says beyond its cells: its sums and shares, its gaps, what it counts twice.

All of it is made of programs and kegiatan alone, so that whatever a page shows, a command can show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from classifier.agencies.registry import Registry
from classifier.fields import urusan
from classifier.fields.names import fold
from classifier.mapping import agency_names, cautions, matrix
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.cautions import UnmetTotal
from classifier.mapping.matrix import Cell, Counted, Map, total
from classifier.mapping.planned_years import Misdated, in_years
from classifier.mapping.programs import Outline, Program
from classifier.taxonomy import Subdimension, Taxonomy

# The id of the line of programs without an OPD.
NO_OPD_ID = "-"


@dataclass(frozen=True, slots=True)
class CountedMap:
    """A map with what it was made of.

    `by_document` are each document's programs in it, or kegiatan; `below` the kegiatan that stand under
    a program, of the same year, whichever are counted; `years` all that the documents name, of whichever
    year the map is, ascending, and "" last; `year` the one that is counted, None for all together;
    `n_left_out` how many programs are not planned in it, and `n_without_money` how many are that have
    no rupiah in it.
    """

    map: Map
    by_document: tuple[tuple[Program, ...], ...]
    below: tuple[Program, ...]
    years: tuple[str, ...]
    year: str | None = None
    n_left_out: int = 0
    n_without_money: int = 0

    @property
    def programs(self) -> list[Program]:
        """All programs or kegiatan that are counted, one document's after the other's."""
        return [program for programs in self.by_document for program in programs]

    @property
    def n_otherwise(self) -> int:
        """How many kegiatan have another subdimension than the program that they stand under."""
        return sum(kegiatan.subdimension != kegiatan.above for kegiatan in self.below)

    @property
    def helped(self) -> Mapping[str, int]:
        """How many kegiatan each subdimension without a program has, of those that have any."""
        n, gaps = Counter(kegiatan.subdimension for kegiatan in self.below), self.map.gaps
        return {s: n[s] for s in gaps if n[s]}

    @property
    def torn(self) -> list[Program]:
        """The programs that are printed more than once with different budgets."""
        return [program for program in self.programs if program.conflicts]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A program that several of the documents have, each of which counts it: `n_documents` times."""

    program: Program
    n_documents: int


@dataclass(frozen=True, slots=True)
class Share:
    """A cell, and what part of all programs and of all rupiah it is."""

    cell: Cell
    programs: float
    budget: float


@dataclass(frozen=True, slots=True)
class YearSum:
    """A year's rupiah, in all and by dimension."""

    year: str
    total: int
    by_dimension: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class UrusanSum:
    """What a field of government has by its `code`; both it and `name` are "" where codes name none."""

    code: str
    name: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Serving:
    """What an OPD has programs or kegiatan for, by dimension, and for how many subdimensions it has none."""

    opd: str
    served: Mapping[str, tuple[Subdimension, ...]]
    n_lacking: int


def counted_map(
    outlines: Sequence[Outline],
    taxonomy: Taxonomy,
    *,
    counted: Counted = "program",
    year: str | None = None,
    registry: Registry | None = None,
    unmet: Iterable[UnmetTotal] = (),
    agencies: Iterable[str] = (),
    planned: Sequence[Iterable[int]] = (),
    misdated: Iterable[Misdated] = (),
) -> CountedMap:
    """The map of documents that counts programs or kegiatan, of a year or of all years together (None).

    A year keeps what is planned in it (see `planned_years`; `planned` are the years of each document); one
    that no document names is all years. Agencies that documents spell differently are one, by `registry`
    (the packaged one); those of its own list that neither programs nor `agencies`, whose documents were
    read, name are listed as without a document. `unmet` are printed totals that rows do not meet,
    `misdated` documents whose money is printed for other years than they are said to plan.
    """
    outlines = in_one_naming(outlines, registry)
    by_document = [outline.kegiatan if counted == "kegiatan" else outline.programs for outline in outlines]
    # What has no money in a year is planned all the same.
    named = {*agencies, *(program.opd for programs in by_document for program in programs)}
    years = sorted({named for programs in by_document for program in programs for named in program.pagu})
    n_in_all = sum(map(len, by_document))
    if year not in years:
        year = None
    if year is not None:
        of_documents = planned or [()] * len(outlines)
        outlines = [in_years(one, {year}, of) for one, of in zip(outlines, of_documents, strict=True)]
        by_document = [one.kegiatan if counted == "kegiatan" else one.programs for one in outlines]
    below = [kegiatan for outline in outlines for kegiatan in outline.kegiatan if kegiatan.above]
    programs = [program for programs in by_document for program in programs]
    of_cautions = replace(cautions.of(outlines, programs, unmet, counted=counted), misdated=tuple(misdated))
    return CountedMap(
        map=matrix.of(
            programs, taxonomy, counted=counted, registry=registry, of_cautions=of_cautions, agencies=named
        ),
        by_document=tuple(by_document),
        below=tuple(below),
        years=(*filter(None, years), *(named for named in years if not named)),
        year=year,
        n_left_out=n_in_all - len(programs),
        n_without_money=0 if year is None else sum(not program.total for program in programs),
    )


def in_one_naming(outlines: Sequence[Outline], registry: Registry | None = None) -> tuple[Outline, ...]:
    """The outlines of documents with each agency under one name in all of them."""
    names = agency_names.official_names(
        (program.opd for one in outlines for program in (*one.programs, *one.kegiatan)), registry
    )

    def renamed(programs: Iterable[Program]) -> tuple[Program, ...]:
        return tuple(
            replace(program, opd=name)
            if (name := names.get(program.opd, program.opd)) != program.opd
            else program
            for program in programs
        )

    return tuple(
        replace(one, programs=renamed(one.programs), kegiatan=renamed(one.kegiatan)) for one in outlines
    )


def opd_id(name: str) -> str:
    """An OPD's name folded, as its spellings are one; `NO_OPD_ID` for none."""
    return NO_OPD_ID if name == NO_OPD else fold(name)


def within(programs: Iterable[Program], opd: str, subdimension: str) -> list[Program]:
    """The programs of an OPD (its id) and a subdimension or dimension; "" for any."""
    return [
        program
        for program in programs
        if (not opd or opd == opd_id(program.opd))
        and subdimension in ("", program.subdimension, program.subdimension.split(".", 1)[0])
    ]


def repeated(by_document: Iterable[Iterable[Program]]) -> list[Repeated]:
    """The programs of one level, name and OPD that stand in several documents, most often first."""
    first: dict[tuple[str, str, str], Program] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for programs in by_document:
        of_document = {(p.level, fold(p.opd), fold(p.text)): p for p in programs}
        seen.update(of_document.keys())
        first = of_document | first
    return [Repeated(first[key], n) for key, n in seen.most_common() if n > 1]


def by_subdimension(opd_map: Map) -> dict[str, Cell]:
    """All OPDs together for each subdimension."""
    return {s: opd_map.column(s) for s in opd_map.taxonomy.ids}


def by_dimension(opd_map: Map) -> dict[str, Cell]:
    """All OPDs and subdimensions together for each dimension."""
    subdimensions = opd_map.taxonomy.subdimensions
    return {
        dimension: total(opd_map.column(s.id) for s in subdimensions if s.dimension == dimension)
        for dimension in opd_map.taxonomy.dimensions
    }


def shares(cells: Mapping[str, Cell]) -> dict[str, Share]:
    """What part of all cells together each is, 0 where all are empty."""
    whole = total(cells.values())
    return {
        key: Share(
            cell,
            programs=cell.count / whole.count if whole.count else 0.0,
            budget=cell.total / whole.total if whole.total else 0.0,
        )
        for key, cell in cells.items()
    }


def by_year(opd_map: Map) -> list[YearSum]:
    """Each year's rupiah by dimension, ascending; what names no year last."""
    cells = by_dimension(opd_map)
    sums = []
    for year in sorted(opd_map.years, key=lambda year: (not year, year)):
        amounts = {dimension: cell.pagu.get(year, 0) for dimension, cell in cells.items()}
        sums.append(YearSum(year, sum(amounts.values()), amounts))
    return sums


def by_urusan(opd_map: Map) -> list[UrusanSum]:
    """What each field of government has, by the codes that are printed; what names none last."""
    return [UrusanSum(code, urusan.name_of(code), cell) for code, cell in opd_map.by_urusan.items()]


def by_opd(opd_map: Map) -> list[tuple[str, Cell]]:
    """What each OPD has in all, the most rupiah first; programs without an OPD last."""
    sums = [(opd, opd_map.row(opd)) for opd in opd_map.opds]
    return sorted(sums, key=lambda item: (item[0] == NO_OPD, -item[1].total, -item[1].count))


def servings(opd_map: Map) -> list[Serving]:
    """Every OPD, the one that lacks most first; programs without an OPD last."""
    of_opds = []
    for opd in opd_map.opds:
        served: dict[str, tuple[Subdimension, ...]] = {}
        for subdimension in opd_map.taxonomy.subdimensions:
            if not opd_map.cell(opd, subdimension.id).is_empty:
                dimension = subdimension.dimension
                served[dimension] = (*served.get(dimension, ()), subdimension)
        n_served = sum(map(len, served.values()))
        of_opds.append(Serving(opd, served, len(opd_map.taxonomy.ids) - n_served))
    return sorted(of_opds, key=lambda serving: (serving.opd == NO_OPD, -serving.n_lacking))
