"""Tables whose words stand askew to their rules."""

import itertools

from classifier.pdf.layout import DrawnPage, Edge, PageTables
from classifier.tables import page_cells
from tests.support.bare_lines import Row, bare_words, level_rules

SIDES = (0.0, 30.0, 240.0, 330.0)
# Each row is drawn as a table of its own, by double rules; the first has room for two lines.
HEIGHTS = ((40.0, 72.0), (76.0, 108.0), (112.0, 144.0))


def edges() -> list[Edge]:
    level = level_rules(*((y, SIDES[0], SIDES[-1]) for row in HEIGHTS for y in row))
    return level + [Edge(x, top, x, bottom, False) for x in SIDES for top, bottom in HEIGHTS]


def read(*rows: Row) -> PageTables:
    return page_cells.read(DrawnPage(1, 420, 600, tuple(bare_words(*rows)), tuple(edges())))


def texts(page: PageTables) -> list[list[str]]:
    return [
        [cell.text for cell in cells]
        for table in page.tables
        for _, cells in itertools.groupby(table.cells, key=lambda cell: cell.box.top)
    ]


HEADER: Row = (44, [(4, "No"), (100, "Kegiatan"), (250, "Anggaran (Rp)")])
SHIFTED: list[Row] = [
    HEADER,
    (58, [(4, "1."), (34, "Penanaman Pohon Pelindung di"), (250, "5.500.000")]),
    (80, [(34, "Taman Kota")]),
    (94, [(4, "2."), (34, "Pelatihan Petani Kopi dan"), (250, "6.500.000")]),
    (116, [(34, "Lada")]),
    (130, [(4, "3."), (34, "Pemeliharaan Kantor Balai"), (250, "7.500.000")]),
    (150, [(34, "Benih")]),
    (190, [(34, "Bandung, 22 April 2026")]),
]


def test_rows_begin_where_their_numbers_stand_when_the_header_shares_its_cells_with_the_first_row() -> None:
    page = read(*SHIFTED)
    assert texts(page) == [
        ["No", "Kegiatan", "Anggaran (Rp)"],
        ["1.", "Penanaman Pohon Pelindung di Taman Kota", "5.500.000"],
        ["2.", "Pelatihan Petani Kopi dan Lada", "6.500.000"],
        ["3.", "Pemeliharaan Kantor Balai Benih", "7.500.000"],
    ]
    assert [line.text for line in page.lines] == ["Bandung, 22 April 2026"]


def test_a_header_of_two_lines_in_rows_that_fit_their_rules_stays() -> None:
    page = read(
        HEADER,
        (58, [(4, "Urut"), (100, "Utama"), (250, "2026")]),
        (80, [(4, "1."), (34, "Penanaman Pohon"), (250, "5.500.000")]),
        (116, [(4, "2."), (34, "Pelatihan Petani"), (250, "6.500.000")]),
    )
    assert texts(page) == [
        ["No Urut", "Kegiatan Utama", "Anggaran (Rp) 2026"],
        ["1.", "Penanaman Pohon", "5.500.000"],
        ["2.", "Pelatihan Petani", "6.500.000"],
    ]
