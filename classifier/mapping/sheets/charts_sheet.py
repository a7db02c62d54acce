"""The sheet of charts of the map's workbook: three, on one page, which draw cells of the summary."""

from __future__ import annotations

from typing import Any

from classifier.formats import palette
from classifier.formats.spreadsheet import COUNT, Book
from classifier.mapping.map_words import counted
from classifier.mapping.matrix import Map
from classifier.mapping.sheets.summary_sheet import Places

_BILLIONS = '[$-421]#,##0.0,,,;-#,##0.0,,,;"–"'
_N_COLUMNS, _ROW_PX = 22, 20
# Three across the width of the page; the bars as high as the sheet of paper leaves room.
_WIDTH, _HEIGHT = 468, 760


def add(book: Book, city_map: Map, places: Places) -> None:
    """Add the sheet; `places` are those of the summary's tables."""
    texts = book.texts
    sheet = book.sheet(title(book), [])
    sheet.fit_to_pages(1, 1)
    sheet.hide_gridlines(2)
    sheet.set_column(0, _N_COLUMNS - 1, 8.43)
    for r in range(40):
        sheet.set_row_pixels(r, _ROW_PX)
    counts = texts.gettext("Number of %(programs)s by subdimension", programs=counted(city_map, texts))
    budgets = texts.gettext("Budget by subdimension (billion rupiah)")
    _bars(book, sheet, places, 1, COUNT, counts, palette.COUNTS, 0)
    _bars(book, sheet, places, 4, _BILLIONS, budgets, palette.BUDGETS, _WIDTH)
    _radar(book, sheet, city_map, places)
    sheet.print_area(0, 0, _HEIGHT // _ROW_PX, _N_COLUMNS)


def title(book: Book) -> str:
    """The name of the sheet."""
    return book.texts.gettext("Charts")


def _bars(
    book: Book, sheet: Any, places: Places, column: int, number: str, heading: str, colour: str, x: int
) -> None:
    rows = places.subdimensions
    chart = book.inner.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": heading,
            "categories": [places.sheet, rows[0], 0, rows[-1], 0],
            "values": [places.sheet, rows[0], column, rows[-1], column],
            "fill": {"color": colour},
            "gap": 40,
            "data_labels": {"value": True, "num_format": number, "font": {"size": 9}},
        }
    )
    chart.set_title({"name": heading, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}, "line": {"color": "#808080"}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"none": True})
    chart.set_size({"width": _WIDTH - 10, "height": _HEIGHT})
    sheet.insert_chart(
        0, 0, chart, {"description": heading, "object_position": 2, "x_offset": x, "y_offset": 4}
    )


def _radar(book: Book, sheet: Any, city_map: Map, places: Places) -> None:
    texts, programs, rows = book.texts, counted(city_map, book.texts), places.dimensions
    heading = texts.gettext("Dimensions: share of %(programs)s and of budget", programs=programs)
    chart = book.inner.add_chart({"type": "radar", "subtype": "with_markers"})
    for column, called, colour in (
        (9, texts.gettext("%% of %(programs)s", programs=programs), palette.COUNTS),
        (11, texts.gettext("%% of budget"), palette.BUDGETS),
    ):
        chart.add_series(
            {
                "name": called,
                "categories": [places.sheet, rows[0], 7, rows[-1], 7],
                "values": [places.sheet, rows[0], column, rows[-1], column],
                "line": {"color": colour, "width": 2},
                "marker": {"type": "circle", "size": 5, "fill": {"color": colour}},
            }
        )
    chart.set_title({"name": heading, "name_font": {"size": 12}})
    chart.set_y_axis({"num_format": "0%", "num_font": {"size": 8}, "min": 0})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT * 3 // 5})
    place = {"description": heading, "object_position": 2, "x_offset": 2 * _WIDTH, "y_offset": 4}
    sheet.insert_chart(0, 0, chart, place)
