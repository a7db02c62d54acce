"""What was read of scanned pages, kept by the digest of their pictures, so that a second reading is free.

A folder of JSON files, one a page, named by picture and version. It holds at most so many bytes: those that
were not asked for longest go first. A file that cannot be read is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from classifier.pdf.layout import DrawnPage, Edge, Repair, Word
from classifier.records import Box
from classifier.scans.engine import Grey
from classifier.scans.scanned_page import ScannedPage

# Raised with every change that reads other words or edges from a picture.
VERSION = 1
# A page takes some 40 KB.
MAX_BYTES = 500_000_000
# Looking at all files for each page that is stored would cost more than it saves.
_TRIM_EVERY = 50


def key(picture: Grey, dpi: int) -> str:
    """The name of a picture: one of other pixels or resolution, or another version, has another."""
    digest = hashlib.sha256(f"{VERSION} {dpi} {picture.shape}".encode())
    digest.update(picture.tobytes())
    return digest.hexdigest()


def load(folder: Path, name: str, page: int) -> ScannedPage | None:
    """What is stored under a name, as page number `page`; None when there is nothing that can be read."""
    path = folder / f"{name}.json"
    try:
        stored = _from_dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    with suppress(OSError):
        os.utime(path)
    return replace(stored, page=replace(stored.page, page=page))


def store(folder: Path, name: str, scan: ScannedPage, *, max_bytes: int = MAX_BYTES) -> None:
    """Keep what was read under a name; a folder that cannot be written is left alone."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        # Several readers may store the same page.
        written = folder / f"{name}.{os.getpid()}.part"
        written.write_text(json.dumps(_as_dict(scan)), encoding="utf-8")
        written.replace(folder / f"{name}.json")
        if int(name[:8], 16) % _TRIM_EVERY == 0 or max_bytes < MAX_BYTES:
            _trim(folder, max_bytes)


def _trim(folder: Path, max_bytes: int) -> None:
    files = []
    for path in folder.iterdir():
        with suppress(OSError):
            stat = path.stat()
            files.append((stat.st_mtime_ns, stat.st_size, path))
    left = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if left <= max_bytes:
            break
        path.unlink(missing_ok=True)
        left -= size


def _as_dict(scan: ScannedPage) -> dict[str, Any]:
    page = scan.page
    return {
        "size": (page.width, page.height),
        "turn": page.turn,
        "skew": page.skew,
        "words": page.words,
        "edges": page.edges,
        "unsure": scan.unsure,
    }


def _from_dict(values: dict[str, Any]) -> ScannedPage:
    width, height = values["size"]
    words = tuple(
        Word(text, Box(*box), bold, order, spaced) for text, box, bold, order, spaced in values["words"]
    )
    edges = tuple(Edge(*edge) for edge in values["edges"])
    unsure = tuple(Repair(Box(*box), doubt) for box, doubt in values["unsure"])
    page = DrawnPage(0, width, height, words, edges, values["turn"], None, values["skew"])
    return ScannedPage(page, unsure)
