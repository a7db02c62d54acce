"""A trained model in memory: queries to probabilities.

Probabilities are the softmax of the classifier's scores times the card's
temperature, fitted on grouped out-of-fold scores: one number instead of the
36 of a sigmoid for each subdimension, and no further types in the artefact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.fields.remembered import remembered
from classifier.inference import context, preprocessing
from classifier.inference.card import Card
from classifier.inference.context import FITTED, SOURCES, Floats
from classifier.inference.features import Features, Reading, Weights
from classifier.records import Query


@dataclass(frozen=True, slots=True)
class Answer:
    """Queries as the model answers them, before anything is decided.

    `probabilities` (n, 18), rows summing to 1; `has_context` (n,): whether its program or OPD
    spoke too; `no_program` (n,): how probably the text names no program;
    `line` (n,): where in `reading` each query's text stands.
    """

    probabilities: Floats
    has_context: npt.NDArray[np.bool_]
    no_program: Floats
    reading: Reading
    line: npt.NDArray[np.intp]


class Model:
    """Labels queries by `card`; made by `model_store.load` or straight from fitted weights."""

    def __init__(self, card: Card, weights: Weights) -> None:
        self.card = card
        self.features = Features(
            weights.words, weights.chars, word_ngrams=card.word_ngrams, char_ngrams=card.char_ngrams
        )
        # By rows in memory, or scipy copies all of it for every product: 5 ms a call, for one text too.
        self._coef, self._intercept = np.ascontiguousarray(weights.coef), weights.intercept
        n = len(card.subdimensions)
        # What a term adds to the log-odds of a subdimension against the mean of all 18.
        own = weights.coef[:, :n]
        self.log_odds = (own - own.mean(axis=1, keepdims=True)) * np.float32(card.temperature)

    def probabilities(self, queries: Sequence[Query]) -> Floats:
        """Calibrated probability of every subdimension for every query.

        Returns an array of shape (n_queries, 18), float64 in 0..1, columns in the
        order of `card.subdimensions`; each row sums to 1. Program, OPD, indicators and
        code are taken into account where they are given.
        """
        words = [[word.prepared for word in preprocessing.words(query.text)] for query in queries]
        return self.answer(words, queries).probabilities

    def answer(self, words: Sequence[Sequence[str]], queries: Sequence[Query]) -> Answer:
        """Queries, with their texts' prepared words, as the model answers them.

        Each distinct text, program, OPD and list of indicators is read once.
        """
        distinct: dict[tuple[str, ...], int] = {}
        line = np.array(
            [distinct.setdefault(tuple(text_words), len(distinct)) for text_words in words], dtype=np.intp
        )
        rows: dict[str, list[int]] = {source: [] for source in SOURCES}
        lines: dict[str, list[int]] = {source: [] for source in SOURCES}
        for at, query in enumerate(queries):
            for source, text in context.texts_of(query).items():
                prepared = _prepared(text)
                # A program's name as its own context says nothing new and would only raise the confidence.
                if prepared and prepared != tuple(words[at]):
                    rows[source].append(at)
                    lines[source].append(distinct.setdefault(prepared, len(distinct)))
        reading = self.features.read(list(distinct))
        scores = np.asarray(reading.matrix @ self._coef + self._intercept, dtype=np.float64)
        n = len(self.card.subdimensions)
        by_line = softmax(scores[:, :n] * self.card.temperature)
        no_program = 1 / (1 + np.exp(-scores[:, n]))
        experts = {
            source: (np.array(rows[source], dtype=np.intp), by_line[lines[source]]) for source in SOURCES
        }
        has_context = np.zeros(len(queries), dtype=np.bool_)
        for source in FITTED:
            if source in self.card.context:
                has_context[experts[source][0]] = True
        together = context.pooled(by_line[line], experts, self.card.context)
        together[has_context] = context.sharpened(together[has_context], self.card.context_power)
        return Answer(together, has_context, no_program[line], reading, line)


@remembered(4 << 20)
def _prepared(text: str) -> tuple[str, ...]:
    return tuple(preprocessing.prepared(text).split())


def softmax(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Scores (n, k) as probabilities, rows summing to 1."""
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))
