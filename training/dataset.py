"""Labelled data as arrays: one stable order, a digest, near-duplicate groups, folds.

A text that was labelled more than once counts once, with its latest answer, so
a correction replaces what it corrects. Rows are ordered by content, so
neither the order of lines nor the split into files changes a model or its digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from classifier import labels, taxonomy
from classifier.errors import DataError
from classifier.inference import preprocessing
from classifier.records import Label

Ints = npt.NDArray[np.intp]

# Texts that name no program, one a line: they teach the model what to flag.
NO_PROGRAM = "no_program.txt"
N_FOLDS = 5
NEAR = 0.8
_N_GRAM = 5
_BLOCK = 1000
_SEED = 7
_RANK = {"expert": 0, "confirmed": 1, "corrected": 2}


@dataclass(frozen=True, slots=True)
class Dataset:
    """Labels ordered by content, each text once.

    `prepared` are their texts as the model reads them; `primary` and `secondary`
    the columns of their subdimensions in `subdimensions`, (n_rows,), -1 for no secondary.
    `no_program` are prepared texts that name no program: headings, captions, prose, rubbish.
    """

    # A note on rows that were chosen because their words mislead. They are learnt from, but documents hold
    # few of them: how sure an answer may be is settled on the others.
    HARD: ClassVar[str] = "hard case"

    labels: tuple[Label, ...]
    prepared: tuple[str, ...]
    subdimensions: tuple[str, ...]
    primary: Ints
    secondary: Ints
    no_program: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def is_hard(self) -> npt.NDArray[np.bool_]:
        """Which rows were chosen because their words mislead, (n_rows,); none where all were."""
        is_hard = np.array([label.note == self.HARD for label in self.labels], dtype=np.bool_)
        return np.zeros_like(is_hard) if is_hard.all() else is_hard


def load(folder: Path) -> Dataset:
    """All labelled data of a folder.

    Raises DataError when a line is malformed or there is none.
    """
    path = folder / NO_PROGRAM
    other = labels.lines_of(path) if path.is_file() else []
    return dataset(labels.read_folder(folder), other)


def dataset(rows: Sequence[Label], no_program: Sequence[str] = ()) -> Dataset:
    """Labels as a dataset: the latest answer for each text, ordered by content."""
    ids = taxonomy.default().ids
    prepared = preprocessing.prepared_texts(label.text for label in rows)
    latest: dict[str, Label] = {}
    for text, label in zip(prepared, rows, strict=True):
        if text and (text not in latest or _recency(label) > _recency(latest[text])):
            latest[text] = label
    order = sorted(latest)
    ordered = tuple(latest[text] for text in order)
    column = {subdimension: at for at, subdimension in enumerate(ids)} | {"": -1}
    return Dataset(
        labels=ordered,
        prepared=tuple(order),
        subdimensions=ids,
        primary=np.array([column[label.subdimension] for label in ordered], dtype=np.intp),
        secondary=np.array([column[label.secondary] for label in ordered], dtype=np.intp),
        no_program=tuple(
            sorted({text for text in preprocessing.prepared_texts(no_program) if text and text not in latest})
        ),
    )


def _recency(label: Label) -> tuple[datetime, int, str]:
    at = datetime.fromisoformat(label.at) if label.at else datetime.min.replace(tzinfo=UTC)
    return at, _RANK[label.origin], _canonical(label)


def _canonical(label: Label) -> str:
    # A note counts where it decides how sure answers may be.
    around = [label.program, label.opd, label.kode, label.note == Dataset.HARD]
    return json.dumps([label.text, label.subdimension, label.secondary, *around], ensure_ascii=False)


def digest(data: Dataset) -> str:
    """SHA-256 over everything that a model learns from, in hex: texts, labels and secondary labels."""
    content = "\n".join([*sorted(_canonical(label) for label in data.labels), *data.no_program])
    return hashlib.sha256(content.encode("utf-8")).hexdigest()


def near_duplicates(prepared: Sequence[str]) -> Ints:
    """A group number for each text, (n_texts,); texts that are nearly the same share one.

    Chains of near texts are one group.
    """
    from scipy.sparse import coo_array  # type: ignore[import-untyped]
    from scipy.sparse.csgraph import connected_components  # type: ignore[import-untyped]

    first, second = near_pairs(prepared)
    n = len(prepared)
    graph = coo_array((np.ones(len(first)), (first, second)), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.intp)


def near_pairs(prepared: Sequence[str]) -> tuple[Ints, Ints]:
    """Pairs of texts that are nearly the same, each once and the earlier first, as two arrays of places.

    Two texts are near when the Jaccard similarity of their sets of character
    5-grams is above `NEAR`. Exact, by products of sparse matrices: 5 s for 17,600 texts.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    if not prepared:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    counter = CountVectorizer(
        analyzer="char", ngram_range=(_N_GRAM, _N_GRAM), binary=True, lowercase=False, dtype=np.int32
    )
    grams = counter.fit_transform([text.ljust(_N_GRAM, "_") for text in prepared])
    sizes = np.asarray(grams.sum(axis=1)).ravel()
    transposed = grams.T.tocsr()
    left: list[Any] = []
    right: list[Any] = []
    for start in range(0, len(prepared), _BLOCK):
        shared = (grams[start : start + _BLOCK] @ transposed).tocoo()
        row = start + shared.row
        union = sizes[row] + sizes[shared.col] - shared.data
        near = (shared.data > NEAR * union) & (row < shared.col)
        left.append(row[near])
        right.append(shared.col[near])
    return np.concatenate(left).astype(np.intp), np.concatenate(right).astype(np.intp)


def folds(data: Dataset, *, n: int = N_FOLDS, seed: int = _SEED) -> list[tuple[Ints, Ints]]:
    """Pairs of (training, held-out) row numbers: every row held out once, near-duplicates together.

    Raises DataError when a subdimension has fewer than `n` rows.
    """
    from sklearn.model_selection import StratifiedGroupKFold

    counts = np.bincount(data.primary, minlength=len(data.subdimensions))
    if (counts < n).any():
        few = data.subdimensions[int(counts.argmin())]
        raise DataError(
            f"labelled data has {counts.min()} rows for {few}; every subdimension needs {n} or more. "
            "Label some first."
        )
    splitter = StratifiedGroupKFold(n, shuffle=True, random_state=seed)
    groups = near_duplicates(data.prepared)
    return [
        (np.asarray(a, dtype=np.intp), np.asarray(b, dtype=np.intp))
        for a, b in splitter.split(data.prepared, data.primary, groups)
    ]
