"""A table printed in two halves: the right one gives the rows of the left one their money."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.fields.dehyphenation import Words
from classifier.pdf.layout import Table
from classifier.rows import header, row_fields
from classifier.rows.columns import Head
from classifier.rows.draft import Draft
from classifier.rows.row_fields import Said

# The halves of a table cut down the middle have rows of the same heights, to a point or two.
_SAME_ROW = 4.0


def right_half(
    left: Sequence[tuple[float, Draft | None]], had_money: bool, table: Table, words: Words
) -> tuple[Head, list[tuple[Draft, Said]]] | None:
    """What a table without names gives the rows of the table before, when both have as many.

    `left` is that table: for each band its top and the row it began. Where it
    `had_money` of its own, the rows must also have the same heights. Returns the
    half's columns and each row with its fields, or None when it is another table.
    """
    found = header.bands(table)
    top = header.top(found)
    body = [band for band in found[len(top) :] if band.filled]
    if not top or not left or len(body) != len(left):
        return None
    head = header.read(top)
    shift = body[0].top - left[0][0]
    same = all(abs(band.top - shift - y) <= _SAME_ROW for band, (y, _) in zip(body, left, strict=True))
    if head.has_names() or not any(c.role == "pagu" for c in head.columns) or (had_money and not same):
        return None
    offices = row_fields.opd_cells(table, head)
    return head, [
        (row, row_fields.said(offices, head, band, words))
        for band, (_, row) in zip(body, left, strict=True)
        if row is not None
    ]
