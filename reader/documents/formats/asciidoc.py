"""AsciiDoc: sections, lists, blocks with their delimiters, tables, and the inline markup.

The one library there is has a licence that is not ours, so it is read here. Nothing is included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from reader.documents.document import Document, Metadata
from reader.documents.formats.asciidoc_attributes import Conditions, keep_attribute
from reader.documents.formats.asciidoc_inline import with_attributes, write_inline
from reader.documents.formats.asciidoc_lists import ITEM, TERM, Lists
from reader.documents.formats.asciidoc_said import NOTHING, Said, is_said, said_in
from reader.documents.formats.asciidoc_table import write_table
from reader.documents.formats.asciidoc_titles import TITLE, places, titles_in, with_titles
from reader.documents.formats.tex_math import readable
from reader.documents.formats.written import DEEPEST, Writer
from reader.text.patterns import lazy

_UNDERLINES = MappingProxyType({"=": 1, "-": 2, "~": 3, "^": 4, "+": 5})
_AUTHOR = lazy(r"[^\W\d][^<>;\n]{1,80}(?:<[^<>\n]{1,200}>)?(?:;|$)")
_REVISION = lazy(r"(?:v[\w.]+,?[ \t]*)?(\d{4}-\d\d-\d\d|\w+ \d{1,2}, \d{4}|\d{1,2} \w+ \d{4})?")
_BLOCK_TITLE = lazy(r"\.(?![.\s])(.+)")
_MACRO = lazy(r"(image|video|audio|include|toc|ifdef|ifndef|ifeval|endif)::([^\[\n]*)\[(.*)\]$")
_DELIMITER = lazy(r"(-{4,}|\.{4,}|={4,}|_{4,}|\*{4,}|\+{4,}|/{4,}|--|```\w*|[|,:!]={3,})$")
_ADMONITION = lazy(r"(NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_RULE = lazy(r"(?:'{3,}|-{3}|\*{3}|- - -|\* \* \*)$")
_ALT = lazy(r'\s*(?:"([^"]*)"|(?!\w+=)([^,]*))')
_ADMONITIONS = frozenset({"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"})
_CODE = frozenset({"-", ".", "`"})
_TABLE = frozenset("|,:!")
_NO_TITLE = frozenset({"discrete", "float"})


def parse(text: str) -> Document:
    """The document of an AsciiDoc text with "\\n" as its line ends."""
    page = _Page()
    lines = [line.rstrip() for line in text.replace("\f", " ").split("\n")]
    behind = page.head(lines)
    page.titles = titles_in(lines, page.words)
    page.blocks(lines[behind:])
    page.writer.write_notes()
    said = page.attributes
    authors = [one.partition("<")[0].strip() for one in said.get("author", "").split(";")]
    metadata = Metadata(
        title=page.title,
        authors=tuple(filter(None, authors)),
        date=said.get("revdate", ""),
        language=said.get("lang", ""),
    )
    return page.writer.document(metadata)


class _Page:
    """A text that is being read; ``attributes`` are those that it defines."""

    def __init__(self) -> None:
        self.writer = Writer()
        self.title = ""
        self.attributes: dict[str, str] = {}
        self.titles: dict[str, str] = {}  # what places are called
        self._said = NOTHING
        self._lists = Lists(self.writer)
        self._paragraph: list[str] = []
        self._goes_on = False  # whether the next block belongs to the item of a list
        self._awaits = False  # whether a term waits for what explains it
        self._conditions = Conditions(self.attributes)
        self._depth = 0
        self._last: Mapping[str, int] = {}  # where lines stand for the last time

    def head(self, lines: Sequence[str]) -> int:
        """Read the head of the text; the line after it."""
        at = 0
        while at < len(lines) and (not lines[at] or keep_attribute(lines[at], self.attributes)
                                   or lines[at].startswith("//")):  # fmt: skip
            at += 1
        found = TITLE.match(lines[at]) if at < len(lines) else None
        if found is None or len(found[1]) > 1:
            return at
        self._heading(1, found[2])
        self.title = " ".join(self.words(found[2]).split())
        at += 1
        if at < len(lines) and lines[at][:1] not in (":", "") and _AUTHOR.match(lines[at]):
            self.attributes["author"] = lines[at]
            self.writer.element("p", lines[at])
            at += 1
            revision = _REVISION.match(lines[at]) if at < len(lines) else None
            if revision and revision[0]:
                self.attributes["revdate"] = revision[1] or ""
                self.writer.element("p", lines[at])
                at += 1
        while at < len(lines) and (
            keep_attribute(lines[at], self.attributes) or lines[at][:2] == "//"
        ):
            at += 1
        return at

    def words(self, text: str) -> str:
        """Inline text without markup."""
        writer = Writer()
        write_inline(writer, with_attributes(text, self.attributes))
        writer.close()
        return writer.parts[0].text if writer.parts else ""

    def inline(self, text: str) -> None:
        """Write inline text."""
        text = with_titles(text, self.titles)
        write_inline(self.writer, with_attributes(text, self.attributes))

    def blocks(self, lines: Sequence[str]) -> None:
        """Read lines that are blocks."""
        at = 0
        outside, self._last = self._last, {line: number for number, line in enumerate(lines)}
        while at < len(lines):
            line = lines[at]
            if self._conditions.hide(line):
                at += 1
            elif not line:
                self._end_paragraph()
                self._goes_on = False
                at += 1
            else:
                at = self._block(lines, at, line)
        self._end_paragraph()
        self._lists.end()
        self._last = outside

    def _block(self, lines: Sequence[str], at: int, line: str) -> int:
        """Read what begins with a line; the line after it."""
        if line == "+" and self._lists:
            self._end_paragraph()
            self._goes_on = True
            return at + 1
        if line.startswith("//") and not line.startswith("///"):
            return at + 1
        if delimiter := _DELIMITER.match(line):
            closing = "```" if line.startswith("```") else line
            if (closed := self._last.get(closing, -1) > at) or not self._paragraph:
                end = lines.index(closing, at + 1) if closed else len(lines)
                self._end_paragraph()
                self._delimited(delimiter[1], lines[at + 1 : end])
                return end + 1
        if self._paragraph:
            if self._is_underlined(line):
                title = self._paragraph.pop()
                self._heading(_UNDERLINES[line[0]], title)
                return at + 1
            if not self._lists or not (ITEM.match(line) or TERM.match(line)):
                if self._lists and is_said(line):
                    self._end_paragraph()
                    return self._block(lines, at, line)
                self._paragraph.append(line)
                return at + 1
            self._end_paragraph()
        if found := TITLE.match(line):
            self._lists.end()
            self._heading(len(found[1]), found[2])
        elif (said := said_in(line, self._said)) is not None:
            self._said, place = said
            if place:
                self.writer.blocks.name(place, 0)
        elif keep_attribute(line, self.attributes):
            pass
        elif (item := ITEM.match(line)) and not _RULE.match(line):
            self._write_title()
            self._said = NOTHING
            self._goes_on = self._awaits = False
            self._paragraph.append(self._lists.item(item[1], item[2]))
        elif (macro := _MACRO.match(line)) is not None:
            self._begin_block()
            self._macro(macro[1], macro[2], macro[3])
        elif (titled := _BLOCK_TITLE.match(line)) is not None:
            self._said = self._said._replace(title=titled[1])
        elif _RULE.match(line):
            self._begin_block()
            self.writer.start("hr", {})
        elif line.startswith("<<<"):
            pass
        elif (term := TERM.match(line)) and "://" not in term[1]:
            self._term(term)
        elif line[0] in " \t" and not self._lists:
            return self._literal(lines, at)
        else:
            self._begin_block()
            self._paragraph.append(line)
        return at + 1

    def _begin_block(self) -> None:
        """A block begins; it ends the lists that are open, unless it was said to go on."""
        if not (self._goes_on or self._awaits):
            self._lists.end()
        self._goes_on = self._awaits = False

    def _literal(self, lines: Sequence[str], at: int) -> int:
        """Lines that are set in stay as they are."""
        from textwrap import dedent

        self._begin_block()
        end = at
        while end < len(lines) and lines[end]:
            end += 1
        self._write_title()
        self.writer.code(dedent("\n".join(one.expandtabs(4) for one in lines[at:end])))
        self._said = NOTHING
        return end

    # --- blocks ---------------------------------------------------------------------------------

    def _write_title(self, tag: str = "p") -> None:
        if title := self._said.title:
            self.writer.start(tag, {})
            self.writer.start("strong", {})
            self.inline(title)
            self.writer.end("strong")
            self.writer.end(tag)
            self._said = self._said._replace(title="")

    def _heading(self, level: int, title: str) -> None:
        words = self.words(title)
        for name in places(words):
            self.writer.blocks.name(name, 0)
        tag = "strong" if self._said.style in _NO_TITLE or self._depth else f"h{min(level, 6)}"
        if tag == "strong":
            self.writer.start("p", {})
        self.writer.start(tag, {})
        self.inline(re.sub(r"[ \t]+(=+|#+)$", "", title))
        self.writer.end(tag)
        if tag == "strong":
            self.writer.end("p")
        self._said = NOTHING

    def _is_underlined(self, line: str) -> bool:
        if line[0] not in _UNDERLINES or len(self._paragraph) != 1 or set(line) != {line[0]}:
            return False
        return len(line) > 2 and abs(len(line) - len(self._paragraph[0])) <= 2 and not self._lists

    def _delimited(self, delimiter: str, lines: Sequence[str]) -> None:
        """A block between two lines that are the same."""
        writer, said = self.writer, self._said
        self._begin_block()
        sign = delimiter[0]
        if sign == "/" or said.style == "comment":
            self._said = NOTHING
            return
        if delimiter[-1] == "=" and sign in _TABLE:
            writer.start("table", {})
            self._write_title("caption")
            self._said = NOTHING
            write_table(writer, lines, sign, said.named, self.inline, self._nested)
            writer.end("table")
            return
        self._write_title()
        self._said = NOTHING
        if sign == "+" or said.style in ("stem", "latexmath", "asciimath", "pass"):
            text = "\n".join(lines)
            if said.style in ("stem", "latexmath"):
                writer.element("p", readable(text))
            else:
                writer.element("p", re.sub(r"<[^<>]*>", " ", text))
        elif said.style == "verse":
            self._verse(lines, said)
        elif sign in _CODE and delimiter != "--":
            language = delimiter[3:] if sign == "`" else ""
            if said.style in ("source", ""):
                language = said.language or language
            writer.code("\n".join(line.expandtabs(4) for line in lines), language)
        elif delimiter == "--" and said.style in ("source", "listing", "literal"):
            writer.code("\n".join(lines), said.language)
        else:
            self._enclosed(sign, said, lines)

    def _enclosed(self, sign: str, said: Said, lines: Sequence[str]) -> None:
        """Blocks in a block: a quotation, an example, an admonition, a sidebar."""
        quoted = sign == "_" or sign == "*" or said.style in ("quote", *_ADMONITIONS, "sidebar")
        if quoted:
            self.writer.start("blockquote", {})
        if said.style in _ADMONITIONS:
            self.writer.start("p", {})
            self.writer.element("strong", said.style.capitalize())
            self.writer.end("p")
        self._nested(lines)
        self._attribution(said)
        if quoted:
            self.writer.end("blockquote")

    def _nested(self, lines: Sequence[str]) -> None:
        """Read lines that stand in another block."""
        if self._depth >= DEEPEST:
            self.writer.code("\n".join(lines))
            return
        self._depth += 1
        outside = self._lists, self._goes_on
        self._lists, self._goes_on = Lists(self.writer), False
        self.blocks(lines)
        self._lists, self._goes_on = outside
        self._depth -= 1

    def _verse(self, lines: Sequence[str], said: Said) -> None:
        self.writer.start("p", {})
        for line in lines:
            self.writer.data("\xa0" * (len(line) - len(line.lstrip())))
            self.inline(line.strip())
            self.writer.start("br", {})
        self.writer.end("p")
        self._attribution(said)

    def _attribution(self, said: Said) -> None:
        words = [word for word in said.words[1:3] if word]
        if words and said.style in ("quote", "verse"):
            self.writer.start("p", {})
            self.inline(f"— {', '.join(words)}")
            self.writer.end("p")

    def _macro(self, name: str, target: str, inside: str) -> None:
        writer = self.writer
        target = with_attributes(target, self.attributes)
        if name == "image":
            alt = _ALT.match(inside)
            words = (alt[1] or alt[2] or "").strip() if alt else ""
            writer.start("figure", {})
            writer.start("img", {"src": target, "alt": words or "image"})
            writer.end("figure")
            self._write_title("figcaption")
        elif name == "include":
            writer.not_included(target)
        elif name in ("video", "audio"):
            writer.start("p", {})
            writer.element("a", target, href=target)
            writer.end("p")
        elif inside and name == ("ifdef" if target in self.attributes else "ifndef"):
            self._paragraph.append(inside)
        self._said = NOTHING

    # --- lists ----------------------------------------------------------------------------------

    def _term(self, found: re.Match[str]) -> None:
        self._write_title()
        self._said = NOTHING
        self._goes_on = False
        self._lists.begin(found[2], "dl", {})
        self.writer.start("dt", {})
        self.inline(found[1])
        self.writer.end("dt")
        self.writer.start("dd", {})
        self._awaits = not found[3]
        if found[3]:
            self._paragraph.append(found[3])

    # --- paragraphs -----------------------------------------------------------------------------

    def _end_paragraph(self) -> None:
        if not self._paragraph:
            return
        lines, self._paragraph = self._paragraph, []
        said, self._said = self._said, NOTHING
        writer = self.writer
        if said.title:
            self._said = said._replace(words=(), named={})
            self._write_title()
            self._said = NOTHING
        if said.style in ("source", "listing", "literal"):
            writer.code("\n".join(lines), said.language)
            return
        if said.style == "verse":
            self._verse(lines, said)
            return
        text = "\n".join(line.strip() for line in lines)
        label = _ADMONITION.match(text)
        style = label[1] if label else said.style
        text = text[label.end() :] if label else text
        quoted = style in _ADMONITIONS or style == "quote"
        if quoted:
            writer.start("blockquote", {})
        writer.start("p", {})
        if style in _ADMONITIONS:
            writer.element("strong", f"{style.capitalize()}:")
            writer.data(" ")
        if style in ("stem", "latexmath"):
            writer.data(readable(text))
        elif "hardbreaks" in said.options:
            self.inline(text.replace("\n", " +\n"))
        else:
            self.inline(text)
        writer.end("p")
        self._attribution(said)
        if quoted:
            writer.end("blockquote")
