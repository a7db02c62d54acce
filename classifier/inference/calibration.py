"""How often answers that sure are right: a curve for each setting that a row can stand in.

A row that is read alone, one whose agency speaks and one whose program or code does are as often right at
different confidences. Each has its own curve of what was right on held-out rows,
a few points of an isotonic regression (Zadrozny and Elkan 2002, "Transforming classifier scores into
accurate multiclass probability estimates"); `training.calibration` fits them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Setting = Literal["alone", "agency", "program"]
# Points (confidence of the product, share that is right), both ascending; none: the confidence as it comes.
Curve = Sequence[tuple[float, float]]

SETTINGS: tuple[Setting, ...] = get_args(Setting)
# What puts a row into a setting; the last that speaks counts. Indicators only lean on the answer a little.
SOURCES_OF: Mapping[Setting, tuple[str, ...]] = {"agency": ("opd",), "program": ("program", "kode")}


def setting_of(n: int, speaking: Mapping[str, Ints]) -> Ints:
    """The setting of each of `n` rows, as places in `SETTINGS`; `speaking` names the rows of each source."""
    found = np.zeros(n, dtype=np.intp)
    for setting, sources in SOURCES_OF.items():
        for source in sources:
            if source in speaking:
                found[speaking[source]] = SETTINGS.index(setting)
    return found


def calibrated(probabilities: Floats, setting: Ints, curves: Mapping[Setting, Curve]) -> Floats:
    """Probabilities (n, k) whose highest is what its curve says of it; the order of a row's stays.

    The others share what is left as they did before, none more than the highest.
    """
    result = probabilities.copy()
    for place, name in enumerate(SETTINGS):
        rows = np.flatnonzero(setting == place)
        curve = curves.get(name)
        if not curve or not len(rows):
            continue
        confidence, right = np.array(curve, dtype=np.float64).T
        top = probabilities[rows].max(axis=1)
        best = probabilities[rows].argmax(axis=1)
        said = np.maximum(np.interp(top, confidence, right), 1 / probabilities.shape[1])
        rest = np.maximum(1 - top, 1e-12)
        changed = np.minimum(probabilities[rows] * ((1 - said) / rest)[:, None], said[:, None])
        changed[np.arange(len(rows)), best] = said
        result[rows] = changed / np.maximum(changed.sum(axis=1, keepdims=True), 1e-12)
    return result
