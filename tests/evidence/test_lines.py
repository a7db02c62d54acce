"""Lines of cells and of running text: gutter, text and tail."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.evidence.lines import NameLine, cell_lines, is_gutter, page_chains, table_chains, text_chain
from classifier.pdf.layout import Cell, Line, Word
from classifier.records import Box
from tests.support.plain_tables import Merged, cell, line, page, spread, table

BOX = Box(100, 60, 300, 120)


def in_cell(*lines: Line) -> list[NameLine]:
    return cell_lines(Cell.of(BOX, lines))


def taken(line: NameLine) -> tuple[str, str, str]:
    return line.gutter, line.text, line.tail


@pytest.mark.parametrize(
    "text", ["3", "12.", "2.1.3.", "1.2.3.4", "(a)", "IV.", "iv)", "b.", "-", "•", "▪", "\uf0b7", " 3. "]
)
def test_a_running_number_a_letter_or_a_bullet_stands_in_a_gutter(text: str) -> None:
    assert is_gutter(text)


@pytest.mark.parametrize("text", ["", "Program", "2026", "1.02.02.2.01.0001", "1.250.000", "3 Desa", "ab."])
def test_words_years_codes_and_amounts_stand_in_no_gutter(text: str) -> None:
    assert not is_gutter(text)


@pytest.mark.parametrize("mark", ["1.", "12)", "(3)", "a.", "IV.", "•", "2.1.3."])
def test_a_number_left_of_the_other_lines_is_no_text(mark: str) -> None:
    first, second = in_cell(
        spread((102, mark), (130, "Penanaman Pohon"), top=62), line("di Tepi Jalan", 130, 72)
    )
    assert taken(first) == (mark, "Penanaman Pohon", "")
    assert first.box == Box(130, 62, 130 + 15 * 4, 72)
    assert taken(second) == ("", "di Tepi Jalan", "")


def test_a_number_that_is_wider_than_its_gutter_hangs_into_the_text() -> None:
    # One point before its text: for a gap alone that would be too little.
    hanging = Line(
        "2.1.13. Penanaman",
        Box(102, 62, 167, 72),
        False,
        (Word("2.1.13.", Box(102, 62, 130, 72), False, 0, False),
         Word("Penanaman", Box(131, 62, 167, 72), False, 1, True)),
    )  # fmt: skip
    first, _ = in_cell(hanging, line("Pohon", 131, 72))
    assert taken(first) == ("2.1.13.", "Penanaman", "")


def test_a_letter_within_a_text_that_begins_at_the_indent_of_the_others_is_text() -> None:
    first, _ = in_cell(line("A Yani dan Sudirman", 102, 62), line("Penataan Jalan", 102, 72))
    assert taken(first) == ("", "A Yani dan Sudirman", "")


def test_a_number_at_mid_height_belongs_to_the_first_line() -> None:
    lines = in_cell(
        line("Penanaman Pohon", 130, 62),
        line("7.", 102, 67),
        line("Pelindung Jalan", 130, 72),
    )
    assert [taken(each) for each in lines] == [("7.", "Penanaman Pohon", ""), ("", "Pelindung Jalan", "")]
    assert [(each.place, each.n_in_cell) for each in lines] == [(0, 2), (1, 2)]


def test_a_number_at_mid_height_does_not_replace_one_that_the_first_line_has() -> None:
    first, _ = in_cell(
        spread((102, "6."), (130, "Penanaman Pohon"), top=62),
        line("7.", 102, 67),
        line("Pelindung Jalan", 130, 72),
    )
    assert first.gutter == "6."


def test_a_number_alone_in_its_cell_is_its_text() -> None:
    (only,) = in_cell(line("7.", 102, 62))
    assert taken(only) == ("", "7.", "")


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        (spread((102, "Penanaman Pohon"), (200, "5.000")), "5.000"),
        (spread((102, "Penanaman Pohon"), (200, "Rp 5.000.000")), "Rp 5.000.000"),
        # Of millions however close it stands.
        (line("Penanaman Pohon 5.000.000", 102, 62), "5.000.000"),
        # A number in a column of its own.
        (spread((102, "Penanaman Pohon"), (200, "12 paket")), "12 paket"),
    ],
)
def test_what_stands_apart_at_the_end_is_the_tail(text: Line, tail: str) -> None:
    (only,) = in_cell(text)
    assert taken(only) == ("", "Penanaman Pohon", tail)
    assert only.box.x1 == 102 + 15 * 4


def test_an_amount_behind_a_leader_is_the_tail() -> None:
    (only,) = in_cell(
        spread(
            (102, "Program Air"),
            (160, "........"),
            (220, "Rp."),
            (240, "3.584.890.409"),
            (320, "APBD"),
            top=62,
        )
    )
    assert taken(only) == ("", "Program Air", "3.584.890.409")
    (contents,) = in_cell(spread((102, "Program Air"), (160, "........"), (220, "12"), top=62))
    assert taken(contents) == ("", "Program Air ........", "12")


@pytest.mark.parametrize("text", ["Bantuan untuk 1.000", "Bantuan 5.000.000 Pohon", "Dana Rp"])
def test_a_number_within_reach_of_the_text_is_part_of_it(text: str) -> None:
    (only,) = in_cell(line(text, 102, 62))
    assert taken(only) == ("", text, "")


def test_a_line_without_words_is_taken_as_it_is() -> None:
    (only,) = in_cell(Line("7. Penanaman Pohon 5.000.000", Box(102, 62, 214, 72), False))
    assert taken(only) == ("", "7. Penanaman Pohon 5.000.000", "")


def test_words_that_touch_are_one_word_behind_a_gutter_too() -> None:
    words = (
        Word("1.", Box(102, 62, 110, 72), False, 0, False),
        Word("Pena", Box(130, 62, 146, 72), False, 1, True),
        Word("naman", Box(146, 62, 166, 72), True, 2, False),
    )
    (only,) = in_cell(Line("1. Penanaman", Box(102, 62, 166, 72), False, words))
    assert taken(only) == ("1.", "Penanaman", "")


def test_a_column_of_a_table_is_a_chain_and_empty_cells_are_in_none() -> None:
    chains = table_chains(
        table([["1", "Taman\nKota", "5.000"], ["2", "", "6.000"], ["3", "Pasar", ""]], (30, 200, 80))
    )
    assert [[each.text for each in chain.lines] for chain in chains] == [
        ["1", "2", "3"],
        ["Taman", "Kota", "Pasar"],
        ["5.000", "6.000"],
    ]
    assert [(chain.x0, chain.x1) for chain in chains] == [(40, 70), (70, 270), (270, 350)]
    assert [each.place for each in chains[1].lines] == [0, 1, 0]


def test_a_cell_over_two_columns_is_in_a_chain_of_its_own() -> None:
    chains = table_chains(table([[Merged("Urusan Wajib", cols=2)], ["1", "Taman"]], (30, 200)))
    assert [[each.text for each in chain.lines] for chain in chains] == [["1"], ["Urusan Wajib"], ["Taman"]]


def test_sides_may_wobble_by_two_points_and_no_more() -> None:
    cells = [
        cell(name, Box(100 + shift, 60 + 20 * i, 300, 80 + 20 * i))
        for i, (name, shift) in enumerate([("Taman", 0), ("Pasar", 2), ("Jalan", 3)])
    ]
    wobbling = table([["x"]], (200,))._replace(cells=tuple(cells))
    chains = table_chains(wobbling)
    assert [[each.text for each in chain.lines] for chain in chains] == [["Taman", "Pasar"], ["Jalan"]]


def test_running_text_is_the_last_chain_of_its_page() -> None:
    below = [spread((40, "a."), (60, "Program Kota Hijau"), (300, "7.500.000"), top=400)]
    chains = page_chains(page(table([["Taman"]], (200,)), lines=below))
    assert [chain.table is None for chain in chains] == [False, True]
    assert [taken(each) for each in chains[1].lines] == [("a.", "Program Kota Hijau", "7.500.000")]
    assert chains[1].lines[0].cell is None


def test_a_page_without_text_has_no_chains() -> None:
    assert text_chain([]) is None
    assert page_chains(page()) == []


WORDS = st.sampled_from(
    ["1.", "a)", "•", "Program", "Kota", "dan", "5.000", "1.250.000.000", "Rp", "12", "(DAK)", "2026"]
)


@given(st.lists(st.tuples(st.floats(0, 60), WORDS), min_size=2, max_size=6), st.booleans())
def test_gutter_text_and_tail_hold_every_word_of_a_line_in_order(
    pieces: list[tuple[float, str]], has_line_below: bool
) -> None:
    x, placed = 102.0, []
    for gap, word in pieces:
        placed.append((x + gap, word))
        x += gap + 4 * len(word)
    below = [line("Jalan Desa", 110, 72)] if has_line_below else []
    first = in_cell(spread(*placed), *below)[0]
    assert "".join(taken(first)).replace(" ", "") == "".join(word for _, word in pieces)


def test_a_line_is_the_same_in_another_process() -> None:
    (before,) = in_cell(spread((102, "1."), (130, "Penanaman Pohon"), (280, "5.000.000"), top=62))
    after = pickle.loads(pickle.dumps(before))
    assert taken(after) == ("1.", "Penanaman Pohon", "5.000.000")
    assert (after.box, after.bold, after.cell) == (before.box, before.bold, before.cell)
    assert (after.place, after.n_in_cell) == (0, 1)
