"""Labelled data as arrays: one stable order, a digest, near-duplicates, folds.

A text that was labelled more than once in the same surroundings counts once, with its latest answer, so
a correction replaces what it corrects; under another program or agency the same words
may have another label, and the text alone is learnt with the label that it has most often. Rows are
ordered by content, so neither the order of lines nor the split into files changes a model or its digest.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from classifier import labels, taxonomy
from classifier.errors import DataError
from classifier.fields.names import fold
from classifier.inference import preprocessing
from classifier.inference.codes import OfficialProgram, title_stems
from classifier.records import Label

Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]

# Texts that name no program: written ones, one a line, and printed ones with their documents.
NO_PROGRAM = "no_program.txt"
PRINTED_NO_PROGRAM = "no_program.tsv"
# The decided programs of the national nomenclature: code, title, label, runner-up or nothing.
OFFICIAL = "official_programs.tsv"
N_FOLDS = 5
NEAR = 0.8
_N_GRAM = 5
_BLOCK = 1000
_RANK = {"expert": 0, "confirmed": 1, "corrected": 2}


@dataclass(frozen=True, slots=True)
class NoProgram:
    """A text that names no program, as printed and prepared, and the document that has it ("": written)."""

    text: str
    prepared: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Learning:
    """Distinct prepared texts to learn from, with the columns of their labels (-1 for no secondary).

    `is_printed` (n,): a document prints it.
    """

    prepared: tuple[str, ...]
    primary: Ints
    secondary: Ints
    is_printed: Bools


@dataclass(frozen=True, slots=True)
class Dataset:
    """Labels ordered by content, each text once in the same surroundings.

    `prepared` are their texts as the model reads them; `primary` and `secondary`
    the columns of their subdimensions in `subdimensions`, (n_rows,), -1 for no secondary.
    `no_program` are texts that name no program: headings, captions, indicators, prose, rubbish.
    """

    # A note on rows that were chosen because their words mislead. They are learnt from, but documents hold
    # few of them: how sure an answer may be is settled on the others.
    HARD: ClassVar[str] = "hard case"

    labels: tuple[Label, ...]
    prepared: tuple[str, ...]
    subdimensions: tuple[str, ...]
    primary: Ints
    secondary: Ints
    no_program: tuple[NoProgram, ...] = ()
    official: tuple[OfficialProgram, ...] = ()

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def is_hard(self) -> Bools:
        """Which rows were chosen because their words mislead, (n_rows,); none where all were."""
        is_hard = np.array([label.note == self.HARD for label in self.labels], dtype=np.bool_)
        return np.zeros_like(is_hard) if is_hard.all() else is_hard

    @property
    def is_printed(self) -> Bools:
        """Which rows were printed in a document that is named, (n_rows,)."""
        return np.array([bool(label.document) for label in self.labels], dtype=np.bool_)

    @property
    def is_measured(self) -> Bools:
        """Which rows may measure, (n_rows,): people who confirm agree with what they are shown."""
        return np.array([label.origin != "confirmed" for label in self.labels], dtype=np.bool_)

    @property
    def is_settling(self) -> Bools:
        """The rows on which weights of surroundings, curves and thresholds are settled, (n_rows,)."""
        return np.asarray(~self.is_hard & self.is_measured)

    @property
    def is_plain(self) -> Bools:
        """The rows that most scores are of, (n_rows,): written ones that were not chosen to mislead."""
        return np.asarray(self.is_settling & ~self.is_printed)

    def learning(self, rows: Iterable[int]) -> Learning:
        """The distinct texts of these rows, ascending, each with the label that it has most often.

        Of labels as frequent as each other the latest counts; the other becomes the secondary one of a text
        that has none.
        """
        found: dict[str, list[int]] = {}
        for row in rows:
            found.setdefault(self.prepared[row], []).append(row)
        texts = tuple(sorted(found))
        chosen = [self._commonest(found[text]) for text in texts]
        return Learning(
            texts,
            np.array([first for first, _ in chosen], dtype=np.intp),
            np.array([second for _, second in chosen], dtype=np.intp),
            np.array([any(self.labels[row].document for row in found[text]) for text in texts], np.bool_),
        )

    def _commonest(self, rows: list[int]) -> tuple[int, int]:
        if len(rows) == 1:
            return int(self.primary[rows[0]]), int(self.secondary[rows[0]])
        latest = {int(self.primary[row]): _recency(self.labels[row]) for row in rows}
        for row in rows:
            latest[int(self.primary[row])] = max(latest[int(self.primary[row])], _recency(self.labels[row]))
        counts = Counter(int(self.primary[row]) for row in rows)
        first, *others = sorted(counts, key=lambda column: (counts[column], latest[column]), reverse=True)
        seconds = Counter(
            int(self.secondary[row])
            for row in rows
            if self.primary[row] == first and self.secondary[row] >= 0
        )
        return first, others[0] if others else max(seconds, key=lambda one: (seconds[one], one), default=-1)


def evened(printed: Bools) -> npt.NDArray[np.float64]:
    """What each text counts, (n,), when all that documents print shall count as much as all others."""
    if not 0 < printed.sum() < len(printed):
        return np.ones(len(printed))
    return np.where(printed, (~printed).sum() / printed.sum(), 1.0)


def load(folder: Path) -> Dataset:
    """All labelled data of a folder.

    Raises DataError when a line is malformed or there is none.
    """
    path, printed = folder / NO_PROGRAM, folder / PRINTED_NO_PROGRAM
    other = labels.lines_of(path) if path.is_file() else []
    lines = labels.lines_of(printed) if printed.is_file() else []
    data = dataset(labels.read_folder(folder), [*other, *map(_printed, lines)])
    official = folder / OFFICIAL
    return replace(data, official=official_programs(official)) if official.is_file() else data


def official_programs(path: Path) -> tuple[OfficialProgram, ...]:
    """The decided programs of a file. Raises DataError at a line that is malformed."""
    ids = taxonomy.default().ids
    programs = []
    for number, line in enumerate(labels.lines_of(path), start=1):
        kode, title, first, *second = line.split("\t") if line.count("\t") >= 2 else [line] * 3
        labelled = [first, *filter(None, second)]
        if unknown := [one for one in labelled if one not in ids] or len(labelled) > 2:
            raise DataError(f"{path}:{number}: no code, title and labels with tabs between ({unknown}).")
        columns = [ids.index(one) for one in labelled]
        programs.append(OfficialProgram(kode, title_stems(title), *columns))
    return tuple(programs)


def _printed(line: str) -> tuple[str, str]:
    document, tab, text = line.partition("\t")
    if not tab or not text.strip():
        raise DataError(f'{PRINTED_NO_PROGRAM}: "{line[:60]}" is no document and text with a tab between.')
    return text, document


def dataset(rows: Sequence[Label], no_program: Sequence[str | tuple[str, str]] = ()) -> Dataset:
    """Labels as a dataset, ordered by content: the latest answer for each text in its surroundings.

    `no_program` are texts, or texts with their documents.
    """
    ids = taxonomy.default().ids
    prepared = preprocessing.prepared_texts(label.text for label in rows)
    latest: dict[tuple[str, str, str], Label] = {}
    for text, label in zip(prepared, rows, strict=True):
        key = key_of(text, label)
        if text and (key not in latest or counts_before(label, latest[key])):
            latest[key] = label
    order = sorted(latest)
    ordered = tuple(latest[key] for key in order)
    column = {subdimension: at for at, subdimension in enumerate(ids)} | {"": -1}
    texts = {text for text, _, _ in order}
    others: dict[str, NoProgram] = {}
    for one in no_program:
        text, document = one if isinstance(one, tuple) else (one, "")
        words = preprocessing.prepared(text)
        if words and words not in texts:
            others.setdefault(words, NoProgram(text, words, document))
    return Dataset(
        labels=ordered,
        prepared=tuple(text for text, _, _ in order),
        subdimensions=ids,
        primary=np.array([column[label.subdimension] for label in ordered], dtype=np.intp),
        secondary=np.array([column[label.secondary] for label in ordered], dtype=np.intp),
        no_program=tuple(others[words] for words in sorted(others)),
    )


def key_of(prepared: str, label: Label) -> tuple[str, str, str]:
    """What two labels share of which one counts: the prepared text, the program and the agency."""
    return prepared, fold(label.program), fold(label.opd)


def counts_before(label: Label, other: Label) -> bool:
    """Whether the first of two labels of one key counts: the later one, or a person's correction."""
    return _recency(label) > _recency(other)


def _recency(label: Label) -> tuple[datetime, int, str]:
    at = datetime.fromisoformat(label.at) if label.at else datetime.min.replace(tzinfo=UTC)
    return at, _RANK[label.origin], _canonical(label)


def _canonical(label: Label) -> str:
    # A note counts where it decides how sure answers may be.
    around = [label.program, label.opd, label.kode, label.note == Dataset.HARD]
    # What older data has not must not change its digest.
    printed = [label.document, *label.indikator] if label.document or label.indikator else []
    return json.dumps(
        [label.text, label.subdimension, label.secondary, *around, *printed], ensure_ascii=False
    )


def digest(data: Dataset) -> str:
    """SHA-256 over everything that a model learns from, in hex: texts, labels and secondary labels."""
    # What a text looks like is learnt too, so they count as printed.
    other = [f"{one.document}\t{one.text}" for one in data.no_program]
    official = ["\t".join([one.kode, *one.title, str(one.first), str(one.second)]) for one in data.official]
    content = "\n".join([*sorted(_canonical(label) for label in data.labels), *other, *official])
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


def near_pairs(prepared: Sequence[str], *, since: int = 0) -> tuple[Ints, Ints]:
    """Pairs of texts that are nearly the same, each once and the earlier first, as two arrays of places.

    Two texts are near when the Jaccard similarity of their sets of character
    5-grams is above `NEAR`; only pairs whose later text is at `since` or after are given. Exact, by prefix
    filtering (Chaudhuri, Ganti and Kaushik 2006, https://doi.org/10.1109/ICDE.2006.9): near texts share one
    of their rarest grams, so only texts that do are compared.
    """
    from sklearn.feature_extraction.text import CountVectorizer

    if not prepared:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    counter = CountVectorizer(
        analyzer="char", ngram_range=(_N_GRAM, _N_GRAM), binary=True, lowercase=False, dtype=np.int8
    )
    grams = counter.fit_transform([text.ljust(_N_GRAM, "_") for text in prepared])
    sizes = np.diff(grams.indptr)
    rare = _rarest(grams, sizes)
    transposed = rare.T.tocsr()
    left: list[Ints] = []
    right: list[Ints] = []
    for start in range(since, len(prepared), _BLOCK):
        sharing = (rare[start : start + _BLOCK] @ transposed).tocoo()
        later, earlier = start + sharing.row.astype(np.intp), sharing.col.astype(np.intp)
        shortest, longest = np.minimum(sizes[earlier], sizes[later]), np.maximum(sizes[earlier], sizes[later])
        likely = (earlier < later) & (shortest > NEAR * longest)
        first, second = earlier[likely], later[likely]
        shared = np.asarray(grams[first].multiply(grams[second]).sum(axis=1, dtype=np.int64)).ravel()
        near = shared > NEAR * (sizes[first] + sizes[second] - shared)
        left.append(first[near])
        right.append(second[near])
    none = np.zeros(0, dtype=np.intp)
    return np.concatenate([none, *left]), np.concatenate([none, *right])


def _rarest(grams: Any, sizes: Ints) -> Any:
    """Of each text's grams (n_texts, n_grams), the rarest that a near text cannot lack all of."""
    from scipy.sparse import csr_array

    frequency = np.bincount(grams.indices, minlength=grams.shape[1])
    rank = np.empty(grams.shape[1], dtype=np.intp)
    rank[np.argsort(frequency, kind="stable")] = np.arange(grams.shape[1])
    row = np.repeat(np.arange(len(sizes)), sizes)
    order = np.lexsort((rank[grams.indices], row))
    place = np.arange(len(order)) - np.repeat(grams.indptr[:-1], sizes)
    # A near text has more than NEAR of them, so that it may lack fewer than all but NEAR.
    n_kept = sizes - np.ceil(NEAR * sizes - 1e-9).astype(np.intp) + 1
    kept = order[place < n_kept[row]]
    ones = np.ones(len(kept), dtype=np.int32)
    return csr_array((ones, (row[kept], grams.indices[kept])), shape=grams.shape)


def fold_numbers(data: Dataset) -> Ints:
    """The fold in which each row is held out, (n_rows,).

    It follows from the row's text alone, or from the agency that most rows of its document have, so
    that adding rows moves no other. Rows of one document, and of documents of one agency, are held out
    together.
    """
    agencies: dict[str, Counter[str]] = {}
    for label in data.labels:
        if label.document:
            agencies.setdefault(label.document, Counter())[fold(label.opd)] += 1
    keys = {
        document: max(counts, key=lambda name: (counts[name], name)) or document
        for document, counts in agencies.items()
    }
    return np.array(
        [
            _fold_of(keys[label.document] if label.document else text)
            for label, text in zip(data.labels, data.prepared, strict=True)
        ],
        dtype=np.intp,
    )


def other_fold_numbers(data: Dataset) -> Ints:
    """The fold in which each text that names no program is held out: with its document, or by itself."""
    return np.array([_fold_of(one.document or one.prepared) for one in data.no_program], dtype=np.intp)


def _fold_of(key: str) -> int:
    return int(hashlib.sha256(key.encode("utf-8")).hexdigest()[:8], 16) % N_FOLDS


def folds(data: Dataset) -> list[tuple[Ints, Ints]]:
    """Pairs of (training, held-out) row numbers: every row held out once.

    Near-duplicates of what is held out are left out of what is learnt from, whatever their own fold.
    Raises DataError when a subdimension has fewer rows than there are folds, or all in one.
    """
    counts = np.bincount(data.primary, minlength=len(data.subdimensions))
    if (counts < N_FOLDS).any():
        few = data.subdimensions[int(counts.argmin())]
        raise DataError(
            f"labelled data has {counts.min()} rows for {few}; every subdimension needs {N_FOLDS} or more. "
            "Label some first."
        )
    texts = sorted(set(data.prepared))
    place = {text: at for at, text in enumerate(texts)}
    group = near_duplicates(texts)[[place[text] for text in data.prepared]]
    numbers = fold_numbers(data)
    pairs = []
    for number in range(N_FOLDS):
        held = numbers == number
        fit = np.flatnonzero(~held & ~np.isin(group, group[held]))
        missing = np.flatnonzero(np.bincount(data.primary[fit], minlength=len(data.subdimensions)) == 0)
        if len(missing):
            raise DataError(
                f"labelled data has too few different rows for {data.subdimensions[int(missing[0])]}. "
                "Label some first."
            )
        pairs.append((fit, np.flatnonzero(held)))
    return pairs
