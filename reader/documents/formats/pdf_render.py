"""How a part of a PDF's page looks, as a PNG."""

from __future__ import annotations

import ctypes
import struct
import zlib
from collections.abc import Sequence
from ctypes import byref, c_int
from typing import Any

import pypdfium2_raw as pdfium

from reader.documents.formats.pdf_types import Box

_WIDEST = 1_600  # pixels of the longer side of what is shown
_FINEST = 4.0  # pixels for a point


def rendered(document: Any, number: int, box: Box) -> bytes | None:
    """A part of a page, by its number from 0, as a PNG; None where there is none."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return None
    bitmap = None
    try:
        wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        longest = max(box.right - box.left, box.top - box.bottom, 1.0)
        scale = min(_FINEST, _WIDEST / longest)
        whole = max(1, round(wide * scale)), max(1, round(high * scale))
        corners = []
        x, y = c_int(), c_int()
        for across, up in ((box.left, box.bottom), (box.right, box.top)):
            if not pdfium.FPDF_PageToDevice(page, 0, 0, *whole, 0, across, up, byref(x), byref(y)):
                return None
            corners.append((x.value, y.value))
        left, top = (max(0, min(pair)) for pair in zip(*corners, strict=True))
        right, bottom = (max(pair) for pair in zip(*corners, strict=True))
        width, height = min(right, whole[0]) - left, min(bottom, whole[1]) - top
        if not (0 < width <= 2 * _WIDEST and 0 < height <= 2 * _WIDEST):
            return None
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGR, None, 0)
        if not bitmap:
            return None
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, page, -left, -top, *whole, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
        return _png(
            width, height, [pixels[y * stride : y * stride + 3 * width] for y in range(height)]
        )
    finally:
        if bitmap:
            pdfium.FPDFBitmap_Destroy(bitmap)
        pdfium.FPDF_ClosePage(page)


def _png(width: int, height: int, rows: Sequence[bytes]) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 1)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )
