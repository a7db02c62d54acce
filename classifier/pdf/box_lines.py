"""The lines of a page that stand within a box of it, for a person who draws one."""

from __future__ import annotations

from classifier.pdf.layout import DrawnPage, Line, Word, leant_back, lines_of, turned_back
from classifier.records import Box, around


def lines_within(page: DrawnPage, box: Box) -> tuple[Line, ...]:
    """Lines of the words whose middles lie within a box, in the order in which they are read.

    The box and those of lines and words are of the page as displayed. What runs in another direction comes
    after what the most of the page does.
    """
    lines = []
    for drawn in (page, *((page.side,) if page.side else ())):
        inside = [word for word in drawn.words if _holds(box, _displayed(drawn, word.box))]
        lines += [_as_displayed(drawn, line) for line in lines_of(inside)]
    return tuple(lines)


def _displayed(page: DrawnPage, box: Box) -> Box:
    return turned_back(
        leant_back(box, page.skew, page.width, page.height), page.turn, page.width, page.height
    )


def _as_displayed(page: DrawnPage, line: Line) -> Line:
    words: tuple[Word, ...] = tuple(word._replace(box=_displayed(page, word.box)) for word in line.words)
    return line._replace(words=words, box=around([word.box for word in words]))


def _holds(box: Box, inner: Box) -> bool:
    return box.x0 <= inner.x_centre <= box.x1 and box.top <= inner.y_centre <= box.bottom
