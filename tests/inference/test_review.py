import dataclasses

from classifier.inference.predict import prediction
from classifier.inference.review import needs_review, review_threshold
from tests.support.small_model import small_model

CARD = dataclasses.replace(
    small_model().card,
    review_below=0.7,
    review_below_in_context=0.6,
    known_share=0.5,
    no_program_above=0.8,
)


def test_a_confidence_at_the_threshold_needs_no_review() -> None:
    assert not needs_review(0.7, CARD, known=(2, 4))
    assert needs_review(0.69, CARD, known=(2, 4))


def test_rows_in_context_have_a_threshold_of_their_own() -> None:
    assert not needs_review(0.6, CARD, known=(2, 4), in_context=True)
    assert needs_review(0.59, CARD, known=(2, 4), in_context=True)
    assert review_threshold(CARD, in_context=True) == 0.6
    assert review_threshold(CARD, in_context=False) == 0.7


def test_a_threshold_of_one_sends_every_row_to_review() -> None:
    card = dataclasses.replace(CARD, review_below=1.0)
    assert needs_review(1.0, card, known=(4, 4))


def test_too_few_known_words_need_review() -> None:
    assert needs_review(0.9, CARD, known=(1, 3))
    assert needs_review(0.9, CARD, known=(0, 0))


def test_a_text_that_names_no_program_needs_review() -> None:
    assert needs_review(0.99, CARD, known=(2, 4), no_program=0.81)
    assert not needs_review(0.99, CARD, known=(2, 4), no_program=0.8)


def test_a_prediction_says_whether_it_needs_review() -> None:
    unsure, sure = ([confidence, 0.1, 0.1] for confidence in (0.69, 0.7))
    assert prediction([3, 0, 1], unsure, CARD, known=(2, 4)).review
    assert not prediction([3, 0, 1], sure, CARD, known=(2, 4)).review
    assert prediction([3, 0, 1], sure, CARD, known=(1, 4)).review
    assert prediction([3, 0, 1], sure, CARD, known=(2, 4), no_program=0.9).review
