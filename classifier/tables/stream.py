"""Tables without upright rules: columns by alignment, rows by level rules or by what begins them.

Some plans print tables with level rules only, or with none. Runs of lines with text at several
places (`unruled.regions`) are cut into columns where white space stands through them
(`unruled.column_gaps`) and into rows at level rules or, where these do not say it, at what
begins rows (`unruled.row_cuts`). A cell ends at the rules that cover its column, so cells
over several rows come out as such. The cells then go the way of all cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from classifier.pdf.layout import Edge, Line, Table
from classifier.records import around
from classifier.tables.unruled import column_gaps, header_lines
from classifier.tables.unruled.column_gaps import Run
from classifier.tables.unruled.layout import MIN_COLUMNS, MIN_RULES, Layout
from classifier.tables.unruled.level_rules import LevelRule, column_hints, level_rules, rules_among
from classifier.tables.unruled.regions import may_hold_tables, regions

# A header and two rows; what is left out above and below may show other borders, so many times.
_MIN_LINES, _MAX_TRIMS = 3, 3
# A line is one of a header when this share of its texts is known. By eye; not swept.
_MIN_KNOWN_TEXTS = 0.6
# Without rules two columns are a table only below such a header.
_NAMES_AND_MONEY = re.compile(
    r"(?:program|kegiatan|uraian).*(?:anggaran|pagu|rp|jumlah|dana|biaya|nilai|apbd|rupiah)", re.IGNORECASE
)


def tables(page: int, lines: Sequence[Line], edges: Sequence[Edge]) -> list[Table]:
    """Tables among lines that stand in no closed table; `edges` may hold level rules."""
    if not may_hold_tables(lines):
        return []
    rules = level_rules(edges)
    found = (_table(page, region, rules) for region in regions(lines, rules))
    return [table for table in found if table is not None]


def _table(page: int, lines: Sequence[Line], rules: Sequence[LevelRule]) -> Table | None:
    """The lines cut into cells; None when they are no table."""
    space = column_gaps.space_of(lines)
    layout = None
    for _ in range(_MAX_TRIMS):
        layout = _layout(lines, space, rules_among(lines, rules)) if len(lines) >= _MIN_LINES else None
        kept = layout.table_lines() if layout is not None else lines
        if len(kept) == len(lines):
            break
        lines = kept
    if layout is None or not layout.is_table():
        return None
    cells = layout.cells()
    return Table(page, around(cell.box for cell in cells), tuple(cells), layout.gaps())


def _layout(lines: Sequence[Line], space: float, rules: Sequence[LevelRule]) -> Layout | None:
    """The lines in columns; None when there is but one.

    The words of a header may stand closer than the columns below it, so that the white space
    below it alone is looked at too; the columns whose headers say more are taken.
    """
    runs = [column_gaps.runs_of(line, space) for line in lines]
    hints = column_hints(rules)
    n_header = next((i for i, own in enumerate(runs) if not _are_header(own)), len(lines))
    layouts = []
    for n_left_out in (0, n_header) if 0 < n_header < len(lines) - 1 else (0,):
        xs = column_gaps.borders(lines, runs, hints, n_left_out)
        if len(xs) <= MIN_COLUMNS or (
            len(xs) == MIN_COLUMNS + 1 and len(rules) < MIN_RULES and not _may_have_header(lines)
        ):
            continue
        if rules:
            xs[0], xs[-1] = min(xs[0], *(r.x0 for r in rules)), max(xs[-1], *(r.x1 for r in rules))
        layout = Layout.of(lines, runs, xs, rules)
        kept = layout.borders_without_marks(hints)
        if len(kept) < len(xs):
            if len(kept) <= MIN_COLUMNS:
                continue
            layout = Layout.of(lines, runs, kept, rules)
        layouts.append(layout)
    return max(layouts, key=lambda layout: layout.n_known, default=None)


def _are_header(runs: Sequence[Run]) -> bool:
    """True when most texts of a line read like those of a header."""
    texts = [" ".join(word.text for word in run.words) for run in runs]
    return sum(map(header_lines.is_known, texts)) >= _MIN_KNOWN_TEXTS * len(texts)


def _may_have_header(lines: Sequence[Line]) -> bool:
    """True when a line may be a header of names and money."""
    return any(_NAMES_AND_MONEY.search(line.text) for line in lines)
