"""The quality gate: measures that a shipped model must reach, pinned with a digest of its data.

`models/floors.json` holds the least value of each measure (the most, for the calibration
error) with its standard error: on other rows of the same kind the same model would
score as much more or less, so a model misses a floor when it is further off than twice that. New floors are
those of the model at hand; one that would fall is refused unless it is lowered on purpose. A
models folder without floors has those of the packaged models. After trafilatura's gate.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import ModelError
from classifier.inference import model_store
from classifier.inference.card import Card

FILE = "floors.json"
# Held to cross-validated scores; ece is a ceiling.
_MEASURES = (
    "strict", "lenient", "macro_f1", "top3", "ece", "auto_share", "auto_right",
    "context_strict", "context_lenient", "context_auto_right", "no_program_flagged",
)  # fmt: skip
_CEILINGS = frozenset({"ece"})
_GROUPS = ("context_", "no_program_")
# Standard errors that a model may be beyond a floor: 1 in 44 of as good models is further off by chance.
_MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class Floor:
    """The least value of a measure (the most, for a ceiling), and its standard error."""

    value: float
    error: float = 0.0


@dataclass(frozen=True, slots=True)
class Floors:
    """The pinned measures, and the digest of the labelled data they were measured on."""

    data_digest: str
    values: Mapping[str, Floor]


def read(models_folder: Path) -> Floors | None:
    """The floors of a models folder, else of the packaged models; None when neither has any.

    Raises ModelError when they are malformed.
    """
    for folder in (models_folder, model_store.default_models_folder()):
        if (folder / FILE).is_file():
            return _read(folder / FILE)
    return None


def _read(path: Path) -> Floors:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        return Floors(
            str(value["data_digest"]),
            {str(name): _floor(given) for name, given in value["cross_validated"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"{path}: cannot be read ({error}); pin floors anew with `petakota evaluate --pin`."
        ) from error


def _floor(given: object) -> Floor:
    """A floor as the file has it; a bare number, of before errors were kept, has none."""
    if isinstance(given, dict):
        return Floor(float(given["value"]), float(given["error"]))
    if isinstance(given, int | float):
        return Floor(float(given))
    raise ValueError(f"{given!r} is no floor")


def missed(card: Card, floors: Floors) -> list[str]:
    """A sentence for each measure of a model that misses its floor; empty when it passes."""
    sentences = []
    for name, floor in floors.values.items():
        value = card.scores.get(name)
        if value is None:
            sentences.append(f"{name} was not measured; its floor is {floor.value}.")
        elif _is_missed(name, value, floor):
            side = "above" if name in _CEILINGS else "below"
            within = f" by more than {_MARGIN:g} standard errors of {floor.error}" if floor.error else ""
            sentences.append(f"{name} is {value}, {side} {floor.value}{within}.")
    return sentences


def missed_by(card: Card, models_folder: Path) -> list[str]:
    """A sentence for each floor of a models folder that a model misses; empty also where there are none."""
    floors = read(models_folder)
    return missed(card, floors) if floors else []


def _is_missed(name: str, value: float, floor: Floor) -> bool:
    margin = _MARGIN * floor.error
    return value > floor.value + margin if name in _CEILINGS else value < floor.value - margin


def pin(models_folder: Path, card: Card, *, lower: bool = False) -> Floors:
    """Make the scores of a model the floors, rounded by a thousandth in its favour.

    One that would become easier to reach stays as it is; when the model misses it, ModelError is raised. With
    `lower` it falls.
    """
    values = {
        name: Floor(_rounded(name, card.scores[name]), standard_error(name, card))
        for name in _MEASURES
        if name in card.scores
    }
    before = read(models_folder)
    if before is not None and not lower:
        eased = [
            f"{name} {old.value} to {card.scores[name] if name in values else None}"
            for name, old in before.values.items()
            if name not in values or _is_missed(name, values[name].value, old)
        ]
        if eased:
            raise ModelError(
                f"{models_folder / FILE}: would be lowered ({'; '.join(eased)}); "
                "add --lower if that is meant."
            )
        values = {name: _harder(name, floor, before.values.get(name)) for name, floor in values.items()}
    written = {name: {"value": floor.value, "error": floor.error} for name, floor in values.items()}
    text = json.dumps({"data_digest": card.data_digest, "cross_validated": written}, indent=1)
    (models_folder / FILE).write_text(text + "\n", encoding="utf-8")
    return Floors(card.data_digest, values)


def _harder(name: str, floor: Floor, old: Floor | None) -> Floor:
    """The floor that is harder to reach; of equal ones the new one, whose error is of the data at hand."""
    if old is None or old.value == floor.value:
        return floor
    return old if (old.value < floor.value) == (name in _CEILINGS) else floor


def standard_error(name: str, card: Card) -> float:
    """How far a measure lies off by the chance of which rows measured, to four places.

    That of a share p of n rows, sqrt(p (1 - p) / n). F1 is taken for such a share, and the calibration error
    moves as the share of right answers does.
    """
    group = next((prefix for prefix in _GROUPS if name.startswith(prefix)), "")
    share = card.scores.get("strict", 0.5) if name == "ece" else card.scores[name]
    n_rows = card.n_by_group.get(group, card.n_measured)
    if name.endswith("auto_right"):
        n_rows = round(n_rows * card.scores.get(f"{group}auto_share", 1.0))
    return round(math.sqrt(share * (1 - share) / max(n_rows, 1)), 4)


def _rounded(name: str, value: float) -> float:
    # The least bit of a score depends on the processor's arithmetic.
    return math.ceil(value * 1000) / 1000 if name in _CEILINGS else math.floor(value * 1000) / 1000
