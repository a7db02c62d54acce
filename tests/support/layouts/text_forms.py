"""Parts of a plan that are no tables of programs: lists of programs in prose, and what only looks like them.

A list prints its names line by line in running text, numbered or not, with what goes on
behind a name. Decoys are what stands between: prose, contents, laws, statistics, spending.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tests.support.drawing.table_layout import Want
from tests.support.layouts import grids
from tests.support.layouts.columns import LEVELS
from tests.support.layouts.grids import Grid, Look, Room, text_cell
from tests.support.layouts.offices import House, Paper
from tests.support.layouts.pages import Face, Pages, broken
from tests.support.layouts.plan_content import Author, Item, field_name, names, plan_items
from tests.support.layouts.wordings import (
    BEHIND_NAMES,
    CONTENTS,
    DESCRIPTIONS,
    FUNDS,
    HEADINGS,
    LAWS,
    LIST_INTROS,
    MENTIONS,
    NOTES,
    OFFICES,
    PROSE,
    SPENDING,
    STATISTICS,
    TARGETS,
)

DECOYS = (
    "prose", "mentions", "contents", "laws", "statistics", "offices", "agencies", "indicators", "spending",
    "results",
)  # fmt: skip
LISTS = ("list", "nested list", "bare list", "sentences", "amounts", "tabbed amounts", "unruled", "labels")
_MARKS = (
    ("{n}.", "{a}.", "-"), ("{n}.", "{a})", "{n})"), ("{n})", "-", ""), ("{a}.", "{n}.", "{n})"),
    ("({n})", "({a})", "-"), ("•", "-", "-"), ("-", "-", "-"), ("{A}.", "{n}.", "{a}."),
    ("{I}.", "{n}.", "{a}."), ("{n}.", "{p}.{n}", "{a}."), ("", "{n}.", "-"), ("", "-", ""),
)  # fmt: skip
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def edge(house: House, face: Face) -> Callable[[Pages], None]:
    """What stands at the top or bottom of every page, as `House.edge` says."""

    def print_edge(pages: Pages) -> None:
        bottom = pages.height - 14
        if house.edge == "web":
            pages.line(15, 6, "03/02/2026, 09.14", face, 6)
            pages.line(pages.width - 15, 6, "e-planning | Cetak", face, 6, align="right")
            pages.line(15, bottom, f"https://eplanning.contoh.go.id/cetak/matrik?tahun={house.year}", face, 6)
            pages.line(pages.width - 15, bottom, f"{pages.number}/{pages.number + 9}", face, 6, align="right")
        if house.edge in ("title", "both"):
            pages.line(40, 12, house.title, face, 8, italic=True)
        if house.edge in ("number", "both"):
            pages.line(pages.width / 2, bottom, f"{pages.number + 40}", face, 9, align="center")

    return print_edge


@dataclass
class TextForms:
    """Draws parts of running text, each on a page of its own."""

    house: House
    pages: Pages
    look: Look
    paper: Paper
    top: float = 0
    size: float = 11
    is_justified: bool = False

    @property
    def _face(self) -> Face:
        return self.look.face

    @property
    def _margin(self) -> float:
        return max(48.0, self.paper.margin)

    @property
    def _width(self) -> float:
        return self.pages.width - 2 * self._margin

    def draw(self, part: str) -> None:
        """Draw a decoy or a list on a new page."""
        self._new_page()
        self.size = self.house.generator.choice((9, 10, 11, 11, 12))
        self.is_justified = self.house.chance(0.5)
        getattr(self, "_" + part.replace(" ", "_"))()

    def draw_cover(self) -> None:
        """Draw a title page that names the document's owner."""
        self._new_page()
        house = self.house
        owner = house.region if house.is_of_region else f"{house.agency.name}\n{house.region}"
        top = self.pages.height / 4
        for line in (
            house.title.split(" Tahun ")[0].split(house.region)[0].strip(),
            *owner.split("\n"),
            "TAHUN " + house.year,
        ):
            for part in broken(line.upper(), self._width, self._face, 18, bold=True):
                self.pages.line(self.pages.width / 2, top, part, self._face, 18, bold=True, align="center")
                top += 28
            top += 14

    def draw_below(self, top: float) -> float:
        """Print a note or a signature below a table, if there is room; returns where it ends."""
        house, pages = self.house, self.pages
        if top > pages.height - 150 or not house.chance(0.3):
            return top
        size = 8 if house.chance(0.5) else 10
        if house.chance(0.6):
            note = house.words(house.generator.choice(NOTES))
            pages.line(self.paper.margin, top, note, self._face, size, italic=house.chance(0.4))
            return top + 1.6 * size
        x = pages.width - self.paper.margin - 190
        for line in (
            house.words("{place}, 12 Januari {year}"),
            "Kepala " + (house.agency.name if not house.is_of_region else "Daerah"),
            "", "", "", "Nama Pejabat", "NIP. 19700101 199503 1 001",
        ):  # fmt: skip
            pages.line(x, top, line, self._face, size)
            top += 1.3 * size
        return top

    # Running text

    def _new_page(self) -> None:
        self.pages.begin(self.paper.prose)
        self.top = self._margin + 10

    def _line(
        self,
        x: float,
        text: str,
        *,
        bold: bool = False,
        number: str = "",
        row: Want | None = None,
        fill_to: float = 0,
    ) -> None:
        """Print a line below the last, on a new page if there is no room; a row begins in it."""
        if self.top > self.pages.height - self._margin - 10:
            self._new_page()
        if row:
            self.pages.note(row)
        if number:
            self.pages.line(x - 22, self.top, number, self._face, self.size, bold=bold)
        self.pages.line(x, self.top, text, self._face, self.size, bold=bold, fill_to=fill_to)
        self.top += 1.35 * self.size

    def _paragraph(
        self,
        text: str,
        *,
        indent: float = 0,
        left: float = 0,
        number: str = "",
        row: Want | None = None,
        bold: bool = False,
    ) -> None:
        """Print wrapped text `left` points from the margin, its first line indented further."""
        x = self._margin + left
        lines = broken(text, self._width - left - indent, self._face, self.size, bold=bold)
        for i, line in enumerate(lines):
            is_spread = self.is_justified and 0 < i < len(lines) - 1
            width = self._width - left - indent
            self._line(
                x + (indent if i == 0 else 0), line, bold=bold, number=number if i == 0 else "",
                row=row if i == 0 else None, fill_to=width if is_spread else 0,
            )  # fmt: skip
        self.top += 0.3 * self.size

    # Lists of programs

    def _items(self, depth: int, size: int) -> list[Item]:
        """Programs with what is below them, official ones or the region's own."""
        house = self.house
        author = Author(
            house.generator, house.years, slips=house.slips, digits=house.digits, least=house.amounts.least
        )
        if depth == 1 and house.chance(0.6):
            return [
                author.loose("program", name) for name in house.generator.sample(names().local_programs, size)
            ]
        fields = house.agency.fields
        if house.is_of_region:
            fields = tuple(f for agency in house.agencies[:4] for f in agency.fields)
        planned = plan_items(author, fields, depth, size)
        return [item for items in planned.values() for item in items]

    def _row(
        self, item: Item, program: Item, intro: str, *, has_kode: bool = False, has_money: bool = False
    ) -> Want:
        house = self.house
        casing = house.casing
        year = house.year if house.year in re.findall(r"20\d\d", intro) else ""
        return Want(
            level=item.level,
            kode=item.kode if has_kode else "",
            text=casing[item.level].written(item.name, item.level),
            program="" if item is program else casing["program"].written(program.name, "program"),
            opd=house.told_opd(intro),
            pagu={year: item.money[house.year]} if has_money else {},
        )

    def _intro(self) -> str:
        """Print a heading and the sentence that announces a list; returns both."""
        house = self.house
        heading = house.generator.choice(HEADINGS)
        intro = house.words(house.generator.choice(LIST_INTROS))
        if house.chance(0.6):
            self._paragraph(heading, bold=True)
        if house.chance(0.5):
            self._paragraph(house.generator.choice(PROSE), indent=24)
        self._paragraph(intro, indent=24)
        return intro

    def _number(self, mark: str, n: int, above: int = 0) -> str:
        return mark.format(
            n=n, a=chr(96 + (n - 1) % 26 + 1), A=chr(64 + (n - 1) % 26 + 1), I=_ROMAN[(n - 1) % 12], p=above
        )

    def _list(self) -> None:
        """Programs one below another, numbered, lettered or with bullets."""
        for _ in range(self.house.generator.choice((1, 1, 2))):
            intro = self._intro()
            mark = self.house.generator.choice(_MARKS)[0]
            ending = self.house.generator.choice(("", "", ";", "."))
            is_coded = self.house.chance(0.2)
            has_descriptions = self.house.chance(0.25)
            for n, item in enumerate(self._items(1, self.house.generator.randint(4, 16)), 1):
                row = self._row(item, item, intro, has_kode=is_coded)
                kode = f"{row.kode} " if row.kode else ""
                number = self._number(mark, n)
                self._paragraph(
                    kode + row.text + ending, left=36, number=number, row=row, bold=has_descriptions
                )
                if has_descriptions:
                    self._paragraph(self._description(item), left=36)

    def _description(self, item: Item) -> str:
        """What a plan says of a program below its name."""
        text = self.house.generator.choice(DESCRIPTIONS)
        return text.format(outcome=item.outcome[:1].lower() + item.outcome[1:])

    def _nested_list(self) -> None:
        """Programs, and below each its kegiatan, and at times their sub kegiatan."""
        intro, generator = self._intro(), self.house.generator
        depth = generator.choice((2, 2, 3))
        marks = generator.choice(_MARKS)
        behind = generator.choice(
            ("", "", ", meliputi kegiatan:", ", dengan kegiatan:", " :", ", yang meliputi kegiatan:")
        )
        has_money = self.house.chance(0.3)
        bold = self.house.chance(0.4)
        for n, program in enumerate(self._items(depth, generator.randint(10, 32)), 1):
            counts = dict.fromkeys(LEVELS, 0)
            for item in program.walk():
                place = LEVELS.index(item.level)
                counts[item.level] += 1
                for lower in LEVELS[place + 1 :]:
                    counts[lower] = 0
                is_program = item is program
                row = self._row(item, program, intro, has_money=has_money and not item.below)
                text = row.text + (behind if is_program and item.below else "")
                if row.pagu:
                    text += (
                        f"{generator.choice((' ', ', sebesar ', ' dengan anggaran '))}{self._rupiah(item)}"
                    )
                number = self._number(marks[place], n if is_program else counts[item.level], n)
                self._paragraph(text, left=26 + 24 * place, number=number, row=row, bold=bold and is_program)

    def _rupiah(self, item: Item) -> str:
        amounts = self.house.amounts
        text = amounts.printed(item.money[self.house.year])
        if amounts.unit > 1 or "Rp" not in text:
            text = f"Rp. {item.money[self.house.year]:,}".replace(",", ".")
        return text

    def _bare_list(self) -> None:
        """Names without numbers below the words that say what they are."""
        self._intro()
        generator = self.house.generator
        for program in self._items(generator.choice((1, 2, 2)), generator.randint(6, 18)):
            self._line(self._margin + 20, generator.choice(("Program :", "Program:", "PROGRAM :")), bold=True)
            row = self._row(program, program, "")
            self._paragraph(row.text, left=36, row=row)
            if program.below:
                self._line(self._margin + 20, "Kegiatan :", bold=True)
            for item in program.below:
                row = self._row(item, program, "")
                self._paragraph(row.text, left=36, row=row)

    def _sentences(self) -> None:
        """Sentences that begin with a name and go on."""
        intro, generator = self._intro(), self.house.generator
        mark = generator.choice(_MARKS)[0]
        for n, item in enumerate(self._items(1, generator.randint(3, 10)), 1):
            words = generator.choice(BEHIND_NAMES)
            has_money = "{money}" in words
            row = self._row(item, item, intro, has_money=has_money)
            outcome = item.outcome[:1].lower() + item.outcome[1:]
            text = row.text + words.format(money=self._rupiah(item), outcome=outcome)
            self._paragraph(text, left=30, number=self._number(mark, n), row=row)

    def _amounts(self) -> None:
        """Names with their money behind them in the same line."""
        intro, generator = self._intro(), self.house.generator
        mark = generator.choice(_MARKS)[0]
        between = generator.choice(
            (", sebesar ", " sebesar ", " : ", " = ", ", ", " (", " dengan anggaran sebesar ")
        )
        for n, item in enumerate(self._items(1, generator.randint(4, 14)), 1):
            row = self._row(item, item, intro, has_money=True)
            text = f"{row.text}{between}{self._rupiah(item)}{')' if '(' in between else ''}"
            self._paragraph(text, left=30, number=self._number(mark, n), row=row)

    def _tabbed_amounts(self) -> None:
        """Names at the left, money at the right edge, dots between them or nothing."""
        intro, generator = self._intro(), self.house.generator
        mark = generator.choice(_MARKS)[0]
        has_dots = self.house.chance(0.3)
        right = self._margin + self._width
        if self.house.chance(0.5):
            self._line(self._margin + 30, "Program", bold=True)
            self.pages.line(
                right,
                self.top - 1.35 * self.size,
                "Anggaran",
                self._face,
                self.size,
                bold=True,
                align="right",
            )
        for n, item in enumerate(self._items(1, generator.randint(4, 14)), 1):
            row = self._row(item, item, intro, has_money=True)
            money = self._rupiah(item)
            fund = generator.choice(FUNDS[:4])
            lines = broken(row.text, self._width - 210, self._face, self.size)
            for i, line in enumerate(lines):
                number = self._number(mark, n) if i == 0 else ""
                self._line(self._margin + 30, line, number=number, row=row if i == 0 else None)
            top = self.top - 1.35 * self.size
            self.pages.line(right - 60, top, money, self._face, self.size, align="right")
            self.pages.line(right - 50, top, fund, self._face, self.size)
            if has_dots:
                start = self._margin + 34 + self._face.width(lines[-1], self.size)
                stop = right - 64 - self._face.width(money, self.size)
                dots = "." * int((stop - start) / self._face.width(".", self.size))
                self.pages.line(start, top, dots, self._face, self.size)
            self.top += 4

    def _unruled(self) -> None:
        """Three columns without any rule: number, name, and money or agency."""
        intro, generator = self._intro(), self.house.generator
        items = self._items(1, generator.randint(5, 16))
        has_money = self.house.chance(0.6)
        agencies = [self.house.printed_opd(generator.choice(self.house.agencies)) for _ in items]
        grid = Grid([26, self._width - 176, 150], 1)
        head = ("No", "Program", "Anggaran (Rp)" if has_money else "Perangkat Daerah")
        for column, text in enumerate(head):
            grid.put(0, column, text_cell(text, align="center" if self.house.chance(0.5) else "left"))
        for n, (item, agency) in enumerate(zip(items, agencies, strict=True), 1):
            row = self._row(item, item, intro, has_money=has_money)
            if not has_money:
                row = Want(row.level, row.kode, row.text, opd=agency)
            money = f"{item.money[self.house.year]:,}".replace(",", ".")
            grid.put(n, 0, text_cell(f"{n}."))
            grid.put(n, 1, grids.Cell((grids.Paragraph(row.text, row),)))
            last = text_cell(money, align="right") if has_money else text_cell(agency)
            grid.put(n, 2, last)
        look = Look(self._face, self.size, rules="none", pad_y=2, repeat="none")
        self._place(grid, look)

    def _labels(self) -> None:
        """The head of a budget form: what it is for, word by word, then a block for each sub kegiatan."""
        house = self.house
        author = Author(house.generator, house.years, digits=house.digits, least=house.amounts.least)
        planned = plan_items(author, house.agency.fields, 3, 8)
        program = next(item for items in planned.values() for item in items)
        self.size = 9
        kegiatan = program.below[0]
        colon = house.generator.choice((120, 140, 160))
        year = int(house.year)

        def told(label: str, value: str, row: Want | None = None) -> None:
            self._line(self._margin, label)
            self.top -= 1.35 * self.size
            self.pages.line(self._margin + colon - 10, self.top, ":", self._face, self.size)
            for i, line in enumerate(broken(value, self._width - colon, self._face, self.size)):
                self._line(self._margin + colon, line, row=row if i == 0 else None)

        def of(item: Item, has_money: bool) -> Want:
            row = self._row(item, program, "", has_kode=True)
            pagu = {house.year: item.money[house.year]} if has_money else {}
            return Want(row.level, row.kode, row.text, row.program, opd=house.agency.name, pagu=pagu)

        title = (
            "RENCANA KERJA DAN ANGGARAN",
            "RINCIAN BELANJA SATUAN KERJA PERANGKAT DAERAH",
            f"TAHUN ANGGARAN {year}",
        )
        for line in title:
            self.pages.line(self.pages.width / 2, self.top, line, self._face, 11, bold=True, align="center")
            self.top += 16
        kode = program.kode[:4]
        told("Urusan Pemerintahan", f"{kode[0]} URUSAN PEMERINTAHAN")
        told("Bidang Urusan", f"{kode} {field_name(kode)}")
        row = of(program, False)
        told("Program", f"{row.kode} {row.text}", row)
        row = of(kegiatan, False)
        told("Kegiatan", f"{row.kode} {row.text}", row)
        told("Organisasi", f"{kode}.0.00.0.00.01.0000 {house.agency.name}")
        for sub in kegiatan.below:
            self.top += 8
            row = of(sub, True)
            told("Sub Kegiatan", f"{row.kode} {row.text}", row)
            told("Sumber Pendanaan", house.generator.choice(FUNDS))
            told("Lokasi", house.region)
            told("Waktu Pelaksanaan", "Mulai Januari Sampai Desember")
            told(f"Alokasi Tahun {year}", f"Rp {sub.money[house.year]:,}".replace(",", "."))
            lines = [
                [k, w, f"{sub.money[house.year] // 3:,}".replace(",", ".")]
                for k, w in house.generator.sample(SPENDING, 3)
            ]
            self._small_table("", ["Kode Rekening", "Uraian", "Jumlah (Rp)"], lines, [9, 22, 9])

    # What is no list of programs

    def _prose(self) -> None:
        self._sections(PROSE)

    def _mentions(self) -> None:
        """Prose that mentions programs by name."""
        house = self.house
        programs = [name for programs in names().official.values() for _, name in programs]
        texts = [
            mention.format(
                name=house.casing["program"].written(house.generator.choice(programs), "program"),
                year=house.year,
            )
            for mention in MENTIONS
        ]
        self._sections((*PROSE[:4], *texts))

    def _sections(self, sentences: Sequence[str]) -> None:
        generator = self.house.generator
        for _ in range(generator.randint(2, 4)):
            self._paragraph(generator.choice(HEADINGS), bold=True)
            for _ in range(generator.randint(1, 3)):
                if self.top > self.pages.height - 220:
                    return
                self._paragraph(" ".join(generator.sample(sentences, generator.randint(1, 3))), indent=24)

    def _contents(self) -> None:
        pages, face, size = self.pages, self._face, self.size
        pages.line(pages.width / 2, self.top, "DAFTAR ISI", face, 12, bold=True, align="center")
        self.top += 30
        right, number = self._margin + self._width, 1
        for title in CONTENTS:
            number += self.house.generator.randint(0, 6)
            room = self._width - face.width(title + str(number), size) - 8
            dots = "." * max(3, int(room / face.width(".", size)))
            pages.line(right, self.top, str(number), face, size, align="right")
            self._line(self._margin, f"{title} {dots}")

    def _laws(self) -> None:
        self._paragraph("1.2 Landasan Hukum", bold=True)
        for n, law in enumerate(self.house.generator.sample(LAWS, 7), 1):
            self._paragraph(f"{law};", left=24, number=f"{n}.")

    def _offices(self) -> None:
        """An agency's own offices, some of which have programs in their names."""
        self._paragraph("2.1 Struktur Organisasi", bold=True)
        self._paragraph(f"Susunan organisasi {self.house.agency.name} terdiri atas:", indent=24)
        mark = self.house.generator.choice(_MARKS)[0]
        for n, office in enumerate(self.house.generator.sample(OFFICES, 8), 1):
            self._paragraph(office, left=30, number=self._number(mark, n))

    def _statistics(self) -> None:
        generator = self.house.generator
        years = [str(int(self.house.year) - 4 + i) for i in range(4)]
        rows = [
            [str(i), name, *(f"{generator.uniform(1, 99):.2f}".replace(".", ",") for _ in years)]
            for i, name in enumerate(generator.sample(STATISTICS, 12), 1)
        ]
        caption = f"Tabel 2.{generator.randint(1, 9)} Indikator Makro {self.house.region}"
        self._small_table(caption, ["No", "Uraian", *years], rows, [3, 20, 6, 6, 6, 6])

    def _agencies(self) -> None:
        rows = [
            [str(i), agency.name, str(self.house.generator.randint(10, 90))]
            for i, agency in enumerate(self.house.agencies, 1)
        ]
        head = ["No", "Perangkat Daerah", "Jumlah ASN"]
        self._small_table("Jumlah ASN per Perangkat Daerah", head, rows, [3, 30, 7])

    def _indicators(self) -> None:
        author = Author(self.house.generator, ("1",))
        rows = []
        for i, target in enumerate(self.house.generator.sample(TARGETS, 8), 1):
            indicator = author.indicator("program", "Program Kerja", "")
            rows.append([str(i), target, indicator.text, indicator.unit, indicator.targets[0]])
        head = ["No", "Sasaran Strategis", "Indikator Kinerja Utama", "Satuan", "Target"]
        self._small_table("Indikator Kinerja Utama", head, rows, [3, 14, 20, 6, 6])

    def _spending(self) -> None:
        generator = self.house.generator
        rows = [
            [kode, words, f"{generator.randrange(10**6, 10**10):,}".replace(",", ".")]
            for kode, words in generator.sample(SPENDING, 8)
        ]
        self._small_table("Rincian Belanja", ["Kode Rekening", "Uraian", "Jumlah (Rp)"], rows, [10, 24, 9])

    def _results(self) -> None:
        """Targets and what was reached, goal by goal, as an evaluation reports them."""
        generator = self.house.generator
        rows = []
        for i, target in enumerate(generator.sample(TARGETS, 7), 1):
            share = generator.uniform(60, 110)
            rows.append(
                [
                    str(i),
                    target,
                    "80,00",
                    f"{0.8 * share:.2f}".replace(".", ","),
                    f"{share:.1f}".replace(".", ","),
                ]
            )
        head = ["No", "Sasaran Strategis", "Target", "Realisasi", "Capaian (%)"]
        self._small_table("Capaian Kinerja", head, rows, [3, 22, 7, 7, 7])

    def _small_table(
        self, caption: str, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
    ) -> None:
        scale = self._width / sum(widths)
        grid = Grid([w * scale for w in widths], 1)
        for column, text in enumerate(head):
            grid.put(0, column, text_cell(text, align="center"))
        for row, texts in enumerate(rows, 1):
            for column, text in enumerate(texts):
                grid.put(row, column, text_cell(text))
        if caption:
            self.pages.line(
                self.pages.width / 2, self.top, caption, self._face, 11, bold=True, align="center"
            )
            self.top += 20
        rules = self.look.rules if self.look.rules not in ("groups", "head") else "all"
        look = replace(self.look, size=self.size - 1, pad_x=3, pad_y=1, rules=rules, clips=False)
        self._place(grid, look)

    def _place(self, grid: Grid, look: Look) -> None:
        """Draw a grid below the last line."""
        room = Room(self._margin, self.top + 4, self._margin, self.pages.height - self._margin)
        self.top = grids.draw(grids.laid(grid, look), self.pages, room) + 14
