import json
from pathlib import Path

import pytest

from classifier.cli.main import main
from tests.support.command_line import answered, current_model, refused, small_models
from training.promotion import quality_gate
from training.promotion.quality_gate import Floor, Floors


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder of this test's own, without a current model, whose floor no model reaches."""
    folder = small_models(tmp_path / "own")
    (folder / "current").unlink()
    text = json.dumps({"data_digest": "", "cross_validated": {"strict": {"value": 1.5, "error": 0.01}}})
    (folder / quality_gate.FILE).write_text(text, encoding="utf-8")
    monkeypatch.setenv("PETAKOTA_MODELS", str(folder))
    assert quality_gate.read(folder) == Floors("", {"strict": Floor(1.5, 0.01)})
    return folder


def only_model(folder: Path) -> str:
    (name,) = [path.name for path in folder.iterdir() if path.is_dir()]
    return name


def test_a_model_below_a_floor_is_promoted_with_a_reason_only(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = only_model(home)
    assert main(["models", "promote", model]) == 1
    said = capsys.readouterr().err
    assert "below 1.5 by more than 2 standard errors" in said
    assert "--force REASON" in said
    assert not (home / "current").exists()
    assert main(["models", "promote", model, "--by", "sari", "--force", "the old one is lost"]) == 0
    assert current_model(home) == model
    capsys.readouterr()
    (event,) = answered(capsys, "models", "history")
    assert (event["by"], event["action"], event["model"]) == ("sari", "promoted", model)
    assert event["why"] == "the old one is lost"
    assert "strict is" in event["missed"][0]


def test_a_model_that_reaches_every_floor_is_promoted_by_whoever_is_logged_in(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "budi")
    text = '{"data_digest": "", "cross_validated": {"strict": 0.01}}'
    (home / quality_gate.FILE).write_text(text, encoding="utf-8")
    assert main(["models", "promote", only_model(home), "--why", "first"]) == 0
    capsys.readouterr()
    (event,) = answered(capsys, "models", "history")
    assert (event["by"], event["why"], event["missed"]) == ("budi", "first", [])


def test_a_model_from_elsewhere_is_added(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = only_model(home)
    monkeypatch.setenv("PETAKOTA_MODELS", str(tmp_path / "new"))
    assert main(["models", "add", str(home / model)]) == 0
    assert capsys.readouterr().out == f"{model}\n"
    assert only_model(tmp_path / "new") == model


@pytest.mark.parametrize(
    "words",
    [["add"], ["promote"], ["history", "x"], ["rollback", "--force", "x"], ["promote", "x", "--force", ""]],
)
def test_wrong_usage_of_models_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    refused(capsys, 2, "models", *words)
