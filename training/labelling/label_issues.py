"""Which labels look wrong: those that models trained without them contradict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from classifier.records import Label
from training import train
from training.cross_validation import held_out
from training.dataset import Dataset
from training.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Issue:
    """A label that the rest of the data contradicts.

    `confidence` is that of the `suggested` subdimension, `own` the probability of the label's own;
    both are held out, in 0..1.
    """

    label: Label
    suggested: str
    confidence: float
    own: float


def issues(
    data: Dataset, *, jobs: int = 1, progress: Callable[[str], None] = lambda step: None
) -> list[Issue]:
    """Labels that models trained without them contradict, the most certain contradiction first.

    Ranked by the margin between the suggestion and the label's own probability, the
    "normalized margin" of C. Northcutt and others (2021), Confident Learning (https://arxiv.org/abs/1911.00068).
    Rows whose secondary label is the suggestion are no issue.
    """
    out = held_out(data, Recipe(), jobs=jobs, progress=progress)
    # What a row means may be told by its program alone.
    probabilities = train.answers_of(out, data, train.settle(out, data)).probabilities()
    best = probabilities.argmax(axis=1)
    own = probabilities[np.arange(len(data)), data.primary]
    confidence = probabilities.max(axis=1)
    contradicted = np.flatnonzero((best != data.primary) & (best != data.secondary))
    order = contradicted[np.argsort(own[contradicted] - confidence[contradicted], kind="stable")]
    return [
        Issue(data.labels[at], data.subdimensions[best[at]], float(confidence[at]), float(own[at]))
        for at in order.tolist()
    ]
