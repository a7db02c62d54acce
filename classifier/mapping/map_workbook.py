"""The map as a workbook for planners: cover, summary, matrices, charts, gaps, rows, subdimensions.

Totals are formulas, so that a number that a planner changes changes them too; each
carries its value for programs that do not calculate. Formulas and charts name cells
of ours alone, and text of a document is only ever written as a string.

The matrix of budgets shows millions of rupiah over cells that hold every rupiah: in
full, 19 columns fit on the width of a page only in letters of 4 points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from xlsxwriter.utility import xl_range

from classifier.formats import palette, planner_rows, spreadsheet
from classifier.formats.spreadsheet import COUNT, MARKED, RUPIAH, Book, plain
from classifier.i18n.messages import translator
from classifier.mapping import covers, map_words
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.covers import Cover
from classifier.mapping.matrix import Map, dimension_name, name
from classifier.mapping.sheets import charts_sheet, cover_sheet, gap_sheets, summary_sheet
from classifier.taxonomy import Taxonomy

_MILLIONS = '[$-421]#,##0,,_-;-#,##0,,_-;"–"_-'
# Beyond, letters would be too small on one page; the header stands on each of several.
_MAX_ON_ONE_PAGE = 45
_HEAT = {
    "type": "2_color_scale",
    "min_type": "num",
    "min_value": 0,
    "min_color": "#FFFFFF",
    "max_color": palette.HEAT[2].upper(),
}


def write(
    city_map: Map,
    out: BinaryIO,
    *,
    rows: Iterable[Mapping[str, Any]] | None = None,
    fields: Sequence[str] = (),
    cover: Cover | None = None,
    language: str = "id",
) -> None:
    """Write the map, with the rows that it was made of on a sheet of their own where they are given.

    `rows` are dicts of the contract's shape, and those of `planner_rows.add`; `planner_rows.read` reads them
    back. Hidden, the workbook holds their `fields` (none: those that the rows have). `cover` says of what,
    when and by whom it is; what it lacks is taken from map and rows.
    """
    row_dicts = None if rows is None else planner_rows.keyed(rows)
    named = list(dict.fromkeys(str(row.get("document") or "") for row in row_dicts or ()))
    cover = cover or Cover()
    cover = replace(
        cover,
        years=cover.years or city_map.years,
        documents=cover.documents or tuple(filter(None, named)),
    )
    book = Book(out, language, foot=covers.line(cover, translator(language)))
    texts = book.texts
    subdimensions = {one.id: name(one, language) for one in city_map.taxonomy.subdimensions}
    cover_sheet.add(book, cover, _contents(book, city_map, has_rows=row_dicts is not None))
    places = summary_sheet.add(book, city_map, named)
    title, header = summary_sheet.count_title(book, city_map), texts.gettext("Agency")
    _matrix(book, city_map, title, header, COUNT, lambda opd, s: city_map.cell(opd, s).count)
    if city_map.n_others:
        # Below a number called programs nothing else is counted.
        title = summary_sheet.others_title(book, city_map)
        _matrix(book, city_map, title, header, COUNT, lambda opd, s: city_map.cell(opd, s).n_others)
    header = texts.gettext("Agency\n(budget in million rupiah; cells hold every rupiah)")
    title = texts.gettext("Budget")
    _matrix(book, city_map, title, header, _MILLIONS, lambda opd, s: city_map.cell(opd, s).total)
    _years(book, city_map)
    charts_sheet.add(book, city_map, places)
    gap_sheets.add(book, city_map)
    if row_dicts is None:
        _meanings(book, city_map.taxonomy)
    else:
        others = (*(opd for opd in city_map.opds if opd != NO_OPD), *city_map.without_document)
        agencies = planner_rows.offered_agencies(row_dicts, others)
        planner_rows.add(book, row_dicts, subdimensions, len(agencies))
        _meanings(book, city_map.taxonomy)
        all_fields = list(dict.fromkeys(field for row in row_dicts for field in row))
        planner_rows.add_hidden(book, row_dicts, fields or all_fields, subdimensions, agencies)
    book.close()


def _contents(book: Book, city_map: Map, *, has_rows: bool) -> list[tuple[str, str]]:
    """The sheets after the cover, with what each holds."""
    texts = book.texts
    contents = [
        (summary_sheet.title(book), texts.gettext("Totals by subdimension, dimension, agency and year")),
        (
            summary_sheet.count_title(book, city_map),
            texts.gettext("The matrix of agencies and 18 subdimensions, on one page"),
        ),
        (texts.gettext("Budget"), texts.gettext("The same matrix in rupiah")),
        (texts.gettext("Budget by year"), texts.gettext("Rupiah by subdimension and year")),
        (charts_sheet.title(book), texts.gettext("Pictures of the summary")),
        (texts.gettext("Gaps"), texts.gettext("What no agency plans yet, and what each agency lacks")),
    ]
    if city_map.suggestions:
        contents.append((texts.gettext("Suggestions"), texts.gettext("Official programs for what is empty")))
    if gap_sheets.has_cautions(city_map):
        contents.append((texts.gettext("Cautions"), texts.gettext("What is uncertain or was left out")))
    if has_rows:
        what = texts.gettext("Every row: correct it here and upload the workbook to take it over")
        contents.append((spreadsheet.rows_title(texts), what))
    contents.append(
        (texts.gettext("Subdimension dictionary"), texts.gettext("What belongs to which subdimension"))
    )
    return contents


def _matrix(
    book: Book,
    city_map: Map,
    title: str,
    header: str,
    number: str,
    value: Callable[[str, str], int],
) -> None:
    """OPDs down, subdimensions across, a total row and column."""
    subdimensions, n = city_map.taxonomy.subdimensions, len(city_map.opds)
    sheet = book.sheet(title, [header], frozen_columns=1)
    if n <= _MAX_ON_ONE_PAGE:
        sheet.fit_to_pages(1, 1)
    # A thick line where a dimension begins, and its colour.
    lines: list[dict[str, object]] = []
    before = ""
    for c, subdimension in enumerate(subdimensions, start=1):
        dimension = subdimension.dimension
        lines.append({"left": 2} if dimension != before else {})
        before = dimension
        colour = palette.tint(palette.of_dimension(dimension, city_map.taxonomy), 0.22)
        turned = book.header(rotation=90, align="center", valign="vcenter", bg_color=colour, **lines[-1])
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
    widest = max((abs(amount) for line in [*body, sums] for amount in line), default=0)
    sheet.set_column(1, end - 1, _width(widest, number))
    sheet.set_column(end, end, _width(sum(sums), number) + 1)
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


def _width(largest: int, number: str) -> float:
    """As wide as the longest number, so that none shows as ####."""
    shown = largest // 1_000_000 if number == _MILLIONS else largest
    return max(6.5, len(f"{shown:,}") * 1.15 + 2)


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
    sheet = book.sheet(texts.gettext("Subdimension dictionary"), headers, frozen_columns=2)
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
