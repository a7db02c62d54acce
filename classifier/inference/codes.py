"""What official codes say: the decided label of the program that a row's code belongs to.

A code is believed where the title printed with it is roughly the official one, as offices number as
they like and codes of Permendagri 13/2006 look like those of Permendagri 90/2019. A code of a kegiatan
or sub kegiatan in the newer form (`1.02.02.2.01`) cannot be an old one, and needs no title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classifier.fields import urusan
from classifier.inference import preprocessing
from classifier.records import Query

Floats = npt.NDArray[np.float64]

# Of the words of two titles, so many are common to both when they are roughly the same.
_ALIKE = 0.5
# Of a decided label, so much belongs to it, and to its runner-up where there is one.
_FIRST, _SECOND = 0.85, 0.1
_PROGRAM = re.compile(r"(?:\d|X)\.(?:\d\d|XX)\.\d\d(?![\d])", re.IGNORECASE)
# In every urusan the first program is that of support.
_SUPPORT = "01"


@dataclass(frozen=True, slots=True)
class OfficialProgram:
    """A program of the national nomenclature: its code, the title's stems, the columns of its labels.

    `second` is -1 without a runner-up.
    """

    kode: str
    title: tuple[str, ...]
    first: int
    second: int = -1


class OfficialCodes:
    """The decided programs by code; `probabilities` says what a query's code does."""

    def __init__(self, programs: Iterable[OfficialProgram], n_classes: int) -> None:
        self.programs = tuple(programs)
        self.n_classes = n_classes
        self._by_code: Mapping[str, OfficialProgram] = {one.kode.upper(): one for one in self.programs}

    def probabilities(self, query: Query) -> Floats | None:
        """Probabilities (n_classes,) by the code of a query; None when it says nothing."""
        begins = _PROGRAM.match(query.kode)
        if begins is None:
            return None
        title = query.program or (query.text if len(query.kode) == len(begins[0]) else "")
        stems, is_newer = title_stems(title), urusan.is_newer_kegiatan(query.kode)
        found = self._by_code.get(begins[0].upper())
        support = self._by_code.get(f"X.XX.{_SUPPORT}")
        for program in (found, support if begins[0].endswith(f".{_SUPPORT}") else None):
            if program and (is_alike(stems, program.title) if title else is_newer):
                return self._says(program)
        return None

    def _says(self, program: OfficialProgram) -> Floats:
        second = _SECOND if program.second >= 0 else 0.0
        says = np.full(self.n_classes, (1 - _FIRST - second) / self.n_classes)
        says[program.first] += _FIRST
        if program.second >= 0:
            says[program.second] += second
        return says


def title_stems(title: str) -> tuple[str, ...]:
    """The distinct stems of a title, ascending."""
    return tuple(sorted(set(preprocessing.stems(preprocessing.prepared(title)).split())))


def is_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two titles, by their stems, have about the same words."""
    shared, both = set(one) & set(other), set(one) | set(other)
    return len(shared) >= _ALIKE * len(both) > 0
