"""A region cut into columns: what stands where, which lines belong to the table, and whether it is one.

The shares and distances below were set by eye on generated and real pages. Before changing one,
rerun tests/tables and tests/extraction/test_golden.py, and compare the rows of
`petakota extract` over real documents.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from classifier.fields import amounts, names
from classifier.fields.header_words import NAME_ROLES, role_of
from classifier.pdf.layout import Cell, Line
from classifier.tables.unruled import grid, header_lines, row_cuts
from classifier.tables.unruled.column_gaps import Run
from classifier.tables.unruled.level_rules import MIN_FULL, LevelRule
from classifier.tables.unruled.pieces import Piece, crossed, pieces_of
from classifier.tables.unruled.row_cuts import Covering

# So many level rules make a table of columns without a header; fewer columns make none.
MIN_RULES, MIN_COLUMNS = 3, 2
# A rule parts the cells of a column when it covers this share of the column's width.
_MIN_COVERED = 0.7
# Points: a rule this close to where the header seems to end is its end.
_SAME_END = 6.0
# What stands further below the rows than this, in line heights, and than so many of their own gaps.
_END_GAP, _WIDER = 0.95, 1.8
# Points by which texts of one column begin apart; so many begin so.
_SAME_SIDE, _MIN_ALIGNED = 1.5, 2
# A header with names states so many roles at least.
_MIN_KNOWN = 2
# What this share of a column's texts is, is what the column holds.
_MOST, _MIN_PAGE_NUMBERS, _MIN_FIGURES = 0.9, 0.8, 0.5
# A running number or bullet that stands before a text.
_MARK = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[IVXivx]{1,5})[.)]|[-–•*▪·\uf000-\uf0ff]")
# What numbers a list or the sections of a document, and is no figure.
_LIST_MARK = re.compile(
    r"\(?(?:\d{1,3}|[A-Za-z]|[IVXivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[A-Za-z–•*-]"
)
# `18`, `iv`, `II-3`
_PAGE_NUMBER = re.compile(r"\d{1,3}|[ivxlIVXL]+|[\dIVX]+\s?[-.]\s?\d+")


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines in columns between the borders `xs`, with what of them stands in which column.

    `header_texts` is what the first `n_header` lines say over each column.
    """

    lines: Sequence[Line]
    runs: Sequence[Sequence[Run]]
    xs: Sequence[float]
    rules: Sequence[LevelRule]
    by_line: Sequence[Sequence[Piece]]
    n_header: int
    header_texts: Sequence[str]

    @classmethod
    def of(
        cls,
        lines: Sequence[Line],
        runs: Sequence[Sequence[Run]],
        xs: Sequence[float],
        rules: Sequence[LevelRule],
    ) -> Layout:
        """The lines cut at the borders."""
        by_line = pieces_of(lines, runs, xs)
        full = [rule.y for rule in rules if rule.covers(xs[0], xs[-1], MIN_FULL)]
        middles = [line.box.y_centre for line in lines]
        ends = {
            i
            for i, (above, below) in enumerate(itertools.pairwise(middles), start=1)
            if any(above < y < below for y in full)
        }
        n_header = header_lines.n_lines(by_line, len(xs) - 1, ends)
        header = header_lines.spread(by_line[:n_header], xs, rules)
        texts = header_lines.column_texts([piece for own in header for piece in own], len(xs) - 1)
        return cls(lines, runs, xs, rules, [*header, *by_line[n_header:]], n_header, texts)

    @property
    def n_columns(self) -> int:
        """Columns between the borders."""
        return len(self.xs) - 1

    @property
    def pieces(self) -> list[Piece]:
        """The pieces of all lines."""
        return [piece for own in self.by_line for piece in own]

    @property
    def n_known(self) -> int:
        """How many columns have a header whose words are known."""
        return sum(header_lines.is_known(text) for text in self.header_texts if text)

    def borders_without_marks(self, hints: Sequence[float]) -> list[float]:
        """The borders without those between a running number, or `Rp`, and the text that it belongs to.

        Borders that rules speak for (`hints`) stay.
        """
        texts = self._texts_by_column(self.n_header)
        kept = [self.xs[0]]
        for column, x in enumerate(self.xs[1:-1]):
            own, right = texts[column], column + 1
            has_one_header = not (self.header_texts[column] and self.header_texts[right])
            is_ruled = any(abs(x - hint) < 1 for hint in hints)
            are_marks = not self.header_texts[column] and _are_mostly(own, _MARK.fullmatch)
            are_units = has_one_header and all(text.lower().strip(".") == "rp" for text in own)
            if not (own and texts[right] and not is_ruled and (are_marks or are_units)):
                kept.append(x)
        return [*kept, self.xs[-1]]

    def _texts_by_column(self, first_line: int = 0) -> list[list[str]]:
        """The texts that stand in each column alone, from a line on."""
        texts: list[list[str]] = [[] for _ in range(self.n_columns)]
        for own in self.by_line[first_line:]:
            for piece in own:
                if piece.first == piece.last:
                    texts[piece.first].append(piece.line.text)
        return texts

    # Which lines are the table's.

    def table_lines(self) -> Sequence[Line]:
        """The lines without captions above, and remarks and signatures below."""
        top = min((rule.y for rule in self.rules), default=float("inf"))
        bottom = max((rule.y for rule in self.rules), default=0.0)
        first, end = 0, len(self.lines)
        while first < end and self._is_outside(first, top, bottom):
            first += 1
        end = self._end_of_rows(first, end, bottom)
        while end > first and self._is_outside(end - 1, top, bottom):
            end -= 1
        return self.lines[first:end]

    def _is_outside(self, i: int, top: float, bottom: float) -> bool:
        """True for a line of one text across borders; beyond all rules also for one that keeps to none."""
        line, runs = self.lines[i], self.runs[i]
        y = line.box.y_centre
        if top < y < bottom:
            return False
        if y > bottom > 0 and self._cuts_words(line):
            return True
        is_above = y < top < float("inf") and not self._is_rest_of_row(i, top)
        return len(runs) == 1 and (is_above or bool(crossed(runs[0], self.xs, line.box.height)))

    def _is_rest_of_row(self, i: int, top: float) -> bool:
        """True for a line right above all rules that begins where its column does: the page cut its row."""
        box = self.lines[i].box
        column = next((piece.first for piece in self.by_line[i] if piece.first > 0), None)
        if column is None or top - box.bottom > _END_GAP * box.height:
            return False
        others = [piece for own in self.by_line for piece in own if piece.first == column]
        return sum(abs(piece.line.box.x0 - box.x0) < _SAME_SIDE for piece in others) > _MIN_ALIGNED

    def _cuts_words(self, line: Line) -> bool:
        """True when a border runs through a word of the line, as none does through those of a cell."""
        return any(word.box.x0 + 1 < x < word.box.x1 - 1 for word in line.words for x in self.xs[1:-1])

    def _end_of_rows(self, first: int, end: int, bottom: float) -> int:
        """Where lines begin that stand further below the rows than these do from one another."""
        if len(self.rules) > MIN_RULES:
            below = next((i for i in range(first, end) if self.lines[i].box.y_centre > bottom), end)
            if below < end and self.lines[below].box.top - bottom > _END_GAP * self.lines[below].box.height:
                return below
        widest = 0.0
        first_row = max(first, self.n_header)
        for i in range(first_row + 1, end):
            line = self.lines[i]
            gap = line.box.top - self.lines[i - 1].box.bottom
            is_apart = gap > max(_END_GAP * line.box.height, _WIDER * widest) and i > self.n_header + 1
            if is_apart and line.box.y_centre > bottom and not any(map(_may_be_row, self.by_line[i:end])):
                return i
            widest = max(widest, gap)
        return end

    # Whether it is a table, and its cells.

    def is_table(self) -> bool:
        """False for what only looks like one: lists, forms, prose, contents, charts, signatures."""
        texts = self._texts_by_column()
        roles = [role_of(text) for text in self.header_texts if text]
        has_names = any(role in NAME_ROLES for role in roles)
        n_known = sum(role is not None for role in roles)
        if any(own and all(text.strip() in (":", ".") for text in own) for own in texts):
            return False
        if self.n_columns == MIN_COLUMNS:
            # `Program ... Anggaran` of a perjanjian kinerja has no third column.
            return (has_names and "pagu" in roles) or (len(self.rules) >= MIN_RULES and n_known == 2)
        if (has_names and n_known >= _MIN_KNOWN) or self._n_rules_between_lines() >= MIN_RULES:
            return True
        if _are_page_numbers(texts[-1]) and not any(map(amounts.is_grouped, itertools.chain(*texts))):
            return False
        return any(map(_are_figures, texts))

    def _n_rules_between_lines(self) -> int:
        """How many rules run over the whole width between two lines; frames around charts do not."""
        first, last = self.lines[0].box.y_centre, self.lines[-1].box.y_centre
        return sum(
            first < rule.y < last and rule.covers(self.xs[0], self.xs[-1], MIN_FULL) for rule in self.rules
        )

    def cells(self) -> list[Cell]:
        """The cells of the table, in reading order."""
        pieces = self.pieces
        pairs = row_cuts.pairs_of(pieces, self._rights(), self.n_columns)
        end = self._header_end()
        covering = [
            Covering(rule.y, [rule.covers(x0, x1, _MIN_COVERED) for x0, x1 in itertools.pairwise(self.xs)])
            for rule in self.rules
        ]
        rules = [rule for rule in covering if any(rule.columns)]
        shift = row_cuts.shift_by_rules(pairs, rules)
        body = [piece for piece in pieces if end is None or piece.line.box.y_centre > end]
        cuts = row_cuts.cuts(body, row_cuts.without_parted(pairs, rules, end or 0.0), shift)
        is_ruled = end is not None and any(abs(y - end) < _SAME_END and all(own) for y, own in rules)
        rows = grid.Rows(rules, cuts, pairs, shift, None if is_ruled else end)
        return grid.cells_of(pieces, self.xs, rows)

    def gaps(self) -> tuple[tuple[float, float], ...]:
        """The white space around each border, from the text left of it to the text right of it."""
        gaps = []
        for i, x in enumerate(self.xs):
            left = max([p.line.box.x1 for p in self.pieces if p.first == p.last == i - 1], default=x)
            right = min([p.line.box.x0 for p in self.pieces if p.first == p.last == i], default=x)
            gaps.append((min(left, x), max(right, x)))
        return tuple(gaps)

    def _header_end(self) -> float | None:
        """The height at which the header ends; None without one."""
        if not self.n_header:
            return None
        return grid.height_between(self.lines[self.n_header - 1].box, self.lines[self.n_header].box)

    def _rights(self) -> list[float]:
        """Where the texts of each column end at most."""
        rights = [0.0] * self.n_columns
        for piece in self.pieces:
            if piece.first == piece.last:
                rights[piece.last] = max(rights[piece.last], piece.line.box.x1)
        return rights


def _may_be_row(pieces: Sequence[Piece]) -> bool:
    """True for a line of a table: it begins with a number, holds a figure, or is a total."""
    texts = [piece.line.text for piece in pieces]
    return any(row_cuts.begins_with_mark(text) or row_cuts.is_figure(text) for text in texts) or any(
        map(names.is_total, texts)
    )


def _are_mostly(texts: Sequence[str], test: Callable[[str], object]) -> bool:
    return sum(bool(test(text)) for text in texts) >= _MOST * len(texts)


def _are_figures(texts: Sequence[str]) -> bool:
    """True for a column of figures: numbers that number nothing, amounts, dashes."""
    n_figures = sum(row_cuts.is_figure(text) and not _LIST_MARK.fullmatch(text) for text in texts)
    return n_figures >= max(2, _MIN_FIGURES * len(texts))


def _are_page_numbers(texts: Sequence[str]) -> bool:
    """True for what stands at the right of a table of contents: numbers that do not fall."""
    pages = [text for text in texts if _PAGE_NUMBER.fullmatch(text)]
    numbers = [int(text) for text in pages if text.isdecimal()]
    return len(pages) >= max(2, _MIN_PAGE_NUMBERS * len(texts)) and all(
        a <= b for a, b in itertools.pairwise(numbers)
    )
