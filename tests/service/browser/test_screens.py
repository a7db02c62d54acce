"""Every screen and state, in both languages: for everybody (axe), and no wider than the window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.support import browsing, screens
from tests.support.screens import EMPTY_SCREENS, SCREENS

pytestmark = pytest.mark.slow

# Paper is as wide as it is printed.
_PAPER = {"map for print"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    with screens.filled(tmp_path_factory.mktemp("states")) as there:
        yield there


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with screens.empty(tmp_path_factory.mktemp("nothing")) as address:
        yield address


def grave_faults(page: Page) -> list[str]:
    """What axe finds that is serious or critical, with where."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in violations
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]


# What axe looks at is the same in both languages, and every window is told from both sides of it.
@pytest.mark.parametrize(("width", "language"), [(360, "en"), (1280, "id")])
def test_every_screen_is_for_everybody_and_no_wider_than_the_window(
    browser: Browser, bare: str, filled: tuple[str, dict[str, str]], width: int, language: str
) -> None:
    address, ids = filled
    faults: dict[str, list[str]] = {}
    for at, shown in ((bare, EMPTY_SCREENS), (address, SCREENS)):
        with browsing.visit(browser, at, width=width, language=language) as planner:
            for screen in shown:
                page = screen.show(planner, ids)
                found = grave_faults(page)
                if planner.overflow() > 0 and screen.name not in _PAPER:
                    found.append(f"{planner.overflow()} pixels wider than the window")
                if found:
                    faults[screen.name] = found
                screen.back(page)
    assert faults == {}
