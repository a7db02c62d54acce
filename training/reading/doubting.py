"""Learns when a row should be doubted: the chances that its name, its place or its money is wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from classifier.rows.doubts import FEATURES, features
from training.reading.scoring import Outcome

# What each chance is about: fields that make it true when they are wrong.
CHANCES = {"name": (), "place": ("level", "program"), "pagu": ("pagu",)}
# Of rows that are right in everything at most this share may be doubted.
MAX_DOUBTED_RIGHT = 0.098


def table(outcomes: Sequence[Outcome]) -> tuple[NDArray[np.float64], dict[str, NDArray[np.bool_]]]:
    """Features of all rows that count, and for each chance whether it came true."""
    rows = [row for outcome in outcomes for row in outcome.rows]
    values = np.array([features(draft) for draft, _, _ in rows], dtype=np.float64)
    wrong = {
        name: np.array(
            [
                not is_right if name == "name" else any(fields.get(field) is False for field in names)
                for _, is_right, fields in rows
            ]
        )
        for name, names in CHANCES.items()
    }
    return values, wrong


def learnt(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Chances as plain numbers, with limits that doubt few right rows for the wrong ones found."""
    values, wrong = table(outcomes)
    models = {
        name: LogisticRegression(C=1.0, max_iter=2000, class_weight=None).fit(values, is_wrong)
        for name, is_wrong in wrong.items()
    }
    odds = {name: model.predict_proba(values)[:, 1] for name, model in models.items()}
    limits = _limits(odds, wrong)
    return {
        "features": list(FEATURES),
        "chances": {
            name: {
                "intercept": round(float(model.intercept_[0]), 4),
                "weights": [round(float(weight), 4) for weight in model.coef_[0]],
                "limit": round(limits[name], 4),
            }
            for name, model in models.items()
        },
    }


def _limits(odds: dict[str, NDArray[np.float64]], wrong: dict[str, NDArray[np.bool_]]) -> dict[str, float]:
    """Limits that find most wrong rows while at most MAX_DOUBTED_RIGHT of the right ones are doubted."""
    is_wrong = np.any(list(wrong.values()), axis=0)
    grid = np.array([0.03, 0.05, 0.07, 0.1, 0.13, 0.17, 0.21, 0.26, 0.32, 0.4, 0.5, 0.65, 1.0])
    best, chosen = -1.0, dict.fromkeys(odds, 1.0)
    for by_name in grid:
        for by_place in grid:
            for by_pagu in grid:
                doubted = (odds["name"] > by_name) | (odds["place"] > by_place) | (odds["pagu"] > by_pagu)
                if doubted[~is_wrong].mean() > MAX_DOUBTED_RIGHT:
                    continue
                found = float(doubted[is_wrong].mean())
                if found > best:
                    best = found
                    chosen = {"name": float(by_name), "place": float(by_place), "pagu": float(by_pagu)}
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
