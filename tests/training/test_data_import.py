import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from classifier import labels
from classifier.cli.main import main
from classifier.errors import DataError
from tests.support.small_model import small_labels, write_small
from training import data_import

SAMPAH, JALAN = "environment.tata-kelola-sampah", "living.transportasi-logistik"
NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


def written(folder: Path, *lines: dict[str, str], name: str = "new.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_an_import_adds_what_is_new_and_leaves_out_what_is_known_or_nearly_known(tmp_path: Path) -> None:
    folder = write_small(tmp_path / "labeled")
    known = small_labels()[0]
    path = written(
        tmp_path,
        {"text": known.text, "subdimension": known.subdimension, "secondary": known.secondary},
        {"text": known.text + "x", "subdimension": known.subdimension},
        {"text": "Penyapuan jalan protokol", "subdimension": SAMPAH, "program": "Program Kebersihan"},
        {"text": known.text, "subdimension": JALAN, "origin": "corrected"},
    )
    rows = data_import.importable(path, folder, by="sari", now=NOW)
    assert rows.n_known == 1
    assert [label.text for label in rows.add] == ["Penyapuan jalan protokol", known.text]
    assert rows.add[0].by == "sari"
    assert rows.add[0].at == "2026-11-25T08:00:00Z"
    assert rows.add[0].program == "Program Kebersihan"
    assert [label.text for label, _ in rows.refused] == [known.text + "x"]


def test_a_csv_is_imported_as_its_lines_would_be(tmp_path: Path) -> None:
    folder = write_small(tmp_path / "labeled")
    path = tmp_path / "new.csv"
    path.write_text(f'text,subdimension,catatan\n"Penyapuan jalan, pagi",{SAMPAH},x\n', encoding="utf-8-sig")
    assert [label.text for label in data_import.importable(path, folder).add] == ["Penyapuan jalan, pagi"]
    path.write_text("text,subdimension\nPenyapuan,economy.magic\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"new.csv:2: .*economy.magic"):
        data_import.importable(path, folder)
    path.write_text(f"text;subdimension\nPenyapuan jalan, pagi;{SAMPAH}\n", encoding="utf-8")
    assert [label.text for label in data_import.importable(path, folder).add] == ["Penyapuan jalan, pagi"]
    path.write_text('text,subdimension\n"' + "x" * 200_000, encoding="utf-8")
    with pytest.raises(DataError, match="is a quote left open"):
        data_import.importable(path, folder)
    path.write_text("teks,label\nPenyapuan,x\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column subdimension, text"):
        data_import.importable(path, folder)


def test_the_command_imports_into_a_file_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_small(tmp_path / "labeled")
    path = written(tmp_path, {"text": "Penyapuan jalan protokol", "subdimension": SAMPAH})
    assert main(["data", "import", str(path), "--data", str(folder), "--by", "sari"]) == 0
    assert capsys.readouterr().out == "1 added, 0 known already, 0 refused.\n"
    (label,) = labels.read(folder / "imported.jsonl")
    assert (label.text, label.by) == ("Penyapuan jalan protokol", "sari")
    assert main(["data", "import", str(path), "--data", str(folder)]) == 0
    assert capsys.readouterr().out == "0 added, 1 known already, 0 refused.\n"
