"""Codes that a table numbers in its own way: joined to the program's, or none at all.

A kegiatan's number that restarts under each program is joined to the program's code; one that
runs on through all programs is no code, and neither are programs that count 1, 2, 3.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from classifier.rows.draft import Draft

_LONE = re.compile(r"\d{1,3}")


def settle(rows: Sequence[Draft]) -> None:
    """Give the rows of one table, which has ended, the codes that their numbers stand for."""
    programs = [row for row in rows if row.level == "program" and _LONE.fullmatch(row.kode)]
    if len(programs) > 1 and [int(row.kode) for row in programs] == list(range(1, len(programs) + 1)):
        for row in programs:
            row.kode = ""
    groups = _groups(rows)
    numbered = [group for _, group in groups if group]
    if not numbered:
        return
    restart = _restart(numbered)
    for program, group in groups:
        numbers = {row.kode for row in group}
        if len(group) > 1 and len(numbers) == 1:
            # The program's own number, printed beside each of its kegiatan.
            continue
        for row in group:
            has_code = restart and program is not None and program.kode
            row.kode = f"{program.kode}.{row.kode}" if has_code and program is not None else ""


def _groups(rows: Sequence[Draft]) -> list[tuple[Draft | None, list[Draft]]]:
    """Each program with the kegiatan below it that have a lone number; None before the first program."""
    groups: list[tuple[Draft | None, list[Draft]]] = [(None, [])]
    for row in rows:
        if row.level == "program":
            groups.append((row, []))
        elif row.level == "kegiatan" and _LONE.fullmatch(row.kode):
            groups[-1][1].append(row)
    return groups


def _restart(groups: Sequence[Sequence[Draft]]) -> bool:
    """True when numbers begin anew under each program."""
    if len(groups) == 1:
        first = groups[0][0].kode
        return int(first) == 1 or first.startswith("0")
    later = itertools.pairwise(groups)
    return any(int(after[0].kode) <= int(before[-1].kode) for before, after in later)
