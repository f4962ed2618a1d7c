"""Where the links of a PDF's pages are, and where they and the entries of its contents lead."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from ctypes import byref, c_double, c_int
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium

from reader.documents.formats.pdf_types import Goal, Run

_MOST_LINKS = 500  # of a page
_URI_ACTION = 3  # as pdfium numbers the kinds of actions


class Frame(NamedTuple):
    """How the coordinates of a page are turned, and where its left and upper edges then are."""

    quarter: int
    left: float
    top: float
    width: float
    height: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        x, y = turned(x, y, self.quarter)
        return x - self.left, self.top - y


def turned(x: float, y: float, quarter: int) -> tuple[float, float]:
    if quarter == 1:
        return y, -x
    if quarter == 2:
        return -x, -y
    if quarter == 3:
        return -y, x
    return x, y


class LinkArea(NamedTuple):
    """A rectangle of a page that leads to an address, or somewhere in the document."""

    x0: float
    y0: float
    x1: float
    y1: float
    target: str | Goal


def areas(document: Any, page: Any, frame: Frame) -> Iterator[LinkArea]:
    position, link = c_int(0), pdfium.FPDF_LINK()
    box = pdfium.FS_RECTF()
    for _ in range(_MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, byref(position), byref(link)):
            return
        if not pdfium.FPDFLink_GetAnnotRect(link, byref(box)):
            continue
        target = target_of(document, pdfium.FPDFLink_GetDest(document, link)) or action_target(
            document, pdfium.FPDFLink_GetAction(link)
        )
        if target is not None:
            xs, ys = zip(frame.at(box.left, box.top), frame.at(box.right, box.bottom), strict=True)
            yield LinkArea(min(xs), min(ys), max(xs), max(ys), target)


def action_target(document: Any, action: Any) -> str | Goal | None:
    """Where an action of a link or an entry leads: an address of the web, or in the document."""
    if not action:
        return None
    if pdfium.FPDFAction_GetType(action) == _URI_ACTION:
        size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        if not 0 < size < 4096:
            return None
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
        return buffer.raw[: size - 1].decode("utf-8", "replace") or None
    return target_of(document, pdfium.FPDFAction_GetDest(document, action))


def target_of(document: Any, destination: Any) -> Goal | None:
    """Where a destination is; None for one outside of the document."""
    if not destination:
        return None
    number = pdfium.FPDFDest_GetDestPageIndex(document, destination)
    if number < 0:
        return None
    has_x, has_y, has_zoom = c_int(), c_int(), c_int()
    x, y, zoom = (ctypes.c_float() for _ in range(3))
    pdfium.FPDFDest_GetLocationInPage(
        destination, *(byref(one) for one in (has_x, has_y, has_zoom, x, y, zoom))
    )
    if not has_y.value or not math.isfinite(y.value):
        return Goal(number, 0.0, 0.0)
    size = pdfium.FS_SIZEF()
    pdfium.FPDF_GetPageSizeByIndexF(document, number, byref(size))
    left = x.value if has_x.value and math.isfinite(x.value) else 0.0
    return Goal(number, max(0.0, size.height - y.value), left)


def linked(
    text_page: Any, runs: list[Run], frame: Frame, area: LinkArea
) -> Iterator[tuple[int, int, str | Goal]]:
    """The characters of the runs that lie in an area, as ranges."""
    x, y = c_double(), c_double()
    for run in runs:
        middle = run.y - run.size / 3
        crosses = run.x0 < area.x1 and run.x1 > area.x0
        if run.turned or not crosses or not area.y0 <= middle <= area.y1:
            continue
        end = run.first + len(run.text)
        inside = []
        for at in range(run.first, end):
            pdfium.FPDFText_GetCharOrigin(text_page, at, byref(x), byref(y))
            if area.x0 - 1 <= frame.at(x.value, y.value)[0] < area.x1 - 0.5:
                inside.append(at)
        if inside:
            yield inside[0], inside[-1] + 1, area.target
