"""The pages by keyboard, with hostile texts, when things go wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support import browsing, screens

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    with screens.filled(tmp_path_factory.mktemp("states")) as there:
        yield there


def test_a_hostile_name_is_shown_and_not_obeyed(browser: Browser, filled: tuple[str, dict[str, str]]) -> None:
    address, ids = filled
    with browsing.visit(browser, address) as planner:
        hostile = ids["hostile"]
        alone = f"?document={hostile}"
        for path in ("/", f"/documents/{hostile}", "/rows", f"/map{alone}", f"/map/print{alone}", "/compare"):
            planner.open(path)
            expect(planner.page.locator("body")).to_contain_text("<img src=x")
            assert planner.page.title() != "taken"


def test_progress_is_told_in_pages_and_a_failure_with_what_to_do(
    browser: Browser, filled: tuple[str, dict[str, str]]
) -> None:
    address, _ = filled
    with browsing.visit(browser, address) as planner:
        page = planner.page
        planner.open("/")
        running = page.locator("tr", has=page.get_by_role("link", name="running.pdf"))
        expect(running).to_contain_text("halaman 120 dari 310")
        failed = page.locator("tr", has=page.get_by_role("link", name="failed.pdf"))
        expect(failed).to_contain_text("hasil scan")
        page.get_by_role("link", name="failed.pdf").click()
        # Trying again cannot help a scan.
        expect(page.get_by_role("link", name="Unggah berkas lain")).to_be_visible()
        expect(page.get_by_role("button", name="Coba baca lagi")).to_have_count(0)


def test_a_page_that_does_not_exist_is_said_in_words(
    browser: Browser, filled: tuple[str, dict[str, str]]
) -> None:
    address, _ = filled
    with browsing.visit(browser, address) as planner:
        answer = planner.page.goto(f"{address}/documents/tiada")
        assert answer is not None
        assert answer.status == 404
        expect(planner.page.locator("main")).to_contain_text("tidak ada")
        planner.troubles.clear()


def test_everything_can_be_reached_by_the_tab_key(
    browser: Browser, filled: tuple[str, dict[str, str]]
) -> None:
    address, ids = filled
    with browsing.visit(browser, address) as planner:
        page = planner.open(f"/documents/{ids['sample']}?row={ids['row']}")
        page.wait_for_load_state("networkidle")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Langsung ke isi")
        seen = set()
        for _ in range(90):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                "(() => { const e = document.activeElement, r = e.getBoundingClientRect();"
                " return [e.tagName, e.name || e.className, r.width > 0]; })()"
            )
            seen.add(focused[1])
            assert focused[0] == "BODY" or focused[2] or focused[1] == "file", focused
        assert {"text", "level", "open"} <= seen
