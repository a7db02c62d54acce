import json
from pathlib import Path

import pytest

from tests.support.command_line import answered, current_model, refused
from tests.support.paths import ROOT


def test_a_model_is_chosen_by_its_id(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (answer,) = answered(capsys, "classify", "sampah", "--model", current_model(models))
    assert answer["model"] == current_model(models)
    assert f"{models / '2020-01-01-abcdef'}: no such model" in refused(
        capsys, 4, "classify", "a", "--model", "2020-01-01-abcdef"
    )


@pytest.mark.parametrize("name", ["../x", "/etc", "..", "", "2026-11-24-00e9e4/../..", "current"])
def test_a_model_id_never_leads_out_of_the_folder(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no model id" in refused(capsys, 4, "classify", "a", "--model", name)


def test_a_missing_or_damaged_model_ends_with_4(
    tmp_path: Path, models: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAKOTA_MODELS", "none")
    assert (
        refused(capsys, 4, "classify", "a")
        == "none/current: cannot be read; `petakota train` makes a first model."
    )
    home = tmp_path / "own" / "2026-11-24-000000"
    home.mkdir(parents=True)
    monkeypatch.setenv("PETAKOTA_MODELS", "own")
    (tmp_path / "own" / "current").write_text(home.name, encoding="utf-8")
    assert "no card.json" in refused(capsys, 4, "classify", "a")
    (home / "card.json").write_bytes((models / current_model(models) / "card.json").read_bytes())
    assert "its folder renamed" in refused(capsys, 4, "classify", "a")
    home = home.rename(home.with_name(current_model(models)))
    (tmp_path / "own" / "current").write_text(home.name, encoding="utf-8")
    assert "model.npz: is missing" in refused(capsys, 4, "classify", "a")
    (home / "model.npz").write_bytes(b"PK no more")
    assert "model.npz: is not the file that was trained" in refused(capsys, 4, "classify", "a")


def test_a_taxonomy_that_lacks_a_label_of_the_model_ends_with_4(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = json.loads((ROOT / "classifier" / "taxonomy.json").read_text(encoding="utf-8"))
    for name, subdimensions in (("whole", entries), ("less", entries[1:])):
        (tmp_path / f"{name}.json").write_text(json.dumps(subdimensions), encoding="utf-8")
    assert len(answered(capsys, "classify", "a", "--taxonomy", "whole.json")) == 1
    assert len(answered(capsys, "taxonomy", "--taxonomy", "less.json")) == 17
    assert "knows subdimensions that the taxonomy lacks" in refused(
        capsys, 4, "classify", "a", "--taxonomy", "less.json"
    )
    assert "none.json: cannot be read" in refused(capsys, 5, "taxonomy", "--taxonomy", "none.json")
