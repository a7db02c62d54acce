"""Which rows of a new reading are those that people answered in an older one.

A better reader gives a row another name, code or box, and with them another id; an answer belongs to the
program that was meant. So answers follow in rounds, one-to-one, the nearest place first: rows of the same
name, level and code; of the same name; on the same page, of nearly the same name, as where a cut name
was put together. What is left has no row any more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from classifier.fields.names import fold
from service.storage.rows import StoredRow

# By eye on pairs of names that two versions of the reader gave of one page; not swept.
_LIKE = 0.85
# A name that is a part of another was cut, unless it is so short that many hold it.
_MIN_PART = 12
# Pairs of one key that are looked at; of more, each goes with the one at its place in the order.
_CROWD = 250_000
_FAR = 1 << 20


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """A row that people said something of, as it was; `page` is 0 where its place is not known.

    `top` is that of its box, 0 where only the page is known.
    """

    id: str
    level: str
    kode: str
    text: str
    page: int
    top: float = 0.0


def with_answered_ids(fresh: Sequence[StoredRow], answered: Iterable[AnsweredRow]) -> list[StoredRow]:
    """The rows of a new reading; those that people answered before have the id that they had then."""
    followed = followed_by(tuple(answered), fresh)
    ids = {place: row_id for row_id, place in followed.items()}
    taken = set(ids.values())
    renamed = []
    for place, row in enumerate(fresh):
        row_id = ids.get(place, row.id)
        if place not in ids:
            # Ids are digests of what rows were first: an answered row may have the one of this row.
            while row_id in taken:
                row_id = hashlib.sha256(row_id.encode()).hexdigest()[: len(row_id)]
            taken.add(row_id)
        renamed.append(row if row_id == row.id else replace(row, id=row_id))
    return renamed


def followed_by(answered: Sequence[AnsweredRow], fresh: Sequence[StoredRow]) -> dict[str, int]:
    """Where in `fresh` each answered row is, by its id; one that is there no more is left out."""
    old = dict(enumerate(answered))
    new = dict(enumerate(fresh))
    places: dict[str, int] = {}

    def settle(pairs: Iterable[tuple[int, int]]) -> None:
        for i, j in pairs:
            if i in old and j in new:
                places[old.pop(i).id] = j
                del new[j]

    settle(_pairs(old, new, lambda level, kode, name: (level, kode, name)))
    settle(_pairs(old, new, lambda level, kode, name: name))
    settle(_like(old, new))
    return places


def _pairs(
    old: dict[int, AnsweredRow], new: dict[int, StoredRow], key: Callable[[str, str, str], Hashable]
) -> list[tuple[int, int]]:
    """Pairs of one key, the nearest of them first."""
    of_key: dict[Hashable, tuple[list[int], list[int]]] = {}
    for i, row in old.items():
        of_key.setdefault(key(row.level, row.kode, fold(row.text)), ([], []))[0].append(i)
    for j, stored in new.items():
        its_key = key(stored.row.level, stored.row.kode, fold(stored.row.text))
        if its_key in of_key:
            of_key[its_key][1].append(j)
    pairs: list[tuple[int, int]] = []
    for mine, theirs in of_key.values():
        if len(mine) * len(theirs) > _CROWD:
            pairs += zip(mine, theirs, strict=False)
        else:
            pairs += sorted(
                ((i, j) for i in mine for j in theirs), key=lambda pair: _distance(old[pair[0]], new[pair[1]])
            )
    return pairs


def _like(old: dict[int, AnsweredRow], new: dict[int, StoredRow]) -> list[tuple[int, int]]:
    """Pairs of nearly the same name on one page, the most alike first."""
    on_page: dict[int, list[int]] = {}
    for j, stored in new.items():
        on_page.setdefault(stored.row.page, []).append(j)
    found = []
    for i, row in old.items():
        for j in on_page.get(row.page, ()):
            likeness = _likeness(fold(row.text), fold(new[j].row.text))
            if likeness >= _LIKE:
                found.append((-likeness, _distance(row, new[j]), i, j))
    return [(i, j) for _, _, i, j in sorted(found)]


def _likeness(name: str, other: str) -> float:
    """How alike two folded names are, 0..1; one that holds the other is as alike as any."""
    shorter, longer = sorted((name, other), key=len)
    if len(shorter) >= _MIN_PART and shorter in longer:
        return 1.0
    matcher = SequenceMatcher(None, name, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _LIKE else 0.0


def _distance(old: AnsweredRow, new: StoredRow) -> tuple[int, bool, bool, float]:
    """How far a row is from where and what it was: pages, then level and code, then points."""
    pages = abs(old.page - new.row.page) if old.page else _FAR
    points = abs(old.top - new.row.bbox.top) if old.top else 0.0
    return pages, old.level != new.row.level, old.kode != new.row.kode, points
