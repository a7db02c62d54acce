"""Which texts name no program: learnt from headings, indicators, prose and scraps against names.

Names and texts that documents print count as much as all that were written. Labelled indicators say
which subdimension they serve; a program they are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from classifier.inference.features import Floats, Matrix
from classifier.inference.shapes import shape_terms
from training.dataset import Dataset, evened

INDICATOR = "indikator"
# Of what was written so many rows for each printed one, a sample by content: they teach words, and enough do.
_WRITTEN_ROWS = 4
_LEAST_WRITTEN = 4000
# Shapes beside a TF-IDF of length 1: louder, and single words of the data are learnt by heart.
SHAPE_WEIGHT = 0.25
_STRENGTH = 3.0
# Seen in fewer texts, a made-up word is a chance.
_LEAST_TEXTS = 3
_SEED = 0


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts as printed and as prepared, and whether a document prints them, all (n,)."""

    printed: tuple[str, ...]
    prepared: tuple[str, ...]
    in_document: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The log-odds that a text names no program: by term (n_terms,), by shape (n_shapes,), and the offset."""

    coef: Floats
    shapes: tuple[str, ...]
    shape_coef: Floats
    intercept: float


def names(data: Dataset, rows: Sequence[int]) -> Texts:
    """The names among these rows: all that documents print, and a sample of the written ones."""
    there = [row for row in rows if data.labels[row].level != INDICATOR]
    printed = [row for row in there if data.labels[row].document]
    written = [row for row in there if not data.labels[row].document]
    step = max(1, len(written) // max(_LEAST_WRITTEN, _WRITTEN_ROWS * len(printed)))
    return _of_rows(data, sorted([*printed, *written[::step]]))


def others(data: Dataset, rows: Sequence[int], texts: Sequence[int]) -> Texts:
    """These texts that name no program, and the indicators among these rows."""
    indicators = _of_rows(data, [row for row in rows if data.labels[row].level == INDICATOR])
    chosen = [data.no_program[at] for at in texts]
    return Texts(
        (*(one.text for one in chosen), *indicators.printed),
        (*(one.prepared for one in chosen), *indicators.prepared),
        (*(bool(one.document) for one in chosen), *indicators.in_document),
    )


def _of_rows(data: Dataset, rows: Sequence[int]) -> Texts:
    return Texts(
        tuple(data.labels[row].text for row in rows),
        tuple(data.prepared[row] for row in rows),
        tuple(bool(data.labels[row].document) for row in rows),
    )


def fitted(named: Texts, named_matrix: Matrix, other: Texts, other_matrix: Matrix) -> Fitted:
    """The log-odds that tell the `other` texts from those that are `named`; matrices are their TF-IDF."""
    from scipy.sparse import csr_matrix, hstack, vstack  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression

    if not other.printed or not named.printed:
        return Fitted(np.zeros(named_matrix.shape[1], np.float32), (), np.zeros(0, np.float32), -20.0)
    terms = [shape_terms(text) for text in (*named.printed, *other.printed)]
    seen = Counter(term for text_terms in terms for term in set(text_terms))
    shapes = tuple(sorted(term for term, n in seen.items() if n >= _LEAST_TEXTS))
    column = {term: at for at, term in enumerate(shapes)}
    places = [(row, column[term]) for row, found in enumerate(terms) for term in set(found) if term in column]
    matrix: Any = hstack(
        [
            vstack([named_matrix, other_matrix]),
            csr_matrix(
                (np.full(len(places), SHAPE_WEIGHT), np.array(places, dtype=np.intp).reshape(-1, 2).T),
                shape=(len(terms), len(shapes)),
            ),
        ],
        format="csr",
    )
    n = len(terms)
    counts = [_shares(named.in_document) * n / 2, _shares(other.in_document) * n / 2]
    classifier = LogisticRegression(C=_STRENGTH, max_iter=500, random_state=_SEED)
    classifier.fit(
        matrix,
        np.r_[np.zeros(len(named.printed)), np.ones(len(other.printed))],
        sample_weight=np.concatenate(counts),
    )
    coef = classifier.coef_[0].astype(np.float32)
    n_terms = named_matrix.shape[1]
    return Fitted(coef[:n_terms], shapes, coef[n_terms:] * SHAPE_WEIGHT, float(classifier.intercept_[0]))


def _shares(in_document: Sequence[bool]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """What each text counts, 1 together: those of documents as much as the others."""
    counts = evened(np.array(in_document, dtype=np.bool_))
    return np.asarray(counts / counts.sum())
