"""Boosted trees as plain arrays: what was learnt, asked without the library that learnt it.

The file holds numbers alone, so nothing in it can run. Each model is a set of trees for
each class; a line's scores are summed over the trees and brought to probabilities. Made by
`training.reading`; a test holds the answers equal to scikit-learn's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float32]
# What a model is made of, in the file's names: `line_feature`, `line_threshold`, ...
PARTS = ("feature", "threshold", "left", "right", "value", "root", "tree_class", "baseline")
_MODELS = ("line", "level")
_NO_JUDGE = "holds no whole judge; learn it again with training.reading"


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of one model, their nodes one after the other.

    Node i goes to `left[i]` when sign `feature[i]` is at most `threshold[i]`, else to
    `right[i]`; a leaf goes to itself and adds `value[i]` to its tree's class. `root` holds the
    first node of each tree, `tree_class` the class it speaks for, `baseline` each class's score before.
    """

    feature: NDArray[np.int32]
    threshold: _Floats
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: _Floats
    root: NDArray[np.int32]
    tree_class: NDArray[np.int32]
    baseline: _Floats
    depth: int

    @classmethod
    def of(cls, parts: dict[str, NDArray[np.generic]]) -> Trees:
        """Trees from arrays under the names PARTS; raises ValueError when they do not fit together."""
        sizes = {len(parts[name]) for name in ("feature", "threshold", "left", "right", "value")}
        if len(sizes) != 1 or len(parts["root"]) != len(parts["tree_class"]):
            raise ValueError("the arrays of the trees differ in length")
        left = parts["left"].astype(np.int32)
        right = parts["right"].astype(np.int32)
        return cls(
            feature=parts["feature"].astype(np.int32),
            threshold=parts["threshold"].astype(np.float32),
            left=left,
            right=right,
            value=parts["value"].astype(np.float32),
            root=parts["root"].astype(np.int32),
            tree_class=parts["tree_class"].astype(np.int32),
            baseline=parts["baseline"].astype(np.float32),
            depth=_depth(left, right, parts["root"].astype(np.int32)),
        )

    def probabilities(self, signs: _Floats) -> _Floats:
        """For each row of signs the probability of every class, as an array (rows, classes)."""
        n_rows, n_classes = len(signs), len(self.baseline)
        if not n_rows:
            return np.zeros((0, n_classes), dtype=np.float32)
        nodes = np.broadcast_to(self.root, (n_rows, len(self.root))).copy()
        rows = np.arange(n_rows)[:, None]
        for _ in range(self.depth):
            goes_left = signs[rows, self.feature[nodes]] <= self.threshold[nodes]
            nodes = np.where(goes_left, self.left[nodes], self.right[nodes])
        leaves = self.value[nodes]
        scores = np.empty((n_rows, n_classes), dtype=np.float32)
        for k in range(n_classes):
            scores[:, k] = leaves[:, self.tree_class == k].sum(axis=1) + self.baseline[k]
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)


def _depth(left: NDArray[np.int32], right: NDArray[np.int32], root: NDArray[np.int32]) -> int:
    """How many steps lead to the furthest leaf."""
    depth, nodes = 0, root
    while True:
        below = np.unique(np.concatenate([left[nodes], right[nodes]]))
        if np.array_equal(below, np.unique(nodes)) or depth > 64:
            return depth
        nodes, depth = below, depth + 1


@dataclass(frozen=True, slots=True)
class Judge:
    """What was learnt: `line` says none, begins or continues, `level` the level of a line that begins."""

    line: Trees
    level: Trees


def read(path: Path) -> Judge:
    """The judge of a file; raises ValueError when it is no such file or was learnt from other signs."""
    from classifier.evidence.signs import SIGNS

    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
    except (EOFError, ValueError, BadZipFile) as error:
        raise ValueError(f"{path}: {_NO_JUDGE}") from error
    if "signs" not in arrays or tuple(arrays["signs"].tolist()) != SIGNS:
        raise ValueError(f"{path}: was learnt from other signs; learn it again with training.reading")
    if not all(f"{model}_{part}" in arrays for model in _MODELS for part in PARTS):
        raise ValueError(f"{path}: {_NO_JUDGE}")
    models = {model: Trees.of({part: arrays[f"{model}_{part}"] for part in PARTS}) for model in _MODELS}
    return Judge(models["line"], models["level"])


@cache
def packaged() -> Judge | None:
    """The judge that comes with the package; None where there is none yet, as when it is being learnt."""
    resource = files("classifier.evidence").joinpath("weights.npz")
    if not resource.is_file():
        return None
    with as_file(resource) as path:
        return read(path)
