"""The command line beside the small model, each test in a folder of its own."""

from pathlib import Path

import pytest

from tests.support.command_line import small_models
from tests.support.paths import ROOT


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_models(tmp_path_factory.mktemp("small"))


@pytest.fixture(autouse=True)
def _small_model(models: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PETAKOTA_MODELS", str(models))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)
