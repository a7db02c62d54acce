from pathlib import Path

from classifier import labels
from classifier.records import Label
from tests.support.small_model import small_labels
from training import dataset
from training.labelling import label_issues

SAMPAH = "environment.tata-kelola-sampah"


def test_a_label_that_the_others_contradict_is_the_first_issue(tmp_path: Path) -> None:
    folder = tmp_path / "labeled"
    wrong = Label("Pengangkutan sampah bank sampah dan limbah pasar", "society.sistem-edukasi")
    labels.append(folder / "small.jsonl", [*small_labels(), wrong])
    first = label_issues.issues(dataset.load(folder))[0]
    assert first.label.text == wrong.text
    assert first.suggested == SAMPAH
    assert first.confidence > first.own
