import json
from pathlib import Path
from typing import Any

import pytest

from classifier.cli.main import main
from classifier.records import Label
from tests.support.small_model import small_labels, write_small
from training.labelling import drift

SAMPAH, JALAN = "environment.tata-kelola-sampah", "living.transportasi-logistik"
KNOWN = [Label("bank sampah", SAMPAH), Label("bank sampah desa", SAMPAH), Label("jalan desa", JALAN)]


def rows(text: str, n: int, subdimension: str = SAMPAH, *, review: bool = False) -> list[dict[str, Any]]:
    return [{"text": text, "subdimension": subdimension, "confidence": 0.8, "review": review}] * n


def test_words_that_no_label_has_are_counted_against_those_that_one_label_alone_has() -> None:
    drifted = drift.drift(rows("bank sampah", 30), KNOWN)
    # Of the seven words of three labels `jalan` is in one alone.
    assert drifted.usual_unknown == 0.1429
    assert (drifted.every.unknown, drifted.every.is_due) == (0.0, False)
    drifted = drift.drift([*rows("bank sampah", 30), *rows("metaverse digital desa", 30, JALAN)], KNOWN)
    assert drifted.every.unknown == 0.4
    assert dict(drifted.new_words) == {"metaverse": 30, "digital": 30}
    by_value = {group.value: group for group in drifted.groups}
    assert (by_value[SAMPAH].is_due, by_value[JALAN].is_due) == (False, True)
    assert (by_value[SAMPAH].share, by_value[SAMPAH].share_labelled) == (0.5, 0.6667)


def test_more_rows_for_review_than_usual_make_labels_due() -> None:
    mixed = [*rows("bank sampah", 30), *rows("jalan desa", 30, JALAN, review=True)]
    by_value = {group.value: group for group in drift.drift(mixed, KNOWN, usual_review=0.2).groups}
    assert (by_value[SAMPAH].is_due, by_value[JALAN].is_due) == (False, True)
    assert not drift.drift(mixed, KNOWN).every.is_due


def test_few_rows_are_no_verdict_and_doubted_ones_do_not_count() -> None:
    doubted = [{**one, "doubts": ["name"]} for one in rows("metaverse", 40)]
    drifted = drift.drift([*rows("metaverse", 19), *doubted], KNOWN)
    assert (drifted.every.n, drifted.every.is_due) == (19, False)


def test_the_command_says_whether_labels_are_due(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, path = write_small(tmp_path / "labeled"), tmp_path / "rows.jsonl"
    read = [
        {"text": f"Metaverse {label.text}", "subdimension": label.subdimension, "confidence": 0.5}
        for label in small_labels()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in read), encoding="utf-8")
    assert main(["drift", str(path), "--data", str(folder), "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert (value["every"]["n"], value["every"]["is_due"]) == (126, True)
    assert value["new_words"] == [["metaverse", 126]]
    assert value["usual_review"] is None
    assert main(["drift", str(path), "--data", str(folder)]) == 0
    assert "New labels are due." in capsys.readouterr().out
