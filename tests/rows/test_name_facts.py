"""A name cell by form alone: what is known of it, and whether it is a row."""

from typing import Any

import pytest

from classifier.fields.header_words import Role
from classifier.fields.names import Name
from classifier.pdf.layout import Cell
from classifier.records import Box
from classifier.rows.name_facts import Kind, NameFacts, facts_of, kind_of
from classifier.rows.row_fields import NameCell, RowFields
from classifier.tables.columns import Column

COLUMNS = (
    Column("kode", 0, 50),
    Column("name", 50, 200),
    Column("indikator", 200, 300),
    Column("pagu", 300, 400),
)
PLACES = {"kode": 0, "indikator": 2, "pagu": 3}


def facts(
    text: str,
    *,
    role: Role = "name",
    prefix: str = "",
    number: str = "",
    is_wide: bool = False,
    **beside: str,
) -> NameFacts:
    """The facts of a name; `beside` are the texts of other columns by role."""
    cell = Cell.of(Box(50, 0, 200, 10), ())
    texts = {PLACES[name]: printed for name, printed in beside.items()}
    return facts_of(NameCell(role, cell, text, prefix, is_wide), RowFields((), number, "", texts, COLUMNS))


def kind(text: str, *, is_below_urusan: bool = False, has_open_row: bool = True, **others: Any) -> Kind:
    return kind_of(facts(text, **others), is_below_urusan=is_below_urusan, has_open_row=has_open_row)


def test_code_and_number_come_from_their_columns_before_the_name() -> None:
    known = facts("3. Program Kota Sehat", number="7", kode="1.02.02")
    assert (known.name, known.kode, known.number) == (Name("", "3.", "Program Kota Sehat"), "1.02.02", "7")
    assert (known.stated, known.of_code, known.number_style) == ("program", "program", "digits")
    assert known.has_own_number


def test_without_a_column_code_and_number_come_from_the_name() -> None:
    known = facts("1.02.02.2.01 Rapat")
    assert (known.kode, known.of_code, known.stated) == ("1.02.02.2.01", "kegiatan", None)
    known = facts("B. Rapat")
    assert (known.number, known.number_style, known.has_own_number) == ("B.", "letters", False)


def test_the_code_of_a_smaller_cell_before_the_name_is_its_own() -> None:
    known = facts("Program Kota Sehat", prefix="1.02.02")
    assert (known.kode, known.name.text) == ("1.02.02", "Program Kota Sehat")


def test_other_digits_than_those_of_the_code_column_belong_to_the_name() -> None:
    known = facts("1.01.05 Program Kota Sehat", kode="1.02.02")
    assert (known.kode, known.name.text) == ("1.02.02", "1.01.05 Program Kota Sehat")


def test_what_stands_beside_a_name_is_known() -> None:
    known = facts("Rapat Kerja", indikator="Jumlah rapat", pagu="5.000.000")
    assert (known.has_indicators, known.has_money, known.is_bare) == (True, True, False)
    known = facts("Rapat Kerja", indikator="-")
    assert (known.has_indicators, known.has_money, known.is_bare) == (False, False, True)


@pytest.mark.parametrize("text", ["Program Kota Sehat", "1.02.02.2.01 Rapat", "Rapat Kerja", "3. Pasar"])
def test_a_name_is_a_row(text: str) -> None:
    assert kind(text) == "row"


@pytest.mark.parametrize("text", ["JUMLAH", "Sub Total", "Rata-rata", "Sumber: Bappeda"])
def test_a_total_ends_the_rows_above_it(text: str) -> None:
    assert kind(text) == "end"
    assert kind(text, role="program") == "end"


def test_a_name_that_only_begins_like_a_total_is_a_row_with_a_number_or_code() -> None:
    assert kind("Jumlah Warga Terlayani") == "end"
    assert kind("Jumlah Warga Terlayani", number="3") == "row"
    assert kind("Jumlah Warga Terlayani", kode="1.02.02") == "row"
    assert kind("JUMLAH", number="3") == "end"


def test_an_urusan_by_its_code_ends_the_rows_above_it() -> None:
    assert kind("Pangan", kode="1.02") == "end"
    assert kind("Program Pangan", kode="1.02") == "row"
    # A running number in a column of codes.
    assert kind("Pangan", kode="7") == "row"


def test_an_outcome_belongs_to_the_row_above_but_in_a_column_of_its_level() -> None:
    assert kind("Meningkatnya mutu layanan") == "outcome"
    assert kind("Meningkatnya mutu layanan", kode="1.02.02") == "row"
    assert kind("Meningkatnya mutu layanan", role="kegiatan") == "row"


def test_a_dashed_result_belongs_to_the_row_above_where_there_is_one() -> None:
    assert kind("- Meningkatkan mutu klinik") == "result"
    assert kind("- Meningkatkan mutu klinik", has_open_row=False) == "row"


@pytest.mark.parametrize("text", ["BELANJA LANGSUNG", "Urusan Wajib", "Misi 3"])
def test_a_heading_is_none_of_the_rows(text: str) -> None:
    assert kind(text) == "heading"


def test_a_program_by_its_column_and_first_word_is_a_row_whatever_else_it_reads_like() -> None:
    assert kind("Program Prioritas", role="program") == "row"
    assert kind("Program Prioritas") == "heading"


def test_the_name_of_a_bidang_alone_in_its_band_is_a_bidang() -> None:
    assert kind("Kesehatan") == "bidang"
    assert kind("Kesehatan", indikator="Usia harapan hidup") == "row"
    assert kind("Kesehatan", kode="1.02.02") == "row"


def test_below_an_urusan_any_bare_name_without_a_number_is_its_bidang() -> None:
    assert kind("Pasar Terapung", is_below_urusan=True) == "bidang"
    assert kind("Pasar Terapung", is_below_urusan=True, number="1") == "row"
    assert kind("Program Terapung", is_below_urusan=True) == "row"


def test_an_agency_among_the_rows_is_a_heading_unless_it_is_numbered_as_they_are() -> None:
    assert kind("Dinas Kesehatan") == "opd"
    assert kind("Dinas Kesehatan", number="3") == "row"
    assert kind("Dinas Kesehatan", indikator="Jumlah puskesmas") == "row"


def test_a_part_of_an_office_ends_the_rows_above_it() -> None:
    assert kind("Subbagian Umum") == "end"
    assert kind("Subbagian Umum", number="3") == "row"
    assert kind("Subbagian Umum", role="kegiatan") == "row"


def test_a_name_over_other_columns_is_a_heading_unless_it_is_numbered() -> None:
    assert kind("Pasar Terapung", is_wide=True) == "end"
    assert kind("Pasar Terapung", is_wide=True, number="3") == "row"
    assert kind("Pasar Terapung", is_wide=True, role="program") == "end"
    assert kind("Program Terapung", is_wide=True) == "row"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DINAS PENGELOLAAN SUMBER DAYA AIR", "opd"),
        ("Urusan Wajib Komunikasi dan Informatika", "heading"),
        ("Pengelolaan Sumber Daya Air", "row"),
    ],
)
def test_an_agency_or_urusan_with_a_code_of_programs_is_none(text: str, expected: Kind) -> None:
    assert kind(text, kode="1.03.07") == expected


@pytest.mark.parametrize("text", ["Belanja Jasa Kantor Balai", "Meningkatnya penyediaan bahan terapi"])
def test_what_has_a_number_an_indicator_and_money_is_a_row_whatever_its_words(text: str) -> None:
    assert kind(text, number="3", indikator="Persentase terpenuhi", pagu="950.000.000") == "row"
    assert kind(text, indikator="Persentase terpenuhi", pagu="950.000.000") != "row"
    assert kind(text, number="3", indikator="Persentase terpenuhi") != "row"
