"""Two documents side by side: which programs stayed, changed, came and went.

Programs of one level are matched in rounds, one-to-one: the same name in one OPD; the same name in
another, where one alone is left with it on each side; mostly the same words under one OPD's code; the
same words but for slips and regions. Documents of two OPDs have no program in common: what every OPD has
would seem moved. A code alone never matches: Permendagri 90/2019 gave codes of
13/2006 to other programs. Names are compared by words, as one word decides: in 8,079 official names, one
word more made 161 false pairs within an urusan (`Penyakit Menular`, `Penyakit Tidak Menular`), slips and
regions 15, 14 of them one name printed twice. So only a shared code lets one be added or, of six, replaced.

Budgets are compared by totals: plans of 2025 and 2026 have no year in common, and a planner asks what a
program gets now. Where years overlap (a Renstra and its Renja) the common years are the fairer measure,
so both are offered. A budget that one document does not print is unknown; it has not moved to 0.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from classifier.agencies import opds
from classifier.fields.name_likeness import LITTLE, differing, is_decisive, name_key, weight, words_of
from classifier.fields.names import fold
from classifier.fields.remembered import remembered
from classifier.mapping import matrix
from classifier.mapping.matrix import NO_OPD, Cell, Map, Program
from classifier.taxonomy import Taxonomy

_LIKE_WITH_KODE = 0.7  # One word more beside three, or one replaced among six.
_CROWD = 2_500  # Pairs of one key that are looked at: a code that all programs share says nothing.
# Without its region such a name is no OPD's own (`Kecamatan Kota Lama`).
# What an office is, not what it is for: a Badan that became a Dinas is the same OPD.
_KINDS = frozenset({
    "dinas", "badan", "kantor", "biro", "balai", "kecamatan", "kelurahan", "sekretariat", "inspektorat",
})  # fmt: skip
# A document is one OPD's own when so many of its programs that name one are; others are misread headings.
_OWN = 0.9
_BARE_OFFICE = re.compile(r"dinas|badan|kantor|biro|balai|kecamatan|kelurahan", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """One program in both documents."""

    before: Program
    after: Program

    @property
    def is_relabelled(self) -> bool:
        """True when its subdimension is another."""
        return self.before.subdimension != self.after.subdimension

    @property
    def is_renamed(self) -> bool:
        """True when its name differs in more than case, spaces, signs and a leading level word."""
        return name_key(self.before.text) != name_key(self.after.text)

    @property
    def is_moved(self) -> bool:
        """True when another OPD has it; where a document names none, it is not known to have moved."""
        return _are_two(_office(self.before.opd), _office(self.after.opd))

    @property
    def is_comparable(self) -> bool:
        """True when both documents print its budget."""
        return _has_budget(self.before) and _has_budget(self.after)

    @property
    def change(self) -> int:
        """Rupiah of all years after, less those before; 0 when not `is_comparable`."""
        return self.after.total - self.before.total if self.is_comparable else 0

    @property
    def by_year(self) -> Mapping[str, int]:
        """Change in rupiah for every year that both print, ascending; empty when not `is_comparable`."""
        years = self.before.pagu.keys() & self.after.pagu.keys() if self.is_comparable else ()
        return {year: self.after.pagu[year] - self.before.pagu[year] for year in sorted(years)}

    @property
    def change_in_common(self) -> int:
        """Change in rupiah over the years that both print."""
        return sum(self.by_year.values())

    @property
    def is_unchanged(self) -> bool:
        """True when nothing above differs; a budget that one document alone prints is a difference."""
        changes = (self.is_relabelled, self.is_renamed, self.is_moved, self.change, *self.by_year.values())
        return not any(changes) and _has_budget(self.before) == _has_budget(self.after)


@dataclass(frozen=True, slots=True)
class Totals:
    """All programs of a subdimension, those without a printed budget among them."""

    subdimension: str
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the programs: `pairs` and `added` as after reads, `dropped` as before reads.

    `owners` are the OPDs of both documents where each is of one OPD and they are two; else empty.
    """

    pairs: tuple[Pair, ...]
    added: tuple[Program, ...]
    dropped: tuple[Program, ...]
    before: Map
    after: Map
    owners: tuple[str, ...] = ()

    @property
    def totals(self) -> tuple[Totals, ...]:
        """Every subdimension, in the taxonomy's order; over all years, so compare how many each map has."""
        old, new = self.before, self.after
        return tuple(Totals(s, old.column(s), new.column(s)) for s in old.taxonomy.ids)

    @property
    def common_years(self) -> tuple[str, ...]:
        """Years that both documents print, ascending; "" where tables name none."""
        return tuple(year for year in self.before.years if year in self.after.years)


def comparison(before: Sequence[Program], after: Sequence[Program], taxonomy: Taxonomy) -> Comparison:
    """What became of one document's programs in the other; both in reading order.

    Documents of two OPDs are not matched across them: "Pelayanan Administrasi Perkantoran", which
    every OPD has, has not moved from one to the other.
    Turned round, the pairs are the same. Raises DataError for a subdimension that the taxonomy lacks.
    """
    old, new = (dict(enumerate(map(_Named, programs))) for programs in (before, after))
    came_from: dict[int, int] = {}
    owners = _owners(before, after)
    for keys in (*_SAME, _ALONE, _KODE, _LIKE):
        for i, j in _candidates(old, new, keys):
            if i not in old or j not in new:
                continue
            if not owners or not _are_two(old[i].office, new[j].office):
                came_from[j] = i
                del old[i], new[j]
    return Comparison(
        pairs=tuple(Pair(before[i], after[j]) for j, i in sorted(came_from.items())),
        added=tuple(after[j] for j in new),
        dropped=tuple(before[i] for i in old),
        before=matrix.of(before, taxonomy),
        after=matrix.of(after, taxonomy),
        owners=owners,
    )


def _owners(*documents: Sequence[Program]) -> tuple[str, ...]:
    """The OPDs of two documents where each has one and they are two; else empty."""
    owners = []
    for programs in documents:
        named = [program.opd for program in programs if _office(program.opd)]
        ((office, n),) = Counter(map(_office, named)).most_common(1) or [("", 0)]
        if not n or n < _OWN * len(named) or 2 * len(named) < len(programs):
            return ()
        owners.append(next(opd for opd in named if _office(opd) == office))
    return tuple(owners) if _are_two_opds(*owners) else ()


def _are_two_opds(first: str, second: str) -> bool:
    """Whether two names are of two OPDs; one that holds the other's words may be the same, renamed."""
    if _office(first) == _office(second):
        return False
    first_words, second_words = (
        {word for word in words_of(opds.without_region(opd)) if weight(word) == 1} - _KINDS
        for opd in (first, second)
    )
    if not first_words or not second_words:
        return True
    return not (first_words <= second_words or second_words <= first_words)


def _are_two(office: str, other: str) -> bool:
    """Whether two offices are known to be different; one that is not named is not."""
    return bool(office and other) and office != other


def _has_budget(program: Program) -> bool:
    return any(program.pagu.values())


@remembered(1 << 20)
def _office(opd: str) -> str:
    """What makes two spellings one OPD: its name without region, fillers, case and spaces; "" for none."""
    name = opds.without_region(opd)
    words = words_of(opd if _BARE_OFFICE.fullmatch(name) else name)
    return "" if opd == NO_OPD else "".join(filter(weight, words)) or opd.casefold()


class _Named:
    """A program with the keys by which the rounds find its like."""

    def __init__(self, program: Program) -> None:
        level, self.office, name = program.level, _office(program.opd), name_key(program.text)
        self.words = list(filter(weight, words_of(program.text)))
        weighty = [word for word in self.words if weight(word) == 1]
        self.keys: tuple[Hashable, ...] = (
            (level, fold(program.opd), fold(program.text) or name),
            (level, self.office, name),
            (level, self.office, "".join(self.words) or name),
            (level, name),
            program.kode and (level, self.office, program.kode),
            # A slip spoils the start or the end of a word, and so one of these.
            (level, *sorted(word[:3] for word in weighty)),
            (level, *sorted(word[-3:] for word in weighty)),
        )


_SAME, _ALONE, _KODE, _LIKE = ((0,), (1,), (2,)), (3,), (4,), (5, 6)  # Places in `_Named.keys`.


def _candidates(
    old: dict[int, _Named], new: dict[int, _Named], keys: tuple[int, ...]
) -> list[tuple[int, int]]:
    """Positions before and after that may be one by a round's keys, the likest first."""
    groups: dict[tuple[int, Hashable], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, names in enumerate((old, new)):
        for position, name in names.items():
            for n in keys:
                groups[n, name.keys[n]][side].append(position)
    if keys in (_KODE, _LIKE):
        small = [
            sides for (_, key), sides in groups.items() if key and len(sides[0]) * len(sides[1]) <= _CROWD
        ]
        pairs = {pair for sides in small for pair in product(*sides)}
        rated = ((_likeness(old[i], new[j], has_kode=keys == _KODE), i, j) for i, j in pairs)
        # Ties are the same either way round: (1, 2) and (2, 1) never want one program.
        likest = sorted((-like, min(i, j), max(i, j), i, j) for like, i, j in rated if like)
        return [(i, j) for *_, i, j in likest]
    equal = (sides for sides in groups.values() if keys != _ALONE or len(sides[0]) == len(sides[1]) == 1)
    return [pair for sides in equal for pair in zip(*sides, strict=False)]


def _likeness(one: _Named, other: _Named, *, has_kode: bool) -> float:
    """Share of their words that two names have in common, 0..1; 0 when they name two programs."""
    is_far = has_kode and 2 * len({*one.words} & {*other.words}) < min(len(one.words), len(other.words))
    if is_far or _are_two(one.office, other.office):
        return 0
    shared, slips, left, right = differing(one.words, other.words)
    rest = [weight(word) for word in left + right]
    like = (shared + slips) / (shared + slips + LITTLE * slips + sum(rest) or 1)
    is_alike = like >= _LIKE_WITH_KODE if has_kode else 1 not in rest and not (left and right)
    return like if is_alike and not any(map(is_decisive, left + right)) else 0
