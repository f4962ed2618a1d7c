"""HTML and XHTML: the text that a browser would show, with its structure."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import entities
from xml.parsers import expat

from reader.documents.document import BlockKind, Document, Metadata
from reader.documents.formats.block_document import document_of
from reader.documents.formats.markup import Markup
from reader.documents.formats.tags import feed
from reader.documents.formats.xml_events import feed_local
from reader.documents.identifiers import identifiers_in
from reader.text.patterns import lazy

SNIFFED = 2048  # bytes in which a page says how it is encoded

_CHARSET = lazy(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""")
_XML_ENCODING = lazy(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,30})""")
_HTML = lazy(
    r"(?i)\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.DOTALL
)
_ENTITY = lazy(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
# What ends a link that leads nowhere else, or would run something.
_NO_LINK = ("javascript:", "data:", "vbscript:", "blob:", "about:")


def looks_like_html(head: str) -> bool:
    """Whether a text begins as a page of HTML does."""
    return _HTML.match(head) is not None


def declared_encoding(data: bytes) -> str:
    """The encoding that the page itself claims, as it is written there; "" if it says nothing."""
    head = data[:SNIFFED]
    found = _XML_ENCODING.search(head) or _CHARSET.search(head)
    return found[1].decode("ascii") if found else ""


def parse(text: str) -> Document:
    """The document of a page of HTML with "\\n" as its line ends."""
    markup = read(text, link)
    return document_of(markup.blocks, _metadata(markup), tuple(markup.notices))


def link(href: str) -> str:
    """The target of a link: as it is written, but what would run something leads nowhere."""
    href = "".join(char for char in href.strip() if char.isprintable())
    return "" if href.lower().replace(" ", "").startswith(_NO_LINK) else href


def read(text: str, link: Callable[[str], str]) -> Markup:
    """What is shown of a page. XML is read as such, as it is faster and exact; what is not well
    formed, as HTML, in which everything is allowed."""
    if text.startswith("<?xml") or 'xmlns="http://www.w3.org/1999/xhtml"' in text[:SNIFFED]:
        markup = Markup(link)
        try:
            _feed_xml(text, markup)
        except expat.ExpatError:
            pass
        else:
            return markup
    markup = Markup(link)
    feed(text, markup)
    markup.close()
    return markup


def _feed_xml(text: str, markup: Markup) -> None:
    """The events of well-formed XML. Nothing outside is fetched; entities that grow out of
    proportion are refused by the parser, as is what is not well formed: ExpatError."""
    if "<!ENTITY" not in text[:SNIFFED]:
        text = _ENTITY.sub(_character, text)

    feed_local(text, markup)
    markup.close()


def _character(entity: re.Match[str]) -> str:
    """The character of a named entity of HTML, which XML does not know."""
    name = entity[1]
    if name in _OF_XML:
        return entity[0]
    return entities.html5.get(f"{name};", entity[0])


def _metadata(markup: Markup) -> Metadata:
    """What the head of a page says, else its first heading."""

    def first(*names: str) -> str:
        return next((markup.meta[name][0] for name in names if name in markup.meta), "")

    title = markup.title or first("citation_title", "og:title", "dc.title")
    if not title:
        headings = (part for part in markup.parts if part.kind is BlockKind.HEADING)
        title = next((part.text for part in headings if part.depth == 1), "")
    authors: list[str] = []
    for name in ("citation_author", "author", "dc.creator", "article:author"):
        authors = authors or [one for one in markup.meta.get(name, ()) if "://" not in one]
    return Metadata(
        title=title,
        authors=tuple(dict.fromkeys(authors)),
        date=first("citation_publication_date", "article:published_time", "date", "dc.date"),
        language=markup.language,
        identifiers=identifiers_in(
            {"doi": first("citation_doi", "doi"), "canonical": first("canonical", "og:url")}
        ),
    )
