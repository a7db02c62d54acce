"""Ruling lines in the picture of a page, and the picture without them.

A line is ink that goes on in one direction for longer than any stroke of a letter. Where it is broken
or dotted, pieces that follow each other closely are one.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from classifier.scans.engine import Grey

# Inches, so that nothing hangs on the resolution. A stroke of a letter of 24 points is a quarter inch high,
# the rows of the densest printed spreadsheets are a tenth apart.
_MIN_LEVEL, _MIN_UPRIGHT = 0.40, 0.22
# A line's pieces are so long, and gaps between them no longer.
_MIN_PIECE, _MAX_GAP = 0.18, 0.12
# Dots of a dotted line: their size, and the gaps between them.
_MAX_DOT, _MAX_DOT_GAP = 0.035, 0.05
# Letters before a row of dots: within so much, on that share of it.
_BEFORE_LEADER, _MIN_INK_BEFORE = 0.12, 0.05
# Thicker than this is an area, whose sides may be rules: a shaded header, a redaction.
_MAX_THICKNESS = 0.05
# Beside a rule is paper; beside the middle of a line of letters there is ink on so much of its length.
_BESIDE, _MAX_INK_BESIDE = (0.01, 0.02), 0.3
# A piece is no higher, but for what it leans: the bold letters of a small font make one as high as they are.
_MAX_PIECE_HEIGHT, _MAX_LEAN = 0.03, 0.01
# No run of touching letters is as long; upright ones end with their line.
_SURE_LEVEL, _SURE_UPRIGHT = 1.5, 0.45
# Nearer to the picture's border is the edge of the paper.
_BORDER = 0.12
# What the ink of a line reaches beyond what is found of it, on each side.
_MARGIN = 0.007
# By eye on tests/scans and made scans; not swept. Before changing one rerun benchmarks/scans.py.


class Rule(NamedTuple):
    """A straight line in pixels, from (x0, top) to (x1, bottom), level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float
    horizontal: bool


def rules(ink: Grey, dpi: int) -> tuple[list[Rule], Grey]:
    """The rules of a page from its ink (255 where there is some), and a mask of all that they cover."""
    level_rules, level_mask = _in_one_direction(ink, dpi, _MIN_LEVEL, _SURE_LEVEL)
    upright_rules, upright_mask = _in_one_direction(
        np.ascontiguousarray(ink.T), dpi, _MIN_UPRIGHT, _SURE_UPRIGHT
    )
    turned = [Rule(rule.top, rule.x0, rule.bottom, rule.x1, False) for rule in upright_rules]
    return level_rules + turned, cv2.bitwise_or(level_mask, np.ascontiguousarray(upright_mask.T))


def _in_one_direction(ink: Grey, dpi: int, min_length: float, sure_length: float) -> tuple[list[Rule], Grey]:
    """Level rules and what they cover."""
    # A line that leans or waves a little leaves one row of pixels for the next.
    thick = cv2.dilate(ink, _bar(1, 3))
    pieces = cv2.morphologyEx(thick, cv2.MORPH_OPEN, _bar(round(_MIN_PIECE * dpi), 1))
    pieces = cv2.bitwise_and(pieces, _thin_only(pieces, round(_MAX_THICKNESS * dpi)))
    pieces = _parted_from_text(pieces, ink, dpi, sure_length * dpi)
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, _bar(round(_MAX_GAP * dpi), 3))
    joined = cv2.bitwise_or(joined, _dotted(ink, dpi, min_length))
    n, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[Rule] = []
    kept: Grey = np.zeros(n, dtype=np.uint8)
    border = _BORDER * dpi
    for i in range(1, n):
        x, y, width, height, _ = stats[i].tolist()
        if width < min_length * dpi or width < 6 * height:
            continue
        part = labels[y : y + height, x : x + width] == i
        middle = y + float(np.average(np.arange(height), weights=part.sum(axis=1)))
        kept[i] = 255
        if border < middle < ink.shape[0] - border:
            found.append(Rule(x, middle, x + width, middle, True))
    margin = max(1, round(_MARGIN * dpi))
    return found, cv2.dilate(kept[labels], _bar(3, 2 * margin + 1))


def _parted_from_text(pieces: Grey, ink: Grey, dpi: int, sure_length: float) -> Grey:
    """The pieces that have paper beside them: letters that touch make long runs of ink, too."""
    aways = [max(2, round(away * dpi)) for away in _BESIDE]
    n, labels, stats, _ = cv2.connectedComponentsWithStats(pieces, connectivity=8)
    kept: Grey = np.zeros(n, dtype=np.uint8)
    n_rows = ink.shape[0]
    for i in range(1, n):
        x, y, width, height, _ = stats[i].tolist()
        if width >= sure_length:
            kept[i] = 255
            continue
        if height > _MAX_PIECE_HEIGHT * dpi + _MAX_LEAN * width:
            continue
        beside = [y - 1 - away for away in aways] + [y + height + away for away in aways]
        most = max(
            (np.count_nonzero(ink[row, x : x + width]) for row in beside if 0 <= row < n_rows), default=0
        )
        kept[i] = 255 if most <= _MAX_INK_BESIDE * width else 0
    mask: Grey = kept[labels]
    return mask


def _dotted(ink: Grey, dpi: int, min_length: float) -> Grey:
    """Rows of dots, joined."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    sizes = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    is_dot = sizes <= _MAX_DOT * dpi
    is_dot[0] = False
    dots = np.where(is_dot, 255, 0).astype(np.uint8)[labels]
    joined = cv2.morphologyEx(
        cv2.dilate(dots, _bar(1, 3)), cv2.MORPH_CLOSE, _bar(round(_MAX_DOT_GAP * dpi), 1)
    )
    rows = cv2.morphologyEx(joined, cv2.MORPH_OPEN, _bar(round(min_length * dpi), 1))
    n, labels, stats, _ = cv2.connectedComponentsWithStats(rows, connectivity=8)
    kept: Grey = np.zeros(n, dtype=np.uint8)
    text = cv2.bitwise_and(ink, cv2.bitwise_not(dots))
    before = round(_BEFORE_LEADER * dpi)
    for i in range(1, n):
        x, y, _, height, _ = stats[i].tolist()
        # The leaders of a table of contents follow a text.
        left_of = text[max(0, y - before) : y + height, max(0, x - before) : x]
        kept[i] = 0 if np.count_nonzero(left_of) > _MIN_INK_BEFORE * left_of.size else 255
    mask: Grey = kept[labels]
    return mask


def _thin_only(mask: Grey, max_thickness: int) -> Grey:
    """255 where no area thicker than a rule lies."""
    areas = cv2.morphologyEx(mask, cv2.MORPH_OPEN, _bar(1, max_thickness))
    return cv2.bitwise_not(areas)


def _bar(width: int, height: int) -> Grey:
    """A structuring element; of odd sides, as even ones move what they find."""
    return np.ones((max(height, 1) | 1, max(width, 1) | 1), dtype=np.uint8)
