"""Tiny EPUB books, made in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
TITLE = "<dc:title>A Book</dc:title>"


def page(body: str, head: str = "") -> str:
    """A file of XHTML."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>t</title>{head}</head><body>{body}</body></html>"
    )


def nav(entries: str, more: str = "") -> str:
    """A table of contents of EPUB 3; ``entries`` are items of a list."""
    return page(f'<nav epub:type="toc"><h1>Contents</h1><ol>{entries}</ol></nav>{more}')


def ncx(points: str, more: str = "") -> str:
    """A table of contents of EPUB 2."""
    return (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
        f"<navMap>{points}</navMap>{more}</ncx>"
    )


def package(
    items: Mapping[str, str],
    spine: Sequence[str],
    metadata: str = TITLE,
    more: str = "",
    spine_attributes: str = "",
) -> str:
    """A package file: ``items`` are the attributes of each item by its id, besides the id."""
    manifest = "".join(f'<item id="{name}" {attributes}/>' for name, attributes in items.items())
    linear = {True: "", False: " linear='no'"}
    references = "".join(
        f"""<itemref idref='{name.rstrip("*")}'{linear[name[-1] != "*"]}/>""" for name in spine
    )
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        'xmlns:opf="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata>{metadata}</metadata><manifest>{manifest}</manifest>"
        f"<spine {spine_attributes}>{references}</spine>{more}</package>"
    )


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """An archive that says that it is a book."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def book(
    bodies: Mapping[str, str],
    contents: str = "",
    more: Mapping[str, str | bytes] | None = None,
    metadata: str = TITLE,
    tables: str = "",
) -> bytes:
    """A book of some files in this order; ``contents`` are the items of its table of contents."""
    items = {name: f'href="{name}" media-type="application/xhtml+xml"' for name in bodies}
    items["nav"] = 'href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"'
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": package(items, list(bodies), metadata),
        "OPS/nav.xhtml": nav(contents, tables),
    }
    files |= {f"OPS/{name}": page(body) for name, body in bodies.items()}
    return zipped(files | dict(more or {}))
