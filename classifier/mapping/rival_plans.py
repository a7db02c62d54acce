"""Two tables of one document that plan the same programs with other money, of which one counts.

A change is printed beside the plan that it changes, a draft beside the final plan. The change counts before
what it changes, the final before the draft, by their captions; where these do not say it, the table with
more of the programs. What the other table alone plans counts beside it, unless it was changed away. Tables
of other funds or with other kegiatan are parts of a plan, and no rivals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from classifier.fields.name_likeness import name_key
from classifier.fields.names import fold
from classifier.formats.results import Placed

# Rivals share so many programs with money, which are such a part of the smaller table's; of these such a part
# has other money, and of the kegiatan of the smaller table such a part is the same.
_MIN_SHARED, _MIN_SHARE, _MIN_DIFFERING, _MIN_SAME_KEGIATAN = 2, 0.5, 0.5, 0.5
# A change that has such a part of the programs has all that are still planned.
_MIN_CHANGED = 0.8
# Tables print one plan when what each has alone is at most such a part of its money, and about as much: they
# differ by such a part of all. By eye on 46 documents with known facts; rerun benchmarks/facts.py.
_MAX_ALONE, _SAME_ALONE = 0.5, 0.05
_MIN_TABLES = 2
# A program of so many tables tells none of them apart.
_MAX_TABLES = 12
_BEFORE_CHANGE = re.compile(r"\b(?:sebelum|murni|semula)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:perubahan(?!\s+iklim)|setelah|revisi|pergeseran|p-apbd|apbd-?p|apbdp)\b", re.IGNORECASE
)
_DRAFT = re.compile(r"\b(?:rancangan|draf|draft|ppas|kua|indikatif|sementara)\b", re.IGNORECASE)
_FUND = re.compile(r"\b(?:apbn|dak|dekonsentrasi|tugas pembantuan|phln|hibah|blud|dbhcht)\b", re.IGNORECASE)
_YEAR = re.compile(r"20\d\d")

_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RivalPlan:
    """A plan table whose money does not count because another one of its document counts for its programs.

    Pages count from 1, 0 for not known; rupiah are those of the programs and years that both print.
    """

    document: str
    caption: str
    page: int
    amount: int
    counted_caption: str
    counted_page: int
    counted_amount: int
    n_programs: int
    table: str = ""

    @property
    def difference(self) -> int:
        """Rupiah that the table prints more than the one that counts; negative when it prints less."""
        return self.amount - self.counted_amount


@dataclass(slots=True)
class _Plan:
    """A table: the rupiah of its programs by year, its kegiatan, and where each row stands in it."""

    caption: str
    page: int
    order: int
    is_switched_on: bool
    money: dict[_Key, dict[str, int]] = field(default_factory=dict)
    below: dict[_Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    rows: set[_Key] = field(default_factory=set)

    def rank(self) -> int:
        """How late the plan is by its caption."""
        is_change = _CHANGE.search(self.caption) and not _BEFORE_CHANGE.search(self.caption)
        before = _BEFORE_CHANGE.search(self.caption) is not None
        return 2 * bool(is_change) - before - bool(_DRAFT.search(self.caption))


def without_rivals(rows: Sequence[Placed]) -> tuple[list[Placed], tuple[RivalPlan, ...]]:
    """The rows of one document that count, and its rival plans.

    Rows of a rival plan lose the money of those years for which the table that counts prints money of their
    program.
    """
    if len({row.table for row in rows if row.table and row.level == "program"}) < _MIN_TABLES:
        return list(rows), ()
    plans = _plans(rows)
    lost: dict[str, str] = {}
    counts_alone: set[str] = set()
    rivals = []
    for one, other in _pairs(plans):
        if one in lost or other in lost or not _are_rivals(plans[one], plans[other]):
            continue
        counted, left_out = sorted((one, other), key=lambda table: _precedence(plans[table]), reverse=True)
        if plans[left_out].is_switched_on:
            continue
        lost[left_out] = counted
        if _are_prints_of_one(plans[one], plans[other]):
            counts_alone.add(left_out)
        rivals.append(_rival(rows[0].document_name, plans[left_out], plans[counted], left_out))
    if not lost:
        return list(rows), ()
    kept = []
    for row in rows:
        if row.table not in lost:
            kept.append(row)
            continue
        plan, of_row = plans[lost[row.table]], plans[row.table]
        key = _program_key(row)
        if row.table in counts_alone and key not in plan.money:
            continue
        counted_money = plan.money.get(key, {})
        left = replace(row, pagu=tuple(one for one in row.pagu if not counted_money.get(one[0])))
        is_of_counted = key in plan.money and not left.pagu
        if _row_key(row) in plan.rows or not (is_of_counted or _changes_all(plan, of_row)):
            kept.append(left)
    return kept, tuple(rivals)


def _plans(rows: Sequence[Placed]) -> dict[str, _Plan]:
    plans: dict[str, _Plan] = {}
    sums: dict[tuple[str, _Key], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        if not row.table:
            continue
        plan = plans.setdefault(row.table, _Plan(row.caption, row.page, len(plans), row.counts is True))
        key = _program_key(row)
        plan.rows.add(_row_key(row))
        if row.level == "program":
            amounts = plan.money.setdefault(key, {})
            for year, amount in row.pagu:
                amounts.setdefault(year, amount)
        elif row.level == "kegiatan":
            plan.below[key].add(name_key(row.text))
            for year, amount in row.pagu:
                sums[row.table, key][year] += amount
    for table, plan in plans.items():
        for key, amounts in plan.money.items():
            if not any(amounts.values()):
                amounts.update(sums.get((table, key), {}))
    return plans


def _program_key(row: Placed) -> _Key:
    return (fold(row.opd), name_key(row.text if row.level == "program" else row.program))


def _row_key(row: Placed) -> _Key:
    return (*_program_key(row), row.level, name_key(row.text))


def _pairs(plans: Mapping[str, _Plan]) -> Iterator[tuple[str, str]]:
    """The tables that share programs, in reading order."""
    tables_of: dict[_Key, list[str]] = defaultdict(list)
    for table, plan in plans.items():
        for key, amounts in plan.money.items():
            if any(amounts.values()):
                tables_of[key].append(table)
    pairs = {
        (one, other)
        for tables in tables_of.values()
        for i, one in enumerate(tables[:_MAX_TABLES])
        for other in tables[i + 1 : _MAX_TABLES]
    }
    return iter(sorted(pairs, key=lambda pair: [plans[table].order for table in pair]))


def _shared(one: _Plan, other: _Plan) -> dict[_Key, list[str]]:
    """The programs for which both print money, with the years."""
    years = {
        key: [year for year, amount in amounts.items() if amount and other.money.get(key, {}).get(year)]
        for key, amounts in one.money.items()
    }
    return {key: of_key for key, of_key in years.items() if of_key}


def _are_rivals(one: _Plan, other: _Plan) -> bool:
    shared = _shared(one, other)
    n_smaller = min(sum(any(money.values()) for money in plan.money.values()) for plan in (one, other))
    if len(shared) < _MIN_SHARED or len(shared) < _MIN_SHARE * n_smaller:
        return False
    n_differing = sum(
        any(one.money[key][year] != other.money[key][year] for year in years) for key, years in shared.items()
    )
    are_one = _are_prints_of_one(one, other)
    if n_differing < _MIN_DIFFERING * len(shared) and not are_one:
        return False
    funds, years = (
        [{found.lower() for found in pattern.findall(plan.caption)} for plan in (one, other)]
        for pattern in (_FUND, _YEAR)
    )
    if funds[0] != funds[1] or (all(years) and years[0].isdisjoint(years[1])):
        return False
    if are_one or one.rank() != other.rank():
        return True
    n_same = sum(len(one.below[key] & other.below[key]) for key in shared)
    n_fewer = min(sum(len(plan.below[key]) for key in shared) for plan in (one, other))
    return n_same >= _MIN_SAME_KEGIATAN * n_fewer


def _are_prints_of_one(one: _Plan, other: _Plan) -> bool:
    """True when each has programs that the other has not, of about the same money together."""
    shared = _shared(one, other)
    both = [
        (
            sum(sum(amounts.values()) for amounts in plan.money.values()),
            sum(sum(amounts.values()) for key, amounts in plan.money.items() if key not in shared),
        )
        for plan in (one, other)
    ]
    (total, alone), (other_total, other_alone) = both
    return (
        0 < alone <= _MAX_ALONE * total
        and 0 < other_alone <= _MAX_ALONE * other_total
        and abs(alone - other_alone) <= _SAME_ALONE * max(total, other_total)
    )


def _precedence(plan: _Plan) -> tuple[bool, int, int, int, int]:
    """What decides which of two plans counts; the greater one does."""
    n_programs = sum(any(amounts.values()) for amounts in plan.money.values())
    return (plan.is_switched_on, plan.rank(), n_programs, len(plan.rows), -plan.order)


def _changes_all(counted: _Plan, left_out: _Plan) -> bool:
    """True when a later plan has so many of the programs that those it lacks are no longer planned."""
    n_common = len(counted.money.keys() & left_out.money.keys())
    return counted.rank() > left_out.rank() and n_common >= _MIN_CHANGED * len(left_out.money)


def _rival(document: str, left_out: _Plan, counted: _Plan, table: str) -> RivalPlan:
    shared = _shared(left_out, counted)
    amount, counted_amount = (
        sum(plan.money[key][year] for key, years in shared.items() for year in years)
        for plan in (left_out, counted)
    )
    return RivalPlan(
        document,
        left_out.caption,
        left_out.page,
        amount,
        counted.caption,
        counted.page,
        counted_amount,
        len(shared),
        table,
    )
