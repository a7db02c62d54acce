"""Draws a planning document of random layout for any number, and the rows that stand in it.

`draw(7, folder)` writes `layout_7.pdf` and `layout_7.truth.jsonl`: the same seed gives
the same bytes. A document is an office's: its type, rules, codes, money and wording hold
for all of it, while its tables differ in form. What a document does not vary alone
(a table's form decides its columns, a browser's print its rules) real ones do not either.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from pathlib import Path

from tests.support.drawing.pdf_painter import A3, landscape
from tests.support.layouts import grids, matrix_forms, offices, text_forms
from tests.support.layouts.columns import fit
from tests.support.layouts.grids import Grid, Laid, Room
from tests.support.layouts.pages import Pages, broken
from tests.support.layouts.table_forms import PlannedTable, planned_table

# The forms that stand in a kind of document, repeated where they are the document's own.
TABLES: dict[str, tuple[str, ...]] = {
    "Renstra": ("tc27", "tc27", "tc27", "lkip", "cascading", "list", "nested list"),
    "Renstra 2025-2029": (
        "outcome_renstra",
        "outcome_renstra",
        "outcome_renstra",
        "technique",
        "cascading",
        "stacked",
    ),
    "RPJMD": ("rpjmd", "rpjmd", "rpjmd", "priorities", "flagship", "list"),
    "RPJMD 2025-2029": ("outcome_rpjmd", "outcome_rpjmd", "outcome_rpjmd", "priorities", "flagship", "list"),
    "Renja": (
        "tc33",
        "tc33",
        "tc33",
        "evaluation",
        "proposals",
        "two_panels",
        "sheet",
        "nested list",
        "amounts",
    ),
    "RKPD": ("rkpd", "rkpd", "rkpd", "sheet", "evaluation", "priorities", "sentences", "list"),
    "LKIP": ("lkip", "lkip", "evaluation", "pk", "amounts", "tabbed amounts", "sentences", "bare list"),
    "Perjanjian Kinerja": ("pk", "pk", "tabbed amounts", "unruled", "amounts", "cascading"),
    "APBD": ("apbd", "apbd", "sheet", "labels", "labels"),
    "Program Unggulan": ("flagship", "priorities", "list", "list", "sentences", "unruled", "bare list"),
}
MAX_PAGES = 8
# Columns that a print may cut off at the paper's edge without losing what a row tells.
_MAY_BE_CUT = ("ket", "lokasi", "sumber", "maju_rp", "persen", "realisasi")


@dataclass(frozen=True)
class Drawn:
    """A drawn document, and what forms, kinds of codes and looks it shows."""

    path: Path
    marks: frozenset[str]


def draw(seed: int, folder: Path) -> Path:
    """Write `layout_SEED.pdf` and its truth into the folder; returns the PDF."""
    return drawn(seed, folder).path


def drawn(seed: int, folder: Path) -> Drawn:
    """Write a document as `draw` does, and tell what it shows."""
    path = folder / f"layout_{seed}.pdf"
    document = _Document(seed, path)
    document.draw()
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in document.pages.truth]
    path.with_suffix(".truth.jsonl").write_text("".join(lines), encoding="utf-8")
    return Drawn(path, frozenset(document.marks))


class _Document:
    """A document in the making."""

    def __init__(self, seed: int, path: Path) -> None:
        self.generator = generator = random.Random(f"layout {seed}")
        self.house = offices.house(generator)
        self.paper = offices.paper(generator)
        if self.paper.is_web:
            self.house = replace(self.house, edge="web")
        self.look = offices.look(generator, self.paper.is_web)
        self.pages = Pages(path)
        self.pages.bold_twice = generator.random() < 0.05
        self.pages.word_by_word = generator.random() < 0.15
        self.pages.edge = text_forms.edge(self.house, self.look.face)
        look, paper = self.look, self.paper
        self.marks = {f"kind {self.house.kind}", f"rules {look.rules}", f"head repeated {look.repeat}"}
        self.marks |= {f"rotate {paper.rotate}", "sideways"} if paper.sideways else {f"rotate {paper.rotate}"}
        self.marks |= {"web"} if paper.is_web else {"office"}
        self.marks |= {"bold printed twice"} if self.pages.bold_twice else set()

    def draw(self) -> None:
        """Draw all parts, on about `MAX_PAGES` pages at most."""
        generator, pages = self.generator, self.pages
        text = text_forms.TextForms(self.house, pages, self.look, self.paper)
        if self.house.has_cover:
            text.draw_cover()
        parts = generator.sample(text_forms.DECOYS, generator.choice((0, 0, 1, 1, 2)))
        forms = TABLES[self.house.kind]
        # Some of what planners upload is no plan at all.
        n_tables = generator.choice((1, 1, 2, 2, 3)) if generator.random() > 0.04 or not parts else 0
        parts += [generator.choice(forms) for _ in range(n_tables)]
        if generator.random() < 0.25:
            parts.append(generator.choice(text_forms.DECOYS))
        top = 0.0
        for part in parts:
            if pages.number >= MAX_PAGES:
                break
            if part in (*text_forms.DECOYS, *text_forms.LISTS):
                text.draw(part)
                self.marks.add(f"form {part}")
                top = text.top if self.paper.prose == self.paper.table else 0.0
            else:
                top = self._draw_table(part, top)
                top = text.draw_below(top)
        if pages.number < 2:
            text.draw("prose")
        pages.save()

    def _draw_table(self, form: str, top: float) -> float:
        """Draw one table, below the last one if there is room; returns where it ends."""
        generator, pages = self.generator, self.pages
        size = generator.choice((6, 10, 16, 24, 34, 50))
        state = generator.getstate()
        while True:
            generator.setstate(state)
            make = matrix_forms.planned_matrix if form in matrix_forms.FORMS else planned_table
            table = make(self.house, form, size)
            room, page, laid = self._laid(table, top)
            if pages.number + grids.n_pages(laid, room) <= MAX_PAGES or size <= 3:
                break
            size //= 2
        if page:
            pages.begin(page, rotate=self.paper.rotate, sideways=self.paper.sideways)
        self._draw_caption(table, room)
        self.marks |= table.marks
        return grids.draw(laid, pages, room) + 10

    def _laid(self, table: PlannedTable, top: float) -> tuple[Room, tuple[float, float] | None, Laid]:
        """The table laid out, where it stands, and the paper of its new page, None on the last table's."""
        pages, paper, margin = self.pages, self.paper, self.paper.margin
        goes_on = bool(top) and top < pages.height - 220
        page = (pages.width, pages.height) if goes_on else paper.table
        grid = Grid([0.0] * len(table.columns), table.n_head, has_numbers=table.has_numbers)
        table.fill(grid)
        stretch = self.house.chance(0.75)
        unruled: tuple[int, ...] = ()
        if self.look.rules == "all" and self.house.chance(0.06):
            n = len(table.columns)
            unruled = tuple(place for place in range(n // 2, n) if self.house.chance(0.7))
        for page_size in dict.fromkeys((page, paper.table, landscape(paper.table), landscape(A3))):
            goes_on = goes_on and page_size == page
            width = max(page_size) - 2 * margin if page_size == landscape(A3) else page_size[0] - 2 * margin
            size = fit(grid, table.columns, self.look, width, cut_kinds=table.cut_kinds, stretch=stretch)
            if size >= min(self.look.size, 5.0):
                page = page_size
                break
            page = page_size
        look = replace(self.look, size=size, unruled=unruled)
        if look.clips:
            look = replace(look, clips=self._widen_to_be_cut(grid, table, page[0]))
        high = 16 + 13 * (table.caption.count("\n") + 2)
        first = top + high if goes_on else margin + high
        room = Room(margin, first, margin + 4, page[1] - margin - 16)
        return room, None if goes_on else page, grids.laid(grid, look)

    def _widen_to_be_cut(self, grid: Grid, table: PlannedTable, width: float) -> bool:
        """Make the last column cross the paper's edge, if it may; returns whether it does."""
        if table.columns[-1].kind not in _MAY_BE_CUT and table.columns[-1].year != "akhir":
            return False
        before = sum(grid.widths[:-1])
        room = width - self.paper.margin - before
        grid.widths = [*grid.widths[:-1], max(grid.widths[-1], 1.6 * room)]
        return room > 0

    def _draw_caption(self, table: PlannedTable, room: Room) -> None:
        pages, face, size = self.pages, self.look.face, 10
        width = pages.width - 2 * self.paper.margin
        lines = [
            line for part in table.caption.split("\n") for line in broken(part, width, face, size, bold=True)
        ]
        centered = self.house.chance(0.7)
        x = pages.width / 2 if centered else self.paper.margin
        top = room.top - 13 * len(lines) - 6
        for line in lines:
            pages.line(x, top, line, face, size, bold=True, align="center" if centered else "left")
            top += 13
