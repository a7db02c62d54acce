"""Where rows end in lines that no level rule parts, or that rules part only here and there.

Every two lines that follow one another in a column say how likely a row ends between them:
figures in a column stand in a row each, lines of one text follow at the usual step, a
text that is not full or begins with a number begins a cell. The best cuts through the
whole region are found together (dynamic programming over the heights of its lines), so that a
wide gap in one column and a new number in another are met by one cut.

The weights below are log odds by eye on generated and real pages, not swept. Before changing one,
rerun tests/tables/test_stream.py and tests/extraction/test_golden.py, and compare the rows of
`petakota extract` over real documents.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from classifier.fields import names, open_ends
from classifier.tables.unruled.pieces import Piece

# A cut costs this: without a reason there is none.
_CUT = 0.6
# A cut is worth this more for each column that begins anew right below it, up to so many.
_ALIGNED, _MAX_ALIGNED = 0.15, 4
# ... and where no text goes on across it, since then nothing holds what is above and below together.
_CLEAR = 0.9
# Lines of one cell cost no more than this when cut: the cell may span rows.
_MIN_WEIGHT = -1.0
# Lines of one cell, at the usual step; less where nothing shows for sure how long that is.
_TIGHT, _PERHAPS_TIGHT = -2.0, -0.8
_WIDE, _WIDE_PER_HEIGHT, _MAX_WIDE = 1.6, 2.0, 2.0
_FIGURES = 2.2
_LOWER, _OPEN, _NUMBERED, _HAD_ROOM, _NAMED, _OUTDENTED, _OTHER_WEIGHT = -1.5, -1.5, 2.5, 2.0, 0.7, 1.5, 1.0
_OTHER_SPAN, _SAME_TEXT = 2.5, 2.5
# From this weight on two lines are in different cells for sure; below the other one in the same.
_APART, TOGETHER = 1.0, -1.0
# Where level rules part this share of the lines that are apart, they part all rows.
_MIN_PARTED = 0.75
_WITHIN_RULES = -4.0
# Of line heights: steps that differ by less are the same; lines whose middles do are at one height.
_SAME_STEP, _SAME_HEIGHT = 0.06, 0.25
_USUAL_STEP, _MAX_STEP = 1.12, 1.75
_FIGURE = re.compile(
    r"(?:rp\.?\s*)?[\d\s.,()%+\-–/:]+(?:,-)?|[A-Za-z][.)]?|[IVXivx]{1,5}[.)]?|rp\.?", re.IGNORECASE
)
# A code or amount that goes on below.
_CUT_FIGURE = re.compile(r"(?:rp\.?\s*)?\d+(?:[.,]\d+)+[.,]", re.IGNORECASE)
_MARK = re.compile(r"\(?(?:\d{1,2}|[A-Za-z]|[IVXivx]{1,4})[.)]\s*\S|[-–•*▪·\uf000-\uf0ff]\s")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pieces that follow one another in a column, and how likely a row ends between them."""

    above: Piece
    below: Piece
    weight: float


class Covering(NamedTuple):
    """A level rule at height `y`, and for each column whether it covers it."""

    y: float
    columns: Sequence[bool]


def pairs_of(pieces: Sequence[Piece], rights: Sequence[float], n_columns: int) -> list[list[Pair]]:
    """For each column its neighbouring pieces; `rights` are where the texts of columns end."""
    by_column: list[list[Piece]] = [[] for _ in range(n_columns)]
    for piece in sorted(pieces, key=lambda piece: piece.line.box.y_centre):
        for column in range(piece.first, piece.last + 1):
            by_column[column].append(piece)
    step, is_sure = _usual_step(by_column)
    tight = _TIGHT if is_sure else _PERHAPS_TIGHT
    return [
        [Pair(a, b, _weight(a, b, step, tight, rights[a.last])) for a, b in itertools.pairwise(column)]
        for column in by_column
    ]


def _usual_step(by_column: Sequence[Sequence[Piece]]) -> tuple[float, bool]:
    """From line to line of one text, in line heights, and whether lines that go on show it."""
    sure: list[float] = []
    perhaps: list[float] = []
    for column in by_column:
        for a, b in itertools.pairwise(column):
            height = b.line.box.height or 1.0
            step = (b.line.box.top - a.line.box.top) / height
            if (
                not 0.7 < step < _MAX_STEP
                or min(len(a.line.text), len(b.line.text)) < 4
                or a.first != b.first
            ):
                continue
            if is_figure(a.line.text) or is_figure(b.line.text):
                continue
            goes_on = b.line.text[:1].islower() or open_ends.is_open(a.line.text)
            if goes_on:
                sure.append(step)
            if step < _MAX_STEP:
                perhaps.append(step)
    steps = sorted(sure if len(sure) >= 2 else perhaps)
    if not steps:
        return _USUAL_STEP, False
    if len(sure) >= 2:
        return steps[len(steps) // 2], True
    return steps[len(steps) // 4], False


def is_figure(text: str) -> bool:
    """True for a number, code, amount, mark or dash alone."""
    return bool(_FIGURE.fullmatch(text))


def begins_with_mark(text: str) -> bool:
    """True for a text behind a running number, letter or bullet."""
    return bool(_MARK.match(text))


def _has_room(a: Piece, b: Piece, right: float) -> bool:
    """True when the first word of the line below would have fitted behind the line above."""
    line = b.line
    n_chars = len(line.text.split(" ", 1)[0])
    first_word = line.words[0].box.width if line.words else line.box.width * n_chars / (len(line.text) or 1)
    return a.line.box.x1 + first_word + 0.3 * line.box.height < right


def _weight(a: Piece, b: Piece, usual_step: float, tight: float, right: float) -> float:
    above, below = a.line, b.line
    height = below.box.height or 1.0
    if (a.first, a.last) != (b.first, b.last):
        is_rest = a.first == b.first and b.last <= a.last and abs(above.box.x0 - below.box.x0) < 0.2 * height
        if not is_rest:
            return _OTHER_SPAN
    step = (below.box.top - above.box.top) / height
    text = below.text
    lower = _LOWER if text[:1].islower() else 0.0
    is_open = _OPEN if open_ends.is_open(above.text) else 0.0
    if abs(step - usual_step) > _SAME_STEP:
        wide = _WIDE + min(_MAX_WIDE, _WIDE_PER_HEIGHT * max(0.0, step - usual_step))
        if step > usual_step + 1:
            return wide + 0.5
        begins = _MARK.match(text) or names.level_of_text(names.parsed(text).text)
        return wide + (lower + is_open) / 2 + (_NAMED if begins else 0.0)
    if is_figure(text) and is_figure(above.text):
        return tight if _CUT_FIGURE.fullmatch(above.text) else _FIGURES
    weight = tight + lower + is_open
    if text == above.text:
        weight += _SAME_TEXT
    if _MARK.match(text):
        weight += _NUMBERED
    if not lower and not is_open and _has_room(a, b, right):
        weight += _HAD_ROOM
    if names.level_of_text(names.parsed(text).text) and not is_open:
        weight += _NAMED
    if below.box.x0 < above.box.x0 - 0.3 * height and abs(below.box.x_centre - above.box.x_centre) > height:
        weight += _OUTDENTED
    if above.bold != below.bold:
        weight += _OTHER_WEIGHT
    return weight


def cuts(pieces: Sequence[Piece], pairs: Sequence[Sequence[Pair]], shift: float = 0.0) -> list[float]:
    """Heights between rows, from top to bottom; `shift` is added to the weight of every pair."""
    centres = sorted(piece.line.box.y_centre for piece in pieces)
    height = sorted(piece.line.box.height for piece in pieces)[len(pieces) // 2] or 1.0
    heights: list[float] = []
    for y in centres:
        if not heights or y - heights[-1] > _SAME_HEIGHT * height:
            heights.append(y)
    n = len(heights)
    if n < 2:
        return []
    places = np.array(heights)

    def place(piece: Piece) -> int:
        return int(np.searchsorted(places, piece.line.box.y_centre + 0.01, side="right")) - 1

    tops = [float("inf")] * n
    bottoms = [0.0] * n
    for piece in pieces:
        k = place(piece)
        tops[k] = min(tops[k], piece.line.box.top)
        bottoms[k] = max(bottoms[k], piece.line.box.bottom)
    # inside[l, r]: the sum of weights of pairs that stand in the rows from l to r.
    weights = np.zeros((n + 1, n + 1))
    aligned = np.zeros(n)
    # Nothing goes on from place k to the next.
    is_clear = np.array([shift == 0 and tops[k + 1] > bottoms[k] - 1 for k in range(n - 1)])
    seen: set[tuple[int, int]] = set()
    for column in pairs:
        for pair in column:
            key = (id(pair.above), id(pair.below))
            if key in seen:
                continue
            seen.add(key)
            i, j = place(pair.above), place(pair.below)
            if i < j:
                weights[i, j] += max(_MIN_WEIGHT, pair.weight + shift)
                aligned[j] += pair.weight + shift > _APART
                if pair.weight + shift < 0:
                    is_clear[i:j] = False
    # best[r]: of all ways to cut what stands above place r, with a cut right above it.
    inside = np.flip(np.cumsum(np.flip(np.cumsum(weights, axis=1), 0), 0), 0)
    best = np.full(n + 1, -np.inf)
    before = np.zeros(n + 1, dtype=int)
    best[0] = 0.0
    for r in range(1, n + 1):
        values = best[:r] - inside[:r, r - 1]
        start = int(values.argmax())
        gain = 0.0
        if r < n:
            gain = _ALIGNED * min(_MAX_ALIGNED, aligned[r]) + _CLEAR * is_clear[r - 1] - _CUT
        best[r], before[r] = values[start] + gain, start
    chosen = []
    r = int(before[n])
    while r > 0:
        chosen.append(max(heights[r - 1] + 0.1, min(tops[r] - 0.5, heights[r] - 0.1)))
        r = int(before[r])
    return chosen[::-1]


def shift_by_rules(pairs: Sequence[Sequence[Pair]], rules: Sequence[Covering]) -> float:
    """What is added to weights where level rules part the rows, 0 where they part groups of rows or none."""
    n_parted = n_unparted = 0
    for column, column_pairs in enumerate(pairs):
        for pair in column_pairs:
            if pair.weight >= _APART:
                if is_parted(pair, column, rules):
                    n_parted += 1
                else:
                    n_unparted += 1
    return _WITHIN_RULES if n_parted and n_parted >= _MIN_PARTED * (n_parted + n_unparted) else 0.0


def without_parted(
    pairs: Sequence[Sequence[Pair]], rules: Sequence[Covering], top: float
) -> list[list[Pair]]:
    """The pairs below a height that no rule parts."""
    return [
        [
            pair
            for pair in column_pairs
            if pair.above.line.box.y_centre > top and not is_parted(pair, column, rules)
        ]
        for column, column_pairs in enumerate(pairs)
    ]


def is_parted(pair: Pair, column: int, rules: Sequence[Covering]) -> bool:
    """True when a rule that covers the column runs between the two lines of a pair."""
    above, below = pair.above.line.box.y_centre, pair.below.line.box.y_centre
    return any(above < y < below and columns[column] for y, columns in rules)
