"""Numbers of a table that stand for codes, and those that do not."""

from collections.abc import Sequence

import pytest

from classifier.records import Box, Level
from classifier.rows import table_codes
from classifier.rows.draft import Draft


def settled(*rows: tuple[Level, str]) -> list[str]:
    """The codes of rows, given as level and number, when their table has ended."""
    drafts = [Draft(1, Box(0, 0, 1, 1), level, kode, "Rapat") for level, kode in rows]
    table_codes.settle(drafts)
    return [draft.kode for draft in drafts]


def kegiatan(*numbers: str) -> Sequence[tuple[Level, str]]:
    return [("kegiatan", number) for number in numbers]


def program(kode: str) -> tuple[Level, str]:
    return "program", kode


def test_numbers_that_restart_under_each_program_are_joined_to_its_code() -> None:
    assert settled(program("1.02.15"), *kegiatan("01", "02"), program("1.02.16"), *kegiatan("01", "07")) == [
        "1.02.15",
        "1.02.15.01",
        "1.02.15.02",
        "1.02.16",
        "1.02.16.01",
        "1.02.16.07",
    ]


def test_numbers_that_run_on_through_all_programs_are_no_codes() -> None:
    assert settled(program("1.02.15"), *kegiatan("1", "2"), program("1.02.16"), *kegiatan("3", "4")) == [
        "1.02.15", "", "", "1.02.16", "", "",
    ]  # fmt: skip


def test_programs_that_count_from_one_have_no_codes_and_give_none() -> None:
    assert settled(program("1"), *kegiatan("1", "2"), program("2"), *kegiatan("1")) == [""] * 5


def test_programs_with_numbers_that_do_not_count_from_one_keep_them() -> None:
    assert settled(program("15"), *kegiatan("01"), program("16"), *kegiatan("01")) == [
        "15", "15.01", "16", "16.01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "kode"), [("1", "1.02.15.1"), ("01", "1.02.15.01"), ("07", "1.02.15.07"), ("7", "")]
)
def test_below_a_single_program_numbers_from_one_or_of_two_digits_are_codes(first: str, kode: str) -> None:
    assert settled(program("1.02.15"), *kegiatan(first)) == ["1.02.15", kode]


def test_the_number_of_a_program_beside_each_of_its_kegiatan_stays() -> None:
    assert settled(program("1.02.15"), *kegiatan("15", "15"), program("1.02.16"), *kegiatan("1", "2")) == [
        "1.02.15", "15", "15", "1.02.16", "1.02.16.1", "1.02.16.2",
    ]  # fmt: skip


def test_numbers_before_any_program_are_no_codes() -> None:
    assert settled(*kegiatan("1", "2"), program("1.02.15"), *kegiatan("1")) == [
        "",
        "",
        "1.02.15",
        "1.02.15.1",
    ]


def test_whole_codes_stay_as_they_are() -> None:
    codes: list[tuple[Level, str]] = [
        ("program", "1.02.02"), ("kegiatan", "1.02.02.2.01"), ("subkegiatan", "1.02.02.2.01.0001"),
        ("program", "1.02.03"), ("kegiatan", ""),
    ]  # fmt: skip
    assert settled(*codes) == [kode for _, kode in codes]
    assert settled() == []
