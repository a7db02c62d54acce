"""A table printed in two halves: the right one gives the rows of the left one their money.

The halves stand on one page after the other, or a table over several pages is printed with all its left
halves first: then the rows of two pages that belong together begin at the same heights.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from classifier.fields import amounts
from classifier.fields.dehyphenation import Words
from classifier.pdf.layout import Table
from classifier.rows.draft import Draft
from classifier.rows.row_fields import RowFields, fields_of, opd_cells
from classifier.tables.columns import Header
from classifier.tables.header import Band, bands, columns_of, leading_subheaders

# Points: the halves of a table cut down the middle have rows of the same heights, to a point or two.
# By eye; not swept. Before changing it rerun tests/rows and tests/extraction/test_golden.py.
_SAME_HEIGHT = 4.0
# Points: facing pages of one spreadsheet are printed alike.
_SAME_TOP = 2.0
# A page is the other half of one when so many of its rows begin as high, which are such a part of them; and
# where some do not, what their money is is doubted.
_MIN_FACING_ROWS, _MIN_FACING_SHARE = 3, 0.8


def right_half(
    left: Sequence[tuple[float, Draft | None]], had_money: bool, table: Table, words: Words
) -> tuple[Header, list[tuple[Draft, RowFields]]] | None:
    """What a table without names gives the rows of the table before, when both have as many.

    `left` is that table: for each band its top and the row it began. Where it
    `had_money` of its own, the rows must also have the same heights. Returns the
    half's columns and each row with its fields, or None when it is another table.
    """
    table_bands = bands(table)
    header_bands = leading_subheaders(table_bands)
    body = [band for band in table_bands[len(header_bands) :] if band.filled]
    if not header_bands or not left or len(body) != len(left):
        return None
    header = columns_of(header_bands)
    shift = body[0].top - left[0][0]
    have_same_heights = all(
        abs(band.top - shift - top) <= _SAME_HEIGHT for band, (top, _) in zip(body, left, strict=True)
    )
    if header.has_names() or not header.has_money() or (had_money and not have_same_heights):
        return None
    offices = opd_cells(table, header)
    return header, [
        (row, fields_of(band, header, offices, words))
        for band, (_, row) in zip(body, left, strict=True)
        if row is not None
    ]


def facing_half(
    left_by_page: Mapping[int, Sequence[tuple[float, Draft | None]]], table: Table, words: Words
) -> tuple[Header, list[tuple[Draft, RowFields]], int] | None:
    """What a table without names gives the rows of the page whose rows begin at its heights.

    `left_by_page` are the pages, without money, that no half was found of: for each band its top on the
    page and the row it began. Of several that fit as well the first counts, as pages are printed in order.
    Rows get a doubt of their `pagu` where some bands of the page have none beside them. Returns the half's
    columns, each row with its fields, and the page; None when it fits none.
    """
    table_bands = bands(table)
    halves = (_half_beside(page, left, table_bands, table, words) for page, left in left_by_page.items())
    # `max` takes the first of several as good.
    best = max((half for half in halves if half is not None), key=lambda half: half.share, default=None)
    if best is None:
        return None
    if best.share < 1:
        for row, _ in best.rows:
            row.doubts.add("pagu")
    return best.header, best.rows, best.page


class _Half(NamedTuple):
    """The other half of a page: its columns, each row with its fields, and what part of the bands agree."""

    page: int
    header: Header
    rows: list[tuple[Draft, RowFields]]
    share: float


def _half_beside(
    page: int, left: Sequence[tuple[float, Draft | None]], right: Sequence[Band], table: Table, words: Words
) -> _Half | None:
    """The half of a page whose bands are `left`, when the bands of a table begin at their heights."""
    first_row = next((top for top, row in left if row is not None), 0.0)
    # Heights tell where the header ends, whatever words it has; a row cut by the page may stand between.
    header_bands = list(
        itertools.takewhile(lambda band: band.top < first_row - _SAME_TOP and not _has_amounts(band), right)
    )
    if not any(band.filled for band in header_bands):
        return None
    header = columns_of(header_bands)
    if header.has_names() or not header.has_money():
        return None
    body = [band for band in right[len(header_bands) :] if band.filled]
    offices = opd_cells(table, header)
    beside = [
        (row, next((band for band in body if abs(band.top - top) <= _SAME_TOP), None))
        for top, row in left
        if top > header_bands[-1].top + _SAME_TOP
    ]
    share = sum(band is not None for _, band in beside) / max(1, len(beside), len(body))
    rows = [
        (row, fields_of(band, header, offices, words))
        for row, band in beside
        if row is not None and band is not None
    ]
    if share < _MIN_FACING_SHARE or len(rows) < _MIN_FACING_ROWS:
        return None
    return _Half(page, header, rows, share)


def _has_amounts(band: Band) -> bool:
    return any(amounts.is_grouped(cell.text) for cell in band.filled)


def is_money_beside(table: Table, before: Header) -> bool:
    """True for a table with columns of money and none of names, after one that has names alone."""
    header_bands = leading_subheaders(bands(table))
    header = columns_of(header_bands) if any(band.filled for band in header_bands) else None
    return (
        before.has_names()
        and not before.has_money()
        and header is not None
        and header.has_money()
        and not header.has_names()
    )
