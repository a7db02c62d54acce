"""How weights are fitted: TF-IDF of stems and characters, and a linear SVM, one against the rest.

Chosen by grouped five-fold cross-validation on 9,122 rows, text alone:

| classifier                             | strict | lenient | log-loss | ECE   |
|----------------------------------------|--------|---------|----------|-------|
| logistic regression, C=10, secondaries | 0.847  | 0.917   | 0.500    | 0.021 |
| LinearSVC, words only (three folds)    | 0.865  | 0.916   | 0.490    | 0.032 |
| LinearSVC, no secondaries (three)      | 0.879  | 0.926   | 0.433    | 0.021 |
| LinearSVC, C=1, secondaries            | 0.880  | 0.934   | 0.409    | 0.021 |
| the same, words stemmed                | 0.885  | 0.937   | 0.399    | 0.020 |

A row with a secondary label is learnt a second time under it with little
weight: 0.1 and 0.2 gained alike, 0.3 lost strict accuracy, taking the weight from
the primary label lost more. Class weights, trigrams of words, n-grams across
words and binary counts did not help; words that occur once do (1.0 points). Pooling with
ComplementNB gained up to 0.5 points and lost calibration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier import features, texts
from classifier.features import Weights
from classifier.model import softmax
from training.dataset import Ints

NAME = "tfidf-linear-svc"
_SEED = 0


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a fit; n-gram lengths are (shortest, longest).

    `secondary_weight` is what a row counts under its secondary label, against 1
    under its primary one.
    """

    word_ngrams: tuple[int, int] = (1, 2)
    char_ngrams: tuple[int, int] = (3, 5)
    word_min_rows: int = 1
    char_min_rows: int = 1
    c: float = 1.0
    secondary_weight: float = 0.2

    def settings(self) -> Mapping[str, float | str]:
        """The settings that a card does not hold elsewhere."""
        return {
            "name": NAME,
            "word_min_rows": float(self.word_min_rows),
            "char_min_rows": float(self.char_min_rows),
            "c": self.c,
            "secondary_weight": self.secondary_weight,
        }


def fitted(prepared: Sequence[str], primary: Ints, secondary: Ints, recipe: Recipe) -> Weights:
    """Weights for prepared texts with their labels' columns, -1 for no secondary.

    Every column must occur in `primary`. The same rows in the same order give the
    same weights, kept as float32: half the file, and no probability moves by 1e-5.
    """
    from scipy.sparse import vstack  # type: ignore[import-untyped]
    from sklearn.svm import LinearSVC

    words = features.word_vectorizer(recipe.word_ngrams, min_df=recipe.word_min_rows)
    chars = features.char_vectorizer(recipe.char_ngrams, min_df=recipe.char_min_rows)
    matrix = features.side_by_side(
        words.fit_transform([texts.stems(text) for text in prepared]), chars.fit_transform(prepared)
    )
    also = np.flatnonzero(secondary >= 0)
    classifier = LinearSVC(C=recipe.c, random_state=_SEED)
    classifier.fit(
        vstack([matrix, matrix[also]], format="csr"),
        np.concatenate([primary, secondary[also]]),
        sample_weight=np.concatenate([np.ones(len(primary)), np.full(len(also), recipe.secondary_weight)]),
    )
    classifier.coef_ = classifier.coef_.astype(np.float32)
    classifier.intercept_ = classifier.intercept_.astype(np.float32)
    return Weights(features.terms(words), features.terms(chars), classifier)


def temperature(scores: npt.NDArray[np.float64], primary: Ints) -> float:
    """The factor on scores, (n_rows, 18), for which the softmax has the least log-loss.

    Guo et al. 2017, On Calibration of Modern Neural Networks, section 4.2
    (https://arxiv.org/abs/1706.04599); there scores are divided by it.
    """
    from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]

    rows = np.arange(len(primary))

    def loss(logarithm: float) -> float:
        probabilities = softmax(scores * np.exp(logarithm))
        return float(-np.log(np.maximum(probabilities[rows, primary], 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2.0, 4.0), method="bounded").x))
