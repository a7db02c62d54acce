"""The map as one picture: OPDs down, subdimensions across, a number in every cell, darker for more.

Budgets are shaded by their square root: they differ a thousandfold, and by their plain
share all but the largest would be white. Numbers of programs are shaded as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from classifier.i18n import rupiah
from classifier.i18n.messages import Translator, translator
from classifier.i18n.numbers import grouped
from classifier.mapping import map_words
from classifier.mapping.canvas import INK, Sheet, broken, line_height
from classifier.mapping.map_words import counted, opd_name
from classifier.mapping.matrix import Cell, Map, dimension_name

Value = Literal["count", "pagu"]


# Inches; letters in points.
_NAME, _COLUMN, _TOTAL, _EDGE = 2.9, 0.52, 0.7, 0.2
_BAND, _HEADER, _PAD, _EMPTY = 0.27, 1.3, 0.11, 1.0
_LEFT = _EDGE + _NAME
_TITLE_PT, _PT, _CAPTION_PT = 13.0, 8.5, 8.0
_ROW = line_height(_PT) + _PAD
# Twice the OPDs of a large city; beyond, the picture is too long to be looked at.
_MAX_OPDS = 150

_FAINT, _GAP, _GAP_FILL, _GAP_LINES, _TOTALS, _RULE = (
    "#9a9a9a", "#b34700", "#fdeadd", "#f2b48c", "#ececec", "#dddddd",
)  # fmt: skip
# Colours of Okabe and Ito made light: told apart by people who are colour-blind.
_BANDS = ("#a6d4ef", "#f7d58f", "#99d8c7", "#e5bcd3", "#f2c0a0", "#cfd2ea")


def png(city_map: Map, *, value: Value, language: str = "id", title: str = "", note: str = "") -> bytes:
    """The map as PNG: numbers of what it counts, or their budgets in rupiah.

    `title` stands above it; "" is what the numbers are. Below stands how they were counted, and `note`.
    The picture grows with the OPDs; of more than 150, those that come last in the map are one row together.
    """
    texts = translator(language)
    lines = _lines(city_map, texts)
    missing = _missing_lines(city_map, texts, len(lines))
    right = _LEFT + _COLUMN * len(city_map.taxonomy.ids)
    room = right + _TOTAL - _EDGE
    title_lines = broken(title.strip() or _title(city_map, value, texts), room, _TITLE_PT, 2, bold=True)
    notes = (_caption(city_map, value, texts), map_words.others_sentence(city_map, texts), note)
    caption = [line for text in notes if text.strip() for line in broken(text, room, _CAPTION_PT, 9)]
    cautions = [
        line
        for text in _cautions(city_map, texts, len(missing))
        for line in broken(text, room, _CAPTION_PT, 4, bold=True)
    ]
    top = _EDGE + len(title_lines) * line_height(_TITLE_PT) + 0.1
    body = top + _BAND + _HEADER
    end_of_opds = body + (sum(line.height for line in lines) or _EMPTY)
    end = end_of_opds + sum(line.height for line in missing)
    foot = end + (_ROW if lines else 0.0)
    has_gaps = bool(lines and city_map.gaps)
    key = foot + 0.25 + (len(caption) + len(cautions)) * line_height(_CAPTION_PT)
    sheet = Sheet(right + _TOTAL + _EDGE, key + (0.35 if has_gaps else 0.05))
    sheet.text(_EDGE, _EDGE, "\n".join(title_lines), _TITLE_PT, bold=True, down="top")
    _header(sheet, city_map, texts, top)
    largest = max((_amount(cell, value) for line in lines for cell in line.cells), default=0)
    numbers = _Numbers(value, language, largest)
    y = body
    for line in lines:
        _row(sheet, line, y, numbers)
        y += line.height
        sheet.line(_EDGE, y, right + _TOTAL, y, _RULE, 0.6)
    for line in missing if lines else ():
        _row_without_document(sheet, line, y, right, map_words.no_document(texts))
        y += line.height
        sheet.line(_EDGE, y, right + _TOTAL, y, _RULE, 0.6)
    if lines:
        for c, s in enumerate(city_map.taxonomy.ids):
            if s in city_map.gaps:
                sheet.hatched(_LEFT + c * _COLUMN, body, _COLUMN, end_of_opds - body, _GAP_FILL, _GAP_LINES)
        sums = tuple(city_map.column(s) for s in city_map.taxonomy.ids)
        _row(sheet, _Line((texts.gettext("Total"),), sums), end, numbers, is_total=True)
    else:
        empty = texts.gettext(
            "No %(programs)s: not one subdimension is supported.", programs=counted(city_map, texts)
        )
        sheet.text((_LEFT + right) / 2, body + _EMPTY / 2, empty, _TITLE_PT, bold=True, across="center")
    for first, _, _ in _runs(city_map):
        for y0, y1 in ((top, end_of_opds), (end, foot)) if lines else ((top, body),):
            sheet.line(_LEFT + first * _COLUMN, y0, _LEFT + first * _COLUMN, y1)
    sheet.line(right, top, right, foot if lines else body)
    for y in (body, end_of_opds, end):
        sheet.line(_EDGE, y, right + _TOTAL, y)
    sheet.text(_EDGE, foot + 0.12, "\n".join(caption), _CAPTION_PT, down="top")
    if cautions:
        y = foot + 0.12 + len(caption) * line_height(_CAPTION_PT)
        sheet.text(_EDGE, y, "\n".join(cautions), _CAPTION_PT, colour=_GAP, bold=True, down="top")
    if has_gaps:
        sheet.hatched(_EDGE, key, 0.26, 0.15, _GAP_FILL, _GAP_LINES)
        meaning = texts.gettext(
            "no %(programs)s of any OPD (%(n)s)", programs=counted(city_map, texts), n=len(city_map.gaps)
        )
        sheet.text(_EDGE + 0.34, key + 0.075, meaning, _CAPTION_PT, colour=_GAP)
    return sheet.png()


def _title(city_map: Map, value: Value, texts: Translator) -> str:
    """What the numbers are."""
    if city_map.counted == "program":
        if value == "count":
            return texts.gettext("Programs by OPD and smart-city subdimension")
        return texts.gettext("Budgets of programs by OPD and smart-city subdimension")
    if value == "count":
        return texts.gettext("Activities by OPD and smart-city subdimension")
    return texts.gettext("Budgets of activities by OPD and smart-city subdimension")


def _caption(city_map: Map, value: Value, texts: Translator) -> str:
    """How to read the numbers."""
    if value == "pagu":
        return texts.gettext(
            "Numbers are the budgets of %(programs)s for %(years)s, in rupiah: k thousand, m million, "
            "bn billion, tn trillion. A 0 means %(programs)s without a budget; a dash means no %(programs)s.",
            programs=counted(city_map, texts),
            years=_years(city_map, texts),
        )
    if city_map.counted == "program":
        return texts.gettext(
            "Numbers count programs. A program counts once for its OPD and document. +1 is an activity "
            "(kegiatan) whose program was not found. A dash means none."
        )
    return texts.gettext(
        "Numbers count activities. An activity (kegiatan) counts once for its program and document. +1 is a "
        "program without activities, or a sub-activity without one. A dash means none."
    )


def _years(city_map: Map, texts: Translator) -> str:
    """The years of the map's budgets."""
    if len(city_map.years) != 1:
        return texts.gettext("all years")
    (year,) = city_map.years
    return texts.gettext("year %(year)s", year=year) if year else texts.gettext("tables that name no year")


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the picture: its name, broken into lines, and a cell for each subdimension."""

    name: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def height(self) -> float:
        return len(self.name) * line_height(_PT) + _PAD


def _lines(city_map: Map, texts: Translator) -> list[_Line]:
    shown = city_map.opds if len(city_map.opds) <= _MAX_OPDS else city_map.opds[: _MAX_OPDS - 1]
    others = city_map.opds[len(shown) :]
    ids = city_map.taxonomy.ids
    lines = []
    for opd in shown:
        name = broken(opd_name(opd, texts), _NAME - 0.1, _PT, 3)
        name = (texts.gettext("(name cannot be read)"),) if name == ("",) else name
        lines.append(_Line(name, tuple(city_map.cell(opd, s) for s in ids)))
    if others:
        together = tuple(_together([city_map.cell(opd, s) for opd in others]) for s in ids)
        n = len(others)
        lines.append(_Line((texts.ngettext("%(n)s other OPD", "%(n)s other OPDs", n, n=n),), together))
    return lines


def _amount(cell: Cell, value: Value) -> int:
    return cell.count if value == "count" else cell.total


def _together(cells: Sequence[Cell]) -> Cell:
    return Cell(
        sum(cell.count for cell in cells),
        {"": sum(cell.total for cell in cells)},
        sum(cell.n_others for cell in cells),
    )


@dataclass(frozen=True, slots=True)
class _Numbers:
    """How cells are written and shaded: `most` is the largest of them."""

    value: Value
    language: str
    most: int

    def text(self, cell: Cell) -> str:
        if cell.is_empty:
            return "–"
        if self.value == "count":
            others = f"+{grouped(cell.n_others, self.language)}" if cell.n_others else ""
            return f"{grouped(cell.count, self.language) if cell.count else ''}{others}"
        return rupiah.shortest(cell.total, self.language)

    def shade(self, cell: Cell) -> float:
        """0 for nothing to 1 for the most."""
        share = max(0, _amount(cell, self.value)) / self.most if self.most > 0 else 0.0
        return share if self.value == "count" else math.sqrt(share)


def _header(sheet: Sheet, city_map: Map, texts: Translator, top: float) -> None:
    taxonomy, x, bottom = city_map.taxonomy, _LEFT, top + _BAND + _HEADER - 0.06
    sheet.text(_EDGE + 0.04, bottom, texts.gettext("OPD (regional agency)"), _PT, bold=True, down="bottom")
    for subdimension in taxonomy.subdimensions:
        band = _BANDS[taxonomy.dimensions.index(subdimension.dimension) % len(_BANDS)]
        sheet.box(x, top + _BAND, _COLUMN, _HEADER, band)
        is_gap = subdimension.id in city_map.gaps
        name = subdimension.name(texts.language)
        lines = "\n".join(broken(name, _HEADER - 0.1, _PT, 3, bold=is_gap))
        sheet.text(
            x + _COLUMN / 2,
            bottom,
            lines,
            _PT,
            colour=_GAP if is_gap else INK,
            bold=is_gap,
            across="center",
            down="bottom",
            turned=True,
        )
        x += _COLUMN
    sheet.box(x, top, _TOTAL, _BAND + _HEADER, _TOTALS)
    total = texts.gettext("Total")
    sheet.text(x + _TOTAL / 2, bottom, total, _PT, bold=True, across="center", down="bottom")
    for first, n, dimension in _runs(city_map):
        (name,) = broken(dimension_name(dimension), n * _COLUMN - 0.04, _PT, 1, bold=True)
        band = _BANDS[taxonomy.dimensions.index(dimension) % len(_BANDS)]
        sheet.box(_LEFT + first * _COLUMN, top, n * _COLUMN, _BAND, band)
        middle = _LEFT + (first + n / 2) * _COLUMN
        sheet.text(middle, top + _BAND / 2, name, _PT, bold=True, across="center")


def _runs(city_map: Map) -> Iterator[tuple[int, int, str]]:
    """First column, number of columns and id of each dimension."""
    first = 0
    for dimension, run in groupby(one.dimension for one in city_map.taxonomy.subdimensions):
        n = len(list(run))
        yield first, n, dimension
        first += n


def _row(sheet: Sheet, line: _Line, y: float, numbers: _Numbers, *, is_total: bool = False) -> None:
    points = _PT if numbers.value == "count" else _PT - 0.7
    middle, x = y + line.height / 2, _LEFT
    if is_total:
        sheet.box(_EDGE, y, _NAME + _COLUMN * len(line.cells), line.height, _TOTALS)
    sheet.text(_EDGE + 0.04, middle, "\n".join(line.name), _PT, bold=is_total)
    for cell in line.cells:
        shade = 0.0 if is_total else numbers.shade(cell)
        if shade:
            sheet.box(x, y, _COLUMN, line.height, _blue(shade))
        colour = _FAINT if cell.is_empty else "white" if shade > 0.72 else INK
        number = numbers.text(cell)
        sheet.text(x + _COLUMN / 2, middle, number, points, colour=colour, bold=is_total, across="center")
        x += _COLUMN
    sheet.box(x, y, _TOTAL, line.height, _TOTALS)
    number = numbers.text(_together(line.cells))
    sheet.text(x + _TOTAL / 2, middle, number, points, bold=True, across="center")


def _missing_lines(city_map: Map, texts: Translator, n_lines: int) -> list[_Line]:
    """A row for each agency without a document, where they fit into the picture."""
    names = city_map.without_document
    if not n_lines or n_lines + len(names) > _MAX_OPDS:
        return []
    return [_Line(broken(name, _NAME - 0.1, _PT, 3), ()) for name in names]


def _cautions(city_map: Map, texts: Translator, n_missing: int) -> Iterator[str]:
    """What nobody who sees the picture may overlook."""
    yield from map_words.caution_sentences(city_map, texts)
    if len(city_map.without_document) > n_missing:
        names = "; ".join(city_map.without_document)
        yield f"{map_words.no_document(texts).capitalize()}: {names}"


def _row_without_document(sheet: Sheet, line: _Line, y: float, right: float, words: str) -> None:
    sheet.hatched(_LEFT, y, right - _LEFT, line.height, _GAP_FILL, _GAP_LINES)
    middle = y + line.height / 2
    sheet.text(_EDGE + 0.04, middle, "\n".join(line.name), _PT, colour=_GAP)
    # On the lines of the hatching a word cannot be read.
    sheet.filled((_LEFT + right) / 2 - 1.1, y + 0.03, 2.2, line.height - 0.06, "white")
    sheet.text((_LEFT + right) / 2, middle, words, _PT, colour=_GAP, bold=True, across="center")


def _blue(shade: float) -> tuple[float, ...]:
    """From nearly white to dark blue."""
    light, dark = (0.93, 0.96, 1.0), (0.05, 0.32, 0.61)
    return tuple(a + (b - a) * shade for a, b in zip(light, dark, strict=True))
