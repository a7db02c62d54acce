import dataclasses

import numpy as np
import pytest

from classifier.inference import preprocessing
from classifier.inference.predict import predictions, word_weights
from classifier.records import Query
from tests.support.small_model import small_model


def test_predictions_come_in_the_order_of_the_queries() -> None:
    queries = [Query("bank sampah"), Query("jalan dan jembatan"), Query("bank sampah"), Query("guru sekolah")]
    assert [p.subdimension for p in predictions(small_model(), queries)] == [
        "environment.tata-kelola-sampah",
        "living.transportasi-logistik",
        "environment.tata-kelola-sampah",
        "society.sistem-edukasi",
    ]


def test_a_prediction_names_its_model_and_the_next_two() -> None:
    (prediction,) = predictions(small_model(), [Query("imunisasi balita")])
    assert prediction.model == small_model().card.id
    assert prediction.dimension == "living"
    assert len(prediction.alternatives) == 2
    assert (
        1
        >= prediction.confidence
        > prediction.alternatives[0].confidence
        >= prediction.alternatives[1].confidence
        >= 0
    )
    assert len({prediction.subdimension, *(other.subdimension for other in prediction.alternatives)}) == 3


@pytest.mark.parametrize("text", ["", "-", "12.345", "...", "\ud800", "A. 1)", "\u00ad"])
def test_a_text_without_words_gets_a_prediction_for_review(text: str) -> None:
    (prediction,) = predictions(small_model(), [Query(text)])
    assert prediction.review
    assert prediction.evidence == ()
    assert 0 < prediction.confidence <= 1


def test_a_text_of_unknown_words_is_for_review_whatever_the_confidence() -> None:
    trusting = small_model()
    (prediction,) = predictions(trusting, [Query("qwertz zxcvb sampah")])
    assert prediction.review


def test_no_queries_give_no_predictions() -> None:
    assert predictions(small_model(), []) == []


def test_evidence_is_the_rows_own_words_as_printed() -> None:
    (prediction,) = predictions(small_model(), [Query("1. Pengangkutan SAMPAH Pasar")])
    assert prediction.evidence[0].term == "SAMPAH"
    assert {word.term for word in prediction.evidence} <= {"Pengangkutan", "SAMPAH", "Pasar"}
    weights = [word.weight for word in prediction.evidence]
    assert weights == sorted(weights, reverse=True)
    assert min(weights) > 0


def test_at_most_five_words_are_evidence() -> None:
    (prediction,) = predictions(
        small_model(), [Query("guru sekolah dasar dan beasiswa siswa miskin guru sekolah")]
    )
    assert len(prediction.evidence) == 5
    assert len({word.term for word in prediction.evidence}) == 5


def test_evidence_can_be_left_out() -> None:
    (prediction,) = predictions(small_model(), [Query("bank sampah")], evidence=False)
    (with_evidence,) = predictions(small_model(), [Query("bank sampah")])
    assert prediction == dataclasses.replace(with_evidence, evidence=())


def test_the_words_weights_add_up_to_what_the_text_adds() -> None:
    model = small_model()
    asked = ["Pengangkutan sampah dan bank sampah, sampah organik", "", "guru sekolah dasar"]
    queries = [Query(text) for text in [*asked, asked[0]]]
    words = [[word.prepared for word in preprocessing.words(query.text)] for query in queries]
    answer = model.answer(words, queries)
    # The first text is asked twice, for two subdimensions.
    columns = np.array([16, 0, 13, 3])
    weights = word_weights(model, answer, columns)
    assert [len(text_weights) for text_weights in weights] == [7, 0, 3, 7]
    for at, text_weights in enumerate(weights):
        line = answer.reading.matrix[[answer.line[at]]]
        assert sum(text_weights) == pytest.approx(
            float(line.data @ model.log_odds[line.indices, columns[at]]), rel=1e-4, abs=1e-6
        )


def test_more_queries_than_a_slice_keep_their_order() -> None:
    texts_given = ["bank sampah", "jembatan"] * 2500
    predicted = predictions(small_model(), [Query(text) for text in texts_given], evidence=False)
    assert len(predicted) == 5000
    assert {p.subdimension for p in predicted[::2]} == {"environment.tata-kelola-sampah"}
    assert {p.subdimension for p in predicted[1::2]} == {"living.transportasi-logistik"}


def test_equal_probabilities_are_decided_by_the_order_of_the_taxonomy() -> None:
    model = small_model()
    (prediction,) = predictions(model, [Query("")])
    order = np.argsort(-model.probabilities([Query("")])[0], kind="stable")[:3]
    assert [prediction.subdimension, *(other.subdimension for other in prediction.alternatives)] == [
        model.card.subdimensions[at] for at in order
    ]
