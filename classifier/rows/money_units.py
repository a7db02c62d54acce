"""The unit of a table's money, where its head and its amounts contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from classifier.fields import amounts
from classifier.rows.columns import Column, Head
from classifier.rows.header import Band


def with_true_units(head: Head, body: Sequence[Band], factor: int, whole: bool) -> Head:
    """The head with unit 1 on the money columns whose amounts are in full rupiah against what it says.

    `whole` is true when an earlier page of the same table has shown it.
    """
    claims = [c.role == "pagu" and (c.factor or factor) == 1000 for c in head.columns]
    if not any(claims):
        return head
    printed: dict[Column, list[str]] = {}
    for cell in (cell for band in body for cell in band.filled):
        columns_of_cell = head.of(cell)
        if len(columns_of_cell) == 1:
            printed.setdefault(columns_of_cell[0], []).append(cell.text)
    return Head(
        tuple(
            replace(c, factor=1) if claim and (whole or amounts.is_whole_already(printed.get(c, ()))) else c
            for c, claim in zip(head.columns, claims, strict=True)
        )
    )
