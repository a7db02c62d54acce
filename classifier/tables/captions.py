"""The caption of a table."""

from __future__ import annotations

import re

from classifier.pdf.layout import PageTables, Table

# Lines this far above a table can be its caption; measured on real pages: 2 to 60 points.
_CAPTION_POINTS = 70.0
# A title of several lines that begins with "Tabel" may begin further up; the furthest seen was 100.
_TITLE_POINTS = 140.0


def caption(page: PageTables, table: Table) -> str:
    """The lines above a table, from the one that begins with "Tabel"; tables abreast have their own."""
    box = table.box
    abreast = any(
        other is not table and other.box.top < box.bottom and other.box.bottom > box.top
        for other in page.tables
    )
    before = max((t.box.bottom for t in page.tables if t.box.bottom <= box.top + 2), default=0.0)
    above: list[str] = []
    n_far = 0
    for line in page.lines:
        distance = box.top - line.box.top
        if 0 < distance < _TITLE_POINTS and line.box.x0 < box.x1 and line.box.x1 > box.x0:
            if line.box.bottom < before:
                continue
            n_far += distance >= _CAPTION_POINTS
            own = [w.text for w in line.words if box.x0 - 2 <= (w.box.x0 + w.box.x1) / 2 <= box.x1 + 2]
            above.append(" ".join(own) if abreast else line.text)
    titled = [i for i, text in enumerate(above) if re.match(r"\s*tabel\b", text, re.IGNORECASE)]
    return " ".join(above[titled[-1] :] if titled else above[n_far:])


def number(caption: str) -> str:
    """The table's number as printed (`4.1`, `T-C.27`), "" when the caption has none."""
    match = re.match(r"\s*tabel\s+((?:[A-Z]{1,2}-)?[A-Z]?\.?[\dIVX]+(?:[.\-]\w+)*)", caption, re.IGNORECASE)
    return match.group(1) if match else ""


def is_continued(caption: str) -> bool:
    """True when a caption says that it goes on with the table before."""
    return bool(re.search(r"\b(?:lanjutan|sambungan)\b", caption, re.IGNORECASE))


def without_sums(caption: str) -> str:
    """The caption without amounts in words (`Rp 2,5 milyar`), which say nothing of the table's unit."""
    return re.sub(
        r"(?:rp\.?\s*)?\d[\d.,]*\s*(?:ribu|juta|mil\w+|triliun)\w*", "", caption, flags=re.IGNORECASE
    )
