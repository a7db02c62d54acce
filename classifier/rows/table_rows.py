"""The bands below a head, one after the other, to rows: what `rows.Reader` does inside a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from classifier.faults import Fault
from classifier.fields import codes, names, opds, urusan
from classifier.fields.dehyphenation import Words
from classifier.pdf.layout import Cell, PageTables
from classifier.records import Box, Level, Problem
from classifier.rows import page_breaks, row_fields
from classifier.rows.columns import Head
from classifier.rows.draft import Draft
from classifier.rows.header import Band
from classifier.rows.row_fields import Named, Said
from classifier.rows.totals import Totals


class Body:
    """The rows so far and what is open: program, kegiatan, the row that may go on, the heading's OPD."""

    def __init__(self, words: Words) -> None:
        self.drafts: list[Draft] = []
        self.warnings: list[Problem] = []
        self._words = words
        self._totals = Totals()
        self._head: Head | None = None
        self._program = self._kegiatan = ""
        self._number_of_program = ""
        # How many parts the codes of programs have, where the table counts otherwise than the law.
        self._program_parts = 0
        self._open: Draft | None = None
        self._last: dict[Level, Draft] = {}
        self._texts: Mapping[int, str] = {}
        self._heading_opd = self._caption_opd = ""
        self._year, self._factor = "", 1
        self._first_body = self._is_fresh = self._is_headed = False

    def _band(self, page: PageTables, offices: Sequence[Cell], head: Head, band: Band) -> None:
        said = row_fields.said(offices, head, band, self._words)
        row = self._open
        if self._first_body and row:
            begun = [self._begun(named, row).text for named in said.named] or [row.text]
            if page_breaks.is_cut(head, begun, row.kode, self._texts, said):
                self._merge(row, said)
                return
        if row and self._is_fresh and page_breaks.is_second_line(said):
            self._merge(row, said)
            return
        n_rows = len(self.drafts)
        if not said.named:
            self._continue(said)
        for named in said.named:
            self._name(page, head, said, named)
        self._is_fresh = len(self.drafts) > n_rows
        self._is_headed = self._is_headed and not self._is_fresh

    def _begun(self, named: Named, row: Draft) -> Draft:
        """The row that a name at the top of a page may end: its column's last one, else the open one."""
        level = named.role if named.role in ("program", "kegiatan", "subkegiatan") else None
        return self._last.get(level, row) if level else row

    def _continue(self, said: Said) -> None:
        """A band without a name: more indicators of the open row, under a merged or empty name cell."""
        if self._open is not None:
            self._open.take(said, self._year, self._factor)

    def _merge(self, row: Draft, said: Said) -> None:
        """Join the rest of a cut row to it, cell by cell."""
        for named in said.named:
            draft = self._begun(named, row)
            was = draft.text
            draft.text = self._words.joined([was, names.parsed(named.text).text])
            kept = self._renamed(draft, was)
            row = kept if draft is row else row
        rest = {i: text for i, text in said.texts.items() if said.columns[i].role != "indikator"}
        # A cell printed again whole is no rest.
        joined = {
            i: text if text == self._texts.get(i) else f"{self._texts.get(i, '')} {text}".strip()
            for i, text in rest.items()
        }
        whole = Said((), "", "", {**self._texts, **joined}, said.columns)
        row.kode = whole.kode or row.kode
        money = Said((), "", "", joined, said.columns)
        row.pagu.update(money.pagu(self._year, self._factor))
        row.in_full |= money.in_full(self._year, self._factor)
        opd = [text for i, text in joined.items() if said.columns[i].role == "opd" and names.has_words(text)]
        row.opd = opd[0] if opd else row.opd
        row.indikator = page_breaks.joined_indicators(row.indikator, said.indikator, self._words)

    def _renamed(self, row: Draft, was: str) -> Draft:
        """The row whose name was put together, or the row above that it only prints again.

        The name is carried to the rows below; one printed again is no second row.
        """
        at = next((i for i in range(len(self.drafts) - 1, -1, -1) if self.drafts[i] is row), None)
        if row.level == "subkegiatan" or at is None:
            return row
        before = (self.drafts[i] for i in range(at - 1, -1, -1))
        above = next((draft for draft in before if draft.level in (row.level, "program")), None)
        repeated = (
            above is not None
            and above.level == row.level
            and names.fold(above.text) == names.fold(row.text)
            and above.kode == row.kode
            and not row.pagu
            and not row.indikator
        )
        text = above.text if repeated and above is not None else row.text
        if row.level == "program":
            for draft in self.drafts[at + 1 :]:
                draft.program = text if draft.program == was else draft.program
            self._program = text if self._program == was else self._program
        elif self._kegiatan == was:
            self._kegiatan = text
        if repeated and above is not None:
            del self.drafts[at]
            self._last[row.level] = above
            self._open = above if self._open is row else self._open
            return above
        return row

    def _name(self, page: PageTables, head: Head, said: Said, named: Named) -> None:
        front = names.parsed(named.front).kode
        name = names.parsed(f"{front} {named.text}" if front else named.text)
        if name.kode and said.kode and name.kode != said.kode:
            # The code column has spoken: other digits in front belong to the name as printed.
            name = names.Name("", name.number, f"{name.kode} {name.text}")
        kode = said.kode or name.kode
        stated, by_code = names.level_of_text(name.text), codes.level_of_code(kode)
        is_sum = names.is_sum(name.text)
        if is_sum:
            self._check_total(page, said)
        numbered = names.kind_of_number(said.number or name.number) == "digits"
        ends = is_sum or (names.is_total(name.text) and not (by_code or numbered))
        if ends or (codes.is_above_program(kode) and stated is None and "." in kode):
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
                self._open, self._is_headed = None, name.text.lower().startswith(("urusan", "bidang"))
                return
            # Below `Urusan Pilihan` a bare `Industri` is the bidang.
            is_bidang = urusan.is_name(name.text) or (self._is_headed and not (said.number or name.number))
            if is_bidang and stated is None and not by_code and said.is_bare:
                self._open, self._is_headed = None, False
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
        own = row_fields.own_kode(kode, level, said, named.role)
        for part, box in (
            row_fields.several(named.cell, name.text, self._words)
            if level == "program"
            else [(name.text, named.cell.box)]
        ):
            self._add(page, said, level, own, part, box, named_last=named is said.named[-1])

    def _check_total(self, page: PageTables, said: Said) -> None:
        unmet = self._totals.check(said.pagu(self._year, self._factor), self._factor)
        if unmet:
            self.warnings.append(Problem(page.page, Fault("total_not_met", sums=unmet)))

    def _level_of_code(self, kode: str) -> Level | None:
        """Level that a code's depth says, counted from the programs above where theirs is unusual."""
        below = kode.count(".") + 1 - self._program_parts
        if kode and self._program_parts and 0 <= below < 3:
            return ("program", "kegiatan", "subkegiatan")[below]
        return codes.level_of_code(kode)

    def _level(self, head: Head, named: Named, name: names.Name, kode: str, said: Said) -> Level | None:
        """Level of a name, from its column, its own first word and its code, in that order of trust."""
        by_code, stated = self._level_of_code(kode), names.level_of_text(name.text)
        role, bold = named.role, named.cell.bold
        if role == "name":
            if stated == "program" and "." in kode:
                # A regular code takes back what one mistyped before it seemed to say.
                regular = codes.level_of_code(kode) == "program"
                self._program_parts = (
                    0 if regular else kode.count(".") + 1 if by_code is None else self._program_parts
                )
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
            if alone and stated is None and by_code is None and self._number_of_program and not bold:
                # Other rows of the column begin with "Program".
                return "kegiatan"
            if stated == "program":
                self._number_of_program = names.kind_of_number(said.number or name.number) or "none"
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
            row.in_full = said.in_full(self._year, self._factor)
        self._totals.add(level, row.pagu)
        self._last[level] = row
        self.drafts.append(row)
        self._open, self._texts = row, said.texts
