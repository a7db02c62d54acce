"""A trained model in memory: queries to probabilities.

Probabilities are the softmax of the classifier's scores times the card's
temperature, fitted on grouped out-of-fold scores; what stands around a row is multiplied in, and
how often so sure an answer is right (`classifier.inference.calibration`) is what is said of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.fields.remembered import remembered
from classifier.inference import calibration, context, preprocessing
from classifier.inference.card import Card
from classifier.inference.codes import OfficialCodes
from classifier.inference.context import SOURCES, Floats
from classifier.inference.features import Features, Reading, Weights
from classifier.inference.shapes import shape_terms
from classifier.records import Query

Ints = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a model has learnt.

    `texts` scores the subdimensions in the card's order and, in one column more, that a text names no
    program; what it looks like adds to that, `shape_coef` (n_shapes,) for each of `shapes`. `agencies`
    scores the subdimensions by an agency's name, against how common each is.
    """

    texts: Weights
    shapes: tuple[str, ...]
    shape_coef: npt.NDArray[np.float32]
    agencies: Weights
    codes: OfficialCodes


@dataclass(frozen=True, slots=True)
class Heard:
    """What speaks for each query, before it is weighed.

    `scores` (n_lines, 18) are those of every distinct text that was read, `line` (n,) where each query's
    own stands, `no_program` (n,) how probably its text names none. By source, `around` holds the queries
    that it speaks for, (m,), and their probabilities (m, 18); `lines_around` those for which a text was
    read by the same classifier, and its lines of `scores`.
    """

    scores: Floats
    line: Ints
    no_program: Floats
    lines_around: Mapping[str, tuple[Ints, Ints]]
    around: Mapping[str, tuple[Ints, Floats]]
    reading: Reading

    def experts(self, temperature: float) -> dict[str, tuple[Ints, Floats]]:
        """Every source as queries and probabilities (m, 18)."""
        by_line = softmax(self.scores * temperature)
        read = {source: (rows, by_line[lines]) for source, (rows, lines) in self.lines_around.items()}
        return {**read, **self.around}


@dataclass(frozen=True, slots=True)
class Answer:
    """Queries as the model answers them, before anything is decided.

    `probabilities` (n, 18), rows summing to 1; `setting` (n,): what stood around each, as a place in
    `calibration.SETTINGS`; `no_program` (n,): how probably the text names no program;
    `line` (n,): where in `reading` each query's text stands; `around` what each source adds to
    the log-odds of the queries it speaks for, (m,) and (m, 18).
    """

    probabilities: Floats
    setting: Ints
    no_program: Floats
    reading: Reading
    line: Ints
    around: Mapping[str, tuple[Ints, Floats]]


class Model:
    """Labels queries by `card`; made by `model_store.load` or straight from what was fitted."""

    def __init__(self, card: Card, learnt: Learnt) -> None:
        self.card = card
        self.ears = Ears(learnt, word_ngrams=card.word_ngrams, char_ngrams=card.char_ngrams)
        n = len(card.subdimensions)
        # What a term adds to the log-odds of a subdimension against the mean of all 18.
        own = learnt.texts.coef[:, :n]
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
        heard = self.ears.hear(words, queries)
        experts = heard.experts(self.card.temperature)
        own = softmax(heard.scores * self.card.temperature)[heard.line]
        around = context.spoken(own, experts, self.card.context, self.card.leaning)
        setting = calibration.setting_of(len(queries), {source: rows for source, (rows, _) in around.items()})
        return Answer(
            calibration.calibrated(context.together(own, around), setting, self.card.calibration),
            setting,
            heard.no_program,
            heard.reading,
            heard.line,
            around,
        )


class Ears:
    """What was learnt, ready to be asked: reads texts, agencies and codes, and weighs nothing."""

    def __init__(self, learnt: Learnt, *, word_ngrams: tuple[int, int], char_ngrams: tuple[int, int]) -> None:
        texts, agencies = learnt.texts, learnt.agencies
        self.texts = Features(texts.words, texts.chars, word_ngrams=word_ngrams, char_ngrams=char_ngrams)
        self._agencies = Features(
            agencies.words, agencies.chars, word_ngrams=AGENCY_WORDS, char_ngrams=AGENCY_CHARS
        )
        # By rows in memory, or scipy copies all of it for every product: 5 ms a call, for one text too.
        self._coef, self._intercept = np.ascontiguousarray(texts.coef), texts.intercept
        self._agency_coef, self._agency_intercept = np.ascontiguousarray(agencies.coef), agencies.intercept
        self._codes = learnt.codes
        self._shapes = dict(zip(learnt.shapes, learnt.shape_coef.tolist(), strict=True))

    def hear(self, words: Sequence[Sequence[str]], queries: Sequence[Query]) -> Heard:
        """Queries, with their texts' prepared words, and what speaks for each."""
        distinct: dict[tuple[str, ...], int] = {}
        line = np.array(
            [distinct.setdefault(tuple(text_words), len(distinct)) for text_words in words], dtype=np.intp
        )
        rows: dict[str, list[int]] = {source: [] for source in SOURCES}
        lines: dict[str, list[int]] = {source: [] for source in SOURCES}
        agencies: dict[tuple[str, ...], int] = {}
        official: list[Floats] = []
        for at, query in enumerate(queries):
            for source, text in context.texts_of(query).items():
                prepared = _prepared(text)
                # A program's name as its own context says nothing new and would only raise the confidence.
                if not prepared or prepared == tuple(words[at]):
                    continue
                known = agencies if source == "opd" else distinct
                rows[source].append(at)
                lines[source].append(known.setdefault(prepared, len(known)))
            if (says := self._codes.probabilities(query)) is not None:
                rows["kode"].append(at)
                official.append(says)
        reading = self.texts.read(list(distinct))
        places = {source: np.array(rows[source], dtype=np.intp) for source in SOURCES}
        around = {"kode": (places["kode"], np.array(official).reshape(len(official), -1))} if official else {}
        if agencies:
            said, is_known = self._of_agencies(list(agencies))
            at_lines = np.array(lines["opd"], dtype=np.intp)
            speaks = is_known[at_lines]
            around["opd"] = (places["opd"][speaks], said[at_lines[speaks]])
        scores = np.asarray(reading.matrix @ self._coef + self._intercept, dtype=np.float64)
        looks = np.array([self._look(query.text) for query in queries], dtype=np.float64)
        return Heard(
            scores[:, :-1],
            line,
            1 / (1 + np.exp(-(scores[line, -1] + looks))),
            {
                source: (places[source], np.array(lines[source], dtype=np.intp))
                for source in ("program", "indikator")
            },
            around,
            reading,
        )

    def _look(self, text: str) -> float:
        """What the look of a text adds to the log-odds that it names no program."""
        return float(sum(self._shapes.get(term, 0.0) for term in set(shape_terms(text))))

    def _of_agencies(self, names: list[tuple[str, ...]]) -> tuple[Floats, npt.NDArray[np.bool_]]:
        """What agencies' names say, (n, 18), and whether a word of each is known."""
        reading = self._agencies.read(names)
        scores = np.asarray(reading.matrix @ self._agency_coef + self._agency_intercept, dtype=np.float64)
        return softmax(scores), reading.known[:, 0] > 0


# Names of agencies are short: their words one by one, and what is inside short forms.
AGENCY_WORDS = (1, 1)
AGENCY_CHARS = (3, 4)


@remembered(4 << 20)
def _prepared(text: str) -> tuple[str, ...]:
    return tuple(preprocessing.prepared(text).split())


def softmax(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Scores (n, k) as probabilities, rows summing to 1."""
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))
