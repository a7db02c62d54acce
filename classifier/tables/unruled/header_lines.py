"""The header of a table without upright rules: how many lines it has, and what its cells span.

A cell over several columns shows only its text, in their midst. Columns that have no text at
its level, but one below it, belong to the nearest.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from classifier.fields import amounts, codes
from classifier.fields.header_words import MAX_HEADER_CHARS, is_year, role_of
from classifier.tables.unruled.level_rules import LevelRule
from classifier.tables.unruled.pieces import Piece

_MAX_LINES = 12
# So many columns of a header state different roles; one that does not weighs more than one that does.
_MIN_KNOWN, _UNKNOWN = 2, 1.5
# Of line heights: texts of one level begin no further apart.
_SAME_LEVEL = 0.3
# A rule whose pieces end in so many places says how far cells reach; points by which ends are off.
_MIN_ENDS, _SAME_END = 3, 2.0
# Of line heights: the lines of one text follow within so many.
_MAX_STEP = 1.5
_NUMBER_CELL = re.compile(r"[\[(]?\d{1,2}[\])]?(?:\s*=.*)?")


def is_known(text: str) -> bool:
    """True for a text that reads like a header's cell."""
    return len(text) <= MAX_HEADER_CHARS and (role_of(text) is not None or is_year(text))


def column_texts(pieces: Sequence[Piece], n_columns: int) -> list[str]:
    """What stands in each column alone, numbers of columns and years over several of them left out."""
    texts: list[list[str]] = [[] for _ in range(n_columns)]
    for piece in sorted(pieces, key=lambda piece: piece.line.box.y_centre):
        text = piece.line.text
        if piece.first == piece.last and not (_NUMBER_CELL.fullmatch(text) or is_year(text)):
            texts[piece.first].append(piece.line.text)
    return [" ".join(own) for own in texts]


def n_lines(by_line: Sequence[Sequence[Piece]], n_columns: int, ends: Collection[int] = ()) -> int:
    """How many lines the header has, 0 without one: those whose words together state the most roles.

    `ends` are numbers of lines below which a rule runs: where there are any, the header ends at one.
    """
    best, n_best = 0.0, 0
    header: list[Piece] = []
    for i, own in enumerate(by_line[: min(_MAX_LINES, len(by_line) - 1)]):
        if header and any(_holds_row(piece.line.text) for piece in own):
            break
        header += own
        texts = [text for text in column_texts(header, n_columns) if text]
        n_known = sum(map(is_known, texts))
        n_different = len({text.lower() for text in texts if is_known(text)})
        score = n_known - _UNKNOWN * (len(texts) - n_known)
        are_numbers = all(_NUMBER_CELL.fullmatch(piece.line.text) for piece in own)
        goes_on = (n_best == i or bool(ends)) and (score == best or are_numbers)
        if ends and i + 1 not in ends:
            continue
        if n_different >= _MIN_KNOWN and (score > best or goes_on):
            best, n_best = max(score, best), i + 1
    return n_best


def _holds_row(text: str) -> bool:
    return amounts.is_grouped(text) or ("." in text and bool(codes.level_of_code(codes.code(text))))


def spread(
    by_line: Sequence[Sequence[Piece]], xs: Sequence[float], rules: Sequence[LevelRule]
) -> list[list[Piece]]:
    """The header's lines with cells spread over the columns that belong to them.

    `xs` are the borders of columns. The pieces of a rule say how far a cell reaches; where there are none,
    columns without a text of their own at its level belong to the nearest.
    """
    stacks: list[list[Piece]] = [[] for _ in range(len(xs) - 1)]
    for piece in sorted((p for own in by_line for p in own), key=lambda piece: piece.line.box.y_centre):
        if not _NUMBER_CELL.fullmatch(piece.line.text):
            for column in range(piece.first, piece.last + 1):
                stacks[column].append(piece)
    spans: dict[int, tuple[int, int]] = {}
    for own in by_line:
        for piece in own:
            if not _NUMBER_CELL.fullmatch(piece.line.text):
                ruled = _between_ends(piece, own, stacks[piece.first], xs, rules)
                spans[id(piece)] = ruled or _spread(piece, stacks, xs)
    _part(by_line, spans, xs)
    return [
        [
            replace(piece, first=spans[id(piece)][0], last=spans[id(piece)][1])
            if id(piece) in spans
            else piece
            for piece in own
        ]
        for own in by_line
    ]


def _between_ends(
    piece: Piece,
    own: Sequence[Piece],
    stack: Sequence[Piece],
    xs: Sequence[float],
    rules: Sequence[LevelRule],
) -> tuple[int, int] | None:
    """The columns between the ends of the rule right above or below a piece that enclose it alone."""
    box = piece.line.box
    at = next(i for i, other in enumerate(stack) if other is piece)
    highest = stack[at - 1].line.box.y_centre if at else float("-inf")
    lowest = stack[at + 1].line.box.y_centre if at + 1 < len(stack) else float("inf")
    over = [rule for rule in rules if rule.x0 < box.x_centre < rule.x1]
    above = [rule for rule in over if highest < rule.y < box.y_centre]
    below = [rule for rule in over if box.y_centre < rule.y < lowest]
    best = None
    for rule in (*above[-1:], *below[:1]):
        if len(rule.ends) < _MIN_ENDS:
            continue
        left = max((x for x in rule.ends if x < box.x_centre), default=rule.x0)
        right = min((x for x in rule.ends if x > box.x_centre), default=rule.x1)
        columns = [
            i for i in range(len(xs) - 1) if left - _SAME_END < (xs[i] + xs[i + 1]) / 2 < right + _SAME_END
        ]
        is_alone = not any(left < other.line.box.x_centre < right for other in own if other is not piece)
        if columns and is_alone and (best is None or len(columns) > best[1] - best[0] + 1):
            best = columns[0], columns[-1]
    return best


def _spread(piece: Piece, stacks: Sequence[Sequence[Piece]], xs: Sequence[float]) -> tuple[int, int]:
    """The columns that a piece may reach over: its own, and those beside it that begin a level below."""
    stack = stacks[piece.first]
    at = next(i for i, other in enumerate(stack) if other is piece)
    height = piece.line.box.height or 1.0
    level = stack[at + 1].line.box.y_centre if at + 1 < len(stack) else None
    is_cell = piece.first < piece.last or is_year(piece.line.text)
    if level is not None and not is_cell and level - piece.line.box.y_centre < _MAX_STEP * height:
        # The next line of the same text.
        level = None

    y = piece.line.box.y_centre

    def may_belong(column: int) -> bool:
        own = [other.line.box.y_centre - y for other in stacks[column]]
        if not own:
            return level is None
        # Nothing at this level, and a text at the next.
        below = [distance for distance in own if distance > -_SAME_LEVEL * height]
        return level is not None and bool(below) and abs(below[0] - (level - y)) <= _SAME_LEVEL * height

    first, last = piece.first, piece.last
    while first > 0 and may_belong(first - 1):
        first -= 1
    while last + 1 < len(stacks) and may_belong(last + 1):
        last += 1
    return first, last


def _part(by_line: Sequence[Sequence[Piece]], spans: dict[int, tuple[int, int]], xs: Sequence[float]) -> None:
    """Part columns that two cells of a line reach over: each goes to the nearer."""
    for own in by_line:
        pieces = [piece for piece in sorted(own, key=lambda piece: piece.first) if id(piece) in spans]
        for left, right in itertools.pairwise(pieces):
            a, b = spans[id(left)], spans[id(right)]
            if a[1] < b[0]:
                continue
            split = left.last
            for column in range(left.last + 1, right.first):
                middle = (xs[column] + xs[column + 1]) / 2
                is_left = middle - left.line.box.x_centre <= right.line.box.x_centre - middle
                split = column if is_left else split
            spans[id(left)] = a[0], split
            spans[id(right)] = split + 1, b[1]
