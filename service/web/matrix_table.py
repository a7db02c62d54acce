"""The matrix as a page shows it: cells with their number, shade, and the address of the rows behind.

Shades are ratios, not amounts: each stands for as many times more than the one before, since a few
cells hold most of the budget and by amount all others would look alike. The legend says which
amounts a shade stands for.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from classifier.i18n.numbers import decimal
from classifier.mapping.matrix import NO_OPD, Cell
from service.storage.documents import Document
from service.web import rendering
from service.web.counted_nouns import Nouns
from service.web.map_query import Plan, opd_id
from service.web.wording import Words

_STEPS = 5
# What is less than this part of all cells have is in the lightest shade: one tiny budget spends no shade.
_LEAST = 0.1
_BILLION, _MILLION = 10**9, 10**6


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell on a page: its number, all that it holds in words, its shade 0..5, the rows it counts.

    Without programs the text is "", or 0 where it is a total, and there is no link.
    """

    text: str
    told: str
    step: int
    link: str


@dataclass(frozen=True, slots=True)
class Line:
    """An OPD or a document: its cells in the taxonomy's order, their total, the subdimensions it lacks."""

    name: str
    cells: tuple[Shown, ...]
    total: Shown
    empty: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """OPDs by subdimensions, programs without an OPD last; `legend`: from what to what each shade goes."""

    lines: tuple[Line, ...]
    totals: tuple[Shown, ...]
    total: Shown
    legend: tuple[tuple[int, str], ...]


class Numbers:
    """How the cells of one map are written: what it counts, or rupiah in a unit that its largest needs."""

    def __init__(self, words: Words, found: Plan) -> None:
        self._t, self.is_budget = words, found.wanted.is_budget
        self.nouns = Nouns(words, found.wanted.is_kegiatan)
        largest = max((cell.total for cell in found.map.cells.values()), default=0)
        # In billions most cells of a small agency would be <0,1.
        self._size = _BILLION if largest >= 10 * _BILLION else _MILLION if largest >= 10 * _MILLION else 1

    @property
    def unit(self) -> str:
        """What the numbers are."""
        t = self._t
        if not self.is_budget:
            return t.gettext("number of %(programs)s", programs=self.nouns.many)
        if self._size == _BILLION:
            return t.gettext("budget in billion rupiah")
        if self._size == _MILLION:
            return t.gettext("budget in million rupiah")
        return t.gettext("budget in rupiah")

    def value(self, cell: Cell) -> int:
        """What a cell counts for."""
        return cell.total if self.is_budget else cell.count

    def text(self, amount: int) -> str:
        """A number of programs, or rupiah in the unit: 12,3; what is not 0 is never written as 0."""
        if not self.is_budget or self._size == 1:
            return self._t.number(amount)
        if 0 < amount < self._size * (0.1 if self._size == _BILLION else 1):
            return f"<{decimal(0.1, self._t.language) if self._size == _BILLION else 1}"
        # Three digits are as much as a cell has room for and an eye compares.
        if self._size == _BILLION and amount < 99.95 * self._size:
            return decimal(amount / self._size, self._t.language)
        return self._t.number(round(amount / self._size))

    def told(self, cell: Cell, *, has_money: bool = True) -> str:
        """A cell's programs, and its rupiah, in words."""
        t = self._t
        programs = self.nouns.counted(cell.count)
        money = t.money_whole(cell.total) if cell.total else t.gettext("no budget printed")
        return f"{programs}, {money}" if has_money else programs

    def shown(self, cell: Cell, link: str, *, step: int = 0, empty: str = "") -> Shown:
        """A cell as a page shows it; `empty` stands where there are no programs."""
        if not cell.count:
            return Shown(empty, "", 0, "")
        value = self.value(cell)
        # Programs whose tables print no rupiah are there all the same.
        return Shown(self.text(value) if value else "–", self.told(cell), step if value else 0, link)


class Links:
    """The addresses of the rows that a map's cells count."""

    def __init__(self, found: Plan) -> None:
        self._query = found.wanted.query()

    def rows(self, *, opd: str = "", subdimension: str = "", document: str = "") -> str:
        """The address of the rows of an OPD (its name), a subdimension or dimension, or one document."""
        query = self._query | ({"document": [document]} if document else {})
        return rendering.address(
            "/map/cell", cell_opd=opd_id(opd) if opd else "", cell_subdimension=subdimension, **query
        )


def matrix(found: Plan, numbers: Numbers) -> Matrix:
    """The matrix of a map."""
    plan, links, ids = found.map, Links(found), found.map.taxonomy.ids
    values = sorted(filter(None, map(numbers.value, plan.cells.values())))

    def line(opd: str) -> Line:
        cells = [(plan.cell(opd, s), links.rows(opd=opd, subdimension=s)) for s in ids]
        return Line(
            opd,
            tuple(numbers.shown(cell, link, step=_step(numbers.value(cell), values)) for cell, link in cells),
            numbers.shown(plan.row(opd), links.rows(opd=opd), empty="0"),
            tuple(s for s, (cell, _) in zip(ids, cells, strict=True) if not cell.count),
        )

    return Matrix(
        lines=tuple(line(opd) for opd in sorted(plan.opds, key=NO_OPD.__eq__)),
        totals=tuple(numbers.shown(plan.column(s), links.rows(subdimension=s), empty="0") for s in ids),
        total=numbers.shown(total(plan.cells.values()), links.rows(), empty="0"),
        legend=tuple(_legend(values, numbers)),
    )


def by_document(found: Plan, numbers: Numbers) -> list[tuple[Document, Line]]:
    """For how many programs of which subdimension each document counts, the newest first."""
    links, ids = Links(found), found.map.taxonomy.ids
    lines = []
    for document, programs in found.counted:
        n = Counter(one.subdimension for one in programs)

        def shown(count: int, link: str) -> Shown:
            told = numbers.told(Cell(count, {}), has_money=False)
            return Shown(str(count), told, 0, link) if count else Shown("", "", 0, "")

        cells = tuple(shown(n[s], links.rows(document=document.id, subdimension=s)) for s in ids)
        in_all = shown(n.total(), links.rows(document=document.id))
        lines.append((document, Line(document.name, cells, in_all, tuple(s for s in ids if not n[s]))))
    return lines


def total(cells: Iterable[Cell]) -> Cell:
    """All cells together."""
    count, pagu = 0, Counter[str]()
    for cell in cells:
        count += cell.count
        pagu.update(cell.pagu)
    return Cell(count, dict(pagu))


def _step(value: int, values: Sequence[int]) -> int:
    """The shade of a value, 1..5; `values` are those of all cells that are not 0, ascending."""
    if not value:
        return 0
    least, most = values[int(_LEAST * len(values))], values[-1]
    if value <= least or least == most:
        return 1
    return min(_STEPS, 1 + int(_STEPS * math.log(value / least) / math.log(most / least)))


def _legend(values: Sequence[int], numbers: Numbers) -> Iterator[tuple[int, str]]:
    for step in range(1, _STEPS + 1):
        mine = [value for value in values if _step(value, values) == step]
        if mine:
            first, last = numbers.text(mine[0]), numbers.text(mine[-1])
            yield step, first if first == last else f"{first}–{last}"
