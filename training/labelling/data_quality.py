"""Is labelled data fit to learn from: malformed lines, near-duplicates, subdimensions with few rows.

A near-duplicate teaches nothing and makes every measurement look better than it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier import labels, taxonomy
from classifier.errors import DataError
from classifier.inference import preprocessing
from classifier.records import Label
from training import dataset

LEAST_ROWS = 400


@dataclass(frozen=True, slots=True)
class Check:
    """The state of a folder of labelled data.

    `problems` are sentences, one a malformed line; `near` pairs of nearly equal labels, the
    earlier first; `counts` rows by subdimension.
    """

    problems: tuple[str, ...]
    near: tuple[tuple[Label, Label], ...]
    counts: dict[str, int]
    n_no_program: int

    @property
    def scarce(self) -> tuple[str, ...]:
        """Subdimensions with fewer rows than are worth training on."""
        return tuple(subdimension for subdimension, n in self.counts.items() if n < LEAST_ROWS)


def check(folder: Path) -> Check:
    """Every malformed line and every near-duplicate of a folder. Raises DataError when it holds no file."""
    files = labels.files(folder)
    if not files:
        raise DataError(f"{folder}: holds no labelled data; put *.jsonl files there.")
    problems = [problem for path in files for problem in labels.problems(path)]
    rows = [] if problems else labels.read_folder(folder)
    counts = Counter(label.subdimension for label in dataset.dataset(rows).labels) if rows else Counter()
    path = folder / dataset.NO_PROGRAM
    return Check(
        tuple(problems),
        tuple(near_duplicates(rows)),
        {subdimension: counts[subdimension] for subdimension in taxonomy.default().ids},
        len(labels.lines_of(path)) if path.is_file() else 0,
    )


def near_duplicates(rows: Sequence[Label]) -> list[tuple[Label, Label]]:
    """Pairs of labels whose texts are nearly the same, but for a text that a person labelled again."""
    prepared = preprocessing.prepared_texts(label.text for label in rows)
    firsts, seconds = dataset.near_pairs(prepared)
    return [
        (rows[first], rows[second])
        for first, second in zip(firsts.tolist(), seconds.tolist(), strict=True)
        if prepared[first] != prepared[second] or not _is_labelled_again(rows[first], rows[second])
    ]


def _is_labelled_again(first: Label, second: Label) -> bool:
    """Whether the label of two that counts for their text is a person's answer to the other."""
    latest = dataset.dataset([first, second]).labels
    return bool(latest) and latest[0].origin != "expert"
