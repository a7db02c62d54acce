"""Two models on the same rows: what differs, by how much of it chance may be the cause, and where.

Both answer each row, so rows are compared in pairs: intervals come from resampling rows with both answers
(paired bootstrap; Efron and Tibshirani 1993, chapter 13), and whether one is right more often from the rows
on which only one is right, by McNemar's exact test (McNemar 1947, https://doi.org/10.1007/BF02295996). Rows
of one document are taken as independent, which makes intervals somewhat too narrow.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.dataset import Bools, Ints
from training.evaluate import Answers, Rows, measures
from training.reporting.report_blocks import Block, Heading, Table, Text

N_RESAMPLES = 1000
GROUP_HEADER = ("rows", "before", "after", "became right", "became wrong", "rise, 95 % interval", "p")
_SEED = 0
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure of the model before and after, and the 95 % interval of what it rose by."""

    name: str
    before: float
    after: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one subdimension or kind, or all: the share right before and after.

    `gained` rows only the second model has right, `lost` only the first; `low` and `high` are the 95 %
    interval of the rise, `p` McNemar's exact probability of so uneven a change by chance, two-sided.
    """

    name: str
    n: int
    before: float
    after: float
    gained: int
    lost: int
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that the models answer differently, with its label, both answers and their confidence."""

    text: str
    kind: str
    label: str
    before: str
    after: str
    confidence_before: float
    confidence_after: float
    change: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two models answer on the same rows; `changed` the rows that change, worst first."""

    n: int
    measures: tuple[Difference, ...]
    strict: Group
    lenient: Group
    subdimensions: tuple[Group, ...]
    kinds: tuple[Group, ...]
    changed: tuple[Changed, ...]


def comparison(before: Rows, after: Rows, subdimensions: Sequence[str]) -> Comparison:
    """The second model's rows against the first's; both are the same rows in the same order, one or more.

    `subdimensions` are the names of the labels' columns.
    """
    first, second = _right(before), _right(after)
    was, now = (first | _right_by_second(before)), (second | _right_by_second(after))
    primary, kinds = before.primary, np.array(before.kinds)
    return Comparison(
        len(primary),
        _differences(before, after),
        _group("strict", first, second),
        _group("lenient", was, now),
        tuple(
            _group(name, first[primary == column], second[primary == column])
            for column, name in enumerate(subdimensions)
            if (primary == column).any()
        ),
        tuple(
            _group(kind, first[kinds == kind], second[kinds == kind])
            for kind in sorted(set(before.kinds) - {""})
        ),
        _changed(before, after, subdimensions),
    )


def _right(rows: Rows) -> Bools:
    return np.asarray(rows.answers.ranked[:, 0] == rows.primary)


def _right_by_second(rows: Rows) -> Bools:
    return np.asarray(rows.answers.ranked[:, 0] == rows.secondary)


def _differences(before: Rows, after: Rows) -> tuple[Difference, ...]:
    """Each measure before and after, with its interval from the same resampled rows."""
    every = np.arange(len(before.primary))
    samples = np.random.default_rng(_SEED).integers(0, len(every), (N_RESAMPLES, len(every)))
    rises = np.array([_values(after, sample) - _values(before, sample) for sample in samples])
    low, high = np.quantile(rises, (0.025, 0.975), axis=0)
    names = [field.name for field in dataclasses.fields(before.measures()) if field.name != "n"]
    return tuple(
        Difference(name, *(round(float(value), 4) for value in values))
        for name, *values in zip(names, _values(before, every), _values(after, every), low, high, strict=True)
    )


def _values(rows: Rows, places: Ints) -> np.ndarray:
    of_places = measures(rows.answers.at(places), rows.primary[places], rows.secondary[places])
    return np.array([value for name, value in dataclasses.asdict(of_places).items() if name != "n"])


def _group(name: str, first: Bools, second: Bools) -> Group:
    """A group of rows, (n,) right before and after."""
    n = len(first)
    gained, lost = int((second & ~first).sum()), int((first & ~second).sum())
    shares = np.array([gained, lost, n - gained - lost]) / n
    counts = np.random.default_rng(_SEED).multinomial(n, shares, N_RESAMPLES)
    low, high = np.quantile((counts[:, 0] - counts[:, 1]) / n, (0.025, 0.975))
    return Group(
        name,
        n,
        round(float(first.mean()), 4),
        round(float(second.mean()), 4),
        gained,
        lost,
        round(float(low), 4),
        round(float(high), 4),
        round(mcnemar(gained, lost), 4),
    )


def mcnemar(gained: int, lost: int) -> float:
    """The exact two-sided probability that chance parts changed rows so unevenly; 1 for none."""
    from scipy.stats import binomtest  # type: ignore[import-untyped]

    return float(binomtest(gained, gained + lost, 0.5).pvalue) if gained + lost else 1.0


def _changed(before: Rows, after: Rows, subdimensions: Sequence[str]) -> tuple[Changed, ...]:
    """Rows that are answered differently: those that became wrong first, then those that became right."""
    one, other = before.answers.ranked[:, 0], after.answers.ranked[:, 0]
    was, now = _right(before), _right(after)
    # Lost rows are 0, gained ones 1, the others 2.
    rank = np.where(was & ~now, 0, np.where(now & ~was, 1, 2))
    order = np.flatnonzero(one != other)
    order = order[np.lexsort((-after.answers.confidence[order], rank[order]))]
    names = {(True, False): "became wrong", (False, True): "became right"}
    return tuple(
        Changed(
            before.texts[at],
            before.kinds[at],
            subdimensions[before.primary[at]],
            subdimensions[one[at]],
            subdimensions[other[at]],
            _rounded(before.answers, at),
            _rounded(after.answers, at),
            names.get((bool(was[at]), bool(now[at])), "wrong otherwise"),
        )
        for at in order.tolist()
    )


def _rounded(answers: Answers, at: int) -> float:
    return round(float(answers.confidence[at]), 4)


def report(compared: Comparison, title: str) -> list[Block]:
    """The comparison as the blocks of a report."""
    kinds: list[Block] = [Heading(2, "Kinds"), _groups("kind", compared.kinds)] if compared.kinds else []
    gained, lost = compared.strict.gained, compared.strict.lost
    return [
        Heading(1, title),
        Text(
            f"{compared.n} rows. {gained} became right and {lost} wrong: by chance alone a change so uneven "
            f"has the probability {compared.strict.p:.4f} (McNemar's exact test)."
        ),
        Table(
            ("measure", "before", "after", "rise, 95 % interval"),
            [
                (one.name, f"{one.before:.3f}", f"{one.after:.3f}", f"{one.low:+.3f} to {one.high:+.3f}")
                for one in compared.measures
            ],
        ),
        Heading(2, "Subdimensions"),
        _groups("subdimension", compared.subdimensions),
        *kinds,
        Heading(2, "Rows that change"),
        Table(
            ("text", "label", "before", "after", "change"),
            [
                (one.text, one.label, one.before, one.after, one.change)
                for one in compared.changed[:_MOST_ROWS]
            ],
        ),
    ]


def _groups(what: str, groups: Sequence[Group]) -> Table:
    return Table((what, *GROUP_HEADER), [cells(group) for group in groups])


def cells(group: Group) -> tuple[str, ...]:
    """A group's line in a table, under its name and `GROUP_HEADER`."""
    return (
        group.name,
        str(group.n),
        f"{group.before:.3f}",
        f"{group.after:.3f}",
        str(group.gained),
        str(group.lost),
        f"{group.low:+.3f} to {group.high:+.3f}",
        f"{group.p:.4f}",
    )
