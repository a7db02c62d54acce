"""Broken rules go on to the next across them; joined cells and lines that belong to no table stay."""

from classifier.pdf.layout import Edge
from classifier.scans.table_edges import completed


def level(y: float, x0: float, x1: float) -> Edge:
    return Edge(x0, y, x1, y, True)


def upright(x: float, top: float, bottom: float) -> Edge:
    return Edge(x, top, x, bottom, False)


UPRIGHTS = [upright(x, 100, 300) for x in (100, 200, 300, 400)]
FRAME = [level(100, 100, 400), level(300, 100, 400), *UPRIGHTS]


def test_a_rule_that_ends_in_a_cell_goes_on_to_the_next_across() -> None:
    assert level(200, 100, 400) in completed([*FRAME, level(200, 120, 370)])


def test_a_rule_that_ends_at_another_ends_there() -> None:
    assert level(200, 200, 300) in completed([*FRAME, level(200, 200, 300)])


def test_a_corner_that_is_faint_is_closed() -> None:
    assert upright(250, 100, 300) in completed([*FRAME, upright(250, 103, 297)])


def test_a_short_stroke_that_meets_none_is_left_out() -> None:
    assert level(200, 210, 250) not in completed([*FRAME, level(200, 210, 250)])
    assert level(500, 100, 130) not in completed([*FRAME, level(500, 100, 130)])
