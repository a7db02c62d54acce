from pathlib import Path

import pytest

from tests.support.command_line import answered, current_model

WASTE = "environment.tata-kelola-sampah"
HEALTH = "living.pelayanan-kesehatan"


def test_classify_answers_each_text_in_order(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = answered(capsys, "classify", "Bank Sampah", "-2", "imunisasi balita")
    assert [(answer["text"], answer["subdimension"]) for answer in answers][::2] == [
        ("Bank Sampah", WASTE),
        ("imunisasi balita", HEALTH),
    ]
    assert list(answers[0]) == [
        "text", "subdimension", "dimension", "confidence", "alternatives", "review", "evidence", "model",
    ]  # fmt: skip
    assert {answer["model"] for answer in answers} == {current_model(models)}


def test_half_a_character_gets_its_prediction_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_bytes(b'{"text": "sampah \\ud800"}\nsampah\n')
    assert len(answered(capsys, "classify", "--file", "f.txt")) == 2
    assert len(answered(capsys, "classify", "sampah \udcff")) == 1


def test_classify_writes_csv_by_ending(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answered(capsys, "classify", "=1+1", "-o", "r.csv") == []
    content = (tmp_path / "r.csv").read_bytes()
    assert content.startswith(
        b"text,subdimension,dimension,confidence,alternatives,review,evidence,model\r\n'=1+1,"
    )
