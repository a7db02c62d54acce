"""Why a page gave rows or none: a sentence for each page.

The reader notes how it took each table (`Trace`); nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from classifier.extraction.page_tasks import Answer
from classifier.records import PageOutcome, PageReport, Row, Trace


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
        if page not in was_read:
            outcome, reason = _why_not(glance)
            reports.append(PageReport(page, outcome, f"not read: {reason}"))
            continue
        begun, taken = rows_of.get(page, []), traces_of.get(page, [])
        messages = [trace.message for trace in taken]
        if any(row.source == "list" for row in begun):
            messages.append("a numbered list of programs")
        tables = "; ".join(messages) or "no table and no list of programs in it"
        outcome = _outcome(glance, begun, taken, is_failed=page in failed)
        reports.append(PageReport(page, outcome, f"read: {tables}; {len(begun)} rows begin here"))
    return reports


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
