"""The map: OPD x subdimension, counts and budgets, and where nothing is planned.

It counts programs, or kegiatan where that is asked for: a program says by one label what
serves five subdimensions, and only its kegiatan show them. What counts how is in `programs`;
`map_workbook` writes the map as a workbook, `figure` draws it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from classifier.fields.names import fold
from classifier.formats import frames
from classifier.formats.results import Placed
from classifier.mapping.programs import NO_OPD, Program, outline
from classifier.taxonomy import Subdimension, Taxonomy

if TYPE_CHECKING:
    from classifier.formats.frames import DataFrame

__all__ = (
    "NO_OPD", "Cell", "Counted", "Map", "Program",
    "build", "cell_dicts", "dimension_name", "name", "names", "of", "programs", "total",
)  # fmt: skip
Counted = Literal["program", "kegiatan"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one OPD plans for one subdimension: programs or kegiatan, and rupiah by year."""

    count: int
    pagu: Mapping[str, int]

    @property
    def total(self) -> int:
        """Rupiah of all years together."""
        return sum(self.pagu.values())


@dataclass(frozen=True, slots=True)
class Map:
    """Cells by (opd, subdimension); `opds` in order of first appearance, `years` ascending.

    `counted` says what the cells count.
    """

    taxonomy: Taxonomy
    opds: tuple[str, ...]
    years: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    counted: Counted = "program"

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
        return tuple(s for s in self.taxonomy.ids if self.column(s).count == 0)

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
    count, pagu = 0, defaultdict[str, int](int)
    for cell in cells:
        count += cell.count
        for year, amount in cell.pagu.items():
            pagu[year] += amount
    return Cell(count, dict(pagu))


def build(rows: Iterable[Placed], taxonomy: Taxonomy) -> Map:
    """The map of labelled rows, which come in the reading order of their documents."""
    return of(programs(rows), taxonomy)


def of(found: Iterable[Program], taxonomy: Taxonomy, *, counted: Counted = "program") -> Map:
    """The map of programs or kegiatan, `counted` saying which.

    Raises DataError for a subdimension that the taxonomy lacks.
    """
    cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    # One OPD is written in several ways; the first is shown.
    shown: dict[str, str] = {}
    for program in found:
        taxonomy[program.subdimension]
        opd = shown.setdefault(fold(program.opd), program.opd)
        cells[opd, program.subdimension].append(Cell(1, program.pagu))
    merged = {key: total(parts) for key, parts in cells.items()}
    years = sorted({year for cell in merged.values() for year in cell.pagu})
    return Map(taxonomy, tuple(shown.values()), tuple(years), merged, counted)


def programs(rows: Iterable[Placed]) -> list[Program]:
    """What counts in the map: each program once for its OPD and document, in reading order."""
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
    """One dict for each OPD and subdimension that has programs: opd, subdimension, count, pagu."""
    return [
        {"opd": opd, "subdimension": s, "count": cell.count, "pagu": dict(sorted(cell.pagu.items()))}
        for opd in city_map.opds
        for s in city_map.taxonomy.ids
        if (cell := city_map.cell(opd, s)).count
    ]
