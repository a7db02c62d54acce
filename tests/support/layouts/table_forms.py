"""Tables of programs, one row below another: what they print, in which cells, and the rows to be found.

What a table prints is a list of entries first: items and what stands between them.
Entries know their rows; a column is then filled entry by entry. Matrices, where
program, kegiatan and sub kegiatan stand beside each other, are in `matrix_forms`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tests.support.drawing.table_layout import Want
from tests.support.layouts.columns import (
    FORMS,
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
from tests.support.layouts.pages import Colour
from tests.support.layouts.plan_content import (
    Agency,
    Author,
    Indicator,
    Item,
    field_name,
    in_case,
    names,
    plan_items,
)
from tests.support.layouts.wordings import (
    EVALUATION_ENDS,
    FUNDS,
    GOALS,
    OUTPUTS,
    PLACES,
    REMARKS,
    SPENDING,
    TARGETS,
    TOTALS,
)

_GROUPS = {
    "1": "URUSAN PEMERINTAHAN WAJIB YANG BERKAITAN DENGAN PELAYANAN DASAR",
    "2": "URUSAN PEMERINTAHAN WAJIB YANG TIDAK BERKAITAN DENGAN PELAYANAN DASAR",
    "3": "URUSAN PEMERINTAHAN PILIHAN",
    "4": "UNSUR PENDUKUNG URUSAN PEMERINTAHAN",
    "5": "UNSUR PENUNJANG URUSAN PEMERINTAHAN",
    "6": "UNSUR PENGAWASAN URUSAN PEMERINTAHAN",
    "7": "UNSUR KEWILAYAHAN",
    "8": "UNSUR PEMERINTAHAN UMUM",
}
_FIELD_FORMS = (
    "URUSAN PEMERINTAHAN BIDANG {}", "URUSAN PEMERINTAHAN BIDANG {}", "BIDANG {}", "URUSAN {}",
    "BIDANG URUSAN {}", "{}",
)  # fmt: skip
_LABELS = {"program": "Program", "kegiatan": "Kegiatan", "subkegiatan": "Sub Kegiatan"}
_MONEY = ("rp", "pagu", "realisasi", "maju_rp", "renstra", "spent")
# Columns that tell one thing for a row, however many indicators it has.
_ONCE = ("lokasi", "sumber", "ket", "outcome", "output", "label")
# Columns whose cells cover several entries.
_OVER_ROWS = ("tujuan", "sasaran", "nspk", "urusan", "opd")
_SHADE: Colour = (0.9, 0.9, 0.9)


@dataclass(frozen=True)
class PlannedTable:
    """A table that is ready to be laid out: lines above it, columns, what fills a grid, what it shows."""

    form: str
    caption: str
    columns: tuple[Column, ...]
    fill: Callable[[Grid], None]
    n_head: int
    has_numbers: bool
    cut_kinds: frozenset[str]
    marks: frozenset[str]


@dataclass
class Entry:
    """One thing that a table prints below another.

    `kind` is item, heading, goal, opd, outcome, total, spending, note or blank; `kode` is the code as
    a reader should give it, `number` the running number; `start` counts the body's rows from 0.
    """

    kind: str
    text: str = ""
    item: Item | None = None
    program: str = ""
    agency: Agency | None = None
    kode: str = ""
    number: str = ""
    money: Mapping[str, int] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    start: int = 0
    n_rows: int = 1

    @property
    def level(self) -> str:
        """The item's level; "" for what stands between items."""
        return self.item.level if self.item and self.kind == "item" else ""


def planned_table(house: House, form: str, size: int) -> PlannedTable:
    """A table of about `size` items."""
    table_habits = habits(house, form)
    entries = _Entries(house, table_habits).made(size)
    amounts = [amount for entry in entries for amount in entry.money.values()]
    longest = max((len(house.amounts.printed(amount)) for amount in amounts), default=1)
    width = (1.0 + 0.56 * longest) * (0.62 if table_habits.cuts_words and house.chance(0.3) else 1)
    columns = ColumnMaker(house, table_habits, width).columns()
    row = 0
    for entry in entries:
        entry.start = row
        has_many = table_habits.indicators != "inside" and any(c.kind == "indikator" for c in columns)
        is_wide = entry.level == "program" and table_habits.program_span == "row"
        entry.n_rows = max(1, len(entry.indicators)) if has_many and not is_wide else 1
        row += entry.n_rows
    lines_above = "" if table_habits.is_headless else caption(house, form)
    numbers = house.generator.choice(("({})", "{}", "{:02}")) if house.chance(0.45) else ""
    if table_habits.is_headless:
        numbers = ""
    upright = frozenset(("satuan", "target", "persen", "no")) if house.chance(0.05) else frozenset()
    filler = _Filler(house, table_habits, entries, columns, lines_above)

    def fill(grid: Grid) -> None:
        if not table_habits.is_headless:
            put_head(grid, columns, numbers, upright)
        filler.fill(grid)

    marks = {
        f"form {form}",
        f"code {table_habits.code}",
        f"depth {table_habits.depth}",
        f"indicators {table_habits.indicators}",
        *(["a column for each level"] if table_habits.has_stairs else []),
        *(f"between {entry.kind}" for entry in entries if entry.kind != "item"),
    }
    return PlannedTable(
        form=form,
        caption=lines_above,
        columns=tuple(columns),
        fill=fill,
        n_head=0 if table_habits.is_headless else max(len(c.head) for c in columns) + bool(numbers),
        has_numbers=bool(numbers),
        cut_kinds=cut_kinds(table_habits, columns),
        marks=frozenset(marks),
    )


@dataclass(frozen=True)
class _Entries:
    """Makes what a table prints."""

    house: House
    habits: Habits

    def made(self, size: int) -> list[Entry]:
        """All entries in order, with codes and numbers as printed."""
        house, table = self.house, self.habits
        author = Author(
            house.generator, house.years, slips=house.slips, digits=house.digits, least=house.amounts.least
        )
        entries: list[Entry] = []
        rest, last_field = size, ""
        for agency in self._agencies(size):
            if rest <= 0:
                break
            share = min(rest, house.generator.randint(3, 12)) if table.is_regional else rest
            if table.form == "flagship":
                planned = {"": [author.loose("program", name) for name in self._local_names(share)]}
            else:
                planned = plan_items(author, agency.fields, table.depth, share)
            if table.has_opd_headings:
                entries.append(Entry("opd", house.printed_opd(agency), agency=agency))
            for kode, items in planned.items():
                if table.has_headings and kode:
                    entries += self._headings(kode, last_field, agency, items)
                    last_field = kode
                for item in items:
                    if table.has_goal_rows and house.chance(0.4):
                        entries += self._goals(agency)
                    entries += self._of_item(item, item, agency)
                    rest -= sum(1 for _ in item.walk())
            if table.has_totals and house.chance(0.5):
                entries.append(self._total([i for items in planned.values() for i in items], agency))
            if table.has_blank_rows:
                entries.append(Entry("blank"))
        if table.has_totals:
            programs = [entry.item for entry in entries if entry.item and entry.level == "program"]
            entries.append(self._total(programs, house.agency))
        entries += self._endings()
        self._number(entries)
        return entries

    def _agencies(self, size: int) -> Sequence[Agency]:
        if not self.habits.is_regional or not (self.house.is_of_region or self.habits.form == "flagship"):
            return [self.house.agency]
        chosen = self.house.generator.sample(self.house.agencies, max(1, min(9, size // 3)))
        return sorted(chosen, key=lambda agency: agency.fields)

    def _local_names(self, n: int) -> list[str]:
        return self.house.generator.sample(names().local_programs, n)

    def _total(self, programs: Sequence[Item], agency: Agency) -> Entry:
        money = {year: sum(item.money[year] for item in programs) for year in self.house.years}
        return Entry("total", self.house.generator.choice(TOTALS).format(name=agency.name), money=money)

    def _goals(self, agency: Agency) -> Iterator[Entry]:
        """Rows that say which goal the programs below serve."""
        choice = self.house.generator.choice
        yield Entry("goal", choice(("Tujuan : {}", "Tujuan: {}", "{}")).format(choice(GOALS)), agency=agency)
        yield Entry(
            "goal", choice(("Sasaran : {}", "Sasaran 1 : {}", "{}")).format(choice(TARGETS)), agency=agency
        )

    def _endings(self) -> Iterator[Entry]:
        """What the form of an evaluation prints below its rows."""
        if self.habits.form == "evaluation" and self.house.chance(0.5):
            for text in EVALUATION_ENDS:
                yield Entry("note", text)

    def _headings(self, kode: str, last: str, agency: Agency, items: Sequence[Item]) -> Iterator[Entry]:
        house = self.house
        money = (
            {year: sum(item.money[year] for item in items) for year in house.years}
            if house.chance(0.4)
            else {}
        )
        if kode[0] != last[:1] and house.chance(0.5):
            yield Entry("heading", _GROUPS[kode[0]], agency=agency, kode=kode[0], money=money)
        if kode != last:
            text = house.generator.choice(_FIELD_FORMS).format(field_name(kode))
            if house.casing["program"].case != "upper" and house.chance(0.6):
                text = in_case(text, "title")
            yield Entry("heading", text, agency=agency, kode=kode, money=money)

    def _of_item(self, item: Item, program: Item, agency: Agency) -> Iterator[Entry]:
        house, table = self.house, self.habits
        text = house.casing[item.level].written(item.name, item.level)
        under = "" if item is program else house.casing["program"].written(program.name, "program")
        money = dict(item.money) if item.level in table.money_levels else {}
        if table.zero_share:
            money = {y: 0 if house.chance(table.zero_share) else amount for y, amount in money.items()}
        indicators = () if table.has_outcomes else item.indicators
        yield Entry("item", text, item, under, agency, item.kode, money=money, indicators=indicators)
        if table.has_outcomes:
            text = self.result(item)
            yield Entry("outcome", text, item, under, agency, indicators=item.indicators)
        if table.has_spending and not item.below and house.chance(0.7):
            lines = SPENDING if house.chance(0.6) else [("", fund) for fund in dict.fromkeys(FUNDS)]
            for kode, words in house.generator.sample(lines, house.generator.randint(1, 3)):
                least = house.amounts.least
                spent = {y: amount // 3 // least * least for y, amount in item.money.items()}
                yield Entry("spending", words, None, agency=agency, kode=kode, money=spent)
        for part in item.below:
            yield from self._of_item(part, program, agency)

    def result(self, item: Item) -> str:
        """What an item brings about: a program's outcome, the output of what is below it."""
        return result_of(self.house, item)

    def _number(self, entries: Sequence[Entry]) -> None:
        """Give running numbers, and the codes as printed where they are not the official ones."""
        generator, table = self.house.generator, self.habits
        counts = dict.fromkeys(LEVELS, 0)
        is_bare = table.code == "running" and self.house.chance(0.5)
        own = generator.randint(11, 60)
        printed: dict[str, str] = {}
        for entry in entries:
            level = entry.level
            if not level:
                continue
            counts[level] += 1
            for lower in LEVELS[LEVELS.index(level) + 1 :]:
                if not (table.runs_on and level == "program"):
                    counts[lower] = 0
            if table.code in ("running", "inline", "gutter"):
                number = running_number(counts, level, table.numbers[LEVELS.index(level)])
                is_plain = is_bare or not number or number[-1] in ".)"
                entry.kode, entry.number = "", number if is_plain else f"{number}."
            elif table.code == "none":
                entry.kode = ""
            elif table.code == "odd":
                own += generator.choice((1, 1, 2, 5)) if level == "program" else 0
                parent = {"program": "", "kegiatan": "program", "subkegiatan": "kegiatan"}[level]
                entry.kode = f"{printed[parent]}.{counts[level]:02}" if parent else f"{own:02}"
                printed[level] = entry.kode
        if " no " in f" {FORMS[table.form].replace('?', '')} ":
            for place, entry in enumerate((entry for entry in entries if entry.level), 1):
                entry.number = entry.number or str(place)


def _n_letters(text: str) -> int:
    """How many letters and marks the text has, spaces left out."""
    return len(text.replace(" ", ""))


def result_of(house: House, item: Item) -> str:
    """What an item brings about: a program's outcome, the output of what is below it."""
    if item.level == "program":
        return item.outcome
    topic = " ".join(item.name.split()[1:9])
    return f"{house.generator.choice(OUTPUTS)} {topic[:1].lower()}{topic[1:]}"


def running_number(counts: Mapping[str, int], level: str, style: str) -> str:
    """The running number of the last counted item of a level, in a style such as `I`, `a` or `1.1`."""
    n = counts[level]
    if style == "I":
        return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[(n - 1) % 10]
    if style in ("A", "a"):
        return chr(ord(style) + (n - 1) % 26)
    if style == "1)":
        return f"{n})"
    if style == "1.1":
        return f"{counts['program']}.{n}"
    if style == "1.1.1":
        return f"{counts['program']}.{counts['kegiatan']}.{n}"
    return str(n) if style else ""


@dataclass(frozen=True)
class _Filler:
    """Puts a table's entries into the cells of a grid."""

    house: House
    habits: Habits
    entries: Sequence[Entry]
    columns: Sequence[Column]
    caption: str

    def fill(self, grid: Grid) -> None:
        """Put all cells of the body."""
        n_items = 0
        for entry in self.entries:
            row = grid.n_head + entry.start
            grid.groups.add(row)
            n_items += bool(entry.level)
            wide = self._wide(entry)
            for place, column in enumerate(self.columns):
                if place not in wide:
                    self._put(grid, row, place, column, entry, n_items)
            if wide:
                self._put_wide(grid, row, wide, entry)
        grid.n_rows = max(grid.n_rows, grid.n_head + sum(entry.n_rows for entry in self.entries))
        for place, column in enumerate(self.columns):
            self._put_over_rows(grid, place, column)

    def _put(self, grid: Grid, row: int, place: int, column: Column, entry: Entry, n_items: int) -> None:
        """Put what a column prints for an entry."""
        kind, table = column.kind, self.habits
        if kind in ("tujuan", "sasaran", "nspk", "urusan") or (kind == "opd" and table.opd_shape == "merged"):
            return
        base = self._base(entry, column)
        if kind.startswith("name"):
            self._put_name(grid, row, place, column, entry, base)
        elif kind in ("code", "part"):
            repeats = table.indicators == "repeat"
            cell = replace(base, middle=table.middle, rows=1 if repeats else base.rows)
            text = self._code(entry, column)
            for r in range(row, row + entry.n_rows, cell.rows):
                grid.put(r, place, named_cell(cell, Paragraph(text if r == row or repeats else "")))
        elif kind in ("no", "count", "opd", *_MONEY, *_ONCE):
            grid.put(row, place, named_cell(base, Paragraph(self._text(entry, column, n_items))))
            for r in range(row + base.rows, row + entry.n_rows):
                grid.put(r, place, Cell(fill=base.fill))
        elif entry.kind in ("item", "outcome"):
            self._put_indicators(grid, row, place, column, entry, base)
        else:
            grid.put(row, place, base)

    def _wide(self, entry: Entry) -> range:
        """The columns that one cell covers for the entry; none where each column has its own."""
        table, kinds = self.habits, [column.kind for column in self.columns]
        names = [place for place, kind in enumerate(kinds) if kind.startswith("name")]
        over_rows = [place for place, kind in enumerate(kinds) if kind in _OVER_ROWS and kind != "opd"]
        start = max((place for place in over_rows if place < names[0]), default=-1) + 1
        if entry.kind == "note":
            return range(start, len(kinds) - (table.opd_shape == "merged" and kinds[-1] == "opd"))
        if entry.kind == "total" and table.total_span == "row":
            stop = next(
                (place for place, kind in enumerate(kinds) if kind in _MONEY and place > start), len(kinds)
            )
            return range(start, max(stop, names[0] + 1))
        if entry.kind in ("heading", "opd", "goal"):
            if table.heading_span == "names":
                return range(names[0], names[-1] + 1)
            if table.heading_span == "row":
                return range(start, len(kinds) - (table.opd_shape == "merged" and kinds[-1] == "opd"))
        if entry.level == "program" and table.program_span == "row":
            stop = next((place for place in over_rows if place > names[-1]), len(kinds))
            return range(names[0], stop - (table.opd_shape == "merged" and kinds[stop - 1] == "opd"))
        return range(0)

    def _put_wide(self, grid: Grid, row: int, places: range, entry: Entry) -> None:
        """Put an entry's text into one cell over several columns."""
        base = replace(self._base(entry, Column("name", 0, ())), rows=1, cols=len(places))
        paragraph = self._name(entry, has_own_column=True)
        has_code = any(self.columns[place].kind in ("code", "part") for place in places)
        if has_code and entry.kode and entry.kind == "heading":
            paragraph = replace(paragraph, text=f"{entry.kode} {entry.text}")
        is_centered = entry.kind == "total" and self.habits.coin
        grid.put(
            row, places.start, named_cell(replace(base, align="center" if is_centered else "left"), paragraph)
        )

    def _base(self, entry: Entry, column: Column) -> Cell:
        """An empty cell over the entry's rows, with the looks of its level."""
        table = self.habits
        is_between = entry.kind in ("heading", "opd", "total", "goal")
        fill = dict(table.fills).get(entry.level)
        if is_between and table.fills:
            fill = _SHADE
        spans = table.indicators != "blank"
        return Cell(
            rows=entry.n_rows if spans else 1,
            align=column.align,
            middle=table.middle_numbers,
            bold=is_between or entry.level in table.bold_levels,
            fill=fill,
        )

    def _text(self, entry: Entry, column: Column, n_items: int) -> str:
        """What stands once for an entry in a column."""
        kind, house, level = column.kind, self.house, entry.level
        if kind == "no":
            return entry.number
        if kind == "count":
            return str(n_items) if level else ""
        if kind in _MONEY:
            return self._amount(entry, column)
        if kind == "opd":
            is_shown = entry.kind in ("item", "outcome") and (
                self.habits.opd_shape == "each" or level == "program" or not entry.program
            )
            return house.printed_opd(entry.agency) if entry.agency and is_shown else ""
        if entry.kind != "item" or entry.item is None:
            return ""
        if kind == "outcome":
            return result_of(house, entry.item) if level == "program" else ""
        if kind == "output":
            return result_of(house, entry.item) if level != "program" else ""
        if kind == "label":
            return _LABELS[level]
        choice = house.generator.choice
        return house.words(choice({"lokasi": PLACES, "sumber": FUNDS, "ket": REMARKS}[kind]))

    def _put_name(self, grid: Grid, row: int, place: int, column: Column, entry: Entry, base: Cell) -> None:
        table, item, n = self.habits, entry.item, entry.n_rows
        of_level = column.kind.removeprefix("name_") if column.kind != "name" else ""
        wanted = item.level if item else "program"
        if of_level and of_level != wanted:
            grid.put(row, place, replace(base, rows=1))
            return
        paragraph = self._name(entry, bool(of_level))
        cell = named_cell(replace(base, middle=table.middle), paragraph)
        if table.has_outcomes_inside and entry.level and item:
            outcome = Paragraph(
                result_of(self.house, item), indent=paragraph.indent, bold=False, italic=table.coin
            )
            cell = replace(cell, paragraphs=(*cell.paragraphs, outcome))
        repeats = table.indicators == "repeat"
        cell = replace(cell, rows=1) if repeats else cell
        grid.put(row, place, cell)
        again = named_cell(cell, replace(paragraph, row=None)) if repeats else Cell(fill=base.fill)
        for r in range(row + cell.rows, row + n):
            grid.put(r, place, again)

    def _name(self, entry: Entry, has_own_column: bool) -> Paragraph:
        """The name with what stands in front of it in its cell."""
        table, text, number, hang, lead = self.habits, entry.text, "", 0.0, 0
        if entry.kind in ("item", "heading") and entry.kode:
            forms = {
                "dash": f"{{}}{table.dash}{{}}",
                "space": "{} {}",
                "colon": "{} : {}" if table.coin else "[{}] {}",
            }
            text = forms.get(table.code, "{1}").format(entry.kode, text)
            lead = _n_letters(text) - _n_letters(entry.text)
        if entry.level and entry.number:
            if table.code == "inline":
                text, lead = f"{entry.number} {text}", _n_letters(entry.number)
            elif table.code == "gutter":
                number, hang = entry.number, 16.0
        truth = self._truth(entry) if entry.level else None
        depth = LEVELS.index(entry.item.level) if entry.item else 0
        indent = 0.0 if has_own_column else table.indent * 8 * depth
        italic = entry.kind == "outcome" and table.coin
        return Paragraph(text, truth, number, hang, table.number_at, indent, italic=italic, lead=lead)

    def _put_indicators(
        self, grid: Grid, row: int, place: int, column: Column, entry: Entry, base: Cell
    ) -> None:
        """Put what is told of each indicator: itself, its unit, its state before, its targets."""
        texts = [self._of_indicator(indicator, column) for indicator in entry.indicators]
        one = replace(base, rows=1, bold=base.bold and self.habits.coin, middle=self.habits.middle)
        if not texts:
            grid.put(row, place, one)
        elif entry.n_rows == 1:
            hang = 11.0 if len(texts) > 1 and column.kind == "indikator" and self.habits.coin else 0.0
            paragraphs = tuple(
                Paragraph(text, number=f"{i}." if hang else "", hang=hang)
                for i, text in enumerate(texts, 1)
                if text
            )
            grid.put(row, place, replace(one, paragraphs=paragraphs))
        else:
            for i, text in enumerate(texts):
                grid.put(row + i, place, named_cell(one, Paragraph(text)))

    def _of_indicator(self, indicator: Indicator, column: Column) -> str:
        if column.kind == "persen":
            return self.house.generator.choice(("95,85", "100", "98,2", "87,44", "100,00", "0"))
        plain = {"indikator": indicator.text, "satuan": indicator.unit, "awal": indicator.before}
        if column.kind in plain:
            return plain[column.kind]
        targets = dict(zip(self.house.years, indicator.targets, strict=True))
        target = targets.get(column.year or self.house.year, indicator.targets[-1])
        has_unit = any(c.kind == "satuan" for c in self.columns)
        return target if has_unit else f"{target} {indicator.unit}"

    def _code(self, entry: Entry, column: Column) -> str:
        """The code, or the part of it that stands in this column."""
        table, kode, style = self.habits, entry.kode, self.habits.code
        if not kode or entry.kind not in ("item", "heading", "spending"):
            return ""
        parts = kode.split(".")
        if style == "odd":
            if entry.kind != "item":
                return ""
            return kode if column.kind == "code" else parts[column.part] if column.part < len(parts) else ""
        if style == "own" and entry.kind == "item":
            # A program's code whole, of what is below it the last number alone: `2.01`, `0003`.
            return ".".join({5: parts[3:], 6: parts[5:]}.get(len(parts), parts))
        if column.kind == "code":
            return " . ".join(parts) if table.kode_form == "spaced" else table.kode_form.format(kode)
        if entry.kind == "spending":
            return ""
        group = self.habits.split.split()[column.part]
        values = dict(zip("abcdef", parts, strict=False))
        return ("," if "," in group else ".").join(
            values[letter] for letter in re.findall("[a-f]", group) if letter in values
        )

    def _amount(self, entry: Entry, column: Column) -> str:
        house, money, kind = self.house, entry.money, column.kind
        if not money or entry.kind in ("outcome", "blank", "opd", "goal", "note"):
            return ""
        least = house.amounts.least
        amount = money[column.year] if column.year in money else money[house.year]
        if column.year == "akhir" or kind == "renstra":
            amount = sum(money.values()) * (3 if kind == "renstra" else 1)
        elif kind in ("realisasi", "maju_rp"):
            low, high = (0.8, 1.0) if kind == "realisasi" else (1.01, 1.1)
            amount = int(amount * house.generator.uniform(low, high)) // least * least
        elif kind == "spent":
            # Most is spent on running an agency and on goods that last, nothing on the rest.
            amount = int(amount * (0.7, 0.3, 0, 0)[column.part]) // least * least
        return house.amounts.printed(amount)

    def _truth(self, entry: Entry) -> Want:
        """The row that a reader should find where the entry's name stands."""
        item = entry.item
        assert item is not None
        is_wide = bool(self._wide(entry))
        pagu: dict[str, int] = {}
        for column in self.columns if not is_wide else ():
            # Nothing says which year's money it is in a table without a head.
            if column.kind not in ("rp", "pagu") or (column.kind == "rp" and self.habits.is_headless):
                continue
            if column.year == "akhir" or not entry.money.get(column.year):
                continue
            words_above = () if self.habits.is_headless else (*column.head, self.caption)
            # A period such as 2025-2029 names no year.
            has_year = re.search(r"(?<!-)\b20\d\d\b(?!-)", " ".join(words_above))
            pagu[column.year if column.kind == "rp" or has_year else ""] = entry.money[column.year]
        has_indicators = not is_wide and any(column.kind == "indikator" for column in self.columns)
        return Want(
            level=item.level,
            kode=entry.kode,
            text=entry.text,
            program=entry.program,
            indikator=tuple(i.text for i in item.indicators) if has_indicators else (),
            opd=self._opd(entry),
            pagu=pagu,
        )

    def _opd(self, entry: Entry) -> str:
        """The agency that the row, the table or the document tells."""
        has_cell = any(column.kind == "opd" for column in self.columns) and not self._wide(entry)
        is_told_here = has_cell and (self.habits.opd_shape != "program" or entry.level == "program")
        if entry.agency and (is_told_here or self.habits.has_opd_headings):
            return self.house.printed_opd(entry.agency)
        return self.house.told_opd(self.caption)

    def _put_over_rows(self, grid: Grid, place: int, column: Column) -> None:
        """Put cells over several entries: tujuan, sasaran, urusan, and agencies that are joined."""
        kind, choice = column.kind, self.house.generator.choice
        texts: dict[int, str] = {}
        if kind in ("tujuan", "sasaran", "nspk"):
            starts = [entry.start for entry in self.entries if entry.level == "program"]
            words = GOALS if kind == "tujuan" else TARGETS
            texts = {start: choice(words) for start in sorted({0, *starts[:: choice((1, 1, 2, 3))]})}
        elif kind == "urusan":
            shown = ""
            for entry in self.entries:
                name = field_name(entry.item.kode[:4]) if entry.level == "program" and entry.item else shown
                if name != shown:
                    texts[entry.start] = shown = name
        elif kind == "opd" and self.habits.opd_shape == "merged":
            last: Agency | None = None
            for entry in self.entries:
                if entry.agency is None or entry.agency != last:
                    texts[entry.start] = self.house.printed_opd(entry.agency) if entry.agency else ""
                last = entry.agency
        starts = sorted(texts)
        ends = [*starts[1:], sum(entry.n_rows for entry in self.entries)] if starts else []
        for start, stop in zip(starts, ends, strict=True):
            cell = text_cell(texts[start], rows=stop - start, middle=self.habits.middle)
            grid.put(grid.n_head + start, place, cell)
