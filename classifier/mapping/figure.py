"""The map as one picture: OPDs down, subdimensions across, a number in every cell, darker for more.

Budgets are shaded by their square root: they differ a thousandfold, and by their plain
share all but the largest would be white. Numbers of programs are shaded as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from classifier import rupiah
from classifier.mapping.canvas import INK, Sheet, broken, line_height
from classifier.mapping.matrix import NO_OPD, Cell, Map, dimension_name

Value = Literal["count", "pagu"]
Language = Literal["id", "en"]

# Inches; letters in points.
_NAME, _COLUMN, _TOTAL, _EDGE = 2.9, 0.52, 0.7, 0.2
_BAND, _HEADS, _PAD, _EMPTY = 0.27, 1.3, 0.11, 1.0
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

_WORDS = {
    "id": {
        "opd": "Perangkat daerah",
        "total": "Jumlah",
        "program": "program",
        "kegiatan": "kegiatan",
        "count": "Jumlah {what} menurut perangkat daerah dan subdimensi smart city",
        "pagu": "Pagu {what} menurut perangkat daerah dan subdimensi smart city",
        "count_told": "Angka ialah jumlah {what}. {how} Tanda – berarti tidak ada.",
        "program_how": "Satu program dihitung sekali untuk tiap perangkat daerah dan dokumen; kegiatan "
        "yang programnya tidak ada dalam dokumen dihitung sendiri.",
        "kegiatan_how": "Satu kegiatan dihitung sekali untuk tiap program dan dokumen; program tanpa "
        "kegiatan, dan sub kegiatan tanpa kegiatan, dihitung sendiri.",
        "pagu_told": "Angka ialah pagu {what} untuk {years}, dalam rupiah: rb ribu, jt juta, M miliar, "
        "T triliun. Angka 0 berarti ada {what} tanpa pagu; tanda – berarti tidak ada {what}.",
        "year": "tahun",
        "years": "semua tahun",
        "no_year": "tabel tanpa tahun",
        "gap": "belum ada {what} di perangkat daerah mana pun",
        "empty": "Belum ada {what}: tidak satu pun subdimensi didukung.",
        "others": "{n} perangkat daerah lain",
        "nobody": NO_OPD,
        "unreadable": "(nama tidak terbaca)",
    },
    "en": {
        "opd": "OPD (regional agency)",
        "total": "Total",
        "program": "programs",
        "kegiatan": "activities",
        "count": "{What} by OPD and smart-city subdimension",
        "pagu": "Budgets of {what} by OPD and smart-city subdimension",
        "count_told": "Numbers count {what}. {how} A dash means none.",
        "program_how": "A program counts once for its OPD and document; a kegiatan whose program is not "
        "in the document counts by itself.",
        "kegiatan_how": "An activity (kegiatan) counts once for its program and document; a program without "
        "activities, and a sub-activity without one, count by themselves.",
        "pagu_told": "Numbers are the budgets of {what} for {years}, in rupiah: k thousand, m million, "
        "bn billion, tn trillion. A 0 means {what} without a budget; a dash means no {what}.",
        "year": "year",
        "years": "all years",
        "no_year": "tables that name no year",
        "gap": "no {what} of any OPD",
        "empty": "No {what}: not one subdimension is supported.",
        "others": "{n} other OPDs",
        "nobody": "(no OPD named)",
        "unreadable": "(name cannot be read)",
    },
}


def png(plan: Map, *, value: Value, language: Language = "id", title: str = "", note: str = "") -> bytes:
    """The map as PNG: numbers of what it counts, or their budgets in rupiah.

    `title` stands above it; "" is what the numbers are. Below stands how they were counted, and `note`.
    The picture grows with the OPDs; of more than 150, those that come last in the map are one row together.
    """
    words = _words(plan, language)
    lines = _lines(plan, words)
    right = _LEFT + _COLUMN * len(plan.taxonomy.ids)
    room = right + _TOTAL - _EDGE
    heading = broken(title.strip() or words[value], room, _TITLE_PT, 2, bold=True)
    caption = (
        *broken(words[f"{value}_told"], room, _CAPTION_PT, 9),
        *(broken(note, room, _CAPTION_PT, 9) if note.strip() else ()),
    )
    top = _EDGE + len(heading) * line_height(_TITLE_PT) + 0.1
    body = top + _BAND + _HEADS
    end = body + (sum(line.height for line in lines) or _EMPTY)
    foot = end + (_ROW if lines else 0.0)
    has_gaps = bool(lines and plan.gaps)
    key = foot + 0.25 + len(caption) * line_height(_CAPTION_PT)
    sheet = Sheet(right + _TOTAL + _EDGE, key + (0.35 if has_gaps else 0.05))
    sheet.text(_EDGE, _EDGE, "\n".join(heading), _TITLE_PT, bold=True, down="top")
    _heads(sheet, plan, words, language, top)
    numbers = _Numbers(
        value, language, max((_amount(c, value) for one in lines for c in one.cells), default=0)
    )
    y = body
    for line in lines:
        _row(sheet, line, y, numbers)
        y += line.height
        sheet.line(_EDGE, y, right + _TOTAL, y, _RULE, 0.6)
    if lines:
        for c, s in enumerate(plan.taxonomy.ids):
            if s in plan.gaps:
                sheet.hatched(_LEFT + c * _COLUMN, body, _COLUMN, end - body, _GAP_FILL, _GAP_LINES)
        sums = tuple(plan.column(s) for s in plan.taxonomy.ids)
        _row(sheet, _Line((words["total"],), sums), end, numbers, is_total=True)
    else:
        sheet.text(
            (_LEFT + right) / 2, body + _EMPTY / 2, words["empty"], _TITLE_PT, bold=True, across="center"
        )
    for first, _, _ in _runs(plan):
        sheet.line(_LEFT + first * _COLUMN, top, _LEFT + first * _COLUMN, foot if lines else body)
    sheet.line(right, top, right, foot if lines else body)
    for y in (body, end):
        sheet.line(_EDGE, y, right + _TOTAL, y)
    sheet.text(_EDGE, foot + 0.12, "\n".join(caption), _CAPTION_PT, down="top")
    if has_gaps:
        sheet.hatched(_EDGE, key, 0.26, 0.15, _GAP_FILL, _GAP_LINES)
        told = f"{words['gap']} ({len(plan.gaps)})"
        sheet.text(_EDGE + 0.34, key + 0.075, told, _CAPTION_PT, colour=_GAP)
    return sheet.png()


def _words(plan: Map, language: Language) -> dict[str, str]:
    """The words of a language for what the map counts and the years that it has."""
    words = _WORDS[language]
    years = words["years"]
    if len(plan.years) == 1:
        (year,) = plan.years
        years = f"{words['year']} {year}" if year else words["no_year"]
    what = words[plan.counted]
    fitting = {
        "what": what,
        "What": what.capitalize(),
        "how": words[f"{plan.counted}_how"],
        "years": years,
        "n": "{n}",
    }
    return {name: text.format(**fitting) for name, text in words.items()}


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of the picture: its name, broken into lines, and a cell for each subdimension."""

    name: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def height(self) -> float:
        return len(self.name) * line_height(_PT) + _PAD


def _lines(plan: Map, words: Mapping[str, str]) -> list[_Line]:
    shown = plan.opds if len(plan.opds) <= _MAX_OPDS else plan.opds[: _MAX_OPDS - 1]
    others = plan.opds[len(shown) :]
    lines = []
    for opd in shown:
        name = broken(words["nobody"] if opd == NO_OPD else opd, _NAME - 0.1, _PT, 3)
        name = (words["unreadable"],) if name == ("",) else name
        lines.append(_Line(name, tuple(plan.cell(opd, s) for s in plan.taxonomy.ids)))
    if others:
        together = tuple(_together([plan.cell(opd, s) for opd in others]) for s in plan.taxonomy.ids)
        lines.append(_Line((words["others"].format(n=len(others)),), together))
    return lines


def _amount(cell: Cell, value: Value) -> int:
    return cell.count if value == "count" else cell.total


def _together(cells: Sequence[Cell]) -> Cell:
    return Cell(sum(cell.count for cell in cells), {"": sum(cell.total for cell in cells)})


@dataclass(frozen=True, slots=True)
class _Numbers:
    """How cells are written and shaded: `most` is the largest of them."""

    value: Value
    language: Language
    most: int

    def text(self, cell: Cell) -> str:
        if not cell.count:
            return "–"
        if self.value == "count":
            return rupiah.grouped(cell.count, self.language)
        return rupiah.shortest(cell.total, self.language)

    def shade(self, cell: Cell) -> float:
        """0 for nothing to 1 for the most."""
        share = max(0, _amount(cell, self.value)) / self.most if self.most > 0 else 0.0
        return share if self.value == "count" else math.sqrt(share)


def _heads(sheet: Sheet, plan: Map, words: Mapping[str, str], language: Language, top: float) -> None:
    known, x, bottom = plan.taxonomy, _LEFT, top + _BAND + _HEADS - 0.06
    sheet.text(_EDGE + 0.04, bottom, words["opd"], _PT, bold=True, down="bottom")
    for one in known.subdimensions:
        band = _BANDS[known.dimensions.index(one.dimension) % len(_BANDS)]
        sheet.box(x, top + _BAND, _COLUMN, _HEADS, band)
        is_gap = one.id in plan.gaps
        name = one.name_id if language == "id" else one.name_en
        lines = "\n".join(broken(name, _HEADS - 0.1, _PT, 3, bold=is_gap))
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
    sheet.box(x, top, _TOTAL, _BAND + _HEADS, _TOTALS)
    sheet.text(x + _TOTAL / 2, bottom, words["total"], _PT, bold=True, across="center", down="bottom")
    for first, n, dimension in _runs(plan):
        (name,) = broken(dimension_name(dimension), n * _COLUMN - 0.04, _PT, 1, bold=True)
        band = _BANDS[known.dimensions.index(dimension) % len(_BANDS)]
        sheet.box(_LEFT + first * _COLUMN, top, n * _COLUMN, _BAND, band)
        middle = _LEFT + (first + n / 2) * _COLUMN
        sheet.text(middle, top + _BAND / 2, name, _PT, bold=True, across="center")


def _runs(plan: Map) -> Iterator[tuple[int, int, str]]:
    """First column, number of columns and id of each dimension."""
    first = 0
    for dimension, some in groupby(one.dimension for one in plan.taxonomy.subdimensions):
        n = len(list(some))
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
        colour = _FAINT if not cell.count else "white" if shade > 0.72 else INK
        told = numbers.text(cell)
        sheet.text(x + _COLUMN / 2, middle, told, points, colour=colour, bold=is_total, across="center")
        x += _COLUMN
    sheet.box(x, y, _TOTAL, line.height, _TOTALS)
    told = numbers.text(_together(line.cells))
    sheet.text(x + _TOTAL / 2, middle, told, points, bold=True, across="center")


def _blue(shade: float) -> tuple[float, ...]:
    """From nearly white to dark blue."""
    light, dark = (0.93, 0.96, 1.0), (0.05, 0.32, 0.61)
    return tuple(a + (b - a) * shade for a, b in zip(light, dark, strict=True))
