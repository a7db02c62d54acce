"""Answers follow their rows from one reading to the next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from classifier.fields.names import fold
from classifier.records import Box, Level, Prediction, Row
from service.storage.answer_following import AnsweredRow, followed_by, with_answered_ids
from service.storage.rows import StoredRow, new_rows


def fresh(*rows: tuple[str, int, float], level: Level = "program", kode: str = "") -> list[StoredRow]:
    """Rows of a new reading, by name, page and top."""
    read = [Row("a.pdf", "ab", page, Box(1, top, 2, top + 5), level, kode, name) for name, page, top in rows]
    return new_rows("d", read, [Prediction("a.b", 0.5, (), False, (), "m")] * len(read))


def old(
    row_id: str, name: str, page: int, top: float = 0.0, *, level: str = "program", kode: str = ""
) -> AnsweredRow:
    return AnsweredRow(row_id, level, kode, name, page, top)


def test_a_row_of_the_same_name_level_and_code_is_followed_to_its_nearest_place() -> None:
    rows = fresh(("Program Gizi", 3, 10), ("PROGRAM GIZI", 7, 10), ("Program Gizi", 7, 300))
    assert followed_by([old("x", "Program Gizi", 7, 290)], rows) == {"x": 2}
    both = [old("x", "Program Gizi", 4, 290), old("y", "Program Gizi", 3, 10)]
    assert followed_by(both, rows) == {"y": 0, "x": 2}


def test_a_code_distinguishes_rows_of_one_name_and_gives_way_when_it_was_misread() -> None:
    rows = [*fresh(("Rapat", 1, 10), kode="1.01"), *fresh(("Rapat", 1, 50), kode="1.02")]
    assert followed_by([old("x", "Rapat", 1, 10, kode="1.02")], rows) == {"x": 1}
    assert followed_by([old("x", "Rapat", 1, 45, kode="1,02")], rows) == {"x": 1}


def test_a_row_whose_level_was_misread_is_followed_by_its_name() -> None:
    assert followed_by([old("x", "Rapat", 2)], fresh(("Rapat", 2, 10), level="kegiatan")) == {"x": 0}


def test_a_name_that_was_cut_or_misspelt_is_followed_on_its_page_alone() -> None:
    rows = fresh(("Program Pengelolaan Persampahan", 4, 10), ("Program Penyehatan Lingkungan", 4, 60))
    assert followed_by([old("x", "Program Pengelola", 4)], rows) == {"x": 0}
    assert followed_by([old("x", "Program Penyehatan Lingkungen", 4)], rows) == {"x": 1}
    assert followed_by([old("x", "Program Pengelola", 5)], rows) == {}
    assert followed_by([old("x", "Program", 4), old("y", "Program Jalan", 4)], rows) == {}


def test_an_answer_whose_place_is_not_known_is_followed_by_its_name() -> None:
    rows = fresh(("Program Gizi", 3, 10), ("Program Gizi", 7, 10))
    assert followed_by([old("x", "Program Gizi", 0)], rows) == {"x": 0}


def test_a_followed_row_keeps_the_id_of_its_answer_and_others_have_their_own() -> None:
    rows = fresh(("Program Gizi", 3, 10), ("Program Jalan", 3, 60))
    kept = with_answered_ids(rows, [old("x", "Program Gizi", 3)])
    assert [row.id for row in kept] == ["x", rows[1].id]
    # A row that nobody answered would have the id that an answered one took with it.
    taken = with_answered_ids(rows, [old(rows[1].id, "Program Gizi", 3)])
    assert taken[0].id == rows[1].id
    assert taken[1].id not in {rows[0].id, rows[1].id}
    assert len(taken[1].id) == len(rows[1].id)


NAMES = st.sampled_from(["Program Gizi", "PROGRAM GIZI", "Program Jalan", "Program Jalan Desa", "Rapat"])
PLACES = st.tuples(NAMES, st.integers(1, 4), st.sampled_from([0.0, 10.0, 400.0]))


@given(st.lists(PLACES, max_size=8), st.lists(PLACES, max_size=8))
def test_following_is_one_to_one_and_leaves_no_equal_name_behind(
    before: list[tuple[str, int, float]], after: list[tuple[str, int, float]]
) -> None:
    answered = [old(f"x{n}", name, page, top) for n, (name, page, top) in enumerate(before)]
    rows = fresh(*after)
    places = followed_by(answered, rows)
    assert len(set(places.values())) == len(places)
    left_old = {fold(row.text) for row in answered if row.id not in places}
    left_new = {fold(row.row.text) for n, row in enumerate(rows) if n not in places.values()}
    assert not left_old & left_new
    kept = with_answered_ids(rows, answered)
    assert len({row.id for row in kept}) == len(rows)
    assert [row.row for row in kept] == [row.row for row in rows]


@given(st.lists(PLACES, max_size=8))
def test_the_same_reading_again_follows_every_row_to_itself(after: list[tuple[str, int, float]]) -> None:
    rows = fresh(*after)
    answered = [old(f"x{n}", name, page, top) for n, (name, page, top) in enumerate(after)]
    places = followed_by(answered, rows)
    assert len(places) == len(rows)
    assert all(after[int(row_id[1:])] == after[place] for row_id, place in places.items() if after)
