"""What the learnt weights say of one page: its names, and the opinion of every line."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

import numpy as np

from classifier.evidence.decoding import BEGINS, CONTINUES, NameRun, runs_of
from classifier.evidence.lines import NameLine
from classifier.evidence.signs import PageSigns
from classifier.evidence.trees import Judge
from classifier.fields.dehyphenation import Words
from classifier.records import Box

# Points by which a line may reach out of the box of its cell.
_MARGIN = 1.0
# Points: no line of a table is higher.
_MAX_LINE_HEIGHT = 60.0
# Below this probability of beginning a name a line is not asked for its level.
_MIN_ASKED = 0.02

_T = TypeVar("_T")


class LineOpinion(NamedTuple):
    """How likely a line is to begin and to continue a name."""

    line: NameLine
    begins: float
    continues: float


@dataclass(slots=True)
class PageJudgement:
    """Names and opinions by table (its place on the page; -1 for running text)."""

    runs: dict[int, list[NameRun]] = field(default_factory=dict)
    opinions: dict[int, list[LineOpinion]] = field(default_factory=dict)

    def runs_in(self, table: int, box: Box) -> list[NameRun]:
        """The names that begin in a box, from top to bottom."""
        begun = _between(self.runs.get(table, ()), box, _top_of_run)
        return [run for run in begun if _is_in(run.lines[0], box)]

    def opinions_in(self, table: int, box: Box) -> list[LineOpinion]:
        """The opinions of lines in a box, from top to bottom."""
        opinions = _between(self.opinions.get(table, ()), box, _top_of_line)
        return [opinion for opinion in opinions if _is_in(opinion.line, box)]


def _between(items: Sequence[_T], box: Box, top: Callable[[_T], float]) -> Sequence[_T]:
    """Of items in order of height those that may lie in a box."""
    start = bisect.bisect_left(items, box.top - _MAX_LINE_HEIGHT, key=top)
    return items[start : bisect.bisect_right(items, box.bottom + _MARGIN, key=top)]


def _top_of_run(run: NameRun) -> float:
    return run.lines[0].box.top


def _top_of_line(opinion: LineOpinion) -> float:
    return opinion.line.box.top


def _is_in(line: NameLine, box: Box) -> bool:
    x, y = line.box.x_centre, line.box.y_centre
    return box.x0 - _MARGIN <= x <= box.x1 + _MARGIN and box.top - _MARGIN <= y <= box.bottom + _MARGIN


def judged(page_signs: PageSigns, judge: Judge, words: Words) -> PageJudgement:
    """Names and opinions of a page."""
    probabilities = judge.line.probabilities(page_signs.signs)
    begin = np.flatnonzero(probabilities[:, BEGINS] > _MIN_ASKED)
    levels = np.zeros((len(probabilities), 3), dtype=np.float32)
    levels[begin] = judge.level.probabilities(page_signs.signs[begin])
    judgement = PageJudgement()
    table_at = {id(table): t for t, table in enumerate(page_signs.page.tables)}
    begins, continues = probabilities[:, BEGINS].tolist(), probabilities[:, CONTINUES].tolist()
    rows_of: dict[int, list[int]] = {}
    for k, (c, _) in enumerate(page_signs.places):
        rows_of.setdefault(c, []).append(k)
    for c, rows in rows_of.items():
        chain = page_signs.chains[c]
        t = table_at[id(chain.table)] if chain.table is not None else -1
        at = [page_signs.places[k][1] for k in rows]
        judgement.runs.setdefault(t, []).extend(runs_of(chain, at, probabilities[rows], levels[rows], words))
        judgement.opinions.setdefault(t, []).extend(
            LineOpinion(chain.lines[i], begins[k], continues[k]) for k, i in zip(rows, at, strict=True)
        )
    for runs in judgement.runs.values():
        runs.sort(key=lambda run: (run.lines[0].box.top, run.lines[0].box.x0))
    for opinions in judgement.opinions.values():
        opinions.sort(key=_top_of_line)
    return judgement
