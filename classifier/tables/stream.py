"""Tables without upright rules: columns by alignment, rows by level rules or by what begins them.

Some plans print tables with level rules only, or with none. A run of lines below a
line that reads like a table's header is cut into columns where no word stands in
any of the lines, and into rows at the level rules or, without them, at lines
that hold a number, code or amount in their own column. The cells then go the way of
all cells.

White space between columns is found as in T. Breuel, "Two geometric algorithms
for layout analysis" (2002), in its simplest form: one region, upright gaps.

The shares of line heights below were set by eye, not swept. Before changing one,
rerun tests/tables/test_stream.py and tests/extraction/test_golden.py, and compare the
rows of `petakota extract` over real documents.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from classifier.fields import amounts, codes, names
from classifier.fields.header_words import NAME_ROLES, role_of
from classifier.pdf.layout import Cell, Edge, Line, Table, Word, lines_of
from classifier.records import Box, around

# Words of one cell stand closer than this share of their height; columns stand further apart.
_CELL_GAP = 1.1
# In the whole run of lines, columns are apart where this share of a line's height stays empty.
_COLUMN_GAP = 0.5
# A table ends where this many line heights stay empty; a numbered one where this many do.
_END_GAP, _END_GAP_NUMBERED = 4.5, 0.95
# Lines of one header stand closer than this.
_HEADER_GAP = 0.9
# Without numbers a row begins where this much stays empty above a line.
_ROW_GAP = 0.8
# A line without gaps that is this wide, in shares of the table's width, is prose below it ...
_PROSE_WIDTH = 0.7
# ... and, in line heights, a heading across the table.
_HEADING_WIDTH = 60
# A header is a line whose texts state roles: this share of them, and so many.
_MIN_KNOWN_TEXTS, _MIN_ROLES, _MIN_ROLES_OF_TWO = 0.6, 3, 2
_MIN_ROWS = 2
_MIN_COLUMNS = 2
# A level rule crosses this share of the table, at most so many points above or below it.
_MIN_RULE_SHARE, _RULE_MARGIN = 0.5, 6
# Points: rules closer than this are one; a rule may cut the end of the line above it by so much.
_SAME_RULE, _RULE_OVERLAP = 3, 2
# Points that the outer columns and the first and last row reach beyond their words.
_OUTER_MARGIN, _ROW_MARGIN = 1, 0.5
# `1. Program`, `(2) Program`: what begins the rows of a numbered table.
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s*\S")
# What stands above or below a table, and ends it.
_NO_ROW = re.compile(r"\s*(?:tabel|sumber)\b", re.IGNORECASE)
# A running number that is a cell of its own: `3`, `12.`, `A)`, `IV`.
_NUMBER = re.compile(r"(?:\d{1,3}|[A-Z]|[IVX]{1,5})[.)]?")


def tables(page: int, lines: Sequence[Line], edges: Sequence[Edge]) -> list[Table]:
    """Tables among lines that stand in no closed table; `edges` may hold level rules."""
    page_tables: list[Table] = []
    rest = list(lines)
    while rest:
        start = next((i for i, line in enumerate(rest) if _is_header(line)), None)
        if start is None:
            break
        first, last = _extent(rest, start)
        table = _table(page, _without_signatures(rest[first : last + 1]), edges)
        if table is not None:
            page_tables.append(table)
        rest = rest[last + 1 :]
    return page_tables


def _runs(line: Line) -> list[list[Word]]:
    """Words of a line, grouped where they stand close together."""
    runs: list[list[Word]] = []
    for word in line.words:
        if runs and word.box.x0 - runs[-1][-1].box.x1 < _CELL_GAP * word.box.height:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _texts(line: Line) -> list[str]:
    """The texts of a line that stand apart, from left to right."""
    return [" ".join(word.text for word in run) for run in _runs(line)]


def _is_header(line: Line) -> bool:
    """True for a line whose texts read like the names of columns, one of programs or kegiatan among them."""
    roles = [role_of(text) for text in _texts(line)]
    n_known = sum(role is not None for role in roles)
    # `Program ... Anggaran` of a perjanjian kinerja has no third column.
    min_roles = _MIN_ROLES_OF_TWO if len(roles) == 2 and "pagu" in roles else _MIN_ROLES
    has_names = any(role in NAME_ROLES for role in roles)
    return has_names and n_known >= max(min_roles, _MIN_KNOWN_TEXTS * len(roles))


def _extent(lines: Sequence[Line], start: int) -> tuple[int, int]:
    """First and last line of the table around a header line: up over its other lines, down to its end."""
    first = start
    while first > 0 and _are_near(lines[first - 1], lines[first]) and len(_runs(lines[first - 1])) >= 2:
        first -= 1
    last = start
    left, right = lines[start].box.x0, lines[start].box.x1
    while last + 1 < len(lines):
        line = lines[last + 1]
        is_far = line.box.top - lines[last].box.bottom > _END_GAP * line.box.height
        is_outside = line.box.x1 < left or line.box.x0 > right
        is_prose = len(_runs(line)) == 1 and line.box.width > _PROSE_WIDTH * (right - left)
        if is_far or is_outside or is_prose or _NO_ROW.match(line.text):
            break
        left, right = min(left, line.box.x0), max(right, line.box.x1)
        last += 1
    return first, last


def _is_numbered(lines: Sequence[Line], n_header_lines: int) -> bool:
    """True when running numbers say where rows begin."""
    return (
        n_header_lines < len(lines)
        and bool(_NUMBERED.match(lines[n_header_lines].text))
        and sum(bool(_NUMBERED.match(line.text)) for line in lines) >= 2
    )


def _without_signatures(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines up to where a numbered table ends and signatures or prose begin."""
    n_header_lines = _n_header_lines(lines)
    if not _is_numbered(lines, n_header_lines):
        return lines
    for i in range(n_header_lines + 1, len(lines)):
        before, line = lines[i - 1], lines[i]
        is_apart = line.box.top - before.box.bottom > _END_GAP_NUMBERED * line.box.height
        if is_apart and not _NUMBERED.match(line.text) and not names.is_total(line.text):
            return lines[:i]
    return lines


def _are_near(above: Line, below: Line) -> bool:
    return below.box.top - above.box.bottom < _HEADER_GAP * below.box.height


def _table(page: int, lines: Sequence[Line], edges: Sequence[Edge]) -> Table | None:
    """The lines cut into cells; None when they have too few rows or columns."""
    area = around(line.box for line in lines)
    n_header_lines = _n_header_lines(lines)
    if n_header_lines >= len(lines):
        return None
    # The words of a header may stand closer than the columns below it.
    borders = max(
        _column_borders(lines),
        _column_borders(lines[n_header_lines:]),
        key=lambda xs: _n_roles(lines[:n_header_lines], xs),
    )
    if len(borders) < _MIN_COLUMNS + 1:
        return None
    tops = _row_tops(lines, n_header_lines, edges, area)
    if len(tops) < _MIN_ROWS + 1:
        return None
    words = [word for line in lines for word in line.words]
    cells: list[Cell] = []
    for top, bottom in itertools.pairwise([*tops, area.bottom + _OUTER_MARGIN]):
        for x0, x1 in itertools.pairwise(borders):
            inside = [
                word for word in words if x0 <= word.box.x_centre < x1 and top <= word.box.y_centre < bottom
            ]
            cells.append(Cell.of(Box(x0, top, x1, bottom), lines_of(inside)))
    return Table(page, around(cell.box for cell in cells), tuple(cells))


def _n_roles(header: Sequence[Line], borders: Sequence[float]) -> int:
    """How many columns have a header whose words are known, when cut there."""
    words = [word for line in header for word in line.words]
    columns = [
        [word.text for word in words if x0 <= word.box.x_centre < x1]
        for x0, x1 in itertools.pairwise(borders)
    ]
    return sum(role_of(" ".join(texts)) is not None for texts in columns if texts)


def _column_borders(lines: Sequence[Line]) -> list[float]:
    """Upright positions that no run of words crosses, the outer ends included.

    A run that fills more than one gap is a heading across the table and does not count.
    """
    spans = sorted((run[0].box.x0, run[-1].box.x1) for line in lines for run in _runs(line))
    height = sorted(line.box.height for line in lines)[len(lines) // 2]
    headings = {
        (line.box.x0, line.box.x1)
        for line in lines
        if len(_runs(line)) == 1 and line.box.width > _HEADING_WIDTH * height
    }
    merged: list[list[float]] = []
    for x0, x1 in spans:
        if (x0, x1) in headings:
            continue
        if merged and x0 - merged[-1][1] < _COLUMN_GAP * height:
            merged[-1][1] = max(merged[-1][1], x1)
        else:
            merged.append([x0, x1])
    if not merged:
        return []
    inner = [(left[1] + right[0]) / 2 for left, right in itertools.pairwise(merged)]
    return [merged[0][0] - _OUTER_MARGIN, *inner, merged[-1][1] + _OUTER_MARGIN]


def _n_header_lines(lines: Sequence[Line]) -> int:
    """How many lines the header has: up to the first line with a number, code, amount or stated row."""
    for i, line in enumerate(lines):
        texts = _texts(line)
        states_row = any(
            _begins_row(text) or names.level_of_text(names.parsed(text).text) == "program" for text in texts
        )
        if i and states_row and not any(role_of(text) in ("program", "name") for text in texts):
            return i
    return 1


def _begins_row(text: str) -> bool:
    """True for what stands once in a row, on its first line: a number, a code, an amount."""
    return bool(
        amounts.is_grouped(text) or codes.level_of_code(codes.code(text)) or _NUMBER.fullmatch(text.strip())
    )


def _row_tops(lines: Sequence[Line], n_header_lines: int, edges: Sequence[Edge], area: Box) -> list[float]:
    """Heights at which rows begin, the header's first."""
    end_of_header = lines[n_header_lines - 1].box.bottom - _RULE_OVERLAP
    rules = [y for y in _level_rules(edges, area) if y >= end_of_header]
    if len(rules) >= _MIN_ROWS:
        return [area.top, *[y for y in rules if y < area.bottom - _RULE_OVERLAP]]
    tops = [area.top]
    is_numbered = _is_numbered(lines, n_header_lines)
    for before, line in itertools.pairwise(lines):
        if line.box.top < lines[n_header_lines].box.top:
            continue
        if is_numbered:
            begins = bool(_NUMBERED.match(line.text)) or names.is_total(line.text)
        else:
            begins = (
                line is lines[n_header_lines]
                or any(_begins_row(text) for text in _texts(line))
                or line.box.top - before.box.bottom > _ROW_GAP * line.box.height
            )
        if begins:
            tops.append(line.box.top - _ROW_MARGIN)
    return tops


def _level_rules(edges: Sequence[Edge], area: Box) -> list[float]:
    """Heights of level rules that cross most of the area."""
    heights = sorted(
        edge.top
        for edge in edges
        if edge.horizontal
        and min(edge.x1, area.x1) - max(edge.x0, area.x0) > _MIN_RULE_SHARE * area.width
        and area.top - _RULE_MARGIN < edge.top < area.bottom + _RULE_MARGIN
    )
    rules: list[float] = []
    for y in heights:
        if not rules or y - rules[-1] > _SAME_RULE:
            rules.append(y)
    return rules
