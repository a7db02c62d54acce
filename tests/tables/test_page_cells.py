"""Which of rules, white space and backgrounds says what the cells of a page are."""

from collections.abc import Sequence

from classifier.pdf.layout import DrawnPage, Edge, PageTables
from classifier.tables import page_cells
from tests.support.bare_lines import Row, bare_words, level_rules

COLUMNS = [(0.0, 30.0), (30.0, 240.0), (240.0, 330.0), (330.0, 400.0)]
HEADER: Row = (2, [(4, "No"), (100, "Program"), (250, "Pagu (Rp)"), (340, "Lokasi")])
ROWS: list[Row] = [
    (18 + 16 * i, [(4, str(i + 1)), (34, f"Program Taman {i}"), (250, f"{i}.500.000"), (340, "Kota")])
    for i in range(6)
]


def filled(x0: float, top: float, x1: float, bottom: float) -> list[Edge]:
    """The sides of a background."""
    level = [Edge(x0, y, x1, y, True, True) for y in (top, bottom)]
    return level + [Edge(x, top, x, bottom, False, True) for x in (x0, x1)]


def frame(x0: float, top: float, x1: float, bottom: float) -> list[Edge]:
    """A box of rules."""
    return level_rules((top, x0, x1), (bottom, x0, x1)) + [Edge(x, top, x, bottom, False) for x in (x0, x1)]


def read(edges: Sequence[Edge], *rows: Row) -> PageTables:
    return page_cells.read(DrawnPage(1, 420, 600, tuple(bare_words(*rows)), tuple(edges)))


def rows_of(page: PageTables) -> list[list[str]]:
    (table,) = page.tables
    tops = sorted({cell.box.top for cell in table.cells})
    return [[cell.text for cell in table.cells if cell.box.top == top] for top in tops]


EXPECTED = [
    ["No", "Program", "Pagu (Rp)", "Lokasi"],
    *([str(i + 1), f"Program Taman {i}", f"{i}.500.000", "Kota"] for i in range(6)),
]


def test_a_shaded_header_belongs_to_the_unruled_rows_below_it() -> None:
    shades = [edge for x0, x1 in COLUMNS for edge in filled(x0, 0, x1, 14)]
    page = read(shades, HEADER, *ROWS)
    assert rows_of(page) == EXPECTED
    assert page.lines == ()


def test_every_other_row_shaded_makes_no_tables_of_its_own() -> None:
    shades = [
        edge for i in (0, 2, 4) for x0, x1 in COLUMNS for edge in filled(x0, 16 + 16 * i, x1, 30 + 16 * i)
    ]
    assert rows_of(read(shades, HEADER, *ROWS)) == EXPECTED


def test_white_between_two_backgrounds_is_no_column() -> None:
    shades = [edge for x0, x1 in COLUMNS for edge in filled(x0 + 2, 0, x1 - 2, 14)]
    shades += [edge for x0, x1 in COLUMNS for edge in filled(x0 + 2, 16, x1 - 2, 30)]
    assert rows_of(read(shades, HEADER, *ROWS)) == EXPECTED


def test_backgrounds_that_close_a_whole_table_are_its_cells() -> None:
    shades = [edge for i in range(7) for x0, x1 in COLUMNS for edge in filled(x0, 14 * i, x1, 14 * (i + 1))]
    rows: list[Row] = [(2 + 14 * i, texts) for i, (_, texts) in enumerate((HEADER, *ROWS))]
    page = read(shades, *rows)
    assert rows_of(page) == EXPECTED
    assert {cell.box.top for cell in page.tables[0].cells} == {14 * i for i in range(7)}


def test_a_frame_around_a_table_is_not_its_only_cell() -> None:
    frames = [*frame(0, 0, 400, 14), *frame(0, 14, 400, 120)]
    assert rows_of(read(frames, HEADER, *ROWS)) == EXPECTED


def test_a_ruled_table_stays_and_an_unruled_one_below_it_is_found() -> None:
    grid = level_rules(*((y, 0, 400) for y in (0, 20, 40)))
    grid += [Edge(x, 0, x, 40, False) for x in (0, 200, 400)]
    ruled: list[Row] = [(4, [(4, "Sasaran"), (210, "Target")]), (24, [(4, "Kota hijau"), (210, "80 %")])]
    below = [(top + 80, texts) for top, texts in (HEADER, *ROWS)]
    page = read(grid, *ruled, *below)
    assert [[cell.text for cell in table.cells][:2] for table in page.tables] == [
        ["Sasaran", "Target"],
        ["No", "Program"],
    ]
