from pathlib import Path

from classifier.pdf import edges
from tests.support import hostile
from tests.support.page_content import RECTANGLE, SIDES, content, places


def form(operators: str, entries: str = "", resources: str = "") -> bytes:
    return hostile.stream(
        operators.encode(),
        f"/Type /XObject /Subtype /Form /BBox [0 0 900 900] {entries} /Resources << {resources} >>".encode(),
    )


def test_a_stroked_rectangle_has_four_sides(tmp_path: Path) -> None:
    page = content(tmp_path / "a.pdf", f"{RECTANGLE} S")
    assert (page.width, page.height, page.turn) == (595, 842, 0)
    assert places(page.edges) == SIDES
    assert sorted(edge.horizontal for edge in page.edges) == [False, False, True, True]


def test_only_a_filled_area_is_shade(tmp_path: Path) -> None:
    assert {e.shade for e in content(tmp_path / "a.pdf", f"{RECTANGLE} f").edges} == {True}
    assert {e.shade for e in content(tmp_path / "b.pdf", f"{RECTANGLE} S").edges} == {False}
    assert {e.shade for e in content(tmp_path / "c.pdf", f"{RECTANGLE} B").edges} == {False}
    assert {e.shade for e in content(tmp_path / "d.pdf", "100 692 200 0.5 re f").edges} == {False}


def test_shade_is_marked_for_each_outline_of_a_path(tmp_path: Path) -> None:
    page = content(tmp_path / "a.pdf", f"{RECTANGLE} 100 600 200 0.5 re f")
    assert [e.shade for e in page.edges].count(True) == 4
    assert {e.shade for e in page.edges if e.top > 200} == {False}


def test_a_path_of_many_lines_gives_every_line(tmp_path: Path) -> None:
    lines = "".join(f"100 {742 - 20 * i} m 300 {742 - 20 * i} l " for i in range(5))
    assert places(content(tmp_path / "a.pdf", f"{lines} S").edges) == [
        (100, 100 + 20 * i, 300, 100 + 20 * i) for i in range(5)
    ]


def test_a_path_that_is_not_painted_has_no_edges(tmp_path: Path) -> None:
    assert content(tmp_path / "a.pdf", f"{RECTANGLE} n").edges == ()
    assert content(tmp_path / "b.pdf", f"{RECTANGLE} W n").edges == ()


def test_slanted_lines_are_no_edges(tmp_path: Path) -> None:
    assert content(tmp_path / "a.pdf", "100 700 m 300 650 l S 100 600 m 200 600.5 l S").edges == ()


def test_the_control_points_of_a_curve_are_no_edge(tmp_path: Path) -> None:
    # Nothing is painted between the control points (150, 650) and (200, 650), 192 points below the top.
    page = content(tmp_path / "a.pdf", "100 600 m 150 650 200 650 250 580 c S")
    assert [edge for edge in page.edges if edge.top < 200] == []


def test_a_closed_path_has_its_closing_side(tmp_path: Path) -> None:
    corners = "100 742 m 300 742 l 300 692 l 100 692 l"
    assert places(content(tmp_path / "a.pdf", f"{corners} s").edges) == SIDES
    assert len(content(tmp_path / "b.pdf", f"{corners} S").edges) == 3


def test_edges_follow_the_matrix_around_them(tmp_path: Path) -> None:
    assert places(content(tmp_path / "a.pdf", "q 2 0 0 0.5 40 642 cm 30 100 100 100 re S Q").edges) == SIDES


def test_edges_of_a_form_stand_where_it_is_drawn(tmp_path: Path) -> None:
    page = content(
        tmp_path / "a.pdf",
        "q 1 0 0 1 90 600 cm /Fm Do Q",
        b"/XObject << /Fm 6 0 R >>",
        [form("10 92 200 50 re S")],
    )
    assert places(page.edges) == SIDES


def test_a_form_has_a_matrix_of_its_own(tmp_path: Path) -> None:
    page = content(
        tmp_path / "a.pdf", "/Fm Do", b"/XObject << /Fm 6 0 R >>",
        [form("10 92 200 50 re S", "/Matrix [1 0 0 1 90 600]")],
    )  # fmt: skip
    assert places(page.edges) == SIDES


def test_edges_of_a_form_in_a_form_are_found(tmp_path: Path) -> None:
    page = content(
        tmp_path / "a.pdf",
        "q 1 0 0 1 50 300 cm /Fm Do Q",
        b"/XObject << /Fm 6 0 R >>",
        [
            form("q 1 0 0 1 40 300 cm /In Do Q", resources="/XObject << /In 7 0 R >>"),
            form("10 92 200 50 re S"),
        ],
    )
    assert places(page.edges) == SIDES


def test_a_form_that_draws_itself_comes_to_an_end(tmp_path: Path) -> None:
    # Once only: a form that draws itself twice keeps PDFium busy for ever, which `reader_pool` bounds.
    itself = b"/XObject << /Fm 6 0 R >>"
    page = content(
        tmp_path / "a.pdf", "/Fm Do", itself, [form("0 0 9 9 re f /Fm Do", resources=itself.decode())]
    )
    assert 4 <= len(page.edges) <= 4 * 9
    assert set(places(page.edges)) == {(0, 833, 0, 842), (0, 833, 9, 833), (0, 842, 9, 842), (9, 833, 9, 842)}


def test_a_drawing_of_more_edges_than_any_table_comes_without_edges(tmp_path: Path) -> None:
    n = edges.MAX_EDGES // 4
    assert len(content(tmp_path / "a.pdf", "1 1 9 9 re S " * 100).edges) == 400
    page = content(tmp_path / "b.pdf", "BT /F1 9 Tf 50 50 Td (Peta) Tj ET " + "1 1 9 9 re S " * (n + 1))
    assert page.edges == ()
    assert [word.text for word in page.words] == ["Peta"]


def test_an_open_path_through_four_corners_is_no_rectangle(tmp_path: Path) -> None:
    page = content(tmp_path / "a.pdf", "100 742 m 300 742 l 300 692 l 100 692 l 50 692 l S")
    assert places(page.edges) == [
        (50, 150, 100, 150),
        (100, 100, 300, 100),
        (100, 150, 300, 150),
        (300, 100, 300, 150),
    ]
