from collections.abc import Sequence

import pytest

from classifier.records import Box
from classifier.rows import units
from classifier.rows.draft import Draft
from classifier.rows.read_table import PrintedTotal, ReadTable

FULL = ("1.250.500.000", "250.000.000", "75.250.000")
THOUSANDS = ("1.250.500", "250.000", "75.250")
MILLIONS = ("1.250,50", "250,25", "75,40")


def number(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


def table(printed: Sequence[str], stated: int = 0, *, names: str = "ABC") -> ReadTable:
    """A table of a program a row, with its money under one unstated or stated unit."""
    read = ReadTable("table", "", 1, 1, units={"2026": stated}, printed={"2026": list(printed)})
    for name, text in zip(names, printed, strict=True):
        row = Draft(1, Box(0, 0, 1, 1), "program", "", f"Program {name}", table=read)
        row.pagu = {"2026": round(number(text) * (stated or 1))}
        read.rows.append(row)
    return read


def settled(*tables: ReadTable) -> tuple[int, bool]:
    """The unit of the last table, and whether its rows are doubted for it."""
    units.settle(tables)
    last = tables[-1]
    return last.units["2026"], any("unit" in row.doubts for row in last.rows)


@pytest.mark.parametrize(
    ("printed", "stated", "unit"),
    [
        (FULL, 0, 1),
        (FULL, 1, 1),
        (THOUSANDS, 1_000, 1_000),
        (MILLIONS, 1_000_000, 1_000_000),
    ],
)
def test_what_header_and_amounts_agree_on_is_sure(printed: Sequence[str], stated: int, unit: int) -> None:
    assert settled(table(printed, stated)) == (unit, False)


def test_a_header_of_thousands_over_full_amounts_is_not_believed_and_doubted() -> None:
    read = table(FULL, 1_000)
    assert settled(read) == (1, True)
    assert [row.pagu["2026"] for row in read.rows] == [1_250_500_000, 250_000_000, 75_250_000]


def test_an_unstated_unit_is_that_of_the_same_programs_elsewhere() -> None:
    assert settled(table(FULL, 1), table(THOUSANDS)) == (1_000, False)


def test_unstated_thousands_alone_are_doubted() -> None:
    unit, is_doubted = settled(table(THOUSANDS))
    assert (unit, is_doubted) == (1_000, True)


def test_totals_follow_the_unit_and_are_then_met() -> None:
    read = table(FULL, 1_000)
    read.totals.append(PrintedTotal(1, 3, {"2026": sum(row.pagu["2026"] for row in read.rows)}))
    units.settle([read])
    assert read.totals[0].pagu == {"2026": 1_575_750_000}
    assert list(read.problems()) == []


def test_amounts_printed_in_full_among_thousands_stay() -> None:
    read = table(FULL, 1_000)
    read.rows[0].years_in_full = {"2026"}
    read.rows[0].pagu = {"2026": 1_250_500_000}
    units.settle([read])
    assert read.rows[0].pagu == {"2026": 1_250_500_000}


def test_a_total_in_full_below_a_header_of_thousands_stays() -> None:
    read = table(FULL, 1_000)
    read.totals.append(PrintedTotal(1, 3, {"2026": 1_575_750_000}, frozenset({"2026"})))
    units.settle([read])
    assert read.totals[0].pagu == {"2026": 1_575_750_000}
    assert list(read.problems()) == []


def test_a_unit_that_a_later_part_states_holds_for_the_rows_before() -> None:
    read = table(THOUSANDS)
    read.add_printed({"2026": 1_000}, [("2026", "470.000")])
    assert [row.pagu["2026"] for row in read.rows] == [1_250_500_000, 250_000_000, 75_250_000]


def test_a_table_whose_money_was_not_read_says_so() -> None:
    read = table(FULL)
    for one in read.rows:
        one.pagu = {}
    assert [problem.fault.kind for problem in read.problems()] == []
    read.has_money_column = True
    assert [(problem.page, problem.fault.rows) for problem in read.problems()] == [(1, 3)]
    read.printed = {"2026": ["-", "", "-"]}
    assert [problem.fault.kind for problem in read.problems()] == []


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        (("1.250.000.000", "75.500.000", "12.000.000"), 1),
        (("1.250.000", "75.500", "12.125"), 1_000),
        (("1.464.200.000", "473.800.000", "210.000.000"), 1),
    ],
)
def test_amounts_in_full_rupiah_under_a_header_of_thousands_are_noticed(
    printed: tuple[str, ...], unit: int
) -> None:
    assert settled(table(printed, 1_000))[0] == unit
