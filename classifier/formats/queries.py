"""What a model is asked about a row, or about a dict with the contract's fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from classifier.errors import UsageError
from classifier.records import Query, Row

_TEXTS = ("program", "kode", "opd", "level")


def row_query(row: Row) -> Query:
    """A row's text with what stands around it."""
    return Query(row.text, row.program, row.kode, row.opd, row.indikator, row.level)


def fields_query(fields: Mapping[str, Any], place: str) -> Query:
    """The query in a dict: `text`, and where given `program`, `kode`, `opd`, `indikator`, `level`.

    `indikator` is a list of texts or one text; other fields are passed over.
    Raises UsageError, beginning with `place`, when there is no text or a field is of another type.
    """
    text = fields.get("text")
    if not isinstance(text, str):
        raise UsageError(f'{place}: the object has no "text"; it needs one, as a string.')
    # pandas writes NaN, which alone differs from itself, where a text is missing.
    fields = {
        name: value for name, value in fields.items() if not (isinstance(value, float) and value != value)
    }
    indikator = fields.get("indikator") or []
    if isinstance(indikator, str):
        indikator = [indikator]
    if not isinstance(indikator, list | tuple) or not all(isinstance(i, str) for i in indikator):
        raise UsageError(f"{place}: indikator is not a list of strings.")
    for name in _TEXTS:
        if not isinstance(fields.get(name) or "", str):
            raise UsageError(f"{place}: {name} is not a string.")
    return Query(text, indikator=tuple(indikator), **{name: fields.get(name) or "" for name in _TEXTS})
