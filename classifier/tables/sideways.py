"""Text that runs in another direction than most of a page: tables drawn sideways, and upright labels.

A table on its side is read on the page turned as it needs, and stands below the page's other
tables, so that whoever reads these need not know of it. Labels (the headers of narrow columns)
become words of the page, one for each of their lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from classifier.pdf.layout import Cell, DrawnPage, Line, PageTables, Side, Table, Word, lines_of, turned_back
from classifier.records import Box
from classifier.tables.unruled.column_gaps import runs_of, space_of

# A table is drawn sideways when so many of its cells have text, and of the words that stand there
# this share runs as it does.
_MIN_CELLS, _MIN_OWN_WORDS = 6, 0.7
# Points between the page and what is drawn sideways: further than any caption stands from its table.
_DISTANCE = 1000.0


def own_tables(page: DrawnPage, side: DrawnPage, tables: Sequence[Table]) -> list[Table]:
    """Those of the tables read on the turned page that are drawn sideways."""
    displayed = [turned_back(word.box, page.turn, page.width, page.height) for word in page.words]
    return [table for table in tables if _is_own(table, side, displayed)]


def _is_own(table: Table, side: DrawnPage, others: Sequence[Box]) -> bool:
    box = turned_back(table.box, side.turn, side.width, side.height)
    n_own = sum(_holds(table.box, word.box) for word in side.words)
    n_others = sum(_holds(box, other) for other in others)
    n_cells = sum(bool(cell.lines) for cell in table.cells)
    return n_cells >= _MIN_CELLS and n_own >= _MIN_OWN_WORDS * (n_own + n_others)


def labels(page: DrawnPage, side: DrawnPage, elsewhere: Sequence[Box]) -> list[Word]:
    """The lines of the turned page that are not read elsewhere, as words of the page."""
    lines = lines_of(word for word in side.words if not any(_holds(box, word.box) for box in elsewhere))
    space = space_of(lines)
    found: list[Word] = []
    # The page as displayed.
    width, height = (side.height, side.width) if side.turn in (90, 270) else (side.width, side.height)
    for line in lines:
        for run in runs_of(line, space):
            own = lines_of(run.words)[0]
            displayed = turned_back(own.box, side.turn, side.width, side.height)
            box = turned_back(displayed, (360 - page.turn) % 360, width, height)
            found.append(Word(own.text, box, own.bold, len(page.words) + len(found), True))
    return found


def with_side(page: PageTables, side: PageTables, tables: Sequence[Table]) -> PageTables:
    """The page, and below it the tables that are drawn sideways, with the lines around them.

    Their rules close empty cells on the page itself; these go.
    """
    top = page.height + _DISTANCE
    kept = [table for table in page.tables if any(cell.lines for cell in table.cells)]
    moved = [_moved_table(table, top) for table in tables]
    return replace(
        page,
        tables=(*kept, *moved),
        lines=(*page.lines, *(_moved(line, top) for line in side.lines)),
        side=Side(top, side.width, side.height, side.turn),
    )


def _moved_table(table: Table, down: float) -> Table:
    cells = tuple(
        Cell(_below(cell.box, down), tuple(_moved(line, down) for line in cell.lines), cell.text)
        for cell in table.cells
    )
    return Table(table.page, _below(table.box, down), cells, table.gaps)


def _moved(line: Line, down: float) -> Line:
    words = tuple(word._replace(box=_below(word.box, down)) for word in line.words)
    return line._replace(box=_below(line.box, down), words=words)


def _below(box: Box, down: float) -> Box:
    return Box(box.x0, box.top + down, box.x1, box.bottom + down)


def _holds(box: Box, other: Box) -> bool:
    return box.x0 <= other.x_centre <= box.x1 and box.top <= other.y_centre <= box.bottom
