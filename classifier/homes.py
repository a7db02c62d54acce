"""Which cell each word of a page belongs to.

By its centre, except that lines which straddle a border follow the block that
the document drew them in: office programs let text overflow a low row, and then
the centre of a line lies in the neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from classifier.cells import Word
from classifier.drawn import Floats
from classifier.records import Box, around

# A line with less than this share of its height inside a cell does not decide where it belongs.
_FIRM = 0.75


def homes(words: Sequence[Word], boxes: Sequence[Box]) -> list[int]:
    """For each word the index of its cell, -1 outside all."""
    if not words or not boxes:
        return [-1] * len(words)
    cells = np.array(boxes, dtype=np.float64)
    middles = np.array([((w.box.x0 + w.box.x1) / 2, (w.box.top + w.box.bottom) / 2) for w in words])
    homes = _at(middles, cells)
    for block in _blocks(words):
        _settle(block, words, boxes, cells, homes)
    return homes


def _at(
    points: Floats,
    cells: Floats,
) -> list[int]:
    x, y = points[:, 0:1], points[:, 1:2]
    hit = (x >= cells[:, 0]) & (x <= cells[:, 2]) & (y >= cells[:, 1]) & (y <= cells[:, 3])
    return [int(i) for i in np.where(hit.any(axis=1), hit.argmax(axis=1), -1)]


def _blocks(words: Sequence[Word]) -> list[list[list[int]]]:
    """Paragraphs as the document drew them: lists of lines, each a list of word indices.

    A line follows in the same block when it starts lower by at most 1.6 line heights
    and shares at least half of its width with the line above.
    """
    lines: list[list[int]] = []
    for i, word in enumerate(words):
        if lines:
            last = words[lines[-1][-1]].box
            height = last.bottom - last.top
            if (
                abs(word.box.top - last.top) < 0.4 * height
                and -0.2 * height < word.box.x0 - last.x1 < 1.5 * height
            ):
                lines[-1].append(i)
                continue
        lines.append([i])
    blocks: list[list[list[int]]] = []
    for line in lines:
        if blocks:
            above, here = _span(words, blocks[-1][-1]), _span(words, line)
            height = above.bottom - above.top
            shared = min(above.x1, here.x1) - max(above.x0, here.x0)
            if 0.3 * height < here.top - above.top < 1.6 * height and shared > 0.5 * min(
                above.x1 - above.x0, here.x1 - here.x0
            ):
                blocks[-1].append(line)
                continue
        blocks.append([line])
    return blocks


def _span(words: Sequence[Word], line: list[int]) -> Box:
    return around(words[i].box for i in line)


def _settle(
    block: list[list[int]],
    words: Sequence[Word],
    boxes: Sequence[Box],
    cells: Floats,
    homes: list[int],
) -> None:
    """Give lines that straddle a border the cell of their block's firm lines, or of its middle."""
    spans = [_span(words, line) for line in block]
    own = [homes[line[0]] for line in block]
    if len(set(own)) == 1 and own[0] >= 0:
        return
    firm = [home >= 0 and _inside(span, boxes[home]) >= _FIRM for span, home in zip(spans, own, strict=True)]
    if all(firm) or (all(home < 0 for home in own)):
        return
    if any(firm):
        anchors = [k for k, sure in enumerate(firm) if sure]
        targets = [own[_nearest(anchors, k)] for k in range(len(block))]
    else:
        middle = np.array([[(spans[0].x0 + spans[0].x1) / 2, (spans[0].top + spans[-1].bottom) / 2]])
        home = _at(middle, cells)[0]
        if home < 0:
            return
        targets = [home] * len(block)
    for line, target, sure, span in zip(block, targets, firm, spans, strict=True):
        fits = boxes[target].x0 - 2 <= (span.x0 + span.x1) / 2 <= boxes[target].x1 + 2
        if not sure and fits:
            for i in line:
                homes[i] = target


def _inside(span: Box, cell: Box) -> float:
    height = max(span.bottom - span.top, 0.1)
    return (min(span.bottom, cell.bottom) - max(span.top, cell.top)) / height


def _nearest(places: Sequence[int], k: int) -> int:
    return min(places, key=lambda place: abs(place - k))
