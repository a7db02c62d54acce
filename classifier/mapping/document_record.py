"""One document in the contract's shape: what it is, its tables and what of them counts, its money."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from classifier.agencies.registry import Registry
from classifier.errors import DataError
from classifier.fields.possible_amounts import MAX_PAGU
from classifier.formats.results import Placed, placed_row, table_name
from classifier.mapping.cautions import UnmetTotal
from classifier.mapping.counting import counted_role
from classifier.mapping.programs import Outline, PrintedTotals, Totals, outline, totals_of
from classifier.records import LEVELS, Extraction, TableFacts


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A table with the rows that it gave; `pagu` is the rupiah by year that it plans, each row once."""

    facts: TableFacts
    counts: bool
    n_by_level: Mapping[str, int]
    pagu: Mapping[str, int]
    total_printed: int | None

    @property
    def is_total_unmet(self) -> bool:
        """Whether the table prints a total that its rows do not add up to."""
        n_rows = sum(self.n_by_level.values())
        return self.total_printed is not None and not _meets(
            self.total_printed, sum(self.pagu.values()), unit=self.facts.unit, n_rows=n_rows
        )

    def unmet(self, document: str) -> UnmetTotal | None:
        """The printed total that the rows do not meet; None where they do, and where none is printed."""
        if self.total_printed is None or not self.is_total_unmet:
            return None
        facts, read = self.facts, sum(self.pagu.values())
        return UnmetTotal(
            document, facts.caption, facts.first_page, facts.last_page, self.total_printed, read
        )


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What of a document's rows counts: programs, rupiah of the planned years, and each table."""

    n_programs: int
    pagu: Mapping[str, int]
    tables: tuple[TableRecord, ...]


def record(
    extraction: Extraction,
    *,
    decided: Mapping[int, bool] | None = None,
    registry: Registry | None = None,
) -> DocumentRecord:
    """What counts of a document; `decided` is what a person switched on or off, by number of the table."""
    decided = decided or {}
    placed = [replace(placed_row(row), counts=decided.get(row.table_number)) for row in extraction.rows]
    return record_of(placed, extraction.tables, extraction.facts.years, decided=decided, registry=registry)


def record_of(
    placed: Sequence[Placed],
    tables: Sequence[TableFacts],
    years: Sequence[int],
    *,
    decided: Mapping[int, bool],
    ceiling: int = MAX_PAGU,
    registry: Registry | None = None,
    of_document: Outline | None = None,
) -> DocumentRecord:
    """What counts of the rows of one document, whose `table` is the number of theirs.

    `years` are the planned ones; amounts above `ceiling` rupiah count only in rows that a person answered.
    `of_document` is the outline of these rows with the `totals_of` their tables, where it is made already.
    """
    role = counted_role(placed)
    if of_document is None:
        totals = totals_of(placed, tables)
        of_document = outline(placed, ceiling=ceiling, registry=registry, totals=totals)
    rivals = {rival.table for rival in of_document.rivals}
    return DocumentRecord(
        n_programs=sum(program.level == "program" for program in of_document.programs),
        pagu=planned(_summed(of_document), years),
        tables=tuple(
            _table_record(
                table,
                placed,
                years,
                counts=decided.get(table.number, table.role == role and str(table.number) not in rivals),
                ceiling=ceiling,
                registry=registry,
            )
            for table in tables
        ),
    )


def as_dict(extraction: Extraction, of: DocumentRecord) -> dict[str, Any]:
    """The record in the contract's shape."""
    facts = extraction.facts
    return {
        "document": extraction.document,
        "sha256": extraction.sha256,
        "n_pages": extraction.n_pages,
        "kind": facts.kind,
        "region": facts.region,
        "opd": facts.opd,
        "years": list(facts.years),
        "n_programs": of.n_programs,
        "pagu": dict(of.pagu),
        "tables": [table_dict(table) for table in of.tables],
        "pages_not_read": [
            {"page": problem.page, "why": str(problem.fault)} for problem in extraction.problems
        ]
        + [
            {"page": page.page, "why": page.message} for page in extraction.pages if page.outcome == "no_text"
        ],
        "n_rows": len(extraction.rows),
        "n_doubtful": sum(bool(row.doubts) for row in extraction.rows),
    }


def unmet_totals(document: str, tables: Iterable[TableRecord]) -> Iterator[UnmetTotal]:
    """The printed totals of the tables that count which their rows do not meet."""
    for table in tables:
        if table.counts and (unmet := table.unmet(document)) is not None:
            yield unmet


def unmet_of(of: Mapping[str, Any], place: str) -> Iterator[UnmetTotal]:
    """The same of a record in the contract's shape. Raises DataError, naming `place`, for any other."""
    try:
        for table in of["tables"]:
            first, last = map(int, table["pages"])
            facts = TableFacts(0, first, last, str(table["caption"]), table["role"], int(table["unit"]))
            n_by_level: dict[str, int] = {level: int(table[f"n_{level}"]) for level in LEVELS}
            pagu = {str(year): int(amount) for year, amount in table["pagu"].items()}
            printed = None if table["total_printed"] is None else int(table["total_printed"])
            one = TableRecord(facts, bool(table["counts"]), n_by_level, pagu, printed)
            yield from unmet_totals(str(of["document"]), (one,))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(
            f"{place}: no record of a document ({error}); `petakota inspect` writes such lines."
        ) from error


def totals_of_record(of: Mapping[str, Any], place: str) -> Totals:
    """The printed totals of a record in the contract's shape, for the rows of its document in results.

    Rows in results know their table by caption and role; a total is left out where two tables share these,
    and where the money is of several years, as a record has no total by year.
    Raises DataError, naming `place`, for any other shape.
    """
    document = f"{of.get('document') or ''} {of.get('sha256') or ''}"
    n_tables: Counter[str] = Counter()
    totals: dict[tuple[str, str], PrintedTotals] = {}
    try:
        for table in of["tables"]:
            name = table_name(str(table["caption"]), str(table["role"]))
            n_tables[name] += 1
            printed, years = table["total_printed"], list(table["pagu"])
            if name and printed is not None and len(years) == 1:
                totals[document, name] = (((str(years[0]), int(printed)),), int(table["unit"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DataError(
            f"{place}: no record of a document ({error}); `petakota inspect` writes such lines."
        ) from error
    return {key: total for key, total in totals.items() if n_tables[key[1]] == 1}


def _meets(printed: int, read: int, *, unit: int, n_rows: int) -> bool:
    # Amounts in thousands or millions are rounded: half a unit a row can go astray.
    return abs(printed - read) <= max(unit * (n_rows + 1) / 2 if unit > 1 else 1, 1e-6 * abs(printed))


def table_dict(table: TableRecord) -> dict[str, Any]:
    """A table in the contract's shape."""
    facts = table.facts
    return {
        "pages": [facts.first_page, facts.last_page],
        "caption": facts.caption,
        "role": facts.role,
        "unit": facts.unit,
        **{f"n_{level}": n for level, n in table.n_by_level.items()},
        "pagu": dict(table.pagu),
        "total_printed": table.total_printed,
        "counts": table.counts,
    }


def planned(pagu: Mapping[str, int], years: Sequence[int]) -> dict[str, int]:
    """The rupiah of the planned years and of no named year; all, where there is none of these."""
    wanted = {str(year) for year in years}
    kept = {year: amount for year, amount in pagu.items() if year in wanted or not year}
    return dict(sorted(kept.items() if kept else pagu.items()))


def _table_record(
    table: TableFacts,
    placed: Sequence[Placed],
    years: Sequence[int],
    *,
    counts: bool,
    ceiling: int,
    registry: Registry | None,
) -> TableRecord:
    rows = [row for row in placed if row.table == str(table.number)]
    alone = outline(
        (replace(row, counts=True) for row in rows),
        ceiling=ceiling,
        registry=registry,
        totals=totals_of(rows, [table]),
    )
    totals = planned(dict(table.totals), years)
    return TableRecord(
        facts=table,
        counts=counts,
        n_by_level={level: sum(row.level == level for row in rows) for level in LEVELS},
        pagu=planned(_summed(alone), years),
        total_printed=sum(totals.values()) if totals else None,
    )


def _summed(of: Outline) -> dict[str, int]:
    pagu: dict[str, int] = {}
    for program in of.programs:
        for year, amount in program.pagu.items():
            pagu[year] = pagu.get(year, 0) + amount
    return pagu
