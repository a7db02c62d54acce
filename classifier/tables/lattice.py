"""Words and edges to tables of cells: the one door to pdfplumber.

pdfplumber's functions merge the edges, cross them and join cells to tables, and
its way of closing cells is kept; its characters are not used, because building
them costs ten times as much as all the rest of a page. A test holds the cells
equal to `page.find_tables()` on real pages (tests/tables/test_lattice.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from pdfplumber.table import merge_edges
from pdfplumber.utils.geometry import filter_edges

from classifier.pdf.layout import Cell, DrawnPage, Edge, PageTables, Table, Word, lines_of
from classifier.records import Box, around
from classifier.tables import cell_assignment

# Points: pdfplumber's defaults (TableSettings), named because `find_tables()` is the yardstick.
_SNAP = _JOIN = _CROSS = 3.0
_MIN_EDGE_BEFORE, _MIN_EDGE = 1.0, 3.0
# Points: shorter upright edges are borders of nothing that a page break could have cut.
_MIN_OPEN_EDGE = 3 * _MIN_EDGE
# So many uprights that end at one height are a row whose border stands on the other page.
_MIN_OPEN_ENDS = 3
# Level rules this wide, in shares of the table, part rows that are drawn line by line, so many of them.
_MIN_PARTING, _MIN_GROUPS = 0.4, 6
# Or as many joints lie at such rules as between them, and so many.
_MIN_RULED = 3
# A cell spans columns when it is wider than this share of its table. By eye; not swept.
_SPANNING_SHARE = 1 / 4


_Point = tuple[float, float]
# The rules that meet at a point, by "v" and "h".
_Crossing = dict[str, list[Mapping[str, Any]]]


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
    rules = filter_edges(merged, min_length=_MIN_EDGE)
    return _touching(_cells_between(_crossings(rules)))


def _crossings(rules: Sequence[Mapping[str, Any]]) -> dict[_Point, _Crossing]:
    """Where level and upright rules meet, and which do.

    `pdfplumber.table.edges_to_intersections`, which compares each rule with each and sorts
    one kind anew for each of the other.
    """
    level = [rule for rule in rules if rule["orientation"] == "h"]
    level.sort(key=itemgetter("top", "x0"))
    sides = np.array([(rule["top"], rule["x0"], rule["x1"]) for rule in level]).reshape(-1, 3)
    highest, lowest = sides[:, 0] - _CROSS, sides[:, 0] + _CROSS
    starts, ends = sides[:, 1] - _CROSS, sides[:, 2] + _CROSS
    crossings: dict[_Point, _Crossing] = {}
    upright = [rule for rule in rules if rule["orientation"] == "v"]
    for rule in sorted(upright, key=itemgetter("x0", "top")):
        x = rule["x0"]
        first = int(np.searchsorted(lowest, rule["top"], side="left"))
        end = int(np.searchsorted(highest, rule["bottom"], side="right"))
        for i in (np.flatnonzero((starts[first:end] <= x) & (x <= ends[first:end])) + first).tolist():
            crossing = crossings.setdefault((x, level[i]["top"]), {"v": [], "h": []})
            crossing["v"].append(rule)
            crossing["h"].append(level[i])
    return crossings


def _touching(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells that share corners as tables, from top to bottom; a cell alone is none.

    `pdfplumber.table.cells_to_tables`, which goes through all cells again for each table. Its order
    of the cells in a table is not kept: nothing asks for it.
    """
    tables: list[list[Box]] = []
    at_corner: dict[_Point, list[int]] = {}
    for i, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            at_corner.setdefault(corner, []).append(i)
    seen: set[int] = set()
    for start in range(len(cells)):
        if start in seen:
            continue
        seen.add(start)
        own, to_visit = [], [start]
        while to_visit:
            i = to_visit.pop()
            own.append(i)
            x0, top, x1, bottom = cells[i]
            for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
                beside = [j for j in at_corner.pop(corner, ()) if j not in seen]
                seen.update(beside)
                to_visit += beside
        if len(own) > 1:
            tables.append([cells[i] for i in sorted(own)])
    return sorted(tables, key=lambda table: min((box.top, box.x0) for box in table))


def _cells_between(crossings: Mapping[_Point, _Crossing]) -> list[Box]:
    """The smallest cell to the lower right of each crossing of edges, in the order of the crossings.

    `pdfplumber.table.intersections_to_cells` with the crossings sorted by column and
    row first: that one searches all of them for each, which took 12 of the 20 ms of
    a table page (350 crossings). Two crossings are joined when one edge goes through both.
    """
    points = sorted(crossings)
    upright = {p: set(map(id, crossings[p]["v"])) for p in points}
    level = {p: set(map(id, crossings[p]["h"])) for p in points}
    by_x: dict[float, list[_Point]] = {}
    by_y: dict[float, list[_Point]] = {}
    for point in points:
        by_x.setdefault(point[0], []).append(point)
        by_y.setdefault(point[1], []).append(point)
    at_x = {p: i for line in by_x.values() for i, p in enumerate(line)}
    at_y = {p: i for line in by_y.values() for i, p in enumerate(line)}

    def smallest(point: _Point) -> Box | None:
        across, down = level[point], upright[point]
        # An edge that does not reach a crossing reaches none behind it.
        column, row = by_x[point[0]], by_y[point[1]]
        for i in range(at_x[point] + 1, len(column)):
            below = column[i]
            if down.isdisjoint(upright[below]):
                break
            for j in range(at_y[point] + 1, len(row)):
                beside = row[j]
                if across.isdisjoint(level[beside]):
                    break
                corner = (beside[0], below[1])
                if (
                    corner in crossings
                    and not upright[corner].isdisjoint(upright[beside])
                    and not level[corner].isdisjoint(level[below])
                ):
                    return Box(*point, *corner)
        return None

    return [cell for point in points if (cell := smallest(point)) is not None]


def with_closing_rules(edges: Sequence[Edge]) -> list[Edge]:
    """The edges, and a rule across the ends of upright ones that a page break left open.

    Three or more uprights that end at one height, with no level rule there, are a row
    whose border stands on the other page. Where others go on below they are the borders of rows that no
    level rule parts; but no row ends there in printed spreadsheets, which draw their borders line by line
    and part their rows by rules.
    """
    added: list[Edge] = []
    level = np.array([(e.top, e.x0, e.x1) for e in edges if e.horizontal and e.x1 - e.x0 > _MIN_EDGE])
    upright = [e for e in edges if not e.horizontal and e.bottom - e.top > _MIN_OPEN_EDGE]
    if len(level) == 0 or len(upright) < _MIN_OPEN_ENDS:
        return list(edges)
    sides = np.array([(e.x0, e.top, e.bottom) for e in upright])
    goes_on = _goes_on(sides)
    if not _part_joints(level, sides, goes_on):
        goes_on[:] = False
    for side in (1, 2):
        ends: dict[int, list[int]] = {}
        for i, y in enumerate(sides[:, side].tolist()):
            if not goes_on[i, side - 1]:
                ends.setdefault(round(y / _SNAP), []).append(i)
        for group in ends.values():
            xs = sides[group, 0]
            if len(np.unique(np.round(xs / _SNAP))) < _MIN_OPEN_ENDS:
                continue
            y, x0, x1 = float(sides[group[0], side]), float(xs.min()), float(xs.max())
            meet = (np.abs(level[:, 0] - y) <= 2 * _SNAP) & (level[:, 1] < x1) & (level[:, 2] > x0)
            go_through = (sides[:, 1] < y - _SNAP) & (sides[:, 2] > y + _SNAP)
            if not meet.any() and not (go_through & (x0 < sides[:, 0]) & (sides[:, 0] < x1)).any():
                added.append(Edge(x0, y, x1, y, horizontal=True))
    return [*edges, *added]


def _part_joints(level: np.ndarray, uprights: np.ndarray, goes_on: np.ndarray) -> bool:
    """True when level rules (y, x0, x1) part the heights at which uprights are joined, or most lie at one."""
    joints = np.unique(np.round(uprights[goes_on[:, 1], 2] / _SNAP))
    x0, x1 = float(uprights[:, 0].min()), float(uprights[:, 0].max())
    # A rule may be drawn in pieces, cell by cell.
    drawn: dict[int, float] = {}
    for y, left, right in level.tolist():
        inside = min(right, x1) - max(left, x0)
        if inside > 0:
            drawn[round(y / _SNAP)] = drawn.get(round(y / _SNAP), 0.0) + inside
    rules = np.array(sorted(y for y, width in drawn.items() if width > _MIN_PARTING * (x1 - x0)), dtype=float)
    is_at_rule = np.isin(joints, np.concatenate((rules - 1, rules, rules + 1)))
    between = joints[~is_at_rule]
    n_at_rules = int(is_at_rule.sum())
    if n_at_rules >= max(_MIN_RULED, len(between)):
        return True
    return len(np.unique(np.searchsorted(rules, between))) >= _MIN_GROUPS


def _goes_on(uprights: np.ndarray) -> np.ndarray:
    """Of each upright (x, top, bottom) whether another one goes on above its top, and below its bottom."""
    goes_on = np.zeros((len(uprights), 2), dtype=bool)
    columns: dict[int, list[int]] = {}
    for i, x in enumerate(uprights[:, 0].tolist()):
        columns.setdefault(round(x / _SNAP), []).append(i)
    for key, own in columns.items():
        tops, bottoms = uprights[own, 1], uprights[own, 2]
        beside = [j for near in (key - 1, key, key + 1) for j in columns.get(near, ())]
        order = sorted(beside, key=lambda j: float(uprights[j, 1]))
        starts, ends = uprights[order, 1], np.maximum.accumulate(uprights[order, 2])
        # The furthest that anything reaches down which begins at the upright's bottom or above it.
        last = np.searchsorted(starts, bottoms + _SNAP, side="right") - 1
        goes_on[own, 1] = ends[last] > bottoms + _SNAP
        order = sorted(beside, key=lambda j: float(uprights[j, 2]))
        ends, starts = uprights[order, 2], np.minimum.accumulate(uprights[order[::-1], 1])[::-1]
        first = np.searchsorted(ends, tops - _SNAP, side="left")
        goes_on[own, 0] = starts[np.minimum(first, len(order) - 1)] < tops - _SNAP
    return goes_on


def page_tables(page: DrawnPage) -> PageTables:
    """The page's tables with their text, and the lines that stand outside them."""
    # Backgrounds of paragraphs would cut cells in pieces (2 of the 8 real samples); where they
    # are all there is, they are the table.
    return ruled_tables(page) or shaded_tables(page)


def ruled_tables(page: DrawnPage) -> PageTables | None:
    """The page's tables that rules close; None when they close none."""
    rules = [edge for edge in page.edges if not edge.shade]
    boxes = cell_boxes(with_closing_rules(rules)) if rules else []
    return _with_texts(page, boxes) if boxes else None


def shaded_tables(page: DrawnPage) -> PageTables:
    """The page's tables that rules and backgrounds close together."""
    return _with_texts(page, cell_boxes(page.edges) if page.edges else [])


def without_tables(page: DrawnPage) -> PageTables:
    """The page as lines alone."""
    return _with_texts(page, [])


def _with_texts(page: DrawnPage, boxes: Sequence[Sequence[Box]]) -> PageTables:
    """Tables of these cells with their text, and the lines outside them."""
    # A frame around the page or around a table is no table itself, and would swallow its text.
    flat = [(t, box) for t, table in enumerate(boxes) if len(table) > 1 for box in table]
    inside: list[list[Word]] = [[] for _ in flat]
    outside: list[Word] = []
    indexes = cell_assignment.cell_indexes(page.words, [box for _, box in flat])
    for word, index in zip(page.words, indexes, strict=True):
        (outside if index < 0 else inside[index]).append(word)
    cells_by_table: dict[int, list[Cell]] = {}
    spanning_widths = [_spanning_width(table) for table in boxes]
    for (t, box), words in zip(flat, inside, strict=True):
        # Only a cell over several columns is ever cut again; without words a page travels light.
        keep_words = box.width > spanning_widths[t]
        cells_by_table.setdefault(t, []).append(Cell.of(box, lines_of(words, keep_words=keep_words)))
    for cells in cells_by_table.values():
        open_cells, outside = _open_cells(around(cell.box for cell in cells), cells, outside)
        cells += open_cells
    tables = sorted(
        (_table(page.page, cells) for cells in cells_by_table.values()),
        key=lambda table: (table.box.top, table.box.x0),
    )
    lines = lines_of(outside)
    return PageTables(page.page, page.width, page.height, tuple(tables), lines, page.turn, skew=page.skew)


def _table(page: int, cells: list[Cell]) -> Table:
    ordered = sorted(cells, key=lambda cell: (round(cell.box.top), cell.box.x0))
    return Table(page, around(cell.box for cell in cells), tuple(ordered))


def _open_cells(table: Box, cells: Sequence[Cell], words: list[Word]) -> tuple[list[Cell], list[Word]]:
    """Cells of the table that lack a border (often the last one of a page), and the words that stay outside.

    A word inside the table but in no cell belongs between the column borders around
    it, below the cell above and above the cell below.
    """
    xs = sorted({round(x, 1) for cell in cells for x in (cell.box.x0, cell.box.x1)})
    inside: dict[Box, list[Word]] = {}
    outside: list[Word] = []
    for word in words:
        x, y = word.box.x_centre, word.box.y_centre
        if not (table.x0 <= x <= table.x1 and table.top <= y <= table.bottom):
            outside.append(word)
            continue
        x0 = max((v for v in xs if v <= x), default=table.x0)
        x1 = min((v for v in xs if v > x), default=table.x1)
        column = [cell.box for cell in cells if cell.box.x0 <= x <= cell.box.x1]
        top = max((box.bottom for box in column if box.bottom <= y), default=table.top)
        bottom = min((box.top for box in column if box.top >= y), default=table.bottom)
        inside.setdefault(Box(x0, top, x1, bottom), []).append(word)
    return [Cell.of(box, lines_of(words_inside)) for box, words_inside in inside.items()], outside


def _spanning_width(cells: Sequence[Box]) -> float:
    """The width from which on a cell spans columns: over a quarter of its table."""
    return (max(box.x1 for box in cells) - min(box.x0 for box in cells)) * _SPANNING_SHARE
