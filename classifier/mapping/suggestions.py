"""What would serve the subdimensions for which nothing is planned: official titles, and whose they are.

The packaged `suggestions.json` holds a few typical program titles of the national nomenclature
(Kepmendagri 050-5889/2021) for each subdimension, decided by the labelling guide. Suggestions alone:
whether a region needs such a program is for its planners to say.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from classifier.agencies.registry import Agency, Registry
from classifier.fields.names import fold
from classifier.mapping.programs import Program

Government = Literal["kabupaten/kota", "provinsi"]
_LEVEL_OF_CODE: dict[str, Government] = {"1": "provinsi", "2": "kabupaten/kota"}
# A kegiatan's code says whose it is: `1.02.02.2.01` is a kabupaten's or kota's.
_LEVEL_PART, _MIN_PARTS = 3, 5
# Fields of which several agencies have a part each: order, fires, disasters.
_SHARED = frozenset({"1.05"})
# Of fields that regions divide among agencies, those whose names say that they have a title's part: roads
# are no sewers, and an agency of plantations has no part in farming tools.
_PUBLIC_WORKS = r"pekerjaan umum(?! (?:bina marga|sumber daya air|pengairan|cipta karya))|prasarana wilayah"
_HOLDERS = {
    "1.03.03": re.compile(rf"{_PUBLIC_WORKS}|cipta karya"),
    "1.03.04": re.compile(rf"{_PUBLIC_WORKS}|cipta karya"),
    "1.03.05": re.compile(rf"{_PUBLIC_WORKS}|cipta karya"),
    "1.03.09": re.compile(rf"{_PUBLIC_WORKS}|cipta karya|bangunan|tata kota"),
    "1.03.10": re.compile(rf"{_PUBLIC_WORKS}|bina marga|prasarana jalan"),
    "1.03.12": re.compile(rf"{_PUBLIC_WORKS}|tata ruang|penataan ruang|tata kota"),
    "3.27.02": re.compile(r"(?<!penyuluhan )pertanian|tanaman pangan"),
}


@dataclass(frozen=True, slots=True)
class Title:
    """An official program, with the agency that has the authority for its field; `note` in two languages.

    `is_known` says that the agency is one of the map or of the installation's list.
    """

    kode: str
    title: str
    agency: str = ""
    is_known: bool = False
    note_id: str = ""
    note_en: str = ""

    def note(self, language: str) -> str:
        """The note in a language; in English where there is none in that language."""
        return self.note_id if language == "id" else self.note_en


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A subdimension for which nothing is planned, and the programs that would serve it."""

    subdimension: str
    titles: tuple[Title, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the packaged file; `government` is the only one that has the program, "" for both."""

    subdimension: str
    kode: str
    title: str
    agency: str = ""
    government: str = ""
    note_id: str = ""
    note_en: str = ""


def for_gaps(
    gaps: Iterable[str], *, registry: Registry, opds: Sequence[str], government: Government
) -> tuple[Suggestion, ...]:
    """What would serve each gap (id of a subdimension) of a map with these agencies."""
    return tuple(
        Suggestion(
            gap,
            tuple(
                _title(entry, registry, opds)
                for entry in _entries()
                if entry.subdimension == gap and entry.government in ("", government)
            ),
        )
        for gap in gaps
    )


def government_of(programs: Iterable[Program]) -> Government:
    """Whose programs they are, by codes and titles; a kabupaten's or kota's when they say nothing."""
    levels = Counter[Government]()
    for program in programs:
        parts = program.kode.split(".")
        if len(parts) >= _MIN_PARTS and parts[_LEVEL_PART].strip() in _LEVEL_OF_CODE:
            levels[_LEVEL_OF_CODE[parts[_LEVEL_PART].strip()]] += 1
        # The title of the programs for an agency's own needs ends in it.
        folded = fold(program.text)
        levels["kabupaten/kota"] += folded.endswith("daerahkabupatenkota")
        levels["provinsi"] += folded.endswith("daerahprovinsi")
    return "provinsi" if levels["provinsi"] > levels["kabupaten/kota"] else "kabupaten/kota"


def _title(entry: _Entry, registry: Registry, opds: Sequence[str]) -> Title:
    known = _known_agency(entry, registry, opds)
    agency = known or entry.agency or _usual_agency(_urusan(entry))
    return Title(entry.kode, entry.title, agency, bool(known), entry.note_id, entry.note_en)


def _known_agency(entry: _Entry, registry: Registry, opds: Sequence[str]) -> str:
    """The agency of the map or of the installation's list that has the authority; "" when none has."""
    candidates = [(name, registry.find(name).agency) for name in opds]
    candidates += [(agency.name, agency) for agency in registry.own]
    named = [name for name, _ in candidates if entry.agency and fold(name) == fold(entry.agency)]
    if named or _urusan(entry) in _SHARED:
        return named[0] if named else ""
    theirs = [
        (name, agency)
        for name, agency in candidates
        if _urusan(entry) in _fields(agency) and _has_part(name, entry.kode)
    ]
    return min(theirs, key=lambda item: len(_fields(item[1])), default=("", None))[0]


def _has_part(name: str, kode: str) -> bool:
    """False for an agency of another part of the field than the one that the program stands in."""
    holders = _HOLDERS.get(kode)
    return holders is None or holders.search(" ".join(name.lower().split())) is not None


def _fields(agency: Agency | None) -> tuple[str, ...]:
    return agency.urusan if agency is not None else ()


def _urusan(entry: _Entry) -> str:
    return ".".join(entry.kode.split(".")[:2])


@cache
def _usual_agency(urusan: str) -> str:
    """The agency that has a field and the fewest others, of those that there are today; "" for none."""
    theirs = [a for a in Registry.packaged().agencies if urusan in a.urusan and not a.is_former]
    return min(theirs, key=lambda agency: len(agency.urusan)).name if theirs else ""


@cache
def _entries() -> tuple[_Entry, ...]:
    text = files("classifier.mapping").joinpath("suggestions.json").read_text(encoding="utf-8")
    return tuple(_Entry(**entry) for entry in json.loads(text))
