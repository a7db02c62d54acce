"""What a table of programs is: plan, evaluation, review of the RKPD draft, proposals, or something else.

A Renja prints the same programs four times, and adding them up counts the budget four times. No single
sign tells the prints apart: captions are copied from last year's document, columns of an evaluation name
the next year's plan. So every sign, where it stands, speaks for a role with a weight, and the sum decides;
the margin to the second says whether to believe it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple, cast

from classifier.records import Role, TableSigns


class _Sign(NamedTuple):
    role: Role
    place: str
    weight: float
    pattern: re.Pattern[str]


class RoleFound(NamedTuple):
    """A role and whether it is sure."""

    role: Role
    is_sure: bool


# Signs lie in `role_signs.tsv`: a pattern on the words in lower case, where it is looked for (in a caption or
# heading, there by the chapter of a plan or report, or in all cells of the header together), and its weight;
# by eye, from 160 real documents.
_HEADING_WEIGHT, _FAR_HEADING_WEIGHT = 0.7, 0.3
# What documents of a kind print most.
_PRIORS: Mapping[str, tuple[tuple[Role, float], ...]] = {
    "LKIP": (("evaluation", 0.8), ("plan", 0.5)),
    # Plans of several years hardly print anything else.
    "RPJMD": (("plan", 1.5),),
    "Renstra": (("plan", 1.5),),
    "Perjanjian Kinerja": (("plan", 2.0),),
}
_DEFAULT_PRIOR: tuple[tuple[Role, float], ...] = (("plan", 0.8), ("evaluation", 0.2))
# For evaluation, where a table of an earlier year than the planned ones stands in a plan.
_EARLIER = 3.0
# A list without money in the chapter of policies is seldom more than a mention.
_LIST_OTHER, _LIST_OF_PROPOSALS = 0.3, 0.6
# A role that wins by less is doubted.
_MIN_MARGIN = 1.0
# In a report, fewer rows than this share of its plan's are a mention; as many may be the plan once more.
_MENTION = 0.5
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?")
_EVALUATING = frozenset({"LKIP"})
# Chapter II of these tells what was planned: a yearly performance plan has no chapter of what was done.
_PLANS_IN_CHAPTER_II = _EVALUATING | {"RKT", "Perjanjian Kinerja"}


def role_of(signs: TableSigns, kind: str, years: Sequence[int]) -> RoleFound:
    """The role of a table in a document of a kind ("" when unknown) that plans some years."""
    scores: dict[Role, float] = {"plan": 0.0, "evaluation": 0.0, "review": 0.0, "proposal": 0.0, "other": 0.4}
    for role, weight in _PRIORS.get(kind, _DEFAULT_PRIOR):
        scores[role] += weight
    # Chapter II of a plan tells what was done, that of a report what was planned.
    chapter = "chapter of a report" if kind in _PLANS_IN_CHAPTER_II else "chapter of a plan"
    caption = _plain(signs.caption)
    _add(scores, _found(caption, "title", chapter), 1.0)
    nearest_first = [_plain(heading) for heading in reversed(signs.headings)]
    weight = _HEADING_WEIGHT if caption else 1.0
    for heading in nearest_first[:3]:
        holds = heading is not nearest_first[0] and _is_part_of(nearest_first[0], heading)
        _add(scores, _found(heading, "title", chapter), _HEADING_WEIGHT if holds else weight)
        weight *= _FAR_HEADING_WEIGHT / _HEADING_WEIGHT
    _add(scores, _found(_plain(" | ".join(signs.header)), "header"), 1.0)
    if kind not in _EVALUATING and years:
        named = {int(year) for year in _YEAR.findall(caption or " ".join(nearest_first[:1]))}
        if named and max(named) < min(years):
            scores["evaluation"] += _EARLIER
    if signs.is_list and not signs.has_money:
        scores["other"] += _LIST_OTHER
        # Usulan come in a table, T-C.32; a text only looks at them.
        shared = _LIST_OF_PROPOSALS * scores["proposal"]
        scores["other"] += shared
        scores["proposal"] -= shared
    best, second = sorted(scores, key=lambda role: -scores[role])[:2]
    return RoleFound(best, scores[best] - scores[second] >= _MIN_MARGIN)


def roles_of(tables: Sequence[TableSigns], kind: str, years: Sequence[int]) -> list[RoleFound]:
    """The role of each table of a document of a kind that plans some years.

    A report repeats its plan: what has no money there and names some of the programs of the plan's
    table mentions them, and is no plan of its own.
    """
    found = [role_of(signs, kind, years) for signs in tables]
    if kind not in _EVALUATING:
        return found
    plans = [signs for signs, of_table in zip(tables, found, strict=True) if of_table.role == "plan"]
    n_planned = max((signs.n_rows for signs in plans if signs.has_money and not signs.is_list), default=0)
    mention = RoleFound("other", is_sure=False)
    return [
        mention
        if of_table.role == "plan" and not signs.has_money and signs.n_rows < _MENTION * n_planned
        else of_table
        for signs, of_table in zip(tables, found, strict=True)
    ]


def _is_part_of(heading: str, other: str) -> bool:
    """True when the number of a heading goes on with that of another: `2.1.2 Sasaran`, `2.1. Rencana`."""
    numbers = [match.group().rstrip(".") if (match := _NUMBER.match(one)) else "" for one in (heading, other)]
    return bool(numbers[1]) and numbers[0].startswith(f"{numbers[1]}.")


def _found(text: str, *places: str) -> dict[Role, float]:
    """For each role the weight of its strongest sign in the text, and a third of the others'."""
    weights: dict[Role, list[float]] = {}
    for sign in _signs():
        if sign.place in places and sign.pattern.search(text):
            weights.setdefault(sign.role, []).append(sign.weight)
    return {role: max(found) + (sum(found) - max(found)) / 3 for role, found in weights.items()}


@cache
def _signs() -> tuple[_Sign, ...]:
    lines = files("classifier.documents").joinpath("role_signs.tsv").read_text(encoding="utf-8").splitlines()
    signs = []
    for role, place, weight, pattern in (line.split("\t") for line in lines[1:]):
        signs.append(_Sign(cast(Role, role), place, float(weight), re.compile(pattern)))
    return tuple(signs)


def _add(scores: dict[Role, float], more: Mapping[Role, float], weight: float) -> None:
    for role, score in more.items():
        scores[role] = scores.get(role, 0.0) + weight * score


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
