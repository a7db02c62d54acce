"""The signs of every line of a page that could begin or continue a name: one row of numbers a line.

None of them decides. What a sign is worth is learnt (`training.reading`), and stands in
the README of this folder. Lines without words (amounts, dashes, numbers) have no signs:
they begin nothing.

All lines of a page are looked at together, as arrays: a page has hundreds of lines and
hundreds of signs for each, and one at a time they took a quarter of the time of reading.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.evidence.lines import Chain, NameLine, is_gutter, page_chains
from classifier.evidence.text_signs import TEXT_SIGNS, first_signs, text_signs
from classifier.fields import amounts, codes, names
from classifier.fields.header_words import Role
from classifier.fields.remembered import remembered
from classifier.pdf.layout import Cell, PageTables, Table
from classifier.tables.spans import Spans

# A header's cell: its sides and its text.
HeaderCell = tuple[float, float, str]

ROLES: tuple[Role, ...] = (
    "no", "kode", "program", "kegiatan", "subkegiatan", "name", "indikator",
    "target", "pagu", "realisasi", "lokasi", "opd", "number", "other",
)  # fmt: skip
HEADER_WORDS = (
    "program", "kegiatan", "uraian", "indikator", "sasaran", "tujuan", "lokasi", "target", "rp", "pagu",
    "anggaran", "realisasi", "satuan", "no", "kode", "opd", "skpd", "penanggung", "ket", "capaian", "urusan",
    "bidang", "nomenklatur", "outcome", "output", "volume", "sumber", "tahun", "prioritas", "kinerja",
    "hasil", "perangkat", "kondisi", "rencana", "nama", "sub", "analisis", "rancangan", "usulan", "strategis",
)  # fmt: skip
_PLACE_SIGNS = (
    "place_in_cell", "n_in_cell", "first_in_cell", "last_in_cell", "gap_before", "gap_after", "indent",
    "room_right", "room_right_before", "step_before", "step_after", "bold", "bold_before", "bold_after",
    "height", "height_ratio", "y_share", "index", "n_in_chain", "in_table", "n_tables", "width_share",
)  # fmt: skip
_NUMBER_SIGNS = (
    "has_gutter", "number", "number_follows", "number_is_one", "number_in_style", "is_bullet", "has_tail",
    "next_number_follows", "n_same_style", "lines_to_next_number", "lines_since_number",
)  # fmt: skip
_BAND_SIGNS = (
    "n_money", "n_result_texts", "n_filled", "n_left", "n_left_codes", "n_left_texts", "n_right_texts",
    "left_code_level", "left_code_depth", "left_number", "other_program", "cell_width", "cell_height",
    "n_spanning", "n_right_numbers", "left_code_digits",
)  # fmt: skip
ROLE_SIGNS = (
    "in_header",
    "header_how",
    "n_columns_of_cell",
    "n_name_columns",
    *(f"role_{r}" for r in ROLES),
    "no_role",
)
_COLUMN_SIGNS = (
    "column_n", "column_share_different", "column_share_program", "column_share_kegiatan",
    "column_chars_mean", "column_chars_median", "column_share_amounts", "column_share_codes",
    "column_first_words", "column_width",
    "column_x", "column_share_results", "column_share_digits", "column_rank", "n_columns",
    "column_best_first_words",
)  # fmt: skip
_CELL_SIGNS = (
    "cell_chars", "cell_says_program", "cell_says_kegiatan", "cell_sentence", "cell_colon", "cell_programs",
    "cell_kegiatan", "cell_full_stop", "cell_first_word",
)  # fmt: skip
_NEAR = (
    "n_chars", "n_words", "begins_upper", "begins_lower", "share_upper", "says_program", "says_kegiatan",
    "first_word_as_name", "words_known_mean", "open_end", "ends_full_stop", "ends_semicolon",
    "sentence_words", "is_outcome", "result_words", "has_number", "end_phrase", "ends_colon",
)  # fmt: skip
_NEAR_AT = tuple(TEXT_SIGNS.index(sign) for sign in _NEAR)
_SIBLING_SIGNS = (
    "n_siblings", "siblings_program", "siblings_kegiatan", "siblings_first_word", "siblings_result",
    "siblings_tail", "siblings_sentence", "siblings_words",
)  # fmt: skip
SIGNS: tuple[str, ...] = (
    *TEXT_SIGNS,
    *_PLACE_SIGNS,
    *_NUMBER_SIGNS,
    *_BAND_SIGNS,
    *ROLE_SIGNS,
    *_COLUMN_SIGNS,
    *(f"above_{word}" for word in HEADER_WORDS),
    *_CELL_SIGNS,
    *(f"before_{sign}" for sign in _NEAR),
    "before_place",
    "before_gutter",
    *(f"after_{sign}" for sign in _NEAR),
    "after_place",
    "after_gutter",
    *_SIBLING_SIGNS,
)
# Signs by what they look at, for the table of what each group is worth.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "text of the line": TEXT_SIGNS,
    "place and type": _PLACE_SIGNS,
    "number": _NUMBER_SIGNS,
    "cells beside": _BAND_SIGNS,
    "role of the column": ROLE_SIGNS,
    "what the column holds": _COLUMN_SIGNS,
    "words of the header": tuple(f"above_{word}" for word in HEADER_WORDS),
    "whole cell": _CELL_SIGNS,
    "lines before and after": tuple(s for s in SIGNS if s.startswith(("before_", "after_"))),
    "siblings": _SIBLING_SIGNS,
}
_TEXT_AT = {sign: i for i, sign in enumerate(TEXT_SIGNS)}
_PROGRAM, _KEGIATAN = _TEXT_AT["says_program"], _TEXT_AT["says_kegiatan"]
_SIBLING_AT = tuple(
    _TEXT_AT[sign]
    for sign in (
        "says_program", "says_kegiatan", "first_word_as_name", "result_words", "sentence_words", "n_words",
    )
)  # fmt: skip
_WHOLE_AT = tuple(
    _TEXT_AT[sign]
    for sign in (
        "says_program", "says_kegiatan", "sentence_words", "has_colon",
        "ends_full_stop", "first_word_as_name",
    )
)  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_CODED = re.compile(r"[\dX]\s?\.\s?(?:\d\d|XX)\s?\.")
_DIGITS_ALONE = re.compile(r"[\s\dXx.,-]{1,20}")
_LEVELS = {None: 0, "program": 1, "kegiatan": 2, "subkegiatan": 3}
_STYLES = {"": 0.0, "digits": 1.0, "letters": 2.0, "bullet": 3.0}
# Points by which cells of one band begin apart.
_SAME_TOP = 3
# Cells at one height that are compared: a table with more beside each other is no plan.
_MAX_CELLS_BESIDE = 300
# Pairs of cells that are compared at once: memory does not grow with the cells of a table.
_MAX_PAIRS = 500_000
_MAX_HEADER_CHARS = 110
# Rows at the top of a table that may be its header where none is known.
_N_HEADER_ROWS = 4
_FAR = 9.0
# Lines further off than this are as good as none.
_MAX_LINES_OFF = 9
# Characters of a cell whose text is asked for signs.
_MAX_SIGNED_CHARS = 400
# Characters: what is longer is no code.
_MAX_CODE_CHARS = 30

_Floats = NDArray[np.float64]
_Indexes = NDArray[np.intp]


def _columns_of(first: str, n_signs: int) -> slice:
    """Where signs that stand together in SIGNS are found, by the first of them."""
    start = SIGNS.index(first)
    return slice(start, start + n_signs)


_TEXT_COLUMNS = slice(0, len(TEXT_SIGNS))
_PLACE_COLUMNS = _columns_of(_PLACE_SIGNS[0], len(_PLACE_SIGNS))
_NUMBER_COLUMNS = _columns_of(_NUMBER_SIGNS[0], len(_NUMBER_SIGNS))
_BAND_COLUMNS = _columns_of(_BAND_SIGNS[0], len(_BAND_SIGNS))
_COLUMN_COLUMNS = _columns_of(_COLUMN_SIGNS[0], len(_COLUMN_SIGNS))
_ABOVE_COLUMNS = _columns_of(f"above_{HEADER_WORDS[0]}", len(HEADER_WORDS))
_CELL_COLUMNS = _columns_of(_CELL_SIGNS[0], len(_CELL_SIGNS))
_BEFORE_COLUMNS = _columns_of(f"before_{_NEAR[0]}", len(_NEAR) + 2)
_AFTER_COLUMNS = _columns_of(f"after_{_NEAR[0]}", len(_NEAR) + 2)
_SIBLING_COLUMNS = _columns_of(_SIBLING_SIGNS[0], len(_SIBLING_SIGNS))
_NO_ROLE = SIGNS.index("no_role")


@remembered(1 << 20)
def number_value(mark: str) -> int:
    """The value of a running number: `3`, `c)`, `(iv)`; 0 for a bullet."""
    core = re.sub(r"[().\s]", "", mark).lower()
    # Not isdigit, to which "²" is a digit.
    if core.isdecimal():
        return int(core)
    if core in _ROMAN and (len(core) > 1 or core == "i"):
        return _ROMAN[core]
    return ord(core) - 96 if len(core) == 1 and "a" <= core <= "z" else 0


@dataclass(frozen=True, slots=True)
class PageSigns:
    """Chains of a page, which of their lines have words (chain, line), and a row of SIGNS for each."""

    page: PageTables
    chains: list[Chain]
    places: list[tuple[int, int]]
    signs: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of chains that hold words, chain by chain, and what is asked of each more than once.

    `chains` are (chain, its first line, how many). `first` and `last` mark the lines at the ends of
    chains, `before` and `after` are their neighbours, where a line at an end is its own.
    """

    lines: list[NameLine]
    chains: list[tuple[Chain, int, int]]
    texts: _Floats
    boxes: _Floats
    marks: list[str]
    before: _Indexes
    after: _Indexes
    first: NDArray[np.bool_]
    last: NDArray[np.bool_]

    @classmethod
    def of(cls, chains: Sequence[Chain]) -> _Lines:
        """The lines of chains of which each holds one at least."""
        lines = [line for chain in chains for line in chain.lines]
        counts = [len(chain.lines) for chain in chains]
        ends = list(accumulate(counts))
        at = np.arange(len(lines))
        first, last = (np.zeros(len(lines), dtype=np.bool_) for _ in range(2))
        first[[end - n for end, n in zip(ends, counts, strict=True)]] = True
        last[[end - 1 for end in ends]] = True
        return cls(
            lines,
            [(chain, end - n, n) for chain, end, n in zip(chains, ends, counts, strict=True)],
            np.concatenate([text_signs(line.text) for line in lines]).reshape(len(lines), len(TEXT_SIGNS)),
            np.array([line.box for line in lines]),
            [line.gutter or names.parsed(line.text).number for line in lines],
            np.where(first, at, at - 1),
            np.where(last, at, at + 1),
            first,
            last,
        )

    def of_chain(self, values: Sequence[float]) -> _Floats:
        """For each line the value of its chain."""
        return np.repeat(np.array(values, dtype=np.float64), [n for _, _, n in self.chains])


def page_signs(page: PageTables) -> PageSigns:
    """The signs of a page's lines, as of tables without a header.

    They need nothing but the page: what is known of the columns is put in by `header_signs`.
    """
    chains = page_chains(page)
    places: list[tuple[int, int]] = []
    with_words: list[int] = []
    worded: list[Chain] = []
    n_lines = 0
    for c, chain in enumerate(chains):
        own = [i for i, line in enumerate(chain.lines) if _may_be_name(line.text)]
        if own:
            places += [(c, i) for i in own]
            with_words += [n_lines + i for i in own]
            worded.append(chain)
            n_lines += len(chain.lines)
    if not worded:
        return PageSigns(page, chains, [], np.zeros((0, len(SIGNS)), dtype=np.float32))
    lines = _Lines.of(worded)
    signs = np.zeros((n_lines, len(SIGNS)))
    signs[:, _TEXT_COLUMNS] = lines.texts
    signs[:, _PLACE_COLUMNS] = _place_signs(page, lines)
    signs[:, _NUMBER_COLUMNS] = _number_signs(lines)
    signs[:, _NO_ROLE] = 1.0
    own_tables = {id(chain.table): chain.table for chain in worded if chain.table is not None}
    tables = {key: _TableCells.of(table) for key, table in own_tables.items()}
    counts = [n for _, _, n in lines.chains]
    columns, above = [], []
    for chain in worded:
        table = tables[id(chain.table)] if chain.table is not None else None
        columns.append(_column_signs(page, chain, table))
        above.append(
            words_above(chain, table.at_top, table.spans_at_top)
            if table is not None
            else _header_words_in("")
        )
    signs[:, _COLUMN_COLUMNS] = np.repeat(np.array(columns, dtype=np.float64), counts, axis=0)
    signs[:, _ABOVE_COLUMNS] = np.repeat(np.array(above), counts, axis=0)
    signs[:, _CELL_COLUMNS] = _cell_signs(lines)
    near = np.column_stack(
        (
            lines.texts[:, _NEAR_AT],
            [line.place for line in lines.lines],
            [bool(line.gutter) for line in lines.lines],
        )
    )
    signs[:, _BEFORE_COLUMNS] = np.where(lines.first[:, None], -1.0, near[lines.before])
    signs[:, _AFTER_COLUMNS] = np.where(lines.last[:, None], -1.0, near[lines.after])
    signs[:, _SIBLING_COLUMNS] = _sibling_signs(lines)
    for table in tables.values():
        _put_band_signs(page, table, lines, with_words, signs)
    return PageSigns(page, chains, places, signs[with_words].astype(np.float32))


def _may_be_name(text: str) -> bool:
    """True for a line with words, or with a code and letters behind it: `1.05.01.2.03.0020 - Sub`."""
    if names.has_words(text):
        return True
    name = names.parsed(text) if _CODED.match(text) else None
    return name is not None and bool(codes.level_of_code(name.kode)) and any(map(str.isalpha, name.text))


def _place_signs(page: PageTables, lines: _Lines) -> _Floats:
    x0, top, x1, bottom = lines.boxes.T
    before, after, first, last = lines.before, lines.after, lines.first, lines.last
    chain_x0 = lines.of_chain([chain.x0 for chain, _, _ in lines.chains])
    chain_x1 = lines.of_chain([chain.x1 for chain, _, _ in lines.chains])
    height = _not_zero(bottom - top)
    width = page.width or 1.0
    place = np.array([line.place for line in lines.lines])
    n_in_cell = np.array([line.n_in_cell for line in lines.lines])
    bold = np.array([line.bold for line in lines.lines], dtype=np.float64)
    n_in_chain = lines.of_chain([n for _, _, n in lines.chains])
    start = lines.of_chain([start for _, start, _ in lines.chains])
    return np.column_stack(
        (
            place,
            n_in_cell,
            place == 0,
            place == n_in_cell - 1,
            np.where(first, _FAR, np.clip((top - bottom[before]) / height, -_FAR, _FAR)),
            np.where(last, _FAR, np.clip((top[after] - bottom) / height, -_FAR, _FAR)),
            (x0 - chain_x0) / width,
            (chain_x1 - x1) / width,
            np.where(first, 1.0, (chain_x1 - x1[before]) / width),
            (x0 - x0[before]) / width,
            (x0[after] - x0) / width,
            bold,
            np.where(first, -1.0, bold[before]),
            np.where(last, -1.0, bold[after]),
            height,
            np.where(first, 1.0, height / height[before]),
            top / (page.height or 1.0),
            np.arange(len(place)) - start,
            n_in_chain,
            lines.of_chain([chain.table is not None for chain, _, _ in lines.chains]),
            np.full(len(place), len(page.tables)),
            (x1 - x0) / width,
        )
    )


def _not_zero(lengths: _Floats) -> _Floats:
    return np.where(lengths == 0, 1.0, lengths)


def _number_signs(lines: _Lines) -> _Floats:
    signs = np.zeros((len(lines.lines), len(_NUMBER_SIGNS)))
    signs[:, _NUMBER_SIGNS.index("has_tail")] = [bool(line.tail) for line in lines.lines]
    # Of a chain without numbers.
    signs[:, _NUMBER_SIGNS.index("lines_to_next_number") :] = _MAX_LINES_OFF
    for chain, start, n in lines.chains:
        marks = lines.marks[start : start + n]
        if any(marks):
            signs[start : start + n] = _numbers(chain.lines, marks)
    return signs


def _numbers(lines: Sequence[NameLine], marks: Sequence[str]) -> list[list[float]]:
    values = [number_value(mark) if mark else 0 for mark in marks]
    styles = [names.number_style(mark) or "bullet" if mark else "" for mark in marks]
    n_in_style = Counter(styles)
    next_at = [0] * len(lines)
    upcoming = len(lines) + _MAX_LINES_OFF
    for i in range(len(lines) - 1, -1, -1):
        next_at[i] = upcoming
        if marks[i]:
            upcoming = i
    rows = []
    last: dict[str, int] = {}
    last_at = -_MAX_LINES_OFF
    for i, (line, mark, value, style) in enumerate(zip(lines, marks, values, styles, strict=True)):
        following = values[next_at[i]] if next_at[i] < len(lines) else 0
        rows.append(
            [
                bool(line.gutter),
                value,
                value > 0 and value == last.get(style, 0) + 1,
                value == 1,
                _STYLES[style],
                style == "bullet",
                bool(line.tail),
                value > 0 and following == value + 1,
                n_in_style[style] if style else 0,
                min(next_at[i] - i, _MAX_LINES_OFF),
                min(i - last_at, _MAX_LINES_OFF),
            ]
        )
        if mark:
            last_at = i
            last[style] = value
    return rows


def _sibling_signs(lines: _Lines) -> _Floats:
    """For each line, what the lines of its chain with its indent and its style of number are like."""
    groups: dict[tuple[int, str, int, bool], int] = {}
    group_of: list[int] = []
    for chain, start, n in lines.chains:
        for line, mark in zip(chain.lines, lines.marks[start : start + n], strict=True):
            style = names.number_style(mark) or mark[:1] if mark else ""
            is_first = line.place == 0 and line.cell is not None
            key = (start, style, round((line.box.x0 - chain.x0) / 6), is_first)
            group_of.append(groups.setdefault(key, len(groups)))
    counts = np.bincount(group_of)
    tails = [bool(line.tail) for line in lines.lines]
    program, kegiatan, first, result, sentence, n_words = (
        np.bincount(group_of, lines.texts[:, sign]) / counts for sign in _SIBLING_AT
    )
    tail = np.bincount(group_of, tails) / counts
    signs: _Floats = np.column_stack((counts, program, kegiatan, first, result, tail, sentence, n_words))
    return signs[group_of]


def _cell_signs(lines: _Lines) -> _Floats:
    """The signs of each line's whole cell; a line of running text is one by itself."""
    cells: dict[int, Cell] = {}
    cell_of: list[int] = []
    places: dict[int, int] = {}
    for line in lines.lines:
        if line.cell is None:
            cell_of.append(-1)
        else:
            key = id(line.cell)
            cell_of.append(places.setdefault(key, len(places)))
            cells[key] = line.cell
    program, kegiatan, sentence, colon, stop, first = (lines.texts[:, sign] for sign in _WHOLE_AT)
    none = np.zeros(len(cell_of))
    n_chars = [len(line.text) for line in lines.lines]
    signs = np.column_stack((n_chars, program, kegiatan, sentence, colon, none, none, stop, first))
    if not cells:
        return signs
    in_cell = np.array(cell_of) >= 0
    own = np.array(cell_of)[in_cell]
    whole = [first_signs(cell.text[:_MAX_SIGNED_CHARS]) for cell in cells.values()]
    of_cells = np.column_stack(
        (
            [len(cell.text) for cell in cells.values()],
            [(w.program, w.kegiatan, w.sentence, w.colon) for w in whole],
            np.bincount(own, program[in_cell]),
            np.bincount(own, kegiatan[in_cell]),
            [(w.full_stop, w.first_word) for w in whole],
        )
    )
    signs[in_cell] = of_cells[own]
    return signs


class _CellFacts(NamedTuple):
    """What the text of a cell says: an amount, words, a result, digits alone, a program, a number."""

    is_amount: bool
    has_words: bool
    is_result: bool
    is_digits: bool
    is_program: bool
    is_mark: bool


@remembered(4 << 20)
def _cell_facts(text: str) -> _CellFacts:
    is_digits = bool(_DIGITS_ALONE.fullmatch(text))
    has_words = not is_digits and names.has_words(text)
    signs = first_signs(text) if has_words else None
    return _CellFacts(
        amounts.is_grouped(text),
        has_words,
        signs is not None and signs.result,
        is_digits,
        signs is not None and signs.program,
        not is_digits and is_gutter(text),
    )


@dataclass(slots=True)
class _TableCells:
    """The cells with text of one table, ordered by the stripes of the page in which they begin.

    `facts` holds a row of _CellFacts for each, `stripes` the number of its stripe, _SAME_TOP points
    high; `compared` are the first _MAX_CELLS_BESIDE of each stripe. `at_top` are those of the first
    four rows, which may be the header, `spans_at_top` their sides; `lefts` is where columns begin.
    """

    cells: list[Cell]
    boxes: _Floats
    facts: NDArray[np.bool_]
    stripes: _Indexes
    compared: _Indexes
    lefts: list[int]
    at_top: list[HeaderCell]
    spans_at_top: Spans

    @classmethod
    def of(cls, table: Table) -> _TableCells:
        """The cells of a table."""
        filled = [cell for cell in table.cells if cell.lines]
        tops = sorted({round(cell.box.top) for cell in filled})[:_N_HEADER_ROWS]
        cells = sorted(filled, key=_stripe)
        stripes = np.array([_stripe(cell) for cell in cells], dtype=np.intp)
        place_in_stripe = np.arange(len(cells)) - np.searchsorted(stripes, stripes)
        sides = {(round(cell.box.x0), round(cell.box.x1)) for cell in table.cells}
        at_top = [(cell.box.x0, cell.box.x1, cell.text) for cell in filled if round(cell.box.top) in tops]
        return cls(
            cells,
            np.array([cell.box for cell in cells]),
            np.array([_cell_facts(cell.text) for cell in cells], dtype=np.bool_),
            stripes,
            np.flatnonzero(place_in_stripe < _MAX_CELLS_BESIDE),
            sorted(x0 for x0, _ in sides),
            at_top,
            Spans((x0, x1) for x0, x1, _ in at_top),
        )

    def beside(self, own: _Indexes) -> Iterator[tuple[_Indexes, _Indexes]]:
        """Pairs of cells that begin within _SAME_TOP points of one another, as (place in `own`, other)."""
        stripes = self.stripes[self.compared]
        starts = np.searchsorted(stripes, self.stripes[own] - 1, side="left")
        ends = np.searchsorted(stripes, self.stripes[own] + 1, side="right")
        n_at_once = max(1, _MAX_PAIRS // int((ends - starts).max()))
        for k in range(0, len(own), n_at_once):
            start, n = starts[k : k + n_at_once], (ends - starts)[k : k + n_at_once]
            place = np.repeat(np.arange(k, k + len(n)), n)
            other = self.compared[np.arange(len(place)) + np.repeat(start - (np.cumsum(n) - n), n)]
            x0, top = self.boxes[own[place], 0], self.boxes[own[place], 1]
            other_x0, other_top = self.boxes[other, 0], self.boxes[other, 1]
            are_level = np.abs(other_top - top) <= _SAME_TOP
            keep = are_level & ((other_x0 != x0) | (other_top != top))
            yield place[keep], other[keep]

    def n_spanning(self, own: _Indexes) -> _Indexes:
        """How many tall cells stand beside the whole of each cell and begin above it."""
        heights = self.boxes[:, 3] - self.boxes[:, 1]
        tall = self.boxes[heights > np.sort(heights)[len(heights) // 2]]
        n_spanning = np.zeros(len(own), dtype=np.intp)
        n_at_once = max(1, _MAX_PAIRS // max(1, len(tall)))
        for k in range(0, len(own), n_at_once):
            boxes = self.boxes[own[k : k + n_at_once]]
            above = tall[:, 1] < boxes[:, 1:2] - _SAME_TOP
            n_spanning[k : k + n_at_once] = (above & (tall[:, 3] >= boxes[:, 3:] - _SAME_TOP)).sum(axis=1)
        return n_spanning


def _stripe(cell: Cell) -> int:
    return int(cell.box.top // _SAME_TOP)


def _put_band_signs(
    page: PageTables, table: _TableCells, lines: _Lines, with_words: Sequence[int], signs: _Floats
) -> None:
    """Put what stands beside the cells of a table into the signs of their lines."""
    place_of = {id(cell): i for i, cell in enumerate(table.cells)}
    rows = [i for i in with_words if id(lines.lines[i].cell) in place_of]
    own: dict[int, int] = {}
    heights: list[float] = []
    band_of: list[int] = []
    for i in rows:
        line = lines.lines[i]
        key = place_of[id(line.cell)]
        if key not in own:
            own[key] = len(own)
            heights.append(line.box.height or 1.0)
        band_of.append(own[key])
    bands = _band_signs(page, table, np.array(list(own), dtype=np.intp), np.array(heights))
    signs[rows, _BAND_COLUMNS] = bands[band_of]


def _band_signs(page: PageTables, table: _TableCells, own: _Indexes, heights: _Floats) -> _Floats:
    """What stands beside cells, given by their places in the table; `heights` are those of their lines."""
    n = len(own)
    counts = np.zeros((9, n))
    left_digits: list[list[tuple[float, str]]] = [[] for _ in range(n)]
    left_marks: list[tuple[float, str]] = [(-1.0, "")] * n
    for place, other in table.beside(own):
        box, facts = table.boxes[other], table.facts[other].T
        is_amount, has_words, is_result, is_digits, is_program, is_mark = facts
        is_left = box[:, 2] <= table.boxes[own[place], 0] + 3
        is_right = box[:, 0] >= table.boxes[own[place], 2] - 3
        for k, counted in enumerate(
            (
                is_amount,
                is_right & has_words & is_result,
                np.ones_like(is_left),
                is_left,
                is_left & is_digits,
                is_left & has_words,
                is_right & has_words,
                is_program,
                is_right & is_digits,
            )
        ):
            counts[k] += np.bincount(place[counted], minlength=n)
        numbered = is_left & (is_digits | is_mark)
        for i, j, alone in zip(
            place[numbered].tolist(), other[numbered].tolist(), is_digits[numbered].tolist(), strict=True
        ):
            cell = table.cells[j]
            if alone:
                left_digits[i].append((cell.box.x0, cell.text))
            if cell.box.x0 > left_marks[i][0]:
                left_marks[i] = cell.box.x0, cell.text
    kode = [_code_signs(" ".join([text for _, text in sorted(digits)])) for digits in left_digits]
    levels, depths, n_digits = zip(*kode, strict=True)
    (
        n_money,
        n_results,
        n_filled,
        n_left,
        n_left_digits,
        n_left_texts,
        n_right_texts,
        n_programs,
        n_numbers,
    ) = counts
    x0, top, x1, bottom = table.boxes[own].T
    return np.column_stack(
        (
            n_money,
            n_results,
            n_filled,
            n_left,
            n_left_digits,
            n_left_texts,
            n_right_texts,
            levels,
            depths,
            [number_value(mark.strip()) for _, mark in left_marks],
            n_programs,
            (x1 - x0) / (page.width or 1.0),
            (bottom - top) / heights,
            table.n_spanning(own),
            n_numbers,
            n_digits,
        )
    )


@remembered(1 << 20)
def _code_signs(printed: str) -> tuple[int, int, int]:
    """Level (-1 without a code), depth and number of digits of the code that stands left of a cell."""
    parts = printed.split()
    kode = codes.code(*parts) if parts else ""
    if not kode:
        return -1, 0, 0
    return _LEVELS[codes.level_of_code(kode)], kode.count(".") + 1, sum(map(str.isdigit, kode))


class _ColumnText(NamedTuple):
    """What one text of a column says of it."""

    folded: str
    is_program: bool
    is_kegiatan: bool
    n_chars: int
    is_amount: bool
    is_code: bool
    first_word: float
    is_result: bool
    begins_digit: bool


@remembered(4 << 20)
def _column_text(text: str) -> _ColumnText:
    signs = first_signs(text[:_MAX_SIGNED_CHARS])
    return _ColumnText(
        names.fold(text),
        signs.program,
        signs.kegiatan,
        len(text),
        amounts.is_grouped(text),
        len(text) < _MAX_CODE_CHARS and bool(codes.level_of_code(codes.code(text))),
        signs.first_word,
        signs.result,
        text[:1].isdigit(),
    )


def _column_signs(page: PageTables, chain: Chain, table: _TableCells | None) -> list[float]:
    texts = [cell.text for cell in chain.cells] or [line.text for line in chain.lines]
    n = len(texts)
    folded, is_program, is_kegiatan, n_chars, is_amount, is_code, first_word, is_result, begins_digit = zip(
        *map(_column_text, texts), strict=True
    )
    return [
        n,
        len(set(folded)) / n,
        sum(is_program) / n,
        sum(is_kegiatan) / n,
        sum(n_chars) / n,
        sorted(n_chars)[n // 2],
        sum(is_amount) / n,
        sum(is_code) / n,
        sum(first_word) / n,
        (chain.x1 - chain.x0) / (page.width or 1.0),
        chain.x0 / (page.width or 1.0),
        sum(is_result) / n,
        sum(begins_digit) / n,
        bisect.bisect_left(table.lefts, chain.x0 - 2) if table is not None else 0,
        len(table.lefts) if table is not None else 0,
        max(first_word),
    ]


def words_above(chain: Chain, cells: Sequence[HeaderCell], spans: Spans) -> tuple[float, ...]:
    """Which words of headers stand in the cells above a column; `spans` are the sides of the cells."""
    width = chain.x1 - chain.x0
    above = " ".join(
        [
            text
            for x0, x1, text in (cells[i] for i in spans.near(chain.x0, chain.x1))
            if len(text) < _MAX_HEADER_CHARS
            and min(x1, chain.x1) - max(x0, chain.x0) > 0.5 * min(width, x1 - x0)
        ]
    )
    return _header_words_in(above)


@remembered(1 << 20)
def _header_words_in(text: str) -> tuple[float, ...]:
    lowered = text.lower()
    return tuple(float(word in lowered) for word in HEADER_WORDS)
