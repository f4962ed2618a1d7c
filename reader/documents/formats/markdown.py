"""Markdown: CommonMark with tables, strikethrough, task lists, footnotes, formulas between dollar
signs and front matter.

The canonical text is the rendered text, so that a quotation of it is what the person saw.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reader.documents.bare_links import with_bare_links
from reader.documents.document import BlockKind, Document, Mark, MarkKind
from reader.documents.formats.html_text import Image, is_image, shown
from reader.documents.formats.inline import Piece, formula, note_name, render, split_lines
from reader.documents.formats.markdown_piece import definitions_for, last_begin
from reader.documents.formats.properties import front_matter, metadata_of
from reader.documents.formats.table import MOST_CELLS, lay_out
from reader.documents.made import with_made_sections
from reader.documents.numbering import number_of
from reader.documents.parts import Part, build
from reader.text.patterns import lazy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_DEEPEST = 100  # levels of nesting that the parser follows
_MOST_SIGNS = 5_000  # brackets in one paragraph: the parser takes quadratic time for them
_MOST_STARS = 20_000  # emphasis signs in one paragraph
# "{#name .class key=value}" behind a heading, as Pandoc and others have it.
_ATTRIBUTES = lazy(
    r"""(?<=\S)\s*\{:?[ ]*(?:[#.][^\s{}#.]+|[\w-]+=(?:"[^"{}]*"|[^\s"{}]+))"""
    r"""(?:[ ]*[#.][^\s{}]+|[ ]+[\w-]+=(?:"[^"{}]*"|[^\s"{}]+))*[ ]*\}$"""
)
_HEADING_TAG = lazy(r"<(/?)h([1-6])(?:\s[^<>]*)?>", re.IGNORECASE)
_TASK = lazy(r"\[([ xX])\]\s+(?=\S)")

_TOO_LARGE = "a table of more than {:,} cells is shown as it is written"
_TOO_DENSE = "a paragraph with too many brackets or stars is shown as it is written"
_TOO_DEEP = "lists or quotations nested more than {:,} deep are not shown whole"


def parse(text: str) -> Document:
    """The document of a Markdown text with "\\n" as its line ends."""
    text = text.replace("\f", " ")
    properties, end = front_matter(text)
    text = "\n" * text.count("\n", 0, end) + text[end:]
    notices: dict[str, None] = {}
    parts, named = parts_of(text, notices)
    metadata = metadata_of(properties)
    if not metadata.title:
        metadata = metadata._replace(title=title_of(parts))
    document = with_names(build(parts, metadata, tuple(notices)), parts, named)
    return with_bare_links(with_made_sections(document))


def parse_piece(head: str, data: bytes) -> Document | None:
    """The document of the beginning of a Markdown text, whose text begins that of the whole.

    ``head`` may end anywhere, ``data`` is the text in its encoding: what a link or a footnote
    stands for may be said at its end. None when there is no whole block in the head.
    """
    if b"\0" in data[: len(head)]:  # wide code units: nothing is found in these bytes
        return None
    head = head.replace("\f", " ")
    properties, end = front_matter(head)
    head = "\n" * head.count("\n", 0, end) + head[end:]
    notices: dict[str, None] = {}
    parser = _parser(notices)
    env: dict[str, Any] = {}
    parser.parse(definitions_for(head, data), env)
    tokens = parser.parse(head, env)
    walk = _Walk(footnotes={})
    walk.blocks(tokens[: last_begin(tokens)])  # the last block may go on
    if not any(part.text for part in walk.parts):
        return None
    metadata = metadata_of(properties)
    if not metadata.title:
        metadata = metadata._replace(title=title_of(walk.parts))
    document = build(walk.parts, metadata, tuple(notices), complete=False)
    return with_bare_links(with_made_sections(document))


def parts_of(text: str, notices: dict[str, None]) -> tuple[list[Part], dict[str, Part]]:
    """The parts of a Markdown text, and those of them that have names; what is to be told of it is
    added to the notices."""
    env: dict[str, Any] = {}
    tokens = _parser(notices).parse(text, env)
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        notices[_TOO_DEEP.format(_DEEPEST // 2)] = None
    walk = _Walk(footnotes=env.get("footnotes", {}))
    walk.blocks(tokens)
    walk.definitions()
    return walk.parts, walk.named


def with_names(document: Document, parts: Sequence[Part], named: Mapping[str, Part]) -> Document:
    """The document of these parts with the places that some of them name."""
    if not named:
        return document
    shown = iter(document.blocks.starts)
    starts = {id(part): next(shown) for part in parts if part.text}
    places = {name: starts[id(part)] for name, part in named.items()}
    return document.with_(places=MappingProxyType(places))


def _is_beside(token: Token) -> bool:
    """Whether a token of a heading is an image or the reference to a footnote."""
    return token.type in ("image", "footnote_ref") or (
        token.type == "html_inline" and is_image(token.content)
    )


def _marked(text: str, images: Sequence[Image]) -> tuple[Mark, ...]:
    """The marks of what stands for images in a text, in order."""
    marks: list[Mark] = []
    at = 0
    for image in images:
        start = text.find(image.text, at)
        if start >= 0:
            at = start + len(image.text)
            marks.append(Mark(MarkKind.IMAGE, start, at, image.source))
    return tuple(marks)


def title_of(parts: Sequence[Part]) -> str:
    """The title of a document: its first heading, if that is of the first level; "" if not.

    One that is numbered, with others of the first level after it, is the first of several
    chapters, or the newest entry of a list of changes.
    """
    headings = [part for part in parts if part.kind is BlockKind.HEADING]
    if not headings or headings[0].depth != 1:
        return ""
    title = headings[0].title or headings[0].text
    several = any(part.depth == 1 for part in headings[1:])
    return "" if several and (title[0].isdigit() or number_of(title)) else title


def _parser(notices: dict[str, None]) -> MarkdownIt:
    """The parser, with guards where its time or its tokens grow out of proportion."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import table
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    def small_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        last = _end_of_large_table(state, start, end)
        if not last:
            return table(state, start, end, silent)
        if not silent:
            notices[_TOO_LARGE.format(MOST_CELLS)] = None
            token = state.push("code_block", "code", 0)
            token.content = state.getLines(start, last, state.blkIndent, True)
            token.map = [start, last]
            state.line = last
        return True

    def sparse_inline(state: StateCore) -> None:
        from markdown_it.token import Token

        for token in state.tokens:
            if token.type != "inline":
                continue
            content = token.content
            stars = sum(map(content.count, "*_~$"))
            if content.count("[") > _MOST_SIGNS or stars > _MOST_STARS:
                notices[_TOO_DENSE] = None
                token.children = [Token("text", "", 0, content=content)]
            else:
                token.children = token.children or []
                state.md.inline.parse(content, state.md, state.env, token.children)

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin)
    # Not "$5 and $6": a formula has no white space inside of its signs, and no digit beside them.
    parser.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        allow_blank_lines=False,
        double_inline=True,
    )
    parser.disable("footnote_tail")  # definitions are put at the end here, referred to or not
    parser.block.ruler.at("table", small_table, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.at("inline", sparse_inline)
    return parser


def _end_of_large_table(state: StateBlock, start: int, end: int) -> int:
    """The line after a table with too many cells that begins at line ``start``; 0 if none does."""
    if start + 2 >= end or state.sCount[start + 1] < state.blkIndent:
        return 0
    rule = state.src[state.bMarks[start + 1] + state.tShift[start + 1] : state.eMarks[start + 1]]
    columns = rule.count("|") + 1
    if (columns - 1) * (end - start) <= MOST_CELLS or set(rule) - set("|-: \t"):
        return 0
    last = start
    while last < end and state.bMarks[last] + state.tShift[last] < state.eMarks[last]:
        last += 1
    return last if (last - start) * columns > MOST_CELLS else 0


@dataclass(slots=True)
class _List:
    """A list that is open: the number of its next item, or 0 for bullets."""

    number: int
    delimiter: str


@dataclass(slots=True)
class _Walk:
    """One walk over the tokens of the parser, gathering parts."""

    footnotes: dict[str, Any]
    apart: bool = False  # whether what is walked over is apart from the text: a footnote
    parts: list[Part] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    quotes: int = 0
    marker: str = ""  # of the list item whose first paragraph is still to come
    open_heading: int = 0  # the level of a heading whose HTML tag came, and no words yet
    notes: dict[str, list[Part]] = field(default_factory=dict)  # definitions by label
    named: dict[str, Part] = field(default_factory=dict)  # the first parts of those referred to

    def blocks(self, tokens: Sequence[Token]) -> None:
        """Gather the parts of a run of block tokens."""
        index = 0
        while index < len(tokens):
            token = tokens[index]
            match token.type:
                case "paragraph_open":
                    self.paragraph(tokens[index + 1], token)
                case "heading_open":
                    self.heading(tokens[index + 1].children or [], token, int(token.tag[1]))
                case "bullet_list_open":
                    self.lists.append(_List(0, ""))
                case "ordered_list_open":
                    self.lists.append(_List(int(token.attrGet("start") or 1), token.markup))
                case "bullet_list_close" | "ordered_list_close":
                    self.lists.pop()
                case "list_item_open":
                    self.marker = self.next_marker()
                case "list_item_close":
                    self.marker = ""
                case "blockquote_open":
                    self.quotes += 1
                case "blockquote_close":
                    self.quotes -= 1
                case "fence" | "code_block":
                    self.code(token)
                case "math_block":
                    self.add(BlockKind.PARAGRAPH, Piece(formula(token)), token)
                case "hr":
                    self.add(BlockKind.RULE, Piece("* * *"), token)
                case "html_block":
                    self.html(token)
                case "table_open":
                    index = self.table(tokens, index)
                case "footnote_reference_open":
                    index = self.definition(tokens, index)
            index += 1

    def next_marker(self) -> str:
        """What stands before the next item of the innermost list."""
        innermost = self.lists[-1]
        if not innermost.delimiter:
            return "•"
        number = innermost.number
        innermost.number += 1
        return f"{number}{innermost.delimiter}"

    def paragraph(self, inline: Token, opening: Token) -> None:
        children = inline.children or []
        if self.marker == "•" and (task := _TASK.match(inline.content)):
            self.marker = "☐" if task[1] == " " else "☑"
            if children and children[0].type == "text":
                children[0].content = children[0].content[task.end() :]
        if level := self.open_heading or _html_level(children):
            self.heading(children, opening, level)
            return
        kind = BlockKind.PARAGRAPH
        if len(children) == 1 and children[0].type == "image" and not self.lists:
            kind = BlockKind.FIGURE
        self.add(kind, render(children), opening)

    def heading(self, children: Sequence[Token], opening: Token, level: int) -> None:
        """A heading; inside of a list, quotation or footnote it is no section but strong text.

        The title of the section is without images (badges, for the most part) and references to
        footnotes, unless there is nothing else.
        """
        piece = _without_attributes(render(children, breaks=" ").trimmed())
        if self.inside():
            self.add(BlockKind.PARAGRAPH, piece.strong(), opening)
            return
        self.add(BlockKind.HEADING, piece, opening, depth=level)
        words = [token for token in children if not _is_beside(token)]
        if len(words) < len(children) and piece.text:
            title = _without_attributes(render(words, breaks=" ").trimmed()).text
            images = (render(token.children or [], breaks=" ").text for token in children)
            self.parts[-1].title = " ".join((title or " ".join(images)).split())

    def inside(self) -> bool:
        """Whether what comes is inside of something that has no sections."""
        return bool(self.lists or self.quotes or self.apart)

    def html(self, token: Token) -> None:
        """The paragraphs and headings of a piece of HTML."""
        found, level = shown(token.content, self.open_heading)
        for text, depth, first, last, images in found:
            piece = Piece(text, _marked(text, images))
            if depth and self.inside():
                piece, depth = piece.strong(), 0
            kind = BlockKind.HEADING if depth else BlockKind.PARAGRAPH
            if len(images) == 1 and text == images[0].text:
                kind = BlockKind.FIGURE
            begin = token.map[0] if token.map else 0
            self.add(kind, piece, token, depth, lines=(begin + first, begin + last))
        self.open_heading = level

    def code(self, token: Token) -> None:
        lines = [line.expandtabs(4).rstrip() for line in token.content.split("\n")]
        language = token.info.split()[0].strip("{}.") if token.info.split() else ""
        piece = Piece("\n".join(lines).strip("\n"))
        self.add(BlockKind.CODE, piece, token, role=language)

    def table(self, tokens: Sequence[Token], start: int) -> int:
        """Gather the table that opens at ``start``; the index of the token that closes it."""
        rows: list[list[Piece]] = []
        right: list[bool] = []
        index = start
        while tokens[index].type != "table_close":
            token = tokens[index]
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                rows[-1].append(render(tokens[index + 1].children or [], breaks=" "))
                if len(rows) == 1:
                    right.append("right" in str(token.attrGet("style") or ""))
            index += 1
        self.add(BlockKind.TABLE, lay_out(rows, right), tokens[start])
        return index

    def definition(self, tokens: Sequence[Token], start: int) -> int:
        """Set the definition of a footnote apart; the index of the token that closes it."""
        index = start + 1
        while tokens[index].type != "footnote_reference_close":
            index += 1
        inner = _Walk(self.footnotes, apart=True)
        inner.blocks(tokens[start + 1 : index])
        self.notes[tokens[start].meta["label"]] = inner.parts
        return index

    def definitions(self) -> None:
        """The definitions of the footnotes as the last parts, in the order of the references."""
        last = self.parts[-1].last if self.parts else 0
        for number, note in self.footnotes.get("list", {}).items():
            if "tokens" in note:
                parts = [Part(BlockKind.PARAGRAPH, "", last, last)]
                piece = render(note["tokens"], breaks=" ")
                parts[0].text, parts[0].marks = piece.text, piece.marks
            else:
                parts = self.notes.pop(note.get("label", ""), [])
            self.add_note(parts, f"[{number + 1}]")
            first = next((part for part in parts if part.text), None)
            if first is not None:
                self.named[note_name(number)] = first
        for label, parts in self.notes.items():
            self.add_note(parts, f"[{label}]")

    def add_note(self, parts: list[Part], marker: str) -> None:
        for part in parts:
            if part.kind in (BlockKind.PARAGRAPH, BlockKind.VERSE):
                part.role = "footnote"
                part.marker, marker = marker, ""
        self.parts += parts

    def add(
        self,
        kind: BlockKind,
        piece: Piece,
        token: Token,
        depth: int = 0,
        role: str = "",
        lines: tuple[int, int] | None = None,
    ) -> None:
        """Add a part for rendered text, as the lists and quotations around it want it.

        ``lines`` are its first and last line in the source, counted from 0, where the token does
        not have them. Lines broken on purpose make verse of a paragraph. Items and quotations are
        one line each, so further lines of theirs follow as parts of their own, close below.
        """
        piece = piece.trimmed() if kind is not BlockKind.CODE else piece
        if not piece.text:
            return
        self.open_heading = 0
        begin, end = token.map or (0, 1)
        first, last = lines or (begin, end - 1)
        tight = False
        pieces = [piece]
        marker = ""
        if kind in (BlockKind.PARAGRAPH, BlockKind.FIGURE):
            if self.lists:
                kind, depth = BlockKind.ITEM, len(self.lists) - 1 + self.quotes
                tight = token.hidden and bool(self.parts) and self.parts[-1].kind is kind
                marker, self.marker = self.marker, ""
            elif self.quotes:
                kind, depth = BlockKind.QUOTE, self.quotes - 1
            elif "\n" in piece.text:
                kind = BlockKind.VERSE
            if kind in (BlockKind.ITEM, BlockKind.QUOTE):
                pieces = split_lines(piece)
        for number, line in enumerate(pieces):
            part = Part(kind, line.text, first, last, depth, marker, role, tight or number > 0)
            part.marks = line.marks
            marker = ""
            self.parts.append(part)


def _without_attributes(piece: Piece) -> Piece:
    """A heading without the attributes behind it; what is marked as code is none."""
    found = _ATTRIBUTES.search(piece.text)
    if not found or any(mark.end > found.start() for mark in piece.marks):
        return piece
    return piece.part(0, found.start())


def _html_level(children: Sequence[Token]) -> int:
    """The level of a paragraph that is a heading in HTML tags; 0 if it is none."""
    tags = [
        (number, tag)
        for number, token in enumerate(children)
        if token.type == "html_inline" and (tag := _HEADING_TAG.fullmatch(token.content))
    ]
    if len(tags) != 2 or tags[0][1][1] or not tags[1][1][1]:
        return 0
    (start, opening), (end, _) = tags
    outside = [*children[:start], *children[end + 1 :]]
    return 0 if render(outside).text.strip() else int(opening[2])
