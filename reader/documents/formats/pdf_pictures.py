"""The pictures that stand on a PDF's pages: where, and what is said of them.

Told are images, and drawings of lines and shapes; not what is tiny, thin, or behind the text of
the whole page.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_ulong
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium

from reader.documents.formats.pdf_links import Frame
from reader.documents.formats.pdf_types import Box, Picture, Rule

_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5  # kinds of objects
_MOST_LOOKED_AT = 20_000  # objects of a page
_MOST_OBJECTS = 4_000  # that are no text
_MOST_IMAGES = 400  # of a page; more are dots of a drawing
_MOST_GROUPS = 200  # of shapes on a page
_DEEPEST = 4  # forms inside of forms
_LEAST = 16.0  # points: what is lower or narrower is a sign in a line, or a rule
_LEAST_SIGN = 4.0
_LEAST_DRAWING = 40.0
_LONGEST = 15.0  # times as long as wide: what is longer is a rule, or an ornament
_WHOLE = 0.8  # of a page: a form that is larger holds the page itself
_THIN = 3.0  # points: rules and axes
_SHORTEST_RULE = 30.0  # points
_LONGEST_RULE = 0.6  # of the width of a page
_SHAPES = 5  # of a drawing, at least, that are not thin; boxes around text have fewer
_NEAR = 12.0  # points between the shapes of a drawing
_DEEPEST_TAG = 60
_MOST_TAGS = 20_000
_LONGEST_ALT = 1_000  # code points

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


class _Found(NamedTuple):
    """An object of a page: its kind, its box in points of the page, its tag, the number of the
    form that it is part of from 1, else 0."""

    kind: int
    box: Box
    tag: int
    form: int
    key: tuple[int, ...] = ()


def pictures_of(page: Any, frame: Frame) -> tuple[list[Picture], list[Rule]]:
    """The pictures on a page, in the order in which they are drawn, and its short rules."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, byref(box))
    bounds = Box(box.left, box.bottom, box.right, box.top)
    budget = [_MOST_OBJECTS]
    found = [one for item in _graphics(page) for one in _objects(item, _SAME, bounds, budget, ())]
    rules = []
    for one in found:
        x0, y0, x1, y1 = _placed(one.box, frame)
        if y1 - y0 < _THIN and _SHORTEST_RULE < x1 - x0 < _LONGEST_RULE * frame.width:
            rules.append(Rule(x0, x1, y1))
    parts = Counter(one.form for one in found)
    images = [one for one in found if one.kind == _IMAGE and (not one.form or parts[one.form] < 2)]
    alone = set(map(id, images))
    drawn = _drawings([one for one in found if id(one) not in alone])
    images = _joined(images[:_MOST_IMAGES])
    seen = [one for one in images if _is_seen(one.box, _LEAST)]
    drawn = [box for box in drawn if not any(_crosses(box, one.box) for one in seen)]
    alts = _alts(page) if images else {}
    pictures = []
    for one in images:
        tiny = not _is_seen(one.box, _LEAST)
        if not tiny or _is_seen(one.box, _LEAST_SIGN):
            key = *map(round, one.box), *one.key
            edges = _placed(one.box, frame)
            pictures.append(Picture(*edges, alts.get(one.tag, ""), one.box, key, tiny=tiny))
    for box in drawn:
        edges = _placed(box, frame)
        pictures.append(Picture(*edges, "", box, tuple(map(round, box)), drawn=True))
    return pictures, rules


def _graphics(page: Any) -> Iterator[Any]:
    """The objects of a page that are no text: most are, and pass quickly."""
    get, kind = pdfium.FPDFPage_GetObject, pdfium.FPDFPageObj_GetType
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_LOOKED_AT)):
        item = get(page, index)
        if kind(item) != _TEXT:
            yield item


def _objects(
    item: Any, matrix: _Matrix, bounds: Box, budget: list[int], forms: tuple[int, ...]
) -> Iterator[_Found]:
    """An object, or those that a form holds, as far as they are seen inside of these bounds;
    ``forms`` are the numbers of those that it is part of, 0 for one that holds the page."""
    budget[0] -= 1
    if budget[0] < 0 or not item:
        return
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind not in (_PATH, _IMAGE, _SHADING, _FORM):
        return
    edges = [c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *map(byref, edges)):
        return
    own = Box(*(edge.value for edge in edges))
    if not all(map(math.isfinite, own)):
        return
    box = _within(_turned(own, matrix), bounds)
    box = _within(box, _turned(clip, matrix)) if (clip := _clip(item)) else box
    if box is None or (kind != _PATH and _is_artifact(item)):
        return
    if kind == _FORM:
        if len(forms) == _DEEPEST:
            return
        forms += (budget[0] + 1 if _size(box) < _WHOLE * _size(bounds) else 0,)
        inner = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, byref(inner))
        put = _product((inner.a, inner.b, inner.c, inner.d, inner.e, inner.f), matrix)
        for index in range(max(0, pdfium.FPDFFormObj_CountObjects(item))):
            if budget[0] < 0:
                return
            yield from _objects(pdfium.FPDFFormObj_GetObject(item, index), put, box, budget, forms)
        return
    key: tuple[int, ...] = ()
    tag = -1
    if kind == _IMAGE:
        tag = pdfium.FPDFPageObj_GetMarkedContentID(item)
        key = (pdfium.FPDFImageObj_GetImageDataRaw(item, None, 0),)
    yield _Found(kind, box, tag, next(filter(None, forms), 0), key)


def _clip(item: Any) -> Box | None:
    """The box of what an object is cut off with; None where it is not."""
    path = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(path) if path else 0
    if not 0 < count < 20:
        return None
    whole: Box | None = None
    x, y = c_float(), c_float()
    for index in range(count):
        xs: list[float] = []
        ys: list[float] = []
        for number in range(min(pdfium.FPDFClipPath_CountPathSegments(path, index), 400)):
            segment = pdfium.FPDFClipPath_GetPathSegment(path, index, number)
            if segment and pdfium.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
                xs.append(x.value)
                ys.append(y.value)
        if xs:
            box = Box(min(xs), min(ys), max(xs), max(ys))
            whole = box if whole is None else _within(whole, box)
            if whole is None:
                return Box(0, 0, 0, 0)
    return whole


def _is_artifact(item: Any) -> bool:
    """Whether an object is said to be a decoration."""
    buffer = (ctypes.c_ushort * 16)()
    size = c_ulong()
    for index in range(min(max(0, pdfium.FPDFPageObj_CountMarks(item)), 8)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        if pdfium.FPDFPageObjMark_GetName(mark, buffer, 32, byref(size)) and (
            bytes(buffer)[: min(size.value, 32)].decode("utf-16-le", "replace").rstrip("\0")
            == "Artifact"
        ):
            return True
    return False


# --- boxes --------------------------------------------------------------------------------------


def _product(a: _Matrix, b: _Matrix) -> _Matrix:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _turned(box: Box, matrix: _Matrix) -> Box:
    if matrix is _SAME:
        return box
    a, b, c, d, e, f = matrix
    points = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (box.left, box.right)
        for y in (box.bottom, box.top)
    ]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _within(box: Box | None, bounds: Box) -> Box | None:
    """What of a box is inside of another one."""
    if box is None:
        return None
    left, bottom = max(box.left, bounds.left), max(box.bottom, bounds.bottom)
    right, top = min(box.right, bounds.right), min(box.top, bounds.top)
    return Box(left, bottom, right, top) if left <= right and bottom <= top else None


def _crosses(a: Box, b: Box, near: float = 0.0) -> bool:
    return (
        a.left <= b.right + near
        and b.left <= a.right + near
        and a.bottom <= b.top + near
        and b.bottom <= a.top + near
    )


def _union(a: Box, b: Box) -> Box:
    return Box(
        min(a.left, b.left), min(a.bottom, b.bottom), max(a.right, b.right), max(a.top, b.top)
    )


def _size(box: Box) -> float:
    return (box.right - box.left) * (box.top - box.bottom)


def _is_seen(box: Box, least: float) -> bool:
    """Whether something is large enough for a picture, and no rule."""
    wide, high = box.right - box.left, box.top - box.bottom
    return min(wide, high) >= 1 and (
        min(wide, high) >= least and max(wide, high) < _LONGEST * min(wide, high)
    )


def _placed(box: Box, frame: Frame) -> tuple[float, float, float, float]:
    """Left, upper, right and lower edge as the lines of the page count."""
    xs, ys = zip(frame.at(box.left, box.top), frame.at(box.right, box.bottom), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _joined(images: Sequence[_Found]) -> list[_Found]:
    """Images, each once as a whole, where one is cut into strips or drawn over itself."""
    groups: list[_Found] = []
    for one in images:
        for index, other in enumerate(groups):
            if _fits(one.box, other.box):
                whole = _union(one.box, other.box)
                key = tuple(sorted({*other.key, *one.key}))[:4]
                groups[index] = other._replace(box=whole, tag=max(one.tag, other.tag), key=key)
                break
        else:
            groups.append(one)
    return groups


def _fits(a: Box, b: Box) -> bool:
    """Whether two boxes lie on one another, or are strips of one."""
    left, right = abs(a.left - b.left) < 1, abs(a.right - b.right) < 1
    bottom, top = abs(a.bottom - b.bottom) < 1, abs(a.top - b.top) < 1
    if left and right:
        return _crosses(a, b, 1) and (abs(a.top - b.bottom) < 1 or abs(a.bottom - b.top) < 1 or top)
    if bottom and top:
        return _crosses(a, b, 1) and (abs(a.right - b.left) < 1 or abs(a.left - b.right) < 1)
    inside = _within(a, b)
    return inside is not None and inside in (a, b)


def _drawings(found: Sequence[_Found]) -> list[Box]:
    """The boxes of shapes that lie together, or in one form, and are many."""
    groups: list[tuple[Box, int, int]] = []  # with how many are not thin, and the form
    for one in found:
        box, form = one.box, one.form
        count = int(min(box.right - box.left, box.top - box.bottom) >= _THIN)
        if one.kind == _IMAGE and form:
            count = _SHAPES
        apart = []
        for other, some, number in groups:
            if (form and number == form) or _crosses(other, box, _NEAR):
                box, count, form = _union(box, other), count + some, form or number
            else:
                apart.append((other, some, number))
        if len(apart) == _MOST_GROUPS:
            return []
        groups = [*apart, (box, count, form)]
    return [box for box, count, _ in groups if count >= _SHAPES and _is_seen(box, _LEAST_DRAWING)]


# --- what is said of them -----------------------------------------------------------------------


def _alts(page: Any) -> dict[int, str]:
    """What the tags of a page say in place of what they hold, by the numbers of that."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    found: dict[int, str] = {}
    try:
        count = max(0, pdfium.FPDF_StructTree_CountChildren(tree))
        tags = [
            (pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), "", 0) for index in range(count)
        ]
        seen = 0
        while tags and seen < _MOST_TAGS:
            tag, alt, depth = tags.pop()
            seen += 1
            if not tag or depth > _DEEPEST_TAG:
                continue
            alt = _alt(tag) or alt
            count = max(0, pdfium.FPDF_StructElement_CountChildren(tag))
            if alt:
                numbers = [pdfium.FPDF_StructElement_GetMarkedContentID(tag)]
                for index in range(count):
                    numbers.append(pdfium.FPDF_StructElement_GetChildMarkedContentID(tag, index))
                found.update((number, alt) for number in numbers if number >= 0)
            tags += [
                (pdfium.FPDF_StructElement_GetChildAtIndex(tag, index), alt, depth + 1)
                for index in range(min(count, _MOST_TAGS))
            ]
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return found


def _alt(tag: Any) -> str:
    size = pdfium.FPDF_StructElement_GetAltText(tag, None, 0)
    if not 2 < size <= 4 * _LONGEST_ALT:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_StructElement_GetAltText(tag, buffer, size)
    return buffer.raw[: size // 2 * 2].decode("utf-16-le", "replace").rstrip("\0")[:_LONGEST_ALT]
