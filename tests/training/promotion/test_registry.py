from datetime import timedelta
from pathlib import Path

import pytest

from classifier.errors import ModelError
from tests.support.small_model import NOON, train_small
from training import dataset
from training.promotion import history, registry
from training.promotion.history import Event
from training.train import train

pytestmark = pytest.mark.slow


def two_models(folder: Path) -> tuple[Path, str, str]:
    first, home = train_small(folder)
    second = train(dataset.load(folder / "labeled"), home, now=NOON + timedelta(days=1))
    return home, first.id, second.id


def test_promoting_and_rolling_back(tmp_path: Path) -> None:
    home, first, second = two_models(tmp_path)
    registry.promote(home, first)
    assert registry.current(home) == first
    registry.promote(home, second)
    assert registry.current(home) == second
    assert registry.rollback(home) == first
    assert registry.current(home) == first
    assert registry.rollback(home) == second
    assert sorted(path.name for path in home.iterdir()) == [
        first,
        second,
        "current",
        "history.jsonl",
        "previous",
    ]


def test_promoting_the_current_model_keeps_the_one_before(tmp_path: Path) -> None:
    home, first, second = two_models(tmp_path)
    registry.promote(home, first)
    registry.promote(home, second)
    registry.promote(home, second)
    assert registry.previous(home) == first


def test_a_model_that_cannot_be_used_is_not_promoted(tmp_path: Path) -> None:
    home, first, second = two_models(tmp_path)
    registry.promote(home, first)
    (home / second / "model.npz").write_bytes(b"damaged")
    with pytest.raises(ModelError, match="is not the file that was trained"):
        registry.promote(home, second)
    assert registry.current(home) == first


@pytest.mark.parametrize("name", ["../labeled", "2026-01-01-000000"])
def test_only_a_model_of_the_folder_is_promoted(tmp_path: Path, name: str) -> None:
    _, home = train_small(tmp_path)
    with pytest.raises(ModelError):
        registry.promote(home, name)
    assert not (home / "current").exists()


def test_without_a_model_before_there_is_no_rolling_back(tmp_path: Path) -> None:
    card, home = train_small(tmp_path)
    registry.promote(home, card.id)
    with pytest.raises(ModelError, match="no model was current before"):
        registry.rollback(home)


def test_the_history_says_who_decided_what_when_and_why(tmp_path: Path) -> None:
    home, first, second = two_models(tmp_path)
    registry.promote(home, first, by="sari", now=NOON)
    registry.promote(home, second, by="budi", why="new corrections", missed=("x.",), now=NOON)
    registry.promote(home, second, by="budi", now=NOON)
    registry.rollback(home, by="sari", why="worse on roads", now=NOON)
    noon = "2026-11-24T12:00:00Z"
    assert history.read(home) == [
        Event(noon, "sari", "promoted", first),
        Event(noon, "budi", "promoted", second, first, "new corrections", ("x.",)),
        Event(noon, "sari", "rolled back", first, second, "worse on roads"),
    ]


def test_a_history_that_somebody_broke_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / history.FILE).write_text('{"at": "x"}\n', encoding="utf-8")
    with pytest.raises(ModelError, match=r"history.jsonl:1: no event"):
        history.read(tmp_path)


def test_a_model_from_elsewhere_is_added_and_not_made_current(tmp_path: Path) -> None:
    card, elsewhere = train_small(tmp_path / "there")
    home = tmp_path / "models"
    assert registry.add(home, elsewhere / card.id, by="sari", now=NOON) == card
    assert sorted(path.name for path in home.iterdir()) == [card.id, "history.jsonl"]
    assert history.read(home) == [Event("2026-11-24T12:00:00Z", "sari", "added", card.id)]
    registry.promote(home, card.id)
    with pytest.raises(ModelError, match="is there already"):
        registry.add(home, elsewhere / card.id)


def test_a_model_that_was_changed_is_not_added(tmp_path: Path) -> None:
    card, elsewhere = train_small(tmp_path / "there")
    (elsewhere / card.id / "model.npz").write_bytes(b"other")
    with pytest.raises(ModelError):
        registry.add(tmp_path / "models", elsewhere / card.id)
    assert not (tmp_path / "models").exists()
