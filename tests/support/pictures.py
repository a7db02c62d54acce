"""Pictures of every screen, at every width, to be looked at: `python -m tests.support.pictures DIR`."""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.support import browsing, screens
from tests.support.screens import Screen


def main() -> None:
    """Draw all screens, whole pages with `--whole`, else what the window shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, metavar="DIR")
    parser.add_argument("--width", type=int, action="append", choices=browsing.WIDTHS)
    parser.add_argument("--language", action="append", choices=browsing.LANGUAGES)
    parser.add_argument("--only", default="", metavar="WORDS", help="screens whose names have these words")
    parser.add_argument("--whole", action="store_true")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        screens.filled(Path(folder) / "filled") as (address, ids),
        screens.empty(Path(folder) / "empty") as bare,
        browsing.chromium() as browser,
    ):
        for width in asked.width or browsing.WIDTHS:
            for language in asked.language or ("id",):
                for at, shown in ((bare, screens.EMPTY_SCREENS), (address, screens.SCREENS)):
                    chosen = [one for one in shown if asked.only in one.name]
                    drawn(browser, at, ids, chosen, width, language, asked.out, whole=asked.whole)


def drawn(
    browser: Browser,
    address: str,
    ids: dict[str, str],
    shown: list[Screen],
    width: int,
    language: str,
    out: Path,
    *,
    whole: bool,
) -> None:
    """Pictures of screens at a width, `name-width-language.png` each."""
    with browsing.visit(browser, address, width=width, language=language) as planner:
        for screen in shown:
            page = screen.show(planner, ids)
            name = re.sub(r"\W+", "-", screen.name)
            # Hiding the caret would leave a style in the field, against the page's policy.
            path = out / f"{name}-{width}-{language}.png"
            page.screenshot(path=path, full_page=whole, caret="initial")
            screen.back(page)
            print(screen.name, width, language, file=sys.stderr)


if __name__ == "__main__":
    main()
