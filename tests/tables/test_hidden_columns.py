from classifier.pdf.layout import Word
from classifier.records import Box
from classifier.tables.hidden_columns import without_hidden
from tests.support.bare_lines import bare_words

SHOWN = bare_words(*((12 * i, [(102, "Program Taman Kota")]) for i in range(8)))


def stacked(letters: str, x: float) -> list[Word]:
    """Letters one below the other, 3 points wide."""
    return [
        Word(letter, Box(x, 12 * i, x + 3, 12 * i + 10), False, 100 + i, True)
        for i, letter in enumerate(letters)
    ]


def test_letters_that_touch_the_texts_of_the_next_column_go() -> None:
    assert without_hidden([*SHOWN, *stacked("Indikato", 100)]) == SHOWN


def test_letters_that_stand_apart_stay() -> None:
    words = [*SHOWN, *stacked("abcdefgh", 90)]
    assert without_hidden(words) == words


def test_a_few_letters_stay() -> None:
    words = [*SHOWN, *stacked("Ind", 100)]
    assert without_hidden(words) == words
