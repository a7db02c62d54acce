"""Words cut in two by a narrow cell, put together again; words that stand apart stay apart.

9 % of program cells of real plans break a word at the cell's edge without a
hyphen (`PENYELENGGA RAAN`, `Operasiona l`). The end of one line and the start of
the next are joined only when together they are a known word and apart they are
not: known from the labelled data (`words.txt`, made by `python -m training.wordlist`)
or from the middle of the document's own lines, where no cell cuts. Nothing else is
ever joined, and words printed glued stay as printed, but where OCR made the text (`ocr_text`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"[^\W\d_]+$")
# A line that ends in a hyphen or slash behind a letter: `undang-`, `Kabupaten/`.
_TIED = re.compile(r"[^\W\d_][-/]$")
_FIRST = re.compile(r"[^\W\d_]+")
# A document's own word counts when its lines print it this often. By eye; not swept. Before changing it
# rerun tests/fields/test_dehyphenation.py and tests/extraction/test_golden.py.
_MIN_OWN = 2
# Letters: shorter words between others on a line say nothing about a cut.
_MIN_INNER = 4
# Endings of Indonesian words that are no words themselves, though initials spell some of them.
_ENDINGS = frozenset({"an", "kan", "nya", "wan", "n", "ng", "g", "h", "t", "l"})
# Letters: a shorter remainder says nothing by itself (`dan a.`): then the part before must be no word.
_MIN_REST = 3
# Letters of the first and the second of two words that are printed glued.
_MIN_GLUED_FIRST, _MIN_GLUED_SECOND = 3, 5


@cache
def learned() -> frozenset[str]:
    """The words of the labelled data, in lower case."""
    return frozenset(files("classifier.fields").joinpath("words.txt").read_text(encoding="utf-8").split())


def inner_words(text: str) -> Counter[str]:
    """Words of a page that stand between others on their line, in lower case, with how often they do."""
    lines = map(_WORD.findall, text.lower().splitlines())
    return Counter([word for line in lines for word in line[1:-1] if len(word) >= _MIN_INNER])


class Words:
    """What counts as a word in one document."""

    def __init__(self, own: Counter[str] | None = None) -> None:
        self._own = frozenset(w for w, n in (own or Counter()).items() if n >= _MIN_OWN)

    def is_known(self, word: str) -> bool:
        """True for a word of the labelled data or of the document's own lines."""
        lowered = word.lower()
        return lowered in learned() or lowered in self._own

    def joined(self, lines: Sequence[str]) -> str:
        """Lines as one text with a space between them, except within words that a line end cuts."""
        text = ""
        for line in lines:
            stripped = " ".join(line.split())
            if not stripped:
                continue
            if not text or self._is_cut(text, stripped):
                text += stripped
            elif _TIED.search(text) and stripped[:1].isalpha():
                text = self._tied(text, stripped)
            else:
                text += f" {stripped}"
        return text

    def _tied(self, before: str, after: str) -> str:
        """A hyphen at a line's end goes when the halves are one known word, else it stays; a slash stays."""
        left, right = _LAST.search(before[:-1]), _FIRST.match(after)
        whole = left is not None and right is not None and self.is_known(left.group() + right.group())
        return (before[:-1] if whole and before.endswith("-") else before) + after

    def _is_cut(self, before: str, after: str) -> bool:
        last, first = _LAST.search(before), _FIRST.match(after)
        if last is None or first is None:
            return False
        left, right = last.group(), first.group()
        if right[0].isupper() and not left.isupper():
            return False
        if not self.is_known(left + right):
            return self._cuts_glued(left, right)
        if right.lower() in _ENDINGS:
            return True
        return not self.is_known(left) or (len(right) >= _MIN_REST and not self.is_known(right))

    def _cuts_glued(self, left: str, right: str) -> bool:
        """True when the cut runs through the second of two words printed glued (`sentrapengolaha n`)."""
        if self.is_known(left) or self.is_known(right):
            return False
        whole = left + right
        return any(
            self.is_known(whole[:k]) and self.is_known(whole[k:])
            for k in range(_MIN_GLUED_FIRST, len(left))
            if len(whole) - k >= _MIN_GLUED_SECOND
        )


def total(counts: Iterable[Counter[str]]) -> Counter[str]:
    """The sum of word counts."""
    summed: Counter[str] = Counter()
    for count in counts:
        summed.update(count)
    return summed
