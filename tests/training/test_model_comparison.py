import json
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from classifier.cli.main import main
from classifier.labels import append
from classifier.records import Label
from tests.support.small_model import NAMES, NOON, small_labels, write_small
from training import dataset, model_comparison
from training.evaluate import Answers, Rows
from training.promotion import registry
from training.train import train

NAMED = ("a", "b", "c")


def rows(answered: list[int], confidence: float = 0.9) -> Rows:
    """Eight rows of label 0 and four of label 1 with one model's answers."""
    best = np.array(answered)
    ranked = np.stack([best, (best + 1) % 3, (best + 2) % 3], axis=1)
    return Rows(
        [f"text {n}" for n in range(12)],
        ["x"] * 6 + ["y"] * 6,
        np.array([0] * 8 + [1] * 4),
        np.full(12, -1),
        Answers(ranked, np.full(12, confidence), np.zeros(12, dtype=np.bool_)),
    )


BEFORE = rows([0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2])
AFTER = rows([0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0], 0.8)


def test_two_models_are_compared_on_the_same_rows() -> None:
    compared = model_comparison.comparison(BEFORE, AFTER, NAMED)
    assert compared.n == 12
    strict = compared.strict
    assert (strict.before, strict.after, strict.gained, strict.lost) == (0.5833, 0.8333, 4, 1)
    # Of five changed rows one or fewer go the other way: 2 * (1 + 5) / 32.
    assert strict.p == 0.375
    assert strict.low < 0.25 < strict.high
    first = compared.measures[0]
    assert (first.name, first.before, first.after) == ("strict", 0.5833, 0.8333)
    assert -0.25 < first.low < 0.25 < first.high < 0.75
    a, b = compared.subdimensions
    assert (a.name, a.n, a.gained, a.lost) == ("a", 8, 4, 1)
    assert (b.name, b.n, b.gained, b.lost, b.p, b.low, b.high) == ("b", 4, 0, 0, 1.0, 0.0, 0.0)
    assert [(kind.name, kind.gained, kind.lost) for kind in compared.kinds] == [("x", 2, 1), ("y", 2, 0)]
    assert [(one.text, one.change) for one in compared.changed] == [
        ("text 3", "became wrong"),
        ("text 4", "became right"),
        ("text 5", "became right"),
        ("text 6", "became right"),
        ("text 7", "became right"),
        ("text 11", "wrong otherwise"),
    ]
    assert (compared.changed[0].confidence_before, compared.changed[0].confidence_after) == (0.9, 0.8)


def test_a_model_against_its_equal_differs_in_nothing() -> None:
    compared = model_comparison.comparison(BEFORE, BEFORE, NAMED)
    assert compared.changed == ()
    assert {(one.low, one.high) for one in compared.measures} == {(0.0, 0.0)}
    assert compared.strict.p == 1.0


@pytest.mark.parametrize(
    ("gained", "lost", "p"),
    [(0, 0, 1.0), (5, 5, 1.0), (6, 0, 0.03125), (0, 6, 0.03125), (10, 2, 0.03857421875)],
)
def test_mcnemar_by_hand(gained: int, lost: int, p: float) -> None:
    assert model_comparison.mcnemar(gained, lost) == pytest.approx(p)


def test_the_command_compares_with_the_current_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    labelled, models = write_small(tmp_path / "labeled"), tmp_path / "models"
    first = train(dataset.load(labelled), models, now=NOON)
    registry.promote(models, first.id)
    new = [Label(f"Urusan baru {name}", subdimension) for subdimension, name in NAMES.items()]
    append(labelled / "new.jsonl", new)
    second = train(dataset.load(labelled), models, now=NOON + timedelta(days=1))
    monkeypatch.setenv("PETAKOTA_MODELS", str(models))
    others = [Label(f"Lain {one.text} lagi", one.subdimension) for one in small_labels()[::5]]
    append(tmp_path / "rows.jsonl", [*others, small_labels()[0], new[0]])
    call = ["evaluate", second.id, "--on", str(tmp_path / "rows.jsonl"), "--against", "current"]
    assert main([*call, "--format", "json", "--report", str(tmp_path / "report")]) == 0
    printed = capsys.readouterr()
    value = json.loads(printed.out)
    assert (value["model"], value["against"]) == (second.id, first.id)
    # One that both were trained on, and one that only the second was.
    assert (value["n"], value["n_seen"]) == (len(others), 2)
    assert {"measures", "strict", "lenient", "subdimensions", "kinds", "changed"} <= value.keys()
    assert "McNemar" in (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert main([*call]) == 0
    assert "rise, 95 % interval" in capsys.readouterr().out
    assert main(["evaluate", first.id, *call[2:]]) == 2
    assert main(["evaluate", second.id, "--against", "current"]) == 2
