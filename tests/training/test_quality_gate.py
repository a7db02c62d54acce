import dataclasses
import json
from pathlib import Path

import pytest

from classifier.errors import ModelError
from classifier.inference import card, model_store
from classifier.inference.card import read_card
from tests.support.paths import ROOT
from tests.support.small_model import small_model
from training import quality_gate

CARD = dataclasses.replace(
    small_model().card, scores={"strict": 0.9004, "lenient": 0.95, "ece": 0.0213, "no_program_flagged": 0.5}
)


def with_scores(**changed: float) -> card.Card:
    return dataclasses.replace(CARD, scores={**CARD.scores, **changed})


def test_pinned_floors_are_reached_by_the_model_they_were_pinned_for(tmp_path: Path) -> None:
    pinned = quality_gate.pin(tmp_path, CARD)
    assert pinned.values == {"strict": 0.9, "lenient": 0.95, "ece": 0.022, "no_program_flagged": 0.5}
    assert pinned.data_digest == CARD.data_digest
    assert quality_gate.read(tmp_path) == pinned
    assert quality_gate.missed(CARD, pinned) == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [({"strict": 0.899}, "strict is 0.899, below 0.9."), ({"ece": 0.03}, "ece is 0.03, above 0.022.")],
)
def test_a_missed_floor_is_named(tmp_path: Path, changed: dict[str, float], message: str) -> None:
    assert quality_gate.missed(with_scores(**changed), quality_gate.pin(tmp_path, CARD)) == [message]


def test_a_measure_that_was_not_taken_is_missed(tmp_path: Path) -> None:
    pinned = quality_gate.pin(tmp_path, CARD)
    (message,) = quality_gate.missed(
        dataclasses.replace(CARD, scores={"strict": 1.0, "lenient": 1.0, "ece": 0.0}), pinned
    )
    assert "no_program_flagged was not measured" in message


def test_floors_fall_only_on_purpose(tmp_path: Path) -> None:
    quality_gate.pin(tmp_path, CARD)
    with pytest.raises(ModelError, match=r"would be lowered \(strict 0.9 to 0.8; ece 0.022 to 0.05\)"):
        quality_gate.pin(tmp_path, with_scores(strict=0.8, ece=0.05))
    assert quality_gate.read(tmp_path) == quality_gate.Floors(
        CARD.data_digest, quality_gate.pin(tmp_path, CARD).values
    )
    assert quality_gate.pin(tmp_path, with_scores(strict=0.8), lower=True).values["strict"] == 0.8


def test_floors_rise_without_asking(tmp_path: Path) -> None:
    quality_gate.pin(tmp_path, CARD)
    assert quality_gate.pin(tmp_path, with_scores(strict=0.95)).values["strict"] == 0.95


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"data_digest": "x", "cross_validated": {"strict": "high"}}']
)
def test_malformed_floors_are_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / quality_gate.FILE).write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be read"):
        quality_gate.read(tmp_path)


def test_a_folder_without_floors_has_none(tmp_path: Path) -> None:
    assert quality_gate.read(tmp_path) is None


def test_the_shipped_model_reaches_the_shipped_floors_on_the_data_they_were_pinned_for() -> None:
    card = read_card(model_store.find(ROOT / "models"))
    pinned = quality_gate.read(ROOT / "models")
    assert pinned is not None
    assert quality_gate.missed(card, pinned) == []
    assert pinned.data_digest == card.data_digest, "pin the floors anew: `petakota evaluate --pin`"
    assert {"strict", "lenient", "macro_f1", "auto_right", "context_strict"} <= pinned.values.keys()
    assert json.loads((ROOT / "models" / quality_gate.FILE).read_text(encoding="utf-8")).keys() == {
        "data_digest",
        "cross_validated",
    }
