"""Headings of groups of programs that read like programs, which count beside those below them twice.

`Program Pokok Rp 185.304.661.853`, and below it six programs that come to this. A name of words for groups
alone is such a heading, and so is a name without kegiatan whose rupiah are, to the last digit, those of the
next programs together. What a person has answered is a program.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from classifier.fields.name_likeness import name_key
from classifier.formats.results import Placed

_GROUP_WORDS = re.compile(
    r"pokok|penunjang|pendukung|utama|prioritas|unggulan|strategis|rutin|teknis|generik|"
    r"apbd|apbn|murni|perubahan|dana|dekonsentrasi|tugas|pembantuan|dan|kegiatan|program|ta|tahun|anggaran|\d+",
)
_WORD = re.compile(r"[a-z]+|\d+")
# Round amounts meet by chance: a sum of two says nothing when so many digits at its end are noughts.
_ROUND = 10**7
_MIN_SUMMANDS, _MIN_ROUND_SUMMANDS = 2, 4
# So many programs below a heading are looked at.
_MAX_SUMMANDS = 60
_MAX_NAME_CHARS = 80


def without_group_headings(rows: Sequence[Placed]) -> list[Placed]:
    """The rows of a document without those that are headings of groups, unless a person has answered them."""
    headings = places_of_headings(rows)
    return [row for i, row in enumerate(rows) if i not in headings or row.is_labelled]


def places_of_headings(rows: Sequence[Placed]) -> set[int]:
    """The places of the rows of a document that are headings of groups while nobody has answered them."""
    of_table: dict[str, list[int]] = defaultdict(list)
    below: dict[tuple[str, str], dict[str, int]] = {}
    for i, row in enumerate(rows):
        if row.level == "program":
            of_table[row.table].append(i)
        elif row.level == "kegiatan":
            sums = below.setdefault((row.table, name_key(row.program)), defaultdict(int))
            for year, amount in row.pagu:
                sums[year] += amount
    return {
        places[n]
        for places in of_table.values()
        for n in range(len(places))
        if _is_heading([rows[i] for i in places[n : n + 1 + _MAX_SUMMANDS]], below)
    }


def _is_heading(rows: Sequence[Placed], below: Mapping[tuple[str, str], Mapping[str, int]]) -> bool:
    """True when the first of programs of a table is the heading of some that follow it."""
    row = rows[0]
    if _is_named_for_a_group(row.text):
        return True
    if (row.table, name_key(row.text)) in below:
        return False
    wanted = {year: amount for year, amount in row.pagu if amount}
    sums: dict[str, int] = dict.fromkeys(wanted, 0)
    for n, other in enumerate(rows[1:], start=1):
        amounts = dict(other.pagu)
        if not any(amounts.values()):
            amounts = dict(below.get((other.table, name_key(other.text)), {}))
        sums = {year: amount + amounts.get(year, 0) for year, amount in sums.items()}
        if not wanted or any(sums[year] > wanted[year] for year in wanted):
            return False
        is_round = all(amount % _ROUND == 0 for amount in wanted.values())
        if sums == wanted and any(amounts.values()):
            return n >= (_MIN_ROUND_SUMMANDS if is_round else _MIN_SUMMANDS)
    return False


def _is_named_for_a_group(text: str) -> bool:
    """True for `Program Pokok` and `Program Penunjang APBD TA. 2016`, which name no matter."""
    words = _WORD.findall(text.lower()) if len(text) <= _MAX_NAME_CHARS else []
    return len(words) > 1 and words[0] == "program" and all(map(_GROUP_WORDS.fullmatch, words))
