from classifier.rows.money_units import with_true_units
from classifier.tables.columns import Column, Header
from classifier.tables.header import Band, bands
from tests.support.plain_tables import table

WIDTHS = (60.0, 120.0, 100.0)
THOUSANDS = Header(
    (Column("kode", 40, 100), Column("name", 100, 220), Column("pagu", 220, 320, factor=1_000))
)


def body(*amounts: str) -> tuple[Band, ...]:
    return bands(table([["1.02.02", "Program A", amount] for amount in amounts], WIDTHS))


FULL = body("1.250.500.000", "2.250.500.000", "3.250.500.000")
IN_THOUSANDS = body("1.250.500", "2.250.500", "3.250.500")


def factor(header: Header) -> int:
    return header.columns[2].factor


def test_amounts_in_full_rupiah_overrule_a_header_of_thousands() -> None:
    assert factor(with_true_units(THOUSANDS, FULL, 1, False)) == 1
    assert with_true_units(THOUSANDS, IN_THOUSANDS, 1, False) == THOUSANDS


def test_what_an_earlier_page_has_shown_holds_for_amounts_that_show_nothing() -> None:
    assert factor(with_true_units(THOUSANDS, IN_THOUSANDS, 1, True)) == 1


def test_thousands_of_the_caption_count_where_the_column_states_no_unit() -> None:
    silent = Header((*THOUSANDS.columns[:2], Column("pagu", 220, 320)))
    assert factor(with_true_units(silent, FULL, 1_000, False)) == 1
    assert with_true_units(silent, FULL, 1, False) is silent


def test_other_units_than_thousands_are_believed() -> None:
    millions = Header((*THOUSANDS.columns[:2], Column("pagu", 220, 320, factor=1_000_000)))
    assert with_true_units(millions, FULL, 1, False) is millions
