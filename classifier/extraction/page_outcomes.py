"""Why a page gave rows or none: a sentence for each page, and whether it gave fewer than its words promise.

The reader notes how it took each table (`Trace`); nothing here decides anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from classifier.extraction.page_tasks import Answer
from classifier.faults import Fault
from classifier.records import PageOutcome, PageReport, Problem, Row, Trace

# Fewer lines that look like rows stand on pages of prose too, and where no line is numbered, only a page
# with a row at most is told. Tuned on real/truth by eye, with a reader that found three quarters of its
# rows: of 14 pages of which less than half was read 13 are told, of 39 others with rows and of 14 without
# any none; on the pages of tests/truth, 6 of 12, 0 of 22 and 0 of 68. Then 227 of 3,514 pages of the archive
# were told; of 71 looked at 67 did list programs or kegiatan that were not read. With a reader that
# weighs learnt signs 31 are. What is missed are trees of boxes without numbers or "Program".
# Before changing one rerun benchmarks/perhaps_missed.py.
_MIN_BEGUN, _MIN_LOOSE = 4, 5
_MOST_ROWS_OF_LOOSE = 1


def page_reports(
    glances: Iterable[Answer],
    read: Sequence[int],
    traces: Sequence[Trace],
    rows: Sequence[Row],
    *,
    failed: Collection[int],
) -> list[PageReport]:
    """For each page: why it was or was not read as a table of programs; `failed` pages have a fault."""
    reports = []
    was_read = frozenset(read)
    traces_of: dict[int, list[Trace]] = {}
    for trace in traces:
        traces_of.setdefault(trace.page, []).append(trace)
    rows_of: dict[int, list[Row]] = {}
    for row in rows:
        rows_of.setdefault(row.page, []).append(row)
    for glance in glances:
        page = glance.page
        is_missed = page not in failed and not rows_of.get(page) and perhaps_missed(glance, 0)
        if page not in was_read:
            outcome, reason = _why_not(glance)
            # What the page's warning says of it.
            outcome = "perhaps_missed" if is_missed and outcome != "not_asked" else outcome
            reports.append(PageReport(page, outcome, f"not read: {reason}"))
            continue
        begun, taken = rows_of.get(page, []), traces_of.get(page, [])
        messages = [trace.message for trace in taken]
        if any(row.source == "list" for row in begun):
            messages.append("a numbered list of programs")
        tables = "; ".join(messages) or "no table and no list of programs in it"
        outcome = "perhaps_missed" if is_missed else _outcome(glance, begun, taken, is_failed=page in failed)
        reports.append(PageReport(page, outcome, f"read: {tables}; {len(begun)} rows begin here"))
    return reports


def warnings(glances: Iterable[Answer], rows: Iterable[Row], *, failed: Collection[int]) -> Iterator[Problem]:
    """A warning for each page that may hold rows which were not read; `failed` pages have a fault already."""
    n_rows = Counter(row.page for row in rows)
    for glance in glances:
        n = n_rows[glance.page]
        if glance.page not in failed and perhaps_missed(glance, n):
            begun, loose = glance.likely
            likely = begun if begun >= _MIN_BEGUN else loose
            yield Problem(glance.page, Fault("perhaps_missed", rows=n, likely=likely))


def perhaps_missed(glance: Answer, n_rows: int) -> bool:
    """Whether a page's text seems to hold rows of which few were read: `n_rows` begin on it."""
    begun, loose = glance.likely
    return (begun >= _MIN_BEGUN and n_rows < begun / 2) or (
        loose >= _MIN_LOOSE and n_rows <= _MOST_ROWS_OF_LOOSE
    )


def _why_not(glance: Answer) -> tuple[PageOutcome, str]:
    if glance.problem is not None:
        return "unreadable", str(glance.problem)
    if not glance.has_text:
        return "no_text", "no text (a scan)"
    if not glance.named:
        return "names_no_program", "names no program or kegiatan and goes on from no table"
    if not glance.ruled:
        return "no_table", "names programs, but has no rules, no columns of figures and no numbered list"
    return "not_asked", "far from the pages asked for"


def _outcome(glance: Answer, begun: Sequence[Row], taken: Sequence[Trace], *, is_failed: bool) -> PageOutcome:
    """The outcome of a page that was read."""
    if begun:
        return "with_rows"
    if is_failed:
        return "unreadable"
    if any(trace.columns for trace in taken):
        return "table_without_rows"
    if taken:
        return "no_program_column"
    return "no_table" if glance.named else "names_no_program"
