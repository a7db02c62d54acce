"""What stands around a row: its program, OPD and indicators as evidence beside its own words.

Program and indicators are read by the same classifier as texts of their own; an agency's name by a small
one of names of agencies, as most of their words mean bureaucracy in a text ("Dinas"); a code by what was
decided for it (`classifier.inference.codes`). Their probabilities are
multiplied in with a weight, as independent experts would be (G. Hinton, 2002,
"Training products of experts by minimizing contrastive divergence"). A row that is
unsure of itself ("Rapat koordinasi dan evaluasi") leans on them more: the weight
grows with the entropy of its own probabilities. Experts are never quite sure, so a
wrong program cannot overrule plain words. `training.context_weights` fits the weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.fields import names, urusan
from classifier.records import EvidenceSource, Query

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

SOURCES = ("program", "opd", "kode", "indikator")
# What puts a row into context; indicators only lean on the answer a little.
SPEAKING: tuple[EvidenceSource, ...] = ("program", "opd", "kode")
# How rows of documents differ from labelled ones is added under this name.
LEANING = "document"
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


def doubted(probabilities: Floats) -> Floats:
    """An expert's probabilities, (m, k), never quite sure."""
    return np.asarray((1 - DOUBT) * probabilities + DOUBT / probabilities.shape[1])


def spoken(
    own: Floats,
    experts: Mapping[str, tuple[Ints, Floats]],
    weights: Mapping[str, Weight],
    leaning: Sequence[float] = (),
) -> dict[str, tuple[Ints, Floats]]:
    """What each source adds to the log-odds of the rows it speaks for, (m,) and (m, k).

    `own` are the rows' own probabilities, (n, k); an expert is the rows it speaks for, (m,), and its
    probabilities for them, (m, k). One without a weight says nothing. Rows whose agency is known
    stand in a document, and `leaning` (k,) is what those have more of than labelled data.
    """
    logs = np.log(np.maximum(own, 1e-12))
    entropy = -(own * logs).sum(axis=1) / np.log(own.shape[1])
    said = {}
    for source, (rows, probabilities) in experts.items():
        weight = weights.get(source)
        if weight is not None and len(rows):
            power = (weight.sure + weight.unsure * entropy[rows])[:, None]
            said[source] = (rows, power * np.log(doubted(probabilities)))
    if leaning and "opd" in said:
        rows, _ = said["opd"]
        said[LEANING] = (rows, np.broadcast_to(np.array(leaning), (len(rows), own.shape[1])))
    return said


def together(own: Floats, said: Mapping[str, tuple[Ints, Floats]]) -> Floats:
    """Own probabilities, (n, k), with what was said multiplied in; rows sum to 1."""
    logs = np.log(np.maximum(own, 1e-12))
    for rows, added in said.values():
        logs[rows] += added
    powers = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
