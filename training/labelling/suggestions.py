"""Rows of results that are most worth a label: unsure answers, of weak subdimensions, unlike each other.

A row is worth more the nearer its second answer comes to the first (margin sampling; Scheffer, Decomain and
Wrobel 2001, https://doi.org/10.1007/3-540-44816-0_31), and the less sure answers of its subdimension are
on the whole. Going down by worth, a row that says nearly what a chosen one says is passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from classifier.fields.names import fold
from classifier.inference import preprocessing
from classifier.records import Label

# Of the words of two rows together, the share that they may have in common.
MOST_ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row of results that wants a label, in the contract's shape, and its worth in 0..2."""

    row: Mapping[str, Any]
    worth: float


def suggestions(rows: Iterable[Mapping[str, Any]], known: Sequence[Label], n_wanted: int) -> list[Suggestion]:
    """At most so many rows of results, worthiest first; fewer where the rest is alike or labelled.

    Rows whose text is among the `known` labels are left out, as are those that the reader doubts are rows.
    """
    labelled = {preprocessing.prepared(label.text) for label in known}
    distinct: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for row in rows:
        words = preprocessing.prepared(str(row.get("text") or ""))
        key = (words, fold(str(row.get("program") or "")), fold(str(row.get("opd") or "")))
        if words and words not in labelled and "row" not in (row.get("doubts") or ()):
            distinct.setdefault(key, row)
    weakness = _weakness(distinct.values())
    weighed = [
        (
            Suggestion(row, round(_closeness(row) * (1 + weakness[_subdimension(row)]), 4)),
            frozenset(words.split()),
        )
        for (words, _, _), row in distinct.items()
    ]
    weighed.sort(key=lambda one: -one[0].worth)
    chosen: list[tuple[Suggestion, frozenset[str]]] = []
    for suggestion, said in weighed:
        if len(chosen) == n_wanted:
            break
        if all(len(said & other) <= MOST_ALIKE * len(said | other) for _, other in chosen):
            chosen.append((suggestion, said))
    return [suggestion for suggestion, _ in chosen]


def _subdimension(row: Mapping[str, Any]) -> str:
    return str(row.get("subdimension") or "")


def _confidence(row: Mapping[str, Any]) -> float:
    return float(row.get("confidence") or 0.0)


def _closeness(row: Mapping[str, Any]) -> float:
    """How near the second answer comes to the first, 0..1; without one, what is left for all others."""
    alternatives = row.get("alternatives") or [{}]
    second = alternatives[0].get("confidence")
    first = _confidence(row)
    return 1 - first if second is None else 1 - (first - float(second))


def _weakness(rows: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """How unsure answers of each subdimension are on the whole, 0..1."""
    by_subdimension: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        by_subdimension[_subdimension(row)].append(_confidence(row))
    return {name: 1 - float(np.mean(values)) for name, values in by_subdimension.items()}
