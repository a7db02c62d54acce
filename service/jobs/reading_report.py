"""What is stored of the reading of a document beside its rows: read whenever the document is shown.

Faults are stored as kinds with values and pages as numbers; `service.reading_notes` words them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from classifier.faults import Fault
from classifier.records import PAGE_OUTCOMES, Problem

if TYPE_CHECKING:
    from classifier.records import Extraction

# Of 3,000 pages that are all bad the first are named; 3,000 that alternate would have 1,500 ranges.
_MAX_PROBLEMS, _MAX_RANGES = 200, 20
# Of one fault: a library's detail may be as long as the page, a table may have any number of columns.
_MAX_DETAIL_CHARS, _MAX_SUMS = 1000, 12


def report(extraction: Extraction) -> dict[str, Any]:
    """What the reading of a document gave beside its rows; small, however many pages there are.

    `problems` and `warnings` hold faults as `Fault.as_dict` gives them, each with its `page`, 0 for the
    document. `pages_by_outcome` counts pages for each of `records.PAGE_OUTCOMES`, `ranges_by_outcome`
    names the first of them as pairs: `[[1, 12], [40, 40]]`. Reports that the first version stored have
    neither.
    """
    warnings = _stored(extraction.warnings)
    if not extraction.rows:
        warnings += _stored([Problem(0, Fault("no_rows", pages=extraction.n_text_pages))])
    pages = {
        outcome: [page.page for page in extraction.pages if page.outcome == outcome]
        for outcome in PAGE_OUTCOMES
    }
    return {
        "pages": extraction.n_pages,
        "pages_with_text": extraction.n_text_pages,
        "problems": _stored(extraction.problems),
        "warnings": warnings,
        "pages_by_outcome": {outcome: len(numbers) for outcome, numbers in pages.items()},
        "ranges_by_outcome": {
            outcome: ranges(numbers)[:_MAX_RANGES] for outcome, numbers in pages.items() if numbers
        },
    }


def ranges(numbers: Iterable[int]) -> list[list[int]]:
    """Rising page numbers as ranges, both ends included: `[[1, 12], [40, 40]]`."""
    pairs: list[list[int]] = []
    for number in numbers:
        if pairs and number == pairs[-1][1] + 1:
            pairs[-1][1] = number
        else:
            pairs.append([number, number])
    return pairs


def _stored(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    listed = list(problems[:_MAX_PROBLEMS])
    if others := len(problems) - len(listed):
        listed.append(Problem(0, Fault("not_listed", others=others)))
    return [{"page": problem.page, **_bounded(problem.fault).as_dict()} for problem in listed]


def _bounded(fault: Fault) -> Fault:
    return replace(fault, detail=fault.detail[:_MAX_DETAIL_CHARS], sums=fault.sums[:_MAX_SUMS])
