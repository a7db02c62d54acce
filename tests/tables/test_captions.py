from collections.abc import Sequence

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
