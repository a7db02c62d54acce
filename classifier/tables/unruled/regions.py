"""Where tables may stand among lines that no rules close: runs of lines with text at several places.

Lines follow one another closely, most of them with white space in their midst; paragraphs of
prose, captions and wide gaps end a run. Whether the run is a table, its columns say (`layout`).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from classifier.fields.header_words import NAME_ROLES, role_of
from classifier.pdf.layout import Line
from classifier.tables.unruled.level_rules import LevelRule

# Of line heights: a line with a gap this wide has text at two places.
_WIDE_GAP = 1.0
# ... if that is so many times the narrowest one of the line, or this many line heights.
_MIN_RATIO, _FAR_GAP = 1.7, 2.5
# What a table of contents has before its page numbers.
_LEADERS = ("....", "……", ". . . . ")
# Lines of a table follow within so many line heights; between two rules of a frame within so many.
_END_GAP, _END_GAP_IN_FRAME = 3.2, 5.0
# Another table begins where a header stands this far below the line above, in line heights.
_GAP_ABOVE_HEADER = 0.7
# So many lines in a row without gaps, this wide in shares of the region, are a paragraph of prose.
_MIN_PROSE_LINES, _PROSE_WIDTH = 3, 0.62
# A table has so many lines with gaps.
_MIN_GAPPED = 3
# A header's line states so many different roles, by this share of its texts.
_MIN_ROLES, _MIN_KNOWN = 3, 0.6
# Points by which the ends of rules differ that frame one table.
_SAME_SIDE = 4.0
# What numbers the items of a list, and how many characters it has at most.
_MAX_MARK_CHARS = 7
_MARK = re.compile(r"\(?(?:\d{1,2}|[A-Za-z]|[IVXivx]{1,5})[.)]|[-–•*▪·\uf000-\uf0ff]")
# What stands above or below a table, and ends it.
_NO_ROW = re.compile(r"\s*(?:tabel|sumber|lembar\s+\d|gambar)\b(?!\s*dana)", re.IGNORECASE)


def may_hold_tables(lines: Sequence[Line]) -> bool:
    """True when enough lines have text at several places."""
    n_gapped = 0
    for line in lines:
        n_gapped += has_gap(line)
        if n_gapped == _MIN_GAPPED:
            return True
    return False


def regions(lines: Sequence[Line], rules: Sequence[LevelRule]) -> list[list[Line]]:
    """Runs of lines that may be tables, from top to bottom."""
    gapped = [has_gap(line) for line in lines]
    found: list[list[Line]] = []
    for first, end in _close_runs(lines, gapped, rules):
        for a, b in _without_prose(lines, gapped, first, end):
            if sum(gapped[a:b]) >= _MIN_GAPPED:
                found += _cut_at_headers(lines[a:b], gapped[a:b])
    return found


def _cut_at_headers(lines: Sequence[Line], gapped: Sequence[bool]) -> list[list[Line]]:
    """The lines cut above each header that stands apart from what is above it."""
    starts = [0]
    begins = 0
    for i in range(1, len(lines)):
        if lines[i].box.top - lines[i - 1].box.bottom > _GAP_ABOVE_HEADER * lines[i].box.height:
            begins = i
        is_below_table = sum(gapped[starts[-1] : begins]) >= _MIN_GAPPED
        if is_below_table and gapped[i] and names_columns(lines[i]):
            starts.append(begins)
    return [list(lines[a:b]) for a, b in itertools.pairwise([*starts, len(lines)])]


def names_columns(line: Line) -> bool:
    """True for a line whose texts read like the names of columns, one of programs or kegiatan among them."""
    texts: list[str] = []
    right = 0.0
    for word in line.words:
        if texts and word.box.x0 - right < _WIDE_GAP * line.box.height:
            texts[-1] += f" {word.text}"
        else:
            texts.append(word.text)
        right = word.box.x1
    # A number heads a column only below the header's words.
    roles = [role if role != "number" else None for role in map(role_of, texts)]
    n_known = sum(role is not None for role in roles)
    # `Kegiatan` is a unit too, and may stand in every column.
    n_different = len({role for role in roles if role is not None})
    return (
        n_different >= _MIN_ROLES
        and n_known >= _MIN_KNOWN * len(texts)
        and any(role in NAME_ROLES for role in roles)
    )


def has_gap(line: Line) -> bool:
    """True when words of a line stand apart as columns do.

    What a list numbers stands apart from its mark, a page number from its leader, and the words of a
    spaced out line all stand equally far apart.
    """
    text, box, _, words = line
    if len(words) < 2 or _has_leader(text):
        return False
    mark = words[0].text
    first = 1 if len(mark) <= _MAX_MARK_CHARS and _MARK.fullmatch(mark) else 0
    height = box[3] - box[1]
    right = words[first].box[2]
    widest, narrowest = 0.0, _FAR_GAP * height
    for word in words[first + 1 :]:
        x0, _, x1, _ = word.box
        gap = x0 - right
        if gap > widest:
            widest = gap
        if 0 < gap < narrowest:
            narrowest = gap
        right = max(right, x1)
    return widest > _FAR_GAP * height or widest > max(_WIDE_GAP * height, _MIN_RATIO * narrowest)


def _close_runs(
    lines: Sequence[Line], gapped: Sequence[bool], rules: Sequence[LevelRule]
) -> list[tuple[int, int]]:
    """Runs of lines (first, end) that follow one another closely."""
    runs = []
    first = 0
    for i in range(1, len(lines) + 1):
        if i < len(lines):
            before, line = lines[i - 1].box, lines[i].box
            gap = (line.top - before.bottom) / (max(line.height, before.height) or 1.0)
            is_far = gap > _END_GAP and not (
                gap < _END_GAP_IN_FRAME and _are_framed(before.y_centre, line.y_centre, rules)
            )
            if not is_far and not _ends_table(lines[i].text):
                continue
        runs.append((first + (not gapped[first] and _ends_table(lines[first].text)), i))
        first = i
    return [(first, end) for first, end in runs if end > first]


def _ends_table(text: str) -> bool:
    """True for a caption, a source, or a line of a table of contents."""
    return bool(_NO_ROW.match(text)) or _has_leader(text)


def _has_leader(text: str) -> bool:
    return any(leader in text for leader in _LEADERS)


def _are_framed(above: float, below: float, rules: Sequence[LevelRule]) -> bool:
    """True when the next rules above and below two heights have the same ends."""
    upper = [rule for rule in rules if rule.y < above]
    lower = [rule for rule in rules if rule.y > below]
    return any(
        abs(a.x0 - b.x0) < _SAME_SIDE and abs(a.x1 - b.x1) < _SAME_SIDE for a in upper[-2:] for b in lower[:2]
    )


def _without_prose(
    lines: Sequence[Line], gapped: Sequence[bool], first: int, end: int
) -> list[tuple[int, int]]:
    """The run (first, end) cut where paragraphs of prose stand."""
    left = min(line.box.x0 for line in lines[first:end])
    right = max(line.box.x1 for line in lines[first:end])
    is_wide = [
        not gapped[i] and lines[i].box.width > _PROSE_WIDTH * (right - left) for i in range(first, end)
    ]
    parts = []
    start = first
    i = first
    while i < end:
        j = i
        while j < end and is_wide[j - first]:
            j += 1
        if j - i >= _MIN_PROSE_LINES:
            parts.append((start, i))
            # The last line of a paragraph is short.
            start = j
        i = max(j, i + 1)
    parts.append((start, end))
    return [(a, b) for a, b in parts if b > a]
