"""What a model says of itself: `card.json` in its folder.

The card is read before the weights: everything that decides whether a model can
be used (text version, library version, subdimensions) is in it, so that a stale
model is refused without touching its artefact. It keeps no library's types.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

from classifier import taxonomy
from classifier.errors import ModelError
from classifier.inference import preprocessing
from classifier.inference.context import SOURCES, Weight

CARD_FILE = "card.json"
_T = TypeVar("_T")
_ID = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Card:
    """A model's origin, settings and scores.

    `created` is UTC in ISO 8601. `subdimensions` is the order of the columns of
    every probability array. `data_digest` is `training.dataset.digest` of the
    `n_rows` labelled rows. `temperature` multiplies the classifier's scores
    before the softmax. `context` holds the weights by which `classifier.inference.context` multiplies
    in each source, `context_power` the power of the product. `classifier.inference.review` sends a row to
    review when its confidence is below `review_below` (`review_below_in_context` when something
    stood around it), when less than `known_share` of its words were in the data, or when the
    probability that it names no program is above `no_program_above`.
    `scores` are of `n_measured` rows; hard cases are left out of them.
    `word_ngrams` and `char_ngrams` are (shortest, longest). `recipe` holds
    the settings of the fit, `scores` the cross-validated measures.
    """

    id: str
    created: str
    texts_version: int
    subdimensions: tuple[str, ...]
    data_digest: str
    n_rows: int
    n_measured: int
    versions: Mapping[str, str]
    word_ngrams: tuple[int, int]
    char_ngrams: tuple[int, int]
    temperature: float
    context: Mapping[str, Weight]
    context_power: float
    review_below: float
    review_below_in_context: float
    known_share: float
    no_program_above: float
    recipe: Mapping[str, Any]
    scores: Mapping[str, float]


def is_model_id(text: str) -> bool:
    """Whether a text has the form of a model's id, such as 2026-11-24-3fa9c1."""
    return _ID.fullmatch(text) is not None


def card_text(card: Card) -> str:
    """The card as JSON, for people to read."""
    return json.dumps(dataclasses.asdict(card), ensure_ascii=False, indent=1) + "\n"


def read_card(folder: Path) -> Card:
    """The card in a model's folder.

    Raises ModelError when it is missing, is not JSON, or lacks or mistypes a field.
    """
    path = folder / CARD_FILE
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(
            f"{folder}: no {CARD_FILE}, so this is not a model; `petakota models list` names those there are."
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path}: cannot be read ({error}); train again or copy the model anew.") from error
    try:
        return _card(value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(f"{path}: not a model card ({error}); train again or copy it anew.") from error


def check_card(folder: Path, card: Card) -> None:
    """Raise ModelError when the card was made by another text version, taxonomy or scikit-learn."""
    if card.texts_version != preprocessing.VERSION:
        raise ModelError(
            f"{folder}: made with text version {card.texts_version}, "
            f"this program has {preprocessing.VERSION}. Train again, or set models/current to an older one."
        )
    if sorted(card.subdimensions) != sorted(taxonomy.default().ids):
        differing = sorted(set(card.subdimensions) ^ set(taxonomy.default().ids))
        raise ModelError(
            f"{folder}: does not fit the taxonomy ({', '.join(differing) or 'repeated ids'}); train again."
        )
    made, here = card.versions.get("scikit-learn", "none"), metadata.version("scikit-learn")
    if made.split(".")[:2] != here.split(".")[:2]:
        raise ModelError(
            f"{folder}: made with scikit-learn {made}, here is {here}; train again or install that one."
        )


def _card(value: Any) -> Card:
    if not isinstance(value, dict):
        raise TypeError("it is no JSON object")
    fields = {field.name for field in dataclasses.fields(Card)}
    if missing := sorted(fields - value.keys()):
        raise ValueError(f"without {', '.join(missing)}")
    card = Card(
        id=_typed(value, "id", str),
        created=_typed(value, "created", str),
        texts_version=_typed(value, "texts_version", int),
        subdimensions=tuple(str(name) for name in _typed(value, "subdimensions", list)),
        data_digest=_typed(value, "data_digest", str),
        n_rows=_typed(value, "n_rows", int),
        n_measured=_typed(value, "n_measured", int),
        versions={str(k): str(v) for k, v in _typed(value, "versions", dict).items()},
        word_ngrams=_range(value, "word_ngrams"),
        char_ngrams=_range(value, "char_ngrams"),
        temperature=_number(value, "temperature", 0.01, 1000),
        context=_weights(value),
        context_power=_number(value, "context_power", 0.05, 5),
        review_below=_number(value, "review_below", 0, 1),
        review_below_in_context=_number(value, "review_below_in_context", 0, 1),
        known_share=_number(value, "known_share", 0, 1),
        no_program_above=_number(value, "no_program_above", 0, 1),
        recipe=_typed(value, "recipe", dict),
        scores={str(k): float(v) for k, v in _typed(value, "scores", dict).items()},
    )
    if not is_model_id(card.id):
        raise ValueError(f'"{card.id}" is no model id')
    return card


def _typed(value: dict[str, Any], key: str, kind: type[_T]) -> _T:
    field = value[key]
    if not isinstance(field, kind) or isinstance(field, bool):
        raise TypeError(f"{key} is {type(field).__name__}, not {kind.__name__}")
    return field


def _number(value: dict[str, Any], key: str, low: float, high: float) -> float:
    number = value[key]
    if isinstance(number, bool) or not isinstance(number, int | float) or not low <= number <= high:
        raise ValueError(f"{key} is {number!r}, not a number from {low} to {high}")
    return float(number)


def _weights(value: dict[str, Any]) -> dict[str, Weight]:
    by_source = _typed(value, "context", dict)
    if unknown := sorted(set(by_source) - set(SOURCES)):
        raise ValueError(f"context knows no {', '.join(unknown)}")
    return {
        source: Weight(_number(weight, "sure", 0, 5), _number(weight, "unsure", 0, 5))
        for source, weight in by_source.items()
    }


def _range(value: dict[str, Any], key: str) -> tuple[int, int]:
    lengths = _typed(value, key, list)
    if (
        len(lengths) != 2
        or not all(type(n) is int for n in lengths)
        or not 1 <= lengths[0] <= lengths[1] <= 9
    ):
        raise ValueError(f"{key} is {lengths!r}, not two lengths from 1 to 9")
    return lengths[0], lengths[1]
