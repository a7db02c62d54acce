"""Pages with thousands of cells in a row: no plan, but the work for them grows with the cells alone."""

import cProfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from classifier.evidence import trees
from classifier.evidence.signs import page_signs
from classifier.pdf.layout import DrawnPage, Edge, Word
from classifier.records import Box
from classifier.rows.assembler import RowAssembler
from classifier.tables import page_cells

STEP, N_ROWS = 60.0, 3
# Calls for twice the cells, as a share: what compares each cell of a row with each makes four times as many.
MAX_GROWTH = 2.6


def wide(text: str, n: int) -> DrawnPage:
    """Rows of `n` words, without rules."""
    words = [
        Word(text, Box(c * STEP + 2, 62 + 20 * r, c * STEP + 20, 72 + 20 * r), False, r * n + c, True)
        for r in range(N_ROWS)
        for c in range(n)
    ]
    return DrawnPage(1, n * STEP + 10, 800, tuple(words), ())


def grid(n: int) -> list[Edge]:
    """Rules between all words of a wide page."""
    level = [Edge(0, 60 + 20 * r, n * STEP, 60 + 20 * r, True) for r in range(N_ROWS + 1)]
    return level + [Edge(c * STEP, 60, c * STEP, 60 + 20 * N_ROWS, False) for c in range(n + 1)]


def boxes(n: int) -> list[Edge]:
    """A box around each word of the first row, apart from the others."""
    lefts = [c * STEP for c in range(n)]
    return [Edge(x, y, x + 40, y, True) for x in lefts for y in (60, 80)] + [
        Edge(side, 60, side, 80, False) for x in lefts for side in (x, x + 40)
    ]


def bare(n: int) -> list[Edge]:
    """No rules."""
    return []


def n_calls(text: str, edges: Callable[[int], list[Edge]], n: int) -> int:
    """How many calls it takes to read a page with `n` cells in a row."""
    page = replace(wide(text, n), edges=tuple(edges(n)))
    judge = trees.packaged()
    with cProfile.Profile() as profile:
        tables = page_cells.read(page)
        assembler = RowAssembler(judge=judge)
        assembler.feed(tables, page_signs(tables))
        assembler.finish()
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("text", ["Kegiatan", "1.000.000"])
@pytest.mark.parametrize("edges", [bare, grid, boxes], ids=["unruled", "ruled", "boxed"])
def test_the_work_for_a_row_of_many_cells_grows_with_them(
    text: str, edges: Callable[[int], list[Edge]]
) -> None:
    assert n_calls(text, edges, 800) < MAX_GROWTH * n_calls(text, edges, 400)
