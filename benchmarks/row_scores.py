"""Rows found against rows that should be: a page at a time, and the totals printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from classifier.records import Row
from training.reading import truth
from training.reading.scoring import Score, Wanted, field_is_right, interval, total


def score_page(
    rows_of_truth: Sequence[truth.Row], rows: Sequence[Row], fields: Counter[str], names: Sequence[str]
) -> Score:
    """Rows of a page against its truth; what a truth row calls doubtful counts neither way.

    `fields` counts for each of the `names` how often the field is right, and under the
    name with a `?` how often the truth says something of it.
    """
    wanted = Wanted(rows_of_truth)
    score = Score(truth=len(wanted.rows))
    for row in rows:
        counts, match = wanted.find(row)
        score.found += counts
        if match is None:
            continue
        score.right += 1
        for name in names:
            agrees = field_is_right(name, match, row)
            fields[f"{name}?"] += agrees is not None
            fields[name] += bool(agrees)
    return score


def print_totals(scores: list[Score], fields: Counter[str], names: Sequence[str], resamples: int) -> Score:
    """Print recall and precision with their intervals, and the fields; returns the sum of the scores."""
    whole = total(scores)
    for what in ("recall", "precision"):
        low, high = interval(scores, what, resamples)
        print(f"{what} {getattr(whole, what):.3f} (95 % {low:.3f} to {high:.3f})")
    print("  ".join(f"{name} {fields[name] / max(1, fields[f'{name}?']):.3f}" for name in names))
    return whole
