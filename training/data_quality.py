"""Is labelled data fit to learn from, what may be added to it, and which labels look wrong.

A near-duplicate teaches nothing and makes every measurement look better than it is,
so it is refused; a text that is labelled again by a correction replaces the
older label instead (`training.dataset`).
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np

from classifier import labels, taxonomy
from classifier.errors import DataError
from classifier.inference import preprocessing
from classifier.records import Label
from training import dataset
from training.cross_validation import held_out
from training.recipe import Recipe

LEAST_ROWS = 400


@dataclass(frozen=True, slots=True)
class Check:
    """What a folder of labelled data is: `problems` are sentences, `near` pairs of places, `counts` rows."""

    problems: tuple[str, ...]
    near: tuple[tuple[Label, Label], ...]
    counts: dict[str, int]
    n_no_program: int

    @property
    def scarce(self) -> tuple[str, ...]:
        """Subdimensions with fewer rows than are worth training on."""
        return tuple(one for one, n in self.counts.items() if n < LEAST_ROWS)


_MAX_CELL_CHARS = 100_000


def check(folder: Path) -> Check:
    """Every malformed line and every near-duplicate of a folder. Raises DataError when it holds no file."""
    files = labels.files(folder)
    if not files:
        raise DataError(f"{folder}: holds no labelled data; put *.jsonl files there.")
    problems = [problem for path in files for problem in labels.problems(path)]
    found = [] if problems else labels.read_folder(folder)
    counts = Counter(label.subdimension for label in dataset.dataset(found).labels) if found else Counter()
    path = folder / dataset.NO_PROGRAM
    return Check(
        tuple(problems),
        tuple(near(found)),
        {one: counts[one] for one in taxonomy.default().ids},
        len(labels.lines_of(path)) if path.is_file() else 0,
    )


def near(found: Sequence[Label]) -> list[tuple[Label, Label]]:
    """Pairs of labels whose texts are nearly the same, but for a text that a person labelled again."""
    prepared = preprocessing.many(label.text for label in found)
    pairs = zip(*(one.tolist() for one in dataset.near_pairs(prepared)), strict=True)
    return [
        (found[first], found[second])
        for first, second in pairs
        if not (prepared[first] == prepared[second] and "expert" not in _origins(found, first, second))
    ]


def _origins(found: Sequence[Label], first: int, second: int) -> set[str]:
    later = dataset.dataset([found[first], found[second]]).labels[0]
    return {later.origin}


@dataclass(frozen=True, slots=True)
class Import:
    """What an import would do: labels to `add`, how many were known already, and those refused with why."""

    add: tuple[Label, ...]
    n_known: int
    refused: tuple[tuple[Label, str], ...]


def importable(path: Path, folder: Path, *, by: str = "", now: datetime | None = None) -> Import:
    """What of a file of labelled rows can be added to a folder.

    The file is JSON lines as in `data/labeled`, or CSV with a head that names text and
    subdimension. Where `origin`, `by` or `at` are missing they are filled in.
    Raises DataError with the line when the file is malformed.
    """
    at = labels.timestamp(now)
    read = _csv(path) if path.suffix.lower() == ".csv" else labels.read(path)
    given = [replace(label, by=label.by or by, at=label.at or at) for label in read]
    there = labels.read_folder(folder) if labels.files(folder) else []
    newest = dataset.dataset(there)
    latest = dict(zip(newest.prepared, newest.labels, strict=True))
    n_known, fresh = 0, []
    for label in given:
        old = latest.get(preprocessing.prepared(label.text))
        if old is not None and (old.subdimension, old.secondary) == (label.subdimension, label.secondary):
            n_known += 1
        else:
            fresh.append(label)
    marked = {id(label) for label in fresh}
    refused: dict[int, tuple[Label, str]] = {}
    for first, second in near([*there, *fresh]):
        if id(second) in marked and id(second) not in refused and id(first) not in refused:
            refused[id(second)] = (second, f'nearly "{first.text}" ({first.place})')
    add = tuple(label for label in fresh if id(label) not in refused)
    return Import(add, n_known, tuple(refused.values()))


def _csv(path: Path) -> list[Label]:
    """Labels of a CSV file, checked as their JSON lines would be."""
    import json

    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(
            f"{path}: cannot be read ({error.strerror}); name a file of labelled rows."
        ) from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8 ({error.reason}); save it as UTF-8.") from error
    # Spreadsheets with Indonesian settings write semicolons.
    head = content.split("\n", 1)[0]
    # Said, as it holds for the whole process and another reader may have set it.
    csv.field_size_limit(_MAX_CELL_CHARS)
    rows = csv.DictReader(io.StringIO(content), delimiter=max(",;\t", key=head.count))
    if missing := {"text", "subdimension"} - set(rows.fieldnames or ()):
        raise DataError(
            f"{path}:1: no column {', '.join(sorted(missing))}; the first line names the columns."
        )
    found = []
    for row in _rows(path, rows):
        known = {name: value for name, value in row.items() if name in labels.FIELDS and value}
        found.append(
            labels.checked(json.dumps(known).encode(), f"{path}:{rows.line_num}", taxonomy.default())
        )
    return found


def _rows(path: Path, rows: csv.DictReader[str]) -> Iterator[dict[str, str]]:
    try:
        yield from rows
    except csv.Error as error:
        raise DataError(f"{path}:{rows.line_num}: cannot be read ({error}); is a quote left open?") from error


@dataclass(frozen=True, slots=True)
class Issue:
    """A label that the rest of the data contradicts; `confidence` is that of `suggested`, held out."""

    label: Label
    suggested: str
    confidence: float
    own: float


def issues(
    data_folder: Path, *, jobs: int = 1, progress: Callable[[str], None] = lambda step: None
) -> list[Issue]:
    """Labels that models trained without them contradict, the most certain contradiction first.

    Ranked by the margin between the suggestion and the label's own probability, the
    "normalized margin" of C. Northcutt and others (2021), Confident Learning (https://arxiv.org/abs/1911.00068).
    Rows whose secondary label is the suggestion are no issue.
    """
    from training import train

    data = dataset.load(data_folder)
    out = held_out(data, Recipe(), jobs=jobs, progress=progress)
    probabilities = out.probabilities.copy()
    settled = train.settle(out, data)
    # What a row means may be told by its program alone.
    rows = out.rows_with(settled.context)
    probabilities[rows] = train.in_context(out, settled.context, settled.context_power)
    best = probabilities.argmax(axis=1)
    own = probabilities[np.arange(len(data)), data.primary]
    confidence = probabilities.max(axis=1)
    odd = np.flatnonzero((best != data.primary) & (best != data.secondary))
    order = odd[np.argsort(own[odd] - confidence[odd], kind="stable")]
    return [
        Issue(data.labels[at], data.subdimensions[best[at]], float(confidence[at]), float(own[at]))
        for at in order.tolist()
    ]
