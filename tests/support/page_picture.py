"""Draws the README's picture of the page, .github/page.png: `make picture`; look at it before committing.

The page of the sample Renstra with a row beside it, as a planner sees it after an upload.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from service.settings import Settings
from tests.support import browsing, serving
from tests.support.paths import ROOT

PICTURE = ROOT / ".github" / "page.png"
# The page has few colours: so many look the same as all, at a third of the size.
_COLOURS = 128


def draw(path: Path) -> None:
    """Write the picture of the page into a file."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serving.listening(Settings(data=Path(folder), workers=1)) as address,
        browsing.chromium() as browser,
        browsing.visit(browser, address) as planner,
    ):
        document = serving.send(address, serving.SAMPLE)
        rows = serving.answer(address, f"/documents/{document}/rows")["rows"]
        row = next(row for row in rows if row["text"] == "PROGRAM PENGELOLAAN PERSAMPAHAN")
        page = planner.open(f"/documents/{document}?row={row['id']}")
        picture = page.locator("#beside img")
        expect(picture).to_be_visible()
        page.wait_for_function("[...document.images].every(image => image.complete && image.naturalWidth)")
        shot = Image.open(io.BytesIO(page.screenshot()))
    path.parent.mkdir(exist_ok=True)
    shot.convert("RGB").quantize(_COLOURS).save(path, optimize=True)


def main() -> None:
    draw(PICTURE)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
