from collections.abc import Sequence

import pytest

from classifier.pdf.layout import Cell, Line, Table
from classifier.records import Box
from classifier.tables import columns
from classifier.tables.columns import Column, Header

HEADER = Header((Column("kode", 0, 50), Column("name", 50, 250), Column("pagu", 250, 350, "2026", 1_000)))


def table(xs: Sequence[float], rows: Sequence[Sequence[str]]) -> Table:
    """Rows of 20 points height between the borders `xs`."""
    cells = []
    for r, row in enumerate(rows):
        for x0, x1, text in zip(xs[:-1], xs[1:], row, strict=True):
            box = Box(x0, 20 * r, x1, 20 * r + 20)
            cells.append(Cell.of(box, (Line(text, box, False),) if text else ()))
    return Table(1, Box(xs[0], 0, xs[-1], 20 * len(rows)), tuple(cells))


def roles(header: Header | None) -> list[str]:
    assert header is not None
    return [column.role for column in header.columns]


def cell(x0: float, x1: float) -> Cell:
    return Cell.of(Box(x0, 0, x1, 10), ())


def test_a_cell_lies_in_the_column_that_holds_most_of_it() -> None:
    assert [c.role for c in HEADER.columns_of(cell(1, 49))] == ["kode"]
    assert [c.role for c in HEADER.columns_of(cell(55, 120))] == ["name"]
    assert [c.role for c in HEADER.columns_of(cell(40, 60))] == []


def test_a_merged_cell_lies_in_all_its_columns() -> None:
    assert [c.role for c in HEADER.columns_of(cell(0, 250))] == ["kode", "name"]
    assert [c.role for c in HEADER.columns_of(cell(0, 350))] == ["kode", "name", "pagu"]


def test_a_header_has_names_when_a_column_names_programs_or_kegiatan() -> None:
    assert HEADER.has_names()
    assert Header((Column("no", 0, 9), Column("subkegiatan", 9, 90))).has_names()
    assert not Header((Column("no", 0, 9), Column("pagu", 9, 90))).has_names()


def test_positions_close_together_are_one() -> None:
    assert columns.merged([0, 1, 2.4, 50, 52.6, 100]) == [0, 50, 52.6, 100]
    assert columns.merged([]) == []


def test_a_header_is_carried_to_a_table_with_the_same_rules() -> None:
    below = table([0, 50, 250, 350], [["1", "a", "b"]])
    assert columns.carried_over(HEADER, below) == HEADER


def test_a_header_is_shifted_with_the_margin() -> None:
    moved = columns.carried_over(HEADER, table([30, 80, 280, 380], [["1", "a", "b"]]))
    assert moved is not None
    assert [(c.role, c.x0, c.x1) for c in moved.columns] == [
        ("kode", 30, 80),
        ("name", 80, 280),
        ("pagu", 280, 380),
    ]
    assert moved.columns[2].year == "2026"
    assert moved.columns[2].factor == 1_000


def test_a_header_is_carried_where_its_borders_lie_in_white_space() -> None:
    unruled = table([-1, 40, 230, 351], [["1", "a", "b"]])
    gaps = ((-1.0, 2.0), (30.0, 52.0), (210.0, 260.0), (340.0, 351.0))
    assert columns.carried_over(HEADER, unruled) is None
    assert columns.carried_over(HEADER, unruled._replace(gaps=gaps)) == HEADER


def test_a_header_is_not_carried_to_other_columns() -> None:
    assert columns.carried_over(HEADER, table([0, 120, 180, 350], [["1", "a", "b"]])) is None
    assert columns.carried_over(HEADER, table([0, 350], [["catatan"]])) is None


@pytest.mark.parametrize("wobble", [-2.5, 2.5])
def test_rules_may_wobble_when_a_header_is_carried(wobble: float) -> None:
    assert (
        columns.carried_over(HEADER, table([0, 50 + wobble, 250 - wobble, 350], [["1", "a", "b"]]))
        is not None
    )


PROGRAMS = (
    "Program Pengelolaan Persampahan",
    "Program Pembinaan Pasar Rakyat",
    "Program Penataan Ruang Kota",
)


def test_a_column_full_of_programs_says_so_without_a_header() -> None:
    rows = [[str(i), name, f"{i}.250.000.000"] for i, name in enumerate(PROGRAMS, 1)]
    assert roles(columns.inferred(table([0, 20, 250, 350], rows))) == ["no", "name", "pagu"]


def test_kegiatan_that_say_so_name_their_column_beside_one_program() -> None:
    kegiatan = [f"Kegiatan Penataan Kios Blok {block}" for block in "ABC"]
    rows = [[str(i), name, f"{i}.250.000"] for i, name in enumerate((PROGRAMS[0], *kegiatan), 1)]
    assert roles(columns.inferred(table([0, 20, 250, 350], rows))) == ["no", "name", "pagu"]
    assert columns.inferred(table([0, 20, 250, 350], rows[1:])) is None


def test_below_a_header_that_states_money_one_program_names_the_column() -> None:
    stated = Header((Column("no", 0, 20), Column("pagu", 20, 250), Column("pagu", 250, 350, "2015", 1_000)))
    rows = [["A", "BELANJA LANGSUNG", "5.000"], ["I", PROGRAMS[0], "3.000"], ["1", "Penataan Kios", "2.000"]]
    below = table([0, 20, 250, 350], rows)
    header = columns.inferred(below, stated)
    assert roles(header) == ["no", "name", "pagu"]
    assert header is not None
    assert (header.columns[2].year, header.columns[2].factor) == ("2015", 1_000)
    assert columns.inferred(below) is None


def test_names_beside_programs_are_kegiatan() -> None:
    rows = [[name, f"Penyusunan dokumen rencana {i}", "5.000.000"] for i, name in enumerate(PROGRAMS)]
    assert roles(columns.inferred(table([0, 200, 400, 500], rows))) == ["program", "kegiatan", "pagu"]


def test_codes_beside_programs_are_codes() -> None:
    rows = [[f"1.02.0{i}", name, "5.000.000"] for i, name in enumerate(PROGRAMS)]
    assert roles(columns.inferred(table([0, 50, 300, 400], rows))) == ["kode", "name", "pagu"]


def test_programs_above_their_kegiatan_in_one_column_are_names() -> None:
    names = [PROGRAMS[0], "Rapat koordinasi", "Pembinaan petugas", PROGRAMS[1], "Penataan kios pasar"]
    rows = [[name, "5.000.000"] for name in names]
    assert roles(columns.inferred(table([0, 250, 350], rows))) == ["name", "pagu"]


def test_a_table_without_programs_has_no_columns() -> None:
    rows = [[str(i), name, "5.885"] for i, name in enumerate(("Sukamaju", "Mekarsari", "Tanjung Baru"))]
    assert columns.inferred(table([0, 20, 250, 350], rows)) is None
    assert columns.inferred(table([0, 20, 250], [["1", PROGRAMS[0]]])) is None


UNSTATED = [["1", "Penanaman Pohon", "5.000.000", "1"], ["2", "Senam Bersama", "6.000.000", "2"]]


def test_columns_without_programs_are_known_by_what_else_stands_in_them() -> None:
    below = table([0, 20, 250, 350, 400], UNSTATED)
    assert columns.inferred(below) is None
    assert roles(columns.by_content(below)) == ["number", "other", "pagu", "number"]


def test_columns_full_of_programs_are_known_by_content_as_they_are_inferred() -> None:
    rows = [[str(i), name, f"{i}.250.000.000"] for i, name in enumerate(PROGRAMS, 1)]
    below = table([0, 20, 250, 350], rows)
    assert columns.by_content(below) == columns.inferred(below)


def test_by_content_columns_take_year_and_unit_from_a_header_that_states_money() -> None:
    stated = Header((Column("no", 0, 20), Column("other", 20, 250), Column("pagu", 250, 400, "2015", 1_000)))
    header = columns.by_content(table([0, 20, 250, 350, 400], UNSTATED), stated)
    assert [(c.role, c.year, c.factor) for c in header.columns] == [
        ("no", "", 0),
        ("other", "", 0),
        ("pagu", "2015", 1_000),
        ("pagu", "2015", 1_000),
    ]


def test_a_column_of_names_is_numbered_by_the_numbers_to_its_left_alone() -> None:
    header = columns.with_name_column(columns.by_content(table([0, 20, 250, 350, 400], UNSTATED)), 20, 250)
    assert [(c.role, c.x0, c.x1) for c in header.columns] == [
        ("no", 0, 20),
        ("name", 20, 250),
        ("pagu", 250, 350),
        ("other", 350, 400),
    ]


def test_a_column_of_names_takes_the_place_of_all_columns_between_its_borders() -> None:
    split = Header(
        (Column("kode", 0, 50), *(Column("other", x, x + 50) for x in (50, 100)), Column("pagu", 150, 250))
    )
    assert roles(columns.with_name_column(split, 50, 150)) == ["kode", "name", "pagu"]


def test_a_column_of_names_between_two_columns_stands_between_them() -> None:
    apart = Header((Column("kode", 0, 50), Column("pagu", 150, 250)))
    assert roles(columns.with_name_column(apart, 50, 150)) == ["kode", "name", "pagu"]
    assert roles(columns.with_name_column(apart, 250, 400)) == ["kode", "pagu", "name"]
    assert roles(columns.with_name_column(Header(()), 0, 50)) == ["name"]


def test_columns_of_digits_left_of_names_hold_the_parts_of_codes() -> None:
    rows = [
        ["1", "01", "02", "Program Penataan Taman"],
        ["1", "01", "03", "Program Penataan Hutan"],
        ["1", "02", "02", "Program Penataan Air"],
    ]
    header = columns.inferred(table([0, 20, 40, 60, 200], rows))
    assert header is not None
    assert roles(header) == ["kode", "kode", "kode", "name"]
    outline = [
        ["2", "7", "45", "Program Penataan Taman"],
        ["2", "7", "46", "Program Penataan Hutan"],
        ["2", "7", "47", "Program Penataan Air"],
    ]
    header = columns.inferred(table([0, 20, 40, 60, 200], outline))
    assert header is not None
    assert "kode" not in roles(header)


def test_money_beside_a_money_column_that_is_empty_is_the_tables() -> None:
    header = Header((Column("program", 0, 200), Column("other", 200, 300), Column("pagu", 300, 400, "2026")))
    rows = [["Program Taman", "5.000.000", "APBD"], ["Program Hutan", "6.000.000", "DAK"]]
    moved = columns.with_money_by_content(header, table([0, 200, 300, 400], rows).cells)
    assert roles(moved) == ["program", "pagu", "other"]
    right = [["Program Taman", "5.000.000", "4.000.000"], ["Program Hutan", "6.000.000", "-"]]
    assert columns.with_money_by_content(header, table([0, 200, 300, 400], right).cells) == header


def test_columns_headed_by_a_year_alone_hold_its_money() -> None:
    header = Header(
        (Column("name", 0, 200), Column("other", 200, 300, "2026"), Column("other", 300, 400, "2027"))
    )
    rows = [["Program Taman", "5.000.000", "6.000.000"], ["Program Hutan", "7.000.000", "8.000.000"]]
    found = columns.with_money_by_content(header, table([0, 200, 300, 400], rows).cells)
    assert [(column.role, column.year) for column in found.columns] == [
        ("name", ""),
        ("pagu", "2026"),
        ("pagu", "2027"),
    ]
    targets = [["Program Taman", "5.000.000", "80"], ["Program Hutan", "7.000.000", "90"]]
    found = columns.with_money_by_content(header, table([0, 200, 300, 400], targets).cells)
    assert roles(found) == ["name", "pagu", "other"]


def test_a_target_in_rupiah_beside_its_realisation_is_money() -> None:
    header = Header(
        (
            Column("name", 0, 200),
            Column("target", 200, 300, "2015"),
            Column("realisasi", 300, 400, "2012"),
            Column("target", 400, 500, "2013"),
            Column("realisasi", 500, 600, "2013"),
        )
    )
    edges = [0, 200, 300, 400, 500, 600]
    rupiah = ["500.000.000,00", "150.000.000,00", "300.000.000,00", "254.800.272,00"]
    rows = [["Program Taman", *rupiah], ["Program Hutan", *rupiah]]
    found = columns.with_money_by_content(header, table(edges, rows).cells)
    assert [column.role for column in found.columns][1:] == ["target", "realisasi", "pagu", "realisasi"]
    things = ["1.200", "1.100", "2.500", "2.400"]
    rows = [["Program Taman", *things], ["Program Hutan", *things]]
    assert columns.with_money_by_content(header, table(edges, rows).cells) == header
