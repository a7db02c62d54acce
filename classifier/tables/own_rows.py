"""Tables whose words stand askew to their rules: the rules give the columns, the words' lines the rows.

Text layers made by OCR may lie a line or two below the picture that has the rules. Then the header and the
first row stand together in one row of cells, the number, name and amount of each alike. No rule of such a
table parts its rows, so they begin where a number or an amount stands in a line.

The lengths below are by eye; before changing one rerun tests/tables/test_own_rows.py and compare the rows of
`petakota extract` over real documents.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from classifier.fields import amounts
from classifier.pdf.layout import Cell, DrawnPage, PageTables, Table, Word, lines_of
from classifier.records import Box, around
from classifier.tables.columns import SAME_X, borders
from classifier.tables.header import Band, bands, is_header

# Of a line's height: words of one line stand so close, and lines of one text begin so far apart at most.
_SAME_LINE, _MAX_STEP = 0.5, 2.2
# Points between the rows of a table that double rules draw as tables of their own.
_MAX_GAP = 8
# Points by which a word may reach over the side of its column.
_SAME_SIDE = 2


def with_own_rows(page: DrawnPage, ruled: PageTables) -> PageTables:
    """The page with the rows of such tables as their words have them, and without the lines they take."""
    tables: list[Table] = []
    lines = list(ruled.lines)
    left = list(ruled.tables)
    while left:
        table = left.pop(0)
        header = _joined_header(table)
        if header is None:
            tables.append(table)
            continue
        stack = [table]
        while left and _goes_on(stack[-1], left[0]):
            stack.append(left.pop(0))
        below = [line for line in lines if line.box.top >= stack[-1].box.bottom - SAME_X]
        read = _read(page, stack, header, [line.box for line in below])
        tables.append(read)
        lines = [line for line in lines if line not in below or line.box.bottom > read.box.bottom]
    return replace(ruled, tables=tuple(tables), lines=tuple(lines))


def _goes_on(table: Table, below: Table) -> bool:
    """True for a table right below another with the same columns."""
    first, second = borders(table.cells), borders(below.cells)
    return (
        0 <= below.box.top - table.box.bottom <= _MAX_GAP
        and len(first) == len(second)
        and all(abs(a - b) <= SAME_X for a, b in zip(first, second, strict=True))
    )


def _joined_header(table: Table) -> Band | None:
    """The header that stands with the first row in one row of cells; None where it does not."""
    first = next(iter(bands(table)), None)
    if first is None or len(first.filled) < 2 or any(len(cell.lines) < 2 for cell in first.filled):
        return None
    for line in (0, 1):
        boxes = [cell.lines[line].box for cell in first.filled]
        if (
            max(box.y_centre for box in boxes) - min(box.y_centre for box in boxes)
            > _SAME_LINE * boxes[0].height
        ):
            return None
    above = Band(first.top, tuple(Cell.of(cell.box, cell.lines[:1]) for cell in first.filled))
    has_amount = any(amounts.is_grouped(cell.lines[1].text) for cell in first.filled)
    return above if has_amount and is_header(above) else None


def _read(page: DrawnPage, stack: Sequence[Table], header: Band, below: Sequence[Box]) -> Table:
    """The table that the words of a stack of tables make; `below` are the lines under it."""
    xs = borders([cell for table in stack for cell in table.cells])
    columns = list(itertools.pairwise(xs))
    top = around(cell.lines[0].box for cell in header.cells).top - 1
    region = Box(xs[0], top, xs[-1], _bottom(stack, columns, below))
    words = [
        word
        for word in page.words
        if region.x0 <= word.box.x_centre <= region.x1 and region.top <= word.box.y_centre <= region.bottom
    ]
    heights = [
        top,
        *_starts(words, columns, around(cell.lines[0].box for cell in header.cells)),
        region.bottom,
    ]
    cells = []
    for y0, y1 in itertools.pairwise(heights):
        for x0, x1 in columns:
            inside = [w for w in words if x0 <= w.box.x_centre < x1 and y0 <= w.box.y_centre < y1]
            cells.append(Cell.of(Box(x0, y0, x1, y1), tuple(lines_of(inside))))
    return Table(stack[0].page, region, tuple(cells))


def _bottom(stack: Sequence[Table], columns: Sequence[tuple[float, float]], below: Sequence[Box]) -> float:
    """Where the last row ends: with the lines below the rules that go on in one of its columns."""
    last = around(line.box for cell in stack[-1].cells for line in cell.lines[-1:])
    bottom = stack[-1].box.bottom
    for box in sorted(below, key=lambda box: box.top):
        in_column = any(x0 - _SAME_SIDE <= box.x0 and box.x1 <= x1 + _SAME_SIDE for x0, x1 in columns)
        if not in_column or box.bottom - last.bottom > _MAX_STEP * box.height:
            break
        last, bottom = box, max(bottom, box.bottom)
    return bottom + 1


def _starts(words: Sequence[Word], columns: Sequence[tuple[float, float]], header: Box) -> list[float]:
    """The heights at which rows begin: those of numbers in the first column, or of amounts."""
    body = [word for word in words if word.box.y_centre > header.bottom]
    numbered = [word for word in body if word.box.x_centre < columns[0][1]]
    with_money = [word for word in body if amounts.is_grouped(word.text)]
    starts: list[float] = []
    signs = numbered if len(numbered) >= len(with_money) else with_money
    for word in sorted(signs, key=lambda word: word.box.y_centre):
        beside = [
            w.box.top for w in body if abs(w.box.y_centre - word.box.y_centre) < _SAME_LINE * word.box.height
        ]
        start = min(beside) - 1
        if not starts or start - starts[-1] > word.box.height:
            starts.append(start)
    return starts
