"""Upright strips of a page, looked up by where they stand.

Tables of plans have a dozen columns, and comparing each with each costs nothing. A page with
thousands of cells in a row is no plan, but it must not keep the reader busy for minutes.
"""

from __future__ import annotations

import bisect
import itertools
import statistics
from collections.abc import Iterable, Sequence

# Fewer are compared one by one.
_MANY = 64
# Times the width of most: wider strips, such as merged cells, are compared with all.
_WIDE = 8


def has_between(xs: Sequence[float], low: float, high: float) -> bool:
    """True when one of ascending positions lies between two others."""
    return bisect.bisect_right(xs, low) < bisect.bisect_left(xs, high)


class Spans:
    """Strips (x0, x1); `near` gives those that may share some width with another."""

    def __init__(self, sides: Iterable[tuple[float, float]]) -> None:
        sides = list(sides)
        self._all: Sequence[int] = range(len(sides))
        self._is_small = len(sides) < _MANY
        if self._is_small:
            return
        limit = _WIDE * statistics.median(x1 - x0 for x0, x1 in sides)
        self._wide = [i for i, (x0, x1) in enumerate(sides) if x1 - x0 > limit]
        narrow = [i for i, (x0, x1) in enumerate(sides) if x1 - x0 <= limit]
        self._narrow = sorted(narrow, key=lambda i: sides[i][0])
        self._starts = [sides[i][0] for i in self._narrow]
        # The furthest right that any strip up to each ends: they may lie over one another.
        self._ends = list(itertools.accumulate((sides[i][1] for i in self._narrow), max))

    def near(self, x0: float, x1: float) -> Sequence[int]:
        """The places, ascending, of all strips that touch another, and perhaps of some that do not."""
        if self._is_small:
            return self._all
        start, end = bisect.bisect_left(self._ends, x0), bisect.bisect_right(self._starts, x1)
        return sorted([*self._wide, *self._narrow[start:end]])
