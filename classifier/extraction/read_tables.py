"""What a document says of its tables: their captions, roles, units and printed totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mode

from classifier.documents import table_roles
from classifier.extraction.page_tasks import Answer
from classifier.records import DocumentFacts, TableFacts, TableSigns
from classifier.rows.read_table import ReadTable

# A section is seldom longer; its heading says nothing of tables further on.
_MAX_SECTION_PAGES = 25
# The headings of a chapter, a section and a subsection.
_N_HEADINGS = 3


def facts_of_tables(
    tables: Sequence[ReadTable], glances: Sequence[Answer], facts: DocumentFacts
) -> Mapping[ReadTable, TableFacts]:
    """The facts of each table that gave rows, numbered from 1 in the order of the document."""
    headings_by_page = {glance.page: glance.headings for glance in glances}
    with_rows = sorted((table for table in tables if table.rows), key=lambda table: table.first_page)
    return {
        table: _facts(number, table, _headings(table, headings_by_page), facts)
        for number, table in enumerate(with_rows, start=1)
    }


def _headings(table: ReadTable, headings_by_page: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    """The headings that a table stands under, the nearest last."""
    pages_before = range(max(1, table.first_page - _MAX_SECTION_PAGES), table.first_page)
    before = [heading for page in pages_before for heading in headings_by_page.get(page, ())]
    return (*before, *table.headings)[-_N_HEADINGS:]


def _facts(number: int, table: ReadTable, headings: tuple[str, ...], facts: DocumentFacts) -> TableFacts:
    signs = TableSigns(
        caption=table.caption,
        headings=headings,
        header=tuple(table.header),
        has_money=any(any(row.pagu.values()) for row in table.rows),
        is_list=table.kind == "list",
    )
    role, is_sure = table_roles.role_of(signs, facts.kind, facts.years)
    units = [unit or 1 for unit in table.units.values()]
    return TableFacts(
        number,
        table.first_page,
        max(table.last_page, *(row.page for row in table.rows)),
        table.caption or (headings[-1] if headings and table.kind == "list" else ""),
        role,
        mode(units) if units else 1,
        tuple(table.totals[-1].pagu.items()) if table.totals else (),
        is_sure,
        signs,
    )
