"""Draws office-like PDFs with reportlab: turned pages, paragraphs, numbered lists, and one table painter.

A cell or list item may carry the row that a reader should find there (`Want`);
the painting notes on which page and where it was drawn. So the golden rows come
from what was painted, never from what the extractor found. Coordinates are
points from the top left of the page as displayed; output has no dates and no
compression, so the same definition gives the same bytes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.support.drawing import table_rules
from tests.support.drawing.table_layout import (
    BOLD,
    HEAD,
    ITALIC,
    Piece,
    Row,
    Strip,
    Style,
    Want,
    again,
    cell_of,
    cut,
    high,
    place,
    strips,
    wrapped,
)

A4, FOLIO, A3 = (595.0, 842.0), (612.0, 936.0), (842.0, 1191.0)


def landscape(size: tuple[float, float]) -> tuple[float, float]:
    return size[1], size[0]


def turn_page(canvas: Canvas, size: tuple[float, float], *, rotate: int, sideways: bool) -> None:
    """Make the canvas's page show `size` when turned by /Rotate `rotate`.

    `sideways` has everything drawn turned by 90 degrees and leaves /Rotate alone.
    """
    width, height = size
    turn = 90 if sideways else rotate
    # reportlab itself lays the media box of a page turned by 90 or 270 on its side.
    canvas.setPageSize((height, width) if sideways else size)
    canvas.setPageRotation(rotate)
    if turn == 90:
        canvas.transform(0, 1, -1, 0, height, 0)
    elif turn == 180:
        canvas.transform(-1, 0, 0, -1, width, height)
    elif turn == 270:
        canvas.transform(0, -1, 1, 0, 0, width)


class Painting:
    """A PDF in the making; `golden` grows in the order in which wanted rows are drawn."""

    def __init__(self, path: Path, title: str = "") -> None:
        self._canvas = Canvas(str(path), invariant=1, pageCompression=0)
        self._canvas.setTitle(title)
        self.page = 0
        self.golden: list[dict[str, object]] = []
        self.frame: Callable[[Painting], None] | None = None
        self._keys = itertools.count()
        self._noted: set[int] = set()
        self._kind: tuple[tuple[float, float], int, bool] = (A4, 0, False)

    def begin(self, size: tuple[float, float] = A4, *, rotate: int = 0, sideways: bool = False) -> None:
        """Start a page that shows `size` when turned by /Rotate `rotate`.

        `sideways` draws everything turned by 90 degrees and leaves /Rotate alone.
        """
        if self.page:
            self._canvas.showPage()
        self.page += 1
        self._kind = (size, rotate, sideways)
        self.width, self.height = size
        turn_page(self._canvas, size, rotate=rotate, sideways=sideways)
        if self.frame:
            self.frame(self)

    def again(self) -> None:
        """Start another page like this one."""
        size, rotate, sideways = self._kind
        self.begin(size, rotate=rotate, sideways=sideways)

    def save(self) -> None:
        self._canvas.save()

    def text(
        self,
        x: float,
        top: float,
        text: str,
        size: float = 10,
        *,
        font: str = "Times-Roman",
        bold: bool = False,
        italic: bool = False,
        align: str = "left",
        twice: bool = False,
    ) -> float:
        """Print one line; returns where the next one begins."""
        name = BOLD[font] if bold and not twice else ITALIC[font] if italic else font
        self._canvas.setFont(name, size)
        y = self.height - top - 0.95 * size
        draw = {"left": "drawString", "center": "drawCentredString", "right": "drawRightString"}[align]
        for shift in (0.0, 0.3) if bold and twice else (0.0,):
            getattr(self._canvas, draw)(x + shift, y, text)
        return top + 1.2 * size

    def box(
        self, x: float, top: float, width: float, height: float, *, line: float = 0, fill: float | None = None
    ) -> None:
        """Paint a rectangle: its outline `line` points thick, or filled with a grey of 0..1."""
        self._canvas.setLineWidth(line)
        self._canvas.setFillGray(fill or 0)
        self._canvas.rect(
            x, self.height - top - height, width, height, stroke=line > 0, fill=fill is not None
        )
        self._canvas.setFillGray(0)

    def paragraph(
        self,
        x: float,
        top: float,
        width: float,
        text: str,
        size: float = 10.5,
        *,
        indent: float = 0,
        align: str = "left",
        bold: bool = False,
        font: str = "Times-Roman",
    ) -> float:
        """Print wrapped text, the first line indented; returns where the next paragraph begins."""
        for i, line in enumerate(wrapped(text, width - indent, BOLD[font] if bold else font, size)):
            place = {"left": x + (0 if i else indent), "center": x + width / 2, "right": x + width}[align]
            top = self.text(place, top, line, size, font=font, align=align, bold=bold) + 0.25 * size
        return top + 0.5 * size

    def leader(self, x: float, top: float, width: float, title: str, page: str, size: float = 10.5) -> float:
        """Print a line of a table of contents: title, dots, page."""
        room = width - stringWidth(title + page, "Times-Roman", size) - 6
        dots = "." * max(3, int(room / stringWidth(".", "Times-Roman", size)))
        self.text(x, top, f"{title} {dots}", size)
        return self.text(x + width, top, page, size, align="right") + 3

    def item(
        self,
        x: float,
        top: float,
        width: float,
        number: str,
        text: str,
        want: Want | None = None,
        size: float = 10.5,
    ) -> float:
        """Print an item of a list with hanging indent."""
        if want:
            self._note(want, None)
        self.text(x, top, number, size)
        for line in wrapped(text, width - 22, "Times-Roman", size):
            top = self.text(x + 22, top, line, size) + 0.25 * size
        return top

    def table(
        self,
        x: float,
        top: float,
        widths: Sequence[float],
        head: Sequence[Row],
        body: Sequence[Row | str],
        style: Style | None = None,
        *,
        bottom: float | None = None,
        again_at: float | None = None,
    ) -> float:
        """Draw a table down to `bottom` of each page, going on at `again_at` of the next ones.

        `BREAK` in the body begins a new page, `HEAD` prints the head again.
        Between a head on a new page and what follows no rule crosses the columns `style.joined`.
        Returns the bottom of the table on its last page.
        """
        style = style or Style()
        fill = style.head_fill
        heads = strips(
            [[replace(cell_of(c), bold=True, align="center", fill=fill) for c in row] for row in head],
            widths,
            style,
            self._keys,
        )
        bottom = self.height - 45 if bottom is None else bottom
        xs = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
        # Rows between two marks are laid out together, because cells merge over them.
        queue: list[Strip | str] = []
        for is_mark, group in itertools.groupby(body, key=lambda row: isinstance(row, str)):
            if is_mark:
                queue += [mark for mark in group if isinstance(mark, str)]
            else:
                queue += strips([row for row in group if not isinstance(row, str)], widths, style, self._keys)
        placed: list[tuple[Strip, float, float]] = []
        y, joint = place(heads, top, placed, style), 0.0
        while queue:
            strip = queue[0]
            if strip == HEAD:
                y = place(again(heads, next(self._keys)), y, placed, style)
                queue.pop(0)
                continue
            if isinstance(strip, Strip):
                if y + high(strip.n, style) <= bottom:
                    y = place([strip], y, placed, style)
                    queue.pop(0)
                    continue
                room = int((bottom - y - 2 * style.pad + style.overflow) / (1.2 * style.size))
                if style.cut_rows and 0 < room < strip.n:
                    upper, queue[0] = cut(strip, room)
                    place([upper], y, placed, style)
            else:
                queue.pop(0)
            self._draw(placed, xs, style, joint)
            placed = []
            self.again()
            y = 45 if again_at is None else again_at
            if style.repeat_head:
                y = joint = place(again(heads, next(self._keys)), y, placed, style)
        self._draw(placed, xs, style, joint)
        return y

    def _draw(
        self, placed: list[tuple[Strip, float, float]], xs: list[float], style: Style, joint: float
    ) -> None:
        """Paint one page's part of a table; `joint` is where a repeated head ends, 0 when there is none."""
        found: dict[int, tuple[Piece, list[float], list[str]]] = {}
        for strip, y0, y1 in placed:
            for piece in strip.pieces:
                _, box, lines = found.setdefault(piece.key, (piece, [xs[piece.c0], y0, xs[piece.c1], y1], []))
                box[3] = y1
                lines += piece.lines
        for piece, box, _ in found.values():
            if piece.cell.fill is not None:
                self._canvas.setFillGray(piece.cell.fill)
                self._canvas.rect(
                    box[0], self.height - box[3], box[2] - box[0], box[3] - box[1], stroke=0, fill=1
                )
                self._canvas.setFillGray(0)
        for piece, box, lines in found.values():
            left_out = joint if piece.c0 in style.joined else 0
            table_rules.paint(self._canvas, self.height, box, style.ruling, left_out)
            cell = piece.cell
            if lines and piece.key not in self._noted:
                self._noted.add(piece.key)
                sure = len(cell.wants) == 1 and style.ruling not in ("none", "horizontal")
                for want in cell.wants:
                    self._note(want, box if sure else None)
            if cell.clip:
                self._canvas.saveState()
                hidden = self._canvas.beginPath()
                hidden.rect(box[0], self.height - box[3], box[2] - box[0], box[3] - box[1])
                self._canvas.clipPath(hidden, stroke=0, fill=0)
            place = {"left": box[0] + 2, "center": (box[0] + box[2]) / 2, "right": box[2] - 2}[cell.align]
            top = box[1] + style.pad
            for line in lines:
                top = self.text(
                    place,
                    top,
                    line,
                    style.size,
                    font=style.font,
                    bold=cell.bold,
                    italic=cell.italic,
                    align=cell.align,
                    twice=style.twice,
                )
            if cell.clip:
                self._canvas.restoreState()

    def _note(self, want: Want, box: list[float] | None) -> None:
        entry: dict[str, object] = {
            "page": self.page,
            "level": want.level,
            "kode": want.kode,
            "text": want.text,
            "program": want.program,
            "indikator": list(want.indikator),
            "opd": want.opd,
            "pagu": dict(want.pagu),
            "source": want.source,
        }
        if box and not self._kind[2]:
            entry["bbox"] = [round(v, 1) for v in box]
        self.golden.append(entry)
