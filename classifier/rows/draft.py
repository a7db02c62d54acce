"""Rows while their table is still being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from classifier.records import Box, Level, Source
from classifier.rows.row_fields import Said


@dataclass(slots=True)
class Draft:
    """A row while its table is still being read: fields as in `records.Row`.

    `in_full` are the years of `pagu` that were printed in rupiah below a head of thousands.
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
    in_full: set[str] = field(default_factory=set)

    def take(self, said: Said, year: str, factor: int) -> None:
        """Add the indicators and the money of another band that the row does not have yet."""
        self.indikator += [i for i in said.indikator if i not in self.indikator]
        for key, value in said.pagu(year, factor).items():
            self.pagu.setdefault(key, value)
        self.in_full |= said.in_full(year, factor)

    def without_thousands(self, years: set[str]) -> None:
        """Take back that the thousands of the head were multiplied out in some years."""
        if self.source == "table":
            for year in (self.pagu.keys() & years) - self.in_full:
                self.pagu[year] //= 1000
