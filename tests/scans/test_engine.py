"""What Tesseract answers, and that it is called within its limits."""

import subprocess
from typing import Any

import numpy as np
import pytest

from classifier.scans import engine
from classifier.scans.engine import EngineError, EngineWord

TSV = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    "1\t1\t0\t0\t0\t0\t0\t0\t900\t700\t-1\t\n"
    "5\t1\t2\t1\t3\t1\t10\t20\t30\t12\t96.5\tProgram\n"
    "5\t1\t2\t1\t3\t2\t50\t20\t5\t12\t10\t \n"
)
PAGE = np.full((40, 40), 255, dtype=np.uint8)


def test_words_are_read_with_their_places() -> None:
    assert engine.parsed(TSV) == [EngineWord("Program", 10, 20, 40, 32, (2, 1, 3), 96.5)]


def test_an_engine_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **options: Any) -> None:
        raise subprocess.TimeoutExpired("tesseract", options["timeout"])

    monkeypatch.setattr(subprocess, "run", hangs)
    with pytest.raises(EngineError, match="took more than 60 s"):
        engine.words(PAGE, dpi=300, layout=6)


def test_an_engine_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 1, b"", b"no memory")

    monkeypatch.setattr(subprocess, "run", fails)
    with pytest.raises(EngineError, match="ended with 1"):
        engine.words(PAGE, dpi=300, layout=6)


def test_it_is_not_installed_where_no_program_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_found", [])
    monkeypatch.setenv("PATH", "/nowhere")
    assert not engine.is_installed()
