"""Which rows of a document a map counts, and under which names.

A document prints its programs several times: as they were carried out last year, as the draft of
the RKPD has them, and as the plan. Counted is the plan; without one the review, without that the
evaluation. A person may decide otherwise for each table. Amounts that cannot be are left out until a person
has confirmed their row, and a program that two tables spell differently is one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from classifier.fields.name_likeness import is_decisive, is_slip, name_key, ratio, weight, words_of
from classifier.fields.possible_amounts import MAX_PAGU, are_impossible
from classifier.formats.results import Placed
from classifier.records import ROLES, Role

# Of these roles the first that a document has is counted.
COUNTED_ROLES: tuple[Role, ...] = ("plan", "review", "evaluation")
# A role without money counts when it has this share of the rows of the role that has most.
_MIN_SHARE = 0.2
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

    `roles` says of each document by its name what the tables are that count in it, "" when none does.
    """

    rows: tuple[Placed, ...]
    left_out: tuple[LeftOut, ...]
    roles: tuple[tuple[str, Role | Literal[""]], ...]


def counted_rows(rows: Iterable[Placed], *, ceiling: int = MAX_PAGU) -> CountedRows:
    """What counts of rows, which come in the reading order of their documents."""
    by_document: dict[str, list[Placed]] = {}
    for row in rows:
        by_document.setdefault(row.document, []).append(row)
    kept: list[Placed] = []
    left_out: list[LeftOut] = []
    roles: list[tuple[str, Role | Literal[""]]] = []
    for of_document in by_document.values():
        counted = _of_counted_tables(of_document)
        impossible = _impossible_years(counted, ceiling)
        left_out += _left_out(counted, impossible)
        kept += _in_one_spelling(_without_years(counted, impossible))
        roles.append((of_document[0].document_name, _role_of(counted)))
    return CountedRows(tuple(kept), tuple(left_out), tuple(roles))


def counted_role(rows: Iterable[Placed]) -> Role | Literal[""]:
    """The role whose tables count in a document, by its rows; "" when it has none of those that may.

    A few names without money, beside tables of another role that hold far more, are a mention.
    """
    n_rows: Counter[str] = Counter()
    with_money: set[str] = set()
    for row in rows:
        if row.counts is not False:
            n_rows[row.role] += 1
            if any(amount for _, amount in row.pagu):
                with_money.add(row.role)
    present = [role for role in COUNTED_ROLES if n_rows[role]]
    most = max((n_rows[role] for role in present), default=0)
    solid = [role for role in present if role in with_money or n_rows[role] >= _MIN_SHARE * most]
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
    places: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    for i, row in enumerate(rows):
        for year, amount in row.pagu:
            places[row.table, row.level, year].append((i, amount))
    left_out: dict[int, set[str]] = defaultdict(set)
    for (_, _, year), amounts in places.items():
        impossible = are_impossible([amount for _, amount in amounts], ceiling=ceiling)
        for (i, _), is_impossible in zip(amounts, impossible, strict=True):
            if is_impossible and not rows[i].is_labelled:
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


def _in_one_spelling(rows: Sequence[Placed]) -> list[Placed]:
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
