from collections.abc import Sequence

from classifier.fields.dehyphenation import Words
from classifier.records import Box
from classifier.rows.draft import Draft
from classifier.rows.split_tables import facing_half, right_half
from tests.support.plain_tables import table

# Rows of 14 points below a header of 14 points.
LEFT: list[tuple[float, Draft | None]] = [
    (74, Draft(1, Box(40, 74, 200, 88), "program", "", "Program A")),
    (88, None),
    (102, Draft(1, Box(40, 102, 200, 116), "program", "", "Program B")),
]
MONEY = [["Target", "Pagu 2026 (Rp)"], ["80", "5.000.000"], ["", ""], ["90", "7.000.000"]]


def amounts(
    rows: Sequence[Sequence[str]], *, had_money: bool = False
) -> list[tuple[str, dict[str, int]]] | None:
    half = right_half(LEFT, had_money, table(rows, (60, 100)), Words())
    return None if half is None else [(row.text, fields.pagu("", 1)) for row, fields in half[1]]


def test_a_right_half_gives_each_row_of_the_left_one_its_money() -> None:
    rows = [*MONEY[:2], ["85", ""], MONEY[3]]
    assert amounts(rows) == [("Program A", {"2026": 5_000_000}), ("Program B", {"2026": 7_000_000})]


def test_a_table_with_another_number_of_rows_is_no_right_half() -> None:
    assert amounts(MONEY) is None
    assert amounts(MONEY[:2]) is None


def test_a_table_with_names_or_without_money_is_no_right_half() -> None:
    assert amounts([["Program", "Pagu (Rp)"], *[["Program C", "5.000.000"]] * 3]) is None
    assert amounts([["Target", "Lokasi"], *[["80", "Pasar"]] * 3]) is None


def test_where_the_left_half_had_money_the_rows_must_have_its_heights() -> None:
    rows = [*MONEY[:2], ["85", ""], MONEY[3]]
    assert amounts(rows, had_money=True) is not None
    assert amounts([*MONEY[:2], ["85\n86", ""], MONEY[3]], had_money=True) is None
    assert amounts([*MONEY[:2], ["85\n86", ""], MONEY[3]]) is not None


# Three rows of 14 points on pages 1 and 2, a little lower on the second.
FACING = {
    page: [
        (top + down, Draft(page, Box(40, top + down, 200, top + down + 14), "program", "", f"{page} {name}"))
        for top, name in ((74, "A"), (88, "B"), (102, "C"))
    ]
    for page, down in ((1, 0.0), (2, 5.0))
}
YEARS = [["Kerangka Pendanaan Tahun 2026 (Rp)"], ["5.000.000"], ["6.000.000"], ["7.000.000"]]


def facing(rows: Sequence[Sequence[str]], down: float = 0.0) -> tuple[int, list[dict[str, int]]] | None:
    half = facing_half(FACING, table(rows, (160,), top=60 + down), Words())
    return None if half is None else (half[2], [fields.pagu("", 1) for _, fields in half[1]])


def test_a_facing_page_gives_money_to_the_page_whose_rows_begin_at_its_heights() -> None:
    money = [{"2026": 5_000_000}, {"2026": 6_000_000}, {"2026": 7_000_000}]
    assert facing(YEARS) == (1, money)
    assert facing(YEARS, down=5) == (2, money)


def test_a_page_whose_rows_begin_elsewhere_or_that_has_names_is_no_facing_page() -> None:
    assert facing(YEARS, down=9) is None
    assert facing([["Program"], *YEARS[1:]]) is None


def test_rows_of_a_facing_page_that_does_not_fit_whole_are_doubted() -> None:
    left = {1: [*FACING[1], (116.0, None), (130.0, None)]}
    rows = [*YEARS, [""], ["8.000.000"]]
    half = facing_half(left, table(rows, (160,), top=60), Words())
    assert half is not None
    assert all("pagu" in row.doubts for row, _ in half[1])
