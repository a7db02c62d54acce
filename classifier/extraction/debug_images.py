"""Pages as pictures with everything boxed that the reader saw in them.

The reader notes how it took each table (`Trace`); nothing here decides anything.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from classifier.extraction.page_tasks import PICTURE_DPI
from classifier.records import Row, Trace

_COLOURS = {
    "table": "#1f6feb",
    "column": "#2da44e",
    "program": "#cf222e",
    "kegiatan": "#bf8700",
    "subkegiatan": "#8250df",
}


def picture(png: bytes, page: int, traces: Sequence[Trace], rows: Sequence[Row]) -> bytes:
    """The page as PNG with its tables, the columns of their headers, and its rows boxed and named."""
    from PIL import Image, ImageDraw

    image = Image.open(io.BytesIO(png)).convert("RGB")
    pen = ImageDraw.Draw(image)
    scale = PICTURE_DPI / 72

    def box(x0: float, top: float, x1: float, bottom: float, colour: str, label: str, width: int) -> None:
        pen.rectangle((x0 * scale, top * scale, x1 * scale, bottom * scale), outline=colour, width=width)
        # At the right, where names seldom end.
        pen.text((x1 * scale - pen.textlength(label) - 3, top * scale + 1), label, fill=colour)

    for trace in traces:
        if trace.page == page:
            box(*trace.box, _COLOURS["table"], "", 3)
            for role, x0, x1 in trace.columns:
                if role != "other":
                    box(x0 + 1, trace.box.top - 10, x1 - 1, trace.box.top, _COLOURS["column"], role, 1)
    for n, row in enumerate((row for row in rows if row.page == page), start=1):
        box(*row.bbox, _COLOURS[row.level], f"{n} {row.level}", 2)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
