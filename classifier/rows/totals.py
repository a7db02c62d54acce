"""The document as its own oracle: do a table's rows add up to the JUMLAH that it prints?

What a total adds is not printed: programs or their kegiatan, all rows of the table
or those since the last total, with or without a group in between. So a total is
right when any of these sums meets it; otherwise the nearest one says what is
missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from classifier.faults import UnmetSum
from classifier.records import LEVELS, Level

# Amounts in thousands or millions are rounded: half a unit a row can go astray.
_TOLERANCE_SHARE = 1e-6


@dataclass(slots=True)
class Totals:
    """Sums of one table while it is read, by level and year."""

    _all: dict[tuple[Level, str], list[int]] = field(default_factory=dict)
    _since: dict[tuple[Level, str], list[int]] = field(default_factory=dict)
    _printed: dict[str, list[int]] = field(default_factory=dict)
    _is_met: bool = False

    def add(self, level: Level, pagu: Mapping[str, int]) -> None:
        """A row of the table."""
        for year, amount in pagu.items():
            self._all.setdefault((level, year), []).append(amount)
            self._since.setdefault((level, year), []).append(amount)

    def check(self, printed: Mapping[str, int], unit: int) -> tuple[UnmetSum, ...]:
        """The printed totals, of money in units of `unit`, that the rows do not meet: one a year at most.

        Totals over fewer than two rows are not checked: they may sum what the table does not show.
        """
        unmet = []
        # Behind a total that its rows meet, without rows between: other spending is added to it.
        is_met_already = self._is_met and not self._since
        for year, total in printed.items():
            if not total:
                continue
            sums = self._sums(year)
            self._printed.setdefault(year, []).append(total)
            if sums and not any(meets(total, rows, n_rows, unit) for rows, n_rows in sums):
                nearest = min((rows for rows, _ in sums), key=lambda rows: abs(rows - total))
                unmet.append(UnmetSum(year, total, nearest))
        self._since.clear()
        if is_met_already:
            return ()
        self._is_met = bool(printed) and not unmet
        return tuple(unmet)

    def _sums(self, year: str) -> list[tuple[int, int]]:
        """Everything that a total of the year can add, as (sum, how many amounts)."""
        of_rows = [amounts.get((level, year), []) for amounts in (self._all, self._since) for level in LEVELS]
        addends = [*of_rows, self._printed.get(year, [])]
        return [(sum(amounts), len(amounts)) for amounts in addends if len(amounts) >= 2]


def meets(total: int, rows: int, n_rows: int, unit: int) -> bool:
    """True when so many rows add up to a printed total, but for the rounding of their `unit`."""
    rounding = unit * (n_rows + 1) / 2 if unit > 1 else 1
    return abs(rows - total) <= max(rounding, _TOLERANCE_SHARE * total)
