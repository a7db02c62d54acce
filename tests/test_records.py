import pytest

from classifier.records import Box, around

BOX = Box(10, 20, 40, 30)


def test_a_box_has_width_height_and_centre() -> None:
    assert (BOX.width, BOX.height, BOX.x_centre, BOX.y_centre) == (30, 10, 25, 25)


@pytest.mark.parametrize(
    ("other", "x_overlap", "y_overlap"),
    [
        (BOX, 30, 10),
        (Box(30, 25, 90, 90), 10, 5),
        (Box(20, 22, 30, 24), 10, 2),
        (Box(40, 30, 50, 40), 0, 0),
        (Box(45, 50, 50, 60), -5, -20),
    ],
    ids=["itself", "corner", "inside", "touching", "apart"],
)
def test_boxes_overlap_by_what_they_share_or_lie_apart_by_the_gap(
    other: Box, x_overlap: float, y_overlap: float
) -> None:
    assert (BOX.x_overlap(other), BOX.y_overlap(other)) == (x_overlap, y_overlap)
    assert (other.x_overlap(BOX), other.y_overlap(BOX)) == (x_overlap, y_overlap)


def test_the_box_around_boxes_holds_them_all() -> None:
    assert around([BOX, Box(0, 25, 20, 90)]) == Box(0, 20, 40, 90)
