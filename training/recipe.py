"""How weights are fitted: TF-IDF of stems and characters, and a sum of linear classifiers.

A `Recipe` names its features and its parts: a support vector machine, a ridge
regression and a complement naive Bayes read the same matrix, and their scores are
added with fixed weights. All three are linear, so the sum is one matrix of
weights: as fast as one of them, and what each word has added stays exact. They
err on different rows, which gains a point of accuracy and calibrates better.

A row with a secondary label is learnt a second time under it with little
weight. `training.recipe_search` measures what else was tried; its table is in the report
beside each model.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from classifier.inference import features, preprocessing
from classifier.inference.features import Matrix
from classifier.inference.model import softmax
from training.dataset import Bools, Ints
from training.evaluate import log_loss

Floats = npt.NDArray[np.float64]
Kind = Literal["svc", "ridge", "nb"]
_SEED = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One linear classifier: `strength` is its own C or alpha, `weight` its share in the sum."""

    kind: Kind
    strength: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Blocks:
    """What a text is turned into; n-gram lengths are (shortest, longest)."""

    word_ngrams: tuple[int, int] = (1, 2)
    char_ngrams: tuple[int, int] = (3, 5)
    stemmed: bool = True


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a fit.

    `secondary_weight` is what a row counts under its secondary label, against 1
    under its primary one; `printed_weight` what a text counts that a document prints.
    """

    blocks: Blocks = Blocks()
    parts: tuple[Part, ...] = (Part("svc", 1.0), Part("ridge", 0.5, 1.28), Part("nb", 0.1, 0.24))
    secondary_weight: float = 0.2
    printed_weight: float = 2.0

    def settings(self) -> Mapping[str, Any]:
        """The settings as JSON writes and reads them."""
        settings: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(self)))
        return settings


def fitted_blocks(prepared: Sequence[str], blocks: Blocks) -> tuple[Any, Any, Matrix]:
    """Both vectorizers, fitted, and the matrix of the texts they were fitted on."""
    words = features.word_vectorizer(blocks.word_ngrams)
    chars = features.char_vectorizer(blocks.char_ngrams)
    matrix = features.side_by_side(
        words.fit_transform(_word_texts(prepared, blocks)), chars.fit_transform(prepared)
    )
    return words, chars, matrix


def transformed(words: Any, chars: Any, prepared: Sequence[str], blocks: Blocks) -> Matrix:
    """The matrix of other texts by fitted vectorizers."""
    return features.side_by_side(words.transform(_word_texts(prepared, blocks)), chars.transform(prepared))


def _word_texts(prepared: Sequence[str], blocks: Blocks) -> list[str]:
    return [preprocessing.stems(text) for text in prepared] if blocks.stemmed else list(prepared)


def part_weights(
    part: Part,
    matrix: Matrix,
    primary: Ints,
    secondary: Ints,
    secondary_weight: float,
    weights_of_rows: Floats | None = None,
) -> tuple[Floats, Floats]:
    """Weights (n_terms, k) and intercepts (k,) of one part before its share; every column must occur.

    `weights_of_rows` (n,) is what each row counts, 1 without it.

    The same rows in the same order give the same weights.
    """
    from scipy.sparse import vstack  # type: ignore[import-untyped]

    also = np.flatnonzero(secondary >= 0) if secondary_weight else np.zeros(0, dtype=np.intp)
    classifier = _classifier(part)
    counts = np.ones(len(primary)) if weights_of_rows is None else weights_of_rows
    classifier.fit(
        vstack([matrix, matrix[also]], format="csr"),
        np.concatenate([primary, secondary[also]]),
        sample_weight=np.concatenate([counts, counts[also] * secondary_weight]),
    )
    if part.kind == "nb":
        weights = np.asarray(classifier.feature_log_prob_, dtype=np.float64)
        # Only differences between the classes count; small numbers keep their digits in float32.
        return (weights - weights.mean(axis=0)).T, np.zeros(len(weights))
    return np.asarray(classifier.coef_, dtype=np.float64).T, np.asarray(
        classifier.intercept_, dtype=np.float64
    )


def _classifier(part: Part) -> Any:
    from sklearn.linear_model import RidgeClassifier
    from sklearn.naive_bayes import ComplementNB
    from sklearn.svm import LinearSVC

    if part.kind == "svc":
        return LinearSVC(C=part.strength, random_state=_SEED)
    if part.kind == "ridge":
        return RidgeClassifier(alpha=part.strength, solver="sparse_cg", random_state=_SEED)
    return ComplementNB(alpha=part.strength)


def summed(
    matrix: Matrix, primary: Ints, secondary: Ints, recipe: Recipe, *, printed: Bools | None = None
) -> tuple[Floats, Floats]:
    """Weights and intercepts of all parts at their shares; `printed` (n,) rows count as the recipe says."""
    coef: Floats | float = 0.0
    intercept: Floats | float = 0.0
    counts = None if printed is None else np.where(printed, recipe.printed_weight, 1.0)
    for part in recipe.parts:
        weights, offsets = part_weights(part, matrix, primary, secondary, recipe.secondary_weight, counts)
        coef, intercept = coef + part.weight * weights, intercept + part.weight * offsets
    return np.asarray(coef), np.asarray(intercept)


def tempered(scores: Floats, primary: Ints) -> Floats:
    """Scores (n_rows, 18) as probabilities, as sure as they may be: by the one factor that fits them best."""
    return softmax(scores * temperature(scores, primary))


def temperature(scores: Floats, primary: Ints) -> float:
    """The factor on scores, (n_rows, 18), for which the softmax has the least log-loss.

    Guo et al. 2017, On Calibration of Modern Neural Networks, section 4.2
    (https://arxiv.org/abs/1706.04599); there scores are divided by it.
    """
    from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]

    def loss(logarithm: float) -> float:
        return log_loss(softmax(scores * np.exp(logarithm)), primary)

    return float(np.exp(minimize_scalar(loss, bounds=(-4.0, 4.0), method="bounded").x))
