from classifier.faults import UnmetSum
from classifier.records import Level
from classifier.rows.totals import Totals


def test_a_total_that_its_rows_meet_is_silent() -> None:
    totals = Totals()
    totals.add("program", {"2025": 100})
    totals.add("program", {"2025": 50})
    assert totals.check({"2025": 150}, 1) == ()


def test_a_total_may_add_the_kegiatan_and_not_the_programs() -> None:
    totals = Totals()
    amounts: list[tuple[Level, int]] = [("program", 90), ("kegiatan", 60), ("kegiatan", 40)]
    for level, amount in amounts:
        totals.add(level, {"2025": amount})
    assert totals.check({"2025": 100}, 1) == ()


def test_subtotals_add_up_to_the_last_total() -> None:
    totals = Totals()
    for amount in (10, 20):
        totals.add("program", {"": amount})
    assert totals.check({"": 30}, 1) == ()
    for amount in (5, 7):
        totals.add("program", {"": amount})
    assert totals.check({"": 12}, 1) == ()
    assert totals.check({"": 42}, 1) == ()


def test_a_total_that_is_not_met_says_by_how_much() -> None:
    totals = Totals()
    totals.add("program", {"2025": 1_000_000})
    totals.add("program", {"2025": 2_000_000})
    assert totals.check({"2025": 3_500_000}, 1) == (UnmetSum("2025", 3_500_000, 3_000_000),)


def test_amounts_in_thousands_may_be_off_by_their_rounding() -> None:
    totals = Totals()
    totals.add("program", {"2025": 1_000})
    totals.add("program", {"2025": 2_000})
    assert totals.check({"2025": 4_000}, 1_000) == ()


def test_a_total_over_one_row_is_not_judged() -> None:
    totals = Totals()
    totals.add("program", {"2025": 1})
    assert totals.check({"2025": 999}, 1) == ()


def test_behind_a_total_that_is_met_other_spending_may_be_added() -> None:
    totals = Totals()
    for amount in (1_000_000, 2_000_000):
        totals.add("kegiatan", {"2025": amount})
    assert totals.check({"2025": 3_000_000}, 1) == ()
    assert totals.check({"2025": 8_500_000}, 1) == ()
    totals.add("kegiatan", {"2025": 4_000_000})
    assert totals.check({"2025": 9_000_000}, 1) != ()
