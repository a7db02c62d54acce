"""Whether a person should look at a row: the review thresholds of a model's card, applied.

Three doubts send a row to review: the model is less sure than the card's threshold, it knows too
few of the row's words for its confidence to mean much, or the text names no program at all.
`training.train.settle` sets the thresholds on held-out rows.
"""

from __future__ import annotations

from classifier.inference.calibration import Setting
from classifier.inference.card import Card


def needs_review(
    confidence: float,
    card: Card,
    *,
    known: tuple[int, int],
    setting: Setting = "alone",
    no_program: float = 0.0,
) -> bool:
    """Whether a person should look at a row whose label has this `confidence`, 0..1.

    `known` is (words that the labelled data had, words in all); no known word counts as too few.
    `setting` says what spoke beside its own words, `no_program` how probably it names none. At a
    threshold of 1 every row is for review: no confidence was high enough when the model was trained.
    """
    threshold = card.review_below[setting]
    is_unsure = confidence < threshold or threshold >= 1
    n_known, n_words = known
    is_unknown = n_known == 0 or n_known < card.known_share * n_words
    return is_unsure or is_unknown or no_program > card.no_program_above
