"""Events of HTML or XHTML (an element begins, characters, an element ends) become blocks.

One pass, without recursion: each event costs the same however deep it is nested.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from reader.documents.document import BlockKind, MarkKind
from reader.documents.formats.block_parts import BlockParts, Context
from reader.documents.formats.block_text import BlockText, clean, one_line
from reader.documents.formats.elements import (
    BLOCKS,
    EMPTY,
    ENDS,
    LEVELS,
    LISTS,
    MARKS,
    NOT_SHOWN,
    NOTES,
    PAGE_BREAKS,
    PAGE_NUMBERS,
    PARTS,
    STANZAS,
    WALLS,
    is_note_reference,
    language_of,
    words_in,
)
from reader.documents.formats.lists import ListStyle, list_style, marker_of
from reader.documents.formats.markup_table import LARGE_TABLE, Tables
from reader.documents.formats.mathml import Formula
from reader.documents.parts import Part
from reader.text.patterns import lazy

_NUMBER = lazy(r"\d+|\b[ivxlcdm]+\b", re.IGNORECASE)
_UNDISPLAYED = lazy(r"display\s*:\s*none", re.IGNORECASE)
_LONG_PAGE_NUMBER = 20  # code points: what is longer is no page number but text
_DEEPEST = 50  # levels of lists and quotations
_NEAR = 40  # elements that are looked at for one whose end tag was left out
_SOURCES = ("src", "xlink:href", "href", "data-src")  # attributes that say which file an image is


class _Open(NamedTuple):
    """An element that is open, what was so before it, and what is to be done at its end."""

    tag: str
    before: Context
    mark: bool
    end: Callable[[], None] | None


class Markup:
    """What the events have made so far: ``blocks``, and what is to be told of them.

    ``link`` makes a target of an ``href``, and ``image`` one of a ``src``; "" is none. ``title``,
    ``language`` and ``meta`` are what the head says, ``images`` all that are shown. Feed `start`,
    `data` and `end`, then `close` once.
    """

    def __init__(self, link: Callable[[str], str] = str, image: Callable[[str], str] = str) -> None:
        self.blocks = BlockParts()
        self.parts = self.blocks.parts
        self.notices: dict[str, None] = {}
        self.title = self.language = ""
        self.meta: dict[str, list[str]] = {}
        self.images: list[str] = []
        self._link = link
        self._image = image
        self._context = Context()
        self._open: list[_Open] = []
        self._count: dict[str, int] = {}
        self._lists: list[ListStyle] = []
        self._tables = Tables(self.blocks)
        # The block that is being put together.
        self._text = BlockText()
        self._paragraph = False
        # What is not shown: the element, how often it is open, and its text where that is wanted.
        self._skipped = ""
        self._depth = 0
        self._caught: list[str] = []
        self._use: Callable[[str], None] | None = None
        self._formula: Formula | None = None

    # --- events ---------------------------------------------------------------------------------

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins; the names of the element and its attributes are in lower case."""
        if self._skipped == "p" and tag in BLOCKS:  # its end tag was left out
            self._shown_again()
        if self._skipped:
            self._depth += tag == self._skipped
            if self._use is not None:
                self._name(tag, attributes)
            return
        if self._formula is not None:
            self._formula.start(tag)
            return
        if tag in BLOCKS:
            self._block(tag)
        types: frozenset[str] = frozenset()
        if attributes:
            types = words_in(attributes, "epub:type", "role")
            self._name(tag, attributes)
            # Notes are hidden where they are to pop up.
            if self._is_hidden(attributes) and tag not in EMPTY and not types & NOTES:
                self._skip(tag)
                return
        if types & PAGE_BREAKS or attributes.get("class") in PAGE_NUMBERS:
            self._page(tag, attributes)
        elif tag in EMPTY:
            self._empty(tag, attributes)
        elif tag in NOT_SHOWN:
            self._skip(tag)
        elif tag == "title":
            self._skip(tag, self._drawn if self._context.drawing else self._titled)
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
            self._write(clean(text))

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
        if tag in BLOCKS and (not self._context.level or tag in LEVELS):
            self._flush()
        if not self._count.get(tag):
            return
        if tag in MARKS or tag == "a":
            for number in range(len(self._open) - 1, -1, -1):
                if self._open[number].tag == tag:
                    break
                if self._open[number].tag in WALLS:  # <b><table></b>: only the mark ends
                    self._text.end_mark(tag)
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
        self.blocks.close()

    def cut(self, *, large: bool = False) -> None:
        """There is more, but of it only whole blocks are wanted; the last may still go on.
        ``large`` tells that the table that is open, if one is, is too large to be laid out."""
        self._tables.cut(large=large)
        del self.parts[-1:]
        self.blocks.close()

    # --- elements -------------------------------------------------------------------------------

    def _block(self, tag: str) -> None:
        """A block begins: what was written before it is one of its own."""
        if self._context.level and (tag == "p" or tag == "div"):
            self._write(" ")
            return
        self._flush()
        if self._context.level and (tag in LEVELS or tag in WALLS):
            self._context = self._context._replace(level=0)  # a heading that nobody closed
        if tag in ENDS:
            self._end_open(*ENDS[tag])

    def _name(self, tag: str, attributes: Mapping[str, str]) -> None:
        """The place has a name, if the element has one."""
        name = attributes.get("id") or (attributes.get("name") if tag == "a" else "")
        if name:
            self.blocks.name(name, self._text.length)

    def _begin(self, tag: str, attributes: Mapping[str, str], types: frozenset[str]) -> None:
        context = self._context
        finish: Callable[[], None] | None = None
        mark = False
        if tag in MARKS:
            mark = self._text.begin_mark(tag, MARKS[tag])
        elif tag == "a":
            target = self._link(attributes.get("href", "")) if attributes.get("href") else ""
            kind = MarkKind.FOOTNOTE if is_note_reference(attributes, types) else MarkKind.LINK
            mark = bool(target) and self._text.begin_mark(tag, kind, target)
        elif tag in LEVELS:
            context = context._replace(level=LEVELS[tag])
        elif tag == "p":
            self._paragraph = True
        elif tag in LISTS:
            self._lists.append(list_style(tag, attributes))
            context = context._replace(lists=min(context.lists + 1, _DEEPEST))
            finish = self._end_list
        elif tag == "li":
            self.blocks.marker = marker_of(self._lists[-1], attributes) if self._lists else "•"
            finish = self._end_item
        elif tag == "dd":
            context = context._replace(lists=min(context.lists + 1, _DEEPEST))
        elif tag == "dt" or tag == "summary":
            mark = self._text.begin_mark(tag, MarkKind.STRONG)
            context = context._replace(role="term" if tag == "dt" else context.role)
        elif tag == "blockquote":
            context = context._replace(quotes=min(context.quotes + 1, _DEEPEST))
        elif tag == "pre":
            context = context._replace(pre=True)
        elif tag == "table":
            self._tables.begin()
            context = context._replace(lists=0, quotes=0, level=0)
            finish = self._end_table
        elif tag == "tr":
            self._tables.begin_row()
        elif tag in ("td", "th"):
            self._tables.begin_cell(tag == "th", attributes)
            finish = self._tables.end_cell
        elif tag == "caption":
            finish = self._tables.end_caption
        elif tag == "figcaption":
            context = context._replace(role="caption")
        elif tag == "rt":
            self._write("(")
            finish = partial(self._write, ")")
        elif tag == "q":
            self._write("“")
            finish = partial(self._write, "”")
        elif tag == "svg":
            context = context._replace(drawing=True)
        elif tag == "text" and context.drawing:
            finish = partial(self._write, " ")
        elif tag == "html":
            self.language = attributes.get("lang") or attributes.get("xml:lang") or ""
        for role in types & PARTS:
            self.blocks.landmark(role, self._text.length)
        if types or "class" in attributes:
            kinds = types | words_in(attributes, "class")
            if kinds & NOTES:
                context = context._replace(role="footnote")
            if kinds & STANZAS:
                self.blocks.group = 0
                context = context._replace(group=len(self.parts) + 1)
        if tag == "code" and context.pre and "class" in attributes:
            self.blocks.language = language_of(attributes["class"])
        self._push(tag, mark, finish)
        self._context = context

    def _empty(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element that holds nothing."""
        if tag == "br":
            self._write_break()
        elif tag == "hr":
            self.blocks.add(Part(BlockKind.RULE, "* * *", 0, 0))
        elif tag in ("img", "image") or (tag == "input" and attributes.get("type") == "image"):
            words = [attributes.get(name, "") for name in ("alt", "title", "aria-label")]
            shown = next(filter(str.strip, words), "" if "alt" in attributes else "image")
            source = next(filter(None, (attributes.get(name, "") for name in _SOURCES)), "")
            target = self._image(source) if source else ""
            if target:
                self.images.append(target)
            # In a drawing the title of the drawing says what its pictures show.
            if shown and not (self._context.drawing and tag == "image" and shown == "image"):
                self._text.picture(shown, target)
        elif tag == "meta":
            name = attributes.get("name") or attributes.get("property") or ""
            if name and (content := attributes.get("content", "")):
                self.meta.setdefault(name.lower(), []).append(one_line(content))
        elif tag == "link" and "canonical" in attributes.get("rel", "").lower().split():
            self.meta.setdefault("canonical", []).append(one_line(attributes.get("href", "")))

    def _page(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A new page of the printed book begins here; its number is no part of the text."""
        label = one_line(attributes.get("title") or attributes.get("aria-label") or "")
        at = self._text.length

        def found(text: str) -> None:
            words = one_line(text)
            shown = _NUMBER.search(words)
            if number := label or (shown[0] if shown else words[:_LONG_PAGE_NUMBER]):
                self.blocks.page(number, at)
            if len(words) > _LONG_PAGE_NUMBER:
                self._write(words)

        if tag in EMPTY:
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

    def _drawn(self, text: str) -> None:
        self._text.picture(text)

    def _titled(self, text: str) -> None:
        self.title = self.title or one_line(text)

    def _push(self, tag: str, mark: bool, end: Callable[[], None] | None) -> None:
        self._open.append(_Open(tag, self._context, mark, end))
        self._count[tag] = self._count.get(tag, 0) + 1

    def _pop(self) -> str:
        """End the innermost element; its name."""
        tag, before, mark, end = self._open.pop()
        self._count[tag] -= 1
        if self._context is not before or end is not None:
            if tag in BLOCKS:
                self._flush()
            if end is not None:
                end()
            self._context = before
        if mark:
            if tag in BLOCKS:
                self._flush()
            self._text.end_mark(tag)
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
        self.blocks.marker = ""

    def _end_item(self) -> None:
        self.blocks.marker = ""

    def _end_table(self) -> None:
        """The cells, as far as they are simple, become one block."""
        if self._tables.end():
            self.notices[LARGE_TABLE] = None

    def _end_formula(self) -> None:
        if self._formula is not None:
            text, self._formula = self._formula.text, None
            self._write(clean(text))

    # --- text -----------------------------------------------------------------------------------

    def _write(self, text: str) -> None:
        self._text.write(text, pre=self._context.pre)

    def _write_break(self) -> None:
        if self._context.level or (self._tables and not self._context.pre):
            self._write(" ")  # a title and a cell are one line
        else:
            self._text.end_line()

    # --- blocks ---------------------------------------------------------------------------------

    def _flush(self) -> None:
        """End the block that is open, if there is text in it."""
        paragraph, self._paragraph = self._paragraph, False
        if not self._text.length:
            return
        piece, pictures = self._text.take()
        self.blocks.move(self._text.added)
        if piece.text:
            self.blocks.put(piece, self._context, paragraph=paragraph, pictures=pictures)
        else:
            self.blocks.nothing()
