"""Kegiatan whose program was not found, which another table of the document prints below a program.

A list in prose and a table print one plan: where the list's programs were not read, its kegiatan would count
beside those of the table, and their money twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from classifier.fields.name_likeness import name_key, ratio
from classifier.fields.names import fold
from classifier.formats.results import Placed

# Of two names with the same rupiah: more alike, they are one.
_SAME_NAME = 0.8
# So many kegiatan of the same rupiah say nothing of any.
_CROWD = 20


def below_their_programs(rows: Sequence[Placed]) -> list[Placed]:
    """The rows of a document, each kegiatan without a program behind its print below one, by that name.

    It is the same when it has the same name, or one like it and the same rupiah; of several the one with
    the same rupiah. Where that leaves several programs it stays where it is.
    """
    prints = [i for i, row in enumerate(rows) if row.level == "kegiatan" and row.program and row.table]
    if not prints:
        return list(rows)
    by_name: dict[str, list[int]] = defaultdict(list)
    by_amount: dict[int, list[int]] = defaultdict(list)
    for i in prints:
        by_name[name_key(rows[i].text)].append(i)
        for amount in _rupiah(rows[i]):
            by_amount[amount].append(i)
    behind: dict[int, list[Placed]] = defaultdict(list)
    moved: set[int] = set()
    for i, row in enumerate(rows):
        if row.level != "kegiatan" or row.program or not row.table or _has_sub_kegiatan(rows, i):
            continue
        place = _print_of(row, rows, by_name, by_amount)
        if place is not None:
            behind[place].append(replace(row, text=rows[place].text, program=rows[place].program))
            moved.add(i)
    return [one for i, row in enumerate(rows) if i not in moved for one in (row, *behind[i])]


def _print_of(
    row: Placed,
    rows: Sequence[Placed],
    by_name: Mapping[str, Sequence[int]],
    by_amount: Mapping[int, Sequence[int]],
) -> int | None:
    """The place of the first row that prints a kegiatan below a program; None when none does, or several."""
    amounts = _rupiah(row)
    key = name_key(row.text)
    same_name = _others(row, rows, by_name.get(key, ()))
    same_rupiah = [i for i in same_name if amounts & _rupiah(rows[i])]
    if not same_name:
        crowd = {i for amount in amounts for i in by_amount.get(amount, ())[:_CROWD]}
        same_rupiah = [
            i
            for i in _others(row, rows, sorted(crowd))
            if ratio(key, name_key(rows[i].text), least=_SAME_NAME) >= _SAME_NAME
        ]
    candidates = same_rupiah or same_name
    return candidates[0] if len({name_key(rows[i].program) for i in candidates}) == 1 else None


def _others(row: Placed, rows: Sequence[Placed], places: Iterable[int]) -> list[int]:
    """Those places whose rows stand in another table, and name no other agency."""
    opd = fold(row.opd)
    return [i for i in places if rows[i].table != row.table and fold(rows[i].opd) in (opd, "")]


def _rupiah(row: Placed) -> set[int]:
    return {amount for _, amount in row.pagu if amount}


def _has_sub_kegiatan(rows: Sequence[Placed], i: int) -> bool:
    return i + 1 < len(rows) and rows[i + 1].level == "subkegiatan"
