"""Queries to predictions: which subdimension, how sure, whether a person should look, and why.

`decide` is pure; `predictions` brings model and queries together. Evidence is
exact: the classifier is linear, so what each term adds to the label's log-odds
can be handed back to the words of the row it came from, in the planner's spelling.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from classifier import texts
from classifier.card import Card
from classifier.model import Model
from classifier.records import Alternative, Evidence, Prediction, Query
from classifier.texts import Word

N_ALTERNATIVES = 2
N_EVIDENCE = 5
_BATCH = 4096


def predictions(model: Model, queries: Sequence[Query], *, evidence: bool = True) -> list[Prediction]:
    """One prediction for each query, in order; any text, even an empty one, gets its answer."""
    found: list[Prediction] = []
    # In slices, so that a batch's sparse matrix stays within some 100 MB.
    for start in range(0, len(queries), _BATCH):
        found += _slice(model, queries[start : start + _BATCH], wants_evidence=evidence)
    return found


def _slice(model: Model, queries: Sequence[Query], *, wants_evidence: bool) -> list[Prediction]:
    words = [texts.words(query.text) for query in queries]
    prepared = [" ".join(word.prepared for word in one) for one in words]
    reading = model.reading(prepared, queries)
    known = {text: model.features.known(text) for text in set(prepared)}
    best = reading.probabilities.argmax(axis=1).tolist()
    why: dict[tuple[str, int], tuple[Evidence, ...]] = {}
    if wants_evidence:
        for query, column, one, line in zip(queries, best, words, reading.lines.tolist(), strict=True):
            if (query.text, column) not in why:
                start, end = reading.matrix.indptr[line : line + 2]
                terms, values = reading.matrix.indices[start:end], reading.matrix.data[start:end]
                why[query.text, column] = _strongest(word_weights(model, one, column, terms, values))
    return [
        decide(
            row,
            model.card,
            n_known=known[text][0],
            n_words=known[text][1],
            evidence=why.get((query.text, column), ()),
        )
        for row, query, text, column in zip(reading.probabilities, queries, prepared, best, strict=True)
    ]


def decide(
    probabilities: npt.NDArray[np.float64],
    card: Card,
    *,
    n_known: int,
    n_words: int,
    evidence: tuple[Evidence, ...] = (),
) -> Prediction:
    """The prediction that one row of probabilities, (18,), makes.

    For review when the confidence is below the card's threshold, or too few of
    the text's words were ever in labelled data (none counts as too few).
    """
    order = np.argsort(-probabilities, kind="stable")[: N_ALTERNATIVES + 1]
    first, *others = (Alternative(card.subdimensions[at], min(1.0, float(probabilities[at]))) for at in order)
    return Prediction(
        subdimension=first.subdimension,
        confidence=first.confidence,
        alternatives=tuple(others),
        review=is_for_review(first.confidence, card, n_known=n_known, n_words=n_words),
        evidence=evidence,
        model=card.id,
    )


def is_for_review(confidence: float, card: Card, *, n_known: int, n_words: int) -> bool:
    """Whether a person should look at a row of this confidence and these known words."""
    return confidence < card.review_below or n_known == 0 or n_known < card.known_share * n_words


def _strongest(weights: dict[str, float]) -> tuple[Evidence, ...]:
    order = sorted(weights.items(), key=lambda item: -item[1])[:N_EVIDENCE]
    return tuple(Evidence(term, round(weight, 4)) for term, weight in order if weight > 0)


def word_weights(
    model: Model,
    words: Sequence[Word],
    column: int,
    terms: npt.NDArray[np.intp],
    values: npt.NDArray[np.float32],
) -> dict[str, float]:
    """What each word of a text adds to the log-odds of a subdimension against the mean of all.

    `terms` and `values` are the text's line of `features.matrix`. A term that several
    words share (a pair of words, an n-gram that repeats) is divided equally among
    them, so the weights sum to all that the text adds; numbers are left out of
    the answer. Words are as first printed in the text.
    """
    by_word = model.features.columns_by_word([word.prepared for word in words])
    if not any(len(columns) for columns in by_word):
        return {}
    columns = np.concatenate(by_word)
    owners = np.repeat(np.arange(len(words)), [len(one) for one in by_word])
    order = np.argsort(terms)
    at = order[np.searchsorted(terms, columns, sorter=order)]
    added = values * model.log_odds[column, terms] / np.bincount(at, minlength=len(terms))
    sums = np.bincount(owners, weights=added[at], minlength=len(words))
    printed: dict[str, str] = {}
    total: dict[str, float] = {}
    for word, weight in zip(words, sums.tolist(), strict=True):
        if word.prepared != texts.NUMBER:
            name = printed.setdefault(word.prepared, word.printed)
            total[name] = total.get(name, 0.0) + weight
    return total
