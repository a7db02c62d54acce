"""How often answers that sure are right, fitted on held-out rows: a curve for each setting.

Isotonic regression gives steps; the curve goes through the middle of each, so that answers stay in
order. In context rows that documents print count as much together as all that were written, as the
answers that planners get are about such.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from classifier.inference.calibration import SETTINGS, SOURCES_OF, Curve, Setting, calibrated
from classifier.inference.context import Weight, spoken, together
from training.cross_validation import HeldOut
from training.dataset import Bools, Dataset, Ints, evened
from training.recipe import Floats

# What speaks in each setting, so that every row can be measured in all that it has something for.
HEARD_IN: Mapping[Setting, tuple[str, ...]] = {
    "alone": (),
    "agency": ("opd", "indikator"),
    "program": ("program", "opd", "kode", "indikator"),
}
# A step of fewer rows is too little to say how often such answers are right.
_LEAST_STEP = 25
# No answer is said to be right always or never.
_MOST, _LEAST = 0.997, 0.05


def weights_of(data: Dataset, rows: Ints, setting: Setting) -> Floats:
    """What each of these rows counts in a setting, (m,): all printed ones together as much as all others.

    Alone each counts once: rows of documents come with their agency at least, and what is read alone was
    typed by somebody.
    """
    return np.ones(len(rows)) if setting == "alone" else evened(data.is_printed[rows])


def rows_in(out: HeldOut, setting: Setting) -> Ints:
    """The rows that can be measured in a setting: all alone, others where what makes it speaks."""
    if setting == "alone":
        return np.arange(len(out.probabilities))
    return out.rows_with(SOURCES_OF[setting])


def products(
    out: HeldOut, setting: Setting, weights: Mapping[str, Weight], leaning: Sequence[float]
) -> Floats:
    """Probabilities of all rows, (n, 18), by what speaks in a setting, before calibration."""
    said = spoken(out.probabilities, out.only(HEARD_IN[setting]), weights, leaning)
    return together(out.probabilities, said)


def curve(confidence: Floats, right: Bools, counts: Floats) -> Curve:
    """The share that is right by confidence, as points that ascend; empty for too few rows."""
    from sklearn.isotonic import IsotonicRegression

    if len(confidence) < 2 * _LEAST_STEP:
        return ()
    fitted = IsotonicRegression(out_of_bounds="clip").fit(confidence, right, sample_weight=counts)
    said = fitted.predict(confidence)
    order = np.argsort(confidence, kind="stable")
    points: list[tuple[float, float]] = []
    start = 0
    for at in range(1, len(order) + 1):
        ends = at == len(order) or said[order[at]] != said[order[at - 1]]
        if ends and (at - start >= _LEAST_STEP or at == len(order)):
            rows = order[start:at]
            x = float(np.average(confidence[rows], weights=counts[rows]))
            y = float(np.clip(np.average(right[rows], weights=counts[rows]), _LEAST, _MOST))
            if points and (x - points[-1][0] < 1e-4 or y < points[-1][1]):
                y = max(y, points[-1][1])
                points[-1] = (points[-1][0], y)
            else:
                points.append((x, y))
            start = at
    return tuple((round(x, 5), round(y, 5)) for x, y in points)


def curves(
    out: HeldOut, data: Dataset, by_setting: Mapping[Setting, Floats], counted: Bools
) -> dict[Setting, Curve]:
    """A curve for each setting, fitted on the `counted` (n,) rows that can be measured in it."""
    found: dict[Setting, Curve] = {}
    for setting in SETTINGS:
        rows = rows_in(out, setting)
        rows = rows[counted[rows]]
        probabilities = by_setting[setting][rows]
        right = probabilities.argmax(axis=1) == data.primary[rows]
        found[setting] = curve(probabilities.max(axis=1), right, weights_of(data, rows, setting))
    return found


def held_out_calibrated(
    out: HeldOut, data: Dataset, by_setting: Mapping[Setting, Floats], counted: Bools
) -> dict[Setting, Floats]:
    """Probabilities in each setting, (n, 18), each row by curves that were fitted without its fold."""
    result = {setting: by_setting[setting].copy() for setting in SETTINGS}
    for number in np.unique(out.fold):
        rows = np.flatnonzero(out.fold == number)
        others = curves(out, data, by_setting, counted & (out.fold != number))
        for place, setting in enumerate(SETTINGS):
            settings = np.full(len(rows), place, dtype=np.intp)
            result[setting][rows] = calibrated(by_setting[setting][rows], settings, others)
    return result
