"""The signs of every line of a page that could begin or continue a name: one row of numbers a line.

None of them decides. What a sign is worth is learnt (`training.reading`), and stands in
the README of this folder. Lines without words (amounts, dashes, numbers) have no signs:
they begin nothing.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.evidence.lines import Chain, NameLine, is_gutter, page_chains
from classifier.evidence.text_signs import TEXT_SIGNS, parsed, text_signs
from classifier.fields import amounts, codes, names
from classifier.fields.header_words import Role
from classifier.pdf.layout import Cell, PageTables, Table
from classifier.records import Level
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
_PROGRAM, _KEGIATAN = TEXT_SIGNS.index("says_program"), TEXT_SIGNS.index("says_kegiatan")
_FIRST, _RESULT = TEXT_SIGNS.index("first_word_as_name"), TEXT_SIGNS.index("result_words")
_SENTENCE, _COLON = TEXT_SIGNS.index("sentence_words"), TEXT_SIGNS.index("has_colon")
_N_WORDS, _STOP = TEXT_SIGNS.index("n_words"), TEXT_SIGNS.index("ends_full_stop")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
_CODED = re.compile(r"[\dX]\s?\.\s?(?:\d\d|XX)\s?\.")
_DIGITS_ALONE = re.compile(r"[\s\dXx.,-]{1,20}")
_LEVELS = {None: 0, "program": 1, "kegiatan": 2, "subkegiatan": 3}
# Points by which cells of one band begin apart.
_SAME_TOP = 3
_MAX_HEADER_CHARS = 110
# Rows at the top of a table that may be its header where none is known.
_N_HEADER_ROWS = 4
_FAR = 9.0
# The signs of the column's role where no header is known: only `no_role` is true.
_NO_HEADER = [0.0] * (len(ROLE_SIGNS) - 1) + [1.0]
# Cells at one height that are compared: a table with more beside each other is no plan.
_MAX_CELLS_BESIDE = 300
# Characters of a cell whose text is asked for signs.
_MAX_SIGNED_CHARS = 400


class _CellFacts(NamedTuple):
    """A cell with text, and what it says: an amount, words, a result, digits alone, a program, a number."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    is_amount: bool
    has_words: bool
    is_result: bool
    is_digits: bool
    is_program: bool
    is_mark: bool


@dataclass(slots=True)
class _TableCells:
    """Cells with text of one table: by the height at which they begin, and the tall ones among them.

    `at_top` are those of its first four rows, which may be its header, `spans_at_top` their sides.
    """

    by_top: dict[int, list[_CellFacts]]
    tall: list[_CellFacts]
    n_columns: int
    lefts: list[float]
    at_top: list[HeaderCell]
    spans_at_top: Spans

    def begin_at(self, top: float) -> Iterator[_CellFacts]:
        """Cells that begin within _SAME_TOP points of a height."""
        bucket = int(top // _SAME_TOP)
        for k in (bucket - 1, bucket, bucket + 1):
            for cell in self.by_top.get(k, ()):
                if abs(cell.top - top) <= _SAME_TOP:
                    yield cell


def number_value(mark: str) -> int:
    """The value of a running number: `3`, `c)`, `(iv)`; 0 for a bullet."""
    core = re.sub(r"[().\s]", "", mark).lower()
    if core.isdigit():
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


def page_signs(page: PageTables) -> PageSigns:
    """The signs of a page's lines, as of tables without a header.

    They need nothing but the page: what is known of the columns is put in by `header_signs`.
    """
    chains = page_chains(page)
    places: list[tuple[int, int]] = []
    rows: list[list[float]] = []
    cells_by_table: dict[int, _TableCells] = {}
    for c, chain in enumerate(chains):
        table_cells = None
        if chain.table is not None:
            key = id(chain.table)
            if key not in cells_by_table:
                cells_by_table[key] = _table_cells(chain.table)
            table_cells = cells_by_table[key]
        _add_chain(page, c, chain, table_cells, places, rows)
    matrix = np.array(rows, dtype=np.float32) if rows else np.zeros((0, len(SIGNS)), dtype=np.float32)
    return PageSigns(page, chains, places, matrix)


def _table_cells(table: Table) -> _TableCells:
    cells = [_cell_facts(cell) for cell in table.cells if cell.lines]
    by_top: dict[int, list[_CellFacts]] = {}
    for cell in cells:
        beside = by_top.setdefault(int(cell.top // _SAME_TOP), [])
        if len(beside) < _MAX_CELLS_BESIDE:
            beside.append(cell)
    heights = sorted(cell.bottom - cell.top for cell in cells)
    usual = heights[len(heights) // 2] if heights else 0.0
    sides = {(round(cell.box.x0), round(cell.box.x1)) for cell in table.cells}
    tops = sorted({round(cell.top) for cell in cells})[:_N_HEADER_ROWS]
    at_top = [(cell.x0, cell.x1, cell.text) for cell in cells if round(cell.top) in tops]
    return _TableCells(
        by_top,
        [cell for cell in cells if cell.bottom - cell.top > usual],
        len(sides),
        sorted(x0 for x0, _ in sides),
        at_top,
        Spans((x0, x1) for x0, x1, _ in at_top),
    )


def _cell_facts(cell: Cell) -> _CellFacts:
    text = cell.text
    is_digits = bool(_DIGITS_ALONE.fullmatch(text))
    has_words = not is_digits and names.has_words(text)
    signs = text_signs(text) if has_words else None
    return _CellFacts(
        *cell.box,
        text,
        amounts.is_grouped(text),
        has_words,
        bool(signs[_RESULT]) if signs is not None else False,
        is_digits,
        bool(signs[_PROGRAM]) if signs is not None else False,
        not is_digits and is_gutter(text),
    )


def _may_be_name(text: str) -> bool:
    """True for a line with words, or with a code and letters behind it: `1.05.01.2.03.0020 - Sub`."""
    if names.has_words(text):
        return True
    name = parsed(text) if _CODED.match(text) else None
    return name is not None and bool(codes.level_of_code(name.kode)) and any(map(str.isalpha, name.text))


def _add_chain(
    page: PageTables,
    c: int,
    chain: Chain,
    table_cells: _TableCells | None,
    places: list[tuple[int, int]],
    rows: list[list[float]],
) -> None:
    lines = chain.lines
    with_words = [i for i, line in enumerate(lines) if _may_be_name(line.text)]
    if not with_words:
        return
    texts = [text_signs(line.text) for line in lines]
    numbers = _numbers(lines)
    column = _column_signs(page, chain, table_cells)
    siblings = _siblings(lines, texts, chain)
    above = (
        words_above(chain, table_cells.at_top, table_cells.spans_at_top)
        if table_cells is not None
        else [0.0] * len(HEADER_WORDS)
    )
    own_lines: dict[int, list[NameLine]] = {}
    for line in lines:
        own_lines.setdefault(id(line.cell), []).append(line)
    band_of: dict[int, list[float]] = {}
    whole_of: dict[int, list[float]] = {}
    for i in with_words:
        line = lines[i]
        if line.cell is not None and table_cells is not None:
            key = id(line.cell)
            if key not in band_of:
                band_of[key] = _band_signs(page, line.cell, table_cells, line.box.height or 1.0)
                whole_of[key] = _cell_signs(line.cell.text, own_lines[key])
            band, whole = band_of[key], whole_of[key]
        else:
            band, whole = [0.0] * len(_BAND_SIGNS), _whole_signs(len(line.text), texts[i], ())
        row = [
            *texts[i],
            *_place_signs(page, chain, i),
            *numbers[i],
            *band,
            *_NO_HEADER,
            *column,
            *above,
            *whole,
            *_near(lines, texts, i - 1),
            *_near(lines, texts, i + 1),
            *siblings[i],
        ]
        places.append((c, i))
        rows.append(row)


def _place_signs(page: PageTables, chain: Chain, i: int) -> list[float]:
    lines = chain.lines
    line = lines[i]
    x0, top, x1, bottom = line.box
    height = (bottom - top) or 1.0
    before = lines[i - 1] if i else None
    after = lines[i + 1] if i + 1 < len(lines) else None
    width = page.width or 1.0
    return [
        line.place,
        line.n_in_cell,
        line.place == 0,
        line.place == line.n_in_cell - 1,
        max(-_FAR, min((top - before.box.bottom) / height, _FAR)) if before is not None else _FAR,
        max(-_FAR, min((after.box.top - bottom) / height, _FAR)) if after is not None else _FAR,
        (x0 - chain.x0) / width,
        (chain.x1 - x1) / width,
        (chain.x1 - before.box.x1) / width if before is not None else 1.0,
        (x0 - before.box.x0) / width if before is not None else 0.0,
        (after.box.x0 - x0) / width if after is not None else 0.0,
        line.bold,
        before.bold if before is not None else -1,
        after.bold if after is not None else -1,
        height,
        height / ((before.box.bottom - before.box.top) or 1.0) if before is not None else 1.0,
        top / (page.height or 1.0),
        i,
        len(lines),
        chain.table is not None,
        len(page.tables),
        (x1 - x0) / width,
    ]


def _mark(line: NameLine) -> str:
    return line.gutter or parsed(line.text).number


def _numbers(lines: Sequence[NameLine]) -> list[list[float]]:
    marks = [_mark(line) for line in lines]
    values = [number_value(mark) if mark else 0 for mark in marks]
    styles = [names.number_style(mark) or ("bullet" if mark else "") for mark in marks]
    n_in_style = Counter(styles)
    next_at = [0] * len(lines)
    upcoming = len(lines) + 9
    for i in range(len(lines) - 1, -1, -1):
        next_at[i] = upcoming
        if marks[i]:
            upcoming = i
    rows = []
    last: dict[str, int] = {}
    last_at = -9
    for i, (line, mark, value, style) in enumerate(zip(lines, marks, values, styles, strict=True)):
        following = values[next_at[i]] if next_at[i] < len(lines) else 0
        rows.append(
            [
                bool(line.gutter),
                value,
                value > 0 and value == last.get(style, 0) + 1,
                value == 1,
                {"": 0.0, "digits": 1.0, "letters": 2.0, "bullet": 3.0}[style],
                style == "bullet",
                bool(line.tail),
                value > 0 and following == value + 1,
                n_in_style[style] if style else 0,
                min(next_at[i] - i, 9),
                min(i - last_at, 9),
            ]
        )
        if mark:
            last_at = i
            last[style] = value
    return rows


def _band_signs(page: PageTables, cell: Cell, table: _TableCells, height: float) -> list[float]:
    x0, top, x1, bottom = cell.box
    n_money = n_results = n_filled = n_left = n_left_texts = n_right_texts = n_right_digits = n_programs = 0
    left_digits: list[tuple[float, str]] = []
    left_mark: tuple[float, str] = (-1.0, "")
    for other in table.begin_at(top):
        if other.x0 == x0 and other.top == top:
            continue
        n_filled += 1
        n_money += other.is_amount
        n_programs += other.is_program
        if other.x0 >= x1 - 3:
            n_right_texts += other.has_words
            n_results += other.has_words and other.is_result
            n_right_digits += other.is_digits
        if other.x1 <= x0 + 3:
            n_left += 1
            n_left_texts += other.has_words
            if other.is_digits:
                left_digits.append((other.x0, other.text))
            if (other.is_digits or other.is_mark) and other.x0 > left_mark[0]:
                left_mark = (other.x0, other.text)
    n_spanning = sum(
        other.top < top - _SAME_TOP and other.bottom >= bottom - _SAME_TOP for other in table.tall
    )
    parts = [text for _, text in sorted(left_digits)]
    kode = codes.code(*" ".join(parts).split()) if parts else ""
    return [
        n_money,
        n_results,
        n_filled,
        n_left,
        len(left_digits),
        n_left_texts,
        n_right_texts,
        _LEVELS[codes.level_of_code(kode)] if kode else -1,
        kode.count(".") + 1 if kode else 0,
        number_value(left_mark[1].strip()),
        n_programs,
        (x1 - x0) / (page.width or 1.0),
        (bottom - top) / height,
        n_spanning,
        n_right_digits,
        sum(map(str.isdigit, kode)),
    ]


def _cell_signs(text: str, own: Sequence[NameLine]) -> list[float]:
    levels = [names.level_of_text(parsed(line.text).text) for line in own]
    return _whole_signs(len(text), text_signs(text[:_MAX_SIGNED_CHARS]), levels)


def _whole_signs(n_chars: int, signs: Sequence[float], levels: Sequence[Level | None]) -> list[float]:
    """The signs of a whole cell; a line of running text is one by itself, whose lines state no level."""
    return [
        n_chars,
        signs[_PROGRAM],
        signs[_KEGIATAN],
        signs[_SENTENCE],
        signs[_COLON],
        levels.count("program"),
        levels.count("kegiatan"),
        signs[_STOP],
        signs[_FIRST],
    ]


def _column_signs(page: PageTables, chain: Chain, table: _TableCells | None) -> list[float]:
    texts = [cell.text for cell in chain.cells] or [line.text for line in chain.lines]
    n = len(texts)
    signs = [text_signs(text[:_MAX_SIGNED_CHARS]) for text in texts]
    lengths = sorted(map(len, texts))
    firsts = [s[_FIRST] for s in signs]
    return [
        n,
        len({names.fold(text) for text in texts}) / n,
        sum(s[_PROGRAM] for s in signs) / n,
        sum(s[_KEGIATAN] for s in signs) / n,
        sum(lengths) / n,
        lengths[n // 2],
        sum(amounts.is_grouped(text) for text in texts) / n,
        sum(bool(codes.level_of_code(codes.code(text))) for text in texts if len(text) < 30) / n,
        sum(firsts) / n,
        (chain.x1 - chain.x0) / (page.width or 1.0),
        chain.x0 / (page.width or 1.0),
        sum(s[_RESULT] for s in signs) / n,
        sum(text[:1].isdigit() for text in texts) / n,
        bisect.bisect_left(table.lefts, chain.x0 - 2) if table is not None else 0,
        table.n_columns if table is not None else 0,
        max(firsts),
    ]


def words_above(chain: Chain, cells: Sequence[HeaderCell], spans: Spans) -> list[float]:
    """Which words of headers stand in the cells above a column; `spans` are the sides of the cells."""
    width = chain.x1 - chain.x0
    above = " ".join(
        [
            text
            for x0, x1, text in (cells[i] for i in spans.near(chain.x0, chain.x1))
            if len(text) < _MAX_HEADER_CHARS
            and min(x1, chain.x1) - max(x0, chain.x0) > 0.5 * min(width, x1 - x0)
        ]
    ).lower()
    return [float(word in above) for word in HEADER_WORDS]


def _near(lines: Sequence[NameLine], texts: Sequence[tuple[float, ...]], i: int) -> list[float]:
    if not 0 <= i < len(lines):
        return [-1.0] * (len(_NEAR) + 2)
    signs = texts[i]
    return [*(signs[k] for k in _NEAR_AT), lines[i].place, bool(lines[i].gutter)]


def _siblings(
    lines: Sequence[NameLine], texts: Sequence[tuple[float, ...]], chain: Chain
) -> list[list[float]]:
    """For each line, what the lines with its indent and its style of number are like."""
    keys = []
    for line in lines:
        mark = _mark(line)
        style = names.number_style(mark) or mark[:1]
        keys.append((style, round((line.box.x0 - chain.x0) / 6), line.place == 0 and line.cell is not None))
    groups: dict[tuple[str, int, bool], list[int]] = {}
    for i, key in enumerate(keys):
        groups.setdefault(key, []).append(i)
    means: dict[tuple[str, int, bool], list[float]] = {}
    for key, indexes in groups.items():
        n = len(indexes)
        means[key] = [
            n,
            sum(texts[i][_PROGRAM] for i in indexes) / n,
            sum(texts[i][_KEGIATAN] for i in indexes) / n,
            sum(texts[i][_FIRST] for i in indexes) / n,
            sum(texts[i][_RESULT] for i in indexes) / n,
            sum(bool(lines[i].tail) for i in indexes) / n,
            sum(texts[i][_SENTENCE] for i in indexes) / n,
            sum(texts[i][_N_WORDS] for i in indexes) / n,
        ]
    return [means[key] for key in keys]
