"""Every screen and state: for everybody (axe), at every width, with hostile texts, when things go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from sqlalchemy import create_engine, insert

from service.messages import Message
from service.settings import Settings
from service.storage.schema import documents
from tests.support import browsing, serving
from tests.support.browsing import Visit
from tests.support.paths import DOCUMENTS

pytestmark = pytest.mark.slow

HOSTILE = "<img src=x onerror=\"document.title='taken'\">.pdf"
# Chosen documents and rows are filled in by `filled`.
SCREENS = {
    "first page": "/",
    "document": "/documents/{sample}",
    "document, a row beside": "/documents/{sample}?row={row}",
    "document, nothing matches": "/documents/{sample}?text=zzzz",
    "document, parts": "/documents/{sample}?size=25&p=2",
    "row": "/rows/{row}",
    "rows of all": "/rows",
    "inbox": "/review",
    "map": "/map",
    "map of budgets": "/map?value=budget",
    "map for print": "/map/print",
    "compare, nothing chosen": "/compare",
    "compare": "/compare?a={sample}&b={other}",
    "agencies": "/agencies",
    "taxonomy": "/taxonomy",
    "model": "/model",
    "no rows": "/documents/{prose}",
    "failed": "/documents/failed00000000ff",
    "queued": "/documents/queued00000000ff",
    "running": "/documents/runnin00000000ff",
    "hostile name": "/documents/{hostile}",
}
_FAR_AWAY_S = 4e9
_OPEN_ALL = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """A service with documents in every state, and the ids that addresses ask for."""
    data = tmp_path_factory.mktemp("states")
    with serving.listening(Settings(data=data, workers=1, rate=0)) as address:
        ids = {
            "sample": serving.send(address, serving.SAMPLE),
            "other": serving.send(address, DOCUMENTS / "rupiah_below_a_head_of_thousands.pdf"),
            "prose": serving.send(address, DOCUMENTS / "no_rows_in_prose.pdf"),
            "hostile": serving.send(address, DOCUMENTS / "money_in_units.pdf", HOSTILE),
        }
        rows = serving.answer(address, f"/documents/{ids['sample']}/rows")["rows"]
        ids["row"] = rows[9]["id"]
        states(data / "petakota.db")
        yield address, ids


def states(database: Path) -> None:
    """Documents that wait, are read, and have failed, as no test could hold them."""
    common = {"n_bytes": 1, "created_at": "2026-11-24T16:00:00Z", "token": "x", "lease_until": _FAR_AWAY_S}
    failed = {"status": "failed", "error": Message("scan").stored(), "pages_total": 0, "pages_done": 0}
    running = {"status": "running", "pages_done": 120, "pages_total": 310, "error": ""}
    # Another service holds it: a queued one would be read.
    queued = {"status": "running", "pages_done": 0, "pages_total": 0, "error": ""}
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        for name, state in (("failed", failed), ("runnin", running), ("queued", queued)):
            values = common | state | {"id": f"{name}00000000ff", "sha256": name, "name": f"{name}.pdf"}
            connection.execute(insert(documents).values(**values))
    engine.dispose()


def shown(planner: Visit, ids: dict[str, str], screen: str) -> None:
    planner.open(SCREENS[screen].format(**ids))
    # What comes after the page itself: the row beside, its picture.
    if screen not in ("running", "queued", "first page"):
        planner.page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("width", [1280, 360])
def test_a_screen_has_no_serious_fault_for_people_with_disabilities(
    browser: Browser, filled: tuple[str, dict[str, str]], screen: str, width: int
) -> None:
    address, ids = filled
    language = "en" if width == 360 else "id"
    with browsing.visit(browser, address, width=width, language=language) as planner:
        shown(planner, ids, screen)
        found = Axe().run(planner.page).response["violations"]
        grave = [
            (one["id"], [node["html"][:160] for node in one["nodes"]][:3])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        assert grave == []


@pytest.mark.parametrize("width", browsing.WIDTHS)
def test_no_screen_is_wider_than_the_window(
    browser: Browser, filled: tuple[str, dict[str, str]], width: int
) -> None:
    address, ids = filled
    with browsing.visit(browser, address, width=width) as planner:
        wide = {}
        for screen in SCREENS:
            shown(planner, ids, screen)
            planner.page.evaluate(
                "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
            )
            if planner.overflow() > 0 and screen != "map for print":
                wide[screen] = planner.overflow()
        assert wide == {}


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
        running = page.locator("tr", has=page.get_by_role("link", name="runnin.pdf"))
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
        shown(planner, ids, "document, a row beside")
        page = planner.page
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
