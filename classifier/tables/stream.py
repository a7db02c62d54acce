"""Tables without upright rules: columns by alignment, rows by level rules or by what begins them.

Some plans print tables with level rules only, or with none. Runs of lines with text at several
places (`unruled_regions`) are cut into columns where white space stands through them
(`column_gaps`) and into rows at level rules, or where rules do not say it, at what begins
rows (`row_cuts`). A cell ends at the rules that cover its column, so cells over several rows
come out as such. The cells then go the way of all cells.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from classifier.fields import names
from classifier.fields.header_words import NAME_ROLES, role_of
from classifier.pdf.layout import Cell, Edge, Line, Table, Word, lines_of
from classifier.records import Box, around
from classifier.tables import cell_assignment, column_gaps, row_cuts, unruled_header
from classifier.tables.column_gaps import Run
from classifier.tables.level_rules import SAME_END, LevelRule, level_rules
from classifier.tables.row_cuts import Pair, Piece
from classifier.tables.unruled_regions import may_hold_tables, regions

# Of line heights: a run crosses a border when it reaches over it by this.
_MIN_CROSSING = 0.5
# A rule runs over a region when it covers this share of its width.
_MIN_FULL = 0.8
# Of line heights: texts of one line that stand this far apart are no text across columns.
_CELL_GAP = 1.5
# Points above and below a region in which its rules stand.
_RULE_MARGIN = 8.0
# A rule parts the cells of a column when it covers this share of the column's width.
_MIN_COVERED = 0.7
# Points: heights closer than this are one.
_SAME_Y = 2.5
# Points that the first and last row reach beyond their words.
_ROW_MARGIN = 0.5
# Points by which texts of one column begin or end apart.
_SAME_SIDE = 1.5
_NAMES_AND_MONEY = re.compile(
    r"(?:program|kegiatan|uraian).*(?:anggaran|pagu|rp|jumlah|dana|biaya|nilai|apbd|rupiah)", re.IGNORECASE
)
_LIST_MARK = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[IVXivx]{1,5})[.)]|[A-Za-z-–•*]")
_PAGE_NUMBER = re.compile(r"\d{1,3}|[ivxlIVXL]+|[\dIVX]+\s?[-.]\s?\d+")
# So many level rules make a table of columns without a header.
_MIN_RULES = 3
_MIN_LINES, _MIN_COLUMNS, _MAX_TRIMS = 3, 2, 3
# What stands further below the rows than this, in line heights, and than so many of their own gaps.
_END_GAP, _WIDER = 0.95, 1.8
# A line is one of a header when this share of its texts is known.
_MIN_KNOWN_TEXTS = 0.6
_MIN_KNOWN = 2
# A running number or bullet that stands before a text.
_MARK = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[IVXivx]{1,5})[.)]|[-–•*▪·\uf000-\uf0ff]")


def tables(page: int, lines: Sequence[Line], edges: Sequence[Edge]) -> list[Table]:
    """Tables among lines that stand in no closed table; `edges` may hold level rules."""
    if not may_hold_tables(lines):
        return []
    rules = level_rules(edges)
    found = []
    for region in regions(lines, rules):
        table = _table(page, region, rules)
        if table is not None:
            found.append(table)
    return found


def _table(page: int, lines: Sequence[Line], rules: Sequence[LevelRule]) -> Table | None:
    """The lines cut into cells; None when they are no table."""
    space = column_gaps.space_of(lines)
    layout = None
    for _ in range(_MAX_TRIMS):
        if len(lines) < _MIN_LINES:
            return None
        layout = _best_layout(lines, space, _rules_of(lines, rules))
        if layout is None:
            return None
        kept = layout.trimmed()
        if len(kept) == len(lines):
            break
        lines = kept
    return layout.table(page) if layout is not None and layout.is_table() else None


def _best_layout(lines: Sequence[Line], space: float, rules: Sequence[LevelRule]) -> _Layout | None:
    """The lines in columns; the words of a header may stand closer than the columns below it."""
    runs = [column_gaps.runs_of(line, space) for line in lines]
    hints = _hints(rules)
    n_above = next((i for i, own in enumerate(runs) if not _are_header_runs(own)), len(lines))
    layouts = []
    for n_left_out in (0, n_above) if 0 < n_above < len(lines) - 1 else (0,):
        xs = column_gaps.borders(lines, runs, hints, n_left_out)
        if len(xs) == _MIN_COLUMNS + 1 and len(rules) < _MIN_RULES and not _may_state_money(lines):
            continue
        if rules and xs:
            xs[0], xs[-1] = min(xs[0], *(r.x0 for r in rules)), max(xs[-1], *(r.x1 for r in rules))
        layout = _Layout.of(lines, runs, xs, rules) if len(xs) > _MIN_COLUMNS else None
        if layout is not None and (own := layout.without_marks(hints)) != list(xs):
            layout = _Layout.of(lines, runs, own, rules) if len(own) > _MIN_COLUMNS else None
        if layout is not None:
            layouts.append(layout)
    return max(layouts, key=lambda layout: layout.n_known, default=None)


def _may_state_money(lines: Sequence[Line]) -> bool:
    """True when a line may be a header of names and money: of two columns no other counts without rules."""
    return any(_NAMES_AND_MONEY.search(line.text) for line in lines)


def _are_header_runs(runs: Sequence[Run]) -> bool:
    """True when most texts of a line read like those of a header."""
    texts = [" ".join(word.text for word in run.words) for run in runs]
    return sum(unruled_header.is_known(text) for text in texts) >= _MIN_KNOWN_TEXTS * len(texts)


def _rules_of(lines: Sequence[Line], rules: Sequence[LevelRule]) -> list[LevelRule]:
    """The rules of a table that may stand among the lines; none without two that run over most of it."""
    box = around(line.box for line in lines)
    near = [
        rule
        for rule in rules
        if box.top - _RULE_MARGIN < rule.y < box.bottom + _RULE_MARGIN
        and rule.x0 < box.x1
        and rule.x1 > box.x0
    ]
    full = [rule for rule in near if rule.covers(box.x0, box.x1, _MIN_FULL)]
    if not any(full[0].y < line.box.y_centre < full[-1].y for line in lines if len(full) > 1):
        return []
    ends = [x for rule in full for x in rule.ends]
    left, right = min(rule.x0 for rule in full), max(rule.x1 for rule in full)
    others = [x for rule in near if rule not in full and not rule.shade for x in (rule.x0, rule.x1)]

    def is_border(x: float) -> bool:
        return sum(abs(x - other) <= _RULE_MARGIN / 2 for other in (*ends, *others)) >= 2

    return [
        rule
        for rule in near
        if rule in full
        or (
            not rule.shade
            and left - 1 <= rule.x0
            and rule.x1 <= right + 1
            and is_border(rule.x0)
            and is_border(rule.x1)
        )
    ]


def _hints(rules: Sequence[LevelRule]) -> list[float]:
    """Places where pieces of more than one rule end."""
    ends = sorted(x for rule in rules for x in rule.ends)
    hints = []
    first = 0
    for i in range(1, len(ends) + 1):
        if i == len(ends) or ends[i] - ends[i - 1] > SAME_END:
            if i - first > 1:
                hints.append(sum(ends[first:i]) / (i - first))
            first = i
    return hints


def _crossed(run: Run, xs: Sequence[float], height: float) -> list[int]:
    """The inner borders that a run reaches over."""
    reach = _MIN_CROSSING * height
    return [i for i in range(1, len(xs) - 1) if run.x0 + reach < xs[i] < run.x1 - reach]


@dataclass(frozen=True, slots=True)
class _Layout:
    """A region cut into columns at `xs`, with the pieces of its lines; `n_known` header cells state roles."""

    lines: Sequence[Line]
    runs: Sequence[Sequence[Run]]
    xs: Sequence[float]
    by_line: Sequence[Sequence[Piece]]
    rules: Sequence[LevelRule]
    n_header: int
    header_texts: Sequence[str]

    @classmethod
    def of(
        cls,
        lines: Sequence[Line],
        runs: Sequence[Sequence[Run]],
        xs: Sequence[float],
        rules: Sequence[LevelRule],
    ) -> _Layout:
        by_line = _pieces(lines, runs, xs)
        full = [rule.y for rule in rules if rule.covers(xs[0], xs[-1], _MIN_FULL)]
        ends = {
            i
            for i in range(1, len(lines))
            if any(lines[i - 1].box.y_centre < y < lines[i].box.y_centre for y in full)
        }
        n_header = unruled_header.n_lines(by_line, len(xs) - 1, ends)
        by_line[:n_header] = unruled_header.spread(by_line[:n_header], xs, rules)
        header = [piece for own in by_line[:n_header] for piece in own]
        return cls(
            lines, runs, xs, by_line, rules, n_header, unruled_header.column_texts(header, len(xs) - 1)
        )

    @property
    def n_columns(self) -> int:
        return len(self.xs) - 1

    @property
    def pieces(self) -> list[Piece]:
        """The pieces of all lines."""
        return [piece for own in self.by_line for piece in own]

    @property
    def n_known(self) -> int:
        """How many columns have a header whose words are known."""
        return sum(unruled_header.is_known(text) for text in self.header_texts if text)

    def without_marks(self, hints: Sequence[float]) -> list[float]:
        """The borders without those between a running number, or `Rp`, and the text that it belongs to."""
        texts: list[list[str]] = [[] for _ in range(self.n_columns)]
        for piece in self.pieces[sum(map(len, self.by_line[: self.n_header])) :]:
            if piece.first == piece.last:
                texts[piece.first].append(piece.line.text)
        kept = [self.xs[0]]
        for column, x in enumerate(self.xs[1:-1]):
            own, right = texts[column], column + 1
            has_one_header = not (self.header_texts[column] and self.header_texts[right])
            is_ruled = any(abs(x - hint) < 1 for hint in hints)
            are_marks = not self.header_texts[column] and _are_mostly(own, _MARK.fullmatch)
            are_units = has_one_header and all(text.lower().strip(".") == "rp" for text in own)
            if own and texts[right] and not is_ruled and (are_marks or are_units):
                continue
            kept.append(x)
        return [*kept, self.xs[-1]]

    def trimmed(self) -> Sequence[Line]:
        """The lines without captions above, and remarks and signatures below."""
        top = min((rule.y for rule in self.rules), default=float("inf"))
        bottom = max((rule.y for rule in self.rules), default=0.0)

        def is_outside(i: int) -> bool:
            line, runs = self.lines[i], self.runs[i]
            if top < line.box.y_centre < bottom:
                return False
            if line.box.y_centre > bottom > 0 and self._cuts_words(line):
                return True
            return len(runs) == 1 and (
                bool(_crossed(runs[0], self.xs, line.box.height)) or line.box.y_centre < top < float("inf")
            )

        first, end = 0, len(self.lines)
        while first < end and is_outside(first):
            first += 1
        end = self._end_of_rows(first, end, bottom)
        while end > first and is_outside(end - 1):
            end -= 1
        return self.lines[first:end]

    def _cuts_words(self, line: Line) -> bool:
        """True when a border runs through a word of the line, as none does through those of a cell."""
        return any(word.box.x0 + 1 < x < word.box.x1 - 1 for word in line.words for x in self.xs[1:-1])

    def _end_of_rows(self, first: int, end: int, bottom: float) -> int:
        """Where lines begin that stand further below the rows than these do from one another."""
        if len(self.rules) > _MIN_RULES:
            below = next((i for i in range(first, end) if self.lines[i].box.y_centre > bottom), end)
            if below < end and self.lines[below].box.top - bottom > _END_GAP * self.lines[below].box.height:
                return below
        widest = 0.0
        for i in range(max(first, self.n_header) + 1, end):
            line = self.lines[i]
            gap = line.box.top - self.lines[i - 1].box.bottom
            is_apart = gap > max(_END_GAP * line.box.height, _WIDER * widest) and i > self.n_header + 1
            if is_apart and line.box.y_centre > bottom and not any(map(_may_be_row, self.by_line[i:end])):
                return i
            widest = max(widest, gap)
        return end

    def is_table(self) -> bool:
        """False for what only looks like one: lists, prose in columns, signatures."""
        texts: list[list[str]] = [[] for _ in range(self.n_columns)]
        for piece in self.pieces:
            if piece.first == piece.last:
                texts[piece.first].append(piece.line.text)
        roles = [role_of(text) for text in self.header_texts if text]
        has_names = any(role in NAME_ROLES for role in roles)
        n_known = sum(role is not None for role in roles)
        if any(own and all(text.strip() in (":", ".") for text in own) for own in texts):
            return False
        if self.n_columns == 2:
            return (has_names and "pagu" in roles) or (len(self.rules) >= _MIN_RULES and n_known == 2)
        if has_names and n_known >= _MIN_KNOWN:
            return True
        if self._n_rules_between_lines() >= _MIN_RULES:
            return True
        n_figures = sum(
            sum(row_cuts.is_figure(text) and not _LIST_MARK.fullmatch(text) for text in own)
            >= max(2, len(own) / 2)
            for own in texts
        )
        if n_figures == 1 and _are_page_numbers(texts[-1]):
            return False
        return n_figures >= 1 and self.n_columns > _MIN_COLUMNS

    def _n_rules_between_lines(self) -> int:
        """How many rules run over the whole width between two lines; frames around charts do not."""
        first, last = self.lines[0].box.y_centre, self.lines[-1].box.y_centre
        return sum(
            first < rule.y < last and rule.covers(self.xs[0], self.xs[-1], _MIN_FULL) for rule in self.rules
        )

    def table(self, page: int) -> Table | None:
        """The table of cells."""
        rights = _rights(self.pieces, self.n_columns)
        pairs = row_cuts.pairs_of(self.pieces, rights, self.n_columns)
        covering = [
            (rule.y, [rule.covers(x0, x1, _MIN_COVERED) for x0, x1 in itertools.pairwise(self.xs)])
            for rule in self.rules
        ]
        covering = [(y, columns) for y, columns in covering if any(columns)]
        shift = row_cuts.shift_by_rules(pairs, covering)
        header_end = self._header_end()
        body = [piece for piece in self.pieces if piece.line.box.y_centre > header_end]
        text_cuts = (
            row_cuts.cuts(body, row_cuts.without_parted(pairs, covering, header_end), shift) if body else []
        )
        grid = _Grid(self, pairs, covering, text_cuts, header_end, shift)
        cells = grid.cells()
        if not cells:
            return None
        return Table(page, around(cell.box for cell in cells), tuple(cells))

    def _header_end(self) -> float:
        """The height at which the header ends; that of the first line without one."""
        if not self.n_header:
            return self.lines[0].box.top - _ROW_MARGIN
        above, below = self.lines[self.n_header - 1].box, self.lines[self.n_header].box
        return max(above.y_centre + 0.1, min(below.top - _ROW_MARGIN, below.y_centre - 0.1))


def _pieces(lines: Sequence[Line], runs: Sequence[Sequence[Run]], xs: Sequence[float]) -> list[list[Piece]]:
    """The pieces of each line, from left to right."""
    n = len(xs) - 1
    lefts: list[list[float]] = [[] for _ in range(n)]
    rights: list[list[float]] = [[] for _ in range(n)]
    placed: list[list[tuple[Run, int, int]]] = []
    for line, own in zip(lines, runs, strict=True):
        placed.append([])
        for run in own:
            crossed = _crossed(run, xs, line.box.height)
            first = crossed[0] - 1 if crossed else _column_at(xs, (run.x0 + run.x1) / 2)
            placed[-1].append((run, first, crossed[-1] if crossed else first))
            if not crossed:
                lefts[first].append(run.x0)
                rights[first].append(run.x1)
    pieces = []
    for line, own_runs in zip(lines, placed, strict=True):
        parts: list[_Part] = []
        for run, first, last in own_runs:
            for words, a, b in _parts(run, first, last, xs, lefts, rights):
                _add_part(parts, _Part(list(words), a, b), _CELL_GAP * line.box.height)
        pieces.append(
            [
                Piece(
                    line if len(part.words) == len(line.words) else lines_of(part.words)[0],
                    part.first,
                    part.last,
                )
                for part in parts
            ]
        )
    return pieces


@dataclass(slots=True)
class _Part:
    words: list[Word]
    first: int
    last: int


def _add_part(parts: list[_Part], part: _Part, cell_gap: float) -> None:
    """Add a part of a line to those left of it: two texts share no column, unless they are one."""
    if not parts or parts[-1].last < part.first:
        parts.append(part)
        return
    before = parts[-1]
    is_apart = part.words[0].box.x0 - before.words[-1].box.x1 > cell_gap
    if is_apart and part.last > before.last:
        if before.first < part.first:
            before.last = part.first - 1
        else:
            part.first = before.last + 1
        parts.append(part)
        return
    before.words += part.words
    before.last = max(before.last, part.last)


def _column_at(xs: Sequence[float], x: float) -> int:
    return max(0, min(len(xs) - 2, sum(border <= x for border in xs) - 1))


def _parts(
    run: Run,
    first: int,
    last: int,
    xs: Sequence[float],
    lefts: Sequence[Sequence[float]],
    rights: Sequence[Sequence[float]],
) -> list[tuple[tuple[Word, ...], int, int]]:
    """A run over several columns, cut at borders where the texts of two columns meet closely."""
    if first == last:
        return [(run.words, first, last)]
    parts = []
    start, start_column = 0, first
    for column in range(first + 1, last + 1):
        x = xs[column]
        i = next((i for i, word in enumerate(run.words) if word.box.x_centre > x), len(run.words))
        if not start < i < len(run.words):
            continue
        before, word = run.words[i - 1].box, run.words[i].box
        meets = _is_near(word.x0, lefts[column]) or _is_near(before.x1, rights[column - 1])
        if before.x1 <= x + 1 and word.x0 >= x - 1 and meets:
            parts.append((run.words[start:i], start_column, column - 1))
            start, start_column = i, column
    parts.append((run.words[start:], start_column, last))
    return parts


def _is_near(x: float, places: Sequence[float]) -> bool:
    return sum(abs(x - place) <= _SAME_SIDE for place in places) >= 2


def _rights(pieces: Sequence[Piece], n_columns: int) -> list[float]:
    rights = [0.0] * n_columns
    for piece in pieces:
        if piece.first == piece.last:
            rights[piece.last] = max(rights[piece.last], piece.line.box.x1)
    return rights


def _are_page_numbers(texts: Sequence[str]) -> bool:
    """True for what stands at the right of a table of contents: numbers that do not fall."""
    numbers = [int(text) for text in texts if text.isdecimal()]
    return (
        len(texts) >= _MIN_COLUMNS
        and all(map(_PAGE_NUMBER.fullmatch, texts))
        and all(a <= b for a, b in itertools.pairwise(numbers))
    )


def _are_mostly(texts: Sequence[str], test: Callable[[str], object]) -> bool:
    """True when nine of ten texts pass a test."""
    return sum(bool(test(text)) for text in texts) >= 0.9 * len(texts)


def _may_be_row(pieces: Sequence[Piece]) -> bool:
    """True for a line of a table: it begins with a number, holds a figure, or is a total."""
    texts = [piece.line.text for piece in pieces]
    return any(row_cuts.begins_with_mark(text) or row_cuts.is_figure(text) for text in texts) or any(
        map(names.is_total, texts)
    )


class _Grid:
    """Bands between heights, columns between borders, and which borders between places are closed."""

    def __init__(
        self,
        layout: _Layout,
        pairs: Sequence[Sequence[Pair]],
        covering: Sequence[tuple[float, Sequence[bool]]],
        text_cuts: Sequence[float],
        header_end: float,
        shift: float,
    ) -> None:
        self._layout = layout
        n = layout.n_columns
        box = around(line.box for line in layout.lines)
        top = min([box.top - _ROW_MARGIN, *(y for y, _ in covering)])
        bottom = max([box.bottom + _ROW_MARGIN, *(y for y, _ in covering)])
        # Heights of borders, each with the columns that it closes.
        heights: list[tuple[float, list[bool]]] = [(y, list(columns)) for y, columns in covering]
        if layout.n_header and not any(abs(y - header_end) < 6 and all(c) for y, c in heights):
            heights.append((header_end, [True] * n))
        for y in text_cuts:
            heights.append((y, [not _is_together(pairs[c], y, shift) for c in range(n)]))
        for piece in layout.pieces:
            if piece.last > piece.first:
                for y in self._around(piece, pairs, covering):
                    closed = [piece.first <= c <= piece.last for c in range(n)]
                    heights.append((y, closed))
        heights.sort(key=lambda height: height[0])
        self.ys = [top]
        self.closed: list[list[bool]] = [[True] * n]
        for y, columns in heights:
            if y - self.ys[-1] <= _SAME_Y:
                self.closed[-1] = [a or b for a, b in zip(self.closed[-1], columns, strict=True)]
            elif y < bottom - _SAME_Y:
                self.ys.append(y)
                self.closed.append(list(columns))
        self.ys.append(bottom)
        self.closed.append([True] * n)
        self.spans: dict[tuple[int, int], int] = {}
        for piece in layout.pieces:
            if piece.last > piece.first:
                band = max(0, sum(y <= piece.line.box.y_centre for y in self.ys) - 1)
                for column in range(piece.first, piece.last + 1):
                    self.spans[band, column] = max(self.spans.get((band, column), 0), piece.last)

    @staticmethod
    def _around(
        piece: Piece, pairs: Sequence[Sequence[Pair]], covering: Sequence[tuple[float, Sequence[bool]]]
    ) -> list[float]:
        """Heights above and below a piece over several columns, where its text does not go on."""
        ys = []
        for column in range(piece.first, piece.last + 1):
            for pair in pairs[column]:
                is_next = pair.weight >= 0 and piece in (pair.above, pair.below)
                if is_next and not row_cuts.is_parted(pair, column, covering):
                    above, below = pair.above.line.box, pair.below.line.box
                    ys.append(max(above.y_centre + 0.1, min(below.top - _ROW_MARGIN, below.y_centre - 0.1)))
        return ys[:1] + ys[-1:]

    def cells(self) -> list[Cell]:
        """The cells with their texts, in reading order."""
        layout = self._layout
        taken: set[tuple[int, int]] = set()
        boxes: list[tuple[Box, bool]] = []
        n_bands, n = len(self.ys) - 1, layout.n_columns
        for band in range(n_bands):
            for column in range(n):
                if (band, column) in taken:
                    continue
                last = column
                while (
                    last + 1 < n
                    and self.spans.get((band, column), column) > last
                    and (band, last + 1) not in taken
                ):
                    last += 1
                end = band + 1
                while end < n_bands and not any(self.closed[end][c] for c in range(column, last + 1)):
                    if any((end, c) in taken for c in range(column, last + 1)):
                        break
                    if last == column and self.spans.get((end, column), column) > column:
                        break
                    end += 1
                taken |= {(b, c) for b in range(band, end) for c in range(column, last + 1)}
                box = Box(layout.xs[column], self.ys[band], layout.xs[last + 1], self.ys[end])
                boxes.append((box, last > column))
        cells = [box for box, _ in boxes]
        inside: list[list[Word]] = [[] for _ in boxes]
        # A piece stays whole, also where it reaches over a border.
        pieces = sorted(layout.pieces, key=lambda piece: piece.line.words[0].order)
        places: list[Word] = []
        for piece in pieces:
            x0, top, x1, bottom = piece.line.box
            left, right = layout.xs[piece.first], layout.xs[piece.last + 1]
            box = Box(max(x0, left), top, min(x1, right), bottom)
            if box.width <= 0:
                box = Box(left, top, right, bottom)
            places.append(Word(piece.line.text, box, piece.line.bold, len(places), True))
        for piece, index in zip(pieces, cell_assignment.cell_indexes(places, cells), strict=True):
            if index >= 0:
                inside[index] += piece.line.words
        return [
            Cell.of(box, lines_of(own, keep_words=is_wide))
            for (box, is_wide), own in zip(boxes, inside, strict=True)
        ]


def _is_together(pairs: Sequence[Pair], y: float, shift: float) -> bool:
    """True when lines of one cell stand above and below a height."""
    for pair in pairs:
        if pair.above.line.box.y_centre < y < pair.below.line.box.y_centre:
            return pair.weight + shift <= row_cuts.TOGETHER
    return False
