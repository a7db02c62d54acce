"""What one band of a table says: the cells that begin at one height, sorted by the head's columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from classifier.fields import amounts, codes, names
from classifier.fields.dehyphenation import Words
from classifier.fields.header_words import NAME_ROLES, Role
from classifier.pdf.layout import Cell, Table, lines_of
from classifier.records import Box, Level, around
from classifier.rows.columns import Column, Head
from classifier.rows.header import Band

_INLINE = re.compile(r"[.;,]?\s+(?=\d{1,2}[.)]\s*program\b)", re.IGNORECASE)
_SEVERAL = re.compile(r"^(?:\(?\d{1,2}[.)]|[a-z][.)]|[-–•\uf000-\uf0ff])\s*program\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A cell in a column of names and its text, cut words repaired.

    `front` is what smaller cells before it in the column hold.

    `wide` is true when the cell reaches into columns that hold no names: a heading.
    """

    role: Role
    cell: Cell
    text: str
    front: str
    wide: bool


@dataclass(frozen=True, slots=True)
class Said:
    """The fields of a band; `texts` holds each plain cell by the index of its column."""

    named: tuple[Named, ...]
    number: str
    opd: str
    texts: Mapping[int, str] = field(default_factory=dict)
    columns: Sequence[Column] = ()

    def _of(self, role: Role) -> list[tuple[Column, str]]:
        return [(self.columns[i], t) for i, t in sorted(self.texts.items()) if self.columns[i].role == role]

    @property
    def is_bare(self) -> bool:
        """True when the band holds nothing but names and a running number in columns that mean something."""
        return not any(text.strip(" -") for i, text in self.texts.items() if self.columns[i].role != "other")

    @property
    def kode(self) -> str:
        """The code in the code columns; plain digits of a column headed as codes count."""
        printed = [text for _, text in self._of("kode")]
        return codes.code(*printed)

    @property
    def indikator(self) -> list[str]:
        """Indicators from left to right."""
        return [
            text
            for _, text in self._of("indikator")
            if names.has_words(text) or re.fullmatch(r"[A-Z]{3,}", text)
        ]

    def pagu(self, year: str, factor: int) -> dict[str, int]:
        """Rupiah by year; `year` and `factor` are the caption's and serve where the head says nothing.

        Of several money columns for one year the first that is not zero counts, unless one is a total.
        """
        found: dict[str, int] = {}
        for column, text in self._of("pagu"):
            value = amounts.rupiah(text, column.factor or factor)
            key = column.year or year
            if value is not None and (column.total or not found.get(key)):
                found[key] = value
        return found

    def in_full(self, year: str, factor: int) -> set[str]:
        """The years whose amount is too large for the thousands that the head says."""
        return {
            column.year or year
            for column, text in self._of("pagu")
            if (column.factor or factor) == 1000 and (amounts.rupiah(text) or 0) >= amounts.MOST_THOUSANDS
        }


def said(offices: Sequence[Cell], head: Head, band: Band, words: Words) -> Said:
    """The band's fields by the head's columns; `words` repairs what narrow cells cut.

    `offices` are the table's `opd_cells`.
    """
    texts: dict[int, str] = {}
    by_role: dict[Role, list[tuple[Cell, bool]]] = {}
    number, codes_in_no = "", ""
    for cell in _split(head, band.filled):
        columns = head.of(cell)
        if not columns:
            continue
        name_columns = [c for c in columns if c.role in NAME_ROLES]
        if name_columns:
            wide = len(name_columns) > 1 or any(
                c.role in ("indikator", "lokasi", "opd", "target", "pagu", "realisasi") for c in columns
            )
            by_role.setdefault(name_columns[0].role, []).append((cell, wide))
            continue
        column, text = columns[0], _text(cell, words)
        if column.role == "no" and not codes.level_of_code(codes.code(text)):
            number = text
            continue
        if column.role == "no":
            codes_in_no = text
        index = head.places(cell)[0]
        before = texts.get(index)
        if before is None or (column.role == "pagu" and amounts.rupiah(before) is None):
            texts[index] = f"{before or ''} {text}".strip()
        elif column.role != "pagu":
            texts[index] = f"{before}{'.' if column.role == 'kode' else ' '}{text}"
    named = []
    for role, cells in by_role.items():
        best, wide = max(cells, key=lambda item: _n_letters(item[0].text)) if len(cells) > 1 else cells[0]
        front = " ".join(c.text for c, _ in cells if c.box.x0 < best.box.x0)
        if names.has_words(best.text):
            named.append(Named(role, best, _text(best, words), front, wide))
        number = number or (front if names.has_words(best.text) else best.text)
    columns = tuple(Column("kode", c.x0, c.x1) if codes_in_no and c.role == "no" else c for c in head.columns)
    return Said(tuple(named), number.strip(), _covering(offices, band, words), texts, columns)


def _text(cell: Cell, words: Words) -> str:
    return words.joined([line.text for line in cell.lines])


def _n_letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _split(head: Head, cells: Sequence[Cell]) -> list[Cell]:
    """Cells, those that hold the texts or amounts of several columns cut at the column borders.

    Some printed spreadsheets leave out the inner rules of a program's row.
    """
    out: list[Cell] = []
    for cell in cells:
        columns = head.of(cell)
        if len(columns) < 2 or not cell.lines:
            out.append(cell)
            continue
        money = [c for c in columns if c.role in ("pagu", "realisasi", "target", "other")]
        words = [word for line in cell.lines for word in line.words]
        has_money = len(columns) > 2 and any(
            amounts.is_grouped(w.text) and any(c.x0 <= (w.box.x0 + w.box.x1) / 2 <= c.x1 for c in money)
            for w in words
        )
        if not has_money and not _stands_apart(cell, columns):
            out.append(cell)
            continue
        for column in columns:
            inside = [w for w in words if column.x0 <= (w.box.x0 + w.box.x1) / 2 < column.x1]
            if inside:
                out.append(
                    Cell.of(Box(column.x0, cell.box.top, column.x1, cell.box.bottom), lines_of(inside))
                )
    return out


def _stands_apart(cell: Cell, columns: Sequence[Column]) -> bool:
    """True when a name and what stands beside it lie in one cell, as the rule between them is missing.

    Then no line runs over a border of a column, and one has text on both sides.
    """
    if not any(c.role in NAME_ROLES for c in columns):
        return False
    both = False
    for border in (c.x0 for c in columns[1:]):
        for line in cell.lines:
            left = [w.box for w in line.words if (w.box.x0 + w.box.x1) / 2 < border]
            right = [w.box for w in line.words if (w.box.x0 + w.box.x1) / 2 >= border]
            if not line.words or (left and left[-1].x1 > border) or (right and right[0].x0 < border - 1):
                return False
            if left and right:
                if right[0].x0 - left[-1].x1 < 0.7 * (line.box.bottom - line.box.top):
                    return False
                both = both or right[0].x0 - border < line.box.bottom - line.box.top
    return both


def opd_cells(table: Table, head: Head) -> list[Cell]:
    """The cells that name an OPD, in the table's order."""
    columns = [c for c in head.columns if c.role == "opd"]
    return [
        cell
        for cell in table.cells
        if cell.lines
        and any(c.x0 <= (cell.box.x0 + cell.box.x1) / 2 <= c.x1 for c in columns)
        and names.has_words(cell.text)
    ]


def _covering(offices: Sequence[Cell], band: Band, words: Words) -> str:
    """Text of the OPD cell that the band lies in, or ""."""
    for cell in offices:
        if cell.box.top - 2 <= band.top < cell.box.bottom - 2:
            return _text(cell, words)
    return ""


def several(cell: Cell, text: str, words: Words) -> list[tuple[str, Box]]:
    """The programs that a cell lists (`1. Program A 2. Program B`), else the one it names."""
    starts = [i for i, line in enumerate(cell.lines) if _SEVERAL.match(line.text)]
    if starts and starts[0] > 0 and names.level_of_text(cell.lines[0].text) == "program":
        starts.insert(0, 0)
    if len(starts) < 2 or starts[0] != 0:
        return [(names.parsed(part).text, cell.box) for part in _INLINE.split(text)]
    parts = []
    for start, end in zip(starts, [*starts[1:], len(cell.lines)], strict=True):
        lines = cell.lines[start:end]
        parts.append(
            (
                names.parsed(words.joined([line.text for line in lines])).text,
                around(line.box for line in lines),
            )
        )
    return parts


def own_kode(kode: str, level: Level, said: Said, role: Role) -> str:
    """The code when it is this row's: one code column beside Program and Kegiatan serves one of them."""
    by_code = codes.level_of_code(kode)
    if role == "name" or by_code is None or by_code == level:
        return kode
    return "" if by_code == "program" or len(said.named) > 1 else kode
