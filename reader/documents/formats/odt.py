"""OpenDocument texts (ODT, and FODT, which is the same in one file of XML)."""

from __future__ import annotations

from types import MappingProxyType
from xml.etree.ElementTree import Element

from reader.documents.document import Document, Metadata
from reader.documents.encoding import decode
from reader.documents.formats.block_text import one_line
from reader.documents.formats.flow_document import (
    FIRST,
    about,
    finished,
    first_piece,
    names,
    tree,
    until,
    with_text,
)
from reader.documents.formats.mathml import Formula
from reader.documents.formats.odt_body import PREFIXES, Body
from reader.documents.formats.odt_styles import Styles
from reader.documents.formats.tags import Balanced, feed
from reader.documents.formats.xml_events import feed_xml, local
from reader.documents.formats.zipped import Archive, UnreadableError, resolved
from reader.errors import SourceError

_LARGEST_MANIFEST = 8 * 2**20  # bytes
_LARGEST_FORMULA = 2**16
_ZIP = b"PK"
_ENTITY = b"<!ENTITY"


def parse(name: str, data: bytes) -> Document:
    """The document of an OpenDocument text; ``name`` is what messages call it.

    Raises SourceError for what is no such text, is encrypted, or has nothing to read. Of a damaged
    one what comes before the damage is read, which a notice tells.
    """
    return with_text(name, "an OpenDocument text", _read(name, data))


def parse_piece(name: str, data: bytes) -> Document | None:
    """The document of the beginning, if there is more."""
    return first_piece(_read(name, data, enough=FIRST))


def _read(name: str, data: bytes, enough: int = 0) -> Document:
    styles = Styles()
    archive: Archive | None = None
    content = data
    if data.startswith(_ZIP):
        archive = Archive(name, data, "OpenDocument text")
        content = _content(archive)
        if (root := tree(archive, "styles.xml")) is not None:
            styles.add(root)
    body = Body(styles, lambda href: _formula(archive, href))
    stop = until(body.flow, enough)
    whole = feed_xml(content, body, PREFIXES, stop)
    complete = whole or not stop()
    if complete:
        body.close()
    else:
        body.flow.cut()
    if complete and not whole and not body.flow.parts and _ENTITY not in content:
        styles = Styles()
        body = _by_tags(content, styles)
    meta = tree(archive, "meta.xml") if archive is not None else body.trees.get("office:meta")
    return finished(
        body.flow,
        body.titles,
        _metadata(meta, styles.language),
        complete=complete,
        whole=whole,
        comments=body.comments,
    )


def _by_tags(content: bytes, styles: Styles) -> Body:
    """The text of a file that is damaged before its text begins, as far as its tags tell it."""
    body = Body(styles)
    balanced = Balanced(body)
    feed(decode(content).text, balanced, raw=False, prefixed=True)
    balanced.close()
    body.close()
    return body


def _content(archive: Archive) -> bytes:
    """The file of the text; raises SourceError where it is encrypted or cannot be read."""
    try:
        manifest = archive.read("META-INF/manifest.xml", _LARGEST_MANIFEST)
    except UnreadableError:
        manifest = b""
    if b"encryption-data" in manifest:
        raise SourceError(f"{archive.name} is encrypted with a password: save it without one")
    try:
        return archive.read("content.xml")
    except UnreadableError as error:
        raise SourceError(
            f"{archive.name} cannot be read as an OpenDocument text: {error}"
        ) from None


def _formula(archive: Archive | None, href: str) -> str:
    """The text of an embedded formula; "" where it is something else."""
    if archive is None or not href:
        return ""
    root = tree(archive, resolved("", f"{href.rstrip('/')}/content.xml"), _LARGEST_FORMULA)
    if root is None or local(root) != "math":
        return ""
    formula = Formula({})
    waiting: list[Element | str] = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            formula.end(one)
            continue
        formula.start(local(one))
        formula.data(one.text or "")
        waiting.append(local(one))
        waiting.extend(reversed(one))
    return formula.text


def _metadata(root: Element | None, language: str) -> Metadata:
    """What the file says of itself; ``language`` is that of its styles."""
    said: dict[str, str] = {}
    for element in root.iter() if root is not None else ():
        if words := one_line(element.text or ""):
            said.setdefault(local(element), words)
    return Metadata(
        title=said.get("title", ""),
        authors=names(said.get("initial-creator", "") or said.get("creator", "")),
        date=(said.get("creation-date", "") or said.get("date", ""))[:10],
        language=said.get("language", language),
        extra=MappingProxyType(about(said.get("description", ""), said.get("keyword", ""))),
    )
