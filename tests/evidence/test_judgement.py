"""What a judge says of a page: names by table, and an opinion of each line with words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.evidence import trees
from classifier.evidence.decoding import NameRun
from classifier.evidence.header_signs import HeaderPart, TableContext, with_headers
from classifier.evidence.judgement import PageJudgement, judged
from classifier.evidence.signs import page_signs
from classifier.evidence.trees import Judge
from classifier.fields.dehyphenation import Words
from classifier.pdf.layout import PageTables
from classifier.records import Box
from classifier.tables.columns import Column, Header
from tests.support.plain_tables import line, page, table
from tests.support.small_judge import judge

PROGRAMS = judge("says_program")
TAMAN = table([["1", "Program Taman"], ["2", "Rapat Kerja"]], (40, 200))
PASAR = table([["1", "Program Pasar"], ["2", "Program Jalan"]], (40, 200), top=300)


def answer(of: PageTables, by: Judge = PROGRAMS) -> PageJudgement:
    return judged(page_signs(of), by, Words())


def texts(runs: list[NameRun]) -> list[str]:
    return [run.text for run in runs]


def test_names_are_those_of_their_table_and_of_the_text_beside_tables() -> None:
    judgement = answer(page(TAMAN, PASAR, lines=[line("Program Kota Hijau", 40, 500)]))
    assert {t: texts(runs) for t, runs in judgement.runs.items()} == {
        0: ["Program Taman"],
        1: ["Program Pasar", "Program Jalan"],
        -1: ["Program Kota Hijau"],
    }


def test_every_line_with_words_has_an_opinion() -> None:
    opinions = answer(page(TAMAN)).opinions[0]
    assert [(each.line.text, round(each.begins, 2), round(each.continues, 2)) for each in opinions] == [
        ("Program Taman", 1.0, 0.0),
        ("Rapat Kerja", 0.0, 0.0),
    ]


def test_names_of_all_columns_stand_from_top_to_bottom() -> None:
    two = table([["Program Taman", "Program Pasar"], ["Program Jalan", "Program Desa"]], (200, 200))
    assert texts(answer(page(two)).runs[0]) == [
        "Program Taman",
        "Program Pasar",
        "Program Jalan",
        "Program Desa",
    ]


def test_a_box_holds_the_names_that_begin_in_it() -> None:
    judgement = answer(page(TAMAN, PASAR))
    first, second = (cell.box for cell in PASAR.cells if cell.text.startswith("Program"))
    assert texts(judgement.runs_in(1, first)) == ["Program Pasar"]
    assert texts(judgement.runs_in(1, second)) == ["Program Jalan"]
    assert texts(judgement.runs_in(1, PASAR.box)) == ["Program Pasar", "Program Jalan"]
    assert judgement.runs_in(0, first) == []
    assert judgement.runs_in(2, first) == []
    assert [each.line.text for each in judgement.opinions_in(0, TAMAN.box)] == [
        "Program Taman",
        "Rapat Kerja",
    ]
    assert judgement.opinions_in(0, Box(0, 0, 600, 50)) == []


def test_the_level_is_asked_of_lines_that_may_begin() -> None:
    (program,) = answer(page(TAMAN)).runs[0]
    assert program.levels == pytest.approx((1, 0, 0), abs=0.01)
    (rapat,) = answer(page(table([["Rapat Kerja"]], (200,))), judge("begins_upper")).runs[0]
    assert rapat.levels == pytest.approx((0, 1, 0), abs=0.01)


def test_a_page_without_words_has_no_names_and_no_opinions() -> None:
    for empty in (page(), page(table([["1", "5.000"]], (40, 90)))):
        judgement = answer(empty)
        assert judgement.runs == {}
        assert judgement.opinions == {}


def test_signs_are_gathered_with_what_is_known_of_columns() -> None:
    header = Header((Column("no", 40, 80), Column("program", 80, 280)))
    known = {0: TableContext((HeaderPart(60, header, 3),))}
    told = with_headers(page_signs(page(TAMAN)), known)
    assert not np.array_equal(told.signs, page_signs(page(TAMAN)).signs)
    assert [told.chains[c].lines[i].text for c, i in told.places] == ["Program Taman", "Rapat Kerja"]


CELLS = st.sampled_from(
    [
        "",
        "1",
        "-",
        "5.000.000",
        "Program Taman",
        "Program\nTaman Kota",
        "Kegiatan Rapat",
        "1.02.02",
        "dan\n2. Umum",
    ]
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6), st.lists(CELLS, max_size=3))
def test_the_packaged_weights_judge_any_page_and_say_the_same_again(
    rows: list[tuple[str, str, str]], texts_below: list[str]
) -> None:
    lines = [line(text.replace("\n", " "), 40, 600 + 12 * i) for i, text in enumerate(texts_below) if text]
    whole = page(table(rows, (60, 200, 90)), lines=lines)
    packaged = trees.packaged()
    assert packaged is not None
    judgement, again = answer(whole, packaged), answer(whole, packaged)
    runs = [run for own in judgement.runs.values() for run in own]
    assert all(0 <= run.begins <= 1 and 0 <= run.continues <= 1 for run in runs)
    assert all(sum(run.levels) == pytest.approx(1, abs=1e-5) for run in runs if run.begins > 0.1)
    assert [(run.text, run.begins, run.levels) for run in runs] == [
        (run.text, run.begins, run.levels) for own in again.runs.values() for run in own
    ]
