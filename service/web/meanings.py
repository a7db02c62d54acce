"""What a subdimension means, in the words of one language: for its page, its dialog and its search."""

from __future__ import annotations

import re
from dataclasses import dataclass

from classifier import taxonomy_examples
from classifier.taxonomy import Subdimension, Taxonomy
from service.web.wording import Words

# An id, or all of a dimension: living.lingkungan-nyaman, economy.*
_ID = re.compile(r"\b([a-z]+\.(?:\*|[a-z]+(?:-[a-z]+)*))")
_ARROW = " -> "


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence: words, or the `id` of a subdimension, or a dimension to link to."""

    text: str
    id: str = ""
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What does not belong to a subdimension, and where it does."""

    what: str
    where: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Confused:
    """A title that only looks like a subdimension, the `id` of the right one, and why."""

    title: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """A subdimension as a page shows it; `other_name` is its name in the other language.

    `notes` are sentences on its scope that name no other place.
    """

    id: str
    dimension: str
    name: str
    other_name: str
    definition: tuple[Piece, ...]
    includes: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]
    notes: tuple[tuple[Piece, ...], ...]
    opds: tuple[str, ...]
    aliases: tuple[str, ...]
    titles: tuple[str, ...]
    confused: tuple[Confused, ...]


def meaning(taxonomy: Taxonomy, one: Subdimension, words: Words) -> Meaning:
    """What one subdimension means, with links to the others."""
    other = Words("en" if words.language == "id" else "id")
    includes, excludes = one.scope(words.language)
    shown = taxonomy_examples.of(one.id)
    return Meaning(
        id=one.id,
        dimension=one.dimension,
        name=words.subdimension(one),
        other_name=other.subdimension(one),
        definition=pieces(taxonomy, words.definition(one)),
        includes=includes,
        elsewhere=tuple(
            Elsewhere(what, pieces(taxonomy, where))
            for what, arrow, where in (text.partition(_ARROW) for text in excludes)
            if arrow
        ),
        notes=tuple(pieces(taxonomy, text[:1].upper() + text[1:]) for text in excludes if _ARROW not in text),
        opds=one.typical_opd,
        aliases=one.aliases,
        titles=shown.titles,
        confused=tuple(
            Confused(each.title, each.subdimension, each.reason(words.language)) for each in shown.confused
        ),
    )


def pieces(taxonomy: Taxonomy, text: str) -> tuple[Piece, ...]:
    """A text cut at the ids in it; what the taxonomy does not know stays words."""
    found = []
    for at, part in enumerate(_ID.split(text)):
        dimension = part.removesuffix(".*")
        if at % 2 and part in taxonomy.ids:
            found.append(Piece(part, id=part))
        elif at % 2 and part.endswith(".*") and dimension in taxonomy.dimensions:
            found.append(Piece(part, dimension=dimension))
        elif part:
            found.append(Piece(part))
    return tuple(found)
