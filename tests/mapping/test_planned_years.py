"""What of a document counts in some of its years, and money that is of other years than are set."""

from __future__ import annotations

from classifier.mapping.planned_years import Misdated, in_years, misdated
from classifier.mapping.programs import outline
from tests.support.plan_rows import row

BOTH = row("program", "Program A", y2025=5, y2026=7)
FIRST = row("program", "Program B", y2025=5)
UNDATED = row("program", "Program C", y=3)
NONE = row("program", "Program D")
OUTLINE = outline([BOTH, FIRST, UNDATED, NONE])


def told(*years: str, planned: tuple[int, ...] = ()) -> dict[str, dict[str, int]]:
    return {one.text: dict(one.pagu) for one in in_years(OUTLINE, set(years), planned).programs}


def test_a_plan_within_the_years_counts_whole() -> None:
    whole = {"Program A": {"2026": 7}, "Program B": {}, "Program C": {"": 3}, "Program D": {}}
    assert told("2026", planned=(2026,)) == whole


def test_of_a_plan_of_more_years_counts_what_names_no_other_year() -> None:
    parts = {"Program A": {"2026": 7}, "Program C": {}, "Program D": {}}
    assert told("2026", planned=(2025, 2026)) == parts
    assert told("2026") == parts


def test_of_a_plan_of_other_years_counts_money_of_these_alone() -> None:
    assert told("2026", planned=(2025,)) == {"Program A": {"2026": 7}}
    assert told("", planned=(2025,)) == {"Program C": {"": 3}}


def test_money_is_misdated_when_none_is_of_the_years_that_were_set() -> None:
    assert misdated(OUTLINE, "a.pdf", planned=(2027,), read=(2025,)) == Misdated("a.pdf", (2025,), (2027,))
    assert misdated(OUTLINE, "a.pdf", planned=(2027,), read=()) == Misdated("a.pdf", (2025, 2026), (2027,))
    assert misdated(OUTLINE, "a.pdf", planned=(2025,), read=(2025,)) is None
    assert misdated(outline([UNDATED]), "a.pdf", planned=(2027,), read=(2025,)) is None


def test_a_forward_estimate_is_not_the_budget_of_the_year_that_was_set() -> None:
    assert misdated(OUTLINE, "a.pdf", planned=(2026,), read=(2025,)) == Misdated("a.pdf", (2025,), (2026,))
