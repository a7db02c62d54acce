import dataclasses
import json
from pathlib import Path

import pytest
from smallmodel import small_model

from classifier import card as cards
from classifier import model as models
from classifier.errors import ModelError
from training import floors

ROOT = Path(__file__).parent.parent
CARD = dataclasses.replace(
    small_model().card, scores={"strict": 0.9004, "lenient": 0.95, "ece": 0.0213, "no_program_flagged": 0.5}
)


def with_scores(**changed: float) -> cards.Card:
    return dataclasses.replace(CARD, scores={**CARD.scores, **changed})


def test_pinned_floors_are_reached_by_the_model_they_were_pinned_for(tmp_path: Path) -> None:
    pinned = floors.pin(tmp_path, CARD)
    assert pinned.values == {"strict": 0.9, "lenient": 0.95, "ece": 0.022, "no_program_flagged": 0.5}
    assert pinned.data_digest == CARD.data_digest
    assert floors.read(tmp_path) == pinned
    assert floors.below(CARD, pinned) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"strict": 0.899}, "strict is 0.899, below 0.9."), ({"ece": 0.03}, "ece is 0.03, above 0.022.")],
)
def test_a_model_that_misses_a_floor_is_told_which(
    tmp_path: Path, changed: dict[str, float], said: str
) -> None:
    assert floors.below(with_scores(**changed), floors.pin(tmp_path, CARD)) == [said]


def test_a_measure_that_was_not_taken_is_missed(tmp_path: Path) -> None:
    pinned = floors.pin(tmp_path, CARD)
    (said,) = floors.below(
        dataclasses.replace(CARD, scores={"strict": 1.0, "lenient": 1.0, "ece": 0.0}), pinned
    )
    assert "no_program_flagged was not measured" in said


def test_floors_fall_only_on_purpose(tmp_path: Path) -> None:
    floors.pin(tmp_path, CARD)
    with pytest.raises(ModelError, match=r"would be lowered \(strict 0.9 to 0.8; ece 0.022 to 0.05\)"):
        floors.pin(tmp_path, with_scores(strict=0.8, ece=0.05))
    assert floors.read(tmp_path) == floors.Floors(CARD.data_digest, floors.pin(tmp_path, CARD).values)
    assert floors.pin(tmp_path, with_scores(strict=0.8), lower=True).values["strict"] == 0.8


def test_floors_rise_without_asking(tmp_path: Path) -> None:
    floors.pin(tmp_path, CARD)
    assert floors.pin(tmp_path, with_scores(strict=0.95)).values["strict"] == 0.95


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"data_digest": "x", "cross_validated": {"strict": "high"}}']
)
def test_malformed_floors_are_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / floors.FILE).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        floors.read(tmp_path)


def test_a_folder_without_floors_has_none(tmp_path: Path) -> None:
    assert floors.read(tmp_path) is None


def test_the_shipped_model_reaches_the_shipped_floors_on_the_data_they_were_pinned_for() -> None:
    card = cards.read(models.find(ROOT / "models"))
    pinned = floors.read(ROOT / "models")
    assert pinned is not None
    assert floors.below(card, pinned) == []
    assert pinned.data_digest == card.data_digest, "pin the floors anew: `petakota evaluate --pin`"
    assert {"strict", "lenient", "macro_f1", "auto_right", "context_strict"} <= pinned.values.keys()
    assert json.loads((ROOT / "models" / floors.FILE).read_text(encoding="utf-8")).keys() == {
        "data_digest",
        "cross_validated",
    }
