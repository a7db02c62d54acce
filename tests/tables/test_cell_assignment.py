"""Words to cells; cells are 100 points wide and as high as named, lines 10 points high."""

import pytest

from classifier.pdf.layout import Word
from classifier.records import Box
from classifier.tables.cell_assignment import cell_indexes

LEFT_UPPER, LEFT_LOWER = Box(0, 0, 100, 12), Box(0, 12, 100, 24)
RIGHT_UPPER, RIGHT_LOWER = Box(100, 0, 200, 12), Box(100, 12, 200, 24)
CELLS = (LEFT_UPPER, RIGHT_UPPER, LEFT_LOWER, RIGHT_LOWER)


def words(*lines: tuple[str, float, float]) -> list[Word]:
    """A word of 50 points for each (text, x0, top), in the order in which they are drawn."""
    return [Word(t, Box(x, top, x + 50, top + 10), False, i, True) for i, (t, x, top) in enumerate(lines)]


def placed(*lines: tuple[str, float, float]) -> dict[str, int]:
    drawn = words(*lines)
    return dict(zip([word.text for word in drawn], cell_indexes(drawn, CELLS), strict=True))


def test_a_word_belongs_to_the_cell_of_its_centre() -> None:
    assert placed(("kiri", 2, 1), ("kanan", 102, 1), ("bawah", 2, 13), ("luar", 2, 40)) == {
        "kiri": 0,
        "kanan": 1,
        "bawah": 2,
        "luar": -1,
    }


def test_without_words_or_cells_nothing_is_placed() -> None:
    assert cell_indexes([], CELLS) == []
    assert cell_indexes(words(("sendiri", 2, 1)), ()) == [-1]


def test_a_line_on_a_border_follows_the_paragraph_it_was_drawn_in() -> None:
    assert placed(("satu", 2, -2), ("dua", 2, 7.5), ("lain", 102, 13)) == {"satu": 0, "dua": 0, "lain": 3}


def test_hidden_lines_over_those_of_the_cell_below_go_back_to_their_own() -> None:
    assert placed(("awal", 2, 1), ("tersembunyi", 2, 12), ("bawah", 2, 13)) == {
        "awal": 0,
        "tersembunyi": 0,
        "bawah": 2,
    }


def test_lines_of_one_paragraph_stay_in_two_cells_when_nothing_lies_under_them() -> None:
    assert placed(("awal", 2, 1), ("lanjut", 2, 13), ("lain", 102, 13)) == {
        "awal": 0,
        "lanjut": 2,
        "lain": 3,
    }


def test_once_a_hidden_line_lies_over_another_the_rest_of_its_block_goes_back_too() -> None:
    tall = (LEFT_UPPER, Box(0, 12, 100, 48))
    drawn = words(("awal", 2, 1), ("satu", 2, 12), ("dua", 2, 23), ("bawah", 2, 13))
    assert cell_indexes(drawn, tall) == [0, 0, 0, 1]


def test_text_drawn_twice_lies_over_itself_and_stays() -> None:
    column = [("satu", 2, 1.0), ("dua", 2, 13.0)]
    drawn = words(*column, *column)
    assert cell_indexes(drawn, CELLS) == [0, 2, 0, 2]


@pytest.mark.slow
def test_thousands_of_lines_over_each_other_are_placed_soon() -> None:
    crowd = words(*[("x", 2, 1.0 + 12 * (i % 2)) for i in range(8000)])
    assert len(cell_indexes(crowd, CELLS)) == 8000
