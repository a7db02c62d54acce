"""What simple models give on the same rows in the same folds, and what more rows would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from training import dataset, recipe
from training.dataset import Dataset, Ints
from training.evaluate import Answers, Measures, measures
from training.recipe import Floats, Recipe

_SHARES = (0.1, 0.2, 0.4, 0.7, 1.0)
_SEED = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a learning curve: rows learnt from, and what they gave."""

    n: int
    strict: float
    lenient: float


def measured(data: Dataset) -> dict[str, Measures]:
    """The measures of three baselines, cross-validated, hard cases left out; none leaves a row for review."""
    held_out = {name: np.zeros((len(data), len(data.subdimensions))) for name in _NAMES}
    for fit, held in dataset.folds(data):
        prepared = [data.prepared[at] for at in fit]
        asked = [data.prepared[at] for at in held]
        for name, scores in _fold(prepared, data.primary[fit], asked, len(data.subdimensions)).items():
            held_out[name][held] = scores
    return {name: _measures(scores, data) for name, scores in held_out.items()}


_NAMES = ("majority", "nearest centroid", "TF-IDF + logistic regression")


def _fold(prepared: list[str], primary: Ints, asked: list[str], n: int) -> dict[str, Floats]:
    """Scores of each baseline for the texts asked."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = TfidfVectorizer(sublinear_tf=True)
    matrix, others = vectorizer.fit_transform(prepared), vectorizer.transform(asked)
    shares = np.bincount(primary, minlength=n) / len(primary)
    centroids = np.stack([np.asarray(matrix[primary == c].mean(axis=0)).ravel() for c in range(n)])
    centroids /= np.maximum(np.linalg.norm(centroids, axis=1, keepdims=True), 1e-12)
    logistic: Any = LogisticRegression(max_iter=300).fit(matrix, primary)
    return {
        "majority": np.tile(np.log(np.maximum(shares, 1e-9)), (len(asked), 1)),
        "nearest centroid": np.asarray(others @ centroids.T),
        "TF-IDF + logistic regression": logistic.decision_function(others),
    }


def _measures(scores: Floats, data: Dataset) -> Measures:
    plain = data.is_plain
    answers = Answers.of(recipe.tempered(scores[plain], data.primary[plain]))
    return measures(answers, data.primary[plain], data.secondary[plain])


def learning_curve(data: Dataset, settings: Recipe) -> list[Point]:
    """Accuracy on one held-out fold, learnt from growing shares of the others."""
    fit, held = dataset.folds(data)[0]
    held = held[data.is_plain[held]]
    shuffled = np.random.default_rng(_SEED).permutation(fit)
    points = []
    for share in _SHARES:
        rows = np.sort(shuffled[: max(1, round(share * len(shuffled)))])
        has_all = np.bincount(data.primary[rows], minlength=len(data.subdimensions)).all()
        if not has_all:
            continue
        words, chars, matrix = recipe.fitted_blocks([data.prepared[at] for at in rows], settings.blocks)
        coef, intercept = recipe.summed(matrix, data.primary[rows], data.secondary[rows], settings)
        asked = recipe.transformed(words, chars, [data.prepared[at] for at in held], settings.blocks)
        best = (asked @ coef + intercept).argmax(axis=1)
        strict = best == data.primary[held]
        lenient = strict | (best == data.secondary[held])
        points.append(Point(len(rows), float(strict.mean()), float(lenient.mean())))
    return points
