"""Which columns serve a table, part by part: its own header, the one before, or what its cells say.

A `ColumnFinder` is fed the tables of a document in order and remembers the last header and
the caption it stood under. It decides nothing about rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.agencies import opds
from classifier.evidence.decoding import NameRun
from classifier.evidence.header_signs import HeaderPart, TableContext
from classifier.fields import names
from classifier.fields.header_words import NAME_ROLES
from classifier.fields.lead_years import leads_in
from classifier.pdf.layout import Cell, PageTables, Table
from classifier.records import Box
from classifier.tables import captions, columns
from classifier.tables.columns import Header
from classifier.tables.header import (
    Band,
    bands,
    columns_of,
    is_subheader,
    money_header,
    segments,
    with_subheader,
)

# How the columns of a part are known, less certain first; a sign for the judge.
BY_CONTENT, CARRIED, STATED, OWN = 0, 1, 2, 3
# Running text has no columns.
IN_TEXT = 4
# Points by which a table may begin above the end of the one before and still stand below it.
_MAX_TABLE_OVERLAP = 2
# Tables below one another share this much of the narrower one's width.
_MIN_SHARED_WIDTH = 0.5


# A header's texts, each with the sides of its cell.
_HeaderCells = tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, slots=True)
class TablePart:
    """Bands of a table under one header.

    `header` is None where nothing is known of the columns; `how` says whence it is known.
    `continues` is true when the part goes on with the table before; `before` is the header
    that served last. `top` is where the part begins, `header_cells` the header's texts.
    """

    header: Header | None
    how: int
    body: tuple[Band, ...]
    caption: str
    top: float
    continues: bool = False
    before: Header | None = None
    header_cells: _HeaderCells = ()
    header_span: tuple[float, float] | None = None


class ColumnFinder:
    """Finds the parts of each table; feed tables in the order of the document."""

    def __init__(self) -> None:
        # The header of the last table that had one, its texts, and the page it served last.
        self.header: Header | None = None
        self.page = 0
        self._header_cells: _HeaderCells = ()
        # Of the caption of the table that is being read.
        self._caption_opd = self._caption_number = ""
        # Where the last table stood on its page.
        self._box = Box(0, 0, 0, 0)
        # The headers of a page that name programs or kegiatan: drawings print one over boxes apart.
        self._of_page: tuple[int, list[tuple[Header, _HeaderCells]]] = (0, [])

    def parts_of(self, page: PageTables, table: Table) -> list[TablePart]:
        """The parts of the document's next table, from top to bottom."""
        caption = captions.caption(page, table)
        is_beside = table.box.x_overlap(self._box) < _MIN_SHARED_WIDTH * min(table.box.width, self._box.width)
        if page.page == self.page and is_beside and table.box.top < self._box.bottom - _MAX_TABLE_OVERLAP:
            # Beside the table before, not below it.
            self.header = None
        self._box = table.box
        first, *with_header = segments(bands(table))
        parts = []
        if first.body:
            parts.append(self._part_without_header(page, table, first.body, caption))
        for segment in with_header:
            header = columns_of(segment.header)
            cells = tuple(
                (cell.box.x0, cell.box.x1, cell.text) for band in segment.header for cell in band.filled
            )
            top = segment.header[0].top
            bottom = max(cell.box.bottom for band in segment.header for cell in band.cells)
            continues = header.has_names() and self._repeats(header, page, caption)
            how = OWN if header.has_names() else STATED
            header, body = _with_subheaders(header, segment.body)
            parts.append(
                TablePart(header, how, body, caption, top, continues, self.header, cells, (top, bottom))
            )
            if how == OWN:
                self._remember(header, page, cells)
                self._serve(header, page, cells, caption, continues=continues)
            else:
                self.header = None
        return parts

    def _part_without_header(
        self, page: PageTables, table: Table, body: Sequence[Band], caption: str
    ) -> TablePart:
        before = self.header if page.page - self.page <= 1 else None
        carried = None
        if before is not None and not self.is_new(caption):
            carried = columns.carried_over(before, table)
        if carried is not None and before is not None:
            shift = carried.columns[0].x0 - before.columns[0].x0
            cells = tuple((x0 + shift, x1 + shift, text) for x0, x1, text in self._header_cells)
            carried, own_body = _with_subheaders(carried, body)
            self._serve(carried, page, cells, caption, continues=True)
            return TablePart(carried, CARRIED, own_body, caption, table.box.top, True, before, cells)
        above = self._standing_above(page, table) if not self.is_new(caption) else None
        if above is not None:
            header, cells = above
            self._serve(header, page, cells, caption, continues=True)
            return TablePart(header, CARRIED, tuple(body), caption, table.box.top, False, before, cells)
        inferred = columns.inferred(table, money_header(body))
        if inferred is not None:
            inferred, own_body = _with_subheaders(inferred, body)
            if inferred.has_names():
                self._serve(inferred, page, (), caption, continues=False)
            return TablePart(inferred, BY_CONTENT, own_body, caption, table.box.top, False, before)
        return TablePart(None, BY_CONTENT, tuple(body), caption, table.box.top, False, before)

    def _remember(self, header: Header, page: PageTables, cells: _HeaderCells) -> None:
        """Keep a header for boxes below it on its page."""
        if self._of_page[0] != page.page:
            self._of_page = (page.page, [])
        self._of_page[1].append((header, cells))

    def _standing_above(self, page: PageTables, table: Table) -> tuple[Header, _HeaderCells] | None:
        """The last header of the page whose columns have their rules at the same places as the table's."""
        number, headers = self._of_page
        if number != page.page:
            return None
        return next((one for one in reversed(headers) if columns.has_rules_of(one[0], table)), None)

    def learn(self, header: Header, page: PageTables, caption: str) -> None:
        """Serve later tables with columns that the names of a part have shown."""
        self._serve(header, page, (), caption, continues=False)

    def _serve(
        self,
        header: Header,
        page: PageTables,
        cells: _HeaderCells,
        caption: str,
        *,
        continues: bool,
    ) -> None:
        self.header, self.page, self._header_cells = header, page.page, cells
        if not continues:
            self._caption_opd, self._caption_number = opds.named(caption), captions.number(caption)

    def _repeats(self, header: Header, page: PageTables, caption: str) -> bool:
        """True when the header is the one of the table before, printed again."""
        if self.header is None or page.page - self.page > 1 or self.is_new(caption):
            return False
        # Not asked: whether the rules stand in the same places, since paper may change in mid table.
        return [column.role for column in header.columns] == [column.role for column in self.header.columns]

    def is_new(self, caption: str) -> bool:
        """True when a caption begins another table: another number or OPD, or a sentence that leads it in."""
        if captions.is_continued(caption):
            return False
        opd, number = opds.named(caption), captions.number(caption)
        return bool(
            (number and number != self._caption_number)
            or (not number and re.match(r"\s*tabel\b", caption, re.IGNORECASE))
            or (not number and leads_in(caption))
            or (opd and self._caption_opd and names.fold(opd) != names.fold(self._caption_opd))
        )


def _with_subheaders(header: Header, body: Sequence[Band]) -> tuple[Header, tuple[Band, ...]]:
    """The header with what lower headers among the bands state, and the bands without them."""
    rest = []
    for band in body:
        if is_subheader(band):
            header = with_subheader(header, band)
        elif band.filled:
            rest.append(band)
    return header, tuple(rest)


def context_of(parts: Sequence[TablePart]) -> TableContext:
    """What the judge is told of a table's columns."""
    return TableContext(
        tuple(HeaderPart(part.top, part.header, part.how, part.header_cells) for part in parts),
        tuple(part.header_span for part in parts if part.header_span is not None),
    )


def with_columns_of(
    header: Header | None, part: TablePart, table: Table, runs: Sequence[NameRun]
) -> Header | None:
    """The header with a column of names wherever a name begins outside of those it has; None without any."""
    cells = [cell for run in runs if (cell := run.lines[0].cell) is not None]
    outside = [cell for cell in cells if header is None or not _has_place_for_names(header, cell)]
    if not outside:
        return header
    if header is None:
        header = columns.by_content(table, money_header(part.body))
    spans: list[tuple[float, float]] = []
    # A cell merged over other columns has the name of the narrow ones below it, if there are any.
    for cell in sorted(outside, key=lambda cell: cell.box.width):
        x0, x1 = columns.name_strip(table, header, cell)
        if not any(x0 < (a + b) / 2 < x1 or a < (x0 + x1) / 2 < b for a, b in spans):
            spans.append((x0, x1))
    for x0, x1 in spans:
        header = columns.with_name_column(header, x0, x1)
    return header


def _has_place_for_names(header: Header, cell: Cell) -> bool:
    """True in a column of names, and in a second panel, whose rows differ from those of the first."""
    if any(column.role in NAME_ROLES for column in header.columns_of(cell)):
        return True
    return any(column.x0 < cell.box.x_centre < column.x1 for column in header.second)
