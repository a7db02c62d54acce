"""Tables without rules, from words alone: 5 points a letter, lines 10 points high."""

from collections.abc import Sequence

from classifier.pdf.layout import Edge, Line, Word, lines_of
from classifier.records import Box
from classifier.tables import stream


def page(*rows: tuple[float, Sequence[tuple[float, str]]]) -> list[Line]:
    """Lines from (top, texts with the places where they begin); the words of a text stand 3 points apart."""
    words: list[Word] = []
    for top, texts in rows:
        for x, text in texts:
            for part in text.split():
                words.append(
                    Word(part, Box(x, top, x + 5 * len(part), top + 10), False, len(words), bool(words))
                )
                x += 5 * len(part) + 3
    return list(lines_of(words))


def tables(lines: Sequence[Line], edges: Sequence[Edge] = ()) -> list[list[list[str]]]:
    """The texts of every table, row by row."""
    out = []
    for table in stream.tables(1, lines, edges):
        tops = sorted({cell.box.top for cell in table.cells})
        out.append([[cell.text for cell in table.cells if cell.box.top == top] for top in tops])
    return out


HEADER = (0, [(0, "Program"), (250, "Anggaran (Rp)"), (400, "Keterangan")])
FIRST = (14, [(0, "1. Program Kota Hijau"), (250, "1.500.000.000"), (400, "APBD")])
SECOND = (28, [(0, "2. Program Taman Bermain dan")])
REST = (42, [(10, "Halaman Sekolah"), (250, "875.000.000"), (400, "APBD")])
ROWS = [
    ["Program", "Anggaran (Rp)", "Keterangan"],
    ["1. Program Kota Hijau", "1.500.000.000", "APBD"],
    ["2. Program Taman Bermain dan Halaman Sekolah", "875.000.000", "APBD"],
]


def test_an_amount_beside_the_second_line_of_a_numbered_name_belongs_to_its_row() -> None:
    assert tables(page(HEADER, FIRST, SECOND, REST)) == [ROWS]


def test_a_numbered_table_ends_where_signatures_begin() -> None:
    place = (72, [(250, "Contoh, 5 Januari 2026")])
    signed = (86, [(0, "Bupati Contoh"), (250, "Kepala Dinas")])
    assert tables(page(HEADER, FIRST, SECOND, REST, place, signed)) == [ROWS]


def test_the_sum_of_a_numbered_table_is_a_row_of_it_also_when_set_apart() -> None:
    total = (72, [(10, "Jumlah"), (250, "2.375.000.000")])
    rows = tables(page(HEADER, FIRST, SECOND, REST, total))[0]
    assert rows[1:] == [*ROWS[1:], ["Jumlah", "2.375.000.000", ""]]


def test_a_header_of_programs_and_money_alone_is_one() -> None:
    two = [(top, texts[:2]) for top, texts in (HEADER, FIRST, SECOND, REST)]
    assert tables(page(*two)) == [[row[:2] for row in ROWS]]


def test_two_columns_without_money_are_no_table() -> None:
    rows = (0, [(0, "Program"), (250, "Keterangan")]), (14, [(0, "1. Program A"), (250, "APBD")])
    assert tables(page(*rows, (28, [(0, "2. Program B"), (250, "APBD")]))) == []


def test_a_header_wider_than_its_column_leaves_the_columns_below_apart() -> None:
    header = (0, [(0, "No"), (40, "Program"), (150, "Anggaran (Rp)"), (260, "Keterangan")])
    rows = [
        (14 * i, [(0, str(i)), (40, f"Program Taman Kampung {i}{i}"), (180, f"{i}.500.000"), (270, "APBD")])
        for i in (1, 2)
    ]
    assert tables(page(header, *rows))[0][1:] == [
        ["1", "Program Taman Kampung 11", "1.500.000", "APBD"],
        ["2", "Program Taman Kampung 22", "2.500.000", "APBD"],
    ]


def test_level_rules_say_where_rows_begin() -> None:
    header = (0, [(0, "No"), (40, "Program"), (250, "Anggaran"), (400, "Keterangan")])
    first = (14, [(0, "1"), (40, "Program Taman"), (250, "1.500.000.000"), (400, "APBD")])
    rest = (30, [(40, "Hijau")])
    second = (46, [(0, "2"), (40, "Program Sumur"), (250, "875.000.000"), (400, "APBD")])
    rules = [Edge(0, y, 440, y, True) for y in (12, 43, 58)]
    assert [row[1] for row in tables(page(header, first, rest, second), rules)[0]] == [
        "Program",
        "Program Taman Hijau",
        "Program Sumur",
    ]


def test_prose_is_no_table() -> None:
    assert tables(page((0, [(0, "Program tersebut dibiayai dari anggaran daerah")]))) == []
    assert tables([]) == []


def test_a_header_with_nothing_below_it_is_no_table() -> None:
    header = (100.0, [(50, "Program"), (250, "Anggaran (Rp)"), (400, "Keterangan")])
    assert tables(page(header)) == []
    assert tables(page(header, (400.0, [(50, "Bandung, 2 Januari")]))) == []
