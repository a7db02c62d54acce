"""What one band of plain cells prints, by the columns above it."""

from collections.abc import Sequence

import pytest

from classifier.fields.dehyphenation import Words
from classifier.pdf.layout import Cell
from classifier.records import Box
from classifier.rows.row_fields import RowFields, fields_of, listed_programs, opd_cells, own_kode
from classifier.tables.columns import Column, Header
from classifier.tables.header import Band, bands
from tests.support.plain_tables import Merged, Value, cell, spread, table

WIDTHS = (60.0, 160.0, 120.0, 100.0, 100.0)
HEADER = Header(
    (
        Column("kode", 40, 100),
        Column("name", 100, 260),
        Column("indikator", 260, 380),
        Column("pagu", 380, 480, "2026"),
        Column("opd", 480, 580),
    )
)


def fields(*row: Value, header: Header = HEADER, widths: Sequence[float] = WIDTHS) -> RowFields:
    below = table([row], widths)
    return fields_of(bands(below)[0], header, opd_cells(below, header), Words())


def with_column(index: int, column: Column) -> Header:
    columns = list(HEADER.columns)
    columns[index] = column
    return Header(tuple(columns))


def test_cells_go_to_the_fields_that_their_columns_state() -> None:
    row = fields("1.02.02", "Program Kota Sehat", "Usia harapan hidup", "5.000.000", "Dinas Kesehatan")
    assert [(name.role, name.text, name.is_wide) for name in row.name_cells] == [
        ("name", "Program Kota Sehat", False)
    ]
    assert (row.kode, row.number, row.opd) == ("1.02.02", "", "Dinas Kesehatan")
    assert row.indikator == ["Usia harapan hidup"]
    assert row.pagu("", 1) == {"2026": 5_000_000}


def test_a_cut_word_is_one_again() -> None:
    row = fields("", "Penyelengga\nraan Pasar", "", "", "")
    assert row.name_cells[0].text == "Penyelenggaraan Pasar"


def test_a_cell_over_names_and_other_columns_is_wide() -> None:
    row = fields("", Merged("Dinas Kesehatan Kota Contoh", cols=3), "")
    assert [name.is_wide for name in row.name_cells] == [True]


def test_a_band_without_words_in_its_columns_is_bare() -> None:
    assert fields("", "Perindustrian", "", "-", "").is_bare
    assert not fields("", "Perindustrian", "Jumlah pasar", "", "").is_bare


def test_a_number_column_gives_the_number_but_a_code_in_it_is_a_code() -> None:
    numbered = with_column(0, Column("no", 40, 100))
    assert fields("3.", "Program Kota Sehat", "", "", "", header=numbered).number == "3."
    coded = fields("1.02.02", "Program Kota Sehat", "", "", "", header=numbered)
    assert (coded.number, coded.kode) == ("", "1.02.02")


def test_parts_of_a_code_in_columns_of_their_own_are_joined() -> None:
    header = Header((*[Column("kode", 40 + 20 * i, 60 + 20 * i) for i in range(3)], Column("name", 100, 260)))
    assert fields("1", "02", "03", "Program", header=header, widths=(20, 20, 20, 160)).kode == "1.02.03"


def test_a_small_cell_before_the_name_is_its_prefix_and_numbers_the_row() -> None:
    row = fields("1.", "Program Kota Sehat", header=Header((Column("name", 40, 260),)), widths=(20, 200))
    assert [(name.prefix, name.text) for name in row.name_cells] == [("1.", "Program Kota Sehat")]
    assert row.number == "1."


def test_money_is_multiplied_by_its_own_unit_before_the_captions() -> None:
    own = with_column(3, Column("pagu", 380, 480, "", 1_000_000))
    assert fields("", "Program A", "", "15", "", header=own).pagu("2027", 1_000) == {"2027": 15_000_000}
    assert fields("", "Program A", "", "1.500", "").pagu("2027", 1_000) == {"2026": 1_500_000}


def test_the_first_amount_of_a_year_counts_unless_one_is_a_total() -> None:
    money = [Column("pagu", 100, 200, "2026"), Column("pagu", 200, 300, "2026")]
    plain = Header((Column("name", 0, 100), *money))
    total = Header((*plain.columns[:2], Column("pagu", 200, 300, "2026", total=True)))
    texts = {1: "1.000.000", 2: "3.000.000"}
    assert RowFields((), "", "", texts, plain.columns).pagu("", 1) == {"2026": 1_000_000}
    assert RowFields((), "", "", texts, total.columns).pagu("", 1) == {"2026": 3_000_000}
    assert RowFields((), "", "", {1: "0", 2: "3.000.000"}, plain.columns).pagu("", 1) == {"2026": 3_000_000}


def test_an_amount_too_large_for_thousands_is_in_full() -> None:
    thousands = with_column(3, Column("pagu", 380, 480, "2026", 1_000))
    assert fields("", "A", "", "1.500.000.000", "", header=thousands).years_in_full("", 1) == {"2026"}
    assert fields("", "A", "", "1.500.000", "", header=thousands).years_in_full("", 1) == set()


@pytest.mark.parametrize(
    ("text", "indicators"), [("-", []), ("85", []), ("IPM", ["IPM"]), ("Luas taman", ["Luas taman"])]
)
def test_an_indicator_has_words_or_is_an_abbreviation(text: str, indicators: list[str]) -> None:
    assert fields("", "Program A", text, "", "").indikator == indicators


@pytest.mark.parametrize(
    ("second", "names", "indicators"),
    [
        (264, ["Program Kota Sehat"], ["Usia harapan"]),
        # A word runs over the border: it is one text, and the cell a heading.
        (245, ["Program Kota Sehat Usia harapan"], []),
    ],
)
def test_a_cell_that_a_missing_rule_joined_is_cut_where_text_stands_apart(
    second: float, names: list[str], indicators: list[str]
) -> None:
    joined = Cell.of(Box(100, 60, 380, 74), (spread((102, "Program Kota Sehat"), (second, "Usia harapan")),))
    row = fields_of(Band(60, (joined,)), HEADER, [], Words())
    assert [name.text for name in row.name_cells] == names
    assert row.indikator == indicators


def test_a_cell_names_each_program_that_it_lists() -> None:
    lines = "1. Program Kota Hijau\n2. Program Kota Sehat\nSemua Usia"
    listed = cell(lines, Box(0, 0, 200, 40))
    programs = listed_programs(listed, listed.text, Words())
    assert [text for text, _ in programs] == ["Program Kota Hijau", "Program Kota Sehat Semua Usia"]
    assert [box.top for _, box in programs] == [2, 12]


def test_programs_on_one_line_are_listed_too() -> None:
    text = "1. Program Kota Hijau; 2. Program Kota Sehat"
    listed = cell(text, Box(0, 0, 200, 14))
    assert [name for name, _ in listed_programs(listed, text, Words())] == [
        "Program Kota Hijau",
        "Program Kota Sehat",
    ]


def test_a_code_beside_program_and_kegiatan_serves_one_of_them() -> None:
    both = RowFields((*fields("", "Program A", "", "", "").name_cells,) * 2, "", "")
    one = fields("", "Program A", "", "", "")
    assert own_kode("1.02.02", "program", both, "program") == "1.02.02"
    assert own_kode("1.02.02", "kegiatan", both, "kegiatan") == ""
    assert own_kode("1.02.02.2.01", "program", both, "program") == ""
    assert own_kode("1.02.02.2.01", "program", one, "program") == "1.02.02.2.01"
    assert own_kode("1.02.02", "kegiatan", one, "name") == "1.02.02"


@pytest.mark.parametrize(
    ("first", "second", "amount"), [("0", "23.100.000", 23_100_000), ("1.250.000", "1.375.000", 1_250_000)]
)
def test_of_two_amounts_in_a_column_the_first_that_is_not_zero_counts(
    first: str, second: str, amount: int
) -> None:
    columns = Header((Column("name", 0, 100), Column("pagu", 100, 200, "2026")))
    texts = ((10, "Program Gizi"), (105, first), (155, second))
    cells = tuple(cell(text, Box(x, 10, x + 40, 40)) for x, text in texts)
    assert fields_of(Band(10, cells), columns, (), Words()).pagu("", 1) == {"2026": amount}
