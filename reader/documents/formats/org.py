"""Org, as Emacs writes it: headlines, lists, blocks, tables, footnotes and inline markup.

The known libraries for Python read the tree of headlines and leave what stands in it as it is
written, so it is read here. Nothing is run or included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from types import MappingProxyType

from reader.documents.document import BlockKind, Document, Metadata
from reader.documents.formats.org_inline import figure, write_inline
from reader.documents.formats.written import DEEPEST, Writer
from reader.text.patterns import lazy

_HEADLINE = lazy(r"(\*+)[ \t]+(.*)")
_TAGS = lazy(r"(?<=[ \t]):[\w@#%:]+:[ \t]*$")
_PRIORITY = lazy(r"\[#[A-Z0-9]\][ \t]*")
_KEYWORD = lazy(r"[ \t]*#\+(\w+)(?:\[[^\]\n]*\])?:[ \t]*(.*)")
_BEGIN = lazy(r"[ \t]*#\+begin_(\w+)[ \t]*(\S*)", re.IGNORECASE)
_DRAWER = lazy(r"[ \t]*:(\w[\w-]*):[ \t]*$")
_DRAWER_END = lazy(r"[ \t]*:END:[ \t]*$", re.IGNORECASE)
_PROPERTY = lazy(r"[ \t]*:(CUSTOM_)?ID:[ \t]*(\S+)", re.IGNORECASE)
_ITEM = lazy(
    r"([ \t]*)(?:([-+]|(?<=[ \t])\*)|(\d{1,9}|[A-Za-z])[.)])(?=[ \t]|$)[ \t]*+"
    r"(?:\[@(\d{1,9})\][ \t]*+)?(\[[ X-]\][ \t]++)?"
    r"(?:(.{0,300}?)[ \t]{1,9}::(?=[ \t]|$))?[ \t]*(.*)"
)
_RULE = lazy(r"[ \t]*-{5,}[ \t]*$")
_FIXED = lazy(r"[ \t]*:(?: (.*)|$)")
_ROW = lazy(r"[ \t]*\|")
_ROW_RULE = lazy(r"[ \t]*\|-")
_COMMENT = lazy(r"[ \t]*#(?: |$)")
_NOTE = lazy(r"\[fn:([\w-]+)\][ \t]*(.*)")
_FILE = lazy(r'(?:"([^"]*)"|(\S+)).*')
_DONE = ("TODO", "NEXT", "WAITING", "DONE", "CANCELLED", "CANCELED")
_CHECKS = MappingProxyType({"[ ]": "☐", "[X]": "☑", "[-]": "☐"})
_SHOWN_AS_CODE = frozenset({"src", "example"})
_UNREAD = frozenset({"comment", "export"})
_PLANNING = lazy(r"[ \t]*(?:(?:SCHEDULED|DEADLINE|CLOSED):[ \t]*[<\[][^>\]\n]*[>\]][ \t]*)+$")
_CLOCK = lazy(r"[ \t]*CLOCK:[ \t]*\[")
_MACRO = lazy(r"\{\{\{([A-Za-z][\w-]{0,50})(?:\(([^{}]{0,500})\))?\}\}\}")
_KEPT_BY_PROGRAMS = frozenset({"properties", "logbook"})
_METADATA = frozenset({"title", "author", "date", "language", "subtitle"})


def parse(text: str) -> Document:
    """The document of an Org text with "\\n" as its line ends."""
    lines = text.replace("\f", " ").split("\n")
    page = _Page(_keywords(lines))
    said = page.said
    if title := said.get("title", ""):
        page.writer.start("h1", {})
        write_inline(page.writer, title)
        page.writer.end("h1")
    if subtitle := said.get("subtitle", ""):
        page.writer.element("p", subtitle)
    page.blocks(lines)
    page.writer.write_notes()
    author = said.get("author", "")
    metadata = Metadata(
        title=_plain(title),
        authors=tuple(filter(None, re.split(r",\s*|\s+and\s+", author))),
        date=said.get("date", ""),
        language=said.get("language", ""),
    )
    return page.writer.document(metadata)


def _keywords(lines: Sequence[str]) -> dict[str, str]:
    """What the keywords of a text say of it, by their names in small letters."""
    said: dict[str, str] = {}
    for line in lines:
        if "#+" in line and (found := _KEYWORD.match(line)):
            name = found[1].lower()
            if name == "macro":
                called, _, body = found[2].partition(" ")
                said[f"macro {called}"] = body.strip()
            elif name in _METADATA or name in ("todo", "seq_todo"):
                said[name] = f"{said[name]} {found[2]}" if name in said else found[2].strip()
    return said


def _plain(text: str) -> str:
    """A title without the signs of markup."""
    writer = Writer()
    write_inline(writer, text)
    writer.close()
    return writer.parts[0].text if writer.parts else ""


class _Page:
    """A text that is being read; ``said`` are its keywords."""

    def __init__(self, said: dict[str, str]) -> None:
        self.said = said
        self.writer = Writer()
        self._states = frozenset((*_DONE, *re.findall(r"\w+", said.get("todo", ""))))
        self._lists: list[tuple[int, str]] = []  # how far their items are set in, and their tags
        self._paragraph: list[str] = []
        self._endless: set[tuple[int, str]] = set()  # the lines in which there is no such end
        self._caption = ""
        self._depth = 0

    def blocks(self, lines: Sequence[str]) -> None:
        """Read lines that are blocks."""
        at = 0
        empty = 0
        while at < len(lines):
            line = lines[at]
            if not line.strip():
                self._end_paragraph()
                empty += 1
                if empty > 1:
                    self._end_lists(-1)
                at += 1
                continue
            at = self._block(lines, at, line)
            empty = 0
        self._end_paragraph()
        self._end_caption("figcaption")
        self._end_lists(-1)

    def _block(self, lines: Sequence[str], at: int, line: str) -> int:
        """Read what begins with a line; the line after it."""
        first = line.lstrip()[0]
        if line[0] == "*" and (found := _HEADLINE.match(line)):
            if self._is_comment(found[2]):
                return self._end_of_section(lines, at + 1, len(found[1]))
            self._headline(len(found[1]), found[2])
            at += 1
            if at < len(lines) and _PLANNING.match(lines[at]):
                self.writer.element("p", lines[at].strip())
                at += 1
            return at
        if first == "C" and _CLOCK.match(line):
            self._end_paragraph()
            return at + 1
        if first == "#":
            return self._keyword(lines, at, line)
        if first == ":":
            if drawer := _DRAWER.match(line):
                end = self._end_of(lines, at + 1, _DRAWER_END)
                if end < len(lines):
                    self._end_paragraph()
                    self._drawer(drawer[1], lines[at + 1 : end])
                    return end + 1
            if _FIXED.match(line):
                self._end_paragraph()
                end = at
                while end < len(lines) and _FIXED.match(lines[end]):
                    end += 1
                self._end_caption("figcaption")
                kept = [(_FIXED.match(one) or line)[1] or "" for one in lines[at:end]]
                self.writer.code("\n".join(kept))
                return end
        elif first == "|" and _ROW.match(line):
            self._end_paragraph()
            end = at
            while end < len(lines) and _ROW.match(lines[end]):
                end += 1
            self._table(lines[at:end])
            return end
        elif line[0] == "[" and (note := _NOTE.match(line)):
            self._end_paragraph()
            self._end_lists(-1)
            end = at + 1
            while end < len(lines) and (lines[end].strip() or lines[end - 1].strip()):
                if lines[end][:1] in ("*", "#") or lines[end].startswith("[fn:"):
                    break
                end += 1
            self.writer.later(note[1], partial(self.blocks, [note[2], *lines[at + 1 : end]]))
            return end
        if _RULE.match(line):
            self._end_paragraph()
            self.writer.start("hr", {})
            return at + 1
        if item := _ITEM.match(line):
            self._item(item)
            return at + 1
        indent = len(line) - len(line.lstrip())
        if self._lists and not self._paragraph and indent <= self._lists[-1][0]:
            self._end_lists(indent - 1)
        self._paragraph.append(line)
        return at + 1

    def _is_comment(self, title: str) -> bool:
        """Whether a headline says that its section is for who writes it."""
        words = title.split(None, 2)
        return "COMMENT" in words[: 1 + bool(words and words[0] in self._states)]

    def _end_of_section(self, lines: Sequence[str], at: int, level: int) -> int:
        """Where the section at this level ends in which a line stands."""
        self._end_paragraph()
        while at < len(lines):
            found = _HEADLINE.match(lines[at])
            if found and len(found[1]) <= level:
                break
            at += 1
        return at

    def _inline(self, text: str) -> None:
        """Write inline text."""
        write_inline(self.writer, self._with_macros(text))

    def _with_macros(self, text: str) -> str:
        """The text with what its macros stand for; of an unknown one its arguments."""

        def value(found: re.Match[str]) -> str:
            name, given = found[1], re.split(r"(?<!\\),\s*", found[2] or "")
            body = self.said.get(f"macro {name}", self.said.get(name) if not found[2] else None)
            if body is None:
                return found[2] or name
            return re.sub(
                r"\$([1-9])",
                lambda one: given[int(one[1]) - 1] if int(one[1]) <= len(given) else "",
                body,
            )

        return _MACRO.sub(value, text) if "{{{" in text else text

    def _headline(self, level: int, title: str) -> None:
        self._end_paragraph()
        self._end_caption("figcaption")
        self._end_lists(-1)
        tags = _TAGS.search(title)
        words = title[: tags.start()] if tags else title.rstrip()
        state, _, rest = words.partition(" ")
        if state not in self._states:
            state, rest = "", words
        rest = _PRIORITY.sub("", rest.strip(), count=1)
        writer = self.writer
        tag = f"h{min(level + bool(self.said.get('title')), 6)}"
        writer.start(tag, {})
        writer.blocks.name(f"*{_plain(rest)}", 0)
        if state:
            writer.data(f"{state} ")
        self._inline(rest)
        if tags:
            writer.data(f" {tags[0].strip()}")
        writer.end(tag)
        heading = writer.parts[-1]
        if tags and heading.kind is BlockKind.HEADING:  # those of the outline are without the tags
            heading.title = heading.text.removesuffix(tags[0].strip()).rstrip()

    def _keyword(self, lines: Sequence[str], at: int, line: str) -> int:
        """Read a block, a keyword or a comment."""
        if begin := _BEGIN.match(line):
            ending = re.compile(rf"[ \t]*#\+end_{re.escape(begin[1])}[ \t]*$", re.IGNORECASE)
            end = self._end_of(lines, at + 1, ending)
            if end < len(lines):
                self._end_paragraph()
                self._named_block(begin[1].lower(), begin[2], lines[at + 1 : end])
                return end + 1
        if found := _KEYWORD.match(line):
            self._end_paragraph()
            name = found[1].lower()
            if name == "caption":
                self._caption = f"{self._caption} {found[2]}".strip()
                behind = lines[at + 1 : at + 2]
                if at and _ROW.match(lines[at - 1]) and not "".join(behind).strip():
                    self._end_caption("figcaption")  # of the table above, as Pandoc writes it
            elif name == "include":
                self.writer.not_included(_FILE.sub(r"\1\2", found[2]))
            return at + 1
        if _COMMENT.match(line) or _BEGIN.match(line):
            self._end_paragraph()
            return at + 1
        self._paragraph.append(line)
        return at + 1

    def _named_block(self, name: str, language: str, lines: Sequence[str]) -> None:
        writer = self.writer
        self._end_caption("figcaption")
        if name in _SHOWN_AS_CODE:
            code = [re.sub(r"^([ \t]*),(?=[*#,])", r"\1", line) for line in lines]
            writer.code(_outset(code), language if name == "src" else "")
        elif name == "verse":
            writer.start("p", {})
            for line in lines:
                kept = "\xa0" * (len(line) - len(line.lstrip()))
                writer.data(kept)
                self._inline(line.strip())
                writer.start("br", {})
            writer.end("p")
        elif name not in _UNREAD and self._depth < DEEPEST:
            self._depth += 1
            before, self._lists = self._lists, []
            if name == "quote":
                writer.start("blockquote", {})
            self.blocks(lines)
            if name == "quote":
                writer.end("blockquote")
            self._lists = before
            self._depth -= 1

    def _drawer(self, name: str, lines: Sequence[str]) -> None:
        """A drawer that holds what programs keep is not shown; an id in it names the place."""
        for line in lines:
            if found := _PROPERTY.match(line):
                self.writer.blocks.name(found[2] if found[1] else f"id:{found[2]}", 0)
        if name.lower() not in _KEPT_BY_PROGRAMS and self._depth < DEEPEST:
            self._depth += 1
            self.blocks(lines)
            self._depth -= 1

    def _item(self, found: re.Match[str]) -> None:
        self._end_paragraph()
        self._end_caption("figcaption")
        writer = self.writer
        indent = len(found[1].expandtabs())
        tag = "dl" if found[6] is not None else "ol" if found[3] else "ul"
        self._end_lists(indent)
        if self._lists and self._lists[-1] == (indent, tag):
            pass
        elif len(self._lists) < DEEPEST:
            if self._lists and self._lists[-1][0] == indent:
                writer.end(self._lists.pop()[1])
            self._lists.append((indent, tag))
            number = found[4] or found[3] or ""
            writer.start(tag, {"start": number} if number.isdigit() else {})
        if tag == "dl":
            writer.start("dt", {})
            self._inline(found[6])
            writer.end("dt")
            writer.start("dd", {})
        else:
            writer.start("li", {"value": found[4]} if found[4] else {})
            if found[5]:
                writer.blocks.marker = _CHECKS[found[5].strip()]
        if found[7]:
            self._paragraph.append(found[7])

    def _table(self, lines: Sequence[str]) -> None:
        rules = [number for number, line in enumerate(lines) if _ROW_RULE.match(line)]
        header = next((number for number in rules if 0 < number < len(lines) - 1), 0)
        writer = self.writer
        writer.start("table", {})
        self._end_caption("caption")
        for number, line in enumerate(lines):
            if _ROW_RULE.match(line):
                continue
            writer.start("tr", {})
            tag = "th" if number < header else "td"
            for cell in re.split(r"(?<!\\)\|", line.strip().strip("|")):
                writer.start(tag, {})
                self._inline(cell.strip())
                writer.end(tag)
            writer.end("tr")
        writer.end("table")

    def _end_caption(self, tag: str) -> None:
        if self._caption:
            self.writer.start(tag, {})
            self._inline(self._caption)
            self.writer.end(tag)
            self._caption = ""

    def _end_of(self, lines: Sequence[str], at: int, ending: re.Pattern[str]) -> int:
        """The first line from ``at`` on that matches; the number of lines if none does, which is
        found out once."""
        key = id(lines), ending.pattern
        if key in self._endless:
            return len(lines)
        while at < len(lines) and not ending.match(lines[at]):
            at += 1
        if at == len(lines):
            self._endless.add(key)
        return at

    def _end_paragraph(self) -> None:
        if not self._paragraph:
            return
        text = "\n".join(line.strip() for line in self._paragraph)
        self._paragraph = []
        if shown := figure(text):
            self.writer.start("figure", {})
            self.writer.start("img", {"src": shown, "alt": self._caption or "image"})
            self._caption = ""
            self.writer.end("figure")
            return
        self._end_caption("figcaption")
        self.writer.start("p", {})
        self._inline(text)
        self.writer.end("p")

    def _end_lists(self, indent: int) -> None:
        """End the lists that are set in further than this."""
        while self._lists and self._lists[-1][0] > indent:
            self.writer.end(self._lists.pop()[1])


def _outset(lines: Sequence[str]) -> str:
    """Lines without the white space that all of them begin with."""
    from textwrap import dedent

    return dedent("\n".join(line.expandtabs(8) for line in lines)).strip("\n")
