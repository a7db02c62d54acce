"""Models on the disk, a folder each: `model.npz`, `card.json`, reports.

The file holds terms as plain texts, their frequencies and weights as arrays: the classifiers of the
recipe are linear, so their sum is one matrix. NumPy reads arrays of numbers and texts and, with pickles
refused, makes no other object, so a file cannot run anything, and nothing of scikit-learn is imported to
answer. The same model is the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from classifier.errors import ModelError
from classifier.inference.card import (
    CARD_FILE,
    KEY_VARIABLE,
    Card,
    card_text,
    check_card,
    check_unchanged,
    is_model_id,
    read_card,
)
from classifier.inference.codes import OfficialCodes, OfficialProgram
from classifier.inference.features import Terms, Weights
from classifier.inference.model import Learnt, Model

FILE = "model.npz"
CURRENT = "current"
# A whole model of 80,000 terms is 16 MB unpacked.
_MAX_UNPACKED_BYTES = 512_000_000


def key() -> str:
    """The key that models are sealed with and must be sealed with; "" for none."""
    return os.environ.get(KEY_VARIABLE, "")


def save(folder: Path, card: Card, content: bytes, *, files: Mapping[str, bytes]) -> None:
    """Write a model's folder with further files, beside first and renamed; it replaces one of its name.

    `content` is what was learnt (`content_of`), whose digest the card has.
    """
    import shutil

    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as beside:
        fresh = Path(beside) / folder.name
        fresh.mkdir()
        (fresh / FILE).write_bytes(content)
        (fresh / CARD_FILE).write_text(card_text(card), encoding="utf-8")
        for name, bytes_of in files.items():
            (fresh / name).write_bytes(bytes_of)
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)


def load(folder: Path) -> Model:
    """The model in a folder.

    Raises ModelError when it is missing, damaged, holds foreign objects, or was made
    with another text version or taxonomy.
    """
    if not folder.is_dir():
        raise ModelError(f"{folder}: no such model; `petakota models list` names those there are.")
    card = read_card(folder)
    check_card(folder, card)
    check_unchanged(folder, card, key=key())
    return Model(card, read_learnt(folder, card))


def content_of(learnt: Learnt) -> bytes:
    """What was learnt as the bytes of `model.npz`; the same for the same."""
    programs = learnt.codes.programs
    arrays = {
        **_arrays("texts", learnt.texts),
        **_arrays("agencies", learnt.agencies),
        "shapes": _text_array(learnt.shapes),
        "shape_coef": learnt.shape_coef.astype(np.float32),
        "codes": _text_array(f"{one.kode}\t{' '.join(one.title)}" for one in programs),
        "code_columns": np.array([[one.first, one.second] for one in programs], np.int16).reshape(-1, 2),
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            # With a time of its own, which an entry by name alone would take from the clock.
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                np.lib.format.write_array(file, array, allow_pickle=False)
    return content.getvalue()


def _arrays(name: str, weights: Weights) -> dict[str, np.ndarray]:
    return {
        f"{name}_words": _text_array(weights.words.names),
        f"{name}_word_idf": weights.words.idf.astype(np.float32),
        f"{name}_chars": _text_array(weights.chars.names),
        f"{name}_char_idf": weights.chars.idf.astype(np.float32),
        f"{name}_coef": weights.coef.astype(np.float32),
        f"{name}_intercept": weights.intercept.astype(np.float32),
    }


def _text_array(texts: Iterable[str]) -> np.ndarray:
    """Texts without line feeds, as the bytes of one."""
    return np.frombuffer("\n".join(texts).encode("utf-8"), dtype=np.uint8)


def _texts(array: np.ndarray) -> tuple[str, ...]:
    text = array.astype(np.uint8).tobytes().decode("utf-8")
    return tuple(text.split("\n")) if text else ()


def read_learnt(folder: Path, card: Card) -> Learnt:
    """What the model in a folder has learnt; it must fit the card. Raises ModelError as `load` does."""
    path = folder / FILE
    again = "train again or copy the model anew."
    try:
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != card.weights_digest:
            raise ModelError(f"{path}: is not the file that was trained; {again}")
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED_BYTES:
                raise ModelError(f"{path}: unpacks to more than any model of ours; {again}")
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            value = dict(arrays)
    except FileNotFoundError as error:
        raise ModelError(f"{path}: is missing; {again}") from error
    except ModelError:
        raise
    # A damaged or forged file can fail anywhere inside zipfile or numpy.
    except Exception as error:
        raise ModelError(f"{path}: is damaged or no model file ({type(error).__name__}); {again}") from error
    try:
        return _learnt(value, len(card.subdimensions))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise ModelError(f"{path}: does not hold a model of this program ({error}); {again}") from error


def _learnt(value: Mapping[str, np.ndarray], n_classes: int) -> Learnt:
    columns = value["code_columns"]
    programs = []
    for line, (first, second) in zip(_texts(value["codes"]), columns.tolist(), strict=True):
        kode, title = line.split("\t")
        if not 0 <= first < n_classes or not -1 <= second < n_classes:
            raise ValueError("a code has a label that there is not")
        programs.append(OfficialProgram(kode, tuple(title.split()), first, second))
    shapes, shape_coef = _texts(value["shapes"]), value["shape_coef"]
    if shape_coef.shape != (len(shapes),) or not np.isfinite(shape_coef).all():
        raise ValueError("shapes have no finite weights")
    return Learnt(
        # One column more says that a text names no program.
        _weights(value, "texts", n_classes + 1),
        shapes,
        shape_coef,
        _weights(value, "agencies", n_classes),
        OfficialCodes(programs, n_classes),
    )


def _weights(value: Mapping[str, np.ndarray], name: str, n_scores: int) -> Weights:
    words = Terms(_texts(value[f"{name}_words"]), value[f"{name}_word_idf"])
    chars = Terms(_texts(value[f"{name}_chars"]), value[f"{name}_char_idf"])
    coef, intercept = value[f"{name}_coef"], value[f"{name}_intercept"]
    if len(set(words.names)) != len(words.names) or len(set(chars.names)) != len(chars.names):
        raise ValueError("a term is given twice")
    n_terms = len(words.names) + len(chars.names)
    for what, array, wanted in (
        ("weights", coef, (n_terms, n_scores)),
        ("intercepts", intercept, (n_scores,)),
        ("word frequencies", words.idf, (len(words.names),)),
        ("character frequencies", chars.idf, (len(chars.names),)),
    ):
        if array.shape != wanted or array.dtype.kind != "f" or not np.isfinite(array).all():
            raise ValueError(f"{what} are {array.dtype}{array.shape}, not finite numbers {wanted}")
    return Weights(words, chars, coef, intercept)


def default_models_folder() -> Path:
    """The packaged models if there are any, else the checkout's `models/`."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "models"
    return packaged if packaged.is_dir() else package.parent / "models"


def find(models_folder: Path, model_id: str | None = None) -> Path:
    """The folder of a model by its id, or of the current one.

    Raises ModelError when there is none, or the id is not of the form
    2026-11-24-3fa9c1 (so that an id never leads out of the models folder).
    """
    if model_id is None:
        model_id = current(models_folder)
    if not is_model_id(model_id):
        raise ModelError(f'"{model_id}" is no model id; `petakota models list` names those there are.')
    folder = models_folder / model_id
    if not folder.is_dir():
        raise ModelError(f"{folder}: no such model; `petakota models list` names those there are.")
    return folder


def current(models_folder: Path) -> str:
    """The id in the folder's `current` file. Raises ModelError when there is none."""
    path = models_folder / CURRENT
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read; `petakota train` makes a first model.") from error


def listing(models_folder: Path, *, unreadable: list[str] | None = None) -> list[Card]:
    """The cards of all models in a folder, oldest id first; other folders are passed over.

    Why a card cannot be read goes to `unreadable`; without that, it is raised.
    """
    if not models_folder.is_dir():
        raise ModelError(f"{models_folder}: no such folder; `petakota train` makes a first model.")
    cards = []
    for entry in sorted(models_folder.iterdir()):
        if entry.is_dir() and is_model_id(entry.name):
            try:
                card = read_card(entry)
                check_unchanged(entry, card, key=key())
                cards.append(card)
            except ModelError as error:
                if unreadable is None:
                    raise
                unreadable.append(str(error))
    return cards
