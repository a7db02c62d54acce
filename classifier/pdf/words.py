"""Every word of a page with its place.

With `prefilter` and `edges` the door to pypdfium2: here its raw functions, because a
page has thousands of characters and each detour through Python counts.

Words are taken from PDFium's text, which has a space at every jump, and only their
first and last characters are asked for their places (`_words` says what was measured).
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import starmap
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from classifier.pdf import edges
from classifier.pdf.document import loaded
from classifier.pdf.layout import DrawnPage, Word
from classifier.records import Box

Floats = NDArray[np.float64]

# The two functions that are called for each word, taking addresses as they are: pypdfium2's own
# declarations check every argument, which takes as long as PDFium does.
_loose_char_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(c.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)
_text_object_at = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(c.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)

# Of the height: PDFium guesses a space where letters stand apart. Of 1,600 guesses on the 8 real samples
# the wrong ones ("Kompet ensi", a hinted font of 6 points) lie at 0.14 to 0.18 of the height, the right
# ones from 0.20 up.
_MIN_GUESSED_SPACE = 0.19
_INK = re.compile(r"\S+")
# What PDFium makes of the hyphen at a line's end, and the soft hyphen.
_HYPHENS = str.maketrans(dict.fromkeys("\x02\ufffe\xad", "-") | {"\0": "\ufffd"})
# Enough characters to say where the text of a page runs.
_SAMPLED_CHARS = 60
# Of the height: where the next character stands further off, sideways or up and down, a word has ended.
# By eye; not swept. Before changing one rerun tests/pdf/test_words.py and tests/extraction/test_golden.py.
_MAX_STEP, _MAX_RISE = 0.35, 0.4
# Of the font's size: what a line of text reaches below and above its baseline.
_DESCENT, _ASCENT = 0.2, 0.75
# PDFium's font weight (as CSS has it) from which a font is bold.
_MIN_BOLD_WEIGHT = 600


def _address(handle: Any) -> ctypes.c_void_p:
    return ctypes.cast(handle, ctypes.c_void_p)


def drawn_page(document: pdfium.PdfDocument, page: int) -> DrawnPage:
    """Words and edges of page `page` (from 1). Raises pdfium.PdfiumError when it cannot be loaded.

    A page with more than edges.MAX_EDGES edges is a drawing: it comes back without edges.
    """
    with loaded(document, page) as (handle, text_page):
        direction, *others = _directions(text_page)
        drawn = _drawn(handle, text_page, page, direction, is_alone=not others)
        if not others:
            return drawn
        side = _drawn(handle, text_page, page, others[0], is_alone=False)
        return replace(drawn, side=side) if side.words else drawn


def _drawn(
    handle: object, text_page: object, page: int, direction: tuple[int, int], *, is_alone: bool
) -> DrawnPage:
    """What runs in one direction, on the page turned so that it reads; all does where `is_alone`."""
    matrix, width, height = _displayed(handle)
    matrix, turn = _upright(matrix, width, height, direction)
    if turn in (90, 270):
        width, height = height, width
    words = _words(text_page, matrix, direction, is_alone=is_alone)
    return DrawnPage(page, width, height, words, edges.painted_edges(handle, matrix), turn)


def _displayed(handle: object) -> tuple[tuple[float, ...], float, float]:
    """The matrix (a, b, c, d, e, f) from user space to the page as displayed, its width and height."""
    box = c.FS_RECTF()
    c.FPDF_GetPageBoundingBox(handle, box)
    x0, y0, x1, y1 = box.left, box.bottom, box.right, box.top
    width, height = x1 - x0, y1 - y0
    turn = c.FPDFPage_GetRotation(handle)
    if turn == 1:
        return (0, 1, 1, 0, -y0, -x0), height, width
    if turn == 2:
        return (-1, 0, 0, 1, x1, -y0), width, height
    if turn == 3:
        return (0, -1, -1, 0, y1, x1), height, width
    return (1, 0, 0, -1, -x0, y1), width, height


def _directions(text_page: object) -> list[tuple[int, int]]:
    """Where the text of the page runs in user space, most of it first: (1, 0) to the right, (0, 1) up."""
    n = max(c.FPDFText_CountChars(text_page), 0)
    matrix = c.FS_MATRIX()
    directions: Counter[tuple[int, int]] = Counter()
    for i in range(0, n, max(1, n // _SAMPLED_CHARS)):
        if (direction := _direction(text_page, i, matrix)) is not None:
            directions[direction] += 1
    return [direction for direction, _ in directions.most_common()] or [(1, 0)]


def _direction(text_page: object, i: int, matrix: c.FS_MATRIX) -> tuple[int, int] | None:
    """Where the character at place `i` runs; `matrix` is overwritten."""
    if not c.FPDFText_GetMatrix(text_page, i, matrix) or not (matrix.a or matrix.b):
        return None
    is_level = abs(matrix.a) >= abs(matrix.b)
    return (1 if matrix.a > 0 else -1, 0) if is_level else (0, 1 if matrix.b > 0 else -1)


def _upright(
    matrix: tuple[float, ...], width: float, height: float, direction: tuple[int, int]
) -> tuple[tuple[float, ...], int]:
    """The matrix to the page turned so that text reads, and the degrees it was turned clockwise."""
    a, b, cc, d, e, f = matrix
    right, down = a * direction[0] + cc * direction[1], b * direction[0] + d * direction[1]
    if right > 0.5:
        return matrix, 0
    if right < -0.5:
        return (-a, -b, -cc, -d, width - e, height - f), 180
    if down < 0:
        return (-b, a, -d, cc, height - f, e), 90
    return (b, -a, d, -cc, f, width - e), 270


def _displayed_boxes(boxes: Floats, matrix: tuple[float, ...]) -> Floats:
    """Boxes (n, 4) of user space as x0, top, x1, bottom of the page as displayed."""
    a, b, cc, d, e, f = matrix
    x = np.sort(a * boxes[:, (0, 2)] + cc * boxes[:, (1, 3)] + e, axis=1)
    y = np.sort(b * boxes[:, (0, 2)] + d * boxes[:, (1, 3)] + f, axis=1)
    return np.column_stack((x[:, 0], y[:, 0], x[:, 1], y[:, 1]))


def _words(
    text_page: object, matrix: tuple[float, ...], direction: tuple[int, int], *, is_alone: bool
) -> tuple[Word, ...]:
    """The words of a page in content order, those that run in a direction; all do where `is_alone`.

    PDFium puts a space or line end wherever text jumps, but after a hyphen: in 387,000
    characters of real pages no other jump came without one. So only the first and last
    character of a word are asked for their places, a third of all.
    """
    text = _characters(text_page, max(c.FPDFText_CountChars(text_page), 0))
    starts: list[int] = []
    ends: list[int] = []
    for match in _INK.finditer(text):
        start, end = match.span()
        starts.append(start)
        # After a hyphen the text may go on elsewhere; `_grouped` tells.
        at = text.find("-", start, end - 1)
        while at >= 0:
            ends.append(at + 1)
            starts.append(at + 1)
            at = text.find("-", at + 1, end - 1)
        ends.append(end)
    if not is_alone:
        m = c.FS_MATRIX()
        kept = [k for k, start in enumerate(starts) if _direction(text_page, start, m) == direction]
        starts, ends = [starts[k] for k in kept], [ends[k] for k in kept]
    if not starts:
        return ()
    n = len(starts)
    boxes = _boxes(text_page, [*starts, *(end - 1 for end in ends)], direction)
    # Characters without a place are as good as not there.
    have_places = ~np.isnan(boxes[:n, 0]) & ~np.isnan(boxes[n:, 0])
    if not have_places.all():
        with_places = np.flatnonzero(have_places)
        starts, ends = [starts[k] for k in with_places], [ends[k] for k in with_places]
        boxes = np.concatenate((boxes[:n][have_places], boxes[n:][have_places]))
        n = len(with_places)
    displayed = _displayed_boxes(boxes, matrix)
    return _grouped(text_page, text, starts, ends, displayed[:n], displayed[n:])


def _boxes(text_page: object, places: Sequence[int], direction: tuple[int, int]) -> Floats:
    """x0, y0, x1, y1 in user space of the characters at `places`, (n, 4); NaN where there is none."""
    if direction != (1, 0):
        return np.array([_turned_box(text_page, i, direction) for i in places], dtype=np.float64)
    rects = (c.FS_RECTF * len(places))()
    first, size = ctypes.addressof(rects), ctypes.sizeof(c.FS_RECTF)
    addresses = range(first, first + len(places) * size, size)
    page = _address(text_page)
    succeeded = [_loose_char_box(page, i, at) for i, at in zip(places, addresses, strict=True)]
    # FS_RECTF is left, top, right, bottom of the user space, whose y grows upwards.
    boxes = np.frombuffer(rects, dtype=np.float32).reshape(-1, 4)[:, (0, 3, 2, 1)].astype(np.float64)
    boxes[np.array(succeeded) == 0] = np.nan
    return boxes


def _turned_box(text_page: object, i: int, direction: tuple[int, int]) -> tuple[float, float, float, float]:
    """x0, y0, x1, y1 in user space of a character that runs in `direction`.

    PDFium's loose boxes have no width there, so the ink's box serves along the
    line, and the baseline with the font's size (0.2 below, 0.75 above) across it.
    """
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    c.FPDFText_GetCharBox(text_page, i, left, right, bottom, top)
    x, y = ctypes.c_double(), ctypes.c_double()
    c.FPDFText_GetCharOrigin(text_page, i, x, y)
    m = c.FS_MATRIX()
    c.FPDFText_GetMatrix(text_page, i, m)
    size = c.FPDFText_GetFontSize(text_page, i) * max(abs(m.a), abs(m.b), 0.01)
    up_x, up_y = -direction[1], direction[0]
    across_x = sorted((x.value - _DESCENT * size * up_x, x.value + _ASCENT * size * up_x))
    across_y = sorted((y.value - _DESCENT * size * up_y, y.value + _ASCENT * size * up_y))
    if up_x:
        return across_x[0], bottom.value, across_x[1], top.value
    return left.value, across_y[0], right.value, across_y[1]


def _characters(text_page: object, n: int) -> str:
    """One character for each of PDFium's `n` places; "-" for the hyphens it takes for soft ones."""
    buffer = (ctypes.c_ushort * (n + 1))()
    n_written = max(c.FPDFText_GetText(text_page, 0, n, buffer) - 1, 0)
    text = bytes(buffer)[: 2 * n_written].decode("utf-16-le", errors="replace")
    # Asked for all at once, PDFium leaves out places without a character and makes pairs of those
    # beyond 16 bits; then each place is asked for, six times slower.
    if n_written != n or len(text) != n:
        codes = (c.FPDFText_GetUnicode(text_page, i) for i in range(n))
        text = "".join(
            chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes
        )
    return text.translate(_HYPHENS)


def _grouped(
    text_page: object, text: str, starts: Sequence[int], ends: Sequence[int], firsts: Floats, lasts: Floats
) -> tuple[Word, ...]:
    """Pieces of text without a space, each with the boxes of its first and last character, as words.

    A word ends at a space, at a jump (over 0.35 of the height sideways, 0.4 up or
    down), and where the text starts again to the left.
    """
    height = np.maximum(firsts[:, 3] - firsts[:, 1], 0.1)
    ending = np.maximum(lasts[:, 3] - lasts[:, 1], 0.1)
    step = firsts[1:, 0] - lasts[:-1, 2]
    low = np.minimum(height[1:], ending[:-1])
    rise = np.abs(firsts[1:, 1] + firsts[1:, 3] - lasts[:-1, 1] - lasts[:-1, 3]) / 2
    apart = (rise > _MAX_RISE * low) | (step > _MAX_STEP * low) | (step < -low)
    # 2 after a space that the document holds or a line end, 1 after one that PDFium may have guessed.
    between = [
        0 if s == e else 1 if text[e:s].isspace() and text[e:s].strip(" ") == "" else 2
        for e, s in zip(ends, starts[1:], strict=False)
    ]
    gaps = np.array(between, dtype=np.int_)
    for k in np.flatnonzero((gaps == 1) & (step <= _MIN_GUESSED_SPACE * low)).tolist():
        if not all(c.FPDFText_IsGenerated(text_page, i) == 1 for i in range(ends[k], starts[k + 1])):
            gaps[k] = 2
    spaced = np.concatenate(([True], (gaps == 2) | ((gaps == 1) & (step > _MIN_GUESSED_SPACE * low))))
    begins = np.flatnonzero(np.concatenate(([True], apart)) | spaced)
    over = np.append(begins[1:], len(starts))
    left, top = (np.minimum.reduceat(np.minimum(firsts[:, i], lasts[:, i]), begins).tolist() for i in (0, 1))
    right, bottom = (
        np.maximum.reduceat(np.maximum(firsts[:, i], lasts[:, i]), begins).tolist() for i in (2, 3)
    )
    begin_places, end_places = begins.tolist(), over.tolist()
    texts = [
        text[starts[b] : ends[b]] if e == b + 1 else "".join([text[starts[j] : ends[j]] for j in range(b, e)])
        for b, e in zip(begin_places, end_places, strict=True)
    ]
    is_bold = _Fonts(text_page).is_bold
    bold = [is_bold(starts[b]) for b in begin_places]
    boxes = starmap(Box, zip(left, top, right, bottom, strict=True))
    return tuple(
        starmap(Word, zip(texts, boxes, bold, range(len(texts)), spaced[begins].tolist(), strict=True))
    )


class _Fonts:
    """Which text of a page is bold; what the document draws at once, and each font, is looked at once."""

    def __init__(self, text_page: object) -> None:
        self._text_page, self._page_address = text_page, _address(text_page)
        self._name, self._flags = ctypes.create_string_buffer(96), ctypes.c_int()
        self._bold_by_object: dict[int, bool] = {}
        self._bold_by_name: dict[bytes, bool] = {}

    def is_bold(self, i: int) -> bool:
        """True when the character at place `i` is of a bold font."""
        item = _text_object_at(self._page_address, i)
        if item is None:
            return self._has_bold_font(i)
        bold = self._bold_by_object.get(item)
        if bold is None:
            bold = self._bold_by_object[item] = self._has_bold_font(i)
        return bold

    def _has_bold_font(self, i: int) -> bool:
        if not c.FPDFText_GetFontInfo(self._text_page, i, self._name, 96, self._flags):
            return bool(c.FPDFText_GetFontWeight(self._text_page, i) >= _MIN_BOLD_WEIGHT)
        name = self._name.value
        bold = self._bold_by_name.get(name)
        if bold is None:
            bold = c.FPDFText_GetFontWeight(self._text_page, i) >= _MIN_BOLD_WEIGHT or any(
                word in name.lower() for word in (b"bold", b"black", b"heavy")
            )
            self._bold_by_name[name] = bold
        return bold
