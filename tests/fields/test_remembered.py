"""Answers are given once for short texts, and each time for long ones."""

import pickle

import numpy as np
import pytest

from classifier.agencies import grouping
from classifier.comparison import matching
from classifier.fields import amounts, header_words, name_likeness, ocr_text
from classifier.fields.ocr_text import Piece
from classifier.fields.remembered import MAX_CHARS, MISSING, Cache, remembered, size
from classifier.inference import model, preprocessing
from tests.support.paths import ROOT

REMEMBERING = [
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
    name_likeness.weight,
    grouping._letters,
]


def test_the_answer_for_a_short_text_is_remembered() -> None:
    asked: list[tuple[str, int]] = []

    @remembered(1000)
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

    @remembered(10_000)
    def first(text: str) -> str:
        asked.append(text)
        return text[0]

    edge, beyond = "a" * MAX_CHARS, "b" * (MAX_CHARS + 1)
    assert [first(edge), first(edge), first(beyond), first(beyond)] == ["a", "a", "b", "b"]
    assert asked == [edge, beyond, beyond]


@pytest.mark.parametrize("function", REMEMBERING, ids=lambda function: function.__qualname__)
def test_no_function_of_texts_keeps_long_ones(function) -> None:  # type: ignore[no-untyped-def]
    before = function.cache.n_bytes
    function("x" * (MAX_CHARS + 1))
    assert function.cache.n_bytes == before


@pytest.mark.parametrize("function", REMEMBERING, ids=lambda function: function.__qualname__)
def test_what_functions_of_texts_keep_is_bounded_in_bytes(function) -> None:  # type: ignore[no-untyped-def]
    assert function.cache.max_bytes <= 32 << 20


def test_no_function_of_texts_counts_answers_instead_of_bytes() -> None:
    # Single characters of a font, and the two fonts.
    allowed = {"classifier/mapping/canvas.py"}
    counting = {
        path.relative_to(ROOT).as_posix()
        for room in ("classifier", "service")
        for path in (ROOT / room).rglob("*.py")
        if "@lru_cache" in path.read_text(encoding="utf-8")
    }
    assert counting == allowed


def test_a_cache_keeps_what_was_asked_for_last_within_its_bytes() -> None:
    cache: Cache[str] = Cache(100_000)
    for n in range(1000):
        cache.put(f"key {n}", "x" * 1000)
        assert cache.get("key 0") == "x" * 1000
        assert cache.n_bytes <= 100_000
    assert cache.get("key 1") is MISSING
    assert cache.get("key 999") == "x" * 1000
    cache.put("large", "x" * 60_000)
    assert cache.get("large") is MISSING
    assert len(pickle.loads(pickle.dumps(cache))) == 0
    cache.clear()
    assert (len(cache), cache.n_bytes) == (0, 0)


def test_an_answer_is_as_large_as_all_that_it_holds() -> None:
    array = np.zeros(1000)
    for value in (("x" * 1000,), ["x" * 1000], {"a": "x" * 1000}, Piece(1, "x" * 1000), (array, 1)):
        assert size(value) > 1000
    assert size((array, 1)) > 8000


def test_answers_of_many_unknown_words_take_no_more_than_the_bound() -> None:
    @remembered(200_000)
    def parts(text: str) -> tuple[str, ...]:
        return tuple(text[at:] for at in range(len(text)))

    for n in range(500):
        parts(f"{n:0100}")
    assert 50_000 < parts.cache.n_bytes <= 200_000  # type: ignore[attr-defined]
