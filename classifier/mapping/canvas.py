"""Boxes, lines and texts on a sheet measured in inches from its top left, as PNG: a door to matplotlib.

Without a display and without matplotlib's global state, so that threads may paint at
once. The font is the one that matplotlib carries, so that the same sheet is the same
bytes on every machine. Texts may come from documents: no mathematics is read in
them, and a character that the font lacks becomes a box instead of a warning.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from classifier.formats import palette

INK = palette.INK
_DPI = 130
_LEADING = 1.25
_MAX_CHARS = 500
_BOX = "\u25a1"


def line_height(points: float) -> float:
    """Inches from one line of a text to the next."""
    return points * _LEADING / 72


def legible(text: str, *, bold: bool = False) -> str:
    """The text in one line, as far as it can be drawn: what is invisible is left out."""
    printable = (ch for ch in " ".join(text[:_MAX_CHARS].split()) if ch.isprintable())
    return "".join(ch if _advance(ch, bold) is not None else _BOX for ch in printable)


def width(text: str, points: float, *, bold: bool = False) -> float:
    """Inches of a legible text in one line."""
    return sum(_advance(ch, bold) or 0.0 for ch in text) * points / 72


def broken(text: str, room: float, points: float, n_lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """The text in at most so many lines of at most `room` inches; what is cut off ends in an ellipsis."""
    lines = [""]
    for word in legible(text, bold=bold).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, points, bold=bold) <= room:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for ch in word:
            if lines[-1] and width(lines[-1] + ch, points, bold=bold) > room:
                lines.append("")
            lines[-1] += ch
    if len(lines) > n_lines:
        last = lines[n_lines - 1] + "…"
        while len(last) > 1 and width(last, points, bold=bold) > room:
            last = last[:-2].rstrip() + "…"
        lines[n_lines - 1 :] = [last]
    return tuple(lines)


@lru_cache(maxsize=8192)
def _advance(character: str, bold: bool) -> float | None:
    """Width in ems, None when the font lacks the character."""
    from matplotlib.font_manager import get_font

    # Its own instance for each thread.
    font = get_font(str(_font(bold)))
    if not font.get_char_index(ord(character)):
        return None
    font.set_size(100, 72)
    return float(font.load_char(ord(character)).linearHoriAdvance) / 65536 / 100


@lru_cache(maxsize=2)
def _font(bold: bool) -> Path:
    import matplotlib

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return Path(matplotlib.get_data_path(), "fonts", "ttf", name)


class Sheet:
    """A white sheet to paint on; texts lie over lines, and lines over boxes."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure

        self._figure = Figure(figsize=(width, height), dpi=_DPI, facecolor="white")
        self._axes: Any = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._boxes: list[tuple[tuple[float, float, float, float], Any]] = []

    def box(self, x: float, y: float, width: float, height: float, colour: Any) -> None:
        """A filled box with a fine white edge."""
        self._boxes.append(((x, y, width, height), colour))

    def hatched(self, x: float, y: float, width: float, height: float, colour: str, lines: str) -> None:
        """A box with slanting lines in it."""
        from matplotlib.patches import Rectangle

        box = Rectangle(
            (x, y), width, height, facecolor=colour, edgecolor=lines, hatch="////", linewidth=0, zorder=2
        )
        self._axes.add_patch(box)

    def filled(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A box over hatched ones, under lines and texts."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(Rectangle((x, y), width, height, facecolor=colour, linewidth=0, zorder=2.5))

    def shape(
        self,
        corners: Sequence[tuple[float, float]],
        colour: str,
        *,
        points: float = 2.0,
        filling: float = 0.0,
    ) -> None:
        """A closed shape: its edge, and so much (0..1) of its colour within."""
        from matplotlib.patches import Polygon

        for options in (
            {"facecolor": colour, "alpha": filling, "linewidth": 0, "zorder": 2.6},
            {"fill": False, "edgecolor": colour, "linewidth": points, "zorder": 3.1},
        ):
            self._axes.add_patch(Polygon(corners, closed=True, **options))

    def line(
        self, x0: float, y0: float, x1: float, y1: float, colour: str = INK, points: float = 1.0
    ) -> None:
        """A straight line."""
        from matplotlib.lines import Line2D

        self._axes.add_line(Line2D((x0, x1), (y0, y1), color=colour, linewidth=points, zorder=3))

    def text(
        self,
        x: float,
        y: float,
        text: str,
        points: float,
        *,
        colour: str = INK,
        bold: bool = False,
        across: str = "left",
        down: str = "center",
        turned: bool = False,
    ) -> None:
        """A legible text, in lines; (x, y) is its left, center or right, and its top, center or bottom."""
        from matplotlib.font_manager import FontProperties

        self._axes.text(
            x,
            y,
            text,
            color=colour,
            fontproperties=FontProperties(fname=str(_font(bold)), size=points),
            horizontalalignment=across,
            verticalalignment=down,
            multialignment="left",
            linespacing=_LEADING * 0.86,
            rotation=90 if turned else 0,
            parse_math=False,
            usetex=False,
            zorder=4,
        )

    def png(self) -> bytes:
        """What was painted."""
        from matplotlib.collections import PolyCollection

        corners = [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)] for (x, y, w, h), _ in self._boxes]
        colours = [colour for _, colour in self._boxes]
        boxes = PolyCollection(corners, facecolors=colours, edgecolors="white", linewidths=0.6, zorder=1)
        self._axes.add_collection(boxes, autolim=False)
        out = io.BytesIO()
        # Without a date or version inside, the same sheet gives the same bytes.
        self._figure.savefig(out, format="png", dpi=_DPI, facecolor="white", metadata={"Software": None})
        return out.getvalue()
