"""Cells and lines of a page whose text was made by OCR, with their text repaired.

What letters mean is said in `fields.ocr_text`; here are the places: which number a cell
holds is also told by its column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from classifier.fields.ocr_text import Change, OcrText, Piece, digits_like
from classifier.pdf.layout import Cell, Line, PageTables, Repair, Table, Word
from classifier.records import Doubt, around

# What of a row may be wrong where something was changed; spaces put in or taken out change no name.
_DOUBTS: Mapping[Change, Doubt] = {"word": "name", "amount": "pagu", "code": "kode"}
# Points by which the sides of cells in one column differ.
_SAME_SIDE = 3.0


def repaired(page: PageTables, text: OcrText) -> PageTables:
    """The page with the text of its cells and lines repaired, and where that was."""
    repairs: list[Repair] = []
    lines = tuple(_lines(page.lines, text, repairs))
    tables = tuple(_table(table, text, repairs) for table in page.tables)
    return replace(page, tables=tables, lines=lines, repairs=(*page.repairs, *repairs))


def _table(table: Table, text: OcrText, repairs: list[Repair]) -> Table:
    columns: dict[tuple[int, int], list[str]] = {}
    for cell in table.cells:
        if cell.text and " " not in cell.text:
            columns.setdefault(_sides(cell), []).append(cell.text)
    cells = []
    for cell in table.cells:
        digits = digits_like(cell.text, columns[_sides(cell)]) if _sides(cell) in columns else ""
        if digits and len(cell.lines) == 1:
            read = [_with_pieces(cell.lines[0], [Piece(1, digits, "code")], repairs)]
        else:
            read = _lines(cell.lines, text, repairs)
        lines = tuple(read)
        cells.append(cell if lines == cell.lines else Cell.of(cell.box, lines))
    return table._replace(cells=tuple(cells))


def _sides(cell: Cell) -> tuple[int, int]:
    return round(cell.box.x0 / _SAME_SIDE), round(cell.box.x1 / _SAME_SIDE)


def _lines(lines: Sequence[Line], text: OcrText, repairs: list[Repair]) -> list[Line]:
    texts = ["", *(line.text for line in lines), ""]
    return [
        _with_pieces(line, text.pieces(line.text, before, after), repairs)
        for line, before, after in zip(lines, texts, texts[2:], strict=False)
    ]


def _with_pieces(line: Line, pieces: Sequence[Piece], repairs: list[Repair]) -> Line:
    """The line with its tokens as they are read; notes the repairs of letters."""
    changes = {piece.change for piece in pieces if piece.change is not None}
    if not changes:
        return line
    repairs += [Repair(line.box, _DOUBTS[change]) for change in sorted(changes) if change in _DOUBTS]
    words = _words(line, pieces) if line.words else ()
    return line._replace(text=" ".join(piece.text for piece in pieces), words=words)


def _words(line: Line, pieces: Sequence[Piece]) -> tuple[Word, ...]:
    """The words of a line, a word for each piece that was changed."""
    left = list(line.words)
    tokens = iter(line.text.split(" "))
    words: list[Word] = []
    for piece in pieces:
        n_chars = sum(len(next(tokens)) for _ in range(piece.n_tokens))
        own: list[Word] = []
        while left and n_chars > 0:
            own.append(left.pop(0))
            n_chars -= len(own[-1].text)
        if piece.change is None:
            words += own
        elif own:
            words.append(own[0]._replace(text=piece.text, box=around(word.box for word in own)))
    return (*words, *left)
