"""A table printed in two halves: the right one gives the rows of the left one their money."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.fields.dehyphenation import Words
from classifier.pdf.layout import Table
from classifier.rows.draft import Draft
from classifier.rows.row_fields import RowFields, fields_of, opd_cells
from classifier.tables.columns import Header
from classifier.tables.header import bands, columns_of, leading_subheaders

# Points: the halves of a table cut down the middle have rows of the same heights, to a point or two.
# By eye; not swept. Before changing it rerun tests/rows and tests/extraction/test_golden.py.
_SAME_HEIGHT = 4.0


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
