"""The first sheet of the map's workbook: what it is, of when, by whom, how much of it is verified."""

from __future__ import annotations

import math
from collections.abc import Sequence

from classifier.formats import palette
from classifier.formats.spreadsheet import MARKED, Book, plain
from classifier.mapping import covers
from classifier.mapping.covers import Cover
from classifier.mapping.map_words import named_documents

_CHARS_A_LINE = 105


def add(book: Book, of: Cover, contents: Sequence[tuple[str, str]]) -> None:
    """Add the sheet; `contents` are the other sheets by title, with what each holds."""
    texts = book.texts
    sheet = book.sheet(title(book), [])
    sheet.fit_to_pages(1, 1)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 100)
    sheet.set_row(1, 42)
    sheet.write_string(
        1, 1, plain(covers.heading(of, texts)), book.format(bold=True, font_size=26, font_color=palette.BRAND)
    )
    sheet.set_row(2, 26)
    sheet.write_string(2, 1, plain(covers.scope(of, texts)), book.format(font_size=16))
    row = 4
    if stamp := covers.stamp(of, texts):
        sheet.set_row(row, 24)
        look = book.format(
            bold=True, font_size=14, border=2, border_color=palette.WARN, valign="vcenter", **MARKED
        )
        sheet.merge_range(row, 1, row, 2, "", look)
        sheet.write_string(row, 1, stamp, look)
        row += 2
    facts = (
        (texts.gettext("Region"), of.region),
        (texts.gettext("Years"), covers.span(of.years)),
        (texts.gettext("Date"), covers.day(of, texts)),
        (texts.gettext("Prepared by"), of.author),
        (texts.gettext("Verification"), covers.state(of, texts)),
        (texts.gettext("Documents"), named_documents(of.documents, texts)),
    )
    for label, text in [(label, plain(text)) for label, text in facts if text.strip()]:
        sheet.set_row(row, 18 * max(1, math.ceil(len(text) / _CHARS_A_LINE)))
        sheet.write_string(row, 1, label, book.cell(bold=True, font_size=12))
        sheet.write_string(row, 2, text, book.cell(text_wrap=True, font_size=12))
        row += 1
    row += 1
    sheet.write_string(row, 1, texts.gettext("Sheets"), book.header(font_size=12))
    sheet.write_string(row, 2, texts.gettext("What they hold"), book.header(font_size=12))
    for name, what in contents:
        row += 1
        sheet.set_row(row, 18)
        sheet.write_string(row, 1, name, book.cell(bold=True))
        sheet.write_string(row, 2, what, book.cell(text_wrap=True))


def title(book: Book) -> str:
    """The name of the sheet."""
    return book.texts.gettext("Cover")
