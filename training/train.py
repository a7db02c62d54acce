"""Labelled data to a model in its folder: cross-validate, set the threshold, fit, save.

Nothing is printed; `progress` is told what begins. The same data and recipe
give the same predictions, and, on the same day, the same id.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import numpy.typing as npt

from classifier import model as models
from classifier import texts
from classifier.card import Card
from classifier.features import Features, Weights
from classifier.model import softmax
from training import dataset, recipe
from training.dataset import Dataset
from training.evaluate import Answers, Line, Measures, lines, measures
from training.recipe import Recipe

# Of the rows that no person looks at, so many are to be right, or right by their secondary.
AUTO_RIGHT = 0.98
# Found on rows with a program's name (house.md: 2 to 3 points of accuracy); labelled
# data names none, so cross-validation cannot move it.
PROGRAM_EXPONENT = 0.3
KNOWN_SHARE = 0.5
_LIBRARIES = ("scikit-learn", "spacy", "PyStemmer", "skops", "numpy", "petakota")


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Every row as a model that never saw it or its near-duplicates reads it.

    `probabilities` (n_rows, 18) after the temperature; `is_unknown` (n_rows,) where too few words were known.
    """

    probabilities: npt.NDArray[np.float64]
    is_unknown: npt.NDArray[np.bool_]
    temperature: float


def train(
    data_folder: Path,
    models_folder: Path,
    *,
    settings: Recipe | None = None,
    now: datetime | None = None,
    progress: Callable[[str], None] = lambda step: None,
) -> Card:
    """Train on a folder of labelled data and save the model as `models_folder/<id>`; its card.

    `current` is left alone: promoting is another decision (`training.registry`).
    Raises DataError when the data is malformed, or too little for a subdimension.
    """
    settings = settings or Recipe()
    now = now or datetime.now(UTC)
    progress("reading labelled data")
    data = dataset.load(data_folder)
    out = held_out(data, settings, progress=progress)
    review_below = threshold(out, data)
    answers = answers_at(out, review_below)
    found = measures(answers, data.primary, data.secondary)
    progress(f"fitting all {len(data)} rows")
    weights = recipe.fitted(data.prepared, data.primary, data.secondary, settings)
    card = Card(
        id=model_id(now, dataset.digest(data), settings),
        created=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        texts_version=texts.VERSION,
        subdimensions=data.subdimensions,
        data_digest=dataset.digest(data),
        n_rows=len(data),
        versions=versions(),
        word_ngrams=settings.word_ngrams,
        char_ngrams=settings.char_ngrams,
        temperature=out.temperature,
        program_exponent=PROGRAM_EXPONENT,
        review_below=review_below,
        known_share=KNOWN_SHARE,
        recipe=settings.settings(),
        scores={k: round(v, 4) for k, v in dataclasses.asdict(found).items() if k != "n"},
    )
    progress(f"saving {card.id}")
    text = report(card, found, lines(answers, data.primary, data.subdimensions))
    models.save(models_folder / card.id, card, weights, report=text)
    return card


def held_out(
    data: Dataset, settings: Recipe, *, progress: Callable[[str], None] = lambda step: None
) -> HeldOut:
    """Cross-validate: every row as read by a model fitted without its fold."""
    scores = np.zeros((len(data), len(data.subdimensions)))
    is_unknown = np.zeros(len(data), dtype=np.bool_)
    pairs = dataset.folds(data)
    for number, (fit, held) in enumerate(pairs, start=1):
        progress(f"cross-validating, fold {number} of {len(pairs)}")
        prepared = [data.prepared[at] for at in fit]
        weights = recipe.fitted(prepared, data.primary[fit], data.secondary[fit], settings)
        read = features_of(weights, settings)
        asked = [data.prepared[at] for at in held]
        scores[held] = weights.classifier.decision_function(read.matrix(asked))
        known = np.array([read.known(text) for text in asked])
        is_unknown[held] = (known[:, 0] == 0) | (known[:, 0] < KNOWN_SHARE * known[:, 1])
    factor = recipe.temperature(scores, data.primary)
    return HeldOut(softmax(scores * factor), is_unknown, factor)


def features_of(weights: Weights, settings: Recipe) -> Features:
    """The features of freshly fitted weights."""
    return Features(
        weights.words, weights.chars, word_ngrams=settings.word_ngrams, char_ngrams=settings.char_ngrams
    )


def threshold(out: HeldOut, data: Dataset) -> float:
    """The least confidence from which on held-out rows with known words are leniently right often enough.

    1 when no confidence is high enough: then every row is for review.
    """
    confidence = out.probabilities.max(axis=1)
    best = out.probabilities.argmax(axis=1)
    right = (best == data.primary) | (best == data.secondary)
    order = np.argsort(-confidence, kind="stable")
    order = order[~out.is_unknown[order]]
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= AUTO_RIGHT)
    if not len(enough):
        return 1.0
    # Rounded up, so that the card's number is short and never lower than measured.
    return float(min(1.0, np.ceil(confidence[order[enough[-1]]] * 1e4) / 1e4))


def answers_at(out: HeldOut, review_below: float) -> Answers:
    """Held-out rows as answers, for review below a confidence or with too few known words."""
    ranked = np.argsort(-out.probabilities, axis=1, kind="stable")[:, :3]
    confidence = out.probabilities.max(axis=1)
    return Answers(ranked, confidence, (confidence < review_below) | out.is_unknown)


def model_id(now: datetime, digest: str, settings: Recipe) -> str:
    """The day in UTC and six hex digits of data, recipe and text version, such as 2026-11-24-3fa9c1."""
    content = json.dumps([digest, dataclasses.asdict(settings), texts.VERSION], sort_keys=True)
    return f"{now.astimezone(UTC):%Y-%m-%d}-{hashlib.sha256(content.encode()).hexdigest()[:6]}"


def versions() -> Mapping[str, str]:
    """Versions of Python and of the libraries a model depends on; those not installed are left out."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def report(card: Card, found: Measures, table: tuple[Line, ...]) -> str:
    """The model's report in Markdown: measures and a line for each subdimension, cross-validated."""
    shown = [f"| {name} | {value:.3f} |" for name, value in dataclasses.asdict(found).items() if name != "n"]
    rows = [
        f"| {one.subdimension} | {one.precision:.3f} | {one.recall:.3f} | {one.f1:.3f} | {one.support} |"
        for one in table
    ]
    return "\n".join(
        [
            f"# Model {card.id}",
            "",
            f"{card.n_rows} labelled rows, digest `{card.data_digest[:12]}`; text alone,",
            "five-fold cross-validation with near-duplicates kept together.",
            f"Rows below a confidence of {card.review_below:.4f} are for review.",
            "",
            "| measure | value |",
            "|---|---|",
            *shown,
            "",
            "| subdimension | precision | recall | F1 | rows |",
            "|---|---|---|---|---|",
            *rows,
            "",
        ]
    )
