"""A trained model: a folder with `model.skops`, `card.json` and `report.md`; the one door to skops.

The artefact holds the terms as two plain texts, their frequencies and weights as
arrays, and a stock `LinearSVC`. Whole vectorizers would be stock types too, but
skops writes their vocabularies one JSON node a term: the audit and the load
of 77,000 terms took 2.1 s so, and take 0.05 s this way.

A file is audited before a single object of it is made: no type beyond those
skops trusts by itself and `TRUSTED`, which is empty. Pickles are never read.

Probabilities are the softmax of the classifier's scores times the card's
temperature, fitted on grouped out-of-fold scores: one number instead of the
36 of a sigmoid for each subdimension, and no further types in the artefact.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier import card as cards
from classifier import texts
from classifier.card import Card
from classifier.errors import ModelError
from classifier.features import Features, Matrix, Terms, Weights
from classifier.records import Query

FILE = "model.skops"
CURRENT = "current"
# Types to construct beyond those that skops trusts by default; we store none.
TRUSTED: tuple[str, ...] = ()
# A whole model of 80,000 terms is 16 MB unpacked.
_MAX_UNPACKED_BYTES = 512_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """Queries as the classifier saw them: `probabilities` (n, 18), and each one's line in `matrix`."""

    probabilities: npt.NDArray[np.float64]
    matrix: Matrix
    lines: npt.NDArray[np.intp]


class Model:
    """Labels queries by `card`; made by `load` or straight from fitted weights."""

    def __init__(self, card: Card, weights: Weights) -> None:
        self.card = card
        self.features = Features(
            weights.words, weights.chars, word_ngrams=card.word_ngrams, char_ngrams=card.char_ngrams
        )
        self._classifier = weights.classifier
        # What a term adds to the log-odds of a subdimension against the mean of all 18.
        self.log_odds = (self._classifier.coef_ - self._classifier.coef_.mean(axis=0)) * np.float32(
            card.temperature
        )

    def probabilities(self, queries: Sequence[Query]) -> npt.NDArray[np.float64]:
        """Calibrated probability of every subdimension for every query.

        Returns an array of shape (n_queries, 18), float64 in 0..1, columns in the
        order of `card.subdimensions`; each row sums to 1. The name of the program a
        row belongs to is taken into account; kode, opd and indikator are not: no
        labelled row has them, so their help could not be measured.
        """
        return self.reading(texts.many(query.text for query in queries), queries).probabilities

    def reading(self, prepared: Sequence[str], queries: Sequence[Query]) -> Reading:
        """Queries, whose texts were prepared already, as the classifier sees and answers them.

        Each distinct text and program is computed once.
        """
        programs = {name: texts.prepared(name) for name in {query.program for query in queries}}
        # A program's name as its own context says nothing new and would only raise the confidence.
        contexts = [
            "" if programs[query.program] == text else programs[query.program]
            for query, text in zip(queries, prepared, strict=True)
        ]
        distinct = {text: at for at, text in enumerate(dict.fromkeys([*prepared, *filter(None, contexts)]))}
        if not distinct:
            return Reading(np.zeros((0, len(self.card.subdimensions))), None, np.zeros(0, dtype=np.intp))
        matrix = self.features.matrix(list(distinct))
        scores = np.asarray(self._classifier.decision_function(matrix), dtype=np.float64)
        known = softmax(scores * self.card.temperature)
        lines = np.array([distinct[text] for text in prepared], dtype=np.intp)
        found = known[lines]
        with_context = np.array([at for at, text in enumerate(contexts) if text], dtype=np.intp)
        context = known[[distinct[contexts[at]] for at in with_context]]
        found[with_context] = pooled(found[with_context], context, self.card.program_exponent)
        return Reading(found, matrix, lines)


def pooled(
    own: npt.NDArray[np.float64], context: npt.NDArray[np.float64], exponent: float
) -> npt.NDArray[np.float64]:
    """Own probabilities times the context's to the power of `exponent`, rows summing to 1."""
    product = own * context**exponent
    total = product.sum(axis=1, keepdims=True)
    return np.asarray(product / total)


def softmax(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Scores (n, k) as probabilities, rows summing to 1."""
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=1, keepdims=True))


def save(folder: Path, card: Card, weights: Weights, *, report: str) -> None:
    """Write a model's folder, beside first and renamed; an older one of that name is replaced."""
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
            "classifier": weights.classifier,
        }
        skops.io.dump(content, fresh / FILE, compression=zipfile.ZIP_DEFLATED)
        (fresh / cards.FILE).write_text(cards.text_of(card), encoding="utf-8")
        (fresh / "report.md").write_text(report, encoding="utf-8")
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
    card = cards.read(folder)
    cards.check(folder, card)
    return Model(card, _weights(folder / FILE, card))


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
    from sklearn.svm import LinearSVC

    words = Terms(tuple(value["words"].split("\n")), np.asarray(value["word_idf"], dtype=np.float32))
    chars = Terms(tuple(value["chars"].split("\n")), np.asarray(value["char_idf"], dtype=np.float32))
    classifier = value["classifier"]
    if type(classifier) is not LinearSVC:
        raise TypeError(f"classifier is {type(classifier).__name__}")
    if len(set(words.names)) != len(words.names) or len(set(chars.names)) != len(chars.names):
        raise ValueError("a term is given twice")
    shape = (len(card.subdimensions), len(words.names) + len(chars.names))
    for what, array, wanted in (
        ("weights", classifier.coef_, shape),
        ("intercepts", classifier.intercept_, shape[:1]),
        ("word frequencies", words.idf, (len(words.names),)),
        ("character frequencies", chars.idf, (len(chars.names),)),
    ):
        if array.shape != wanted or array.dtype.kind != "f" or not np.isfinite(array).all():
            raise ValueError(f"{what} are {array.dtype}{array.shape}, not finite numbers {wanted}")
    if list(classifier.classes_) != list(range(shape[0])) or classifier.n_features_in_ != shape[1]:
        raise ValueError("its columns are not those of the card")
    return Weights(words, chars, classifier)


def default_models_folder() -> Path:
    """The packaged models if there are any, else the checkout's `models/`."""
    package = Path(__file__).resolve().parent
    packaged = package / "models"
    return packaged if packaged.is_dir() else package.parent / "models"


def find(models_folder: Path, model_id: str | None = None) -> Path:
    """The folder of a model by its id, or of the current one.

    Raises ModelError when there is none, or the id is not of the form
    2026-11-24-3fa9c1 (so that an id never leads out of the models folder).
    """
    if model_id is None:
        model_id = current(models_folder)
    if not cards.is_id(model_id):
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


def listing(models_folder: Path) -> list[Card]:
    """The cards of all models in a folder, oldest id first; other folders are passed over."""
    if not models_folder.is_dir():
        raise ModelError(f"{models_folder}: no such folder; `petakota train` makes a first model.")
    return [
        cards.read(entry)
        for entry in sorted(models_folder.iterdir())
        if entry.is_dir() and cards.is_id(entry.name)
    ]
