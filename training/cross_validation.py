"""Cross-validation: every row, and what stands around it, as read by a model that never saw the row.

Near-duplicates are held out together. A program around a row may be a labelled row of
its own and then be known to the model, as the official ones are to any model in use.
Folds are independent, so they may be fitted in several processes at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.inference import preprocessing
from classifier.inference.context import texts_of
from classifier.inference.features import Features
from classifier.inference.model import softmax
from classifier.records import Query
from training import dataset, recipe
from training.dataset import Dataset, Ints
from training.recipe import Floats, Recipe

# A row is for review when less than this share of its words were in the data.
KNOWN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class NoProgramTexts:
    """Texts that name no program, as models that never saw them read them, all (n_texts,).

    `confidence` is how sure of a subdimension a text is taken, `is_unknown` whether too few of its
    words were known, `no_program` how probably it is seen to name none.
    """

    confidence: Floats
    is_unknown: npt.NDArray[np.bool_]
    no_program: Floats


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Every row as a model that never saw it or its near-duplicates reads it.

    `probabilities` (n_rows, 18) of the text alone after the temperature; `around` the same
    of what stands around rows, by source; `is_unknown` (n_rows,) where too few words were
    known; `no_program` (n_rows,) how probably a row names none; `no_program_texts` are the texts
    that indeed name none.
    """

    probabilities: Floats
    around: Mapping[str, tuple[Ints, Floats]]
    is_unknown: npt.NDArray[np.bool_]
    temperature: float
    no_program: Floats
    no_program_texts: NoProgramTexts

    def rows_with(self, sources: Iterable[str]) -> Ints:
        """The rows that have one of these sources around them, ascending."""
        rows = [self.around[source][0] for source in sources if source in self.around]
        return np.unique(np.concatenate(rows)) if rows else np.zeros(0, dtype=np.intp)


def held_out(
    data: Dataset,
    settings: Recipe,
    *,
    jobs: int = 1,
    progress: Callable[[str], None] = lambda step: None,
) -> HeldOut:
    """Cross-validate with `jobs` folds at once; the result does not depend on how many."""
    from joblib import Parallel, delayed

    n = len(data.subdimensions)
    rows, source_texts = surroundings(data)
    fold_of_other = np.arange(len(data.no_program)) % dataset.N_FOLDS
    scores, known = np.zeros((len(data), n + 1)), np.zeros((len(data), 2))
    around = {source: np.zeros((len(rows[source]), n)) for source in rows}
    others, known_others = np.zeros((len(data.no_program), n + 1)), np.zeros((len(data.no_program), 2))
    tasks, places = [], []
    for number, (fit, held) in enumerate(dataset.folds(data)):
        is_held = np.zeros(len(data), dtype=np.bool_)
        is_held[held] = True
        held_of_source = {source: np.flatnonzero(is_held[rows[source]]) for source in rows}
        other = np.flatnonzero(fold_of_other == number)
        asked = [
            [data.prepared[at] for at in held],
            *([source_texts[source][at] for at in held_of_source[source]] for source in rows),
            [data.no_program[at] for at in other],
        ]
        learnt = [text for text, fold in zip(data.no_program, fold_of_other, strict=True) if fold != number]
        tasks.append(
            delayed(readings)(
                [data.prepared[at] for at in fit],
                data.primary[fit],
                data.secondary[fit],
                learnt,
                settings,
                asked,
            )
        )
        places.append((held, held_of_source, other))
    progress(f"cross-validating, {len(tasks)} folds")
    for number, (place, answers) in enumerate(
        zip(places, Parallel(n_jobs=jobs, return_as="generator")(tasks), strict=True), start=1
    ):
        progress(f"cross-validating, fold {number} of {len(tasks)}")
        held, held_of_source, other = place
        (scores[held], known[held]), *sources, (others[other], known_others[other]) = answers
        for source, (source_scores, _) in zip(rows, sources, strict=True):
            around[source][held_of_source[source]] = source_scores[:, :n]
    plain = ~data.is_hard
    factor = recipe.temperature(scores[plain, :n], data.primary[plain])
    return HeldOut(
        probabilities=softmax(scores[:, :n] * factor),
        around={
            source: (rows[source], softmax(source_scores * factor))
            for source, source_scores in around.items()
        },
        is_unknown=_is_unknown(known),
        temperature=factor,
        no_program=1 / (1 + np.exp(-scores[:, n])),
        no_program_texts=NoProgramTexts(
            confidence=softmax(others[:, :n] * factor).max(axis=1) if len(others) else np.zeros(0),
            is_unknown=_is_unknown(known_others),
            no_program=1 / (1 + np.exp(-others[:, n])),
        ),
    )


def _is_unknown(known: Floats) -> npt.NDArray[np.bool_]:
    return np.asarray((known[:, 0] == 0) | (known[:, 0] < KNOWN_SHARE * known[:, 1]), dtype=np.bool_)


def readings(
    prepared: Sequence[str],
    primary: Ints,
    secondary: Ints,
    no_program: Sequence[str],
    settings: Recipe,
    asked: Sequence[Sequence[str]],
) -> list[tuple[Floats, npt.NDArray[np.int64]]]:
    """How a model fitted on some rows reads lists of texts: scores (n, 19), known words (n, 2) of each."""
    weights = recipe.fitted(prepared, primary, secondary, no_program, settings)
    blocks = settings.blocks
    features = Features(
        weights.words, weights.chars, word_ngrams=blocks.word_ngrams, char_ngrams=blocks.char_ngrams
    )
    answers = []
    for texts in asked:
        reading = features.read([text.split() for text in texts])
        scores = np.asarray(reading.matrix @ weights.coef + weights.intercept, dtype=np.float64)
        answers.append((scores, reading.known))
    return answers


def surroundings(data: Dataset) -> tuple[dict[str, Ints], dict[str, list[str]]]:
    """Which rows have something around them, by source, and its prepared texts."""
    rows: dict[str, list[int]] = {}
    texts: dict[str, list[str]] = {}
    for at, label in enumerate(data.labels):
        query = Query(label.text, program=label.program, opd=label.opd, kode=label.kode)
        for source, text in texts_of(query).items():
            prepared = preprocessing.prepared(text)
            if prepared and prepared != data.prepared[at]:
                rows.setdefault(source, []).append(at)
                texts.setdefault(source, []).append(prepared)
    return {source: np.array(numbers, dtype=np.intp) for source, numbers in rows.items()}, texts
