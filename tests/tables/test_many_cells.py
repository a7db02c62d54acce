"""Pages with thousands of cells in a row: no plan, but read in seconds and not in minutes."""

import time
from dataclasses import replace

import pytest

from classifier.evidence import trees
from classifier.evidence.signs import page_signs
from classifier.pdf.layout import DrawnPage, Edge, Word
from classifier.records import Box
from classifier.rows.assembler import RowAssembler
from classifier.tables import page_cells

N, STEP, N_ROWS = 1_500, 60.0, 3
# What compares each cell of a row with each takes ten times as long and more.
MAX_SECONDS = 8


def wide(text: str) -> DrawnPage:
    """Rows of N words, without rules."""
    words = [
        Word(text, Box(c * STEP + 2, 62 + 20 * r, c * STEP + 20, 72 + 20 * r), False, r * N + c, True)
        for r in range(N_ROWS)
        for c in range(N)
    ]
    return DrawnPage(1, N * STEP + 10, 800, tuple(words), ())


def grid() -> list[Edge]:
    """Rules between all words of a wide page."""
    level = [Edge(0, 60 + 20 * r, N * STEP, 60 + 20 * r, True) for r in range(N_ROWS + 1)]
    return level + [Edge(c * STEP, 60, c * STEP, 60 + 20 * N_ROWS, False) for c in range(N + 1)]


def boxes() -> list[Edge]:
    """A box around each word of the first row, apart from the others."""
    lefts = [c * STEP for c in range(N)]
    return [Edge(x, y, x + 40, y, True) for x in lefts for y in (60, 80)] + [
        Edge(side, 60, side, 80, False) for x in lefts for side in (x, x + 40)
    ]


@pytest.mark.parametrize("text", ["Kegiatan", "1.000.000"])
@pytest.mark.parametrize("edges", [list, grid, boxes], ids=["unruled", "ruled", "boxed"])
def test_a_row_of_thousands_of_cells_is_read_in_seconds(text: str, edges) -> None:  # type: ignore[no-untyped-def]
    page = replace(wide(text), edges=tuple(edges()))
    start = time.perf_counter()
    tables = page_cells.read(page)
    assembler = RowAssembler(judge=trees.packaged())
    assembler.feed(tables, page_signs(tables))
    assembler.finish()
    assert time.perf_counter() - start < MAX_SECONDS
