import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from classifier import labels
from classifier.cli.main import main
from classifier.errors import DataError
from classifier.records import Label
from tests.support.small_model import small_labels, write_small
from training import data_quality

SAMPAH, JALAN = "environment.tata-kelola-sampah", "living.transportasi-logistik"
NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


def rows(folder: Path, *found: dict[str, str], name: str = "new.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in found), encoding="utf-8")
    return path


def test_sound_data_is_counted(tmp_path: Path) -> None:
    labels.append(tmp_path / "small.jsonl", small_labels()[::7])
    found = data_quality.check(tmp_path)
    assert found.problems == ()
    assert found.near == ()
    assert set(found.counts.values()) == {1}
    assert len(found.scarce) == 18
    assert found.n_no_program == 0


def test_every_malformed_line_is_told_and_the_exit_code_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows(tmp_path, {"text": "A B C", "subdimension": "economy.magic"}, {"subdimension": SAMPAH})
    assert main(["data", "check", "--data", str(tmp_path)]) == 5
    said = capsys.readouterr().err
    assert "new.jsonl:1" in said
    assert "new.jsonl:2" in said


def test_a_near_duplicate_is_told_with_both_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows(
        tmp_path,
        {"text": "Pengadaan kontainer sampah di pasar Kota", "subdimension": SAMPAH},
        {"text": "Pengadaan kontainer sampah di pasar  kota.", "subdimension": SAMPAH},
    )
    assert main(["data", "check", "--data", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "new.jsonl:2" in said
    assert "new.jsonl:1" in said


def test_a_text_that_a_person_labelled_again_is_no_duplicate() -> None:
    first = Label("Pengadaan kontainer sampah", SAMPAH, at="2026-11-24T16:00:00Z")
    again = Label("Pengadaan kontainer sampah", JALAN, origin="corrected", at="2026-11-25T16:00:00Z")
    assert data_quality.near([first, again]) == []
    twice = Label("Pengadaan kontainer sampah", JALAN, at="2026-11-25T16:00:00Z")
    assert data_quality.near([first, twice]) == [(first, twice)]


def test_an_import_adds_what_is_new_and_leaves_out_what_is_known_or_nearly_known(tmp_path: Path) -> None:
    folder = write_small(tmp_path / "labeled")
    known = small_labels()[0]
    path = rows(
        tmp_path,
        {"text": known.text, "subdimension": known.subdimension, "secondary": known.secondary},
        {"text": known.text + "x", "subdimension": known.subdimension},
        {"text": "Penyapuan jalan protokol", "subdimension": SAMPAH, "program": "Program Kebersihan"},
        {"text": known.text, "subdimension": JALAN, "origin": "corrected"},
    )
    found = data_quality.importable(path, folder, by="sari", now=NOW)
    assert found.n_known == 1
    assert [label.text for label in found.add] == ["Penyapuan jalan protokol", known.text]
    assert found.add[0].by == "sari"
    assert found.add[0].at == "2026-11-25T08:00:00Z"
    assert found.add[0].program == "Program Kebersihan"
    assert [label.text for label, _ in found.refused] == [known.text + "x"]


def test_a_csv_is_imported_as_its_lines_would_be(tmp_path: Path) -> None:
    folder = write_small(tmp_path / "labeled")
    path = tmp_path / "new.csv"
    path.write_text(f'text,subdimension,catatan\n"Penyapuan jalan, pagi",{SAMPAH},x\n', encoding="utf-8-sig")
    assert [label.text for label in data_quality.importable(path, folder).add] == ["Penyapuan jalan, pagi"]
    path.write_text("text,subdimension\nPenyapuan,economy.magic\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"new.csv:2: .*economy.magic"):
        data_quality.importable(path, folder)
    path.write_text(f"text;subdimension\nPenyapuan jalan, pagi;{SAMPAH}\n", encoding="utf-8")
    assert [label.text for label in data_quality.importable(path, folder).add] == ["Penyapuan jalan, pagi"]
    path.write_text('text,subdimension\n"' + "x" * 200_000, encoding="utf-8")
    with pytest.raises(DataError, match="is a quote left open"):
        data_quality.importable(path, folder)
    path.write_text("teks,label\nPenyapuan,x\n", encoding="utf-8")
    with pytest.raises(DataError, match="no column subdimension, text"):
        data_quality.importable(path, folder)


def test_the_command_imports_into_a_file_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_small(tmp_path / "labeled")
    path = rows(tmp_path, {"text": "Penyapuan jalan protokol", "subdimension": SAMPAH})
    assert main(["data", "import", str(path), "--data", str(folder), "--by", "sari"]) == 0
    assert capsys.readouterr().out == "1 added, 0 known already, 0 refused.\n"
    (label,) = labels.read(folder / "imported.jsonl")
    assert (label.text, label.by) == ("Penyapuan jalan protokol", "sari")
    assert main(["data", "import", str(path), "--data", str(folder)]) == 0
    assert capsys.readouterr().out == "0 added, 1 known already, 0 refused.\n"


@pytest.mark.parametrize(
    "words",
    [["import"], ["import", "x", "--to", "../x.jsonl"], ["import", "x", "--to", "x.txt"], ["check", "x"]],
)
def test_wrong_usage_of_data_is_told(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", *words]) == 2
    assert capsys.readouterr().err.startswith("petakota: ")


def test_a_label_that_the_others_contradict_is_the_first_issue(tmp_path: Path) -> None:
    folder = tmp_path / "labeled"
    wrong = Label("Pengangkutan sampah bank sampah dan limbah pasar", "society.sistem-edukasi")
    labels.append(folder / "small.jsonl", [*small_labels(), wrong])
    first = data_quality.issues(folder)[0]
    assert first.label.text == wrong.text
    assert first.suggested == SAMPAH
    assert first.confidence > first.own
