"""Hostile files on the command line: any name, any content; rows or one sentence, and nothing left behind."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support import hostile_corpus
from tests.support.command_line import RUN, refused
from tests.support.hostile_corpus import FILE_NAMES
from tests.support.paths import DOCUMENTS, ROOT
from tests.support.waiting import until

CONTENT = (DOCUMENTS / "programs_listed_with_prose.pdf").read_bytes()


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "table"])
def test_documents_of_any_name_are_read(tmp_path: Path, form: str) -> None:
    for name in FILE_NAMES:
        (tmp_path / name).write_bytes(CONTENT)
    done = subprocess.run(
        [*RUN, "extract", "--format", form, "--", *FILE_NAMES],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILE_NAMES)
    if form == "jsonl":
        rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
        assert {row["document"] for row in rows} == set(FILE_NAMES)
        assert len(rows) == 3 * len(FILE_NAMES)
    if form == "table":
        assert b"\x1b" not in done.stdout


@pytest.mark.parametrize("name", ["tidak\nada.pdf", "tidak\x1b[31mada.pdf", "tidak\udcffada.pdf"])
def test_a_name_in_a_refusal_stays_in_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    sentence = refused(capsys, 3, "extract", tmp_path / name)
    assert sentence.isprintable()
    assert sentence.endswith("ada.pdf: no such file; check the name.")
    assert refused(capsys, 2, "extract", "a.pdf", "-o", tmp_path / name / "a.csv").isprintable()


def test_a_name_that_begins_with_a_dash_is_taken_for_an_option_unless_options_have_ended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refused(capsys, 2, "extract", "--nama.pdf").endswith("shows the call.")
    assert refused(capsys, 3, "extract", "--", "--nama.pdf") == "--nama.pdf: no such file; check the name."


def test_hostile_documents_end_in_one_line_each_and_leave_nothing_behind(tmp_path: Path) -> None:
    folder, temporary = tmp_path / "documents", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    (folder / "whole.pdf").write_bytes(CONTENT)
    (folder / "locked.pdf").write_bytes(hostile_corpus.encrypted(user="rahasia", strength=128))
    (folder / "cut.pdf").write_bytes(CONTENT[:1024])
    (folder / "bomb.pdf").write_bytes(hostile_corpus.HEAVY["flate_bomb"](0.2))
    bases = hostile_corpus.bases()
    for i in range(len(hostile_corpus.KINDS)):
        (folder / f"{i}.pdf").write_bytes(hostile_corpus.mutant(bases, 4, i).data)
    with subprocess.Popen(
        [*RUN, "extract", *sorted(map(str, folder.iterdir()))],
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        out, err = process.communicate(timeout=300)
    assert process.returncode == 1
    assert {line.partition(": ")[0] for line in err.decode().splitlines()} == {"petakota"}
    assert "locked.pdf: locked with a password" in err.decode()
    assert "whole.pdf" in {json.loads(line)["document"] for line in out.decode().splitlines()}
    assert list(temporary.iterdir()) == []
    until(lambda: not _is_alive(process.pid))


def _is_alive(group: int) -> bool:
    """Whether a process of a group is there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
