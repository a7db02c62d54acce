"""Whether an amount can be what a row plans: misread ones are a thousand times too large, or two in one."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

# Rupiah: no program of a region has more in a year. The largest region plans some 80 trillion for everything.
MAX_PAGU = 10_000_000_000_000
# Beyond so many times the middle one of its table, and so many times all others together, it is misread.
_TIMES_MIDDLE, _TIMES_OTHERS, _MIN_OTHERS = 1_000, 10, 4
# One that is as much as so many others together, up to such a part, is their total.
_MIN_ADDED_UP, _SUM_TOLERANCE = 10, 0.01


def are_impossible(amounts: Sequence[int], *, ceiling: int = MAX_PAGU) -> list[bool]:
    """For each amount of one level and year of a table whether it cannot be what is planned.

    It is more than `ceiling` rupiah, out of all proportion to the others, or the sum of many others.
    """
    planned = [amount for amount in amounts if amount > 0]
    total = sum(planned)
    middle = median(planned) if len(planned) > _MIN_OTHERS else 0
    return [
        amount > ceiling
        or (middle > 0 and amount > _TIMES_MIDDLE * middle and amount > _TIMES_OTHERS * (total - amount))
        or (len(planned) > _MIN_ADDED_UP and _is_sum(amount, total - amount))
        for amount in amounts
    ]


def _is_sum(amount: int, others: int) -> bool:
    return amount > 0 and abs(amount - others) <= _SUM_TOLERANCE * others
