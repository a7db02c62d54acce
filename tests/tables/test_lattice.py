from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest

from classifier.pdf import prefilter, words
from classifier.pdf.document import opened
from classifier.pdf.layout import DrawnPage, Edge, PageTables, Word
from classifier.records import Box
from classifier.tables import lattice
from tests.support import hostile
from tests.support.drawing.pdf_painter import A4, Painting
from tests.support.drawing.table_layout import BREAK, Cell, Style
from tests.support.paths import REAL

# One in so many table pages of the archive; all 519 took 92 s in pdfplumber, and all but one were equal.
EVERY = 20


def level(y: float, x0: float = 0, x1: float = 100, *, shade: bool = False) -> Edge:
    return Edge(x0, y, x1, y, True, shade)


def upright(x: float, top: float = 0, bottom: float = 40, *, shade: bool = False) -> Edge:
    return Edge(x, top, x, bottom, False, shade)


GRID = [level(0), level(20), level(40), upright(0), upright(50), upright(100)]


def word(text: str, x: float, top: float, *, order: int = 0, spaced: bool = True, bold: bool = False) -> Word:
    """A word of 10 points height and 5 points a letter."""
    return Word(text, Box(x, top, x + 5 * len(text), top + 10), bold, order, spaced)


def page(edges: list[Edge], *words: Word) -> PageTables:
    return lattice.page_tables(DrawnPage(1, 200, 300, words, tuple(edges)))


def texts(page: PageTables) -> list[list[str]]:
    return [[cell.text for cell in table.cells] for table in page.tables]


def painted(path: Path, n: int = 1) -> PageTables:
    with opened(path) as document:
        return lattice.page_tables(words.drawn_page(document, n))


def test_rules_that_cross_close_cells() -> None:
    assert lattice.cell_boxes(GRID) == [
        [(0, 0, 50, 20), (0, 20, 50, 40), (50, 0, 100, 20), (50, 20, 100, 40)],
    ]


def test_a_missing_rule_merges_cells() -> None:
    short = [*GRID[:3], upright(0), upright(50, 20), upright(100)]
    assert sorted(lattice.cell_boxes(short)[0]) == [(0, 0, 100, 20), (0, 20, 50, 40), (50, 20, 100, 40)]


def test_rules_that_miss_each_other_by_under_3_points_still_cross() -> None:
    loose = [
        level(0, 1, 98),
        level(20, -2, 102),
        level(40),
        upright(0, 2, 38),
        upright(50),
        upright(100, -2, 42),
    ]
    assert len(lattice.cell_boxes(loose)[0]) == 4


def test_tables_that_do_not_touch_are_two() -> None:
    other = [Edge(e.x0, e.top + 100, e.x1, e.bottom + 100, e.horizontal) for e in GRID]
    assert [len(table) for table in lattice.cell_boxes([*GRID, *other])] == [4, 4]


def test_no_edges_close_no_table() -> None:
    assert lattice.cell_boxes([]) == []
    assert lattice.cell_boxes(GRID[:3]) == []


def test_words_stand_in_the_cell_of_their_centre() -> None:
    result = page(GRID, word("Kode", 5, 5), word("Nama", 55, 5), word("1.02", 5, 25), word("di luar", 5, 80))
    assert texts(result) == [["Kode", "Nama", "1.02", ""]]
    assert [line.text for line in result.lines] == ["di luar"]
    assert result.tables[0].box == Box(0, 0, 100, 40)


def test_a_frame_is_no_table_and_keeps_its_words_outside() -> None:
    frame = [level(0, 0, 190), level(290, 0, 190), upright(0, 0, 290), upright(190, 0, 290)]
    result = page(frame, word("Program", 20, 50))
    assert result.tables == ()
    assert [line.text for line in result.lines] == ["Program"]


def test_the_backgrounds_of_paragraphs_cut_no_cell() -> None:
    background = [level(5, 5, 40, shade=True), level(15, 5, 40, shade=True)]
    sides = [upright(5, 5, 15, shade=True), upright(40, 5, 15, shade=True)]
    assert len(page([*GRID, *background, *sides]).tables[0].cells) == 4


def test_backgrounds_are_the_table_where_there_are_no_rules() -> None:
    assert len(page([edge._replace(shade=True) for edge in GRID]).tables[0].cells) == 4


def test_a_line_over_the_border_follows_its_paragraph() -> None:
    above = word("Penataan", 5, 0, order=0), word("Ruang", 5, 8, order=1), word("Kota", 5, 16, order=2)
    result = page(GRID, *above, word("Nilai", 55, 5, order=3), word("Lain", 5, 29, order=4))
    assert texts(result) == [["Penataan Ruang Kota", "Nilai", "Lain", ""]]


def test_a_cell_without_its_last_border_stays() -> None:
    open_end = [level(0), level(20), upright(0), upright(50), upright(100)]
    result = page(
        open_end, word("Kode", 5, 5), word("Nama", 55, 5), word("1.02", 5, 25), word("Program", 55, 25)
    )
    assert texts(result) == [["Kode", "Nama", "1.02", "Program"]]


def test_the_sides_of_a_row_cut_by_a_page_end_are_closed() -> None:
    assert lattice.with_closing_rules(GRID) == GRID
    assert lattice.with_closing_rules([level(0), level(20), *GRID[3:]]) == [
        level(0),
        level(20),
        *GRID[3:],
        level(40),
    ]


def test_tables_come_from_top_to_bottom_and_from_left_to_right(tmp_path: Path) -> None:
    d = Painting(tmp_path / "tiga.pdf")
    d.begin(A4)
    for x, top, name in ((300, 300, "C"), (300, 60, "B"), (50, 60, "A")):
        d.table(x, top, [60, 60], [[name, "Nilai"]], [["1", "2"]])
    d.save()
    assert [table.cells[0].text for table in painted(tmp_path / "tiga.pdf").tables] == ["A", "B", "C"]


def test_merged_cells_are_one_cell(tmp_path: Path) -> None:
    d = Painting(tmp_path / "gabung.pdf")
    d.begin(A4)
    header: list[list[str | Cell]] = [[Cell("Nama", rows=2), Cell("2026", cols=2)], ["Target", "Rp"]]
    d.table(50, 60, [60, 60, 60], header, [[Cell("Dua baris", rows=2), "a", "b"], ["c", "d"]])
    d.save()
    (table,) = painted(tmp_path / "gabung.pdf").tables
    assert [cell.text for cell in table.cells] == [
        "Nama",
        "2026",
        "Target",
        "Rp",
        "Dua baris",
        "a",
        "b",
        "c",
        "d",
    ]
    widths = [round(cell.box.x1 - cell.box.x0) for cell in table.cells]
    assert widths == [60, 120, 60, 60, 60, 60, 60, 60, 60]


@pytest.mark.parametrize("ruling", ["lines", "fills", "dashes", "double"])
def test_every_kind_of_border_gives_the_same_cells(tmp_path: Path, ruling: str) -> None:
    d = Painting(tmp_path / "garis.pdf")
    d.begin(A4)
    d.table(
        50,
        60,
        [60, 80],
        [["Kode", "Program"]],
        [["1", "Satu dua tiga empat"], ["2", "Lima"]],
        Style(ruling=ruling),
    )
    d.save()
    (table,) = painted(tmp_path / "garis.pdf").tables
    assert [cell.text for cell in table.cells] == ["Kode", "Program", "1", "Satu dua tiga empat", "2", "Lima"]
    assert [round(cell.box.x0) for cell in table.cells] == pytest.approx([50, 110] * 3, abs=1)


def test_a_table_over_a_page_end_is_a_table_on_each_page(tmp_path: Path) -> None:
    d = Painting(tmp_path / "dua.pdf")
    d.begin(A4)
    d.table(50, 60, [60, 80], [["Kode", "Program"]], [["1", "Satu"], BREAK, ["2", "Dua"]])
    d.save()
    assert texts(painted(tmp_path / "dua.pdf")) == [["Kode", "Program", "1", "Satu"]]
    assert texts(painted(tmp_path / "dua.pdf", 2)) == [["Kode", "Program", "2", "Dua"]]


def real_table_pages() -> Iterator[tuple[Path, int]]:
    """All ruled pages of the slices and one in EVERY of the archive."""
    n = 0
    for path in sorted(REAL.glob("*/*.pdf")):
        # A drawing of curves, 11 cells of which pdfplumber closes otherwise; no table.
        if path.name.startswith("datatree"):
            continue
        with opened(path) as document:
            for number in range(1, len(document) + 1):
                if prefilter.glance(document, number).ruled:
                    n += 1
                    if path.parent.name == "pages" or n % EVERY == 0:
                        yield path, number


def visible(boxes: list[Box]) -> list[Box]:
    """Boxes that are not flat: rules half a point apart at a page's edge merge or not by float noise."""
    return sorted(box for box in boxes if box.x1 - box.x0 > 1 and box.bottom - box.top > 1)


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real documents in {REAL}")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.slow
def test_cells_of_real_pages_are_those_of_pdfplumber() -> None:
    by_path: dict[Path, list[int]] = {}
    for path, number in real_table_pages():
        by_path.setdefault(path, []).append(number)
    assert sum(len(numbers) for numbers in by_path.values()) >= 40
    wrong = []
    for path, numbers in by_path.items():
        with opened(path) as document, pdfplumber.open(path) as plumber:
            for number in numbers:
                theirs = plumber.pages[number - 1]
                x, y = theirs.bbox[:2]
                cells = [
                    Box(a - x, b - y, c - x, d - y) for t in theirs.find_tables() for a, b, c, d in t.cells
                ]
                theirs.close()
                drawn = words.drawn_page(document, number)
                # Its text is drawn sideways: the reader turns it, pdfplumber does not.
                page = PageTables(number, drawn.width, drawn.height, (), (), drawn.turn)
                ours = [page.displayed(box) for table in lattice.cell_boxes(drawn.edges) for box in table]
                if not is_same(visible(cells), visible(ours)):
                    wrong.append(
                        f"{path.name}, page {number}: pdfplumber {len(cells)} cells, here {len(ours)}"
                    )
    assert wrong == []


def is_same(theirs: list[Box], ours: list[Box]) -> bool:
    """True when each cell has its like within a point."""
    rounds = [{tuple(round(v) for v in box): box for box in boxes} for boxes in (theirs, ours)]
    return len(theirs) == len(ours) and all(
        any(max(abs(a - b) for a, b in zip(box, other, strict=True)) < 1 for other in rounds[1].values())
        for box in rounds[0].values()
    )


def test_a_page_of_hostile_rules_gives_no_table(tmp_path: Path) -> None:
    path = tmp_path / "garis.pdf"
    path.write_bytes(
        hostile.pages([hostile.stream(b"0 0 m 9 9 l S 50 50 m 50 90 l S BT /F1 9 Tf (x) Tj ET")])
    )
    assert painted(path).tables == ()


def test_borders_drawn_in_pieces_close_no_cell_where_they_are_joined() -> None:
    def piece(x: float, top: float, bottom: float) -> Edge:
        return Edge(x, top, x, bottom, horizontal=False)

    tops = [100 + 12.4 * i for i in range(18)]
    pieces = [piece(x, top, top + 12) for x in (50.0, 120.0, 200.0) for top in tops]
    above = Edge(50, 100, 200, 100, horizontal=True)
    rules = [above, *(Edge(50, tops[i], 200, tops[i], horizontal=True) for i in range(3, 18, 3))]
    end = Edge(50.0, tops[-1] + 12, 200.0, tops[-1] + 12, horizontal=True)
    assert lattice.with_closing_rules([*pieces, *rules])[len(pieces) + 6 :] == [end]
    # Where no rule parts rows, each piece is the border of one.
    closed = lattice.with_closing_rules([*pieces, above])[len(pieces) + 1 :]
    assert all(any(abs(rule.top - top) < 1 for rule in closed) for top in tops[1:])
