"""Rows that want a label, as a workbook: a drop-down of subdimensions a row, and back by `label_files`.

What a model answered is not in it: a label that was given without seeing the answer may measure, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from xlsxwriter.utility import quote_sheetname

from classifier.formats.spreadsheet import TITLES, Book, plain
from classifier.taxonomy import Taxonomy

# In the order of the sheet; the label comes first beside the name, as people go down that column.
FIELDS = ("text", "subdimension", "note", "program", "opd", "kode", "level", "document")
_WIDTHS = {"text": 60, "subdimension": 32, "note": 30, "program": 40, "opd": 30, "document": 24}


def write(
    rows: Sequence[Mapping[str, Any]], out: BinaryIO, taxonomy: Taxonomy, *, language: str = "id"
) -> None:
    """Write rows, each with what it has of `FIELDS`, as a workbook to fill in."""
    book = Book(out, language)
    texts = book.texts
    sheet = book.sheet(texts.gettext("Rows"), [texts.gettext(TITLES[field]) for field in FIELDS])
    for column, field in enumerate(FIELDS):
        sheet.set_column(column, column, _WIDTHS.get(field, 16))
    wrapped = book.format(text_wrap=True)
    for n, row in enumerate(rows, start=1):
        for column, field in enumerate(FIELDS):
            sheet.write_string(n, column, plain(str(row.get(field) or "")), wrapped)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    names = [subdimension.name(language) for subdimension in taxonomy.subdimensions]
    titles = [texts.gettext("Subdimension"), texts.gettext("Definition")]
    choices = book.sheet(texts.gettext("Subdimensions"), titles)
    choices.set_column(0, 0, 32)
    choices.set_column(1, 1, 110)
    for n, subdimension in enumerate(taxonomy.subdimensions, start=1):
        choices.write_string(n, 0, plain(subdimension.name(language)), wrapped)
        choices.write_string(n, 1, plain(subdimension.definition(language)), wrapped)
    column = FIELDS.index("subdimension")
    offer = {
        "validate": "list",
        "source": f"={quote_sheetname(texts.gettext('Subdimensions'))}!$A$2:$A${len(names) + 1}",
        "error_title": texts.gettext("Choose from the list"),
        "error_message": texts.gettext("It is not in the list of this workbook."),
    }
    sheet.data_validation(1, column, max(len(rows), 1), column, offer)
    book.close()
