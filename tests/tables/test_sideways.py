"""Tables drawn sideways on an upright page, and labels that stand upright in a level table."""

from pathlib import Path

import pytest

from classifier.pdf.layout import PageTables
from classifier.tables import page_cells
from tests.support.page_content import content

PROSE = " ".join(
    f"BT /F1 10 Tf 50 {800 - 14 * i} Td (Rencana ini menjadi acuan bagi seluruh bidang setiap tahun) Tj ET"
    for i in range(8)
)


def sideways(x: float, y: float, text: str) -> str:
    """Text that runs upwards from a place of the page, counted from its lower left corner."""
    return f"BT /F1 8 Tf 0 1 -1 0 {x} {y} Tm ({text}) Tj ET"


def rules(xs: list[int], ys: list[int]) -> str:
    """A grid; its rows lie between the `xs`, its columns between the `ys`, from the bottom up."""
    level = [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    return " ".join([*level, *(f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys)])


def page(path: Path, *parts: str) -> PageTables:
    return page_cells.read(content(path / "a.pdf", " ".join(parts)))


def table_on_its_side() -> list[str]:
    xs, ys = [200, 220, 240, 260], [50, 90, 290, 400]
    texts = [
        ["No", "Program", "Pagu"],
        ["1", "Program Sampah", "1.500.000"],
        ["2", "Program Air", "2.500.000"],
    ]
    cells = [
        sideways(xs[row] + 14, ys[column] + 4, text)
        for row, own in enumerate(texts)
        for column, text in enumerate(own)
    ]
    return [rules(xs, ys), *cells, sideways(190, 50, "Tabel 4.1 Program Dinas")]


def test_a_table_drawn_sideways_below_upright_text_is_read_as_a_table(tmp_path: Path) -> None:
    read = page(tmp_path, PROSE, *table_on_its_side())
    assert read.turn == 0
    (table,) = read.tables
    assert [cell.text for cell in table.cells] == [
        *("No", "Program", "Pagu"),
        *("1", "Program Sampah", "1.500.000"),
        *("2", "Program Air", "2.500.000"),
    ]
    assert len([line for line in read.lines if line.text.startswith("Rencana ini")]) == 8
    assert [line.text for line in read.lines if line.text.startswith("Tabel")] == ["Tabel 4.1 Program Dinas"]


def test_its_cells_go_back_to_where_they_are_displayed(tmp_path: Path) -> None:
    read = page(tmp_path, PROSE, *table_on_its_side())
    name = next(cell for cell in read.tables[0].cells if cell.text == "Program Sampah")
    assert read.displayed(name.box) == pytest.approx((220, 842 - 290, 240, 842 - 90), abs=0.5)
    prose = next(line for line in read.lines if line.text.startswith("Rencana"))
    assert read.displayed(prose.box).top == pytest.approx(842 - 810, abs=4)


def test_a_label_that_stands_upright_in_a_level_table_is_a_text_of_its_cell(tmp_path: Path) -> None:
    cells = [("Program", 80, 600), ("Sampah", 80, 550), ("Pagu", 200, 600), ("1.500.000", 200, 550)]
    level = [f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET" for text, x, y in cells]
    label = sideways(63, 590, "Nomor Urut")
    grid = [f"{x} 540 m {x} 660 l S" for x in (50, 70, 190, 300)]
    grid += [f"50 {y} m 300 {y} l S" for y in (540, 580, 660)]
    read = page(tmp_path, PROSE, *grid, *level, label)
    assert [cell.text for cell in read.tables[0].cells] == [
        *("Nomor Urut", "Program", "Pagu"),
        *("", "Sampah", "1.500.000"),
    ]
