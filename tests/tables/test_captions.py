from collections.abc import Sequence

import pytest

from classifier.pdf.layout import Line, PageTables, Table
from classifier.records import Box
from classifier.tables import captions


def caption(lines: Sequence[tuple[float, str]], *others: Table) -> str:
    """The caption of a table at 200 points below lines of 10 points at these heights."""
    table = Table(1, Box(50, 200, 350, 300), ())
    placed = tuple(Line(text, Box(100, top, 300, top + 10), False) for top, text in lines)
    return captions.caption(PageTables(1, 400, 600, (*others, table), placed), table)


def test_a_caption_is_what_stands_close_above_its_table() -> None:
    lines = (140, "Rencana Program"), (160, "Dinas Pelayaran"), (310, "Sumber: Bappeda")
    assert caption(lines) == "Rencana Program Dinas Pelayaran"


def test_a_title_begins_further_up_when_it_says_so() -> None:
    assert caption([(100, "Tabel 5.3"), (125, "Rencana Tahun 2021"), (150, "Dinas Pelayaran")]) == (
        "Tabel 5.3 Rencana Tahun 2021 Dinas Pelayaran"
    )


def test_far_lines_that_are_no_title_are_left() -> None:
    assert caption([(100, "Bab V"), (125, "Tahun 2021"), (150, "Dinas Pelayaran")]) == "Dinas Pelayaran"
    assert caption([(50, "Tabel 5.2"), (150, "Dinas Pelayaran")]) == "Dinas Pelayaran"


def test_the_last_title_counts() -> None:
    assert caption([(90, "Tabel 5.2 Sasaran"), (150, "Tabel 5.3 Program")]) == "Tabel 5.3 Program"


def test_what_stands_above_another_table_is_that_ones() -> None:
    before = Table(1, Box(50, 105, 350, 140), ())
    assert caption([(90, "Tabel 5.2 Sasaran"), (150, "Dinas Pelayaran")], before) == "Dinas Pelayaran"
    assert caption([(90, "Tabel 5.2 Sasaran")], before) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tabel 4.1 Rencana Program", "4.1"),
        ("TABEL T-C.27 Rencana Program", "T-C.27"),
        ("Tabel IV.2", "IV.2"),
        ("Tabel Rencana Program", ""),
        ("Rencana Program (Tabel 4.1)", ""),
        ("", ""),
    ],
)
def test_a_caption_states_the_number_of_its_table(text: str, number: str) -> None:
    assert captions.number(text) == number


def test_a_caption_says_that_its_table_goes_on() -> None:
    assert captions.is_continued("Lanjutan Tabel 4.1")
    assert captions.is_continued("Tabel 4.1 (Sambungan)")
    assert not captions.is_continued("Tabel 4.2 Rencana Kelanjutan")


def test_amounts_in_words_are_taken_out_of_a_caption_and_units_stay() -> None:
    assert (
        captions.without_sums("Pagu sebesar Rp 2,5 milyar (dalam ribuan)") == "Pagu sebesar  (dalam ribuan)"
    )
    assert captions.without_sums("Anggaran (juta rupiah)") == "Anggaran (juta rupiah)"
