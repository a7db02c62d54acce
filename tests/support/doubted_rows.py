"""Rows as the reader holds them when their table has ended, with what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from classifier.records import Box, Level
from classifier.rows.doubt_signs.basis import Basis
from classifier.rows.doubt_signs.row_signs import signs
from classifier.rows.draft import Draft
from classifier.rows.read_table import ReadTable
from classifier.tables.columns import Column


def row(text: str, level: Level = "kegiatan", **fields: Any) -> Draft:
    """A row of a table; options are fields of it, or of its basis."""
    top = fields.pop("top", 0.0)
    of_basis = {name: fields.pop(name) for name in list(fields) if name not in Draft.__slots__}
    page = fields.pop("page", 1)
    draft = Draft(page, Box(0, top, 1, top + 1), level, fields.pop("kode", ""), text, **fields)
    draft.basis = Basis(**of_basis)
    return draft


def table_of(*rows: Draft, **fields: Any) -> ReadTable:
    """A table with these rows."""
    return ReadTable("table", "", 1, 1, rows=list(rows), **fields)


def signs_of(*rows: Draft, before: Sequence[Draft] = ()) -> list[Mapping[str, float]]:
    """The signs of the rows of one table."""
    return list(signs(table_of(*rows), before))


def money(*texts: str, roles: Sequence[str] = (), years: Sequence[str] = ()) -> dict[str, Any]:
    """The basis of a row with texts in columns of these roles (`pagu`) and years ("")."""
    columns = [
        Column(roles[i] if roles else "pagu", 100.0 * i, 100.0 * i + 100, years[i] if years else "")  # type: ignore[arg-type]
        for i in range(len(texts))
    ]
    return {"columns": columns, "texts": {i: text for i, text in enumerate(texts) if text}}
