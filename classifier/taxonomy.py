"""The 18 subdimensions: ids, names in Indonesian and English, definitions, scope.

The packaged `taxonomy.json` is the default; `load` reads another of the same shape.
The order of the file is the order of every list, matrix and menu.
"""

from __future__ import annotations

import difflib
import itertools
import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from classifier.errors import DataError


@dataclass(frozen=True, slots=True)
class Subdimension:
    """One of the 18: `id` is `dimension.name`; names, definitions and scope in two languages.

    `excludes` says where else something belongs: "what -> id", or "-> that sector" in words.
    `aliases` are other names that guides and cities use, `typical_opd` the agencies whose
    programs are most often found here.
    """

    id: str
    name_id: str
    name_en: str
    definition_id: str
    definition_en: str
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    includes_en: tuple[str, ...] = ()
    excludes_en: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    typical_opd: tuple[str, ...] = ()

    @property
    def dimension(self) -> str:
        """First part of the id."""
        return self.id.split(".", 1)[0]

    def name(self, language: str) -> str:
        """The name in a language; in English where the taxonomy has none in that language."""
        return self.name_id if language == "id" else self.name_en or self.name_id

    def definition(self, language: str) -> str:
        """The definition in a language; in English where the taxonomy has none in that language."""
        return self.definition_id if language == "id" else self.definition_en or self.definition_id

    def scope(self, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What it includes and excludes; a taxonomy of one's own may have its scope in Indonesian alone."""
        if language == "id":
            return self.includes, self.excludes
        return self.includes_en or self.includes, self.excludes_en or self.excludes


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Subdimensions in the order of their file."""

    subdimensions: tuple[Subdimension, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids in the order of the file."""
        return tuple(s.id for s in self.subdimensions)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """First parts of the ids, each once, in the order of the file."""
        return tuple(dict.fromkeys(s.dimension for s in self.subdimensions))

    def nearest(self, given: str) -> str:
        """The id that is written most like this one, "" when none is."""
        return next(iter(difflib.get_close_matches(given, self.ids, n=1)), "")

    def called(self, given: str) -> str:
        """The id of the subdimension that a person means by an id, a name or another name, "" when none is.

        Case and marks do not count; a name that several have is none.
        """
        wanted = _letters(given)
        ids = {
            s.id
            for s in self.subdimensions
            if wanted in map(_letters, (s.id, s.name_id, s.name_en, *s.aliases))
        }
        return ids.pop() if wanted and len(ids) == 1 else ""

    def __getitem__(self, subdimension: str) -> Subdimension:
        for known in self.subdimensions:
            if known.id == subdimension:
                return known
        raise DataError(unknown(subdimension, self))


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.lower()).strip()


def unknown(subdimension: str, taxonomy: Taxonomy) -> str:
    """The sentence that says an id is not in the taxonomy, with the nearest one."""
    near = taxonomy.nearest(subdimension)
    hint = f'; did you mean "{near}"?' if near else "."
    return f'unknown subdimension "{subdimension}"{hint} `petakota taxonomy` lists them.'


@cache
def default() -> Taxonomy:
    """The packaged taxonomy."""
    text = files("classifier").joinpath("taxonomy.json").read_text(encoding="utf-8")
    return _taxonomy(json.loads(text))


def load(path: Path) -> Taxonomy:
    """The taxonomy in a file of the packaged one's shape.

    Raises DataError when the file cannot be read or lacks a field.
    """
    try:
        return _taxonomy(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror}); name a taxonomy file.") from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataError(
            f"{path}: not a taxonomy ({error}); it is a JSON list of objects with "
            "id, name_id, name_en, definition and definition_en."
        ) from error


def _taxonomy(entries: list[dict[str, object]]) -> Taxonomy:
    def words(entry: dict[str, object], key: str) -> tuple[str, ...]:
        value = entry.get(key) or []
        return tuple(str(v) for v in value) if isinstance(value, list) else ()

    subdimensions = tuple(
        Subdimension(
            id=str(entry["id"]),
            name_id=str(entry["name_id"]),
            name_en=str(entry["name_en"]),
            definition_id=str(entry["definition"]),
            definition_en=str(entry["definition_en"]),
            includes=words(entry, "scope_includes"),
            excludes=words(entry, "scope_excludes"),
            includes_en=words(entry, "scope_includes_en"),
            excludes_en=words(entry, "scope_excludes_en"),
            aliases=words(entry, "aliases"),
            typical_opd=words(entry, "typical_opd"),
        )
        for entry in entries
    )
    if not subdimensions:
        raise ValueError("it is empty")
    for first, second in itertools.combinations(subdimensions, 2):
        if first.id == second.id:
            raise ValueError(f'"{first.id}" is given twice')
    return Taxonomy(subdimensions)
