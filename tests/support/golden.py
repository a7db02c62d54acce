"""Rows compared with golden rows: one readable line for each difference."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from classifier.formats.results import row_dict
from classifier.records import Row

# The painter's boxes and the rules found again differ by half a rule's thickness.
_SAME_PLACE = 2.0


def fields(row: Row) -> dict[str, Any]:
    """The row's fields as golden files name them."""
    return {k: v for k, v in row_dict(row).items() if k not in ("document", "sha256")}


def contents(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows' fields without their place on the page."""
    return [{key: value for key, value in fields(row).items() if key != "bbox"} for row in rows]


def differences(golden: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> list[str]:
    """What `found` has otherwise than `golden`, on the golden rows' fields."""
    golden_names, found_names = ([(row["level"], row["text"]) for row in rows] for rows in (golden, found))
    matcher = difflib.SequenceMatcher(None, golden_names, found_names, autojunk=False)
    out: list[str] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            for want, got in zip(golden[a:b], found[c:d], strict=True):
                out += [
                    f"{_named(want)}\n    {key}: expected {value!r}\n    {key}:    found {got[key]!r}"
                    for key, value in want.items()
                    if not _is_same(key, value, got[key])
                ]
        else:
            out += [f"missing: {_named(row)}" for row in golden[a:b]]
            out += [f"too many: {_named(row)}" for row in found[c:d]]
    return out


def _is_same(key: str, value: Any, found: Any) -> bool:
    if key == "bbox":
        return all(abs(x - y) <= _SAME_PLACE for x, y in zip(value, found, strict=True))
    return bool(value == found)


def _named(row: Mapping[str, Any]) -> str:
    return f"page {row['page']}, {row['level']} {row['kode']} {row['text']!r}"
