from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from classifier.errors import DocumentError
from classifier.pdf import prefilter
from classifier.pdf.document import PageError, opened, picture
from tests.support import hostile
from tests.support.drawing.pdf_painter import A4, Painting, landscape
from tests.support.drawing.table_layout import Style


def failure(path: Path) -> str:
    with pytest.raises(DocumentError) as caught, opened(path):
        pass
    assert caught.value.exit_code == 3
    return str(caught.value)


def glances(path: Path) -> list[prefilter.Glance]:
    with opened(path) as document:
        return [prefilter.glance(document, page) for page in range(1, len(document) + 1)]


def locked(path: Path, password: str) -> Path:
    canvas = Canvas(str(path), invariant=1, encrypt=StandardEncryption(password, ownerPassword="pemilik"))
    canvas.drawString(72, 700, "Program Pengelolaan Persampahan")
    canvas.save()
    return path


def test_a_missing_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tiada.pdf"
    assert failure(path) == f"{path}: no such file; check the name."


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    assert failure(tmp_path) == f"{tmp_path}: is a folder, not a PDF; name the documents in it."


def test_an_empty_file_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "kosong.pdf"
    path.touch()
    assert failure(path) == f"{path}: the file is empty; fetch it again."


def test_a_file_of_another_kind_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "renja.pdf"
    path.write_bytes(b"PK\x03\x04" + bytes(2000) + b"%PDF-1.7")
    assert failure(path) == f"{path}: not a PDF (it does not begin with %PDF-); save it as PDF first."


def test_a_document_locked_with_a_password_says_so(tmp_path: Path) -> None:
    path = locked(tmp_path / "terkunci.pdf", "rahasia")
    assert failure(path) == f"{path}: locked with a password; save a copy without one and try again."


def test_a_document_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    (glance,) = glances(locked(tmp_path / "hanya_baca.pdf", ""))
    assert glance.text.strip() == "Program Pengelolaan Persampahan"


def test_a_damaged_document_says_so(tmp_path: Path) -> None:
    path = tmp_path / "rusak.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    assert failure(path) == f"{path}: damaged, PDFium cannot open it; fetch or export it again."


def test_a_document_without_pages_says_so(tmp_path: Path) -> None:
    path = tmp_path / "nihil.pdf"
    path.write_bytes(hostile.pages([]))
    assert failure(path) == f"{path}: a PDF without pages; export it again."


def test_a_document_behind_the_lines_of_a_mail_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "lampiran.pdf"
    path.write_bytes(b"Content-Type: application/pdf\r\n\r\n" + hostile.pages([hostile.text("Program baik")]))
    assert [glance.text for glance in glances(path)] == ["Program baik"]


def test_the_document_is_closed_behind_an_error(tmp_path: Path) -> None:
    path = tmp_path / "satu.pdf"
    path.write_bytes(hostile.pages([hostile.text("Program baik")]))
    with pytest.raises(RuntimeError), opened(path) as document:
        raise RuntimeError("elsewhere")
    assert document.raw is None


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
        (2, False, True, True, False),
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


def test_a_picture_shows_the_page_as_displayed(tmp_path: Path) -> None:
    d = Painting(tmp_path / "putar.pdf")
    d.begin(landscape(A4), rotate=90)
    d.save()
    with opened(tmp_path / "putar.pdf") as document:
        png = picture(document, 1, dpi=36)
    assert Image.open(BytesIO(png)).size == (421, 298)
