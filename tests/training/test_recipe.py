from collections.abc import Sequence

import numpy as np
import pytest

from classifier.inference.model import Ears, Learnt, softmax
from classifier.records import Query
from tests.support.small_model import small_labels
from training import dataset, fitting, recipe
from training.recipe import Recipe


def learnt(no_program: Sequence[str] = ()) -> Learnt:
    data = dataset.dataset(small_labels(), no_program)
    return fitting.learnt(data, range(len(data)), range(len(data.no_program)), Recipe())


def test_the_same_rows_give_the_same_weights() -> None:
    once, again = learnt().texts, learnt().texts
    np.testing.assert_array_equal(once.coef, again.coef)
    assert once.words.names == again.words.names
    assert once.chars.names == again.chars.names


def test_weights_are_of_every_subdimension_and_every_term() -> None:
    found = learnt().texts
    assert found.coef.shape == (len(found.words.names) + len(found.chars.names), 19)
    assert found.coef.dtype == np.float32
    assert "sampah" in found.words.names
    assert "bank sampah" in found.words.names
    assert " samp" in found.chars.names


def test_a_text_that_a_document_prints_counts_as_the_recipe_says() -> None:
    data = dataset.dataset(small_labels())
    printed = np.zeros(len(data), dtype=np.bool_)
    printed[0] = True

    def score(weight: float) -> float:
        settings = Recipe(printed_weight=weight)
        _, _, matrix = recipe.fitted_blocks(data.prepared, settings.blocks)
        coef, intercept = recipe.summed(matrix, data.primary, data.secondary, settings, printed=printed)
        return float((matrix[[0]] @ coef + intercept)[0, data.primary[0]])

    assert score(5.0) > score(1.0)


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
    headings = [
        "Daftar Isi",
        "BAB I PENDAHULUAN",
        "Sumber: Bappeda 2020",
        "Kepala Dinas, NIP 19",
        "Daftar Tabel",
    ]
    ears = Ears(learnt(headings), word_ngrams=(1, 2), char_ngrams=(3, 5))
    asked = ["Daftar Gambar", "Bank Sampah"]
    heard = ears.hear([text.lower().split() for text in asked], [Query(text) for text in asked])
    heading, program = heard.no_program
    assert heading > 0.5 > program


def test_what_a_text_looks_like_tells_too() -> None:
    scraps = [" ".join(label.text.lower().split()[:0:-1]) + "," for label in small_labels()]
    ears = Ears(learnt(scraps), word_ngrams=(1, 2), char_ngrams=(3, 5))
    asked = ["pembangunan jembatan desa,", "Pembangunan Jembatan Desa"]
    words = ["pembangunan", "jembatan", "desa"]
    scrap, name = ears.hear([words, words], [Query(text) for text in asked]).no_program
    assert scrap > name


def test_the_temperature_makes_confidence_meet_accuracy() -> None:
    # Two answers, a score of 1 for the first, right in 90 of 100 rows: log(0.9 / 0.1) = 2.197.
    scores = np.tile([1.0, 0.0], (100, 1))
    primary = np.array([0] * 90 + [1] * 10)
    factor = recipe.temperature(scores, primary)
    assert factor == pytest.approx(2.197, abs=0.01)
    assert softmax(scores * factor)[0, 0] == pytest.approx(0.9, abs=0.001)
