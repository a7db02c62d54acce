"""Tables laid out before they are drawn: wrapped lines, merged cells, rows that a page end may cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportlab.pdfbase.pdfmetrics import stringWidth

BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}
ITALIC = {"Helvetica": "Helvetica-Oblique", "Times-Roman": "Times-Italic"}


@dataclass(frozen=True)
class Want:
    """The row that a reader should find; fields as in the contract."""

    level: str
    kode: str
    text: str
    program: str = ""
    indikator: tuple[str, ...] = ()
    opd: str = ""
    pagu: Mapping[str, int] = field(default_factory=dict)
    source: str = "table"


@dataclass(frozen=True)
class Cell:
    """Text of a table cell over `rows` x `cols` places; `\\n` breaks the line, also inside a word.

    `wants` are the rows that the cell names, usually one. `clip` is a spreadsheet's cell:
    it makes its row no higher, and hides the lines that stand below its border.
    """

    text: str = ""
    rows: int = 1
    cols: int = 1
    wants: tuple[Want, ...] = ()
    bold: bool = False
    italic: bool = False
    align: str = "left"
    fill: float | None = None
    clip: bool = False


BREAK, HEAD = "BREAK", "HEAD"
Row = Sequence[str | Cell]


@dataclass(frozen=True)
class Style:
    """How a table looks.

    `ruling` is lines, fills, dashes, double, horizontal or none; `overflow` points
    are missing in every row's height; `twice` prints bold as two prints; in the columns
    `joined` no rule parts a head on a new page from what stands below it.
    """

    ruling: str = "lines"
    size: float = 7
    pad: float = 2.5
    font: str = "Helvetica"
    repeat_head: bool = True
    cut_rows: bool = True
    twice: bool = False
    overflow: float = 0
    head_fill: float | None = 0.88
    joined: tuple[int, ...] = ()


@dataclass
class Piece:
    """A cell's part in one strip: its columns and the lines that it may print there."""

    cell: Cell
    key: int
    c0: int
    c1: int
    lines: list[str]


@dataclass
class Strip:
    """One row of a table, `n` lines high."""

    n: int
    pieces: list[Piece]


def wrapped(text: str, width: float, font: str, size: float) -> list[str]:
    """Lines as an office program breaks them: at spaces, and inside a word that is wider than the cell."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split():
            joined = f"{line} {word}" if line else word
            if stringWidth(joined, font, size) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            while stringWidth(word, font, size) > width and len(word) > 1:
                n = next(
                    n for n in range(len(word), 0, -1) if n == 1 or stringWidth(word[:n], font, size) <= width
                )
                lines.append(word[:n])
                word = word[n:]
            line = word
        lines.append(line)
    return lines if any(lines) else []


def cell_of(value: str | Cell) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)


def strips(rows: Sequence[Row], widths: Sequence[float], style: Style, keys: Iterator[int]) -> list[Strip]:
    """Rows laid out: who covers which columns, and the lines that each row of a merged cell prints."""
    laid = [Strip(1, []) for _ in rows]
    taken: set[tuple[int, int]] = set()
    merged: list[tuple[int, Piece, list[str]]] = []
    for r, row in enumerate(rows):
        c = 0
        for value in row:
            while (r, c) in taken:
                c += 1
            cell, key = cell_of(value), next(keys)
            font = BOLD[style.font] if cell.bold and not style.twice else style.font
            lines = wrapped(cell.text, sum(widths[c : c + cell.cols]) - 4, font, style.size)
            for k in range(min(cell.rows, len(rows) - r)):
                taken |= {(r + k, c + j) for j in range(cell.cols)}
                laid[r + k].pieces.append(Piece(cell, key, c, c + cell.cols, [] if cell.rows > 1 else lines))
            if cell.rows > 1:
                merged.append((r, laid[r].pieces[-1], lines))
            elif not cell.clip:
                laid[r].n = max(laid[r].n, len(lines))
            c += cell.cols
        assert all((r, j) in taken for j in range(len(widths))), f"row {r} leaves columns empty: {row}"
    for r, first, lines in sorted(merged, key=lambda m: m[0] + m[1].cell.rows):
        span = laid[r : r + first.cell.rows]
        span[-1].n += max(0, len(lines) - sum(s.n for s in span))
        for strip in span:
            piece = next(p for p in strip.pieces if p.key == first.key)
            piece.lines, lines = lines[: strip.n], lines[strip.n :]
    return laid


def high(n: int, style: Style) -> float:
    return n * 1.2 * style.size + 2 * style.pad - style.overflow


def place(laid: list[Strip], y: float, placed: list[tuple[Strip, float, float]], style: Style) -> float:
    for strip in laid:
        placed.append((strip, y, y + high(strip.n, style)))
        y = placed[-1][2]
    return y


def again(laid: list[Strip], time: int) -> list[Strip]:
    """The head's laid as other cells, so that a second print on a page does not join the first."""
    return [Strip(s.n, [replace(p, key=p.key + 1_000_000 * time) for p in s.pieces]) for s in laid]


def cut(strip: Strip, n: int) -> tuple[Strip, Strip]:
    """The strip's first `n` lines and the rest, the cells of both being the same cells."""
    upper = [replace(p, lines=p.lines[:n]) for p in strip.pieces]
    lower = [replace(p, lines=p.lines[n:]) for p in strip.pieces]
    return Strip(n, upper), Strip(strip.n - n, lower)
