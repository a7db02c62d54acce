import dataclasses
import json
from pathlib import Path

import pytest

from classifier.errors import ModelError
from classifier.inference import card, model_store
from classifier.inference.card import read_card
from tests.support.paths import ROOT
from tests.support.small_model import small_model
from training.promotion import quality_gate
from training.promotion.quality_gate import Floor

CARD = dataclasses.replace(
    small_model().card,
    scores={"strict": 0.9004, "lenient": 0.95, "ece": 0.0213, "no_program_flagged": 0.5},
    n_measured=1000,
    n_by_group={"context_": 400, "no_program_": 100},
)


def with_scores(**changed: float) -> card.Card:
    return dataclasses.replace(CARD, scores={**CARD.scores, **changed})


@pytest.fixture(autouse=True)
def _without_packaged_floors(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(model_store, "default_models_folder", lambda: tmp_path / "packaged")


def test_pinned_floors_are_reached_by_the_model_they_were_pinned_for(tmp_path: Path) -> None:
    pinned = quality_gate.pin(tmp_path, CARD)
    assert pinned.values == {
        "strict": Floor(0.9, 0.0095),
        "lenient": Floor(0.95, 0.0069),
        "ece": Floor(0.022, 0.0095),
        "no_program_flagged": Floor(0.5, 0.05),
    }
    assert pinned.data_digest == CARD.data_digest
    assert quality_gate.read(tmp_path) == pinned
    assert quality_gate.missed(CARD, pinned) == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"strict": 0.88}, "strict is 0.88, below 0.9 by more than 2 standard errors of 0.0095."),
        ({"ece": 0.05}, "ece is 0.05, above 0.022 by more than 2 standard errors of 0.0095."),
    ],
)
def test_a_missed_floor_is_named(tmp_path: Path, changed: dict[str, float], message: str) -> None:
    assert quality_gate.missed(with_scores(**changed), quality_gate.pin(tmp_path, CARD)) == [message]


def test_what_other_rows_of_the_same_kind_would_change_misses_no_floor(tmp_path: Path) -> None:
    pinned = quality_gate.pin(tmp_path, CARD)
    assert quality_gate.missed(with_scores(strict=0.885, ece=0.035, no_program_flagged=0.41), pinned) == []


def test_a_share_of_the_rows_not_for_review_is_as_sure_as_they_are_many() -> None:
    card = with_scores(auto_share=0.25, auto_right=0.98, context_auto_share=0.5, context_auto_right=0.98)
    assert quality_gate.standard_error("auto_right", card) == 0.0089
    # 0.98 * 0.02 over half of 400 rows with a context.
    assert quality_gate.standard_error("context_auto_right", card) == 0.0099


def test_another_models_folder_is_held_to_the_packaged_floors(tmp_path: Path) -> None:
    packaged, own = tmp_path / "packaged", tmp_path / "own"
    packaged.mkdir()
    own.mkdir()
    quality_gate.pin(packaged, CARD)
    assert quality_gate.missed_by(CARD, own) == []
    assert len(quality_gate.missed_by(with_scores(strict=0.5), own)) == 1
    quality_gate.pin(own, with_scores(strict=0.4), lower=True)
    assert quality_gate.missed_by(with_scores(strict=0.5), own) == []


def test_a_measure_that_was_not_taken_is_missed(tmp_path: Path) -> None:
    pinned = quality_gate.pin(tmp_path, CARD)
    (message,) = quality_gate.missed(
        dataclasses.replace(CARD, scores={"strict": 1.0, "lenient": 1.0, "ece": 0.0}), pinned
    )
    assert "no_program_flagged was not measured" in message


def test_floors_fall_only_on_purpose(tmp_path: Path) -> None:
    pinned = quality_gate.pin(tmp_path, CARD)
    with pytest.raises(ModelError, match=r"would be lowered \(strict 0.9 to 0.8; ece 0.022 to 0.05\)"):
        quality_gate.pin(tmp_path, with_scores(strict=0.8, ece=0.05))
    assert quality_gate.read(tmp_path) == pinned
    lowered = quality_gate.pin(tmp_path, with_scores(strict=0.8), lower=True)
    assert lowered.values["strict"].value == 0.8


def test_floors_that_a_model_is_near_stay_when_others_are_pinned(tmp_path: Path) -> None:
    quality_gate.pin(tmp_path, CARD)
    pinned = quality_gate.pin(tmp_path, with_scores(strict=0.895, lenient=0.96))
    assert (pinned.values["strict"].value, pinned.values["lenient"].value) == (0.9, 0.96)


def test_floors_rise_without_asking(tmp_path: Path) -> None:
    quality_gate.pin(tmp_path, CARD)
    assert quality_gate.pin(tmp_path, with_scores(strict=0.95)).values["strict"].value == 0.95


def test_floors_of_before_have_no_error(tmp_path: Path) -> None:
    text = '{"data_digest": "x", "cross_validated": {"strict": 0.9}}'
    (tmp_path / quality_gate.FILE).write_text(text, encoding="utf-8")
    assert quality_gate.read(tmp_path) == quality_gate.Floors("x", {"strict": Floor(0.9)})
    assert quality_gate.missed_by(with_scores(strict=0.8999), tmp_path) == ["strict is 0.8999, below 0.9."]


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
