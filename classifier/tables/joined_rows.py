"""Rows that one cell holds together, because the rules between them are missing, taken apart.

Web pages and spreadsheets print rules around groups of rows alone, or leave them out in some
columns. Codes say where rows begin: a cell whose lines begin with official codes holds a row for each.
So does one that lists programs by numbers, `1. Program A`, when a cell beside it has an amount for each.
Between two codes the cut runs where rules stand in other columns, else where most texts beside them
end; a text that goes on there stays whole, as that of a cell over several rows.

The weights of `unruled.row_cuts` serve here too, with the same caveat. Before changing what is below,
rerun tests/tables/test_joined_rows.py and compare the rows of `petakota extract` over real documents.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from classifier.fields import amounts, codes, names
from classifier.pdf.layout import Cell, Line, Table
from classifier.records import Box
from classifier.tables.unruled import row_cuts
from classifier.tables.unruled.grid import height_between
from classifier.tables.unruled.pieces import Piece
from classifier.tables.unruled.row_cuts import Pair

# Points by which cells of one group of rows begin or end apart.
_SAME_Y = 2.5
# A text that begins beside a code is likely the code's, even where it follows closely.
_BESIDE_CODE = 0.5
# Of line heights: what stands at one height does so within this.
_SAME_HEIGHT = 0.3
# What a code begins with; asked of every line, so cheap.
_MAY_BE_CODE = re.compile(r"\s*[\dXx][\dXx]?\s*\.\s*[\dXx]{1,2}\s*\.")
_LISTED_PROGRAM = re.compile(r"\s*\d{1,2}\s*[.)]\s*program\b", re.IGNORECASE)


def parted(table: Table) -> Table:
    """The table with rows of their own for all codes that one cell holds."""
    cells = list(table.cells)
    is_cut = False
    for holder in [cell for cell in table.cells if _holds_codes(cell) or _lists_programs(cell, table)]:
        if not any(cell is holder for cell in cells):
            # Cut with another cell of its rows.
            continue
        group = [cell for cell in cells if _is_within(cell.box, holder.box)]
        cut_cells = _cut(group, holder)
        if len(cut_cells) > len(group):
            is_cut = True
            cells = [cell for cell in cells if not any(cell is other for other in group)] + cut_cells
    if not is_cut:
        return table
    ordered = sorted(cells, key=lambda cell: (round(cell.box.top), cell.box.x0))
    return table._replace(cells=tuple(ordered))


def _holds_codes(cell: Cell) -> bool:
    return len(cell.lines) > 1 and len(_lines_with_codes(cell)) > 1


def _lists_programs(cell: Cell, table: Table) -> bool:
    """True when a cell lists programs, and a cell of the same row has as many amounts, each on its line."""
    n_programs = len(_lines_with_programs(cell)) if len(cell.lines) > 1 else 0
    if n_programs < 2:
        return False
    beside = [
        other
        for other in table.cells
        if other is not cell and len(other.lines) == n_programs and _are_abreast(cell.box, other.box)
    ]
    return any(all(amounts.is_grouped(line.text) for line in other.lines) for other in beside)


def _are_abreast(box: Box, other: Box) -> bool:
    return abs(box.top - other.top) < _SAME_Y and abs(box.bottom - other.bottom) < _SAME_Y


def _lines_with_programs(cell: Cell) -> list[Line]:
    return [line for line in cell.lines if _LISTED_PROGRAM.match(line.text)]


def _starts(cell: Cell) -> list[Line]:
    """The lines with which the rows of a cell begin; what stands above a list of programs is one too."""
    with_codes = _lines_with_codes(cell)
    if len(with_codes) > 1:
        return with_codes
    listed = _lines_with_programs(cell)
    return listed if listed[0] is cell.lines[0] else [cell.lines[0], *listed]


def _lines_with_codes(cell: Cell) -> list[Line]:
    """The lines of a cell that begin with a code of a program, kegiatan or sub kegiatan of one bidang."""
    lines: list[Line] = []
    bidang: list[str] = []
    for line in cell.lines:
        kode = names.parsed(line.text).kode if _MAY_BE_CODE.match(line.text) else ""
        # What wraps below `1.02.02.` is the rest of that code.
        if codes.level_of_code(kode) and kode.split(".")[:2] == (bidang or kode.split(".")[:2]):
            bidang = kode.split(".")[:2]
            lines.append(line)
    return lines


def _is_within(box: Box, other: Box) -> bool:
    return box.top > other.top - _SAME_Y and box.bottom < other.bottom + _SAME_Y


def _cut(group: Sequence[Cell], holder: Cell) -> list[Cell]:
    """The cells of a group of rows cut between the codes that one of them holds."""
    columns = sorted({(cell.box.x0, cell.box.x1) for cell in group})
    pairs = _pairs(group, columns)
    starts = _starts(holder)
    is_headed = not _MAY_BE_CODE.match(starts[0].text) and not _LISTED_PROGRAM.match(starts[0].text)
    rules = sorted({cell.box.top for cell in group if cell.lines and cell.box.top > holder.box.top + _SAME_Y})
    heights = []
    for before, line in itertools.pairwise(starts):
        between = [y for y in rules if before.box.y_centre < y < line.box.y_centre]
        heights.append((between[-1] if between else _height_between(before, line, pairs), line))
    cut_cells: list[Cell] = []
    for cell in group:
        pairs_of_cell = [] if not cell.lines else pairs[columns.index((cell.box.x0, cell.box.x1))]
        ends = [y for y, code in heights if _ends_at(cell, y, code, pairs_of_cell)]
        if is_headed and _begins_beside(cell, starts[1]):
            # The row of the heading has nothing in this column.
            ends.insert(0, heights[0][0])
        cut_cells += _parts(cell, ends)
    return cut_cells


def _pairs(group: Sequence[Cell], columns: Sequence[tuple[float, float]]) -> list[list[Pair]]:
    """For each column the lines that follow one another, with how likely a row ends between them."""
    pieces = []
    rights = [0.0] * len(columns)
    for cell in group:
        at = columns.index((cell.box.x0, cell.box.x1))
        pieces += [Piece(line, at, at) for line in cell.lines]
        rights[at] = max([rights[at], *(line.box.x1 for line in cell.lines)])
    return row_cuts.pairs_of(pieces, rights, len(columns))


def _height_between(before: Line, line: Line, pairs: Sequence[Sequence[Pair]]) -> float:
    """Of the heights between two lines with codes the one at which most texts end."""
    crossing = [
        pair
        for column in pairs
        for pair in column
        if before.box.y_centre - 1 < pair.above.line.box.y_centre < line.box.y_centre - 1
        and before.box.y_centre + 1 < pair.below.line.box.y_centre < line.box.y_centre + line.box.height
    ]
    heights = sorted({height_between(pair.above.line.box, pair.below.line.box) for pair in crossing})
    heights.append(height_between(before.box, line.box))

    def worth(y: float) -> float:
        return sum(
            pair.weight
            for pair in crossing
            if pair.above.line.box.y_centre < y < pair.below.line.box.y_centre
        )

    # Of equals the lowest: most tables begin their texts at the top.
    return max(reversed(heights), key=worth)


def _ends_at(cell: Cell, y: float, code: Line, pairs: Sequence[Pair]) -> bool:
    """True when a text of a cell ends at a height and another begins, most likely beside a line's code."""
    for pair in pairs:
        above, below = pair.above.line.box, pair.below.line.box
        if not (cell.box.top < above.y_centre < y < below.y_centre < cell.box.bottom):
            continue
        is_beside = _stands_beside(below, code.box)
        return pair.weight + _BESIDE_CODE * is_beside > 0
    return False


def _begins_beside(cell: Cell, line: Line) -> bool:
    """True when the first line of a cell stands at the height of a line."""
    return bool(cell.lines) and _stands_beside(cell.lines[0].box, line.box)


def _stands_beside(box: Box, of_line: Box) -> bool:
    return abs(box.y_centre - of_line.y_centre) < _SAME_HEIGHT * of_line.height


def _parts(cell: Cell, heights: Sequence[float]) -> list[Cell]:
    """The cell cut at some heights."""
    if not heights:
        return [cell]
    ys = [cell.box.top, *heights, cell.box.bottom]
    return [
        Cell.of(
            Box(cell.box.x0, top, cell.box.x1, bottom),
            tuple(line for line in cell.lines if top <= line.box.y_centre < bottom),
        )
        for top, bottom in itertools.pairwise(ys)
    ]
