"""Pages that are pictures: read by OCR where it is installed, said where it is not."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from classifier.errors import DocumentError
from classifier.extraction.box_text import box_text
from classifier.extraction.extract import extract
from classifier.extraction.page_tasks import Answer, Task, in_process
from classifier.faults import Fault
from classifier.records import Problem
from classifier.scans import engine
from tests.support.paths import DOCUMENTS
from tests.support.scanning import NEEDS_ENGINE, scan

SAMPLE = DOCUMENTS / "renstra_contoh.pdf"
needs_engine = pytest.mark.skipif(NEEDS_ENGINE[0], reason=NEEDS_ENGINE[1])


def with_text(scanned: Path, to: Path) -> Path:
    """A document of a scanned page behind one with text."""
    import pypdfium2 as pdfium

    document, other = pdfium.PdfDocument(SAMPLE), pdfium.PdfDocument(scanned)
    joined = pdfium.PdfDocument.new()
    joined.import_pages(document, [5])
    joined.import_pages(other)
    joined.save(to)
    for opened in (document, other, joined):
        opened.close()
    return to


@needs_engine
@pytest.mark.slow
@pytest.mark.parametrize("degrees", [0, 0.8])
def test_a_scan_gives_the_rows_of_its_text(tmp_path: Path, degrees: float) -> None:
    scanned = scan(SAMPLE, [6, 7], tmp_path / "scan.pdf", degrees=degrees)
    printed = extract(SAMPLE, pages=(6, 6)).rows
    read = extract(scanned, pages=(1, 1))
    assert read.n_text_pages == 1
    assert {row.source for row in read.rows} == {"ocr"}
    assert [(row.page + 5, row.level, row.kode, row.text) for row in read.rows] == [
        (row.page, row.level, row.kode, row.text) for row in printed
    ]
    assert [row.pagu for row in read.rows] == [row.pagu for row in printed]
    for row, of_text in zip(read.rows, printed, strict=True):
        assert row.bbox == pytest.approx(of_text.bbox, abs=8)


@needs_engine
@pytest.mark.slow
def test_a_box_of_a_scanned_page_holds_what_ocr_has_read_of_it(tmp_path: Path) -> None:
    scanned = scan(SAMPLE, [6], tmp_path / "scan.pdf", dpi=150)
    row = extract(scanned, scan_cache=tmp_path / "cache").rows[0]
    (answer,) = in_process([Task(scanned, "lines", (1,), row.bbox, tmp_path / "cache")])
    assert box_text(answer.lines).text == row.text
    (unread,) = in_process([Task(scanned, "lines", (1,), row.bbox, tmp_path / "none")])
    assert unread.lines == ()


def test_pages_that_are_scanned_count_as_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "is_installed", lambda: True)
    monkeypatch.setattr(engine, "words", lambda *_, **__: [])
    done: list[tuple[int, int]] = []
    scanned = scan(SAMPLE, [6, 7, 8], tmp_path / "scan.pdf", dpi=50)
    with pytest.raises(DocumentError):
        extract(scanned, progress=lambda n, of: done.append((n, of)))
    assert done == [(1, 3), (2, 3), (3, 3)]


def test_without_an_engine_the_page_says_so_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "is_installed", lambda: False)
    mixed = with_text(scan(SAMPLE, [7], tmp_path / "scan.pdf", dpi=50), tmp_path / "mixed.pdf")
    read = extract(mixed)
    assert read.problems == (Problem(2, Fault("no_ocr")),)
    assert {row.page for row in read.rows} == {1}
    assert {row.source for row in read.rows} == {"table"}


def test_a_document_of_pictures_without_an_engine_says_how_to_install_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "is_installed", lambda: False)
    with pytest.raises(DocumentError, match="apt-get install tesseract-ocr") as raised:
        extract(scan(SAMPLE, [6], tmp_path / "scan.pdf", dpi=50))
    assert raised.value.fault == Fault("scan_no_ocr", pages=1)


def test_switched_off_pictures_stay_unread(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as raised:
        extract(scan(SAMPLE, [6], tmp_path / "scan.pdf", dpi=50), ocr="off")
    assert raised.value.fault == Fault("scan", pages=1)


def test_a_page_with_text_is_never_read_as_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a page with text was read as a picture")

    monkeypatch.setattr(engine, "words", never)
    assert {row.source for row in extract(SAMPLE).rows} == {"table", "list"}


@needs_engine
@pytest.mark.slow
def test_of_a_range_of_pages_no_others_are_read_as_pictures(tmp_path: Path) -> None:
    scanned = scan(SAMPLE, [6, 7, 8], tmp_path / "scan.pdf", dpi=150)
    asked: list[Task] = []

    def mapper(tasks: Iterable[Task]) -> Iterator[Answer]:
        given = list(tasks)
        asked.extend(task for task in given if task.kind == "scan")
        return in_process(given)

    extract(scanned, pages=(2, 2), mapper=mapper)
    assert [task.pages for task in asked] == [(2,)]
