from pathlib import Path

import pytest

from classifier.formats import results
from tests.support.command_line import answered, refused
from tests.support.program_tables import NAMES, pdf


def test_extract_gives_rows_in_reading_order_without_labels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = answered(capsys, "extract", pdf(tmp_path / "a.pdf", n_before=1))
    assert [tuple(row) for row in rows] == [results.ROW_FIELDS] * 4
    assert [(row["level"], row["kode"], row["text"], row["program"], row["pagu"]) for row in rows] == [
        ("program", "1.02.02", NAMES[0], "", {"2025": 30_000_000}),
        ("kegiatan", "1.02.02.2.01", NAMES[1], NAMES[0], {"2025": 10_000_000}),
        ("kegiatan", "1.02.02.2.02", NAMES[2], NAMES[0], {"2025": 20_000_000}),
        ("program", "2.11.11", NAMES[3], "", {"2025": 5_000_000}),
    ]
    assert {(row["document"], row["page"], row["source"]) for row in rows} == {("a.pdf", 2, "table")}


def test_extract_needs_no_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAKOTA_MODELS", str(tmp_path / "none"))
    assert len(answered(capsys, "extract", pdf(tmp_path / "a.pdf"))) == 4
    assert refused(capsys, 4, "tag", tmp_path / "a.pdf").endswith("`petakota train` makes a first model.")
