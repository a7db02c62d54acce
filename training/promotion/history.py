"""What became of the models of a folder: who added, promoted or rolled back which, when and why.

A line of JSON an event, appended to `history.jsonl` in the models folder and never rewritten.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from classifier.errors import ModelError

FILE = "history.jsonl"
Action = Literal["added", "promoted", "rolled back"]


@dataclass(frozen=True, slots=True)
class Event:
    """What was done with a model: `at` (UTC, ISO 8601), `by` whom ("" where it was not said) and `why`.

    `before` is the model that answered before ("" for none); `missed` are the sentences of the floors that
    the model missed and was promoted against.
    """

    at: str
    by: str
    action: Action
    model: str
    before: str = ""
    why: str = ""
    missed: tuple[str, ...] = ()


def append(models_folder: Path, event: Event) -> None:
    """Add an event at the end of a folder's history. Raises ModelError when it cannot be written."""
    path = models_folder / FILE
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(dataclasses.asdict(event), ensure_ascii=False) + "\n")
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be written ({error.strerror}); {event.model} was {event.action} all the same."
        ) from error


def read(models_folder: Path) -> list[Event]:
    """The events of a folder, oldest first; none where nothing was recorded.

    Raises ModelError at a line that is none.
    """
    path = models_folder / FILE
    if not path.is_file():
        return []
    events = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            value = json.loads(line)
            events.append(Event(**{**value, "missed": tuple(value.get("missed", ()))}))
        except (ValueError, TypeError, AttributeError) as error:
            raise ModelError(f"{path}:{number}: no event of a model ({error}); take the line out.") from error
    return events
