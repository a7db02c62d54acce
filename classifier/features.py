"""Prepared texts to the sparse numbers that the classifier weighs.

Two blocks side by side: the stems of whole words, alone and in pairs, and the
character n-grams inside words, which still speak when a word is cut, mistyped
or unknown. Both are scikit-learn's TF-IDF, built here with fixed options, so a
model's file brings terms and numbers and never a tokenizer or a pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier import texts

Matrix = Any  # scipy.sparse.csr_array or csr_matrix, which carry no types

# How much louder the block of words is than that of characters. Grouped out-of-fold
# strict accuracy: 0.7 costs 0.3 points, 1.5 0.2, 2.0 0.4; between 1 and 1.3 nothing moves.
WORD_WEIGHT = np.float32(1.2)


def word_vectorizer(ngrams: tuple[int, int], **options: Any) -> Any:
    """A TF-IDF over stems separated by spaces."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        token_pattern=r"\S+",
        lowercase=False,
        ngram_range=ngrams,
        sublinear_tf=True,
        dtype=np.float32,
        **options,
    )


def char_vectorizer(ngrams: tuple[int, int], **options: Any) -> Any:
    """A TF-IDF over character n-grams inside words, a space at each word's ends."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        analyzer="char_wb",
        lowercase=False,
        ngram_range=ngrams,
        sublinear_tf=True,
        dtype=np.float32,
        **options,
    )


def side_by_side(word_block: Matrix, char_block: Matrix) -> Matrix:
    """One matrix of both blocks, words first, at their relative loudness."""
    from scipy.sparse import hstack  # type: ignore[import-untyped]

    return hstack([word_block * WORD_WEIGHT, char_block], format="csr", dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one block in column order, with their inverse document frequencies."""

    names: tuple[str, ...]
    idf: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt: the terms of both blocks, and a fitted `LinearSVC`."""

    words: Terms
    chars: Terms
    classifier: Any


def terms(vectorizer: Any) -> Terms:
    """What a fitted vectorizer learnt."""
    return Terms(tuple(vectorizer.get_feature_names_out()), vectorizer.idf_)


class Features:
    """Vectorizers with the terms of one model; call `matrix` with prepared texts."""

    def __init__(
        self, words: Terms, chars: Terms, *, word_ngrams: tuple[int, int], char_ngrams: tuple[int, int]
    ) -> None:
        self._words = word_vectorizer(word_ngrams, vocabulary=_columns(words.names))
        self._words.idf_ = words.idf
        self._chars = char_vectorizer(char_ngrams, vocabulary=_columns(chars.names))
        self._chars.idf_ = chars.idf
        self._n_words = len(words.names)
        self._char_terms = self._chars.build_analyzer()
        self._columns_of = lru_cache(maxsize=50_000)(self._char_columns)

    def matrix(self, prepared: Sequence[str]) -> Matrix:
        """TF-IDF of each prepared text, (n_texts, n_terms), float32, in csr form."""
        stemmed = [texts.stems(text) for text in prepared]
        return side_by_side(self._words.transform(stemmed), self._chars.transform(prepared))

    def known(self, prepared: str) -> tuple[int, int]:
        """How many of a text's words (numbers and letters left out) the data had, and how many there are."""
        found = [stem for stem in texts.stems(prepared).split() if texts.is_word(stem)]
        return sum(stem in self._words.vocabulary for stem in found), len(found)

    def columns_by_word(self, prepared: Sequence[str]) -> list[npt.NDArray[np.intp]]:
        """For each word of a text, the columns of `matrix` it has a part in, with repetition.

        A pair of words is a column of both. Words are given in order, stems paired as in `matrix`.
        """
        stemmed = texts.stems(" ".join(prepared)).split()
        found: list[list[int]] = [list(self._columns_of(word)) for word in prepared]
        shortest, longest = self._words.ngram_range
        for n in range(shortest, longest + 1):
            for start in range(len(stemmed) - n + 1):
                column = self._words.vocabulary.get(" ".join(stemmed[start : start + n]))
                if column is not None:
                    for at in range(start, start + n):
                        found[at].append(column)
        return [np.array(one, dtype=np.intp) for one in found]

    def _char_columns(self, word: str) -> tuple[int, ...]:
        columns = (self._chars.vocabulary.get(term) for term in self._char_terms(word))
        return tuple(self._n_words + column for column in columns if column is not None)


def _columns(names: Iterable[str]) -> dict[str, int]:
    return {name: column for column, name in enumerate(names)}
