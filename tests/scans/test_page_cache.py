"""What was read of a picture is read once: kept by its pixels, bounded, and passed over when damaged."""

from pathlib import Path

import numpy as np
import pytest

from classifier.extraction.extract import extract
from classifier.pdf.layout import DrawnPage, Edge, Repair, Word
from classifier.records import Box
from classifier.scans import page_cache, scanned_page
from classifier.scans.engine import Grey
from classifier.scans.scanned_page import ScannedPage
from tests.support.paths import DOCUMENTS
from tests.support.scanning import NEEDS_ENGINE, scan

BOX = Box(10.5, 20.0, 60.0, 31.0)
PAGE = DrawnPage(
    3,
    595.0,
    842.0,
    (Word("Program", BOX, False, 0, True),),
    (Edge(1.0, 2.0, 300.0, 2.0, True),),
    90,
    None,
    -0.4,
)
SCAN = ScannedPage(PAGE, (Repair(BOX, "name"),))


def test_what_is_stored_comes_back_as_it_was(tmp_path: Path) -> None:
    page_cache.store(tmp_path, "a" * 64, SCAN)
    assert page_cache.load(tmp_path, "a" * 64, 3) == SCAN


@pytest.mark.parametrize("text", ["", "{", "[]", '{"size": [1, 2]}', '{"size": 1}'])
def test_a_damaged_file_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    assert page_cache.load(tmp_path, "b", 1) is None


def test_the_folder_stays_within_its_bytes(tmp_path: Path) -> None:
    for i in range(20):
        page_cache.store(tmp_path, f"{i:064x}", SCAN, max_bytes=1500)
    stored = list(tmp_path.iterdir())
    assert 0 < sum(path.stat().st_size for path in stored) <= 1500


def test_other_pixels_have_another_name() -> None:
    white = np.full((4, 4), 255, dtype=np.uint8)
    assert page_cache.key(white, 300) != page_cache.key(white, 200)
    assert page_cache.key(white, 300) != page_cache.key(white - 1, 300)


@pytest.mark.slow
@pytest.mark.skipif(NEEDS_ENGINE[0], reason=NEEDS_ENGINE[1])
def test_a_second_reading_asks_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scanned = scan(DOCUMENTS / "renstra_contoh.pdf", [6], tmp_path / "scan.pdf", dpi=150)
    first = extract(scanned, scan_cache=tmp_path / "cache")

    def never(grey: Grey, page: int, *, dpi: int) -> ScannedPage:
        raise AssertionError("the page was read again")

    monkeypatch.setattr(scanned_page, "read", never)
    assert extract(scanned, scan_cache=tmp_path / "cache") == first
