"""Lines of text at places of a page, without rules: 5 points a letter, lines 10 points high."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.pdf.layout import Edge, Line, Word, lines_of
from classifier.records import Box
from classifier.tables import stream

LETTER, HEIGHT, SPACE = 5.0, 10.0, 3.0
Row = tuple[float, Sequence[tuple[float, str]]]


def bare_words(*rows: Row) -> list[Word]:
    """Words from (top, texts with the places where they begin); those of a text stand 3 points apart."""
    words: list[Word] = []
    for top, texts in rows:
        for x, text in texts:
            for part in text.split():
                box = Box(x, top, x + LETTER * len(part), top + HEIGHT)
                words.append(Word(part, box, False, len(words), bool(words)))
                x = box.x1 + SPACE
    return words


def bare_lines(*rows: Row) -> list[Line]:
    """The words gathered to lines."""
    return list(lines_of(bare_words(*rows)))


def level_rules(*places: tuple[float, float, float]) -> list[Edge]:
    """Level strokes from (y, x0, x1)."""
    return [Edge(x0, y, x1, y, True) for y, x0, x1 in places]


def bare_tables(lines: Sequence[Line], edges: Sequence[Edge] = ()) -> list[list[list[str]]]:
    """The texts of every table found among the lines, by row; a cell counts where it begins."""
    out = []
    for table in stream.tables(1, lines, edges):
        tops = sorted({cell.box.top for cell in table.cells})
        out.append([[cell.text for cell in table.cells if cell.box.top == top] for top in tops])
    return out
