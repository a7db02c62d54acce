from pathlib import Path

import pytest

from classifier.cli.main import main
from classifier.formats import results
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
