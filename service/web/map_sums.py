"""The map's sums as a page shows them: subdimensions, dimensions, years, and what each OPD leaves empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from classifier.mapping.matrix import NO_OPD, Cell, Map
from classifier.taxonomy import Subdimension
from service.web import rendering
from service.web.charts import Part, Radar, radar, stacked
from service.web.map_query import Plan
from service.web.matrix_table import Links, Numbers, Shown, total


@dataclass(frozen=True, slots=True)
class Share:
    """A subdimension or dimension: its programs and rupiah, and what part of all they are.

    `length` is its programs or rupiah, whichever the map shows, as a part of the largest of its
    kind; `opds` are those that have it, the most first.
    """

    cell: Cell
    programs: float
    budget: float
    length: float
    shown: Shown
    opds: tuple[tuple[str, Shown], ...] = ()


@dataclass(frozen=True, slots=True)
class Year:
    """A year's rupiah by dimension."""

    year: str
    total: int
    amounts: Mapping[str, int]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Serving:
    """What an OPD has programs or kegiatan for, by dimension, and for how many subdimensions it has none."""

    opd: str
    served: Mapping[str, tuple[Subdimension, ...]]
    n_lacking: int


@dataclass(frozen=True, slots=True)
class Help:
    """The kegiatan that serve a subdimension which no program is for: how many, and their rows."""

    n: int
    link: str


def helps(found: Plan) -> dict[str, Help]:
    """By subdimension, what kegiatan under programs for others do for it."""
    query = found.wanted.query(by="kegiatan")
    return {
        s: Help(n, rendering.address("/map/cell", cell_subdimension=s, **query))
        for s, n in found.helped.items()
    }


def subdimensions(found: Plan, numbers: Numbers) -> dict[str, Share]:
    """Every subdimension by its id."""
    plan, links = found.map, Links(found)
    columns = {s: plan.column(s) for s in plan.taxonomy.ids}

    def having(s: str) -> tuple[tuple[str, Shown], ...]:
        cells = [(opd, cell) for opd in plan.opds if (cell := plan.cell(opd, s)).count]
        ordered = sorted(cells, key=lambda pair: -numbers.value(pair[1]))
        return tuple((opd, numbers.shown(cell, links.rows(opd=opd, subdimension=s))) for opd, cell in ordered)

    opds = {s: having(s) for s in columns}
    return _shares(columns, links, numbers, opds)


def dimensions(found: Plan, numbers: Numbers) -> dict[str, Share]:
    """Every dimension by its id."""
    return _shares(_by_dimension(found.map), Links(found), numbers, {})


def _shares(
    cells: Mapping[str, Cell],
    links: Links,
    numbers: Numbers,
    opds: Mapping[str, tuple[tuple[str, Shown], ...]],
) -> dict[str, Share]:
    whole = total(cells.values())
    largest = max(map(numbers.value, cells.values()))
    return {
        one: Share(
            cell=cell,
            programs=cell.count / whole.count if whole.count else 0.0,
            budget=cell.total / whole.total if whole.total else 0.0,
            length=numbers.value(cell) / largest if largest else 0.0,
            shown=numbers.shown(cell, links.rows(subdimension=one), empty="0"),
            opds=opds.get(one, ()),
        )
        for one, cell in cells.items()
    }


def of_dimensions(shares: Mapping[str, Share]) -> Radar:
    """The radar of the dimensions: shares of the programs, and of the rupiah where there are any."""
    series = [[one.programs for one in shares.values()]]
    if any(one.budget for one in shares.values()):
        series.append([one.budget for one in shares.values()])
    return radar(series)


def years(plan: Map) -> list[Year]:
    """Each year's rupiah by dimension, ascending; what names no year last."""
    cells, ordered = _by_dimension(plan), sorted(plan.years, key=lambda year: (not year, year))
    amounts = {year: {d: cell.pagu.get(year, 0) for d, cell in cells.items()} for year in ordered}
    sums = {year: sum(by_dimension.values()) for year, by_dimension in amounts.items()}
    longest = max(sums.values(), default=0)
    return [
        Year(year, sums[year], by_dimension, stacked(by_dimension, longest))
        for year, by_dimension in amounts.items()
    ]


def servings(plan: Map) -> list[Serving]:
    """Every OPD, the one that lacks most first; programs without an OPD last."""
    found = []
    for opd in plan.opds:
        served: dict[str, tuple[Subdimension, ...]] = {}
        for one in plan.taxonomy.subdimensions:
            if plan.cell(opd, one.id).count:
                served[one.dimension] = (*served.get(one.dimension, ()), one)
        found.append(Serving(opd, served, len(plan.taxonomy.ids) - sum(map(len, served.values()))))
    return sorted(found, key=lambda one: (one.opd == NO_OPD, -one.n_lacking))


def _by_dimension(plan: Map) -> dict[str, Cell]:
    known = plan.taxonomy.subdimensions
    return {
        d: total(plan.column(one.id) for one in known if one.dimension == d) for d in plan.taxonomy.dimensions
    }
