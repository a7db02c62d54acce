"""What people make of rows, as values: where the boxes of a split row end."""

from __future__ import annotations

import pytest

from classifier.records import Box, Row
from service.storage import edited_rows

TEXT = "Pengelolaan Sampah Pengelolaan Air Limbah"


def boxes(height: float, at: int) -> tuple[Box, Box]:
    row = Row("a.pdf", "ab", 5, Box(10, 100, 110, 100 + height), "kegiatan", "", TEXT)
    first, second = edited_rows.split(row, at)
    return first.bbox, second.bbox


def test_one_line_is_cut_down_by_its_characters() -> None:
    first, second = boxes(11, 18)
    assert (first.x0, round(first.x1, 1), round(second.x0, 1), second.x1) == (10, 53.9, 53.9, 110)
    assert (first.top, first.bottom) == (second.top, second.bottom) == (100, 111)


@pytest.mark.parametrize(
    ("height", "at", "cut"),
    [
        # Two lines, of three the first, of three the last, and never less than a line.
        (22, 18, 111), (33, 18, 111), (33, 30, 122), (33, 1, 111), (33, 40, 122),
    ],
)  # fmt: skip
def test_several_lines_are_cut_between_two_of_them(height: float, at: int, cut: float) -> None:
    first, second = boxes(height, at)
    assert (first.top, first.bottom, second.top, second.bottom) == (100, cut, cut, 100 + height)
    assert (first.x0, first.x1) == (second.x0, second.x1) == (10, 110)
