"""The map: OPD x subdimension, counts and budgets, and where nothing is planned.

It counts programs, or kegiatan where that is asked for: a program says by one label what
serves five subdimensions, and only its kegiatan show them. What counts how is in `programs`;
`map_workbook` writes the map as a workbook, `figure` draws it.

A number called programs counts programs. A kegiatan whose program was not found is told apart
(`Cell.n_others`), and its money counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from classifier.agencies.registry import Registry
from classifier.fields import urusan
from classifier.fields.names import fold
from classifier.fields.possible_amounts import MAX_PAGU
from classifier.formats import frames
from classifier.formats.results import Placed
from classifier.mapping import cautions, suggestions
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.cautions import Cautions, UnmetTotal
from classifier.mapping.programs import Outline, Program, outline
from classifier.mapping.suggestions import Suggestion
from classifier.taxonomy import Subdimension, Taxonomy

if TYPE_CHECKING:
    from classifier.formats.frames import DataFrame

__all__ = (
    "NO_OPD",
    "Cell",
    "Counted",
    "Map",
    "Program",
    "build",
    "cell_dicts",
    "dimension_name",
    "name",
    "names",
    "of",
    "of_outline",
    "programs",
    "total",
)  # fmt: skip
Counted = Literal["program", "kegiatan"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one OPD plans for one subdimension: programs or kegiatan, and rupiah by year.

    `n_others` is what counts by itself beside them, and is not called so: where programs are counted,
    kegiatan and sub kegiatan whose program was not found; where kegiatan are, programs without kegiatan and
    sub kegiatan without one. Their rupiah are in `pagu`.
    """

    count: int
    pagu: Mapping[str, int]
    n_others: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is planned."""
        return not self.count and not self.n_others

    @property
    def total(self) -> int:
        """Rupiah of all years together."""
        return sum(self.pagu.values())


@dataclass(frozen=True, slots=True)
class Map:
    """Cells by (opd, subdimension); `opds` in order of first appearance, `years` ascending.

    `counted` says what the cells count; `by_urusan` are the same sums by the field of government that codes
    name, "" where they name none. `without_document` are agencies of the installation's own list that no
    document is of or names, `suggestions` what would serve the gaps, `cautions` what speaks against
    taking the numbers for the whole truth.
    """

    taxonomy: Taxonomy
    opds: tuple[str, ...]
    years: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    counted: Counted = "program"
    by_urusan: Mapping[str, Cell] = field(default_factory=dict)
    without_document: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    cautions: Cautions = field(default_factory=Cautions)

    def cell(self, opd: str, subdimension: str) -> Cell:
        """The cell, empty when nothing is planned."""
        return self.cells.get((opd, subdimension), Cell(0, {}))

    def column(self, subdimension: str) -> Cell:
        """All OPDs together for one subdimension."""
        return total(self.cell(opd, subdimension) for opd in self.opds)

    def row(self, opd: str) -> Cell:
        """All subdimensions together for one OPD."""
        return total(self.cell(opd, s) for s in self.taxonomy.ids)

    @property
    def n_named_opds(self) -> int:
        """How many OPDs are named."""
        return sum(opd != NO_OPD for opd in self.opds)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Subdimensions for which no OPD plans anything."""
        return tuple(s for s in self.taxonomy.ids if self.column(s).is_empty)

    @property
    def n_others(self) -> int:
        """What counts by itself in all cells; see `Cell`."""
        return sum(cell.n_others for cell in self.cells.values())

    def to_frame(self, value: Literal["count", "pagu"] = "count") -> DataFrame:
        """The map as a pandas data frame, (n_opds, 18): OPDs as index, ids of subdimensions as columns.

        `value` says what it holds: how many programs, or rupiah of all years together. 0 where
        nothing is planned. Raises UsageError when pandas is not installed.
        """
        values = []
        for opd in self.opds:
            cells = [self.cell(opd, subdimension) for subdimension in self.taxonomy.ids]
            values.append([cell.total if value == "pagu" else cell.count for cell in cells])
        return frames.matrix_frame(values, index=self.opds, index_name="opd", columns=self.taxonomy.ids)


def total(cells: Iterable[Cell]) -> Cell:
    """All cells together."""
    count, n_others, pagu = 0, 0, defaultdict[str, int](int)
    for cell in cells:
        count += cell.count
        n_others += cell.n_others
        for year, amount in cell.pagu.items():
            pagu[year] += amount
    return Cell(count, dict(pagu), n_others)


def build(
    rows: Iterable[Placed],
    taxonomy: Taxonomy,
    *,
    registry: Registry | None = None,
    ceiling: int = MAX_PAGU,
    unmet: Iterable[UnmetTotal] = (),
    agencies: Iterable[str] = (),
) -> Map:
    """The map of labelled rows, which come in the reading order of their documents.

    Agencies go by the names of `registry` (the packaged one); those of its own list that neither rows nor
    `agencies`, whose documents were read, name are listed as without a document. Amounts above `ceiling`
    rupiah do not count. `unmet` are printed totals that rows do not meet.
    """
    of_rows = outline(rows, ceiling=ceiling, registry=registry)
    return of_outline(of_rows, taxonomy, registry=registry, unmet=unmet, agencies=agencies)


def of_outline(
    of_rows: Outline,
    taxonomy: Taxonomy,
    *,
    registry: Registry | None = None,
    unmet: Iterable[UnmetTotal] = (),
    agencies: Iterable[str] = (),
) -> Map:
    """The map of the programs of an outline; see `build`."""
    return of(
        of_rows.programs,
        taxonomy,
        registry=registry,
        of_cautions=cautions.of((of_rows,), of_rows.programs, unmet, counted="program"),
        agencies=agencies,
    )


def of(
    found: Iterable[Program],
    taxonomy: Taxonomy,
    *,
    counted: Counted = "program",
    registry: Registry | None = None,
    of_cautions: Cautions = Cautions(),  # noqa: B008
    agencies: Iterable[str] = (),
) -> Map:
    """The map of programs or kegiatan, `counted` saying which.

    Raises DataError for a subdimension that the taxonomy lacks.
    """
    programs = list(found)
    known = registry or Registry.packaged()
    cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    by_urusan: dict[str, list[Cell]] = defaultdict(list)
    # One OPD is written in several ways; the first is shown.
    shown: dict[str, str] = {}
    for program in programs:
        taxonomy[program.subdimension]
        opd = shown.setdefault(fold(program.opd), program.opd)
        is_counted = program.level == counted
        cell = Cell(int(is_counted), program.pagu, int(not is_counted))
        cells[opd, program.subdimension].append(cell)
        by_urusan[urusan.field_code(program.kode, program.pagu)].append(cell)
    merged = {key: total(parts) for key, parts in cells.items()}
    years = sorted({year for cell in merged.values() for year in cell.pagu})
    opds = tuple(shown.values())
    filled = {subdimension for _, subdimension in merged}
    return Map(
        taxonomy,
        opds,
        tuple(years),
        merged,
        counted,
        by_urusan={code: total(by_urusan[code]) for code in sorted(by_urusan, key=lambda c: (not c, c))},
        without_document=without_document(known, (*opds, *agencies)),
        suggestions=suggestions.for_gaps(
            (s for s in taxonomy.ids if s not in filled),
            registry=known,
            opds=opds,
            government=suggestions.government_of(programs),
        ),
        cautions=of_cautions,
    )


def without_document(registry: Registry, names: Iterable[str]) -> tuple[str, ...]:
    """The agencies of the installation's own list that need a document and that none of the names means."""
    if not registry.own:
        return ()
    named = {fold(registry.find(name).name) for name in names}
    return tuple(
        agency.name for agency in registry.own if agency.needs_document and fold(agency.name) not in named
    )


def programs(rows: Iterable[Placed]) -> list[Program]:
    """What counts in the map, in reading order: each program once for its OPD and document, and beside them
    each kegiatan whose program was not found.
    """
    return list(outline(rows).programs)


def dimension_name(dimension: str) -> str:
    """A dimension as people write it, in every language: Smart Governance."""
    return f"Smart {dimension[:1].upper()}{dimension[1:]}"


def name(subdimension: Subdimension, language: str = "id") -> str:
    """A subdimension under its dimension: Smart Governance: pelayanan publik."""
    return f"{dimension_name(subdimension.dimension)}: {subdimension.name(language)}"


def names(subdimensions: Iterable[Subdimension], language: str = "id") -> str:
    """Subdimensions in a line, each dimension named once; "" for none."""
    by_dimension: dict[str, list[str]] = {}
    for subdimension in subdimensions:
        dimension = dimension_name(subdimension.dimension)
        by_dimension.setdefault(dimension, []).append(subdimension.name(language))
    return "; ".join(f"{dimension} ({', '.join(theirs)})" for dimension, theirs in by_dimension.items())


def cell_dicts(city_map: Map) -> list[dict[str, Any]]:
    """One dict for each OPD and subdimension for which something is planned.

    `count` are programs, `without_program` kegiatan and sub kegiatan whose program was not found, `pagu` the
    rupiah of both by year.
    """
    return [
        {
            "opd": opd,
            "subdimension": s,
            "count": cell.count,
            "without_program": cell.n_others,
            "pagu": dict(sorted(cell.pagu.items())),
        }
        for opd in city_map.opds
        for s in city_map.taxonomy.ids
        if not (cell := city_map.cell(opd, s)).is_empty
    ]
