"""Misread words: one known word that stands out, or the word as it was read."""

import pytest

from classifier.fields.near_words import near_word


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Perungkatan", "Peningkatan"),
        ("Supenisi", "Supervisi"),
        ("PELAKSANAAM", "PELAKSANAAN"),
        ("kegiatam", "kegiatan"),
        ("Baniir", "Banjir"),
    ],
)
def test_a_word_is_what_it_is_nearest_to(read: str, printed: str) -> None:
    assert near_word(read) == printed


@pytest.mark.parametrize("word", ["Program", "Cisadea", "APBD", "dana", "12.500", "Qwertzuiop"])
def test_a_word_that_is_known_short_or_near_none_stays(word: str) -> None:
    assert near_word(word) == word
