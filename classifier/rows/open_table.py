"""What a table carries from band to band, also over page ends; another table begins with a fresh one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from classifier.agencies import opds
from classifier.fields import amounts, names
from classifier.fields.header_words import Role
from classifier.records import Level
from classifier.rows.draft import Draft
from classifier.rows.levels import Numbering
from classifier.rows.read_table import ReadTable
from classifier.rows.row_fields import RowFields
from classifier.tables import captions


@dataclass(slots=True)
class OpenTable:
    """The state of a table that is being read."""

    read: ReadTable = field(default_factory=lambda: ReadTable("table", "", 0, 0))
    # Of the caption: its OPD, and the year and unit of money columns that state none (0: it neither).
    caption_opd: str = ""
    year: str = ""
    factor: int = 0
    # Where its rows begin in `RowAssembler.drafts`.
    first_draft: int = 0
    numbering: Numbering = field(default_factory=Numbering)
    # The names that rows below belong to.
    program: str = ""
    kegiatan: str = ""
    # The program that stands in the text above the table.
    program_in_text: str = ""
    # The OPD that a heading among the rows names.
    heading_opd: str = ""
    # The row that the next band may add to, none behind a heading or a total, and its texts by column.
    open_row: Draft | None = None
    open_texts: Mapping[int, str] = field(default_factory=dict)
    last_row: dict[Level, Draft] = field(default_factory=dict)
    # The last name cell held an outcome of the open row.
    follows_outcome: bool = False
    # The row that the band before began in the second panel.
    second_row: Draft | None = None
    # How likely a name began that was not taken, at most: since the last row, since the last program.
    passed: float = 0.0
    passed_since_program: float = 0.0
    # The band before began a row.
    follows_new_row: bool = False
    # The heading of an urusan was the last thing but bands without rows.
    is_below_urusan: bool = False

    @classmethod
    def below(cls, read: ReadTable, first_draft: int) -> OpenTable:
        """A fresh table under its caption."""
        caption = read.caption
        return cls(
            read=read,
            caption_opd=opds.named(caption),
            year=amounts.year(caption),
            factor=amounts.factor(captions.without_sums(caption)),
            first_draft=first_draft,
        )

    def add_to_open_row(self, fields: RowFields) -> None:
        """Add a band without a name: more indicators, under a merged or empty name cell."""
        if self.open_row is not None:
            self.open_row.add(fields, self.year, self.factor)

    def take_stated(self, row: Draft, amount: int | None) -> None:
        """Give a row without money what the cell of its name states, in full rupiah."""
        if amount is not None and not row.pagu:
            row.pagu, row.years_in_full = {self.year: amount}, {self.year}

    def pass_by(self, begins: float) -> None:
        """Remember how likely a name began that was not taken."""
        self.passed = max(self.passed, begins)
        self.passed_since_program = max(self.passed_since_program, begins)

    def row_begun(self, role: Role, row: Draft) -> Draft:
        """The row that a name at the top of a page may end: its column's last one, else the open `row`."""
        if role == "program" or role == "kegiatan" or role == "subkegiatan":
            return self.last_row.get(role, row)
        return row

    def opd_of(self, fields: RowFields) -> str:
        """The OPD of a row: its own cell's, else the heading's, else the caption's."""
        is_part_of_office = names.is_office_unit(fields.opd) and not names.is_opd(fields.opd)
        return ("" if is_part_of_office else fields.opd) or self.heading_opd or self.caption_opd
