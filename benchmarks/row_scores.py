"""Rows found against rows that should be: recall, precision, fields, and intervals over documents."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.fields.names import fold
from classifier.records import Row


@dataclass
class Score:
    """Rows of one document: in the truth, found in all, and found rightly."""

    truth: int = 0
    found: int = 0
    right: int = 0

    def add(self, other: Score) -> None:
        """Count another document's too."""
        self.truth += other.truth
        self.found += other.found
        self.right += other.right

    @property
    def recall(self) -> float:
        """The share of the truth's rows that were found."""
        return self.right / self.truth if self.truth else 1.0

    @property
    def precision(self) -> float:
        """The share of found rows that are in the truth."""
        return self.right / self.found if self.found else 1.0


def field_is_right(name: str, truth: dict[str, object], row: Row) -> bool | None:
    """Whether a field agrees; None where the truth says nothing of it."""
    if name == "pagu":
        stated, printed = truth["pagu"], dict(row.pagu)
        assert isinstance(stated, dict)
        if not stated:
            return None
        if stated.keys() == {""}:
            return stated[""] in printed.values()
        return all(amount == printed.get(year, printed.get("")) for year, amount in stated.items() if year)
    value = str(truth[name])
    if name == "opd":
        # "Dinas Peternakan" and "Dinas Peternakan Provinsi Contoh" are one.
        asked, given = fold(value), fold(row.opd)
        return None if not asked else bool(given) and (asked in given or given in asked)
    return None if name == "program" and not value else fold(value) == fold(str(getattr(row, name)))


def score_page(
    truth: list[dict[str, object]], rows: Sequence[Row], fields: Counter[str], names: Sequence[str]
) -> Score:
    """Rows of a page against its truth; what a truth row calls doubtful counts neither way.

    `fields` counts for each of the `names` how often the field is right, and under the
    name with a `?` how often the truth says something of it.
    """
    doubtful = Counter(fold(str(one["text"])) for one in truth if one.get("doubt"))
    wanted: dict[str, list[dict[str, object]]] = defaultdict(list)
    for one in truth:
        if not one.get("doubt"):
            wanted[fold(str(one["text"]))].append(one)
    score = Score(truth=sum(map(len, wanted.values())))
    for row in rows:
        key = fold(row.text)
        if not wanted[key]:
            if doubtful[key]:
                doubtful[key] -= 1
            else:
                score.found += 1
            continue
        same_code = [one for one in wanted[key] if fold(str(one["kode"])) == fold(row.kode)]
        match = (same_code or wanted[key])[0]
        wanted[key].remove(match)
        score.found += 1
        score.right += 1
        for name in names:
            agrees = field_is_right(name, match, row)
            fields[f"{name}?"] += agrees is not None
            fields[name] += bool(agrees)
    return score


def interval(scores: list[Score], what: str, resamples: int) -> tuple[float, float]:
    """The middle 95 % of a figure over documents drawn with replacement."""
    generator = random.Random(1)
    figures = []
    for _ in range(resamples):
        total = Score()
        for score in generator.choices(scores, k=len(scores)):
            total.add(score)
        figures.append(getattr(total, what))
    figures.sort()
    return figures[int(0.025 * resamples)], figures[int(0.975 * resamples)]


def print_totals(scores: list[Score], fields: Counter[str], names: Sequence[str], resamples: int) -> Score:
    """Print recall and precision with their intervals, and the fields; returns the sum of the scores."""
    total = Score()
    for score in scores:
        total.add(score)
    for what in ("recall", "precision"):
        low, high = interval(scores, what, resamples)
        print(f"{what} {getattr(total, what):.3f} (95 % {low:.3f} to {high:.3f})")
    print("  ".join(f"{name} {fields[name] / max(1, fields[f'{name}?']):.3f}" for name in names))
    return total
