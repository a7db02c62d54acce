"""Draws a planning document of random layout for any number, and the rows that stand in it.

`draw(7, folder)` writes `layout_7.pdf` and `layout_7.truth.jsonl`: the same seed gives
the same bytes. A document is an office's (`House`): its type, rules, codes, money and
wording hold for all of it, while its tables differ in form. Seeds below 1000 are for
learning, those from 1000 for measuring; nothing else tells them apart.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from pathlib import Path

from tests.support.layouts import grids, text_forms
from tests.support.layouts.grids import Grid, Look, Room
from tests.support.layouts.pages import A3, A4, FACES, FOLIO, LEGAL, Pages, broken, landscape
from tests.support.layouts.plan_content import AMOUNTS, Casing, agencies
from tests.support.layouts.table_forms import House, TableMaker, scaled
from tests.support.layouts.wordings import REGIONS

# What stands in a document, by its kind: forms of tables, and how often each kind is drawn.
KINDS: dict[str, tuple[tuple[str, ...], int]] = {
    "Renstra": (("tc27", "tc27", "lkip"), 3),
    "Renstra 2025-2029": (("outcome_renstra", "outcome_renstra"), 4),
    "RPJMD": (("rpjmd", "rpjmd"), 3),
    "RPJMD 2025-2029": (("outcome_rpjmd", "outcome_rpjmd"), 4),
    "Renja": (("tc33", "tc33", "evaluation", "proposals"), 5),
    "RKPD": (("rkpd", "rkpd", "sheet", "evaluation"), 4),
    "LKIP": (("lkip", "evaluation", "pk"), 2),
    "Perjanjian Kinerja": (("pk", "pk", "lkip"), 2),
    "DPA": (("sheet", "rkpd"), 1),
}
MAX_PAGES = 8


@dataclass(frozen=True)
class Paper:
    """What pages with tables and pages with prose are like."""

    table: tuple[float, float]
    prose: tuple[float, float]
    margin: float
    rotate: int
    sideways: bool
    is_web: bool


def draw(seed: int, folder: Path) -> Path:
    """Write `layout_SEED.pdf` and its truth into the folder; returns the PDF."""
    path = folder / f"layout_{seed}.pdf"
    pages = Pages(path)
    _Document(seed, pages).draw()
    pages.save()
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in pages.truth]
    path.with_suffix(".truth.jsonl").write_text("".join(lines), encoding="utf-8")
    return path


class _Document:
    """A document in the making."""

    def __init__(self, seed: int, pages: Pages) -> None:
        self.generator = generator = random.Random(f"layout {seed}")
        self.pages = pages
        kinds = [kind for kind, (_, n) in KINDS.items() for _ in range(n)]
        self.kind = generator.choice(kinds)
        self.house = self._house()
        self.paper = self._paper()
        self.look = self._look()
        self.marks: set[str] = {f"kind {self.kind}"}

    # What the office always does

    def _house(self) -> House:
        generator = self.generator
        all_agencies = agencies()
        agency = generator.choice(all_agencies)
        others = tuple(generator.sample(all_agencies, 8))
        is_new = self.kind.endswith("2025-2029")
        first = (
            2025 + (generator.random() < 0.7)
            if is_new
            else generator.choice((2021, 2022, 2023, 2024, 2025, 2026))
        )
        n_years = generator.choice((5, 5, 5, 4, 3, 6)) if self.kind.startswith(("RPJMD", "Renstra")) else 1
        n_years = min(n_years, 5) if is_new else n_years
        years = tuple(str(first + i) for i in range(n_years))
        program = Casing(
            generator.choice(("upper", "upper", "title", "each", "kept")),
            generator.choice(("kept",) * 6 + ("out",)),
        )
        kegiatan = Casing(
            generator.choice(("kept", "kept", "kept", "title", "upper")),
            generator.choice(("kept",) * 4 + ("put",)),
        )
        sub = Casing(
            generator.choice(("kept", "kept", "kept", "title")), generator.choice(("kept",) * 5 + ("put",))
        )
        amounts = generator.choice(AMOUNTS)
        return House(
            generator=generator,
            region=generator.choice(REGIONS),
            agency=agency,
            agencies=others,
            years=years,
            year=years[0],
            casing={"program": program, "kegiatan": kegiatan, "subkegiatan": sub},
            amounts=amounts,
            has_false_unit=amounts.unit == 1 and generator.random() < 0.04,
            code=generator.choice(
                (
                    "cell",
                    "cell",
                    "cell",
                    "split",
                    "split",
                    "split",
                    "dash",
                    "space",
                    "none",
                    "running",
                    "gutter",
                )
            ),
            digits=generator.choice((4, 4, 4, 2)),
            slips=generator.choice((0, 0, 0, 0, 0.05)),
            opd_case=generator.choice(("name", "name", "name", "upper", "short")),
        )

    def _paper(self) -> Paper:
        generator = self.generator
        is_web = generator.random() < 0.18
        size = (
            generator.choice((A4, A4, FOLIO, FOLIO, LEGAL, A3))
            if not is_web
            else generator.choice((A4, A4, A3))
        )
        turned = generator.random()
        return Paper(
            table=landscape(size) if generator.random() < 0.8 else size,
            prose=A4 if size in (A4, A3) else FOLIO,
            margin=generator.choice((28, 36, 45, 57, 72)) if not is_web else generator.choice((15, 28)),
            rotate=generator.choice((90, 270)) if turned < 0.08 else 0,
            sideways=0.08 <= turned < 0.12,
            is_web=is_web,
        )

    def _look(self) -> Look:
        generator = self.generator
        choice = generator.choice
        blue, green, grey = (0.16, 0.32, 0.55), (0.77, 0.88, 0.7), (0.85, 0.85, 0.85)
        head = choice((None, None, grey, (0.93, 0.93, 0.93), (0.74, 0.84, 0.93), green, blue))
        pale = (0.82, 0.82, 0.82)
        if self.paper.is_web:
            return Look(
                face=FACES[choice(("arial", "arial", "verdana", "times"))],
                size=choice((5.5, 6, 6.5, 7)),
                leading=choice((1.15, 1.3, 1.45)),
                pad_x=choice((1, 2.5, 4)),
                pad_y=choice((0.8, 2, 4)),
                rules=choice(("all", "all", "all", "fills", "horizontal", "none")),
                colour=choice((pale, (0.6, 0.6, 0.6), (0, 0, 0), (0.87, 0.89, 0.9))),
                thickness=choice((0.4, 0.75)),
                head_fill=choice((None, (0.95, 0.95, 0.95), grey, blue, (0.2, 0.2, 0.2))),
                zebra=choice((None, None, (0.96, 0.97, 0.98))),
                repeat=choice(("all", "none", "none")),
                cuts_rows=choice((True, False)),
                merged=choice(("flow", "center", "center")),
                open_breaks=True,
                at_slash=choice((True, False)),
                clips=generator.random() < 0.25,
            )
        return Look(
            face=FACES[
                choice(
                    ("arial", "arial", "arial narrow", "arial narrow", "times", "times", "courier", "verdana")
                )
            ],
            size=choice((5, 6, 6.5, 7, 7, 7.5, 8, 8, 9, 10)),
            leading=choice((1.12, 1.15, 1.2, 1.35)),
            pad_x=choice((1.5, 2.5, 4, 5.4)),
            pad_y=choice((0.5, 1, 2, 3)),
            rules=choice(
                ("all",) * 9
                + (
                    "fills",
                    "fills",
                    "double",
                    "dashes",
                    "dots",
                    "horizontal",
                    "vertical",
                    "groups",
                    "head",
                    "none",
                )
            ),
            thickness=choice((0.25, 0.5, 0.5, 0.75, 1)),
            head_fill=head,
            head_bold=generator.random() < 0.85,
            repeat=choice(("all", "all", "all", "none", "none", "numbers")),
            cuts_rows=choice((True, True, False)),
            merged=choice(("flow", "flow", "center", "repeat")),
            at_slash=generator.random() < 0.2,
            justify=generator.random() < 0.1,
        )

    # The document

    def draw(self) -> None:
        """Draw all parts, on at most `MAX_PAGES` pages or little more."""
        generator, pages = self.generator, self.pages
        pages.bold_twice = generator.random() < 0.05
        pages.word_by_word = generator.random() < 0.15
        pages.edge = text_forms.edge(self.house, self.kind, self.paper.is_web, self.look.face)
        n_before = generator.choice((0, 0, 1, 1, 2))
        for part in generator.sample(text_forms.DECOYS, n_before):
            self._begin_prose()
            text_forms.draw_decoy(part, pages, self.house, self.look.face, self.paper.margin)
        forms, _ = KINDS[self.kind]
        n_tables = generator.choice((1, 1, 2, 2, 3))
        top = 0.0
        for _ in range(n_tables):
            if pages.number >= MAX_PAGES - 1:
                break
            top = self._draw_table(generator.choice(forms), top)
        if generator.random() < 0.25 and pages.number < MAX_PAGES:
            self._begin_prose()
            text_forms.draw_decoy(
                generator.choice(text_forms.DECOYS), pages, self.house, self.look.face, self.paper.margin
            )

    def _begin_prose(self) -> None:
        self.pages.begin(self.paper.prose)

    def _draw_table(self, form: str, top: float) -> float:
        """Draw one table, below the last one if there is room; returns where it ends."""
        generator, pages, paper = self.generator, self.pages, self.paper
        size = generator.choice((6, 10, 14, 20, 30, 45))
        state = generator.getstate()
        while True:
            generator.setstate(state)
            table = TableMaker(self.house, form, size).planned()
            fits = top and top < pages.height - 200 and pages.width >= 500
            if not fits:
                page, x = paper.table, paper.margin
            else:
                page, x = (pages.width, pages.height), paper.margin
            width = page[0] - 2 * paper.margin
            widths, type_size = scaled(table.columns, self.look, width)
            if type_size < 4.8 and page[0] < 1100:
                page = landscape(A3)
                fits = False
                width = page[0] - 2 * paper.margin
                widths, type_size = scaled(table.columns, self.look, width)
            look = replace(self.look, size=type_size)
            grid = Grid(widths, table.n_head, has_numbers=table.has_numbers)
            table.fill(grid)
            laid = grids.laid(grid, look)
            room = Room(x, top + 60 if fits else paper.margin + 40, paper.margin, page[1] - paper.margin - 20)
            used = grids.n_pages(laid, room)
            if pages.number + used <= MAX_PAGES or size <= 3:
                break
            size //= 2
        if not fits:
            pages.begin(page, rotate=paper.rotate, sideways=paper.sideways)
        caption_top = room.top - 30
        face = self.look.face
        if table.caption:
            for line in broken(table.caption, page[0] - 2 * paper.margin, face, 10, bold=True)[:2]:
                pages.line(page[0] / 2, caption_top, line, face, 10, bold=True, align="center")
                caption_top += 12
        self.marks |= table.marks
        return grids.draw(laid, pages, room)
