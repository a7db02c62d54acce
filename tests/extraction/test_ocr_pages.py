from pathlib import Path

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from classifier.extraction.extract import extract
from classifier.extraction.ocr_pages import OcrPages
from classifier.extraction.page_tasks import Answer
from classifier.fields.dehyphenation import Words
from tests.support.program_tables import HEADER, pdf

TABLE = (
    ("1.02.O2", "Program Pelayanan Kesehatan", "Cakupan", "30.OOO.000"),
    ("1.02.02.2.Ol", "PengadaandanPemeliharaan Gedung", "Jumlah", "10.000.000"),
    ("1.02.02.2.02", "Pengelolaan lnformasi Kesehatan", "Jumlah", "20.000.000"),
)
INVISIBLE = 3


def scan(path: Path, *, mode: int, picture_is_last: bool) -> Path:
    """A picture of a page with the text of a ruled table over or under it."""
    canvas = Canvas(str(path), pagesize=(700, 500), invariant=1)
    picture = ImageReader(Image.new("RGB", (70, 50), "white"))
    if not picture_is_last:
        canvas.drawImage(picture, 0, 0, 700, 500)
    edges = (40, 120, 360, 520, 660)
    for r, cells in enumerate((HEADER, *TABLE)):
        for x0, text in zip(edges, cells, strict=False):
            written = canvas.beginText(x0 + 3, 446 - 20 * r)
            written.setTextRenderMode(mode)
            written.textLine(text)
            canvas.drawText(written)
    if picture_is_last:
        canvas.drawImage(picture, 0, 0, 700, 500)
    canvas.showPage()
    canvas.save()
    return path


def rows(path: Path) -> list[tuple[str, str, int, tuple[str, ...]]]:
    return [(row.kode, row.text, dict(row.pagu).get("2025", 0), row.doubts) for row in extract(path).rows]


REPAIRED = [
    ("1.02.02", "Program Pelayanan Kesehatan", 30_000_000, ("kode", "pagu")),
    ("1.02.02.2.01", "Pengadaan dan Pemeliharaan Gedung", 10_000_000, ("kode",)),
    ("1.02.02.2.02", "Pengelolaan Informasi Kesehatan", 20_000_000, ("name",)),
]


def test_invisible_text_over_a_picture_is_repaired(tmp_path: Path) -> None:
    assert rows(scan(tmp_path / "pindai.pdf", mode=INVISIBLE, picture_is_last=False)) == REPAIRED


def test_text_under_a_picture_is_repaired(tmp_path: Path) -> None:
    assert rows(scan(tmp_path / "pindai.pdf", mode=0, picture_is_last=True)) == REPAIRED


def test_text_over_a_background_stays_as_printed(tmp_path: Path) -> None:
    path = scan(tmp_path / "latar.pdf", mode=0, picture_is_last=False)
    names = " ".join(row.text for row in extract(path).rows)
    assert "PengadaandanPemeliharaan Gedung" in names
    assert "Pengelolaan lnformasi Kesehatan" in names


def test_a_table_printed_by_an_office_program_stays_as_printed(tmp_path: Path) -> None:
    texts = [row[1] for row in rows(pdf(tmp_path / "kantor.pdf", lines=TABLE))]
    assert texts[-1] == "Pengelolaan lnformasi Kesehatan"


def test_a_page_with_several_words_that_only_ocr_writes_is_repaired_without_a_picture(tmp_path: Path) -> None:
    more = ("1.02.02.2.03", "Pembinaan lndustri", "lndikator", "5.000.000")
    texts = [row[1] for row in rows(pdf(tmp_path / "cetak.pdf", lines=(*TABLE, more)))]
    assert texts[1:] == [
        "Pengadaan dan Pemeliharaan Gedung", "Pengelolaan Informasi Kesehatan", "Pembinaan Industri",
    ]  # fmt: skip


def test_pages_next_to_each_other_add_up_and_one_slip_makes_no_page() -> None:
    glances = [Answer(page, n_confused=n) for page, n in enumerate((0, 1, 1, 0, 0, 0, 1, 0), 1)]
    assert OcrPages(glances, Words()).pages == {2, 3}
    assert OcrPages([*glances, Answer(20, hidden=True)], Words()).pages == {2, 3, 20}
