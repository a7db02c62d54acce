from classifier.records import Box
from classifier.rows.draft import Draft
from classifier.rows.read_table import PrintedTotal, ReadTable


def table(amounts: tuple[int, ...], *totals: tuple[int, int]) -> ReadTable:
    """Programs of 2026, and totals each with how many of them stand above it."""
    read = ReadTable("table", "", 1, 1)
    for i, amount in enumerate(amounts):
        row = Draft(1, Box(0, 0, 9, 9), "program", "", f"Program {i}", pagu={"2026": amount})
        read.rows.append(row)
    read.totals += [PrintedTotal(1, n_rows, {"2026": total}) for n_rows, total in totals]
    return read


def test_of_several_totals_the_one_that_the_rows_add_up_to_is_of_all() -> None:
    # `Belanja Langsung`, then `Jumlah` with other spending.
    assert table((300, 200), (2, 500), (2, 900)).total_of_all() == {"2026": 500}
    # Printed above the rows.
    assert table((300, 200), (0, 500)).total_of_all() == {"2026": 500}


def test_totals_of_groups_are_no_total_of_all() -> None:
    groups = ((2, 500), (4, 70))
    assert table((300, 200, 30, 40), *groups).total_of_all() == {}
    assert table((300, 200, 30, 40), *groups, (4, 570)).total_of_all() == {"2026": 570}


def test_a_total_that_rows_do_not_meet_is_the_last() -> None:
    assert table((300, 200), (2, 600)).total_of_all() == {"2026": 600}
    assert table((300, 200), (1, 310), (2, 600)).total_of_all() == {"2026": 600}
    assert table((300, 200)).total_of_all() == {}
