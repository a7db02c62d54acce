"""The summary in the map's workbook: what it holds, its totals by subdimension and dimension, sums below.

Its cells are formulas over the other sheets, and the charts draw them: one number changed there
changes all. The sheet is no table, so it has neither filters nor a frozen header.

A subdimension is empty here when it is in the gaps: when no agency has anything for it, be it a kegiatan
whose program was not found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range, xl_range_abs, xl_rowcol_to_cell

from classifier.formats.spreadsheet import COUNT, MARKED, RUPIAH, Book, plain
from classifier.mapping import analysis, map_words
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.map_words import counted
from classifier.mapping.matrix import Cell, Map, dimension_name, name, names

_SHARE = '[$-421]0.0%_-;-0.0%_-;"–"_-'
# Subdimensions in A to F, a space, dimensions in H to L.
_WIDTHS = (43, 10, 12, 17, 26, 10, 3, 22, 10, 12, 26, 10)
_CHARS_A_LINE = 135
_ROW_PX = 21


@dataclass(frozen=True, slots=True)
class Places:
    """Where the summary has its tables: its name, and the rows of subdimensions and of dimensions (0-based).

    Subdimensions stand in columns A to F, dimensions in H to L.
    """

    sheet: str
    subdimensions: range
    dimensions: range


def add(book: Book, city_map: Map, documents: Iterable[str]) -> Places:
    """Add the sheet and return its places; `documents` are named, each once, where there are any."""
    texts = book.texts
    sheet = book.sheet(title(book), [])
    sheet.hide_gridlines(2)
    for c, width in enumerate(_WIDTHS):
        sheet.set_column(c, c, width)
    sheet.set_row(0, 26)
    sheet.write_string(
        0, 0, texts.gettext("Map of smart-city programs"), book.format(bold=True, font_size=18)
    )
    row = _about(book, sheet, city_map, list(dict.fromkeys(documents))) + 1
    # Set, because charts stand where the heights of rows put them, and LibreOffice has others by default.
    for r in range(row, row + 90 + len(city_map.opds)):
        sheet.set_row_pixels(r, _ROW_PX)
    table = range(row + 6, row + 6 + len(city_map.taxonomy.ids))
    _facts(book, sheet, city_map, row, table)
    _subdimensions(book, sheet, city_map, table)
    dimensions = _dimensions(book, sheet, city_map, row + 1, table)
    after = max(table.stop, dimensions.stop) + 3
    _subtotals(book, sheet, city_map, after)
    # The sums begin a page of their own instead of being cut by the end of one.
    sheet.set_h_pagebreaks([after])
    return Places(title(book), table, dimensions)


def count_title(book: Book, city_map: Map) -> str:
    """The name of the sheet that holds the numbers of what the map counts."""
    return book.texts.gettext("Number of %(programs)s", programs=counted(city_map, book.texts))


def others_title(book: Book, city_map: Map) -> str:
    """The name of the sheet of what counts by itself beside what the map counts."""
    if city_map.counted == "program":
        return book.texts.gettext("Activities without program")
    return book.texts.gettext("Without activities")


def title(book: Book) -> str:
    """The name of the sheet."""
    return book.texts.gettext("Summary")


def _about(book: Book, sheet: Any, city_map: Map, documents: Sequence[str]) -> int:
    """Write the sentences and return how many rows are taken."""
    texts, taxonomy = book.texts, city_map.taxonomy
    named = map_words.named_documents(documents, texts)
    gaps = names((taxonomy[s] for s in city_map.gaps), texts.language) or texts.gettext("none")
    sentences = (
        (texts.gettext("Content"), _content(book, city_map)),
        (texts.gettext("Documents"), named),
        (texts.gettext("Counted apart"), map_words.others_sentence(city_map, texts)),
        (texts.gettext("No %(programs)s yet", programs=counted(city_map, texts)), gaps),
        (map_words.no_document(texts).capitalize(), "; ".join(city_map.without_document)),
        (texts.gettext("Caution"), "\n".join(map_words.caution_sentences(city_map, texts))),
    )
    row = 1
    for label, text in [(label, plain(text)) for label, text in sentences if text]:
        look = (
            MARKED if label in (texts.gettext("Caution"), map_words.no_document(texts).capitalize()) else {}
        )
        wrapped = book.format(text_wrap=True, **look)
        sheet.write_string(row, 0, label, book.format(bold=True, **look))
        sheet.merge_range(row, 1, row, len(_WIDTHS) - 1, "", wrapped)
        sheet.write_string(row, 1, text, wrapped)
        # Rows do not grow with the text of merged cells.
        n_lines = sum(math.ceil(len(line) / _CHARS_A_LINE) for line in text.split("\n"))
        sheet.set_row(row, 16 * min(25, n_lines))
        row += 1
    return row


def _content(book: Book, city_map: Map) -> str:
    """What the workbook holds, and how it was counted."""
    texts, n = book.texts, len(city_map.taxonomy.ids)
    if city_map.counted == "program":
        return texts.gettext(
            "Programs in regional planning documents by agency and %(n)s smart-city subdimensions. A program "
            "counts once for its agency and document, however often it is printed; its budget is its own, or "
            "the sum of its activities' where none is printed. The model gives the subdimension, and "
            "people's corrections go before it.",
            n=n,
        )
    return texts.gettext(
        "Activities (kegiatan) in regional planning documents by agency and %(n)s smart-city subdimensions. "
        "An activity counts once for its program and document, however often it is printed, with its own "
        "label and its own budget, or the sum of its sub-activities' where none is printed; a program "
        "without activities counts by itself. The model gives the subdimension, and people's corrections go "
        "before it.",
        n=n,
    )


def _facts(book: Book, sheet: Any, city_map: Map, row: int, table: range) -> None:
    texts, programs = book.texts, counted(city_map, book.texts)
    columns = [city_map.column(s) for s in city_map.taxonomy.ids]
    counts = xl_range(table[0], 1, table[-1], 1)
    facts: tuple[tuple[str, str, int, str], ...] = (
        (
            texts.gettext("Number of %(programs)s", programs=programs),
            f"=SUM({counts})",
            sum(column.count for column in columns),
            COUNT,
        ),
        (texts.gettext("Number of agencies"), "", city_map.n_named_opds, COUNT),
        (
            texts.gettext("Total budget"),
            f"=SUM({xl_range(table[0], 4, table[-1], 4)})",
            sum(column.total for column in columns),
            RUPIAH,
        ),
        (
            texts.gettext("Subdimensions without %(programs)s", programs=programs),
            _n_gaps(book, city_map, counts),
            len(city_map.gaps),
            COUNT,
        ),
    )
    if city_map.n_others:
        facts = (*facts, (others_title(book, city_map), "", city_map.n_others, COUNT))
    for r, (label, formula, value, number) in enumerate(facts, start=row):
        form = book.format(bold=True, num_format=number, align="left", font_size=12)
        sheet.write_string(r, 0, label, book.format(bold=True, font_size=12))
        sheet.merge_range(r, 1, r, 4, "", form)
        if formula:
            sheet.write_formula(r, 1, formula, form, value)
        else:
            sheet.write_number(r, 1, value, form)


def _n_gaps(book: Book, city_map: Map, counts: str) -> str:
    """The formula for how many subdimensions have nothing."""
    if not city_map.n_others:
        return f"=COUNTIF({counts},0)"
    n = len(city_map.opds)
    totals = xl_range(n + 1, 1, n + 1, len(city_map.taxonomy.ids))
    both = (f"({quote_sheetname(one(book, city_map))}!{totals}=0)" for one in (count_title, others_title))
    return f"=SUMPRODUCT({'*'.join(both)})"


def _subdimensions(book: Book, sheet: Any, city_map: Map, table: range) -> None:
    texts, programs = book.texts, counted(city_map, book.texts)
    headers = (
        texts.gettext("Subdimension"),
        programs.capitalize(),
        texts.gettext("%% of %(programs)s", programs=programs),
        texts.gettext("Agencies"),
        texts.gettext("Budget"),
        texts.gettext("%% of budget"),
    )
    for c, header in enumerate(headers):
        sheet.write_string(table[0] - 1, c, header, book.header())
    subdimensions, n = city_map.taxonomy.subdimensions, len(city_map.opds)
    columns = [city_map.column(subdimension.id) for subdimension in subdimensions]
    count, pagu = sum(column.count for column in columns), sum(column.total for column in columns)
    number, share, money = (book.cell(num_format=form) for form in (COUNT, _SHARE, RUPIAH))
    counts = f"{quote_sheetname(count_title(book, city_map))}!"
    budgets = f"{quote_sheetname(texts.gettext('Budget'))}!"
    for r, (subdimension, column) in enumerate(zip(subdimensions, columns, strict=True)):
        row, total = table[r], xl_rowcol_to_cell(n + 1, r + 1)
        sheet.write_string(row, 0, plain(name(subdimension, texts.language)), book.cell())
        sheet.write_formula(row, 1, f"={counts}{total}", number, column.count)
        having = sum(
            not city_map.cell(opd, subdimension.id).is_empty for opd in city_map.opds if opd != NO_OPD
        )
        if n:
            sheet.write_formula(row, 3, _n_having(book, city_map, r + 1), number, having)
        else:
            sheet.write_number(row, 3, 0, number)
        sheet.write_formula(row, 4, f"={budgets}{total}", money, column.total)
        _share(sheet, row, 2, table, share, column.count, count)
        _share(sheet, row, 5, table, share, column.total, pagu)
    book.totals_label(sheet, table.stop, 0, 6)
    book.totals(sheet, table[0], table[-1], [(1, count, COUNT), (4, pagu, RUPIAH)])
    # Where nothing counts apart, a number that is changed marks its line or takes the mark away.
    for r, subdimension in enumerate(subdimensions):
        if not city_map.n_others or subdimension.id in city_map.gaps:
            empty = {"type": "formula", "criteria": f"=$B{table[r] + 1}=0", "format": book.format(**MARKED)}
            sheet.conditional_format(table[r], 0, table[r], 5, empty)


def _n_having(book: Book, city_map: Map, column: int) -> str:
    """The formula for how many agencies have something in a column of the matrices; those named alone."""
    n = len(city_map.opds)
    titles = [count_title(book, city_map), *([others_title(book, city_map)] if city_map.n_others else [])]

    def cells(first: int, last: int) -> str:
        where = xl_range(first, column, last, column)
        return "+".join(f"{quote_sheetname(one)}!{where}" for one in titles)

    formula = f'=COUNTIF({cells(1, n)},">0")'
    if city_map.n_others:
        formula = f"=SUMPRODUCT(--(({cells(1, n)})>0))"
    if NO_OPD in city_map.opds:
        at = city_map.opds.index(NO_OPD) + 1
        formula += f"-N({cells(at, at)}>0)"
    return formula


def _share(sheet: Any, row: int, column: int, rows: range, form: Any, part: int, whole: int) -> None:
    """The share that the cell to the left has of the sum of its column."""
    cells = xl_range_abs(rows[0], column - 1, rows[-1], column - 1)
    formula = f"=IF(SUM({cells})=0,0,{xl_rowcol_to_cell(row, column - 1)}/SUM({cells}))"
    sheet.write_formula(row, column, formula, form, part / whole if whole else 0)


def _dimensions(book: Book, sheet: Any, city_map: Map, row: int, table: range) -> range:
    """Write the table of dimensions and return its rows."""
    texts, programs, taxonomy = book.texts, counted(city_map, book.texts), city_map.taxonomy
    headers = (
        texts.gettext("Dimension"),
        programs.capitalize(),
        texts.gettext("%% of %(programs)s", programs=programs),
        texts.gettext("Budget"),
        texts.gettext("%% of budget"),
    )
    for c, header in enumerate(headers, start=7):
        sheet.write_string(row - 1, c, header, book.header())
    rows = range(row, row + len(taxonomy.dimensions))
    of_each = [_counted_and_rupiah(city_map, dimension) for dimension in taxonomy.dimensions]
    count, pagu = (sum(amounts) for amounts in zip(*of_each, strict=True))
    share = book.cell(num_format=_SHARE)
    for r, dimension, (n, amount) in zip(rows, taxonomy.dimensions, of_each, strict=True):
        theirs = [table[i] for i, one in enumerate(taxonomy.subdimensions) if one.dimension == dimension]
        sheet.write_string(r, 7, plain(dimension_name(dimension)), book.cell())
        for column, source, value, number in ((8, 1, n, COUNT), (10, 4, amount, RUPIAH)):
            cells = ",".join(xl_rowcol_to_cell(source_row, source) for source_row in theirs)
            sheet.write_formula(r, column, f"=SUM({cells})", book.cell(num_format=number), value)
        _share(sheet, r, 9, rows, share, n, count)
        _share(sheet, r, 11, rows, share, amount, pagu)
    book.totals_label(sheet, rows.stop, 7, 5)
    book.totals(sheet, rows[0], rows[-1], [(8, count, COUNT), (10, pagu, RUPIAH)])
    return rows


def _subtotals(book: Book, sheet: Any, city_map: Map, row: int) -> None:
    """Below the charts: what each field of government has, each agency, each year."""
    texts, programs = book.texts, counted(city_map, book.texts).capitalize()
    of_urusan = [
        (f"{one.code} {one.name}" if one.code else texts.gettext("no field named by the code"), one.cell)
        for one in analysis.by_urusan(city_map)
    ]
    heading = texts.gettext("Field of government (urusan)")
    _sums(book, sheet, range(row + 1, row + 1 + len(of_urusan)), 0, (heading, programs, 1, 4), of_urusan)
    of_opds = [(map_words.opd_name(opd, texts), cell) for opd, cell in analysis.by_opd(city_map)]
    rows = range(row + 1, row + 1 + len(of_opds))
    _sums(book, sheet, rows, 7, (texts.gettext("Agency"), programs, 8, 10), of_opds)
    of_years = [
        (year.year or texts.gettext("no year"), Cell(0, {year.year: year.total}))
        for year in analysis.by_year(city_map)
    ]
    rows = range(rows.stop + 3, rows.stop + 3 + len(of_years))
    _sums(book, sheet, rows, 7, (texts.gettext("Year"), "", 8, 10), of_years)


def _sums(
    book: Book,
    sheet: Any,
    rows: range,
    first: int,
    heads: tuple[str, str, int, int],
    sums: Sequence[tuple[str, Cell]],
) -> None:
    """A table of names with what each has; `heads`: its titles, and the columns of number and rupiah."""
    title, programs, at_count, at_rupiah = heads
    if not sums:
        return
    last = at_rupiah + 1
    titles = {first: title, at_count: programs, at_rupiah: book.texts.gettext("Budget")}
    if programs:
        titles[at_count + 1] = book.texts.gettext("%% of %(programs)s", programs=programs.lower())
    titles[last] = book.texts.gettext("%% of budget")
    for c in range(first, last + 1):
        sheet.write_string(rows[0] - 1, c, titles.get(c, ""), book.header())
    count, pagu = sum(cell.count for _, cell in sums), sum(cell.total for _, cell in sums)
    share = book.cell(num_format=_SHARE)
    for r, (name_of_sum, cell) in zip(rows, sums, strict=True):
        for c in range(first, last + 1):
            sheet.write_blank(r, c, None, book.cell())
        sheet.write_string(r, first, plain(name_of_sum), book.cell())
        if programs:
            sheet.write_number(r, at_count, cell.count, book.cell(num_format=COUNT))
            _share(sheet, r, at_count + 1, rows, share, cell.count, count)
        sheet.write_number(r, at_rupiah, cell.total, book.cell(num_format=RUPIAH))
        _share(sheet, r, last, rows, share, cell.total, pagu)
    book.totals_label(sheet, rows.stop, first, last - first + 1)
    totals = [(at_rupiah, pagu, RUPIAH)]
    if programs:
        totals.append((at_count, count, COUNT))
    book.totals(sheet, rows[0], rows[-1], totals)


def _counted_and_rupiah(city_map: Map, dimension: str) -> tuple[int, int]:
    """How many programs or kegiatan a dimension has, and their rupiah."""
    subdimensions = city_map.taxonomy.subdimensions
    columns = [city_map.column(one.id) for one in subdimensions if one.dimension == dimension]
    return sum(column.count for column in columns), sum(column.total for column in columns)
