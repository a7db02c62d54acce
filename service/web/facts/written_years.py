"""Years as people write them in a form: 2026, 2025-2029, 2026 dan 2027."""

from __future__ import annotations

import re

FIRST, LAST = 1990, 2100
# As many as the API takes.
MAX_YEARS = 20
_SPAN = re.compile(r"(\d{4})\s*(?:[-–—]|s\.?/?d\.?|sampai|to)\s*(\d{4})", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;&]+|\bdan\b|\band\b", re.IGNORECASE)


def years_of(written: str) -> tuple[int, ...] | None:
    """The years that are written, ascending and each once; None for what names anything else."""
    years: set[int] = set()
    for first, last in _SPAN.findall(written):
        if not FIRST <= int(first) <= int(last) <= LAST:
            return None
        years.update(range(int(first), int(last) + 1))
    for part in _BETWEEN.split(_SPAN.sub(" ", written)):
        if not part:
            continue
        if not (re.fullmatch(r"[0-9]{4}", part) and FIRST <= int(part) <= LAST):
            return None
        years.add(int(part))
    return tuple(sorted(years)) if len(years) <= MAX_YEARS else None
