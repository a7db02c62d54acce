import pytest

from classifier.fields import urusan


@pytest.mark.parametrize("text", ["Perindustrian", "INDUSTRI", "Kelautan dan Perikanan", "Pekerjaan Umum"])
def test_bare_names_of_urusan_old_and_new_are_known(text: str) -> None:
    assert urusan.is_name(text)


@pytest.mark.parametrize("text", ["Program Perindustrian", "Industri Kecil", "", "Rapat"])
def test_names_with_more_than_the_urusan_are_not(text: str) -> None:
    assert not urusan.is_name(text)


@pytest.mark.parametrize("kode", ["", "1.02", "1.02.27", "1.02.27.04", "9.99.02.2.01", "X.XX.02.2.01", "abc"])
def test_codes_that_may_be_old_or_name_no_field_say_nothing(kode: str) -> None:
    assert urusan.of(kode) == ""


@pytest.mark.parametrize(
    ("kode", "field"),
    [
        ("1.02.02.2.01", "kesehatan"),
        ("2.11.11.2.01.0012", "lingkungan hidup"),
        ("8.01.03.2.02", "kesatuan bangsa dan politik"),
        ("1.02.01.2.05", "Program Penunjang Urusan Pemerintahan Daerah"),
        ("X.XX.01.2.01", "Program Penunjang Urusan Pemerintahan Daerah"),
    ],
)
def test_the_code_of_a_kegiatan_since_2019_names_its_field(kode: str, field: str) -> None:
    assert urusan.of(kode) == field


@pytest.mark.parametrize(
    ("kode", "years", "code"),
    [
        ("1.02.02", (), "1.02"),
        ("2.16.02.2.01", ("2026",), "2.16"),
        ("1.16 . 1.16.01 . 16", ("2014",), "2.18"),
        # The same digits were spatial planning until 2020.
        ("1.05.15", ("2019",), "1.03"),
        ("1.05.02", ("2025",), "1.05"),
        ("1.05.02", (), "1.05"),
        ("2.07.15", ("", "2016"), "3.31"),
        ("X.XX.01", ("2026",), ""),
        ("1.20.05", ("2015",), ""),
        ("1.02.05", ("²",), "1.02"),
        ("12", (), ""),
        ("", (), ""),
    ],
)
def test_the_field_of_a_code_is_that_of_todays_law(kode: str, years: tuple[str, ...], code: str) -> None:
    assert urusan.field_code(kode, years) == code


def test_fields_are_named_by_their_codes() -> None:
    assert urusan.name_of("2.11") == "lingkungan hidup"
    assert urusan.name_of("9.99") == ""
