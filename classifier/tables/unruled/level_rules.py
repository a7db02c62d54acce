"""Level rules of a page: strokes at one height put together, and the places where their pieces meet.

Office programs draw the rule of each cell for itself, so the ends of pieces say where
columns stand even where no upright rule is drawn.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from classifier.pdf.layout import Edge, Line
from classifier.records import around

# Points: strokes whose heights differ by less are one rule (a double one, or both sides of a thick one).
_SAME_HEIGHT = 2.0
# Points: pieces of one rule stand closer than this; the dashes of a dashed one do too.
_PIECE_GAP = 3.0
# Points: shorter rules border no cell.
_MIN_LENGTH = 8.0
# A rule runs over a region when it covers this share of its width.
MIN_FULL = 0.8
# Points above and below a region in which its rules stand; rules of one table end within half of that.
_MARGIN = 8.0
# Points by which the ends of pieces differ that stand at one border.
_SAME_END = 2.0


class LevelRule(NamedTuple):
    """A level rule at height `y` from `x0` to `x1`; `ends` are where its pieces begin and end, ascending.

    `shade` marks the upper and lower sides of backgrounds.
    """

    y: float
    x0: float
    x1: float
    ends: tuple[float, ...]
    shade: bool = False

    def covers(self, x0: float, x1: float, share: float) -> bool:
        """True when the rule runs over this share of what lies between two places."""
        return min(self.x1, x1) - max(self.x0, x0) >= share * (x1 - x0)


def level_rules(edges: Iterable[Edge]) -> list[LevelRule]:
    """The level rules among strokes, from top to bottom."""
    level = [edge for edge in edges if edge.horizontal]
    rules = [
        rule
        for shade in (False, True)
        for rule in _rules([(e.top, e.x0, e.x1) for e in level if e.shade == shade], shade)
    ]
    return sorted(rules)


def _rules(level: Iterable[tuple[float, float, float]], shade: bool) -> list[LevelRule]:
    strokes = sorted(level)
    rules: list[LevelRule] = []
    first = 0
    for i in range(1, len(strokes) + 1):
        if i == len(strokes) or strokes[i][0] - strokes[i - 1][0] > _SAME_HEIGHT:
            rules += _joined(strokes[first:i], shade)
            first = i
    return rules


def _joined(strokes: Sequence[tuple[float, float, float]], shade: bool) -> list[LevelRule]:
    """Rules of strokes at one height."""
    y = sum(stroke[0] for stroke in strokes) / len(strokes)
    pieces = sorted((x0, x1) for _, x0, x1 in strokes)
    rules = []
    first = 0
    right = pieces[0][1]
    for i in range(1, len(pieces) + 1):
        if i < len(pieces) and pieces[i][0] - right <= _PIECE_GAP:
            right = max(right, pieces[i][1])
            continue
        own = pieces[first:i]
        if right - own[0][0] >= _MIN_LENGTH:
            ends = _ends([piece for piece in own if piece[1] - piece[0] >= _MIN_LENGTH])
            rules.append(LevelRule(y, own[0][0], right, ends or (own[0][0], right), shade))
        if i < len(pieces):
            first, right = i, pieces[i][1]
    return rules


def _ends(pieces: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    xs = sorted(itertools.chain.from_iterable(pieces))
    ends: list[float] = []
    for x in xs:
        if not ends or x - ends[-1] > _SAME_END:
            ends.append(x)
    return tuple(ends)


def rules_among(lines: Sequence[Line], rules: Sequence[LevelRule]) -> list[LevelRule]:
    """The rules of a table that may stand among the lines; none without two that run over most of it."""
    box = around(line.box for line in lines)
    near = [
        rule
        for rule in rules
        if box.top - _MARGIN < rule.y < box.bottom + _MARGIN and rule.x0 < box.x1 and rule.x1 > box.x0
    ]
    full = [rule for rule in near if rule.covers(box.x0, box.x1, MIN_FULL)]
    if not any(full[0].y < line.box.y_centre < full[-1].y for line in lines if len(full) > 1):
        return []
    left, right = min(rule.x0 for rule in full), max(rule.x1 for rule in full)
    # Backgrounds over some columns may be those of lines.
    others = [rule for rule in near if rule not in full and not rule.shade]
    ends = [x for rule in full for x in rule.ends]
    ends += [x for rule in others for x in (rule.x0, rule.x1)]

    def is_border(x: float) -> bool:
        return sum(abs(x - end) <= _MARGIN / 2 for end in ends) >= 2

    def is_partial(rule: LevelRule) -> bool:
        reaches_side = min(abs(rule.x0 - left), abs(rule.x1 - right)) <= _MARGIN / 2
        is_inside = left - 1 <= rule.x0 and rule.x1 <= right + 1
        return is_inside and (reaches_side or (is_border(rule.x0) and is_border(rule.x1)))

    # Rules over some columns reach a side of the table, or begin and end where others do; strokes of
    # drawings do not.
    return sorted([*full, *filter(is_partial, others)])


def column_hints(rules: Sequence[LevelRule]) -> list[float]:
    """Places where pieces of more than one rule end."""
    ends = sorted(x for rule in rules for x in rule.ends)
    hints = []
    first = 0
    for i in range(1, len(ends) + 1):
        if i == len(ends) or ends[i] - ends[i - 1] > _SAME_END:
            if i - first > 1:
                hints.append(sum(ends[first:i]) / (i - first))
            first = i
    return hints
