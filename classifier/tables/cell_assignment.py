"""Which cell each word of a page belongs to.

By its centre, except that lines which straddle a border follow the block that
the document drew them in: office programs let text overflow a low row, and then
the centre of a line lies in the neighbour.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from classifier.pdf.layout import Word
from classifier.pdf.words import Floats
from classifier.records import Box

# Lines of one cell at one height; a cell with more is no cell of a plan.
_MOST_NEAR = 40
# A line with less than this share of its height inside a cell does not decide where it belongs.
_FIRM = 0.75


def homes(words: Sequence[Word], boxes: Sequence[Box]) -> list[int]:
    """For each word the index of its cell, -1 outside all."""
    if not words or not boxes:
        return [-1] * len(words)
    cells = np.array(boxes, dtype=np.float64)
    placed = np.array([word.box for word in words])
    homes = _at((placed[:, :2] + placed[:, 2:]) / 2, cells)
    blocks = list(_blocks(words))
    for block in blocks:
        _settle(block, boxes, cells, homes)
    _take_back(words, boxes, blocks, homes)
    return homes


def _at(
    points: Floats,
    cells: Floats,
) -> list[int]:
    x, y = points[:, 0:1], points[:, 1:2]
    hit = (x >= cells[:, 0]) & (x <= cells[:, 2]) & (y >= cells[:, 1]) & (y <= cells[:, 3])
    # Of cells that lie in one another, where a rule is missing, the smallest.
    area = (cells[:, 2] - cells[:, 0]) * (cells[:, 3] - cells[:, 1])
    found: list[int] = np.where(hit.any(axis=1), np.where(hit, area, np.inf).argmin(axis=1), -1).tolist()
    return found


def _take_back(
    words: Sequence[Word], boxes: Sequence[Box], blocks: Sequence[Sequence[_Run]], homes: list[int]
) -> None:
    """Give lines that lie over those of the cell below back to the cell where their block began.

    Printed spreadsheets hide what overflows a cell; its text is there all the same,
    in the middle of the next row's. The cell itself is full then, down to its border.
    Text that is drawn twice lies over itself and says nothing.
    """
    split = [block for block in blocks if len({homes[run.first] for run in block} - {-1}) > 1]
    if not split:
        return
    near: dict[tuple[int, int], list[_Run]] = {}
    for run in (run for block in blocks for run in block):
        for stripe in _stripes(run.box):
            there_now = near.setdefault((homes[run.first], stripe), [])
            if len(there_now) < _MOST_NEAR:
                there_now.append(run)

    def is_covered(run: _Run, there: int, own: set[int]) -> bool:
        text = [word.text for word in words[run.first : run.end]]
        return any(
            other.first not in own
            and _lies_over(run.box, other.box)
            and [word.text for word in words[other.first : other.end]] != text
            for stripe in _stripes(run.box)
            for other in near.get((there, stripe), ())
        )

    for block in split:
        home, own = homes[block[0].first], {run.first for run in block}
        lost: set[int] = set()
        for before, run in itertools.pairwise(block):
            there = homes[run.first]
            if there in (home, -1) or home < 0:
                continue
            if there not in lost:
                height = run.box.bottom - run.box.top
                is_full = boxes[home].bottom - before.box.bottom < 0.9 * height
                if not is_full or not is_covered(run, there, own):
                    break
            lost.add(there)
            homes[run.first : run.end] = [home] * (run.end - run.first)


def _stripes(box: Box) -> range:
    """The level stripes of the page, 8 points high, that a box lies in; a giant's first hundred."""
    first = int(box.top // 8)
    return range(first, min(int(box.bottom // 8), first + 100) + 1)


def _lies_over(box: Box, other: Box) -> bool:
    """True when two lines of text share a third of a height and some of their width."""
    low = min(box.bottom - box.top, other.bottom - other.top)
    return (
        min(box.bottom, other.bottom) - max(box.top, other.top) > 0.3 * low
        and min(box.x1, other.x1) - max(box.x0, other.x0) > low
    )


class _Run(NamedTuple):
    """A line as the document drew it: the words from `first` to before `end`, and the box around them."""

    first: int
    end: int
    box: Box


def _runs(words: Sequence[Word]) -> Iterator[_Run]:
    """Words that follow each other on one line."""
    first, x0, top, x1, bottom = 0, *words[0].box
    before_top, before_x1, height = top, x1, bottom - top
    for i, word in enumerate(words):
        left, upper, right, lower = word.box
        if i and not (
            abs(upper - before_top) < 0.4 * height and -0.2 * height < left - before_x1 < 1.5 * height
        ):
            yield _Run(first, i, Box(x0, top, x1, bottom))
            first, x0, top, x1, bottom = i, left, upper, right, lower
        else:
            x0, top, x1, bottom = min(x0, left), min(top, upper), max(x1, right), max(bottom, lower)
        before_top, before_x1, height = upper, right, lower - upper
    yield _Run(first, len(words), Box(x0, top, x1, bottom))


def _blocks(words: Sequence[Word]) -> Iterator[list[_Run]]:
    """Paragraphs as the document drew them.

    A line follows in the same block when it starts lower by at most 1.6 line heights
    and shares at least half of its width with the line above.
    """
    block: list[_Run] = []
    for run in _runs(words):
        if block:
            x0, top, x1, bottom = block[-1].box
            here = run.box
            height = bottom - top
            if not (
                0.3 * height < here.top - top < 1.6 * height
                and min(x1, here.x1) - max(x0, here.x0) > 0.5 * min(x1 - x0, here.x1 - here.x0)
            ):
                yield block
                block = []
        block.append(run)
    yield block


def _settle(block: Sequence[_Run], boxes: Sequence[Box], cells: Floats, homes: list[int]) -> None:
    """Give lines that straddle a border the cell of their block's firm lines, or of its middle."""
    own = [homes[run.first] for run in block]
    if len(set(own)) == 1:
        return
    firm = [
        home >= 0 and _inside(run.box, boxes[home]) >= _FIRM for run, home in zip(block, own, strict=True)
    ]
    if all(firm):
        return
    if any(firm):
        anchors = [k for k, sure in enumerate(firm) if sure]
        targets = [own[_nearest(anchors, k)] for k in range(len(block))]
    else:
        top, bottom = block[0].box, block[-1].box
        home = _at(np.array([[(top.x0 + top.x1) / 2, (top.top + bottom.bottom) / 2]]), cells)[0]
        if home < 0:
            return
        targets = [home] * len(block)
    for run, target, sure in zip(block, targets, firm, strict=True):
        fits = boxes[target].x0 - 2 <= (run.box.x0 + run.box.x1) / 2 <= boxes[target].x1 + 2
        if not sure and fits:
            homes[run.first : run.end] = [target] * (run.end - run.first)


def _inside(span: Box, cell: Box) -> float:
    height = max(span.bottom - span.top, 0.1)
    return (min(span.bottom, cell.bottom) - max(span.top, cell.top)) / height


def _nearest(places: Sequence[int], k: int) -> int:
    return min(places, key=lambda place: abs(place - k))
