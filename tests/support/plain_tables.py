"""Tables and pages made of plain strings, for what is read from cells and needs no PDF.

A line is 10 points high, a letter 4 points wide; cells are ruled on all sides.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.pdf.layout import Cell, Line, PageTables, Table, Word
from classifier.records import Box, around

LINE_HEIGHT, LETTER_WIDTH, PADDING = 10.0, 4.0, 2.0


@dataclass(frozen=True)
class Merged:
    """Text of a cell over `rows` x `cols` places; `\\n` breaks its line."""

    text: str
    rows: int = 1
    cols: int = 1
    bold: bool = False


Value = str | Merged


def line(text: str, x0: float, top: float, *, bold: bool = False) -> Line:
    """A line of words, one letter's width between them."""
    return spread((x0, text), top=top, bold=bold)


def spread(*texts: tuple[float, str], top: float = 62, bold: bool = False) -> Line:
    """A line of several texts, each with the place where it begins."""
    words: list[Word] = []
    for x, text in texts:
        for part in text.split():
            box = Box(x, top, x + LETTER_WIDTH * len(part), top + LINE_HEIGHT)
            words.append(Word(part, box, bold, len(words), bool(words)))
            x = box.x1 + LETTER_WIDTH
    joined = " ".join(word.text for word in words)
    return Line(joined, around(word.box for word in words), bold, tuple(words))


def cell(text: str, box: Box, *, bold: bool = False) -> Cell:
    """A cell whose lines begin at its upper left corner."""
    parts = [part for part in text.split("\n") if part.strip()]
    tops = itertools.count(box.top + PADDING, LINE_HEIGHT)
    return Cell.of(
        box,
        tuple(line(part, box.x0 + PADDING, top, bold=bold) for part, top in zip(parts, tops, strict=False)),
    )


def table(
    rows: Sequence[Sequence[Value]],
    widths: Sequence[float],
    *,
    page: int = 1,
    x0: float = 40,
    top: float = 60,
) -> Table:
    """Rows of cells between upright rules `widths` apart; a row is as high as its own cells need."""
    xs = list(itertools.accumulate(widths, initial=x0))
    heights = [
        LINE_HEIGHT * max((_text(v).count("\n") + 1 for v in row if _n_rows(v) == 1), default=1) + 2 * PADDING
        for row in rows
    ]
    ys = list(itertools.accumulate(heights, initial=top))
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        c = 0
        for value in row:
            while (r, c) in taken:
                c += 1
            merged = value if isinstance(value, Merged) else Merged(value)
            taken |= {(r + i, c + j) for i in range(merged.rows) for j in range(merged.cols)}
            box = Box(xs[c], ys[r], xs[c + merged.cols], ys[r + merged.rows])
            cells.append(cell(merged.text, box, bold=merged.bold))
            c += merged.cols
        assert all((r, c) in taken for c in range(len(widths))), f"row {r} leaves columns empty: {row}"
    return Table(page, around(cell.box for cell in cells), tuple(cells))


def page(*tables: Table, number: int = 1, lines: Sequence[Line] = ()) -> PageTables:
    """A page of 600 x 850 points with these tables, and lines outside them."""
    return PageTables(number, 600, 850, tables, tuple(lines))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else value.text


def _n_rows(value: Value) -> int:
    return 1 if isinstance(value, str) else value.rows
