"""Writes the sample documents and their golden rows into tests/documents, or FOLDER: `make documents`.

Each document is drawn by one function that knows its rows; `<name>.rows.jsonl`
beside `<name>.pdf` holds them. Look at the diff of both before committing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from tests.support.drawing import (
    document_forms,
    document_habits,
    document_lists,
    document_pages,
    document_renstra,
    document_sheets,
    document_traps,
    document_troubles,
)
from tests.support.drawing.pdf_painter import Painting
from tests.support.paths import DOCUMENTS

FOLDER = DOCUMENTS
Draw = Callable[[Painting], None]
DRAWINGS: dict[str, Draw] = {
    "renstra_contoh": document_renstra.draw,
    **document_forms.DOCUMENTS,
    **document_troubles.DOCUMENTS,
    **document_pages.DOCUMENTS,
    **document_traps.DOCUMENTS,
    **document_habits.DOCUMENTS,
    **document_sheets.DOCUMENTS,
    **document_lists.DOCUMENTS,
}


def write(name: str, draw: Draw, folder: Path) -> Path:
    """Draw one document and its golden rows into `folder`; returns the PDF."""
    path = folder / f"{name}.pdf"
    painting = Painting(path, name)
    draw(painting)
    painting.save()
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in painting.golden]
    path.with_suffix(".rows.jsonl").write_text("".join(lines), encoding="utf-8")
    return path


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in DRAWINGS.items():
        write(name, draw, folder)
    print(f"{len(DRAWINGS)} documents in {folder}", file=sys.stderr)


if __name__ == "__main__":
    main()
