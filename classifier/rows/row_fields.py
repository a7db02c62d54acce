"""The fields that one band of a table prints: its cells sorted by the columns of the header.

A band is not yet a row: it may be a heading, a total, or the rest of the row above.
That is decided in `assembler`, from what is gathered here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from classifier.evidence.decoding import NameRun
from classifier.evidence.lines import NameLine
from classifier.fields import amounts, codes, names
from classifier.fields.dehyphenation import Words
from classifier.fields.header_words import NAME_ROLES, Role
from classifier.pdf.layout import Cell, Line, Table, lines_of
from classifier.records import Box, Level, around
from classifier.tables.columns import Column, Header
from classifier.tables.header import Band

# The next program in a cell that lists them without line breaks: `... 2. Program B`.
_NEXT_PROGRAM = re.compile(r"[.;,]?\s+(?=\d{1,2}[.)]\s*program\b)", re.IGNORECASE)
_NEXT_NUMBER = re.compile(r"[.;,]\s*\d{1,2}[.)]\Z")
# A line that begins a program in a cell that lists them: `2. Program B`, `(2) Program B`, `- Program B`.
_LISTED_PROGRAM = re.compile(r"^(?:\(?\d{1,2}[.)]|[a-z][.)]|[-–•\uf000-\uf0ff])\s*program\b", re.IGNORECASE)
# Rupiah in a cell of names: full amounts behind `Rp`; what was spent of them.
_STATED = re.compile(r"\brp\.?\s*(\d{1,3}(?:[.,]\d{3}){1,4}(?:,\d\d)?)(?![\d.]*\d)", re.IGNORECASE)
_SPENT = re.compile(r"\b(?:realisasi|terealisasi|terserap|penyerapan)\b", re.IGNORECASE)
# Of line heights: texts of two columns stand this far apart. By eye; not swept. Before changing it
# rerun tests/rows/test_row_fields.py and tests/extraction/test_golden.py.
_MIN_GAP_BETWEEN_COLUMNS = 0.7
# Points by which the top of a band may miss that of the OPD cell beside it.
_SAME_TOP = 2


@dataclass(frozen=True, slots=True)
class NameCell:
    """A cell in a column of names and its text, cut words repaired.

    `prefix` is what smaller cells before it in the column hold. `is_wide` is true
    when the cell reaches into columns that hold no names: a heading.
    """

    role: Role
    cell: Cell
    text: str
    prefix: str
    is_wide: bool


@dataclass(frozen=True, slots=True)
class RowFields:
    """What a band prints; `texts` holds each plain cell by the index of its column."""

    name_cells: tuple[NameCell, ...]
    number: str
    opd: str
    texts: Mapping[int, str] = field(default_factory=dict)
    columns: Sequence[Column] = ()

    def _texts_of(self, role: Role) -> list[tuple[Column, str]]:
        return [(self.columns[i], t) for i, t in sorted(self.texts.items()) if self.columns[i].role == role]

    @property
    def is_bare(self) -> bool:
        """True when the band holds nothing but names and a running number in columns that mean something."""
        return not any(text.strip(" -") for i, text in self.texts.items() if self.columns[i].role != "other")

    @property
    def kode(self) -> str:
        """The code in the code columns; plain digits of a column headed as codes count."""
        return codes.code(*[text for _, text in self._texts_of("kode")])

    @property
    def indikator(self) -> list[str]:
        """Indicators from left to right."""
        return [
            text
            for _, text in self._texts_of("indikator")
            if names.has_words(text) or re.fullmatch(r"[A-Z]{3,}", text)
        ]

    def pagu(self, year: str, factor: int) -> dict[str, int]:
        """Rupiah by year; `year` and `factor` are the caption's and serve where the header says nothing.

        Where neither names a unit, amounts are in full rupiah.
        Of several money columns for one year the first that is not zero counts, unless one is a total.
        """
        by_year: dict[str, int] = {}
        for column, text in self._texts_of("pagu"):
            unit = column.factor or factor or 1
            amount = amounts.rupiah(text, unit, decimals=column.decimals)
            key = column.year or year
            if amount is not None and (column.total or not by_year.get(key)):
                by_year[key] = amount
        return by_year

    def printed_amounts(self, year: str, factor: int) -> tuple[dict[str, int], list[tuple[str, str]]]:
        """The units that money columns state for their years (0: none); amounts as printed with years."""
        money = self._texts_of("pagu")
        units = {column.year or year: column.factor or factor for column, _ in money}
        return units, [(column.year or year, text) for column, text in money]

    def years_in_full(self, year: str, factor: int) -> set[str]:
        """The years whose amount is too large for the thousands that the header states."""
        return {
            column.year or year
            for column, text in self._texts_of("pagu")
            if (column.factor or factor) == 1000
            and (amounts.rupiah(text, decimals=column.decimals) or 0) >= amounts.MAX_IN_THOUSANDS
        }


def fields_of(band: Band, header: Header, opd_cells: Sequence[Cell], words: Words) -> RowFields:
    """The band's fields by the header's columns; `words` repairs what narrow cells cut.

    `opd_cells` are the table's, as `opd_cells` gives them.
    """
    texts: dict[int, str] = {}
    cells_by_role: dict[Role, list[tuple[Cell, bool]]] = {}
    number = ""
    has_codes_as_numbers = False
    for cell in _cut_at_columns(band.filled, header):
        columns = header.columns_of(cell)
        if not columns:
            continue
        name_columns = [column for column in columns if column.role in NAME_ROLES]
        if name_columns:
            is_wide = len(name_columns) > 1 or any(
                c.role in ("indikator", "lokasi", "opd", "target", "pagu", "realisasi") for c in columns
            )
            cells_by_role.setdefault(name_columns[0].role, []).append((cell, is_wide))
            continue
        column, text = columns[0], _text(cell, words)
        if column.role == "no" and not codes.level_of_code(codes.code(text)):
            number = text
            continue
        if column.role == "no":
            has_codes_as_numbers = True
        i = header.indexes_of(cell)[0]
        texts[i] = _joined_text(texts.get(i), text, column.role)
    name_cells = []
    for role, cells in cells_by_role.items():
        cell, is_wide = max(cells, key=lambda item: _n_letters(item[0].text)) if len(cells) > 1 else cells[0]
        prefix = " ".join(other.text for other, _ in cells if other.box.x0 < cell.box.x0)
        if names.has_words(cell.text) or names.is_sum(cell.text):
            name_cells.append(NameCell(role, cell, _text(cell, words), prefix, is_wide))
        number = number or (prefix if names.has_words(cell.text) else cell.text)
    columns = tuple(
        Column("kode", c.x0, c.x1) if has_codes_as_numbers and c.role == "no" else c for c in header.columns
    )
    return RowFields(tuple(name_cells), number.strip(), _opd_beside(band, opd_cells, words), texts, columns)


def _joined_text(before: str | None, text: str, role: Role) -> str:
    """What a column holds when `text` follows what the band's cells `before` put into it."""
    if before is None:
        return text.strip()
    if role != "pagu":
        return f"{before}{'.' if role == 'kode' else ' '}{text}"
    # Of two amounts the first that is not zero counts; what is none may be `Rp` or a note before it.
    amount = amounts.rupiah(before)
    if amount == 0 and amounts.rupiah(text) is not None:
        return text.strip()
    return f"{before} {text}".strip() if amount is None else before


def _text(cell: Cell, words: Words) -> str:
    return words.joined([line.text for line in cell.lines])


def _n_letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _cut_at_columns(cells: Sequence[Cell], header: Header) -> list[Cell]:
    """Cells, those that hold the texts or amounts of several columns cut at the column borders.

    Some printed spreadsheets leave out the inner rules of a program's row.
    """
    cut_cells: list[Cell] = []
    for cell in cells:
        columns = header.columns_of(cell)
        # Of narrow cells only some lines have their words; `T O T A L` is one word.
        is_whole = names.is_sum(cell.text) or not all(line.words for line in cell.lines)
        if len(columns) < 2 or not cell.lines or is_whole:
            cut_cells.append(cell)
            continue
        money = [c for c in columns if c.role in ("pagu", "realisasi", "target", "other")]
        words = [word for line in cell.lines for word in line.words]
        has_money = len(columns) > 2 and any(
            amounts.is_grouped(word.text) and any(c.x0 <= word.box.x_centre <= c.x1 for c in money)
            for word in words
        )
        if not has_money and not _holds_two_columns(cell, columns):
            cut_cells.append(cell)
            continue
        for column in columns:
            inside = [word for word in words if column.x0 <= word.box.x_centre < column.x1]
            if inside:
                box = Box(column.x0, cell.box.top, column.x1, cell.box.bottom)
                cut_cells.append(Cell.of(box, lines_of(inside)))
    return cut_cells


def _holds_two_columns(cell: Cell, columns: Sequence[Column]) -> bool:
    """True when a name and what stands beside it lie in one cell, as the rule between them is missing.

    Then no line runs over a border of a column, and one has text on both sides.
    """
    if not any(column.role in NAME_ROLES for column in columns):
        return False
    has_text_on_both_sides = False
    for border in (column.x0 for column in columns[1:]):
        for line in cell.lines:
            left = [word.box for word in line.words if word.box.x_centre < border]
            right = [word.box for word in line.words if word.box.x_centre >= border]
            if not line.words or (left and left[-1].x1 > border) or (right and right[0].x0 < border - 1):
                return False
            if left and right:
                height = line.box.height
                if right[0].x0 - left[-1].x1 < _MIN_GAP_BETWEEN_COLUMNS * height:
                    return False
                has_text_on_both_sides = has_text_on_both_sides or right[0].x0 - border < height
    return has_text_on_both_sides


def opd_cells(table: Table, header: Header) -> list[Cell]:
    """The cells that name an OPD, in the table's order."""
    columns = [column for column in header.columns if column.role == "opd"]
    return [
        cell
        for cell in table.cells
        if cell.lines
        and any(column.x0 <= cell.box.x_centre <= column.x1 for column in columns)
        and names.has_words(cell.text)
    ]


def _opd_beside(band: Band, opd_cells: Sequence[Cell], words: Words) -> str:
    """Text of the OPD cell that the band lies in, or ""."""
    for cell in opd_cells:
        if cell.box.top - _SAME_TOP <= band.top < cell.box.bottom - _SAME_TOP:
            return _text(cell, words)
    return ""


def stated(lines: Sequence[Line]) -> int | None:
    """The rupiah that lines of a cell of names state (`... Rp. 437.550.000`), None without any.

    Names that the cell lists together have theirs added; what was spent is said behind what was planned.
    """
    text = " ".join(line.text for line in lines)
    found = [amounts.rupiah(amount) or 0 for amount in _STATED.findall(text)]
    if not found:
        return None
    return found[0] if _SPENT.search(text) else sum(found)


def stated_behind(own: Sequence[NameLine], names_of_cell: Sequence[NameRun], cell: Cell) -> int | None:
    """The same of one of the names of a cell: from its first line to that of the next name."""
    top = own[0].box.top
    below = [run.lines[0].box.top for run in names_of_cell if run.lines[0].box.top > top]
    end = min(below, default=float("inf"))
    is_first = all(run.lines[0].box.top >= top for run in names_of_cell)
    return stated([line for line in cell.lines if (is_first or line.box.top >= top) and line.box.top < end])


def listed_programs(cell: Cell, text: str, words: Words) -> list[tuple[str, Box]]:
    """The programs that a cell lists (`1. Program A 2. Program B`), else the one it names, with boxes."""
    starts = [i for i, line in enumerate(cell.lines) if _LISTED_PROGRAM.match(line.text)]
    if starts and starts[0] > 0 and names.level_of_text(cell.lines[0].text) == "program":
        starts.insert(0, 0)
    if len(starts) < 2 or starts[0] != 0:
        return [(names.parsed(part).text, cell.box) for part in _NEXT_PROGRAM.split(text)]
    programs = []
    for start, end in zip(starts, [*starts[1:], len(cell.lines)], strict=True):
        lines = cell.lines[start:end]
        name = names.parsed(words.joined([line.text for line in lines])).text
        programs.append((name, around(line.box for line in lines)))
    return programs


def lists(text: str) -> bool:
    """True when a text lists programs, or ends with the number of one."""
    return _NEXT_PROGRAM.search(text) is not None or _NEXT_NUMBER.search(text) is not None


def listed_in(text: str) -> list[str]:
    """The programs that a text lists (`Program A; 2) Program B`), without a number that nothing follows."""
    parts = _NEXT_PROGRAM.split(_NEXT_NUMBER.sub("", text))
    return [names.parsed(part).text for part in parts]


def own_kode(kode: str, level: Level, fields: RowFields, role: Role) -> str:
    """The code when it is this row's: one code column beside Program and Kegiatan serves one of them."""
    level_of_code = codes.level_of_code(kode)
    if role == "name" or level_of_code is None or level_of_code == level:
        return kode
    return "" if level_of_code == "program" or len(fields.name_cells) > 1 else kode
