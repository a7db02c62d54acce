"""Pieces, rules and cuts of a region to cells.

Rules and cuts are heights that close some columns: a rule those that it covers, a cut between
rows those in which no text goes on across it, a piece over several columns these. What
is not closed between two heights is one cell over both rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classifier.pdf.layout import Cell, Word, lines_of
from classifier.records import Box
from classifier.tables import cell_assignment
from classifier.tables.spans import has_between
from classifier.tables.unruled import row_cuts
from classifier.tables.unruled.pieces import Piece
from classifier.tables.unruled.row_cuts import Covering, Pair

# Points: heights closer than this are one.
_SAME_Y = 2.5
# Points that the first and last row reach beyond their words.
ROW_MARGIN = 0.5


@dataclass(frozen=True, slots=True)
class Rows:
    """What says where rows end.

    Rules, cuts, and the neighbouring pieces of each column; `shift` is what the rules add to the weights of
    these, `header_end` is None without a header.
    """

    rules: Sequence[Covering]
    cuts: Sequence[float]
    pairs: Sequence[Sequence[Pair]]
    shift: float
    header_end: float | None


def height_between(above: Box, below: Box) -> float:
    """Where a row ends between two lines: right above the lower one."""
    return max(above.y_centre + 0.1, min(below.top - ROW_MARGIN, below.y_centre - 0.1))


def cells_of(pieces: Sequence[Piece], xs: Sequence[float], rows: Rows) -> list[Cell]:
    """The cells with their texts, in reading order; `xs` are the borders of columns."""
    heights = _heights(pieces, xs, rows)
    boxes = _boxes(heights, xs, _spans(pieces, heights))
    inside: list[list[Word]] = [[] for _ in boxes]
    ordered = sorted(pieces, key=lambda piece: piece.line.words[0].order)
    places = [_place(piece, xs, i) for i, piece in enumerate(ordered)]
    for piece, index in zip(ordered, cell_assignment.cell_indexes(places, boxes), strict=True):
        if index >= 0:
            inside[index] += piece.line.words
    # Only a cell over several columns is ever cut again; without words a page travels light.
    return [
        Cell.of(box, lines_of(own, keep_words=has_between(xs, box.x0, box.x1)))
        for box, own in zip(boxes, inside, strict=True)
    ]


def _heights(pieces: Sequence[Piece], xs: Sequence[float], rows: Rows) -> list[Covering]:
    """Heights from the top of the table to its bottom, each with the columns that it closes."""
    n = len(xs) - 1
    top = min([piece.line.box.top - ROW_MARGIN for piece in pieces] + [rule.y for rule in rows.rules])
    bottom = max([piece.line.box.bottom + ROW_MARGIN for piece in pieces] + [rule.y for rule in rows.rules])
    closing = [*rows.rules, *_around_spans(pieces, n, rows)]
    closing += [Covering(y, [not _goes_on(pairs, y, rows.shift) for pairs in rows.pairs]) for y in rows.cuts]
    if rows.header_end is not None:
        closing.append(Covering(rows.header_end, [True] * n))
    heights = [Covering(top, [True] * n)]
    for y, columns in sorted(closing, key=lambda covering: covering.y):
        if y - heights[-1].y <= _SAME_Y:
            before = heights[-1]
            both = [a or b for a, b in zip(before.columns, columns, strict=True)]
            heights[-1] = Covering(before.y, both)
        elif y < bottom - _SAME_Y:
            heights.append(Covering(y, columns))
    return [*heights, Covering(bottom, [True] * n)]


def _around_spans(pieces: Sequence[Piece], n_columns: int, rows: Rows) -> list[Covering]:
    """Heights right above and below pieces over several columns, where their texts do not go on."""
    spanning = {id(piece): piece for piece in pieces if piece.last > piece.first}
    above: dict[int, float] = {}
    below: dict[int, float] = {}
    for column, pairs in enumerate(rows.pairs):
        for pair in pairs:
            if pair.weight < 0 or row_cuts.is_parted(pair, column, rows.rules):
                continue
            y = height_between(pair.above.line.box, pair.below.line.box)
            upper, lower = id(pair.above), id(pair.below)
            if upper in spanning:
                below[upper] = min(y, below.get(upper, y))
            if lower in spanning:
                above[lower] = max(y, above.get(lower, y))
    return [
        Covering(y, [spanning[key].first <= i <= spanning[key].last for i in range(n_columns)])
        for heights in (above, below)
        for key, y in heights.items()
    ]


def _goes_on(pairs: Sequence[Pair], y: float, shift: float) -> bool:
    """True when lines of one cell stand above and below a height."""
    return any(
        pair.weight + shift <= row_cuts.TOGETHER
        for pair in pairs
        if pair.above.line.box.y_centre < y < pair.below.line.box.y_centre
    )


def _spans(pieces: Sequence[Piece], heights: Sequence[Covering]) -> dict[tuple[int, int], int]:
    """For bands and columns of pieces over several columns the last of these."""
    spans: dict[tuple[int, int], int] = {}
    for piece in pieces:
        if piece.last > piece.first:
            band = max(0, sum(height.y <= piece.line.box.y_centre for height in heights) - 1)
            for column in range(piece.first, piece.last + 1):
                spans[band, column] = max(spans.get((band, column), 0), piece.last)
    return spans


def _boxes(heights: Sequence[Covering], xs: Sequence[float], spans: dict[tuple[int, int], int]) -> list[Box]:
    """The boxes of cells: each as wide as its piece, and down to where its columns are closed."""
    n_bands, n = len(heights) - 1, len(xs) - 1
    taken: set[tuple[int, int]] = set()
    boxes: list[Box] = []
    for band in range(n_bands):
        for column in range(n):
            if (band, column) in taken:
                continue
            last = column
            while spans.get((band, column), column) > last and (band, last + 1) not in taken:
                last += 1
            own = range(column, last + 1)
            end = band + 1
            while end < n_bands and not any(heights[end].columns[i] or (end, i) in taken for i in own):
                if last == column and spans.get((end, column), column) > column:
                    break
                end += 1
            taken |= {(b, i) for b in range(band, end) for i in own}
            boxes.append(Box(xs[column], heights[band].y, xs[last + 1], heights[end].y))
    return boxes


def _place(piece: Piece, xs: Sequence[float], order: int) -> Word:
    """A piece as one word within its columns: it stays whole, also where it reaches over a border."""
    x0, top, x1, bottom = piece.line.box
    left, right = xs[piece.first], xs[piece.last + 1]
    box = Box(max(x0, left), top, min(x1, right), bottom)
    if box.width <= 0:
        box = Box(left, top, right, bottom)
    return Word(piece.line.text, box, piece.line.bold, order, True)
