"""Words to the sparse numbers that the classifier weighs, and back to the words.

Two blocks side by side: the stems of whole words, alone and in pairs, and the
character n-grams inside words, which still speak when a word is cut, mistyped
or unknown. Fitting is scikit-learn's TF-IDF with fixed options, so a model's file
brings terms and numbers and never a tokenizer or a pattern. Reading counts the
same terms itself: the n-grams of a word are looked up once and remembered, and a
batch is sorted once, which also tells what each word has a part in. A test holds
it equal to scikit-learn's `transform`, which takes three times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.fields.remembered import remembered
from classifier.inference import preprocessing

Matrix = Any  # scipy.sparse.csr_array or csr_matrix, which carry no types
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

# How much louder the block of words is than that of characters. Grouped out-of-fold
# strict accuracy: 0.7 costs 0.3 points, 1.5 0.2, 2.0 0.4; between 1 and 1.3 nothing moves.
WORD_WEIGHT = np.float32(1.2)
# Different words of a batch archive, some 100,000; each takes about 450 bytes.
_WORDS_BYTES = 48 << 20


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
    """What was learnt: the terms of both blocks, and a linear score of each class.

    `coef` is (n_terms, n_classes), float32, `intercept` (n_classes,).
    """

    words: Terms
    chars: Terms
    coef: Floats
    intercept: Floats

    @classmethod
    def nothing(cls, n_classes: int) -> Weights:
        """Weights of no term, by which every class is as probable as another."""
        none = Terms((), np.zeros(0, dtype=np.float32))
        return cls(none, none, np.zeros((0, n_classes), np.float32), np.zeros(n_classes, np.float32))


def terms(vectorizer: Any) -> Terms:
    """What a fitted vectorizer learnt."""
    return Terms(tuple(vectorizer.get_feature_names_out()), vectorizer.idf_)


@dataclass(frozen=True, slots=True)
class Reading:
    """Texts as the classifier sees them.

    `matrix` is their TF-IDF, (n_texts, n_terms), float32, csr, columns ascending.
    Every occurrence of a term in a word is an entry: `owner` its word, counted
    through all texts, and `place` where in `matrix.data` its term's weight stands. A pair
    of words has an entry for each. `first` is each text's first word, with the
    number of all words at its end. `known` (n_texts, 2) is how many words (numbers and
    letters left out) the data had, and how many there are.
    """

    matrix: Matrix
    owner: Ints
    place: Ints
    first: Ints
    known: Ints


class Features:
    """The terms of one model; call `read` with the words of texts."""

    def __init__(
        self, words: Terms, chars: Terms, *, word_ngrams: tuple[int, int], char_ngrams: tuple[int, int]
    ) -> None:
        self._words, self._chars = _columns(words.names), _columns(chars.names)
        self._n_words = len(words.names)
        self._idf = np.concatenate([words.idf, chars.idf]).astype(np.float32)
        self._lengths = word_ngrams
        self._char_lengths = char_ngrams
        self._word = remembered(_WORDS_BYTES)(self._looked_up)

    def read(self, texts: Sequence[Sequence[str]]) -> Reading:
        """Texts, each as its prepared words, as a matrix with the words' part in it."""
        parts: list[npt.NDArray[np.int32]] = []
        first = [0]
        known: list[int] = []
        pair_columns: list[int] = []
        pair_owners: list[int] = []
        repeats: list[int] = []
        shortest, longest = self._lengths
        for text_words in texts:
            start = len(parts)
            looked_up = [self._word(word) for word in text_words]
            parts += [columns for columns, _, _ in looked_up]
            stems = [stem for _, stem, _ in looked_up]
            known += [kind for _, _, kind in looked_up]
            for n in range(max(shortest, 2), longest + 1):
                for at in range(len(stems) - n + 1):
                    column = self._words.get(" ".join(stems[at : at + n]))
                    if column is not None:
                        pair_columns += [column] * n
                        pair_owners += range(start + at, start + at + n)
                        repeats += [1] + [0] * (n - 1)
            first.append(len(parts))
        firsts = np.array(first, dtype=np.int64)
        text_of_word = np.repeat(np.arange(len(texts)), np.diff(firsts))
        lengths = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts))
        columns = np.concatenate([*parts, np.array(pair_columns, dtype=np.int32)]).astype(np.int64)
        owner = np.concatenate(
            [np.repeat(np.arange(len(parts)), lengths), np.array(pair_owners, dtype=np.int64)]
        )
        counted = np.concatenate([np.ones(int(lengths.sum()), dtype=np.int64), np.array(repeats, np.int64)])
        kinds = np.array(known, dtype=np.int64)
        n_known, n_words = (
            np.bincount(text_of_word, weights=kinds >= least, minlength=len(texts)) for least in (2, 1)
        )
        counts = np.column_stack([n_known, n_words]).astype(np.int64)
        return self._weighed(text_of_word[owner], columns, counted, owner, firsts, counts)

    def _weighed(
        self, row: Ints, column: Ints, counted: Ints, owner: Ints, first: Ints, known: Ints
    ) -> Reading:
        """The TF-IDF of entries: sublinear, each block of a text of length 1, words louder."""
        from scipy.sparse import csr_matrix

        n_texts, n_terms = len(first) - 1, len(self._idf)
        order = np.argsort(row * n_terms + column, kind="stable")
        row, column, owner = row[order], column[order], owner[order]
        is_first = np.ones(len(row), dtype=bool)
        is_first[1:] = (row[1:] != row[:-1]) | (column[1:] != column[:-1])
        starts = np.flatnonzero(is_first)
        place = np.cumsum(is_first) - 1
        row, column = row[starts], column[starts]
        counts = np.add.reduceat(counted[order], starts) if len(starts) else counted
        data = (1 + np.log(counts.astype(np.float32))) * self._idf[column]
        block = row * 2 + (column >= self._n_words)
        length = np.sqrt(np.bincount(block, weights=data * data, minlength=2 * n_texts))
        data = (data / length[block]).astype(np.float32)
        data[column < self._n_words] *= WORD_WEIGHT
        ends = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=n_texts))])
        matrix = csr_matrix((data, column, ends), shape=(n_texts, n_terms))
        return Reading(matrix, owner, place, first, known)

    def _looked_up(self, word: str) -> tuple[npt.NDArray[np.int32], str, int]:
        """The columns of a word alone, with repetition, its stem, and 2 for a known word, 1 for another."""
        stem = preprocessing.stems(word)
        columns = [self._words[stem]] if stem in self._words and self._lengths[0] == 1 else []
        chars = (self._chars.get(term) for term in char_ngrams(word, self._char_lengths))
        columns += [self._n_words + column for column in chars if column is not None]
        return (
            np.array(columns, dtype=np.int32),
            stem,
            preprocessing.is_word(stem) * (1 + (stem in self._words)),
        )


def char_ngrams(word: str, lengths: tuple[int, int]) -> list[str]:
    """The character n-grams of a word with a space at each end, as scikit-learn's `char_wb` counts them."""
    padded = f" {word} "
    shortest, longest = lengths
    if len(padded) <= shortest:
        return [padded]
    return [
        padded[at : at + n]
        for n in range(shortest, min(longest, len(padded)) + 1)
        for at in range(len(padded) - n + 1)
    ]


def _columns(names: Iterable[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(names)}
