"""Lines that could begin or continue a name, in chains.

A chain is what one column of a table holds from top to bottom, or the running text of
a page. Geometry comes first: a number, letter or bullet that stands left of where the
other lines of its cell begin is the line's gutter and no text of it; amounts that stand
apart at its end are its tail.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from classifier.fields import amounts
from classifier.pdf.layout import Cell, Line, PageTables, Table, Word, text_of
from classifier.records import Box

# `3`, `12.`, `2.1.3.`, `(a)`, `IV.`, and the bullets of symbol fonts.
_GUTTER = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]*|[-–•*▪·➢❖✓\uf000-\uf0ff§Øü]"
)
# Of line heights: a number in the gutter stands this far before its text; further, where it is alone.
_GUTTER_GAP, _LONE_GUTTER_GAP = 0.15, 0.8
# Of line heights: an amount that stands this far behind the text is no part of it.
_TAIL_GAP = 0.6
# What fills a line up to its amount: `Program X ........ Rp 5.000.000`.
_LEADER = re.compile(r"[.…_]{3,}")
# Of line heights: a number that stands this far behind the text is in a column of its own.
_COLUMN_GAP = 1.3
# Digits of an amount that is no part of a name, however close it stands.
_MIN_LARGE_DIGITS = 7
# Points by which a number in the gutter begins left of the text, and by which lines of text begin apart.
_INDENT = 3
# Points by which the sides of cells in one column differ.
_SAME_SIDE = 2.5


@dataclass(slots=True, eq=False)
class NameLine:
    """One line of a chain: its text without what stands in its gutter and in its tail.

    `cell` is None in running text; `place` counts the lines of the cell from 0, of `n_in_cell`.
    """

    text: str
    box: Box
    bold: bool
    gutter: str = ""
    tail: str = ""
    cell: Cell | None = None
    place: int = 0
    n_in_cell: int = 1

    def __reduce__(self) -> tuple[type[NameLine], tuple[object, ...]]:
        """Lines travel between processes by the hundred: as arguments they do in half the time."""
        return NameLine, (
            self.text, self.box, self.bold, self.gutter, self.tail, self.cell, self.place, self.n_in_cell,
        )  # fmt: skip


@dataclass(slots=True, eq=False)
class Chain:
    """Lines from top to bottom between the sides `x0` and `x1`; `table` is None for running text."""

    x0: float
    x1: float
    table: Table | None
    lines: list[NameLine] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


def table_chains(table: Table) -> list[Chain]:
    """A chain for each column of the table: cells with the same sides, from left to right."""
    chains: list[Chain] = []
    # By where they begin: few of the many columns of a wide table are compared with a cell.
    chains_at: dict[int, list[tuple[int, Chain]]] = {}
    for cell in sorted(table.cells, key=lambda cell: cell.box.top):
        if not cell.lines:
            continue
        x0, _, x1, _ = cell.box
        at = int(x0 // _SAME_SIDE)
        alike = [
            (i, chain)
            for place in (at - 1, at, at + 1)
            for i, chain in chains_at.get(place, ())
            if abs(chain.x0 - x0) <= _SAME_SIDE and abs(chain.x1 - x1) <= _SAME_SIDE
        ]
        if alike:
            _, chain = min(alike, key=_order)
        else:
            chain = Chain(x0, x1, table)
            chains_at.setdefault(at, []).append((len(chains), chain))
            chains.append(chain)
        chain.lines += cell_lines(cell)
        chain.cells.append(cell)
    return sorted(chains, key=lambda chain: (chain.x0, chain.x1))


def _order(item: tuple[int, Chain]) -> int:
    return item[0]


def text_chain(lines: Sequence[Line]) -> Chain | None:
    """The chain of running text; None when there is none."""
    if not lines:
        return None
    chain = Chain(min(line.box.x0 for line in lines), max(line.box.x1 for line in lines), None)
    for line in lines:
        gutter, text, tail, box = _split(line, None)
        chain.lines.append(NameLine(text, box, line.bold, gutter, tail))
    return chain


def page_chains(page: PageTables) -> list[Chain]:
    """All chains of a page: those of its tables from top to bottom, then its running text."""
    chains = [chain for table in page.tables for chain in table_chains(table)]
    text = text_chain(page.lines)
    return [*chains, text] if text is not None else chains


def is_gutter(text: str) -> bool:
    """True for a running number, letter or bullet alone."""
    return bool(_GUTTER.fullmatch(text.strip()))


def cell_lines(cell: Cell) -> list[NameLine]:
    """The lines of a cell; a number that stands alone beside them goes to the first that has none."""
    lines = cell.lines
    name_lines: list[NameLine] = []
    lone: list[str] = []
    for line in lines:
        text = line.text.strip()
        if len(lines) > 1 and _GUTTER.fullmatch(text):
            n_right = sum(other.box.x0 >= line.box.x1 - 1 for other in lines)
            left_of_all = all(line.box.x0 < other.box.x0 - _INDENT for other in lines if other is not line)
            if n_right >= max(1, (len(lines) - 1) / 2) or left_of_all:
                lone.append(text)
                continue
        others = [
            other.box.x0
            for other in lines
            if other is not line and not _GUTTER.fullmatch(other.text.split(" ", 1)[0])
        ]
        gutter, text, tail, box = _split(line, min(others) if others else None)
        name_lines.append(NameLine(text, box, line.bold, gutter, tail, cell))
    for number in lone:
        if name_lines and not name_lines[0].gutter:
            name_lines[0].gutter = number
    for i, name_line in enumerate(name_lines):
        name_line.place, name_line.n_in_cell = i, len(name_lines)
    return name_lines


def _split(line: Line, left: float | None) -> tuple[str, str, str, Box]:
    """Gutter, text, tail and box of a line; `left` is where the other lines of its cell begin."""
    words = list(line.words)
    if not words:
        return "", line.text, "", line.box
    gutter = tail = ""
    height = line.box.height or 1.0
    if len(words) > 1 and _GUTTER.fullmatch(words[0].text):
        gap = words[1].box.x0 - words[0].box.x1
        stands_left = left is None or words[0].box.x1 <= left + 1 or gap > _LONE_GUTTER_GAP * height
        # A number that is wider than its gutter reaches into the text, which begins where other lines do.
        hangs = (
            left is not None
            and words[0].box.x0 < left - _INDENT
            and abs(words[1].box.x0 - left) < _INDENT
            and any(map(str.isdigit, words[0].text))
        )
        if (gap > _GUTTER_GAP * height and stands_left) or hangs:
            gutter = words[0].text
            words = words[1:]
    end = _end_of_text(words, height)
    if end < len(words):
        behind = [word.text for word in words[end:]]
        tail = next(filter(amounts.is_grouped, behind)) if _LEADER.fullmatch(behind[0]) else " ".join(behind)
        words = words[:end]
    if not gutter and not tail:
        return "", line.text, "", line.box
    box = Box(words[0].box.x0, line.box.top, words[-1].box.x1, line.box.bottom)
    return gutter, text_of(words), tail, box


def _end_of_text(words: Sequence[Word], height: float) -> int:
    """How many words belong to the text: an amount or a number that stands far behind it does not."""
    n = len(words)
    money = n
    while money > 1 and _is_money(words[money - 1].text):
        money -= 1
    ends_large = money < n and _is_large(words[-1].text)
    for i in range(1, n):
        if _LEADER.fullmatch(words[i].text) and any(amounts.is_grouped(word.text) for word in words[i + 1 :]):
            return i
        if i < money and not words[i].text[:1].isdigit():
            continue
        gap = words[i].box.x0 - words[i - 1].box.x1
        if i >= money and (ends_large or gap > _TAIL_GAP * height):
            return i
        if gap > _COLUMN_GAP * height and words[i].text[:1].isdigit():
            return i
    return n


def _is_money(text: str) -> bool:
    return amounts.is_grouped(text) or text.lower().strip(".") == "rp"


def _is_large(text: str) -> bool:
    """True for an amount of millions: no name ends in one."""
    return amounts.is_grouped(text) and sum(map(str.isdigit, text)) >= _MIN_LARGE_DIGITS
