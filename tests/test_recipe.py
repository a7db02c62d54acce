import numpy as np
import pytest
from smallmodel import small_labels

from classifier.model import softmax
from training import dataset, recipe
from training.recipe import Recipe


def test_the_same_rows_give_the_same_weights() -> None:
    data = dataset.dataset(small_labels())
    once, again = (recipe.fitted(data.prepared, data.primary, data.secondary, Recipe()) for _ in range(2))
    np.testing.assert_array_equal(once.classifier.coef_, again.classifier.coef_)
    assert once.words.names == again.words.names
    assert once.chars.names == again.chars.names


def test_weights_are_of_every_subdimension_and_every_term() -> None:
    data = dataset.dataset(small_labels())
    found = recipe.fitted(data.prepared, data.primary, data.secondary, Recipe())
    assert found.classifier.coef_.shape == (18, len(found.words.names) + len(found.chars.names))
    assert found.classifier.coef_.dtype == np.float32
    assert "sampah" in found.words.names
    assert "bank sampah" in found.words.names
    assert " samp" in found.chars.names


def test_a_secondary_label_is_learnt_a_little() -> None:
    data = dataset.dataset(small_labels())
    column = int(data.secondary[data.secondary >= 0][0])
    row = int(np.flatnonzero(data.secondary == column)[0])

    def score(weight: float) -> float:
        settings = Recipe(secondary_weight=weight)
        found = recipe.fitted(data.prepared, data.primary, data.secondary, settings)
        from training.train import features_of

        matrix = features_of(found, settings).matrix([data.prepared[row]])
        return float(found.classifier.decision_function(matrix)[0, column])

    assert score(0.2) > score(1e-6)


def test_the_temperature_makes_confidence_meet_accuracy() -> None:
    # Two answers, a score of 1 for the first, right in 90 of 100 rows: log(0.9 / 0.1) = 2.197.
    scores = np.tile([1.0, 0.0], (100, 1))
    primary = np.array([0] * 90 + [1] * 10)
    factor = recipe.temperature(scores, primary)
    assert factor == pytest.approx(2.197, abs=0.01)
    assert softmax(scores * factor)[0, 0] == pytest.approx(0.9, abs=0.001)
