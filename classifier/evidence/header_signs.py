"""What a table's header says of each line: the role of its column and the words above it.

Headers are carried over from page to page, so this waits for the pages before; all other
signs (`signs`) were taken where the page was read.
"""

from __future__ import annotations

from collections.abc import Mapping
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
from classifier.tables.columns import Header
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


_NO_PART = HeaderPart(0.0, None, 0)


def with_headers(page_signs: PageSigns, contexts: Mapping[int, TableContext]) -> PageSigns:
    """The signs with what is known of the columns; `contexts` are the tables' by their place on the page."""
    signs = page_signs.signs.copy()
    context_of = {id(page_signs.page.tables[t]): context for t, context in contexts.items()}
    above_of: dict[tuple[int, int], tuple[float, ...]] = {}
    spans_of: dict[int, Spans] = {}
    n_names_of: dict[int, int] = {}
    for row, (c, i) in enumerate(page_signs.places):
        chain = page_signs.chains[c]
        context = context_of.get(id(chain.table))
        if context is None:
            continue
        line = chain.lines[i]
        part = context.at(line.box.top)
        if id(part) not in spans_of:
            spans_of[id(part)] = Spans((x0, x1) for x0, x1, _ in part.cells)
            columns = part.header.columns if part.header is not None else ()
            n_names_of[id(part)] = sum(column.role in NAME_ROLES for column in columns)
        role_signs = _role_signs(line, part, context, n_names_of[id(part)])
        signs[row, _ROLE_AT : _ROLE_AT + len(ROLE_SIGNS)] = role_signs
        if part.cells:
            key = (c, id(part))
            if key not in above_of:
                above_of[key] = words_above(chain, part.cells, spans_of[id(part)])
            signs[row, _ABOVE_AT : _ABOVE_AT + len(HEADER_WORDS)] = above_of[key]
    return replace(page_signs, signs=signs)


def _role_signs(line: NameLine, part: HeaderPart, context: TableContext, n_names: int) -> list[float]:
    role: Role | None = None
    n_roles = 0
    if part.header is not None and line.cell is not None:
        columns = part.header.columns_of(line.cell)
        n_roles = len(columns)
        name_columns = [column for column in columns if column.role in NAME_ROLES]
        if columns:
            role = (name_columns or columns)[0].role
    in_header = any(top - 1 <= line.box.top <= bottom - 1 for top, bottom in context.header_spans)
    return [in_header, part.how, n_roles, n_names, *(role == r for r in ROLES), role is None]
