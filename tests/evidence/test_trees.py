"""Trees as plain arrays: they answer as scikit-learn does, and a file is refused that does not fit."""

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from classifier.errors import ModelError
from classifier.evidence import trees
from classifier.evidence.signs import SIGNS
from classifier.evidence.trees import PARTS, Trees
from tests.support.small_judge import KEGIATAN, PROGRAM, judge, split
from training.reading import fitting

pytestmark = pytest.mark.usefixtures("one_thread")

Floats = NDArray[np.float32]


def fitted(
    x: Floats, y: NDArray[np.int64], *, n_trees: int = 12, n_leaves: int = 12
) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=n_trees, max_leaf_nodes=n_leaves, min_samples_leaf=3, early_stopping=False, random_state=0
    )
    return model.fit(x, y)


def random_rows(seed: int, n_classes: int) -> tuple[Floats, NDArray[np.int64], Floats]:
    """Rows and classes to learn from, and other rows to ask for; some signs are whole numbers as ours are."""
    generator = np.random.default_rng(seed)
    x = generator.normal(size=(600, 6)).astype(np.float32)
    x[:, 3:] = np.round(x[:, 3:] * 2)
    y = (x[:, 0] + x[:, 4] + generator.normal(size=600) > 0).astype(np.int64)
    y[(x[:, 1] > 0.7) & (n_classes > 2)] = 2
    asked = generator.normal(scale=2, size=(300, 6)).astype(np.float32)
    return x[:400], y[:400], np.concatenate([x[400:], np.round(asked)])


@pytest.mark.parametrize(("seed", "n_leaves"), [(1, 2), (2, 12), (3, 13)])
def test_three_classes_are_as_likely_as_scikit_learn_says(seed: int, n_leaves: int) -> None:
    x, y, asked = random_rows(seed, 3)
    model = fitted(x, y, n_leaves=n_leaves)
    exported = fitting.exported(model, 3)
    np.testing.assert_allclose(exported.probabilities(asked), model.predict_proba(asked), atol=1e-5)


@pytest.mark.parametrize("classes", [(0, 1), (0, 2), (1, 2)])
def test_a_class_that_was_never_seen_is_never_likely(classes: tuple[int, int]) -> None:
    x, y, asked = random_rows(4, 2)
    model = fitted(x, np.array(classes)[y])
    answered = fitting.exported(model, 3).probabilities(asked)
    np.testing.assert_allclose(answered[:, classes], model.predict_proba(asked), atol=1e-5)
    (unseen,) = {0, 1, 2} - set(classes)
    assert answered[:, unseen].max() < 1e-6


def test_a_threshold_between_neighbouring_numbers_stays_between_them() -> None:
    # The middle of two neighbours in float32 is none itself: rounded up, the larger would go left too.
    generator = np.random.default_rng(5)
    low = generator.uniform(0.1, 3, size=8).astype(np.float32)
    for number in low:
        above = np.nextafter(number, np.float32(np.inf))
        x = np.repeat([[number], [above]], 20, axis=0).astype(np.float32)
        y = np.repeat([0, 1], 20)
        model = fitted(x, y, n_trees=1)
        asked = np.array([[number], [above]], dtype=np.float32)
        answered = fitting.exported(model, 2).probabilities(asked)
        np.testing.assert_allclose(answered, model.predict_proba(asked), atol=1e-6)
        assert answered[0, 1] < 0.5 < answered[1, 1]


def test_a_row_alone_is_as_likely_as_among_others() -> None:
    x, y, asked = random_rows(6, 3)
    exported = fitting.exported(fitted(x, y), 3)
    together = exported.probabilities(asked)
    alone = np.concatenate([exported.probabilities(row[None]) for row in asked[:50]])
    np.testing.assert_allclose(together[:50], alone, atol=1e-6)
    np.testing.assert_allclose(together.sum(axis=1), 1, atol=1e-6)


def test_no_rows_have_no_probabilities() -> None:
    assert split("says_program").probabilities(np.zeros((0, len(SIGNS)), dtype=np.float32)).shape == (0, 3)


def test_a_tree_of_one_leaf_says_the_same_of_every_row() -> None:
    parts = {part: np.zeros(1) for part in PARTS}
    single = Trees.of({**parts, "value": np.array([1.0]), "baseline": np.array([0.0, 1.0])})
    np.testing.assert_allclose(single.probabilities(np.ones((2, 3), dtype=np.float32)), [[0.5, 0.5]] * 2)


def test_arrays_that_do_not_fit_together_are_refused() -> None:
    parts = {part: np.zeros(3) for part in PARTS}
    with pytest.raises(ValueError, match="differ in length"):
        Trees.of({**parts, "left": np.zeros(2)})
    with pytest.raises(ValueError, match="differ in length"):
        Trees.of({**parts, "tree_class": np.zeros(2)})


def test_a_tree_of_too_many_leaves_is_refused() -> None:
    x = np.arange(400, dtype=np.float32)[:, None]
    model = fitted(x, np.arange(400) // 10 % 2, n_trees=1, n_leaves=14)
    with pytest.raises(ValueError, match="more than 13 leaves"):
        fitting.exported(model, 2)


def test_a_judge_is_the_same_when_it_was_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    fitting.write(judge("says_program"), path)
    again = trees.read(path)
    signs = np.zeros((2, len(SIGNS)), dtype=np.float32)
    signs[1, SIGNS.index("says_program")] = 1
    assert again.line.probabilities(signs).argmax(axis=1).tolist() == [0, 1]
    assert again.level.probabilities(signs).argmax(axis=1).tolist() == [KEGIATAN, PROGRAM]


def test_a_file_learnt_from_other_signs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "weights.npz"
    monkeypatch.setattr(fitting, "SIGNS", (*SIGNS[1:], SIGNS[0]))
    fitting.write(judge("says_program"), path)
    with pytest.raises(
        ModelError, match="was learnt from other signs than this program has; install"
    ) as refusal:
        trees.read(path)
    assert str(path) in str(refusal.value)


def test_a_file_without_trees_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    np.savez(path, signs=np.array(SIGNS))
    with pytest.raises(ModelError, match=r"holds no whole judge \(.*\); install petakota again"):
        trees.read(path)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "weights.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"holds no whole judge \(.*\); install petakota again"):
        trees.read(path)


def test_one_array_alone_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.npy"
    np.save(path, np.zeros(3))
    with pytest.raises(ModelError, match="holds no whole judge"):
        trees.read(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="No such file or directory"):
        trees.read(tmp_path / "none.npz")


WRONG: tuple[tuple[str, Any, str], ...] = (
    ("line_left", [0, 1, 2, 4, 4, 5], "a leaf on one side alone"),
    ("line_left", [9, 1, 2, 4, 4, 5], "left names what is not there"),
    ("line_right", [-1, 1, 2, 5, 4, 5], "right names what is not there"),
    ("line_root", [0, 6], "root names what is not there"),
    ("line_root", [], "there is no tree"),
    ("line_tree_class", [0, 3], "tree_class names what is not there"),
    ("line_tree_class", [0], "differ in length"),
    ("line_feature", [9_999] * 6, "feature names what is not there"),
    ("level_value", [0.0, 1.0], "differ in length"),
    ("level_value", [[0.0] * 6], "value is no row of numbers"),
    ("level_value", 1.0, "value is no row of numbers"),
    ("level_value", [float("nan")] * 6, "value is no row of numbers"),
    ("level_value", ["a"] * 6, "value is no row of numbers"),
    ("level_baseline", [0.0, 0.0], "it has not 3 classes"),
    ("signs", 3, "other signs"),
    ("signs", "begins", "other signs"),
)


@pytest.mark.parametrize(("name", "value", "why"), WRONG)
def test_arrays_that_are_no_trees_are_refused(tmp_path: Path, name: str, value: Any, why: str) -> None:
    path = tmp_path / "weights.npz"
    fitting.write(judge("says_program"), path)
    with np.load(path) as arrays:
        parts = {**arrays, name: np.array(value)}
    np.savez(path, **parts)
    with pytest.raises(ModelError, match=why):
        trees.read(path)


def test_nodes_that_run_in_a_circle_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    fitting.write(judge("says_program"), path)
    with np.load(path) as arrays:
        circle = {"line_left": np.array([1, 0, 2, 4, 4, 5]), "line_right": np.array([2, 2, 2, 5, 4, 5])}
        np.savez(path, **{**arrays, **circle})
    with pytest.raises(ModelError, match="run in a circle"):
        trees.read(path)


@pytest.mark.parametrize("name", ["signs", "line_left", "level_baseline"])
def test_a_file_without_one_of_its_arrays_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "weights.npz"
    fitting.write(judge("says_program"), path)
    with np.load(path) as arrays:
        parts = {other: array for other, array in arrays.items() if other != name}
    np.savez(path, **parts)
    with pytest.raises(ModelError, match=f"no item named .*{name}"):
        trees.read(path)


@pytest.mark.parametrize("at", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_damaged_file_is_refused_in_one_sentence(tmp_path: Path, at: float) -> None:
    path = tmp_path / "weights.npz"
    whole = Path(trees.__file__).with_name("weights.npz").read_bytes()
    k = int(at * len(whole))
    path.write_bytes(whole[:k] + bytes(byte ^ 0x5A for byte in whole[k : k + 40]) + whole[k + 40 :])
    with pytest.raises(ModelError) as refusal:
        trees.read(path)
    assert len(str(refusal.value).splitlines()) == 1


def test_a_file_that_could_run_code_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    np.savez(path, signs=np.array([object()], dtype=object), allow_pickle=True)
    with pytest.raises(ModelError, match="holds no whole judge") as refusal:
        trees.read(path)
    assert "Object arrays cannot be loaded" in str(refusal.value.__cause__)


def test_the_packaged_weights_are_plain_numbers_for_these_signs() -> None:
    path = Path(trees.__file__).with_name("weights.npz")
    with zipfile.ZipFile(path) as archive:
        assert all(name.endswith(".npy") for name in archive.namelist())
    with np.load(path, allow_pickle=False) as arrays:
        assert tuple(arrays["signs"].tolist()) == SIGNS
        assert {arrays[name].dtype.kind for name in arrays.files} == {"U", "i", "f"}
    packaged = trees.packaged()
    assert packaged is not None
    for model in (packaged.line, packaged.level):
        assert len(model.baseline) == 3
        assert model.feature.min() >= 0
        assert model.feature.max() < len(SIGNS)
        assert np.isfinite(model.value).all()
