"""Titles that show what a subdimension means, and those that are often put into the wrong one.

The packaged `taxonomy_examples.json` holds titles of the national nomenclature where it has eight or more
for a subdimension; energy, waste or the face of a city have fewer, and titles of the labelled
data stand beside them. All were decided by the labelling guide, and so were the reasons.
Titles are Indonesian, as documents write them; reasons are in two languages.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Confused:
    """A title that is easily taken for one subdimension, the other one that is right, and why."""

    title: str
    subdimension: str
    reason_id: str
    reason_en: str

    def reason(self, language: str) -> str:
        """The reason in a language; in English where there is none in that language."""
        return self.reason_id if language == "id" else self.reason_en


@dataclass(frozen=True, slots=True)
class Examples:
    """Titles of a subdimension (`id`), clearest first, and titles that only look like it."""

    id: str
    titles: tuple[str, ...] = ()
    confused: tuple[Confused, ...] = ()


def of(subdimension: str) -> Examples:
    """The examples of a subdimension; none for one that the packaged file does not know."""
    return next((examples for examples in default() if examples.id == subdimension), Examples(subdimension))


@cache
def default() -> tuple[Examples, ...]:
    """The packaged examples, in the order of the taxonomy."""
    text = files("classifier").joinpath("taxonomy_examples.json").read_text(encoding="utf-8")
    return tuple(
        Examples(
            id=entry["id"],
            titles=tuple(entry["titles"]),
            confused=tuple(Confused(**title) for title in entry["confused"]),
        )
        for entry in json.loads(text)
    )
