"""The columns of a table of programs: which a form has, in whose words, how wide, and the head above them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tests.support.layouts.grids import Cell, Grid, Look, Paragraph, text_cell
from tests.support.layouts.offices import House
from tests.support.layouts.pages import Colour
from tests.support.layouts.wordings import CAPTION_LINES, CAPTIONS, HEADER_WORDS, OWNER_LINES, UNIT_WORDS

LEVELS = ("program", "kegiatan", "subkegiatan")
# Which columns a form has, from left to right; those with a `?` are left out at times.
FORMS: dict[str, str] = {
    "tc27": "tujuan? sasaran? code names indikator satuan? awal? years akhir? opd? lokasi?",
    "tc33": "code names indikator plan_block ket? maju? opd?",
    "rpjmd": "urusan? code names indikator satuan? awal? years akhir? opd",
    "outcome_rpjmd": "code names indikator satuan? awal years opd? ket?",
    "outcome_renstra": "code names indikator satuan? awal? years opd? ket?",
    "technique": "nspk? tujuan? sasaran outcome output? indikator code names ket?",
    "rkpd": "code sasaran? names indikator target satuan? lokasi? pagu sumber? opd? maju?",
    "evaluation": "sasaran? code names indikator evaluation opd? ket?",
    "lkip": "sasaran? code names pagu realisasi persen ket?",
    "pk": "code names pagu sumber? ket?",
    "proposals": "no names lokasi? indikator target opd? ket?",
    "sheet": "code names pagu sumber? lokasi? opd?",
    "apbd": "code names spent ket?",
    "flagship": "no names outcome? opd? ket?",
}
# How deep the names of a form go, where not all depths occur.
_DEPTHS: dict[str, tuple[int, ...]] = {
    "rpjmd": (1,),
    "outcome_rpjmd": (1,),
    "outcome_renstra": (2, 3, 3),
    "technique": (3, 3, 2),
    "pk": (1, 1, 1, 2),
    "lkip": (1, 2, 2, 3),
    "sheet": (2, 3, 3),
    "apbd": (1, 2, 3, 3),
    "flagship": (1,),
    "cascading": (2, 3, 3),
}
# Forms in which headings of urusan are seldom.
_SELDOM_HEADED = ("pk", "lkip", "proposals", "technique")
_NUMBERS = (("I", "1", "a"), ("A", "1", "1)"), ("1", "1.1", "1.1.1"), ("1", "a", "1)"), ("1", "", ""))
# Forms that list what many agencies do.
REGIONAL = ("rpjmd", "outcome_rpjmd", "rkpd", "sheet", "apbd", "flagship")
_PALETTES: tuple[tuple[Colour, Colour], ...] = (
    ((1, 0.95, 0.7), (1, 0.98, 0.88)),
    ((0.8, 0.9, 1), (0.9, 0.96, 1)),
    ((0.85, 0.85, 0.85), (0.94, 0.94, 0.94)),
    ((0.85, 0.94, 0.83), (0.94, 0.98, 0.92)),
    ((0.98, 0.85, 0.75), (1, 0.94, 0.88)),
)
# How a code's parts stand in narrow columns: a to c urusan, bidang, program; d.e kegiatan; f sub kegiatan.
_SPLITS = {
    1: ("a b c", "a b c", "a.b c"),
    2: ("a b c d.e", "a b c d e", "a.b c d.e", "a b c d,e"),
    3: ("a b c d.e f", "a b c d.e f", "a b c d e f", "a.b.c d.e f", "a b c d,e f", "a b c d,e f"),
}
_PART_WIDTHS = {"a": 1.9, "b": 2.3, "c": 2.3, "d": 1.9, "e": 2.3, "f": 3.2}
# Widths in type sizes of the columns that are always about as wide.
_WIDTHS = {
    "no": 2.6, "count": 2.6, "label": 5.5, "tujuan": 9, "sasaran": 9.5, "nspk": 9, "urusan": 9,
    "outcome": 12, "output": 11, "satuan": 5.2, "awal": 5.5, "target": 5.5, "persen": 4,
    "lokasi": 7, "sumber": 6, "ket": 6,
}  # fmt: skip
# Kinds of columns that are headed as another kind is.
_SAME_WORDS = {"count": "no", "renstra": "pagu"}
_CENTERED = ("no", "count", "awal", "target", "persen", "satuan")


@dataclass(frozen=True)
class Column:
    """A column: what stands in it, its width in type sizes, the words above it from the top down.

    `year` is whose money or target it holds; `part` counts the columns that a code is split over.
    """

    kind: str
    width: float
    head: tuple[str, ...]
    year: str = ""
    part: int = 0
    align: str = "left"


@dataclass(frozen=True)
class Habits:
    """What is decided once for all rows of a table.

    `code` is none, running, inline, gutter, cell, dash, space, colon, own, odd or split;
    `indicators` is what a row of several indicators does with its other cells: merge, blank,
    inside (it has one row) or repeat.
    """

    form: str
    depth: int
    code: str
    split: str
    indicators: str
    # One column of names for all levels, or one for each.
    has_stairs: bool
    middle: bool
    middle_numbers: bool
    bold_levels: tuple[str, ...]
    fills: tuple[tuple[str, Colour], ...]
    indent: float
    money_levels: tuple[str, ...]
    zero_share: float
    # Outcomes in rows of their own below the items, or in the items' cells.
    has_outcomes: bool
    has_outcomes_inside: bool
    # The table goes on from pages that are not here: nothing above its columns.
    is_headless: bool
    has_goal_rows: bool
    # What a code in one cell looks like, and what stands between it and a name behind it.
    kode_form: str
    dash: str
    has_headings: bool
    has_opd_headings: bool
    has_totals: bool
    # What headings and totals cover: their cell, the columns of names, or the row; programs: cell or row.
    heading_span: str
    total_span: str
    program_span: str
    has_spending: bool
    has_blank_rows: bool
    # The agency's cell: in each row, over all of its rows, or beside its programs alone.
    opd_shape: str
    # How running numbers look by level, and whether kegiatan are numbered on through all programs.
    numbers: tuple[str, str, str]
    runs_on: bool
    number_at: str
    cuts_words: bool
    wraps_codes: bool
    # Settles small things that offices do one way or the other.
    coin: bool

    @property
    def is_regional(self) -> bool:
        """Whether the table lists what several agencies do."""
        return self.form in REGIONAL


def habits(house: House, form: str) -> Habits:
    """A table's habits, drawn by lot within what its form and office allow."""
    choice, chance = house.generator.choice, house.chance
    depth = choice(_DEPTHS.get(form, (1, 2, 2, 3, 3, 3)))
    code = _code_style(house, form)
    has_outcomes_inside = form.startswith("outcome") and chance(0.15)
    has_outcomes = form.startswith("outcome") and not has_outcomes_inside
    all_levels = LEVELS
    return Habits(
        form=form,
        depth=depth,
        code=code,
        split=choice(_SPLITS[depth]),
        indicators=choice(("merge", "merge", "merge", "blank", "inside", "repeat")),
        has_stairs=depth > 1 and not has_outcomes and code not in ("gutter", "inline") and chance(0.14),
        middle=chance(0.3),
        middle_numbers=chance(0.6),
        bold_levels=choice(((), ("program",), ("program",), ("program", "kegiatan"))),
        fills=() if chance(0.7) else tuple(zip(("program", "kegiatan"), choice(_PALETTES), strict=True)),
        indent=choice((0, 0, 0, 0.6, 1.2)),
        money_levels=all_levels if depth < 3 or chance(0.7) else choice((LEVELS[1:], LEVELS[2:])),
        zero_share=choice((0, 0, 0.05, 0.2)),
        has_outcomes=has_outcomes,
        has_outcomes_inside=has_outcomes_inside,
        is_headless=form not in ("evaluation", "flagship", "technique") and chance(0.04),
        has_goal_rows=chance(0.1) and form not in ("pk", "lkip", "flagship", "sheet", "apbd"),
        kode_form=choice(("{}", "{}", "{}", "{}", "{}.", "spaced")),
        dash=choice((" - ", " - ", "-", " \u2013 ", " ")),
        has_headings=form != "flagship" and chance(0.2 if form in _SELDOM_HEADED else 0.75),
        has_opd_headings=form in REGIONAL and chance(0.4),
        heading_span=choice(("cell", "cell", "names", "row")),
        total_span=choice(("cell", "row")),
        program_span="row" if depth > 1 and not has_outcomes and chance(0.06) else "cell",
        has_totals=chance(0.35) and form not in ("technique", "proposals", "flagship"),
        has_spending=form in ("sheet", "apbd", "lkip") and depth > 1 and chance(0.2),
        has_blank_rows=chance(0.08),
        opd_shape=choice(("each", "each", "merged", "merged", "program")),
        numbers=choice(_NUMBERS),
        runs_on=chance(0.3),
        number_at=choice(("first", "middle")),
        cuts_words=chance(0.15),
        wraps_codes=chance(0.15),
        coin=chance(0.5),
    )


def _code_style(house: House, form: str) -> str:
    choice = house.generator.choice
    if form == "flagship":
        return "none"
    if form == "proposals":
        # It has a column of numbers, and none of codes.
        return choice(("none", "none", "running", "space", "dash"))
    if form.startswith("outcome") and house.chance(0.6):
        return choice(("dash", "dash", "space", "colon"))
    if form in ("pk", "lkip") and house.chance(0.75):
        return choice(("running", "running", "inline", "gutter", "none"))
    if form in ("sheet", "apbd"):
        return choice(("split", "split", "split", "cell"))
    if house.chance(0.6):
        return house.code
    return choice(
        (
            "none",
            "running",
            "inline",
            "gutter",
            "cell",
            "cell",
            "dash",
            "space",
            "split",
            "split",
            "own",
            "odd",
            "odd",
        )
    )


def caption(house: House, form: str) -> str:
    """The lines above a table: what it is called, whose it is, of which year, in which unit."""
    choice, chance = house.generator.choice, house.chance
    lines = [house.words(choice(CAPTIONS[form]))] if chance(0.88) else []
    if chance(0.2):
        lines.append(house.words(choice(CAPTION_LINES)))
    if not house.is_of_region and chance(0.2):
        lines.append(house.words(choice(OWNER_LINES)))
    if house.amounts.unit > 1 and house.has_unit_above:
        lines.append(choice(UNIT_WORDS[house.amounts.unit]))
    return "\n".join(lines)


def cut_kinds(table: Habits, columns: Sequence[Column]) -> frozenset[str]:
    """The kinds of columns that are too narrow for some of their words."""
    if table.cuts_words:
        return frozenset(column.kind for column in columns)
    return frozenset(("code",)) if table.wraps_codes else frozenset()


@dataclass
class ColumnMaker:
    """Makes a table's columns; `amount_width` is that of its money, in type sizes."""

    house: House
    habits: Habits
    amount_width: float
    has_upper_head: bool = False

    def columns(self) -> list[Column]:
        """The table's columns, from left to right."""
        chance = self.house.chance
        self.has_upper_head = chance(0.3)
        kinds = [
            word.rstrip("?")
            for word in FORMS[self.habits.form].split()
            if not word.endswith("?") or chance(0.5)
        ]
        if "opd" in kinds and chance(0.12):
            kinds.remove("opd")
            kinds.insert(self.house.generator.choice((0, kinds.index("names") + 1)), "opd")
        if "lokasi" in kinds and chance(0.3):
            kinds.remove("lokasi")
            kinds.insert(kinds.index("names") + 1, "lokasi")
        if self.habits.form == "technique" and chance(0.5):
            kinds.remove("indikator")
            kinds.append("indikator")
        return [column for kind in kinds for column in self._of(kind)]

    def _of(self, kind: str) -> list[Column]:
        makers: dict[str, Callable[[], list[Column]]] = {
            "code": self._code,
            "names": self._names,
            "years": self._years,
            "akhir": self._end,
            "plan_block": self._plan_block,
            "maju": self._forward,
            "evaluation": self._evaluation,
            "spent": self._spent,
        }
        if kind in makers:
            return makers[kind]()
        if kind in ("pagu", "realisasi"):
            return [Column(kind, self.amount_width, (self.money_head(kind),), self.house.year, align="right")]
        if kind == "indikator":
            width = self.house.generator.uniform(11, 22)
        elif kind == "opd":
            width = 6.5 if self.house.opd_case == "short" else 10
        else:
            width = _WIDTHS[kind]
        align = "center" if kind in _CENTERED and self.house.chance(0.7) else "left"
        return [Column(kind, width, (self.head(kind),), align=align)]

    def head(self, kind: str) -> str:
        """The words above a column, in one of the ways that offices word them."""
        text = self.house.words(self.house.generator.choice(HEADER_WORDS[_SAME_WORDS.get(kind, kind)]))
        return text.upper() if self.has_upper_head else text

    def money_head(self, kind: str) -> str:
        """The words above a column of money, with the unit where it is not the rupiah."""
        text = self.head(kind)
        unit = 1000 if self.house.has_false_unit else self.house.amounts.unit
        if unit > 1 and not self.house.has_unit_above:
            text = f"{text.split('(')[0].strip()} {self.house.generator.choice(UNIT_WORDS[unit])}"
        return text

    def _money(self, head: tuple[str, ...], year: str) -> Column:
        return Column("rp", self.amount_width, head, year, align="right" if self.habits.coin else "center")

    def _years(self) -> list[Column]:
        choice, chance = self.house.generator.choice, self.house.chance
        shape = choice(("target rp",) * 6 + ("target satuan rp", "target satuan rp", "rp", "target"))
        if self.house.kind in ("RPJMD", "Renstra") and shape == "target":
            shape = "target rp"
        top = (self.head("years"),) if chance(0.75) else ()
        if shape == "rp":
            # No word above the money itself could say its unit.
            top = (self._with_unit(self.head("years")),)
        year_words = choice(("{year}", "Tahun {year}", "TAHUN {year}", "Tahun-{n} ({year})", "{year}"))
        words = {"target": self.head("target"), "satuan": self.head("satuan"), "rp": self.money_head("rp")}
        columns = []
        for n, year in enumerate(self.house.years, 1):
            above = (*top, year_words.format(year=year, n=n))
            for part in shape.split():
                head = (*above, words[part]) if " " in shape else above
                columns.append(self._money(head, year) if part == "rp" else self._target(part, head, year))
        return columns

    def _target(self, part: str, head: tuple[str, ...], year: str) -> Column:
        return Column(part, 5, head, year, align="center")

    def _end(self) -> list[Column]:
        top = self.head("akhir")
        if self.house.chance(0.2):
            return [self._target("target", (top,), "akhir")]
        return [
            self._target("target", (top, self.head("target")), "akhir"),
            self._money((top, self.money_head("rp")), "akhir"),
        ]

    def _plan_block(self) -> list[Column]:
        """What is planned for one year: place, target, money, where it comes from."""
        house = self.house
        parts = house.generator.choice(
            (
                "lokasi target pagu sumber",
                "lokasi target pagu sumber",
                "target pagu",
                "target satuan pagu",
                "lokasi target pagu",
            )
        ).split()
        top = (house.words(house.generator.choice(HEADER_WORDS["rencana"])),) if house.chance(0.8) else ()
        return [replace(column, head=(*top, *column.head)) for part in parts for column in self._of(part)]

    def _forward(self) -> list[Column]:
        top = self.head("maju")
        return [
            Column("maju_target", 5, (top, self.head("target")), align="center"),
            Column("maju_rp", self.amount_width, (top, self.money_head("pagu")), align="right"),
        ]

    def _evaluation(self) -> list[Column]:
        """Target of the plan, what was reached before, this year's target, quarters, sum and share."""
        house = self.house
        words = house.generator.choice(
            (("K", "Rp"), ("K", "Rp"), ("Target", "Anggaran"), ("Fisik", "Keuangan"))
        )
        k, rp = words[0], self._with_unit(words[1])
        year, before = house.year, int(house.year) - 1
        columns: list[Column] = []

        def pair(kind: str, top: str, year: str = "") -> None:
            columns.append(Column("target", 4.2, (top, k), align="center"))
            columns.append(Column(kind, self.amount_width, (top, rp), year, align="right"))

        if house.chance(0.5):
            pair(
                "renstra",
                f"Target Renstra Perangkat Daerah pada Tahun {int(year) + 2} (Akhir Periode Renstra)",
            )
        if house.chance(0.5):
            pair("realisasi", f"Realisasi Capaian Kinerja Renstra s/d Tahun {before}")
        pair("pagu", f"Target Kinerja dan Anggaran Renja Tahun {year}", year)
        if house.chance(0.3):
            for quarter in ("I", "II", "III", "IV"):
                pair("realisasi", f"Realisasi Kinerja pada Triwulan {quarter}")
        pair("realisasi", f"Realisasi Capaian Kinerja dan Anggaran Renja Tahun {year}")
        if house.chance(0.6):
            top = f"Tingkat Capaian Kinerja {year} (%)"
            columns += [Column("persen", 4.5, (top, word), align="center") for word in words]
        return columns

    def _with_unit(self, text: str) -> str:
        unit = self.house.amounts.unit
        is_told = unit > 1 and not self.house.has_unit_above
        return f"{text} {self.house.generator.choice(UNIT_WORDS[unit])}" if is_told else text

    def _spent(self) -> list[Column]:
        """The kinds of spending that a budget law adds up, and their sum."""
        top = (self._with_unit("Belanja"),)
        parts = ("Operasi", "Modal", "Tidak Terduga", "Transfer")
        columns = [
            Column("spent", self.amount_width, (*top, part), part=i, align="right")
            for i, part in enumerate(parts)
        ]
        return [*columns, Column("pagu", self.amount_width, (*top, "Jumlah"), self.house.year, align="right")]

    def _code(self) -> list[Column]:
        """The code's columns, and at times one of running numbers before them."""
        code, chance = self.habits.code, self.house.chance
        if code == "running":
            return [Column("no", 3.2, (self.head("no"),), align="center" if chance(0.5) else "left")]
        if code in ("none", "inline", "gutter", "dash", "space", "colon"):
            return self._of("count") if chance(0.5 if code == "none" else 0.15) else []
        columns = self._of("count") if chance(0.12) else []
        head = (self.head("kode"),)
        if code == "own":
            return [*columns, Column("code", 6, head)]
        if code == "cell":
            width = {1: 5.2, 2: 7.4, 3: 10.5}[self.habits.depth]
            return [*columns, Column("code", width * self.house.generator.choice((1, 1, 0.75)), head)]
        if code == "odd":
            if chance(0.5):
                return [*columns, Column("code", 6, head)]
            return [
                *columns,
                *(Column("part", 3, head, part=i, align="center") for i in range(self.habits.depth)),
            ]
        align = "center" if chance(0.5) else "left"
        for i, part in enumerate(self.habits.split.split()):
            width = 0.4 + sum(_PART_WIDTHS[letter] for letter in re.findall("[a-f]", part))
            columns.append(Column("part", width, head, part=i, align=align))
        return columns

    def _names(self) -> list[Column]:
        generator, depth = self.house.generator, self.habits.depth
        label = self._of("label") if self.habits.code in ("cell", "split") and self.house.chance(0.06) else []
        if self.habits.has_stairs:
            joined = self.head(f"names_{LEVELS[depth - 1]}") if self.house.chance(0.3) else ""
            return [
                Column(f"name_{level}", generator.uniform(9, 15), (joined or self.head(level),))
                for level in LEVELS[:depth]
            ]
        kind = "names_outcome" if self.habits.form.startswith("outcome") else f"names_{LEVELS[depth - 1]}"
        if self.habits.form == "flagship":
            kind = "names_flagship"
        width = generator.uniform(7.5, 11) if self.habits.cuts_words else generator.uniform(15, 30)
        return [*label, Column("name", width, (self.head(kind),))]


def put_head(
    grid: Grid, columns: Sequence[Column], numbers: str, upright: frozenset[str] = frozenset()
) -> None:
    """Set the head's cells: words over their columns, and the row of column numbers below them.

    `numbers` is what a column's number looks like, "" when there are none; columns whose
    kind is `upright` have their words turned.
    """
    deep = max(len(column.head) for column in columns)
    for level in range(deep):
        place = 0
        while place < len(columns):
            column = columns[place]
            stop = place + 1
            if level < len(column.head):
                is_last = level == len(column.head) - 1
                while stop < len(columns) and columns[stop].head[: level + 1] == column.head[: level + 1]:
                    if is_last and not _share_a_head(column, columns[stop]):
                        break
                    stop += 1
                cell = text_cell(
                    column.head[level],
                    rows=deep - level if is_last else 1,
                    cols=stop - place,
                    align="center",
                    middle=True,
                )
                grid.put(level, place, replace(cell, upright=is_last and column.kind in upright))
            place = stop
    if not numbers:
        return
    place = n = 0
    while place < len(columns):
        stop = place + 1
        while stop < len(columns) and columns[place].kind == columns[stop].kind == "part":
            stop += 1
        n += 1
        grid.put(deep, place, text_cell(numbers.format(n), cols=stop - place, align="center"))
        place = stop


def _share_a_head(one: Column, other: Column) -> bool:
    """Whether the same words above two columns are one cell."""
    return one.kind == other.kind == "part" or (
        one.kind.startswith("name_") and other.kind.startswith("name_")
    )


def fit(
    grid: Grid,
    columns: Sequence[Column],
    look: Look,
    width: float,
    *,
    cut_kinds: frozenset[str],
    stretch: bool,
) -> float:
    """Give the grid's columns their widths in points; returns the type size at which the table fits.

    Columns are as wide as their longest word unless their kind is one of `cut_kinds`;
    `stretch` makes the table as wide as there is room.
    """
    sizes = [column.width for column in columns]
    for (row, place), cell in grid.cells.items():
        if cell.cols == 1 and not cell.upright and columns[place].kind not in cut_kinds:
            bold = cell.bold or (row < grid.n_head and look.head_bold)
            words = (word for paragraph in cell.paragraphs for word in paragraph.text.split())
            longest = max((look.face.width(word, 1, bold=bold) for word in words), default=0)
            extra = max((p.hang + p.indent for p in cell.paragraphs), default=0) / look.size
            sizes[place] = max(sizes[place], min(longest + 0.15, 13) + extra)
    pads = 2 * look.pad_x * len(columns)
    size = min(look.size, (width - pads) / sum(sizes))
    widths = [n * size for n in sizes]
    if stretch and sum(widths) + pads < width:
        factor = (width - pads) / sum(widths)
        widths = [w * factor for w in widths]
    grid.widths = [w + 2 * look.pad_x for w in widths]
    return size


def named_cell(cell: Cell, paragraph: Paragraph) -> Cell:
    """The cell with one paragraph, or empty when that has no text."""
    return replace(cell, paragraphs=(paragraph,) if paragraph.text else ())
