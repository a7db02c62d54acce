import numpy as np
from smallmodel import small_model


def test_the_columns_of_the_words_are_those_of_the_text() -> None:
    features = small_model().features
    text = "bank sampah dan bank sampah b3 x"
    by_word = features.columns_by_word(text.split())
    assert len(by_word) == 7
    assert sorted(set(np.concatenate(by_word).tolist())) == sorted(features.matrix([text]).indices.tolist())


def test_a_cut_word_still_has_columns() -> None:
    features = small_model().features
    assert features.known("persampa") == (0, 1)
    assert features.matrix(["persampa"]).nnz > 0


def test_known_words_leave_numbers_and_letters_out() -> None:
    assert small_model().features.known("bank sampah 0 x qwertz") == (2, 3)
    assert small_model().features.known("") == (0, 0)


def test_an_empty_text_is_an_empty_line() -> None:
    matrix = small_model().features.matrix(["", "bank sampah"])
    assert matrix.shape[0] == 2
    assert matrix.dtype == np.float32
    assert matrix[[0]].nnz == 0
