"""Rows while their table is still being read, and the right half of a table that gives them their money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from classifier import bands, heads
from classifier.bands import Said
from classifier.cells import Table
from classifier.columns import Head
from classifier.records import Box, Level, Source
from classifier.words import Words

# The halves of a table cut down the middle have rows of the same heights, to a point or two.
_SAME_ROW = 4.0


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


def right_half(
    left: Sequence[tuple[float, Draft | None]], had_money: bool, table: Table, words: Words
) -> tuple[Head, list[tuple[Draft, Said]]] | None:
    """What a table without names gives the rows of the table before, when both have as many.

    `left` is that table: for each band its top and the row it began. Where it
    `had_money` of its own, the rows must also have the same heights. Returns the
    half's columns and each row with its fields, or None when it is another table.
    """
    found = heads.bands(table)
    top = heads.top(found)
    body = [band for band in found[len(top) :] if band.filled]
    if not top or not left or len(body) != len(left):
        return None
    head = heads.read(top)
    shift = body[0].top - left[0][0]
    same = all(abs(band.top - shift - y) <= _SAME_ROW for band, (y, _) in zip(body, left, strict=True))
    if head.has_names() or not any(c.role == "pagu" for c in head.columns) or (had_money and not same):
        return None
    offices = bands.opd_cells(table, head)
    return head, [
        (row, bands.said(offices, head, band, words))
        for band, (_, row) in zip(body, left, strict=True)
        if row is not None
    ]
