import dataclasses

import pytest

from classifier.inference.calibration import Setting
from classifier.inference.predict import prediction
from classifier.inference.review import needs_review
from tests.support.small_model import small_model

CARD = dataclasses.replace(
    small_model().card,
    review_below={"alone": 0.7, "agency": 0.65, "program": 0.6},
    known_share=0.5,
    no_program_above=0.8,
)


def test_a_confidence_at_the_threshold_needs_no_review() -> None:
    assert not needs_review(0.7, CARD, known=(2, 4))
    assert needs_review(0.69, CARD, known=(2, 4))


@pytest.mark.parametrize(("setting", "below"), [("alone", 0.7), ("agency", 0.65), ("program", 0.6)])
def test_each_setting_has_a_threshold_of_its_own(setting: Setting, below: float) -> None:
    assert not needs_review(below, CARD, known=(2, 4), setting=setting)
    assert needs_review(below - 0.01, CARD, known=(2, 4), setting=setting)


def test_a_threshold_of_one_sends_every_row_to_review() -> None:
    card = dataclasses.replace(CARD, review_below={"alone": 1.0, "agency": 1.0, "program": 1.0})
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
