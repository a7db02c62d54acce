"""Which pages have a text layer made by OCR, and their text repaired.

A page's text was made by OCR when it is hidden (invisible, or below a picture of the
page), or when a page and its neighbours hold words that only OCR writes: text that was
recognised, then printed from an office program, has no picture any more.
"""

from __future__ import annotations

from collections.abc import Iterable

from classifier.extraction.page_tasks import Answer
from classifier.fields.dehyphenation import Words
from classifier.fields.ocr_text import OcrText
from classifier.pdf.layout import PageTables
from classifier.tables.ocr_repairs import repaired

# Words that only OCR writes, on a page and its neighbours. Of 160 real documents 18 have pages made by OCR:
# 15 hide their text; 3 show it, with 2 such words and more on neighbouring pages. In 4 others one such word
# stands alone: a slip. Before changing it rerun tests/extraction/test_ocr_pages.py.
_MIN_CONFUSED = 2


class OcrPages:
    """The pages of a document that OCR made; all others are left as they are printed."""

    def __init__(self, glances: Iterable[Answer], words: Words) -> None:
        confused: dict[int, int] = {}
        hidden = set()
        for glance in glances:
            confused[glance.page] = glance.n_confused
            if glance.hidden:
                hidden.add(glance.page)
        self.pages = frozenset(hidden) | {
            page for page in confused if sum(confused.get(page + k, 0) for k in (-1, 0, 1)) >= _MIN_CONFUSED
        }
        self._text = OcrText(words)

    def repaired(self, tables: PageTables) -> PageTables:
        """The page with its text repaired, if OCR made it."""
        return repaired(tables, self._text) if tables.page in self.pages else tables
