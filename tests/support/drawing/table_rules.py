"""Rules around the cells of a painted table, in each of the ways that office programs draw them."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas


def paint(pen: Canvas, page_height: float, box: Sequence[float], ruling: str, left_out: float = 0) -> None:
    """Rule a cell as `Style.ruling` says; its `box` is in points from the top left.

    Of `lines` the level rule at the height `left_out` is missing.
    """
    x0, y0, x1, y1 = box[0], page_height - box[3], box[2], page_height - box[1]
    width, height = x1 - x0, y1 - y0
    pen.setLineWidth(0.5)
    if ruling == "lines" and left_out in (box[1], box[3]):
        y = y0 if left_out == box[1] else y1
        pen.lines([(x0, y0, x0, y1), (x1, y0, x1, y1), (x0, y, x1, y)])
    elif ruling == "lines":
        pen.rect(x0, y0, width, height)
    elif ruling == "double":
        for inset in (-0.7, 0.7):
            pen.rect(x0 + inset, y0 + inset, width - 2 * inset, height - 2 * inset)
    elif ruling == "fills":
        for y in (y0, y1):
            pen.rect(x0, y, width, 0.5, stroke=0, fill=1)
        for x in (x0, x1):
            pen.rect(x, y0, 0.5, height, stroke=0, fill=1)
    elif ruling == "dashes":
        path = pen.beginPath()
        for start, end in dashes(width):
            for y in (y0, y1):
                path.moveTo(x0 + start, y)
                path.lineTo(x0 + end, y)
        for start, end in dashes(height):
            for x in (x0, x1):
                path.moveTo(x, y0 + start)
                path.lineTo(x, y0 + end)
        pen.drawPath(path)
    elif ruling == "horizontal":
        pen.line(x0, y0, x1, y0)
        pen.line(x0, y1, x1, y1)


def dashes(length: float) -> list[tuple[float, float]]:
    """Where dashes begin and end along a rule."""
    n = int(length / 4) + 1
    return [(i * length / n, min(length, i * length / n + 2.6)) for i in range(n)]
