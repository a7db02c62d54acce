"""Rows that one cell holds together, because the rules between them are missing, taken apart.

Web pages and spreadsheets print rules around groups of rows alone, or leave them out in some
columns. Codes say where rows begin: a cell whose lines begin with official codes holds a row for each.
Between two codes the cut runs where rules stand in other columns, else where most texts beside them
end; a text that goes on there stays whole, as that of a cell over several rows.

The weights of `unruled.row_cuts` serve here too, with the same caveat. Before changing what is below,
rerun tests/tables/test_joined_rows.py and compare the rows of `petakota extract` over real documents.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from classifier.fields import codes, names
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


def parted(table: Table) -> Table:
    """The table with rows of their own for all codes that one cell holds."""
    cells = list(table.cells)
    is_cut = False
    for holder in [cell for cell in table.cells if _holds_codes(cell)]:
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
    starts = _lines_with_codes(holder)
    rules = sorted({cell.box.top for cell in group if cell.lines and cell.box.top > holder.box.top + _SAME_Y})
    heights = []
    for before, line in itertools.pairwise(starts):
        between = [y for y in rules if before.box.y_centre < y < line.box.y_centre]
        heights.append((between[-1] if between else _height_between(before, line, pairs), line))
    cut_cells: list[Cell] = []
    for cell in group:
        pairs_of_cell = [] if not cell.lines else pairs[columns.index((cell.box.x0, cell.box.x1))]
        ends = [y for y, code in heights if _ends_at(cell, y, code, pairs_of_cell)]
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
        is_beside = abs(below.y_centre - code.box.y_centre) < _SAME_HEIGHT * code.box.height
        return pair.weight + _BESIDE_CODE * is_beside > 0
    return False


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
