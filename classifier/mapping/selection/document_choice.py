"""Which documents a mapping of a region and its years counts: of several of one agency and year one.

A change (Perubahan) goes before the plan that it changes, a Renja before the Renstra's year, a final plan
before its draft; reports (LKIP, Perjanjian Kinerja) count where nothing else plans. The plan of a
whole region (RKPD, RPJMD) counts for the agencies that have no document of their own. A person decides
otherwise for each document; whatever a person switched on goes before what is chosen here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from classifier.documents import kind_words
from classifier.fields.names import fold
from classifier.records import Stage

# Why a document counts, then why it does not; `behind` of a choice is the document that goes before it.
CountedWhy = Literal["by_hand", "only", "first", "report", "agency_unknown", "region_plan", "rest"]
UncountedWhy = Literal[
    "by_hand_not",
    "no_rows",
    "other_region",
    "unknown_region",
    "other_years",
    "unknown_years",
    "behind_by_hand",
    "behind_kind",
    "behind_change",
    "behind_final",
    "behind_fuller",
]
Why = CountedWhy | UncountedWhy
# The less the sooner; what is in neither is a plan of another kind.
_OTHER, _FIRST_REPORT = 5, 6
_AGENCY_KINDS: Mapping[str, int] = {
    "Renja": 0, "DPA": 1, "RKA": 2, "Renstra": 3, "RKT": 4,
    "Perjanjian Kinerja": 6, "LKIP": 7, "Kertas Kerja Evaluasi": 8, "Indikator Kinerja Utama": 8,
    "Pohon Kinerja": 8, "Cascading Kinerja": 8,
}  # fmt: skip
_REGION_KINDS: Mapping[str, int] = {"RKPD": 0, "APBD": 1, "RPJMD": 2, "RPJPD": 3, "LKPJ": 6, "LPPD": 7}
_STAGES: Mapping[Stage, int] = {"change": 0, "final": 1, "draft": 2}
_KINDS_OF_REGION = ("provinsi ", "kabupaten ", "kota ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that a mapping may count.

    `opd` is the name that its agency goes by, `years` the planned ones, `number` larger for a newer one;
    `decided` is whether a person lets it count, None where nobody said.
    """

    id: str
    kind: str = ""
    stage: Stage = "final"
    region: str = ""
    opd: str = ""
    years: tuple[int, ...] = ()
    n_rows: int = 1
    number: int = 0
    decided: bool | None = None

    @property
    def is_of_region(self) -> bool:
        """Whether it is the plan of a whole region, and no agency's."""
        return self.kind in kind_words.OF_REGION and not self.opd


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether a document counts, and why; `years` are those for which it does, none when it does not.

    `is_rest` says that only agencies without a document of their own count of it; `behind` is the id of the
    document that goes before it, "" for none.
    """

    id: str
    years: tuple[int, ...]
    why: Why
    behind: str = ""
    is_rest: bool = False

    @property
    def counts(self) -> bool:
        """Whether it counts at all."""
        return bool(self.years)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a mapping is of: a region, and its years, ascending."""

    region: str
    years: tuple[int, ...]


def choices(candidates: Iterable[Candidate], scope: Scope) -> dict[str, Choice]:
    """What a mapping counts of each document, by its id."""
    chosen: dict[str, Choice] = {}
    in_question: list[Candidate] = []
    for candidate in candidates:
        why = _why_never(candidate, scope)
        if why is None:
            in_question.append(candidate)
        else:
            chosen[candidate.id] = Choice(candidate.id, (), why)
    by_group: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in in_question:
        by_group[_group(candidate)].append(candidate)
    for group in by_group.values():
        chosen |= _within_group(group, scope)
    has_own = {
        year for candidate in in_question if not candidate.is_of_region for year in chosen[candidate.id].years
    }
    for candidate in in_question:
        choice = chosen[candidate.id]
        if candidate.is_of_region and choice.counts and candidate.decided is None:
            is_rest = not has_own.isdisjoint(choice.years)
            chosen[candidate.id] = replace(choice, why="rest" if is_rest else "region_plan", is_rest=is_rest)
    return chosen


def proposal(candidates: Iterable[Candidate]) -> Scope | None:
    """The region and the years that most documents with rows share; None when none has rows.

    Where plans of one year are among them it is one year; the latest of several that are as common.
    """
    with_rows = [candidate for candidate in candidates if candidate.n_rows]
    regions = Counter(candidate.region for candidate in with_rows)
    if not regions:
        return None
    region = max(regions, key=lambda name: (name != "", regions[name], name))
    there = [candidate for candidate in with_rows if candidate.region == region]
    return Scope(region, commonest_years(candidate.years for candidate in there))


def commonest_years(of_documents: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """The year that most plans have; all years that most have where no plan is of one year alone."""
    n_plans: Counter[int] = Counter()
    n_alone: Counter[int] = Counter()
    for years in of_documents:
        n_plans.update(years)
        if len(years) == 1:
            n_alone.update(years)
    most = max(n_plans.values(), default=0)
    common = sorted(year for year, n in n_plans.items() if n == most)
    alone = [year for year in common if n_alone[year]]
    if alone:
        return (max(alone, key=lambda year: (n_alone[year], year)),)
    return tuple(common)


def is_same_region(name: str, other: str) -> bool:
    """Whether two names are one region's; a name without its word (Kota, Kabupaten) may be any of them."""
    one, two = (" ".join(region.casefold().split()) for region in (name, other))
    if one == two:
        return True
    if one.startswith(_KINDS_OF_REGION) and two.startswith(_KINDS_OF_REGION):
        return False
    return bool(one) and bool(two) and _bare(one) == _bare(two)


def _bare(region: str) -> str:
    return next((region.removeprefix(word) for word in _KINDS_OF_REGION if region.startswith(word)), region)


def _why_never(candidate: Candidate, scope: Scope) -> UncountedWhy | None:
    """Why a document does not count whatever other documents there are; None when it may."""
    if candidate.decided is False:
        return "by_hand_not"
    if not candidate.n_rows:
        return "no_rows"
    if candidate.decided:
        return None
    if not is_same_region(candidate.region, scope.region):
        return "other_region" if candidate.region else "unknown_region"
    if not candidate.years:
        return "unknown_years"
    return None if not set(scope.years).isdisjoint(candidate.years) else "other_years"


def _group(candidate: Candidate) -> str:
    """What documents share of which one counts: their agency; one whose agency is not known is alone."""
    if candidate.is_of_region:
        return "region"
    return f"agency {fold(candidate.opd)}" if candidate.opd else f"document {candidate.id}"


def _within_group(group: Sequence[Candidate], scope: Scope) -> dict[str, Choice]:
    """What counts of the documents of one agency."""
    years: dict[str, list[int]] = {candidate.id: [] for candidate in group}
    before: dict[str, Candidate] = {}
    n_rivals: Counter[str] = Counter()
    for year in scope.years:
        rivals = sorted((one for one in group if _covers(one, year, scope)), key=_order)
        for one in rivals:
            if one is rivals[0] or one.decided:
                years[one.id].append(year)
                n_rivals[one.id] += len(rivals) - 1
            else:
                before.setdefault(one.id, rivals[0])
    return {
        one.id: Choice(one.id, tuple(years[one.id]), _why_counted(one, n_rivals[one.id]))
        if years[one.id]
        else Choice(one.id, (), _why_behind(one, before[one.id]), before[one.id].id)
        for one in group
    }


def _covers(candidate: Candidate, year: int, scope: Scope) -> bool:
    """Whether a document may count for a year; one that a person switched on, of other years, for all."""
    is_of_others = set(scope.years).isdisjoint(candidate.years)
    return year in candidate.years or (candidate.decided is True and is_of_others)


def _rank(candidate: Candidate) -> int:
    kinds = _REGION_KINDS if candidate.is_of_region else _AGENCY_KINDS
    return kinds.get(candidate.kind, _OTHER)


def _order(candidate: Candidate) -> tuple[bool, int, int, int, int]:
    stage = _STAGES[candidate.stage]
    return (not candidate.decided, _rank(candidate), stage, -candidate.n_rows, -candidate.number)


def _why_counted(candidate: Candidate, n_rivals: int) -> CountedWhy:
    if candidate.decided:
        return "by_hand"
    if not candidate.opd and not candidate.is_of_region:
        return "agency_unknown"
    if n_rivals:
        return "first"
    return "report" if _rank(candidate) >= _FIRST_REPORT else "only"


def _why_behind(candidate: Candidate, first: Candidate) -> UncountedWhy:
    if first.decided:
        return "behind_by_hand"
    if _rank(candidate) != _rank(first):
        return "behind_kind"
    if candidate.stage != first.stage:
        return "behind_change" if first.stage == "change" else "behind_final"
    return "behind_fuller"
