"""The map: OPD x subdimension, counts and budgets, and where nothing is planned.

One program counts once for its OPD and document, however many tables print it.
Its budget is its own pagu; where the tables give none it is the sum of its
kegiatan, and theirs of their sub kegiatan, so no rupiah counts twice. A kegiatan
without a program in the document counts by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from classifier.names import fold
from classifier.results import Placed
from classifier.taxonomy import Taxonomy
from classifier.workbook import plain

NO_OPD = "(tanpa perangkat daerah)"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one OPD plans for one subdimension: programs, and rupiah by year."""

    count: int
    pagu: Mapping[str, int]

    @property
    def total(self) -> int:
        """Rupiah of all years together."""
        return sum(self.pagu.values())


@dataclass(frozen=True, slots=True)
class Map:
    """Cells by (opd, subdimension); `opds` in order of first appearance, `years` ascending."""

    taxonomy: Taxonomy
    opds: tuple[str, ...]
    years: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]

    def cell(self, opd: str, subdimension: str) -> Cell:
        """The cell, empty when nothing is planned."""
        return self.cells.get((opd, subdimension), Cell(0, {}))

    def column(self, subdimension: str) -> Cell:
        """All OPDs together for one subdimension."""
        return _sum(self.cell(opd, subdimension) for opd in self.opds)

    def row(self, opd: str) -> Cell:
        """All subdimensions together for one OPD."""
        return _sum(self.cell(opd, s) for s in self.taxonomy.ids)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Subdimensions for which no OPD plans anything."""
        return tuple(s for s in self.taxonomy.ids if self.column(s).count == 0)


def _sum(cells: Iterable[Cell]) -> Cell:
    count, pagu = 0, defaultdict[str, int](int)
    for cell in cells:
        count += cell.count
        for year, amount in cell.pagu.items():
            pagu[year] += amount
    return Cell(count, dict(pagu))


@dataclass(frozen=True, slots=True)
class Program:
    """A program of a document, or a kegiatan without one, however often it is printed.

    `subdimension` is the answer of a person where one of its rows has one, else that of the
    first; `pagu` is its budget in rupiah by year; `rows` are the ids of the rows that print it.
    """

    document: str
    opd: str
    level: str
    kode: str
    text: str
    subdimension: str
    pagu: Mapping[str, int]
    rows: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Rupiah of all years together."""
        return sum(self.pagu.values())


@dataclass(slots=True, eq=False)
class _Node:
    """A program, kegiatan or sub kegiatan with what stands under it."""

    row: Placed
    pagu: dict[str, int] = field(default_factory=dict)
    under: dict[str, _Node] = field(default_factory=dict)
    prints: list[Placed] = field(default_factory=list)

    def budget(self) -> Mapping[str, int]:
        if any(self.pagu.values()):
            return self.pagu
        total = defaultdict[str, int](int)
        for node in self.under.values():
            for year, amount in node.budget().items():
                total[year] += amount
        return total


def build(rows: Iterable[Placed], taxonomy: Taxonomy) -> Map:
    """The map of labelled rows, which come in the reading order of their documents."""
    return of(programs(rows), taxonomy)


def of(found: Iterable[Program], taxonomy: Taxonomy) -> Map:
    """The map of programs. Raises DataError for a subdimension that the taxonomy lacks."""
    cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    # One OPD is written in several ways; the first is shown.
    shown: dict[str, str] = {}
    for program in found:
        taxonomy[program.subdimension]
        opd = shown.setdefault(fold(program.opd), program.opd)
        cells[opd, program.subdimension].append(Cell(1, program.pagu))
    merged = {key: _sum(parts) for key, parts in cells.items()}
    years = sorted({year for cell in merged.values() for year in cell.pagu})
    return Map(taxonomy, tuple(shown.values()), tuple(years), merged)


def programs(rows: Iterable[Placed]) -> list[Program]:
    """What counts in the map: each program once for its OPD and document, in reading order."""
    tops: dict[tuple[str, str, str], _Node] = {}
    # By OPD first: in an RPJMD, "Program Penunjang Urusan ..." stands once for every OPD.
    above_by_name: dict[tuple[str, str, str], _Node] = {}
    kegiatan: dict[str, _Node] = {}
    shown: dict[str, str] = {}
    for row in rows:
        opd = shown.setdefault(fold(row.opd), " ".join(row.opd.split()) or NO_OPD)
        key = f"{row.level}:{fold(row.text)}"
        parent = None
        if row.level != "program" and row.program:
            name = fold(row.program)
            parent = above_by_name.get((row.document, opd, name)) or above_by_name.get(
                (row.document, "", name)
            )
        above = kegiatan.get(row.document)
        if row.level == "subkegiatan" and parent and above and any(above is n for n in parent.under.values()):
            parent = above
        node = (
            parent.under.setdefault(key, _Node(row))
            if parent
            else tops.setdefault((row.document, opd, key), _Node(row))
        )
        node.prints.append(row)
        for year, amount in row.pagu:
            if not node.pagu.get(year):
                node.pagu[year] = amount
        if row.level == "program":
            above_by_name[row.document, opd, fold(row.text)] = node
            above_by_name[row.document, "", fold(row.text)] = node
            kegiatan.pop(row.document, None)
        elif row.level == "kegiatan":
            kegiatan[row.document] = node
    return [
        _program(node, named if named != NO_OPD else _opd_below(node, shown))
        for (_, named, _), node in tops.items()
    ]


def _program(node: _Node, opd: str) -> Program:
    told = next((row for row in node.prints if row.is_labelled), node.row)
    return Program(
        document=node.row.document,
        opd=opd,
        level=node.row.level,
        kode=next((row.kode for row in node.prints if row.kode), ""),
        text=node.row.text,
        subdimension=told.subdimension,
        pagu=dict(node.budget()),
        rows=tuple(row.id for row in node.prints if row.id),
    )


def _opd_below(node: _Node, shown: Mapping[str, str]) -> str:
    """The OPD that all kegiatan of a program without one agree on."""
    theirs = {shown[fold(under.row.opd)] for under in node.under.values()} - {NO_OPD}
    return theirs.pop() if len(theirs) == 1 else NO_OPD


def cell_dicts(plan: Map) -> list[dict[str, Any]]:
    """One dict for each OPD and subdimension that has programs: opd, subdimension, count, pagu."""
    return [
        {"opd": opd, "subdimension": s, "count": cell.count, "pagu": dict(sorted(cell.pagu.items()))}
        for opd in plan.opds
        for s in plan.taxonomy.ids
        if (cell := plan.cell(opd, s)).count
    ]


def write_xlsx(plan: Map, out: BinaryIO) -> None:
    """The map as a workbook in Indonesian: counts, budgets, budgets by year, gaps, taxonomy."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    head = book.add_format(
        {"bold": True, "bg_color": "#DDE7F0", "border": 1, "text_wrap": True, "valign": "top"}
    )
    number = book.add_format({"num_format": "#,##0;-#,##0;–"})
    names = [f"{s.dimension}: {s.name_id}" for s in plan.taxonomy.subdimensions]
    matrix = [[plan.cell(opd, s) for s in plan.taxonomy.ids] for opd in plan.opds]
    for title, value in (("Jumlah program", "count"), ("Pagu", "total")):
        body: list[list[str | int]] = [
            [opd, *(getattr(cell, value) for cell in cells), getattr(plan.row(opd), value)]
            for opd, cells in zip(plan.opds, matrix, strict=True)
        ]
        sums = [getattr(plan.column(s), value) for s in plan.taxonomy.ids]
        body.append(["Jumlah", *sums, sum(sums)])
        _sheet(book, title, ["Perangkat daerah", *names, "Jumlah"], body, head, number)
    years = [year or "tanpa tahun" for year in plan.years]
    by_year: list[list[str | int]] = [
        [name, *(plan.column(s).pagu.get(year, 0) for year in plan.years), plan.column(s).total]
        for name, s in zip(names, plan.taxonomy.ids, strict=True)
    ]
    _sheet(book, "Pagu per tahun", ["Subdimensi", *years, "Jumlah"], by_year, head, number)
    gaps: list[list[str | int]] = [
        [name, ", ".join(opd for opd in plan.opds if plan.cell(opd, s).count) or "belum ada program"]
        for name, s in zip(names, plan.taxonomy.ids, strict=True)
    ]
    _sheet(book, "Kesenjangan", ["Subdimensi", "Perangkat daerah yang mendukung"], gaps, head, number)
    meaning: list[list[str | int]] = [[s.id, s.name_id, s.definition_id] for s in plan.taxonomy.subdimensions]
    _sheet(book, "Taksonomi", ["Id", "Nama", "Definisi"], meaning, head, number)
    book.close()


def _sheet(
    book: Any, title: str, heads: Sequence[str], body: Sequence[Sequence[str | int]], head: Any, number: Any
) -> None:
    sheet = book.add_worksheet(title)
    for c, text in enumerate(heads):
        sheet.write_string(0, c, text, head)
    for r, line in enumerate(body, start=1):
        for c, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(r, c, plain(value))
            else:
                sheet.write_number(r, c, value, number)
    sheet.set_column(0, 0, 42)
    sheet.set_column(1, max(1, len(heads) - 1), 60 if len(heads) <= 3 else 16)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
