"""What a page is answered with: the same tables whether signs are taken of them or not."""

import numpy as np
import pytest

from classifier.evidence.signs import page_signs
from classifier.extraction.page_tasks import Answer, Task, TaskKind, in_process
from classifier.pdf.layout import PageTables
from tests.support.paths import DOCUMENTS


def answers(name: str, kind: TaskKind) -> list[Answer]:
    path = DOCUMENTS / name
    (count,) = in_process([Task(path, "count")])
    return list(in_process([Task(path, kind, tuple(range(1, count.n_pages + 1)))]))


def tables_of(name: str, kind: TaskKind) -> list[PageTables]:
    return [answer.tables for answer in answers(name, kind) if answer.tables is not None]


@pytest.mark.parametrize("name", ["renstra_contoh.pdf", "tables_side_by_side.pdf"])
def test_signs_are_those_of_the_tables_as_they_were_with_all_words(name: str) -> None:
    for read, own in zip(answers(name, "read"), answers(name, "tables"), strict=True):
        assert own.signs is None
        assert read.signs is not None
        assert own.tables is not None
        assert read.signs.page is read.tables
        taken = page_signs(own.tables)
        np.testing.assert_array_equal(read.signs.signs, taken.signs)
        assert read.signs.places == taken.places


def test_lines_travel_without_words_where_no_caption_is_cut() -> None:
    alone, whole = tables_of("renstra_contoh.pdf", "read"), tables_of("renstra_contoh.pdf", "tables")
    assert not any(line.words for page in alone if len(page.tables) < 2 for line in page.lines)
    assert all(line.words for page in whole for line in page.lines)
    assert [page.tables for page in alone] == [page.tables for page in whole]


def test_captions_of_tables_abreast_are_cut_at_their_words() -> None:
    abreast = [page for page in tables_of("tables_side_by_side.pdf", "read") if len(page.tables) > 1]
    assert abreast
    assert all(line.words for page in abreast for line in page.lines)
