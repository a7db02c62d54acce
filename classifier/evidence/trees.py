"""Boosted trees as plain arrays: what was learnt, asked without the library that learnt it.

The file holds numbers alone, so nothing in it can run. Each model is a set of trees for
each class; a line's scores are summed over the trees and brought to probabilities. Made by
`training.reading`; a test holds the answers equal to scikit-learn's.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from classifier.errors import ModelError

_Floats = NDArray[np.float32]
# Rows asked at once: memory does not grow with the lines of a page.
_BLOCK = 128
# A tree of so many leaves answers from a table of 4,096 values; training grows 12.
_MAX_LEAVES = 13
# A bit for each leaf.
_ALL = (1 << _MAX_LEAVES) - 1
# What the tests of a tree answer is one number of so many bits.
_N_BITS = 16
# What a model is made of, in the file's names: `line_feature`, `line_threshold`, ...
PARTS = ("feature", "threshold", "left", "right", "value", "root", "tree_class", "baseline")
_MODELS = ("line", "level")
_N_CLASSES = 3
_AGAIN = "install petakota again, or learn the weights anew with training.reading"
# What numpy and zipfile raise for a file that is damaged or something else.
_UNREADABLE = (
    EOFError,
    KeyError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    BadZipFile,
    zlib.error,
)


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
    tests: _Tests

    @classmethod
    def of(cls, parts: Mapping[str, NDArray[np.generic]], *, n_signs: int | None = None) -> Trees:
        """Trees from arrays under the names PARTS; raises ValueError when they do not fit together.

        `n_signs` is how many signs there are to ask for, where that is known.
        """
        _check(parts, n_signs)
        feature, left, right, root, tree_class = (
            parts[name].astype(np.int32) for name in ("feature", "left", "right", "root", "tree_class")
        )
        threshold, value = parts["threshold"].astype(np.float32), parts["value"].astype(np.float32)
        tests = _Tests.of(feature, threshold, left, right, value, root)
        baseline = parts["baseline"].astype(np.float32)
        return cls(feature, threshold, left, right, value, root, tree_class, baseline, tests)

    def probabilities(self, signs: _Floats) -> _Floats:
        """For each row of signs the probability of every class, as an array (rows, classes)."""
        n_rows, n_classes = len(signs), len(self.baseline)
        if not n_rows:
            return np.zeros((0, n_classes), dtype=np.float32)
        scores = np.empty((n_rows, n_classes), dtype=np.float32)
        for start in range(0, n_rows, _BLOCK):
            leaves = self.tests.leaf_values(signs[start : start + _BLOCK])
            for k in range(n_classes):
                of_class = leaves[:, self.tree_class == k].sum(axis=1)
                scores[start : start + _BLOCK, k] = of_class + self.baseline[k]
        scores -= scores.max(axis=1, keepdims=True)
        odds = np.exp(scores)
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)


def _check(parts: Mapping[str, NDArray[np.generic]], n_signs: int | None) -> None:
    """Raise ValueError when arrays of trees do not fit together, or hold what no tree is made of."""
    for name in PARTS:
        if parts[name].ndim != 1 or parts[name].dtype.kind not in "iuf" or not np.isfinite(parts[name]).all():
            raise ValueError(f"{name} is no row of numbers")
    if not len(parts["root"]):
        raise ValueError("there is no tree")
    n_nodes = len(parts["feature"])
    if any(len(parts[name]) != n_nodes for name in ("threshold", "left", "right", "value")) or (
        len(parts["root"]) != len(parts["tree_class"])
    ):
        raise ValueError("the arrays of the trees differ in length")
    ends = {"left": n_nodes, "right": n_nodes, "root": n_nodes, "tree_class": len(parts["baseline"])}
    if n_signs is not None:
        ends["feature"] = n_signs
    for name, end in ends.items():
        if parts[name].min() < 0 or parts[name].max() >= end:
            raise ValueError(f"{name} names what is not there")
    own = np.arange(n_nodes)
    if ((parts["left"] == own) != (parts["right"] == own)).any():
        raise ValueError("a node is a leaf on one side alone")


@dataclass(frozen=True, slots=True)
class _Tests:
    """All tests of all trees, each different one once, so that they are asked at once.

    What the tests of a tree answer is a number, a bit for each that fails: under it the tree's own
    table holds the value of the leaf. Trees ask the same again and again: of 4,620 tests 1,715 differ.
    `place` says for each of a tree's _N_BITS bits which test it is; behind the last test is one that
    never fails. `values` holds the tables one after the other, `table` where each tree's begins.
    """

    feature: NDArray[np.int32]
    threshold: _Floats
    place: NDArray[np.intp]
    table: NDArray[np.int32]
    values: _Floats

    @classmethod
    def of(
        cls,
        feature: NDArray[np.int32],
        threshold: _Floats,
        left: NDArray[np.int32],
        right: NDArray[np.int32],
        value: _Floats,
        root: NDArray[np.int32],
    ) -> _Tests:
        tests = list(zip(feature.tolist(), threshold.tolist(), strict=True))
        node_left, node_right, node_value = left.tolist(), right.tolist(), value.tolist()
        places: dict[tuple[int, float], int] = {}
        place: list[list[int]] = []
        masks: list[list[int]] = []
        leaves: list[list[float]] = []

        def leaves_below(node: int) -> int:
            """Add the tests and leaves below a node to the last tree's, and return the bits of its leaves."""
            if node_left[node] == node:
                leaves[-1].append(node_value[node])
                return 1 << (len(leaves[-1]) - 1)
            at = len(masks[-1])
            if at >= _MAX_LEAVES - 1:
                raise ValueError(f"a tree has more than {_MAX_LEAVES} leaves, or its nodes run in a circle")
            place[-1].append(places.setdefault(tests[node], len(places)))
            masks[-1].append(0)
            # A test that fails rules out the leaves to its left.
            to_left: int = leaves_below(node_left[node])
            masks[-1][at] = _ALL & ~to_left
            return to_left | leaves_below(node_right[node])

        for node in root.tolist():
            for own in (place, masks, leaves):
                own.append([])
            leaves_below(node)
        n_tests = max(map(len, masks), default=0)
        no_test = len(places)
        return cls(
            np.array([f for f, _ in places], dtype=np.int32),
            np.array([t for _, t in places], dtype=np.float32),
            np.array([[*own, *[no_test] * (_N_BITS - len(own))] for own in place], dtype=np.intp).ravel(),
            (np.arange(len(masks)) << n_tests).astype(np.int32),
            _tables(masks, leaves, n_tests).ravel(),
        )

    def leaf_values(self, signs: _Floats) -> _Floats:
        """The value of each tree's leaf for each row of signs, as an array (rows, trees)."""
        fails = np.zeros((len(signs), len(self.feature) + 1), dtype=np.bool_)
        np.greater(signs.take(self.feature, axis=1), self.threshold, out=fails[:, :-1])
        numbers = np.packbits(fails.take(self.place, axis=1), axis=1, bitorder="little").view("<u2")
        return np.asarray(self.values.take(numbers + self.table))


def _tables(masks: Sequence[Sequence[int]], leaves: Sequence[Sequence[float]], n_tests: int) -> _Floats:
    """For each tree and each number that its tests may answer the value of its leaf, (trees, 2 ** n_tests).

    The leaf is the first, from left to right, that no failed test rules out (C. Lucchese et al.,
    "QuickScorer", 2015).
    """
    padded = np.array([[*own, *[_ALL] * (n_tests - len(own))] for own in masks], dtype=np.uint16)
    left = np.full((len(masks), 1), _ALL, dtype=np.uint16)
    for k in range(n_tests):
        left = np.concatenate((left, left & padded[:, k : k + 1]), axis=1)
    numbers = np.arange(_ALL + 1)
    # A float's exponent tells which bit it is.
    first_bit = np.frexp((numbers & -numbers).astype(np.float32))[1] - 1
    width = max(map(len, leaves), default=1)
    values = np.array([[*own, *[0.0] * (width - len(own))] for own in leaves], dtype=np.float32)
    return np.asarray(np.take_along_axis(values, first_bit[left], axis=1))


@dataclass(frozen=True, slots=True)
class Judge:
    """What was learnt: `line` says none, begins or continues, `level` the level of a line that begins."""

    line: Trees
    level: Trees


def read(path: Path) -> Judge:
    """The judge of a file; raises ModelError when it is no such file or was learnt from other signs."""
    from classifier.evidence.signs import SIGNS

    try:
        with path.open("rb") as file, ZipFile(file) as archive:
            names = [f"{model}_{part}" for model in _MODELS for part in PARTS]
            arrays = {name: _array(archive, name) for name in ("signs", *names)}
    except _UNREADABLE as error:
        raise ModelError(f"{path}: holds no whole judge ({_why(error)}); {_AGAIN}.") from error
    if arrays["signs"].tolist() != list(SIGNS):
        raise ModelError(f"{path}: was learnt from other signs than this program has; {_AGAIN}.")
    try:
        line, level = (
            Trees.of({part: arrays[f"{model}_{part}"] for part in PARTS}, n_signs=len(SIGNS))
            for model in _MODELS
        )
    except ValueError as error:
        raise ModelError(f"{path}: holds no whole judge ({_why(error)}); {_AGAIN}.") from error
    if not len(line.baseline) == len(level.baseline) == _N_CLASSES:
        raise ModelError(f"{path}: holds no whole judge (it has not {_N_CLASSES} classes); {_AGAIN}.")
    return Judge(line, level)


def _array(archive: ZipFile, name: str) -> NDArray[np.generic]:
    with archive.open(f"{name}.npy") as member:
        array: NDArray[np.generic] = np.lib.format.read_array(member, allow_pickle=False)
    return array


def _why(error: Exception) -> str:
    """What a library says of a file, on one line."""
    return " ".join(str(error).split()).strip("\"'.") or type(error).__name__


@cache
def packaged() -> Judge | None:
    """The judge that comes with the package; None where there is none yet, as when it is being learnt."""
    resource = files("classifier.evidence").joinpath("weights.npz")
    if not resource.is_file():
        return None
    with as_file(resource) as path:
        return read(path)
