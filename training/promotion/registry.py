"""Which model answers: the file `current` in a models folder, and the one before it.

Promoting loads the model first, so that `current` never names one that cannot be used.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from classifier.errors import ModelError
from classifier.inference import model_store
from classifier.inference.card import Card
from classifier.labels import timestamp
from training.promotion import history
from training.promotion.history import Event

_PREVIOUS = "previous"


def current(models_folder: Path) -> str:
    """The id of the model that answers. Raises ModelError when there is none."""
    return model_store.current(models_folder)


def previous(models_folder: Path) -> str:
    """The id of the model that answered before, or "" when there was none."""
    path = models_folder / _PREVIOUS
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def promote(
    models_folder: Path,
    model_id: str,
    *,
    by: str = "",
    why: str = "",
    missed: Sequence[str] = (),
    now: datetime | None = None,
) -> None:
    """Make a model the current one, remembering the one before; the current one again changes nothing.

    The history says by whom, when and why, and which floors it `missed`. Whether it may is decided before
    (`quality_gate`). Raises ModelError when the model cannot be used.
    """
    before = _make_current(models_folder, model_id)
    if before != model_id:
        event = Event(timestamp(now), by, "promoted", model_id, before, why, tuple(missed))
        history.append(models_folder, event)


def _make_current(models_folder: Path, model_id: str) -> str:
    """Make a model the current one; the id of the one before, "" for none."""
    model_store.load(model_store.find(models_folder, model_id))
    before = current(models_folder) if (models_folder / model_store.CURRENT).is_file() else ""
    if before == model_id:
        return before
    if before:
        _write(models_folder / _PREVIOUS, before)
    _write(models_folder / model_store.CURRENT, model_id)
    return before


def rollback(models_folder: Path, *, by: str = "", why: str = "", now: datetime | None = None) -> str:
    """Make the model before the current one again; its id. A second call goes forward again.

    Raises ModelError when there is none before, or it cannot be used.
    """
    before = previous(models_folder)
    if not before:
        raise ModelError(f"{models_folder}: no model was current before; promote one by its id.")
    left = _make_current(models_folder, before)
    if left != before:
        history.append(models_folder, Event(timestamp(now), by, "rolled back", before, left, why))
    return before


def add(
    models_folder: Path, folder: Path, *, by: str = "", why: str = "", now: datetime | None = None
) -> Card:
    """Copy a model's folder from elsewhere into a models folder; its card. It is not made current.

    Raises ModelError when the model cannot be used or one of its name is there.
    """
    folder = folder.resolve()
    card = model_store.load(folder).card
    target = models_folder / card.id
    if target.exists():
        raise ModelError(f"{target}: is there already; `petakota models show {card.id}` shows it.")
    models_folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models_folder, prefix=".new-") as beside:
        # Links are followed and nothing but files is taken: the copy stands by itself.
        fresh = Path(beside) / card.id
        shutil.copytree(folder, fresh)
        model_store.load(fresh)
        fresh.rename(target)
    history.append(models_folder, Event(timestamp(now), by, "added", card.id, why=why))
    return card


def _write(path: Path, model_id: str) -> None:
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(model_id + "\n")
    fresh = Path(beside)
    fresh.chmod(0o644)
    fresh.replace(path)
