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
