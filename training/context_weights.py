"""How much program and OPD weigh beside a row's own words, and how sure the answer then is.

Fitted on held-out probabilities of the labelled rows that have something around them,
so that neither the row nor its near-duplicates taught the model that reads it. A part
of the rows is given the surroundings of another row: a document that is cut or
misread must not overrule plain words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from classifier.inference.context import SOURCES, SPEAKING, Floats, Weight, doubted
from classifier.inference.model import softmax
from training.dataset import Ints
from training.evaluate import log_loss

# Of the fitted rows, so many more with surroundings that are not theirs.
WRONG_SHARE = 0.15
# What stands until enough labelled rows have indicators.
INDICATOR = Weight(0.05, 0.25)
# So many rows more are worth an offset of 1 in what documents lean to.
_LEANING_COST = 1e-3
_SEED = 11
_LEAST_ROWS = 50


def fitted(
    own: Floats, around: Mapping[str, tuple[Ints, Floats]], primary: Ints, counts: Floats
) -> tuple[dict[str, Weight], tuple[float, ...]]:
    """The weights of the sources, and what rows of documents lean to, by least log-loss.

    `own` are held-out probabilities (n, k), `around` the rows and probabilities of each
    source, `primary` (n,) the labels, `counts` (n,) what each row counts. A source with too few rows gets no
    weight, indicators one that is set.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    k = own.shape[1]
    sources = [source for source in SOURCES if source in around and len(around[source][0]) >= _LEAST_ROWS]
    if not any(source in sources for source in SPEAKING):
        return {"indikator": INDICATOR}, (0.0,) * k
    experts = {source: around[source] for source in sources}
    rows = np.unique(np.concatenate([experts[source][0] for source in SPEAKING if source in experts]))
    wrong = swapped(experts)
    logs = np.log(np.maximum(own, 1e-12))
    entropy = (-(own * logs).sum(axis=1) / np.log(k))[rows]
    parts = [
        (share, [_speech(own, rows, now[source]) for source in sources])
        for share, now in ((1.0, experts), (WRONG_SHARE, wrong))
    ]
    labels, weighed = primary[rows], counts[rows] / counts[rows].sum()
    place = np.arange(len(rows))
    # Only where an agency is known a row stands in a document for certain.
    leans = np.isin(rows, experts["opd"][0])[:, None] if "opd" in experts else np.zeros((len(rows), 1))

    def loss(values: Floats) -> tuple[float, Floats]:
        weights, leaning, power = (
            values[: 2 * len(sources)],
            values[2 * len(sources) : -1],
            np.exp(values[-1]),
        )
        total = _LEANING_COST * float((leaning**2).sum())
        slope = np.zeros_like(values)
        slope[2 * len(sources) : -1] = 2 * _LEANING_COST * leaning
        for share, speeches in parts:
            product = logs[rows] + leaning * leans
            for at, speech in enumerate(speeches):
                product = product + (weights[2 * at] + weights[2 * at + 1] * entropy)[:, None] * speech
            # How sure to be is settled by calibration: it only must not be paid for with the weights.
            probabilities = softmax(product * power)
            total += share * log_loss(probabilities, labels, weighed)
            wrongness = probabilities
            wrongness[place, labels] -= 1
            wrongness *= share * weighed[:, None]
            for at, speech in enumerate(speeches):
                gained = (wrongness * speech).sum(axis=1) * power
                slope[2 * at] += gained.sum()
                slope[2 * at + 1] += (gained * entropy).sum()
            slope[2 * len(sources) : -1] += (wrongness * leans).sum(axis=0) * power
            slope[-1] += (wrongness * product).sum() * power
        return total, slope

    start = np.array([0.2, 0.3] * len(sources) + [0.0] * (k + 1))
    bounds = [(0.0, 3.0)] * (2 * len(sources)) + [(-3.0, 3.0)] * k + [(-1.5, 1.0)]
    best = np.round(minimize(loss, start, bounds=bounds, jac=True, method="L-BFGS-B").x, 4)
    leaning = best[2 * len(sources) : -1]
    return {"indikator": INDICATOR, **_weights(sources, best)}, tuple(
        (leaning - leaning.mean()).round(4).tolist()
    )


def _speech(own: Floats, rows: Ints, expert: tuple[Ints, Floats]) -> Floats:
    """What an expert says of `rows`, (m, k), as it is multiplied in; nothing where it does not speak."""
    speakers, probabilities = expert
    said = np.zeros_like(own)
    said[speakers] = np.log(doubted(probabilities))
    return said[rows]


def swapped(experts: Mapping[str, tuple[Ints, Floats]]) -> dict[str, tuple[Ints, Floats]]:
    """The same rows with what stood around others of them."""
    generator = np.random.default_rng(_SEED)
    return {
        source: (rows, probabilities[generator.permutation(len(rows))])
        for source, (rows, probabilities) in experts.items()
    }


def _weights(sources: Sequence[str], values: Floats) -> dict[str, Weight]:
    return {
        source: Weight(float(values[2 * at]), float(values[2 * at + 1])) for at, source in enumerate(sources)
    }
