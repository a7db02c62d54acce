"""Every painted edge of a page: with `screen` and `drawn` the door to pypdfium2.

Edges come from the *segments* of each painted path, put through the object's
matrix and those of the forms around it. Office programs draw many lines and
rectangles in one path, so a path's bounding box says little: taking it was
wrong on 50 of 79 real pages.
"""

from __future__ import annotations

import ctypes

import pypdfium2.raw as c

from classifier.pdf.layout import Edge

# A form inside a form inside a form ...: real documents stop at 3; a form that calls itself never does.
_MAX_FORM_DEPTH = 8
# A filled rectangle thinner than this is a rule; the thickest border seen on real pages was 2.3 points.
_MAX_RULE = 3.0
# A page of vector map data can hold millions of segments; no table has more (largest real page: 9,744).
MAX_EDGES = 60_000


def edges(handle: object, matrix: tuple[float, ...]) -> tuple[Edge, ...]:
    """Edges of the page in content order, through `matrix`; none when there are more than MAX_EDGES."""
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
        _path_edges(item, matrix, found)
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


def _path_edges(item: object, outer: tuple[float, ...], found: list[Edge]) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if c.FPDFPath_GetDrawMode(item, fill, stroke) and not (fill.value or stroke.value):
        return
    n_segments = c.FPDFPath_CountSegments(item)
    matrix = _inner(item, outer)
    if n_segments == 5 and _rectangle(item, matrix, stroke.value, found):
        return
    a, b, cc, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    sides: list[Edge] = []
    n_curve = 0
    for i in range(max(n_segments, 0)):
        segment = c.FPDFPath_GetPathSegment(item, i)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + cc * y.value + e, b * x.value + d * y.value + f)
        if kind == c.FPDF_SEGMENT_BEZIERTO:
            # Two control points, then the point that lies on the curve.
            n_curve = (n_curve + 1) % 3
            if n_curve:
                continue
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


def _rectangle(item: object, matrix: tuple[float, ...], stroke: int, found: list[Edge]) -> bool:
    """Keep the sides of a path that is one upright rectangle; False when it is anything else.

    Half the calls to PDFium of the general way: some programs draw each border of each cell so.
    """
    a, b, cc, d, e, f = matrix
    if (a and b) or (cc and d):
        return False
    x, y = ctypes.c_float(), ctypes.c_float()
    corners = []
    for i in range(5):
        c.FPDFPathSegment_GetPoint(c.FPDFPath_GetPathSegment(item, i), x, y)
        corners.append((x.value, y.value))
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), last = corners
    if last != corners[0] or not (
        (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
    ):
        return False
    px, py = a * x0 + cc * y0 + e, b * x0 + d * y0 + f
    qx, qy = a * x2 + cc * y2 + e, b * x2 + d * y2 + f
    left, right, top, bottom = min(px, qx), max(px, qx), min(py, qy), max(py, qy)
    shade = not stroke and min(right - left, bottom - top) > _MAX_RULE
    if right - left >= 0.01:
        found.append(Edge(left, top, right, top, True, shade))
        found.append(Edge(left, bottom, right, bottom, True, shade))
    if bottom - top >= 0.01:
        found.append(Edge(left, top, left, bottom, False, shade))
        found.append(Edge(right, top, right, bottom, False, shade))
    return True


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
