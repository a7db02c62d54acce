"""The signs of lines: what they look at around a line, one matter in each test."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.evidence.header_signs import HeaderPart, TableContext, with_headers
from classifier.evidence.signs import GROUPS, SIGNS, number_value, page_signs
from classifier.pdf.layout import PageTables
from classifier.tables.columns import Column, Header
from tests.support.plain_tables import Merged, Value, line, page, spread, table

WIDTHS = (40.0, 200.0, 120.0, 90.0)
NO_CONTEXT: Mapping[int, TableContext] = {}


def read(of: PageTables, contexts: Mapping[int, TableContext] = NO_CONTEXT) -> dict[str, dict[str, float]]:
    """The signs of a page's lines by their texts, which differ."""
    read = with_headers(page_signs(of), contexts)
    texts = [read.chains[c].lines[i].text for c, i in read.places]
    rows = read.signs.tolist()
    return {text: dict(zip(SIGNS, row, strict=True)) for text, row in zip(texts, rows, strict=True)}


def read_table(
    *rows: Sequence[Value], widths: Sequence[float] = WIDTHS, context: TableContext | None = None
) -> dict[str, dict[str, float]]:
    contexts = {} if context is None else {0: context}
    return read(page(table(rows, widths)), contexts)


def test_every_sign_has_its_own_name_and_is_in_one_group() -> None:
    assert Counter(SIGNS).most_common(1)[0][1] == 1
    assert Counter(sign for signs in GROUPS.values() for sign in signs) == Counter(SIGNS)


@pytest.mark.parametrize(
    ("mark", "value"),
    [("3", 3), ("12.", 12), ("(4)", 4), ("c)", 3), ("B.", 2), ("iv", 4), ("(IX)", 9), ("i.", 1),
     ("v", 22), ("•", 0), ("-", 0), ("", 0), ("2.1.", 21), ("²", 0), ("2²", 0), ("٣", 3)],
)  # fmt: skip
def test_a_running_number_has_a_value(mark: str, value: int) -> None:
    assert number_value(mark) == value


def test_amounts_numbers_and_dashes_have_no_signs() -> None:
    signs = read_table(["1", "Penanaman Pohon", "-", "5.000.000"])
    assert list(signs) == ["Penanaman Pohon"]


def test_a_page_without_words_has_no_rows_of_signs() -> None:
    read = page_signs(page())
    places, signs = read.places, read.signs
    assert places == []
    assert signs.shape == (0, len(SIGNS))


def test_the_place_of_a_line_in_its_cell_counts_from_its_first() -> None:
    signs = read_table(["1", "Penanaman\nPohon Pelindung", "", ""])
    first, second = signs["Penanaman"], signs["Pohon Pelindung"]
    assert (first["place_in_cell"], first["first_in_cell"], first["last_in_cell"]) == (0, 1, 0)
    assert (second["place_in_cell"], second["first_in_cell"], second["last_in_cell"]) == (1, 0, 1)
    assert first["n_in_cell"] == second["n_in_cell"] == 2
    assert first["cell_chars"] == len("Penanaman Pohon Pelindung")


def test_numbers_follow_one_another_in_their_style() -> None:
    marks = {"a.": "Taman Kota", "b.": "Pasar Desa", "3.": "Jalan Raya", "d.": "Jembatan"}
    lines = [spread((40, mark), (60, text), top=60 + 20 * i) for i, (mark, text) in enumerate(marks.items())]
    signs = read(page(lines=lines))
    assert [signs[text]["number"] for text in marks.values()] == [1, 2, 3, 4]
    assert [signs[text]["number_follows"] for text in marks.values()] == [1, 1, 0, 0]
    assert [signs[text]["next_number_follows"] for text in marks.values()] == [1, 1, 1, 0]
    assert [signs[text]["n_same_style"] for text in marks.values()] == [3, 3, 1, 3]
    assert [signs[text]["has_gutter"] for text in marks.values()] == [1, 1, 1, 1]


def test_money_codes_and_texts_beside_a_name_are_counted() -> None:
    signs = read_table(
        ["1.02.02", "Penanaman Pohon", "Jumlah pohon tertanam", "5.000.000"],
        ["", "Senam Bersama", "", ""],
        widths=(60, 200, 120, 90),
    )
    name, other = signs["Penanaman Pohon"], signs["Senam Bersama"]
    assert (name["n_money"], name["n_right_texts"], name["n_result_texts"], name["n_left"]) == (1, 1, 1, 1)
    assert (name["left_code_level"], name["left_code_depth"], name["left_code_digits"]) == (1, 3, 5)
    assert (other["n_money"], other["n_right_texts"], other["n_left"]) == (0, 0, 0)
    assert (other["left_code_level"], other["left_code_depth"]) == (-1, 0)


def test_texts_left_of_a_name_and_other_programs_beside_it_are_counted() -> None:
    signs = read_table(["Warga sehat", "Program Kota", "Penanaman Pohon", "12"], widths=(100, 150, 150, 40))
    pohon, kota = signs["Penanaman Pohon"], signs["Program Kota"]
    assert (pohon["n_left_texts"], pohon["other_program"], pohon["n_right_numbers"]) == (2, 1, 1)
    assert (kota["n_left_texts"], kota["other_program"], kota["n_filled"]) == (1, 0, 3)


def test_the_number_left_of_a_name_is_its_nearest_one() -> None:
    signs = read_table(["7", "3", "Penanaman Pohon", ""], widths=(30, 30, 200, 90))
    assert signs["Penanaman Pohon"]["left_number"] == 3


def test_a_cell_over_several_bands_is_of_the_first_and_spans_the_others() -> None:
    signs = read_table([Merged("A", rows=2), "Penanaman Pohon"], ["Senam Bersama"], widths=(40, 200))
    assert [(each["n_left"], each["n_spanning"]) for each in signs.values()] == [(1, 0), (0, 1)]


def test_the_header_gives_a_line_its_role_and_how_sure_that_is() -> None:
    header = Header((Column("no", 40, 80), Column("program", 80, 280), Column("indikator", 280, 400)))
    part = HeaderPart(70, header, 3)
    signs = read_table(
        ["No", "Program", "Indikator", ""],
        ["1", "Kota Hijau", "Luas taman", ""],
        context=TableContext((part,), ((60, 74),)),
    )
    name, indicator, above = signs["Kota Hijau"], signs["Luas taman"], signs["Program"]
    assert (name["role_program"], name["role_indikator"], name["no_role"]) == (1, 0, 0)
    assert (indicator["role_program"], indicator["role_indikator"]) == (0, 1)
    assert (name["header_how"], name["n_name_columns"], name["in_header"]) == (3, 1, 0)
    assert (above["in_header"], above["no_role"], above["header_how"]) == (1, 1, 0)


def test_a_height_lies_in_the_last_part_that_begins_above_it() -> None:
    parts = (HeaderPart(60, None, 1), HeaderPart(200, None, 3))
    context = TableContext(parts)
    assert [context.at(y).how for y in (50, 60, 199, 250)] == [0, 1, 3, 3]


def test_the_words_of_a_header_stand_above_their_column_alone() -> None:
    signs = read_table(["No", "Uraian Kegiatan", "Lokasi", "Pagu"], ["1", "Taman Kota", "Pasar Hulu", ""])
    assert (signs["Taman Kota"]["above_uraian"], signs["Taman Kota"]["above_kegiatan"]) == (1, 1)
    assert (signs["Taman Kota"]["above_lokasi"], signs["Pasar Hulu"]["above_lokasi"]) == (0, 1)
    assert signs["Pasar Hulu"]["above_uraian"] == 0


def test_a_line_knows_the_lines_before_and_after_it() -> None:
    lines = [line(text, 40, 60 + 12 * i) for i, text in enumerate(["Program Taman", "dan Pasar,", "Umum."])]
    signs = read(page(lines=lines))
    first, middle, last = signs.values()
    assert (first["before_n_words"], first["before_place"]) == (-1, -1)
    assert (first["after_begins_lower"], first["after_says_program"]) == (1, 0)
    assert (middle["before_says_program"], middle["after_ends_full_stop"]) == (1, 1)
    assert (last["after_n_chars"], last["before_open_end"]) == (-1, 1)


def test_lines_of_one_indent_and_number_are_siblings() -> None:
    marks = {"1.": "Program Taman", "2.": "Program Pasar", "a.": "Rapat Kerja"}
    lines = [spread((40, mark), (60, text), top=60 + 20 * i) for i, (mark, text) in enumerate(marks.items())]
    signs = read(page(lines=lines))
    assert [signs[text]["n_siblings"] for text in marks.values()] == [2, 2, 1]
    assert [signs[text]["siblings_program"] for text in marks.values()] == [1, 1, 0]


def test_a_column_is_described_by_all_of_its_cells() -> None:
    signs = read_table(
        ["1", "Program Taman", "Luas taman", "5.000"],
        ["2", "Program Taman", "Luas pasar", ""],
        ["3", "Kegiatan Rapat", "Luas pasar", ""],
        ["4", "Senam Bersama", "Luas jalan", ""],
    )
    column = signs["Senam Bersama"]
    assert column["column_n"] == 4
    assert column["column_share_different"] == 0.75
    assert (column["column_share_program"], column["column_share_kegiatan"]) == (0.5, 0.25)
    assert column["n_columns"] == 4
    assert column["column_rank"] == 1
    assert signs["Luas jalan"]["column_share_results"] == 1


def test_cells_are_compared_in_parts_where_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[f"1.{i:02}", f"Program Taman {i}", "Jumlah taman", "5.000.000"] for i in range(9)]
    at_once = page_signs(page(table(rows, WIDTHS)))
    monkeypatch.setattr("classifier.evidence.signs._MAX_PAIRS", 10)
    np.testing.assert_array_equal(page_signs(page(table(rows, WIDTHS))).signs, at_once.signs)


TEXTS = st.one_of(
    st.text(max_size=40).map(lambda text: text.replace("\x00", "")),
    st.sampled_from(
        ["", "-", "1", "IV.", "1.02.02", "5.000.000", "Program Kota", "Program\nKegiatan", "2026"]
    ),
)
ROWS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=5)


@given(ROWS, st.lists(TEXTS.filter(str.strip), max_size=4))
def test_any_cells_and_lines_have_finite_signs_and_the_same_again(
    rows: list[tuple[str, str, str]], texts: list[str]
) -> None:
    lines = [line(text, 40, 400 + 12 * i) for i, text in enumerate(texts)]
    whole = page(table(rows, (40, 200, 90)), lines=lines)
    header = Header((Column("no", 40, 80), Column("name", 80, 280), Column("pagu", 280, 370)))
    context = TableContext((HeaderPart(60, header, 1),), ((60, 70),))
    read = with_headers(page_signs(whole), {0: context})
    assert read.signs.shape == (len(read.places), len(SIGNS))
    assert np.isfinite(read.signs).all()
    again = with_headers(page_signs(whole), {0: context})
    assert again.places == read.places
    np.testing.assert_array_equal(again.signs, read.signs)
