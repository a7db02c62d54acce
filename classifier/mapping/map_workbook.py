"""The map as a workbook for planners: summary with charts, rows, matrices, gaps, suggestions, taxonomy.

Totals are formulas, so that a number that a planner changes changes them too; each
carries its value for programs that do not calculate. Formulas and charts name cells
of ours alone, and text of a document is only ever written as a string.

The matrix of budgets shows millions of rupiah over cells that hold every rupiah: in
full, 19 columns fit on the width of a page only in letters of 4 points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from xlsxwriter.utility import xl_range

from classifier.formats import spreadsheet
from classifier.formats.spreadsheet import COUNT, MARKED, RUPIAH, Book, plain
from classifier.mapping import gap_sheets, map_words, summary_sheet
from classifier.mapping.matrix import Map, dimension_name, name
from classifier.taxonomy import Taxonomy

_MILLIONS = '[$-421]#,##0,,_-;-#,##0,,_-;"–"_-'
_TINTS = ("#DDE7F0", "#F4EBDD")
_HEAT = {
    "type": "2_color_scale",
    "min_type": "num",
    "min_value": 0,
    "min_color": "#FFFFFF",
    "max_color": "#7FB2DC",
}


def write(
    city_map: Map,
    out: BinaryIO,
    *,
    rows: Iterable[Mapping[str, Any]] | None = None,
    fields: Sequence[str] = (),
    language: str = "id",
) -> None:
    """Write the map, with the rows that it was made of on a sheet of their own where they are given.

    `rows` are dicts of the contract's shape; their sheet holds `fields` (none: those that the
    rows have) and is that of `spreadsheet.write`, so that `spreadsheet.read` reads it back.
    """
    row_dicts = None if rows is None else [dict(row) for row in rows]
    book = Book(out, language)
    texts = book.texts
    summary_sheet.add(book, city_map, [str(row.get("document") or "") for row in row_dicts or ()])
    if row_dicts is not None:
        all_fields = list(dict.fromkeys(field for row in row_dicts for field in row))
        spreadsheet.rows_sheet(book, row_dicts, fields or all_fields)
    title, header = summary_sheet.count_title(book, city_map), texts.gettext("Agency")
    _matrix(book, city_map, title, header, COUNT, 6.5, lambda opd, s: city_map.cell(opd, s).count)
    if city_map.n_others:
        # Below a number called programs nothing else is counted.
        title = summary_sheet.others_title(book, city_map)
        _matrix(book, city_map, title, header, COUNT, 6.5, lambda opd, s: city_map.cell(opd, s).n_others)
    header = texts.gettext("Agency\n(budget in million rupiah; cells hold every rupiah)")
    _matrix(
        book,
        city_map,
        texts.gettext("Budget"),
        header,
        _MILLIONS,
        10.5,
        lambda opd, s: city_map.cell(opd, s).total,
    )
    _years(book, city_map)
    gap_sheets.add(book, city_map)
    _meanings(book, city_map.taxonomy)
    book.close()


def _matrix(
    book: Book,
    city_map: Map,
    title: str,
    header: str,
    number: str,
    width: float,
    value: Callable[[str, str], int],
) -> None:
    """OPDs down, subdimensions across, a total row and column."""
    subdimensions, n = city_map.taxonomy.subdimensions, len(city_map.opds)
    sheet = book.sheet(title, [header], frozen_columns=1)
    # A thick line and another tint where a dimension begins.
    lines: list[dict[str, object]] = []
    tint, before = 1, ""
    for c, subdimension in enumerate(subdimensions, start=1):
        lines.append({"left": 2} if subdimension.dimension != before else {})
        tint, before = tint ^ (subdimension.dimension != before), subdimension.dimension
        turned = book.header(
            rotation=90, align="center", valign="vcenter", bg_color=_TINTS[tint], **lines[-1]
        )
        sheet.write_string(0, c, plain(name(subdimension, book.texts.language)), turned)
    lines.append({"left": 2})
    end = len(lines)
    turned = book.header(rotation=90, align="center", valign="vcenter", left=2)
    sheet.write_string(0, end, book.texts.gettext("Total"), turned)
    body = [[value(opd, subdimension.id) for subdimension in subdimensions] for opd in city_map.opds]
    for r, (opd, numbers) in enumerate(zip(city_map.opds, body, strict=True), start=1):
        sheet.write_string(r, 0, plain(map_words.opd_name(opd, book.texts)), book.cell(text_wrap=True))
        for c, amount in enumerate(numbers, start=1):
            sheet.write_number(r, c, amount, book.cell(num_format=number, **lines[c - 1]))
        total = book.cell(num_format=number, bold=True, left=2)
        sheet.write_formula(r, end, f"=SUM({xl_range(r, 1, r, end - 1)})", total, sum(numbers))
    sums = [sum(line[c] for line in body) for c in range(len(subdimensions))]
    book.totals_label(sheet, n + 1, 0, 1)
    for c, total_of in enumerate([*sums, sum(sums)], start=1):
        book.totals(sheet, 1, n, [(c, total_of, number)], **lines[c - 1])
    sheet.set_row(0, 150)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, end - 1, width)
    sheet.set_column(end, end, width + 2)
    if n:
        sheet.autofilter(0, 0, n, end)
        sheet.conditional_format(1, 1, n, end - 1, _HEAT)
    # A nought of a subdimension that other sheets have something for is no gap.
    gaps = [s.id in city_map.gaps or total_of != 0 for s, total_of in zip(subdimensions, sums, strict=True)]
    none = {"type": "cell", "criteria": "==", "value": 0, "format": book.format(**MARKED)}
    if not all(gaps):
        cells = (xl_range(n + 1, c, n + 1, c) for c, is_gap in enumerate(gaps, start=1) if is_gap)
        none["multi_range"] = " ".join(cells)
    if any(gaps):
        sheet.conditional_format(n + 1, 1, n + 1, end - 1, none)


def _years(book: Book, city_map: Map) -> None:
    texts = book.texts
    years = [year or texts.gettext("no year") for year in city_map.years]
    headers = [texts.gettext("Subdimension"), *years, texts.gettext("Total")]
    subdimensions, n = city_map.taxonomy.subdimensions, len(city_map.years)
    sheet = book.sheet(texts.gettext("Budget by year"), headers, frozen_columns=1)
    sums = [0] * (n + 1)
    for r, subdimension in enumerate(subdimensions, start=1):
        column = city_map.column(subdimension.id)
        amounts = [column.pagu.get(year, 0) for year in city_map.years]
        sums = [a + b for a, b in zip(sums, [*amounts, column.total], strict=True)]
        sheet.write_string(r, 0, plain(name(subdimension, texts.language)), book.cell(text_wrap=True))
        for c, amount in enumerate(amounts, start=1):
            sheet.write_number(r, c, amount, book.cell(num_format=RUPIAH))
        total = book.cell(num_format=RUPIAH, bold=True, left=2)
        if n:
            sheet.write_formula(r, n + 1, f"=SUM({xl_range(r, 1, r, n)})", total, column.total)
        else:
            sheet.write_number(r, 1, 0, total)
    last = len(subdimensions)
    book.totals_label(sheet, last + 1, 0, 1)
    book.totals(sheet, 1, last, [(c, total, RUPIAH) for c, total in enumerate(sums, start=1)])
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, n + 1, 24)
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 1, 0, n + 1)})
    sheet.autofilter(0, 0, last, n + 1)
    if n:
        sheet.conditional_format(1, 1, last, n, _HEAT)


def _meanings(book: Book, taxonomy: Taxonomy) -> None:
    texts, language = book.texts, book.texts.language
    other = "en" if language == "id" else "id"
    headers = (
        texts.gettext("Dimension"),
        texts.gettext("Name"),
        texts.gettext("English name") if other == "en" else texts.gettext("Indonesian name"),
        texts.gettext("Definition"),
        texts.gettext("Includes"),
        texts.gettext("Does not include"),
        texts.gettext("Id"),
    )
    sheet = book.sheet(texts.gettext("Taxonomy"), headers, frozen_columns=2)
    for r, subdimension in enumerate(taxonomy.subdimensions, start=1):
        scope = ["\n".join(f"• {item}" for item in items) for items in subdimension.scope(language)]
        cells = (
            dimension_name(subdimension.dimension),
            subdimension.name(language),
            subdimension.name(other),
            subdimension.definition(language),
            *(_with_names(items, taxonomy, language) for items in scope),
            subdimension.id,
        )
        for c, text in enumerate(cells):
            sheet.write_string(r, c, plain(text), book.cell(text_wrap=True, bold=c == 1))
    for c, width in enumerate((18, 20, 20, 56, 44, 60, 34)):
        sheet.set_column(c, c, width)
    sheet.autofilter(0, 0, len(taxonomy.ids), len(headers) - 1)


def _with_names(text: str, taxonomy: Taxonomy, language: str) -> str:
    """Scope as people read it: "sekolah -> society.sistem-edukasi" names an id, and "-> economy.*" six."""
    for subdimension in taxonomy.subdimensions:
        dimension = subdimension.dimension
        text = text.replace(subdimension.id, name(subdimension, language))
        text = text.replace(f"{dimension}.*", dimension_name(dimension))
    return text.replace(" -> ", " → ")
