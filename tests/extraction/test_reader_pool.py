import importlib
import os
import shutil
import sys
from multiprocessing import spawn
from pathlib import Path

import pytest

from classifier.errors import DocumentError
from classifier.extraction.extract import extract
from classifier.extraction.page_tasks import Answer, Task
from classifier.extraction.reader_pool import PRELOADED, Readers
from classifier.faults import Fault
from tests.support import hostile
from tests.support.paths import DOCUMENTS

SAMPLE = DOCUMENTS / "renstra_contoh.pdf"


def test_readers_give_the_rows_that_one_process_gives() -> None:
    with Readers(2) as readers:
        assert extract(SAMPLE, mapper=readers.answers).rows == extract(SAMPLE).rows


def test_the_callers_own_processes_are_told_of_its_script_as_ever() -> None:
    with Readers(1):
        data = spawn.get_preparation_data("another")
        assert sys.modules["__main__"].__spec__ is None or "init_main_from_name" in data
        assert "init_main_from_name" not in spawn.get_preparation_data("petakota-reader")
        assert "init_main_from_path" not in spawn.get_preparation_data("petakota-reader")


def test_modules_that_readers_preload_are_there() -> None:
    for name in PRELOADED:
        importlib.import_module(name)


def test_answers_come_in_the_order_of_the_tasks() -> None:
    tasks = [Task(SAMPLE, "glance", (page,)) for page in (3, 1, 9, 2)]
    with Readers(2) as readers:
        assert [answer.page for answer in readers.answers(tasks)] == [3, 1, 9, 2]


def test_a_document_that_cannot_be_opened_does_not_end_the_readers(tmp_path: Path) -> None:
    with Readers(1) as readers:
        with pytest.raises(DocumentError, match="no such file"):
            extract(tmp_path / "none.pdf", mapper=readers.answers)
        assert len(extract(SAMPLE, mapper=readers.answers).rows) == 40


@pytest.mark.slow
def test_a_bomb_costs_its_page_and_no_other(tmp_path: Path) -> None:
    with Readers(1, memory_limit=1 << 29) as readers:
        found = extract(hostile.bomb(tmp_path / "bomb.pdf"), mapper=readers.answers)
    assert [problem.page for problem in found.problems] == [2]
    assert found.problems[0].fault.kind in ("page_out_of_memory", "page_crashed_reader", "page_too_slow")
    assert found.n_text_pages == 2


@pytest.mark.slow
def test_a_form_that_calls_itself_is_given_up_or_read(tmp_path: Path) -> None:
    with Readers(1, memory_limit=1 << 29) as readers:
        found = extract(hostile.form_in_itself(tmp_path / "form.pdf"), mapper=readers.answers)
    assert found.rows == ()
    assert len(found.problems) <= 1


@pytest.mark.slow
def test_a_page_of_a_million_rules_is_read_as_a_drawing(tmp_path: Path) -> None:
    with Readers(1) as readers:
        found = extract(hostile.million_rules(tmp_path / "rules.pdf"), mapper=readers.answers)
    assert found.rows == ()
    assert found.problems == ()


@pytest.mark.slow
def test_a_page_over_its_time_limit_is_given_up_and_said(tmp_path: Path) -> None:
    with Readers(1, page_limit_s=0.2) as readers:
        answers = list(readers.answers([Task(hostile.bomb(tmp_path / "bomb.pdf"), "glance", (2, 3))]))
    assert [answer.page for answer in answers] == [2, 3]
    assert answers[0].problem is not None
    assert answers[0].problem.kind == "page_too_slow"


@pytest.mark.slow
def test_a_document_of_many_pages_that_are_given_up_is_given_up(tmp_path: Path) -> None:
    bomb = hostile.bomb(tmp_path / "bomb.pdf")
    tasks = [Task(bomb, "glance", (2,))] * 50
    with (
        Readers(1, page_limit_s=0.2, given_up_limit_s=0.3) as readers,
        pytest.raises(DocumentError, match="brought its reader down"),
    ):
        list(readers.answers(tasks))


def test_a_reader_that_dies_is_replaced() -> None:
    with Readers(1) as readers:
        os.kill(readers._children[0].process.pid, 9)
        answers = list(readers.answers([Task(SAMPLE, "glance", (1, 2))]))
    assert [answer.page for answer in answers] == [1, 2]
    assert [answer.problem is not None for answer in answers].count(True) <= 1


def test_answers_left_early_leave_nothing_behind() -> None:
    with Readers(2) as readers:
        first = next(iter(readers.answers([Task(SAMPLE, "glance", tuple(range(1, 10)))] * 4)))
        assert first.page == 1
        answers = list(readers.answers([Task(SAMPLE, "glance", (4,))]))
    assert [answer.page for answer in answers] == [4]


def test_a_fault_of_ours_is_a_problem_of_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from classifier.extraction import page_tasks
    from classifier.pdf import prefilter

    def broken(document: object, page: int) -> Answer:
        raise KeyError("x")

    monkeypatch.setattr(prefilter, "glance", broken)
    answers = list(page_tasks.in_process([Task(SAMPLE, "glance", (1, 2))]))
    assert [answer.problem for answer in answers] == [Fault("page_unreadable", detail="KeyError: 'x'")] * 2


def test_a_file_that_takes_the_name_of_another_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "renja.pdf"
    with Readers(2) as readers:
        shutil.copy(SAMPLE, path)
        first = extract(path, mapper=readers.answers)
        shutil.copy(SAMPLE.parent / "words_cut_by_cells.pdf", path)
        second = extract(path, mapper=readers.answers)
    assert first.rows
    assert [row.text for row in second.rows] == [
        row.text for row in extract(SAMPLE.parent / "words_cut_by_cells.pdf").rows
    ]
