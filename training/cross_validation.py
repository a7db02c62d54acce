"""Cross-validation: every row, and what stands around it, as read by a model that never saw the row.

Near-duplicates of held-out rows are left out of what is learnt from, and rows of one agency's documents
are held out together. A program around a row may be a labelled row of
its own and then be known to the model, as the official ones are to any model in use.
Folds are independent, so they may be fitted in several processes at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classifier.inference.codes import is_alike, title_stems
from classifier.inference.model import Ears, Heard, softmax
from classifier.records import Query
from training import dataset, fitting, recipe
from training.dataset import Bools, Dataset, Ints
from training.recipe import Floats, Recipe

# A row is for review when less than this share of its words were in the data.
KNOWN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class NoProgramTexts:
    """Texts that name no program, as models that never saw them read them, all (n_texts,).

    `confidence` is how sure of a subdimension a text is taken, `is_unknown` whether too few of its
    words were known, `no_program` how probably it is seen to name none; `is_printed`: in a document.
    """

    confidence: Floats
    is_unknown: Bools
    no_program: Floats
    is_printed: Bools


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Every row as a model that never saw it or its near-duplicates reads it.

    `probabilities` (n_rows, 18) of the text alone after the temperature; `around` the same
    of what stands around rows, by source; `is_unknown` (n_rows,) where too few words were
    known; `no_program` (n_rows,) how probably a row names none; `no_program_texts` are the texts
    that indeed name none; `fold` (n_rows,) in which each row was held out.
    """

    probabilities: Floats
    around: Mapping[str, tuple[Ints, Floats]]
    is_unknown: Bools
    temperature: float
    no_program: Floats
    no_program_texts: NoProgramTexts
    fold: Ints

    def rows_with(self, sources: Iterable[str]) -> Ints:
        """The rows that have one of these sources around them, ascending."""
        rows = [self.around[source][0] for source in sources if source in self.around]
        return np.unique(np.concatenate(rows)) if rows else np.zeros(0, dtype=np.intp)

    def only(self, sources: Iterable[str]) -> dict[str, tuple[Ints, Floats]]:
        """What these sources say."""
        return {source: self.around[source] for source in sources if source in self.around}


@dataclass(frozen=True, slots=True)
class _Read:
    """What one fold's model says of its held-out rows and texts."""

    rows: Heard
    texts: Heard


def held_out(
    data: Dataset,
    settings: Recipe,
    *,
    jobs: int = 1,
    progress: Callable[[str], None] = lambda step: None,
) -> HeldOut:
    """Cross-validate with `jobs` folds at once; the result does not depend on how many."""
    from joblib import Parallel, delayed

    asked = queries(data)
    fold_of_other = dataset.other_fold_numbers(data)
    tasks, places = [], []
    for number, (fit, held) in enumerate(dataset.folds(data)):
        other = np.flatnonzero(fold_of_other == number)
        taught = np.flatnonzero(fold_of_other != number)
        tasks.append(delayed(_read)(data, fit, taught, settings, [asked[at] for at in held], held, other))
        places.append((held, other))
    progress(f"cross-validating, {len(tasks)} folds")
    answers = []
    for number, answer in enumerate(Parallel(n_jobs=jobs, return_as="generator")(tasks), start=1):
        progress(f"cross-validating, fold {number} of {len(tasks)}")
        answers.append(answer)
    return _together(data, places, answers)


def _read(
    data: Dataset,
    fit: Ints,
    taught: Ints,
    settings: Recipe,
    asked: Sequence[Query],
    held: Ints,
    other: Ints,
) -> _Read:
    blocks = settings.blocks
    ears = Ears(
        fitting.learnt(data, fit.tolist(), taught.tolist(), settings),
        word_ngrams=blocks.word_ngrams,
        char_ngrams=blocks.char_ngrams,
    )
    rows = ears.hear([data.prepared[at].split() for at in held], asked)
    texts = [data.no_program[at] for at in other]
    return _Read(rows, ears.hear([one.prepared.split() for one in texts], [Query(one.text) for one in texts]))


def _together(data: Dataset, places: Sequence[tuple[Ints, Ints]], answers: Sequence[_Read]) -> HeldOut:
    n = len(data.subdimensions)
    scores, known = np.zeros((len(data), n)), np.zeros((len(data), 2))
    others, known_others = np.zeros((len(data.no_program), n)), np.zeros((len(data.no_program), 2))
    none, none_others = np.zeros(len(data)), np.zeros(len(data.no_program))
    fold = np.zeros(len(data), dtype=np.intp)
    for number, ((held, other), answer) in enumerate(zip(places, answers, strict=True)):
        scores[held], known[held] = (
            answer.rows.scores[answer.rows.line],
            answer.rows.reading.known[answer.rows.line],
        )
        others[other], known_others[other] = (
            answer.texts.scores[answer.texts.line],
            answer.texts.reading.known[answer.texts.line],
        )
        none[held], none_others[other] = answer.rows.no_program, answer.texts.no_program
        fold[held] = number
    settling = data.is_settling
    factor = recipe.temperature(scores[settling], data.primary[settling])
    said: dict[str, list[tuple[Ints, Floats]]] = {}
    for (held, _), answer in zip(places, answers, strict=True):
        for source, (rows, probabilities) in answer.rows.experts(factor).items():
            if len(rows):
                said.setdefault(source, []).append((held[rows], probabilities))
    return HeldOut(
        probabilities=softmax(scores * factor),
        around={
            source: (
                np.concatenate([rows for rows, _ in parts]),
                np.concatenate([probabilities for _, probabilities in parts]),
            )
            for source, parts in said.items()
        },
        is_unknown=_is_unknown(known),
        temperature=factor,
        no_program=none,
        no_program_texts=NoProgramTexts(
            confidence=softmax(others * factor).max(axis=1) if len(others) else np.zeros(0),
            is_unknown=_is_unknown(known_others),
            no_program=none_others,
            is_printed=np.array([bool(one.document) for one in data.no_program], dtype=np.bool_),
        ),
        fold=fold,
    )


def _is_unknown(known: Floats) -> Bools:
    return np.asarray((known[:, 0] == 0) | (known[:, 0] < KNOWN_SHARE * known[:, 1]), dtype=np.bool_)


def queries(data: Dataset) -> list[Query]:
    """The rows as a document would ask of them.

    Few labelled rows have a code. Every second row of an official program is given that program's, so
    that what codes are worth beside titles can be weighed.
    """
    code_of: dict[str, str] = {}
    for label in data.labels:
        title = _title(label.text, label.program, label.level)
        if title and title not in code_of:
            stems = title_stems(title)
            found = (one.kode for one in data.official if is_alike(stems, one.title))
            code_of[title] = next(found, "")
    return [
        Query(
            label.text,
            program=label.program,
            opd=label.opd,
            kode=label.kode
            or (code_of.get(_title(label.text, label.program, label.level), "") if at % 2 else ""),
            indikator=label.indikator,
        )
        for at, label in enumerate(data.labels)
    ]


def _title(text: str, program: str, level: str) -> str:
    return program or (text if level == "program" else "")
