"""Pages written as content operators, and what is drawn on them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from classifier.pdf import words
from classifier.pdf.document import opened
from classifier.pdf.layout import DrawnPage, Edge
from tests.support import hostile

# A rectangle at x 100..300, 100..150 below the top of A4.
RECTANGLE = "100 692 200 50 re"
SIDES = [(100, 100, 100, 150), (100, 100, 300, 100), (100, 150, 300, 150), (300, 100, 300, 150)]


def drawn(path: Path) -> DrawnPage:
    """What the document's first page holds."""
    with opened(path) as document:
        return words.drawn_page(document, 1)


def content(
    path: Path, operators: str, resources: bytes = b"", extra: list[bytes] | None = None
) -> DrawnPage:
    """What a page of 595 x 842 points with these operators holds; `extra` objects are numbered from 6."""
    path.write_bytes(hostile.pages([hostile.stream(operators.encode())], resources, extra))
    return drawn(path)


def places(edges: Iterable[Edge]) -> list[tuple[float, float, float, float]]:
    """Where edges stand, to a tenth of a point."""
    return sorted((round(e.x0, 1), round(e.top, 1), round(e.x1, 1), round(e.bottom, 1)) for e in edges)
