import dataclasses

import numpy as np
import pytest
from smallmodel import small_model

from classifier import texts
from classifier.predict import decide, predictions, word_weights
from classifier.records import Query


def test_predictions_come_in_the_order_of_the_queries() -> None:
    queries = [Query("bank sampah"), Query("jalan dan jembatan"), Query("bank sampah"), Query("guru sekolah")]
    assert [p.subdimension for p in predictions(small_model(), queries)] == [
        "environment.tata-kelola-sampah",
        "living.transportasi-logistik",
        "environment.tata-kelola-sampah",
        "society.sistem-edukasi",
    ]


def test_a_prediction_names_its_model_and_the_next_two() -> None:
    (found,) = predictions(small_model(), [Query("imunisasi balita")])
    assert found.model == small_model().card.id
    assert found.dimension == "living"
    assert len(found.alternatives) == 2
    assert 1 >= found.confidence > found.alternatives[0].confidence >= found.alternatives[1].confidence >= 0
    assert len({found.subdimension, *(one.subdimension for one in found.alternatives)}) == 3


@pytest.mark.parametrize("text", ["", "-", "12.345", "...", "\ud800", "A. 1)", "\u00ad"])
def test_a_text_without_words_gets_a_prediction_for_review(text: str) -> None:
    (found,) = predictions(small_model(), [Query(text)])
    assert found.review
    assert found.evidence == ()
    assert 0 < found.confidence <= 1


def test_a_text_of_unknown_words_is_for_review_whatever_the_confidence() -> None:
    trusting = small_model()
    (found,) = predictions(trusting, [Query("qwertz zxcvb sampah")])
    assert found.review


def test_no_queries_give_no_predictions() -> None:
    assert predictions(small_model(), []) == []


def test_evidence_is_the_rows_own_words_as_printed() -> None:
    (found,) = predictions(small_model(), [Query("1. Pengangkutan SAMPAH Pasar")])
    assert found.evidence[0].term == "SAMPAH"
    assert {one.term for one in found.evidence} <= {"Pengangkutan", "SAMPAH", "Pasar"}
    weights = [one.weight for one in found.evidence]
    assert weights == sorted(weights, reverse=True)
    assert min(weights) > 0


def test_at_most_five_words_are_evidence() -> None:
    (found,) = predictions(
        small_model(), [Query("guru sekolah dasar dan beasiswa siswa miskin guru sekolah")]
    )
    assert len(found.evidence) == 5
    assert len({one.term for one in found.evidence}) == 5


def test_evidence_can_be_left_out() -> None:
    (found,) = predictions(small_model(), [Query("bank sampah")], evidence=False)
    (with_evidence,) = predictions(small_model(), [Query("bank sampah")])
    assert found == dataclasses.replace(with_evidence, evidence=())


def test_the_words_weights_add_up_to_what_the_text_adds() -> None:
    model = small_model()
    text = "Pengangkutan sampah dan bank sampah, sampah organik"
    line = model.features.matrix([texts.prepared(text)])
    column = 16
    weights = word_weights(model, texts.words(text), column, line.indices, line.data)
    assert sum(weights.values()) == pytest.approx(
        float(line.data @ model.log_odds[column, line.indices]), rel=1e-5
    )
    assert set(weights) == {"Pengangkutan", "sampah", "dan", "bank", "organik"}


def test_more_queries_than_a_slice_keep_their_order() -> None:
    texts_given = ["bank sampah", "jembatan"] * 2500
    found = predictions(small_model(), [Query(text) for text in texts_given], evidence=False)
    assert len(found) == 5000
    assert {p.subdimension for p in found[::2]} == {"environment.tata-kelola-sampah"}
    assert {p.subdimension for p in found[1::2]} == {"living.transportasi-logistik"}


def probabilities(first: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values = np.full(18, (1 - first) / 17)
    values[3] = first
    return values


def test_a_confidence_at_the_threshold_needs_no_review() -> None:
    card = dataclasses.replace(small_model().card, review_below=0.7, known_share=0.5)
    assert not decide(probabilities(0.7), card, n_known=2, n_words=4).review
    assert decide(probabilities(0.69), card, n_known=2, n_words=4).review


def test_too_few_known_words_need_review() -> None:
    card = dataclasses.replace(small_model().card, review_below=0.7, known_share=0.5)
    assert decide(probabilities(0.9), card, n_known=1, n_words=3).review
    assert decide(probabilities(0.9), card, n_known=0, n_words=0).review


def test_equal_probabilities_are_decided_by_the_order_of_the_taxonomy() -> None:
    card = small_model().card
    found = decide(np.full(18, 1 / 18), card, n_known=1, n_words=1)
    assert found.subdimension == card.subdimensions[0]
    assert [one.subdimension for one in found.alternatives] == list(card.subdimensions[1:3])
