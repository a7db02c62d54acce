"""Hostile documents end within their limits, with rows or one sentence, and leave nothing behind."""

from __future__ import annotations

import multiprocessing
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from multiprocessing import util
from pathlib import Path

import pytest

from classifier.errors import DocumentError
from classifier.extraction.extract import extract
from classifier.extraction.page_tasks import Answer, Task, in_process
from classifier.extraction.reader_pool import Readers
from classifier.records import Extraction
from tests.support import hostile_corpus
from tests.support.paths import DOCUMENTS

BASES = hostile_corpus.bases()
N_KINDS = len(hostile_corpus.KINDS)
SAMPLE = (DOCUMENTS / "renstra_contoh.pdf").read_bytes()
# Where a file is seen to be damaged only by bytes that happen to differ, a flipped digit is not seen.
EVERY_LOSS_IS_SAID = {"truncated", "xref", "junk", "scripts"}


@pytest.fixture
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files, empty before and after."""
    # Processes have one of their own, made once and gone at their end.
    util.get_temp_dir()
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def ending(path: Path, readers: Readers | None = None) -> Extraction | DocumentError:
    """What a document gives: an extraction or the error that is one sentence, and nothing else."""
    try:
        extraction = extract(path, mapper=readers.answers if readers else in_process)
    except DocumentError as error:
        return error
    for problem in (*extraction.problems, *extraction.warnings):
        assert is_one_sentence(problem.fault)
        # A fault of ours that became one of a page names its exception; PDFium's does not.
        assert re.match(r"[A-Z]\w+: ", problem.fault.detail) is None, problem.fault
    return extraction


def is_one_sentence(message: object) -> bool:
    return len(str(message).splitlines()) == 1


def texts(extraction: Extraction | DocumentError) -> list[str]:
    return [] if isinstance(extraction, DocumentError) else [row.text for row in extraction.rows]


def says_so(extraction: Extraction | DocumentError) -> bool:
    return isinstance(extraction, DocumentError) or any(
        "damage" in problem.fault.kind or problem.fault.kind.startswith("page_")
        for problem in (*extraction.problems, *extraction.warnings)
    )


def read_mutants(folder: Path, seed: int, n: int) -> None:
    """Read mutants; those that hold the text of their base give its rows or say what is wrong."""
    whole: dict[int, list[str]] = {}
    path = folder / "a.pdf"
    for i in range(n):
        made = hostile_corpus.mutant(BASES, seed, i)
        if made.base not in whole:
            path.write_bytes(BASES[made.base])
            whole[made.base] = texts(ending(path))
        path.write_bytes(made.data)
        extraction = ending(path)
        assert not isinstance(extraction, DocumentError) or is_one_sentence(extraction)
        if made.kind.name in EVERY_LOSS_IS_SAID and texts(extraction) != whole[made.base]:
            assert says_so(extraction), (i, made.kind.name)


def test_the_corpus_of_a_seed_is_the_same_each_time() -> None:
    one = [hostile_corpus.mutant(BASES, 1, i).data for i in range(2 * N_KINDS)]
    assert one == [hostile_corpus.mutant(BASES, 1, i).data for i in range(2 * N_KINDS)]
    assert one != [hostile_corpus.mutant(BASES, 2, i).data for i in range(2 * N_KINDS)]


def test_a_few_mutants_of_each_kind_give_rows_or_a_sentence(
    tmp_path: Path, own_temporary_folder: Path
) -> None:
    read_mutants(tmp_path, seed=7, n=5 * N_KINDS)


@pytest.mark.slow
def test_many_mutants_of_each_kind_give_rows_or_a_sentence(
    tmp_path: Path, own_temporary_folder: Path
) -> None:
    read_mutants(tmp_path, seed=8, n=30 * N_KINDS)


def test_a_document_cut_off_gives_rows_or_a_sentence_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    for data in list(hostile_corpus.truncations(SAMPLE))[1::20]:
        path.write_bytes(data)
        assert says_so(ending(path)), len(data)


@pytest.mark.slow
def test_a_document_cut_off_at_every_kilobyte_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    n_cut = 0
    with Readers(1) as readers:
        for data in list(hostile_corpus.truncations(SAMPLE))[1:]:
            path.write_bytes(data)
            assert says_so(ending(path, readers)), len(data)
            n_cut += 1
    assert n_cut == len(SAMPLE) // 1024


def test_an_encrypted_document_is_read_when_it_asks_for_no_password(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile_corpus.encrypted(user="", strength=128))
    assert texts(ending(path)) == ["Program Pengelolaan Pendidikan"]
    path.write_bytes(hostile_corpus.encrypted(user="rahasia", strength=128))
    locked = ending(path)
    assert isinstance(locked, DocumentError)
    assert locked.fault.kind == "locked"


@pytest.mark.parametrize("name", hostile_corpus.HEAVY)
def test_a_small_heavy_document_gives_rows_or_a_sentence(
    tmp_path: Path, own_temporary_folder: Path, name: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile_corpus.HEAVY[name](0.001))
    ending(path)


@pytest.mark.parametrize("name", ["many_pages", "pages_by_a_fan", "lying_count"])
def test_pages_beyond_the_bound_are_not_looked_at(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile_corpus.HEAVY[name](1.0))
    asked: list[str] = []

    def noting(tasks: Iterable[Task]) -> Iterator[Answer]:
        for task in tasks:
            asked.append(task.kind)
            yield from in_process([task])

    with pytest.raises(DocumentError) as raised:
        extract(path, mapper=noting)
    assert raised.value.fault.kind == "too_many_pages"
    assert asked == ["count"]


@pytest.mark.slow
@pytest.mark.parametrize("name", hostile_corpus.HEAVY)
def test_a_heavy_document_ends_within_its_limits(
    tmp_path: Path, own_temporary_folder: Path, name: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile_corpus.HEAVY[name](0.3))
    with Readers(1, page_limit_s=10, memory_limit=1 << 29) as readers:
        pids = [child.process.pid for child in readers._children]
        extraction = ending(path, readers)
        pids += [child.process.pid for child in readers._children]
    assert texts(extraction) == []
    assert multiprocessing.active_children() == []
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
