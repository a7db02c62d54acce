"""Chromium without a screen, driven by Playwright, and what tests ask of a page in it.

A page that reports an error, breaks its policy, or asks any address but the service's own
fails the test that opened it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    expect,
    sync_playwright,
)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "Chromium is not installed (Debian's package chromium)"
# As root it does not start without the first; the others keep it from calling home.
_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What the page remembers of a person who went on without a name.
_NAME_ASKED = "try { localStorage.setItem('petakota.name-asked', '1'); } catch { /* about:blank has none */ }"
WIDTHS = {360: 740, 1280: 800, 1920: 1080}
LANGUAGES = ("id", "en")


def program() -> str | None:
    """The path of the Chromium of this machine."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=_OPTIONS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A browser's visit of the service at `address`."""

    page: Page
    context: BrowserContext
    address: str
    language: str
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return self.page

    def says(self, indonesian: str, english: str) -> str:
        return english if self.language == "en" else indonesian

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        found: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return found

    def download(self, locator: Any, folder: Path) -> Path:
        """The file that a click on a link brings."""
        with self.page.expect_download() as coming:
            locator.click()
        path = folder / coming.value.suggested_filename
        coming.value.save_as(path)
        return path


@contextmanager
def visit(
    browser: Browser,
    address: str,
    *,
    language: str = "id",
    width: int = 1280,
    script: bool = True,
    asks_name: bool = False,
) -> Iterator[Visit]:
    """A visit that fails at its end when anything went wrong on a page.

    `asks_name` is whether the person who visits is still to be asked for a name before the first answer.
    """
    context = browser.new_context(
        viewport={"width": width, "height": WIDTHS[width]},
        # An English browser, as many offices have: the page speaks Indonesian all the same.
        locale="en-US",
        timezone_id="Asia/Jakarta",
        java_script_enabled=script,
        accept_downloads=True,
    )
    # Long enough for a machine that does much else; what is there is found at once.
    context.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    if language != "id":
        context.add_cookies([{"name": "petakota_lang", "value": language, "url": address}])
    if not asks_name:
        context.add_init_script(_NAME_ASKED)
    found = Visit(context.new_page(), context, address, language)

    def asked(response: Response) -> None:
        if not response.url.startswith((address, "data:", "blob:")):
            found.troubles.append(f"asked {response.url}")
        # What was refused with a reason (409, 422) is a planner's, and is shown to him.
        if response.status == 404 or response.status >= 500:
            found.troubles.append(f"{response.status} {response.url}")

    def told(message: ConsoleMessage) -> None:
        refused = ("Failed to load resource", "Response Status Error Code 4")
        if message.type == "error" and not message.text.startswith(refused):
            found.troubles.append(f"console: {message.text}")

    found.page.on("response", asked)
    found.page.on("pageerror", lambda error: found.troubles.append(f"script: {error}"))
    found.page.on("console", told)
    yield found
    context.close()
    assert found.troubles == [], found.troubles
