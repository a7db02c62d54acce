"""The map as tables of a page: the matrix, its sums and shares, with the address of the rows behind a number.

Shades are quantiles, not amounts: each stands for as many different values as any other, since a few
cells hold most of the budget and by amount all others would look alike. The legend says which
amounts a shade stands for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from classifier.i18n.numbers import decimal
from classifier.mapping import analysis
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.analysis import opd_id
from classifier.mapping.matrix import Cell, total
from service.storage.documents import Document
from service.web import rendering
from service.web.charts import Part, Radar, radar, stacked
from service.web.counted_nouns import Nouns
from service.web.map_query import MapView
from service.web.wording import Words

_STEPS = 5
_BILLION, _MILLION = 10**9, 10**6


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell on a page: its number, all that it holds in words, its shade 0..5, the rows it counts.

    `others` is the number of what counts by itself beside the programs, "" for none. Without anything the
    text is "", or 0 where it is a total, and there is no link.
    """

    text: str
    title: str
    step: int
    link: str
    others: str = ""


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


@dataclass(frozen=True, slots=True)
class ShownShare:
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
class ShownYear:
    """A year's rupiah by dimension, and the parts of its bar."""

    year: str
    total: int
    amounts: Mapping[str, int]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """The kegiatan that serve a subdimension which no program is for: how many, and their rows."""

    n: int
    link: str


class Numbers:
    """How the cells of one map are written: what it counts, or rupiah in a unit that its largest needs."""

    def __init__(self, words: Words, view: MapView) -> None:
        self._t, self.is_budget = words, view.wanted.is_budget
        self.nouns = Nouns(words, view.wanted.is_kegiatan)
        largest = max((cell.total for cell in view.map.cells.values()), default=0)
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

    def in_words(self, cell: Cell, *, has_money: bool = True) -> str:
        """A cell's programs, and its rupiah, in words."""
        t = self._t
        programs = self.nouns.counted(cell.count)
        if cell.n_others:
            apart = t.gettext("%(n)s apart", n=t.number(cell.n_others))
            programs = f"{programs} (+ {apart})"
        money = t.money_whole(cell.total) if cell.total else t.gettext("no budget printed")
        return f"{programs}, {money}" if has_money else programs

    def shown(self, cell: Cell, link: str, *, step: int = 0, empty: str = "") -> Shown:
        """A cell as a page shows it; `empty` stands where there are no programs."""
        if cell.is_empty:
            return Shown(empty, "", 0, "")
        value = self.value(cell)
        others = self._t.number(cell.n_others) if cell.n_others and not self.is_budget else ""
        # Programs whose tables print no rupiah are there all the same.
        text = self.text(value) if value else "" if others else "–"
        return Shown(text, self.in_words(cell), step if value else 0, link, others)


class Links:
    """The addresses of the rows that a map's cells count."""

    def __init__(self, view: MapView) -> None:
        self._query = view.wanted.query()

    def rows(self, *, opd: str = "", subdimension: str = "", document: str = "") -> str:
        """The address of the rows of an OPD (its name), a subdimension or dimension, or one document."""
        query = self._query | ({"document": [document]} if document else {})
        return rendering.address(
            "/map/cell", cell_opd=opd_id(opd) if opd else "", cell_subdimension=subdimension, **query
        )


def matrix(view: MapView, numbers: Numbers) -> Matrix:
    """The matrix of a map."""
    opd_map, links, ids = view.map, Links(view), view.map.taxonomy.ids
    values = sorted({*filter(None, map(numbers.value, opd_map.cells.values()))})

    def line(opd: str) -> Line:
        cells = [(opd_map.cell(opd, s), links.rows(opd=opd, subdimension=s)) for s in ids]
        return Line(
            opd,
            tuple(numbers.shown(cell, link, step=shade(numbers.value(cell), values)) for cell, link in cells),
            numbers.shown(opd_map.row(opd), links.rows(opd=opd), empty="0"),
            tuple(s for s, (cell, _) in zip(ids, cells, strict=True) if cell.is_empty),
        )

    return Matrix(
        lines=tuple(line(opd) for opd in sorted(opd_map.opds, key=NO_OPD.__eq__)),
        totals=tuple(numbers.shown(opd_map.column(s), links.rows(subdimension=s), empty="0") for s in ids),
        total=numbers.shown(total(opd_map.cells.values()), links.rows(), empty="0"),
        legend=tuple(_legend(values, numbers)),
    )


def by_document(view: MapView, numbers: Numbers) -> list[tuple[Document, Line]]:
    """For how many programs of which subdimension each document counts, the newest first."""
    links, ids = Links(view), view.map.taxonomy.ids
    lines = []
    for document, programs in zip(view.documents, view.counted.by_document, strict=True):
        counts: dict[str, list[Cell]] = {s: [] for s in ids}
        for program in programs:
            is_counted = program.level == view.wanted.counted
            counts[program.subdimension].append(Cell(int(is_counted), {}, int(not is_counted)))
        by_id = {s: total(cells) for s, cells in counts.items()}

        def shown(cell: Cell, link: str) -> Shown:
            if cell.is_empty:
                return Shown("", "", 0, "")
            others = str(cell.n_others) if cell.n_others else ""
            title = numbers.in_words(cell, has_money=False)
            return Shown(str(cell.count) if cell.count else "", title, 0, link, others)

        cells = tuple(shown(by_id[s], links.rows(document=document.id, subdimension=s)) for s in ids)
        in_all = shown(total(by_id.values()), links.rows(document=document.id))
        lacking = tuple(s for s in ids if by_id[s].is_empty)
        lines.append((document, Line(document.name, cells, in_all, lacking)))
    return lines


def subdimensions(view: MapView, numbers: Numbers) -> dict[str, ShownShare]:
    """Every subdimension by its id."""
    opd_map, links = view.map, Links(view)

    def having(s: str) -> tuple[tuple[str, Shown], ...]:
        cells = [(opd, cell) for opd in opd_map.opds if not (cell := opd_map.cell(opd, s)).is_empty]
        ordered = sorted(cells, key=lambda pair: -numbers.value(pair[1]))
        return tuple((opd, numbers.shown(cell, links.rows(opd=opd, subdimension=s))) for opd, cell in ordered)

    opds = {s: having(s) for s in opd_map.taxonomy.ids}
    return _shares(analysis.by_subdimension(opd_map), links, numbers, opds)


def dimensions(view: MapView, numbers: Numbers) -> dict[str, ShownShare]:
    """Every dimension by its id."""
    return _shares(analysis.by_dimension(view.map), Links(view), numbers, {})


def _shares(
    cells: Mapping[str, Cell],
    links: Links,
    numbers: Numbers,
    opds: Mapping[str, tuple[tuple[str, Shown], ...]],
) -> dict[str, ShownShare]:
    largest = max(map(numbers.value, cells.values()))
    return {
        key: ShownShare(
            cell=share.cell,
            programs=share.programs,
            budget=share.budget,
            length=numbers.value(share.cell) / largest if largest else 0.0,
            shown=numbers.shown(share.cell, links.rows(subdimension=key), empty="0"),
            opds=opds.get(key, ()),
        )
        for key, share in analysis.shares(cells).items()
    }


def radar_of(shares: Mapping[str, ShownShare]) -> Radar:
    """The radar of the dimensions: shares of the programs, and of the rupiah where there are any."""
    series = [[share.programs for share in shares.values()]]
    if any(share.budget for share in shares.values()):
        series.append([share.budget for share in shares.values()])
    return radar(series)


def years(view: MapView) -> list[ShownYear]:
    """Each year's rupiah by dimension as a bar, ascending; what names no year last."""
    sums = analysis.by_year(view.map)
    longest = max((year.total for year in sums), default=0)
    return [
        ShownYear(year.year, year.total, year.by_dimension, stacked(year.by_dimension, longest))
        for year in sums
    ]


def helps(view: MapView) -> dict[str, Help]:
    """By subdimension, what kegiatan under programs for others do for it."""
    query = view.wanted.query(by="kegiatan")
    return {
        s: Help(n, rendering.address("/map/cell", cell_subdimension=s, **query))
        for s, n in view.counted.helped.items()
    }


@dataclass(frozen=True, slots=True)
class Subtotal:
    """What a field of government or an agency has; its `link` is "" where rows cannot be asked for."""

    name: str
    cell: Cell
    link: str = ""


def by_urusan(view: MapView, words: Words) -> list[Subtotal]:
    """What each field of government has, by the codes that are printed."""
    unnamed = words.gettext("no field named by the code")
    return [
        Subtotal(f"{one.code} {one.name}" if one.code else unnamed, one.cell)
        for one in analysis.by_urusan(view.map)
    ]


def by_opd(view: MapView) -> list[Subtotal]:
    """What each agency has in all, the most rupiah first."""
    links = Links(view)
    return [Subtotal(opd, cell, links.rows(opd=opd)) for opd, cell in analysis.by_opd(view.map)]


def shade(value: int, values: Sequence[int]) -> int:
    """The shade of a value, 1..5; `values` are those of all cells that are not 0, each once, ascending."""
    if not value:
        return 0
    place = bisect_left(values, value) / max(1, len(values) - 1)
    return min(_STEPS, 1 + int(_STEPS * place))


def _legend(values: Sequence[int], numbers: Numbers) -> Iterator[tuple[int, str]]:
    for step in range(1, _STEPS + 1):
        of_step = [value for value in values if shade(value, values) == step]
        if of_step:
            first, last = numbers.text(of_step[0]), numbers.text(of_step[-1])
            yield step, first if first == last else f"{first}–{last}"
