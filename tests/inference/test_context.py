import numpy as np
import pytest

from classifier.inference.context import LEANING, Floats, Ints, Weight, spoken, texts_of, together
from classifier.records import Query
from training import context_weights


def pooled(own: Floats, experts: dict[str, tuple[Ints, Floats]], weights: dict[str, Weight]) -> Floats:
    return together(own, spoken(own, experts, weights))


def row(*values: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([values])


def test_an_expert_that_agrees_makes_a_row_surer() -> None:
    own = row(0.6, 0.3, 0.1)
    product = pooled(own, {"program": (np.array([0]), row(0.8, 0.1, 0.1))}, {"program": Weight(0.5, 0.0)})
    assert product[0, 0] > 0.6
    np.testing.assert_allclose(product.sum(axis=1), 1)


def test_an_unsure_row_leans_on_its_program_more() -> None:
    program = {"program": (np.array([0]), row(0.1, 0.1, 0.8))}
    weights = {"program": Weight(0.2, 1.0)}
    unsure, sure = row(0.4, 0.3, 0.3), row(0.98, 0.01, 0.01)
    assert pooled(unsure, program, weights)[0].argmax() == 2
    assert pooled(sure, program, weights)[0].argmax() == 0


def test_a_wrong_program_cannot_overrule_plain_words_however_sure_it_is() -> None:
    own = row(0.99, 0.005, 0.005)
    product = pooled(own, {"program": (np.array([0]), row(0.0, 0.0, 1.0))}, {"program": Weight(1.0, 0.3)})
    assert product[0].argmax() == 0


def test_rows_without_surroundings_and_sources_without_weight_stay_as_they_are() -> None:
    own = np.array([[0.6, 0.4], [0.3, 0.7]])
    experts = {"program": (np.array([1]), row(0.9, 0.1)), "opd": (np.array([0]), row(0.9, 0.1))}
    product = pooled(own, experts, {"program": Weight(0.5, 0.5)})
    np.testing.assert_allclose(product[0], own[0])
    assert product[1, 0] > own[1, 0]


def test_rows_of_documents_lean_to_what_those_have_more_of() -> None:
    own = np.array([[0.5, 0.5], [0.5, 0.5]])
    experts = {"opd": (np.array([1]), row(0.5, 0.5))}
    said = spoken(own, experts, {"opd": Weight(1.0, 0.0)}, leaning=(1.0, -1.0))
    assert said[LEANING][0].tolist() == [1]
    product = together(own, said)
    np.testing.assert_allclose(product[0], [0.5, 0.5])
    assert product[1, 0] > 0.8


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query("x"), {}),
        (Query("x", program="Program Pendidikan", opd="-"), {"program": "Program Pendidikan"}),
        (Query("x", indikator=("Jumlah guru", "Rasio murid")), {"indikator": "Jumlah guru; Rasio murid"}),
        (Query("x", kode="1.02.02.2.01.0003"), {"program": "kesehatan"}),
        (Query("x", kode="1.02.01.2.05"), {"program": "Program Penunjang Urusan Pemerintahan Daerah"}),
        (Query("x", kode="1.05.27.04"), {}),
        (Query("x", kode="1.02.02.2.01", program="Program Gizi"), {"program": "Program Gizi"}),
    ],
)
def test_what_stands_around_a_row_is_read_by_source(query: Query, expected: dict[str, str]) -> None:
    assert texts_of(query) == expected


def test_weights_are_found_where_the_surroundings_tell_what_the_text_does_not() -> None:
    generator = np.random.default_rng(1)
    primary = generator.integers(0, 3, 300)
    own = np.full((300, 3), 1 / 3)
    experts_say = np.full((300, 3), 0.05)
    experts_say[np.arange(300), primary] = 0.9
    rows = np.arange(300)
    weights, leaning = context_weights.fitted(own, {"program": (rows, experts_say)}, primary, np.ones(300))
    product = pooled(own, {"program": (rows, experts_say)}, weights)
    assert (product.argmax(axis=1) == primary).all()
    assert set(weights) == {"program", "indikator"}
    assert weights["indikator"] == context_weights.INDICATOR
    assert sum(leaning) == pytest.approx(0.0, abs=1e-3)


def test_what_documents_have_more_of_is_learnt_from_them() -> None:
    primary = np.array([0] * 240 + [1] * 60, dtype=np.intp)
    unsure = np.full((300, 2), 0.5)
    _, leaning = context_weights.fitted(unsure, {"opd": (np.arange(300), unsure)}, primary, np.ones(300))
    assert leaning[0] > 0.2
    assert leaning[1] < -0.2


def test_too_few_rows_with_surroundings_fit_nothing() -> None:
    own = np.full((10, 3), 1 / 3)
    fitted = context_weights.fitted(
        own, {"program": (np.arange(10), own)}, np.zeros(10, dtype=np.intp), np.ones(10)
    )
    assert fitted == ({"indikator": context_weights.INDICATOR}, (0.0, 0.0, 0.0))


def test_swapping_keeps_the_rows_and_moves_what_stands_around_them() -> None:
    experts = {"opd": (np.array([3, 5, 8]), np.arange(9.0).reshape(3, 3))}
    rows, moved = context_weights.swapped(experts)["opd"]
    assert rows.tolist() == [3, 5, 8]
    assert sorted(moved[:, 0].tolist()) == [0.0, 3.0, 6.0]
