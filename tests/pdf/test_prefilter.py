from pathlib import Path

import pytest

from classifier.pdf import prefilter
from classifier.pdf.document import PageError, opened
from tests.support import hostile
from tests.support.drawing.pdf_painter import A4, Painting
from tests.support.drawing.table_layout import Style


def glances(path: Path) -> list[prefilter.Glance]:
    with opened(path) as document:
        return [prefilter.glance(document, page) for page in range(1, len(document) + 1)]


def test_a_page_that_cannot_be_loaded_raises_page_error(tmp_path: Path) -> None:
    path = tmp_path / "sehalaman_rusak.pdf"
    whole = hostile.pages([hostile.text("Program baik"), hostile.text("Program lain")])
    path.write_bytes(whole.replace(b"/Kids [4 0 R 6 0 R]", b"/Kids [4 0 R 3 0 R]"))
    with opened(path) as document:
        assert prefilter.glance(document, 1).text == "Program baik"
        with pytest.raises(PageError):
            prefilter.glance(document, 2)


def test_a_glance_tells_tables_lists_and_prose_apart(tmp_path: Path) -> None:
    d = Painting(tmp_path / "campur.pdf")
    d.begin(A4)
    d.table(60, 60, [60, 200, 90], [["Kode", "Uraian", "Pagu"]], [["1", "Nomenkla\ntur", "5"]])
    d.begin(A4)
    for i, name in enumerate(("Program Satu", "Program Dua"), 1):
        d.item(60, 60 + 20 * i, 400, f"{i}.", name)
    d.begin(A4)
    d.paragraph(60, 60, 400, "Laporan cuaca harian, tanpa yang dicari.")
    d.begin(A4)
    d.table(
        60, 60, [60, 200, 90], [["Kode", "Program", "Pagu"]],
        [["1.02.02", "A", "1.000.000"], ["1.02.03", "B", "2.000.000"]], Style(ruling="none", head_fill=None),
    )  # fmt: skip
    d.begin(A4)
    d.text(60, 60, "")
    d.save()
    seen = [(g.page, g.ruled, g.named, g.listed, g.columned) for g in glances(tmp_path / "campur.pdf")]
    assert seen == [
        (1, True, True, False, False),
        (2, False, True, True, True),
        (3, False, False, False, False),
        (4, False, True, False, True),
        (5, False, False, False, False),
    ]
    assert glances(tmp_path / "campur.pdf")[4].n_chars == 0


def test_rules_on_a_page_without_text_are_not_worth_reading(tmp_path: Path) -> None:
    path = tmp_path / "pindaian.pdf"
    path.write_bytes(hostile.pages([hostile.stream(b"0 0 m 9 9 l S " * 50)]))
    (glance,) = glances(path)
    assert (glance.n_chars, glance.text, glance.ruled) == (0, "", False)


def test_a_table_inside_a_form_counts_as_ruled(tmp_path: Path) -> None:
    path = tmp_path / "formulir.pdf"
    form = hostile.stream(b"0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 99 99]")
    words = b"BT /F1 12 Tf 50 700 Td (Program) Tj ET /Fm Do"
    path.write_bytes(hostile.pages([hostile.stream(words)], b"/XObject << /Fm 6 0 R >>", [form]))
    (glance,) = glances(path)
    assert glance.ruled


def test_a_table_painted_in_one_path_counts_as_ruled(tmp_path: Path) -> None:
    path = tmp_path / "satu_jalur.pdf"
    cells = b" ".join(b"%d %d 90 20 re" % (50 + 90 * i, 700 - 20 * j) for i in range(4) for j in range(5))
    path.write_bytes(
        hostile.pages([hostile.stream(b"BT /F1 9 Tf 55 705 Td (Program) Tj ET " + cells + b" S")])
    )
    (glance,) = glances(path)
    assert glance.ruled


def test_the_one_row_that_a_page_end_left_over_counts_as_ruled(tmp_path: Path) -> None:
    d = Painting(tmp_path / "sisa.pdf")
    d.begin(A4)
    d.table(50, 60, [60, 180, 90, 90], [], [["1.02.03", "Pelatihan Dokter", "Rasio", "5.000.000"]])
    d.save()
    (glance,) = glances(tmp_path / "sisa.pdf")
    assert glance.ruled
