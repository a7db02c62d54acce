"""Tables and lists, page by page, to program rows.

A `Reader` is fed pages in order and remembers only what a document itself
carries over: the columns, the program and kegiatan that are open, and the OPD of
a heading. What a band of cells means is decided in `bands`, what is no row (totals,
urusan, units, outcomes) in `names`, what a page end has cut in `cuts`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.fields import amounts, names, opds
from classifier.fields.dehyphenation import Words
from classifier.pdf.layout import PageTables, Table
from classifier.records import Trace
from classifier.rows import columns, header, money_units, row_fields, split_tables
from classifier.rows.columns import Head
from classifier.rows.draft import Draft
from classifier.rows.header import Band
from classifier.rows.program_lists import ListReader
from classifier.rows.table_rows import Body
from classifier.rows.totals import Totals
from classifier.tables import captions


class Reader(Body):
    """Reads pages in order; `drafts` grows in reading order."""

    def __init__(self, words: Words | None = None) -> None:
        super().__init__(words or Words())
        self.traces: list[Trace] = []
        self._head_page, self._bottom = 0, 0.0
        self._caption_number = ""
        self._whole, self._first_row = False, 0
        self._left: list[tuple[float, Draft | None]] = []
        self._lists = ListReader()

    def feed(self, page: PageTables) -> None:
        """Read one page after the pages before it."""
        before = 0.0
        for table in page.tables:
            self._feed_list(page, before, table.box.top)
            self._table(page, table)
            before = max(before, table.box.bottom)
        self._feed_list(page, before, float("inf"))

    def _feed_list(self, page: PageTables, top: float, bottom: float) -> None:
        lines = [line for line in page.lines if top <= (line.box.top + line.box.bottom) / 2 < bottom]
        for item in self._lists.feed(page.page, page.width, lines, is_end=bottom < float("inf")):
            row = Draft(item.page, page.displayed(item.box), "program", "", item.text, source="list")
            row.pagu = {"": item.amount} if item.amount is not None else {}
            self.drafts.append(row)

    def _table(self, page: PageTables, table: Table) -> None:
        caption = captions.caption(page, table)
        if page.page == self._head_page and table.box.top < self._bottom - 2:
            # Beside the table before, not below it.
            self._head = None
        self._bottom = table.box.bottom
        segments = header.segments(header.bands(table))
        before = segments[0].body
        near = self._head is not None and page.page - self._head_page <= 1 and not self._is_new(caption)
        fits = columns.carried(self._head, table) if self._head and near else None
        if before and (fits or len(segments) == 1):
            head = fits or columns.inferred(table, header.without_names(before))
            if head is not None and (fits or head.has_names()):
                self._trace(
                    page, table, head, "with the columns of the table before" if fits else "by its content"
                )
                self._begin(caption, continues=fits is not None)
                self._body(page, table, head, before)
            elif not self._right_half(page, table):
                self._trace(page, table, None, "it has no head and no column full of programs")
        for segment in segments[1:]:
            head = header.read(segment.head)
            if not head.has_names():
                self._trace(page, table, None, "its head names no program or kegiatan")
                self._head = None
                self._open = None
                continue
            self._trace(page, table, head, "by its head")
            self._begin(caption, continues=self._repeats(head, page, caption))
            self._body(page, table, head, segment.body)

    def _right_half(self, page: PageTables, table: Table) -> bool:
        """Give the rows of the page before what a right half of their table holds, if this is one."""
        if self._head is None or page.page - self._head_page != 1:
            return False
        had_money = any(c.role == "pagu" for c in self._head.columns)
        half = split_tables.right_half(self._left, had_money, table, self._words)
        if half is None:
            return False
        head, rows = half
        for row, said in rows:
            row.take(said, self._year, self._factor)
            row.opd = said.opd or row.opd
        self._trace(page, table, head, "as the right half of the table before")
        return True

    def _trace(self, page: PageTables, table: Table, head: Head | None, how: str) -> None:
        message = f"a table of {len(table.cells)} cells was left, because {how}"
        named: tuple[tuple[str, float, float], ...] = ()
        if head is not None:
            named = tuple((c.role, c.x0, c.x1) for c in head.columns)
            roles = " | ".join(role for role, _, _ in named if role != "other")
            message = f"a table of {len(table.cells)} cells was taken {how}: {roles}"
        self.traces.append(Trace(page.page, page.displayed(table.box), named, message))

    def _repeats(self, head: Head, page: PageTables, caption: str) -> bool:
        """True when the head is the one of the table before, printed again."""
        if self._head is None or page.page - self._head_page > 1 or self._is_new(caption):
            return False
        # Not asked: whether the rules stand in the same places, since paper may change in mid table.
        return [c.role for c in head.columns] == [c.role for c in self._head.columns]

    def _is_new(self, caption: str) -> bool:
        """True when a caption begins another table: another number, or another OPD."""
        if captions.is_continued(caption):
            return False
        opd, number = opds.named(caption), captions.number(caption)
        return bool(
            (number and number != self._caption_number)
            or (not number and re.match(r"\s*tabel\b", caption, re.IGNORECASE))
            or (opd and self._caption_opd and names.fold(opd) != names.fold(self._caption_opd))
        )

    def _begin(self, caption: str, *, continues: bool) -> None:
        self._first_body = continues
        self._left = []
        if continues:
            return
        self._first_row = len(self.drafts)
        self._is_headed = self._is_fresh = False
        self._totals = Totals()
        self._program, self._kegiatan, self._open, self._heading_opd = "", "", None, ""
        self._last = {}
        self._number_of_program, self._program_parts = "", 0
        self._caption_opd = opds.named(caption)
        self._caption_number = captions.number(caption)
        self._year = amounts.year(caption)
        self._factor, self._whole = amounts.factor(captions.without_sums(caption)) or 1, False

    def _body(self, page: PageTables, table: Table, head: Head, body: Sequence[Band]) -> None:
        lower = [header.is_subhead(band) for band in body]
        for band, is_lower in zip(body, lower, strict=True):
            if is_lower:
                head = header.amended(head, band)
        self._head, self._head_page = head, page.page
        true = money_units.with_true_units(head, body, self._factor, self._whole)
        if true != head and not self._whole:
            # Pages before showed too few amounts to tell.
            years = {c.year or self._year for c, t in zip(head.columns, true.columns, strict=True) if c != t}
            for row in self.drafts[self._first_row :]:
                row.without_thousands(years)
            self._totals = Totals()
        self._whole, head = self._whole or true != head, true
        offices = row_fields.opd_cells(table, head)
        for band, is_lower in zip(body, lower, strict=True):
            if band.filled and not is_lower:
                n_rows = len(self.drafts)
                self._band(page, offices, head, band)
                self._first_body = False
                self._left.append((band.top, self.drafts[-1] if len(self.drafts) > n_rows else None))
