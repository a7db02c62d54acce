"""Documents opened, and pages as pictures: with `prefilter`, `words` and `edges` the door to pypdfium2.

PDFium is not thread-safe, not even across documents: call from one thread of a
process.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from classifier.errors import DocumentError
from classifier.faults import Fault

Document: TypeAlias = pdfium.PdfDocument
PageError = pdfium.PdfiumError

# Within so many bytes a PDF says that it is one (PDF Reference 1.7, implementation note 13).
_HEADER_BYTES = 1024
# A document without pages is small: its count stands within so many bytes.
_COUNT_BYTES = 1 << 20


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The open document, closed at the end.

    Raises DocumentError for what is missing, empty, no PDF, locked or damaged.
    """
    if path.is_dir():
        raise DocumentError(path, Fault("folder"))
    try:
        with path.open("rb") as file:
            first_bytes = file.read(_HEADER_BYTES)
    except FileNotFoundError as error:
        raise DocumentError(path, Fault("missing")) from error
    except OSError as error:
        raise DocumentError(path, Fault("no_permission", detail=str(error.strerror))) from error
    if not first_bytes:
        raise DocumentError(path, Fault("empty"))
    if b"%PDF-" not in first_bytes:
        raise DocumentError(path, Fault("not_a_pdf"))
    try:
        document = pdfium.PdfDocument(path)
        n_pages = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == c.FPDF_ERR_PASSWORD:
            raise DocumentError(path, Fault("locked")) from error
        # PDFium refuses a document without pages as it does a damaged one.
        raise DocumentError(path, Fault("no_pages" if _has_no_pages(path) else "damaged")) from error
    try:
        if n_pages == 0:
            raise DocumentError(path, Fault("no_pages"))
        yield document
    finally:
        document.close()


def _has_no_pages(path: Path) -> bool:
    """True when the document itself says that it has no page."""
    with path.open("rb") as file:
        return re.search(rb"/Count\s+0\b", file.read(_COUNT_BYTES)) is not None


def picture(document: pdfium.PdfDocument, page: int, *, dpi: int) -> bytes:
    """Page `page` (from 1) as a PNG of `dpi` dots an inch, as displayed."""
    opened_page = document[page - 1]
    try:
        out = io.BytesIO()
        opened_page.render(scale=dpi / 72).to_pil().save(out, "PNG")
        return out.getvalue()
    finally:
        opened_page.close()


def grey_picture(
    document: pdfium.PdfDocument, page: int, *, dpi: int, max_pixels: int
) -> tuple[NDArray[np.uint8], int]:
    """Page `page` (from 1) as displayed, 0 black to 255 white, (height, width), and its dots an inch.

    They are fewer than `dpi` where the picture would have more than `max_pixels`.
    """
    opened_page = document[page - 1]
    try:
        width, height = opened_page.get_size()
        square_inches = max(width * height / 72**2, 1e-6)
        dpi = max(1, min(dpi, int((max_pixels / square_inches) ** 0.5)))
        bitmap = opened_page.render(scale=dpi / 72, grayscale=True)
        try:
            return np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width), dpi
        finally:
            bitmap.close()
    finally:
        opened_page.close()


@contextmanager
def loaded(document: pdfium.PdfDocument, page: int) -> Iterator[tuple[object, object]]:
    """Raw handles of a page (from 1) and of its text, closed at the end."""
    opened_page = document[page - 1]
    try:
        text_page = opened_page.get_textpage()
        try:
            yield opened_page.raw, text_page.raw
        finally:
            text_page.close()
    finally:
        opened_page.close()
