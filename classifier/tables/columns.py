"""Columns of a table and what they hold; carried over from one table to the next, or inferred from content.

A table without a header of its own takes the columns of the table before it when
the rules stand in the same places; where there is none, columns full of names
that begin with "Program" say it themselves.

The shares below were set by eye, not swept. Before changing one, rerun
tests/tables/test_columns.py and tests/extraction/test_golden.py, and compare the rows
of `petakota extract` over real documents.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from classifier.fields import amounts, codes, names
from classifier.fields.header_words import NAME_ROLES, Role
from classifier.pdf.layout import Cell, Table
from classifier.records import Box
from classifier.tables.spans import Spans

# Points: rules of one column wobble by a point or two between rows of office tables.
SAME_X = 2.5
# A cell lies in a column when they share more than this part of the narrower of the two.
_MIN_SHARE_IN_COLUMN = 0.5
# Where a column is only a strip between two rules, a cell must fill more of it to count as its own.
_MIN_SHARE_OF_STRIP = 0.8
# A header is carried over when this share of its column borders meets a rule within so many points.
_MIN_BORDERS_MET, _SAME_RULE = 0.8, 3
# Characters: a program's name has more (`Program` alone, a number or a unit has not).
_MIN_STATED_CHARS = 15
# A column holds nothing but programs when this share of its cells begins with "Program" ...
_MIN_PROGRAMS_ALONE = 0.9
# ... and programs above their kegiatan when this one does, or when half of its cells state some level.
_MIN_PROGRAMS, _MIN_STATED_LEVELS, _MIN_STATED_CELLS = 0.1, 0.5, 4
# A cell over so many columns, to the last one, is merged over the whole width, but for a number before it.
_MIN_MERGED = 3
# Half of a money column's amounts have digit groups, half of a code column's cells are codes.
_MIN_AMOUNTS, _MIN_CODES = 0.5, 0.5
# Rupiah: what offices count otherwise (birds, seedlings) is seldom so many in half of the rows.
_MIN_RUPIAH = 1_000_000
# Running numbers (`1`, `IV`) are short; four of five cells hold one.
_MAX_NUMBER_CHARS, _MIN_NUMBERS = 6, 0.8
# Codes over columns have three parts and more.
_MIN_CODE_PARTS = 3
# Bidang and program have two digits each, `01`; other outlines have one: `2 | 7 | 45`.
_PADDED, _MIN_PADDED = re.compile(r"0\d|[Xx]{2}"), 2
_CODE_PART = re.compile(r"\d|\d\d|[Xx]{1,2}|\d[.,]\d\d|\d{4}")
# Names have words of four letters and this many characters; three of five cells hold one.
_MIN_NAME_CHARS, _MIN_NAMES = 12, 0.6


# `Anggaran Murni` or `Sebelum Perubahan`; `Perubahan`, `Setelah Perubahan`.
Version = Literal["", "before", "after"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column between `x0` and `x1`; `year` "" and `factor` 0 when the header says neither.

    `total` marks a money column that adds up others (`Jumlah`, `Total`); `weak` a
    column of names whose header says neither program nor kegiatan (`Uraian`); `version`
    whether its money is that before or after a change of the budget; `decimals` that its amounts
    end in decimals as a rule.
    """

    role: Role
    x0: float
    x1: float
    year: str = ""
    factor: int = 0
    total: bool = False
    weak: bool = False
    version: Version = ""
    decimals: bool = False

    @property
    def width(self) -> float:
        """Points from border to border."""
        return self.x1 - self.x0

    def x_overlap(self, box: Box) -> float:
        """The width that a box shares with the column; negative, the gap between them, when none."""
        return min(self.x1, box.x1) - max(self.x0, box.x0)


@dataclass(frozen=True, slots=True)
class Header:
    """What a table's header says: its columns from left to right.

    `second` are those of a panel on the right that prints the rows of the left one again as an analysis
    would have them (T-C.31); in `columns` these mean nothing.
    """

    columns: tuple[Column, ...]
    second: tuple[Column, ...] = ()
    # Cells of one column share their sides, so few different pairs come up in a table.
    _indexes_by_sides: dict[tuple[float, float], tuple[int, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _spans: Spans = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_spans", Spans((column.x0, column.x1) for column in self.columns))

    def has_names(self) -> bool:
        """True when some column names programs or kegiatan."""
        return any(column.role in NAME_ROLES for column in self.columns)

    def has_money(self) -> bool:
        """True when some column holds the money that is planned."""
        return any(column.role == "pagu" for column in self.columns)

    def indexes_of(self, cell: Cell) -> tuple[int, ...]:
        """Which columns a cell lies in, by at least half of their width or of its own."""
        box = cell.box
        sides = (box.x0, box.x1)
        indexes = self._indexes_by_sides.get(sides)
        if indexes is None:
            indexes = self._indexes_by_sides[sides] = tuple(
                i
                for i in self._spans.near(box.x0, box.x1)
                if self.columns[i].x_overlap(box)
                > _MIN_SHARE_IN_COLUMN * min(self.columns[i].width, box.width)
            )
        return indexes

    def columns_of(self, cell: Cell) -> tuple[Column, ...]:
        """The columns that a cell lies in."""
        return tuple([self.columns[i] for i in self.indexes_of(cell)])


def merged(xs: Sequence[float]) -> list[float]:
    """Ascending positions with those closer than SAME_X to the one before left out."""
    merged: list[float] = []
    for x in xs:
        if not merged or x - merged[-1] > SAME_X:
            merged.append(x)
    return merged


def borders(cells: Sequence[Cell]) -> list[float]:
    """The upright positions at which cells begin and end, from left to right."""
    return merged(sorted(x for cell in cells for x in (cell.box.x0, cell.box.x1)))


def carried_over(header: Header, table: Table) -> Header | None:
    """The header of an earlier table moved onto this one, or None when the rules stand elsewhere.

    Odd and even pages have other margins, so the whole may be shifted sideways; at
    least 80 % of the column borders must then have a rule within 3 points, or stand in the
    white space between columns that no rules part.
    """
    rules = borders(table.cells)
    before = [column.x0 for column in header.columns] + [header.columns[-1].x1]
    if len(rules) < 3 or len(before) < 3:
        return None
    gaps = table.gaps or tuple((rule, rule) for rule in rules)
    for shift in (0.0, rules[0] - before[0]):
        n_met = sum(any(x0 - _SAME_RULE <= x + shift <= x1 + _SAME_RULE for x0, x1 in gaps) for x in before)
        if n_met >= _MIN_BORDERS_MET * len(before):
            moved = [
                tuple(replace(c, x0=c.x0 + shift, x1=c.x1 + shift) for c in columns)
                for columns in (header.columns, header.second)
            ]
            return Header(*moved)
    return None


def has_rules_of(header: Header, table: Table) -> bool:
    """True when a table has the header's columns and no others, right below them."""
    places = merged(sorted({x for column in header.columns for x in (column.x0, column.x1)}))
    rules = borders(table.cells)
    return len(places) == len(rules) > 2 and all(
        abs(place - rule) <= _SAME_RULE for place, rule in zip(places, rules, strict=True)
    )


def inferred(table: Table, stated: Header | None = None) -> Header | None:
    """Columns of a table from what stands in them; None when no column names programs.

    `stated` is what a header without a column of names states; then one program is enough.
    """
    columns, texts_by_column = _columns_by_content(table, stated)
    return _with_one_column_of_programs(columns, texts_by_column)


def by_content(table: Table, stated: Header | None = None) -> Header:
    """Columns of a table from what stands in them, with or without a column of names.

    Where none are names, columns of running numbers are told from others: they number what
    `with_name_column` finds to their right.
    """
    columns, texts_by_column = _columns_by_content(table, stated)
    header = _with_one_column_of_programs(columns, texts_by_column)
    if header is not None:
        return header
    return Header(tuple(_with_numbers(columns, texts_by_column, "number")))


def name_strip(table: Table, header: Header, cell: Cell) -> tuple[float, float]:
    """The sides of the column whose name a cell holds: its own, unless it is merged over all columns.

    Then it is the first of them that holds words, else the first that holds no numbers.
    """
    indexes = header.indexes_of(cell)
    is_merged = len(indexes) >= _MIN_MERGED and indexes[0] <= 1 and indexes[-1] == len(header.columns) - 1
    if not is_merged:
        return cell.box.x0, cell.box.x1
    inside = [header.columns[i] for i in indexes if header.columns[i].role not in ("no", "number")]
    cells = _StripCells(table.cells)
    with_words = [column for column in inside if _are_names(cells.texts_in(column.x0, column.x1))]
    for column in (*with_words, *inside):
        return column.x0, column.x1
    return cell.box.x0, cell.box.x1


def with_name_column(header: Header, x0: float, x1: float) -> Header:
    """The header with a column of names between two borders; numbers to its left number them."""
    inside = [i for i, column in enumerate(header.columns) if x0 <= (column.x0 + column.x1) / 2 <= x1]
    first = inside[0] if inside else sum(column.x1 <= x0 + SAME_X for column in header.columns)
    columns = [column for i, column in enumerate(header.columns) if i not in inside]
    columns.insert(first, Column("name", x0, x1))
    return replace(
        header,
        columns=tuple(
            replace(column, role="no" if i < first else "other") if column.role == "number" else column
            for i, column in enumerate(columns)
        ),
    )


def with_money_by_content(header: Header, cells: Sequence[Cell]) -> Header:
    """The header with a money column where it states none or an empty one, and cells of one hold amounts.

    It is the first of no known meaning to the right of the names; where the header ends before the
    table does, the strips behind it count too. Columns headed by nothing but a year, `2026 | 2027`, hold
    the money of theirs when the first does.
    """
    first = next((column for column in header.columns if column.role in NAME_ROLES), None)
    if first is None or (header.has_money() and not _has_money_elsewhere(header, cells)):
        return header
    header = replace(
        header,
        columns=tuple(replace(c, role="other") if c.role == "pagu" else c for c in header.columns),
    )
    end = header.columns[-1].x1
    strips = [(column.x0, column.x1) for column in header.columns if column.role == "other"]
    behind = borders([cell for cell in cells if cell.box.x0 > end - SAME_X])
    strips += [(x0, x1) for x0, x1 in itertools.pairwise(behind) if x0 > end - SAME_X]
    strip_cells = _StripCells(cells)
    for x0, x1 in sorted(strips):
        texts = strip_cells.texts_in(x0, x1)
        n_amounts = sum(map(amounts.is_grouped, texts))
        if x0 > first.x0 and n_amounts >= 2 and n_amounts >= _MIN_AMOUNTS * len(texts):
            of_years = [c for c in header.columns if c.role == "other" and c.year and c.x0 >= x0]
            if any(column.x0 == x0 for column in of_years):
                return _with_money_of_years(header, of_years, strip_cells)
            kept = [column for column in header.columns if column.x0 != x0]
            columns = sorted([*kept, Column("pagu", x0, x1)], key=lambda column: column.x0)
            return replace(header, columns=tuple(columns))
    return _with_targets_in_rupiah(header, strip_cells)


def _with_targets_in_rupiah(header: Header, cells: _StripCells) -> Header:
    """The header with a target as money, where its cells and those of what was realised of it hold amounts.

    Evaluations of a Renja head all they print as target and realisation, with rupiah below; the first
    target that has its own realisation beside it is the budget that was carried out.
    """
    for i, (target, beside) in enumerate(itertools.pairwise(header.columns)):
        if (target.role, beside.role) == ("target", "realisasi") and target.year == beside.year:
            texts = [cells.texts_in(column.x0, column.x1) for column in (target, beside)]
            if all(map(_are_amounts_of_rupiah, texts)):
                columns = [*header.columns]
                columns[i] = replace(target, role="pagu")
                return replace(header, columns=tuple(columns))
    return header


def _are_amounts_of_rupiah(texts: Sequence[str]) -> bool:
    """True for amounts too large to count things, almost without anything else."""
    figures = [text for text in texts if re.search(r"\d", text)]
    n_amounts = sum(
        amounts.is_grouped(text) and (amounts.rupiah(text) or 0) >= _MIN_RUPIAH for text in figures
    )
    return n_amounts >= 2 and n_amounts >= _MIN_AMOUNTS * len(figures)


def _with_money_of_years(header: Header, of_years: Sequence[Column], cells: _StripCells) -> Header:
    """The header with those columns of a year as money that hold amounts, each year once."""
    money: dict[str, Column] = {}
    for column in of_years:
        if any(map(amounts.is_grouped, cells.texts_in(column.x0, column.x1))):
            money.setdefault(column.year, replace(column, role="pagu"))
    of_money = {column.x0: column for column in money.values()}
    return replace(header, columns=tuple(of_money.get(column.x0, column) for column in header.columns))


def with_decimals_by_content(header: Header, cells: Sequence[Cell]) -> Header:
    """The header with the columns of money marked that print decimals, by the cells below it."""
    texts: dict[int, list[str]] = {}
    for cell in cells:
        for i in header.indexes_of(cell)[:1]:
            if header.columns[i].role == "pagu":
                texts.setdefault(i, []).append(cell.text)
    marked = {i for i, of_column in texts.items() if amounts.have_decimals(of_column)}
    if not marked:
        return header
    columns = (replace(c, decimals=True) if i in marked else c for i, c in enumerate(header.columns))
    return replace(header, columns=tuple(columns))


def _has_money_elsewhere(header: Header, cells: Sequence[Cell]) -> bool:
    """True when the header stands askew: columns of no known meaning hold amounts, those of money none."""
    texts: dict[Role, list[str]] = {"pagu": [], "other": []}
    for cell in cells:
        for column in header.columns_of(cell)[:1]:
            if column.role in texts and cell.lines:
                texts[column.role].append(cell.text)
    is_empty = not any(re.search(r"\d|^\W+$", text) for text in texts["pagu"])
    return is_empty and sum(map(amounts.is_grouped, texts["other"])) >= 2


class _StripCells:
    """Cells with text, looked up by the upright strip that they fill."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        filled = [(cell.box.x0, i, cell) for i, cell in enumerate(cells) if cell.lines]
        self._by_left = sorted(filled, key=lambda item: item[0])

    def texts_in(self, x0: float, x1: float) -> list[str]:
        """The texts of cells that fill most of a strip, and stand in it with most of their width."""
        strip = Box(x0, 0, x1, 0)
        # Such a cell is no wider than 1 / share of the strip, so it begins close to it on either side.
        reach = (1 / _MIN_SHARE_OF_STRIP - 1) * strip.width
        start = bisect.bisect_left(self._by_left, x0 - reach, key=_left)
        end = bisect.bisect_right(self._by_left, x0 + reach, key=_left)
        inside = [
            (i, cell.text)
            for _, i, cell in self._by_left[start:end]
            if cell.box.x_overlap(strip) > _MIN_SHARE_OF_STRIP * max(strip.width, cell.box.width)
        ]
        return [text for _, text in sorted(inside, key=lambda item: item[0])]


def _left(item: tuple[float, int, Cell]) -> float:
    return item[0]


def _columns_by_content(table: Table, stated: Header | None) -> tuple[list[Column], list[list[str]]]:
    """A column for each strip between two rules, with the texts that stand in it."""
    columns: list[Column] = []
    texts_by_column: list[list[str]] = []
    cells = _StripCells(table.cells)
    for x0, x1 in itertools.pairwise(borders(table.cells)):
        strip = Box(x0, 0, x1, 0)
        texts = cells.texts_in(x0, x1)
        texts_by_column.append(texts)
        stated_columns = stated.columns_of(Cell.of(strip, ())) if stated is not None else ()
        role = _inferred_role(texts, min_programs=1 if stated is not None else 2)
        if stated_columns and role not in ("program", "name", "kode"):
            columns.append(replace(stated_columns[0], x0=x0, x1=x1))
        else:
            columns.append(Column(role, x0, x1))
    return columns, texts_by_column


def _with_one_column_of_programs(
    columns: list[Column], texts_by_column: Sequence[Sequence[str]]
) -> Header | None:
    """The inferred columns by their first one of programs: kegiatan to its right, numbers to its left."""
    programs = [i for i, column in enumerate(columns) if column.role in ("program", "name")]
    if not programs:
        return None
    first = programs[0]
    columns = list(columns)
    if columns[first].role == "program":
        if first + 1 < len(columns) and _are_names(texts_by_column[first + 1]):
            columns[first + 1] = replace(columns[first + 1], role="kegiatan")
        else:
            columns[first] = replace(columns[first], role="name")
    columns = [
        replace(column, role="other") if i in programs[1:] else column for i, column in enumerate(columns)
    ]
    columns[:first] = _with_numbers(columns[:first], texts_by_column, "no")
    return Header(tuple(columns))


def _with_numbers(
    columns: Sequence[Column], texts_by_column: Sequence[Sequence[str]], role: Role
) -> list[Column]:
    """The columns, with those of running numbers given a role; three and more of digits hold codes' parts."""
    others = [i for i, column in enumerate(columns) if column.role == "other"]
    parts = [i for i in others if _are_code_parts(texts_by_column[i]) and not _count_up(texts_by_column[i])]
    n_padded = sum(any(map(_PADDED.fullmatch, texts_by_column[i])) for i in parts)
    are_abreast = len(parts) >= _MIN_CODE_PARTS and parts[-1] - parts[0] < len(parts)
    has_codes = are_abreast and n_padded >= _MIN_PADDED
    numbered = list(columns)
    for i in others:
        if has_codes and i in parts:
            numbered[i] = replace(columns[i], role="kode")
        elif _are_numbers(texts_by_column[i]):
            numbered[i] = replace(columns[i], role=role)
    return numbered


def _inferred_role(texts: Sequence[str], *, min_programs: int) -> Role:
    """What a column of these texts holds; `min_programs` programs make it one of names."""
    if not texts:
        return "other"
    levels = [names.level_of_text(names.parsed(t).text) for t in texts if len(t) > _MIN_STATED_CHARS]
    n_programs, n_stated = levels.count("program"), len(levels) - levels.count(None)
    if n_programs >= 2 and n_programs >= _MIN_PROGRAMS_ALONE * len(texts):
        return "program"
    if n_programs >= min_programs and n_programs >= _MIN_PROGRAMS * len(texts):
        return "name"
    if n_programs and n_stated >= _MIN_STATED_CELLS and n_stated >= _MIN_STATED_LEVELS * len(texts):
        return "name"
    n_amounts = sum(amounts.is_grouped(t) for t in texts)
    if n_amounts >= 2 and n_amounts >= _MIN_AMOUNTS * sum(t.strip() not in ("-", "0") for t in texts):
        return "pagu"
    if sum(bool(codes.level_of_code(codes.code(t))) for t in texts) >= _MIN_CODES * len(texts):
        return "kode"
    return "other"


def _are_numbers(texts: Sequence[str]) -> bool:
    """True for running numbers, left of the names: `1`, `2.`, `IV`, `A`."""
    n_numbers = sum(len(t) <= _MAX_NUMBER_CHARS and bool(names.number_style(t)) for t in texts)
    return n_numbers >= 2 and n_numbers >= _MIN_NUMBERS * len(texts)


def _are_code_parts(texts: Sequence[str]) -> bool:
    """True for a column that holds one part of codes: `1`, `02`, `X`, `2.01`, `0003`."""
    return bool(texts) and all(_CODE_PART.fullmatch(text.strip()) for text in texts)


def _count_up(texts: Sequence[str]) -> bool:
    """True for running numbers: 1, 2, 3."""
    numbers = [int(text) for text in texts if text.strip().isdecimal()]
    return len(numbers) > 2 and all(a + 1 == b for a, b in itertools.pairwise(numbers))


def _are_names(texts: Sequence[str]) -> bool:
    """True when most cells hold words, as a column of kegiatan beside programs does."""
    n_names = sum(len(t) >= _MIN_NAME_CHARS and bool(re.search(r"[a-z]{4}", t.lower())) for t in texts)
    return n_names >= 2 and n_names >= _MIN_NAMES * len(texts)
