"""Cells that hold several rows, taken apart where codes begin."""

from collections.abc import Sequence

from classifier.pdf.layout import Cell, Line, Table
from classifier.records import Box, around
from classifier.tables.joined_rows import parted

# A text and the height at which it stands.
Text = tuple[float, str]


def cell(x0: float, x1: float, top: float, bottom: float, *texts: Text) -> Cell:
    lines = [
        Line(text, Box(x0 + 2, y, min(x0 + 2 + 5 * len(text), x1 - 2), y + 10), False) for y, text in texts
    ]
    return Cell.of(Box(x0, top, x1, bottom), tuple(lines))


def sheet(*cells: Cell) -> Table:
    return Table(1, around(cell.box for cell in cells), cells)


def texts(table: Table) -> list[tuple[float, str]]:
    return [(cell.box.top, cell.text) for cell in table.cells]


NAMES: Sequence[Text] = (
    (2, "Penyediaan Peralatan dan"),
    (13, "Perlengkapan Kantor"),
    (26, "Penyediaan Bahan"),
)
CODES: Sequence[Text] = ((2, "1.02.01.2.01.0001"), (26, "1.02.01.2.01.0002"))


def test_a_cell_of_several_codes_holds_a_row_for_each() -> None:
    table = sheet(cell(0, 100, 0, 40, *CODES), cell(100, 230, 0, 40, *NAMES))
    assert [text for _, text in texts(parted(table))] == [
        "1.02.01.2.01.0001",
        "Penyediaan Peralatan dan Perlengkapan Kantor",
        "1.02.01.2.01.0002",
        "Penyediaan Bahan",
    ]


def test_the_cut_runs_where_rules_stand_in_other_columns() -> None:
    target = (cell(230, 280, 0, 20, (2, "10 Unit")), cell(230, 280, 20, 40, (24, "2 Paket")))
    table = parted(sheet(cell(0, 100, 0, 40, *CODES), cell(100, 230, 0, 40, *NAMES), *target))
    assert {top for top, _ in texts(table)} == {0, 20}


def test_a_text_that_goes_on_stays_whole() -> None:
    program = cell(
        -130,
        0,
        0,
        40,
        (2, "PROGRAM PENUNJANG URUSAN"),
        (13, "PEMERINTAHAN DAERAH KOTA"),
        (24, "KABUPATEN DAN DESA"),
    )
    table = parted(sheet(program, cell(0, 100, 0, 40, *CODES), cell(100, 230, 0, 40, *NAMES)))
    assert texts(table)[0] == (0, "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KOTA KABUPATEN DAN DESA")


def test_a_code_over_two_lines_and_accounts_of_a_budget_part_nothing() -> None:
    wrapped = sheet(cell(0, 60, 0, 40, (2, "1.02.01."), (13, "2.01.0001")), cell(60, 230, 0, 40, *NAMES))
    assert parted(wrapped) is wrapped
    accounts = sheet(cell(0, 60, 0, 40, (2, "5.1.02"), (24, "5.2.02")), cell(60, 230, 0, 40, *NAMES))
    assert parted(accounts) is accounts


LISTED: Sequence[Text] = (
    (2, "Dekonsentrasi"),
    (20, "1. Program Penempatan"),
    (31, "Tenaga Kerja"),
    (44, "2. Program Transmigrasi"),
)


def test_a_cell_that_lists_programs_beside_as_many_amounts_holds_a_row_for_each() -> None:
    money = cell(230, 300, 0, 60, (20, "3,633,525,000"), (44, "2,427,694,000"))
    found = texts(parted(sheet(cell(0, 230, 0, 60, *LISTED), money)))
    assert [text for _, text in found] == [
        "Dekonsentrasi",
        "",
        "1. Program Penempatan Tenaga Kerja",
        "3,633,525,000",
        "2. Program Transmigrasi",
        "2,427,694,000",
    ]


def test_a_cell_that_lists_programs_beside_one_amount_stays_whole() -> None:
    table = sheet(cell(0, 230, 0, 60, *LISTED), cell(230, 300, 0, 60, (20, "3,633,525,000")))
    assert parted(table) == table
