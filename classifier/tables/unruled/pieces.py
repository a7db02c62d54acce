"""Lines of a region cut at the borders of its columns.

A text that reaches over borders stays one piece, unless the texts of two columns meet there
closely: then a word begins where texts of its column begin, or ends where they end.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.pdf.layout import Line, Word, lines_of
from classifier.tables.unruled.column_gaps import Run

# Of line heights: a run crosses a border when it reaches over it by this.
_MIN_CROSSING = 0.5
# Of line heights: texts of one line that stand this far apart are no text across columns.
_CELL_GAP = 1.5
# Points by which texts of one column begin or end apart.
_SAME_SIDE = 1.5


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a line that stands in the columns from `first` to `last`."""

    line: Line
    first: int
    last: int


def crossed(run: Run, xs: Sequence[float], height: float) -> list[int]:
    """The inner borders that a run reaches over."""
    reach = _MIN_CROSSING * height
    first = bisect.bisect_right(xs, run.x0 + reach)
    return list(range(max(1, first), min(len(xs) - 1, bisect.bisect_left(xs, run.x1 - reach))))


def pieces_of(lines: Sequence[Line], runs: Sequence[Sequence[Run]], xs: Sequence[float]) -> list[list[Piece]]:
    """The pieces of each line, from left to right."""
    n = len(xs) - 1
    lefts: list[list[float]] = [[] for _ in range(n)]
    rights: list[list[float]] = [[] for _ in range(n)]
    placed: list[list[tuple[Run, int, int]]] = []
    for line, own in zip(lines, runs, strict=True):
        placed.append([])
        for run in own:
            over = crossed(run, xs, line.box.height)
            first = over[0] - 1 if over else _column_at(xs, (run.x0 + run.x1) / 2)
            placed[-1].append((run, first, over[-1] if over else first))
            if not over:
                lefts[first].append(run.x0)
                rights[first].append(run.x1)
    pieces = []
    for line, own_runs in zip(lines, placed, strict=True):
        parts: list[_Part] = []
        for run, first, last in own_runs:
            for words, a, b in _parts(run, first, last, xs, lefts, rights):
                _add_part(parts, _Part(list(words), a, b), _CELL_GAP * line.box.height)
        pieces.append(
            [
                Piece(
                    line if len(part.words) == len(line.words) else lines_of(part.words)[0],
                    part.first,
                    part.last,
                )
                for part in parts
            ]
        )
    return pieces


@dataclass(slots=True)
class _Part:
    words: list[Word]
    first: int
    last: int


def _add_part(parts: list[_Part], part: _Part, cell_gap: float) -> None:
    """Add a part of a line to those left of it: two texts share no column, unless they are one."""
    if not parts or parts[-1].last < part.first:
        parts.append(part)
        return
    before = parts[-1]
    is_apart = part.words[0].box.x0 - before.words[-1].box.x1 > cell_gap
    if is_apart and part.last > before.last:
        if before.first < part.first:
            before.last = part.first - 1
        else:
            part.first = before.last + 1
        parts.append(part)
        return
    before.words += part.words
    before.last = max(before.last, part.last)


def _column_at(xs: Sequence[float], x: float) -> int:
    return max(0, min(len(xs) - 2, bisect.bisect_right(xs, x) - 1))


def _parts(
    run: Run,
    first: int,
    last: int,
    xs: Sequence[float],
    lefts: Sequence[Sequence[float]],
    rights: Sequence[Sequence[float]],
) -> list[tuple[tuple[Word, ...], int, int]]:
    """A run over several columns, cut at borders where the texts of two columns meet closely."""
    if first == last:
        return [(run.words, first, last)]
    parts = []
    start, start_column = 0, first
    for column in range(first + 1, last + 1):
        x = xs[column]
        i = next((i for i, word in enumerate(run.words) if word.box.x_centre > x), len(run.words))
        if not start < i < len(run.words):
            continue
        before, word = run.words[i - 1].box, run.words[i].box
        meets = _is_near(word.x0, lefts[column]) or _is_near(before.x1, rights[column - 1])
        if before.x1 <= x + 1 and word.x0 >= x - 1 and meets:
            parts.append((run.words[start:i], start_column, column - 1))
            start, start_column = i, column
    parts.append((run.words[start:], start_column, last))
    return parts


def _is_near(x: float, places: Sequence[float]) -> bool:
    return sum(abs(x - place) <= _SAME_SIDE for place in places) >= 2
