"""What is kept of the reading of a document beside its rows: stored with it, read whenever it is shown.

Sentences are kept as `classifier` says them, in English; `told` says them to people.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from classifier.records import PAGE_OUTCOMES

if TYPE_CHECKING:
    from classifier.records import Extraction, PageTold, Problem

# Behind the last range that is kept.
AND_MORE = ", ..."
# Of 3,000 pages that are all bad the first are named; 3,000 that alternate would have 1,500 ranges.
_MOST_NOTES, _MOST_CHARS, _MOST_RANGES = 200, 1000, 20


def report(extraction: Extraction) -> dict[str, Any]:
    """What the reading of a document told; small, however many pages there are.

    `pages_by_outcome` counts pages for each of `records.PAGE_OUTCOMES`, `ranges_by_outcome` names
    them (`1-12, 40`). Reports stored by older versions have neither.
    """
    warnings = _by_page(extraction.warnings)
    if not extraction.rows:
        warnings.append({"page": 0, "message": no_rows(extraction.n_text_pages)})
    pages = {outcome: _pages_of(extraction.pages, outcome) for outcome in PAGE_OUTCOMES}
    return {
        "pages": extraction.n_pages,
        "pages_with_text": extraction.n_text_pages,
        "problems": _by_page(extraction.problems),
        "warnings": warnings,
        "pages_by_outcome": {outcome: len(found) for outcome, found in pages.items()},
        "ranges_by_outcome": {outcome: ranges(found) for outcome, found in pages.items() if found},
    }


def no_rows(n_text_pages: int) -> str:
    """The warning that a document without rows has."""
    pages = f"{n_text_pages} page{'' if n_text_pages == 1 else 's'}"
    return f"no program rows found on {pages} with text; the map says nothing of this document."


def not_listed(n: int) -> str:
    """The note that stands for `n` others."""
    return f"{n} more like these are not listed."


def ranges(numbers: Sequence[int]) -> str:
    """Rising page numbers in short, `1-12, 40`; behind the twentieth range stands `AND_MORE`."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    told = ", ".join(
        str(first) if first == last else f"{first}-{last}" for first, last in found[:_MOST_RANGES]
    )
    return told + (AND_MORE if len(found) > _MOST_RANGES else "")


def _pages_of(pages: Sequence[PageTold], outcome: str) -> list[int]:
    return [page.page for page in pages if page.outcome == outcome]


def _by_page(found: Sequence[Problem]) -> list[dict[str, Any]]:
    kept = [{"page": one.page, "message": one.message[:_MOST_CHARS]} for one in found[:_MOST_NOTES]]
    if left := len(found) - len(kept):
        kept.append({"page": 0, "message": not_listed(left)})
    return kept
