"""Documents opened, and pages glanced at: with `drawn` and `strokes`, the door to pypdfium2.

A page is looked at twice. `glance` reads only its text and looks for painted
paths (about 3 ms), enough to say whether a table or list of programs can stand on
it; `drawn.read` takes every word and edge with its place (about 20 ms) and is
called for the few pages that pass.

PDFium is not thread-safe, not even across documents: call from one thread of a
process.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as c

from classifier.errors import DocumentError

Document = pdfium.PdfDocument
PageError = pdfium.PdfiumError

# Words that name what we look for, spaces removed first because narrow cells cut words.
_NAMES = re.compile("program|kegiatan|nomenklatur")
_LISTED = re.compile(r"^\s*\(?(?:\d{1,2}|[a-z])[.)]\s*pro?gr?am\b", re.IGNORECASE | re.MULTILINE)
_FIGURES = re.compile(r"\d{1,3}(?:[.,]\d{3}){2,}|\d\.\d{2}\.\d{2}")
_MIN_FIGURES = 3
# Fewer painted sides than this close no table: an underline, a frame, a head and a foot rule.
_MIN_SIDES = 12


@dataclass(frozen=True, slots=True)
class Glance:
    """What a page holds, read cheaply: `page` counts from 1, `text` is in content order.

    `ruled` is true when enough paths or forms are painted to make a table, `named`
    when the text speaks of programs or kegiatan, `listed` when a numbered list item
    begins with "Program", `columned` when it could hold a table without rules: names
    programs, and has amounts or codes on several lines.
    """

    page: int
    n_chars: int
    text: str
    ruled: bool
    named: bool
    listed: bool
    columned: bool


@contextmanager
def opened(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The open document, closed at the end.

    Raises DocumentError for what is missing, empty, no PDF, locked or damaged.
    """
    if path.is_dir():
        raise DocumentError(f"{path}: is a folder, not a PDF; name the documents in it.")
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except FileNotFoundError as error:
        raise DocumentError(f"{path}: no such file; check the name.") from error
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read ({error.strerror}); check its permissions.") from error
    if not head:
        raise DocumentError(f"{path}: the file is empty; fetch it again.")
    if b"%PDF-" not in head:
        raise DocumentError(f"{path}: not a PDF (it does not begin with %PDF-); save it as PDF first.")
    try:
        document = pdfium.PdfDocument(path)
        n_pages = len(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == c.FPDF_ERR_PASSWORD:
            raise DocumentError(
                f"{path}: locked with a password; save a copy without one and try again."
            ) from error
        # PDFium refuses a document without pages as it does a damaged one.
        why = "a PDF without pages" if _has_no_pages(path) else "damaged, PDFium cannot open it"
        again = "export it again" if _has_no_pages(path) else "fetch or export it again"
        raise DocumentError(f"{path}: {why}; {again}.") from error
    try:
        if n_pages == 0:
            raise DocumentError(f"{path}: a PDF without pages; export it again.")
        yield document
    finally:
        document.close()


def _has_no_pages(path: Path) -> bool:
    with path.open("rb") as file:
        return re.search(rb"/Count\s+0\b", file.read(1 << 20)) is not None


def glance(document: pdfium.PdfDocument, page: int) -> Glance:
    """What page `page` (from 1) holds. Raises pdfium.PdfiumError when it cannot be loaded."""
    with loaded(document, page) as (handle, text_page):
        n_chars = max(c.FPDFText_CountChars(text_page), 0)
        text = ""
        if n_chars:
            buffer = (ctypes.c_ushort * (n_chars + 1))()
            got = c.FPDFText_GetText(text_page, 0, n_chars, buffer)
            text = bytes(buffer)[: max(got - 1, 0) * 2].decode("utf-16-le", errors="replace")
        folded = "".join(text.split()).lower()
        named = bool(_NAMES.search(folded))
        return Glance(
            page=page,
            n_chars=n_chars,
            text=text,
            ruled=bool(n_chars) and _is_ruled(handle),
            named=named,
            listed=bool(_LISTED.search(text.replace("\r", "\n"))),
            columned=named and len(_FIGURES.findall(text)) >= _MIN_FIGURES,
        )


def _is_ruled(handle: object) -> bool:
    n_sides = 0
    # From the end: office programs paint rules before the text of a cell or after all text.
    for i in reversed(range(max(c.FPDFPage_CountObjects(handle), 0))):
        item = c.FPDFPage_GetObject(handle, i)
        kind = c.FPDFPageObj_GetType(item)
        if kind == c.FPDF_PAGEOBJ_FORM:
            return True
        if kind == c.FPDF_PAGEOBJ_PATH:
            # A lone stroke counts double: seven of them draw a row of four cells, four boxes do too.
            n_sides += max(2, c.FPDFPath_CountSegments(item) - 1)
        if n_sides >= _MIN_SIDES:
            return True
    return False


def picture(document: pdfium.PdfDocument, page: int, *, dpi: int) -> bytes:
    """Page `page` (from 1) as a PNG of `dpi` dots an inch, as displayed."""
    opened_page = document[page - 1]
    try:
        out = io.BytesIO()
        opened_page.render(scale=dpi / 72).to_pil().save(out, "PNG")
        return out.getvalue()
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
