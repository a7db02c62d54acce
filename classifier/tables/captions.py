"""The caption of a table: the lines above it, and what they say of number, continuation and unit.

Lines are taken by their distance, not by their style: plans set captions in every
way, but close above the table.
"""

from __future__ import annotations

import re

from classifier.pdf.layout import PageTables, Table

# Points: lines this far above a table can be its caption; measured on real pages: 2 to 60. Before changing
# one of these rerun tests/tables/test_captions.py and tests/extraction/test_golden.py.
_CAPTION_POINTS = 70.0
# Points: a title of several lines that begins with "Tabel" may begin further up; the furthest seen was 100.
_TITLE_POINTS = 140.0
# Points by which a table above may reach into this one, and words of its caption stand beside it.
_TOLERANCE = 2

# `Tabel 4.1`, `Tabel T-C.27`, `TABEL IV.2`
_NUMBER = re.compile(r"\s*tabel\s+((?:[A-Z]{1,2}-)?[A-Z]?\.?[\dIVX]+(?:[.\-]\w+)*)", re.IGNORECASE)
_CONTINUED = re.compile(r"\b(?:lanjutan|sambungan)\b", re.IGNORECASE)
# `Rp 2,5 milyar`, `500 juta`
_AMOUNT_IN_WORDS = re.compile(r"(?:rp\.?\s*)?\d[\d.,]*\s*(?:ribu|juta|mil\w+|triliun)\w*", re.IGNORECASE)


def caption(page: PageTables, table: Table) -> str:
    """The lines above a table, from the one that begins with "Tabel"; tables abreast have their own."""
    box = table.box
    is_abreast = any(other is not table and other.box.y_overlap(box) > 0 for other in page.tables)
    end_of_table_above = max(
        (t.box.bottom for t in page.tables if t.box.bottom <= box.top + _TOLERANCE), default=0.0
    )
    above: list[str] = []
    n_far = 0
    for line in page.lines:
        distance = box.top - line.box.top
        if 0 < distance < _TITLE_POINTS and line.box.x0 < box.x1 and line.box.x1 > box.x0:
            if line.box.bottom < end_of_table_above:
                continue
            n_far += distance >= _CAPTION_POINTS
            left, right = box.x0 - _TOLERANCE, box.x1 + _TOLERANCE
            own_words = [word.text for word in line.words if left <= word.box.x_centre <= right]
            above.append(" ".join(own_words) if is_abreast else line.text)
    titled = [i for i, text in enumerate(above) if re.match(r"\s*tabel\b", text, re.IGNORECASE)]
    return " ".join(above[titled[-1] :] if titled else above[n_far:])


def number(caption: str) -> str:
    """The table's number as printed (`4.1`, `T-C.27`), "" when the caption has none."""
    match = _NUMBER.match(caption)
    return match.group(1) if match else ""


def is_continued(caption: str) -> bool:
    """True when a caption says that it goes on with the table before."""
    return bool(_CONTINUED.search(caption))


def without_sums(caption: str) -> str:
    """The caption without amounts in words (`Rp 2,5 milyar`), which say nothing of the table's unit."""
    return _AMOUNT_IN_WORDS.sub("", caption)
