"""Charts as numbers for a template to draw: a radar of shares, and bars that are parts of a whole.

A picture is drawn with presentation attributes alone, as the pages' policy allows no styles in
them; whatever it says stands in a table beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# From ring to ring of a radar, for shares up to so much.
_RINGS = ((0.2, 0.05), (0.5, 0.1), (1.0, 0.2))
RADAR_WIDTH, RADAR_HEIGHT = 480, 380
_RADIUS, _LABEL_AT = 128, 146


@dataclass(frozen=True, slots=True)
class Spoke:
    """An axis of a radar: where it ends, and where its label stands, `anchor` as SVG has it."""

    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Ring:
    """A ring of a radar: its points, the share it stands for, and where that is written."""

    points: str
    share: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Radar:
    """A radar with one spoke for each share, the first on top, and one shape for each series."""

    x: float
    y: float
    spokes: tuple[Spoke, ...]
    rings: tuple[Ring, ...]
    shapes: tuple[tuple[tuple[float, float], ...], ...]

    @staticmethod
    def points(shape: Sequence[tuple[float, float]]) -> str:
        """A shape as SVG's `points`."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in shape)


def radar(series: Sequence[Sequence[float]]) -> Radar:
    """The radar of series of shares in 0..1, all as long."""
    n, largest = len(series[0]), max(max(shares) for shares in series)
    gap = next(gap for most, gap in _RINGS if most >= min(largest, 1.0))
    n_rings = max(2, math.ceil(round(largest / gap, 6)))
    rim = gap * n_rings
    middle = (RADAR_WIDTH / 2, RADAR_HEIGHT / 2)
    ways = [(math.sin(2 * math.pi * i / n), -math.cos(2 * math.pi * i / n)) for i in range(n)]

    def at(i: int, length: float) -> tuple[float, float]:
        return (middle[0] + ways[i][0] * length, middle[1] + ways[i][1] * length)

    rings = []
    for step in range(1, n_rings + 1):
        length = _RADIUS * step / n_rings
        points = Radar.points([at(i, length) for i in range(n)])
        rings.append(Ring(points, gap * step, middle[0] + 4, middle[1] - length + 4))

    def label(i: int) -> tuple[float, float]:
        # Labels have two lines: those on top stand over their spoke, those at a side beside its end.
        x, y = at(i, _LABEL_AT)
        return x, y - (18 if ways[i][1] < -0.9 else 8 if ways[i][1] < 0.9 else 0)

    return Radar(
        x=middle[0],
        y=middle[1],
        spokes=tuple(
            Spoke(*at(i, _RADIUS), *label(i), "middle" if abs(x) < 0.1 else "start" if x > 0 else "end")
            for i, (x, _) in enumerate(ways)
        ),
        rings=tuple(rings),
        shapes=tuple(
            tuple(at(i, _RADIUS * share / rim) for i, share in enumerate(shares)) for shares in series
        ),
    )


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a stacked bar, in percent of the longest bar."""

    id: str
    amount: int
    x: float
    width: float


def stacked(amounts: Mapping[str, int], longest: int) -> tuple[Part, ...]:
    """The parts of one bar side by side, those that are 0 left out; `longest` is the sum of the longest."""
    bar, x = [], 0.0
    for part_id, amount in amounts.items():
        if amount > 0 and longest > 0:
            width = 100 * amount / longest
            bar.append(Part(part_id, amount, round(x, 3), round(width, 3)))
            x += width
    return tuple(bar)


def percent(part: float) -> str:
    """A part of all in whole percent; what is there is never 0%, and what is not all never 100%."""
    rounded = round(100 * part)
    if part > 0 and rounded == 0:
        return "<1%"
    return ">99%" if part < 1 and rounded == 100 else f"{rounded}%"
