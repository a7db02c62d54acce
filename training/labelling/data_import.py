"""What of a file of labelled rows is added to the labelled data, line by line.

A label counts for its text under its program and agency (`training.dataset`). A line that says of them
what is known is passed over; a correction of an older label is added and replaces it; any other label of
the same text contradicts it and is refused, as is a text nearly like one that is there: a person decides.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from classifier import labels, taxonomy
from classifier.errors import DataError
from classifier.formats import label_files
from classifier.formats.label_files import LabelFile, Line
from classifier.inference import preprocessing
from classifier.records import Label
from training import dataset

Kind = Literal["added", "replaces", "known", "contradicts", "refused", "unlabelled"]
KINDS: tuple[tuple[Kind, str], ...] = (
    ("added", "added"),
    ("replaces", "replacing an older label"),
    ("known", "known already"),
    ("contradicts", "contradicting"),
    ("refused", "refused"),
    ("unlabelled", "without a label"),
)
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a line: its label (None when it holds none), and why where it is not just added."""

    line: Line
    kind: Kind
    label: Label | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Import:
    """What an import would do with each line of a file, in order."""

    file: LabelFile
    outcomes: tuple[Outcome, ...]

    @property
    def add(self) -> tuple[Label, ...]:
        """The labels to add, those that replace older ones among them."""
        return tuple(one.label for one in self.of("added", "replaces") if one.label is not None)

    @property
    def rejected(self) -> tuple[Outcome, ...]:
        """The lines that are not taken."""
        return self.of("contradicts", "refused")

    def of(self, *kinds: Kind) -> tuple[Outcome, ...]:
        """The lines of these kinds, in order."""
        return tuple(one for one in self.outcomes if one.kind in kinds)

    def summary(self) -> str:
        """How many lines are of each kind, in words."""
        return ", ".join(f"{len(self.of(kind))} {words}" for kind, words in KINDS) + "."

    def rejected_file(self) -> bytes:
        """The lines that are not taken as a file to mend, in the form of the one that they came in."""
        return label_files.written([(one.line, one.why) for one in self.rejected], self.file.titles)


def importable(path: Path, folder: Path, *, by: str = "", now: datetime | None = None) -> Import:
    """What of a file of labelled rows can be added to a folder.

    The file is what `classifier.formats.label_files` reads. Where `origin`, `by` or `at` are missing they
    are filled in. Raises DataError when the file as a whole cannot be used, or the folder is malformed.
    """
    file = label_files.read(path)
    at = labels.timestamp(now)
    there = labels.read_folder(folder) if labels.files(folder) else []
    outcomes = [_read(line, by, at) for line in file.lines]
    _compare(outcomes, there)
    return Import(file, tuple(outcomes))


def _read(line: Line, by: str, at: str) -> Outcome:
    """A line as a label to add, or refused as no label."""
    # Of a sheet to fill in a person may label some rows today.
    if line.cells.get("text") and "subdimension" in line.cells and not line.cells["subdimension"]:
        return Outcome(line, "unlabelled")
    if line.problem:
        return Outcome(line, "refused", why=line.problem)
    try:
        label = labels.checked(_json_of(line), line.place, taxonomy.default())
    except DataError as error:
        return Outcome(line, "refused", why=str(error).removeprefix(f"{line.place}: "))
    if not preprocessing.prepared(label.text):
        return Outcome(line, "refused", why="its text has no word.")
    return Outcome(line, "added", replace(label, by=label.by or by, at=label.at or at))


def _json_of(line: Line) -> bytes:
    """A line as JSON of labelled data, its subdimensions by their ids where they are named otherwise."""
    ids, known = {}, taxonomy.default()
    for field in ("subdimension", "secondary"):
        value = line.cells.get(field)
        if isinstance(value, str) and value not in known.ids and (meant := known.called(value)):
            ids[field] = meant
    # A JSON line of its own stays as it is: what is wrong in it is seen there alone.
    if line.raw and not ids and label_files.WHY not in line.cells:
        return line.raw
    cells = {field: value for field, value in line.cells.items() if field != label_files.WHY}
    return json.dumps({**cells, **ids}).encode("utf-8")


def _compare(outcomes: list[Outcome], there: Sequence[Label]) -> None:
    """Settle each line against the labelled data and the lines before it."""
    latest: dict[Key, Label] = {}
    by_text: dict[str, list[Label]] = {}
    prepared = list(preprocessing.prepared_texts(label.text for label in there))

    def take(text: str, label: Label) -> None:
        latest[dataset.key_of(text, label)] = label
        by_text.setdefault(text, []).append(label)

    for text, known in zip(prepared, there, strict=True):
        old = latest.get(dataset.key_of(text, known))
        if old is None or dataset.counts_before(known, old):
            take(text, known)
    asked = [at for at, outcome in enumerate(outcomes) if outcome.label is not None]
    fresh = [outcomes[at].label for at in asked]
    texts = list(preprocessing.prepared_texts(label.text for label in fresh if label is not None))
    near = _near([*prepared, *texts], len(prepared))
    every: list[Label | None] = [*there, *fresh]
    for place, (at, text) in enumerate(zip(asked, texts, strict=True), start=len(prepared)):
        label = every[place]
        if label is None:
            continue
        kind, why = _settled(label, text, latest, by_text)
        likes = (every[other] for other in near.get(place, ()))
        if kind == "added" and (like := next((one for one in likes if one is not None), None)):
            kind, why = "refused", f"nearly {_told(like)}; keep one."
        outcomes[at] = replace(outcomes[at], kind=kind, why=why)
        if kind in ("added", "replaces"):
            take(text, label)
        else:
            # What is not taken stands in no other line's way.
            every[place] = None


def _settled(
    label: Label, text: str, latest: dict[Key, Label], by_text: dict[str, list[Label]]
) -> tuple[Kind, str]:
    """What a label is to those of the same text that are known."""
    old = latest.get(dataset.key_of(text, label))
    stands_alone = not label.program and not label.opd
    others = by_text.get(text, []) if stands_alone else []
    for known in [old] if old else others:
        if (known.subdimension, known.secondary) == (label.subdimension, label.secondary):
            return "known", f"as {known.place} has it."
    if old is not None and label.origin != "expert" and dataset.counts_before(label, old):
        return "replaces", f"{_told(old)}."
    contradicted = old or next((one for one in others if label.origin == "expert"), None)
    if contradicted is None:
        return "added", ""
    if label.origin == "expert":
        return "contradicts", f"{_told(contradicted)}; keep one, or give it the origin corrected."
    return "contradicts", f"{_told(contradicted)}; that answer is the later one."


def _near(prepared: Sequence[str], n_there: int) -> dict[int, list[int]]:
    """The places before it of texts nearly like each new one; the same text in other surroundings is none."""
    near: dict[int, list[int]] = {}
    firsts, seconds = dataset.near_pairs(prepared, since=n_there)
    for first, second in zip(firsts.tolist(), seconds.tolist(), strict=True):
        if prepared[first] != prepared[second]:
            near.setdefault(second, []).append(first)
    return near


def _told(label: Label) -> str:
    second = f" ({label.secondary})" if label.secondary else ""
    return f'"{label.text}", {label.subdimension}{second} ({label.place})'
