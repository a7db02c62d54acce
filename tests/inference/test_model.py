import dataclasses
import hashlib
import io
import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from classifier.errors import ModelError
from classifier.inference import model_store, preprocessing
from classifier.inference.calibration import SETTINGS
from classifier.inference.card import identified, read_card
from classifier.inference.context import Weight
from classifier.inference.model import Learnt, Model
from classifier.records import Query
from tests.support.small_model import small_labels, small_model, train_small
from training import dataset, fitting
from training.recipe import Recipe


def learnt() -> Learnt:
    data = dataset.dataset(small_labels())
    return fitting.learnt(data, range(len(data)), [], Recipe())


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    card, home = train_small(tmp_path_factory.mktemp("trained"))
    return home / card.id


@pytest.fixture
def folder(trained: Path, tmp_path: Path) -> Path:
    """A model's folder that a test may damage."""
    return shutil.copytree(trained, tmp_path / "models" / trained.name)


def refusal(folder: Path) -> str:
    with pytest.raises(ModelError) as caught:
        model_store.load(folder)
    message = str(caught.value)
    assert message.startswith(str(folder))
    assert "\n" not in message
    return message


def change_card(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "card.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    change(value)
    path.write_text(json.dumps(value), encoding="utf-8")


def rename(folder: Path) -> Path:
    """The folder under the name that fits its card, as somebody who forges one would call it."""
    card = identified(read_card(folder))
    change_card(folder, lambda value: value.update(id=card.id))
    return folder.rename(folder.with_name(card.id))


def test_a_saved_model_answers_as_before(folder: Path) -> None:
    queries = [Query("pengangkutan sampah"), Query(""), Query("jalan desa", program="Program Pendidikan")]
    once = model_store.load(folder).probabilities(queries)
    assert once.shape == (3, 18)
    assert once.dtype == np.float64
    np.testing.assert_allclose(once.sum(axis=1), 1)
    np.testing.assert_allclose(once, small_model().probabilities(queries), atol=1e-9)


def test_no_queries_give_an_empty_array() -> None:
    assert small_model().probabilities([]).shape == (0, 18)


def test_a_program_moves_its_row_towards_its_own_subdimension() -> None:
    model = small_model()
    column = model.card.subdimensions.index("environment.tata-kelola-sampah")
    query = Query("Koordinasi kegiatan")
    within = Query("Koordinasi kegiatan", program="Program Pengangkutan Sampah")
    leaning = Model(dataclasses.replace(model.card, context={"program": Weight(0.5, 0.5)}), learnt())
    alone, helped = leaning.probabilities([query, within])[:, column]
    assert helped > alone
    setting = leaning.answer([[], ["bank"]], [query, within]).setting
    assert [SETTINGS[at] for at in setting] == ["alone", "program"]


def test_a_program_that_is_the_text_itself_changes_nothing() -> None:
    alone, again = small_model().probabilities(
        [Query("Bank Sampah"), Query("Bank Sampah", program="1. BANK SAMPAH")]
    )
    np.testing.assert_array_equal(alone, again)


def test_the_answer_does_not_depend_on_the_other_queries() -> None:
    model = small_model()
    queries = [Query("bank sampah"), Query("guru sekolah", program="bank sampah"), Query("jembatan")]
    together = model.probabilities(queries)
    for at, query in enumerate(queries):
        np.testing.assert_allclose(model.probabilities([query])[0], together[at], atol=1e-9)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    assert "no such model" in refusal(tmp_path / "none")


@pytest.mark.parametrize(("name", "part"), [("card.json", "no card.json"), ("model.npz", "is missing")])
def test_a_missing_file_is_refused(folder: Path, name: str, part: str) -> None:
    (folder / name).unlink()
    assert part in refusal(folder)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"\x00" * 1000])
def test_a_damaged_artefact_is_refused(folder: Path, content: bytes) -> None:
    write(folder, content)
    assert "is damaged or no model file" in refusal(rename(folder))


def test_a_cut_artefact_is_refused(folder: Path) -> None:
    write(folder, (folder / "model.npz").read_bytes()[:-500])
    assert "is damaged or no model file" in refusal(rename(folder))


class Hostile:
    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return exec, ("raise SystemExit('the pickle was run')",)


def arrays(folder: Path) -> dict[str, Any]:
    with np.load(folder / "model.npz") as content:
        return dict(content)


def write(folder: Path, content: bytes | dict[str, Any]) -> None:
    """Put another file in the place of the weights, and a card that fits it."""
    if isinstance(content, dict):
        file = io.BytesIO()
        np.savez(file, **content)
        content = file.getvalue()
    (folder / "model.npz").write_bytes(content)
    change_card(folder, lambda card: card.update(weights_digest=hashlib.sha256(content).hexdigest()))


def test_a_pickle_by_the_name_of_a_model_is_never_run(folder: Path) -> None:
    write(folder, pickle.dumps(Hostile()))
    assert "is damaged or no model file" in refusal(rename(folder))


def test_an_object_among_the_arrays_is_never_made(folder: Path) -> None:
    write(folder, {**arrays(folder), "texts_coef": np.array([Hostile()], dtype=object)})
    assert "is damaged or no model file" in refusal(rename(folder))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("texts_words", np.frombuffer(b"a\nb", dtype=np.uint8)),
        ("texts_coef", np.full((3, 19), np.nan, dtype=np.float32)),
        ("shape_coef", np.zeros(7, dtype=np.float32)),
        ("codes", np.frombuffer(b"1.01.02\tkelola", dtype=np.uint8)),
    ],
)
def test_arrays_that_do_not_fit_are_refused(folder: Path, name: str, value: Any) -> None:
    write(folder, {**arrays(folder), name: value})
    assert "does not hold a model of this program" in refusal(rename(folder))


def test_a_missing_array_is_refused(folder: Path) -> None:
    write(folder, {name: value for name, value in arrays(folder).items() if name != "texts_coef"})
    assert "does not hold a model of this program" in refusal(rename(folder))


def test_a_label_that_there_is_not_is_refused(folder: Path) -> None:
    code = np.frombuffer(b"1.01.02\tkelola", dtype=np.uint8)
    write(folder, {**arrays(folder), "codes": code, "code_columns": np.array([[18, -1]], dtype=np.int16)})
    assert "a code has a label that there is not" in refusal(rename(folder))


def test_the_same_model_is_the_same_bytes(folder: Path) -> None:
    read = model_store.read_learnt(folder, read_card(folder))
    assert model_store.content_of(read) == model_store.content_of(read) == (folder / "model.npz").read_bytes()


def test_an_artefact_that_unpacks_to_gigabytes_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_store, "_MAX_UNPACKED_BYTES", 10)
    assert "unpacks to more" in refusal(folder)


def test_weights_that_were_not_trained_with_their_card_are_refused(folder: Path) -> None:
    (folder / "model.npz").write_bytes((folder / "model.npz").read_bytes() + b"x")
    assert "is not the file that was trained" in refusal(folder)


def turned(card: dict[str, Any]) -> None:
    card["subdimensions"].reverse()


@pytest.mark.parametrize(
    "change",
    [
        turned,
        lambda card: card["review_below"].update(alone=0.0),
        lambda card: card["scores"].update(strict=0.5),
        lambda card: card.update(no_program_above=0.9),
        lambda card: card.update(id="2026-11-24-abcdef"),
        lambda card: card.update(weights_digest="0" * 64),
    ],
)
def test_a_card_that_was_changed_by_hand_is_refused(
    folder: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    change_card(folder, change)
    assert "its card was changed after training" in refusal(folder)


def test_a_folder_that_was_renamed_is_refused(folder: Path) -> None:
    assert "its folder renamed" in refusal(folder.rename(folder.with_name("2026-11-24-abcdef")))


def test_a_forged_model_lacks_the_seal(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PETAKOTA_MODEL_KEY", "rahasia")
    card, home = train_small(tmp_path / "sealed")
    assert card.seal
    assert model_store.load(home / card.id).card == card
    change_card(folder, turned)
    assert "not sealed with the key in PETAKOTA_MODEL_KEY" in refusal(rename(folder))
    monkeypatch.setenv("PETAKOTA_MODEL_KEY", "lain")
    assert "not sealed with the key" in refusal(home / card.id)


def test_a_model_of_another_text_version_is_refused(folder: Path) -> None:
    change_card(folder, lambda card: card.update(texts_version=preprocessing.VERSION + 1))
    assert refusal(folder) == (
        f"{folder}: made with text version {preprocessing.VERSION + 1}, "
        f"this program has {preprocessing.VERSION}. Train again, or set models/current to an older one."
    )


def test_a_model_of_another_taxonomy_is_refused(folder: Path) -> None:
    def change(card: dict[str, Any]) -> None:
        card["subdimensions"][0] = "living.taman"

    change_card(folder, change)
    assert "does not fit the taxonomy (governance.pelayanan-publik, living.taman)" in refusal(folder)


@pytest.mark.parametrize(
    "change",
    [
        {"temperature": "hot"},
        {"temperature": float("nan")},
        {"review_below": 7},
        {"review_below": {"alone": 0.5, "agency": 0.5}},
        {"leaning": [0.0]},
        {"leaning": ["more"] * 18},
        {"calibration": {"alone": [[0.5, 0.9], [0.6, 0.8]]}},
        {"calibration": {"alone": [[0.5]]}},
        {"id": "../../etc"},
        {"n_rows": True},
        {"word_ngrams": [1, 900]},
        {"char_ngrams": "ab"},
        {"subdimensions": "all"},
        {"scores": []},
    ],
)
def test_a_malformed_card_is_refused(folder: Path, change: dict[str, Any]) -> None:
    change_card(folder, lambda card: card.update(change))
    assert "not a model card" in refusal(folder)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "[" * 100_000])
def test_a_card_that_is_no_object_is_refused(folder: Path, content: str) -> None:
    (folder / "card.json").write_text(content, encoding="utf-8")
    assert "card" in refusal(folder)


def test_a_card_without_a_field_names_it(folder: Path) -> None:
    change_card(folder, lambda card: card.pop("temperature"))
    assert "without temperature" in refusal(folder)


@pytest.mark.parametrize(
    "name", ["../2026-11-24-3fa9c1", "/etc", "..", "", "2026-11-24-3FA9C1", "2026-11-24-3fa9c1/..", "current"]
)
def test_an_id_never_leads_out_of_the_models_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelError, match="is no model id"):
        model_store.find(tmp_path, name)


def test_a_current_file_never_leads_out_of_the_models_folder(tmp_path: Path) -> None:
    (tmp_path / "current").write_text("../elsewhere\n", encoding="utf-8")
    with pytest.raises(ModelError, match="is no model id"):
        model_store.find(tmp_path)


def test_an_unknown_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no such model"):
        model_store.find(tmp_path, "2026-11-24-3fa9c1")


def test_a_models_folder_without_a_current_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="makes a first model"):
        model_store.find(tmp_path)


def test_models_are_listed_by_id(folder: Path) -> None:
    (folder.parent / ".new-x").mkdir()
    (folder.parent / "current").write_text(folder.name + "\n", encoding="utf-8")
    assert [card.id for card in model_store.listing(folder.parent)] == [folder.name]
    assert model_store.find(folder.parent) == folder


def test_the_default_folder_is_the_checkouts() -> None:
    assert model_store.default_models_folder().name == "models"
