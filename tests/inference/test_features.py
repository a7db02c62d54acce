import numpy as np
import pytest

from classifier.inference import preprocessing
from classifier.inference.features import Features, char_ngrams, char_vectorizer, terms
from tests.support.small_model import small_labels, small_model
from training import dataset, recipe
from training.recipe import Blocks

TEXTS = [
    "bank sampah dan bank sampah b3 x",
    "",
    "persampa",
    "a",
    "guru sekolah dasar guru sekolah",
    "0 0 jalan",
]


def test_reading_gives_the_matrix_that_scikit_learn_gives() -> None:
    data = dataset.dataset(small_labels())
    for blocks in (Blocks(), Blocks(word_ngrams=(1, 3), char_ngrams=(2, 4))):
        words, chars, _ = recipe.fitted_blocks(data.prepared, blocks)
        features = Features(
            terms(words), terms(chars), word_ngrams=blocks.word_ngrams, char_ngrams=blocks.char_ngrams
        )
        asked = [*TEXTS, *data.prepared[::9]]
        expected = recipe.transformed(words, chars, asked, blocks)
        matrix = features.read([text.split() for text in asked]).matrix
        assert matrix.dtype == np.float32
        np.testing.assert_allclose(matrix.toarray(), expected.toarray(), atol=1e-6)


@pytest.mark.parametrize("lengths", [(3, 5), (2, 4), (4, 4), (1, 2)])
def test_n_grams_are_those_of_scikit_learn(lengths: tuple[int, int]) -> None:
    counted = char_vectorizer(lengths).build_analyzer()
    for word in ("a", "ab", "b3", "sampah", "pengelolaan"):
        assert sorted(char_ngrams(word, lengths)) == sorted(counted(word))


def test_every_word_has_a_part_in_its_own_text_alone() -> None:
    reading = small_model().ears.texts.read([text.split() for text in TEXTS])
    assert reading.first.tolist() == np.cumsum([0, *(len(text.split()) for text in TEXTS)]).tolist()
    text_of_term = np.repeat(np.arange(len(TEXTS)), np.diff(reading.matrix.indptr))
    text_of_word = np.repeat(np.arange(len(TEXTS)), np.diff(reading.first))
    np.testing.assert_array_equal(text_of_term[reading.place], text_of_word[reading.owner])
    assert set(reading.place.tolist()) == set(range(reading.matrix.nnz))


def test_a_cut_word_still_has_terms() -> None:
    reading = small_model().ears.texts.read([["persampa"]])
    assert reading.known.tolist() == [[0, 1]]
    assert reading.matrix.nnz > 0


def test_known_words_leave_numbers_and_letters_out() -> None:
    reading = small_model().ears.texts.read([preprocessing.prepared("bank sampah 0 x qwertz").split(), []])
    assert reading.known.tolist() == [[2, 3], [0, 0]]


def test_an_empty_text_is_an_empty_line() -> None:
    matrix = small_model().ears.texts.read([[], ["bank", "sampah"]]).matrix
    assert matrix.shape[0] == 2
    assert matrix[[0]].nnz == 0
    assert small_model().ears.texts.read([]).matrix.shape[0] == 0
