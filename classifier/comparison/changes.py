"""What changed between two documents, in lists, over the years that can be compared.

Budgets are compared over all years where both documents print the same years, or none in common.
Where their years differ, as a Renstra's and its Renja's do, the years that both print are compared
unless all are asked for: five years beside one say nothing of a decision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from classifier.comparison.matching import Comparison, Pair
from classifier.mapping.matrix import Program


@dataclass(frozen=True, slots=True)
class Budget:
    """A program's rupiah in both documents over the years compared; `by_year`: (year, before, after)."""

    pair: Pair
    before: int
    after: int
    by_year: tuple[tuple[str, int, int], ...]

    @property
    def change(self) -> int:
        """Rupiah after, less those before."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Total:
    """A subdimension, or all, in both documents: programs, and rupiah over the years compared."""

    subdimension: str
    n_before: int
    n_after: int
    before: int
    after: int


class Changes:
    """The changes of a comparison; with `is_common` budgets are those of the years that both print."""

    def __init__(self, comparison: Comparison, *, wants_all_years: bool = False) -> None:
        self.comparison = comparison
        self.years_differ = set(comparison.before.years) != set(comparison.after.years)
        self.has_common = bool(comparison.common_years) and self.years_differ
        self.is_common = self.has_common and not wants_all_years
        self.relabelled = [pair for pair in comparison.pairs if pair.is_relabelled]
        self.renamed = [pair for pair in comparison.pairs if pair.is_renamed]
        self.moved = [pair for pair in comparison.pairs if pair.is_moved]

    @cached_property
    def budgets(self) -> list[Budget]:
        """Budgets that are others now, the largest change first."""
        budgets = [budget for pair in self.comparison.pairs if (budget := self.budget(pair)) is not None]
        changed = [budget for budget in budgets if budget.change]
        return sorted(changed, key=lambda budget: -abs(budget.change))

    @cached_property
    def one_sided(self) -> list[Pair]:
        """Pairs of which one document alone prints a budget that counts; nobody knows the change."""
        return [
            pair
            for pair in self.comparison.pairs
            if self.budget(pair) is None and (self._has_budget(pair.before) or self._has_budget(pair.after))
        ]

    @cached_property
    def unchanged(self) -> list[Pair]:
        """Pairs that are in none of the other lists."""
        listed = {id(pair) for pair in (*self.relabelled, *self.renamed, *self.moved, *self.one_sided)}
        listed |= {id(budget.pair) for budget in self.budgets}
        return [pair for pair in self.comparison.pairs if id(pair) not in listed]

    @property
    def n_up(self) -> int:
        """How many budgets are larger now."""
        return sum(budget.change > 0 for budget in self.budgets)

    @property
    def net(self) -> int:
        """Rupiah by which all budgets that both documents print have changed together."""
        return sum(budget.change for budget in self.budgets)

    @cached_property
    def totals(self) -> list[Total]:
        """Every subdimension, in the taxonomy's order."""
        return [
            Total(
                totals.subdimension,
                totals.before.count,
                totals.after.count,
                self._rupiah(totals.before.pagu),
                self._rupiah(totals.after.pagu),
            )
            for totals in self.comparison.totals
        ]

    @property
    def total(self) -> Total:
        """All subdimensions together."""
        every = self.totals
        return Total(
            "",
            sum(total.n_before for total in every),
            sum(total.n_after for total in every),
            sum(total.before for total in every),
            sum(total.after for total in every),
        )

    def budget(self, pair: Pair) -> Budget | None:
        """A pair's budget in both documents; None when it cannot be compared."""
        if not pair.is_comparable:
            return None
        before, after = pair.before.pagu, pair.after.pagu
        # A common year that one side lacks is of other programs there: nothing was left, or it is new.
        years = [year for year in self.comparison.common_years if year in before or year in after]
        by_year = tuple((year, before.get(year, 0), after.get(year, 0)) for year in years)
        if self.is_common:
            sums = (sum(was for _, was, _ in by_year), sum(now for _, _, now in by_year))
            return Budget(pair, *sums, by_year) if all(sums) else None
        return Budget(pair, pair.before.total, pair.after.total, by_year)

    def _has_budget(self, program: Program) -> bool:
        return self._rupiah(program.pagu) != 0

    def _rupiah(self, pagu: Mapping[str, int]) -> int:
        """Rupiah of the years compared."""
        years = self.comparison.common_years
        return sum(amount for year, amount in pagu.items() if not self.is_common or year in years)
