"""The page on which a corrected workbook comes back, in a browser: none, a bomb, one sorted and cut."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from service.settings import Settings
from tests.support import browsing, serving
from tests.support.browsing import Visit
from tests.support.returned_workbooks import Corrected

pytestmark = pytest.mark.slow

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a service and the id of its sample."""
    settings = Settings(data=tmp_path_factory.mktemp("workbook"), workers=1, rate=0)
    with serving.listening(settings) as address:
        yield address, serving.send(address, serving.SAMPLE)


def rows(there: tuple[str, str]) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = serving.answer(there[0], f"/documents/{there[1]}/rows")["rows"]
    return listed


def downloaded(planner: Visit, document: str, folder: Path) -> Corrected:
    """The workbook of the sample's map, as the map's page gives it."""
    page = planner.open(f"/map?document={document}")
    page.locator("details.more > summary").click()
    path = planner.download(page.locator('.more a[href*=".xlsx"]'), folder)
    return Corrected(openpyxl.load_workbook(path))


def sent(planner: Visit, content: bytes, folder: Path) -> None:
    path = folder / "peta dikoreksi.xlsx"
    path.write_bytes(content)
    page = planner.open("/workbook")
    page.locator("#main #file").set_input_files(path)
    page.locator(".workbook-form button").click()


def bomb() -> bytes:
    """Few bytes that unpack to more cells than are read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr(SHEET, b"<c/>" * 2_500_001)
    return out.getvalue()


@pytest.mark.parametrize("language", browsing.LANGUAGES)
def test_what_is_no_workbook_ends_in_one_sentence_beside_the_form(
    browser: Browser, there: tuple[str, str], tmp_path: Path, language: str
) -> None:
    before = rows(there)
    with browsing.visit(browser, there[0], language=language) as planner:
        for content, indonesian, english in (
            (b"%PDF-1.7", "bukan berkas Excel", "no Excel workbook"),
            (b"PK\x03\x04" + b"\0" * 500, "rusak atau terkunci", "damaged"),
            (bomb(), "melebihi yang dapat dibaca sekaligus", "more than can be read at once"),
        ):
            sent(planner, content, tmp_path)
            alert = planner.page.get_by_role("alert").filter(has_text=planner.says(indonesian, english))
            expect(alert).to_be_visible()
            expect(planner.page.locator(".workbook-form")).to_be_visible()
            expect(planner.page.locator("#difference")).to_have_count(0)
    assert rows(there) == before


def test_a_workbook_that_was_sorted_filtered_and_cut_changes_what_was_corrected_alone(
    browser: Browser, there: tuple[str, str], tmp_path: Path
) -> None:
    before = rows(there)
    program, cut = before[0], before[1:20]
    with browsing.visit(browser, there[0]) as planner:
        page = planner.page
        book = downloaded(planner, there[1], tmp_path)
        book.set(program["id"], "text", "PROGRAM YANG DIBETULKAN")
        book.reverse()
        for row in cut:
            book.sheet.delete_rows(book.line(row["id"]))
        # Filtered: lines are hidden, one of them the corrected.
        book.sheet.auto_filter.ref = book.sheet.dimensions
        book.sheet.row_dimensions[book.line(program["id"])].hidden = True
        sent(planner, book.content(), tmp_path)
        expect(page.locator("#difference input[name=change]")).to_have_count(1)
        expect(page.locator("#difference")).to_contain_text("PROGRAM YANG DIBETULKAN")
        expect(page.locator(".also-said")).to_contain_text(f"{len(cut)} baris tidak ada di berkas")
        # Nothing is ticked, nothing can be applied.
        page.locator("#difference input[name=change]").uncheck()
        expect(page.locator("#difference button.main")).to_be_disabled()
        expect(page.locator("#n-chosen")).to_have_text("0")
        page.locator("#difference input[name=change]").check()
        page.locator("#difference button.main").click()
        expect(page.locator(".notice")).to_contain_text("1 perubahan")
        after = rows(there)
        assert [row["id"] for row in after] == [row["id"] for row in before]
        assert [row["text"] for row in after] == ["PROGRAM YANG DIBETULKAN", *(r["text"] for r in before[1:])]
        page.locator(".undo button").click()
        expect(page.locator(".notice")).to_contain_text("1 perubahan dibatalkan")
    assert [row["text"] for row in rows(there)] == [row["text"] for row in before]
