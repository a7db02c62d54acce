import pytest

from classifier.i18n import rupiah


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Rp 0"),
        (950, "Rp 950"),
        (1_000, "Rp 1.000"),
        (949_999, "Rp 949.999"),
        (1_000_000, "Rp 1,0 juta"),
        (18_450_000, "Rp 18,4 juta"),
        (1_200_000_000, "Rp 1,2 miliar"),
        (3_400_000_000_000, "Rp 3,4 triliun"),
        (1_234_560_000_000_000, "Rp 1.234,6 triliun"),
        (-2_500_000, "Rp -2,5 juta"),
    ],
)
def test_rupiah_are_told_in_indonesian_words_and_digit_groups(amount: int, words: str) -> None:
    assert rupiah.short(amount) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [(999_999, "Rp 1,0 juta"), (999_960_000, "Rp 1,0 miliar"), (999_990_000_000, "Rp 1,0 triliun")],
)
def test_an_amount_that_rounds_up_to_the_next_word_takes_it(amount: int, words: str) -> None:
    assert rupiah.short(amount) == words


def test_english_words_come_with_english_marks() -> None:
    assert rupiah.short(1_234_500_000_000, "en") == "Rp 1.2 trillion"
    assert rupiah.short(999_000, "en") == "Rp 999,000"


@pytest.mark.parametrize(
    ("amount", "in_indonesian", "in_english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1_000, "1,0 rb", "1.0 k"),
        (345_499_999, "345 jt", "345 m"),
        (9_949_999, "9,9 jt", "9.9 m"),
        (9_950_000, "10 jt", "10 m"),
        (999_499_999, "999 jt", "999 m"),
        (999_500_000, "1,0 M", "1.0 bn"),
        (1_250_000_000, "1,2 M", "1.2 bn"),
        (1_300_000_000_000, "1,3 T", "1.3 tn"),
        (1_234_567_000_000_000, "1.235 T", "1,235 tn"),
        (-2_500_000, "-2,5 jt", "-2.5 m"),
    ],
)
def test_rupiah_are_shortened_to_what_fits_a_cell(amount: int, in_indonesian: str, in_english: str) -> None:
    assert rupiah.shortest(amount, "id") == in_indonesian
    assert rupiah.shortest(amount, "en") == in_english
