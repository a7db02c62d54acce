"""Many ids of the journal in few characters, for forms and addresses: what one answer to many rows made."""

from __future__ import annotations

from collections.abc import Iterable

# So many rows are answered in one go; more take the database away from others too long.
MAX_AT_ONCE = 5000
_MAX_ID = 2**31 - 1
_MAX_DIGITS = len(str(_MAX_ID))


def packed(ids: Iterable[int]) -> str:
    """Ids as ranges: 12-2011,2015."""
    ranges: list[list[int]] = []
    for number in sorted(ids):
        if ranges and ranges[-1][1] + 1 == number:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ",".join(f"{first}-{last}" if last > first else f"{first}" for first, last in ranges)


def unpacked(text: str) -> list[int]:
    """The ids that `packed` wrote, `MAX_AT_ONCE` at most; what is no id is left out."""
    ids: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        if _is_id(first) and _is_id(last or first):
            end = min(int(last or first), int(first) + MAX_AT_ONCE)
            ids.extend(range(int(first), end + 1))
        if len(ids) >= MAX_AT_ONCE:
            break
    return ids[:MAX_AT_ONCE]


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS and int(text) <= _MAX_ID
