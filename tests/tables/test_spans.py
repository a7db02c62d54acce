"""Strips are found whatever they lie over, and few others with them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.tables.spans import Spans, has_between

widths = st.integers(1, 40) | st.integers(1, 900)
sides = st.tuples(st.integers(0, 900), widths).map(lambda side: (side[0], side[0] + side[1]))


@settings(max_examples=60, deadline=None)
@given(st.lists(sides, max_size=150), sides)
def test_strips_that_touch_another_are_near_it(strips: list[tuple[int, int]], other: tuple[int, int]) -> None:
    near = list(Spans(strips).near(*other))
    assert near == sorted(set(near))
    assert {i for i, (x0, x1) in enumerate(strips) if x0 <= other[1] and x1 >= other[0]} <= set(near)


def test_of_many_strips_few_are_near_another() -> None:
    strips = [(0.0, 20_000.0), *((20.0 * i, 20.0 * i + 20) for i in range(1_000))]
    assert list(Spans(strips).near(10_005, 10_015)) == [0, 501]
    assert len(Spans(strips[:50]).near(5, 15)) == 50


def test_a_position_on_an_end_is_not_between() -> None:
    assert has_between([1, 5, 9], 4, 6)
    assert not has_between([1, 5, 9], 5, 9)
    assert not has_between([], 0, 9)
