"""Columns of lines that no upright rule parts: where white space stands through many lines.

White space between columns is found as in T. Breuel, "Two geometric algorithms for
layout analysis" (2002), in its simplest form: one region, upright gaps. How many lines
have text at a place makes a profile with a hill for each column; a valley between two hills is a
border when few lines cross it beside those that have text on its sides. What
crosses several borders (a heading, a group of columns in the header) is left out of it.

The shares of line heights below were set by eye on generated and real pages. Before changing
one, rerun tests/tables/test_stream.py and tests/extraction/test_golden.py, and compare the
rows of `petakota extract` over real documents.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.pdf.layout import Line, Word
from classifier.tables.spans import has_between

# Of line heights: words that stand further apart are in two runs, if spaces are narrower than that.
_MIN_RUN_GAP, _MAX_RUN_GAP, _USUAL_SPACE = 0.36, 0.9, 0.25
# Gaps between the words of a run are at most so many times the usual space.
_SPACES_IN_RUN = 1.6
# A valley is a border when it is crossed by this share of the lower hill beside it at most.
_MAX_CROSSED = 0.15
# Of line heights: an empty column is wider.
_MIN_COLUMN = 1.5
# So many lines have text in a column.
_MIN_HILL = 2
# Rules speak for a border where they end in so many ... of the lines at most a word is cut there.
_MAX_WORDS_CUT = 0.1
# A run over so many borders that rules speak for spans columns.
_MIN_SPANNED = 2
# Points by which a rule's end lies beside the white space that it borders.
_SAME_BORDER = 3.0
# Rules alone say where columns are when they speak for two borders, and few others seem to be there.
_MIN_HINTS, _MAX_UNMATCHED = 2, 0.4
# Points that the outer columns reach beyond their words.
OUTER_MARGIN = 1.0
# Of line heights: a run crosses a border when it reaches over it by this.
_MIN_CROSSING = 0.5
# What a run counts that is alone on its line: it may be a heading across columns.
_LONE_RUN = 0.08
# A line of one run that is wider than this share of the region is a heading.
_HEADING_WIDTH = 0.45


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a line that stand close together."""

    x0: float
    x1: float
    words: tuple[Word, ...]


def space_of(lines: Sequence[Line]) -> float:
    """The usual gap between words of one text, in line heights."""
    gaps = []
    for line in lines:
        height = line.box.height or 1.0
        for before, word in itertools.pairwise(line.words):
            gap = (word.box.x0 - before.box.x1) / height
            if 0.05 < gap < _MAX_RUN_GAP:
                gaps.append(gap)
    gaps.sort()
    return gaps[len(gaps) // 2] if len(gaps) >= 5 else _USUAL_SPACE


def runs_of(line: Line, space: float) -> list[Run]:
    """The runs of a line from left to right; `space` is the usual gap between words, in line heights."""
    gap = min(max(_SPACES_IN_RUN * space, _MIN_RUN_GAP), _MAX_RUN_GAP) * (line.box.height or 1.0)
    words = line.words
    runs = []
    first = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or words[i].box.x0 - words[i - 1].box.x1 >= gap:
            own = words[first:i]
            runs.append(Run(own[0].box.x0, max(word.box.x1 for word in own), own))
            first = i
    return runs


@dataclass(frozen=True, slots=True)
class _Valley:
    """Where few of the spans beside it reach: from `x0` to `x1`."""

    n_crossing: float
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def borders(
    lines: Sequence[Line],
    runs: Sequence[Sequence[Run]],
    hints: Sequence[float] = (),
    n_left_out: int = 0,
) -> list[float]:
    """Upright positions between columns, the outer ends included; none when there is but one column.

    `runs` are those of each line; `hints` are places that rules speak for. The white space of the
    first `n_left_out` lines does not count.
    """
    left = min(line.box.x0 for line in lines)
    right = max(line.box.x1 for line in lines)
    height = sorted(line.box.height for line in lines)[len(lines) // 2] or 1.0
    lines, runs = lines[n_left_out:], runs[n_left_out:]
    wide = _HEADING_WIDTH * (right - left)
    spans = [
        (run.x0, run.x1, 1.0 if len(own) > 1 else _LONE_RUN)
        for own in runs
        for run in own
        if len(own) > 1 or run.x1 - run.x0 < wide
    ]
    valleys = _valleys(spans)
    reach = _MIN_CROSSING * height
    middles = sorted(valley.middle for valley in valleys)
    narrow = [span for span in spans if not has_between(middles, span[0] + reach, span[1] - reach)]
    if len(narrow) < len(spans):
        valleys = _valleys(narrow)
    rows = [own for own in runs if len(own) > 1]
    centres = [word.box.x_centre for line in lines for word in line.words]
    inside = [x for x in hints if left < x < right]
    inner = _with_hints(valleys, _merged(inside, centres, _MIN_COLUMN * height), rows)
    return [left - OUTER_MARGIN, *inner, right + OUTER_MARGIN] if inner else []


def _valleys(spans: Sequence[tuple[float, float, float]]) -> list[_Valley]:
    """The valleys in the profile of weighted spans that are deep enough to part columns."""
    steps: dict[float, float] = {}
    for x0, x1, weight in spans:
        steps[x0] = steps.get(x0, 0.0) + weight
        steps[x1] = steps.get(x1, 0.0) - weight
    xs = sorted(steps)
    hills: list[float] = []
    valleys: list[_Valley] = []
    peak, level = 0.0, 0.0
    low: _Valley | None = None
    for x0, x1 in itertools.pairwise(xs):
        level = round(level + steps[x0], 3)
        if low is None and level >= peak:
            peak = level
        elif low is None or level < low.n_crossing:
            low = _Valley(level, x0, x1)
        elif level == low.n_crossing:
            low = _Valley(level, low.x0, x1)
        else:
            hills.append(peak)
            valleys.append(low)
            peak, low = level, None
    hills.append(peak)
    while valleys:
        # The shallowest goes first; a hill of one line is no column.
        shares = [
            valley.n_crossing / lower if (lower := min(hills[i], hills[i + 1])) >= _MIN_HILL else 1.0
            for i, valley in enumerate(valleys)
        ]
        worst = max(range(len(valleys)), key=lambda i: shares[i])
        if shares[worst] <= _MAX_CROSSED:
            break
        del valleys[worst]
        hills[worst : worst + 2] = [max(hills[worst], hills[worst + 1])]
    return valleys


def _merged(hints: Sequence[float], centres: Sequence[float], min_width: float) -> list[float]:
    """Hints that stand close, without words between them (white between two backgrounds), made one."""
    merged: list[list[float]] = []
    for x in hints:
        if merged and x - merged[-1][-1] < min_width and not any(merged[-1][-1] < c < x for c in centres):
            merged[-1].append(x)
        else:
            merged.append([x])
    return [(xs[0] + xs[-1]) / 2 for xs in merged]


def _with_hints(
    valleys: Sequence[_Valley], hints: Sequence[float], rows: Sequence[Sequence[Run]]
) -> list[float]:
    """Borders that rules speak for, and valleys beside them where rules do not speak for most."""
    # A heading over several columns cuts none.
    cells = [run for own in rows for run in own if sum(run.x0 < x < run.x1 for x in hints) < _MIN_SPANNED]
    kept = [
        x
        for x in hints
        if sum(word.box.x0 + 1 < x < word.box.x1 - 1 for run in cells for word in run.words)
        <= max(1, _MAX_WORDS_CUT * len(rows))
    ]
    unmatched = [
        valley.middle
        for valley in valleys
        if not any(valley.x0 - _SAME_BORDER <= x <= valley.x1 + _SAME_BORDER for x in kept)
    ]
    if len(kept) >= _MIN_HINTS and len(unmatched) <= _MAX_UNMATCHED * len(valleys):
        return kept
    return sorted([*kept, *unmatched])
