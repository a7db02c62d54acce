"""The first sheet of the map's workbook: what it holds, its totals, and three charts.

The charts draw the cells beside them, and those are formulas over the other sheets:
one number changed there changes all. The sheet is no table, so it has neither
filters nor a frozen head.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from classifier.formats.spreadsheet import COUNT, MARKED, RUPIAH, Book, plain
from classifier.mapping.matrix import NO_OPD, Counted, Map, dimension_name, name, names

TITLE = "Ringkasan"
_SHARE = '[$-421]0.0%_-;-0.0%_-;"–"_-'
_BILLIONS = '[$-421]#,##0.0,,,;-#,##0.0,,,;"–"'
_BLUE, _ORANGE = "#2F75B5", "#D55E00"
# Subdimensions in A to F, a space, dimensions in H to L.
_WIDTHS = (43, 10, 12, 17, 26, 10, 3, 22, 10, 12, 26, 10)
_MAX_NAMED = 20
_HOW: dict[Counted, str] = {
    "program": "Satu program dihitung sekali untuk tiap perangkat daerah dan dokumen, berapa kali pun "
    "tercetak; pagunya pagu program itu sendiri, atau jumlah pagu kegiatannya bila tidak tercantum.",
    "kegiatan": "Satu kegiatan dihitung sekali untuk tiap program dan dokumen, berapa kali pun tercetak, "
    "dengan labelnya sendiri dan pagunya sendiri, atau jumlah pagu sub kegiatannya bila tidak tercantum; "
    "program tanpa kegiatan dihitung sendiri.",
}
_CHARS_A_LINE = 135
_ROW_PX = 21


def add(book: Book, plan: Map, documents: Iterable[str]) -> None:
    """Add the sheet; `documents` are named, each once, where there are any."""
    sheet = book.sheet(TITLE, [])
    sheet.hide_gridlines(2)
    for c, width in enumerate(_WIDTHS):
        sheet.set_column(c, c, width)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, "Peta program smart city", book.format(bold=True, font_size=18))
    row = _told(book, sheet, plan, list(dict.fromkeys(documents))) + 1
    # Said, because charts stand where the heights of rows put them, and LibreOffice has others by default.
    for r in range(row, row + 90):
        sheet.set_row_pixels(r, _ROW_PX)
    table = range(row + 6, row + 6 + len(plan.taxonomy.ids))
    _facts(book, sheet, plan, row, table)
    _subdimensions(book, sheet, plan, table)
    dimensions = _dimensions(book, sheet, plan, row + 1, table)
    below = max(table.stop, dimensions.stop + 16) + 2
    for column, number, title, colour, at in (
        (1, COUNT, f"Jumlah {plan.counted} per subdimensi", _BLUE, 0),
        (4, _BILLIONS, "Pagu per subdimensi (miliar rupiah)", _ORANGE, 6),
    ):
        chart = book.inner.add_chart({"type": "bar"})
        chart.add_series(
            {
                "name": title,
                "categories": [TITLE, table[0], 0, table[-1], 0],
                "values": [TITLE, table[0], column, table[-1], column],
                "fill": {"color": colour},
                "gap": 40,
                "data_labels": {"value": True, "num_format": number, "font": {"size": 9}},
            }
        )
        chart.set_title({"name": title, "name_font": {"size": 13}})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "line": {"color": "#808080"}})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_legend({"none": True})
        chart.set_size({"width": _width(at, at + 6), "height": 32 * len(table) + 80})
        place = {"description": title, "object_position": 2, "y_offset": 4}
        sheet.insert_chart(below, at, chart, place)
    _radar(book, sheet, plan.counted, dimensions, below)
    # The charts begin a page of their own instead of being cut by its end.
    sheet.set_h_pagebreaks([below])


def _width(first: int, end: int) -> int:
    """Pixels of these columns, in a font of 7 pixels a digit."""
    return sum(7 * width + 5 for width in _WIDTHS[first:end])


def _told(book: Book, sheet: Any, plan: Map, documents: Sequence[str]) -> int:
    """Write the sentences and return how many rows are taken."""
    known, what = plan.taxonomy, plan.counted
    about = (
        f"{what.capitalize()} dalam dokumen perencanaan daerah menurut perangkat daerah dan {len(known.ids)} "
        f"subdimensi smart city. {_HOW[what]} "
        "Subdimensi ditentukan oleh model, dan koreksi orang didahulukan."
    )
    more = f"; dan {len(documents) - _MAX_NAMED} lainnya" if len(documents) > _MAX_NAMED else ""
    gaps = names(known[s] for s in plan.gaps) or "tidak ada"
    told = (
        ("Isi", about),
        ("Dokumen", "; ".join(documents[:_MAX_NAMED]) + more),
        (f"Belum ada {what}", gaps),
    )
    wrapped, row = book.format(text_wrap=True), 1
    for label, text in [(label, plain(text)) for label, text in told if text]:
        sheet.write_string(row, 0, label, book.format(bold=True))
        sheet.merge_range(row, 1, row, len(_WIDTHS) - 1, "", wrapped)
        sheet.write_string(row, 1, text, wrapped)
        # Rows do not grow with the text of merged cells.
        sheet.set_row(row, 16 * min(25, math.ceil(len(text) / _CHARS_A_LINE)))
        row += 1
    return row


def _facts(book: Book, sheet: Any, plan: Map, row: int, table: range) -> None:
    columns = [plan.column(s) for s in plan.taxonomy.ids]
    counts = xl_range(table[0], 1, table[-1], 1)
    facts: tuple[tuple[str, str, int, str], ...] = (
        (f"Jumlah {plan.counted}", f"=SUM({counts})", sum(one.count for one in columns), COUNT),
        ("Jumlah perangkat daerah", "", plan.n_named_opds, COUNT),
        (
            "Total pagu",
            f"=SUM({xl_range(table[0], 4, table[-1], 4)})",
            sum(one.total for one in columns),
            RUPIAH,
        ),
        (f"Subdimensi tanpa {plan.counted}", f"=COUNTIF({counts},0)", len(plan.gaps), COUNT),
    )
    for r, (label, formula, value, number) in enumerate(facts, start=row):
        form = book.format(bold=True, num_format=number, align="left", font_size=12)
        sheet.write_string(r, 0, label, book.format(bold=True, font_size=12))
        sheet.merge_range(r, 1, r, 4, "", form)
        if formula:
            sheet.write_formula(r, 1, formula, form, value)
        else:
            sheet.write_number(r, 1, value, form)


def _subdimensions(book: Book, sheet: Any, plan: Map, table: range) -> None:
    what = plan.counted
    heads = ("Subdimensi", what.capitalize(), f"% {what}", "Perangkat daerah", "Pagu", "% pagu")
    for c, head in enumerate(heads):
        sheet.write_string(table[0] - 1, c, head, book.header())
    known, n = plan.taxonomy.subdimensions, len(plan.opds)
    columns = [plan.column(one.id) for one in known]
    count, pagu = sum(one.count for one in columns), sum(one.total for one in columns)
    number, share, money = (book.cell(num_format=form) for form in (COUNT, _SHARE, RUPIAH))
    for r, (one, column) in enumerate(zip(known, columns, strict=True)):
        row, total = table[r], xl_rowcol_to_cell(n + 1, r + 1)
        sheet.write_string(row, 0, plain(name(one)), book.cell())
        sheet.write_formula(row, 1, f"='Jumlah {what}'!{total}", number, column.count)
        having = sum(plan.cell(opd, one.id).count > 0 for opd in plan.opds if opd != NO_OPD)
        if n:
            cells = xl_range(1, r + 1, n, r + 1)
            unnamed = ""
            if NO_OPD in plan.opds:
                cell = xl_rowcol_to_cell(plan.opds.index(NO_OPD) + 1, r + 1)
                unnamed = f"-N('Jumlah {what}'!{cell}>0)"
            sheet.write_formula(row, 3, f"=COUNTIF('Jumlah {what}'!{cells},\">0\"){unnamed}", number, having)
        else:
            sheet.write_number(row, 3, 0, number)
        sheet.write_formula(row, 4, f"=Pagu!{total}", money, column.total)
        _share(sheet, row, 2, table, share, column.count, count)
        _share(sheet, row, 5, table, share, column.total, pagu)
    book.totals_label(sheet, table.stop, 0, 6)
    book.totals(sheet, table[0], table[-1], [(1, count, COUNT), (4, pagu, RUPIAH)])
    empty = {
        "type": "formula",
        "criteria": f"=$B{table[0] + 1}=0",
        "format": book.format(**MARKED),
    }
    sheet.conditional_format(table[0], 0, table[-1], 5, empty)


def _share(sheet: Any, row: int, column: int, rows: range, form: Any, part: int, whole: int) -> None:
    """The share that the cell to the left has of the sum of its column."""
    cells = xl_range_abs(rows[0], column - 1, rows[-1], column - 1)
    formula = f"=IF(SUM({cells})=0,0,{xl_rowcol_to_cell(row, column - 1)}/SUM({cells}))"
    sheet.write_formula(row, column, formula, form, part / whole if whole else 0)


def _dimensions(book: Book, sheet: Any, plan: Map, row: int, table: range) -> range:
    """Write the table of dimensions and return its rows."""
    heads = ("Dimensi", plan.counted.capitalize(), f"% {plan.counted}", "Pagu", "% pagu")
    for c, head in enumerate(heads, start=7):
        sheet.write_string(row - 1, c, head, book.header())
    known = plan.taxonomy
    rows = range(row, row + len(known.dimensions))
    count, pagu = (sum(amounts) for amounts in zip(*(_of(plan, d) for d in known.dimensions), strict=True))
    share = book.cell(num_format=_SHARE)
    for r, dimension in zip(rows, known.dimensions, strict=True):
        mine = [table[i] for i, one in enumerate(known.subdimensions) if one.dimension == dimension]
        n, amount = _of(plan, dimension)
        sheet.write_string(r, 7, plain(dimension_name(dimension)), book.cell())
        for column, source, value, number in ((8, 1, n, COUNT), (10, 4, amount, RUPIAH)):
            cells = ",".join(xl_rowcol_to_cell(one, source) for one in mine)
            sheet.write_formula(r, column, f"=SUM({cells})", book.cell(num_format=number), value)
        _share(sheet, r, 9, rows, share, n, count)
        _share(sheet, r, 11, rows, share, amount, pagu)
    book.totals_label(sheet, rows.stop, 7, 5)
    book.totals(sheet, rows[0], rows[-1], [(8, count, COUNT), (10, pagu, RUPIAH)])
    return rows


def _of(plan: Map, dimension: str) -> tuple[int, int]:
    """Programs and rupiah of a dimension."""
    columns = [plan.column(one.id) for one in plan.taxonomy.subdimensions if one.dimension == dimension]
    return sum(one.count for one in columns), sum(one.total for one in columns)


def _radar(book: Book, sheet: Any, counted: Counted, rows: range, below: int) -> None:
    title = f"Dimensi: bagian dari {counted} dan dari pagu"
    chart = book.inner.add_chart({"type": "radar", "subtype": "with_markers"})
    for column, called, colour in ((9, f"% {counted}", _BLUE), (11, "% pagu", _ORANGE)):
        chart.add_series(
            {
                "name": called,
                "categories": [TITLE, rows[0], 7, rows[-1], 7],
                "values": [TITLE, rows[0], column, rows[-1], column],
                "line": {"color": colour, "width": 2},
                "marker": {"type": "circle", "size": 5, "fill": {"color": colour}},
            }
        )
    chart.set_title({"name": title, "name_font": {"size": 13}})
    chart.set_y_axis({"num_format": "0%", "num_font": {"size": 8}, "min": 0})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": _width(7, 12), "height": _ROW_PX * (below - rows.stop - 3)})
    sheet.insert_chart(rows.stop + 2, 7, chart, {"description": title, "object_position": 2})
