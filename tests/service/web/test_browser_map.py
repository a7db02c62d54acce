"""The map in a browser: how it is switched, what a narrow screen says, and that it prints whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from service.settings import Settings
from tests.support import browsing, serving

pytestmark = pytest.mark.slow

# Millimetres of A4 turned, less its margins, in CSS pixels.
_PAPER_WIDTH = round((297 - 20) / 25.4 * 96)
_WIDER_THAN_ITS_BOX = "one => one.scrollWidth > one.clientWidth"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service with the sample Renstra."""
    data: Path = tmp_path_factory.mktemp("map")
    with serving.listening(Settings(data=data, workers=1, rate=0)) as found:
        serving.send(found, serving.SAMPLE)
        yield found


def test_the_switch_counts_kegiatan_and_keeps_what_else_was_chosen(browser: Browser, address: str) -> None:
    with browsing.visit(browser, address) as planner:
        page = planner.open("/map?value=budget")
        page.get_by_label("Kegiatan", exact=True).check(force=True)
        page.wait_for_url(re.compile("by=kegiatan"))
        assert "value=budget" in page.url
        expect(page.locator("h1")).to_contain_text("menurut kegiatan")
        page.get_by_label("Program", exact=True).check(force=True)
        expect(page.locator("h1")).not_to_contain_text("menurut kegiatan")
        assert planner.troubles == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", ["/map?by=kegiatan", "/map/print?by=kegiatan"])
def test_the_map_by_kegiatan_is_for_everybody_and_no_wider_than_the_window(
    browser: Browser, address: str, path: str, width: int
) -> None:
    with browsing.visit(browser, address, width=width) as planner:
        page = planner.open(path)
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
        if width == 1280 or "print" not in path:
            assert planner.overflow() == 0


def test_a_narrow_screen_says_where_the_matrix_is(browser: Browser, address: str) -> None:
    for width, is_narrow in ((360, True), (1280, False)):
        with browsing.visit(browser, address, width=width) as planner:
            note = planner.open("/map").locator(".instead")
            expect(note).to_be_visible(visible=is_narrow)
            expect(planner.page.locator("#matriks")).to_be_visible(visible=not is_narrow)
            assert note.get_by_role("link").count() == (2 if is_narrow else 0)


@pytest.mark.parametrize("path", ["/map", "/map?value=budget&by=kegiatan"])
def test_the_page_itself_prints_with_all_of_its_columns(browser: Browser, address: str, path: str) -> None:
    with browsing.visit(browser, address) as planner:
        page = planner.open(path)
        page.set_viewport_size({"width": _PAPER_WIDTH, "height": 700})
        page.emulate_media(media="print")
        assert planner.overflow() == 0
        expect(page.locator(".choosing")).to_be_hidden()
        boxes = page.locator(".matrix-box")
        assert not any(boxes.nth(n).evaluate(_WIDER_THAN_ITS_BOX) for n in range(boxes.count()))
        last = page.locator(".matrix thead .sum").bounding_box()
        assert last is not None
        assert last["x"] + last["width"] <= _PAPER_WIDTH


def test_paper_is_turned(browser: Browser, address: str) -> None:
    with browsing.visit(browser, address) as planner:
        content = planner.open("/map").pdf(prefer_css_page_size=True)
    width, height = map(float, re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", content)[0])
    assert width > height


def test_the_printed_map_tells_the_time_of_the_planners_clock(browser: Browser, address: str) -> None:
    with browsing.visit(browser, address) as planner:
        told = planner.open("/map/print").locator("header time")
        expect(told).not_to_contain_text("UTC")
        shown = told.inner_text()
        (utc,) = re.findall(r"T(\d\d):", told.get_attribute("datetime") or "")
        # The test's browser is in Jakarta, seven hours on.
        assert f"{(int(utc) + 7) % 24:02}." in shown
