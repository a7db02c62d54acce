"""Every word of a page with its place.

With `screen` and `strokes` the door to pypdfium2: here its raw functions, because a
page has thousands of characters and each detour through Python counts.
"""

from __future__ import annotations

import ctypes
from collections import Counter

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from classifier import screen, strokes
from classifier.cells import Drawn, Word
from classifier.records import Box

Floats = NDArray[np.float64]

# PDFium guesses a space where letters stand apart. Of 1,600 guesses on the 8 real samples the wrong
# ones ("Kompet ensi", a hinted font of 6 points) lie at 0.14 to 0.18 of the height, the right ones
# from 0.20 up.
_LEAST_GAP = 0.19
# Enough characters to say where the text of a page runs.
_SAMPLED_CHARS = 60


def read(document: pdfium.PdfDocument, page: int) -> Drawn:
    """Words and edges of page `page` (from 1). Raises pdfium.PdfiumError when it cannot be loaded.

    A page with more than strokes.MAX_EDGES edges is a drawing: it comes back without edges.
    """
    with screen.loaded(document, page) as (handle, text_page):
        matrix, width, height = _displayed(handle)
        direction = _direction(text_page)
        matrix, turn = _upright(matrix, width, height, direction)
        if turn in (90, 270):
            width, height = height, width
        words = _words(text_page, matrix, direction)
        return Drawn(page, width, height, words, strokes.edges(handle, matrix), turn)


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


def _direction(text_page: object) -> tuple[int, int]:
    """Where most text of the page runs in user space: (1, 0) to the right, (0, 1) up, and so on."""
    n = max(c.FPDFText_CountChars(text_page), 0)
    matrix = c.FS_MATRIX()
    found: Counter[tuple[int, int]] = Counter()
    for i in range(0, n, max(1, n // _SAMPLED_CHARS)):
        if c.FPDFText_GetMatrix(text_page, i, matrix) and (matrix.a or matrix.b):
            level = abs(matrix.a) >= abs(matrix.b)
            found[(1 if matrix.a > 0 else -1, 0) if level else (0, 1 if matrix.b > 0 else -1)] += 1
    return found.most_common(1)[0][0] if found else (1, 0)


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


def _placed(boxes: Floats, matrix: tuple[float, ...]) -> Floats:
    """Boxes (n, 4) of user space as x0, top, x1, bottom of the page as displayed."""
    a, b, cc, d, e, f = matrix
    x = np.sort(a * boxes[:, (0, 2)] + cc * boxes[:, (1, 3)] + e, axis=1)
    y = np.sort(b * boxes[:, (0, 2)] + d * boxes[:, (1, 3)] + f, axis=1)
    return np.column_stack((x[:, 0], y[:, 0], x[:, 1], y[:, 1]))


def _words(text_page: object, matrix: tuple[float, ...], direction: tuple[int, int]) -> tuple[Word, ...]:
    n = max(c.FPDFText_CountChars(text_page), 0)
    rects = (c.FS_RECTF * max(n, 1))()
    first = rects[0]
    kept: list[int] = []
    chars: list[str] = []
    # Before each character: 2 after a space that the document holds, 1 after one that PDFium guessed.
    gaps: list[int] = []
    bolds: list[bool] = []
    loose_box, is_generated, byref = c.FPDFText_GetLooseCharBox, c.FPDFText_IsGenerated, ctypes.byref
    gap, bold, size = 2, False, ctypes.sizeof(c.FS_RECTF)
    for i, char in enumerate(_characters(text_page, n)):
        if char.isspace():
            guessed = char == " " and is_generated(text_page, i) == 1
            gap = max(gap, 1 if guessed else 2)
            continue
        if not loose_box(text_page, i, byref(first, i * size)):
            continue
        if gap:
            bold = _is_bold(text_page, i)
        kept.append(i)
        chars.append(char)
        gaps.append(gap)
        bolds.append(bold)
        gap = 0
    if not chars:
        return ()
    if direction == (1, 0):
        # FS_RECTF is left, top, right, bottom of the user space, whose y grows upwards.
        all_boxes = np.frombuffer(rects, dtype=np.float32).reshape(-1, 4)
        boxes = all_boxes[kept][:, (0, 3, 2, 1)].astype(np.float64)
    else:
        boxes = np.array([_turned_box(text_page, i, direction) for i in kept], dtype=np.float64)
    return _grouped(chars, _placed(boxes, matrix), np.array(gaps), bolds)


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
    across_x = sorted((x.value - 0.2 * size * up_x, x.value + 0.75 * size * up_x))
    across_y = sorted((y.value - 0.2 * size * up_y, y.value + 0.75 * size * up_y))
    if up_x:
        return across_x[0], bottom.value, across_x[1], top.value
    return left.value, across_y[0], right.value, across_y[1]


def _characters(text_page: object, n: int) -> list[str]:
    """One character for each of PDFium's `n` places; "-" for the hyphens it takes for soft ones."""
    buffer = (ctypes.c_ushort * (n + 1))()
    got = c.FPDFText_GetText(text_page, 0, n, buffer)
    codes = list(buffer[: max(got - 1, 0)])
    # Asked for all at once, PDFium leaves out places without a character and makes pairs of those
    # beyond 16 bits; then each place is asked for, six times slower.
    if len(codes) != n or any(0xD800 <= code < 0xE000 for code in codes):
        codes = [c.FPDFText_GetUnicode(text_page, i) for i in range(n)]
    return [
        "-" if code in (0x02, 0xFFFE, 0xAD) else chr(code) if 0 < code < 0x110000 else "\ufffd"
        for code in codes
    ]


def _grouped(chars: list[str], boxes: Floats, gaps: NDArray[np.int_], bolds: list[bool]) -> tuple[Word, ...]:
    """Characters in content order grouped to words.

    A word ends at a space, at a jump (over 0.35 of the height sideways, 0.4 up or
    down), and where the text starts again to the left.
    """
    height = np.maximum(boxes[:, 3] - boxes[:, 1], 0.1)
    centre = (boxes[:, 1] + boxes[:, 3]) / 2
    apart = np.empty(len(chars), dtype=bool)
    apart[0] = True
    step = boxes[1:, 0] - boxes[:-1, 2]
    low = np.minimum(height[1:], height[:-1])
    apart[1:] = (np.abs(centre[1:] - centre[:-1]) > 0.4 * low) | (step > 0.35 * low) | (step < -low)
    spaced = gaps == 2
    spaced[1:] |= (gaps[1:] == 1) & (step > _LEAST_GAP * low)
    starts = np.flatnonzero(apart | spaced)
    ends = np.append(starts[1:], len(chars))
    top = np.minimum.reduceat(boxes[:, 1], starts)
    left = np.minimum.reduceat(boxes[:, 0], starts)
    bottom = np.maximum.reduceat(boxes[:, 3], starts)
    right = np.maximum.reduceat(boxes[:, 2], starts)
    return tuple(
        Word(
            "".join(chars[s:e]),
            Box(float(left[k]), float(top[k]), float(right[k]), float(bottom[k])),
            bolds[s],
            k,
            bool(spaced[s]),
        )
        for k, (s, e) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True))
    )


# Reused, since it is asked for every word; PDFium is used by one thread only (see `screen`).
_font_name, _font_flags = ctypes.create_string_buffer(96), ctypes.c_int()


def _is_bold(text_page: object, i: int) -> bool:
    if c.FPDFText_GetFontWeight(text_page, i) >= 600:
        return True
    if not c.FPDFText_GetFontInfo(text_page, i, _font_name, 96, _font_flags):
        return False
    lowered = _font_name.value.lower()
    return b"bold" in lowered or b"black" in lowered or b"heavy" in lowered
