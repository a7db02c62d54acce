"""Words and edges to tables of cells: the one door to pdfplumber.

pdfplumber's own functions find the cells (`pdfplumber.table`: merge edges,
cross them, close cells, join cells to tables); its characters are not used,
because building them costs ten times as much as all the rest of a page.
A test holds the cells equal to `page.find_tables()`.

Words go to cells by their centre, except that lines which straddle a border
follow the block that the document drew them in: office programs let text
overflow a low row, and then the centre of a line lies in the neighbour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.geometry import filter_edges

from classifier.drawn import Drawn, Edge, Floats, Word
from classifier.records import Box

# pdfplumber's defaults (TableSettings), named because `find_tables()` is the yardstick.
_SNAP = _JOIN = _CROSS = 3.0
_MIN_EDGE_BEFORE, _MIN_EDGE = 1.0, 3.0
# A line with less than this share of its height inside a cell does not decide where it belongs.
_FIRM = 0.75


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, from left to right; `text` is them joined."""

    text: str
    box: Box
    bold: bool
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A closed rectangle of a table and its lines from top to bottom."""

    box: Box
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Lines joined with a space; as printed otherwise."""
        return " ".join(line.text for line in self.lines)

    @property
    def bold(self) -> bool:
        """True when most characters are bold."""
        heavy = sum(len(line.text) for line in self.lines if line.bold)
        return 2 * heavy > sum(len(line.text) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Table:
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


def cell_boxes(edges: Sequence[Edge]) -> list[list[Box]]:
    """Cells of every table that the edges close, as `pdfplumber.Page.find_tables()` finds them."""
    raw = [
        {
            "x0": e.x0,
            "x1": e.x1,
            "top": e.top,
            "bottom": e.bottom,
            "width": e.x1 - e.x0,
            "height": e.bottom - e.top,
            "orientation": "h" if e.horizontal else "v",
            "object_type": "line",
        }
        for e in edges
    ]
    long_enough = filter_edges(raw, min_length=_MIN_EDGE_BEFORE)
    merged = merge_edges(long_enough, _SNAP, _SNAP, _JOIN, _JOIN)
    kept = filter_edges(merged, min_length=_MIN_EDGE)
    cells = intersections_to_cells(edges_to_intersections(kept, _CROSS, _CROSS))
    return [[Box(*cell) for cell in table] for table in cells_to_tables(cells)]


def read(page: Drawn) -> PageTables:
    """The page's tables with their text, and the lines that stand outside them."""
    # Backgrounds of paragraphs would cut cells in pieces (2 of the 8 real samples); where they
    # are all there is, they are the table.
    rules = [edge for edge in page.edges if not edge.shade]
    boxes = (cell_boxes(rules) if rules else []) or (cell_boxes(page.edges) if page.edges else [])
    # A frame around the page or around a table is no table itself, and would swallow its text.
    flat = [(t, box) for t, table in enumerate(boxes) if len(table) > 1 for box in table]
    inside: dict[int, list[Word]] = {i: [] for i in range(len(flat))}
    outside: list[Word] = []
    homes = _homes(page.words, [box for _, box in flat])
    for word, home in zip(page.words, homes, strict=True):
        (outside if home < 0 else inside[home]).append(word)
    cells: dict[int, list[Cell]] = {}
    for i, (t, box) in enumerate(flat):
        cells.setdefault(t, []).append(Cell(box, lines_of(inside[i])))
    for group in cells.values():
        opened, outside = _open_cells(around(cell.box for cell in group), group, outside)
        group += opened
    tables = sorted(
        (_table(page.page, group) for group in cells.values()), key=lambda t: (t.box.top, t.box.x0)
    )
    return PageTables(page.page, page.width, page.height, tuple(tables), lines_of(outside))


def _table(page: int, cells: list[Cell]) -> Table:
    ordered = sorted(cells, key=lambda cell: (round(cell.box.top), cell.box.x0))
    return Table(page, around(cell.box for cell in cells), tuple(ordered))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them; there is at least one."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


def _open_cells(table: Box, cells: Sequence[Cell], words: list[Word]) -> tuple[list[Cell], list[Word]]:
    """Cells of the table that lack a border (often the last one of a page), and the words that stay outside.

    A word inside the table but in no cell belongs between the column borders around
    it, below the cell above and above the cell below.
    """
    xs = sorted({round(x, 1) for cell in cells for x in (cell.box.x0, cell.box.x1)})
    found: dict[Box, list[Word]] = {}
    rest: list[Word] = []
    for word in words:
        x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
        if not (table.x0 <= x <= table.x1 and table.top <= y <= table.bottom):
            rest.append(word)
            continue
        x0 = max((v for v in xs if v <= x), default=table.x0)
        x1 = min((v for v in xs if v > x), default=table.x1)
        column = [cell.box for cell in cells if cell.box.x0 <= x <= cell.box.x1]
        top = max((box.bottom for box in column if box.bottom <= y), default=table.top)
        bottom = min((box.top for box in column if box.top >= y), default=table.bottom)
        found.setdefault(Box(x0, top, x1, bottom), []).append(word)
    return [Cell(box, lines_of(inside)) for box, inside in found.items()], rest


def lines_of(words: Iterable[Word]) -> tuple[Line, ...]:
    """Words gathered to lines by baseline, top to bottom; text printed twice for bold counts once."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: ((w.box.top + w.box.bottom) / 2, w.box.x0)):
        middle = (word.box.top + word.box.bottom) / 2
        for row in rows[-3:]:
            first = row[0].box
            if abs(middle - (first.top + first.bottom) / 2) < 0.45 * min(
                first.bottom - first.top, word.box.bottom - word.box.top
            ):
                row.append(word)
                break
        else:
            rows.append([word])
    return tuple(_line(sorted(row, key=lambda w: (w.box.x0, w.order))) for row in rows)


def _line(words: list[Word]) -> Line:
    text, before = "", None
    kept: list[Word] = []
    for word in words:
        if before is not None and _is_reprint(before, word):
            continue
        kept.append(word)
        touches = (
            before is not None
            and not word.spaced
            and word.box.x0 - before.box.x1 < 0.15 * (word.box.bottom - word.box.top)
        )
        text += word.text if before is None or touches else f" {word.text}"
        before = word
    box = around(w.box for w in words)
    heavy = sum(len(w.text) for w in kept if w.bold)
    return Line(text, box, 2 * heavy > sum(len(w.text) for w in kept), tuple(kept))


def _is_reprint(before: Word, word: Word) -> bool:
    overlap = min(before.box.x1, word.box.x1) - max(before.box.x0, word.box.x0)
    return before.text == word.text and overlap > 0.7 * (word.box.x1 - word.box.x0)


def _homes(words: Sequence[Word], boxes: Sequence[Box]) -> list[int]:
    """For each word the index of its cell, -1 outside all."""
    if not words or not boxes:
        return [-1] * len(words)
    cells = np.array(boxes, dtype=np.float64)
    middles = np.array([((w.box.x0 + w.box.x1) / 2, (w.box.top + w.box.bottom) / 2) for w in words])
    homes = _at(middles, cells)
    for block in _blocks(words):
        _settle(block, words, boxes, cells, homes)
    return homes


def _at(
    points: Floats,
    cells: Floats,
) -> list[int]:
    x, y = points[:, 0:1], points[:, 1:2]
    hit = (x >= cells[:, 0]) & (x <= cells[:, 2]) & (y >= cells[:, 1]) & (y <= cells[:, 3])
    return [int(i) for i in np.where(hit.any(axis=1), hit.argmax(axis=1), -1)]


def _blocks(words: Sequence[Word]) -> list[list[list[int]]]:
    """Paragraphs as the document drew them: lists of lines, each a list of word indices.

    A line follows in the same block when it starts lower by at most 1.6 line heights
    and shares at least half of its width with the line above.
    """
    lines: list[list[int]] = []
    for i, word in enumerate(words):
        if lines:
            last = words[lines[-1][-1]].box
            height = last.bottom - last.top
            if (
                abs(word.box.top - last.top) < 0.4 * height
                and -0.2 * height < word.box.x0 - last.x1 < 1.5 * height
            ):
                lines[-1].append(i)
                continue
        lines.append([i])
    blocks: list[list[list[int]]] = []
    for line in lines:
        if blocks:
            above, here = _span(words, blocks[-1][-1]), _span(words, line)
            height = above.bottom - above.top
            shared = min(above.x1, here.x1) - max(above.x0, here.x0)
            if 0.3 * height < here.top - above.top < 1.6 * height and shared > 0.5 * min(
                above.x1 - above.x0, here.x1 - here.x0
            ):
                blocks[-1].append(line)
                continue
        blocks.append([line])
    return blocks


def _span(words: Sequence[Word], line: list[int]) -> Box:
    return around(words[i].box for i in line)


def _settle(
    block: list[list[int]],
    words: Sequence[Word],
    boxes: Sequence[Box],
    cells: Floats,
    homes: list[int],
) -> None:
    """Give lines that straddle a border the cell of their block's firm lines, or of its middle."""
    spans = [_span(words, line) for line in block]
    own = [homes[line[0]] for line in block]
    if len(set(own)) == 1 and own[0] >= 0:
        return
    firm = [home >= 0 and _inside(span, boxes[home]) >= _FIRM for span, home in zip(spans, own, strict=True)]
    if all(firm) or (all(home < 0 for home in own)):
        return
    if any(firm):
        anchors = [k for k, sure in enumerate(firm) if sure]
        targets = [own[_nearest(anchors, k)] for k in range(len(block))]
    else:
        middle = np.array([[(spans[0].x0 + spans[0].x1) / 2, (spans[0].top + spans[-1].bottom) / 2]])
        home = _at(middle, cells)[0]
        if home < 0:
            return
        targets = [home] * len(block)
    for line, target, sure, span in zip(block, targets, firm, spans, strict=True):
        fits = boxes[target].x0 - 2 <= (span.x0 + span.x1) / 2 <= boxes[target].x1 + 2
        if not sure and fits:
            for i in line:
                homes[i] = target


def _inside(span: Box, cell: Box) -> float:
    height = max(span.bottom - span.top, 0.1)
    return (min(span.bottom, cell.bottom) - max(span.top, cell.top)) / height


def _nearest(places: Sequence[int], k: int) -> int:
    return min(places, key=lambda place: abs(place - k))
