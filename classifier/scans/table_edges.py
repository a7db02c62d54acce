"""Rules of a scan completed to those of a table: lines that print or scanner left broken go on.

A rule ends at another. One that ends in the middle of a cell is broken, so it is lengthened to the next
rule across it; a gap from rule to rule is a joined cell and stays. What meets no other rule and is short is
a stroke of a signature or an underline.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from classifier.pdf.layout import Edge

# Points: edges that end so near to one that crosses them reach it: the print of a corner is often faint.
_REACH = 4.0
# Points: what may be missing of a broken rule; a wide column is as wide.
_MAX_MISSING = 110.0
# Points: an edge alone that is shorter is none of a table.
_MIN_ALONE = 60.0
# By eye on made scans; not swept. Before changing one rerun benchmarks/scans.py.


class _Span(NamedTuple):
    """An edge along its direction: it lies `at` and goes from `start` to `end`."""

    at: float
    start: float
    end: float


def completed(edges: Sequence[Edge]) -> list[Edge]:
    """The edges of tables, lengthened to the edges across them where they end before."""
    level = [_Span(e.top, e.x0, e.x1) for e in edges if e.horizontal]
    upright = [_Span(e.x0, e.top, e.bottom) for e in edges if not e.horizontal]
    for missing in (_REACH, _MAX_MISSING):
        level, upright = _lengthened(level, upright, missing), _lengthened(upright, level, missing)
    return [
        *(Edge(s.start, s.at, s.end, s.at, True) for s in level if _is_of_table(s, upright)),
        *(Edge(s.at, s.start, s.at, s.end, False) for s in upright if _is_of_table(s, level)),
    ]


def _lengthened(spans: Sequence[_Span], across: Sequence[_Span], missing: float) -> list[_Span]:
    """Spans that end at none across lengthened to the next, `missing` points at most."""
    lengthened = []
    for span in spans:
        places = [o.at for o in across if o.start - _REACH <= span.at <= o.end + _REACH]
        if missing > _REACH and not any(span.start - _REACH <= p <= span.end + _REACH for p in places):
            lengthened.append(span)
            continue
        start, end = span.start, span.end
        if missing == _REACH or not any(abs(p - start) <= _REACH for p in places):
            start = max((p for p in places if start - missing <= p <= start), default=start)
        if missing == _REACH or not any(abs(p - end) <= _REACH for p in places):
            end = min((p for p in places if end <= p <= end + missing), default=end)
        lengthened.append(_Span(span.at, start, end))
    return lengthened


def _is_of_table(span: _Span, across: Sequence[_Span]) -> bool:
    return span.end - span.start >= _MIN_ALONE or any(
        span.start - _REACH <= o.at <= span.end + _REACH and o.start - _REACH <= span.at <= o.end + _REACH
        for o in across
    )
