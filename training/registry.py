"""Which model answers: the file `current` in a models folder, and the one before it.

Promoting loads the model first, so that `current` never names one that cannot be used.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from classifier.errors import ModelError
from classifier.inference import model_store

_PREVIOUS = "previous"


def current(models_folder: Path) -> str:
    """The id of the model that answers. Raises ModelError when there is none."""
    return model_store.current(models_folder)


def previous(models_folder: Path) -> str:
    """The id of the model that answered before, or "" when there was none."""
    path = models_folder / _PREVIOUS
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def promote(models_folder: Path, model_id: str) -> None:
    """Make a model the current one, remembering the one before; the current one again changes nothing.

    Raises ModelError when the model cannot be used.
    """
    model_store.load(model_store.find(models_folder, model_id))
    before = current(models_folder) if (models_folder / model_store.CURRENT).is_file() else ""
    if before == model_id:
        return
    if before:
        _write(models_folder / _PREVIOUS, before)
    _write(models_folder / model_store.CURRENT, model_id)


def rollback(models_folder: Path) -> str:
    """Make the model before the current one again; its id. A second call goes forward again.

    Raises ModelError when there is none before, or it cannot be used.
    """
    before = previous(models_folder)
    if not before:
        raise ModelError(f"{models_folder}: no model was current before; promote one by its id.")
    promote(models_folder, before)
    return before


def _write(path: Path, model_id: str) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(model_id + "\n")
    fresh = Path(beside)
    fresh.chmod(0o644)
    fresh.replace(path)
