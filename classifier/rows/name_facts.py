"""What a name cell says, parsed once, and what the rules of print make of it.

`facts_of` gathers, `kind_of` decides by form alone and changes nothing. Its answer is an
opinion: where learnt weights are surer, they have the last word (`assembler`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from classifier.agencies import opds
from classifier.fields import codes, names, urusan
from classifier.fields.header_words import Role
from classifier.fields.names import Name
from classifier.records import Level
from classifier.rows.row_fields import NameCell, RowFields

# `row`: a program, kegiatan or sub kegiatan; `end`: a total, or what else ends the rows above it;
# `outcome`: belongs to the row above; `result`: an indicator of it; the others stand above rows.
Kind = Literal["row", "end", "outcome", "result", "heading", "bidang", "opd"]


# `Urusan Wajib Komunikasi dan Informatika`: no program begins so, whatever its code.
_LABELLED = re.compile(r"(?:program|(?:sub\s*)?kegiatan)\s+\d{1,2}\s*:\s*\w", re.IGNORECASE)
_URUSAN = re.compile(r"urusan\s+(?:wajib|pilihan|pemerintah\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameFacts:
    """A name cell and the fields beside it, as far as they say what it is.

    `stated` is the level that the name's first word states, `of_code` the one that its
    code's depth does by law. `number_style` as in `names.number_style`; `labelled_opd` is the office
    of a line such as `SKPD : 1.02.01 Dinas Kesehatan`, "" for others.
    """

    role: Role
    name: Name
    kode: str
    number: str
    stated: Level | None
    of_code: Level | None
    number_style: str
    is_bold: bool
    is_wide: bool
    is_bare: bool
    is_sum: bool
    has_indicators: bool
    has_own_number: bool
    has_money: bool
    labelled_opd: str

    @property
    def is_in_mixed_column(self) -> bool:
        """True in a column that holds programs and kegiatan alike."""
        return self.role == "name"

    @property
    def is_numbered_plan(self) -> bool:
        """True with a running number, an indicator and money of its own: planned, whatever its words."""
        return self.number_style == "digits" and self.has_indicators and self.has_money

    @property
    def is_labelled_plan(self) -> bool:
        """True for `Kegiatan 1: Evaluasi Kinerja` with money beside it, as boxes of a drawing have it."""
        return self.has_money and _LABELLED.match(self.name.text) is not None

    @property
    def is_like_heading(self) -> bool:
        """True for words that most often head rows or say what comes of them: `Belanja`, `Meningkatnya`."""
        return names.is_heading(self.name.text) or names.is_outcome(self.name.text)


def facts_of(name_cell: NameCell, fields: RowFields) -> NameFacts:
    """The facts of a name cell in its band."""
    prefix = names.parsed(name_cell.prefix).kode
    name = names.parsed(f"{prefix} {name_cell.text}" if prefix else name_cell.text)
    if name.kode and fields.kode and name.kode != fields.kode:
        # The code column has spoken: other digits in front belong to the name as printed.
        name = Name("", name.number, f"{name.kode} {name.text}")
    kode = fields.kode or name.kode
    number = fields.number or name.number
    return NameFacts(
        role=name_cell.role,
        name=name,
        kode=kode,
        number=number,
        stated=names.level_of_text(name.text),
        of_code=codes.level_of_code(kode),
        number_style=names.number_style(number),
        is_bold=name_cell.cell.bold,
        is_wide=name_cell.is_wide,
        is_bare=fields.is_bare,
        is_sum=names.is_sum(name.text),
        has_indicators=bool(fields.indikator),
        has_own_number=bool(fields.number),
        has_money=bool(fields.pagu("", 1)),
        labelled_opd=opds.labelled(name.text),
    )


def kind_of(facts: NameFacts, *, is_below_urusan: bool, has_open_row: bool) -> Kind:
    """What a name cell is by its form; `is_below_urusan` when an urusan's heading stands above."""
    text = facts.name.text
    has_digits = facts.number_style == "digits"
    if facts.labelled_opd:
        return "opd"
    if facts.is_sum or (names.is_total(text) and not (facts.of_code or has_digits)):
        return "end"
    if codes.is_above_program(facts.kode) and facts.stated is None and "." in facts.kode:
        return "end"
    if facts.stated != "program" or facts.is_in_mixed_column:
        kind = _between_rows(facts, is_below_urusan=is_below_urusan, has_open_row=has_open_row)
        if kind is not None:
            return kind
    if facts.stated is None and facts.of_code == "program" and not facts.has_indicators:
        # An agency or urusan with the code that it has in the law or the budget.
        if _URUSAN.match(text):
            return "heading"
        if names.is_opd(text):
            return "opd"
    is_lone_opd = facts.is_bare and not facts.number and names.is_opd(text)
    if is_lone_opd and facts.stated is None and not facts.of_code:
        return "opd"
    if facts.stated is None and not facts.of_code and (facts.is_in_mixed_column or facts.is_wide):
        if names.is_opd(text) and not facts.has_indicators and not facts.has_own_number:
            return "opd"
        is_office = names.is_office_unit(text) and not has_digits
        is_lone = facts.is_wide and (not facts.is_in_mixed_column or not facts.has_own_number)
        if is_office or is_lone:
            return "end"
    return "row"


def _between_rows(facts: NameFacts, *, is_below_urusan: bool, has_open_row: bool) -> Kind | None:
    """What is printed like a name between rows: an outcome, a result, a heading; else None."""
    text = facts.name.text
    if facts.is_numbered_plan:
        return None
    if facts.is_in_mixed_column and not facts.of_code and names.is_outcome(text):
        return "outcome"
    if facts.is_in_mixed_column and not facts.kode and names.is_dashed_result(facts.name) and has_open_row:
        return "result"
    if not facts.of_code and names.is_heading(text):
        return "heading"
    # Below `Urusan Pilihan` a bare `Industri` is the bidang.
    is_bidang = urusan.is_name(text) or (is_below_urusan and not facts.number)
    if is_bidang and facts.stated is None and not facts.of_code and facts.is_bare:
        return "bidang"
    return None
