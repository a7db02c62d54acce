"""What is stored of a document beside its rows: its facts and tables as read, and what people decided.

What was read stays as it was read; what a person decided is stored beside it and goes before it, so
that it can be given back. The roles of tables follow from the facts that hold: what speaks for them is
stored, and they are told anew when a person sets the kind or the years.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, get_args

from classifier.documents import kind_words, table_roles
from classifier.documents.table_roles import RoleFound
from classifier.records import DOUBTS, DocumentFacts, Fact, Row, TableFacts, TableSigns

FACTS: tuple[Fact, ...] = get_args(Fact)
FactValue = str | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided of a document: facts of it, and of tables by number whether they count."""

    facts: Mapping[Fact, FactValue] = field(default_factory=dict)
    tables: Mapping[int, bool] = field(default_factory=dict)


def in_force(read: DocumentFacts, decided: Mapping[Fact, FactValue]) -> DocumentFacts:
    """The facts that hold: those of a person, who has no doubts, before those that were read."""
    if not decided:
        return read
    values: dict[str, Any] = {str(fact): value for fact, value in decided.items()}
    return replace(read, **values, doubts=tuple(doubt for doubt in read.doubts if doubt not in decided))


def with_document_opd(row: Row, facts: DocumentFacts) -> Row:
    """The row with the OPD of its document, and the doubt of that, where it names none itself."""
    if not row.is_opd_of_document:
        return row
    is_doubted = bool(facts.opd) and "opd" in facts.doubts
    # In the order of `DOUBTS`, in which "opd" stands before some others.
    doubts = {*row.doubts, "opd"} if is_doubted else {*row.doubts} - {"opd"}
    return replace(row, opd=facts.opd, doubts=tuple(doubt for doubt in DOUBTS if doubt in doubts))


def with_roles(tables: Iterable[TableFacts], facts: DocumentFacts) -> tuple[TableFacts, ...]:
    """The tables with the roles that they have in a document of these facts; as they are without signs."""
    tables = tuple(tables)
    signs = [table.signs for table in tables if table.signs is not None]
    roles = iter(table_roles.roles_of(signs, kind_words.official(facts.kind), facts.years))
    return tuple(table if table.signs is None else _with_role(table, next(roles)) for table in tables)


def _with_role(table: TableFacts, found: RoleFound) -> TableFacts:
    return replace(table, role=found.role, is_role_sure=found.is_sure)


def as_decided(row: Row, facts: DocumentFacts, tables: Mapping[int, TableFacts]) -> Row:
    """The row with the OPD and the role that follow from the facts and the tables (by number) that hold."""
    return with_table_role(with_document_opd(row, facts), tables.get(row.table_number))


def with_table_role(row: Row, table: TableFacts | None) -> Row:
    """The row with the role of its table, and the doubt of that; as it is where that was not told anew."""
    if table is None or table.signs is None:
        return row
    doubts = {*row.doubts} - {"role"} if table.is_role_sure else {*row.doubts, "role"}
    return replace(row, role=table.role, doubts=tuple(doubt for doubt in DOUBTS if doubt in doubts))


def facts_dict(facts: DocumentFacts) -> dict[str, Any]:
    """Facts as JSON has them."""
    return asdict(facts)


def facts_of(value: Mapping[str, Any]) -> DocumentFacts:
    """The facts that `facts_dict` wrote."""
    return DocumentFacts(
        kind=value["kind"],
        region=value["region"],
        opd=value["opd"],
        years=tuple(value["years"]),
        doubts=tuple(value["doubts"]),
        opd_printed=value["opd_printed"],
        stage=value.get("stage", "final"),
        title=value.get("title", ""),
    )


def tables_dicts(tables: Iterable[TableFacts]) -> list[dict[str, Any]]:
    """Tables as JSON has them."""
    return [
        asdict(table) | {"totals": [list(total) for total in table.totals], "signs": _signs_dict(table.signs)}
        for table in tables
    ]


def _signs_dict(signs: TableSigns | None) -> dict[str, Any] | None:
    if signs is None:
        return None
    return asdict(signs) | {"headings": list(signs.headings), "header": list(signs.header)}


def _signs_of(value: Mapping[str, Any] | None) -> TableSigns | None:
    if value is None:
        return None
    return TableSigns(
        caption=value["caption"],
        headings=tuple(value["headings"]),
        header=tuple(value["header"]),
        has_money=value["has_money"],
        is_list=value["is_list"],
    )


def tables_of(values: Iterable[Mapping[str, Any]]) -> tuple[TableFacts, ...]:
    """The tables that `tables_dicts` wrote."""
    return tuple(
        TableFacts(
            number=value["number"],
            first_page=value["first_page"],
            last_page=value["last_page"],
            caption=value["caption"],
            role=value["role"],
            unit=value["unit"],
            totals=tuple((year, amount) for year, amount in value["totals"]),
            is_role_sure=value["is_role_sure"],
            signs=_signs_of(value.get("signs")),
        )
        for value in values
    )


def decided_dict(decided: Decided) -> dict[str, Any]:
    """Decisions as JSON has them, whose objects have texts for keys."""
    return {
        "facts": dict(decided.facts),
        "tables": {str(number): counts for number, counts in decided.tables.items()},
    }


def decided_of(value: Mapping[str, Any]) -> Decided:
    """The decisions that `decided_dict` wrote."""
    return Decided(
        {fact: fact_value(of) for fact, of in value["facts"].items()},
        {int(number): counts for number, counts in value["tables"].items()},
    )


def fact_value(value: Any) -> FactValue:
    """A fact's value from JSON, which knows no tuples."""
    return value if isinstance(value, str) else tuple(value)
