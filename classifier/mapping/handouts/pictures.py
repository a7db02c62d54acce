"""Pictures for report and slides beside the matrix: the radar of dimensions, and bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.formats import palette
from classifier.i18n.messages import Translator
from classifier.mapping import analysis, map_words
from classifier.mapping.canvas import Sheet, broken, line_height, width
from classifier.mapping.matrix import Map, dimension_name

# From ring to ring, for shares up to so much.
_RINGS = ((0.2, 0.05), (0.5, 0.1), (1.0, 0.2))


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, how long it is, what stands at its end."""

    name: str
    amount: int
    text: str
    colour: str = palette.BRAND


def radar(city_map: Map, texts: Translator, *, size: tuple[float, float], points: float) -> bytes:
    """The share of each dimension in what the map counts and in rupiah, as PNG of a size in inches."""
    across, down = size
    sheet = Sheet(across, down)
    shares = analysis.shares(analysis.by_dimension(city_map))
    series = [(palette.COUNTS, [one.programs for one in shares.values()], map_words.counted(city_map, texts))]
    if any(one.budget for one in shares.values()):
        series.append((palette.BUDGETS, [one.budget for one in shares.values()], texts.gettext("budget")))
    largest = max(max(lengths) for _, lengths, _ in series)
    gap = next(gap for most, gap in _RINGS if most >= min(largest, 1.0))
    n_rings = max(2, math.ceil(round(largest / gap, 6)))
    key = line_height(points) + 0.15
    middle = (across / 2, (down - key) / 2)
    called = max(width(dimension_name(dimension), points, bold=True) for dimension in shares)
    # Labels above and below have two lines; those at a side begin where its spoke ends.
    radius = min((down - key) / 2 - 2.4 * line_height(points), (across / 2 - called - 0.2) / 0.87)
    ways = [
        (math.sin(2 * math.pi * i / len(shares)), -math.cos(2 * math.pi * i / len(shares)))
        for i in range(len(shares))
    ]

    def at(i: int, length: float) -> tuple[float, float]:
        return (middle[0] + ways[i][0] * length, middle[1] + ways[i][1] * length)

    for ring in range(1, n_rings + 1):
        sheet.shape([at(i, radius * ring / n_rings) for i in range(len(ways))], "#c3ced2", points=0.8)
    for i in range(len(ways)):
        sheet.line(*middle, *at(i, radius), "#c3ced2", 0.8)
    for colour, lengths, _ in series:
        corners = [at(i, radius * length / (gap * n_rings)) for i, length in enumerate(lengths)]
        sheet.shape(corners, colour, points=2.4, filling=0.14)
    for ring in range(1, n_rings + 1):
        x, y = at(0, radius * ring / n_rings)
        sheet.text(x + 0.05, y + 0.02, f"{gap * ring:.0%}", points * 0.8, colour=palette.SOFT)
    for i, dimension in enumerate(shares):
        x, y = at(i, radius + 0.12)
        side = ways[i][0]
        where = "center" if abs(side) < 0.1 else "left" if side > 0 else "right"
        part = shares[dimension]
        numbers = f"{part.programs:.0%}" + (f" / {part.budget:.0%}" if len(series) > 1 else "")
        ends = "bottom" if ways[i][1] < -0.9 else "top" if ways[i][1] > 0.9 else "center"
        sheet.text(
            x,
            y,
            f"{dimension_name(dimension)}\n{numbers}",
            points,
            colour=palette.of_dimension(dimension, city_map.taxonomy),
            bold=True,
            across=where,
            down=ends,
        )
    x = across / 2 - sum(width(name, points) + 0.7 for _, _, name in series) / 2
    for colour, _, name in series:
        sheet.filled(x, down - key + 0.06, 0.28, 0.14, colour)
        sheet.text(x + 0.36, down - key + 0.13, name, points)
        x += width(name, points) + 0.75
    return sheet.png()


def bars(all_bars: Sequence[Bar], *, size: tuple[float, float], points: float) -> bytes:
    """Bars under each other, the names left of them, as PNG of a size in inches."""
    across, down = size
    sheet = Sheet(across, down)
    names = 0.36 * across
    ends = max((width(bar.text, points, bold=True) for bar in all_bars), default=0) + 0.15
    room = across - names - ends - 0.1
    most = max((bar.amount for bar in all_bars), default=0)
    each = min(down / max(1, len(all_bars)), 3.4 * line_height(points))
    n_lines = max(1, min(2, int(each * 0.95 / line_height(points))))
    for n, bar in enumerate(all_bars):
        middle = (n + 0.5) * each
        name = "\n".join(broken(bar.name, names - 0.1, points, n_lines))
        sheet.text(names - 0.1, middle, name, points, across="right")
        length = room * max(0, bar.amount) / most if most > 0 else 0.0
        if length:
            sheet.filled(names, middle - 0.3 * each, length, 0.6 * each, bar.colour)
        sheet.text(names + length + 0.08, middle, bar.text, points, bold=True)
    sheet.line(names, 0.05, names, max(0.1, len(all_bars) * each - 0.05), palette.SOFT, 0.8)
    return sheet.png()
