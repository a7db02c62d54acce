"""Columns of a table and what they hold; carried from one table to the next, or inferred from content.

A table without a head of its own takes the columns of the table before it when
the rules stand in the same places; where there is none, columns full of names
that begin with "Program" say it themselves.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from classifier.fields import amounts, codes, names
from classifier.fields.header_words import NAME_ROLES, Role
from classifier.pdf.layout import Cell, Table
from classifier.records import Box

# Rules of one column wobble by a point or two between rows of office tables.
SAME_X = 2.5


@dataclass(frozen=True, slots=True)
class Column:
    """A column between `x0` and `x1`; `year` "" and `factor` 0 when the head says neither.

    `total` marks a money column that adds up others (`Jumlah`, `Total`); `weak` a
    column of names whose head says neither program nor kegiatan (`Uraian`).
    """

    role: Role
    x0: float
    x1: float
    year: str = ""
    factor: int = 0
    total: bool = False
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """Columns from left to right."""

    columns: tuple[Column, ...]
    # Cells of one column share their sides, so few different pairs come up in a table.
    _known: dict[tuple[float, float], tuple[int, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def has_names(self) -> bool:
        """True when some column names programs or kegiatan."""
        return any(column.role in NAME_ROLES for column in self.columns)

    def places(self, cell: Cell) -> tuple[int, ...]:
        """Which columns a cell lies in, by at least half of their width or of its own."""
        x0, _, x1, _ = cell.box
        found = self._known.get((x0, x1))
        if found is None:
            found = self._known[x0, x1] = tuple(
                i
                for i, c in enumerate(self.columns)
                if min(c.x1, x1) - max(c.x0, x0) > 0.5 * min(c.x1 - c.x0, x1 - x0)
            )
        return found

    def of(self, cell: Cell) -> tuple[Column, ...]:
        """The columns that a cell lies in."""
        return tuple([self.columns[i] for i in self.places(cell)])


def merged(xs: Sequence[float]) -> list[float]:
    """Ascending positions with those closer than SAME_X to the one before left out."""
    merged: list[float] = []
    for x in xs:
        if not merged or x - merged[-1] > SAME_X:
            merged.append(x)
    return merged


def carried(head: Head, table: Table) -> Head | None:
    """The head of an earlier table moved onto this one, or None when the rules stand elsewhere.

    Odd and even pages have other margins, so the whole may be shifted sideways; at
    least 80 % of the inner column borders must then have a rule within 3 points.
    """
    xs = merged(sorted(x for cell in table.cells for x in (cell.box.x0, cell.box.x1)))
    borders = [c.x0 for c in head.columns] + [head.columns[-1].x1]
    if len(xs) < 3 or len(borders) < 3:
        return None
    for shift in (0.0, xs[0] - borders[0]):
        met = sum(any(abs(border + shift - x) <= 3 for x in xs) for border in borders)
        if met >= 0.8 * len(borders):
            return Head(tuple(replace(c, x0=c.x0 + shift, x1=c.x1 + shift) for c in head.columns))
    return None


def inferred(table: Table, said: Head | None = None) -> Head | None:
    """Columns of a table from what stands in them; None when no column names programs.

    `said` is what a head without a column of names states; then one program is enough.
    """
    xs = merged(sorted(x for cell in table.cells for x in (cell.box.x0, cell.box.x1)))
    columns: list[Column] = []
    texts: list[list[str]] = []
    for x0, x1 in itertools.pairwise(xs):
        own = [
            c.text
            for c in table.cells
            if c.lines and min(c.box.x1, x1) - max(c.box.x0, x0) > 0.8 * max(x1 - x0, c.box.x1 - c.box.x0)
        ]
        texts.append(own)
        middle = Cell.of(Box(x0, 0, x1, 0), ())
        stated = said.of(middle) if said is not None else ()
        role = _inferred_role(own, least=1 if said is not None else 2)
        if stated and role not in ("program", "name", "kode"):
            columns.append(replace(stated[0], x0=x0, x1=x1))
        else:
            columns.append(Column(role, x0, x1))
    programs = [i for i, c in enumerate(columns) if c.role in ("program", "name")]
    if not programs:
        return None
    first = programs[0]
    if columns[first].role == "program" and first + 1 < len(columns) and _reads_like_names(texts[first + 1]):
        columns[first + 1] = replace(columns[first + 1], role="kegiatan")
    elif columns[first].role == "program":
        columns[first] = replace(columns[first], role="name")
    columns = [replace(c, role="other") if i in programs[1:] else c for i, c in enumerate(columns)]
    for i in range(first):
        if columns[i].role == "other" and _are_numbers(texts[i]):
            columns[i] = replace(columns[i], role="no")
    return Head(tuple(columns))


def _inferred_role(texts: Sequence[str], *, least: int) -> Role:
    """What a column of these texts holds; `least` programs make it one of names."""
    if not texts:
        return "other"
    levels = [names.level_of_text(names.parsed(t).text) for t in texts if len(t) > 15]
    n_programs, n_stated = levels.count("program"), len(levels) - levels.count(None)
    if n_programs >= 2 and n_programs >= 0.9 * len(texts):
        return "program"
    if n_programs >= least and n_programs >= 0.1 * len(texts):
        return "name"
    if n_programs and n_stated >= 4 and n_stated >= 0.5 * len(texts):
        return "name"
    money = sum(amounts.is_grouped(t) for t in texts)
    if money >= 2 and money >= 0.5 * sum(t.strip() not in ("-", "0") for t in texts):
        return "pagu"
    if sum(bool(codes.level_of_code(codes.code(t))) for t in texts) >= 0.5 * len(texts):
        return "kode"
    return "other"


def _are_numbers(texts: Sequence[str]) -> bool:
    """True for running numbers, left of the names: `1`, `2.`, `IV`, `A`."""
    n = sum(len(t) <= 6 and bool(names.kind_of_number(t)) for t in texts)
    return n >= 2 and n >= 0.8 * len(texts)


def _reads_like_names(texts: Sequence[str]) -> bool:
    long = [t for t in texts if len(t) >= 12 and re.search(r"[a-z]{4}", t.lower())]
    return len(long) >= 2 and len(long) >= 0.6 * len(texts)
