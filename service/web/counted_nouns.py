"""What a map counts, in the words of its pages: programs, or kegiatan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from classifier.mapping.matrix import Program
from service.web.wording import Words

# By what is counted: (Indonesian, one in English, several).
_LEVELS = {
    "program": ("program", "programme", "programmes"),
    "kegiatan": ("kegiatan", "activity", "activities"),
    "subkegiatan": ("sub kegiatan", "sub-activity", "sub-activities"),
}


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
        return self._of(self.level, 1)

    @property
    def many(self) -> str:
        """Several: programmes."""
        return self._of(self.level, 2)

    @property
    def head(self) -> str:
        """Several, as a head of a column: Programmes."""
        return self.many.capitalize()

    def of(self, n: int) -> str:
        """The word after a number."""
        return self._of(self.level, n)

    def told(self, n: int) -> str:
        """A number of them: 12 programmes."""
        return f"{self.words.number(n)} {self.of(n)}"

    def parts(self, counted: Iterable[Program]) -> str:
        """Of what else the number is made than its name says; "" when of nothing else.

        25 program; 158 kegiatan tanpa program induk dihitung sendiri
        """
        t, n = self.words, Counter(one.level for one in counted)
        join = t(" dan ", " and ").join
        others = [level for level in _LEVELS if level != self.level and n[level]]
        if not others:
            return ""
        by_lack: dict[str, list[str]] = {}
        for one in others:
            by_lack.setdefault(self._lacking(one), []).append(f"{t.number(n[one])} {self._of(one, n[one])}")
        told = join(f"{join(some)} {lack}" for lack, some in by_lack.items())
        return f"{self.told(n[self.level])}; {told} {t('dihitung sendiri', 'counted by themselves')}"

    def _lacking(self, level: str) -> str:
        t = self.words
        if not self.is_kegiatan:
            return t("tanpa program induk", "without a programme above")
        if level == "program":
            return t("tanpa kegiatan", "without activities")
        return t("tanpa kegiatan induk", "without an activity above")

    def _of(self, level: str, n: int) -> str:
        indonesian, one, several = _LEVELS[level]
        return self.words(indonesian, one if n == 1 else several)
