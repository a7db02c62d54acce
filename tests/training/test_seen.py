import dataclasses
import json
from pathlib import Path

import pytest

from classifier.cli.main import main
from classifier.errors import ModelError
from classifier.inference.card import check_unchanged, content_of, read_card
from tests.support.small_model import train_small
from training import seen
from training.promotion import registry

SAMPAH = "environment.tata-kelola-sampah"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with labelled data, `labeled`, and a current model in `models`."""
    folder = tmp_path_factory.mktemp("home")
    card, models = train_small(folder)
    registry.promote(models, card.id)
    return folder


def scored(
    home: Path, path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *more: str
) -> tuple[int, str, str]:
    monkeypatch.setenv("PETAKOTA_MODELS", str(home / "models"))
    code = main(["evaluate", "--on", str(path), "--format", "json", *more])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_rows_that_a_model_was_trained_on_are_told_and_left_out(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (home / "labeled" / "small.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)[:9]
    new = json.dumps({"text": "Bank sampah baru di kelurahan", "subdimension": SAMPAH}) + "\n"
    path = tmp_path / "rows.jsonl"
    path.write_text("".join([*lines, new]), encoding="utf-8")
    code, out, said = scored(home, path, capsys, monkeypatch)
    assert code == 0
    assert "9 of 10 rows were trained on and are left out" in said
    value = json.loads(out)
    assert (value["n_seen"], value["measures"]["n"]) == (9, 1)
    code, out, said = scored(home, path, capsys, monkeypatch, "--with-seen")
    assert json.loads(out)["measures"]["n"] == 10
    assert "9 of 10 rows were trained on and measure nothing" in said


def test_nothing_is_measured_on_training_rows_alone(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, said = scored(home, home / "labeled" / "small.jsonl", capsys, monkeypatch)
    assert (code, out) == (2, "")
    assert "trained on all 126 rows" in said


def test_the_list_belongs_to_the_card(home: Path, tmp_path: Path) -> None:
    (folder,) = [path for path in (home / "models").iterdir() if path.is_dir()]
    card = read_card(folder)
    digests = seen.read(folder, card)
    assert digests is not None
    assert seen.is_seen(["Bank sampah baru"], digests).tolist() == [False]
    check_unchanged(folder, card)
    with pytest.raises(ModelError, match="was changed after training"):
        check_unchanged(folder, dataclasses.replace(card, seen_digest="0" * 64))
    (tmp_path / seen.FILE).write_bytes((folder / seen.FILE).read_bytes()[11:])
    with pytest.raises(ModelError, match=r"seen.txt: was changed"):
        seen.read(tmp_path, card)
    (tmp_path / seen.FILE).unlink()
    with pytest.raises(ModelError, match=r"seen.txt: cannot be read"):
        seen.read(tmp_path, card)


def test_a_model_without_a_list_keeps_its_id_and_says_so(home: Path) -> None:
    (folder,) = [path for path in (home / "models").iterdir() if path.is_dir()]
    card = dataclasses.replace(read_card(folder), seen_digest="")
    assert seen.read(folder, card) is None
    assert b"seen_digest" not in content_of(card)
