"""The map as one picture, 16 to 9: OPDs down, subdimensions across, a number in every cell, darker for more.

Budgets are shaded by their square root: they differ a thousandfold, and by their plain
share all but the largest would be white. Numbers of programs are shaded as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from classifier.formats import palette
from classifier.i18n import rupiah
from classifier.i18n.messages import Translator, translator
from classifier.i18n.numbers import grouped
from classifier.mapping import covers, map_words
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.canvas import INK, Sheet, broken, line_height, width
from classifier.mapping.covers import Cover
from classifier.mapping.map_words import counted, opd_name
from classifier.mapping.matrix import Cell, Map, dimension_name
from classifier.taxonomy import Taxonomy

Value = Literal["count", "pagu"]


# Inches; letters in points.
_EDGE, _EMPTY = 0.2, 1.0
_TITLE_PT, _MADE_PT = 13.0, 9.5
# Twice the OPDs of a large city; beyond, the letters are too small in a picture of this shape.
_MAX_OPDS = 80
# Width to height of the picture, as screens and slides have it.
_ASPECT = 16 / 9
# Of width that is left over the names of OPDs take so much, numbers the rest.
_NAMES_SHARE = 0.3
_MAX_ROW_PAD = 0.5

_FAINT, _TOTALS, _RULE = "#8a979c", "#ececec", palette.LINE


@dataclass(frozen=True, slots=True)
class _Layout:
    """Inches of the parts of a matrix, letters in points."""

    name: float = 2.9
    column: float = 0.52
    total: float = 0.7
    band: float = 0.27
    header: float = 1.3
    pad: float = 0.11
    points: float = 8.5
    caption_points: float = 8.0
    n_name_lines: int = 3

    @property
    def left(self) -> float:
        """Where the first subdimension begins."""
        return _EDGE + self.name

    def right(self, city_map: Map) -> float:
        """Where the last subdimension ends."""
        return self.left + self.column * len(city_map.taxonomy.ids)

    def row(self, line: _Line) -> float:
        """How high a row is."""
        return len(line.name) * line_height(self.points) + self.pad


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands over and under a matrix, in lines."""

    title: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    is_draft: bool = False


def png(
    city_map: Map,
    *,
    value: Value,
    language: str = "id",
    title: str = "",
    note: str = "",
    cover: Cover | None = None,
) -> bytes:
    """The map as PNG, 16 to 9: numbers of what it counts, or their budgets in rupiah.

    `title` stands above it; "" is what the numbers are. Under it stand the draft's mark, date and author of
    `cover`; below how the numbers were counted, and `note`. The picture grows with the OPDs; of more
    than 80, those that come last in the map are one row together.
    """
    texts, layout = translator(language), _Layout()
    for _ in range(4):
        sheet = _Whole(city_map, value, texts, layout, title, note, cover or Cover())
        lacking = sheet.height * _ASPECT - sheet.width
        if lacking <= 0.01:
            break
        # Wider columns and names of fewer lines, rather than white at both sides.
        names = _NAMES_SHARE * lacking
        layout = replace(
            layout,
            name=layout.name + names,
            column=layout.column + (lacking - names) / (len(city_map.taxonomy.ids) + 1),
            total=layout.total + (lacking - names) / (len(city_map.taxonomy.ids) + 1),
        )
    room = sheet.width / _ASPECT - sheet.height
    if room > 0 and sheet.n_rows:
        layout = replace(layout, pad=min(_MAX_ROW_PAD, layout.pad + room / (sheet.n_rows + 1)))
        sheet = _Whole(city_map, value, texts, layout, title, note, cover or Cover())
    return sheet.png()


def matrix_png(
    city_map: Map, *, value: Value, language: str = "id", size: tuple[float, float], points: float
) -> tuple[bytes, int]:
    """The matrix alone as PNG of a size in inches, and how many OPDs are one row together in it.

    Letters have at least `points`. The OPDs with the most come first, and those for which there is no room
    are the last row.
    """
    texts, (across, down), larger = translator(language), size, points / 8.5
    name = min(2.6 * larger, 0.3 * across)
    total = 0.62 * larger
    layout = _Layout(
        name=name,
        total=total,
        column=(across - 2 * _EDGE - name - total) / len(city_map.taxonomy.ids),
        band=0.24 * larger,
        header=1.15 * larger,
        pad=0.05,
        points=points,
        caption_points=points,
        n_name_lines=1,
    )
    a_row = line_height(points) + layout.pad
    below = line_height(points) + 0.2 if city_map.gaps else 0.1
    n_rows = max(1, int((down - 2 * _EDGE - layout.band - layout.header - below) / a_row) - 1)
    order = sorted(
        city_map.opds,
        key=lambda opd: (opd == NO_OPD, -_amount(city_map.row(opd), value), -city_map.row(opd).total),
    )
    ordered = replace(city_map, opds=tuple(order), without_document=())
    lines = _lines(ordered, texts, layout, n_rows)
    spare = (n_rows - len(lines)) * a_row / (len(lines) + 1)
    layout = replace(layout, pad=min(_MAX_ROW_PAD, layout.pad + spare))
    sheet = Sheet(across, down)
    _matrix(sheet, ordered, value, texts, layout, lines, (), _EDGE)
    return sheet.png(), max(0, len(order) - n_rows + 1) if len(order) > n_rows else 0


class _Whole:
    """The matrix with what stands around it, laid out; painted when its bytes are asked for."""

    def __init__(
        self,
        city_map: Map,
        value: Value,
        texts: Translator,
        layout: _Layout,
        title: str,
        note: str,
        cover: Cover,
    ) -> None:
        self._map, self._value, self._texts, self._layout = city_map, value, texts, layout
        self._lines = _lines(city_map, texts, layout, _MAX_OPDS)
        self._missing = _missing_lines(city_map, layout, len(self._lines))
        self._right = layout.right(city_map)
        self.width = self._right + layout.total + _EDGE
        room = self.width - 2 * _EDGE
        self._around = _around(city_map, value, texts, room, len(self._missing), title, note, cover)
        around, caption = self._around, line_height(layout.caption_points)
        self._top = (
            _EDGE
            + len(around.title) * line_height(_TITLE_PT)
            + len(around.made) * line_height(_MADE_PT)
            + 0.1
        )
        rows = sum(map(layout.row, (*self._lines, *self._missing))) or _EMPTY
        total = layout.row(_Line(("",), ())) if self._lines else 0.0
        self._foot = self._top + layout.band + layout.header + rows + total
        self._key = self._foot + 0.25 + (len(around.caption) + len(around.cautions)) * caption
        has_gaps = bool(self._lines and city_map.gaps)
        self.height = self._key + (0.35 if has_gaps else 0.05)

    @property
    def n_rows(self) -> int:
        """How many rows the matrix has, its total left out."""
        return len(self._lines) + len(self._missing)

    def png(self) -> bytes:
        """The picture, with white where its shape asks for more room."""
        texts, layout, around = self._texts, self._layout, self._around
        width = max(self.width, self.height * _ASPECT)
        sheet = Sheet(width, width / _ASPECT)
        sheet.text(_EDGE, _EDGE, "\n".join(around.title), _TITLE_PT, bold=True, down="top")
        if around.made:
            y, colour = _EDGE + len(around.title) * line_height(_TITLE_PT), palette.INK
            if around.is_draft:
                colour = palette.WARN
            sheet.text(
                _EDGE, y, "\n".join(around.made), _MADE_PT, colour=colour, bold=around.is_draft, down="top"
            )
        _matrix(
            sheet, self._map, self._value, texts, layout, self._lines, self._missing, self._top, self._key
        )
        size = layout.caption_points
        sheet.text(_EDGE, self._foot + 0.12, "\n".join(around.caption), size, down="top")
        if around.cautions:
            y = self._foot + 0.12 + len(around.caption) * line_height(size)
            text = "\n".join(around.cautions)
            sheet.text(_EDGE, y, text, size, colour=palette.WARN, bold=True, down="top")
        return sheet.png()


def _around(
    city_map: Map,
    value: Value,
    texts: Translator,
    room: float,
    n_missing: int,
    title: str,
    note: str,
    cover: Cover,
) -> _Around:
    """What stands around a matrix, broken into lines that fit into so many inches."""
    size, made = _Layout().caption_points, covers.line(cover, texts)
    notes = (_caption(city_map, value, texts), map_words.others_sentence(city_map, texts), note)
    return _Around(
        title=broken(title.strip() or _title(city_map, value, texts), room, _TITLE_PT, 2, bold=True),
        made=broken(made, room, _MADE_PT, 2, bold=True) if made else (),
        caption=tuple(line for text in notes if text.strip() for line in broken(text, room, size, 9)),
        cautions=tuple(
            line
            for text in _cautions(city_map, texts, n_missing)
            for line in broken(text, room, size, 4, bold=True)
        ),
        is_draft=cover.is_draft,
    )


def _matrix(
    sheet: Sheet,
    city_map: Map,
    value: Value,
    texts: Translator,
    layout: _Layout,
    lines: Sequence[_Line],
    missing: Sequence[_Line],
    top: float,
    key: float | None = None,
) -> None:
    """Paint the matrix from `top` down, and at `key` (None: right under it) what its hatching means."""
    left, right, end_of_row = layout.left, layout.right(city_map), layout.right(city_map) + layout.total
    body = top + layout.band + layout.header
    end_of_opds = body + (sum(map(layout.row, lines)) or _EMPTY)
    end = end_of_opds + (sum(map(layout.row, missing)) if lines else 0.0)
    sums = _Line((texts.gettext("Total"),), tuple(city_map.column(s) for s in city_map.taxonomy.ids))
    foot = end + (layout.row(sums) if lines else 0.0)
    _header(sheet, city_map, texts, layout, top)
    largest = max((_amount(cell, value) for line in lines for cell in line.cells), default=0)
    numbers = _Numbers(value, texts.language, largest)
    y = body
    for line in lines:
        _row(sheet, line, y, numbers, layout)
        y += layout.row(line)
        sheet.line(_EDGE, y, end_of_row, y, _RULE, 0.6)
    for line in missing if lines else ():
        _row_without_document(sheet, line, y, right, map_words.no_document(texts), layout)
        y += layout.row(line)
        sheet.line(_EDGE, y, end_of_row, y, _RULE, 0.6)
    if lines:
        for c, s in enumerate(city_map.taxonomy.ids):
            if s in city_map.gaps:
                x = left + c * layout.column
                sheet.hatched(x, body, layout.column, end_of_opds - body, palette.GAP, palette.GAP_LINE)
        _row(sheet, sums, end, numbers, layout, is_total=True)
    else:
        empty = texts.gettext(
            "No %(programs)s: not one subdimension is supported.", programs=counted(city_map, texts)
        )
        sheet.text((left + right) / 2, body + _EMPTY / 2, empty, _TITLE_PT, bold=True, across="center")
    for first, _, _ in _runs(city_map):
        for y0, y1 in ((top, end_of_opds), (end, foot)) if lines else ((top, body),):
            x = left + first * layout.column
            sheet.line(x, y0, x, y1)
    sheet.line(right, top, right, foot if lines else body)
    for y in (body, end_of_opds, end):
        sheet.line(_EDGE, y, end_of_row, y)
    if lines and city_map.gaps:
        key = foot + 0.12 if key is None else key
        sheet.hatched(_EDGE, key, 0.26, 0.15, palette.GAP, palette.GAP_LINE)
        meaning = texts.gettext(
            "no %(programs)s of any OPD (%(n)s)", programs=counted(city_map, texts), n=len(city_map.gaps)
        )
        sheet.text(_EDGE + 0.34, key + 0.075, meaning, layout.caption_points, colour=palette.WARN)


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


def _lines(city_map: Map, texts: Translator, layout: _Layout, n_most: int) -> list[_Line]:
    """A row for each OPD; of more than `n_most` the last ones are one together."""
    shown = city_map.opds if len(city_map.opds) <= n_most else city_map.opds[: n_most - 1]
    others = city_map.opds[len(shown) :]
    ids = city_map.taxonomy.ids
    lines = []
    for opd in shown:
        name = broken(opd_name(opd, texts), layout.name - 0.1, layout.points, layout.n_name_lines)
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


def _header(sheet: Sheet, city_map: Map, texts: Translator, layout: _Layout, top: float) -> None:
    taxonomy, x, points = city_map.taxonomy, layout.left, layout.points
    bottom = top + layout.band + layout.header - 0.06
    n_lines = max(1, min(3, int((layout.column + 0.04) / line_height(points))))
    sheet.text(_EDGE + 0.04, bottom, texts.gettext("OPD (regional agency)"), points, bold=True, down="bottom")
    for subdimension in taxonomy.subdimensions:
        sheet.box(x, top + layout.band, layout.column, layout.header, _band(subdimension.dimension, taxonomy))
        is_gap = subdimension.id in city_map.gaps
        name = subdimension.name(texts.language)
        lines = "\n".join(broken(name, layout.header - 0.1, points, n_lines, bold=is_gap))
        sheet.text(
            x + layout.column / 2,
            bottom,
            lines,
            points,
            colour=palette.WARN if is_gap else INK,
            bold=is_gap,
            across="center",
            down="bottom",
            turned=True,
        )
        x += layout.column
    sheet.box(x, top, layout.total, layout.band + layout.header, _TOTALS)
    total = texts.gettext("Total")
    sheet.text(x + layout.total / 2, bottom, total, points, bold=True, across="center", down="bottom")
    for first, n, dimension in _runs(city_map):
        called = dimension_name(dimension)
        if width(called, points, bold=True) > n * layout.column - 0.04:
            called = called.removeprefix("Smart ")
        (name,) = broken(called, n * layout.column - 0.04, points, 1, bold=True)
        x = layout.left + first * layout.column
        sheet.box(x, top, n * layout.column, layout.band, palette.of_dimension(dimension, taxonomy))
        middle = x + n * layout.column / 2
        sheet.text(middle, top + layout.band / 2, name, points, colour="white", bold=True, across="center")


def _band(dimension: str, taxonomy: Taxonomy) -> str:
    return palette.tint(palette.of_dimension(dimension, taxonomy), 0.22)


def _runs(city_map: Map) -> Iterator[tuple[int, int, str]]:
    """First column, number of columns and id of each dimension."""
    first = 0
    for dimension, run in groupby(one.dimension for one in city_map.taxonomy.subdimensions):
        n = len(list(run))
        yield first, n, dimension
        first += n


def _row(
    sheet: Sheet, line: _Line, y: float, numbers: _Numbers, layout: _Layout, *, is_total: bool = False
) -> None:
    points = layout.points if numbers.value == "count" else layout.points * 0.92
    height, column = layout.row(line), layout.column
    middle, x = y + height / 2, layout.left
    if is_total:
        sheet.box(_EDGE, y, layout.name + column * len(line.cells), height, _TOTALS)
    sheet.text(_EDGE + 0.04, middle, "\n".join(line.name), layout.points, bold=is_total)
    for cell in line.cells:
        shade = 0.0 if is_total else numbers.shade(cell)
        if shade:
            sheet.box(x, y, column, height, palette.heat(shade))
        is_dark = shade and palette.is_dark(palette.heat(shade))
        colour = _FAINT if cell.is_empty else "white" if is_dark else INK
        number = numbers.text(cell)
        sized = min(points, points * (column - 0.04) / max(0.01, width(number, points, bold=is_total)))
        sheet.text(x + column / 2, middle, number, sized, colour=colour, bold=is_total, across="center")
        x += column
    sheet.box(x, y, layout.total, height, _TOTALS)
    number = numbers.text(_together(line.cells))
    sheet.text(x + layout.total / 2, middle, number, points, bold=True, across="center")


def _missing_lines(city_map: Map, layout: _Layout, n_lines: int) -> list[_Line]:
    """A row for each agency without a document, where they fit into the picture."""
    names = city_map.without_document
    if not n_lines or n_lines + len(names) > _MAX_OPDS:
        return []
    return [_Line(broken(name, layout.name - 0.1, layout.points, layout.n_name_lines), ()) for name in names]


def _cautions(city_map: Map, texts: Translator, n_missing: int) -> Iterator[str]:
    """What nobody who sees the picture may overlook."""
    yield from map_words.caution_sentences(city_map, texts)
    if len(city_map.without_document) > n_missing:
        names = "; ".join(city_map.without_document)
        yield f"{map_words.no_document(texts).capitalize()}: {names}"


def _row_without_document(
    sheet: Sheet, line: _Line, y: float, right: float, words: str, layout: _Layout
) -> None:
    left, height = layout.left, layout.row(line)
    sheet.hatched(left, y, right - left, height, palette.GAP, palette.GAP_LINE)
    middle = y + height / 2
    sheet.text(_EDGE + 0.04, middle, "\n".join(line.name), layout.points, colour=palette.WARN)
    # On the lines of the hatching a word cannot be read.
    sheet.filled((left + right) / 2 - 1.1, y + 0.03, 2.2, height - 0.06, "white")
    sheet.text(
        (left + right) / 2, middle, words, layout.points, colour=palette.WARN, bold=True, across="center"
    )
