import csv
import json
from pathlib import Path

import pytest

from classifier.cli.main import main
from classifier.formats import results
from tests.support import doubting
from tests.support.command_line import answered
from tests.support.program_tables import PREDICTED, pdf


def test_tag_gives_the_same_rows_with_labels(
    tmp_path: Path, models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pdf(tmp_path / "a.pdf")
    rows = answered(capsys, "tag", path)
    assert [tuple(row) for row in rows] == [(*results.ROW_FIELDS, *results.PREDICTION_FIELDS)] * 4
    assert [row["subdimension"] for row in rows if row["level"] == "program"] == list(PREDICTED)
    assert {row["model"] for row in rows} == {(models / "current").read_text(encoding="utf-8").strip()}
    bare = [{name: row[name] for name in results.ROW_FIELDS} for row in rows]
    assert bare == answered(capsys, "extract", path)


def test_a_table_for_a_person_has_the_rows_and_a_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tag", str(pdf(tmp_path / "a.pdf")), "--format", "table"]) == 0
    out = capsys.readouterr().out
    for words in (
        "Pengangkutan Sampah",
        "Rp 30,0 juta",
        "pelayanan kesehatan",
        "4 rows: 2 program, 2 kegiatan",
    ):
        assert words in out


def test_rows_that_the_reader_doubts_are_for_review_and_counted_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pdf(tmp_path / "a.pdf")
    sure = answered(capsys, "tag", path)
    doubting.doubt(monkeypatch, {0: {"pagu", "cut"}, 2: {"row"}})
    assert main(["tag", str(path)]) == 0
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["doubts"] for row in rows] == [["cut", "pagu"], [], ["row"], []]
    assert [row["review"] for row in rows] == [True, sure[1]["review"], True, sure[3]["review"]]
    assert err == (
        "petakota: a.pdf: 2 of 4 rows with doubts about their reading; their field doubts names them, "
        "compare them with their pages.\n"
    )
    doubting.doubt(monkeypatch, {1: {"level"}})
    assert main(["extract", str(path), "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert [row["doubts"] for row in csv.DictReader(out.splitlines())] == ["", '["level"]', "", ""]
    assert err.startswith("petakota: a.pdf: 1 of 4 rows with doubts")
