"""The level of a name by its column, its first word, its code and how the table numbers."""

import dataclasses

import pytest

from classifier.fields.header_words import Role
from classifier.pdf.layout import Cell
from classifier.records import Box, Level
from classifier.rows.levels import Numbering
from classifier.rows.name_facts import NameFacts, facts_of
from classifier.rows.row_fields import NameCell, RowFields
from classifier.tables.columns import Column, Header

MIXED = Header((Column("no", 0, 20), Column("name", 20, 200), Column("pagu", 200, 300)))
BESIDE = Header((Column("program", 0, 100), Column("kegiatan", 100, 200)))
ALONE = Header((Column("program", 0, 100), Column("pagu", 100, 200)))


def facts(text: str, *, role: Role = "name", number: str = "", bold: bool = False) -> NameFacts:
    cell = Cell.of(Box(20, 0, 200, 10), ())
    known = facts_of(NameCell(role, cell, text, "", False), RowFields((), number, ""))
    return dataclasses.replace(known, is_bold=bold)


def level(
    text: str,
    header: Header = MIXED,
    *,
    role: Role = "name",
    number: str = "",
    bold: bool = False,
    has_program: bool = True,
    numbering: Numbering | None = None,
) -> Level | None:
    known = facts(text, role=role, number=number, bold=bold)
    return (numbering or Numbering()).level(known, header, has_program=has_program)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("1.02.02 Upaya Kesehatan", "program"),
        ("1.02.02.2.01 Rapat", "kegiatan"),
        ("1.02.02.2.01.0001 Rapat", "subkegiatan"),
        ("Program Upaya Kesehatan", "program"),
        ("Kegiatan Rapat", "kegiatan"),
        ("Sub Kegiatan Rapat", "subkegiatan"),
        # The code is trusted before the word but for a program.
        ("1.02.02.2.01 Sub Kegiatan Rapat", "kegiatan"),
        ("1.02.02.2.01 Program Rapat", "program"),
        ("1.02.02.2.01.0001 Program Rapat", "subkegiatan"),
    ],
)
def test_in_a_mixed_column_code_and_first_word_state_the_level(text: str, stated: Level) -> None:
    assert level(text) == stated


def test_a_name_that_states_nothing_is_a_kegiatan_below_a_program() -> None:
    assert level("Rapat Kerja") == "kegiatan"
    assert level("Rapat Kerja", has_program=False) is None
    assert level("Rapat Kerja", has_program=False, number="3") == "kegiatan"


def test_in_a_weak_column_a_number_alone_makes_no_row() -> None:
    weak = Header((Column("name", 20, 200, weak=True),))
    assert level("Rapat Kerja", weak, has_program=False, number="3") is None
    assert level("Rapat Kerja", weak) == "kegiatan"


def test_columns_of_their_own_state_the_level() -> None:
    assert level("Program Rapat", BESIDE, role="kegiatan") == "kegiatan"
    assert level("Rapat Kerja", BESIDE, role="subkegiatan") == "subkegiatan"
    assert level("Upaya Kesehatan", BESIDE, role="program") == "program"


def test_a_column_of_programs_alone_may_hold_kegiatan_too() -> None:
    assert level("Upaya Kesehatan", ALONE, role="program") == "program"
    assert level("1.02.02.2.01 Rapat", ALONE, role="program") == "kegiatan"
    numbering = Numbering()
    assert level("Program Upaya Kesehatan", ALONE, role="program", numbering=numbering) == "program"
    assert level("Rapat Kerja", ALONE, role="program", numbering=numbering) == "kegiatan"
    assert level("Rapat Kerja", ALONE, role="program", bold=True, numbering=numbering) == "program"


def test_below_programs_with_letters_a_number_in_digits_is_a_kegiatan() -> None:
    numbering = Numbering()
    assert level("A. Program Kota Sehat", numbering=numbering) == "program"
    assert level("1. Program Senam Pagi", numbering=numbering) == "kegiatan"
    assert level("1. Program Senam Pagi", numbering=numbering, bold=True) == "program"


def test_a_bold_name_that_is_numbered_as_programs_are_is_one() -> None:
    numbering = Numbering(of_programs="letters")
    assert level("B. Pembinaan Pasar", numbering=numbering, bold=True) == "program"
    assert level("B. Pembinaan Pasar", numbering=numbering) == "kegiatan"


def test_codes_deeper_than_the_law_has_them_are_counted_from_the_programs() -> None:
    numbering = Numbering()
    assert level("1.02.01.02.15.07 Program Upaya", numbering=numbering) == "program"
    assert numbering.n_code_parts == 6
    assert level("1.02.01.02.15.07.1 Rapat", numbering=numbering) == "kegiatan"
    assert level("1.02.01.02.15.07.1.2 Rapat", numbering=numbering) == "subkegiatan"
    assert level("1.02.16 Program Tenaga", numbering=numbering) == "program"
    assert numbering.n_code_parts == 0


def test_a_code_says_its_level_by_law_where_programs_are_as_the_law_has_them() -> None:
    assert Numbering().level_of_code("1.02.02.2.01") == "kegiatan"
    assert Numbering(n_code_parts=5).level_of_code("1.02.02.2.01") == "program"
    assert Numbering(n_code_parts=5).level_of_code("") is None
