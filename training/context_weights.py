"""How much program and OPD weigh beside a row's own words, and how sure the answer then is.

Fitted on held-out probabilities of the labelled rows that have something around them,
so that neither the row nor its near-duplicates taught the model that reads it. A part
of the rows is given the surroundings of another row: a document that is cut or
misread must not overrule plain words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from classifier.inference.context import SOURCES, Floats, Weight, pooled, sharpened
from training.dataset import Ints
from training.evaluate import log_loss

# Of the fitted rows, so many more with surroundings that are not theirs.
WRONG_SHARE = 0.15
# Labelled rows name no indicators, so the weight of what a planner writes there is set, not fitted.
INDICATOR = Weight(0.05, 0.25)
_SEED = 11
_LEAST_ROWS = 50


def fitted(
    own: Floats, around: Mapping[str, tuple[Ints, Floats]], primary: Ints
) -> tuple[dict[str, Weight], float]:
    """The weights of the sources and the power of the product, by least log-loss.

    `own` are held-out probabilities (n, k), `around` the rows and probabilities of each
    source, `primary` (n,) the labels. A source with too few rows gets no weight.
    """
    from scipy.optimize import minimize, minimize_scalar  # type: ignore[import-untyped]

    sources = [source for source in SOURCES if source in around and len(around[source][0]) >= _LEAST_ROWS]
    if not sources:
        return {}, 1.0
    experts = {source: around[source] for source in sources}
    rows = np.unique(np.concatenate([speakers for speakers, _ in experts.values()]))
    wrong = swapped(experts)

    def loss(values: Floats) -> float:
        weights = _weights(sources, values)
        total = 0.0
        for experts_now, share in ((experts, 1.0), (wrong, WRONG_SHARE)):
            together = sharpened(pooled(own, experts_now, weights)[rows], float(np.exp(values[-1])))
            total += share * log_loss(together, primary[rows])
        return total

    start = np.array([0.2, 0.3] * len(sources) + [0.0])
    bounds = [(0.0, 3.0)] * (2 * len(sources)) + [(-1.5, 1.0)]
    best = minimize(loss, start, bounds=bounds, method="L-BFGS-B").x
    weights = _weights(sources, np.round(best, 4))
    together = pooled(own, experts, weights)[rows]

    def own_loss(logarithm: float) -> float:
        return log_loss(sharpened(together, float(np.exp(logarithm))), primary[rows])

    # How sure to be is settled on rows as they are; being wary of wrong surroundings is in the weights.
    power = float(np.exp(minimize_scalar(own_loss, bounds=(-1.5, 1.0), method="bounded").x))
    return {**weights, "indikator": INDICATOR}, round(power, 4)


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
