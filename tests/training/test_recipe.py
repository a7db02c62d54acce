import numpy as np
import pytest

from classifier.inference.features import Features
from classifier.inference.model import softmax
from tests.support.small_model import small_labels
from training import dataset, recipe
from training.recipe import Recipe


def test_the_same_rows_give_the_same_weights() -> None:
    data = dataset.dataset(small_labels())
    once, again = (recipe.fitted(data.prepared, data.primary, data.secondary, [], Recipe()) for _ in range(2))
    np.testing.assert_array_equal(once.coef, again.coef)
    assert once.words.names == again.words.names
    assert once.chars.names == again.chars.names


def test_weights_are_of_every_subdimension_and_every_term() -> None:
    data = dataset.dataset(small_labels())
    found = recipe.fitted(data.prepared, data.primary, data.secondary, [], Recipe())
    assert found.coef.shape == (len(found.words.names) + len(found.chars.names), 19)
    assert found.coef.dtype == np.float32
    assert "sampah" in found.words.names
    assert "bank sampah" in found.words.names
    assert " samp" in found.chars.names


def test_a_secondary_label_is_learnt_a_little() -> None:
    data = dataset.dataset(small_labels())
    column = int(data.secondary[data.secondary >= 0][0])
    row = int(np.flatnonzero(data.secondary == column)[0])

    def score(weight: float) -> float:
        settings = Recipe(secondary_weight=weight)
        _, _, matrix = recipe.fitted_blocks(data.prepared, settings.blocks)
        coef, intercept = recipe.summed(matrix, data.primary, data.secondary, settings)
        return float((matrix[[row]] @ coef + intercept)[0, column])

    assert score(0.2) > score(1e-6)


def test_parts_are_added_at_their_shares() -> None:
    data = dataset.dataset(small_labels())
    _, _, matrix = recipe.fitted_blocks(data.prepared, Recipe().blocks)
    parts = Recipe().parts
    asked = (matrix, data.primary, data.secondary)
    together, _ = recipe.summed(*asked, Recipe())
    alone = [recipe.summed(*asked, Recipe(parts=(part,)))[0] for part in parts]
    np.testing.assert_allclose(together, sum(alone), atol=1e-9)


def test_texts_that_name_no_program_are_told_from_those_that_do() -> None:
    data = dataset.dataset(small_labels())
    headings = ["daftar isi", "bab 0 pendahuluan", "sumber bappeda 0", "kepala dinas nip 0", "daftar tabel"]
    found = recipe.fitted(data.prepared, data.primary, data.secondary, headings, Recipe())
    features = Features(found.words, found.chars, word_ngrams=(1, 2), char_ngrams=(3, 5))
    matrix = features.read([["daftar", "gambar"], ["bank", "sampah"]]).matrix
    heading, program = (matrix @ found.coef + found.intercept)[:, 18]
    assert heading > program


def test_the_temperature_makes_confidence_meet_accuracy() -> None:
    # Two answers, a score of 1 for the first, right in 90 of 100 rows: log(0.9 / 0.1) = 2.197.
    scores = np.tile([1.0, 0.0], (100, 1))
    primary = np.array([0] * 90 + [1] * 10)
    factor = recipe.temperature(scores, primary)
    assert factor == pytest.approx(2.197, abs=0.01)
    assert softmax(scores * factor)[0, 0] == pytest.approx(0.9, abs=0.001)
