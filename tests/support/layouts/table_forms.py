"""Tables of programs in the forms that offices use, made at random of the same items.

A form says which columns a table has. How they are worded, ordered, numbered, merged and
drawn is drawn by lot, apart for each table, within what the office (`House`) always does.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tests.support.layouts.grids import Cell, Grid, Look, Paragraph, text_cell
from tests.support.layouts.pages import Colour, TruthRow
from tests.support.layouts.plan_content import (
    Agency,
    Amounts,
    Author,
    Casing,
    Indicator,
    Item,
    cased,
    field_name,
    plan_items,
)
from tests.support.layouts.wordings import (
    CAPTIONS,
    FUNDS,
    GOALS,
    HEADER_WORDS,
    OUTPUTS,
    PLACES,
    REMARKS,
    SPENDING,
    TARGETS,
    TOTALS,
    UNIT_WORDS,
)

# Which columns a form has, in order; those with a `?` are left out at times.
FORMS: dict[str, str] = {
    "tc27": "tujuan? sasaran? code names indikator satuan? awal? years akhir? opd? lokasi?",
    "tc33": "code names indikator plan_block ket? maju? opd?",
    "rpjmd": "code names indikator satuan? awal? years akhir? opd",
    "outcome_rpjmd": "code names indikator satuan? awal years opd? ket?",
    "outcome_renstra": "code names indikator satuan? awal? years opd? ket?",
    "rkpd": "code sasaran? names indikator target satuan? lokasi? pagu sumber? opd? maju?",
    "evaluation": "sasaran? code names indikator evaluation opd? ket?",
    "lkip": "code names pagu realisasi persen ket?",
    "pk": "code names pagu ket?",
    "proposals": "no names lokasi? indikator target opd? ket?",
    "sheet": "code names pagu sumber? lokasi? opd?",
    "cascading": "tujuan? sasaran? beside opd?",
    "priorities": "no tujuan? sasaran listed opd?",
    "two_panels": "no panels ket?",
}


@dataclass(frozen=True)
class House:
    """What one office does in all of a document."""

    generator: random.Random
    region: str
    agency: Agency
    agencies: tuple[Agency, ...]
    years: tuple[str, ...]
    year: str
    casing: dict[str, Casing]
    amounts: Amounts
    has_false_unit: bool
    code: str
    digits: int
    slips: float
    opd_case: str

    def words(self, text: str) -> str:
        """A wording with this document's agency, region and years in it."""
        return text.format(
            opd=self.agency.name,
            region=self.region,
            year=self.year,
            after=int(self.year) + 1,
            before=int(self.years[0]) - 1,
            first=self.years[0],
            last=self.years[-1],
            name=self.agency.name,
        )

    def printed_opd(self, agency: Agency) -> str:
        """How a cell names an agency."""
        if self.opd_case == "short":
            return agency.short
        return agency.name.upper() if self.opd_case == "upper" else agency.name


@dataclass(frozen=True)
class Column:
    """A column: what stands in it, how wide it is in type sizes, the words above it from the top down."""

    kind: str
    width: float
    head: tuple[str, ...]
    year: str = ""
    part: int = 0
    align: str = "left"


@dataclass
class Entry:
    """One thing that a table prints below another: an item, or what stands between the items."""

    kind: str
    text: str = ""
    item: Item | None = None
    program: str = ""
    agency: Agency | None = None
    kode: str = ""
    number: str = ""
    money: dict[str, int] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    start: int = 0
    n_rows: int = 1
    goal: int = 0


@dataclass(frozen=True)
class PlannedTable:
    """A table that is ready to be laid out: its caption, columns, and what fills a grid of given widths."""

    form: str
    caption: str
    columns: tuple[Column, ...]
    fill: Callable[[Grid], None]
    n_head: int
    has_numbers: bool
    marks: frozenset[str]


@dataclass
class TableMaker:
    """Makes one table; what is decided once for all of its rows is an attribute."""

    house: House
    form: str
    size: int

    def __post_init__(self) -> None:
        generator = self.house.generator
        self.generator = generator
        choice, chance = generator.choice, self._chance
        self.marks: set[str] = {self.form}
        self.depth = {
            "rpjmd": 1,
            "outcome_rpjmd": 1,
            "outcome_renstra": choice((2, 3, 3)),
            "pk": choice((1, 1, 1, 2)),
            "lkip": choice((1, 2, 2, 3)),
            "proposals": choice((1, 2, 3)),
            "sheet": choice((2, 3, 3)),
            "priorities": 1,
            "cascading": choice((2, 3, 3)),
        }.get(self.form, choice((1, 2, 2, 3, 3, 3)))
        self.code = self._code_style()
        self.merge = choice(("merge", "merge", "merge", "blank", "inside", "repeat"))
        self.middle = chance(0.3)
        self.middle_numbers = self.middle or chance(0.5)
        self.bold_levels = choice(((), ("program",), ("program",), ("program", "kegiatan")))
        self.fills = self._fills()
        self.indent = choice((0, 0, 0, 0.6, 1.2))
        self.has_outcomes = self.form.startswith("outcome")
        self.name_columns = (
            "stairs" if self.depth > 1 and self.form not in ("two_panels",) and chance(0.14) else "one"
        )
        if self.has_outcomes:
            self.name_columns = "one"
        self.money_levels = choice(
            (("program", "kegiatan", "subkegiatan"),) * 4 + (("kegiatan", "subkegiatan"), ("subkegiatan",))
        )
        if self.depth < 3:
            self.money_levels = ("program", "kegiatan", "subkegiatan")
        self.zero_share = choice((0, 0, 0.05, 0.2))
        self.head_case = choice(("kept", "kept", "upper"))
        self.has_headings = chance(0.75) if self.form not in ("pk", "lkip", "proposals") else chance(0.2)
        self.has_opd_headings = self.form in ("rkpd", "sheet", "rpjmd", "evaluation") and chance(0.35)
        self.has_totals = chance(0.35)
        self.has_spending = self.form in ("sheet", "rkpd", "lkip") and self.depth > 1 and chance(0.15)
        self.has_blank_rows = chance(0.08)
        self.opd_shape = choice(("each", "each", "merged", "merged", "program"))
        self.spoken_numbers = chance(0.5)

    def _chance(self, share: float) -> bool:
        return self.generator.random() < share

    def _code_style(self) -> str:
        """One of none, running, inline, gutter, cell, dash, space, own, odd, or split with its columns."""
        choice = self.generator.choice
        if self.form.startswith("outcome") and self._chance(0.6):
            return choice(("dash", "dash", "space", "colon"))
        if self.form in ("pk", "lkip", "proposals") and self._chance(0.75):
            return choice(("running", "running", "inline", "gutter", "none"))
        if self.form == "sheet":
            return choice(("split", "split", "cell"))
        if self._chance(0.6):
            return self.house.code
        return choice(
            ("none", "running", "inline", "gutter", "cell", "cell", "dash", "split", "split", "own", "odd")
        )

    def _fills(self) -> dict[str, Colour]:
        """Grounds by level, as offices colour their matrices; often none."""
        if self._chance(0.7):
            return {}
        palettes: tuple[tuple[Colour, Colour], ...] = (
            ((1, 0.95, 0.7), (1, 0.98, 0.88)),
            ((0.8, 0.9, 1), (0.9, 0.96, 1)),
            ((0.85, 0.85, 0.85), (0.94, 0.94, 0.94)),
            ((0.85, 0.94, 0.83), (0.94, 0.98, 0.92)),
            ((0.98, 0.85, 0.75), (1, 0.94, 0.88)),
        )
        first, second = self.generator.choice(palettes)
        fills: dict[str, Colour] = {"program": first}
        if self.depth > 2:
            fills["kegiatan"] = second
        return fills

    # What the table says

    def entries(self) -> list[Entry]:
        """All that the table prints, in order, with numbers and codes as printed."""
        house, generator = self.house, self.generator
        years = house.years
        author = Author(
            generator, years, slips=house.slips, digits=house.digits, least_money=least_money(house.amounts)
        )
        if self.form in ("rpjmd", "rkpd", "outcome_rpjmd", "sheet", "evaluation", "priorities", "proposals"):
            chosen = generator.sample(house.agencies, min(len(house.agencies), max(1, self.size // 5)))
        else:
            chosen = [house.agency]
        entries: list[Entry] = []
        rest = self.size
        last_field = ""
        for agency in chosen:
            if rest <= 0:
                break
            share = rest if len(chosen) == 1 else min(rest, generator.randint(3, 10))
            planned = plan_items(author, agency.fields, self.depth, share)
            if self.has_opd_headings:
                entries.append(Entry("opd", house.printed_opd(agency), agency=agency))
            total: dict[str, int] = {}
            for kode, items in planned.items():
                if self.has_headings:
                    entries += self._headings(kode, last_field, agency, items)
                    last_field = kode
                for item in items:
                    entries += self._item_entries(item, item, agency)
                    rest -= sum(1 for _ in item.walk())
                    for year in years:
                        total[year] = total.get(year, 0) + item.money[year]
            if self.has_totals and self._chance(0.5):
                words = generator.choice(TOTALS).format(name=agency.name)
                entries.append(Entry("total", words, agency=agency, money=total))
            if self.has_blank_rows:
                entries.append(Entry("blank"))
        if self.has_totals:
            programs = [e.item for e in entries if e.item and e.item.level == "program"]
            money = {year: sum(item.money[year] for item in programs) for year in years}
            entries.append(Entry("total", house.words(generator.choice(TOTALS)), money=money))
        self._number(entries)
        return entries

    def _headings(self, kode: str, last: str, agency: Agency, items: Sequence[Item]) -> Iterator[Entry]:
        generator = self.generator
        money = {year: sum(item.money[year] for item in items) for year in self.house.years}
        has_money = money if self._chance(0.4) else {}
        if kode[0] != last[:1] and self._chance(0.5):
            group = {
                "1": "URUSAN PEMERINTAHAN WAJIB YANG BERKAITAN DENGAN PELAYANAN DASAR",
                "2": "URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN DENGAN PELAYANAN DASAR",
                "3": "URUSAN PEMERINTAHAN PILIHAN",
                "4": "UNSUR PENDUKUNG URUSAN PEMERINTAHAN",
                "5": "UNSUR PENUNJANG URUSAN PEMERINTAHAN",
                "6": "UNSUR PENGAWASAN URUSAN PEMERINTAHAN",
                "7": "UNSUR KEWILAYAHAN",
                "8": "UNSUR PEMERINTAHAN UMUM",
            }[kode[0]]
            yield Entry("heading", group, agency=agency, kode=kode[0], money=dict(has_money))
        if kode != last:
            name = field_name(kode)
            form = generator.choice(
                (
                    "URUSAN PEMERINTAHAN BIDANG {}",
                    "URUSAN PEMERINTAHAN BIDANG {}",
                    "BIDANG {}",
                    "URUSAN {}",
                    "{}",
                )
            )
            text = form.format(name)
            if self.house.casing["program"].case != "upper" and self._chance(0.6):
                text = text.title()
            yield Entry("heading", text, agency=agency, kode=kode, money=dict(has_money))

    def _item_entries(self, item: Item, program: Item, agency: Agency) -> Iterator[Entry]:
        house = self.house
        text = cased(item.name, item.level, house.casing[item.level])
        under = "" if item is program else cased(program.name, "program", house.casing["program"])
        money = {} if item.level not in self.money_levels else dict(item.money)
        if self.zero_share:
            money = {y: 0 if self._chance(self.zero_share) else m for y, m in money.items()}
        indicators = item.indicators
        entry = Entry("item", text, item, under, agency, item.kode, money=money, indicators=indicators)
        if self.has_outcomes:
            entry.indicators = ()
            yield entry
            word = item.outcome
            if item.level != "program":
                topic = " ".join(item.name.split()[1:9])
                word = f"{self.generator.choice(OUTPUTS)} {topic[:1].lower()}{topic[1:]}"
            yield Entry("outcome", word, item, under, agency, indicators=indicators)
        else:
            yield entry
        if self.has_spending and not item.below and self._chance(0.7):
            for kode, words in self.generator.sample(SPENDING, self.generator.randint(1, 3)):
                spent = {y: m // 3 for y, m in item.money.items()}
                yield Entry("spending", words, None, agency=agency, kode=kode, money=spent)
        for part in item.below:
            yield from self._item_entries(part, program, agency)

    def _number(self, entries: Sequence[Entry]) -> None:
        """Give running numbers, and codes of the office's own, where the table has them."""
        generator = self.generator
        styles = generator.choice(
            (("I", "1", "a"), ("A", "1", "1)"), ("1", "1.1", "1.1.1"), ("1", "a", "1)"), ("1", "", ""))
        )
        runs_on = self._chance(0.3)
        is_bare = self.code == "running" and self._chance(0.5)
        counts = {"program": 0, "kegiatan": 0, "subkegiatan": 0}
        odd = generator.randint(11, 60)
        bases: dict[str, str] = {}
        for entry in entries:
            item = entry.item
            if item is None or entry.kind != "item":
                continue
            level = item.level
            counts[level] += 1
            if level == "program":
                counts["subkegiatan"] = 0
                if not runs_on:
                    counts["kegiatan"] = 0
            if level == "kegiatan":
                counts["subkegiatan"] = 0
            style = styles[("program", "kegiatan", "subkegiatan").index(level)]
            number = _number(counts, level, style)
            if self.code in ("running", "inline", "gutter"):
                entry.kode = ""
                entry.number = number if is_bare or not number or number[-1] in ".)" else f"{number}."
            elif self.code == "none":
                entry.kode = ""
            elif self.code == "odd":
                if level == "program":
                    odd += generator.choice((1, 1, 2, 5))
                    entry.kode = f"{odd:02}"
                else:
                    parent = "program" if level == "kegiatan" else "kegiatan"
                    entry.kode = f"{bases[parent]}.{counts[level]:02}"
                bases[level] = entry.kode
        if self.form == "proposals" or self._has_no_column:
            for place, entry in enumerate((e for e in entries if e.kind == "item"), 1):
                entry.number = entry.number or str(place)

    @property
    def _has_no_column(self) -> bool:
        return " no " in f" {FORMS[self.form]} "

    # The columns

    def columns(self, entries: Sequence[Entry]) -> list[Column]:
        """The table's columns, from left to right."""
        house = self.house
        kinds = []
        for word in FORMS[self.form].split():
            kind = word.rstrip("?")
            if word.endswith("?") and self._chance(0.5):
                continue
            kinds.append(kind)
        if self.form == "rkpd" and "opd" in kinds and self._chance(0.2):
            kinds.remove("opd")
            kinds.insert(0, "opd")
        if self.form == "tc27" and "lokasi" in kinds and self._chance(0.3):
            kinds.remove("lokasi")
            kinds.insert(kinds.index("names") + 1, "lokasi")
        amounts = [m for e in entries for m in e.money.values()] or [0]
        self.amount_width = 1.0 + max(len(house.amounts.printed(m)) for m in amounts) * 0.56
        if self._chance(0.06):
            self.amount_width *= 0.62
        columns: list[Column] = []
        for kind in kinds:
            columns += self._columns_of(kind)
        return columns

    def _columns_of(self, kind: str) -> list[Column]:
        house, generator = self.house, self.generator
        choice = generator.choice
        if kind == "code":
            return self._code_columns()
        if kind == "names":
            return self._name_columns()
        if kind == "years":
            top = self._head("years")
            shape = choice(("target rp", "target rp", "target rp", "target satuan rp", "rp", "target"))
            if self.form in ("rpjmd", "tc27") and shape == "target":
                shape = "target rp"
            columns = []
            # "2026", "Tahun 2026", "2026 (Tahun-1)"
            year_words = choice(("{}", "Tahun {}", "TAHUN {}", "Tahun-{n} ({})", "{}"))
            has_top = self._chance(0.75)
            words = {part: self._head(part) for part in ("target", "satuan")} | {"rp": self._money_head("rp")}
            for n, year in enumerate(house.years, 1):
                above = (*((top,) if has_top else ()), year_words.format(year, n=n))
                for part in shape.split():
                    head = (*above, words[part]) if " " in shape else above
                    columns.append(self._year_column(part, head, year))
            self.year_shape, self.year_words = shape, words
            return columns
        if kind == "akhir":
            top = self._head("akhir")
            parts = (
                [p for p in self.year_shape.split() if p != "satuan"]
                if hasattr(self, "year_shape")
                else ["target"]
            )
            if len(parts) == 1:
                return [self._year_column(parts[0], (top,), "akhir")]
            return [self._year_column(part, (top, self.year_words[part]), "akhir") for part in parts]
        if kind == "plan_block":
            top = house.words(choice(HEADER_WORDS["rencana"]))
            parts = ["lokasi", "target", "pagu", "sumber"]
            if self._chance(0.3):
                parts = ["target", "pagu"]
            if self._chance(0.2):
                parts.insert(2, "satuan")
            has_top = self._chance(0.8)
            return [
                replace(c, head=((top, *c.head) if has_top else c.head))
                for p in parts
                for c in self._columns_of(p)
            ]
        if kind == "maju":
            top = house.words(choice(HEADER_WORDS["maju"]))
            return [
                Column("maju_target", 5, (top, self._head("target")), align="center"),
                Column("maju_rp", self.amount_width, (top, self._money_head("pagu")), align="right"),
            ]
        if kind == "evaluation":
            return self._evaluation_columns()
        if kind == "pagu":
            return [Column("pagu", self.amount_width, (self._money_head("pagu"),), house.year, align="right")]
        if kind == "realisasi":
            return [Column("realisasi", self.amount_width, (self._head("realisasi"),), align="right")]
        width = {
            "no": 2.6, "tujuan": 9, "sasaran": 9.5, "indikator": generator.uniform(11, 22), "satuan": 5.5,
            "awal": 5.5, "target": 5.5, "persen": 4, "lokasi": 7, "sumber": 6, "ket": 6,
            "opd": 6.5 if house.opd_case == "short" else 10,
        }[kind]  # fmt: skip
        align = (
            "center" if kind in ("no", "awal", "target", "persen", "satuan") and self._chance(0.7) else "left"
        )
        return [Column(kind, width, (self._head(kind),), align=align)]

    def _year_column(self, part: str, head: tuple[str, ...], year: str) -> Column:
        if part == "rp":
            return Column(
                "rp", self.amount_width, head, year, align="right" if self.spoken_numbers else "center"
            )
        return Column(part, 5 if part == "target" else 5.2, head, year, align="center")

    def _evaluation_columns(self) -> list[Column]:
        """Target of the plan, what was reached before, this year's target, quarters, sum and share."""
        house, choice = self.house, self.generator.choice
        k, rp = choice(
            (
                ("K", "Rp"),
                ("K", "Rp (000)" if house.amounts.unit == 1000 else "Rp"),
                ("Target", "Anggaran (Rp)"),
            )
        )
        columns: list[Column] = []

        def pair(kind: str, top: str, year: str = "") -> None:
            columns.append(Column(f"{kind}_k", 4.2, (top, k), align="center"))
            columns.append(Column(kind, self.amount_width, (top, rp), year, align="right"))

        last, before = house.year, int(house.year) - 1
        if self._chance(0.5):
            pair(
                "renstra",
                f"Target Renstra Perangkat Daerah pada Tahun {house.years[-1]} (Akhir Periode Renstra)",
            )
        if self._chance(0.5):
            pair("realisasi", f"Realisasi Capaian Kinerja Renstra s/d Tahun {before}")
        pair("pagu", f"Target Kinerja dan Anggaran Renja Tahun {last}", last)
        if self._chance(0.3):
            for quarter in ("I", "II", "III", "IV"):
                pair("realisasi", f"Realisasi Kinerja pada Triwulan {quarter}")
        pair("realisasi", f"Realisasi Capaian Kinerja dan Anggaran Renja Tahun {last}")
        if self._chance(0.6):
            columns.append(
                Column("persen", 4.5, (f"Tingkat Capaian Kinerja {last} (%)", "K"), align="center")
            )
            columns.append(
                Column("persen", 4.5, (f"Tingkat Capaian Kinerja {last} (%)", "Rp"), align="center")
            )
        return columns

    def _code_columns(self) -> list[Column]:
        if self.code == "running":
            return [Column("no", 3.2, (self._head("no"),), align=self.generator.choice(("center", "left")))]
        if self.code in ("none", "inline", "gutter", "dash", "space", "colon"):
            if self.code != "none" and self._chance(0.8):
                return []
            return [Column("count", 2.6, (self._head("no"),), align="center")] if self._chance(0.4) else []
        head = self._head("kode")
        columns = [Column("count", 2.6, (self._head("no"),), align="center")] if self._chance(0.12) else []
        if self.code == "own":
            return [*columns, Column("code", 6, (head,))]
        if self.code == "cell":
            width = {1: 5.2, 2: 7.2, 3: 10.5}[self.depth] * self.generator.choice((1, 1, 0.8))
            return [*columns, Column("code", width, (head,))]
        if self.code == "odd":
            if self._chance(0.5):
                return [*columns, Column("code", 6, (head,))]
            return [
                *columns,
                *(Column("part", 3, (head,), part=i, align="center") for i in range(self.depth)),
            ]
        splits = {
            1: ("a b c",),
            2: ("a b c d.e", "a b c d e", "a.b c d.e"),
            3: ("a b c d.e f", "a b c d.e f", "a b c d e f", "a.b.c d.e f", "a b c d,e f"),
        }
        self.split = self.generator.choice(splits[self.depth])
        size = {"a": 1.8, "b": 2.3, "c": 2.3, "d": 1.8, "e": 2.3, "f": 3.2}
        for i, part in enumerate(self.split.split()):
            width = sum(size[letter] for letter in re.findall("[a-f]", part)) + 0.4
            columns.append(
                Column("part", width, (head,), part=i, align=self.generator.choice(("center", "left")))
            )
        return columns

    def _name_columns(self) -> list[Column]:
        generator = self.generator
        narrow = self._chance(0.12)
        if self.name_columns == "stairs":
            levels = ("program", "kegiatan", "subkegiatan")[: self.depth]
            joined = self._chance(0.3)
            head = self._head(f"names_{levels[-1]}")
            return [
                Column(f"name_{level}", generator.uniform(9, 15), (head,) if joined else (self._head(level),))
                for level in levels
            ]
        kind = (
            "names_outcome"
            if self.has_outcomes
            else f"names_{('program', 'kegiatan', 'subkegiatan')[self.depth - 1]}"
        )
        width = generator.uniform(7.5, 11) if narrow else generator.uniform(15, 30)
        return [Column("name", width, (self._head(kind),))]

    def _head(self, kind: str) -> str:
        text = self.house.words(self.generator.choice(HEADER_WORDS[kind]))
        return text.upper() if self.head_case == "upper" else text

    def _money_head(self, kind: str) -> str:
        text = self._head(kind)
        unit = 1000 if self.house.has_false_unit else self.house.amounts.unit
        if unit > 1:
            text = f"{text.split('(')[0].strip()} {self.generator.choice(UNIT_WORDS[unit])}"
        return text

    # The whole

    def planned(self) -> PlannedTable:
        """The table, ready to be laid out."""
        entries = self.entries()
        columns = self.columns(entries)
        caption = self.house.words(self.generator.choice(CAPTIONS[self.form]))
        if self._chance(0.15):
            caption = ""
        row = 0
        for entry in entries:
            entry.start = row
            n = len(entry.indicators) if entry.kind in ("item", "outcome") else 1
            has_indicators = any(c.kind == "indikator" for c in columns)
            entry.n_rows = max(1, n) if has_indicators and self.merge != "inside" else 1
            row += entry.n_rows
        has_numbers = self._chance(0.45)
        n_head = max(len(c.head) for c in columns) + has_numbers
        self._note_marks(columns)
        number_form = self.generator.choice(("({})", "{}", "({})", "{}"))

        def fill(grid: Grid) -> None:
            put_head(grid, columns, has_numbers, number_form)
            self._fill_body(grid, entries, columns, caption)

        return PlannedTable(
            self.form, caption, tuple(columns), fill, n_head, has_numbers, frozenset(self.marks)
        )

    def _note_marks(self, columns: Sequence[Column]) -> None:
        self.marks |= {f"code {self.code}", f"depth {self.depth}", f"indicators {self.merge}"}
        self.marks |= {f"names {self.name_columns}"}
        if any(c.kind == "part" for c in columns):
            self.marks.add("split code")

    def _truth(self, entry: Entry, columns: Sequence[Column], caption: str) -> TruthRow:
        item = entry.item
        assert item is not None
        kinds = {c.kind for c in columns}
        pagu: dict[str, int] = {}
        for column in columns:
            if column.kind not in ("rp", "pagu") or column.year == "akhir":
                continue
            amount = entry.money.get(column.year, 0)
            if not amount:
                continue
            named = column.kind == "rp" or re.search(r"20\d\d(?!\s*-)", " ".join((*column.head, caption)))
            pagu[column.year if named else ""] = amount
        indicators = tuple(i.text for i in item.indicators) if "indikator" in kinds else ()
        return TruthRow(
            item.level,
            entry.kode.replace(",", "."),
            entry.text,
            entry.program,
            indicators,
            self._opd(entry, kinds),
            pagu,
        )

    def _opd(self, entry: Entry, kinds: set[str]) -> str:
        """The agency that the table or document tells for the row."""
        agency = entry.agency
        if agency is None:
            return ""
        if "opd" in kinds:
            return self.house.printed_opd(agency)
        if self.has_opd_headings:
            return self.house.printed_opd(agency)
        return (
            agency.name
            if agency == self.house.agency and len({agency, self.house.agency}) == 1 and self._is_own()
            else ""
        )

    def _is_own(self) -> bool:
        return self.form not in (
            "rpjmd",
            "rkpd",
            "outcome_rpjmd",
            "sheet",
            "evaluation",
            "priorities",
            "proposals",
        )

    def _fill_body(
        self, grid: Grid, entries: Sequence[Entry], columns: Sequence[Column], caption: str
    ) -> None:
        first = grid.n_head
        counter = 0
        for entry in entries:
            grid.groups.add(first + entry.start)
            if entry.kind == "item":
                counter += 1
            for place, column in enumerate(columns):
                self._put(grid, first + entry.start, place, column, entry, columns, caption, counter)
        grid.n_rows = max(grid.n_rows, first + sum(e.n_rows for e in entries))
        self._merge_down(grid, entries, columns)

    def _put(
        self,
        grid: Grid,
        row: int,
        place: int,
        column: Column,
        entry: Entry,
        columns: Sequence[Column],
        caption: str,
        counter: int,
    ) -> None:
        kind, item, n = column.kind, entry.item, entry.n_rows
        level = item.level if item and entry.kind == "item" else ""
        fill = self.fills.get(level) if level else None
        if entry.kind in ("heading", "opd", "total") and self.fills:
            fill = (0.9, 0.9, 0.9)
        bold = level in self.bold_levels or entry.kind in ("heading", "opd", "total")
        spans = self.merge != "blank" and n > 1
        base = Cell((), n if spans else 1, 1, column.align, self.middle_numbers, bold, fill)

        def put(text: str, cell: Cell = base) -> None:
            grid.put(row, place, replace(cell, paragraphs=(Paragraph(text),) if text else ()))
            for r in range(row + cell.rows, row + n):
                grid.put(r, place, Cell(fill=fill))

        if kind in ("tujuan", "sasaran") or (kind == "opd" and self.opd_shape == "merged"):
            return
        if kind.startswith("name"):
            self._put_name(
                grid,
                row,
                place,
                column,
                entry,
                columns,
                caption,
                replace(base, align="left", middle=self.middle),
            )
        elif kind == "no":
            put(entry.number)
        elif kind == "count":
            put(str(counter) if level else "")
        elif kind in ("code", "part"):
            put(self._printed_code(entry, column), replace(base, middle=self.middle))
        elif kind in ("rp", "pagu", "realisasi", "maju_rp", "renstra"):
            put(self._printed_amount(entry, column))
        elif kind == "opd":
            shown = (
                entry.agency
                and entry.kind in ("item", "outcome")
                and (self.opd_shape == "each" or level == "program")
            )
            put(
                self.house.printed_opd(entry.agency) if shown and entry.agency else "",
                replace(base, align="left"),
            )
        elif entry.kind in ("item", "outcome"):
            self._put_indicators(grid, row, place, column, entry, base)
        else:
            put("")

    def _put_indicators(
        self, grid: Grid, row: int, place: int, column: Column, entry: Entry, base: Cell
    ) -> None:
        """What is told for each indicator: itself, its unit, its targets; and what is told once a row."""
        generator, house = self.generator, self.house
        indicators = entry.indicators
        texts: list[str] = []
        for indicator in indicators:
            targets = dict(zip(house.years, indicator.targets, strict=True))
            has_unit = not any(c == "satuan" for c in self._kinds)
            target = targets.get(column.year or house.year, indicator.targets[-1])
            if has_unit and column.kind != "indikator":
                target = f"{target} {indicator.unit}"
            texts.append(
                {
                    "indikator": indicator.text,
                    "satuan": indicator.unit,
                    "awal": indicator.before,
                    "persen": generator.choice(("95,85", "100", "98,2", "87,44", "100,00")),
                    "lokasi": generator.choice(PLACES).format(house.region.split(" ", 1)[1]),
                    "sumber": generator.choice(FUNDS),
                    "ket": generator.choice(REMARKS),
                }.get(column.kind, target)
            )
        if column.kind in ("lokasi", "sumber", "ket") or not indicators:
            once = texts[0] if texts else ""
            grid.put(row, place, replace(base, paragraphs=(Paragraph(once),) if once else ()))
            for r in range(row + base.rows, row + entry.n_rows):
                grid.put(r, place, Cell(fill=base.fill))
            return
        one = replace(base, rows=1, bold=base.bold and self.generator.random() < 0.3, middle=self.middle)
        if entry.n_rows == 1:
            numbered = len(texts) > 1 and column.kind == "indikator" and self.spoken_numbers
            paragraphs = tuple(
                Paragraph(text, number=f"{i}." if numbered else "", hang=10 if numbered else 0)
                for i, text in enumerate(texts, 1)
                if text
            )
            grid.put(row, place, replace(one, paragraphs=paragraphs))
            return
        for i, text in enumerate(texts):
            grid.put(row + i, place, replace(one, paragraphs=(Paragraph(text),) if text else ()))

    def _put_name(
        self,
        grid: Grid,
        row: int,
        place: int,
        column: Column,
        entry: Entry,
        columns: Sequence[Column],
        caption: str,
        base: Cell,
    ) -> None:
        item, n = entry.item, entry.n_rows
        own = column.kind.removeprefix("name_") if column.kind != "name" else ""
        if own:
            names = [c.kind for c in columns if c.kind.startswith("name_")]
            wanted = f"name_{item.level}" if item else names[0]
            if column.kind != wanted:
                for r in range(row, row + n):
                    grid.put(r, place, Cell(fill=base.fill))
                return
        truth = self._truth(entry, columns, caption) if entry.kind == "item" else None
        depth = ("program", "kegiatan", "subkegiatan").index(item.level) if item else 0
        indent = self.indent * 8 * depth if not own else 0.0
        text, number, hang, number_at = entry.text, "", 0.0, "first"
        if entry.kind in ("item", "heading"):
            if self.code == "dash" and entry.kode:
                text = f"{entry.kode} - {text}"
            elif self.code == "space" and entry.kode:
                text = f"{entry.kode} {text}"
            elif self.code == "colon" and entry.kode:
                text = f"{entry.kode} : {text}" if self.spoken_numbers else f"[{entry.kode}] {text}"
            elif self.code == "inline" and entry.number:
                text = f"{entry.number} {text}"
            elif self.code == "gutter" and entry.number:
                number, hang = entry.number, 14
                number_at = "middle" if self.spoken_numbers else "first"
        italic = entry.kind == "outcome" and self.spoken_numbers
        paragraph = Paragraph(text, truth, number, hang, number_at, indent, italic=italic)
        cell = replace(base, paragraphs=(paragraph,) if text else ())
        grid.put(row, place, cell)
        again = Paragraph(text, None, number, hang, number_at, indent, italic=italic)
        for r in range(row + cell.rows, row + n):
            grid.put(r, place, Cell(fill=base.fill))
        if self.merge == "repeat" and n > 1:
            for r in range(row, row + n):
                grid.put(r, place, replace(cell, rows=1, paragraphs=(again if r > row else paragraph,)))

    def _printed_code(self, entry: Entry, column: Column) -> str:
        kode = entry.kode
        if not kode or entry.kind in ("outcome", "total", "blank", "opd"):
            return ""
        if self.code == "odd":
            if entry.kind != "item":
                return ""
            if column.kind == "code":
                return kode
            parts = kode.split(".")
            return parts[column.part] if column.part < len(parts) else ""
        if self.code == "own":
            parts = kode.split(".")
            if entry.kind != "item":
                return kode
            return ".".join({3: parts, 5: parts[3:], 6: parts[5:]}.get(len(parts), parts))
        if column.kind == "code":
            return kode
        if entry.kind == "spending":
            return kode if column.part == 0 and len(kode) < 5 else ""
        letters = dict(zip("abcdef", kode.split("."), strict=False))
        part = self.split.split()[column.part]
        values = [letters[letter] for letter in re.findall("[a-f]", part) if letter in letters]
        return ("," if "," in part else ".").join(values)

    def _printed_amount(self, entry: Entry, column: Column) -> str:
        house = self.house
        money = entry.money
        if not money or entry.kind in ("outcome", "blank", "opd"):
            return ""
        amounts = replace(house.amounts, unit=house.amounts.unit)
        year = column.year or house.year
        if year == "akhir":
            return amounts.printed(sum(money.values()))
        amount = money.get(year, 0)
        if column.kind == "renstra":
            amount = sum(money.values())
        elif column.kind == "realisasi":
            amount = (
                int(amount * self.generator.uniform(0.8, 1)) // least_money(amounts) * least_money(amounts)
            )
        elif column.kind == "maju_rp":
            amount = int(amount * 1.05) // least_money(amounts) * least_money(amounts)
        return amounts.printed(amount)

    def _merge_down(self, grid: Grid, entries: Sequence[Entry], columns: Sequence[Column]) -> None:
        """Cells over several items: tujuan, sasaran, and agencies where they are joined."""
        for place, column in enumerate(columns):
            if column.kind in ("tujuan", "sasaran"):
                words = GOALS if column.kind == "tujuan" else TARGETS
                starts = [
                    e.start for e in entries if e.item and e.item.level == "program" and e.kind == "item"
                ]
                step = self.generator.choice((1, 1, 2, 3))
                texts = {start: self.generator.choice(words) for start in sorted({0, *starts[::step]})}
                self._runs(grid, place, texts, entries)
            elif column.kind == "opd" and self.opd_shape == "merged":
                texts, last = {}, None
                for entry in entries:
                    if entry.agency != last or entry.agency is None:
                        texts[entry.start] = self.house.printed_opd(entry.agency) if entry.agency else ""
                        last = entry.agency
                self._runs(grid, place, texts, entries)

    def _runs(self, grid: Grid, place: int, texts: dict[int, str], entries: Sequence[Entry]) -> None:
        """Put each text from its row down to the next one's."""
        starts = list(texts)
        end = sum(e.n_rows for e in entries)
        for start, stop in zip(starts, [*starts[1:], end], strict=True):
            cell = text_cell(texts[start], rows=max(1, stop - start), middle=self.middle)
            grid.put(grid.n_head + start, place, cell)

    @property
    def _kinds(self) -> set[str]:
        return set(FORMS[self.form].split())


def least_money(amounts: Amounts) -> int:
    """The rupiah that an office's amounts are whole numbers of."""
    return {1: 1, 1000: 1000}.get(amounts.unit, 100_000)


def _number(counts: dict[str, int], level: str, style: str) -> str:
    n = counts[level]
    if style == "I":
        return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[(n - 1) % 10]
    if style == "A":
        return chr(64 + (n - 1) % 26 + 1)
    if style == "a":
        return chr(96 + (n - 1) % 26 + 1)
    if style == "1)":
        return f"{n})"
    if style == "1.1":
        return f"{counts['program']}.{n}"
    if style == "1.1.1":
        return f"{counts['program']}.{counts['kegiatan']}.{n}"
    return str(n) if style else ""


def put_head(grid: Grid, columns: Sequence[Column], has_numbers: bool, number_form: str) -> None:
    """Set the head's cells: words over their columns, and the row of column numbers below them."""
    deep = max(len(c.head) for c in columns)
    for level in range(deep):
        place = 0
        while place < len(columns):
            column = columns[place]
            stop = place + 1
            if level < len(column.head):
                is_last = level == len(column.head) - 1
                while stop < len(columns) and columns[stop].head[: level + 1] == column.head[: level + 1]:
                    if is_last and not (
                        columns[stop].kind == column.kind == "part" or column.kind.startswith("name_")
                    ):
                        break
                    stop += 1
                rows = deep - level if is_last else 1
                cell = text_cell(
                    column.head[level], rows=rows, cols=stop - place, align="center", middle=True
                )
                grid.put(level, place, cell)
            place = stop
    if has_numbers:
        place = n = 0
        while place < len(columns):
            stop = place + 1
            while columns[place].kind == "part" and stop < len(columns) and columns[stop].kind == "part":
                stop += 1
            n += 1
            grid.put(deep, place, text_cell(number_form.format(n), cols=stop - place, align="center"))
            place = stop


def scaled(columns: Sequence[Column], look: Look, width: float) -> tuple[list[float], float]:
    """The columns' widths in points, and the type size, so that the table fits into the width."""
    total = sum(c.width for c in columns)
    pads = 2 * look.pad_x * len(columns)
    size = min(look.size, (width - pads) / total)
    widths = [c.width * size + 2 * look.pad_x for c in columns]
    return widths, size
