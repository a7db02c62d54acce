"""One program under the several names that the tables of a document give it.

Tables slip, cut names short and go on behind them. Words, codes, kegiatan and the place among the same other
programs speak for two names being one program's; what speaks is added up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from classifier.fields.name_likeness import is_decisive, is_slip, name_key, ratio, weight, words_of
from classifier.formats.results import Placed

# Two names of different tables are one program's when the share of their words that is the same, and what
# equal kegiatan and codes below and beside them add, come to this; by eye, on ten real documents.
_MIN_LIKENESS = 0.95
_SAME_KEGIATAN, _SAME_CODE, _OTHER_CODE = 0.5, 0.25, 0.15
# More names than this share a word that says nothing.
_CROWD = 60
# Pairs compared at most, those with most in common: one of long names takes up to a millisecond.
_MAX_PAIRS = 4_000
# A name of so few words or kegiatan need not have two in common with another.
_FEW_SIGNS = 2
# Characters: of a word cut short, of one in which a letter says little, of a name to compare as a whole.
_MIN_ABBREVIATED, _MIN_LONG, _LONG_LIKENESS, _MIN_GLUED = 5, 10, 0.9, 25


def in_one_spelling(rows: Sequence[Placed]) -> list[Placed]:
    """The rows with the programs that tables name differently under the name that comes first.

    Two names of one table are two programs, however alike.
    """
    names = _names(rows)
    likest = sorted(
        ((_likeness(names[one], names[other]), one, other) for one, other in _candidates(names)),
        key=lambda item: -item[0],
    )
    first_of: dict[str, str] = {}
    for like, one, other in likest:
        if like < _MIN_LIKENESS:
            break
        first, second = (names[first_of.get(name, name)] for name in (one, other))
        if first is second or first.tables & second.tables:
            continue
        if first.order > second.order:
            first, second = second, first
        first.tables |= second.tables
        for name, kept in (*first_of.items(), (second.key, second.key)):
            if kept == second.key:
                first_of[name] = first.key
    if not first_of:
        return list(rows)
    shown = {name: names[first].text for name, first in first_of.items()}
    return [
        replace(
            row,
            text=shown.get(name_key(row.text), row.text) if row.level == "program" else row.text,
            program=shown.get(name_key(row.program), row.program) if row.program else "",
        )
        for row in rows
    ]


@dataclass(slots=True)
class _Name:
    """A program as one or more tables name it; `below` are the kegiatan that stand under it."""

    key: str
    order: int
    text: str
    words: list[str]
    tables: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    below: set[str] = field(default_factory=set)


def _names(rows: Sequence[Placed]) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    for row in rows:
        if row.level == "program":
            name = name_key(row.text)
            if name not in names:
                words = [word for word in words_of(row.text) if weight(word) == 1]
                names[name] = _Name(name, len(names), row.text, words)
            names[name].tables.add(row.table)
            if row.kode:
                names[name].codes.add(row.kode)
        elif row.level == "kegiatan" and (above := names.get(name_key(row.program))):
            above.below.add(name_key(row.text))
    return names


def _candidates(names: Mapping[str, _Name]) -> list[tuple[str, str]]:
    """Pairs of names of different tables that have words or kegiatan in common, by their beginnings.

    They need two in common where both have as many, and come by how much they have in common.
    """
    by_sign: dict[str, list[str]] = defaultdict(list)
    signs = {name.key: {word[:4] for word in name.words} | name.below for name in names.values()}
    for key, of_name in signs.items():
        for sign in of_name:
            by_sign[sign].append(key)
    n_common = Counter(
        (one, other)
        for group in by_sign.values()
        if len(group) <= _CROWD
        for i, one in enumerate(group)
        for other in group[i + 1 :]
        if not names[one].tables & names[other].tables
    )
    # Words that print glues together begin no word: such a name has fewer of the same.
    pairs = [
        pair
        for pair, n in sorted(n_common.items(), key=lambda item: (-item[1], item[0]))
        if n > 1 or min(len(signs[key]) for key in pair) <= _FEW_SIGNS
    ]
    return pairs[:_MAX_PAIRS]


def _likeness(one: _Name, other: _Name) -> float:
    """How much speaks for two names being one program's: their words, codes and kegiatan."""
    left, right = list(one.words), list(other.words)
    for word in one.words:
        same = [word] if word in right else [w for w in right if _is_like(word, w)]
        if same:
            left.remove(word)
            right.remove(same[0])
    if any(map(is_decisive, left + right)):
        return 0.0
    n_words = max(len(one.words), len(other.words))
    like = 1 - max(len(left), len(right)) / n_words if n_words else 0.0
    beside = 0.0
    if one.below and other.below:
        beside += _SAME_KEGIATAN * len(one.below & other.below) / min(len(one.below), len(other.below))
    if one.codes and other.codes:
        beside += _SAME_CODE if one.codes & other.codes else -_OTHER_CODE
    if min(len(one.key), len(other.key)) >= _MIN_GLUED:
        # Words that print glues together are none of the above.
        like = max(like, ratio(one.key, other.key, least=max(like, _MIN_LIKENESS - beside)))
    return like + beside


@lru_cache(maxsize=2**16)
def _is_like(word: str, other: str) -> bool:
    """True for a slip, a word cut short (`Pemel`), or long words that differ by a letter."""
    short, long = sorted((word, other), key=len)
    return (
        is_slip(*sorted((word, other)))
        or (len(short) >= _MIN_ABBREVIATED and long.startswith(short))
        or (len(short) >= _MIN_LONG and ratio(word, other, least=_LONG_LIKENESS) >= _LONG_LIKENESS)
    )
