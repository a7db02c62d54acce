"""Which texts a model was trained on, as short digests kept with it: rows that it knows measure nothing.

A digest tells whether a text was among them and does not give it away to whoever has only the model.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from classifier.errors import ModelError
from classifier.inference import preprocessing
from classifier.inference.card import Card
from training.dataset import Bools

FILE = "seen.txt"
# Hex digits: of 1,000 texts that are new, one in 39,000 is taken for one of 28,000 that were seen.
_N_DIGITS = 10


def content_of(prepared: Iterable[str]) -> bytes:
    """The digests of prepared texts as the bytes of `seen.txt`, one a line, each once, in order."""
    return "".join(f"{digest}\n" for digest in sorted({_digest(text) for text in prepared})).encode("ascii")


def read(folder: Path, card: Card) -> frozenset[str] | None:
    """The digests kept in a model's folder; None for a model that was saved without.

    Raises ModelError when the file is missing or was changed since.
    """
    if not card.seen_digest:
        return None
    path = folder / FILE
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}); copy the model anew.") from error
    if hashlib.sha256(content).hexdigest() != card.seen_digest:
        raise ModelError(f"{path}: was changed after training; copy the model anew.")
    return frozenset(content.decode("ascii").split())


def is_seen(texts: Iterable[str], digests: frozenset[str]) -> Bools:
    """Which texts, as printed, are among those that digests are of, (n_texts,)."""
    return np.array([_digest(preprocessing.prepared(text)) in digests for text in texts], dtype=np.bool_)


def _digest(prepared: str) -> str:
    return hashlib.sha256(prepared.encode("utf-8")).hexdigest()[:_N_DIGITS]
