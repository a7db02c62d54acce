"""The level of a name by the rules of print: its column, its first word, its code, and how the table numbers.

A `Numbering` remembers how a table's programs are numbered and how deep their codes are,
for tables that count otherwise than the law.
"""

from __future__ import annotations

from dataclasses import dataclass

from classifier.fields import codes
from classifier.records import Level
from classifier.rows.name_facts import NameFacts
from classifier.tables.columns import Header


@dataclass(slots=True)
class Numbering:
    """How the programs of one table are numbered.

    `of_programs` is "letters", "digits", "none" (they begin with "Program") or "" when
    unknown; `n_code_parts` how many parts their codes have where that is unusual, else 0.
    """

    of_programs: str = ""
    n_code_parts: int = 0

    def level_of_code(self, kode: str) -> Level | None:
        """Level that a code's depth says, counted from the programs above where theirs is unusual."""
        n_below_program = kode.count(".") + 1 - self.n_code_parts
        if kode and self.n_code_parts and 0 <= n_below_program < 3:
            return ("program", "kegiatan", "subkegiatan")[n_below_program]
        return codes.level_of_code(kode)

    def level(self, facts: NameFacts, header: Header, *, has_program: bool) -> Level | None:
        """Level of a name, from its column, its own first word and its code, in that order of trust.

        None for what is no row. `has_program` when a program stands above.
        """
        if facts.is_in_mixed_column:
            return self._in_mixed_column(facts, header, has_program=has_program)
        if facts.role != "program":
            return "subkegiatan" if facts.role == "subkegiatan" else "kegiatan"
        of_code = self.level_of_code(facts.kode)
        is_alone = not any(column.role in ("kegiatan", "subkegiatan") for column in header.columns)
        is_unstated = facts.stated is None and of_code is None
        if is_alone and is_unstated and self.of_programs and not facts.is_bold:
            # Other rows of the column begin with "Program".
            return "kegiatan"
        if facts.stated == "program":
            self.of_programs = facts.number_style or "none"
        return (of_code or facts.stated or "program") if is_alone else facts.stated or "program"

    def _in_mixed_column(self, facts: NameFacts, header: Header, *, has_program: bool) -> Level | None:
        of_code, stated = self.level_of_code(facts.kode), facts.stated
        if stated == "program" and "." in facts.kode:
            if facts.of_code == "program":
                # A regular code takes back what one mistyped before it seemed to say.
                self.n_code_parts = 0
            elif of_code is None:
                self.n_code_parts = facts.kode.count(".") + 1
        style = facts.number_style
        numbered_otherwise = style == "digits" and self.of_programs == "letters"
        if stated == "program" and numbered_otherwise and not facts.is_bold:
            return of_code or "kegiatan"
        if stated == "program" and of_code != "subkegiatan":
            self.of_programs = style
            return "program"
        is_unstated = of_code is None and stated is None
        if is_unstated and style and style == self.of_programs and facts.is_bold:
            return "program"
        is_weak = any(column.weak for column in header.columns)
        is_numbered = not is_weak and (facts.has_own_number or facts.has_money)
        return of_code or stated or ("kegiatan" if has_program or is_numbered else None)
