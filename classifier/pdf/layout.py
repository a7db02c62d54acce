"""What a page is made of, without any library: words and edges as drawn, lines, cells and tables as found.

`lines_of` gathers words to lines; everything else here is a record. Joining pages
needs these and not the libraries that read them, so it starts at once. The records a
page has thousands of are named tuples: they travel between processes four times as
fast as dataclasses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from classifier.records import Box, around


class Word(NamedTuple):
    """Characters drawn without a gap; `order` is its place in the content stream.

    `spaced` is false when it touches the word before it (a change of font inside a word).
    """

    text: str
    box: Box
    bold: bool
    order: int
    spaced: bool


class Edge(NamedTuple):
    """A painted horizontal or vertical stroke, or side of a rectangle.

    `shade` marks the sides of an area that is filled and not stroked: the
    background of a cell or paragraph, seldom a rule.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    horizontal: bool
    shade: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """All words and edges of one page; `width` and `height` in points.

    `turn` is how far the page as displayed was turned clockwise, in degrees, for
    its text to read from left to right; coordinates are those of the turned page.
    """

    page: int
    width: float
    height: float
    words: tuple[Word, ...]
    edges: tuple[Edge, ...]
    turn: int = 0


class Line(NamedTuple):
    """Words on one baseline, from left to right; `text` is them joined."""

    text: str
    box: Box
    bold: bool
    words: tuple[Word, ...] = ()


class Cell(NamedTuple):
    """A closed rectangle of a table, its lines from top to bottom, and their text joined with spaces."""

    box: Box
    lines: tuple[Line, ...]
    text: str

    @classmethod
    def of(cls, box: Box, lines: tuple[Line, ...]) -> Cell:
        """A cell with its text; as printed otherwise."""
        return cls(box, lines, lines[0].text if len(lines) == 1 else " ".join([line.text for line in lines]))

    @property
    def bold(self) -> bool:
        """True when most characters are bold."""
        heavy = sum(len(line.text) for line in self.lines if line.bold)
        return 2 * heavy > sum(len(line.text) for line in self.lines)


class Table(NamedTuple):
    """Cells that touch, in reading order."""

    page: int
    box: Box
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PageTables:
    """Tables of one page from top to bottom, and the lines outside them."""

    page: int
    width: float
    height: float
    tables: tuple[Table, ...]
    lines: tuple[Line, ...]
    turn: int = 0

    def displayed(self, box: Box) -> Box:
        """A box of this page in the coordinates of the page as displayed."""
        x0, top, x1, bottom = box
        if self.turn == 90:
            return Box(top, self.width - x1, bottom, self.width - x0)
        if self.turn == 180:
            return Box(self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        if self.turn == 270:
            return Box(self.height - bottom, x0, self.height - top, x1)
        return box


def lines_of(words: Iterable[Word], *, keep_words: bool = True) -> tuple[Line, ...]:
    """Words gathered to lines by baseline, top to bottom; text printed twice for bold counts once."""
    ordered = sorted(words, key=_by_middle)
    if len(ordered) < 2:
        return tuple(_line(ordered, keep_words) for _ in ordered)
    rows: list[tuple[float, float, list[Word]]] = []
    for word in ordered:
        _, top, _, bottom = word.box
        middle, height = (top + bottom) / 2, bottom - top
        for at, size, row in rows[-3:]:
            if abs(middle - at) < 0.45 * min(size, height):
                row.append(word)
                break
        else:
            rows.append((middle, height, [word]))
    return tuple(_line(row, keep_words) for _, _, row in rows)


def _by_middle(word: Word) -> tuple[float, float]:
    x0, top, _, bottom = word.box
    return top + bottom, x0


def _line(words: list[Word], keep_words: bool) -> Line:
    if len(words) == 1:
        word = words[0]
        return Line(word.text, word.box, word.bold, (word,) if keep_words else ())
    words.sort(key=lambda w: (w.box.x0, w.order))
    before = words[0]
    kept, pieces = [before], [before.text]
    for word in words[1:]:
        if _is_reprint(before, word):
            continue
        if word.spaced or word.box.x0 - before.box.x1 >= 0.15 * (word.box.bottom - word.box.top):
            pieces.append(" ")
        pieces.append(word.text)
        kept.append(word)
        before = word
    box = around([w.box for w in words])
    heavy = sum([len(w.text) for w in kept if w.bold])
    bold = heavy > 0 and 2 * heavy > sum([len(w.text) for w in kept])
    return Line("".join(pieces), box, bold, tuple(kept) if keep_words else ())


def _is_reprint(before: Word, word: Word) -> bool:
    overlap = min(before.box.x1, word.box.x1) - max(before.box.x0, word.box.x0)
    return before.text == word.text and overlap > 0.7 * (word.box.x1 - word.box.x0)
