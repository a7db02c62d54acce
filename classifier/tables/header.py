"""Which bands of a table are its header, and what its columns mean by it.

Headers have one to three levels and other names in every office, so a column's
role is read from the lowest header cell upwards (`Rp` under `2026` under `Target
dan pagu`). What single words mean is in `fields.header_words`.

The shares below were set by eye, not swept. Before changing one, rerun
tests/tables/test_header.py and tests/extraction/test_golden.py, and compare the rows
of `petakota extract` over real documents.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from classifier.fields import amounts, codes, names, ordinal_years
from classifier.fields.header_words import (
    MAX_HEADER_CHARS,
    NAME_ROLES,
    Role,
    is_of_header_words,
    is_year,
    role_of,
)
from classifier.pdf.layout import Cell, Table, lines_of
from classifier.records import Box
from classifier.tables.columns import SAME_X, Column, Header, Version, borders
from classifier.tables.spans import Spans

# Characters: units (`Persen`, `Dokumen`) are shorter, names of programs longer. By eye; not swept.
_MIN_NAME_CHARS = 12
# How the header of a column of names begins: `Urusan/Bidang ...`, `Uraian`, `Nama Program`, `Sub Kegiatan`.
_BEGINS_LIKE_NAMES = re.compile(
    r"(?:(?:urusan|bidang)\b.*|uraian\b.*|[\w/]+ )?(?:program|kegiatan|uraian)\b", re.IGNORECASE
)
# What stands over the right panel of T-C.31: `Hasil Analisis Kebutuhan`.
_ANALYSIS = re.compile(r"\banalisis\s+kebutuhan\b", re.IGNORECASE)
_BEFORE_CHANGE = re.compile(r"\b(?:sebelum|murni|semula|awal)\b", re.IGNORECASE)
_AFTER_CHANGE = re.compile(r"\b(?:setelah|sesudah|perubahan|revisi|menjadi)\b", re.IGNORECASE)
# A header's number of a column: `5`, `(5)`, `[5]`, `6=4+5`.
_COLUMN_NUMBER = re.compile(r"[\[(]?\d{1,2}[\])]?(?:=.*)?")
# A band is a header when the words of this share of its cells are known, and of two cells at least.
_MIN_KNOWN_CELLS = 0.6
# The numbers of columns count up from the first that means something, `1` or `3`, and are three or more.
_MAX_FIRST_NUMBER, _MIN_COLUMN_NUMBERS = 3, 3
# A lone subheader states a column when its cell covers this share of the column's width.
_MIN_SHARE_COVERED = 0.6
# Of the height of a line: texts of two header cells without a rule between stand so far apart, by eye.
_MIN_HEADER_GAP = 2.0
# What stands over a header is a title or a group of columns: a few bands with a few cells.
_MAX_BANDS_ABOVE, _MAX_CELLS_ABOVE = 3, 6


@dataclass(frozen=True, slots=True)
class Band:
    """Cells that begin at one height, from left to right."""

    top: float
    cells: tuple[Cell, ...]

    @property
    def filled(self) -> tuple[Cell, ...]:
        """Cells with text."""
        return tuple([cell for cell in self.cells if cell.lines])


def bands(table: Table) -> tuple[Band, ...]:
    """The table's rows as drawn: cells grouped by their top, within 2.5 points."""
    groups = _grouped_by_top(table.cells)
    cells = [part for group in groups for cell in group for part in _without_joined_row(cell, group, table)]
    if len(cells) > len(table.cells):
        groups = _grouped_by_top(cells)
    return tuple(
        Band(group[0].box.top, tuple(sorted(group, key=lambda cell: cell.box.x0))) for group in groups
    )


def _grouped_by_top(cells: Sequence[Cell]) -> list[list[Cell]]:
    groups: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda cell: cell.box.top):
        if groups and cell.box.top - groups[-1][0].box.top < SAME_X:
            groups[-1].append(cell)
        else:
            groups.append([cell])
    return groups


def _without_joined_row(cell: Cell, group: Sequence[Cell], table: Table) -> list[Cell]:
    """The cell; or header and rest of a row, where a missing rule joined them below a repeated header.

    `group` are the cells that begin at its height: in a header they read like one.
    """
    if len(cell.lines) < 2 or not _BEGINS_LIKE_NAMES.match(cell.text) or role_of(cell.text):
        return [cell]
    others = [other for other in group if other is not cell and other.lines]
    n_header_cells = sum(
        role_of(other.text) not in (None, "number") or is_year(other.text) for other in others
    )
    if n_header_cells < max(1, _MIN_KNOWN_CELLS * len(others)) or _hold_row_content(others):
        return [cell]
    x0, top, x1, bottom = cell.box
    for i in range(1, len(cell.lines)):
        above, below = cell.lines[i - 1].box, cell.lines[i].box
        # Where cells beside it end between two of its lines, the missing rule stood.
        ends = [
            other.box.bottom for other in table.cells if above.y_centre < other.box.bottom < below.y_centre
        ]
        if not ends:
            continue
        rule = max(ends)
        upper = Cell.of(Box(x0, top, x1, rule), cell.lines[:i])
        lower = Cell.of(Box(x0, rule, x1, bottom), cell.lines[i:])
        if role_of(upper.text) in NAME_ROLES and not is_of_header_words(lower.text):
            return [upper, lower]
    return [cell]


def is_header(band: Band) -> bool:
    """True for a band of a header that names the program or kegiatan column."""
    filled = band.filled
    if len(filled) < 2 or not all(len(cell.text) <= MAX_HEADER_CHARS for cell in filled):
        return False
    roles = [role_of(cell.text) or ("other" if is_year(cell.text) else None) for cell in filled]
    n_known = sum(role is not None for role in roles)
    return (
        any(role in NAME_ROLES for role in roles)
        and n_known >= max(2, _MIN_KNOWN_CELLS * len(roles))
        and not _hold_row_content(filled)
        and not _mix_words_and_numbers(filled)
    )


def is_subheader(band: Band) -> bool:
    """True for a lower level of a header: years, units, `Target`/`Rp`, or the row of column numbers."""
    filled = band.filled
    if not filled:
        return False
    plain = ["".join(cell.text.lower().split()) for cell in filled]
    are_header_cells = all(
        is_year(text) or (role_of(cell.text) is not None and is_of_header_words(cell.text))
        for text, cell in zip(plain, filled, strict=True)
    )
    if not are_header_cells or _hold_row_content(filled) or _mix_words_and_numbers(filled):
        return False
    numbers = [
        int(digits.group())
        for text in plain
        if _COLUMN_NUMBER.fullmatch(text) and (digits := re.search(r"\d+", text))
    ]
    if len(numbers) == len(plain):
        ascend = all(a < b for a, b in itertools.pairwise(numbers))
        return len(numbers) >= _MIN_COLUMN_NUMBERS and ascend and numbers[0] <= _MAX_FIRST_NUMBER
    return len(filled) >= 2 or is_year(plain[0])


def _mix_words_and_numbers(cells: Sequence[Cell]) -> bool:
    """True for words beside numbers, as in a row: headers hold numbers only as the run 1, 2, 3 ..."""
    if any(re.match(r"\d", cell.text.strip()) and role_of(cell.text) in NAME_ROLES for cell in cells):
        return True
    numbers = [
        int(digits.group())
        for cell in cells
        if role_of(cell.text) == "number" and (digits := re.search(r"\d+", cell.text))
    ]
    count_up = len(numbers) >= _MIN_COLUMN_NUMBERS and numbers == list(range(1, len(numbers) + 1))
    return 0 < len(numbers) < len(cells) and not count_up


def _hold_row_content(cells: Sequence[Cell]) -> bool:
    """True when an amount or a code stands in one of the cells: they are a row's, not a header's."""
    return any(amounts.is_grouped(cell.text) for cell in cells) or any(
        codes.level_of_code(codes.code(cell.text)) for cell in cells if "." in cell.text
    )


def columns_of(bands: Sequence[Band]) -> Header:
    """The columns that a header of one or more levels states."""
    drawn = [cell for band in bands for cell in band.cells]
    xs = borders(drawn)
    cells = [part for cell in drawn for part in _cut_where_a_rule_is_missing(cell, xs)]
    columns: list[Column] = []
    cells_of_last: tuple[int, ...] = ()
    spans = Spans((cell.box.x0, cell.box.x1) for cell in cells)
    for x0, x1 in itertools.pairwise(xs):
        x_centre = (x0 + x1) / 2
        near = spans.near(x_centre, x_centre)
        over = [i for i in near if cells[i].box.x0 <= x_centre <= cells[i].box.x1]
        filled = [i for i in over if cells[i].lines]
        stating = tuple(i for i in filled if role_of(cells[i].text) != "number")
        if columns and stating and cells_of_last == stating:
            # A rule of the body or of the number row crosses the header's cell: still one column.
            columns[-1] = replace(columns[-1], x1=x1)
        else:
            columns.append(_column([cells[i].text for i in filled], x0, x1))
        cells_of_last = stating
    has_analysis = any(_ANALYSIS.search(cell.text) for cell in cells)
    return _with_roles_by_position(Header(tuple(columns)), has_analysis=has_analysis)


def _cut_where_a_rule_is_missing(cell: Cell, xs: Sequence[float]) -> list[Cell]:
    """The cell; or two, where one line has texts far apart with a column's border between, and no rule.

    `Pagu (Rp)      Realisasi` over two columns each: the words of one are not those of the other.
    """
    if len(cell.lines) != 1 or len(cell.lines[0].words) < 2:
        return [cell]
    (line,) = cell.lines
    for i, (left, right) in enumerate(itertools.pairwise(line.words), start=1):
        if right.box.x0 - left.box.x1 < _MIN_HEADER_GAP * line.box.height:
            continue
        between = [x for x in xs if left.box.x1 < x < right.box.x0]
        texts = [lines_of(line.words[:i]), lines_of(line.words[i:])]
        if len(between) == 1 and all(role_of(" ".join(part.text for part in lines)) for lines in texts):
            x0, top, x1, bottom = cell.box
            return [
                Cell.of(Box(x0, top, between[0], bottom), texts[0]),
                Cell.of(Box(between[0], top, x1, bottom), texts[1]),
            ]
    return [cell]


def _column(texts: Sequence[str], x0: float, x1: float) -> Column:
    """A column by the texts of its header cells, from the highest level down."""
    plain = ["".join(text.lower().split()) for text in texts]
    stating = [
        (stated, text)
        for text, letters in zip(texts, plain, strict=True)
        if not is_year(letters) and (stated := role_of(text)) not in (None, "number")
    ]
    role: Role = "other"
    if stating:
        # `K` and `Rp` below `Program/Kegiatan` is no column of names: the lowest word decides alone.
        role = stating[-1][0] or "other"
        above = " ".join(text for _, text in stating[:-1]).lower()
        if role == "pagu" and re.search(r"realisasi|p(?:ra|er|re)kira+n\b", above):
            role = "realisasi"
        if role in ("pagu", "target") and re.search("kondisi.*akhir|akhir (?:periode|renstra|rpjmd)", above):
            # The whole plan again: beside the years it would count twice.
            role = "other"
    elif not any(map(str.isalpha, "".join(plain))):
        role = "number"
    years = [year for text in reversed(texts) if (year := amounts.year(text))]
    years += [year for text in reversed(texts) if (year := ordinal_years.key_of(text))]
    lowest = next((text for text in reversed(texts) if role_of(text) != "number"), "")
    total = bool(re.match(r"\s*(?:total|jumlah\s*$)", lowest.lower()))
    weak = role == "name" and not re.search(r"program|kegiatan", "".join(plain))
    factor = amounts.factor(" ".join(texts))
    version = _version(texts[-1]) or (_version(texts[-2]) if len(texts) > 1 else "") if texts else ""
    return Column(role, x0, x1, years[0] if years else "", factor, total, weak, version)


def _version(text: str) -> Version:
    """Whether a header cell says money before or after a change of the budget."""
    if _BEFORE_CHANGE.search(text):
        return "before"
    return "after" if _AFTER_CHANGE.search(text) else ""


def _with_roles_by_position(header: Header, *, has_analysis: bool) -> Header:
    """Indicators left of the names are the sasaran's; a second half is the same plan in another version.

    The columns of an analysis are kept beside those of the draft.
    """
    first_name = next((i for i, c in enumerate(header.columns) if c.role in NAME_ROLES), None)
    if first_name is None:
        return header
    columns: list[Column] = []
    name_roles: list[Role] = []
    second: list[Column] = []
    in_second_half = False
    # `Urusan Bidang` beside `Program`: what the program belongs to.
    strong = [i for i, c in enumerate(header.columns) if c.role in NAME_ROLES and not c.weak]
    last_strong = strong[-1] if strong else -1
    for i, column in enumerate(header.columns):
        of_sasaran = i < first_name and column.role in ("indikator", "target", "realisasi")
        if column.role == "number":
            # A header without words: left of the names it holds what they are numbered with.
            column = replace(column, role="no" if i < first_name else "other")
        if column.weak and i < last_strong:
            column = replace(column, role="other")
        if column.role in NAME_ROLES:
            in_second_half = in_second_half or column.role in name_roles
            name_roles.append(column.role)
        if in_second_half and has_analysis:
            second.append(column)
        columns.append(replace(column, role="other") if of_sasaran or in_second_half else column)
    if any(column.role == "pagu" and column.version == "after" for column in columns):
        # What was planned before a change is planned no more.
        columns = [
            replace(column, role="other") if column.role == "pagu" and column.version == "before" else column
            for column in columns
        ]
    return Header(tuple(columns), tuple(second))


def with_subheader(header: Header, band: Band) -> Header:
    """The header with the money and target columns that a lone subheader in mid table states."""
    columns = []
    cells = band.filled
    spans = Spans((cell.box.x0, cell.box.x1) for cell in cells)
    for column in header.columns:
        near = [cells[i] for i in spans.near(column.x0, column.x1)]
        over = [cell for cell in near if column.x_overlap(cell.box) > _MIN_SHARE_COVERED * column.width]
        role = role_of(over[0].text) if len(over) == 1 else None
        if role in ("pagu", "target") and column.role not in (*NAME_ROLES, "realisasi", "indikator"):
            own_role = column.role if column.role in ("pagu", "target") else role
            factor = amounts.factor(over[0].text) or column.factor
            columns.append(replace(column, role=own_role, factor=factor))
        else:
            columns.append(column)
    return replace(header, columns=tuple(columns))


@dataclass(frozen=True, slots=True)
class Segment:
    """Bands of a header (none for what stands before the table's first one) and the body under it."""

    header: tuple[Band, ...]
    body: tuple[Band, ...]


def segments(bands: Sequence[Band]) -> tuple[Segment, ...]:
    """The table cut at its headers; the first segment has none and may be empty.

    Below a header's first band everything belongs to it down to the bottom of its
    tallest name cell, then whatever reads like a lower level.
    """
    before: list[Band] = []
    parts: list[tuple[list[Band], list[Band]]] = []
    in_header, bottom = False, 0.0
    for i, band in enumerate(bands):
        names_columns = is_header(band) and not _holds_units(band, bands[i + 1 :])
        if names_columns:
            if not in_header:
                parts.append(([], []))
                bottom = 0.0
                if len(parts) == 1 and _is_above_header(before):
                    parts[0][0].extend(before)
                    before.clear()
            bottom = max(bottom, *[c.box.bottom for c in band.filled if role_of(c.text) in NAME_ROLES])
            in_header = True
        else:
            in_header = in_header and (not band.filled or band.top < bottom - SAME_X or is_subheader(band))
        if not parts:
            before.append(band)
        elif in_header:
            parts[-1][0].append(band)
        else:
            parts[-1][1].append(band)
    first = Segment((), tuple(before))
    return (first, *(Segment(tuple(header), tuple(body)) for header, body in parts))


def _holds_units(band: Band, below: Sequence[Band]) -> bool:
    """True when a band says one thing in every cell and no name stands under it.

    `Kegiatan` is a unit too, printed for each year; `Program | Program` heads two columns of names.
    """
    texts = [cell.text.lower() for cell in band.filled]
    if texts.count(texts[0]) < len(texts):
        return False
    next_filled = next((other.filled for other in below if other.filled), ())
    return not any(
        len(cell.text) >= _MIN_NAME_CHARS
        and any(cell.box.x_overlap(other.box) > SAME_X for other in band.filled)
        for cell in next_filled
    )


def money_header(bands: Sequence[Band]) -> Header | None:
    """What a header states that has money columns but none of names (`Belanja`); None when there is none."""
    above = leading_subheaders(bands)
    if not any(band.filled for band in above):
        return None
    header = columns_of(above)
    return header if header.has_money() else None


def leading_subheaders(bands: Sequence[Band]) -> list[Band]:
    """The bands before the first that is no lower level of a header."""
    return list(itertools.takewhile(lambda band: not band.filled or is_subheader(band), bands))


def _is_above_header(bands: Sequence[Band]) -> bool:
    """True for a title or a group of columns over the first header: few short cells, none of them a row's."""
    cells = [cell for band in bands for cell in band.filled]
    return (
        0 < len(bands) <= _MAX_BANDS_ABOVE
        and len(cells) <= _MAX_CELLS_ABOVE
        and not _hold_row_content(cells)
        and not any(len(cell.text) > MAX_HEADER_CHARS or _states_row(cell.text) for cell in cells)
    )


def _states_row(text: str) -> bool:
    name = names.parsed(text)
    return bool(name.kode or name.number or names.level_of_text(name.text)) and role_of(text) is None
