"""Which cell each word of a page belongs to.

By its centre, except that lines which straddle a border follow the block that
the document drew them in: office programs let text overflow a low row, and then
the centre of a line lies in the neighbour.

The shares of heights below were set by eye, not swept. Before changing
one, rerun tests/tables and tests/extraction/test_golden.py, and compare the rows of
`petakota extract` over real documents.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from classifier.pdf.layout import Word
from classifier.pdf.words import Floats
from classifier.records import Box

# A line with less than this share of its height inside a cell does not decide where it belongs.
_MIN_SHARE_INSIDE = 0.75
# Points by which the centre of a line may lie beside the cell that its block gives it.
_TOLERANCE = 2
# Words that follow each other on one line: their tops differ by less than this share of the height ...
_MAX_RISE = 0.4
# ... and they stand this close, or overlap by so much (of the height).
_MAX_GAP, _MAX_STEP_BACK = 1.5, 0.2
# Lines of one block begin this far below one another (of the height) ...
_MIN_LINE_STEP, _MAX_LINE_STEP = 0.3, 1.6
# ... and share this much of the narrower one's width.
_MIN_SHARED_WIDTH = 0.5
# A cell is full when below the last line of a block less than this share of a line's height is left.
_MAX_ROOM_LEFT = 0.9
# Lines lie over each other when they share more than this of the lower one's height.
_MIN_SHARED_HEIGHT = 0.3
# Points: the height of the stripes in which lines are looked up, and how many stripes of a giant are.
_STRIPE, _MAX_STRIPES = 8, 100
# Points and cells compared at once: a page of plans has a few hundred of each. More are parted into upright
# stripes in which about so many cells begin.
_MAX_PAIRS, _CELLS_PER_STRIPE = 1_000_000, 100
# Lines of one cell in one stripe that are compared; a cell with more is no cell of a plan.
_MAX_LINES_PER_STRIPE = 40


def cell_indexes(words: Sequence[Word], cells: Sequence[Box]) -> list[int]:
    """For each word the index of its cell, -1 outside all."""
    if not words or not cells:
        return [-1] * len(words)
    cell_array = np.array(cells, dtype=np.float64)
    boxes = np.array([word.box for word in words])
    indexes = _cells_at((boxes[:, :2] + boxes[:, 2:]) / 2, cell_array)
    blocks = list(_blocks(words))
    for block in blocks:
        _assign_straddling_lines(block, cells, cell_array, indexes)
    _return_hidden_lines(words, cells, blocks, indexes)
    return indexes


def _cells_at(points: Floats, cells: Floats) -> list[int]:
    """The index of the cell that each point lies in, -1 outside all."""
    if len(points) * len(cells) <= _MAX_PAIRS:
        return _compared(points, cells)
    # Upright stripes of the page with few cells each, so that time and memory grow with the cells.
    n_stripes = len(cells) // _CELLS_PER_STRIPE + 1
    borders = np.quantile(cells[:, 0], np.arange(1, n_stripes) / n_stripes)
    stripe_of = np.searchsorted(borders, points[:, 0], side="right")
    first = np.searchsorted(borders, cells[:, 0], side="left")
    last = np.searchsorted(borders, cells[:, 2], side="right")
    cells_of: list[list[int]] = [[] for _ in range(n_stripes)]
    for i, (start, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        for stripe in range(start, end + 1):
            cells_of[stripe].append(i)
    indexes = np.full(len(points), -1)
    for stripe in np.unique(stripe_of).tolist():
        own = np.array(cells_of[stripe], dtype=np.intp)
        if not len(own):
            continue
        at = np.flatnonzero(stripe_of == stripe)
        for start in range(0, len(at), max(1, _MAX_PAIRS // len(own))):
            part = at[start : start + max(1, _MAX_PAIRS // len(own))]
            found = np.array(_compared(points[part], cells[own]))
            indexes[part] = np.where(found < 0, -1, own[found])
    return [int(index) for index in indexes]


def _compared(points: Floats, cells: Floats) -> list[int]:
    """As `_cells_at`, every point compared with every cell."""
    x, y = points[:, 0:1], points[:, 1:2]
    hits = (x >= cells[:, 0]) & (x <= cells[:, 2]) & (y >= cells[:, 1]) & (y <= cells[:, 3])
    # Of cells that lie in one another, where a rule is missing, the smallest.
    area = (cells[:, 2] - cells[:, 0]) * (cells[:, 3] - cells[:, 1])
    smallest = np.where(hits, area, np.inf).argmin(axis=1)
    indexes: list[int] = np.where(hits.any(axis=1), smallest, -1).tolist()
    return indexes


def _return_hidden_lines(
    words: Sequence[Word], cells: Sequence[Box], blocks: Sequence[Sequence[_DrawnLine]], indexes: list[int]
) -> None:
    """Return lines that lie over those of the cell below to the cell where their block began.

    Printed spreadsheets hide what overflows a cell; its text is there all the same,
    in the middle of the next row's. The cell itself is full then, down to its border.
    Text that is drawn twice lies over itself and says nothing.
    """
    split_blocks = [block for block in blocks if _is_split(block, indexes)]
    if not split_blocks:
        return
    lines_by_place: dict[tuple[int, int], list[_DrawnLine]] = {}
    for line in (line for block in blocks for line in block):
        for stripe in _stripes(line.box):
            lines_there = lines_by_place.setdefault((indexes[line.first], stripe), [])
            if len(lines_there) < _MAX_LINES_PER_STRIPE:
                lines_there.append(line)

    def is_covered(line: _DrawnLine, cell: int, own_lines: set[int]) -> bool:
        text = [word.text for word in words[line.first : line.end]]
        return any(
            other.first not in own_lines
            and _lies_over(line.box, other.box)
            and [word.text for word in words[other.first : other.end]] != text
            for stripe in _stripes(line.box)
            for other in lines_by_place.get((cell, stripe), ())
        )

    for block in split_blocks:
        first_cell, own_lines = indexes[block[0].first], {line.first for line in block}
        covering_cells: set[int] = set()
        for before, line in itertools.pairwise(block):
            cell = indexes[line.first]
            if cell in (first_cell, -1) or first_cell < 0:
                continue
            if cell not in covering_cells:
                is_full = cells[first_cell].bottom - before.box.bottom < _MAX_ROOM_LEFT * line.box.height
                if not is_full or not is_covered(line, cell, own_lines):
                    break
            covering_cells.add(cell)
            indexes[line.first : line.end] = [first_cell] * (line.end - line.first)


def _is_split(block: Sequence[_DrawnLine], indexes: Sequence[int]) -> bool:
    """True when the lines of a block lie in more than one cell."""
    own = [indexes[line.first] for line in block if indexes[line.first] >= 0]
    return any(index != own[0] for index in own)


def _stripes(box: Box) -> range:
    """The level stripes of the page, 8 points high, that a box lies in; a giant's first hundred."""
    first = int(box.top // _STRIPE)
    return range(first, min(int(box.bottom // _STRIPE), first + _MAX_STRIPES) + 1)


def _lies_over(box: Box, other: Box) -> bool:
    """True when two lines of text share a third of a height and some of their width."""
    low = min(box.height, other.height)
    return box.y_overlap(other) > _MIN_SHARED_HEIGHT * low and box.x_overlap(other) > low


class _DrawnLine(NamedTuple):
    """A line as the document drew it: the words from `first` to before `end`, and the box around them."""

    first: int
    end: int
    box: Box


def _drawn_lines(words: Sequence[Word]) -> Iterator[_DrawnLine]:
    """Words that follow each other on one line."""
    # Not with `Box`'s own arithmetic: this runs once for each word of a page.
    first, x0, top, x1, bottom = 0, *words[0].box
    before_top, before_x1, height = top, x1, bottom - top
    for i, word in enumerate(words):
        left, upper, right, lower = word.box
        if i and not (
            abs(upper - before_top) < _MAX_RISE * height
            and -_MAX_STEP_BACK * height < left - before_x1 < _MAX_GAP * height
        ):
            yield _DrawnLine(first, i, Box(x0, top, x1, bottom))
            first, x0, top, x1, bottom = i, left, upper, right, lower
        else:
            x0, top, x1, bottom = min(x0, left), min(top, upper), max(x1, right), max(bottom, lower)
        before_top, before_x1, height = upper, right, lower - upper
    yield _DrawnLine(first, len(words), Box(x0, top, x1, bottom))


def _blocks(words: Sequence[Word]) -> Iterator[list[_DrawnLine]]:
    """Paragraphs as the document drew them.

    A line follows in the same block when it starts lower by at most 1.6 line heights
    and shares at least half of its width with the line above.
    """
    block: list[_DrawnLine] = []
    for line in _drawn_lines(words):
        if block and not _is_next_line(block[-1].box, line.box):
            yield block
            block = []
        block.append(line)
    yield block


def _is_next_line(above: Box, box: Box) -> bool:
    return (
        _MIN_LINE_STEP * above.height < box.top - above.top < _MAX_LINE_STEP * above.height
        and above.x_overlap(box) > _MIN_SHARED_WIDTH * min(above.width, box.width)
    )


def _assign_straddling_lines(
    block: Sequence[_DrawnLine], cells: Sequence[Box], cell_array: Floats, indexes: list[int]
) -> None:
    """Give lines that straddle a border the cell of their block's firm lines, or of its middle."""
    own = [indexes[line.first] for line in block]
    if all(index == own[0] for index in own):
        return
    are_firm = [
        index >= 0 and _share_inside(line.box, cells[index]) >= _MIN_SHARE_INSIDE
        for line, index in zip(block, own, strict=True)
    ]
    if all(are_firm):
        return
    if any(are_firm):
        firm_places = [place for place, is_firm in enumerate(are_firm) if is_firm]
        targets = [own[_nearest(firm_places, place)] for place in range(len(block))]
    else:
        first, last = block[0].box, block[-1].box
        middle = np.array([[first.x_centre, (first.top + last.bottom) / 2]])
        target = _cells_at(middle, cell_array)[0]
        if target < 0:
            return
        targets = [target] * len(block)
    for line, target, is_firm in zip(block, targets, are_firm, strict=True):
        cell = cells[target]
        fits = cell.x0 - _TOLERANCE <= line.box.x_centre <= cell.x1 + _TOLERANCE
        if not is_firm and fits:
            indexes[line.first : line.end] = [target] * (line.end - line.first)


def _share_inside(box: Box, cell: Box) -> float:
    """The share of a line's height that lies within the heights of a cell."""
    return box.y_overlap(cell) / max(box.height, 0.1)


def _nearest(places: Sequence[int], place: int) -> int:
    return min(places, key=lambda other: abs(other - place))
