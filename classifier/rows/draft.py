"""Rows while their table is still being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from classifier.records import Box, Doubt, Level, Source
from classifier.rows.doubt_signs.basis import Basis
from classifier.rows.read_table import ReadTable
from classifier.rows.row_fields import RowFields


@dataclass(slots=True)
class Draft:
    """A row while its table is still being read: fields as in `records.Row`.

    `years_in_full` are the years of `pagu` that were printed in rupiah below a header of thousands.
    """

    page: int
    bbox: Box
    level: Level
    kode: str
    text: str
    program: str = ""
    indikator: list[str] = field(default_factory=list)
    opd: str = ""
    pagu: dict[str, int] = field(default_factory=dict)
    source: Source = "table"
    years_in_full: set[str] = field(default_factory=set)
    doubts: set[Doubt] = field(default_factory=set)
    basis: Basis = field(default_factory=Basis)
    table: ReadTable | None = field(default=None, repr=False)

    def add(self, fields: RowFields, year: str, factor: int) -> None:
        """Add the indicators and the money of another band that the row does not have yet."""
        self.indikator += [i for i in fields.indikator if i not in self.indikator]
        pagu = fields.pagu(year, factor)
        new_years = pagu.keys() - self.pagu.keys()
        self.pagu.update((key, pagu[key]) for key in pagu if key in new_years)
        self.basis.n_money_bands += bool(pagu)
        # How an amount was printed that is not taken says nothing of the row's own.
        self.years_in_full |= fields.years_in_full(year, factor) & new_years
