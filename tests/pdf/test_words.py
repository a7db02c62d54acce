from pathlib import Path

import pytest

from classifier.pdf import words
from classifier.pdf.document import PageError, opened
from tests.support import hostile
from tests.support.drawing.pdf_painter import A4, Painting, landscape
from tests.support.page_content import SIDES, content, drawn, places


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_has_its_words_and_edges_where_they_are_displayed(tmp_path: Path, rotate: int) -> None:
    d = Painting(tmp_path / "putar.pdf")
    d.begin(landscape(A4), rotate=rotate)
    d.text(100, 50, "Program Persampahan", 10)
    d.box(100, 100, 200, 50, line=1)
    d.save()
    page = drawn(tmp_path / "putar.pdf")
    assert (page.width, page.height, page.turn) == (842, 595, 0)
    assert [word.text for word in page.words] == ["Program", "Persampahan"]
    assert page.words[0].box.x0 == pytest.approx(100, abs=1)
    assert page.words[0].box.top == pytest.approx(50, abs=3)
    assert page.words[0].box.bottom == pytest.approx(61, abs=3)
    assert page.words[1].box.x0 > page.words[0].box.x1
    assert places(page.edges) == SIDES


def test_a_page_of_turned_text_is_read_upright(tmp_path: Path) -> None:
    d = Painting(tmp_path / "miring.pdf")
    d.begin(landscape(A4), sideways=True)
    d.text(100, 50, "Program Persampahan", 10)
    d.text(100, 70, "Pagu", 10)
    d.box(100, 100, 200, 50, line=1)
    d.save()
    page = drawn(tmp_path / "miring.pdf")
    assert (page.width, page.height) == (842, 595)
    assert page.turn in (90, 270)
    assert [word.text for word in page.words] == ["Program", "Persampahan", "Pagu"]
    assert page.words[0].box.x0 == pytest.approx(100, abs=1)
    assert page.words[2].box.top - page.words[0].box.top == pytest.approx(20, abs=1)
    assert places(page.edges) == SIDES


def test_places_count_from_the_corner_that_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "geser.pdf"
    text = "BT /F1 12 Tf 150 900 Td (Program) Tj ET 200 892 200 50 re S"
    whole = hostile.pages([hostile.stream(text.encode())])
    moved = whole.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 900 1200] /CropBox [100 200 695 1042]")
    path.write_bytes(moved)
    page = drawn(path)
    assert (page.width, page.height) == (595, 842)
    assert places(page.edges) == SIDES
    assert page.words[0].box.x0 == pytest.approx(50, abs=1)


def test_words_end_at_spaces_and_at_jumps(tmp_path: Path) -> None:
    page = content(
        tmp_path / "a.pdf",
        "BT /F1 10 Tf 50 700 Td (Pagu  2026) Tj 200 0 Td (Rp) Tj -200 -14 Td (Lokasi) Tj ET",
    )
    assert [word.text for word in page.words] == ["Pagu", "2026", "Rp", "Lokasi"]
    assert [word.order for word in page.words] == [0, 1, 2, 3]


def test_letters_set_apart_a_little_stay_one_word(tmp_path: Path) -> None:
    page = content(tmp_path / "a.pdf", "BT /F1 10 Tf 50 700 Td [(Prog) -40 (ram) 30 (Kerja)] TJ ET")
    assert [word.text for word in page.words] == ["ProgramKerja"]


def test_bold_is_read_from_the_font(tmp_path: Path) -> None:
    d = Painting(tmp_path / "tebal.pdf")
    d.begin(A4)
    d.text(50, 50, "TEBAL", 10, bold=True)
    d.text(50, 80, "biasa", 10)
    d.save()
    assert [word.bold for word in drawn(tmp_path / "tebal.pdf").words] == [True, False]


def test_an_empty_page_has_nothing_drawn(tmp_path: Path) -> None:
    page = content(tmp_path / "a.pdf", "")
    assert (page.words, page.edges) == ((), ())


def test_a_page_that_cannot_be_loaded_raises_page_error(tmp_path: Path) -> None:
    path = tmp_path / "rusak.pdf"
    path.write_bytes(hostile.pages([hostile.text("Program")]).replace(b"/Kids [4 0 R]", b"/Kids [3 0 R]"))
    with opened(path) as document, pytest.raises(PageError):
        words.drawn_page(document, 1)
