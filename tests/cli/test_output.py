import csv
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from classifier.cli.main import main
from classifier.formats import results
from tests.support.command_line import answered
from tests.support.program_tables import NAMES, pdf


def test_the_ending_of_the_output_chooses_its_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pdf(tmp_path / "a.pdf")
    for name in ("r.jsonl", "r.csv", "R.XLSX", "r"):
        assert answered(capsys, "tag", path, "-o", tmp_path / name) == []
    assert answered(capsys, "tag", path, "-o", tmp_path / "odd.csv", "--format", "jsonl") == []
    expected = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in expected] == NAMES
    assert (tmp_path / "r").read_bytes() == (tmp_path / "r.jsonl").read_bytes()
    assert (tmp_path / "odd.csv").read_bytes() == (tmp_path / "r.jsonl").read_bytes()
    assert results.read(tmp_path / "r.csv") == expected
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == list(expected[0])
    sheet = python_calamine.load_workbook(tmp_path / "R.XLSX").get_sheet_by_name("Baris").to_python()
    assert [line[4] for line in sheet] == ["Program / Kegiatan", *NAMES]


def test_an_output_is_replaced_only_when_it_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = pdf(tmp_path / "a.pdf"), tmp_path / "out" / "r.jsonl"
    out.parent.mkdir()
    out.write_text("before", encoding="utf-8")

    def dying(row: object) -> dict[str, Any]:
        assert out.read_text(encoding="utf-8") == "before"
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(results, "row_dict", dying)
        assert main(["extract", str(path), "-o", str(out)]) == 130
    assert capsys.readouterr() == ("", "petakota: stopped.\n")
    assert [entry.name for entry in out.parent.iterdir()] == ["r.jsonl"]
    assert out.read_text(encoding="utf-8") == "before"
    assert answered(capsys, "extract", path, "-o", out) == []
    assert len(out.read_text(encoding="utf-8").splitlines()) == 4
    umask = os.umask(0)
    os.umask(umask)
    assert out.stat().st_mode & 0o777 == 0o666 & ~umask


def test_an_unknown_ending_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tag", str(pdf(tmp_path / "a.pdf")), "-o", str(tmp_path / "r.xls")]) == 2
    assert "ends in none of .jsonl, .csv, .xlsx" in capsys.readouterr().err


def test_a_document_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = pdf(tmp_path / "a.pdf")
    before = path.read_bytes()
    assert main(["extract", str(path), "-o", str(path), "--format", "jsonl"]) == 2
    assert "is also read by this call" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_pipe_with_a_name_is_written_to_and_a_link_stays_a_link(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf")
    real = tmp_path / "real.jsonl"
    link = tmp_path / "link.jsonl"
    link.symlink_to(real)
    assert main(["extract", str(path), "-o", str(link)]) == 0
    assert link.is_symlink()
    assert len(real.read_text(encoding="utf-8").splitlines()) == len(NAMES)
    fifo = tmp_path / "fifo.jsonl"
    os.mkfifo(fifo)
    reader = subprocess.Popen(["cat", str(fifo)], stdout=subprocess.PIPE)
    assert main(["extract", str(path), "-o", str(fifo)]) == 0
    assert len(reader.communicate(timeout=30)[0].splitlines()) == len(NAMES)
    assert fifo.is_fifo()
