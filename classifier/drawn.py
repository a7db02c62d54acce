"""Every word of a page with its place, and every painted edge.

Edges come from the *segments* of each painted path, put through the object's
matrix and those of the forms around it. Office programs draw many lines and
rectangles in one path, so a path's bounding box says little: taking it was
wrong on 50 of 79 real pages.

Beside `screen` the other half of the door to pypdfium2: its raw functions, because
a page has thousands of characters and each detour through Python counts.
"""

from __future__ import annotations

import ctypes

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as c
from numpy.typing import NDArray

from classifier import screen
from classifier.cells import Drawn, Edge, Word
from classifier.records import Box

Floats = NDArray[np.float64]

# A form inside a form inside a form ...: real documents stop at 3; a form that calls itself never does.
_MAX_FORM_DEPTH = 8
# A filled rectangle thinner than this is a rule; the thickest border seen on real pages was 2.3 points.
_MAX_RULE = 3.0
# A page of vector map data can hold millions of segments; no table has more (largest real page: 9,744).
MAX_EDGES = 60_000
# PDFium guesses a space where letters stand apart. Of 1,600 guesses on the 8 real samples the wrong
# ones ("Kompet ensi", a hinted font of 6 points) lie at 0.14 to 0.18 of the height, the right ones
# from 0.20 up.
_LEAST_GAP = 0.19


def read(document: pdfium.PdfDocument, page: int) -> Drawn:
    """Words and edges of page `page` (from 1). Raises pdfium.PdfiumError when it cannot be loaded.

    A page with more than MAX_EDGES edges is a drawing: it comes back without edges.
    """
    with screen.loaded(document, page) as (handle, text_page):
        matrix, width, height = _displayed(handle)
        return Drawn(page, width, height, _words(text_page, matrix), _edges(handle, matrix))


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


def _placed(boxes: Floats, matrix: tuple[float, ...]) -> Floats:
    """Boxes (n, 4) of user space as x0, top, x1, bottom of the page as displayed."""
    a, b, cc, d, e, f = matrix
    x = np.sort(a * boxes[:, (0, 2)] + cc * boxes[:, (1, 3)] + e, axis=1)
    y = np.sort(b * boxes[:, (0, 2)] + d * boxes[:, (1, 3)] + f, axis=1)
    return np.column_stack((x[:, 0], y[:, 0], x[:, 1], y[:, 1]))


def _words(text_page: object, matrix: tuple[float, ...]) -> tuple[Word, ...]:
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
    # FS_RECTF is left, top, right, bottom of the user space, whose y grows upwards.
    all_boxes = np.frombuffer(rects, dtype=np.float32).reshape(-1, 4)
    placed = _placed(all_boxes[kept][:, (0, 3, 2, 1)].astype(np.float64), matrix)
    return _grouped(chars, placed, np.array(gaps), bolds)


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


def _edges(handle: object, matrix: tuple[float, ...]) -> tuple[Edge, ...]:
    found: list[Edge] = []
    n_objects = c.FPDFPage_CountObjects(handle)
    objects = (c.FPDFPage_GetObject(handle, i) for i in range(max(n_objects, 0)))
    for item in objects:
        _object_edges(item, matrix, 0, found)
        if len(found) > MAX_EDGES:
            return ()
    return tuple(found)


def _object_edges(item: object, matrix: tuple[float, ...], depth: int, found: list[Edge]) -> None:
    kind = c.FPDFPageObj_GetType(item)
    if kind == c.FPDF_PAGEOBJ_PATH:
        _path_edges(item, _inner(item, matrix), found)
    elif kind == c.FPDF_PAGEOBJ_FORM and depth < _MAX_FORM_DEPTH:
        inner = _inner(item, matrix)
        for i in range(max(c.FPDFFormObj_CountObjects(item), 0)):
            if len(found) > MAX_EDGES:
                return
            _object_edges(c.FPDFFormObj_GetObject(item, i), inner, depth + 1, found)


def _inner(item: object, outer: tuple[float, ...]) -> tuple[float, ...]:
    """The object's own matrix followed by the one around it."""
    m = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(item, m):
        return outer
    a, b, cc, d, e, f = outer
    return (
        a * m.a + cc * m.b,
        b * m.a + d * m.b,
        a * m.c + cc * m.d,
        b * m.c + d * m.d,
        a * m.e + cc * m.f + e,
        b * m.e + d * m.f + f,
    )


def _path_edges(item: object, matrix: tuple[float, ...], found: list[Edge]) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if c.FPDFPath_GetDrawMode(item, fill, stroke) and not (fill.value or stroke.value):
        return
    a, b, cc, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    sides: list[Edge] = []
    for i in range(max(c.FPDFPath_CountSegments(item), 0)):
        segment = c.FPDFPath_GetPathSegment(item, i)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + cc * y.value + e, b * x.value + d * y.value + f)
        if kind == c.FPDF_SEGMENT_MOVETO:
            _keep(sides, stroke.value, found)
            sides = []
            start = point
        else:
            _edge(last, point, sides)
        last = point
        if c.FPDFPathSegment_GetClose(segment):
            _edge(last, start, sides)
            last = start
        if len(found) + len(sides) > MAX_EDGES:
            break
    _keep(sides, stroke.value, found)


def _keep(sides: list[Edge], stroke: int, found: list[Edge]) -> None:
    """Add the edges of one outline, marked as shade when it is a filled area thicker than any rule."""
    if not sides:
        return
    width = max(e.x1 for e in sides) - min(e.x0 for e in sides)
    height = max(e.bottom for e in sides) - min(e.top for e in sides)
    if stroke or min(width, height) <= _MAX_RULE:
        found.extend(sides)
    else:
        found.extend(side._replace(shade=True) for side in sides)


def _edge(p: tuple[float, float], q: tuple[float, float], found: list[Edge]) -> None:
    # Matrices carry float32 noise; a stroke that leans by under 0.01 pt is straight.
    flat, upright = abs(p[1] - q[1]) < 0.01, abs(p[0] - q[0]) < 0.01
    if flat != upright:
        found.append(
            Edge(min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1]), horizontal=flat)
        )
