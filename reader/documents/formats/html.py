"""HTML and XHTML: the text that a browser would show, with its structure."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import entities, unescape
from typing import Protocol, TypeVar
from urllib.parse import urldefrag, urljoin
from xml.parsers import expat

from reader.documents.document import BlockKind, Document, Metadata
from reader.documents.formats.article import find_article, has_surroundings, is_all_text
from reader.documents.formats.block_document import document_of
from reader.documents.formats.markup import Markup
from reader.documents.formats.page_facts import day, metadata_of
from reader.documents.formats.page_signs import has_heading, signed
from reader.documents.formats.page_tree import Page, retold
from reader.documents.formats.table import MOST_CELLS
from reader.documents.formats.tags import Events, feed
from reader.documents.formats.xml_events import feed_local
from reader.documents.parts import Part
from reader.text.patterns import lazy

LEFT_OUT = "this is the article of the page: --whole shows everything"
SNIFFED = 2048  # bytes in which a page says how it is encoded

LONGEST_DATA = 2_000_000  # characters of an image that is part of the page
TOO_LARGE = "data:"  # stands for one that is longer

_CHARSET = lazy(rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""")
_XML_ENCODING = lazy(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,30})""")
_NOSCRIPT = lazy(r"(?i)<(/?)noscript\b")
_LONG_NOSCRIPT = lazy(r"(?is)<noscript\b(?:(?!</noscript).){250}")
_ENTITY = lazy(r"&([A-Za-z][A-Za-z0-9]{1,31});")
Told = TypeVar("Told", bound="Sink")
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_HEAD = 1000  # code points of an article in which it may say who wrote it
_BASE = lazy(r"""(?i)<base\s[^>]{0,300}?href\s*=\s*["']?([^"'\s>]{1,1000})""")
# What ends a link that leads nowhere else, or would run something.
_NO_LINK = ("javascript:", "data:", "vbscript:", "blob:", "about:")


def declared_encoding(data: bytes) -> str:
    """The encoding that the page itself claims, as it is written there; "" if it says nothing."""
    head = data[:SNIFFED]
    found = _XML_ENCODING.search(head) or _CHARSET.search(head)
    return found[1].decode("ascii") if found else ""


def parse(text: str, *, whole: bool = True, address: str = "") -> Document:
    """The document of a page of HTML with "\\n" as its line ends.

    Unless it is wanted ``whole``, what stands around the article of the page is left out, if there
    is an article. ``address`` is that of the page in the web, by which its links are to be read.
    """
    readers = _readers(text, address)
    found = _with_article(text, *readers, whole=whole)
    if found is None:
        markup = read(text, *readers)
        found = markup, metadata_of(markup, text, {})
    markup, metadata = found
    return document_of(markup.blocks, metadata, tuple(markup.notices))


def parse_piece(head: str, data: bytes, *, address: str = "") -> Document | None:
    """The document of the beginning of a page, whose text begins that of the whole.

    ``head`` may end anywhere, ``data`` is the page. None where an article may have to be found in
    it first, for itself or for what heads it, and where its beginning is no block by itself.
    """
    if b"\0" in data[:SNIFFED] or not is_all_text(data):
        return None
    markup = Markup(*_readers(head, address))
    feed(head[: max(head.rfind("<"), 0)], markup)
    markup.cut(large=_is_large_table(data, len(head)))
    if not markup.parts:
        return None
    return document_of(markup.blocks, metadata_of(markup, head, {}), complete=False)


def _is_large_table(page: bytes, end: int) -> bool:
    """Whether the last table that begins before ``end`` has too many cells to be laid out."""
    page = page.lower()
    start = page.rfind(b"<table", 0, end)
    after = page.find(b"</table", start)
    after = after if after >= 0 else len(page)
    if start < 0 or page.find(b"<table", start + 1, after) >= 0:
        return False
    data, headers, heads = (page.count(tag, start, after) for tag in (b"<td", b"<th", b"<thead"))
    return data + headers - heads > MOST_CELLS


def _readers(text: str, address: str) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """What makes targets of the links and of the images of a page with this address."""
    base = base_of(text, address) if address else ""
    if not base:
        return link, image
    return (
        lambda href: absolute(link(href), base, address),
        lambda source: absolute(image(source), base, address),
    )


def link(href: str) -> str:
    """The target of a link: as it is written, but what would run something leads nowhere."""
    href = "".join(char for char in href.strip() if char.isprintable())
    return "" if href.lower().replace(" ", "").startswith(_NO_LINK) else href


def image(source: str) -> str:
    """The target of an image: as it is written, `TOO_LARGE` for one that is too long for that."""
    source = source.strip()
    if source[:5].lower() == "data:":
        shows = source[5:11].lower() == "image/"
        return (source if len(source) <= LONGEST_DATA else TOO_LARGE) if shows else ""
    return "" if source.startswith("#") else link(source)


def base_of(text: str, address: str) -> str:
    """The address that links of a page with this address are relative to."""
    found = _BASE.search(text[:20_000])
    try:
        return urljoin(address, unescape(found[1])) if found else address
    except ValueError:
        return address


def absolute(target: str, base: str, address: str) -> str:
    """A link of a page with this address, as it is followed from elsewhere; one into the page
    itself is its fragment."""
    if not target or target.startswith("#"):
        return target
    try:
        target = urljoin(base, target)
        page, fragment = urldefrag(target)
    except ValueError:
        return ""
    return f"#{fragment}" if fragment and page == urldefrag(address)[0] else target


def read(text: str, link: Callable[[str], str], image: Callable[[str], str] = str) -> Markup:
    """What is shown of a page."""
    return _told(text, lambda: Markup(link, image))


class Sink(Events, Protocol):
    """What is told of a page, and that there is no more."""

    def close(self) -> None: ...


def _told(text: str, make: Callable[[], Told]) -> Told:
    """What was told of the events of a page. XML is read as such, as it is faster and exact; what
    is not well formed, as HTML, in which everything is allowed."""
    if text.startswith("<?xml") or 'xmlns="http://www.w3.org/1999/xhtml"' in text[:SNIFFED]:
        sink = make()
        try:
            _feed_xml(text, sink)
        except expat.ExpatError:
            pass
        else:
            return sink
    sink = make()
    feed(text, sink)
    sink.close()
    return sink


def _with_article(
    text: str, link: Callable[[str], str], image: Callable[[str], str], *, whole: bool
) -> tuple[Markup, Metadata] | None:
    """The article of a page, headed by its title, who wrote it and when, with all that stands
    around it if it is wanted ``whole``; None if it has none.

    What heads it is the same in both, so that what is said of it is found in both.
    """
    if not has_surroundings(text):
        return None
    page = _told(text, Page)
    article = find_article(page)
    if article is None and _LONG_NOSCRIPT.search(text):  # it is there for who runs no programs
        page = _told(_NOSCRIPT.sub(r"<\1div", text), Page)
        article = find_article(page)
    if article is None:
        return None
    markup = Markup(link, image)
    retold(page, article.head, markup)
    if article.heading:
        retold(page, [article.heading], markup)
    metadata = metadata_of(markup, text, signed(page))
    rest = article.body
    if whole:
        markup, at = Markup(link, image), article.heading[1] if article.heading else 0
        retold(page, [(0, at)], markup)
        rest = ((at, len(page.events)),)
    headed = article.heading is not None
    if not headed and metadata.title and not has_heading(page, article.body, metadata.title):
        markup.blocks.add(Part(BlockKind.HEADING, metadata.title, 0, 0, 1))
        headed = True
    start = "".join(event.text for first, last in article.body for event in page.events[first:last])
    start = " ".join(start.split())[:_HEAD]
    by = ", ".join(name for name in metadata.authors if name not in start)
    for role, words in (("byline", by), ("date", day(metadata.date))):
        if headed and words and words not in start:
            markup.blocks.add(Part(BlockKind.PARAGRAPH, words, 0, 0, role=role, tight=True))
    retold(page, rest, markup)
    markup.close()
    if not whole:
        markup.notices[LEFT_OUT] = None
    return markup, metadata


def _feed_xml(text: str, markup: Sink) -> None:
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
