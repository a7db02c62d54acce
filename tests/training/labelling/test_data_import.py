import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from classifier import labels
from classifier.cli.main import main
from classifier.formats import results, spreadsheet
from classifier.records import Label
from tests.support.small_model import small_labels, write_small
from training.labelling import data_import

SAMPAH, JALAN = "environment.tata-kelola-sampah", "living.transportasi-logistik"
NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


def written(folder: Path, *lines: dict[str, Any], name: str = "new.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def kinds(rows: data_import.Import) -> list[str]:
    return [one.kind for one in rows.outcomes]


def test_each_line_is_added_known_replacing_contradicting_or_refused(tmp_path: Path) -> None:
    folder = write_small(tmp_path / "labeled")
    known = small_labels()[0]
    other = small_labels()[1]
    path = written(
        tmp_path,
        {"text": known.text, "subdimension": known.subdimension, "secondary": known.secondary},
        {"text": known.text + "x", "subdimension": known.subdimension},
        {"text": "Penyapuan jalan protokol", "subdimension": SAMPAH, "program": "Program Kebersihan"},
        {"text": known.text, "subdimension": JALAN, "origin": "corrected"},
        {"text": other.text, "subdimension": JALAN},
        {"text": "Penyapuan gang", "subdimension": "sampah"},
    )
    rows = data_import.importable(path, folder, by="sari", now=NOW)
    assert kinds(rows) == ["known", "refused", "added", "replaces", "contradicts", "refused"]
    assert [label.text for label in rows.add] == ["Penyapuan jalan protokol", known.text]
    added = rows.add[0]
    assert (added.by, added.at, added.program) == ("sari", "2026-11-25T08:00:00Z", "Program Kebersihan")
    whys = [one.why for one in rows.outcomes]
    assert f'nearly "{known.text}"' in whys[1]
    assert known.subdimension in whys[3]
    assert "small.jsonl:1" in whys[3]
    assert f'"{other.text}", {other.subdimension}' in whys[4]
    assert 'unknown subdimension "sampah"' in whys[5]


def test_the_same_text_under_another_program_is_added_with_a_label_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "labeled"
    labels.append(folder / "a.jsonl", [Label("Rapat koordinasi bulanan", SAMPAH, program="Program Sampah")])
    line = {"text": "Rapat koordinasi bulanan", "subdimension": JALAN}
    path = written(
        tmp_path, {**line, "program": "Program Jalan"}, {**line, "program": "Program  SAMPAH"}, line
    )
    assert kinds(data_import.importable(path, folder)) == ["added", "contradicts", "known"]


def test_an_older_correction_does_not_replace_a_later_answer(tmp_path: Path) -> None:
    folder = tmp_path / "labeled"
    later = Label("Penyapuan jalan", SAMPAH, origin="corrected", at="2026-11-25T08:00:00Z")
    labels.append(folder / "a.jsonl", [later])
    line = {"text": "Penyapuan jalan", "subdimension": JALAN, "origin": "corrected"}
    path = written(tmp_path, {**line, "at": "2026-11-24T08:00:00Z"})
    (outcome,) = data_import.importable(path, folder).outcomes
    assert outcome.kind == "contradicts"
    assert "the later one" in outcome.why


def test_two_lines_of_one_file_that_disagree_are_named(tmp_path: Path) -> None:
    line = {"text": "Penyapuan jalan", "subdimension": SAMPAH}
    path = written(tmp_path, line, line, {**line, "subdimension": JALAN})
    assert kinds(data_import.importable(path, tmp_path / "none")) == ["added", "known", "contradicts"]


def test_lines_that_are_not_taken_go_into_a_file_that_is_imported_when_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_small(tmp_path / "labeled")
    path = written(
        tmp_path,
        {"text": "Penyapuan jalan protokol", "subdimension": SAMPAH},
        {"text": "Perbaikan trotoar", "subdimension": "living.jalan"},
    )
    assert main(["data", "import", str(path), "--data", str(folder)]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("1 added, 0 replacing an older label, ")
    assert printed.out.endswith(", 0 contradicting, 1 refused, 0 without a label.\n")
    assert "new.jsonl:2: refused: unknown subdimension" in printed.err
    rejected = tmp_path / "new.rejected.jsonl"
    text = rejected.read_text(encoding="utf-8")
    assert '"why": "unknown subdimension' in text
    rejected.write_text(text.replace("living.jalan", JALAN), encoding="utf-8")
    assert main(["data", "import", str(rejected), "--data", str(folder)]) == 0
    assert [label.text for label in labels.read(folder / "imported.jsonl")] == [
        "Penyapuan jalan protokol",
        "Perbaikan trotoar",
    ]


def test_strict_adds_nothing_when_a_line_is_not_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_small(tmp_path / "labeled")
    path = written(
        tmp_path, {"text": "Penyapuan jalan", "subdimension": SAMPAH}, {"text": "x y", "subdimension": "?"}
    )
    assert main(["data", "import", str(path), "--data", str(folder), "--strict"]) == 5
    assert "new.jsonl:2: refused: unknown subdimension" in capsys.readouterr().err
    assert not (folder / "imported.jsonl").exists()
    assert not (tmp_path / "new.rejected.jsonl").exists()


def test_what_a_model_answered_is_never_imported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = tmp_path / "x.csv"
    row = {"text": "Pengangkutan sampah", "subdimension": SAMPAH, "confidence": 0.9, "model": "m"}
    with answers.open("wb") as out:
        results.write([row], "csv", out, fields=results.TAGGED_FIELDS)
    for path in (answers, written(tmp_path, row, name="x.jsonl")):
        assert main(["data", "import", str(path), "--data", str(tmp_path / "labeled")]) == 5
        message = capsys.readouterr().err
        assert "holds answers of a model" in message
        assert "confidence" in message
    with (tmp_path / "x.xlsx").open("wb") as out:
        spreadsheet.write([row], out, fields=results.TAGGED_FIELDS)
    assert main(["data", "import", str(tmp_path / "x.xlsx"), "--data", str(tmp_path / "labeled")]) == 5
    assert "holds answers of a model" in capsys.readouterr().err
    assert not (tmp_path / "labeled").exists()


def test_lines_are_told_as_json_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, {"text": "Penyapuan jalan", "subdimension": SAMPAH})
    call = ["data", "import", str(path), "--data", str(tmp_path / "labeled"), "--format", "jsonl"]
    assert main(call) == 0
    assert json.loads(capsys.readouterr().out) == {"place": f"{path}:1", "outcome": "added", "why": ""}


def test_the_command_imports_into_a_file_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_small(tmp_path / "labeled")
    path = written(tmp_path, {"text": "Penyapuan jalan protokol", "subdimension": SAMPAH})
    assert main(["data", "import", str(path), "--data", str(folder), "--by", "sari"]) == 0
    assert capsys.readouterr().out.startswith("1 added, 0 replacing an older label, 0 known already, ")
    (label,) = labels.read(folder / "imported.jsonl")
    assert (label.text, label.by) == ("Penyapuan jalan protokol", "sari")
    assert main(["data", "import", str(path), "--data", str(folder)]) == 0
    assert capsys.readouterr().out.startswith("0 added, 0 replacing an older label, 1 known already, ")


def test_a_sheet_without_a_label_of_people_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    path.write_text("text,subdimension\nPenyapuan,economy.magic\n", encoding="utf-8")
    (outcome,) = data_import.importable(path, tmp_path / "none").outcomes
    assert outcome.line.place == f"{path}:2"
    assert "economy.magic" in outcome.why
