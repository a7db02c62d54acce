import pytest

from classifier.fields.open_ends import is_open


@pytest.mark.parametrize(
    "text", ["Pelayanan dan", "PELAYANAN DAN", "Sarana,", "Sarana &", "(", "Jalan/", "Perda tentang", "Bina-"]
)
def test_a_text_that_wants_more_is_open(text: str) -> None:
    assert is_open(text)


@pytest.mark.parametrize("text", ["Pelayanan", "Kudan", "Jalan)", "Gizi.", ""])
def test_a_text_that_may_be_whole_is_not(text: str) -> None:
    assert not is_open(text)


@pytest.mark.parametrize(
    "text", ["Program Peningkatan", "KEGIATAN PENGELOLAAN", "1.02.03 Program Optimalisasi"]
)
def test_an_action_without_its_object_is_open(text: str) -> None:
    assert is_open(text)
    assert not is_open(f"{text} Gizi")
