"""The report's pictures as PNG; `classifier.mapping.canvas` is the other door to matplotlib.

Drawn without a display; colours are told apart by people who are colour-blind.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

_BLUE, _ORANGE, _GREY = "#0072b2", "#d55e00", "#999999"


def confusion(counts: npt.NDArray[np.int64], names: Sequence[str]) -> bytes:
    """Counts (n, n), labels down and answers across, as shares of each label."""
    figure, axes = _figure(9.0, 8.0)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set_xlabel("answer")
    axes.set_ylabel("label")
    for (row, column), n in np.ndenumerate(counts):
        if n:
            colour = "white" if shares[row, column] > 0.5 else "black"
            axes.text(column, row, str(n), ha="center", va="center", fontsize=6, color=colour)
    return _png(figure)


def reliability(confidence: Sequence[float], right: Sequence[float], n: Sequence[int]) -> bytes:
    """Mean confidence against the share that is right, for bins of `n` rows."""
    figure, axes = _figure(5.0, 4.5)
    axes.plot([0, 1], [0, 1], color=_GREY, linestyle="--", label="as it should be")
    axes.plot(confidence, right, color=_BLUE, marker="o", label="measured")
    for x, y, rows in zip(confidence, right, n, strict=True):
        axes.annotate(str(rows), (x, y), textcoords="offset points", xytext=(4, -10), fontsize=7)
    axes.set_xlabel("confidence")
    axes.set_ylabel("share right")
    axes.legend()
    return _png(figure)


def coverage(share: npt.NDArray[np.float64], right: npt.NDArray[np.float64], review_from: float) -> bytes:
    """The share of rows taken, most certain first, against how many of them are right."""
    figure, axes = _figure(5.0, 4.5)
    axes.plot(share, right, color=_BLUE)
    axes.axvline(review_from, color=_ORANGE, linestyle="--", label="review begins")
    axes.set_ylim(min(0.85, float(right.min()) - 0.01), 1.002)
    axes.set_xlabel("share of rows taken, most certain first")
    axes.set_ylabel("share right, label or secondary")
    axes.legend()
    return _png(figure)


def learning_curve(rows: Sequence[int], strict: Sequence[float], lenient: Sequence[float]) -> bytes:
    """Accuracy against the number of labelled rows that were learnt from."""
    figure, axes = _figure(5.0, 4.5)
    axes.plot(rows, strict, color=_BLUE, marker="o", label="strict")
    axes.plot(rows, lenient, color=_ORANGE, marker="s", label="lenient")
    axes.set_xscale("log")
    axes.set_xticks(list(rows), [f"{n:,}" for n in rows])
    axes.minorticks_off()
    axes.set_xlabel("labelled rows")
    axes.set_ylabel("share right")
    axes.legend()
    return _png(figure)


def _figure(width: float, height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()


def _png(figure: Any) -> bytes:
    out = io.BytesIO()
    # Without a date or version inside, the same numbers give the same bytes.
    figure.savefig(out, format="png", dpi=110, metadata={"Software": None})
    return out.getvalue()
