"""What of a file of labelled rows may be added to the labelled data.

A near-duplicate of a row that is there is refused; a text that is labelled again by a correction
is added and replaces the older label (`training.dataset`).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from classifier import labels, taxonomy
from classifier.errors import DataError
from classifier.inference import preprocessing
from classifier.records import Label
from training import dataset
from training.data_quality import near_duplicates

_MAX_CELL_CHARS = 100_000


@dataclass(frozen=True, slots=True)
class Import:
    """What an import would do: labels to `add`, how many were known already, and those refused with why."""

    add: tuple[Label, ...]
    n_known: int
    refused: tuple[tuple[Label, str], ...]


def importable(path: Path, folder: Path, *, by: str = "", now: datetime | None = None) -> Import:
    """What of a file of labelled rows can be added to a folder.

    The file is JSON lines as in `data/labeled`, or CSV with a header that names text and
    subdimension. Where `origin`, `by` or `at` are missing they are filled in.
    Raises DataError with the line when the file is malformed.
    """
    at = labels.timestamp(now)
    read = _read_csv(path) if path.suffix.lower() == ".csv" else labels.read(path)
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
    # By identity, as labels of equal content are equal wherever they stand.
    fresh_ids = {id(label) for label in fresh}
    refused: dict[int, tuple[Label, str]] = {}
    for first, second in near_duplicates([*there, *fresh]):
        if id(second) in fresh_ids and id(second) not in refused and id(first) not in refused:
            refused[id(second)] = (second, f'nearly "{first.text}" ({first.place})')
    add = tuple(label for label in fresh if id(label) not in refused)
    return Import(add, n_known, tuple(refused.values()))


def _read_csv(path: Path) -> list[Label]:
    """Labels of a CSV file, checked as their JSON lines would be."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(
            f"{path}: cannot be read ({error.strerror}); name a file of labelled rows."
        ) from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8 ({error.reason}); save it as UTF-8.") from error
    # Spreadsheets with Indonesian settings write semicolons.
    header = content.split("\n", 1)[0]
    # Given here, as it holds for the whole process and another reader may have set it.
    csv.field_size_limit(_MAX_CELL_CHARS)
    rows = csv.DictReader(io.StringIO(content), delimiter=max(",;\t", key=header.count))
    if missing := {"text", "subdimension"} - set(rows.fieldnames or ()):
        raise DataError(
            f"{path}:1: no column {', '.join(sorted(missing))}; the first line names the columns."
        )
    read = []
    for row in _rows(path, rows):
        fields = {name: value for name, value in row.items() if name in labels.FIELDS and value}
        place = f"{path}:{rows.line_num}"
        read.append(labels.checked(json.dumps(fields).encode(), place, taxonomy.default()))
    return read


def _rows(path: Path, rows: csv.DictReader[str]) -> Iterator[dict[str, str]]:
    try:
        yield from rows
    except csv.Error as error:
        raise DataError(f"{path}:{rows.line_num}: cannot be read ({error}); is a quote left open?") from error
