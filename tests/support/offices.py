"""Files for an office as LibreOffice shows them, page by page."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pypdfium2

_PROGRAMS = ("soffice", "libreoffice")
_DOTS_AN_INCH = 80
_LIMIT_S = 600


def program() -> str | None:
    """The path of the LibreOffice of this machine."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def pictures(path: Path, folder: Path) -> list[Path]:
    """Every page or slide of a file as a PNG picture in a folder, in their order."""
    folder.mkdir(parents=True, exist_ok=True)
    # A profile of its own: LibreOffice refuses to start twice with one.
    profile = f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}"
    command = [
        program() or "",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=_LIMIT_S)
    drawn = []
    with pypdfium2.PdfDocument(folder / f"{path.stem}.pdf") as document:
        for number, page in enumerate(document, start=1):
            picture = folder / f"{path.stem}-{number:02}.png"
            page.render(scale=_DOTS_AN_INCH / 72).to_pil().save(picture)
            drawn.append(picture)
    return drawn
