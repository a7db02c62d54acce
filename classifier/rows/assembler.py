"""Tables and lists, page by page, to program rows.

A `RowAssembler` is fed pages in order and remembers only what a document itself
carries over: the header, the program and kegiatan that are open, the row that may go
on, and the OPD of a heading. What a band prints is gathered in `row_fields`, what is
no row (totals, urusan, parts of offices, outcomes) is known in `fields.names`, what a
page end has cut in `page_breaks`.

Bands are decided one after the other, each once: a document has thousands, and what a
band means depends on those above it, seldom on those below.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from classifier.faults import Fault
from classifier.fields import amounts, codes, names, opds, urusan
from classifier.fields.dehyphenation import Words
from classifier.pdf.layout import Cell, PageTables, Table
from classifier.records import Box, Level, Problem, Trace
from classifier.rows import columns, money_units, page_breaks, row_fields, split_tables
from classifier.rows.columns import Header
from classifier.rows.draft import Draft
from classifier.rows.header import (
    Band,
    bands,
    columns_of,
    is_subheader,
    money_header,
    segments,
    with_subheader,
)
from classifier.rows.program_lists import ListReader
from classifier.rows.row_fields import NameCell, RowFields
from classifier.rows.totals import Totals
from classifier.tables import captions

# Points by which a table may begin above the end of the one before and still stand below it.
_MAX_TABLE_OVERLAP = 2


@dataclass(slots=True)
class _OpenTable:
    """What a table carries from band to band, also over page ends; another table begins with a fresh one."""

    # Of the caption: OPD and number, and the year and unit of money columns that state none.
    caption_opd: str = ""
    caption_number: str = ""
    year: str = ""
    factor: int = 1
    # Where its rows begin in `RowAssembler.drafts`.
    first_draft: int = 0
    # Its amounts have shown to be in full rupiah below a header of thousands.
    is_in_full: bool = False
    totals: Totals = field(default_factory=Totals)
    # The names that rows below belong to.
    program: str = ""
    kegiatan: str = ""
    # The OPD that a heading among the rows names.
    heading_opd: str = ""
    # The row that the next band may add to, none behind a heading or a total, and its texts by column.
    open_row: Draft | None = None
    open_texts: Mapping[int, str] = field(default_factory=dict)
    last_row: dict[Level, Draft] = field(default_factory=dict)
    # How programs are numbered: "letters", "digits", "none" (they begin with "Program"), "" when unknown.
    program_numbering: str = ""
    # How many parts the codes of programs have, where the table counts otherwise than the law; else 0.
    n_program_code_parts: int = 0
    # The band before began a row.
    follows_new_row: bool = False
    # The heading of an urusan was the last thing but bands without rows.
    is_below_urusan: bool = False


class RowAssembler:
    """Reads pages in order; `drafts` grows in reading order, `warnings` and `traces` beside it."""

    def __init__(self, words: Words | None = None) -> None:
        self.drafts: list[Draft] = []
        self.warnings: list[Problem] = []
        self.traces: list[Trace] = []
        self._words = words or Words()
        self._lists = ListReader()
        self._table = _OpenTable()
        # The header of the last table that had one, and the page it served last.
        self._header: Header | None = None
        self._header_page = 0
        # Where the last table ended on its page.
        self._bottom = 0.0
        # The next band is the first of the part of a table that goes on from another page.
        self._is_at_page_break = False
        # Of the last part of a table: the top of each band and the row it began.
        self._bands_read: list[tuple[float, Draft | None]] = []

    def feed(self, page: PageTables) -> None:
        """Read one page after the pages before it."""
        bottom = 0.0
        for table in page.tables:
            self._read_list(page, bottom, table.box.top)
            self._read_table(page, table)
            bottom = max(bottom, table.box.bottom)
        self._read_list(page, bottom, float("inf"))

    def _read_list(self, page: PageTables, top: float, bottom: float) -> None:
        """Add the programs that are listed in prose between two heights of a page."""
        lines = [line for line in page.lines if top <= line.box.y_centre < bottom]
        for item in self._lists.feed(page.page, page.width, lines, is_end=bottom < float("inf")):
            row = Draft(item.page, page.displayed(item.box), "program", "", item.text, source="list")
            row.pagu = {"": item.amount} if item.amount is not None else {}
            self.drafts.append(row)

    # A table: which header serves it, and whether it goes on from the one before.

    def _read_table(self, page: PageTables, table: Table) -> None:
        caption = captions.caption(page, table)
        if page.page == self._header_page and table.box.top < self._bottom - _MAX_TABLE_OVERLAP:
            # Beside the table before, not below it.
            self._header = None
        self._bottom = table.box.bottom
        before, *segments_with_header = segments(bands(table))
        carried = None
        if self._header and page.page - self._header_page <= 1 and not self._is_new(caption):
            carried = columns.carried_over(self._header, table)
        if before.body and (carried or not segments_with_header):
            header = carried or columns.inferred(table, money_header(before.body))
            if header is not None and (carried or header.has_names()):
                self._trace_taken(
                    page,
                    table,
                    header,
                    "with the columns of the table before" if carried else "by its content",
                )
                self._begin_table(caption, continues=carried is not None)
                self._read_body(page, table, header, before.body)
            elif not self._read_right_half(page, table):
                self._trace_left(page, table, "it has no header and no column full of programs")
        for segment in segments_with_header:
            header = columns_of(segment.header)
            if not header.has_names():
                self._trace_left(page, table, "its header names no program or kegiatan")
                self._header = None
                self._table.open_row = None
                continue
            self._trace_taken(page, table, header, "by its header")
            self._begin_table(caption, continues=self._repeats(header, page, caption))
            self._read_body(page, table, header, segment.body)

    def _read_right_half(self, page: PageTables, table: Table) -> bool:
        """Give the rows of the page before what a right half of their table holds, if this is one."""
        if self._header is None or page.page - self._header_page != 1:
            return False
        half = split_tables.right_half(self._bands_read, self._header.has_money(), table, self._words)
        if half is None:
            return False
        header, rows = half
        for row, fields in rows:
            row.add(fields, self._table.year, self._table.factor)
            row.opd = fields.opd or row.opd
        self._trace_taken(page, table, header, "as the right half of the table before")
        return True

    def _trace_taken(self, page: PageTables, table: Table, header: Header, how: str) -> None:
        places = tuple((column.role, column.x0, column.x1) for column in header.columns)
        roles = " | ".join(role for role, _, _ in places if role != "other")
        message = f"a table of {len(table.cells)} cells was taken {how}: {roles}"
        self.traces.append(Trace(page.page, page.displayed(table.box), places, message))

    def _trace_left(self, page: PageTables, table: Table, why: str) -> None:
        message = f"a table of {len(table.cells)} cells was left, because {why}"
        self.traces.append(Trace(page.page, page.displayed(table.box), (), message))

    def _repeats(self, header: Header, page: PageTables, caption: str) -> bool:
        """True when the header is the one of the table before, printed again."""
        if self._header is None or page.page - self._header_page > 1 or self._is_new(caption):
            return False
        # Not asked: whether the rules stand in the same places, since paper may change in mid table.
        return [column.role for column in header.columns] == [column.role for column in self._header.columns]

    def _is_new(self, caption: str) -> bool:
        """True when a caption begins another table: another number, or another OPD."""
        if captions.is_continued(caption):
            return False
        opd, number = opds.named(caption), captions.number(caption)
        return bool(
            (number and number != self._table.caption_number)
            or (not number and re.match(r"\s*tabel\b", caption, re.IGNORECASE))
            or (opd and self._table.caption_opd and names.fold(opd) != names.fold(self._table.caption_opd))
        )

    def _begin_table(self, caption: str, *, continues: bool) -> None:
        """Make ready for the bands of a table, or of another part of the one before."""
        self._is_at_page_break = continues
        self._bands_read = []
        if not continues:
            self._table = _OpenTable(
                caption_opd=opds.named(caption),
                caption_number=captions.number(caption),
                year=amounts.year(caption),
                factor=amounts.factor(captions.without_sums(caption)) or 1,
                first_draft=len(self.drafts),
            )

    def _read_body(self, page: PageTables, table: Table, header: Header, body: Sequence[Band]) -> None:
        are_subheaders = [is_subheader(band) for band in body]
        for band, is_lower in zip(body, are_subheaders, strict=True):
            if is_lower:
                header = with_subheader(header, band)
        self._header, self._header_page = header, page.page
        header = self._with_true_units(header, body)
        offices = row_fields.opd_cells(table, header)
        for band, is_lower in zip(body, are_subheaders, strict=True):
            if band.filled and not is_lower:
                n_rows = len(self.drafts)
                self._read_band(page, offices, header, band)
                self._is_at_page_break = False
                row = self.drafts[-1] if len(self.drafts) > n_rows else None
                self._bands_read.append((band.top, row))

    def _with_true_units(self, header: Header, body: Sequence[Band]) -> Header:
        """The header with the units that its amounts show; rows read before they did are put right."""
        table = self._table
        true = money_units.with_true_units(header, body, table.factor, table.is_in_full)
        if true != header and not table.is_in_full:
            # Pages before showed too few amounts to tell.
            years = {
                column.year or table.year
                for column, true_column in zip(header.columns, true.columns, strict=True)
                if column != true_column
            }
            for row in self.drafts[table.first_draft :]:
                row.undo_thousands(years)
            table.totals = Totals()
            table.is_in_full = True
        return true

    # A band: the rest of a cut row, more of the open row, or rows of its own.

    def _read_band(self, page: PageTables, offices: Sequence[Cell], header: Header, band: Band) -> None:
        table = self._table
        fields = row_fields.fields_of(band, header, offices, self._words)
        row = table.open_row
        if row and self._is_at_page_break:
            begun = [self._row_begun(name_cell, row).text for name_cell in fields.name_cells] or [row.text]
            if page_breaks.ends_cut_row(header, begun, row.kode, table.open_texts, fields):
                self._join_rest(row, fields)
                return
        if row and table.follows_new_row and page_breaks.is_second_line(fields):
            self._join_rest(row, fields)
            return
        n_rows = len(self.drafts)
        if not fields.name_cells:
            self._add_to_open_row(fields)
        for name_cell in fields.name_cells:
            self._read_name(page, header, fields, name_cell)
        table.follows_new_row = len(self.drafts) > n_rows
        table.is_below_urusan = table.is_below_urusan and not table.follows_new_row

    def _row_begun(self, name_cell: NameCell, row: Draft) -> Draft:
        """The row that a name at the top of a page may end: its column's last one, else the open `row`."""
        role = name_cell.role
        if role == "program" or role == "kegiatan" or role == "subkegiatan":
            return self._table.last_row.get(role, row)
        return row

    def _add_to_open_row(self, fields: RowFields) -> None:
        """Add a band without a name: more indicators, under a merged or empty name cell."""
        if self._table.open_row is not None:
            self._table.open_row.add(fields, self._table.year, self._table.factor)

    def _join_rest(self, row: Draft, fields: RowFields) -> None:
        """Join the rest of a cut row to it, cell by cell."""
        table = self._table
        for name_cell in fields.name_cells:
            begun = self._row_begun(name_cell, row)
            name_before = begun.text
            begun.text = self._words.joined([name_before, names.parsed(name_cell.text).text])
            joined = self._carry_joined_name(begun, name_before)
            row = joined if begun is row else row
        # A cell printed again whole is no rest.
        joined_texts = {
            i: text if text == table.open_texts.get(i) else f"{table.open_texts.get(i, '')} {text}".strip()
            for i, text in fields.texts.items()
            if fields.columns[i].role != "indikator"
        }
        whole = RowFields((), "", "", {**table.open_texts, **joined_texts}, fields.columns)
        row.kode = whole.kode or row.kode
        money = RowFields((), "", "", joined_texts, fields.columns)
        row.pagu.update(money.pagu(table.year, table.factor))
        row.years_in_full |= money.years_in_full(table.year, table.factor)
        offices = [
            text
            for i, text in joined_texts.items()
            if fields.columns[i].role == "opd" and names.has_words(text)
        ]
        row.opd = offices[0] if offices else row.opd
        row.indikator = page_breaks.joined_indicators(row.indikator, fields.indikator, self._words)

    def _carry_joined_name(self, row: Draft, name_before: str) -> Draft:
        """Carry a name that was put together to the rows below, and return its row.

        One that only prints again the row above it is no second row: it is taken out,
        and the row above returned.
        """
        table = self._table
        place = next((i for i in range(len(self.drafts) - 1, -1, -1) if self.drafts[i] is row), None)
        if row.level == "subkegiatan" or place is None:
            return row
        rows_above = (self.drafts[i] for i in range(place - 1, -1, -1))
        above = next((other for other in rows_above if other.level in (row.level, "program")), None)
        if above is not None and not _is_printed_again(row, above):
            above = None
        text = above.text if above is not None else row.text
        if row.level == "program":
            for below in self.drafts[place + 1 :]:
                below.program = text if below.program == name_before else below.program
            table.program = text if table.program == name_before else table.program
        elif table.kegiatan == name_before:
            table.kegiatan = text
        if above is None:
            return row
        del self.drafts[place]
        table.last_row[row.level] = above
        table.open_row = above if table.open_row is row else table.open_row
        return above

    # A name: what it is, its level, and the row it makes.

    def _read_name(self, page: PageTables, header: Header, fields: RowFields, name_cell: NameCell) -> None:
        table = self._table
        prefix = names.parsed(name_cell.prefix).kode
        name = names.parsed(f"{prefix} {name_cell.text}" if prefix else name_cell.text)
        if name.kode and fields.kode and name.kode != fields.kode:
            # The code column has spoken: other digits in front belong to the name as printed.
            name = names.Name("", name.number, f"{name.kode} {name.text}")
        kode = fields.kode or name.kode
        number = fields.number or name.number
        stated, level_of_code = names.level_of_text(name.text), codes.level_of_code(kode)
        is_sum = names.is_sum(name.text)
        if is_sum:
            self._check_total(page, fields)
        has_digits = names.number_style(number) == "digits"
        ends_rows = is_sum or (names.is_total(name.text) and not (level_of_code or has_digits))
        if ends_rows or (codes.is_above_program(kode) and stated is None and "." in kode):
            table.open_row = None
            return
        in_mixed_column = name_cell.role == "name"
        if stated != "program" or in_mixed_column:
            if in_mixed_column and not level_of_code and names.is_outcome(name.text):
                self._add_to_open_row(fields)
                return
            if in_mixed_column and not kode and names.is_dashed_result(name) and table.open_row is not None:
                table.open_row.indikator.append(name.text)
                return
            if not level_of_code and names.is_heading(name.text):
                table.open_row = None
                table.is_below_urusan = name.text.lower().startswith(("urusan", "bidang"))
                return
            # Below `Urusan Pilihan` a bare `Industri` is the bidang.
            is_bidang = urusan.is_name(name.text) or (table.is_below_urusan and not number)
            if is_bidang and stated is None and not level_of_code and fields.is_bare:
                table.open_row, table.is_below_urusan = None, False
                return
        if stated is None and not level_of_code and (in_mixed_column or name_cell.is_wide):
            if names.is_opd(name.text) and not fields.indikator and not fields.number:
                table.heading_opd, table.open_row = opds.without_region(name.text), None
                return
            if (names.is_office_unit(name.text) and not has_digits) or (
                name_cell.is_wide and (not in_mixed_column or not fields.number)
            ):
                table.open_row = None
                return
        level = self._level(header, name_cell, name, kode, fields)
        if level is None:
            table.open_row = None
            return
        own_kode = row_fields.own_kode(kode, level, fields, name_cell.role)
        parts = [(name.text, name_cell.cell.box)]
        if level == "program":
            parts = row_fields.listed_programs(name_cell.cell, name.text, self._words)
        for text, box in parts:
            is_last = name_cell is fields.name_cells[-1]
            self._add_row(page, fields, level, own_kode, text, box, is_last=is_last)

    def _check_total(self, page: PageTables, fields: RowFields) -> None:
        table = self._table
        unmet = table.totals.check(fields.pagu(table.year, table.factor), table.factor)
        if unmet:
            self.warnings.append(Problem(page.page, Fault("total_not_met", sums=unmet)))

    def _level_of_code(self, kode: str) -> Level | None:
        """Level that a code's depth says, counted from the programs above where theirs is unusual."""
        n_below_program = kode.count(".") + 1 - self._table.n_program_code_parts
        if kode and self._table.n_program_code_parts and 0 <= n_below_program < 3:
            return ("program", "kegiatan", "subkegiatan")[n_below_program]
        return codes.level_of_code(kode)

    def _level(
        self, header: Header, name_cell: NameCell, name: names.Name, kode: str, fields: RowFields
    ) -> Level | None:
        """Level of a name, from its column, its own first word and its code, in that order of trust."""
        if name_cell.role == "name":
            return self._level_in_mixed_column(header, name_cell, name, kode, fields)
        if name_cell.role != "program":
            return "subkegiatan" if name_cell.role == "subkegiatan" else "kegiatan"
        table = self._table
        level_of_code, stated = self._level_of_code(kode), names.level_of_text(name.text)
        is_alone = not any(column.role in ("kegiatan", "subkegiatan") for column in header.columns)
        is_unstated = stated is None and level_of_code is None
        if is_alone and is_unstated and table.program_numbering and not name_cell.cell.bold:
            # Other rows of the column begin with "Program".
            return "kegiatan"
        if stated == "program":
            table.program_numbering = names.number_style(fields.number or name.number) or "none"
        return (level_of_code or stated or "program") if is_alone else stated or "program"

    def _level_in_mixed_column(
        self, header: Header, name_cell: NameCell, name: names.Name, kode: str, fields: RowFields
    ) -> Level | None:
        """Level of a name in a column of programs and kegiatan; None for what is no row."""
        table = self._table
        level_of_code, stated = self._level_of_code(kode), names.level_of_text(name.text)
        if stated == "program" and "." in kode:
            if codes.level_of_code(kode) == "program":
                # A regular code takes back what one mistyped before it seemed to say.
                table.n_program_code_parts = 0
            elif level_of_code is None:
                table.n_program_code_parts = kode.count(".") + 1
        style, is_bold = names.number_style(fields.number or name.number), name_cell.cell.bold
        if stated == "program" and style == "digits" and table.program_numbering == "letters" and not is_bold:
            return level_of_code or "kegiatan"
        if stated == "program" and level_of_code != "subkegiatan":
            table.program_numbering = style
            return "program"
        if (
            level_of_code is None
            and stated is None
            and style
            and style == table.program_numbering
            and is_bold
        ):
            return "program"
        is_weak = any(column.weak for column in header.columns)
        is_numbered = not is_weak and bool(fields.number or fields.pagu("", 1))
        return level_of_code or stated or ("kegiatan" if table.program or is_numbered else None)

    def _add_row(
        self,
        page: PageTables,
        fields: RowFields,
        level: Level,
        kode: str,
        text: str,
        box: Box,
        *,
        is_last: bool,
    ) -> None:
        """Begin a row; of several names in a band, its indicators and money are those of the last."""
        table = self._table
        roles = {column.role for column in self._header.columns} if self._header else set()
        if level == "program":
            if "program" in roles and table.program and names.fold(text) == names.fold(table.program):
                before = table.last_row.get("program")
                if before is None or not fields.opd or fields.opd == before.opd:
                    if is_last and before is not None:
                        table.open_row = before
                        self._add_to_open_row(fields)
                    return
            table.program, table.kegiatan = text, ""
        elif level == "kegiatan":
            # A column of its own, printed again beside each of its sub kegiatan.
            if {"kegiatan", "subkegiatan"} <= roles and names.fold(text) == names.fold(table.kegiatan):
                return
            table.kegiatan = text
        program = "" if level == "program" else table.program
        row = Draft(page.page, page.displayed(box), level, kode, text, program)
        is_part_of_office = names.is_office_unit(fields.opd) and not names.is_opd(fields.opd)
        row.opd = ("" if is_part_of_office else fields.opd) or table.heading_opd or table.caption_opd
        if is_last:
            row.indikator, row.pagu = fields.indikator, fields.pagu(table.year, table.factor)
            row.years_in_full = fields.years_in_full(table.year, table.factor)
        table.totals.add(level, row.pagu)
        table.last_row[level] = row
        self.drafts.append(row)
        table.open_row, table.open_texts = row, fields.texts


def _is_printed_again(row: Draft, above: Draft) -> bool:
    """True when a row has the name and code of the row above and nothing of its own."""
    return (
        above.level == row.level
        and names.fold(above.text) == names.fold(row.text)
        and above.kode == row.kode
        and not row.pagu
        and not row.indikator
    )
