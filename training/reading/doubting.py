"""Learns when a row should be doubted: the chances that its name, its place or its money is wrong."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from classifier.rows.doubts import FEATURES, features
from training.reading.scoring import Outcome

# What each chance is about: fields that make it true when they are wrong.
CHANCES = {"name": (), "place": ("level", "program"), "pagu": ("pagu",)}
# Of rows that are right in everything at most this share may be doubted, on real documents and on others.
MAX_DOUBTED_RIGHT = 0.095
# How much a row of a generated document counts beside one of a real one, and in how many parts rows are
# left out, document by document, for the limits.
_GENERATED_WEIGHT, _N_FOLDS = 0.35, 5
_LIMITS = (0.02, 0.03, 0.05, 0.07, 0.1, 0.13, 0.17, 0.21, 0.26, 0.32, 0.4, 0.5, 0.65, 1.0)


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows read out of fold: features, for each chance whether it came true, document, real or not."""

    values: NDArray[np.float64]
    wrong: dict[str, NDArray[np.bool_]]
    document: NDArray[np.int64]
    is_real: NDArray[np.bool_]

    @property
    def is_wrong(self) -> NDArray[np.bool_]:
        """True for rows with anything wrong."""
        return np.asarray(np.any(list(self.wrong.values()), axis=0))


def examples(outcomes: Sequence[tuple[str, Outcome]]) -> Examples:
    """The rows of documents, each with the kind of its truth."""
    rows = [
        (draft, is_right, fields, i, kind == "real")
        for i, (kind, outcome) in enumerate(outcomes)
        for draft, is_right, fields in outcome.rows
    ]
    wrong = {
        name: np.array(
            [
                not is_right if name == "name" else any(fields.get(field) is False for field in names)
                for _, is_right, fields, _, _ in rows
            ]
        )
        for name, names in CHANCES.items()
    }
    return Examples(
        np.array([features(row[0]) for row in rows], dtype=np.float64),
        wrong,
        np.array([row[3] for row in rows]),
        np.array([row[4] for row in rows]),
    )


def learnt(outcomes: Sequence[tuple[str, Outcome]]) -> dict[str, object]:
    """Chances as plain numbers, with limits that doubt few right rows for the wrong ones found.

    The limits are chosen on rows of documents that the chances were not learnt from.
    """
    known = examples(outcomes)
    part = np.random.RandomState(0).permutation(len(outcomes))[known.document] % _N_FOLDS
    odds = {name: np.zeros(len(known.values)) for name in CHANCES}
    for fold in range(_N_FOLDS):
        left_out = part == fold
        for name in CHANCES:
            model = _fitted(known, name, ~left_out)
            odds[name][left_out] = model.predict_proba(known.values[left_out])[:, 1]
    limits = _limits(odds, known)
    models = {name: _fitted(known, name, np.ones(len(part), dtype=bool)) for name in CHANCES}
    return {
        "features": list(FEATURES),
        "chances": {
            name: {
                "intercept": round(float(model.intercept_[0]), 4),
                "weights": [round(float(weight), 4) for weight in model.coef_[0]],
                "limit": limits[name],
            }
            for name, model in models.items()
        },
    }


def _fitted(known: Examples, name: str, chosen: NDArray[np.bool_]) -> LogisticRegression:
    weights = np.where(known.is_real, 1.0, _GENERATED_WEIGHT)
    model = LogisticRegression(max_iter=3000)
    return model.fit(known.values[chosen], known.wrong[name][chosen], sample_weight=weights[chosen])


def _limits(odds: dict[str, NDArray[np.float64]], known: Examples) -> dict[str, float]:
    """Limits that find most wrong rows while at most MAX_DOUBTED_RIGHT of the right ones are doubted."""
    is_wrong, is_real = known.is_wrong, known.is_real
    best, chosen = -1.0, dict.fromkeys(CHANCES, 1.0)
    for by_name, by_place, by_pagu in itertools.product(_LIMITS, repeat=3):
        doubted = (odds["name"] > by_name) | (odds["place"] > by_place) | (odds["pagu"] > by_pagu)
        of_right = [doubted[~is_wrong & group].mean() for group in (is_real, ~is_real) if group.any()]
        if max(of_right) > MAX_DOUBTED_RIGHT:
            continue
        found = float(doubted[is_wrong & is_real].mean())
        if found > best:
            best, chosen = found, {"name": by_name, "place": by_place, "pagu": by_pagu}
    print(f"doubts: {best:.3f} of wrong rows of real documents that they were not learnt from")
    return chosen


def shares(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    """Of wrong rows and of right ones, the share that carries a doubt."""
    rows = [row for outcome in outcomes for row in outcome.rows]
    fields = ("level", "program", "pagu")
    is_wrong = np.array([not right or any(f.get(x) is False for x in fields) for _, right, f in rows])
    doubted = np.array([bool(draft.doubts) for draft, _, _ in rows])
    return float(doubted[is_wrong].mean()), float(doubted[~is_wrong].mean())


def write(chances: dict[str, object], path: Path) -> None:
    """Save chances as JSON, a line for each list."""
    path.write_text(json.dumps(chances, indent=1) + "\n", encoding="utf-8")
