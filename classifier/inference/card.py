"""What a model says of itself: `card.json` in its folder.

The card is read before the weights: everything that decides whether a model can
be used (text version, library version, subdimensions) is in it, so that a stale
model is refused without touching its artefact. It keeps no library's types.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from classifier import taxonomy
from classifier.errors import ModelError
from classifier.inference import preprocessing
from classifier.inference.calibration import SETTINGS, Curve, Setting
from classifier.inference.context import SOURCES, Weight

CARD_FILE = "card.json"
# Where somebody else may write into the models folder: the key that seals cards and is asked for.
KEY_VARIABLE = "PETAKOTA_MODEL_KEY"
# Fields that cards of before have not.
_LATER = ("seen_digest", "n_by_group")
_T = TypeVar("_T")
_ID = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Card:
    """A model's origin, settings and scores.

    `created` is UTC in ISO 8601. `subdimensions` is the order of the columns of
    every probability array. `data_digest` is `training.dataset.digest` of the
    `n_rows` labelled rows. `temperature` multiplies the classifier's scores
    before the softmax. `context` holds the weights by which `classifier.inference.context` multiplies
    in each source, `leaning` (18,) what rows of documents have more of, `calibration` for each setting
    how often so sure an answer is right. `classifier.inference.review` sends a row to review when its
    confidence is below `review_below` of its setting, when less than `known_share` of its words were in the
    data, or when the probability that it names no program is above `no_program_above`.
    `scores` are of `n_measured` rows, those with a prefix (`context_`) of as many as `n_by_group` says; hard
    cases are left out of them.
    `word_ngrams` and `char_ngrams` are (shortest, longest). `recipe` holds
    the settings of the fit, `scores` the cross-validated measures.
    `weights_digest` is the SHA-256 of the file of weights, in hex, `seen_digest` that of the list of texts
    that were trained on ("": there is none). The id ends in a digest of all this, so
    that a card that somebody changed no longer fits its name; `seal` is an HMAC of the same by a key,
    where one was set ("": none).
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
    leaning: tuple[float, ...]
    calibration: Mapping[Setting, Curve]
    review_below: Mapping[Setting, float]
    known_share: float
    no_program_above: float
    recipe: Mapping[str, Any]
    scores: Mapping[str, float]
    weights_digest: str
    seal: str = ""
    seen_digest: str = ""
    n_by_group: Mapping[str, int] = dataclasses.field(default_factory=dict)


def is_model_id(text: str) -> bool:
    """Whether a text has the form of a model's id, such as 2026-11-24-3fa9c1."""
    return _ID.fullmatch(text) is not None


def content_of(card: Card) -> bytes:
    """All that a card says but its id and seal, as the same bytes for the same."""
    value = dataclasses.asdict(card)
    del value["id"], value["seal"]
    # Cards of before have neither and keep their ids.
    for name in _LATER:
        if not value[name]:
            del value[name]
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8")


def identified(card: Card, *, key: str = "") -> Card:
    """The card with its id, the day and six hex digits of what it says, and its seal where a `key` is set."""
    content = content_of(card)
    return dataclasses.replace(
        card,
        id=f"{card.created[:10]}-{hashlib.sha256(content).hexdigest()[:6]}",
        seal=hmac.new(key.encode("utf-8"), content, "sha256").hexdigest() if key else "",
    )


def check_unchanged(folder: Path, card: Card, *, key: str = "") -> None:
    """Raise ModelError when the card is not what its folder's name says, or not sealed with the `key`."""
    made = identified(card, key=key)
    if not folder.name == card.id == made.id:
        raise ModelError(
            f"{folder}: its card was changed after training, or its folder renamed "
            f"(it says {card.id}, its content is {made.id}); copy the model anew."
        )
    if key and not hmac.compare_digest(card.seal, made.seal):
        raise ModelError(
            f"{folder}: not sealed with the key in {KEY_VARIABLE}; train it with that key, or unset it."
        )


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
    """Raise ModelError when the card was made by another text version or taxonomy."""
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


def _card(value: Any) -> Card:
    if not isinstance(value, dict):
        raise TypeError("it is no JSON object")
    fields = {field.name for field in dataclasses.fields(Card)} - set(_LATER)
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
        leaning=_leaning(value),
        calibration=_curves(value),
        review_below=_thresholds(value),
        known_share=_number(value, "known_share", 0, 1),
        no_program_above=_number(value, "no_program_above", 0, 1),
        recipe=_typed(value, "recipe", dict),
        scores={str(k): float(v) for k, v in _typed(value, "scores", dict).items()},
        weights_digest=_typed(value, "weights_digest", str),
        seal=_typed(value, "seal", str),
        seen_digest=_typed({"seen_digest": "", **value}, "seen_digest", str),
        n_by_group=_counts({"n_by_group": {}, **value}),
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


def _leaning(value: dict[str, Any]) -> tuple[float, ...]:
    offsets = _typed(value, "leaning", list)
    if len(offsets) != len(_typed(value, "subdimensions", list)):
        raise ValueError("leaning has not one number for each subdimension")
    if not all(type(one) in (int, float) and -10 <= one <= 10 for one in offsets):
        raise ValueError("leaning holds what is no number from -10 to 10")
    return tuple(float(one) for one in offsets)


def _thresholds(value: dict[str, Any]) -> dict[Setting, float]:
    by_setting = _typed(value, "review_below", dict)
    return {setting: _number(by_setting, setting, 0, 1) for setting in SETTINGS}


def _curves(value: dict[str, Any]) -> dict[Setting, Curve]:
    by_setting = _typed(value, "calibration", dict)
    curves: dict[Setting, Curve] = {}
    for setting in SETTINGS:
        points = [tuple(float(number) for number in point) for point in by_setting.get(setting, [])]
        flat = [number for point in points for number in point]
        ascends = all(one[0] < other[0] and one[1] <= other[1] for one, other in pairwise(points))
        if any(len(point) != 2 for point in points) or not ascends or not all(0 <= n <= 1 for n in flat):
            raise ValueError(f"calibration of {setting} is no ascending curve from 0 to 1")
        curves[setting] = tuple((point[0], point[1]) for point in points)
    return curves


def _counts(value: dict[str, Any]) -> dict[str, int]:
    return {str(name): int(n_rows) for name, n_rows in _typed(value, "n_by_group", dict).items()}


def _range(value: dict[str, Any], key: str) -> tuple[int, int]:
    lengths = _typed(value, key, list)
    if (
        len(lengths) != 2
        or not all(type(n) is int for n in lengths)
        or not 1 <= lengths[0] <= lengths[1] <= 9
    ):
        raise ValueError(f"{key} is {lengths!r}, not two lengths from 1 to 9")
    return lengths[0], lengths[1]
