"""FictionBook (FB2): its few elements are told as those of HTML."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from types import MappingProxyType
from xml.parsers import expat

from reader.documents.document import BlockKind, Document, Metadata
from reader.documents.encoding import decode
from reader.documents.formats.block_document import document_of
from reader.documents.formats.block_text import one_line
from reader.documents.formats.code_lines import CodeLines
from reader.documents.formats.html import declared_encoding, link
from reader.documents.formats.markup import Markup
from reader.documents.formats.tags import feed
from reader.documents.formats.xml_events import feed_local
from reader.documents.formats.zipped import Archive, UnreadableError
from reader.documents.identifiers import identifiers_in
from reader.errors import SourceError
from reader.text.patterns import lazy

_ZIP = b"PK"
_DAMAGED = "the file is damaged or cut short: shown is what could be read of it"
_DEEPEST = 6  # levels of headings
_PICTURES = lazy(rb"<binary\b[^>]*>[^<]*</binary>")
_ID = lazy(rb"""\sid\s*=\s*["']([^"']*)["']""")
_SCENE = lazy(r"[\s*•·—–_~-]+")
_SAME = {
    "emphasis": "em",
    "strong": "strong",
    "strikethrough": "s",
    "sub": "sub",
    "sup": "sup",
    "code": "code",
    "table": "table",
    "tr": "tr",
    "th": "th",
    "td": "td",
    "p": "p",
    "v": "p",
    "text-author": "p",
    "date": "p",
    "cite": "blockquote",
    "epigraph": "blockquote",
    "poem": "div",
    "annotation": "blockquote",
}
_SKIPPED = frozenset({"binary", "stylesheet", "coverpage"})
_NOTES = frozenset({"notes", "footnotes", "comments"})


def parse(name: str, data: bytes) -> Document:
    """The document of a FictionBook, which may be alone in an archive; ``name`` is what messages
    call it. Raises SourceError for what has nothing to read in it."""
    content = _PICTURES.sub(b"", _unpacked(name, data))
    decoded = decode(content, declared_encoding(content))
    book = _Book()
    damaged = False
    try:
        feed_local(decoded.text, book)
    except expat.ExpatError:  # as many are, somewhere: it is read by its tags
        book = _Book()
        feed(decoded.text, book, raw=False)
        damaged = True
    markup = book.close()
    if not markup.parts:
        raise SourceError(f"{name} is a FictionBook without anything to read in it")
    for part in markup.parts:
        if part.kind is BlockKind.PARAGRAPH and _SCENE.fullmatch(part.text):
            part.kind, part.text, part.marks = BlockKind.RULE, "* * *", ()
    notices = (*decoded.notices, *markup.notices, *((_DAMAGED,) if damaged else ()))
    document = document_of(markup.blocks, book.metadata(), notices)
    return document.with_(metadata=document.metadata._replace(encoding=decoded.encoding))


def picture(name: str, data: bytes, target: str) -> bytes:
    """The picture of a book that its text calls ``target``; raises SourceError."""
    wanted = target.encode()
    for found in _PICTURES.finditer(_unpacked(name, data)):
        said = _ID.search(found[0][: found[0].index(b">")])
        if said is not None and said[1] == wanted:
            try:
                return base64.b64decode(found[0][found[0].index(b">") + 1 : -len(b"</binary>")])
            except ValueError:
                raise SourceError("the picture is damaged") from None
    raise SourceError("the picture is not in the book")


def _unpacked(name: str, data: bytes) -> bytes:
    if not data.startswith(_ZIP):
        return data
    archive = Archive(name, data, "FictionBook")
    path = next((one for one in archive.names() if one.lower().endswith(".fb2")), "")
    try:
        return archive.read(path)
    except UnreadableError as error:
        raise SourceError(f"{name} cannot be read as a FictionBook: {error}") from None


def _href(attributes: Mapping[str, str]) -> str:
    return next((v for k, v in attributes.items() if k.rpartition(":")[2] == "href"), "")


class _Book:
    """The events of a book: what it says of itself, and its text, which goes to ``markup``."""

    def __init__(self) -> None:
        self.markup = Markup(link, lambda source: source.removeprefix("#"))
        self._out = CodeLines(self.markup)
        self._said: dict[str, list[str]] = {}
        self._open: list[str] = []  # in the description
        self._skipped = 0
        self._described = False  # whether the description is being read
        self._text = False  # whether the text is
        self._notes = False
        self._level = 0
        self._label: list[str] | None = None  # of the note that begins
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "section": self._section,
            "title": self._title,
            "subtitle": self._subtitle,
            "stanza": lambda _: self._out.start("div", {"class": "stanza"}),
            "empty-line": lambda _: self._out.end_code(),
            "a": self._link,
            "image": self._image,
        }

    # --- events ---------------------------------------------------------------------------------

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._skipped or tag in _SKIPPED:
            self._skipped += 1
        elif tag == "description":
            self._described = True
        elif self._described:
            self._open.append(tag)
            if tag == "sequence":
                words = (attributes.get(name, "") for name in ("name", "number"))
                self._said.setdefault("series", []).append(" ".join(words).strip())
        elif tag == "body":
            self._text, self._level = True, 0
            self._notes = attributes.get("name", "").lower() in _NOTES
        elif not self._text or self._label is not None:
            pass
        elif tag in self._starts:
            self._starts[tag](attributes)
        elif tag in _SAME:
            self._out.start(_SAME[tag], attributes)

    def data(self, text: str) -> None:
        """Characters."""
        if self._skipped:
            return
        if self._described:
            if words := one_line(text):
                path = " ".join(self._open[-2:]), " ".join(self._open[:1] + self._open[-1:])
                for name in dict.fromkeys(path):
                    self._said.setdefault(name, []).append(words)
        elif self._label is not None:
            self._label.append(text)
        elif self._text:
            self._out.data(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
        elif tag == "description":
            self._described = False
        elif self._described:
            if tag == "author" and self._open[:1] == ["title-info"]:
                self._author()
            if self._open:
                self._open.pop()
        elif not self._text:
            pass
        elif self._label is not None:
            if tag == "title":
                words, self._label = one_line(" ".join(self._label)), None
                self.markup.blocks.marker = f"[{words.strip('[]')}]" if words else ""
        elif tag == "section":
            self._level = max(0, self._level - 1)
            self._out.end("aside" if self._notes else "div")
        elif tag == "title":
            self._out.end(self._heading)
        elif tag == "subtitle":
            self._out.end("strong")
            self._out.end("p")
        elif tag in ("stanza", "a"):
            self._out.end("div" if tag == "stanza" else "a")
        elif tag in _SAME:
            self._out.end(_SAME[tag])

    def close(self) -> Markup:
        """There is no more; what was read."""
        self._out.release()
        self.markup.close()
        return self.markup

    # --- elements -------------------------------------------------------------------------------

    @property
    def _heading(self) -> str:
        """A title here; that of the book is the first level."""
        return f"h{min(self._level + 1, _DEEPEST)}"

    def _section(self, attributes: Mapping[str, str]) -> None:
        self._level += 1
        if self._notes:
            self._out.start("aside", {**attributes, "role": "doc-footnote"})
        else:
            self._out.start("div", attributes)

    def _title(self, attributes: Mapping[str, str]) -> None:
        if self._notes and self._level:
            self._label = []
        else:
            self._out.start(self._heading, attributes)

    def _subtitle(self, attributes: Mapping[str, str]) -> None:
        self._out.start("p", attributes)
        self._out.start("strong", {})

    def _link(self, attributes: Mapping[str, str]) -> None:
        kind = {"epub:type": "noteref"} if attributes.get("type") == "note" else {}
        self._out.start("a", {"href": _href(attributes), **kind})

    def _image(self, attributes: Mapping[str, str]) -> None:
        words = attributes.get("alt") or attributes.get("title") or "image"
        said = {"alt": words, "src": _href(attributes)}
        self._out.start("img", said | {"id": attributes.get("id", "")})

    # --- what it says of itself -----------------------------------------------------------------

    def _author(self) -> None:
        """The author whose description ends."""
        names = ("first-name", "middle-name", "last-name")
        words = [" ".join(self._said.pop(f"author {name}", ())) for name in names]
        nickname = " ".join(self._said.pop("author nickname", ()))
        if full := " ".join(filter(None, words)) or nickname:
            self._said.setdefault("authors", []).append(full)

    def metadata(self) -> Metadata:
        """Title, authors, date and the rest."""

        def said(name: str) -> str:
            return " ".join(self._said.get(name, ()))

        extra = {
            "publisher": said("publish-info publisher"),
            "description": said("title-info p"),
            "series": (self._said.get("series") or [""])[0],
            "subjects": [
                word for one in said("title-info keywords").split(",") if (word := one.strip())
            ],
        }
        isbn = said("publish-info isbn")
        return Metadata(
            title=said("title-info book-title"),
            authors=tuple(dict.fromkeys(self._said.get("authors", ()))),
            date=said("title-info date") or said("publish-info year"),
            language=said("title-info lang"),
            identifiers=identifiers_in(
                {"isbn": isbn} if isbn else {"id": said("document-info id")}
            ),
            extra=MappingProxyType({key: value for key, value in extra.items() if value}),
        )
