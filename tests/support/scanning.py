"""Pages as pictures, as scanners leave them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from classifier.scans import engine

NEEDS_ENGINE = not engine.is_installed(), "Tesseract with Indonesian is not installed"


def pictures(path: Path, pages: Sequence[int], *, dpi: int) -> list[Image.Image]:
    """Pages of a document, from 1, as grey pictures."""
    document = pdfium.PdfDocument(path)
    drawn = [
        document[page - 1].render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in pages
    ]
    document.close()
    return drawn


def scan(path: Path, pages: Sequence[int], to: Path, *, dpi: int = 200, degrees: float = 0.0) -> Path:
    """A document of pictures of these pages, each turned counterclockwise by so many degrees."""
    drawn = [
        picture.rotate(degrees, Image.Resampling.BICUBIC, expand=degrees % 90 == 0, fillcolor=255)
        for picture in pictures(path, pages, dpi=dpi)
    ]
    drawn[0].save(to, "PDF", resolution=dpi, save_all=True, append_images=drawn[1:])
    return to
