"""The unit of a table's money, where its header and its amounts contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from classifier.fields import amounts
from classifier.tables.columns import Column, Header
from classifier.tables.header import Band


def with_true_units(header: Header, body: Sequence[Band], factor: int, is_in_full: bool) -> Header:
    """The header with unit 1 on the money columns whose amounts are in full rupiah against what it states.

    `factor` is the caption's, for columns that state no unit of their own; `is_in_full` is
    true when an earlier page of the same table has shown amounts in full.
    """
    state_thousands = [c.role == "pagu" and (c.factor or factor) == 1000 for c in header.columns]
    if not any(state_thousands):
        return header
    printed: dict[Column, list[str]] = {}
    for cell in (cell for band in body for cell in band.filled):
        columns_of_cell = header.columns_of(cell)
        if len(columns_of_cell) == 1:
            printed.setdefault(columns_of_cell[0], []).append(cell.text)
    return Header(
        tuple(
            replace(column, factor=1)
            if states_thousands and (is_in_full or amounts.are_in_full_rupiah(printed.get(column, ())))
            else column
            for column, states_thousands in zip(header.columns, state_thousands, strict=True)
        )
    )
