import pytest

from classifier.fields import codes


@pytest.mark.parametrize(
    ("cells", "kode"),
    [
        (("1", "02", "02", "2.02", "0001"), "1.02.02.2.02.0001"),
        (("1", "02", "02", "", ""), "1.02.02"),
        (("1.02.02.2. 01",), "1.02.02.2.01"),
        (("2.11.11.",), "2.11.11"),
        (("1,02,02",), "1.02.02"),
        (("X.XX.01",), "X.XX.01"),
        (("x", "xx", "01"), "x.xx.01"),
        (("1.250.000",), ""),
        (("1.250.000.000",), ""),
        (("1.250",), "1.250"),
        (("Program",), ""),
        (("",), ""),
        ((), ""),
    ],
)
def test_the_parts_of_a_code_are_joined(cells: tuple[str, ...], kode: str) -> None:
    assert codes.code(*cells) == kode


@pytest.mark.parametrize(
    ("kode", "level"),
    [
        ("1.02.02", "program"),
        ("X.XX.01", "program"),
        ("1.02.02.2.01", "kegiatan"),
        ("1.02.02.2.01.0001", "subkegiatan"),
        ("1.02.02.2.01.01", "subkegiatan"),
        ("1.02.02.15", "kegiatan"),
        ("1.02", None),
        ("1", None),
        ("", None),
    ],
)
def test_a_code_states_its_level_by_its_depth(kode: str, level: str | None) -> None:
    assert codes.level_of_code(kode) == level


def test_the_code_of_an_urusan_stands_above_programs() -> None:
    assert all(codes.is_above_program(kode) for kode in ("1", "1.02", "X.XX"))
    assert not any(codes.is_above_program(kode) for kode in ("", "1.02.02", "1.02.02.2.01"))


@pytest.mark.parametrize("printed", ["1.02.02", "1.02", "2 . 11 . 11", "X.XX", "1.02.02.2.01.0001"])
def test_digits_with_the_parts_of_an_urusan_are_a_code(printed: str) -> None:
    assert codes.is_code(printed)


@pytest.mark.parametrize("printed", ["2.1", "12.345", "3"])
def test_an_outline_number_is_no_code(printed: str) -> None:
    assert not codes.is_code(printed)


@pytest.mark.parametrize("kode", ["5.1.01", "5.2.2.01", "12.02.03", "25.01.01.2.01"])
def test_accounts_and_running_numbers_state_no_level(kode: str) -> None:
    assert codes.level_of_code(kode) is None


def test_a_raised_digit_states_no_level() -> None:
    # "²".isdigit() is true, and int("²") no number.
    assert codes.level_of_code("²") is None
