"""Signs that the money of a row is wrong."""

import pytest

from classifier.records import Problem
from classifier.rows.doubt_signs.row_signs import signs
from classifier.rows.draft import Draft
from classifier.rows.read_table import PrintedTotal
from tests.support.doubted_rows import money, row, signs_of, table_of

USUAL = {"2026": 250_000_000}


def sign(name: str, *rows: Draft) -> list[float]:
    return [of_row[name] for of_row in signs_of(*rows)]


def test_an_amount_among_other_words_was_not_parsed() -> None:
    read, unread = (
        row("Rapat", pagu=USUAL, **money("250.000.000")),
        row("Senam", **money("1 Orang/ 250.000.000")),
    )
    assert sign("money.not_parsed", read, unread) == [0.0, 1.0]
    assert sign("money.letters_in_amount", read, unread) == [0.0, 1.0]
    assert sign("money.table_not_parsed", read, unread) == [0.5, 0.5]


def test_several_amounts_of_one_year_differ() -> None:
    same = row("Rapat", pagu=USUAL, **money("250.000.000", "250.000.000"))
    differ = row("Senam", pagu=USUAL, **money("250.000.000", "300.000.000"))
    of_years = row("Pawai", pagu=USUAL, **money("250.000.000", "300.000.000", years=("2026", "2027")))
    assert sign("money.amounts_differ", same, differ, of_years) == [0.0, 1.0, 0.0]


def test_an_amount_that_the_right_half_alone_prints_is_not_the_rows() -> None:
    roles = ("name", "pagu", "name", "other")
    left = row("Rapat", pagu=USUAL, **money("Rapat", "250.000.000", "Rapat", "250.000.000", roles=roles))
    right = row("Senam", **money("Senam", "", "Senam", "300.000.000", roles=roles))
    other = row("Pawai", pagu=USUAL, **money("Pawai", "250.000.000", "Pawai", "300.000.000", roles=roles))
    assert sign("money.second_panel_alone", left, right, other) == [0.0, 1.0, 0.0]
    assert sign("money.second_panel_differs", left, right, other) == [0.0, 0.0, 1.0]


def test_amounts_of_a_few_thousand_rupiah_make_a_small_table() -> None:
    assert sign("money.small_table", row("Rapat", pagu={"": 868_400})) == [1.0]
    assert sign("money.small_table", row("Rapat", pagu=USUAL)) == [0.0]


@pytest.mark.parametrize(
    ("caption", "is_margin"), [("Tabel 4.1 Rencana 2026", 0.0), ("Rencana Kerja 2026", 1.0)]
)
def test_a_year_from_a_line_in_the_margin_is_a_sign(caption: str, is_margin: float) -> None:
    of = row("Rapat", pagu=USUAL, year="2026", caption=caption, **money("250.000.000"))
    assert sign("money.year_of_margin", of) == [is_margin]


def test_names_may_say_other_years_than_the_money() -> None:
    rows = [row("Rapat Tahun 2025", pagu=USUAL), row("Senam", pagu=USUAL)]
    assert sign("money.name_year_other", *rows) == [1.0, 0.0]
    assert sign("money.other_years_in_names", *rows) == [1.0, 1.0]


def test_kegiatan_meet_the_amount_of_their_program_or_miss_it() -> None:
    program = row("Program Kota", "program", pagu={"2026": 500_000_000})
    halves = [row(text, program="Program Kota", pagu=USUAL) for text in ("Rapat", "Senam")]
    assert sign("money.children_meet", program, *halves) == [1.0, 0.0, 0.0]
    assert sign("money.children_miss", program, halves[0]) == [1.0, 0.0]


def test_a_printed_total_that_rows_do_not_meet_counts_for_all_of_them() -> None:
    table = table_of(*(row(name, pagu=USUAL) for name in ("Rapat", "Senam", "Lomba", "Pawai")))
    table.totals.append(PrintedTotal(1, 2, {"2026": 500_000_000}))
    assert [of["money.total_met"] for of in signs(table)] == [1.0] * 4
    table.totals.append(PrintedTotal(1, 4, {"2026": 900_000_000}))
    assert [type(problem) for problem in table.problems()] == [Problem]
    assert [of["money.total_unmet"] for of in signs(table)] == [0.5] * 4


def test_an_amount_of_a_table_of_millions_is_parsed_in_its_unit() -> None:
    rows = [row("Rapat", pagu={"": 405_140_000}, **money("405,14")), row("Senam", **money("Rp. 405 14 x"))]
    table = table_of(*rows, units={"": 1_000_000})
    assert [of_row["money.not_parsed"] for of_row in signs(table)] == [0.0, 1.0]
