"""The document as its own oracle: do a table's rows add up to the JUMLAH that it prints?

What a total adds is not said: programs or their kegiatan, all rows of the table
or those since the last total, with or without a group in between. So a total is
right when any of these sums meets it; otherwise the nearest one tells what is
missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from classifier.records import LEVELS, Level

# Amounts in thousands or millions are rounded: half a unit a row can go astray.
_TOLERANCE_SHARE = 1e-6


@dataclass(slots=True)
class Totals:
    """Sums of one table while it is read, by level and year."""

    _all: dict[tuple[Level, str], list[int]] = field(default_factory=dict)
    _since: dict[tuple[Level, str], list[int]] = field(default_factory=dict)
    _printed: dict[str, list[int]] = field(default_factory=dict)

    def add(self, level: Level, pagu: Mapping[str, int]) -> None:
        """A row of the table."""
        for year, amount in pagu.items():
            self._all.setdefault((level, year), []).append(amount)
            self._since.setdefault((level, year), []).append(amount)

    def check(self, printed: Mapping[str, int], unit: int) -> str:
        """What is wrong with a printed total of money in units of `unit`, or "" when it is met.

        Totals over fewer than two rows are not checked: they may sum what the table does not show.
        """
        wrong = []
        for year, total in printed.items():
            if not total:
                continue
            sums = [
                (sum(amounts), len(amounts))
                for kept in (self._all, self._since)
                for level in LEVELS
                if len(amounts := kept.get((level, year), [])) >= 2
            ]
            sums += [
                (sum(totals), len(totals)) for totals in [self._printed.get(year, [])] if len(totals) >= 2
            ]
            self._printed.setdefault(year, []).append(total)
            if sums and not any(
                abs(s - total) <= max(unit * (n + 1) / 2 if unit > 1 else 1, _TOLERANCE_SHARE * total)
                for s, n in sums
            ):
                nearest = min((s for s, _ in sums), key=lambda s: abs(s - total))
                wrong.append(
                    f"{_rp(total)} printed{f' for {year}' if year else ''}, the rows add up to "
                    f"{_rp(nearest)} ({_rp(abs(nearest - total))} {'more' if nearest > total else 'less'})"
                )
        self._since.clear()
        return "; ".join(wrong)


def _rp(amount: int) -> str:
    return f"Rp {amount:,}".replace(",", ".")
