"""What the lines within a box of a page say: the name of a row with its code, and where amounts stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from classifier.fields import amounts, names
from classifier.fields.dehyphenation import Words
from classifier.pdf.layout import Line, text_of
from classifier.records import Box, Level, around

# What one printed unit of a table's money may be worth.
_UNITS = (1, 1000, 1_000_000)
# An amount that a space splits has at most so many pieces (`Rp 1. 250.000`).
_MAX_PIECES = 3


@dataclass(frozen=True, slots=True)
class BoxText:
    """A name as a cell of it is read: `level` is None where the text does not say it."""

    text: str
    kode: str
    level: Level | None


def box_text(lines: Sequence[Line]) -> BoxText:
    """What the lines say together; words that a line's end cuts are joined, running numbers left out."""
    name = names.parsed(Words().joined([line.text for line in lines]))
    return BoxText(name.text, name.kode, names.level_of_text(name.text))


def amount_boxes(lines: Sequence[Line], rupiah: Collection[int]) -> tuple[Box, ...]:
    """Where amounts are printed that are these, in whatever unit; the first place of each.

    An amount that is printed in one unit alone: one that is found in rupiah is not looked for in thousands.
    """
    for unit in _UNITS:
        places: dict[int, Box] = {}
        for line in lines:
            for text, box in _pieces(line):
                amount = amounts.rupiah(text, unit)
                if amount and amount in rupiah:
                    places.setdefault(amount, box)
        if places:
            return tuple(places.values())
    return ()


def _pieces(line: Line) -> Iterator[tuple[str, Box]]:
    """The words of a line, and some of them together, as an amount may be printed with spaces in it."""
    for first in range(len(line.words)):
        last = min(first + _MAX_PIECES, len(line.words))
        for end in range(first + 1, last + 1):
            words = line.words[first:end]
            yield text_of(words), around([word.box for word in words])
