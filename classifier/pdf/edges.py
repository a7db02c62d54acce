"""Every painted edge of a page: with `prefilter` and `words` the door to pypdfium2.

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
# Points: a filled rectangle thinner than this is a rule; the thickest border seen on real pages was 2.3.
_MAX_RULE = 3.0
# Points: matrices carry float32 noise; what leans by less is straight, and what is shorter is a point.
_MIN_LENGTH = 0.01
# A page of vector map data can hold millions of segments; no table has more (largest real page: 9,744).
MAX_EDGES = 60_000


def painted_edges(handle: object, matrix: tuple[float, ...]) -> tuple[Edge, ...]:
    """Edges of the page in content order, through `matrix`; none when there are more than MAX_EDGES."""
    edges: list[Edge] = []
    n_objects = c.FPDFPage_CountObjects(handle)
    objects = (c.FPDFPage_GetObject(handle, i) for i in range(max(n_objects, 0)))
    for item in objects:
        _add_object(item, matrix, 0, edges)
        if len(edges) > MAX_EDGES:
            return ()
    return tuple(edges)


def _add_object(item: object, matrix: tuple[float, ...], depth: int, edges: list[Edge]) -> None:
    kind = c.FPDFPageObj_GetType(item)
    if kind == c.FPDF_PAGEOBJ_PATH:
        _add_path(item, matrix, edges)
    elif kind == c.FPDF_PAGEOBJ_FORM and depth < _MAX_FORM_DEPTH:
        inner_matrix = _inner_matrix(item, matrix)
        for i in range(max(c.FPDFFormObj_CountObjects(item), 0)):
            if len(edges) > MAX_EDGES:
                return
            _add_object(c.FPDFFormObj_GetObject(item, i), inner_matrix, depth + 1, edges)


def _inner_matrix(item: object, outer: tuple[float, ...]) -> tuple[float, ...]:
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


def _add_path(item: object, outer: tuple[float, ...], edges: list[Edge]) -> None:
    """Add the edges of a path that is filled or stroked, outline by outline."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if c.FPDFPath_GetDrawMode(item, fill, stroke) and not (fill.value or stroke.value):
        return
    n_segments = c.FPDFPath_CountSegments(item)
    matrix = _inner_matrix(item, outer)
    if n_segments == 5 and _add_rectangle(item, matrix, stroke.value, edges):
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
            _add_outline(sides, stroke.value, edges)
            sides = []
            start = point
        else:
            _add_edge(last, point, sides)
        last = point
        if c.FPDFPathSegment_GetClose(segment):
            _add_edge(last, start, sides)
            last = start
        if len(edges) + len(sides) > MAX_EDGES:
            break
    _add_outline(sides, stroke.value, edges)


def _add_rectangle(item: object, matrix: tuple[float, ...], stroke: int, edges: list[Edge]) -> bool:
    """Add the sides of a path that is one upright rectangle; False when it is anything else.

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
    if right - left >= _MIN_LENGTH:
        edges.append(Edge(left, top, right, top, True, shade))
        edges.append(Edge(left, bottom, right, bottom, True, shade))
    if bottom - top >= _MIN_LENGTH:
        edges.append(Edge(left, top, left, bottom, False, shade))
        edges.append(Edge(right, top, right, bottom, False, shade))
    return True


def _add_outline(sides: list[Edge], stroke: int, edges: list[Edge]) -> None:
    """Add the edges of one outline, marked as shade when it is a filled area thicker than any rule."""
    if not sides:
        return
    width = max(side.x1 for side in sides) - min(side.x0 for side in sides)
    height = max(side.bottom for side in sides) - min(side.top for side in sides)
    if stroke or min(width, height) <= _MAX_RULE:
        edges.extend(sides)
    else:
        edges.extend(side._replace(shade=True) for side in sides)


def _add_edge(p: tuple[float, float], q: tuple[float, float], edges: list[Edge]) -> None:
    is_flat, is_upright = abs(p[1] - q[1]) < _MIN_LENGTH, abs(p[0] - q[0]) < _MIN_LENGTH
    if is_flat != is_upright:
        edges.append(
            Edge(min(p[0], q[0]), min(p[1], q[1]), max(p[0], q[0]), max(p[1], q[1]), horizontal=is_flat)
        )
