"""What a table's header says of each line: the role of its column and the words above it.

Headers are carried over from page to page, so this waits for the pages before; all other
signs (`signs`) were taken where the page was read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from classifier.evidence.lines import NameLine
from classifier.evidence.signs import (
    HEADER_WORDS,
    ROLE_SIGNS,
    ROLES,
    SIGNS,
    HeaderCell,
    PageSigns,
    words_above,
)
from classifier.fields.header_words import NAME_ROLES, Role
from classifier.pdf.layout import Cell
from classifier.tables.columns import Column, Header
from classifier.tables.spans import Spans

_ROLE_AT = SIGNS.index(ROLE_SIGNS[0])
_ABOVE_AT = SIGNS.index(f"above_{HEADER_WORDS[0]}")


@dataclass(frozen=True, slots=True)
class HeaderPart:
    """What is known of a table's columns from a height downwards.

    `how` counts up with certainty: 0 by content or not at all, 1 carried over from the table
    before, 2 by a header that names no program, 3 by one that does. `cells` are the
    header's cells as (x0, x1, text); `spans` the heights at which header bands stand.
    """

    top: float
    header: Header | None
    how: int
    cells: tuple[HeaderCell, ...] = ()


@dataclass(frozen=True, slots=True)
class TableContext:
    """The parts of one table from top to bottom, and where its header bands lie (top, bottom)."""

    parts: tuple[HeaderPart, ...] = ()
    header_spans: tuple[tuple[float, float], ...] = ()

    def at(self, y: float) -> HeaderPart:
        """The part that a height lies in."""
        current = _NO_PART
        for part in self.parts:
            if part.top <= y + 1:
                current = part
        return current

    def is_in_header(self, line: NameLine) -> bool:
        """True when a line stands in a header band."""
        return any(top - 1 <= line.box.top <= bottom - 1 for top, bottom in self.header_spans)


_NO_PART = HeaderPart(0.0, None, 0)


def with_headers(page_signs: PageSigns, contexts: Mapping[int, TableContext]) -> PageSigns:
    """The signs with what is known of the columns; `contexts` are the tables' by their place on the page."""
    signs = page_signs.signs.copy()
    context_of = {id(page_signs.page.tables[t]): context for t, context in contexts.items()}
    columns_of: dict[int, _PartColumns] = {}
    above_of: dict[tuple[int, int], tuple[float, ...]] = {}
    rows: list[int] = []
    roles: list[tuple[float, ...]] = []
    for row, (c, i) in enumerate(page_signs.places):
        chain = page_signs.chains[c]
        context = context_of.get(id(chain.table))
        if context is None:
            continue
        line = chain.lines[i]
        part = context.at(line.box.top)
        if id(part) not in columns_of:
            columns_of[id(part)] = _PartColumns(part)
        columns = columns_of[id(part)]
        rows.append(row)
        roles.append((context.is_in_header(line), *columns.role_signs(line.cell)))
        if part.cells:
            key = (c, id(part))
            if key not in above_of:
                above_of[key] = words_above(chain, part.cells, columns.spans)
            signs[row, _ABOVE_AT : _ABOVE_AT + len(HEADER_WORDS)] = above_of[key]
    if rows:
        signs[rows, _ROLE_AT : _ROLE_AT + len(ROLE_SIGNS)] = roles
    return replace(page_signs, signs=signs)


class _PartColumns:
    """What is asked of a part's header for each line, looked up once; `spans` are the sides of its cells."""

    def __init__(self, part: HeaderPart) -> None:
        self.spans = Spans((x0, x1) for x0, x1, _ in part.cells)
        self._part = part
        columns = part.header.columns if part.header is not None else ()
        self._n_names = sum(column.role in NAME_ROLES for column in columns)
        # Cells of one column share their sides.
        self._signs_by_sides: dict[tuple[float, float], tuple[float, ...]] = {}

    def role_signs(self, cell: Cell | None) -> tuple[float, ...]:
        """ROLE_SIGNS of a cell's lines but the first."""
        if cell is None:
            return self._role_signs(())
        sides = cell.box.x0, cell.box.x1
        signs = self._signs_by_sides.get(sides)
        if signs is None:
            header = self._part.header
            columns = header.columns_of(cell) if header is not None else ()
            signs = self._signs_by_sides[sides] = self._role_signs(columns)
        return signs

    def _role_signs(self, columns: Sequence[Column]) -> tuple[float, ...]:
        names = [column for column in columns if column.role in NAME_ROLES]
        role: Role | None = (names or columns)[0].role if columns else None
        return (self._part.how, len(columns), self._n_names, *(role == r for r in ROLES), role is None)
