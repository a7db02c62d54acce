import dataclasses

import numpy as np
import pytest

from classifier.inference import preprocessing
from classifier.inference.predict import decide, predictions, word_weights
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
    asked = ["Pengangkutan sampah dan bank sampah, sampah organik", "", "guru sekolah dasar"]
    queries = [Query(text) for text in [*asked, asked[0]]]
    words = [[word.prepared for word in preprocessing.words(query.text)] for query in queries]
    answer = model.answer(words, queries)
    # The first text is asked twice, for two subdimensions.
    columns = np.array([16, 0, 13, 3])
    weights = word_weights(model, answer, columns)
    assert [len(one) for one in weights] == [7, 0, 3, 7]
    for at, one in enumerate(weights):
        line = answer.reading.matrix[[answer.line[at]]]
        assert sum(one) == pytest.approx(
            float(line.data @ model.log_odds[line.indices, columns[at]]), rel=1e-4, abs=1e-6
        )


def test_more_queries_than_a_slice_keep_their_order() -> None:
    texts_given = ["bank sampah", "jembatan"] * 2500
    found = predictions(small_model(), [Query(text) for text in texts_given], evidence=False)
    assert len(found) == 5000
    assert {p.subdimension for p in found[::2]} == {"environment.tata-kelola-sampah"}
    assert {p.subdimension for p in found[1::2]} == {"living.transportasi-logistik"}


CARD = dataclasses.replace(
    small_model().card,
    review_below=0.7,
    review_below_in_context=0.6,
    known_share=0.5,
    no_program_above=0.8,
)


def needs_review(confidence: float, known: tuple[int, int] = (2, 4), **said: float) -> bool:
    rest = (1 - confidence) / 17
    return decide([3, 0, 1], [confidence, rest, rest], CARD, known=known, **said).review  # type: ignore[arg-type]


def test_a_confidence_at_the_threshold_needs_no_review() -> None:
    assert not needs_review(0.7)
    assert needs_review(0.69)


def test_rows_in_context_have_a_threshold_of_their_own() -> None:
    assert not needs_review(0.6, in_context=True)
    assert needs_review(0.59, in_context=True)


def test_too_few_known_words_need_review() -> None:
    assert needs_review(0.9, (1, 3))
    assert needs_review(0.9, (0, 0))


def test_a_text_that_names_no_program_needs_review() -> None:
    assert needs_review(0.99, no_program=0.81)
    assert not needs_review(0.99, no_program=0.8)


def test_equal_probabilities_are_decided_by_the_order_of_the_taxonomy() -> None:
    model = small_model()
    (found,) = predictions(model, [Query("")])
    order = np.argsort(-model.probabilities([Query("")])[0], kind="stable")[:3]
    assert [found.subdimension, *(one.subdimension for one in found.alternatives)] == [
        model.card.subdimensions[at] for at in order
    ]
