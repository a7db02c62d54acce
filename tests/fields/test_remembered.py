"""Answers are given once for short texts, and each time for long ones."""

import pytest

from classifier.comparison import matching
from classifier.fields import amounts, header_words, ocr_text
from classifier.fields.remembered import MAX_CHARS, remembered
from classifier.inference import model, preprocessing


def test_the_answer_for_a_short_text_is_remembered() -> None:
    asked: list[tuple[str, int]] = []

    @remembered(2)
    def length(text: str, factor: int = 1) -> int:
        """The length of a text."""
        asked.append((text, factor))
        return len(text) * factor

    assert [length("abc"), length("abc"), length("abc", 2), length("abc")] == [3, 3, 6, 3]
    assert asked == [("abc", 1), ("abc", 2)]
    length("d")
    length("abc", factor=1)
    assert asked[2:] == [("d", 1), ("abc", 1)]
    assert length.__doc__ == "The length of a text."


def test_the_answer_for_a_long_text_is_not() -> None:
    asked: list[str] = []

    @remembered(9)
    def first(text: str) -> str:
        asked.append(text)
        return text[0]

    edge, beyond = "a" * MAX_CHARS, "b" * (MAX_CHARS + 1)
    assert [first(edge), first(edge), first(beyond), first(beyond)] == ["a", "a", "b", "b"]
    assert asked == [edge, beyond, beyond]


@pytest.mark.parametrize(
    "function",
    [
        amounts.rupiah,
        amounts.is_grouped,
        header_words.role_of,
        header_words.is_of_header_words,
        header_words.is_year,
        ocr_text._learned_repair,
        preprocessing._pieces,
        preprocessing._stem,
        model._prepared,
        matching._office,
    ],
    ids=lambda function: function.__qualname__,
)
def test_no_function_of_texts_keeps_long_ones(function) -> None:  # type: ignore[no-untyped-def]
    (kept,) = [
        cell.cell_contents for cell in function.__closure__ if hasattr(cell.cell_contents, "cache_info")
    ]
    before = kept.cache_info()
    function("x" * (MAX_CHARS + 1))
    assert kept.cache_info() == before
