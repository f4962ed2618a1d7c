"""What a PDF says of itself as a whole: metadata and contents, as pdfium gives them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2_raw as pdfium

from reader.documents.formats.pdf_links import action_target, target_of
from reader.documents.formats.pdf_pages import MOST_PAGES
from reader.documents.formats.pdf_types import Entry, Facts, Goal
from reader.documents.formats.pdf_words import plain

_MOST_ENTRIES = 10_000
_DEEPEST = 12
_LONGEST_TITLE = 2_000  # bytes


def facts_of(document: Any) -> Facts:
    """What is known of an open PDF."""
    return Facts(
        pages=min(max(0, pdfium.FPDF_GetPageCount(document)), MOST_PAGES),
        title=_meta(document, b"Title"),
        author=_meta(document, b"Author"),
        created=_meta(document, b"CreationDate"),
        language=_language(document),
        producer=f"{_meta(document, b'Producer')} {_meta(document, b'Creator')}",
        encrypted=pdfium.FPDF_GetSecurityHandlerRevision(document) >= 0,
        entries=tuple(_entries(document)),
    )


def _utf16(raw: bytes, size: int) -> str:
    text = raw[: max(0, min(size, len(raw)) // 2 * 2)].decode("utf-16-le", "replace")
    return text.rstrip("\0")


def _meta(document: Any, tag: bytes) -> str:
    buffer = ctypes.create_string_buffer(4096)
    size = pdfium.FPDF_GetMetaText(document, tag, buffer, 4096)
    return _utf16(buffer.raw, size) if size <= 4096 else ""


def _language(document: Any) -> str:
    if not hasattr(pdfium, "FPDFCatalog_GetLanguage"):  # older than 2025
        return ""
    buffer = (ctypes.c_ushort * 64)()
    size = pdfium.FPDFCatalog_GetLanguage(document, buffer, 128)
    return _utf16(bytes(buffer), size) if size <= 128 else ""


def _entries(document: Any) -> Iterator[Entry]:
    """The contents in their order; each entry once, however they are chained."""
    seen: set[int] = set()
    ways = [pdfium.FPDFBookmark_GetFirstChild(document, None)]
    while ways and len(seen) < _MOST_ENTRIES:
        mark = ways.pop()
        if not mark:
            continue
        address = ctypes.addressof(mark.contents)
        if address in seen:
            continue
        seen.add(address)
        ways.append(pdfium.FPDFBookmark_GetNextSibling(document, mark))
        level = len(ways)
        if level < _DEEPEST:
            ways.append(pdfium.FPDFBookmark_GetFirstChild(document, mark))
        goal = target_of(document, pdfium.FPDFBookmark_GetDest(document, mark))
        if goal is None:
            found = action_target(document, pdfium.FPDFBookmark_GetAction(mark))
            goal = found if isinstance(found, Goal) else None
        size = min(pdfium.FPDFBookmark_GetTitle(mark, None, 0), _LONGEST_TITLE)
        buffer = ctypes.create_string_buffer(max(2, size))
        pdfium.FPDFBookmark_GetTitle(mark, buffer, size)
        title = " ".join(plain(_utf16(buffer.raw, size)).split())
        if title:
            yield Entry(title, level, goal)
