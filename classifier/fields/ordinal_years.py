"""Years that a table counts from the first of its plan: `Tahun ke-1`, `Tahun-2`, `Tahun III`.

Which they are is known when the document is: until then their money stands under keys of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from classifier.fields import amounts

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_ORDINAL = re.compile(
    r"\b(?:tahun|thn|th)\b\.?\s*(?:ke\b)?\s*[-–]?\s*([1-6]|iii|ii|iv|vi|i|v)\b(?!\s*[.,]?\d)"
)
_KEY = "ke-"


def key_of(text: str) -> str:
    """The key of the year that a header's cell counts, "" where it names a year or counts none."""
    ordinals = set(_ORDINAL.findall(text.lower()))
    if len(ordinals) != 1 or amounts.year(text):
        return ""
    (ordinal,) = ordinals
    return f"{_KEY}{_ROMAN.get(ordinal) or ordinal}"


def with_years(pagu: Mapping[str, int], years: Sequence[int]) -> dict[str, int]:
    """Rupiah by year with the planned years for those that were counted.

    Where so many years are not planned, as the document does not say its own, they are together under "".
    """
    named: dict[str, int] = {}
    for key, amount in pagu.items():
        year = key
        if key.startswith(_KEY):
            place = int(key.removeprefix(_KEY)) - 1
            year = str(years[place]) if place < len(years) > 1 else ""
        named[year] = named.get(year, 0) + amount if year == "" or key.startswith(_KEY) else amount
    return named
