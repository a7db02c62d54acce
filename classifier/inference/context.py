"""What stands around a row: its program, OPD and indicators as evidence beside its own words.

Each is read by the same classifier as a text of its own, and its probabilities are
multiplied in with a weight, as independent experts would be (G. Hinton, 2002,
"Training products of experts by minimizing contrastive divergence"). A row that is
unsure of itself ("Rapat koordinasi dan evaluasi") leans on them more: the weight
grows with the entropy of its own probabilities. Experts are never quite sure, so a
wrong program cannot overrule plain words. `training.context_weights` fits the weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.fields import names, urusan
from classifier.records import Query

Floats = npt.NDArray[np.float64]

SOURCES = ("program", "opd", "indikator")
# A fitted source makes a row one "in context"; indicators only lean on the answer a little.
FITTED = ("program", "opd")
# Of an expert's probability, so much is spread over all subdimensions.
DOUBT = 0.1
_MOST_INDICATORS = 5


@dataclass(frozen=True, slots=True)
class Weight:
    """The power of an expert beside a row that is sure of itself, and what an unsure one adds to it."""

    sure: float
    unsure: float


def texts_of(query: Query) -> dict[str, str]:
    """The texts around a row by source; sources without words are left out.

    Where no program is named, the urusan that an official code begins with stands for it.
    """
    by_source = {
        "program": query.program if names.has_words(query.program) else urusan.of(query.kode),
        "opd": query.opd,
        "indikator": "; ".join(query.indikator[:_MOST_INDICATORS]),
    }
    return {source: text for source, text in by_source.items() if names.has_words(text)}


def pooled(
    own: Floats, experts: Mapping[str, tuple[npt.NDArray[np.intp], Floats]], weights: Mapping[str, Weight]
) -> Floats:
    """Own probabilities, (n, k), with those of the experts multiplied in; rows sum to 1.

    An expert is the rows it speaks for, (m,), and its probabilities for them, (m, k).
    """
    logs = np.log(np.maximum(own, 1e-12))
    entropy = -(own * logs).sum(axis=1) / np.log(own.shape[1])
    for source, (rows, probabilities) in experts.items():
        weight = weights.get(source)
        if weight is None or not len(rows):
            continue
        doubtful = (1 - DOUBT) * probabilities + DOUBT / own.shape[1]
        logs[rows] += (weight.sure + weight.unsure * entropy[rows])[:, None] * np.log(doubtful)
    powers = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def sharpened(probabilities: Floats, power: float) -> Floats:
    """Probabilities to a power, rows summing to 1: below 1 it takes confidence away."""
    powers = np.maximum(probabilities, 1e-12) ** power
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
