from datetime import timedelta
from pathlib import Path

import pytest

from classifier.errors import ModelError
from tests.support.small_model import NOON, train_small
from training import dataset, registry
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
    assert sorted(path.name for path in home.iterdir()) == [first, second, "current", "previous"]


def test_promoting_the_current_model_keeps_the_one_before(tmp_path: Path) -> None:
    home, first, second = two_models(tmp_path)
    registry.promote(home, first)
    registry.promote(home, second)
    registry.promote(home, second)
    assert registry.previous(home) == first


def test_a_model_that_cannot_be_used_is_not_promoted(tmp_path: Path) -> None:
    home, first, second = two_models(tmp_path)
    registry.promote(home, first)
    (home / second / "model.skops").write_bytes(b"damaged")
    with pytest.raises(ModelError, match="damaged"):
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
