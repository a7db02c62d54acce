"""What the reader is unsure of in a row, from the signs that something in it is wrong.

Four chances are weighed: that its name is wrong, its level, its program, its money. A program
that may be wrong makes the program of its kegiatan doubtful too. A row is doubted when the chance that
anything in it is wrong is above a limit; the doubts name what contributes most. The weights were learnt
on transcribed pages, each read by a judge that had not seen it, and are plain numbers in
`doubts.json` (`training.reading`). What cannot be right is doubted whatever the chances say: names too
long, two names in one.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from classifier.evidence import name_ends
from classifier.fields.possible_amounts import MAX_PAGU
from classifier.records import Doubt
from classifier.rows.doubt_signs.row_signs import MAX_NAME_CHARS, signs

if TYPE_CHECKING:
    from classifier.rows.draft import Draft
    from classifier.rows.read_table import ReadTable
from classifier.rows.totals import meets

# Two names in one: `Program A ... Program B`, `Kegiatan X ... Kegiatan Y`.
_TWO_NAMES = re.compile(
    r"\b(?:Program|PROGRAM)\b.*\b(?:Program|PROGRAM)\b|\b(?:Kegiatan|KEGIATAN)\b.*\b(?:Kegiatan|KEGIATAN)\b"
    r"|^Program\b.*[,\s]kegiatan\s+Pe\w+",
    re.DOTALL,
)
# Below this probability a doubted row may be none.
_UNSURE_ROW = 0.8
# Of a doubted row what is at least this much as likely to be wrong as the likeliest is named.
_SHARE_OF_LARGEST = 0.5
# Rupiah: no agency's table of programs adds up to less.
_MIN_TOTAL = 300_000_000
# How much of the chance that a program is wrong passes to its rows. Swept 0, .7 and 1 out of fold
# (`training.reading`): .68, .71 and .69 of wrong rows doubted.
SHARE_OF_PROGRAM = 0.7


class Chance(NamedTuple):
    """A chance of being wrong: log odds are `intercept` plus the weighted signs."""

    intercept: float
    weights: Mapping[str, float]

    def of(self, values: Mapping[str, float]) -> float:
        """The chance for a row with these signs."""
        odds = self.intercept + sum(weight * values[sign] for sign, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-50.0, min(odds, 50.0))))


class Chances(NamedTuple):
    """The chances that name, level, program and money are wrong; rows above `limit` are doubted."""

    limit: float
    name: Chance
    level: Chance
    program: Chance
    pagu: Chance


@cache
def packaged() -> Chances | None:
    """The chances that come with the package; None where there are none yet."""
    resource = files("classifier.rows").joinpath("doubts.json")
    return parsed(resource.read_text(encoding="utf-8")) if resource.is_file() else None


def parsed(text: str) -> Chances:
    """Chances from the text of their file."""
    stored = json.loads(text)
    chances = {name: Chance(one["intercept"], one["weights"]) for name, one in stored["chances"].items()}
    return Chances(stored["limit"], **chances)


def settle(table: ReadTable, before: Sequence[Draft] = (), chances: Chances | None = None) -> None:
    """Doubt the rows of a table or list of a document that has ended; `before` are the rows before it."""
    if not table.rows:
        return
    chances = chances or packaged()
    for row, values in zip(table.rows, signs(table, before), strict=True):
        if len(row.text) > MAX_NAME_CHARS or _TWO_NAMES.search(row.text):
            row.doubts.add("name")
        row.basis.signs, row.basis.was_doubted = values, bool(row.doubts)
        if chances is not None:
            row.basis.wrong = _either(chances.name.of(values), chances.level.of(values))
    if chances is not None:
        for row in table.rows:
            row.doubts |= doubts_of(row, chances)
    _trust_met_totals(table)


def _trust_met_totals(table: ReadTable) -> None:
    """Take back doubts in money that adds up to a printed total, and in a unit that none other could be."""
    for amount, year, rows in table.met():
        unit = table.units.get(year) or 1
        other = amount // unit if unit > 1 else amount * 1_000
        is_only_unit = not _MIN_TOTAL <= other <= MAX_PAGU
        for row in rows:
            row.doubts.discard("pagu")
            if is_only_unit:
                row.doubts.discard("unit")
        if rows[0].level == "kegiatan":
            _doubt_misprinted_programs(table, year, rows, unit)


def _doubt_misprinted_programs(table: ReadTable, year: str, kegiatan: Sequence[Draft], unit: int) -> None:
    """Doubt the amount of a program whose kegiatan have another together, and with others meet a total."""
    programs = [row for row in table.rows if row.level == "program" and row.pagu.get(year)]
    for program in programs:
        below = [row.pagu[year] for row in kegiatan if row.program == program.text]
        is_only = sum(other.text == program.text for other in programs) == 1
        if is_only and below and not meets(program.pagu[year], sum(below), len(below), unit):
            program.doubts.add("pagu")


def doubts_of(row: Draft, chances: Chances) -> set[Doubt]:
    """What the chances make doubtful of a row that has its signs."""
    basis = row.basis
    above = basis.program.basis.wrong if basis.program is not None else 0.0
    likely = {
        "name": chances.name.of(basis.signs),
        "level": chances.level.of(basis.signs),
        "program": _either(chances.program.of(basis.signs), SHARE_OF_PROGRAM * above),
        "pagu": chances.pagu.of(basis.signs),
    }
    if _either(*likely.values()) <= chances.limit:
        return set()
    least = _SHARE_OF_LARGEST * max(likely.values())
    return {_doubt(name, row) for name, chance in likely.items() if chance >= least}


def _either(*chances: float) -> float:
    """The chance that at least one of several comes true."""
    return 1 - math.prod(1 - chance for chance in chances)


def _doubt(name: str, row: Draft) -> Doubt:
    """The word for what is wrong in a row."""
    basis = row.basis
    if name == "pagu":
        return "unit" if row.pagu and not basis.has_unit else "pagu"
    if name == "level":
        return "level"
    if name == "program":
        return "level" if row.level == "program" else "program"
    if basis.begins is not None and basis.begins < _UNSURE_ROW:
        return "row"
    return "cut" if basis.is_cut or name_ends.is_open(row.text) else "name"
