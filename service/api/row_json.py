"""A stored row as JSON: the contract's fields of what holds now, the label in force, what the model said."""

from __future__ import annotations

import dataclasses
from typing import Any

from classifier.formats import results
from service.storage.rows import StoredRow


def row_json(stored: StoredRow) -> dict[str, Any]:
    """The row in the contract's shape, with `id`, `edit`, `label` (None without one), `predicted`."""
    prediction = results.prediction_dict(stored.prediction)
    in_force = {
        "subdimension": stored.subdimension,
        "dimension": stored.subdimension.split(".", 1)[0],
        "confidence": stored.confidence,
    }
    return {
        "id": stored.id,
        **results.row_dict(stored.row),
        **prediction,
        **(in_force if stored.label else {}),
        "review": stored.review,
        "edit": stored.edit_id,
        "label": dataclasses.asdict(stored.label) if stored.label else None,
        "predicted": {name: prediction[name] for name in ("subdimension", "confidence", "review", "model")},
    }
