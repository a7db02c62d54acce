"""Which bands of a table are its head, and what its columns mean by it.

Heads have one to three levels and other names in every office, so a column's
role is read from the lowest head cell upwards (`Rp` under `2026` under `Target
dan pagu`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from classifier.fields import amounts, codes, names
from classifier.fields.header_words import NAME_ROLES, Role, is_of_head_words, is_year, role_of
from classifier.pdf.layout import Cell, Table
from classifier.records import Box
from classifier.rows.columns import SAME_X, Column, Head, merged

_NAMING = re.compile(
    r"(?:(?:urusan|bidang)\b.*|uraian\b.*|[\w/]+ )?(?:program|kegiatan|uraian)\b", re.IGNORECASE
)


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
    groups = _by_top(table.cells)
    parted = [part for group in groups for cell in group for part in _parted(cell, group, table)]
    if len(parted) > len(table.cells):
        groups = _by_top(parted)
    return tuple(
        Band(group[0].box.top, tuple(sorted(group, key=lambda cell: cell.box.x0))) for group in groups
    )


def _by_top(cells: Sequence[Cell]) -> list[list[Cell]]:
    groups: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda cell: cell.box.top):
        if groups and cell.box.top - groups[-1][0].box.top < SAME_X:
            groups[-1].append(cell)
        else:
            groups.append([cell])
    return groups


def _parted(cell: Cell, beside: Sequence[Cell], table: Table) -> list[Cell]:
    """The cell, or its head and the rest of a row that a missing rule joined to it below a repeated head.

    `beside` are the cells that begin at its height: in a head they read like one.
    """
    if len(cell.lines) < 2 or not _NAMING.match(cell.text) or role_of(cell.text):
        return [cell]
    others = [other for other in beside if other is not cell and other.lines]
    n_heads = sum(role_of(other.text) not in (None, "number") or is_year(other.text) for other in others)
    if n_heads < max(1, 0.6 * len(others)) or _has_body(others):
        return [cell]
    x0, top, x1, bottom = cell.box
    for k in range(1, len(cell.lines)):
        above, below = cell.lines[k - 1].box, cell.lines[k].box
        ends = [
            other.box.bottom
            for other in table.cells
            if (above.top + above.bottom) / 2 < other.box.bottom < (below.top + below.bottom) / 2
        ]
        parts = (
            (
                Cell.of(Box(x0, top, x1, max(ends)), cell.lines[:k]),
                Cell.of(Box(x0, max(ends), x1, bottom), cell.lines[k:]),
            )
            if ends
            else ()
        )
        if parts and role_of(parts[0].text) in NAME_ROLES and not is_of_head_words(parts[1].text):
            return list(parts)
    return [cell]


def is_head(band: Band) -> bool:
    """True for a band of a head that names the program or kegiatan column."""
    filled = band.filled
    if len(filled) < 2 or not all(len(cell.text) <= 110 for cell in filled):
        return False
    roles = [role_of(cell.text) or ("other" if is_year(cell.text) else None) for cell in filled]
    named = any(role in NAME_ROLES for role in roles)
    return (
        named
        and sum(role is not None for role in roles) >= max(2, 0.6 * len(roles))
        and not _has_body(filled)
        and not _mixes_numbers(filled)
    )


def is_subhead(band: Band) -> bool:
    """True for a lower level of a head: years, units, `Target`/`Rp`, or the row of column numbers."""
    filled = band.filled
    if not filled:
        return False
    plain = ["".join(cell.text.lower().split()) for cell in filled]
    strict = [
        is_year(p) or (role_of(cell.text) is not None and is_of_head_words(cell.text))
        for p, cell in zip(plain, filled, strict=True)
    ]
    if not all(strict) or _has_body(filled) or _mixes_numbers(filled):
        return False
    numbers = [
        int(m.group())
        for p in plain
        if re.fullmatch(r"[\[(]?\d{1,2}[\])]?(?:=.*)?", p) and (m := re.search(r"\d+", p))
    ]
    if len(numbers) == len(plain):
        return len(numbers) >= 3 and numbers == sorted(set(numbers)) and numbers[0] <= 3
    return len(filled) >= 2 or is_year(plain[0])


def _mixes_numbers(cells: Sequence[Cell]) -> bool:
    """True for words beside numbers, as in a row: heads hold numbers only as the run 1, 2, 3 ..."""
    if any(re.match(r"\d", cell.text.strip()) and role_of(cell.text) in NAME_ROLES for cell in cells):
        return True
    numbers = [
        int(match.group())
        for cell in cells
        if role_of(cell.text) == "number" and (match := re.search(r"\d+", cell.text))
    ]
    run = len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1))
    return 0 < len(numbers) < len(cells) and not run


def _has_body(cells: Sequence[Cell]) -> bool:
    return any(amounts.is_grouped(cell.text) for cell in cells) or any(
        codes.level_of_code(codes.code(cell.text)) for cell in cells if "." in cell.text
    )


def read(head_bands: Sequence[Band]) -> Head:
    """Columns of a head of one or more levels."""
    cells = [cell for band in head_bands for cell in band.cells]
    xs = merged(sorted(x for cell in cells for x in (cell.box.x0, cell.box.x1)))
    columns: list[tuple[tuple[int, ...], Column]] = []
    for x0, x1 in itertools.pairwise(xs):
        middle = (x0 + x1) / 2
        stack = [i for i, cell in enumerate(cells) if cell.box.x0 <= middle <= cell.box.x1]
        texts = [cells[i].text for i in stack if cells[i].lines]
        key = tuple(i for i in stack if cells[i].lines and role_of(cells[i].text) != "number")
        if columns and key and columns[-1][0] == key:
            columns[-1] = (key, replace(columns[-1][1], x1=x1))
        else:
            columns.append((key, _column(texts, x0, x1)))
    return _settled(Head(tuple(column for _, column in columns)))


def _column(texts: Sequence[str], x0: float, x1: float) -> Column:
    role: Role = "other"
    plain = ["".join(text.lower().split()) for text in texts]
    meaning = [
        (role_of(text), text)
        for text, p in zip(texts, plain, strict=True)
        if not is_year(p) and role_of(text) not in (None, "number")
    ]
    if meaning:
        role = meaning[-1][0] or "other"
        above = " ".join(text for _, text in meaning[:-1])
        if role == "pagu" and re.search("realisasi|prakiraan|perkiraan", above.lower()):
            role = "realisasi"
        if role in ("pagu", "target") and re.search(
            "kondisi.*akhir|akhir (?:periode|renstra|rpjmd)", above.lower()
        ):
            # The whole plan again: beside the years it would count twice.
            role = "other"
        # `K` and `Rp` below `Program/Kegiatan` is no column of names: the lowest word decides alone.
    if not meaning and not any(map(str.isalpha, "".join(plain))):
        role = "number"
    years = [y for t in reversed(texts) if (y := amounts.year(t))]
    total = bool(texts) and bool(re.match(r"\s*(?:total|jumlah\s*$)", texts[-1].lower()))
    weak = role == "name" and not re.search(r"program|kegiatan", re.sub(r"\s+", "", " ".join(texts).lower()))
    return Column(role, x0, x1, years[0] if years else "", amounts.factor(" ".join(texts)), total, weak)


def _settled(head: Head) -> Head:
    """Indicators left of the names are the sasaran's; a second half is the same plan in another version."""
    first = next((i for i, c in enumerate(head.columns) if c.role in NAME_ROLES), None)
    if first is None:
        return head
    kept: list[Column] = []
    seen: list[Role] = []
    second = False
    # `Urusan Bidang` beside `Program`: what the program belongs to.
    strong = [i for i, c in enumerate(head.columns) if c.role in NAME_ROLES and not c.weak]
    last_strong = strong[-1] if strong else -1
    for i, column in enumerate(head.columns):
        sasaran = i < first and column.role in ("indikator", "target", "realisasi")
        if column.role == "number":
            # A head without words: left of the names it holds what they are numbered with.
            column = replace(column, role="no" if i < first else "other")
        if column.weak and i < last_strong:
            column = replace(column, role="other")
        if column.role in NAME_ROLES:
            second = second or column.role in seen
            seen.append(column.role)
        kept.append(replace(column, role="other") if sasaran or second else column)
    return Head(tuple(kept))


def amended(head: Head, band: Band) -> Head:
    """The head with the money and target columns that a lone subhead in mid table states."""
    changed = []
    for column in head.columns:
        over = [
            c
            for c in band.filled
            if min(c.box.x1, column.x1) - max(c.box.x0, column.x0) > 0.6 * (column.x1 - column.x0)
        ]
        role = role_of(over[0].text) if len(over) == 1 else None
        if role in ("pagu", "target") and column.role not in (*NAME_ROLES, "realisasi", "indikator"):
            keep = column.role if column.role in ("pagu", "target") else role
            changed.append(replace(column, role=keep, factor=amounts.factor(over[0].text) or column.factor))
        else:
            changed.append(column)
    return Head(tuple(changed))


@dataclass(frozen=True, slots=True)
class Segment:
    """Bands of a head (none for what stands before the table's first head) and the body under it."""

    head: tuple[Band, ...]
    body: tuple[Band, ...]


def segments(bands: Sequence[Band]) -> tuple[Segment, ...]:
    """The table cut at its heads; the first segment has none and may be empty.

    Below a head's first band everything belongs to it down to the bottom of its
    tallest name cell, then whatever reads like a lower level.
    """
    found: list[tuple[list[Band], list[Band]]] = [([], [])]
    in_head, bottom = False, 0.0
    for band in bands:
        first = is_head(band)
        if first:
            if not in_head:
                found.append(([], []))
                bottom = 0.0
                if len(found) == 2 and _is_above_head(found[0][1]):
                    found[1][0].extend(found[0][1])
                    found[0][1].clear()
            named = [cell.box.bottom for cell in band.filled if role_of(cell.text) in NAME_ROLES]
            bottom = max(bottom, *named)
            in_head = True
        in_head = first or (in_head and (not band.filled or band.top < bottom - SAME_X or is_subhead(band)))
        found[-1][0 if in_head else 1].append(band)
    return tuple(Segment(tuple(head), tuple(body)) for head, body in found)


def without_names(bands: Sequence[Band]) -> Head | None:
    """What a head states that has money columns but none of names (`Belanja`); None when there is none."""
    above = top(bands)
    if not any(band.filled for band in above):
        return None
    head = read(above)
    return head if any(column.role == "pagu" for column in head.columns) else None


def top(bands: Sequence[Band]) -> list[Band]:
    """The bands before the first that is no lower level of a head."""
    return list(itertools.takewhile(lambda band: not band.filled or is_subhead(band), bands))


def _is_above_head(bands: Sequence[Band]) -> bool:
    """True for a title or a group head over the first head: few short cells, none of them a row's."""
    cells = [cell for band in bands for cell in band.filled]
    return (
        0 < len(bands) <= 3
        and len(cells) <= 6
        and not _has_body(cells)
        and not any(len(cell.text) > 110 or _states_row(cell.text) for cell in cells)
    )


def _states_row(text: str) -> bool:
    name = names.parsed(text)
    return bool(name.kode or name.number or names.level_of_text(name.text)) and role_of(text) is None
