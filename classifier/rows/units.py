"""In what unit a table's money is printed, weighed from what its header states and what its amounts are.

Headers lie: `Rp. 000` stands over amounts in full, and nothing over thousands. So each unit is given a
score, the higher the likelier: what header or caption states, whether the rows would then plan
amounts as large as agencies do, how the amounts are grouped and rounded, and what the same
programs get elsewhere in the document. Scores are log-likelihoods, roughly.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING

from classifier.fields.names import fold

if TYPE_CHECKING:
    from classifier.rows.read_table import ReadTable

UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
# Log10 of rupiah: the middle amount of a table, and how far tables lie from it; by eye on real tables.
_USUAL, _SPREAD, _MAX_DEVIATION = 8.4, 0.95, 4.0
# Against another unit than the stated one, by (stated, true): full rupiah below a header of thousands
# happens, the other ways round hardly ever.
_AGAINST_STATED = {(1_000, 1): 2.5, (1_000_000, 1): 4.0, (1_000_000, 1_000): 4.0}
_AGAINST_OTHER_STATED = 7.0
# Against a unit where none is stated.
_UNSTATED = {1: 0.0, 1_000: 3.0, 1_000_000: 4.0, 1_000_000_000: 7.0}
# For full rupiah, where most amounts end in three zeros; thousands are rounded to a million seldom.
_ROUND, _MIN_ROUND = 1.5, 0.6
# Against full rupiah, where amounts have few digits and decimals: `162.254,37` is one of millions.
_FEW_DIGITS = 3.0
# For the unit that makes amounts those of the same programs elsewhere.
_AGREES = 6.0
_SAME_SHARE, _MIN_SAME = 0.25, 2
# A unit that wins by less is doubted.
MIN_MARGIN = 1.5

_ENDS_IN_ZEROS = re.compile(r"[.,]000(?:[.,]0{1,2})?(?:,-|\.-|-)?$")
_WITH_DECIMALS = re.compile(r"\d{1,3}(?:[.,]\d{3})?[.,]\d{1,2}$")


def settle(tables: Sequence[ReadTable]) -> None:
    """Settle the units of all money of a document; what is not sure becomes a doubt of its rows."""
    known: dict[tuple[str, str], list[float]] = {}
    asked = [(table, year, _values(table, year)) for table in tables for year in table.units]
    asked.sort(key=lambda item: -len(item[2]))
    for table, year, values in asked:
        if not values:
            break
        scores = _scores(table, year, values, known)
        best, second = sorted(scores, key=lambda unit: -scores[unit])[:2]
        stated = table.units[year]
        table.settle_unit(year, best)
        is_sure = best == (stated or 1) or (not stated and _agrees(values, best, known))
        if not is_sure or scores[best] - scores[second] < MIN_MARGIN:
            for row in table.rows:
                if row.pagu.get(year):
                    row.doubts.add("unit")
        for row in table.rows:
            if row.pagu.get(year):
                known.setdefault((row.level, fold(row.text)), []).append(row.pagu[year])


def _values(table: ReadTable, year: str) -> list[tuple[tuple[str, str], float]]:
    """The rows' amounts of a year as printed numbers, with level and name."""
    unit = table.units.get(year) or 1
    return [
        ((row.level, fold(row.text)), row.pagu[year] / unit)
        for row in table.rows
        if row.pagu.get(year) and year not in row.years_in_full
    ]


def _scores(
    table: ReadTable,
    year: str,
    values: Sequence[tuple[tuple[str, str], float]],
    known: Mapping[tuple[str, str], Sequence[float]],
) -> dict[int, float]:
    """The score of each unit for the money of one year of a table."""
    stated = table.units.get(year, 0)
    middle = math.log10(median(value for _, value in values))
    printed = ["".join(text.split()) for text in table.printed.get(year, ()) if any(map(str.isdigit, text))]
    are_round = _share(bool(_ENDS_IN_ZEROS.search(text)) for text in printed) >= _MIN_ROUND
    have_few_digits = _share(bool(_WITH_DECIMALS.fullmatch(text)) for text in printed) >= _MIN_ROUND
    scores = {}
    for unit in UNITS:
        deviation = (middle + math.log10(unit) - _USUAL) / _SPREAD
        score = -(min(abs(deviation), _MAX_DEVIATION) ** 2) / 2
        if stated:
            against = 0.0 if unit == stated else _AGAINST_STATED.get((stated, unit), _AGAINST_OTHER_STATED)
        else:
            against = _UNSTATED[unit]
        score -= against
        if unit == 1:
            score += _ROUND * are_round - _FEW_DIGITS * have_few_digits
        scores[unit] = score + _AGREES * _agrees(values, unit, known)
    return scores


def _agrees(
    values: Sequence[tuple[tuple[str, str], float]],
    unit: int,
    known: Mapping[tuple[str, str], Sequence[float]],
) -> bool:
    """True when in this unit programs have about the money that other tables give them."""
    asked = [(value * unit, known[key]) for key, value in values if key in known]
    n_same = sum(
        any(abs(value - other) <= _SAME_SHARE * other for other in others) for value, others in asked
    )
    return n_same >= _MIN_SAME and 2 * n_same >= len(asked)


def _share(truths: Iterable[bool]) -> float:
    counted = list(truths)
    return sum(counted) / len(counted) if counted else 0.0
