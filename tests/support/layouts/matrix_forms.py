"""Matrices: levels beside each other, cells that list programs, two panels side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tests.support.drawing.table_layout import Want
from tests.support.layouts.columns import (
    LEVELS,
    Column,
    ColumnMaker,
    Habits,
    caption,
    cut_kinds,
    habits,
    named_cell,
    put_head,
)
from tests.support.layouts.grids import Cell, Grid, Paragraph, text_cell
from tests.support.layouts.offices import House
from tests.support.layouts.plan_content import Agency, Author, Item, names, plan_items
from tests.support.layouts.table_forms import PlannedTable, result_of
from tests.support.layouts.wordings import GOALS, PLACES, TARGETS

FORMS = ("cascading", "stacked", "priorities", "two_panels")
_LIST_MARKS = ("{n}. ", "{n}) ", "- ", "• ", "{a}. ", "", "{n}. ", "({n}) ")


def planned_matrix(house: House, form: str, size: int) -> PlannedTable:
    """A matrix of about `size` items."""
    makers = {"priorities": _Priorities, "two_panels": _TwoPanels}
    return makers.get(form, _Cascade)(house, replace(habits(house, "cascading"), form=form)).planned(size)


@dataclass
class _Matrix:
    """What all matrices decide once and print alike."""

    house: House
    habits: Habits

    def __post_init__(self) -> None:
        house, form = self.house, self.habits.form
        generator = house.generator
        self.columns: list[Column] = []
        self.caption = caption(house, form)
        self.numbers = generator.choice(("({})", "{}")) if house.chance(0.4) else ""
        self.style = generator.choice(("merge", "merge", "merge", "blank", "repeat"))
        self.kodes = generator.choice(("none", "none", "space", "dash", "column"))
        self.running = (
            generator.choice(("none", "none", "inline", "gutter")) if self.kodes == "none" else "none"
        )
        self.maker = ColumnMaker(house, self.habits, 10)
        self.maker.has_upper_head = house.chance(0.3)
        self.author = Author(
            generator, house.years, slips=house.slips, digits=house.digits, least=house.amounts.least
        )

    def planned(self, size: int) -> PlannedTable:
        """The matrix, ready to be laid out."""
        cells = Grid([], 0)
        self.columns = self._make_columns()
        deep = max(len(column.head) for column in self.columns)
        cells.n_head = deep + bool(self.numbers)
        self._fill(cells, size)

        def fill(grid: Grid) -> None:
            put_head(grid, self.columns, self.numbers)
            for (row, place), cell in cells.cells.items():
                grid.put(row, place, cell)
            grid.groups |= cells.groups

        return PlannedTable(
            form=self.habits.form,
            caption=self.caption,
            columns=tuple(self.columns),
            fill=fill,
            n_head=cells.n_head,
            has_numbers=bool(self.numbers),
            cut_kinds=cut_kinds(self.habits, self.columns),
            marks=frozenset({f"form {self.habits.form}", f"matrix {self.style}"}),
        )

    def _make_columns(self) -> list[Column]:
        raise NotImplementedError

    def _fill(self, grid: Grid, size: int) -> None:
        raise NotImplementedError

    def _column(self, kind: str, width: float, *, head: str = "", align: str = "left") -> Column:
        return Column(kind, width, (head or self.maker.head(kind),), align=align)

    def _items(self, depth: int, size: int) -> list[tuple[Item, Agency]]:
        """Programs and whose they are."""
        house = self.house
        chosen = [house.agency]
        if house.is_of_region:
            chosen = house.generator.sample(house.agencies, max(1, min(9, size // 4)))
            chosen.sort(key=lambda agency: agency.fields)
        planned = []
        for agency in chosen:
            share = size if len(chosen) == 1 else house.generator.randint(3, 8)
            for items in plan_items(self.author, agency.fields, depth, share).values():
                planned += [(item, agency) for item in items]
        return planned

    def _opd(self, agency: Agency) -> str:
        if any(column.kind == "opd" for column in self.columns):
            return self.house.printed_opd(agency)
        return self.house.told_opd(self.caption)

    def _truth(self, item: Item, program: Item, agency: Agency, kode: str, has_money: bool) -> Want:
        casing = self.house.casing
        has_year = bool(re.search(rf"(?<!-)\b{self.house.year}\b(?!-)", self.caption))
        return Want(
            level=item.level,
            kode=kode,
            text=casing[item.level].written(item.name, item.level),
            program="" if item is program else casing["program"].written(program.name, "program"),
            opd=self._opd(agency),
            pagu={self.house.year if has_year else "": item.money[self.house.year]} if has_money else {},
        )


class _Cascade(_Matrix):
    """A program's cell beside those of its kegiatan, theirs beside those of their sub kegiatan.

    In the form `stacked` kegiatan and sub kegiatan stand below each other in one column.
    """

    def _make_columns(self) -> list[Column]:
        house, table = self.house, self.habits
        generator = house.generator
        is_stacked = table.form == "stacked"
        columns = [self._column("no", 2.6, align="center")] if house.chance(0.3) else []
        columns += [self._column(kind, 9) for kind in ("tujuan", "sasaran") if house.chance(0.45)]
        self.depth = 3 if is_stacked else table.depth
        shown = LEVELS[: self.depth] if not is_stacked else LEVELS[:2]
        has_indicators = [house.chance(0.6) for _ in shown]
        has_targets = house.chance(0.5)
        for level, has_indicator in zip(shown, has_indicators, strict=True):
            if self.kodes == "column":
                columns.append(
                    self._column(f"kode_{level}", {"program": 5, "kegiatan": 7}.get(level, 9.5), head="Kode")
                )
            head = self.maker.head(level)
            if is_stacked and level == "kegiatan":
                head = generator.choice(
                    ("Kegiatan / Sub Kegiatan", "Kegiatan/Subkegiatan", "KEGIATAN DAN SUB KEGIATAN")
                )
            columns.append(self._column(f"names_{level}", generator.uniform(9, 17), head=head))
            if is_stacked and level == "program" and house.chance(0.6):
                columns.append(self._column("outcome", 11))
            if has_indicator:
                head = generator.choice(
                    (f"Indikator {level.title()}", "Indikator", "Indikator Kinerja", "INDIKATOR")
                )
                columns.append(self._column(f"indikator_{level}", generator.uniform(9, 15), head=head))
                if has_targets:
                    columns.append(self._column(f"target_{level}", 5, head="Target", align="center"))
        self.has_money = house.chance(0.5)
        if self.has_money:
            columns.append(
                Column("pagu", self.maker.amount_width, (self.maker.money_head("pagu"),), align="right")
            )
        if house.is_of_region or house.chance(0.4):
            columns.append(self._column("opd", 8))
        if house.chance(0.3):
            columns.append(self._column("ket", 6))
        return columns

    def _fill(self, grid: Grid, size: int) -> None:
        row = grid.n_head
        last_opd: tuple[int, Agency] | None = None
        for n, (program, agency) in enumerate(self._items(self.depth, size), 1):
            height = self._height(program)
            grid.groups.add(row)
            self._put_item(grid, row, program, program, agency, f"{n}.")
            below = row
            for i, kegiatan in enumerate(program.below, 1):
                self._put_item(grid, below, kegiatan, program, agency, f"{n}.{i}")
                step = self._height(kegiatan)
                if self.habits.form == "stacked":
                    for k, sub in enumerate(kegiatan.below, 1):
                        self._put_item(grid, below + k, sub, program, agency, f"{n}.{i}.{k}")
                else:
                    for k, sub in enumerate(kegiatan.below):
                        self._put_item(grid, below + k, sub, program, agency, f"{n}.{i}.{k + 1}")
                below += step
            for place, column in enumerate(self.columns):
                if column.kind in ("tujuan", "sasaran"):
                    words = self.house.generator.choice(GOALS if column.kind == "tujuan" else TARGETS)
                    grid.put(row, place, text_cell(words, rows=height, middle=self.habits.middle))
                elif column.kind == "no":
                    grid.put(
                        row, place, text_cell(str(n), rows=height, align="center", middle=self.habits.middle)
                    )
                elif column.kind == "outcome":
                    grid.put(
                        row,
                        place,
                        text_cell(result_of(self.house, program), rows=height, middle=self.habits.middle),
                    )
                elif column.kind == "opd" and (
                    last_opd is None or last_opd[1] != agency or self.style != "merge"
                ):
                    last_opd = (row, agency)
                    grid.put(
                        row,
                        place,
                        text_cell(self.house.printed_opd(agency), rows=height, middle=self.habits.middle),
                    )
                elif column.kind == "opd" and last_opd:
                    start = last_opd[0]
                    cell = grid.cells[start, place]
                    grid.put(start, place, replace(cell, rows=row + height - start))
            row += height

    def _height(self, item: Item) -> int:
        """How many rows an item and all below it take."""
        if self.habits.form == "stacked" and item.level == "kegiatan":
            return 1 + len(item.below)
        return max(1, sum(self._height(part) for part in item.below))

    def _put_item(self, grid: Grid, row: int, item: Item, program: Item, agency: Agency, number: str) -> None:
        is_stacked = self.habits.form == "stacked"
        level = "kegiatan" if is_stacked and item.level == "subkegiatan" else item.level
        rows = 1 if is_stacked and item.level != "program" else self._height(item)
        is_leaf = not item.below
        kode = item.kode if self.kodes != "none" else ""
        truth = self._truth(item, program, agency, kode, self.has_money and is_leaf)
        has_indicator = any(column.kind == f"indikator_{level}" for column in self.columns)
        indicator = item.indicators[0]
        truth = replace(truth, indikator=(indicator.text,) if has_indicator else ())
        forms = {"space": f"{kode} {truth.text}", "dash": f"{kode} - {truth.text}"}
        text = forms.get(self.kodes, truth.text)
        if self.running == "inline":
            text = f"{number} {text}"
        hang = 20.0 if self.running == "gutter" else 0.0
        lead = len(text.replace(" ", "")) - len(truth.text.replace(" ", ""))
        name = Paragraph(text, truth, number if hang else "", hang, self.habits.number_at, lead=lead)
        texts = {
            f"names_{level}": name,
            f"kode_{level}": Paragraph(kode),
            f"indikator_{level}": Paragraph(indicator.text),
            f"target_{level}": Paragraph(f"{indicator.targets[0]} {indicator.unit}"),
            "pagu": Paragraph(self.house.amounts.printed(item.money[self.house.year])),
        }
        spans = rows if self.style == "merge" else 1
        bold = item.level in self.habits.bold_levels
        for place, column in enumerate(self.columns):
            if column.kind not in texts or (column.kind == "pagu" and not is_leaf):
                continue
            paragraph = texts[column.kind]
            cell = Cell(
                rows=spans, align=column.align, middle=self.habits.middle, bold=bold and column.kind != "pagu"
            )
            for r in range(row, row + rows, spans):
                shown = (
                    paragraph
                    if r == row
                    else replace(paragraph, row=None)
                    if self.style == "repeat"
                    else Paragraph("")
                )
                grid.put(r, place, named_cell(cell, shown))


class _Priorities(_Matrix):
    """Goals with the programs that serve them, several in a cell."""

    def _make_columns(self) -> list[Column]:
        house = self.house
        columns = [self._column("no", 2.6, align="center")] if house.chance(0.7) else []
        if house.chance(0.4):
            columns.append(self._column("tujuan", 11))
        head = house.generator.choice(("Prioritas Daerah", "Sasaran", "Strategi", "Arah Kebijakan", "Misi"))
        columns.append(self._column("sasaran", 13, head=head))
        if house.chance(0.3):
            columns.append(self._column("arah", 13, head="Arah Kebijakan"))
        self.has_opd = house.chance(0.6)
        names_column = self._column("program", house.generator.uniform(18, 28))
        if self.has_opd and house.chance(0.2):
            return [*columns, self._column("opd", 10), names_column]
        return [*columns, names_column, *([self._column("opd", 10)] if self.has_opd else [])]

    def _fill(self, grid: Grid, size: int) -> None:
        generator, house = self.house.generator, self.house
        mark = generator.choice(_LIST_MARKS)
        hangs = house.chance(0.5) and mark != ""
        is_official = house.chance(0.6)
        local = iter(generator.sample(names().local_programs, 60))
        row, n_rows, last = grid.n_head, 0, ""
        while n_rows < size:
            agency = generator.choice(house.agencies) if house.is_of_region else house.agency
            items = [item for i in plan_items(self.author, agency.fields, 1, 5).values() for item in i]
            if not is_official:
                items = [self.author.loose("program", next(local)) for _ in range(generator.randint(1, 5))]
            # Two cells with the same program one below the other would be one row.
            items = [item for item in items[:6] if item.name != last]
            if not items:
                continue
            last = items[-1].name
            paragraphs = []
            for n, item in enumerate(items, 1):
                truth = self._truth(item, item, agency, "", False)
                number = mark.format(n=n, a=chr(96 + n))
                if hangs:
                    paragraphs.append(Paragraph(truth.text, truth, number.strip(), 14))
                else:
                    paragraphs.append(Paragraph(number + truth.text, truth, lead=len(number.strip())))
            n_rows += len(paragraphs)
            grid.groups.add(row)
            texts = {
                "no": str(row - grid.n_head + 1),
                "tujuan": generator.choice(GOALS),
                "sasaran": generator.choice(TARGETS),
                "arah": generator.choice(GOALS),
                "opd": house.printed_opd(agency),
            }
            for place, column in enumerate(self.columns):
                cell = text_cell(texts.get(column.kind, ""), align=column.align, middle=self.habits.middle)
                if column.kind == "program":
                    cell = replace(cell, paragraphs=tuple(paragraphs), middle=False)
                grid.put(row, place, cell)
            row += 1


class _TwoPanels(_Matrix):
    """T-C.31: the region's draft on the left, the agency's analysis on the right."""

    def _make_columns(self) -> list[Column]:
        house = self.house
        left, right = house.generator.choice(
            (
                ("Rancangan Awal RKPD", "Hasil Analisis Kebutuhan"),
                ("RANCANGAN AWAL RKPD", "HASIL ANALISIS KEBUTUHAN"),
            )
        )
        kinds = [kind for kind in ("lokasi", "indikator", "target") if house.chance(0.7)]
        heads = {kind: self.maker.head(kind) for kind in (*kinds, "names_kegiatan")} | {
            "pagu": self.maker.money_head("pagu")
        }
        widths = {
            "lokasi": 6,
            "indikator": 11,
            "target": 5,
            "pagu": self.maker.amount_width,
            "names_kegiatan": 14,
        }
        columns = [self._column("no", 2.6, align="center")]
        for side, top in (("left", left), ("right", right)):
            for kind in ("names_kegiatan", *kinds, "pagu"):
                align = "right" if kind == "pagu" else "left"
                columns.append(Column(f"{side} {kind}", widths[kind], (top, heads[kind]), align=align))
        if house.chance(0.7):
            columns.append(self._column("ket", 6, head="Catatan Penting"))
        return columns

    def _fill(self, grid: Grid, size: int) -> None:
        generator = self.house.generator
        depth = generator.choice((2, 2, 3))
        row, n = grid.n_head, 0
        for program, agency in self._items(depth, size):
            for item in program.walk():
                n += item.level == "program"
                left: Item | None = item
                right: Item | None = item
                if item.level != "program" and generator.random() < 0.22:
                    other = self._other(item)
                    left, right = generator.choice(((item, other), (None, other), (item, None)))
                grid.groups.add(row)
                self._put_panel(grid, row, "left", left, program, agency, counts=True)
                self._put_panel(
                    grid, row, "right", right, program, agency, counts=right is not left and right is not None
                )
                for place, column in enumerate(self.columns):
                    if column.kind == "no":
                        grid.put(
                            row, place, text_cell(str(n) if item.level == "program" else "", align="center")
                        )
                row += 1

    def _other(self, item: Item) -> Item:
        """An item that the analysis puts in the place of another."""
        pool = names().kegiatan if item.level == "kegiatan" else names().subkegiatan
        texts: Sequence[str] = self.house.generator.choice(list(pool.values()))
        return replace(self.author.loose(item.level, self.house.generator.choice(texts)), kode="")

    def _put_panel(
        self,
        grid: Grid,
        row: int,
        side: str,
        item: Item | None,
        program: Item,
        agency: Agency,
        *,
        counts: bool,
    ) -> None:
        for place, column in enumerate(self.columns):
            panel, _, kind = column.kind.partition(" ")
            if panel != side:
                continue
            if item is None:
                grid.put(row, place, Cell())
                continue
            money = item.money[self.house.year]
            truth = self._truth(item, program, agency, "", True)
            has_indicator = any(c.kind == f"{side} indikator" for c in self.columns)
            truth = replace(truth, indikator=(item.indicators[0].text,) if has_indicator else ())
            texts = {
                "names_kegiatan": truth.text,
                "lokasi": self.house.words(self.house.generator.choice(PLACES)),
                "indikator": item.indicators[0].text,
                "target": f"{item.indicators[0].targets[0]} {item.indicators[0].unit}",
                "pagu": self.house.amounts.printed(money),
            }
            cell = Cell(
                align=column.align, bold=item.level in self.habits.bold_levels and kind == "names_kegiatan"
            )
            is_name = kind == "names_kegiatan" and counts
            grid.put(row, place, named_cell(cell, Paragraph(texts[kind], truth if is_name else None)))
