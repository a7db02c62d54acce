"""Queries to predictions: which subdimension, how sure, whether a person should look, and why.

`predictions` brings model and queries together; `prediction` is pure, and so is the decision
whether a row needs review (`classifier.inference.review`). Evidence is exact for what the row's
own words say: the classifier is linear, so what each term adds to the label's log-odds can be
handed back to the words that it came from, in the planner's spelling.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classifier.inference import preprocessing
from classifier.inference.calibration import SETTINGS, Ints, Setting
from classifier.inference.card import Card
from classifier.inference.context import SPEAKING
from classifier.inference.features import Reading
from classifier.inference.model import Answer, Model
from classifier.inference.preprocessing import Word
from classifier.inference.review import needs_review
from classifier.records import Alternative, Evidence, EvidenceSource, Prediction, Query

N_ALTERNATIVES = 2
N_EVIDENCE = 5
# Words that join others: weighed as any term is, but no reason that a person would give.
STOP_WORDS = frozenset((
    "agar", "akan", "antar", "antara", "atas", "atau", "bagi", "dalam", "dan", "dari", "dengan",
    "di", "dll", "guna", "hingga", "ini", "itu", "juga", "ke", "kepada", "melalui", "menjadi",
    "oleh", "pada", "para", "per", "pula", "sampai", "sebagai", "secara", "sehingga", "serta",
    "sesuai", "setiap", "sd", "suatu", "telah", "tentang", "terhadap", "tersebut", "untuk",
    "yaitu", "yang",
))  # fmt: skip
# So many rows of a plan at once keep the arrays of a batch within 50 MB.
_BATCH = 2048


def predictions(model: Model, queries: Sequence[Query], *, evidence: bool = True) -> list[Prediction]:
    """One prediction for each query, in order; any text, even an empty one, gets its answer."""
    predicted: list[Prediction] = []
    for start in range(0, len(queries), _BATCH):
        predicted += _batch(model, queries[start : start + _BATCH], wants_evidence=evidence)
    return predicted


def _batch(model: Model, queries: Sequence[Query], *, wants_evidence: bool) -> list[Prediction]:
    words = [preprocessing.words(query.text) for query in queries]
    prepared = [[word.prepared for word in text_words] for text_words in words]
    answer = model.answer(prepared, queries)
    order = np.argsort(-answer.probabilities, axis=1, kind="stable")[:, : N_ALTERNATIVES + 1]
    probabilities = np.minimum(1.0, np.take_along_axis(answer.probabilities, order, axis=1)).tolist()
    ranked = order.tolist()
    known = answer.reading.known[answer.line].tolist()
    weights = word_weights(model, answer, order[:, 0]) if wants_evidence else ()
    said = said_around(answer, order[:, 0]) if wants_evidence else [()] * len(queries)
    setting = answer.setting.tolist()
    return [
        prediction(
            ranked[at],
            probabilities[at],
            model.card,
            known=known[at],
            setting=SETTINGS[setting[at]],
            no_program=float(answer.no_program[at]),
            evidence=_strongest(text_words, weights[at], said[at], queries[at]) if wants_evidence else (),
        )
        for at, text_words in enumerate(words)
    ]


def prediction(
    ranked: Sequence[int],
    probabilities: Sequence[float],
    card: Card,
    *,
    known: tuple[int, int],
    setting: Setting = "alone",
    no_program: float = 0.0,
    evidence: tuple[Evidence, ...] = (),
) -> Prediction:
    """The prediction that the best columns of a row, `ranked`, and their probabilities make.

    `known`, `setting` and `no_program` decide whether it needs review (`review.needs_review`).
    """
    names = [card.subdimensions[column] for column in ranked]
    first, *others = map(Alternative, names, probabilities)
    return Prediction(
        subdimension=first.subdimension,
        confidence=first.confidence,
        alternatives=tuple(others),
        review=needs_review(first.confidence, card, known=known, setting=setting, no_program=no_program),
        evidence=evidence,
        model=card.id,
    )


def word_weights(model: Model, answer: Answer, columns: npt.NDArray[np.intp]) -> list[list[float]]:
    """What each word of each query adds to the log-odds of a subdimension against the mean of all.

    `columns` (n,) are the subdimensions. A term that several words share (a pair of
    words, an n-gram that repeats) is divided equally among them, so the weights of a
    text sum to all that it adds.
    """
    reading, lines = answer.reading, answer.line.tolist()
    column_of = np.zeros(len(reading.first) - 1, dtype=np.intp)
    column_of[answer.line] = columns
    matrix = reading.matrix
    gained = matrix.data * model.log_odds[matrix.indices, np.repeat(column_of, np.diff(matrix.indptr))]
    added = _shared_out(gained, reading.place, reading.owner, int(reading.first[-1])).tolist()
    first = reading.first.tolist()
    return [
        added[first[line] : first[line + 1]]
        if column_of[line] == column
        else _of_line(model, reading, line, column)
        for line, column in zip(lines, columns.tolist(), strict=True)
    ]


def _of_line(model: Model, reading: Reading, line: int, column: int) -> list[float]:
    """The same for one text alone, which its context has given another subdimension than before."""
    start, end = reading.matrix.indptr[line : line + 2]
    entries = slice(*np.searchsorted(reading.place, [start, end]).tolist())
    gained = reading.matrix.data[start:end] * model.log_odds[reading.matrix.indices[start:end], column]
    first, after = reading.first[line : line + 2].tolist()
    owner = reading.owner[entries] - first
    weights: list[float] = _shared_out(gained, reading.place[entries] - start, owner, after - first).tolist()
    return weights


def _shared_out(
    gained: npt.NDArray[np.float32], place: npt.NDArray[np.int64], owner: npt.NDArray[np.int64], n: int
) -> npt.NDArray[np.float64]:
    """What terms gained, handed in equal parts to the words that hold them, (n,)."""
    shares = gained / np.maximum(np.bincount(place, minlength=len(gained)), 1)
    return np.asarray(np.bincount(owner, weights=shares[place], minlength=n), dtype=np.float64)


def said_around(answer: Answer, columns: Ints) -> list[tuple[tuple[EvidenceSource, float], ...]]:
    """What program, agency and code add to the log-odds of a subdimension against the mean of all.

    `columns` (n,) are the subdimensions of the queries; what speaks against them is left out.
    """
    found: list[tuple[tuple[EvidenceSource, float], ...]] = [()] * len(columns)
    for source in SPEAKING:
        if source not in answer.around:
            continue
        rows, added = answer.around[source]
        gained = added[np.arange(len(rows)), columns[rows]] - added.mean(axis=1)
        for row, weight in zip(rows.tolist(), gained.tolist(), strict=True):
            if weight > 0:
                found[row] = (*found[row], (source, weight))
    return found


def _strongest(
    words: Sequence[Word],
    weights: Sequence[float],
    around: Sequence[tuple[EvidenceSource, float]],
    query: Query,
) -> tuple[Evidence, ...]:
    """What adds most to the label, as first printed; numbers and words that mean nothing are left out."""
    total: dict[str, float] = {}
    printed: dict[str, str] = {}
    for word, weight in zip(words, weights, strict=True):
        if word.prepared != preprocessing.NUMBER and word.prepared not in STOP_WORDS:
            printed.setdefault(word.prepared, word.printed)
            total[word.prepared] = total.get(word.prepared, 0.0) + weight
    found = [Evidence(printed[word], round(weight, 4)) for word, weight in total.items() if weight > 0]
    for source, weight in around:
        term = {"program": query.program or query.kode, "opd": query.opd}.get(source, query.kode)
        found.append(Evidence(" ".join(term.split()), round(weight, 4), source))
    return tuple(sorted(found, key=lambda one: -one.weight)[:N_EVIDENCE])
