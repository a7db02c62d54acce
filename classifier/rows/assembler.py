"""Tables and lists, page by page, to program rows.

A `RowAssembler` is fed pages in order and remembers only what a document itself
carries over: the columns (`table_parts`), the program and kegiatan that are open, the row
that may go on, the OPD of a heading (`open_table`). For each page the signs of all lines
are weighed first (`evidence`); then bands are read one after the other. A name makes a row
when the weights are sure of it, or when the rules of print call it one (`name_facts`) and
the weights do not speak against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from classifier.agencies import opds
from classifier.evidence import name_ends
from classifier.evidence.decoding import NameRun
from classifier.evidence.header_signs import with_headers
from classifier.evidence.judgement import PageJudgement, judged
from classifier.evidence.signs import PageSigns, page_signs
from classifier.evidence.trees import Judge
from classifier.fields import name_likeness, names
from classifier.fields.dehyphenation import Words
from classifier.fields.header_words import NAME_ROLES
from classifier.fields.section_headings import is_program_heading, is_section_heading
from classifier.pdf.layout import PageTables, Table
from classifier.records import Box, Level, Problem, Trace, around
from classifier.rows import doubts, page_breaks, row_fields, split_tables, table_codes, units
from classifier.rows.doubt_signs.basis import Basis
from classifier.rows.draft import Draft
from classifier.rows.list_rows import ListRows
from classifier.rows.name_facts import NameFacts, facts_of, kind_of
from classifier.rows.open_table import OpenTable
from classifier.rows.opinions import SURE, BandReader, Opinion, basis_of, before_names
from classifier.rows.read_table import PrintedTotal, ReadTable
from classifier.rows.row_fields import NameCell, RowFields
from classifier.rows.table_parts import (
    BY_CONTENT,
    CARRIED,
    OWN,
    STATED,
    ColumnFinder,
    TablePart,
    context_of,
    with_columns_of,
)
from classifier.tables import columns
from classifier.tables.columns import Header
from classifier.tables.header import Band

# A heading, total or office by its form is a row all the same from this probability on.
_SURE_OF_HEADING = 0.95
# The level that the weights give counts from this probability on.
_SURE_LEVEL = 0.8
# Two panels print one name when so much of it agrees.
_SAME_NAME = 0.85
# Of its height: a line so close above a table is a band of it, drawn without rules.
_RIGHT_ABOVE = 1.5
# A program further up than so many rows has ended.
_N_BEFORE = 200
# Points by which a line may reach over the side of its cell.
_SAME_SIDE = 2
_HOW = {BY_CONTENT: "by its content", CARRIED: "with the columns of the table before", OWN: "by its header"}

# Called with the signs of each page, by those who learn the weights.
Watcher = Callable[[PageSigns], None]


class RowAssembler:
    """Reads pages in order; `drafts` grows in reading order, `warnings` and `traces` beside it.

    Without a `judge` the rules of print decide alone.
    """

    def __init__(
        self, words: Words | None = None, judge: Judge | None = None, watcher: Watcher | None = None
    ) -> None:
        self.drafts: list[Draft] = []
        self.warnings: list[Problem] = []
        self.traces: list[Trace] = []
        self.tables: list[ReadTable] = []
        self._words = words or Words()
        self._judge = judge
        self._watcher = watcher
        self._columns = ColumnFinder()
        self._lists = ListRows()
        self._list: ReadTable | None = None
        self._table = OpenTable()
        # The next band is the first of the part of a table that goes on from another page.
        self._is_at_page_break = False
        # Of the last part of a table: its page, the top of each band and the row it began.
        self._bands_page = 0
        self._bands_read: list[tuple[float, Draft | None]] = []
        # Of the whole table the same by page, of pages whose money may stand on another one.
        self._without_money: dict[int, list[tuple[float, Draft | None]]] = {}
        self._n_without_money = 0

    def finish(self) -> None:
        """Settle what the whole document decides; call it after the last page."""
        self._end_table()
        page_breaks.join_cut_programs(self.drafts, self._words)
        self._part_listed_programs()
        units.settle(self.tables)
        before: list[Draft] = []
        for table in self.tables:
            self.warnings += table.problems()
            doubts.settle(table, before[-_N_BEFORE:])
            before += table.rows

    def _part_listed_programs(self) -> None:
        """Give each program its row that a cell lists in one run; what stands beside it is the last one's."""
        parted: list[Draft] = []
        for row in self.drafts:
            is_list = row.level == "program" and row.source == "table" and row_fields.lists(row.text)
            *listed, last = row_fields.listed_in(row.text) if is_list else [row.text]
            firsts = [_bare(row, text) for text in listed]
            if firsts and row.table is not None:
                row.table.insert_before(row, firsts)
            row.text = last
            parted += [*firsts, row]
        for row in parted:
            if row.level != "program" and row.source == "table" and row_fields.lists(row.program):
                row.program = row_fields.listed_in(row.program)[-1]
        self.drafts = parted

    def _end_table(self) -> None:
        rows = self.drafts[self._table.first_draft :]
        table_codes.settle([row for row in rows if row.source == "table"])

    def feed(self, page: PageTables, signs: PageSigns | None = None) -> None:
        """Read one page after the pages before it; `signs` are its own, where they were taken already."""
        parts = [self._columns.parts_of(page, table) for table in page.tables]
        judgement = self._judged(page, parts, signs)
        bottom = 0.0
        for t, table in enumerate(page.tables):
            self._read_list(page, bottom, table.box.top, judgement)
            self._read_table(page, t, parts[t], judgement)
            bottom = max(bottom, table.box.bottom)
        self._read_list(page, bottom, float("inf"), judgement)

    def _judged(
        self, page: PageTables, parts: Sequence[Sequence[TablePart]], signs: PageSigns | None
    ) -> PageJudgement:
        if self._judge is None and self._watcher is None:
            return PageJudgement()
        contexts = {t: context_of(table_parts) for t, table_parts in enumerate(parts)}
        signs = with_headers(signs or page_signs(page), contexts)
        if self._watcher is not None:
            self._watcher(signs)
        return judged(signs, self._judge, self._words) if self._judge is not None else PageJudgement()

    def _read_list(self, page: PageTables, top: float, bottom: float, judgement: PageJudgement) -> None:
        """Add the programs that are listed in prose between two heights of a page."""
        program = self._table.program if page.page - self._bands_page <= 1 else ""
        is_judged = self._judge is not None
        given = self._lists.feed(page, top, bottom, judgement, program, is_judged=is_judged)
        if not given:
            return
        for row, before in given:
            read = self._list_of(page, row)
            read.last_page = page.page
            self._keep(row, read, before)

    def _list_of(self, page: PageTables, row: Draft) -> ReadTable:
        """The list that a row stands in: the open one, or a new one below the heading of another section."""
        above = _headings_above(page, row.bbox.top) if row.page == page.page else ()
        # `4.2.1 Program ...` heads what is said of one program.
        headings = tuple(heading for heading in above if not is_program_heading(heading))
        open_list = self._list
        if (
            open_list is not None
            and page.page - open_list.last_page <= 1
            and (not headings or headings[-1] == open_list.caption)
        ):
            return open_list
        self._list = ReadTable("list", headings[-1] if headings else "", row.page, page.page, headings)
        self.tables.append(self._list)
        return self._list

    def _keep(self, row: Draft, table: ReadTable, before: Draft | None = None) -> None:
        """Add a row behind all others, or before one, with which it shares the table then."""
        if before is None or before.table is None:
            row.table = table
            table.rows.append(row)
            self.drafts.append(row)
            return
        row.table = before.table
        for rows in (before.table.rows, self.drafts):
            place = next(i for i in range(len(rows) - 1, -1, -1) if rows[i] is before)
            rows.insert(place, row)

    # A table, part by part.

    def _read_table(
        self, page: PageTables, t: int, parts: Sequence[TablePart], judgement: PageJudgement
    ) -> None:
        table = page.tables[t]
        sure = [run for run in judgement.runs.get(t, ()) if run.begins >= SURE]
        for i, part in enumerate(parts):
            end = parts[i + 1].top if i + 1 < len(parts) else float("inf")
            begun = [run for run in sure if part.top - 1 <= run.lines[0].box.top < end]
            in_body = [run for run in begun if _is_below_header(run, part)]
            header = with_columns_of(part.header, part, table, in_body)
            if header is None or not header.has_names():
                self._leave(page, table, part)
                continue
            is_last = t == len(page.tables) - 1 and i == len(parts) - 1
            if is_last and (part.header is None or not part.header.has_names()):
                # Tables below on the page have found their columns already.
                self._columns.learn(header, page, part.caption)
            self._trace_taken(page, table, header, _HOW.get(part.how, "by the names in it"))
            self._begin_table(page, table, part)
            self._read_body(page, t, table, header, part.how, part.body, judgement)

    def _leave(self, page: PageTables, table: Table, part: TablePart) -> None:
        """Read no names in a part; it may be the right half of the table before."""
        if part.how == STATED:
            self._trace_left(page, table, "its header names no program or kegiatan")
            self._table.open_row = None
        elif not self._read_right_half(page, table, part):
            self._trace_left(page, table, "it has no header and no column full of programs")

    def _read_right_half(self, page: PageTables, table: Table, part: TablePart) -> bool:
        """Give the rows of the page before what a right half of their table holds, if this is one."""
        before = part.before if page.page - self._bands_page == 1 else None
        half = None
        if before is not None:
            half = split_tables.right_half(self._bands_read, before.has_money(), table, self._words)
        if half is None and 0 < page.page - self._bands_page <= self._n_without_money:
            facing = split_tables.facing_half(self._without_money, table, self._words)
            if facing is not None:
                header, rows, page_beside = facing
                del self._without_money[page_beside]
                half = header, rows
        if half is None:
            if before is not None and split_tables.is_money_beside(table, before):
                # Which row has which amount is not known; that they have some is.
                self._table.read.has_money_column = True
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

    def _begin_table(self, page: PageTables, table: Table, part: TablePart) -> None:
        """Make ready for the bands of a table, or of another part of the one before."""
        self._is_at_page_break = part.continues
        self._bands_read = []
        self._list = None
        if not part.continues:
            self._without_money, self._n_without_money = {}, 0
            self._end_table()
            headings = _headings_above(page, page.displayed(table.box).top)
            read = ReadTable("table", part.caption, page.page, page.page, headings)
            self.tables.append(read)
            self._table = OpenTable.below(read, len(self.drafts))
            self._table.program_in_text = self._lists.program_before(page.page)
        self._take_programs_above(page, table, continues=part.continues)
        self._table.read.last_page = page.page
        self._table.read.add_header(text for _, _, text in part.header_cells)

    def _take_programs_above(self, page: PageTables, table: Table, *, continues: bool) -> None:
        """Take programs on bands of their own into the table: right above it, or between its parts."""
        top = page.displayed(table.box).top
        between: list[Draft] = []
        for row in reversed(self.drafts):
            is_near = continues or top - row.bbox.bottom < _RIGHT_ABOVE * row.bbox.height
            if row.source != "list" or row.level != "program" or row.page != page.page or not is_near:
                break
            between.insert(0, row)
            if not continues:
                break
        for row in between:
            if row.table is not None:
                row.table.rows.remove(row)
            row.table, row.source, row.opd = self._table.read, "table", row.opd or self._table.caption_opd
            # Sentences print amounts in full.
            row.years_in_full |= row.pagu.keys()
            self._table.read.rows.append(row)
            self._table.last_row["program"] = row
        if between:
            self._table.program, self._table.kegiatan = between[-1].text, ""
            self._table.open_row = None

    def _read_body(
        self,
        page: PageTables,
        t: int,
        table: Table,
        header: Header,
        how: int,
        body: Sequence[Band],
        judgement: PageJudgement,
    ) -> None:
        self._bands_page = page.page
        cells = [cell for band in body for cell in band.filled]
        header = columns.with_decimals_by_content(columns.with_money_by_content(header, cells), cells)
        self._table.read.has_money_column |= header.has_money()
        offices = row_fields.opd_cells(table, header)
        reader = BandReader(page, t, header, how, offices, judgement)
        for band in body:
            n_rows = len(self.drafts)
            row_before = self._table.open_row
            self._read_band(reader, band)
            if header.second:
                self._read_second_panel(reader, band, self.drafts[n_rows:])
            self._is_at_page_break = False
            row = self.drafts[-1] if len(self.drafts) > n_rows else None
            self._bands_read.append((band.top, row))
            if not header.has_money():
                self._without_money.setdefault(page.page, []).append((band.top, row))
                self._n_without_money = len(self._without_money)
            if row is None and row_before is not None and row_before is self._table.open_row:
                # More of a row that began above, or on the page before.
                row_before.doubts |= page.doubts_of_repairs(_name_box(band, header))

    # A band: the rest of a cut row, more of the open row, or rows of its own.

    def _read_band(self, reader: BandReader, band: Band) -> None:
        table = self._table
        fields = row_fields.fields_of(band, reader.header, reader.offices, self._words)
        table.read.add_printed(*fields.printed_amounts(table.year, table.factor))
        row = table.open_row
        opinions = {id(name_cell): reader.opinion(name_cell) for name_cell in fields.name_cells}
        name_cells = tuple(cell for cell in fields.name_cells if not opinions[id(cell)].is_repeated)
        fields = replace(fields, name_cells=name_cells)
        # Where rows have codes, a band without one goes on, however much like a name it begins.
        has_codes = bool(row and row.kode) and any(c.role == "kode" for c in reader.header.columns)
        begins_anew = not has_codes and any(opinion.begins_anew for opinion in opinions.values())
        if row and self._is_at_page_break and not begins_anew:
            begun = [table.row_begun(cell.role, row).text for cell in fields.name_cells] or [row.text]
            is_likely = bool(opinions) and all(opinion.goes_on for opinion in opinions.values())
            if page_breaks.ends_cut_row(
                reader.header, begun, row.kode, table.open_texts, fields, is_likely=is_likely
            ):
                if table.follows_outcome:
                    # The name is whole; what goes on is the outcome below it.
                    self._join_fields(row, fields)
                    return
                rests = tuple(before_names(cell, opinions[id(cell)], self._words) for cell in name_cells)
                self._join_rest(row, replace(fields, name_cells=rests))
                for name_cell in name_cells:
                    self._read_names_below_rest(reader, fields, name_cell, opinions[id(name_cell)])
                return
        goes_on = [opinion.joins for opinion in opinions.values() if not opinion.runs]
        if goes_on and len(goes_on) == len(opinions) and all(joined is not None for joined in goes_on):
            # Lines of names that begun above: their rows have them already.
            if row is not None and row is goes_on[-1]:
                self._join_fields(row, fields)
            return
        if row and table.follows_new_row and not begins_anew and page_breaks.is_second_line(fields):
            self._join_rest(row, fields)
            return
        n_rows = len(self.drafts)
        if not fields.name_cells:
            table.add_to_open_row(fields)
        for name_cell in fields.name_cells:
            self._read_name(reader, fields, name_cell, opinions[id(name_cell)])
        table.follows_new_row = len(self.drafts) > n_rows
        if table.follows_new_row:
            table.passed = 0.0
            table.passed_since_program *= self.drafts[-1].level != "program"
        else:
            table.pass_by(max((opinion.begins or 0.0 for opinion in opinions.values()), default=0.0))
        table.is_below_urusan = table.is_below_urusan and not table.follows_new_row

    def _read_second_panel(self, reader: BandReader, band: Band, begun: Sequence[Draft]) -> None:
        """Add the row of a second panel where its name is not that of the first one; `begun` are its rows."""
        table = self._table
        first_row, first_texts, row_before = table.open_row, table.open_texts, table.second_row
        table.second_row = None
        fields = row_fields.fields_of(band, Header(reader.header.second), reader.offices, self._words)
        if not fields.name_cells:
            return
        name_cell = fields.name_cells[0]
        if self._is_at_page_break and not begun and not fields.pagu("", 1):
            if row_before is not None:
                rest = names.parsed(name_cell.text).text
                row_before.text = self._words.joined([row_before.text, rest])
                row_before.basis.is_cut = True
            return
        facts = facts_of(name_cell, fields)
        known = {names.fold(row.text) for row in begun} or {names.fold(first_row.text if first_row else "")}
        text = name_ends.trimmed(facts.name.text)
        kind = kind_of(facts, is_below_urusan=False, has_open_row=True)
        if kind != "row" or facts.stated == "program" or _is_one_of(names.fold(text), known):
            return
        run = max(reader.opinion(name_cell).runs, key=lambda run: run.begins, default=None)
        level = facts.of_code or facts.stated
        if level is None and run is not None and max(run.levels) >= _SURE_LEVEL:
            level = run.level
        if level is None and begun:
            level = begun[-1].level
        if level is None:
            level = table.numbering.level(facts, reader.header, has_program=bool(table.program))
        if level is None or level == "program":
            return
        table.second_row = self._add_row(
            reader, fields, level, facts.kode, text, name_cell.cell.box, is_last=True
        )
        if table.second_row is not None and begun and table.second_row.pagu == begun[-1].pagu:
            # The analysis gives it another name; its money counts once.
            table.second_row.pagu = {}
        if begun:
            table.open_row, table.open_texts = first_row, first_texts

    def _join_rest(self, row: Draft, fields: RowFields) -> None:
        """Join the rest of a cut row to it, cell by cell."""
        table = self._table
        for name_cell in fields.name_cells:
            begun = table.row_begun(name_cell.role, row)
            name_before = begun.text
            begun.text = self._words.joined([name_before, names.parsed(name_cell.text).text])
            begun.basis.is_cut = True
            joined = self._carry_joined_name(begun, name_before)
            row = joined if begun is row else row
        self._join_fields(row, fields)

    def _join_fields(self, row: Draft, fields: RowFields) -> None:
        """Join what stands beside the rest of a cut row to the row's fields."""
        table = self._table
        # A cell printed again whole is no rest.
        joined_texts = {
            i: text if text == table.open_texts.get(i) else f"{table.open_texts.get(i, '')} {text}".strip()
            for i, text in fields.texts.items()
            if fields.columns[i].role != "indikator"
        }
        whole = RowFields((), "", "", {**table.open_texts, **joined_texts}, fields.columns)
        table.open_texts = {**table.open_texts, **joined_texts}
        row.kode = whole.kode or row.kode
        row.basis.texts, row.basis.columns = table.open_texts, fields.columns
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
        table.read.rows.remove(row)
        table.last_row[row.level] = above
        table.open_row = above if table.open_row is row else table.open_row
        return above

    # A name: what it is, its level, and the rows it makes.

    def _read_name(
        self, reader: BandReader, fields: RowFields, name_cell: NameCell, opinion: Opinion
    ) -> None:
        table = self._table
        facts = facts_of(name_cell, fields)
        kind = kind_of(facts, is_below_urusan=table.is_below_urusan, has_open_row=table.open_row is not None)
        if facts.is_sum:
            self._check_total(reader.page, fields)
        # What form tells apart from names needs more to be one.
        limit = SURE if kind == "row" or kind == "outcome" or kind == "result" else _SURE_OF_HEADING
        sure = [run for run in opinion.runs if run.begins >= limit]
        if opinion.joins is not None and not opinion.runs:
            return
        if sure and not facts.is_sum and not facts.labelled_opd:
            self._read_sure_names(reader, fields, name_cell, facts, kind, opinion.runs, sure)
            return
        if kind != "row":
            self._read_between_rows(kind, facts, fields)
            return
        level = table.numbering.level(facts, reader.header, has_program=bool(table.program))
        is_kept = opinion.is_against and (facts.is_numbered_plan or facts.is_labelled_plan)
        if level == "program" and facts.stated is None and (is_kept or facts.is_like_heading):
            # `1. Belanja Jasa Kantor`: its number may be that of programs, its words are not.
            level = "kegiatan"
        if level is None or (opinion.is_against and not is_kept):
            table.open_row = None
            return
        best = max(opinion.runs, key=lambda run: run.begins, default=None)
        basis = Basis(opinion.begins, same_name=False, how=reader.how)
        if best is not None:
            basis = basis_of(best, reader, by_rules=True, text=facts.name.text, level=level)
        kode = row_fields.own_kode(facts.kode, level, fields, name_cell.role)
        text = name_ends.trimmed(facts.name.text)
        parts = [(text, name_cell.cell.box)]
        if level == "program":
            parts = row_fields.listed_programs(name_cell.cell, text, self._words)
        is_last_cell = name_cell is fields.name_cells[-1]
        for i, (part_text, box) in enumerate(parts):
            is_last = is_last_cell and i == len(parts) - 1
            row = self._add_row(reader, fields, level, kode, part_text, box, is_last=is_last)
            if row is not None:
                if not reader.header.has_money() and len(parts) == 1:
                    table.take_stated(row, row_fields.stated(name_cell.cell.lines))
                basis_of_row = replace(basis, is_trimmed=text != facts.name.text, n_names=len(parts))
                row.basis = self._with_band(basis_of_row, reader.page, fields, name_cell)

    def _read_sure_names(
        self,
        reader: BandReader,
        fields: RowFields,
        name_cell: NameCell,
        facts: NameFacts,
        kind: str,
        runs: Sequence[NameRun],
        sure: Sequence[NameRun],
    ) -> None:
        """Add the rows of a cell's names; of several the indicators and money are the last one's."""
        table = self._table
        is_alone = len(sure) == 1
        by_rules = kind == "row" and is_alone
        is_last_cell = name_cell is fields.name_cells[-1]
        for run in sure:
            rules_level = table.numbering.level(facts, reader.header, has_program=bool(table.program))
            p_level = max(run.levels)
            level = run.level
            if p_level < _SURE_LEVEL and rules_level is not None and is_alone:
                level = rules_level
            kode = row_fields.own_kode(facts.kode, level, fields, name_cell.role) if is_alone else run.kode
            text = run.text
            if is_alone and any(line.box.x1 > name_cell.cell.box.x1 + _SAME_SIDE for line in run.lines):
                # The cell was cut where another column begins; its lines were not.
                text = name_ends.trimmed(facts.name.text)
            if is_alone and run.kode and facts.name.text.startswith(run.kode):
                # The code column says another code: these digits belong to the name as printed.
                text = f"{run.kode} {run.text}"
            box = name_cell.cell.box if is_alone else around(line.box for line in run.lines)
            is_last = is_last_cell and run is sure[-1]
            row = self._add_row(reader, fields, level, kode, text, box, is_last=is_last)
            if row is not None:
                reader.row_of[id(run)] = row
                if not reader.header.has_money():
                    table.take_stated(row, row_fields.stated_behind(run.lines, sure, name_cell.cell))
                basis = basis_of(run, reader, by_rules=by_rules, text=facts.name.text, level=rules_level)
                row.basis = self._with_band(replace(basis, n_names=len(runs)), reader.page, fields, name_cell)

    def _with_band(self, basis: Basis, page: PageTables, fields: RowFields, name_cell: NameCell) -> Basis:
        """The basis with what stands in the band of the name."""
        return replace(
            basis,
            is_ocr=bool(page.repairs),
            n_cell_lines=len(name_cell.cell.lines),
            columns=fields.columns,
            texts=fields.texts,
            caption=self._table.read.caption,
            year=self._table.year,
            factor=self._table.factor,
            passed=self._table.passed,
            passed_since_program=self._table.passed_since_program,
            n_money_bands=int(bool(fields.pagu("", 1))),
        )

    def _read_names_below_rest(
        self, reader: BandReader, fields: RowFields, name_cell: NameCell, opinion: Opinion
    ) -> None:
        """Add the rows of a cell whose first lines are the rest of a cut row."""
        runs = opinion.below_rest
        if runs:
            bare = replace(fields, texts={}, name_cells=(name_cell,))
            self._read_sure_names(reader, bare, name_cell, facts_of(name_cell, bare), "row", runs, runs)

    def _read_between_rows(self, kind: str, facts: NameFacts, fields: RowFields) -> None:
        """Take what stands between rows for what it is."""
        table = self._table
        table.follows_outcome = kind == "outcome" or kind == "result"
        if kind == "outcome":
            table.add_to_open_row(fields)
            return
        if kind == "result" and table.open_row is not None:
            table.open_row.indikator.append(facts.name.text)
            return
        table.open_row = None
        if kind == "heading":
            table.is_below_urusan = facts.name.text.lower().startswith(("urusan", "bidang"))
        elif kind == "bidang":
            table.is_below_urusan = False
        elif kind == "opd":
            table.heading_opd = facts.labelled_opd or opds.without_region(facts.name.text)

    def _check_total(self, page: PageTables, fields: RowFields) -> None:
        table = self._table
        pagu = fields.pagu(table.year, table.factor or 1)
        in_full = frozenset(fields.years_in_full(table.year, table.factor))
        table.read.totals.append(PrintedTotal(page.page, len(table.read.rows), pagu, in_full))

    def _add_row(
        self,
        reader: BandReader,
        fields: RowFields,
        level: Level,
        kode: str,
        text: str,
        box: Box,
        *,
        is_last: bool,
    ) -> Draft | None:
        """Begin a row and return it; None when it only prints again the one above."""
        table = self._table
        text = names.without_label(text)
        if is_last and _repeats(table.open_row, level, kode, text, fields):
            table.add_to_open_row(fields)
            return None
        roles = {column.role for column in reader.header.columns}
        if level == "program":
            if "program" in roles and table.program and names.fold(text) == names.fold(table.program):
                before = table.last_row.get("program")
                if before is None or not fields.opd or fields.opd == before.opd:
                    if is_last and before is not None:
                        table.open_row = before
                        table.add_to_open_row(fields)
                    return None
            table.program, table.kegiatan = text, ""
        elif level == "kegiatan":
            # A column of its own, printed again beside each of its sub kegiatan.
            if {"kegiatan", "subkegiatan"} <= roles and names.fold(text) == names.fold(table.kegiatan):
                return None
            table.kegiatan = text
        program = "" if level == "program" else table.program or table.program_in_text
        row = Draft(reader.page.page, reader.page.displayed(box), level, kode, text, program)
        row.opd = table.opd_of(fields)
        row.doubts = reader.page.doubts_of_repairs(box)
        if is_last:
            row.indikator, row.pagu = fields.indikator, fields.pagu(table.year, table.factor)
            row.years_in_full = fields.years_in_full(table.year, table.factor)
        table.last_row[level] = row
        self._keep(row, table.read)
        table.open_row, table.open_texts = row, fields.texts
        table.follows_outcome = False
        return row


def _bare(row: Draft, text: str) -> Draft:
    """A row of another name in the same place, without what stands beside it."""
    doubts_of_row, basis = set(row.doubts), replace(row.basis)
    return replace(
        row, text=text, indikator=[], pagu={}, years_in_full=set(), doubts=doubts_of_row, basis=basis
    )


def _is_one_of(text: str, known: Iterable[str]) -> bool:
    """True when one of some folded texts is this one, but for slips of the pen."""
    return any(name_likeness.ratio(text, other, least=_SAME_NAME) >= _SAME_NAME for other in known)


def _repeats(row: Draft | None, level: Level, kode: str, text: str, fields: RowFields) -> bool:
    """True when a band prints the name of the row just above again, beside another indicator."""
    return (
        row is not None
        and row.level == level
        and row.kode == kode
        and names.fold(row.text) == names.fold(text)
        and not any(fields.pagu("", 1).values())
    )


def _headings_above(page: PageTables, top: float) -> tuple[str, ...]:
    """The headings of sections that a page prints above a height of the page as displayed."""
    return tuple(
        " ".join(line.text.split())
        for line in page.lines
        if is_section_heading(line.text) and page.displayed(line.box).top < top
    )


def _name_box(band: Band, header: Header) -> Box:
    """The box of a band's names; where it has none, one without width that is as high as the band."""
    cells = band.filled or band.cells
    named = [cell for cell in cells if any(c.role in NAME_ROLES for c in header.columns_of(cell))]
    box = around(cell.box for cell in named or cells)
    return box if named else box._replace(x1=box.x0)


def _is_below_header(run: NameRun, part: TablePart) -> bool:
    return part.header_span is None or run.lines[0].box.top > part.header_span[1] - 2


def _is_printed_again(row: Draft, above: Draft) -> bool:
    """True when a row has the name and code of the row above and nothing of its own."""
    return (
        above.level == row.level
        and names.fold(above.text) == names.fold(row.text)
        and above.kode == row.kode
        and not row.pagu
        and not row.indikator
    )
