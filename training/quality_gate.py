"""The quality gate: measures that a shipped model must reach, pinned with a digest of its data.

`models/floors.json` holds the least value of each measure (the most, for the calibration
error). New floors are those of the model at hand; one that would fall is refused
unless it is lowered on purpose. After trafilatura's gate.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from classifier.errors import ModelError
from classifier.inference.card import Card

FILE = "floors.json"
# Held to cross-validated scores; ece is a ceiling.
_MEASURES = (
    "strict", "lenient", "macro_f1", "top3", "ece", "auto_share", "auto_right",
    "context_strict", "context_lenient", "context_auto_right", "no_program_flagged",
)  # fmt: skip
_CEILINGS = frozenset({"ece"})


@dataclass(frozen=True, slots=True)
class Floors:
    """The pinned measures, and the digest of the labelled data they were measured on."""

    data_digest: str
    values: Mapping[str, float]


def read(models_folder: Path) -> Floors | None:
    """The floors of a models folder, None when it has none. Raises ModelError when they are malformed."""
    path = models_folder / FILE
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        return Floors(
            str(value["data_digest"]), {str(k): float(v) for k, v in value["cross_validated"].items()}
        )
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"{path}: cannot be read ({error}); pin floors anew with `petakota evaluate --pin`."
        ) from error


def missed(card: Card, floors: Floors) -> list[str]:
    """A sentence for each measure of a model that misses its floor; empty when it passes."""
    sentences = []
    for name, floor in floors.values.items():
        value = card.scores.get(name)
        if value is None:
            sentences.append(f"{name} was not measured; its floor is {floor}.")
        elif value > floor if name in _CEILINGS else value < floor:
            sentences.append(f"{name} is {value}, {'above' if name in _CEILINGS else 'below'} {floor}.")
    return sentences


def pin(models_folder: Path, card: Card, *, lower: bool = False) -> Floors:
    """Make the scores of a model the floors, rounded by a thousandth in its favour.

    Raises ModelError when one would become easier to reach than before, unless `lower`.
    """
    values = {name: _rounded(name, card.scores[name]) for name in _MEASURES if name in card.scores}
    before = read(models_folder)
    if before is not None and not lower:
        eased = [
            f"{name} {old} to {values.get(name)}"
            for name, old in before.values.items()
            if name not in values or (values[name] > old if name in _CEILINGS else values[name] < old)
        ]
        if eased:
            raise ModelError(
                f"{models_folder / FILE}: would be lowered ({'; '.join(eased)}); "
                "add --lower if that is meant."
            )
    text = json.dumps({"data_digest": card.data_digest, "cross_validated": values}, indent=1)
    (models_folder / FILE).write_text(text + "\n", encoding="utf-8")
    return Floors(card.data_digest, values)


def _rounded(name: str, value: float) -> float:
    # The least bit of a score depends on the processor's arithmetic.
    return math.ceil(value * 1000) / 1000 if name in _CEILINGS else math.floor(value * 1000) / 1000
