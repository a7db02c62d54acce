"""A page's words and edges to tables of cells, however they are ruled.

What rules close is a table (`lattice`); among the other lines tables are found by alignment
(`stream`). Backgrounds come last: a shaded header closes cells too, but most often of a
table whose rows no rule parts, and is then the head of that table.
"""

from __future__ import annotations

from dataclasses import replace

from classifier.pdf.layout import DrawnPage, PageTables, Table, lines_of
from classifier.records import Box
from classifier.tables import hidden_columns, joined_rows, lattice, own_rows, sideways, stream
from classifier.tables.unruled.regions import has_gap

# Backgrounds close a table when they hold this share of its words.
_MIN_SHADED = 0.75
# A frame holds so many lines with columns, and this share of all its lines are such; its cells are few.
_MIN_GAPPED, _MIN_GAPPED_SHARE, _MIN_LINES_PER_CELL = 3, 0.2, 3


def read(page: DrawnPage) -> PageTables:
    """The page's tables from top to bottom, and the lines outside them."""
    tables = _read(page)
    return replace(tables, tables=tuple(map(joined_rows.parted, tables.tables)))


def _read(page: DrawnPage) -> PageTables:
    side = page.side
    if side is None:
        return _read_upright(page)
    turned = _read_upright(side)
    tables = sideways.own_tables(page, side, turned.tables)
    elsewhere = [table.box for table in tables] + [line.box for line in turned.lines if tables]
    words = (*page.words, *sideways.labels(page, side, elsewhere))
    upright = _read_upright(replace(page, words=words))
    return sideways.with_side(upright, turned, tables) if tables else upright


def _read_upright(page: DrawnPage) -> PageTables:
    words = hidden_columns.without_hidden(page.words)
    if len(words) < len(page.words):
        page = replace(page, words=tuple(words))
    ruled = lattice.ruled_tables(page)
    if ruled is not None:
        ruled = own_rows.with_own_rows(page, _with_frames_read(page, ruled))
        return _with_tables(ruled, stream.tables(page.page, ruled.lines, page.edges))
    shaded = lattice.shaded_tables(page)
    if not shaded.tables:
        return _with_tables(shaded, stream.tables(page.page, shaded.lines, page.edges))
    bare = lattice.without_tables(page)
    unruled = [
        table for table in stream.tables(page.page, bare.lines, page.edges) if not _is_shaded(table, shaded)
    ]
    if not unruled:
        return _with_tables(shaded, stream.tables(page.page, shaded.lines, page.edges))
    kept = [table for table in shaded.tables if not any(_are_one(table, other) for other in unruled)]
    return _with_tables(replace(bare, tables=tuple(kept)), unruled)


def _with_frames_read(page: DrawnPage, ruled: PageTables) -> PageTables:
    """The page with what is in frames read for itself: rules around a table, or around groups of its rows."""
    tables: list[Table] = []
    for table in ruled.tables:
        inner: list[Table] = []
        if _is_frame(table):
            words = [word for word in page.words if _holds(table.box, word.box)]
            inner = stream.tables(page.page, lines_of(words), page.edges)
        n_chars = sum(len(cell.text) for other in inner for cell in other.cells)
        is_better = n_chars >= _MIN_SHADED * sum(len(cell.text) for cell in table.cells)
        tables += inner if inner and is_better else [table]
    return replace(ruled, tables=tuple(tables))


def _is_frame(table: Table) -> bool:
    """True when the lines of a table's few cells have columns of their own."""
    n_lines = sum([len(cell.lines) for cell in table.cells])
    if n_lines < _MIN_LINES_PER_CELL * len(table.cells):
        return False
    n_gapped = sum(has_gap(line) for cell in table.cells for line in cell.lines)
    return n_gapped >= max(_MIN_GAPPED, _MIN_GAPPED_SHARE * n_lines)


def _holds(box: Box, other: Box) -> bool:
    return box.x0 <= other.x_centre <= box.x1 and box.top <= other.y_centre <= box.bottom


def _are_one(table: Table, other: Table) -> bool:
    return table.box.y_overlap(other.box) > 0 and table.box.x_overlap(other.box) > 0


def _is_shaded(table: Table, shaded: PageTables) -> bool:
    """True when backgrounds close most of a table as one."""
    n_chars = sum(len(cell.text) for cell in table.cells)
    return any(
        sum(len(cell.text) for cell in other.cells) >= _MIN_SHADED * n_chars
        for other in shaded.tables
        if _are_one(table, other)
    )


def _with_tables(page: PageTables, tables: list[Table]) -> PageTables:
    """The page with more tables, and without the lines that stand in them."""
    if not tables:
        return page
    all_tables = sorted((*page.tables, *tables), key=lambda table: (table.box.top, table.box.x0))
    lines = [
        line
        for line in page.lines
        if not any(table.box.top <= line.box.y_centre <= table.box.bottom for table in all_tables)
    ]
    return replace(page, tables=tuple(all_tables), lines=tuple(lines))
