r"""LaTeX: its sections, lists, tables, figures, footnotes and references, and formulas as text.

It is read, not typeset. ``\newcommand`` is followed, within limits; what is unknown shows its
arguments. No file is opened.
"""

from __future__ import annotations

import re
from functools import partial
from types import MappingProxyType
from unicodedata import normalize

from reader.documents.document import Document
from reader.documents.formats.tex_code import code_of
from reader.documents.formats.tex_conditions import one_branch
from reader.documents.formats.tex_defined import Defined
from reader.documents.formats.tex_labels import Numbers, is_float, labels_in, labels_of
from reader.documents.formats.tex_math import named, readable
from reader.documents.formats.tex_names import (
    ACCENTS,
    ARGUMENTS,
    BRANCHES,
    DRAWINGS,
    FIRST_UNREAD,
    FLOATS,
    LISTS,
    QUOTES,
    SECTIONS,
    STYLES,
    SWITCHES,
    TABLES,
    UNREAD,
)
from reader.documents.formats.tex_references import References
from reader.documents.formats.tex_source import (
    Macro,
    argument,
    forget,
    option,
    plain_text,
    without_comments,
)
from reader.documents.formats.tex_table import RULES, Rows, behind_repeated, has_head
from reader.documents.formats.tex_tokens import TOKEN
from reader.documents.formats.tex_units import UNITS
from reader.documents.formats.written import Writer

_IN_CELLS = frozenset({"text", "name", "inline", "round", "verb", "quote", "dash"})
_SPACES = MappingProxyType(
    {",": "\u2009", ";": " ", ":": " ", " ": " ", "\n": " ", "!": "", "/": "", "-": "\xad",
     "@": "", "(": "", ")": "", "[": "", "]": ""}
)  # fmt: skip
_QUOTES = MappingProxyType({"``": "“", "''": "”", "`": "‘"})
_DEEPEST = 25  # arguments in arguments, uses in uses


def parse(text: str) -> Document:
    """The document of a LaTeX text with "\\n" as its line ends."""
    page = _Page(one_branch(without_comments(text.replace("\f", "\n"))))
    page.read(page.body, 0)
    page.writer.write_notes()
    forget()
    return page.writer.document(page.defined.metadata(), page.defined.notices)


class _Page:
    """A text that is being read."""

    def __init__(self, text: str) -> None:
        self.writer = Writer()
        head, begins, body = text.partition("\\begin{document}")
        self.body = body.partition("\\end{document}")[0] if begins else text
        self.defined = Defined(head if begins else "")
        self._groups: list[list[str]] = []  # for each group that is open, the elements begun in it
        self._open: list[str] = []  # the environments
        self._tables: list[Rows] = []
        used = [name for name in SECTIONS if f"\\{name}{{" in text or f"\\{name}*{{" in text]
        self._base = SECTIONS.index(used[0]) if used else 0
        counted = self.defined.counted
        self._references = References(self.writer, self.read, *labels_of(self.body, text, counted))
        # Of a part of a larger text nobody knows where its numbers begin.
        self._numbers = Numbers(text, counted) if begins else None
        self._titled = "\\maketitle" in text and bool(self.defined.said.get("title"))

    # --- reading --------------------------------------------------------------------------------

    def read(self, text: str, depth: int) -> None:
        """Read a piece of the source."""
        if depth > _DEEPEST:
            self.writer.data(text)
            return
        token = TOKEN.match(text)
        groups, environments = len(self._groups), len(self._open)
        while token is not None:
            at = self._token(token, text, depth)
            token = TOKEN.match(text, at)
        while len(self._groups) > groups:
            self._end_group()
        while len(self._open) > environments:
            self._end(self._open[-1])

    def _token(self, token: re.Match[str], text: str, depth: int) -> int:
        """Read a token; where to go on."""
        writer = self.writer
        kind = token.lastgroup
        shows = kind in _IN_CELLS and not token[0].isspace() and token["name"] not in RULES
        if shows and self._tables:
            self._tables[-1].cell()
        if kind == "text":
            writer.data("’" if token[0] == "'" else token[0])
        elif kind == "name":
            return self._command(token["name"], text, token.end(), depth)
        elif kind == "other":
            return self._sign(token["other"], text, token.end())
        elif kind == "gap":
            writer.start("p", {})
        elif kind == "mark":
            self._mark(token[0])
        elif kind == "dash":
            writer.data("—" if token[0] == "---" else "–")
        elif kind == "quote":
            writer.data(_QUOTES[token[0]])
        elif kind in ("inline", "round"):
            writer.data(self.defined.readable(token[kind]))
        elif kind in ("display", "bracketed"):
            self._formula("", token[kind])
        elif kind == "formula":
            if token["maths"] == "math":
                writer.data(self.defined.readable(token["formula"]))
            else:
                self._formula(token["maths"], token["formula"])
        elif kind == "code":
            self._kept(token["kept"], token["code"])
        elif kind == "verb":
            writer.element("code", token["verb"])
        elif kind == "begin":
            return self._begin(token["begin"], text, token.end())
        elif kind == "end" and token["end"] in self._open:
            while self._open[-1] != token["end"]:
                self._end(self._open[-1])
            self._end(token["end"])
        return token.end()

    def _mark(self, mark: str) -> None:
        if mark == "{":
            self._groups.append([])
        elif mark == "}":
            self._end_group()
        elif mark == "~":
            self.writer.data("\xa0")
        elif self._tables:
            self._tables[-1].next_cell()
        else:
            self.writer.data("&")

    def _caption(self, words: str, depth: int) -> None:
        """A caption; that of a long table stands above it, in none of its cells."""
        tables, self._tables = self._tables, []
        if tables:
            self.writer.start("caption", {})
        self._element("figcaption", words, depth)
        if tables:
            self.writer.end("caption")
        self._tables = tables

    def _end_group(self) -> None:
        if self._groups:
            for tag in reversed(self._groups.pop()):
                self.writer.end(tag)

    def _sign(self, sign: str, text: str, at: int) -> int:
        r"""A command whose name is a sign: an accent, a space, the end of a line (``\\``)."""
        writer = self.writer
        if sign in ACCENTS:
            letter, at = argument(text, at)
            letter = {"\\i": "i", "\\j": "j"}.get(letter.strip(), letter)
            writer.data(normalize("NFC", letter[:1] + ACCENTS[sign]) + letter[1:])
        elif sign == "\\":
            if text[at : at + 1] == "*":
                at += 1
            _, at = option(text, at)
            if self._tables:
                self._tables[-1].end_row()
            else:
                writer.start("br", {})
        else:
            writer.data(_SPACES.get(sign, sign))
        return at

    def _kept(self, name: str, code: str) -> None:
        """Lines that are kept as they are."""
        if name in DRAWINGS:
            self.writer.start("p", {})
            self.writer.start("img", {"alt": "figure"})
            self.writer.start("p", {})
        elif name != "comment":
            self.writer.code(*code_of(name, code))

    def _formula(self, environment: str, formula: str) -> None:
        """A formula that stands for itself, in lines, which may have numbers."""
        writer = self.writer
        writer.start("p", {})
        for label in labels_in(formula):
            writer.blocks.name(label, 0)
        counting = self._numbers or Numbers("", {})
        for row, number in counting.rows(environment, self.defined.expanded(formula)):
            if line := readable(row):
                shown = f"{line}\u2003({number})" if number and self._numbers else line
                writer.data(shown)
                writer.start("br", {})
        writer.start("p", {})

    # --- commands -------------------------------------------------------------------------------

    def _command(self, name: str, text: str, at: int, depth: int) -> int:
        """Do what a command says; where to go on."""
        writer = self.writer
        if name in self.defined.macros:
            return self._use(self.defined.macros[name], text, at, depth)
        if name in SECTIONS:
            starred = text[at - 1 : at] == "*"
            _, at = option(text, at)
            title, at = argument(text, at)
            if self._numbers and not starred and (number := self._numbers.section(name)):
                title = f"{number} {title}"
            level = SECTIONS.index(name) - self._base + 1 + self._titled
            self._end_groups()
            tag = f"h{min(level, 6)}"
            self._element(tag, title, depth)
        elif name in STYLES:
            if name == "foreignlanguage":
                _, at = argument(text, at)
            _, at = option(text, at)
            words, at = argument(text, at)
            self._element(STYLES[name], words, depth)
        elif name in SWITCHES:
            if self._groups:
                writer.start(SWITCHES[name], {})
                self._groups[-1].append(SWITCHES[name])
        elif name == "item":
            at = self._item(text, at, depth)
        elif name in ("footnote", "footnotetext", "endnote", "thanks", "marginpar"):
            _, at = option(text, at)
            words, at = argument(text, at)
            label = f"note {writer.noted}"
            writer.reference(label)
            writer.later(label, partial(self.read, words, depth + 1))
        elif name in BRANCHES:
            for _ in range(BRANCHES[name]):
                _, at = argument(text, at)
            words, at = argument(text, at)
            _, at = argument(text, at)
            self.read(words, depth + 1)
        elif (behind := self._references.command(name, text, at, depth)) is not None:
            at = behind
        elif name in ("endhead", "endfirsthead"):
            at = behind_repeated(text, at)
        elif name == "appendix" and self._numbers:
            self._numbers.appendix()
        elif name == "texorpdfstring":
            words, at = argument(text, at)
            _, at = argument(text, at)
            self.read(words, depth + 1)
        elif name == "includegraphics":
            _, at = option(text, at)
            file, at = argument(text, at)
            writer.start("img", {"src": file, "alt": "image"})
        elif name in ("caption", "captionof"):
            starred = text[at - 1 : at] == "*"
            inside = next(filter(is_float, reversed(self._open)), "")
            if name == "captionof":
                inside, at = argument(text, at)
            _, at = option(text, at)
            words, at = argument(text, at)
            kind, number = ("", "")
            if self._numbers and not starred:
                kind, number = self._numbers.caption(inside)
            if number:
                words = f"{self.defined.called(kind).format(number)}: {words}"
            self._caption(words, depth)
        elif name in ("input", "include", "subfile"):
            file, at = argument(text, at)
            writer.not_included(file if "." in file else f"{file}.tex")
        elif name == "maketitle":
            self._make_title(depth)
        elif name == "multicolumn":
            across, at = argument(text, at)
            _, at = argument(text, at)
            words, at = argument(text, at)
            if self._tables:
                self._tables[-1].cell(across if across.isdigit() else "1")
            self.read(words, depth + 1)
        elif name in ("par", "bigskip", "medskip", "smallskip", "newpage", "clearpage"):
            writer.start("p", {})
        elif name in ("newline", "linebreak"):
            writer.start("br", {})
        elif name in UNITS:
            shown, at = self.defined.quantity(name, text, at)
            writer.data(shown)
        elif name in UNREAD:
            _, at = option(text, at)
            for _ in range(UNREAD[name]):
                _, at = argument(text, at)
        elif name in FIRST_UNREAD:
            _, at = option(text, at)
            _, at = argument(text, at)
        elif name in ACCENTS:
            return self._sign(name, text, at)
        elif defined := self.defined.define(name, text, at):
            return defined
        elif name == "and":
            writer.data(", ")
        elif name == "today":
            writer.data("today")
        elif name == "tabularnewline":
            return self._sign("\\", text, at)
        elif shown := named(name):
            writer.data(f"{shown} " if text[at - 1 : at].isspace() else shown)
        else:
            _, at = option(text, at)
        return at

    def _end_groups(self) -> None:
        while self._groups:
            self._end_group()

    def _element(self, tag: str, words: str, depth: int) -> None:
        if tag:
            self.writer.start(tag, {})
        self.read(words, depth + 1)
        if tag:
            self.writer.end(tag)

    def _use(self, macro: Macro, text: str, at: int, depth: int) -> int:
        """Read what a command stands for that the text has defined."""
        words, at = macro.made_of(text, at)
        if self.defined.may_make(words):
            self.read(words, depth + 1)
        return at

    def _item(self, text: str, at: int, depth: int) -> int:
        label, after = option(text, at)
        tag = next((LISTS[name] for name in reversed(self._open) if name in LISTS), "ul")
        if tag == "dl" or (after > at and label):
            if tag == "dl":
                self._element("dt", label, depth)
                self.writer.start("dd", {})
                return after
            self.writer.start("li", {})
            self.writer.blocks.marker = plain_text(label)[:12] or "•"
            return after
        self.writer.start("li", {})
        return at

    def _make_title(self, depth: int) -> None:
        for name, tag in (("title", "h1"), ("author", "p"), ("date", "p")):
            if words := re.sub(r"\s*\\and\b", r"\\and", self.defined.said.get(name, "").strip()):
                self._element(tag, words, depth)
        self.writer.start("p", {})

    # --- environments ---------------------------------------------------------------------------

    def _begin(self, name: str, text: str, at: int) -> int:
        """An environment begins; where to go on."""
        writer = self.writer
        title, at = option(text, at)
        for _ in range(ARGUMENTS.get(name, 0)):
            _, at = argument(text, at)
        self._open.append(name)
        if name in LISTS:
            writer.start(LISTS[name], {})
        elif name in QUOTES:
            writer.start("blockquote", {})
        elif name in FLOATS:
            writer.start("figure", {})
        elif name in TABLES:
            writer.start("table", {})
            self._tables.append(Rows(writer, has_head(text, at)))
        elif name.rstrip("*") in self.defined.theorems:
            writer.start("blockquote" if name == "abstract" else "p", {})
            called = self.defined.theorem(name.rstrip("*"))
            number = self._numbers.theorem(name) if self._numbers else ""
            called = f"{called} {number}" if number else called
            words = f"{called} ({plain_text(title)})." if title else f"{called}."
            writer.element("strong", words)
            writer.data(" ")
        elif name not in ("document", "center"):
            writer.start("p", {})
        return at

    def _end(self, name: str) -> None:
        """The innermost environment ends."""
        writer = self.writer
        self._open.pop()
        if name in LISTS:
            writer.end(LISTS[name])
        elif name in QUOTES or name == "abstract":
            writer.end("blockquote")
        elif name in FLOATS:
            writer.end("figure")
        elif name in TABLES:
            writer.end("table")
            self._tables.pop()
        else:
            writer.start("p", {})
