from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from classifier.errors import DocumentError
from classifier.pdf import prefilter
from classifier.pdf.document import opened, picture
from tests.support import hostile
from tests.support.drawing.pdf_painter import A4, Painting, landscape


def failure(path: Path) -> str:
    with pytest.raises(DocumentError) as caught, opened(path):
        pass
    assert caught.value.exit_code == 3
    return str(caught.value)


def texts(path: Path) -> list[str]:
    with opened(path) as document:
        return [prefilter.glance(document, page).text.strip() for page in range(1, len(document) + 1)]


def locked(path: Path, password: str) -> Path:
    canvas = Canvas(str(path), invariant=1, encrypt=StandardEncryption(password, ownerPassword="pemilik"))
    canvas.drawString(72, 700, "Program Pengelolaan Persampahan")
    canvas.save()
    return path


def test_a_missing_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "tiada.pdf"
    assert failure(path) == f"{path}: no such file; check the name."


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    assert failure(tmp_path) == (
        f"{tmp_path}: is a folder, not a PDF; name the documents in it, such as FOLDER/*.pdf "
        "(`petakota map` takes a folder of results)."
    )


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
    assert texts(locked(tmp_path / "hanya_baca.pdf", "")) == ["Program Pengelolaan Persampahan"]


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
    assert texts(path) == ["Program baik"]


def test_the_document_is_closed_behind_an_error(tmp_path: Path) -> None:
    path = tmp_path / "satu.pdf"
    path.write_bytes(hostile.pages([hostile.text("Program baik")]))
    with pytest.raises(RuntimeError), opened(path) as document:
        raise RuntimeError("elsewhere")
    assert document.raw is None


def test_a_picture_shows_the_page_as_displayed(tmp_path: Path) -> None:
    d = Painting(tmp_path / "putar.pdf")
    d.begin(landscape(A4), rotate=90)
    d.save()
    with opened(tmp_path / "putar.pdf") as document:
        png = picture(document, 1, dpi=36)
    assert Image.open(BytesIO(png)).size == (421, 298)
