"""Tables and lists, page by page, to program rows.

A `Reader` is fed pages in order and remembers only what a document itself
carries over: the columns, the program and kegiatan that are open, and the OPD of
a heading. What a band of cells means is decided in `bands`, what is no row (totals,
urusan, units, outcomes) in `names`, what a page end has cut in `cuts`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from classifier import amounts, bands, captions, columns, cuts, drafts, heads, names, opds, units
from classifier.bands import Named, Said
from classifier.cells import PageTables, Table
from classifier.columns import Head
from classifier.drafts import Draft
from classifier.heads import Band
from classifier.lists import ListReader
from classifier.records import Box, Level, Problem, Trace
from classifier.totals import Totals
from classifier.words import Words


class Reader:
    """Reads pages in order; `drafts` grows in reading order."""

    def __init__(self, words: Words | None = None) -> None:
        self._words = words or Words()
        self.drafts: list[Draft] = []
        self.warnings: list[Problem] = []
        self.traces: list[Trace] = []
        self._totals = Totals()
        self._head: Head | None = None
        self._head_page, self._bottom = 0, 0.0
        self._program = self._kegiatan = ""
        self._number_of_program = ""
        self._open: Draft | None = None
        self._heading_opd = ""
        self._caption_opd = self._caption_number = ""
        self._year = ""
        self._factor = 1
        self._whole = False
        self._first_body = False
        self._last: dict[Level, Draft] = {}
        self._texts: Mapping[int, str] = {}
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
            self.drafts.append(
                Draft(item.page, page.displayed(item.box), "program", "", item.text, source="list")
            )

    def _table(self, page: PageTables, table: Table) -> None:
        caption = captions.caption(page, table)
        if page.page == self._head_page and table.box.top < self._bottom - 2:
            # Beside the table before, not below it.
            self._head = None
        self._bottom = table.box.bottom
        segments = heads.segments(heads.bands(table))
        before = segments[0].body
        near = self._head is not None and page.page - self._head_page <= 1 and not self._is_new(caption)
        fits = columns.carried(self._head, table) if self._head and near else None
        if before and (fits or len(segments) == 1):
            head = fits or columns.inferred(table)
            if head is not None and (fits or head.has_names()):
                self._trace(
                    page, table, head, "with the columns of the table before" if fits else "by its content"
                )
                self._begin(page, caption, continues=fits is not None)
                self._body(page, table, head, before)
            elif not self._right_half(page, table):
                self._trace(page, table, None, "it has no head and no column full of programs")
        for segment in segments[1:]:
            head = heads.read(segment.head)
            if not head.has_names():
                self._trace(page, table, None, "its head names no program or kegiatan")
                self._head = None
                self._open = None
                continue
            self._trace(page, table, head, "by its head")
            self._begin(page, caption, continues=self._repeats(head, page, caption))
            self._body(page, table, head, segment.body)

    def _right_half(self, page: PageTables, table: Table) -> bool:
        """Give the rows of the page before what a right half of their table holds, if this is one."""
        if self._head is None or page.page - self._head_page != 1:
            return False
        had_money = any(c.role == "pagu" for c in self._head.columns)
        half = drafts.right_half(self._left, had_money, table, self._words)
        if half is None:
            return False
        head, rows = half
        for row, said in rows:
            row.indikator += [i for i in said.indikator if i not in row.indikator]
            row.opd = said.opd or row.opd
            row.pagu |= {k: v for k, v in said.pagu(self._year, self._factor).items() if k not in row.pagu}
        self._trace(page, table, head, "as the right half of the table before")
        return True

    def _trace(self, page: PageTables, table: Table, head: Head | None, how: str) -> None:
        size = f"a table of {len(table.cells)} cells"
        if head is None:
            self.traces.append(
                Trace(page.page, page.displayed(table.box), (), f"{size} was left, because {how}")
            )
            return
        named = tuple((c.role, c.x0, c.x1) for c in head.columns)
        roles = " | ".join(role for role, _, _ in named if role != "other")
        self.traces.append(
            Trace(page.page, page.displayed(table.box), named, f"{size} was taken {how}: {roles}")
        )

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

    def _begin(self, page: PageTables, caption: str, *, continues: bool) -> None:
        self._first_body = continues
        self._left = []
        if continues:
            return
        self._totals = Totals()
        self._program, self._kegiatan, self._open, self._heading_opd = "", "", None, ""
        self._last = {}
        self._number_of_program = ""
        self._caption_opd = opds.named(caption)
        self._caption_number = captions.number(caption)
        self._year = amounts.year(caption)
        self._factor, self._whole = amounts.factor(captions.without_sums(caption)) or 1, False

    def _body(self, page: PageTables, table: Table, head: Head, body: Sequence[Band]) -> None:
        lower = [heads.is_subhead(band) for band in body]
        for band, is_lower in zip(body, lower, strict=True):
            if is_lower:
                head = heads.amended(head, band)
        self._head, self._head_page = head, page.page
        true = units.with_true_units(head, body, self._factor, self._whole)
        self._whole, head = self._whole or true != head, true
        for band, is_lower in zip(body, lower, strict=True):
            if band.filled and not is_lower:
                n_rows = len(self.drafts)
                self._band(page, table, head, band)
                self._first_body = False
                self._left.append((band.top, self.drafts[-1] if len(self.drafts) > n_rows else None))

    def _band(self, page: PageTables, table: Table, head: Head, band: Band) -> None:
        said = bands.said(table, head, band, self._words)
        row = self._open
        if self._first_body and row:
            begun = [self._begun(named, row).text for named in said.named] or [row.text]
            if cuts.is_cut(head, begun, row.kode, self._texts, said):
                self._merge(row, said)
                return
        if not said.named:
            self._continue(said)
        for named in said.named:
            self._name(page, head, said, named)

    def _begun(self, named: Named, row: Draft) -> Draft:
        """The row that a name at the top of a page may end: the last of its column's level, else the open one."""
        level = named.role if named.role in ("program", "kegiatan", "subkegiatan") else None
        return self._last.get(level, row) if level else row

    def _continue(self, said: Said) -> None:
        """A band without a name: more indicators of the open row, under a merged or empty name cell."""
        if self._open is None:
            return
        self._open.indikator += [i for i in said.indikator if i not in self._open.indikator]
        for key, value in said.pagu(self._year, self._factor).items():
            self._open.pagu.setdefault(key, value)

    def _merge(self, row: Draft, said: Said) -> None:
        """Join the rest of a cut row to it, cell by cell."""
        for named in said.named:
            draft = self._begun(named, row)
            was = draft.text
            draft.text = self._words.joined([was, names.parsed(named.text).text])
            if draft.level == "program" and self._program == was:
                self._program = draft.text
        rest = {i: text for i, text in said.texts.items() if said.columns[i].role != "indikator"}
        # A cell printed again whole is no rest.
        joined = {
            i: text if text == self._texts.get(i) else f"{self._texts.get(i, '')} {text}".strip()
            for i, text in rest.items()
        }
        whole = Said((), "", "", {**self._texts, **joined}, said.columns)
        row.kode = whole.kode or row.kode
        row.pagu.update(Said((), "", "", joined, said.columns).pagu(self._year, self._factor))
        opd = [text for i, text in joined.items() if said.columns[i].role == "opd" and names.has_words(text)]
        row.opd = opd[0] if opd else row.opd
        row.indikator = cuts.joined_indicators(row.indikator, said.indikator, self._words)

    def _name(self, page: PageTables, head: Head, said: Said, named: Named) -> None:
        front = names.parsed(named.front).kode
        name = names.parsed(f"{front} {named.text}" if front else named.text)
        if name.kode and said.kode and name.kode != said.kode:
            # The code column has spoken: other digits in front belong to the name as printed.
            name = names.Name("", name.number, f"{name.kode} {name.text}")
        kode = said.kode or name.kode
        stated, by_code = names.level_of_text(name.text), names.level_of_code(kode)
        if names.is_sum(name.text):
            self._check_total(page, said)
        numbered = names.kind_of_number(said.number or name.number) == "digits"
        ends = names.is_sum(name.text) or (names.is_total(name.text) and not (by_code or numbered))
        if ends or (names.is_above_program(kode) and stated is None and "." in kode):
            self._open = None
            return
        if stated != "program" or named.role == "name":
            if named.role == "name" and not by_code and names.is_outcome(name.text):
                self._continue(said)
                return
            if named.role == "name" and not kode and names.is_dashed_result(name) and self._open is not None:
                self._open.indikator.append(name.text)
                return
            if not by_code and names.is_heading(name.text):
                self._open = None
                return
        if stated is None and not by_code and (named.role == "name" or named.wide):
            if names.is_opd(name.text) and not said.indikator and not said.number:
                self._heading_opd, self._open = opds.clean(name.text), None
                return
            if (names.is_unit(name.text) and not numbered) or (
                named.wide and (named.role != "name" or not said.number)
            ):
                self._open = None
                return
        level = self._level(head, named, name, kode, said)
        if level is None:
            self._open = None
            return
        own = bands.own_kode(kode, level, said, named.role)
        for part, box in (
            bands.several(named.cell, name.text, self._words)
            if level == "program"
            else [(name.text, named.cell.box)]
        ):
            self._add(page, said, level, own, part, box, named_last=named is said.named[-1])

    def _check_total(self, page: PageTables, said: Said) -> None:
        wrong = self._totals.check(said.pagu(self._year, self._factor), self._factor)
        if wrong:
            self.warnings.append(Problem(page.page, f"total not met: {wrong}."))

    def _level(self, head: Head, named: Named, name: names.Name, kode: str, said: Said) -> Level | None:
        """Level of a name, from its column, its own first word and its code, in that order of trust."""
        by_code, stated = names.level_of_code(kode), names.level_of_text(name.text)
        role, bold = named.role, named.cell.bold
        if role == "name":
            number = names.kind_of_number(said.number or name.number)
            if (
                stated == "program"
                and number == "digits"
                and self._number_of_program == "letters"
                and not bold
            ):
                return by_code or "kegiatan"
            if stated == "program" and by_code != "subkegiatan":
                self._number_of_program = number
                return "program"
            if by_code is None and stated is None and number and number == self._number_of_program and bold:
                return "program"
            weak = any(c.weak for c in head.columns)
            numbered = not weak and bool(said.number or said.pagu("", 1))
            return by_code or stated or ("kegiatan" if self._program or numbered else None)
        if role == "program":
            alone = not any(c.role in ("kegiatan", "subkegiatan") for c in head.columns)
            return (by_code or stated or "program") if alone else stated or "program"
        return "subkegiatan" if role == "subkegiatan" else "kegiatan"

    def _add(
        self, page: PageTables, said: Said, level: Level, kode: str, text: str, box: Box, *, named_last: bool
    ) -> None:
        roles = {c.role for c in self._head.columns} if self._head else set()
        if level == "program":
            if "program" in roles and self._program and names.fold(text) == names.fold(self._program):
                before = self._last.get("program")
                if before is None or not said.opd or said.opd == before.opd:
                    if named_last and before is not None:
                        self._open = before
                        self._continue(said)
                    return
            self._program, self._kegiatan = text, ""
        elif level == "kegiatan":
            # A column of its own, printed again beside each of its sub kegiatan.
            if {"kegiatan", "subkegiatan"} <= roles and names.fold(text) == names.fold(self._kegiatan):
                return
            self._kegiatan = text
        row = Draft(
            page.page, page.displayed(box), level, kode, text, "" if level == "program" else self._program
        )
        own = "" if names.is_unit(said.opd) and not names.is_opd(said.opd) else said.opd
        row.opd = own or self._heading_opd or self._caption_opd
        # Of several names in a band, its indicators and money are the lowest one's.
        if named_last:
            row.indikator, row.pagu = said.indikator, said.pagu(self._year, self._factor)
        self._totals.add(level, row.pagu)
        self._last[level] = row
        self.drafts.append(row)
        self._open, self._texts = row, said.texts
