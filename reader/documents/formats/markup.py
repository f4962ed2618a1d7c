"""Events of HTML or XHTML (an element begins, characters, an element ends) become blocks.

One pass, without recursion: each event costs the same however deep it is nested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from reader.documents.document import BlockKind, Mark, MarkKind
from reader.documents.encoding import harmless
from reader.documents.formats.inline import Piece, split_lines
from reader.documents.formats.lists import ListStyle, list_style, marker_of
from reader.documents.formats.markup_table import Table
from reader.documents.formats.mathml import Formula
from reader.documents.parts import Part

_EMPTY = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "image",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_MARKS = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), MarkKind.EMPHASIS),
    **dict.fromkeys(("strong", "b"), MarkKind.STRONG),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkKind.CODE),
    **dict.fromkeys(("del", "s", "strike"), MarkKind.STRIKETHROUGH),
    "sup": MarkKind.SUPERSCRIPT,
    "sub": MarkKind.SUBSCRIPT,
}
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_NOT_SHOWN = frozenset(
    ["script", "style", "template", "rp", "datalist", "iframe", "defs", "desc", "metadata"]
)
# Elements whose end tag may be left out: what begins ends those that are still open, up to a
# boundary.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _LISTS | {"table", "td", "th"}),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), frozenset({"dl", "table"}))),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), frozenset({"table", "tr"}))),
    **dict.fromkeys(
        ("tbody", "tfoot", "thead"),
        (frozenset({"tbody", "tfoot", "thead", "tr", "td", "th", "caption"}), frozenset({"table"})),
    ),
}
_NEAR = 40  # elements that are looked at for one whose end tag was left out
_WALLS = _LISTS | {"li", "dl", "dd", "table", "td", "th", "blockquote", "pre", "section", "body"}
_DEEPEST = 50  # marks over one another, and levels of lists and quotations
_LONG_PAGE_NUMBER = 20  # code points: what is longer is no page number but text

_NOTES = frozenset(
    [
        "footnote",
        "endnote",
        "rearnote",
        "doc-footnote",
        "doc-endnote",
        "footnotes",
        "endnotes",
        "rearnotes",
    ]
)
_PAGE_BREAKS = frozenset({"pagebreak", "doc-pagebreak"})
_STANZAS = frozenset({"stanza", "linegroup", "line-group", "lg", "verse-group"})

_WHITE = re.compile(r"[ \t\n\f\r]+")
_IRREGULAR = re.compile(r"[\t\n\f\r]|  ")
_NO_SPACES = "\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_BETWEEN_IDEOGRAPHS = re.compile(f"(?<=[{_NO_SPACES}])[ \t\r]*\n[ \t\r\n]*(?=[{_NO_SPACES}])")
_UNDISPLAYED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Controls of Latin-1 that are meant for what Windows-1252 has there, as browsers know.
_WINDOWS = re.compile("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_STANZA_END = re.compile(r"\n{2,}")


class Place(NamedTuple):
    """Somewhere in the parts: ``offset`` code points into the part with this index."""

    name: str
    part: int
    offset: int


class _Context(NamedTuple):
    """What the elements around make of a block; ``group`` is a stanza whose lines are blocks."""

    lists: int = 0
    quotes: int = 0
    level: int = 0
    role: str = ""
    pre: bool = False
    cell: bool = False
    group: int = 0
    drawing: bool = False


class _Open(NamedTuple):
    """An element that is open, what was so before it, and what is to be done at its end."""

    tag: str
    before: _Context
    mark: bool
    end: Callable[[], None] | None


class Markup:
    """What the events have made so far: ``parts``, named ``places`` and printed ``pages`` in them.

    ``link`` makes a target of an ``href``; "" is no link. ``title``, ``language`` and ``meta``
    are what the head says. Feed `start`, `data` and `end`, then `close` once.
    """

    def __init__(self, link: Callable[[str], str] = str) -> None:
        self.parts: list[Part] = []
        self.places: list[Place] = []
        self.pages: list[Place] = []
        self.notices: dict[str, None] = {}
        self.title = self.language = ""
        self.meta: dict[str, list[str]] = {}
        self._link = link
        self._context = _Context()
        self._open: list[_Open] = []
        self._count: dict[str, int] = {}
        self._lists: list[ListStyle] = []
        self._tables: list[Table] = []
        self._marker = ""
        self._group = 0  # that of the last part
        # The block that is being put together.
        self._texts: list[str] = []
        self._length = 0
        self._last = ""
        self._marks: list[Mark] = []
        self._running: list[tuple[str, MarkKind, int, str]] = []
        self._names: list[tuple[list[Place], str, int]] = []
        self._pictures = 0  # code points of them
        self._paragraph = False
        self._language = ""  # of the code
        # What is not shown: the element, how often it is open, and its text where that is wanted.
        self._skipped = ""
        self._depth = 0
        self._caught: list[str] = []
        self._use: Callable[[str], None] | None = None
        self._formula: Formula | None = None

    # --- events ---------------------------------------------------------------------------------

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins; the names of the element and its attributes are in lower case."""
        if self._skipped:
            self._depth += tag == self._skipped
            return
        if self._formula is not None:
            self._formula.start(tag)
            return
        if tag in _BLOCKS:
            self._block(tag)
        types: frozenset[str] = frozenset()
        if attributes:
            types = _words(attributes, "epub:type", "role")
            name = attributes.get("id") or (attributes.get("name") if tag == "a" else "")
            if name:
                self._names.append((self.places, name, self._length))
            if self._is_hidden(attributes) and tag not in _EMPTY:
                self._skip(tag)
                return
        if types & _PAGE_BREAKS:
            self._page(tag, attributes)
        elif tag in _EMPTY:
            self._empty(tag, attributes)
        elif tag in _NOT_SHOWN:
            self._skip(tag)
        elif tag == "title":
            self._skip(tag, self._picture if self._context.drawing else self._titled)
        elif tag == "math":
            self._formula = Formula(attributes)
            self._push(tag, False, self._end_formula)
        else:
            self._begin(tag, attributes, types)

    def data(self, text: str) -> None:
        """Characters."""
        if self._skipped:
            if self._use is not None:
                self._caught.append(text)
        elif self._formula is not None:
            self._formula.data(text)
        else:
            self._write(_clean(text))

    def end(self, tag: str) -> None:
        """An element ends, and with it those in it whose end tags were left out."""
        if self._skipped:
            if tag == self._skipped:
                self._depth -= 1
                if not self._depth:
                    self._shown_again()
            return
        if self._formula is not None and tag != "math":
            self._formula.end(tag)
            return
        if tag in _BLOCKS and (not self._context.level or tag in _LEVELS):
            self._flush()
        if not self._count.get(tag):
            return
        if tag in _MARKS or tag == "a":
            for number in range(len(self._open) - 1, -1, -1):
                if self._open[number].tag == tag:
                    break
                if self._open[number].tag in _WALLS:  # <b><table></b>: only the mark ends
                    self._end_mark(tag)
                    return
        while self._pop() != tag:
            pass

    def close(self) -> None:
        """There is no more."""
        while self._skipped:
            self._depth = 1
            self.end(self._skipped)
        while self._open:
            self._pop()
        self._flush()
        self._names_at(len(self.parts) - 1, len(self.parts[-1].text) if self.parts else 0)

    # --- elements -------------------------------------------------------------------------------

    def _block(self, tag: str) -> None:
        """A block begins: what was written before it is one of its own."""
        if self._context.level and (tag == "p" or tag == "div"):
            self._write(" ")
            return
        self._flush()
        if self._context.level and (tag in _LEVELS or tag in _WALLS):
            self._context = self._context._replace(level=0)  # a heading that nobody closed
        if tag in _ENDS:
            self._end_open(*_ENDS[tag])

    def _begin(self, tag: str, attributes: Mapping[str, str], types: frozenset[str]) -> None:
        context = self._context
        finish: Callable[[], None] | None = None
        mark = False
        if tag in _MARKS:
            mark = self._begin_mark(tag, _MARKS[tag], "")
        elif tag == "a":
            target = self._link(attributes.get("href", "")) if attributes.get("href") else ""
            mark = bool(target) and self._begin_mark(tag, MarkKind.LINK, target)
        elif tag in _LEVELS:
            context = context._replace(level=_LEVELS[tag])
        elif tag == "p":
            self._paragraph = True
        elif tag in _LISTS:
            self._lists.append(list_style(tag, attributes))
            context = context._replace(lists=min(context.lists + 1, _DEEPEST))
            finish = self._end_list
        elif tag == "li":
            self._marker = marker_of(self._lists[-1], attributes) if self._lists else "•"
            finish = self._end_item
        elif tag == "dd":
            context = context._replace(lists=min(context.lists + 1, _DEEPEST))
        elif tag == "dt" or tag == "summary":
            mark = self._begin_mark(tag, MarkKind.STRONG, "")
            context = context._replace(role="term" if tag == "dt" else context.role)
        elif tag == "blockquote":
            context = context._replace(quotes=min(context.quotes + 1, _DEEPEST))
        elif tag == "pre":
            context = context._replace(pre=True)
        elif tag == "table":
            self._tables.append(Table(len(self.parts)))
            context = context._replace(lists=0, quotes=0, level=0)
            finish = self._end_table
        elif tag == "tr" and self._tables:
            before = len(self.parts)
            self._tables[-1].begin_row(self.parts)
            if len(self.parts) < before:
                self._places_to(len(self.parts) - 1)
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].begin_cell(len(self.parts), tag == "th", attributes)
            context = context._replace(cell=True)
            finish = self._end_cell
        elif tag == "caption":
            finish = self._end_caption
        elif tag == "figcaption":
            context = context._replace(role="caption")
        elif tag == "rt":
            self._write("(")
            finish = self._end_reading
        elif tag == "q":
            self._write("“")
            finish = self._end_quotation
        elif tag == "svg":
            context = context._replace(drawing=True)
        elif tag == "text" and context.drawing:
            finish = self._end_label
        elif tag == "html":
            self.language = attributes.get("lang") or attributes.get("xml:lang") or ""
        if types or "class" in attributes:
            kinds = types | _words(attributes, "class")
            if kinds & _NOTES:
                context = context._replace(role="footnote")
            if kinds & _STANZAS:
                self._group = 0
                context = context._replace(group=len(self.parts) + 1)
        if tag == "code" and context.pre and "class" in attributes:
            self._language = _language_of(attributes["class"])
        self._push(tag, mark, finish)
        self._context = context

    def _empty(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element that holds nothing."""
        if tag == "br":
            self._write_break()
        elif tag == "hr":
            self._add(Part(BlockKind.RULE, "* * *", 0, 0))
        elif tag in ("img", "image") or (tag == "input" and attributes.get("type") == "image"):
            words = [attributes.get(name, "") for name in ("alt", "title", "aria-label")]
            shown = next(filter(str.strip, words), "" if "alt" in attributes else "image")
            # In a drawing the title of the drawing says what its pictures show.
            if shown and not (self._context.drawing and tag == "image" and shown == "image"):
                self._picture(shown)
        elif tag == "meta":
            name = attributes.get("name") or attributes.get("property") or ""
            if name and (content := attributes.get("content", "")):
                self.meta.setdefault(name.lower(), []).append(_one_line(content))
        elif tag == "link" and "canonical" in attributes.get("rel", "").lower().split():
            self.meta.setdefault("canonical", []).append(attributes.get("href", ""))

    def _page(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A new page of the printed book begins here; its number is no part of the text."""
        label = _one_line(attributes.get("title") or attributes.get("aria-label") or "")
        at = self._length

        def found(text: str) -> None:
            words = _one_line(text)
            if number := label or words[:_LONG_PAGE_NUMBER]:
                self._names.append((self.pages, number, at))
            if len(words) > _LONG_PAGE_NUMBER:
                self._write(words)

        if tag in _EMPTY:
            found("")
        else:
            self._skip(tag, found)

    def _is_hidden(self, attributes: Mapping[str, str]) -> bool:
        if "hidden" in attributes and attributes["hidden"] != "until-found":
            return True
        style = attributes.get("style")
        return style is not None and _UNDISPLAYED.search(style) is not None

    def _skip(self, tag: str, use: Callable[[str], None] | None = None) -> None:
        """Show nothing until the element ends; ``use`` is given its text."""
        self._skipped, self._depth, self._use = tag, 1, use

    def _shown_again(self) -> None:
        text, use = "".join(self._caught), self._use
        self._caught.clear()
        self._skipped, self._use = "", None
        if use is not None:
            use(text)

    def _titled(self, text: str) -> None:
        self.title = self.title or _one_line(text)

    def _push(self, tag: str, mark: bool, end: Callable[[], None] | None) -> None:
        self._open.append(_Open(tag, self._context, mark, end))
        self._count[tag] = self._count.get(tag, 0) + 1

    def _pop(self) -> str:
        """End the innermost element; its name."""
        tag, before, mark, end = self._open.pop()
        self._count[tag] -= 1
        if self._context is not before or end is not None:
            if tag in _BLOCKS:
                self._flush()
            if end is not None:
                end()
            self._context = before
        if mark:
            if tag in _BLOCKS:
                self._flush()
            self._end_mark(tag)
        return tag

    def _end_open(self, tags: frozenset[str], walls: frozenset[str]) -> None:
        """End the elements with these names whose end tags were left out."""
        for number in range(len(self._open) - 1, max(-1, len(self._open) - _NEAR), -1):
            tag = self._open[number].tag
            if tag in walls:
                return
            if tag in tags:
                while len(self._open) > number:
                    self._pop()

    # --- what ends ------------------------------------------------------------------------------

    def _end_list(self) -> None:
        self._lists.pop()
        self._marker = ""

    def _end_item(self) -> None:
        self._marker = ""

    def _end_reading(self) -> None:
        self._write(")")

    def _end_quotation(self) -> None:
        self._write("”")

    def _end_label(self) -> None:
        self._write(" ")

    def _end_caption(self) -> None:
        if self._tables:
            self._tables[-1].first = len(self.parts)

    def _end_cell(self) -> None:
        if self._tables:
            self._tables[-1].end_cell(len(self.parts))

    def _end_table(self) -> None:
        """The cells, as far as they are simple, become one block."""
        table = self._tables.pop()
        made = table.laid_out(self.parts)
        if table.large:
            self.notices["a very large table is shown row by row"] = None
        if made is None:
            return
        del self.parts[table.first :]
        self._places_to(table.first)
        if made.text:
            self._add(made)

    def _places_to(self, part: int) -> None:
        """What stood in later parts stands in this one, that they became."""
        for places in (self.places, self.pages):
            for number in range(len(places) - 1, -1, -1):
                if places[number].part < part:
                    break
                places[number] = places[number]._replace(part=part, offset=0)

    def _end_formula(self) -> None:
        if self._formula is not None:
            text, self._formula = self._formula.text, None
            self._write(harmless(text))

    # --- text -----------------------------------------------------------------------------------

    def _write(self, text: str) -> None:
        """Text into the block that is open, with white space as it is shown."""
        if self._context.pre:
            text = text.replace("\r\n", "\n").replace("\t", "    ").replace("\f", " ")
        else:
            if _IRREGULAR.search(text):
                if "\n" in text and not text.isascii():
                    text = _BETWEEN_IDEOGRAPHS.sub("", text)
                text = _WHITE.sub(" ", text)
            if text[:1] == " " and self._last in ("", " ", "\n"):
                text = text[1:]
        if text:
            self._texts.append(text)
            self._length += len(text)
            self._last = text[-1]

    def _write_break(self) -> None:
        context = self._context
        if context.level or (context.cell and not context.pre):
            self._write(" ")
            return
        if self._last == " " and not context.pre:
            self._texts[-1] = self._texts[-1][:-1]
            self._length -= 1
        if self._length:
            self._texts.append("\n")
            self._length += 1
            self._last = "\n"

    def _picture(self, words: str) -> None:
        shown = f"[{_one_line(words)}]"
        self._write(shown)
        self._pictures += len(shown)

    def _begin_mark(self, tag: str, kind: MarkKind, target: str) -> bool:
        if len(self._running) >= _DEEPEST:
            return False
        self._running.append((tag, kind, self._length, target))
        return True

    def _end_mark(self, tag: str) -> None:
        for number in range(len(self._running) - 1, -1, -1):
            if self._running[number][0] == tag:
                _, kind, start, target = self._running.pop(number)
                if start < self._length:
                    self._marks.append(Mark(kind, start, self._length, target))
                return

    # --- blocks ---------------------------------------------------------------------------------

    def _flush(self) -> None:
        """End the block that is open, if there is text in it."""
        paragraph, self._paragraph = self._paragraph, False
        if not self._texts:
            return
        text = "".join(self._texts)
        length, marks = self._length, self._marks
        for number, (tag, kind, start, target) in enumerate(self._running):
            if start < length:
                marks.append(Mark(kind, start, length, target))
            self._running[number] = tag, kind, 0, target
        self._texts, self._marks = [], []
        self._length, self._last = 0, ""
        pictures, self._pictures = self._pictures, 0
        if text.isspace():
            self._names = [(places, name, 0) for places, name, _ in self._names]
            return
        if marks:
            marks = [m for m in (_within(mark, text) for mark in marks) if m]
            marks.sort(key=lambda mark: (mark.start, -mark.end))
        self._put(Piece(text, tuple(marks)), paragraph, pictures)

    def _put(self, piece: Piece, paragraph: bool, pictures: int) -> None:
        """Add a block, or several if it has lines that each stand for themselves."""
        context, text = self._context, piece.text
        kind, depth = BlockKind.PARAGRAPH, 0
        pieces = [piece]
        if context.pre:
            kind = BlockKind.CODE
        elif context.level:
            if context.lists or context.quotes:
                pieces = [piece.strong()]  # no section: strong text
            else:
                kind, depth = BlockKind.HEADING, context.level
        elif pictures and pictures >= len(text.replace(" ", "").replace("\n", "")):
            kind = BlockKind.FIGURE
        tight = False
        if context.lists and kind is not BlockKind.CODE:
            kind, depth = BlockKind.ITEM, context.lists - 1 + context.quotes
            before = self.parts[-1] if self.parts else None
            tight = before is not None and (
                before.role == "term" or (not paragraph and before.kind is BlockKind.ITEM)
            )
        elif context.quotes and kind is not BlockKind.CODE:
            kind, depth = BlockKind.QUOTE, context.quotes - 1
        if "\n" in text and kind is not BlockKind.CODE:
            if kind is BlockKind.PARAGRAPH:
                pieces = _stanzas(piece)
            else:
                pieces = split_lines(piece)
        for number, one in enumerate(pieces):
            trimmed = _trimmed(one, kind)
            if not trimmed.text:
                continue
            own = kind
            if kind is BlockKind.PARAGRAPH and "\n" in trimmed.text:
                own = BlockKind.VERSE
            more = number > 0 and kind is not BlockKind.PARAGRAPH
            part = Part(own, trimmed.text, 0, 0, depth, tight=tight or more)
            part.marks = trimmed.marks
            if own in (BlockKind.ITEM, BlockKind.PARAGRAPH):
                part.role = context.role
                part.marker, self._marker = self._marker, ""
            elif own is BlockKind.CODE:
                part.role, self._language = self._language, ""
            if not (context.group and self._continues(part, context.group)):
                self._add(part)
        self._group = context.group

    def _continues(self, part: Part, group: int) -> bool:
        """Whether a block is the next line of a stanza: then it is joined to the lines before."""
        if self._group != group or not self.parts or "\n" in part.text:
            return False
        before = self.parts[-1]
        if before.kind not in (BlockKind.VERSE, BlockKind.PARAGRAPH) or part.depth:
            return False
        moved = len(before.text) + 1
        self._names_at(len(self.parts) - 1, moved + len(part.text), moved)
        before.kind, before.role = BlockKind.VERSE, ""
        before.text += f"\n{part.text}"
        before.marks = (
            *before.marks,
            *(m._replace(start=m.start + moved, end=m.end + moved) for m in part.marks),
        )
        return True

    def _add(self, part: Part) -> None:
        self.parts.append(part)
        self._names_at(len(self.parts) - 1, len(part.text))

    def _names_at(self, part: int, length: int, moved: int = 0) -> None:
        """The names that came since the last block stand in this part, or at its end."""
        for places, name, offset in self._names:
            places.append(Place(name, max(part, 0), max(0, min(offset + moved, length - 1))))
        self._names.clear()


def _words(attributes: Mapping[str, str], *names: str) -> frozenset[str]:
    """The words in some of the attributes, in lower case."""
    found = [attributes[name] for name in names if name in attributes]
    return frozenset(" ".join(found).lower().split()) if found else frozenset()


def _language_of(names: str) -> str:
    """The language of code by the names of its class ("language-python")."""
    for name in names.split():
        for before in ("language-", "lang-", "highlight-source-"):
            if name.startswith(before):
                return name.removeprefix(before)
    return ""


def _clean(text: str) -> str:
    """Text without controls; those that stand for a character of Windows-1252 become it."""
    if not text.isascii():
        text = _WINDOWS.sub(lambda control: control[0].encode("latin-1").decode("cp1252"), text)
    return harmless(text)


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())


def _within(mark: Mark, text: str) -> Mark | None:
    """A mark without white space at its ends; None if nothing is left."""
    start, end = mark.start, min(mark.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return mark._replace(start=start, end=end) if start < end else None


def _stanzas(piece: Piece) -> list[Piece]:
    """The pieces between empty lines."""
    pieces, start = [], 0
    for gap in _STANZA_END.finditer(piece.text):
        pieces.append(piece.part(start, gap.start()))
        start = gap.end()
    return [*pieces, piece.part(start, len(piece.text))]


def _trimmed(piece: Piece, kind: BlockKind) -> Piece:
    """Without what no block has at its ends; lines keep the indent of the first of them."""
    text = piece.text
    if kind is BlockKind.CODE:
        start = len(text) - len(text.lstrip("\n"))
        return piece.part(start, max(start, len(text.rstrip())))
    if "\n" in text:
        start = len(text) - len(text.lstrip(" \n"))
        return piece.part(start, max(start, len(text.rstrip())))
    return piece.trimmed()
