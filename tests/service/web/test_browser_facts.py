"""Facts, tables, menus and uploads in a browser: changed in place, closed by Escape, faults dismissed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from service.settings import Settings
from tests.support import browsing
from tests.support.serving import SAMPLE, listening, send

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of a service and the id of its sample."""
    settings = Settings(data=tmp_path_factory.mktemp("facts"), workers=1, rate=0)
    with listening(settings) as address:
        yield address, send(address, SAMPLE)


@pytest.mark.parametrize("language", browsing.LANGUAGES)
def test_facts_and_tables_are_changed_in_place_and_given_back(
    browser: Browser, there: tuple[str, str], language: str
) -> None:
    address, sample = there
    with browsing.visit(browser, address, language=language) as planner:
        page = planner.open(f"/documents/{sample}")
        page.locator("#edit-opd").click()
        page.locator(".edit[open] [name=value]").fill("Dinas Uji")
        page.keyboard.press("Enter")
        expect(page.locator("#lines tr").first).to_contain_text("Dinas Uji")
        expect(page.locator("#edit-opd")).to_be_focused()
        page.locator("#edit-opd").click()
        page.locator(".edit[open] [name=as_read]").click()
        expect(page.locator("#lines tr").first).to_contain_text("Dinas Lingkungan Hidup")
        page.locator("#tables summary").click()
        switch = page.locator("#counts-1")
        switch.click()
        expect(switch).to_have_attribute("aria-checked", "false")
        page.locator("#tables .link").click()
        expect(switch).to_have_attribute("aria-checked", "true")
        page.locator("#edit-years").click()
        page.locator(".edit[open] [name=value]").fill("besok")
        page.keyboard.press("Enter")
        expect(page.locator("#trouble")).to_contain_text("2025-2029")


def test_escape_closes_a_menu_and_gives_the_focus_back(browser: Browser, there: tuple[str, str]) -> None:
    with browsing.visit(browser, there[0]) as planner:
        page = planner.open("/")
        menu = page.locator(".help")
        menu.locator("summary").click()
        expect(menu.get_by_text("Kamus subdimensi")).to_be_visible()
        page.keyboard.press("Escape")
        expect(menu.get_by_text("Kamus subdimensi")).to_be_hidden()
        expect(menu.locator("summary")).to_be_focused()


def test_what_is_said_of_an_upload_is_dismissed_and_leads_to_the_document(
    browser: Browser, there: tuple[str, str], tmp_path: Path
) -> None:
    no_pdf = tmp_path / "bukan.pdf"
    no_pdf.write_bytes(b"halo")
    with browsing.visit(browser, there[0]) as planner:
        page = planner.open("/")
        lines = page.locator("#sending li")
        page.locator("#file").set_input_files(no_pdf)
        expect(lines).to_contain_text(["bukan PDF"])
        lines.get_by_role("button").click()
        expect(lines).to_have_count(0)
        page.locator("#file").set_input_files(no_pdf)
        expect(lines).to_have_count(1)
        page.locator("#file").set_input_files(SAMPLE)
        expect(lines).to_contain_text(["sudah ada di daftar"])
        assert lines.get_by_role("link").get_attribute("href") == f"/documents/{there[1]}"


def test_all_tabs_are_seen_on_a_telephone(browser: Browser, there: tuple[str, str]) -> None:
    with browsing.visit(browser, there[0], width=360) as planner:
        page = planner.open("/agencies")
        assert planner.overflow() == 0
        for tab in page.locator(".top nav a").all():
            box = tab.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 360
