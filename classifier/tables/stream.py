"""Tables without upright rules: columns by alignment, rows by level rules or by what begins them.

Some plans print tables with level rules only, or with none. A run of lines below a
line that reads like a table's head is cut into columns where no word stands in
any of the lines, and into rows at the level rules or, without them, at lines
that hold a number, code or amount in their own column. The cells then go the way of
all cells.

White space between columns is found as in T. Breuel, "Two geometric algorithms
for layout analysis" (2002), in its simplest form: one region, upright gaps.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from classifier.fields import amounts, codes, names
from classifier.fields.header_words import role_of
from classifier.pdf.layout import Cell, Edge, Line, Table, Word, lines_of
from classifier.records import Box, around

# Words of one cell stand closer than this share of their height; columns stand further apart.
_CELL_GAP = 1.1
# A table ends where this many line heights stay empty.
_END_GAP = 4.5
_END_GAP_NUMBERED = 0.95
_MIN_ROWS = 2
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s*\S")


def found(page: int, lines: Sequence[Line], edges: Sequence[Edge]) -> list[Table]:
    """Tables among lines that stand in no closed table; `edges` may hold level rules."""
    out: list[Table] = []
    rest = list(lines)
    while rest:
        start = next((i for i, line in enumerate(rest) if _is_head(line)), None)
        if start is None:
            break
        first, last = _grown(rest, start)
        table = _table(page, _trimmed(rest[first : last + 1]), edges)
        if table is not None:
            out.append(table)
        rest = rest[last + 1 :]
    return out


def _runs(line: Line) -> list[list[Word]]:
    """Words of a line, grouped where they stand close together."""
    groups: list[list[Word]] = []
    for word in line.words:
        height = word.box.bottom - word.box.top
        if groups and word.box.x0 - groups[-1][-1].box.x1 < _CELL_GAP * height:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _is_head(line: Line) -> bool:
    texts = [" ".join(word.text for word in run) for run in _runs(line)]
    roles = [role_of(text) for text in texts]
    named = any(role in ("program", "kegiatan", "subkegiatan", "name") for role in roles)
    n_known = sum(role is not None for role in roles)
    # `Program ... Anggaran` of a perjanjian kinerja has no third column.
    enough = 2 if len(texts) == 2 and "pagu" in roles else 3
    return named and n_known >= max(enough, 0.6 * len(roles))


def _grown(lines: Sequence[Line], start: int) -> tuple[int, int]:
    """First and last line of the table around a head line: up over its other lines, down to its end."""
    first = start
    while first > 0 and _near(lines[first - 1], lines[first]) and len(_runs(lines[first - 1])) >= 2:
        first -= 1
    last = start
    left, right = lines[start].box.x0, lines[start].box.x1
    while last + 1 < len(lines):
        line = lines[last + 1]
        height = line.box.bottom - line.box.top
        gap = line.box.top - lines[last].box.bottom
        outside = line.box.x1 < left or line.box.x0 > right
        prose = len(_runs(line)) == 1 and line.box.x1 - line.box.x0 > 0.7 * (right - left)
        if (
            gap > _END_GAP * height
            or outside
            or prose
            or re.match(r"\s*(?:tabel|sumber)\b", line.text, re.IGNORECASE)
        ):
            break
        left, right = min(left, line.box.x0), max(right, line.box.x1)
        last += 1
    return first, last


def _is_numbered(lines: Sequence[Line], n_head: int) -> bool:
    """True when running numbers say where rows begin."""
    return (
        n_head < len(lines)
        and bool(_NUMBERED.match(lines[n_head].text))
        and sum(bool(_NUMBERED.match(line.text)) for line in lines) >= 2
    )


def _trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines up to where a numbered table ends and signatures or prose begin."""
    n_head = _n_head(lines)
    if not _is_numbered(lines, n_head):
        return lines
    for i in range(n_head + 1, len(lines)):
        before, line = lines[i - 1], lines[i]
        apart = line.box.top - before.box.bottom > _END_GAP_NUMBERED * (line.box.bottom - line.box.top)
        if apart and not _NUMBERED.match(line.text) and not names.is_total(line.text):
            return lines[:i]
    return lines


def _near(above: Line, below: Line) -> bool:
    return below.box.top - above.box.bottom < 0.9 * (below.box.bottom - below.box.top)


def _table(page: int, lines: Sequence[Line], edges: Sequence[Edge]) -> Table | None:
    area = around(line.box for line in lines)
    n_head = _n_head(lines)
    if n_head >= len(lines):
        return None
    # The words of a head may stand closer than the columns below it.
    borders = max(_borders(lines), _borders(lines[n_head:]), key=lambda xs: _n_roles(lines[:n_head], xs))
    if len(borders) < 3:
        return None
    tops = _row_tops(lines, n_head, edges, area)
    if len(tops) < _MIN_ROWS + 1:
        return None
    words = [word for line in lines for word in line.words]
    cells: list[Cell] = []
    for top, bottom in itertools.pairwise([*tops, area.bottom + 1]):
        for x0, x1 in itertools.pairwise(borders):
            inside = [
                w
                for w in words
                if x0 <= (w.box.x0 + w.box.x1) / 2 < x1 and top <= (w.box.top + w.box.bottom) / 2 < bottom
            ]
            cells.append(Cell.of(Box(x0, top, x1, bottom), lines_of(inside)))
    return Table(page, around(cell.box for cell in cells), tuple(cells))


def _n_roles(head: Sequence[Line], borders: Sequence[float]) -> int:
    """How many columns have a head whose words are known, when cut there."""
    words = [word for line in head for word in line.words]
    columns = [
        [w.text for w in words if x0 <= (w.box.x0 + w.box.x1) / 2 < x1]
        for x0, x1 in itertools.pairwise(borders)
    ]
    return sum(role_of(" ".join(texts)) is not None for texts in columns if texts)


def _borders(lines: Sequence[Line]) -> list[float]:
    """Upright positions that no run of words crosses, the outer ends included.

    A run that fills more than one gap is a heading across the table and does not count.
    """
    spans = sorted((run[0].box.x0, run[-1].box.x1) for line in lines for run in _runs(line))
    height = sorted(line.box.bottom - line.box.top for line in lines)[len(lines) // 2]
    wide = [line for line in lines if len(_runs(line)) == 1 and line.box.x1 - line.box.x0 > 60 * height]
    skipped = {(line.box.x0, line.box.x1) for line in wide}
    merged: list[list[float]] = []
    for x0, x1 in spans:
        if (x0, x1) in skipped:
            continue
        if merged and x0 - merged[-1][1] < 0.5 * height:
            merged[-1][1] = max(merged[-1][1], x1)
        else:
            merged.append([x0, x1])
    if not merged:
        return []
    inner = [(a[1] + b[0]) / 2 for a, b in itertools.pairwise(merged)]
    return [merged[0][0] - 1, *inner, merged[-1][1] + 1]


def _n_head(lines: Sequence[Line]) -> int:
    """How many lines the head has: up to the first line with a number, code, amount or stated row."""
    for i, line in enumerate(lines):
        texts = [" ".join(w.text for w in run) for run in _runs(line)]
        states_row = any(
            _begins(text) or names.level_of_text(names.parsed(text).text) == "program" for text in texts
        )
        if i and states_row and not any(role_of(text) in ("program", "name") for text in texts):
            return i
    return 1


def _begins(text: str) -> bool:
    """True for what stands once in a row, on its first line: a number, a code, an amount."""
    return bool(
        amounts.is_grouped(text)
        or codes.level_of_code(codes.code(text))
        or re.fullmatch(r"(?:\d{1,3}|[A-Z]|[IVX]{1,5})[.)]?", text.strip())
    )


def _row_tops(lines: Sequence[Line], n_head: int, edges: Sequence[Edge], area: Box) -> list[float]:
    """Heights at which rows begin, the head's first."""
    rules = _rules(edges, area)
    below = [y for y in rules if y >= lines[n_head - 1].box.bottom - 2]
    if len(below) >= _MIN_ROWS:
        return [area.top, *[y for y in below if y < area.bottom - 2]]
    tops = [area.top]
    numbered = _is_numbered(lines, n_head)
    for before, line in itertools.pairwise(lines):
        if line.box.top < lines[n_head].box.top:
            continue
        texts = [" ".join(w.text for w in run) for run in _runs(line)]
        if numbered:
            starts = bool(_NUMBERED.match(line.text)) or names.is_total(line.text)
        else:
            starts = line is lines[n_head] or any(_begins(text) for text in texts)
        height = line.box.bottom - line.box.top
        apart = line.box.top - before.box.bottom > 0.8 * height
        if starts or (apart and not numbered):
            tops.append(line.box.top - 0.5)
    return tops


def _rules(edges: Sequence[Edge], area: Box) -> list[float]:
    """Heights of level rules that cross most of the area."""
    found: list[float] = []
    for y in sorted(
        e.top
        for e in edges
        if e.horizontal
        and min(e.x1, area.x1) - max(e.x0, area.x0) > 0.5 * (area.x1 - area.x0)
        and area.top - 6 < e.top < area.bottom + 6
    ):
        if not found or y - found[-1] > 3:
            found.append(y)
    return found
