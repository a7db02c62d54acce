import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from classifier.extraction import page_outcomes
from classifier.extraction.extract import extract, pictures
from classifier.extraction.likely_rows import LikelyRows
from classifier.extraction.page_tasks import Answer, Task, in_process
from classifier.faults import Fault
from classifier.records import Box, Problem, Row, Trace
from tests.support.paths import DOCUMENTS
from tests.support.program_tables import pdf


def test_every_page_says_why_it_was_or_was_not_read() -> None:
    messages = {page.page: page.message for page in extract(DOCUMENTS / "renstra_contoh.pdf").pages}
    assert list(messages) == list(range(1, 10))
    assert messages[1] == "not read: names no program or kegiatan and goes on from no table"
    assert messages[2] == "read: no table and no list of programs in it; 0 rows begin here"
    assert messages[4].endswith("it has no header and no column full of programs; 0 rows begin here")
    assert "was taken by its header: kode | name | indikator" in messages[6]
    assert messages[9] == "read: a numbered list of programs; 5 rows begin here"


def test_every_page_has_an_outcome_beside_its_sentence() -> None:
    outcomes = [page.outcome for page in extract(DOCUMENTS / "renstra_contoh.pdf").pages]
    assert outcomes == [
        "names_no_program",
        "no_table",
        "no_table",
        "no_program_column",
        "no_program_column",
        "with_rows",
        "with_rows",
        "with_rows",
        "with_rows",
    ]


def test_a_page_that_only_ends_a_row_is_a_table_without_rows() -> None:
    glance = Answer(2, has_text=True, ruled=True)
    trace = Trace(2, Box(0, 0, 9, 9), (("name", 0.0, 9.0),), "a table was taken")
    (report,) = page_outcomes.page_reports([glance], [2], [trace], [], failed=set())
    assert (report.outcome, report.message) == (
        "table_without_rows",
        "read: a table was taken; 0 rows begin here",
    )


def test_pages_outside_what_was_asked_for_were_not_asked() -> None:
    lost = Answer(3, problem=Fault("page_out_of_memory"))
    glances = [Answer(1, has_text=True, ruled=True, named=True), Answer(2), lost]
    reports = page_outcomes.page_reports(glances, [], [], [], failed={3})
    assert [(page.outcome, page.message) for page in reports] == [
        ("not_asked", "not read: far from the pages asked for"),
        ("no_text", "not read: no text (a scan)"),
        ("unreadable", "not read: needs more memory than a page may have; given up."),
    ]


def test_a_page_read_without_a_table_is_reported_by_what_it_names() -> None:
    glances = [Answer(1, has_text=True, ruled=True, named=True), Answer(2, has_text=True, ruled=True)]
    reports = page_outcomes.page_reports(glances, [1, 2], [], [], failed=())
    assert [page.outcome for page in reports] == ["no_table", "names_no_program"]


def test_a_page_whose_table_gave_no_rows_is_told_as_perhaps_missed(tmp_path: Path) -> None:
    def blind(tasks: Iterable[Task]) -> Iterator[Answer]:
        for answer in in_process(tasks):
            tables = answer.tables and replace(answer.tables, tables=(), lines=())
            yield replace(answer, tables=tables)

    path = pdf(tmp_path / "a.pdf", n_before=1)
    assert [warning.page for warning in extract(path).warnings] == []
    assert extract(path, mapper=blind).warnings == (Problem(2, Fault("perhaps_missed", likely=4)),)
    assert extract(path, pages=(1, 1), mapper=blind).warnings == ()


def test_a_page_that_is_told_as_perhaps_missed_is_called_so_in_the_list_of_pages_too() -> None:
    glances = [
        # Not read at all; read, without a table; with rows, but few; one that failed.
        Answer(1, has_text=True, named=True, likely=LikelyRows(9)),
        Answer(2, has_text=True, named=True, ruled=True, likely=LikelyRows(9)),
        Answer(3, has_text=True, named=True, ruled=True, likely=LikelyRows(9)),
        Answer(4, has_text=True, named=True, ruled=True, likely=LikelyRows(9)),
        Answer(5, has_text=True, named=True, ruled=True, likely=LikelyRows(3)),
    ]
    row = Row("a.pdf", "", 3, Box(0, 0, 9, 9), "program", "", "Program A")
    reports = page_outcomes.page_reports(glances, [2, 3, 4, 5], [], [row], failed={4})
    assert [report.outcome for report in reports] == [
        "perhaps_missed",
        "perhaps_missed",
        "with_rows",
        "unreadable",
        "no_table",
    ]
    warned = [warning.page for warning in page_outcomes.warnings(glances, [row], failed={4})]
    assert warned == [1, 2, 3]


@pytest.mark.parametrize(
    ("begun", "loose", "n_rows", "is_missed"),
    [
        (4, 0, 1, True),
        (4, 0, 2, False),
        (3, 0, 0, False),
        (20, 40, 9, True),
        (20, 40, 10, False),
        (0, 5, 1, True),
        (0, 5, 2, False),
        (0, 4, 0, False),
    ],
)
def test_a_page_is_told_when_fewer_than_half_of_its_likely_rows_were_read(
    begun: int, loose: int, n_rows: int, is_missed: bool
) -> None:
    glance = Answer(1, likely=LikelyRows(begun, loose))
    assert page_outcomes.perhaps_missed(glance, n_rows) is is_missed


def test_a_page_that_failed_is_not_told_twice() -> None:
    glances = [Answer(page, likely=LikelyRows(9)) for page in (1, 2)]
    assert list(page_outcomes.warnings(glances, [], failed={2})) == [
        Problem(1, Fault("perhaps_missed", likely=9))
    ]


@pytest.mark.slow
def test_a_picture_shows_each_page_that_gave_rows_or_held_a_table() -> None:
    path = DOCUMENTS / "renstra_contoh.pdf"
    drawn = dict(pictures(path, extract(path)))
    assert sorted(drawn) == [4, 5, 6, 7, 8, 9]
    image = Image.open(io.BytesIO(drawn[6]))
    assert image.width > image.height
    colours = image.convert("RGB").getcolors(1 << 24)
    assert colours
    # The red of a program's box.
    assert (207, 34, 46) in {colour for _, colour in colours}
