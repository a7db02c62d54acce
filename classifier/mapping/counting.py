"""Which rows of a document a map counts, and under which names.

A document prints its programs several times: as they were carried out last year, as the draft of
the RKPD has them, and as the plan. Counted is the plan; without one the review, without that the
evaluation. A person may decide otherwise for each table. Amounts that cannot be are left out until a person
has confirmed their row, and a program that two tables spell differently is one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from classifier.fields.name_likeness import name_key
from classifier.fields.possible_amounts import MAX_PAGU, are_impossible
from classifier.formats.results import Placed
from classifier.mapping import program_names
from classifier.mapping.group_headings import places_of_headings, without_group_headings
from classifier.mapping.rival_plans import RivalPlan, without_rivals
from classifier.records import ROLES, Role

# Of these roles the first that a document has is counted.
COUNTED_ROLES: tuple[Role, ...] = ("plan", "review", "evaluation")
# A role without money counts when it has this share of the rows of the role that has most.
_MIN_SHARE = 0.2
# ... and this share of the programs of the role that names most beside money.
_MIN_NAMED = 0.5


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An amount that cannot be, left out of all sums until a person has confirmed its row (id `row`)."""

    document: str
    text: str
    year: str
    amount: int
    row: str = ""


@dataclass(frozen=True, slots=True)
class CountedRows:
    """The rows that count, of one or more documents, in their order; names and money as they count.

    `roles` says of each document by its name what the tables are that count in it, "" when none does;
    `rivals` are the plans that do not count because another table of their document does.
    """

    rows: tuple[Placed, ...]
    left_out: tuple[LeftOut, ...]
    roles: tuple[tuple[str, Role | Literal[""]], ...]
    rivals: tuple[RivalPlan, ...] = ()


def counted_rows(rows: Iterable[Placed], *, ceiling: int = MAX_PAGU) -> CountedRows:
    """What counts of rows, which come in the reading order of their documents."""
    by_document: dict[str, list[Placed]] = {}
    for row in rows:
        by_document.setdefault(row.document, []).append(row)
    kept: list[Placed] = []
    left_out: list[LeftOut] = []
    rivals: list[RivalPlan] = []
    roles: list[tuple[str, Role | Literal[""]]] = []
    for of_document in by_document.values():
        counted = without_group_headings(_of_counted_tables(of_document))
        impossible = _impossible_years(counted, ceiling)
        left_out += _left_out(counted, impossible)
        counting, of_rivals = without_rivals(
            program_names.in_one_spelling(_without_years(counted, impossible))
        )
        kept += counting
        rivals += of_rivals
        roles.append((of_document[0].document_name, _role_of(counted)))
    return CountedRows(tuple(kept), tuple(left_out), tuple(roles), tuple(rivals))


def held_by_answers(rows: Sequence[Placed], *, ceiling: int = MAX_PAGU) -> frozenset[str]:
    """The ids of the rows of a document of which it matters whether a person has answered them.

    They are headings of groups, and rows with an amount that cannot be. Whether any other row is answered
    decides nothing but its subdimension. Tables that do not count are looked at, too.
    """
    held: set[str] = set()
    # Rows that stand in no known table may be of several roles, of which one counts.
    for among in (rows, _of_counted_tables(rows)):
        headings = places_of_headings(among)
        kept = [row for i, row in enumerate(among) if i not in headings or row.is_labelled]
        held.update(among[i].id for i in headings)
        held.update(kept[i].id for i in _years_that_cannot_be(kept, ceiling))
    return frozenset(held)


def counted_role(rows: Iterable[Placed]) -> Role | Literal[""]:
    """The role whose tables count in a document, by its rows; "" when it has none of those that may.

    A few names without money, beside tables of another role that hold far more, are a mention.
    """
    n_rows: Counter[str] = Counter()
    named: dict[str, set[str]] = defaultdict(set)
    with_money: set[str] = set()
    for row in rows:
        if row.counts is not False:
            n_rows[row.role] += 1
            named[row.role].add(name_key(row.text if row.level == "program" else row.program))
            if any(amount for _, amount in row.pagu):
                with_money.add(row.role)
    present = [role for role in COUNTED_ROLES if n_rows[role]]
    most = max((n_rows[role] for role in present), default=0)
    most_named = max((len(named[role]) for role in present if role in with_money), default=0)
    solid = [
        role
        for role in present
        if role in with_money
        or (n_rows[role] >= _MIN_SHARE * most and len(named[role]) >= _MIN_NAMED * most_named)
    ]
    return next(iter(solid), "")


def _role_of(counted: Sequence[Placed]) -> Role | Literal[""]:
    """What the tables are that count; of several, which a person chose, the first of the list."""
    roles = {row.role for row in counted}
    return next((role for role in (*COUNTED_ROLES, *ROLES) if role in roles), "")


def _of_counted_tables(rows: Sequence[Placed]) -> list[Placed]:
    role = counted_role(rows)
    return [row for row in rows if (row.role == role if row.counts is None else row.counts)]


def _impossible_years(rows: Sequence[Placed], ceiling: int) -> Mapping[int, set[str]]:
    """By place of a row the years whose amounts cannot be; none of rows that a person has answered."""
    impossible = _years_that_cannot_be(rows, ceiling)
    return {i: years for i, years in impossible.items() if not rows[i].is_labelled}


def _years_that_cannot_be(rows: Sequence[Placed], ceiling: int) -> Mapping[int, set[str]]:
    """By place of a row the years whose amounts cannot be, whoever has answered it."""
    places: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    for i, row in enumerate(rows):
        for year, amount in row.pagu:
            places[row.table, row.level, year].append((i, amount))
    left_out: dict[int, set[str]] = defaultdict(set)
    for (_, _, year), amounts in places.items():
        impossible = are_impossible([amount for _, amount in amounts], ceiling=ceiling)
        for (i, _), is_impossible in zip(amounts, impossible, strict=True):
            if is_impossible:
                left_out[i].add(year)
    return left_out


def _left_out(rows: Sequence[Placed], impossible: Mapping[int, set[str]]) -> Iterator[LeftOut]:
    for i in sorted(impossible):
        row = rows[i]
        for year, amount in row.pagu:
            if year in impossible[i]:
                yield LeftOut(row.document_name, row.text, year, amount, row.id)


def _without_years(rows: Sequence[Placed], years: Mapping[int, set[str]]) -> list[Placed]:
    return [
        replace(row, pagu=tuple(item for item in row.pagu if item[0] not in years[i])) if i in years else row
        for i, row in enumerate(rows)
    ]
