"""Words of a page read cell by cell: cells pasted one below the other, and the rest of the page.

Lines of neighbouring cells stand at other heights, and the engine reads across the page: it takes them for
one line. Pasted below each other, each line stands alone. The page without its cells is read as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from classifier.scans import engine
from classifier.scans.engine import EngineWord, Grey

# Pixels of an inch that are left out on each side of a cell, where its rules were, and put around it.
_INNER, _OUTER = 0.005, 0.06
# Pixels: Tesseract takes no picture with a side of 32,767 or more.
_MAX_HEIGHT = 12_000
# Ink, of 255: darker than this is some. A cell with fewer such pixels, of a square inch, is empty.
_DARK, _MIN_INK = 140, 0.0003
_BLOCK = 6


class _Piece(NamedTuple):
    """A cell on a sheet: its place there and on the page."""

    sheet_top: int
    x0: int
    top: int
    x1: int
    bottom: int


def words(page: Grey, cells: Sequence[tuple[int, int, int, int]], *, dpi: int) -> list[EngineWord]:
    """Words of a page in pixels of it, first those in `cells` (x0, top, x1, bottom), then the others."""
    found: list[EngineWord] = []
    rest = page.copy()
    inner = max(1, round(_INNER * dpi))
    pieces = []
    for x0, top, x1, bottom in cells:
        box = (x0 + inner, top + inner, x1 - inner, bottom - inner)
        part = page[box[1] : box[3], box[0] : box[2]]
        if part.size and np.count_nonzero(part < _DARK) > _MIN_INK * dpi * dpi:
            pieces.append(box)
        rest[top : bottom + 1, x0 : x1 + 1] = 255
    n_blocks = 0
    for sheet, placed in _sheets(page, pieces, dpi):
        for word in engine.words(sheet, dpi=dpi, layout=_BLOCK):
            middle = (word.top + word.bottom) // 2
            k = next((k for k in range(len(placed) - 1, -1, -1) if placed[k].sheet_top <= middle), None)
            if k is not None:
                found.append(_on_page(word, placed[k], n_blocks + k, dpi))
        n_blocks += len(placed)
    if np.count_nonzero(rest < _DARK) > _MIN_INK * dpi * dpi:
        for word in engine.words(rest, dpi=dpi, layout=_BLOCK):
            block, paragraph, line = word.line
            found.append(word._replace(line=(n_blocks + block, paragraph, line)))
    return found


def _sheets(
    page: Grey, cells: Sequence[tuple[int, int, int, int]], dpi: int
) -> Iterator[tuple[Grey, list[_Piece]]]:
    """Cells of a page pasted below each other, on as many sheets as they need."""
    outer = round(_OUTER * dpi)
    placed: list[_Piece] = []
    height = outer
    for x0, top, x1, bottom in cells:
        if placed and height + bottom - top > _MAX_HEIGHT:
            yield _pasted(page, placed, height, outer), placed
            placed, height = [], outer
        part = page[top:bottom, x0:x1]
        dark = np.flatnonzero((part < _DARK).any(axis=1))
        # White above and below the text would only make the sheet longer.
        first, last = top + int(dark[0]), top + int(dark[-1]) + 1
        placed.append(_Piece(height, x0, first, x1, last))
        height += last - first + 2 * outer
    if placed:
        yield _pasted(page, placed, height, outer), placed


def _pasted(page: Grey, pieces: Sequence[_Piece], height: int, outer: int) -> Grey:
    width = max(piece.x1 - piece.x0 for piece in pieces) + 2 * outer
    sheet = np.full((height, width), 255, dtype=np.uint8)
    for piece in pieces:
        part = page[piece.top : piece.bottom, piece.x0 : piece.x1]
        sheet[piece.sheet_top : piece.sheet_top + part.shape[0], outer : outer + part.shape[1]] = part
    return sheet


def _on_page(word: EngineWord, piece: _Piece, block: int, dpi: int) -> EngineWord:
    """A word of a sheet where it stands on the page, its line numbered by its cell."""
    dx, dy = piece.x0 - round(_OUTER * dpi), piece.top - piece.sheet_top
    return word._replace(
        x0=word.x0 + dx,
        top=word.top + dy,
        x1=word.x1 + dx,
        bottom=word.bottom + dy,
        line=(block, word.line[0] * 1000 + word.line[1], word.line[2]),
    )
