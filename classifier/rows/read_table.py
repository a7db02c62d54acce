"""A table or list as it was read: where it stands, what it says of itself, its rows and money."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from classifier.faults import Fault
from classifier.records import LEVELS, Problem
from classifier.rows.totals import Totals, meets

if TYPE_CHECKING:
    from classifier.rows.draft import Draft


# Rows of a table with a column of money: so many without any are rather misread than unplanned.
_MIN_ROWS = 5


class PrintedTotal(NamedTuple):
    """A row of sums: its page, how many rows of the table stand above it, and its rupiah by year.

    `years_in_full` are printed in rupiah below a header of thousands.
    """

    page: int
    n_rows: int
    pagu: dict[str, int]
    years_in_full: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class ReadTable:
    """A table or list that may give rows, over however many pages it goes.

    `headings` are the headings of sections above it on its first page, from top to bottom; `header` the
    texts of its header's cells, each once. `units` is what one printed unit is worth in rupiah for each
    year of its money, as its header or caption states it (0 where they say nothing) until `rows.units`
    settles it; amounts are multiplied out by it. `printed` are the amounts by year as they are printed.
    """

    kind: Literal["table", "list"]
    caption: str
    first_page: int
    last_page: int
    headings: tuple[str, ...] = ()
    header: list[str] = field(default_factory=list)
    units: dict[str, int] = field(default_factory=dict)
    printed: dict[str, list[str]] = field(default_factory=dict)
    totals: list[PrintedTotal] = field(default_factory=list)
    has_money_column: bool = False
    rows: list[Draft] = field(default_factory=list)

    def add_header(self, texts: Iterable[str]) -> None:
        """Add the texts of a part's header that the table did not show yet."""
        self.header += [text for text in dict.fromkeys(texts) if text and text not in self.header]

    def add_printed(self, units: Mapping[str, int], amounts: Iterable[tuple[str, str]]) -> None:
        """Add amounts as a band prints them, with their year, and the units that their columns state."""
        for year, unit in units.items():
            known = self.units.setdefault(year, unit)
            if not known and unit:
                # A later part states what the first did not.
                self.settle_unit(year, unit)
        for year, text in amounts:
            self.printed.setdefault(year, []).append(text)

    def remove(self, row: Draft) -> None:
        """Take out a row that is the rest of another; totals have one row fewer above them."""
        place = next(i for i, own in enumerate(self.rows) if own is row)
        del self.rows[place]
        self.totals = [
            total._replace(n_rows=total.n_rows - 1) if total.n_rows > place else total
            for total in self.totals
        ]

    def insert_before(self, row: Draft, others: Sequence[Draft]) -> None:
        """Put rows before one; totals below have as many more above them."""
        place = next(i for i, own in enumerate(self.rows) if own is row)
        self.rows[place:place] = others
        self.totals = [
            total._replace(n_rows=total.n_rows + len(others)) if total.n_rows > place else total
            for total in self.totals
        ]

    def settle_unit(self, year: str, unit: int) -> None:
        """Take a unit for true; the rows and totals of that year follow."""
        before = self.units.get(year) or 1
        self.units[year] = unit
        if unit == before:
            return
        for row in self.rows:
            if year in row.pagu and year not in row.years_in_full:
                row.pagu[year] = row.pagu[year] * unit // before
        self.totals = [
            total._replace(pagu={**total.pagu, year: total.pagu[year] * unit // before})
            if year in total.pagu and year not in total.years_in_full
            else total
            for total in self.totals
        ]

    def met(self) -> Iterator[tuple[int, str, list[Draft]]]:
        """The printed totals that rows meet: rupiah, year, and the rows that add up to it."""
        n_before = 0
        for total in self.totals:
            for year, amount in total.pagu.items():
                unit = self.units.get(year) or 1
                for level, start in itertools.product(LEVELS, sorted({0, n_before})):
                    rows = [row for row in self.rows[start : total.n_rows] if row.level == level]
                    added = [row for row in rows if year in row.pagu]
                    sum_of_rows = sum(row.pagu[year] for row in added)
                    if len(added) > 1 and amount and meets(amount, sum_of_rows, len(added), unit):
                        yield amount, year, added
            n_before = total.n_rows

    def total_of_all(self) -> dict[str, int]:
        """The rupiah by year that it prints for all its rows; {} when it prints totals of groups alone.

        Of several totals the one that its rows add up to: `Jumlah` with other spending may stand below the
        `Belanja Langsung` of its programs. Where rows meet none, it is the last.
        """
        of_all = [total for total in self.totals if self._meets_rows(total, self.rows)]
        if of_all:
            return of_all[-1].pagu
        starts = [0, *(total.n_rows for total in self.totals)]
        are_of_groups = (
            len(self.totals) > 1
            and self.totals[-1].n_rows == len(self.rows)
            and all(
                self._meets_rows(total, self.rows[start : total.n_rows])
                for start, total in zip(starts, self.totals, strict=False)
            )
        )
        return {} if are_of_groups or not self.totals else self.totals[-1].pagu

    def _meets_rows(self, total: PrintedTotal, rows: Sequence[Draft]) -> bool:
        """True when rows of one level add up to a total in every year that it prints rupiah for."""
        asked = [(year, amount) for year, amount in total.pagu.items() if amount]
        for level in LEVELS:
            of_level = [row for row in rows if row.level == level]
            sums = [
                (amount, [row.pagu[year] for row in of_level if year in row.pagu], self.units.get(year) or 1)
                for year, amount in asked
            ]
            if asked and all(
                added and meets(amount, sum(added), len(added), unit) for amount, added, unit in sums
            ):
                return True
        return False

    def _lost_money(self) -> bool:
        """True when its columns of money hold amounts, or it has many rows, and none of them got any."""
        has_printed = any(any(map(str.isdigit, text)) for texts in self.printed.values() for text in texts)
        is_expected = self.has_money_column and (has_printed or len(self.rows) >= _MIN_ROWS)
        return is_expected and bool(self.rows) and not any(row.pagu for row in self.rows)

    def problems(self) -> Iterator[Problem]:
        """The printed totals that the rows do not meet, and money of which nothing was read."""
        if self._lost_money():
            yield Problem(self.first_page, Fault("money_not_read", rows=len(self.rows)))
        sums = Totals()
        n_added = 0
        for total in self.totals:
            for row in self.rows[n_added : total.n_rows]:
                sums.add(row.level, row.pagu)
            n_added = max(n_added, total.n_rows)
            unit = max((self.units.get(year) or 1 for year in total.pagu), default=1)
            if unmet := sums.check(total.pagu, unit):
                yield Problem(total.page, Fault("total_not_met", sums=unmet))
