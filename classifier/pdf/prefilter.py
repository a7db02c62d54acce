"""Which pages are worth reading: a page glanced at, cheaply.

A page is looked at twice. To glance at it is to read only its text and look for
painted paths (about 3 ms), enough to say whether a table or list of programs can
stand on it; `words.drawn_page` takes every word and edge with its place (about 20 ms)
and is called for the few pages that pass. A page that passes may still hold no row;
one that does not pass is never read, so in doubt it passes.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as c

from classifier.pdf.document import loaded

# Words that name what we look for, spaces removed first because narrow cells cut words.
_NAMES = re.compile("program|kegiatan|nomenklatur")
# An item of a numbered list of programs: `1. Program`, `(2) Progam`, `a) Program`.
_LISTED = re.compile(r"^\s*\(?(?:\d{1,2}|[a-z])[.)]\s*pro?gr?am\b", re.IGNORECASE | re.MULTILINE)
# What stands in a table: an amount of seven digits at least, or the code of a program.
_FIGURES = re.compile(r"\d{1,3}(?:[.,]\d{3}){2,}|\d\.\d{2}\.\d{2}")
_MIN_FIGURES = 3
# A line that begins like a row, or with the code of one.
_BEGINS = re.compile(
    r"^\s*(?:(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Za-z][.)]|[-•–*])\s*)?(?:pro?gr?am|(?:sub\s*)?kegiatan)\b"
    r"|^\s*\d\s*[.|]?\s*\d{2}\s*[.|]?\s*\d{2}\b",
    re.IGNORECASE | re.MULTILINE,
)
# Words that head columns; so many different ones make a header.
_HEADER_WORDS = re.compile(
    r"\b(?:no|kode|indikator|target|pagu|anggaran|lokasi|satuan|keterangan|opd|sasaran|sumber)\b",
    re.IGNORECASE,
)
_MIN_HEADER_WORDS = 3
# So many characters, evenly taken, say how a page's text is painted; so many of them tell.
_SAMPLED_CHARS, _MIN_INVISIBLE = 12, 0.75
# A picture of a page covers this share of it; on a scan's page so few things are neither it nor text.
_MIN_COVERED, _MAX_OTHERS = 0.9, 3
# Fewer characters than this beside a picture of this share of the page are a page number or a stamp; scanners
# cut a page into strips, of which so many are looked at.
_MIN_TEXT, _MIN_PICTURE, _MOST_PICTURES = 40, 0.25, 2000
# Fewer painted sides than this close no table: an underline, a frame, a rule below the page's header.
_MIN_SIDES = 12


@dataclass(frozen=True, slots=True)
class Glance:
    """What a page holds, read cheaply: `page` counts from 1, `text` is in content order.

    `ruled` is true when enough paths or forms are painted to make a table, `named`
    when the text speaks of programs or kegiatan, `listed` when a numbered list item
    begins with "Program", `columned` when it could hold a table without rules: names
    programs, and has amounts or codes, a line that begins like a row, or words of a header.
    `hidden` is true when the text is not what is seen: invisible, or below a picture of the page.
    `pictured` is true when there is no text, or next to none, and something else is painted.
    """

    page: int
    n_chars: int
    text: str
    ruled: bool
    named: bool
    listed: bool
    columned: bool
    hidden: bool
    pictured: bool = False


def glance(document: pdfium.PdfDocument, page: int) -> Glance:
    """What page `page` (from 1) holds. Raises pdfium.PdfiumError when it cannot be loaded."""
    with loaded(document, page) as (handle, text_page):
        n_chars = max(c.FPDFText_CountChars(text_page), 0)
        text = ""
        if n_chars:
            buffer = (ctypes.c_ushort * (n_chars + 1))()
            n_written = max(c.FPDFText_GetText(text_page, 0, n_chars, buffer) - 1, 0)
            text = bytes(buffer)[: 2 * n_written].decode("utf-16-le", errors="replace")
        named = is_named(text)
        n_ink = sum(map(len, text.split()))
        return Glance(
            page=page,
            n_chars=n_chars,
            text=text,
            ruled=bool(n_chars) and _is_ruled(handle),
            named=named,
            listed=is_listed(text),
            columned=named and is_columned(text),
            hidden=bool(n_chars) and (_is_invisible(text_page, n_chars) or _is_below_picture(handle)),
            pictured=n_ink < _MIN_TEXT and _is_pictured(handle, is_bare=n_ink == 0),
        )


def is_named(text: str) -> bool:
    """True for text that speaks of programs or kegiatan."""
    return bool(_NAMES.search("".join(text.split()).lower()))


def is_listed(text: str) -> bool:
    """True for text with an item of a numbered list that begins with "Program"."""
    return bool(_LISTED.search(text.replace("\r", "\n")))


def is_columned(text: str) -> bool:
    """True for text with figures, beginnings of rows or the words of a header."""
    lines = text.replace("\r", "\n")
    return (
        len(_FIGURES.findall(text)) >= _MIN_FIGURES
        or bool(_BEGINS.search(lines))
        or len({word.lower() for word in _HEADER_WORDS.findall(text)}) >= _MIN_HEADER_WORDS
    )


def _is_ruled(handle: object) -> bool:
    """True when enough is painted to close a table."""
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


def _is_invisible(text_page: object, n_chars: int) -> bool:
    """True when most characters are painted in the invisible mode, as OCR lays them over its picture."""
    modes = []
    for i in range(0, n_chars, max(1, n_chars // _SAMPLED_CHARS)):
        # A space that PDFium has put between words belongs to no text.
        if item := c.FPDFText_GetTextObject(text_page, i):
            modes.append(c.FPDFTextObj_GetTextRenderMode(item))
    n_invisible = modes.count(c.FPDF_TEXTRENDERMODE_INVISIBLE)
    return bool(modes and n_invisible >= _MIN_INVISIBLE * len(modes))


def _is_below_picture(handle: object) -> bool:
    """True when all that a page paints last is a picture of it, over its text."""
    last = c.FPDFPage_CountObjects(handle) - 1
    item = c.FPDFPage_GetObject(handle, last) if last > 0 else None
    if item is None or c.FPDFPageObj_GetType(item) != c.FPDF_PAGEOBJ_IMAGE:
        return False
    page, picture = c.FS_RECTF(), c.FS_RECTF()
    c.FPDF_GetPageBoundingBox(handle, page)
    sides = [ctypes.c_float() for _ in range(4)]
    c.FPDFPageObj_GetBounds(item, *sides)
    picture.left, picture.bottom, picture.right, picture.top = (side.value for side in sides)
    if _area(picture) < _MIN_COVERED * _area(page):
        return False
    kinds = [c.FPDFPageObj_GetType(c.FPDFPage_GetObject(handle, i)) for i in range(last)]
    return len(kinds) - kinds.count(c.FPDF_PAGEOBJ_TEXT) <= _MAX_OTHERS


def _is_pictured(handle: object, *, is_bare: bool) -> bool:
    """True when a picture covers much of the page; of a page bare of text, when anything is painted."""
    n_objects: int = max(c.FPDFPage_CountObjects(handle), 0)
    if is_bare:
        return n_objects > 0
    page, covered = c.FS_RECTF(), 0.0
    c.FPDF_GetPageBoundingBox(handle, page)
    for i in range(min(n_objects, _MOST_PICTURES)):
        item = c.FPDFPage_GetObject(handle, i)
        if c.FPDFPageObj_GetType(item) in (c.FPDF_PAGEOBJ_IMAGE, c.FPDF_PAGEOBJ_FORM):
            sides = [ctypes.c_float() for _ in range(4)]
            c.FPDFPageObj_GetBounds(item, *sides)
            left, bottom, right, top = (side.value for side in sides)
            covered += max(0.0, right - left) * max(0.0, top - bottom)
    return covered >= _MIN_PICTURE * _area(page)


def _area(rect: c.FS_RECTF) -> float:
    return float((rect.right - rect.left) * (rect.top - rect.bottom))
