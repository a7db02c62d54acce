"""What a map counts, in the words of its pages: programs, or kegiatan.

A sentence about what is counted takes the noun as a placeholder, so that it stands once in the
catalogues and not once for programs and once for kegiatan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from classifier.mapping.matrix import Program
from service.web.wording import Words

_LEVELS = ("program", "kegiatan", "subkegiatan")


@dataclass(frozen=True, slots=True)
class Nouns:
    """The words for what is counted, in the language of `words`."""

    words: Words
    is_kegiatan: bool = False

    @property
    def level(self) -> str:
        """The level that is counted."""
        return "kegiatan" if self.is_kegiatan else "program"

    @property
    def one(self) -> str:
        """One of them: programme."""
        return self.of(1)

    @property
    def many(self) -> str:
        """Several: programmes."""
        return self.of(2)

    @property
    def header(self) -> str:
        """Several, as the header of a column: Programmes."""
        return self.many.capitalize()

    @property
    def number_of(self) -> str:
        """How many there are, as the name of a choice: Jumlah program."""
        if self.is_kegiatan:
            return self.words.pgettext("number", "Activities")
        return self.words.pgettext("number", "Programmes")

    def of(self, n: int) -> str:
        """The word after a number."""
        if self.is_kegiatan:
            return self.words.ngettext("activity", "activities", n)
        return self.words.ngettext("programme", "programmes", n)

    def counted(self, n: int) -> str:
        """A number of them: 12 programmes."""
        return self.words.levels(self.level, n)

    def among(self, programs: Sequence[Program]) -> str:
        """How many of them there are among programs, and what else: 12 programmes, besides 1 activity ..."""
        n = sum(program.level == self.level for program in programs)
        return ", ".join(part for part in (self.counted(n), self.parts(programs)) if part)

    def parts(self, counted: Iterable[Program]) -> str:
        """What counts by itself beside them, and is not in their number; "" when nothing does.

        di luar itu 158 kegiatan tanpa program induk
        """
        t, n = self.words, Counter(program.level for program in counted)
        by_lack: dict[str, list[str]] = {}
        for level in _LEVELS:
            if level != self.level and n[level]:
                by_lack.setdefault(self._lacking(level), []).append(t.levels(level, n[level]))
        if not by_lack:
            return ""
        parts = (
            t.gettext("%(counted)s %(lacking)s", counted=self._joined(together), lacking=lack)
            for lack, together in by_lack.items()
        )
        return t.gettext("besides %(others)s", others=self._joined(parts))

    def _joined(self, parts: Iterable[str]) -> str:
        """Two parts, at most, with "and" between them."""
        first, *rest = parts
        return self.words.gettext("%(first)s and %(second)s", first=first, second=rest[0]) if rest else first

    def _lacking(self, level: str) -> str:
        t = self.words
        if not self.is_kegiatan:
            return t.gettext("without a programme above")
        if level == "program":
            return t.gettext("without activities")
        return t.gettext("without an activity above")
