"""The recorded search: what features and classifiers give, each measured out of fold.

Logistic regression is not among them: on the first 9,122 rows it gave 0.847 strict
where the support vector machine gave 0.880, and on 26,000 it takes half an hour.

Every candidate is a sum of parts over blocks of features. The parts' held-out
scores are computed once and then added in any combination, so the whole takes some
minutes. Two candidates are measured only, because a model of ours could not hold
them: stacking, which is not linear in the features, and spaCy's lexical
attributes, which ask for the text as printed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from classifier.inference import preprocessing
from training import dataset, recipe
from training.dataset import Dataset, Ints
from training.evaluate import Answers, log_loss, measures
from training.recipe import Blocks, Floats, Part, Recipe
from training.reporting.report_blocks import Table

_SVC, _RIDGE, _NB = Recipe().parts
_WORDS_AND_CHARS = Blocks()


@dataclass(frozen=True, slots=True)
class Trial:
    """A candidate and its scores on text alone; `recipe` is None where a model could not hold it."""

    name: str
    recipe: Recipe | None
    strict: float
    lenient: float
    log_loss: float
    ece: float


def candidates() -> list[tuple[str, Recipe]]:
    """What is tried, simplest first."""
    blocks = {
        "words and pieces of nine letters": replace(_WORDS_AND_CHARS, char_ngrams=(9, 9)),
        "words, not stemmed, and characters": replace(_WORDS_AND_CHARS, stemmed=False),
        "words to three": replace(_WORDS_AND_CHARS, word_ngrams=(1, 3)),
        "characters 2 to 6": replace(_WORDS_AND_CHARS, char_ngrams=(2, 6)),
    }
    return [
        *((f"SVM, {name}", Recipe(blocks=of_name, parts=(_SVC,))) for name, of_name in blocks.items()),
        ("SVM", Recipe(parts=(_SVC,))),
        ("SVM, no secondary labels", Recipe(parts=(_SVC,), secondary_weight=0.0)),
        ("SVM, C 0.5", Recipe(parts=(replace(_SVC, strength=0.5),))),
        ("ridge", Recipe(parts=(replace(_RIDGE, weight=1.0),))),
        ("complement naive Bayes", Recipe(parts=(replace(_NB, weight=1.0),))),
        ("SVM + naive Bayes", Recipe(parts=(_SVC, replace(_NB, weight=0.12)))),
        ("ridge + naive Bayes", Recipe(parts=(_RIDGE, replace(_NB, weight=0.12)))),
        ("SVM + ridge", Recipe(parts=(_SVC, _RIDGE))),
        ("SVM + ridge + naive Bayes", Recipe()),
    ]


class _Scores:
    """Held-out scores of parts, each fitted once a set of blocks."""

    def __init__(
        self, data: Dataset, folds: Sequence[tuple[Ints, Ints]], jobs: int, progress: Callable[[str], None]
    ) -> None:
        self._data, self._folds, self._jobs, self._progress = data, folds, jobs, progress
        self._known: dict[tuple[Blocks, Part, float], Floats] = {}

    def of(self, wanted: Recipe) -> Floats:
        """The sum of the recipe's parts for every row, (n_rows, 18)."""
        return np.asarray(
            sum(part.weight * self.part(wanted, part) for part in wanted.parts), dtype=np.float64
        )

    def part(self, wanted: Recipe, part: Part) -> Floats:
        """One part's held-out scores before its share."""
        key = (wanted.blocks, replace(part, weight=1.0), wanted.secondary_weight)
        if key not in self._known:
            self._progress(f"trying {part.kind} {part.strength:g} on {wanted.blocks}")
            self._known[key] = self._fitted(wanted, part)
        return self._known[key]

    def _fitted(self, wanted: Recipe, part: Part) -> Floats:
        from joblib import Parallel, delayed

        data = self._data
        held_out = np.zeros((len(data), len(data.subdimensions)))
        tasks = [delayed(_held_out)(data, fit, held, wanted, part) for fit, held in self._folds]
        for (_, held), scores in zip(self._folds, Parallel(n_jobs=self._jobs)(tasks), strict=True):
            held_out[held] = scores
        return held_out


def _held_out(data: Dataset, fit: Ints, held: Ints, wanted: Recipe, part: Part) -> Floats:
    """One part's scores of the rows held out of a fold."""
    words, chars, matrix = recipe.fitted_blocks([data.prepared[at] for at in fit], wanted.blocks)
    coef, intercept = recipe.part_weights(
        part, matrix, data.primary[fit], data.secondary[fit], wanted.secondary_weight
    )
    asked = recipe.transformed(words, chars, [data.prepared[at] for at in held], wanted.blocks)
    return np.asarray(asked @ coef + intercept)


def search(
    data: Dataset, *, jobs: int = 1, progress: Callable[[str], None] = lambda step: None
) -> list[Trial]:
    """Every candidate with its scores, in the order of `candidates`, the measured-only ones last.

    `jobs` folds are fitted at once.
    """
    folds = dataset.folds(data)
    scores = _Scores(data, folds, jobs, progress)
    trials = [_trial(name, candidate, data, scores.of(candidate)) for name, candidate in candidates()]
    parts = [scores.part(Recipe(), part) for part in Recipe().parts]
    progress("trying stacking")
    trials.append(
        _trial("stacking: logistic regression on the three scores", None, data, _stacked(data, parts))
    )
    progress("trying spaCy's lexical attributes")
    shaped = replace(data, prepared=tuple(_with_attributes(data)))
    shaped_scores = _Scores(shaped, folds, jobs, progress).of(Recipe(parts=(_SVC,)))
    trials.append(_trial("SVM, with spaCy's lexical attributes", None, data, shaped_scores))
    return trials


def best(trials: Sequence[Trial]) -> Trial:
    """The candidate with the least log-loss that a model can hold."""
    return min((trial for trial in trials if trial.recipe is not None), key=lambda trial: trial.log_loss)


def table(trials: Sequence[Trial]) -> Table:
    """The search as a table."""
    chosen = best(trials)
    return Table(
        ("candidate", "strict", "lenient", "log-loss", "ECE"),
        [
            (
                trial.name + _remark(trial, chosen),
                *(f"{value:.4f}" for value in (trial.strict, trial.lenient, trial.log_loss, trial.ece)),
            )
            for trial in trials
        ],
    )


def _remark(trial: Trial, chosen: Trial) -> str:
    if trial is chosen:
        return " (chosen)"
    return "" if trial.recipe else " (measured only)"


def _trial(name: str, candidate: Recipe | None, data: Dataset, scores: Floats) -> Trial:
    plain = data.is_plain
    primary = data.primary[plain]
    probabilities = recipe.tempered(scores[plain], primary)
    scored = measures(Answers.of(probabilities), primary, data.secondary[plain])
    return Trial(name, candidate, scored.strict, scored.lenient, log_loss(probabilities, primary), scored.ece)


def _stacked(data: Dataset, parts: Sequence[Floats]) -> Floats:
    """Scores of a logistic regression over the parts' held-out scores, itself cross-validated."""
    from sklearn.linear_model import LogisticRegression

    together = np.column_stack([part / part.std() for part in parts])
    scores = np.zeros((len(data), len(data.subdimensions)))
    for fit, held in dataset.folds(data):
        scores[held] = _decided(LogisticRegression(C=0.1, max_iter=300), together, data.primary, fit, held)
    return scores


def _decided(classifier: object, together: Floats, primary: Ints, fit: Ints, held: Ints) -> Floats:
    classifier.fit(together[fit], primary[fit])  # type: ignore[attr-defined]
    return np.asarray(classifier.decision_function(together[held]))  # type: ignore[attr-defined]


def _with_attributes(data: Dataset) -> list[str]:
    """Prepared texts with a word behind for the shape, prefix and suffix of each word as printed."""
    return [
        " ".join(
            [
                prepared,
                *(
                    mark
                    for word in preprocessing.words(label.text)
                    for mark in preprocessing.attributes(word.printed)
                ),
            ]
        )
        for prepared, label in zip(data.prepared, data.labels, strict=True)
    ]
