"""Which lines of pages hold the rows of a truth."""

from typing import Any

from classifier.evidence.decoding import BEGINS, CONTINUES
from classifier.evidence.signs import PageSigns, page_signs
from classifier.pdf.layout import PageTables
from tests.support.plain_tables import line, page, table
from training.reading.alignment import DOUBTFUL, Labels, aligned
from training.reading.truth import Row

WIDTHS = (40.0, 200.0, 90.0)


def row(text: str, page: int = 1, **fields: Any) -> Row:
    return {"text": text, "page": page, "level": "kegiatan", **fields}


def labelled(labels: Labels, *pages: PageSigns) -> list[tuple[str, int, str]]:
    """Lines with labels in their order, with their state and the name of their row."""
    lines = [each for own in pages for chain in own.chains for each in chain.lines]
    return [
        (each.text, labels.states[id(each)][0], labels.states[id(each)][1]["text"])
        for each in lines
        if id(each) in labels.states
    ]


def read(*pages: PageTables) -> dict[int, PageSigns]:
    return {each.page: page_signs(each) for each in pages}


def sheet(*rows: tuple[str, ...], number: int = 1, x0: float = 40) -> PageTables:
    return page(table(rows, WIDTHS, page=number, x0=x0), number=number)


def test_the_lines_of_a_name_begin_and_continue_it() -> None:
    pages = read(sheet(("1", "Penanaman Pohon\ndi Tepi Jalan", "5.000.000"), ("2", "Senam Bersama", "")))
    labels = aligned(pages, [row("Penanaman pohon di tepi jalan"), row("SENAM BERSAMA")])
    assert labelled(labels, *pages.values()) == [
        ("Penanaman Pohon", BEGINS, "Penanaman pohon di tepi jalan"),
        ("di Tepi Jalan", CONTINUES, "Penanaman pohon di tepi jalan"),
        ("Senam Bersama", BEGINS, "SENAM BERSAMA"),
    ]
    assert (labels.n_found, labels.missing) == (2, [])


def test_code_and_number_before_a_name_are_no_obstacle() -> None:
    pages = read(sheet(("", "1.02.02.2.01 Penanaman Pohon", ""), ("", "3) Senam Bersama", "")))
    labels = aligned(pages, [row("Penanaman Pohon"), row("Senam Bersama")])
    assert labels.n_found == 2


def test_what_is_glued_behind_a_long_name_is_no_obstacle() -> None:
    pages = read(sheet(("1", "Penanaman Pohon, sebesar Rp 5.000", ""), ("2", "Senam Bersama", "")))
    assert aligned(pages, [row("Penanaman Pohon")]).n_found == 1
    # Of a short one other names begin with it.
    assert aligned(pages, [row("Senam")]).n_found == 0


def test_a_line_that_is_the_whole_name_counts_before_one_that_only_begins_with_it() -> None:
    pages = read(sheet(("1", "Penanaman Pohon Pelindung", ""), ("2", "Penanaman Pohon", "")))
    labels = aligned(pages, [row("Penanaman Pohon")])
    assert labelled(labels, *pages.values()) == [("Penanaman Pohon", BEGINS, "Penanaman Pohon")]


def test_equal_names_take_the_lines_in_their_order_and_no_line_twice() -> None:
    pages = read(sheet(("1", "Penanaman Pohon", ""), ("2", "Penanaman Pohon", "")))
    rows = [row("Penanaman Pohon", kode=kode) for kode in ("1", "2", "3")]
    labels = aligned(pages, rows)
    assert labels.n_found == 2
    assert labels.missing == [rows[2]]
    assert [state[1]["kode"] for state in labels.states.values()] == ["1", "2"]


def test_a_name_goes_on_in_the_same_column_of_the_next_page_below_its_header() -> None:
    first = sheet(("1", "Penanaman Pohon", "5.000.000"))
    second = sheet(("No", "Kegiatan", "Pagu"), ("", "di Tepi Jalan", ""), number=2, x0=60)
    pages = read(first, second)
    labels = aligned(pages, [row("Penanaman Pohon di Tepi Jalan")])
    assert [(text, state) for text, state, _ in labelled(labels, *pages.values())] == [
        ("Penanaman Pohon", BEGINS),
        ("di Tepi Jalan", CONTINUES),
    ]


def test_a_name_does_not_go_on_in_another_column() -> None:
    other = page(table([("di Tepi Jalan",)], (120,), page=2), number=2)
    assert (
        aligned(
            read(sheet(("1", "Penanaman Pohon", "")), other), [row("Penanaman Pohon di Tepi Jalan")]
        ).n_found
        == 0
    )


def test_running_text_goes_on_in_the_text_of_the_next_page() -> None:
    pages = read(
        page(lines=[line("Program Kota", 40, 700)]), page(number=2, lines=[line("Hijau Lestari", 40, 60)])
    )
    assert aligned(pages, [row("Program Kota Hijau Lestari")]).n_found == 1


def test_a_row_is_looked_for_on_its_own_page_alone() -> None:
    pages = read(sheet(("1", "Penanaman Pohon", "")), sheet(("1", "Senam Bersama", ""), number=2))
    labels = aligned(pages, [row("Senam Bersama"), row("Rapat Kerja", page=7)])
    assert [missing["text"] for missing in labels.missing] == ["Senam Bersama", "Rapat Kerja"]


def test_the_lines_of_a_doubtful_row_are_left_out_of_learning() -> None:
    pages = read(sheet(("1", "Penanaman\nPohon", "")))
    labels = aligned(pages, [row("Penanaman Pohon", doubt=True), row("Rapat Kerja", doubt=True)])
    assert [state for _, state, _ in labelled(labels, *pages.values())] == [DOUBTFUL, DOUBTFUL]
    assert (labels.n_found, labels.missing) == (0, [])
