"""Labelled data to a model in its folder: cross-validate, set the threshold, fit, save.

Nothing is printed; `progress` is called with what begins. The same data and recipe
give the same predictions, and, on the same day, the same id.
"""

from __future__ import annotations

import dataclasses
import hashlib
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from classifier.inference import model_store, preprocessing
from classifier.inference.calibration import SETTINGS, Curve, Setting, calibrated, setting_of
from classifier.inference.card import Card, identified
from classifier.inference.context import SPEAKING, Weight
from classifier.labels import timestamp
from training import calibration, context_weights, dataset, fitting, seen
from training.cross_validation import KNOWN_SHARE, HeldOut, held_out
from training.dataset import Bools, Dataset, Ints
from training.evaluate import Answers, Measures, measures
from training.no_program import INDICATOR
from training.recipe import Floats, Recipe
from training.reporting import model_card, report
from training.reporting.report_blocks import Block

# Of the rows that no person looks at, so many are to be right, or right by their secondary.
AUTO_RIGHT = 0.985
# Of the names that documents print, so many may be taken for texts that name no program.
FALSE_ALARMS = 0.04
_LIBRARIES = ("scikit-learn", "spacy", "PyStemmer", "numpy", "petakota")


@dataclass(frozen=True, slots=True)
class Settled:
    """What follows from held-out rows: how surroundings weigh, how sure answers are, where review begins."""

    context: Mapping[str, Weight]
    leaning: tuple[float, ...]
    calibration: Mapping[Setting, Curve]
    review_below: Mapping[Setting, float]
    no_program_above: float


@dataclass(frozen=True, slots=True)
class Answered:
    """Held-out rows as they would be answered, by curves fitted without their fold.

    `by_setting` are the probabilities (n, 18) of all rows in each setting, `setting` (n,) the one that each
    row stands in, `flagged` (n,) is for review however sure it is.
    """

    by_setting: Mapping[Setting, Floats]
    setting: Ints
    flagged: Bools

    def probabilities(self) -> Floats:
        """Those of each row in its own setting, (n, 18)."""
        every = np.stack([self.by_setting[name] for name in SETTINGS])
        return np.asarray(every[self.setting, np.arange(len(self.setting))])


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
    `current` is left alone: promoting is another decision (`training.promotion.registry`).
    Raises DataError when there is too little for a subdimension.
    """
    settings = settings or Recipe()
    now = now or datetime.now(UTC)
    out = held_out(data, settings, jobs=jobs, progress=progress)
    settled = settle(out, data)
    answered = answers_of(out, data, settled)
    scored = scores_of(out, data, settled, answered)
    progress(f"fitting all {len(data)} rows")
    learnt = fitting.learnt(data, range(len(data)), range(len(data.no_program)), settings)
    content, texts = model_store.content_of(learnt), seen.content_of(data.prepared)
    card = Card(
        id="",
        created=timestamp(now),
        texts_version=preprocessing.VERSION,
        subdimensions=data.subdimensions,
        data_digest=dataset.digest(data),
        n_rows=len(data),
        n_measured=int(data.is_plain.sum()),
        versions=versions(),
        word_ngrams=settings.blocks.word_ngrams,
        char_ngrams=settings.blocks.char_ngrams,
        temperature=out.temperature,
        context=settled.context,
        leaning=settled.leaning,
        calibration=settled.calibration,
        review_below=settled.review_below,
        known_share=KNOWN_SHARE,
        no_program_above=settled.no_program_above,
        recipe=settings.settings(),
        scores=scored,
        weights_digest=hashlib.sha256(content).hexdigest(),
        seen_digest=hashlib.sha256(texts).hexdigest(),
        n_by_group=n_by_group(out, data),
    )
    card = identified(card, key=model_store.key())
    blocks = report.training_report(
        data,
        answers_at(answered, settled, np.arange(len(data)), "alone"),
        by_context(out, data, settled, answered),
        settings,
        trials,
        title=f"Model {card.id}",
        progress=progress,
    )
    progress(f"saving {card.id}")
    files = {**report.files(f"Model {card.id}", blocks), **model_card.files(card), seen.FILE: texts}
    model_store.save(models_folder / card.id, card, content, files=files)
    return card


def groups_of(out: HeldOut, data: Dataset) -> list[tuple[str, Ints, Setting | None]]:
    """The groups of rows that are measured: their measures' prefix, and the setting they are read in."""
    plain, printed = np.flatnonzero(data.is_plain), np.flatnonzero(data.is_printed & data.is_measured)
    in_context = plain[np.isin(plain, out.rows_with(SPEAKING))]
    hard = np.flatnonzero(data.is_hard)
    groups: list[tuple[str, Ints, Setting | None]] = [
        ("", plain, "alone"),
        ("context_", in_context, None),
        ("hard_", hard, "alone"),
        ("printed_", printed, None),
        ("printed_alone_", printed, "alone"),
    ]
    return groups


def n_by_group(out: HeldOut, data: Dataset) -> dict[str, int]:
    """How many rows, or texts that name no program, the measures of each group are of, by its prefix."""
    counts = {name: len(rows) for name, rows, _ in groups_of(out, data) if name and len(rows)}
    texts = out.no_program_texts.is_printed
    n_texts = int(texts.sum()) or len(texts)
    return counts | ({"no_program_": n_texts} if n_texts else {})


def scores_of(out: HeldOut, data: Dataset, settled: Settled, answered: Answered) -> dict[str, float]:
    """The measures of each group of rows by name, to four places, with the group before it."""
    scored: dict[str, float] = {}
    for name, rows, setting in groups_of(out, data):
        if len(rows):
            answers = answers_at(answered, settled, rows, setting)
            found = measures(answers, data.primary[rows], data.secondary[rows])
            scored |= _rounded(found, name)
    if data.no_program:
        scored |= {
            "no_program_flagged": flagged(out, settled),
            "no_program_alarms": round(float(alarms(out, data, settled)), 4),
        }
    return scored


def flagged(out: HeldOut, settled: Settled) -> float:
    """Of the texts that name no program, the share that is for review, for whatever reason; 0 without any.

    Those that documents print are measured where there are some, each by its text alone.
    """
    texts = out.no_program_texts
    chosen = texts.is_printed if texts.is_printed.any() else np.ones(len(texts.confidence), np.bool_)
    if not chosen.any():
        return 0.0
    curve = settled.calibration["alone"]
    confidence = np.interp(texts.confidence, *np.array(curve).T) if curve else texts.confidence
    below = settled.review_below["alone"]
    is_for_review = (confidence < below) | texts.is_unknown | (texts.no_program > settled.no_program_above)
    return round(float(is_for_review[chosen].mean()), 4)


def alarms(out: HeldOut, data: Dataset, settled: Settled) -> float:
    """Of the names that documents print, or all without such, the share taken to name no program."""
    names = names_of(data)
    return float((out.no_program[names] > settled.no_program_above).mean())


def names_of(data: Dataset) -> Bools:
    """The rows whose texts are names, (n,): those of documents where there are some, without indicators."""
    is_name = np.array([label.level != INDICATOR for label in data.labels], dtype=np.bool_)
    printed = is_name & data.is_printed
    return np.asarray(printed if printed.any() else is_name)


def _rounded(measures_of: Measures, prefix: str = "") -> dict[str, float]:
    """Measures by name, to four places, without the number of rows."""
    values = dataclasses.asdict(measures_of)
    return {f"{prefix}{name}": round(value, 4) for name, value in values.items() if name != "n"}


def settle(out: HeldOut, data: Dataset) -> Settled:
    """Fit the surroundings' weights and the curves, and set every threshold, on held-out rows."""
    counted = data.is_settling
    around = {
        source: (rows[counted[rows]], probabilities[counted[rows]])
        for source, (rows, probabilities) in out.around.items()
    }
    every = np.arange(len(data))
    counts = calibration.weights_of(data, every, "program")
    weights, leaning = context_weights.fitted(out.probabilities, around, data.primary, counts)
    by_setting = {name: calibration.products(out, name, weights, leaning) for name in SETTINGS}
    curves = calibration.curves(out, data, by_setting, counted)
    above = float(np.quantile(out.no_program[names_of(data)], 1 - FALSE_ALARMS)) if data.no_program else 1.0
    above = float(np.ceil(above * 1e4) / 1e4)
    calm = counted & ~out.is_unknown & (out.no_program <= above)
    below: dict[Setting, float] = {}
    for place, name in enumerate(SETTINGS):
        rows = calibration.rows_in(out, name)
        rows = rows[calm[rows]] if calm[rows].any() else np.flatnonzero(calm)
        said = calibrated(by_setting[name][rows], np.full(len(rows), place, dtype=np.intp), curves)
        weighed = calibration.weights_of(data, rows, name)
        below[name] = threshold(said, data.primary[rows], data.secondary[rows], weighed)
    return Settled(weights, leaning, curves, below, above)


def answers_of(out: HeldOut, data: Dataset, settled: Settled) -> Answered:
    """Held-out rows as they would be answered."""
    by_setting = {
        name: calibration.products(out, name, settled.context, settled.leaning) for name in SETTINGS
    }
    counted = data.is_settling
    return Answered(
        calibration.held_out_calibrated(out, data, by_setting, counted),
        setting_of(len(data), {source: rows for source, (rows, _) in out.around.items()}),
        out.is_unknown | (out.no_program > settled.no_program_above),
    )


def answers_at(answered: Answered, settled: Settled, rows: Ints, setting: Setting | None) -> Answers:
    """These rows as answers in one setting, or each in its own."""
    places = answered.setting[rows] if setting is None else np.full(len(rows), SETTINGS.index(setting))
    probabilities = (answered.by_setting[setting] if setting else answered.probabilities())[rows]
    below = np.array([settled.review_below[name] for name in SETTINGS])[places]
    is_unsure = (probabilities.max(axis=1) < below) | (below >= 1)
    return Answers.of(probabilities, flagged=answered.flagged[rows] | is_unsure)


def by_context(out: HeldOut, data: Dataset, settled: Settled, answered: Answered) -> dict[str, Measures]:
    """The measures that tell what surroundings are worth, by what they are of."""
    groups: dict[str, Measures] = {}
    plain = np.flatnonzero(data.is_plain)
    there = plain[np.isin(plain, out.rows_with(SPEAKING))]

    def add(name: str, of: Answered, rows: Ints, setting: Setting | None = None) -> None:
        if len(rows):
            answers = answers_at(of, settled, rows, setting)
            groups[name] = measures(answers, data.primary[rows], data.secondary[rows])

    add("with its own context", answered, there)
    if len(there):
        others = dataclasses.replace(out, around=context_weights.swapped(out.around))
        add("with another row's", answers_of(others, data, settled), there)
    printed = np.flatnonzero(data.is_printed & data.is_measured)
    add("printed in documents, with context", answered, printed)
    add("printed in documents, alone", answered, printed, "alone")
    add("hard cases, alone", answered, np.flatnonzero(data.is_hard), "alone")
    return groups


def threshold(probabilities: Floats, primary: Ints, secondary: Ints, counts: Floats) -> float:
    """The least confidence from which on held-out rows are leniently right often enough.

    `counts` (n,) is what each row counts. 1 when no confidence is high enough: then every row is for review.
    """
    confidence = probabilities.max(axis=1)
    best = probabilities.argmax(axis=1)
    right = (best == primary) | (best == secondary)
    order = np.argsort(-confidence, kind="stable")
    share = np.cumsum(right[order] * counts[order]) / np.cumsum(counts[order])
    # Rows as sure as each other stand or fall together.
    ends = np.flatnonzero(np.append(np.diff(confidence[order]) < 0, True))
    enough = ends[share[ends] >= AUTO_RIGHT]
    if not len(enough):
        return 1.0
    # Rounded down a little, so that the card's number is short and the row it was measured on passes.
    return float(min(1.0, np.floor(confidence[order[enough[-1]]] * 1e4) / 1e4))


def versions() -> Mapping[str, str]:
    """Versions of Python and of the libraries a model depends on; those not installed are left out."""
    by_library = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            by_library[name] = version(name)
        except PackageNotFoundError:
            continue
    return by_library
