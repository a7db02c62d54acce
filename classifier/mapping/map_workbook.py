"""The map as a workbook for planners, in Indonesian: summary with charts, rows, matrices, gaps, taxonomy.

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
from classifier.mapping import summary_sheet
from classifier.mapping.matrix import NO_OPD, Map, dimension_name, name, names
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
    plan: Map,
    out: BinaryIO,
    *,
    rows: Iterable[Mapping[str, Any]] | None = None,
    fields: Sequence[str] = (),
) -> None:
    """Write the map, with the rows that it was made of on a sheet of their own where they are given.

    `rows` are dicts of the contract's shape; their sheet holds `fields` (none: those that the
    rows have) and is that of `workbook.write`, so that `workbook.read` reads it back.
    """
    kept = None if rows is None else [dict(row) for row in rows]
    book = Book(out)
    summary_sheet.add(book, plan, [str(row.get("document") or "") for row in kept or ()])
    if kept is not None:
        spreadsheet.rows_sheet(book, kept, fields or list(dict.fromkeys(f for row in kept for f in row)))
    title = f"Jumlah {plan.counted}"
    _matrix(book, plan, title, "", COUNT, 6.5, lambda opd, s: plan.cell(opd, s).count)
    unit = "\n(pagu dalam juta rupiah; isi sel rupiah penuh)"
    _matrix(book, plan, "Pagu", unit, _MILLIONS, 10.5, lambda opd, s: plan.cell(opd, s).total)
    _years(book, plan)
    _gaps(book, plan)
    _meanings(book, plan)
    book.close()


def _matrix(
    book: Book,
    plan: Map,
    title: str,
    unit: str,
    number: str,
    width: float,
    value: Callable[[str, str], int],
) -> None:
    """OPDs down, subdimensions across, a total row and column."""
    known, n = plan.taxonomy.subdimensions, len(plan.opds)
    sheet = book.sheet(title, [f"Perangkat daerah{unit}"], frozen_columns=1)
    # A thick line and another tint where a dimension begins.
    lines: list[dict[str, object]] = []
    tint, before = 1, ""
    for c, one in enumerate(known, start=1):
        lines.append({"left": 2} if one.dimension != before else {})
        tint, before = tint ^ (one.dimension != before), one.dimension
        turned = book.header(
            rotation=90, align="center", valign="vcenter", bg_color=_TINTS[tint], **lines[-1]
        )
        sheet.write_string(0, c, plain(name(one)), turned)
    lines.append({"left": 2})
    end = len(lines)
    sheet.write_string(0, end, "Jumlah", book.header(rotation=90, align="center", valign="vcenter", left=2))
    body = [[value(opd, one.id) for one in known] for opd in plan.opds]
    for r, (opd, numbers) in enumerate(zip(plan.opds, body, strict=True), start=1):
        sheet.write_string(r, 0, plain(opd), book.cell(text_wrap=True))
        for c, amount in enumerate(numbers, start=1):
            sheet.write_number(r, c, amount, book.cell(num_format=number, **lines[c - 1]))
        total = book.cell(num_format=number, bold=True, left=2)
        sheet.write_formula(r, end, f"=SUM({xl_range(r, 1, r, end - 1)})", total, sum(numbers))
    sums = [sum(line[c] for line in body) for c in range(len(known))]
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
    none = {"type": "cell", "criteria": "==", "value": 0, "format": book.format(**MARKED)}
    sheet.conditional_format(n + 1, 1, n + 1, end - 1, none)


def _years(book: Book, plan: Map) -> None:
    heads = ["Subdimensi", *(year or "tanpa tahun" for year in plan.years), "Jumlah"]
    known, n = plan.taxonomy.subdimensions, len(plan.years)
    sheet = book.sheet("Pagu per tahun", heads, frozen_columns=1)
    sums = [0] * (n + 1)
    for r, one in enumerate(known, start=1):
        column = plan.column(one.id)
        amounts = [column.pagu.get(year, 0) for year in plan.years]
        sums = [a + b for a, b in zip(sums, [*amounts, column.total], strict=True)]
        sheet.write_string(r, 0, plain(name(one)), book.cell(text_wrap=True))
        for c, amount in enumerate(amounts, start=1):
            sheet.write_number(r, c, amount, book.cell(num_format=RUPIAH))
        total = book.cell(num_format=RUPIAH, bold=True, left=2)
        if n:
            sheet.write_formula(r, n + 1, f"=SUM({xl_range(r, 1, r, n)})", total, column.total)
        else:
            sheet.write_number(r, 1, 0, total)
    book.totals_label(sheet, len(known) + 1, 0, 1)
    book.totals(sheet, 1, len(known), [(c, total, RUPIAH) for c, total in enumerate(sums, start=1)])
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, n + 1, 24)
    sheet.ignore_errors({"number_stored_as_text": xl_range(0, 1, 0, n + 1)})
    sheet.autofilter(0, 0, len(known), n + 1)
    if n:
        sheet.conditional_format(1, 1, len(known), n, _HEAT)


def _gaps(book: Book, plan: Map) -> None:
    """One table for both ways to ask, so that its head is true of every row that it stays above."""
    what = plan.counted
    heads = ["Menurut", "Subdimensi / perangkat daerah", f"Ada {what}", "Belum ada", "Keterangan"]
    sheet = book.sheet("Kesenjangan", heads, frozen_columns=2)
    known = plan.taxonomy.subdimensions
    lines: list[tuple[str, str, int, int, str]] = []
    for one in known:
        having = [opd for opd in plan.opds if plan.cell(opd, one.id).count]
        n_named = sum(opd != NO_OPD for opd in having)
        told = f"Didukung: {'; '.join(having)}" if having else f"belum ada {what}"
        lines.append(("Subdimensi", name(one), n_named, plan.n_named_opds - n_named, told))
    for opd in plan.opds:
        lacking = [one for one in known if not plan.cell(opd, one.id).count]
        told = f"Belum ada: {names(lacking)}" if lacking else f"ada {what} untuk semua subdimensi"
        lines.append(("Perangkat daerah", opd, len(known) - len(lacking), len(lacking), told))
    for r, (kind, called, n_having, n_lacking, told) in enumerate(lines, start=1):
        look: dict[str, object] = {} if n_having else dict(MARKED)
        if r == len(known) + 1:
            look["top"] = 2
        for c, text in ((0, kind), (1, called), (4, told)):
            sheet.write_string(r, c, plain(text), book.cell(text_wrap=True, **look))
        for c, number in ((2, n_having), (3, n_lacking)):
            sheet.write_number(r, c, number, book.cell(num_format=COUNT, **look))
    for c, width in enumerate((17, 42, 10, 10, 110)):
        sheet.set_column(c, c, width)
    sheet.autofilter(0, 0, len(lines), len(heads) - 1)


def _meanings(book: Book, plan: Map) -> None:
    heads = ("Dimensi", "Nama", "Nama Inggris", "Definisi", "Termasuk", "Tidak termasuk", "Id")
    sheet = book.sheet("Taksonomi", heads, frozen_columns=2)
    for r, one in enumerate(plan.taxonomy.subdimensions, start=1):
        lists = ("\n".join(f"• {told}" for told in some) for some in (one.includes, one.excludes))
        texts = (dimension_name(one.dimension), one.name_id, one.name_en, one.definition_id, *lists, one.id)
        for c, text in enumerate(texts):
            told = _with_names(text, plan.taxonomy) if c in (4, 5) else text
            sheet.write_string(r, c, plain(told), book.cell(text_wrap=True, bold=c == 1))
    for c, width in enumerate((18, 20, 20, 56, 44, 60, 34)):
        sheet.set_column(c, c, width)
    sheet.autofilter(0, 0, len(plan.taxonomy.ids), len(heads) - 1)


def _with_names(text: str, known: Taxonomy) -> str:
    """Scope as people read it: "sekolah -> society.sistem-edukasi" names an id, and "-> economy.*" six."""
    for one in known.subdimensions:
        text = text.replace(one.id, name(one)).replace(f"{one.dimension}.*", dimension_name(one.dimension))
    return text.replace(" -> ", " → ")
