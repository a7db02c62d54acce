"""What a page is made of, without any library: words and edges as drawn, and lines, cells and tables.

`lines_of` gathers words to lines; everything else here is a record. Joining pages
needs these and not the libraries that read them, so it starts at once. The records a
page has thousands of are named tuples: they travel between processes four times as
fast as dataclasses.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from classifier.records import Box, Doubt, around

# Of the smaller height: words whose middles differ by less stand on one line. By eye; not swept. Before
# changing one of these rerun tests/tables, tests/rows and tests/extraction/test_golden.py.
_MAX_BASELINE_SHIFT = 0.45
# Lines above the last so many have no more words to come: words are sorted by their middles.
_N_OPEN_LINES = 3
# Of the height: words of one line that touch each other, but for less than this, are one word.
_MIN_SPACE = 0.15
# Characters of a running number before a text. Its words are kept, for where it stands.
_MAX_MARK_CHARS = 9
# Of its width: a word that lies on the same word by more than this is that word, printed twice for bold.
_MIN_REPRINT = 0.7


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
class DrawnPage:
    """All words and edges of one page; `width` and `height` in points.

    `turn` is how far the page as displayed was turned clockwise, in degrees, for
    its text to read from left to right; coordinates are those of the turned page.
    `side` is what runs in another direction, as a page of its own with all edges.
    `skew` is how far a scan was then turned counterclockwise about its middle to be level, in degrees.
    """

    page: int
    width: float
    height: float
    words: tuple[Word, ...]
    edges: tuple[Edge, ...]
    turn: int = 0
    side: DrawnPage | None = None
    skew: float = 0.0


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
        n_bold = sum(len(line.text) for line in self.lines if line.bold)
        return 2 * n_bold > sum(len(line.text) for line in self.lines)


class Table(NamedTuple):
    """Cells that touch, in reading order.

    `gaps` is the white space (x0, x1) in which the borders of its columns stand where no rules do.
    """

    page: int
    box: Box
    cells: tuple[Cell, ...]
    gaps: tuple[tuple[float, float], ...] = ()


class Repair(NamedTuple):
    """Where letters that OCR misread were repaired, and what of a row there may be wrong for it."""

    box: Box
    doubt: Doubt


class Side(NamedTuple):
    """Where what is drawn sideways stands in `PageTables`: from `top` on, below the page.

    It is as large as that page turned by `turn`.
    """

    top: float
    width: float
    height: float
    turn: int


@dataclass(frozen=True, slots=True)
class PageTables:
    """Tables of one page from top to bottom, and the lines outside them.

    What is drawn sideways beside them stands below the page, as on another page (`side`).
    `repairs` are those of a text layer made by OCR, and what OCR was unsure of; other pages have none.
    `skew` is that of `DrawnPage`.
    """

    page: int
    width: float
    height: float
    tables: tuple[Table, ...]
    lines: tuple[Line, ...]
    turn: int = 0
    repairs: tuple[Repair, ...] = ()
    side: Side | None = None
    skew: float = 0.0

    def displayed(self, box: Box) -> Box:
        """A box of this page in the coordinates of the page as displayed."""
        side = self.side
        if side is not None and box.top >= side.top:
            own = Box(box.x0, box.top - side.top, box.x1, box.bottom - side.top)
            return turned_back(own, side.turn, side.width, side.height)
        leaning = leant_back(box, self.skew, self.width, self.height)
        return turned_back(leaning, self.turn, self.width, self.height)

    def doubts_of_repairs(self, name: Box) -> set[Doubt]:
        """What repairs make doubtful of a row whose name stands in a box of this page, as its cells do."""
        doubts: set[Doubt] = set()
        for repair in self.repairs:
            box = repair.box
            is_level = name.top <= box.y_centre <= name.bottom
            is_upright = name.x0 <= box.x_centre <= name.x1
            if is_level and (is_upright or repair.doubt != "name"):
                doubts.add(repair.doubt)
        return doubts


def turned_back(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of a page that was turned by `turn` and is `width` x `height` since, as before it was."""
    x0, top, x1, bottom = box
    if turn == 90:
        return Box(top, width - x1, bottom, width - x0)
    if turn == 180:
        return Box(width - x1, height - bottom, width - x0, height - top)
    if turn == 270:
        return Box(height - bottom, x0, height - top, x1)
    return box


def leant_back(box: Box, skew: float, width: float, height: float) -> Box:
    """A box of a page that was turned counterclockwise by `skew` degrees about its middle, as before it was.

    Its middle is moved; what it leans by, three degrees at most, is left out.
    """
    if skew == 0:
        return box
    cos, sin = math.cos(math.radians(skew)), math.sin(math.radians(skew))
    x, y = box.x_centre - width / 2, box.y_centre - height / 2
    right, down = x * cos - y * sin - x, x * sin + y * cos - y
    return Box(box.x0 + right, box.top + down, box.x1 + right, box.bottom + down)


def lines_of(words: Iterable[Word], *, keep_words: bool = True) -> tuple[Line, ...]:
    """Words gathered to lines by baseline, top to bottom; text printed twice for bold counts once."""
    ordered = sorted(words, key=_by_middle)
    if len(ordered) < 2:
        return tuple(_line(ordered, keep_words) for _ in ordered)
    lines: list[tuple[float, float, list[Word]]] = []
    for word in ordered:
        # Not `Box.y_centre` and `Box.height`: this runs once for each word of a page.
        _, top, _, bottom = word.box
        middle, height = (top + bottom) / 2, bottom - top
        for line_middle, line_height, line_words in lines[-_N_OPEN_LINES:]:
            if abs(middle - line_middle) < _MAX_BASELINE_SHIFT * min(line_height, height):
                line_words.append(word)
                break
        else:
            lines.append((middle, height, [word]))
    return tuple(_line(line_words, keep_words) for _, _, line_words in lines)


def _by_middle(word: Word) -> tuple[float, float]:
    x0, top, _, bottom = word.box
    return top + bottom, x0


def _by_left(word: Word) -> tuple[float, int]:
    return word.box.x0, word.order


def _line(words: list[Word], keep_words: bool) -> Line:
    if len(words) == 1:
        word = words[0]
        return Line(word.text, word.box, word.bold, (word,) if keep_words else ())
    words.sort(key=_by_left)
    printed = words[:1]
    for word in words[1:]:
        if word.text != printed[-1].text or not _is_reprint(printed[-1], word):
            printed.append(word)
    box = around([w.box for w in words])
    n_bold = sum([len(w.text) for w in printed if w.bold])
    bold = n_bold > 0 and 2 * n_bold > sum([len(w.text) for w in printed])
    is_kept = keep_words or _may_be_mark(printed[0].text)
    return Line(text_of(printed), box, bold, tuple(printed) if is_kept else ())


def text_of(words: Sequence[Word]) -> str:
    """Words of one line from left to right as text, with spaces where they stand apart."""
    pieces = [words[0].text]
    for before, word in itertools.pairwise(words):
        if word.spaced or word.box.x0 - before.box.x1 >= _MIN_SPACE * word.box.height:
            pieces.append(" ")
        pieces.append(word.text)
    return "".join(pieces)


def _may_be_mark(text: str) -> bool:
    """True for what may be a running number or bullet before the text of a line: `3`, `b.`, `(IV)`."""
    return len(text) <= _MAX_MARK_CHARS and (len(text) == 1 or text[0] in "(0123456789" or text[-1] in ".)")


def _is_reprint(before: Word, word: Word) -> bool:
    return before.box.x_overlap(word.box) > _MIN_REPRINT * word.box.width
