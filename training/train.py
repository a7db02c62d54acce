"""Labelled data to a model in its folder: cross-validate, set the threshold, fit, save.

Nothing is printed; `progress` is called with what begins. The same data and recipe
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

from classifier.inference import model_store, preprocessing
from classifier.inference.card import Card
from classifier.inference.context import Weight, pooled, sharpened
from classifier.labels import timestamp
from training import context_weights, dataset, model_card, recipe, report
from training.cross_validation import KNOWN_SHARE, HeldOut, held_out
from training.dataset import Dataset, Ints
from training.evaluate import Answers, Measures, measures
from training.recipe import Recipe
from training.report_blocks import Block

# Of the rows that no person looks at, so many are to be right, or right by their secondary.
AUTO_RIGHT = 0.98
# Of the labelled rows, so many may be taken for texts that name no program.
FALSE_ALARMS = 0.04
_LIBRARIES = ("scikit-learn", "spacy", "PyStemmer", "skops", "numpy", "petakota")


@dataclass(frozen=True, slots=True)
class Settled:
    """What follows from held-out rows: how the surroundings weigh and where review begins."""

    context: Mapping[str, Weight]
    context_power: float
    review_below: float
    review_below_in_context: float
    no_program_above: float


def train(
    data: Dataset,
    models_folder: Path,
    *,
    settings: Recipe | None = None,
    trials: Block | None = None,
    now: datetime | None = None,
    jobs: int = 1,
    progress: Callable[[str], None] = lambda step: None,
) -> Card:
    """Train on labelled data and save the model as `models_folder/<id>`; its card.

    `trials` is the table of a search, for the report; `jobs` folds are fitted at once.
    `current` is left alone: promoting is another decision (`training.registry`).
    Raises DataError when there is too little for a subdimension.
    """
    settings = settings or Recipe()
    now = now or datetime.now(UTC)
    out = held_out(data, settings, jobs=jobs, progress=progress)
    settled = settle(out, data)
    alone, in_context = answers_at(out, settled)
    every_row, context_rows = np.arange(len(data)), out.rows_with(settled.context)
    plain, hard = np.flatnonzero(~data.is_hard), np.flatnonzero(data.is_hard)
    plain_in_context = np.flatnonzero(~data.is_hard[context_rows])
    on_plain = measured(alone, data, every_row, plain)
    on_hard = measured(alone, data, every_row, hard) if len(hard) else None
    with_context = (
        measured(in_context, data, context_rows, plain_in_context) if len(plain_in_context) else None
    )
    progress(f"fitting all {len(data)} rows")
    weights = recipe.fitted(data.prepared, data.primary, data.secondary, data.no_program, settings)
    card = Card(
        id=model_id(now, dataset.digest(data), settings),
        created=timestamp(now),
        texts_version=preprocessing.VERSION,
        subdimensions=data.subdimensions,
        data_digest=dataset.digest(data),
        n_rows=len(data),
        n_measured=len(plain),
        versions=versions(),
        word_ngrams=settings.blocks.word_ngrams,
        char_ngrams=settings.blocks.char_ngrams,
        temperature=out.temperature,
        context=settled.context,
        context_power=settled.context_power,
        review_below=settled.review_below,
        review_below_in_context=settled.review_below_in_context,
        known_share=KNOWN_SHARE,
        no_program_above=settled.no_program_above,
        recipe=settings.settings(),
        scores={
            **_rounded(on_plain),
            **(_rounded(with_context, "context_") if with_context else {}),
            **(_rounded(on_hard, "hard_") if on_hard else {}),
            **({"no_program_flagged": flagged(out, settled)} if data.no_program else {}),
        },
    )
    by_context = {}
    if with_context:
        swapped = answers_with(out, settled, context_weights.swapped(out.around))
        by_context = {
            "with its own context": with_context,
            "with another row's": measured(swapped, data, context_rows, plain_in_context),
        }
    blocks = report.training_report(
        data,
        alone,
        by_context,
        on_hard,
        settings,
        trials,
        title=f"Model {card.id}",
        progress=progress,
    )
    progress(f"saving {card.id}")
    files = {**report.files(f"Model {card.id}", blocks), **model_card.files(card)}
    model_store.save(models_folder / card.id, card, weights, files=files)
    return card


def flagged(out: HeldOut, settled: Settled) -> float:
    """Of the texts that name no program, the share that is for review, for whatever reason; 0 without any."""
    texts = out.no_program_texts
    if not len(texts.confidence):
        return 0.0
    is_for_review = (
        (texts.confidence < settled.review_below)
        | texts.is_unknown
        | (texts.no_program > settled.no_program_above)
    )
    return round(float(is_for_review.mean()), 4)


def measured(answers: Answers, data: Dataset, rows: Ints, places: Ints) -> Measures:
    """The measures of the answers at `places`; `rows` are those of the data that `answers` are of."""
    asked = rows[places]
    return measures(answers.at(places), data.primary[asked], data.secondary[asked])


def _rounded(measures_of: Measures, prefix: str = "") -> dict[str, float]:
    """Measures by name, to four places, without the number of rows."""
    values = dataclasses.asdict(measures_of)
    return {f"{prefix}{name}": round(value, 4) for name, value in values.items() if name != "n"}


def settle(out: HeldOut, data: Dataset) -> Settled:
    """Fit the surroundings' weights and set every threshold on held-out rows."""
    plain = ~data.is_hard
    plain_around = {
        source: (rows[plain[rows]], probabilities[plain[rows]])
        for source, (rows, probabilities) in out.around.items()
    }
    weights, power = context_weights.fitted(out.probabilities, plain_around, data.primary)
    above = float(np.quantile(out.no_program, 1 - FALSE_ALARMS)) if len(data.no_program) else 1.0
    above = float(np.ceil(above * 1e4) / 1e4)
    counted = plain & ~out.is_unknown & (out.no_program <= above)
    rows = out.rows_with(weights)
    together = in_context(out, weights, power)
    alone_below = threshold(out.probabilities, data.primary, data.secondary, counted)
    together_below = (
        threshold(together, data.primary[rows], data.secondary[rows], counted[rows])
        if len(rows)
        else alone_below
    )
    return Settled(
        context=weights,
        context_power=power,
        review_below=alone_below,
        review_below_in_context=together_below,
        no_program_above=above,
    )


def in_context(out: HeldOut, weights: Mapping[str, Weight], power: float) -> npt.NDArray[np.float64]:
    """Probabilities of the rows with something around them, in the order of `out.rows_with(weights)`."""
    return sharpened(pooled(out.probabilities, out.around, weights)[out.rows_with(weights)], power)


def threshold(
    probabilities: npt.NDArray[np.float64], primary: Ints, secondary: Ints, counted: npt.NDArray[np.bool_]
) -> float:
    """The least confidence from which on `counted` held-out rows are leniently right often enough.

    1 when no confidence is high enough: then every row is for review.
    """
    confidence = probabilities.max(axis=1)
    best = probabilities.argmax(axis=1)
    right = (best == primary) | (best == secondary)
    order = np.argsort(-confidence, kind="stable")
    order = order[counted[order]]
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= AUTO_RIGHT)
    if not len(enough):
        return 1.0
    # Rounded up, so that the card's number is short and never lower than measured.
    return float(min(1.0, np.ceil(confidence[order[enough[-1]]] * 1e4) / 1e4))


def answers_at(out: HeldOut, settled: Settled) -> tuple[Answers, Answers]:
    """Held-out rows as answers: all by their text alone, and those with something around them with it."""
    flagged_rows = out.is_unknown | (out.no_program > settled.no_program_above)
    alone = Answers.of(out.probabilities, review_below=settled.review_below, flagged=flagged_rows)
    return alone, answers_with(out, settled, out.around)


def answers_with(
    out: HeldOut, settled: Settled, around: Mapping[str, tuple[Ints, npt.NDArray[np.float64]]]
) -> Answers:
    """The rows that have something around them, answered with that, or with something else there."""
    rows = out.rows_with(settled.context)
    flagged_rows = out.is_unknown | (out.no_program > settled.no_program_above)
    together = sharpened(pooled(out.probabilities, around, settled.context)[rows], settled.context_power)
    return Answers.of(together, review_below=settled.review_below_in_context, flagged=flagged_rows[rows])


def model_id(now: datetime, digest: str, settings: Recipe) -> str:
    """The day in UTC and six hex digits of data, recipe and text version, such as 2026-11-24-3fa9c1."""
    content = json.dumps([digest, dataclasses.asdict(settings), preprocessing.VERSION], sort_keys=True)
    return f"{now.astimezone(UTC):%Y-%m-%d}-{hashlib.sha256(content.encode()).hexdigest()[:6]}"


def versions() -> Mapping[str, str]:
    """Versions of Python and of the libraries a model depends on; those not installed are left out."""
    by_library = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            by_library[name] = version(name)
        except PackageNotFoundError:
            continue
    return by_library
