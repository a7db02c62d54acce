"""Models on the disk, a folder each: `model.skops`, `card.json`, reports. The one door to skops.

The artefact holds the terms as two plain texts, their frequencies and weights as
arrays: the classifiers of the recipe are linear, so their sum is one matrix. Whole
vectorizers would be stock types too, but skops writes their vocabularies one JSON
node a term: the audit and the load of 77,000 terms took 2.1 s so, and take 0.05 s this way.

A file is audited before a single object of it is made: no type beyond those
skops trusts by itself and `TRUSTED`, which is empty. Pickles are never read.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from classifier.errors import ModelError
from classifier.inference.card import CARD_FILE, Card, card_text, check_card, is_model_id, read_card
from classifier.inference.features import Terms, Weights
from classifier.inference.model import Model

FILE = "model.skops"
CURRENT = "current"
# Types to construct beyond those that skops trusts by default; we store none.
TRUSTED: tuple[str, ...] = ()
# A whole model of 80,000 terms is 16 MB unpacked.
_MAX_UNPACKED_BYTES = 512_000_000


def save(folder: Path, card: Card, weights: Weights, *, files: Mapping[str, bytes]) -> None:
    """Write a model's folder with further files, beside first and renamed; it replaces one of its name."""
    import shutil

    import skops.io

    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as beside:
        fresh = Path(beside) / folder.name
        fresh.mkdir()
        content = {
            "words": "\n".join(weights.words.names),
            "word_idf": weights.words.idf,
            "chars": "\n".join(weights.chars.names),
            "char_idf": weights.chars.idf,
            "coef": weights.coef,
            "intercept": weights.intercept,
        }
        skops.io.dump(content, fresh / FILE, compression=zipfile.ZIP_DEFLATED)
        (fresh / CARD_FILE).write_text(card_text(card), encoding="utf-8")
        for name, bytes_of in files.items():
            (fresh / name).write_bytes(bytes_of)
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)


def load(folder: Path) -> Model:
    """The model in a folder.

    Raises ModelError when it is missing, damaged, holds foreign types, or was made
    with another text version, taxonomy or scikit-learn. Another minor version of
    scikit-learn is an error, not a warning: the lock names one, so a mismatch is a
    broken install, and training again takes a minute.
    """
    if not folder.is_dir():
        raise ModelError(f"{folder}: no such model; `petakota models list` names those there are.")
    card = read_card(folder)
    check_card(folder, card)
    return Model(card, read_weights(folder, card))


def read_weights(folder: Path, card: Card) -> Weights:
    """The weights in a model's folder; they must fit the card. Raises ModelError as `load` does."""
    return _weights(folder / FILE, card)


def _weights(path: Path, card: Card) -> Weights:
    import skops.io

    again = "train again or copy the model anew."
    try:
        content = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED_BYTES:
                raise ModelError(f"{path}: unpacks to more than any model of ours; {again}")
        foreign = sorted(set(skops.io.get_untrusted_types(data=content)) - set(TRUSTED))
        if foreign:
            raise ModelError(
                f"{path}: holds types that are not trusted ({', '.join(foreign)}); do not use it, {again}"
            )
        value = skops.io.loads(content, trusted=list(TRUSTED))
    except FileNotFoundError as error:
        raise ModelError(f"{path}: is missing; {again}") from error
    except ModelError:
        raise
    # A damaged or forged file can fail anywhere inside zipfile, json, numpy or skops.
    except Exception as error:
        raise ModelError(f"{path}: is damaged or no skops file ({type(error).__name__}); {again}") from error
    try:
        return _checked(value, card)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{path}: does not hold a model of this program ({error}); {again}") from error


def _checked(value: Any, card: Card) -> Weights:
    words = Terms(tuple(value["words"].split("\n")), np.asarray(value["word_idf"], dtype=np.float32))
    chars = Terms(tuple(value["chars"].split("\n")), np.asarray(value["char_idf"], dtype=np.float32))
    coef, intercept = value["coef"], value["intercept"]
    if len(set(words.names)) != len(words.names) or len(set(chars.names)) != len(chars.names):
        raise ValueError("a term is given twice")
    # One column more says that a text names no program.
    n_terms, n_scores = len(words.names) + len(chars.names), len(card.subdimensions) + 1
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
                cards.append(read_card(entry))
            except ModelError as error:
                if unreadable is None:
                    raise
                unreadable.append(str(error))
    return cards
