import json
from pathlib import Path

import pytest

from classifier import labels
from classifier.cli.main import main
from classifier.records import Label
from tests.support.small_model import small_labels
from training.labelling import data_quality

SAMPAH, JALAN = "environment.tata-kelola-sampah", "living.transportasi-logistik"


def written(folder: Path, *lines: dict[str, str], name: str = "new.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_sound_data_is_counted(tmp_path: Path) -> None:
    labels.append(tmp_path / "small.jsonl", small_labels()[::7])
    state = data_quality.check(tmp_path)
    assert state.problems == ()
    assert state.near == ()
    assert set(state.counts.values()) == {1}
    assert len(state.scarce) == 18
    assert state.n_no_program == 0


def test_every_malformed_line_is_named_and_the_exit_code_is_5(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, {"text": "A B C", "subdimension": "economy.magic"}, {"subdimension": SAMPAH})
    assert main(["data", "check", "--data", str(tmp_path)]) == 5
    printed = capsys.readouterr().err
    assert "new.jsonl:1" in printed
    assert "new.jsonl:2" in printed


def test_a_near_duplicate_is_named_with_both_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(
        tmp_path,
        {"text": "Pengadaan kontainer sampah di pasar Kota", "subdimension": SAMPAH},
        {"text": "Pengadaan kontainer sampah di pasar  kota.", "subdimension": SAMPAH},
    )
    assert main(["data", "check", "--data", str(tmp_path)]) == 1
    printed = capsys.readouterr().err
    assert "new.jsonl:2" in printed
    assert "new.jsonl:1" in printed


def test_a_text_that_a_person_labelled_again_is_no_duplicate() -> None:
    first = Label("Pengadaan kontainer sampah", SAMPAH, at="2026-11-24T16:00:00Z")
    again = Label("Pengadaan kontainer sampah", JALAN, origin="corrected", at="2026-11-25T16:00:00Z")
    assert data_quality.near_duplicates([first, again]) == []
    twice = Label("Pengadaan kontainer sampah", JALAN, at="2026-11-25T16:00:00Z")
    assert data_quality.near_duplicates([first, twice]) == [(first, twice)]


def test_texts_without_a_word_are_near_one_another() -> None:
    first, second = Label("...", SAMPAH), Label("--", SAMPAH)
    assert data_quality.near_duplicates([first, second]) == [(first, second)]


@pytest.mark.parametrize(
    "words",
    [["import"], ["import", "x", "--to", "../x.jsonl"], ["import", "x", "--to", "x.txt"], ["check", "x"]],
)
def test_wrong_usage_of_data_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", *words]) == 2
    assert capsys.readouterr().err.startswith("petakota: ")
