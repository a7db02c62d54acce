"""Result rows as a workbook, and back: titles in a language, one money column a year.

Document text is written as strings, so none of it becomes a formula or a link.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import python_calamine
import xlsxwriter
from xlsxwriter.utility import xl_range

from classifier.errors import DataError
from classifier.formats import doubt_words, palette, role_words
from classifier.i18n.language import languages
from classifier.i18n.messages import Translator, gettext_noop, translator

_EXCEL_MAX_CHARS = 32_767
_MAX_FOOT_CHARS = 160
TITLES = {
    "key": gettext_noop("Key"),
    "document": gettext_noop("Document"),
    "page": gettext_noop("Page"),
    "level": gettext_noop("Level"),
    "kode": gettext_noop("Code"),
    "text": gettext_noop("Program / kegiatan"),
    "program": gettext_noop("Its program"),
    "indikator": gettext_noop("Indicators"),
    "opd": gettext_noop("Agency"),
    "subdimension": gettext_noop("Subdimension"),
    "subdimension_name": gettext_noop("Name of the subdimension"),
    "dimension": gettext_noop("Dimension"),
    "confidence": gettext_noop("Confidence"),
    "review": gettext_noop("Needs review"),
    "doubts": gettext_noop("Doubts of the reading"),
    "role": gettext_noop("Kind of table"),
    "answered_by": gettext_noop("Answered by"),
    "answered_at": gettext_noop("Answered at"),
    "note": gettext_noop("Note"),
    "predicted": gettext_noop("Answer of the model"),
    "predicted_confidence": gettext_noop("Confidence of the model"),
    "alternatives": gettext_noop("Other choices"),
    "evidence": gettext_noop("Deciding words"),
    "source": gettext_noop("Source"),
    "table": gettext_noop("Table"),
    "bbox": gettext_noop("Box (pt)"),
    "model": gettext_noop("Model"),
    "sha256": gettext_noop("SHA-256"),
}
_WIDTHS = {
    "document": 16,
    "page": 9,
    "kode": 17,
    "text": 46,
    "program": 30,
    "indikator": 34,
    "opd": 28,
    "doubts": 18,
    "subdimension": 36,
    "subdimension_name": 36,
    "answered_by": 18,
    "answered_at": 21,
    "note": 34,
    "predicted": 36,
    "alternatives": 70,
    "evidence": 40,
    "table": 46,
    "role": 14,
    "bbox": 28,
    "model": 19,
    "sha256": 68,
}
_NOT_PRINTED = frozenset({"alternatives", "evidence", "source", "table", "bbox", "model", "sha256"})
_HEADER: Mapping[str, object] = {
    "bold": True,
    "bg_color": palette.BRAND_SOFT.upper(),
    "border": 1,
    "text_wrap": True,
    "valign": "top",
}
# LibreOffice groups digits the Indonesian way, 1.234, on any machine when [$-421] begins the format,
# but not for [$Rp-421] alone (25.2, English locale); Excel takes its signs from the machine either way.
# `_-` keeps a figure off the line or the text at its right.
RUPIAH = '[$-421]"Rp "#,##0_-;-"Rp "#,##0_-;"–"_-'
COUNT = '[$-421]#,##0_-;-#,##0_-;"–"_-'
# What a planner should see first.
MARKED: Mapping[str, object] = {"bg_color": palette.GAP.upper(), "font_color": palette.WARN.upper()}


class Book:
    """A workbook that is being written: no text in it becomes a formula or a link.

    `texts` are those of its language; `foot` stands at the foot of every page, "" for the file's name.
    """

    def __init__(self, out: BinaryIO, language: str = "id", *, foot: str = "") -> None:
        self.texts = translator(language)
        # An & begins a code, a digit would be the letters' size; Excel takes 255 signs for the whole foot.
        self._foot = plain(f" {foot}" if foot else "")[:_MAX_FOOT_CHARS].replace("&", "&&") or "&F"
        # A long foot would run into what stands in the middle.
        self._sheet_and = "&R&8&A · " if foot else "&C&8&A&R&8"
        self.inner = xlsxwriter.Workbook(
            out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def format(self, **properties: object) -> Any:
        """The format of these properties, text at the top of the cell."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self.inner.add_format({"valign": "top"} | properties)
        return self._made[key]

    def header(self, **properties: object) -> Any:
        """The format of a header's cell, with these properties on top."""
        return self.format(**{**_HEADER, **properties})

    def sheet(self, title: str, header: Sequence[str], *, frozen_columns: int = 0) -> Any:
        """A sheet whose header stays in sight and stands on every page: A4 landscape, one page wide."""
        sheet = self.inner.add_worksheet(title)
        for c, text in enumerate(header):
            sheet.write_string(0, c, plain(text), self.header())
        if header:
            sheet.freeze_panes(1, frozen_columns)
            sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.65)
        page = self.texts.gettext("Page %(page)s of %(total)s", page="&P", total="&N")
        sheet.set_footer(f"&L&8{self._foot}{self._sheet_and}{page}", {"margin": 0.3})
        return sheet

    def cell(self, **properties: object) -> Any:
        """The format of a cell in the body of a table, with a fine line under it."""
        return self.format(**{"bottom": 1, "bottom_color": "#D9D9D9", **properties})

    def totals(
        self, sheet: Any, first: int, last: int, sums: Iterable[tuple[int, float, str]], **look: object
    ) -> None:
        """Under rows `first` to `last`: in each column its sum as a formula, (column, sum, number format)."""
        look = {"bold": True, "top": 2, "bg_color": _HEADER["bg_color"], **look}
        for column, total, number in sums:
            form = self.format(num_format=number, **look)
            if last < first:
                sheet.write_number(last + 1, column, total, form)
            else:
                cells = xl_range(first, column, last, column)
                sheet.write_formula(last + 1, column, f"=SUM({cells})", form, total)

    def totals_label(self, sheet: Any, row: int, column: int, n_columns: int) -> None:
        """Write the label of a row of totals over so many columns."""
        form = self.format(bold=True, top=2, bg_color=_HEADER["bg_color"])
        sheet.write_string(row, column, self.texts.gettext("Total"), form)
        for c in range(column + 1, column + n_columns):
            sheet.write_blank(row, c, None, form)

    def close(self) -> None:
        """Write the workbook to its stream."""
        self.inner.close()


def write(
    rows: Iterable[Mapping[str, Any]], out: BinaryIO, fields: Sequence[str], *, language: str = "id"
) -> int:
    """Write dicts of the contract's shape as one sheet and return how many."""
    book = Book(out, language)
    written = [dict(row) for row in rows]
    rows_sheet(book, written, fields)
    book.close()
    return len(written)


def rows_sheet(
    book: Book, written: Sequence[Mapping[str, Any]], fields: Sequence[str], *, title: str = ""
) -> Any:
    """Add a sheet of rows with dicts of the contract's shape and return it; "" is the title of rows.

    A value that is not of that shape is written as the text it has in JSON.
    """
    columns = _columns(written, fields, book.texts)
    sheet = book.sheet(title or rows_title(book.texts), [name for _, name in columns])
    wrapped, unwrapped = book.format(text_wrap=True), book.format()
    numbers = {
        "money": book.format(num_format=RUPIAH),
        "confidence": book.format(num_format="0%_-"),
        "predicted_confidence": book.format(num_format="0%_-"),
        "page": book.format(num_format=COUNT),
    }
    for i, (field, _) in enumerate(columns):
        sheet.set_column(i, i, _WIDTHS.get(field, 21 if field.startswith("pagu:") else 11))
    for r, row in enumerate(written, start=1):
        pagu = row.get("pagu")
        pagu = pagu if isinstance(pagu, dict) else {}
        for i, (field, _) in enumerate(columns):
            is_money = field.startswith("pagu:")
            value = pagu.get(field[5:]) if is_money else row.get(field)
            form = numbers.get("money" if is_money else field)
            if form and is_number(value):
                sheet.write_number(r, i, value, form)
            elif value not in (None, "", []):
                # Wrapped, what is not printed would stretch the rows on paper.
                text = unwrapped if field in _NOT_PRINTED else wrapped
                sheet.write_string(r, i, _xlsx_text(field, value, book.texts), text)
    # A code such as 1.02 is text: no green corner that says so in every cell.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    if written:
        sheet.autofilter(0, 0, len(written), len(columns) - 1)
        # Printed too, since rows with empty cells are hard to follow.
        sheet.hide_gridlines(0)
        # Where a row came from is for the screen; on paper it would make the rest too small to read.
        last = max((i for i, (field, _) in enumerate(columns) if field not in _NOT_PRINTED), default=0)
        sheet.print_area(0, 0, len(written), last)
    return sheet


def rows_title(texts: Translator) -> str:
    """The title of the sheet of rows."""
    return texts.gettext("Rows")


def _columns(
    rows: Sequence[Mapping[str, Any]], fields: Sequence[str], texts: Translator
) -> list[tuple[str, str]]:
    """Field and title of every column; each year of the budgets is a field of its own, `pagu:2025`."""
    budgets = [row["pagu"] for row in rows if isinstance(row.get("pagu"), dict)]
    years = sorted({str(year) for pagu in budgets for year in pagu})
    known = [f for f in TITLES if f in fields]
    before_money = "opd" if "opd" in fields else next(iter(known), "")
    columns: list[tuple[str, str]] = []
    for field in known + [f for f in fields if f not in TITLES and f != "pagu"]:
        columns.append((field, texts.gettext(TITLES[field]) if field in TITLES else field))
        if field == before_money and "pagu" in fields:
            columns += [(f"pagu:{year}", pagu_title(year, texts)) for year in years]
    return columns


def pagu_title(year: str, texts: Translator) -> str:
    """The title of the column of a year's budgets."""
    return f"{texts.gettext('Budget')} {year}".strip()


def is_number(value: object) -> bool:
    """Whether a cell can hold the value as a number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def _xlsx_text(field: str, value: Any, texts: Translator) -> str:
    try:
        if field == "indikator":
            return plain("\n".join(value))
        if field == "alternatives":
            return plain("; ".join(f"{v['subdimension']} {v['confidence']:.0%}" for v in value))
        if field == "doubts":
            return plain(doubt_words.words(value, texts))
        if field == "role":
            return role_words.word(value, texts)
        if field == "evidence":
            return plain("; ".join(str(v["term"]) for v in value))
    except (KeyError, TypeError, ValueError):
        pass
    if field == "review" and isinstance(value, bool):
        return texts.gettext("yes") if value else texts.gettext("no")
    return plain(json.dumps(value) if isinstance(value, list | dict) else str(value))


def plain(text: str) -> str:
    """Text as a cell can hold it: without what would make a workbook that Excel calls damaged."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)[:_EXCEL_MAX_CHARS]


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Dicts of the contract's shape from a workbook that `write` made, in any language.

    Raises DataError for any other.
    """
    workbook = opened(path)
    texts = next(
        (texts for texts in map(translator, languages()) if rows_title(texts) in workbook.sheet_names),
        None,
    )
    if texts is None:
        found = ", ".join(workbook.sheet_names[:5])
        raise DataError(
            f"{path}: no results workbook (sheets: {found}); it needs the sheet of rows of `petakota tag`."
        )
    yield from rows_of(workbook.get_sheet_by_name(rows_title(texts)).to_python(), texts, path)


def opened(path: Path) -> Any:
    """The workbook of a file. Raises DataError when it cannot be read."""
    try:
        return python_calamine.load_workbook(path)
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror or error}); check the name.") from error
    except (python_calamine.CalamineError, ValueError) as error:
        raise DataError(
            f"{path}: no results workbook ({error}); it needs the sheet of rows of `petakota tag`."
        ) from error


def rows_of(cells: Sequence[Sequence[object]], texts: Translator, path: Path) -> Iterator[dict[str, Any]]:
    """Dicts of the contract's shape from the cells of a sheet of rows."""
    titles = [str(title) for title in (cells[0] if cells else [])]
    fields = _fields(titles, texts)
    for n, line in enumerate(cells[1:], start=2):
        row: dict[str, Any] = {"pagu": {}, "indikator": []}
        for title, field, value in zip(titles, fields, line, strict=False):
            try:
                _take(row, field, value, texts)
            except (ValueError, OverflowError) as error:
                raise DataError(f'{path}: row {n}, {title}: "{value}" is not a number.') from error
        yield row


def _fields(titles: Sequence[str], texts: Translator) -> list[str]:
    """The field of every column, as `_columns` names them; a title that is not ours is its field itself."""
    known = {texts.gettext(title): field for field, title in TITLES.items()}
    return [known[title] if title in known else pagu_field(title, texts) for title in titles]


def pagu_field(title: str, texts: Translator) -> str:
    """The field of a column that `pagu_title` names, `pagu:2025`; another title is its field itself."""
    pagu = pagu_title("", texts)
    return f"pagu:{title[len(pagu) :].strip()}" if f"{title} ".startswith(f"{pagu} ") else title


def _take(row: dict[str, Any], field: str, value: object, texts: Translator) -> None:
    """Put one cell into the row. Raises ValueError when a number is none."""
    if field.startswith("pagu:"):
        if value != "":
            row["pagu"][field[5:]] = round(float(str(value)))
    elif field == "indikator":
        row[field] = [part for part in str(value).split("\n") if part]
    elif field == "review":
        row[field] = value == texts.gettext("yes")
    elif field == "doubts":
        row[field] = doubt_words.doubts(str(value), texts)
    elif field == "role":
        row[field] = role_words.role(str(value), texts)
    elif field == "page":
        row[field] = int(float(str(value))) if value != "" else 0
    elif field == "confidence":
        row[field] = float(str(value)) if value != "" else 0.0
    elif field not in ("alternatives", "evidence"):
        row[field] = str(value)
