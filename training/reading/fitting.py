"""Lines with signs and labels to trees, and trees to a file of plain arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from classifier.evidence.decoding import BEGINS
from classifier.evidence.signs import SIGNS, PageSigns
from classifier.evidence.trees import PARTS, Judge, Trees
from classifier.records import LEVELS
from classifier.rows.assembler import RowAssembler
from training.reading.alignment import Labels, aligned
from training.reading.truth import ReadDocument

# How much a document counts by where its truth comes from: generated ones are many and alike.
KIND_WEIGHTS: Mapping[str, float] = {"real": 1.0, "printed": 0.6, "drawn": 0.8, "generated": 0.4}
# Of documents other than real ones that have rows, this share of the lines that are no names is learnt from.
_SHARE_OF_NONE = 0.3
# A document's weight grows with its rows slower than they do: rows of one document are alike.
_MIN_ROWS, _ROWS_POWER = 4, 0.5


@dataclass(slots=True)
class Lines:
    """Lines of one document: signs, state (-1 where careful people differ), level (-1 for none), scored."""

    signs: NDArray[np.float32]
    states: NDArray[np.int64]
    levels: NDArray[np.int64]
    is_scored: NDArray[np.bool_]
    labels: Labels


def lines_of(document: ReadDocument, judge: Judge | None = None) -> Lines:
    """The lines of a document as the reader weighs them; `judge` is the one it reads with."""
    pages: dict[int, PageSigns] = {}

    def watch(page: PageSigns) -> None:
        pages[page.page.page] = page

    assembler = RowAssembler(document.words, judge, watch)
    for number in sorted(document.tables):
        assembler.feed(document.tables[number])
    labels = aligned(pages, document.truth.rows)
    signs, states, levels, is_scored = [], [], [], []
    for number, page in pages.items():
        signs.append(page.signs)
        for c, i in page.places:
            state, row = labels.states.get(id(page.chains[c].lines[i]), (0, {}))
            states.append(state)
            levels.append(LEVELS.index(row["level"]) if state == BEGINS else -1)
            is_scored.append(document.is_scored(number))
    matrix = np.concatenate(signs) if signs else np.zeros((0, len(SIGNS)), dtype=np.float32)
    return Lines(matrix, np.array(states, int), np.array(levels, int), np.array(is_scored, bool), labels)


def fitted(lines: Sequence[tuple[str, Lines]], *, seed: int = 1, n_trees: int = 140) -> Judge:
    """A judge from lines of documents, each with the kind of its truth."""
    return fitted_with_gains(lines, seed=seed, n_trees=n_trees)[0]


def fitted_with_gains(
    lines: Sequence[tuple[str, Lines]], *, seed: int = 1, n_trees: int = 140
) -> tuple[Judge, dict[str, float]]:
    """A judge, and for each sign its share of what splits gained when lines were told apart."""
    signs, states, levels, weights = [], [], [], []
    for kind, document in lines:
        known = document.is_scored & (document.states >= 0)
        if kind != "real" and (document.levels >= 0).any():
            chosen = np.random.RandomState(seed).rand(len(known)) < _SHARE_OF_NONE
            known &= (document.states > 0) | chosen
        n_rows = max(_MIN_ROWS, int((document.states[known] == BEGINS).sum()))
        signs.append(document.signs[known])
        states.append(document.states[known])
        levels.append(document.levels[known])
        weights.append(np.full(int(known.sum()), KIND_WEIGHTS[kind] / n_rows**_ROWS_POWER))
    x, y, w = np.concatenate(signs), np.concatenate(states), np.concatenate(weights)
    level = np.concatenate(levels)
    begins = level >= 0
    line = _fitted(x, y, w / w.mean(), n_trees, seed)
    of_level = _fitted(x[begins], level[begins], (w / w.mean())[begins], n_trees // 2, seed)
    return Judge(exported(line, 3), exported(of_level, 3)), _gains(line)


def _fitted(
    x: NDArray[np.float32], y: NDArray[np.int64], w: NDArray[np.float64], n_trees: int, seed: int
) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=n_trees,
        max_leaf_nodes=12,
        learning_rate=0.1,
        l2_regularization=2.0,
        min_samples_leaf=10,
        max_features=0.3,
        random_state=seed,
        early_stopping=False,
    )
    model.fit(x, y, sample_weight=w)
    return model


def _gains(model: HistGradientBoostingClassifier) -> dict[str, float]:
    sums = np.zeros(len(SIGNS))
    for predictors in model._predictors:
        for predictor in predictors:
            inner = predictor.nodes[predictor.nodes["is_leaf"] == 0]
            np.add.at(sums, inner["feature_idx"], inner["gain"])
    return dict(zip(SIGNS, (sums / max(sums.sum(), 1e-12)).tolist(), strict=True))


def exported(model: HistGradientBoostingClassifier, n_classes: int) -> Trees:
    """The trees of a fitted model as arrays; classes that it never saw are never likely."""
    classes = [int(c) for c in model.classes_]
    parts: dict[str, list[NDArray[np.generic]]] = {
        name: [] for name in ("feature", "threshold", "left", "right", "value")
    }
    roots, tree_classes, offset = [], [], 0
    is_binary = len(classes) == 2
    for predictors in model._predictors:
        for k, predictor in enumerate(predictors):
            nodes = predictor.nodes
            own = np.arange(len(nodes)) + offset
            leaf = nodes["is_leaf"].astype(bool)
            parts["feature"].append(np.where(leaf, 0, nodes["feature_idx"]).astype(np.int32))
            # Signs are float32: a threshold between two of them stays between them when rounded down.
            threshold = np.nextafter(nodes["num_threshold"].astype(np.float32), np.float32(-np.inf))
            exact = nodes["num_threshold"].astype(np.float32) <= nodes["num_threshold"]
            threshold = np.where(exact, nodes["num_threshold"].astype(np.float32), threshold)
            parts["threshold"].append(np.where(leaf, 0, threshold).astype(np.float32))
            parts["left"].append(np.where(leaf, own, nodes["left"] + offset).astype(np.int32))
            parts["right"].append(np.where(leaf, own, nodes["right"] + offset).astype(np.int32))
            parts["value"].append(nodes["value"].astype(np.float32))
            roots.append(offset)
            tree_classes.append(classes[1] if is_binary else classes[k])
            offset += len(nodes)
    baseline = np.full(n_classes, -30.0, dtype=np.float32)
    prediction = np.ravel(model._baseline_prediction)
    if is_binary:
        baseline[classes[0]], baseline[classes[1]] = 0.0, prediction[0]
    else:
        baseline[classes] = prediction
    arrays: dict[str, NDArray[np.generic]] = {name: np.concatenate(values) for name, values in parts.items()}
    arrays["root"] = np.array(roots, dtype=np.int32)
    arrays["tree_class"] = np.array(tree_classes, dtype=np.int32)
    arrays["baseline"] = baseline
    return Trees.of(arrays)


def write(judge: Judge, path: Path) -> None:
    """Save a judge as plain arrays, with the names of the signs that it was learnt from."""
    arrays: dict[str, NDArray[np.generic]] = {"signs": np.array(SIGNS)}
    for name, trees in (("line", judge.line), ("level", judge.level)):
        for part in PARTS:
            arrays[f"{name}_{part}"] = getattr(trees, part)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
