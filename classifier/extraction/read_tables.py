"""What a document says of its tables: their captions, roles, units and printed totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mode

from classifier.documents import table_roles
from classifier.documents.table_roles import RoleFound
from classifier.extraction.page_tasks import Answer
from classifier.fields.ordinal_years import with_years
from classifier.fields.section_headings import is_program_heading
from classifier.records import DocumentFacts, TableFacts, TableSigns
from classifier.rows.read_table import ReadTable

# A section is seldom longer: further back, the nearest heading alone says where a table stands.
_MAX_SECTION_PAGES = 25
# The headings of a chapter, a section and a subsection.
_N_HEADINGS = 3


def facts_of_tables(
    tables: Sequence[ReadTable], glances: Sequence[Answer], facts: DocumentFacts
) -> Mapping[ReadTable, TableFacts]:
    """The facts of each table that gave rows, numbered from 1 in the order of the document."""
    headings_by_page = {glance.page: glance.headings for glance in glances}
    with_rows = sorted((table for table in tables if table.rows), key=lambda table: table.first_page)
    headings = [_headings(table, headings_by_page) for table in with_rows]
    signs = [_signs(table, of_table) for table, of_table in zip(with_rows, headings, strict=True)]
    roles = table_roles.roles_of(signs, facts.kind, facts.years)
    return {
        table: _facts(number, table, signs[number - 1], roles[number - 1], facts.years)
        for number, table in enumerate(with_rows, start=1)
    }


def _has_money(table: ReadTable) -> bool:
    return any(any(row.pagu.values()) for row in table.rows)


def _headings(table: ReadTable, headings_by_page: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    """The headings that a table stands under, the nearest last."""
    before = [
        (page, heading) for page in range(1, table.first_page) for heading in headings_by_page.get(page, ())
    ]
    own = [(table.first_page, heading) for heading in table.headings]
    # `4.2.1 Program ...` heads what is said of one program, not the section.
    sections = [(page, heading) for page, heading in (*before, *own) if not is_program_heading(heading)]
    near = [heading for page, heading in sections if page >= table.first_page - _MAX_SECTION_PAGES]
    return tuple(near[-_N_HEADINGS:] or [heading for _, heading in sections[-1:]])


def _signs(table: ReadTable, headings: tuple[str, ...]) -> TableSigns:
    return TableSigns(
        caption=table.caption,
        headings=headings,
        header=tuple(table.header),
        has_money=_has_money(table),
        is_list=table.kind == "list",
        n_rows=len(table.rows),
    )


def _facts(
    number: int, table: ReadTable, signs: TableSigns, found: RoleFound, years: Sequence[int]
) -> TableFacts:
    units = [unit or 1 for unit in table.units.values()]
    return TableFacts(
        number,
        table.first_page,
        max(table.last_page, *(row.page for row in table.rows)),
        table.caption or (signs.headings[-1] if signs.headings and signs.is_list else ""),
        found.role,
        mode(units) if units else 1,
        tuple(with_years(table.total_of_all(), years).items()),
        found.is_sure,
        signs,
    )
