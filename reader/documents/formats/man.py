"""Manual pages in their source: the macros of man and mdoc, as far as they make a page.

The page is read, not run: a program for typesetting would obey a page that asks it to open files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from reader.documents.document import Document, Metadata
from reader.documents.formats.man_text import pieces, plain
from reader.documents.formats.mdoc import MDOC, Mdoc
from reader.documents.formats.written import Writer
from reader.text.patterns import lazy

_REQUEST = lazy(r"[.'][ \t]*([^\s\\]{1,12})[ \t]*(.*)", re.DOTALL)
_ARGUMENT = lazy(r'"((?:[^"]|"")*)"?|((?:\\.|[^\s"\\])(?:\\.|[^\s\\])*)', re.DOTALL)
_COMMENT = lazy(r'(?<!\\)\\["#].*')
_CONDITION = lazy(r"!?(?:[noetv](?=[\s\\.'])|'[^']*'[^']*'|\([^\n]*?\)(?=\s|$)|\S+)[ \t]*")
_SECTIONS = MappingProxyType({"SH": "h1", "SS": "h2", "Sh": "h1", "Ss": "h2"})
# The fonts of the arguments of a macro, one after the other.
_FONTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "B": ("b",), "I": ("i",), "SM": ("",), "SB": ("b",), "R": ("",),
        "BR": ("b", ""), "RB": ("", "b"), "IR": ("i", ""), "RI": ("", "i"), "BI": ("b", "i"),
        "IB": ("i", "b"),
    }
)  # fmt: skip
_SAME = frozenset({"B", "I", "SM", "SB", "R"})  # their arguments are words of a line
_PARAGRAPHS = frozenset({"PP", "P", "LP", "HP", "Pp"})
_GAPS = frozenset({"sp", "ti", "in", "bp", "ce"})
_BLOCKS = MappingProxyType({"TS": ".TE", "EQ": ".EN", "PS": ".PE"})
_UNREAD = frozenset({"PS"})
# What the page cannot define otherwise: pages do so for the sake of other programs.
_MAN_NAMES = "TP TQ IP RS RE EX EE SY YS br nf fi UR UE MT ME TH ds so"
_MAN = frozenset((*_SECTIONS, *_FONTS, *_PARAGRAPHS, *_GAPS, *_MAN_NAMES.split()))
_GIVEN = lazy(r"\\{1,4}\$([0-9*@])")
_MOST_MADE = 1_000_000  # code points that the macros of a page make
_MOST_STRINGS = 200
_MOST_INSETS = 20
_MOST_LINES = 200  # that are one


def parse(text: str) -> Document:
    """The document of the source of a manual page with "\\n" as its line ends."""
    page = _Page()
    page.read(list(_lines(text)))
    page.end()
    return page.writer.document(Metadata(title=page.title, date=page.date))


def _lines(text: str) -> Iterator[str]:
    """The lines without comments; those that go on in the next one are one."""
    before: list[str] = []
    for line in text.split("\n"):
        line, comments = _COMMENT.subn("", line)
        if comments and not before and not line.strip(" \t.'"):
            continue
        goes_on = line.endswith("\\") and not line.endswith("\\\\") and len(before) < _MOST_LINES
        before.append(line[:-1] if goes_on else line)
        if not goes_on:
            yield "".join(before)
            before = []
    yield "".join(before)


def _arguments(text: str) -> list[str]:
    """The arguments of a macro: words, or what stands in quotes."""
    found = _ARGUMENT.finditer(text)
    return [one[1].replace('""', '"') if one[1] is not None else one[2] for one in found]


class _Page:
    """A page that is being read: its ``writer``, and what its head says."""

    def __init__(self) -> None:
        self.writer = Writer()
        self.title = self.date = ""
        self._mdoc = Mdoc(self.writer, self._text)
        self._strings: dict[str, str] = {}
        self._macros: dict[str, Sequence[str]] = {}  # the lines of those that the page defines
        self._made = 0  # code points that these have made
        self._term = False  # whether the next line is a term
        self._items = [False]  # at each inset: whether what a term explains is open
        self._kept = False  # whether lines stay as they are
        self._else = False  # what comes of the next .el
        self._font = ""  # of the next line

    def read(self, lines: Sequence[str], depth: int = 0) -> None:
        """Read lines of the source."""
        at = 0
        while at < len(lines):
            line = lines[at]
            at += 1
            request = _REQUEST.match(line) if line[:1] in (".", "'") else None
            if request is None:
                if line[:1] not in (".", "'"):
                    self._line(line)
                continue
            name, rest = request[1], request[2]
            if name in ("de", "de1", "am", "ig"):
                words = _arguments(rest)
                end = _after(lines, at, "." + (words[name != "ig" :] or ["."])[0])
                if name in ("de", "de1") and words and len(self._macros) < _MOST_STRINGS:
                    self._macros[words[0]] = lines[at : end - 1]
                at = end
            elif name in self._macros and name not in _MAN:
                if depth < _MOST_INSETS:
                    self.read(self._made_of(self._macros[name], _arguments(rest)), depth + 1)
            elif name in _BLOCKS:
                end = _after(lines, at, _BLOCKS[name])
                if name == "TS":
                    self._table(lines[at : end - 1])
                elif name not in _UNREAD:
                    self._line(" ".join(lines[at : end - 1]))
                at = end
            elif name in ("if", "ie", "el"):
                inside, at = self._conditional(lines, at, name, rest)
                if depth < _MOST_INSETS:
                    self.read(inside, depth + 1)
            else:
                self._macro(name, rest)

    def _made_of(self, body: Sequence[str], arguments: Sequence[str]) -> Sequence[str]:
        """The lines of a macro that the page defines, with its arguments."""
        given = sum(map(len, arguments)) + 3 * len(arguments)
        self._made += sum(len(line) + 1 + line.count("$") * given for line in body)
        if self._made > _MOST_MADE:
            return ()

        def value(found: re.Match[str]) -> str:
            which = found[1]
            if which in "*@":
                return " ".join(f'"{one}"' if which == "@" else one for one in arguments)
            number = int(which) - 1
            return arguments[number] if 0 <= number < len(arguments) else ""

        return [_GIVEN.sub(value, line).replace("\\\\", "\\") for line in body]

    def end(self) -> None:
        """There are no more lines."""
        self._keep(False)
        while len(self._items) > 1:
            self._end_inset()
        self._end_item()

    def _conditional(
        self, lines: Sequence[str], at: int, name: str, rest: str
    ) -> tuple[Sequence[str], int]:
        """The lines that a condition brings for a terminal, and the line after them all."""
        if name == "el":
            shown = self._else
        else:
            condition = _CONDITION.match(rest)
            words = condition[0].strip() if condition else ""
            shown = words == "n" or words in ("!t", "!'po4a'hide'")
            rest = rest[condition.end() :] if condition else rest
            self._else = not shown
        rest = rest.lstrip()
        if not rest.startswith("\\{"):
            return ([rest] if shown and rest else []), at
        depth = rest.count("\\{") - rest.count("\\}")
        inside = [rest[2:]]
        while at < len(lines) and depth > 0:
            depth += lines[at].count("\\{") - lines[at].count("\\}")
            inside.append(lines[at])
            at += 1
        inside[-1] = inside[-1].rpartition("\\}")[0] if depth <= 0 else inside[-1]
        return ([line for line in inside if line.strip(".' \t")] if shown else []), at

    # --- macros ---------------------------------------------------------------------------------

    def _macro(self, name: str, rest: str) -> None:
        """Do what a macro or a request says; what is unknown says nothing."""
        writer = self.writer
        if name in _SECTIONS:
            self._section(_SECTIONS[name], rest)
        elif name in _FONTS:
            words = _arguments(rest)
            if not words:
                self._font = _FONTS[name][0]
                return
            if name in _SAME:
                words = [" ".join(words)]
            self._line(words, _FONTS[name])
        elif name in _PARAGRAPHS:
            self._paragraph()
        elif name in _GAPS:
            if not self._kept:
                writer.start("p", {})
            else:
                writer.data("\n")
        elif name in ("TP", "TQ"):
            self._begin_term()
        elif name == "IP":
            words = _arguments(rest)
            if words and plain(words[0]).strip():
                self._begin_term()
                self._line(words[0])
            else:
                self._begin_item()
        elif name == "RS":
            self._keep(False)
            if len(self._items) < _MOST_INSETS:
                self._items.append(False)
                writer.start("dl", {})
                writer.start("dd", {})
        elif name == "RE":
            self._keep(False)
            if len(self._items) > 1:
                self._end_inset()
        elif name in ("nf", "EX", "SY"):
            self._keep(True)
        elif name in ("fi", "EE", "YS"):
            self._keep(False)
        elif name == "br":
            writer.start("br", {})
        elif name in ("UR", "MT"):
            address = plain(rest.strip())
            writer.start("a", {"href": address if name == "UR" else f"mailto:{address}"})
        elif name in ("UE", "ME"):
            writer.end("a")
            self._line(rest.strip() or " ")
        elif name in ("TH", "Dt"):
            words = [*map(plain, _arguments(rest)), "", "", ""]
            called = words[0].lower() if words[0].isupper() else words[0]
            self.title = f"{called}({words[1]})" if words[1] else called
            self.date = words[2] if name == "TH" else self.date
        elif name == "Dd":
            self.date = plain(rest).strip().removeprefix("$Mdocdate: ").removesuffix(" $")
        elif name == "ds" and len(self._strings) < _MOST_STRINGS:
            key, _, value = rest.partition(" ")
            self._strings[key] = value.lstrip().removeprefix('"')
        elif name == "so":
            writer.element("p", f"→ {plain(rest.strip())}")
        elif name in MDOC:
            self._mdoc.macro(name, _arguments(rest))

    def _section(self, tag: str, rest: str) -> None:
        self.end()
        self._mdoc.end()
        title = plain(" ".join(_arguments(rest)))
        self._mdoc.section = title
        self.writer.element(tag, title)

    def _paragraph(self) -> None:
        if self._kept:
            self.writer.data("\n")
        else:
            if not self._mdoc.paragraph():
                self._end_item()
            self.writer.start("p", {})

    def _begin_term(self) -> None:
        self._keep(False)
        self._end_item()
        self.writer.start("dl", {})
        self.writer.start("dt", {})
        self._items[-1] = self._term = True

    def _begin_item(self) -> None:
        """What a term explains begins, or goes on."""
        self._keep(False)
        if not self._items[-1]:
            self.writer.start("dl", {})
            self._items[-1] = True
        self.writer.start("dd", {})
        self.writer.start("p", {})

    def _end_item(self) -> None:
        self._term = False
        if self._items[-1]:
            self._items[-1] = False
            self.writer.end("dl")

    def _end_inset(self) -> None:
        self._end_item()
        self._items.pop()
        self.writer.end("dl")

    def _keep(self, kept: bool) -> None:
        """Lines stay as they are from here on, or are filled."""
        if kept != self._kept:
            self._kept = kept
            if kept:
                self.writer.start("pre", {})
            else:
                self.writer.end("pre")

    def _table(self, lines: Sequence[str]) -> None:
        """A table in the language of tbl: rows of cells between tabs."""
        between = "\t"
        rows: list[list[str]] = []
        head = True
        cell: list[str] | None = None
        for line in lines:
            if head:
                if found := re.search(r"tab\s*\((.)\)", line):
                    between = found[1]
                head = not line.rstrip().endswith(".")
            elif cell is not None:
                if line.startswith("T}"):
                    rows[-1][-1] = " ".join(cell)
                    rows[-1] += line[2:].split(between)[1:]
                    cell = [] if line.endswith("T{") else None
                else:
                    cell.append(line.lstrip(".") if line[:1] != "." else line.partition(" ")[2])
            elif line[:1] not in (".", "'") and line.strip("_= ") != "":
                rows.append(line.split(between))
                cell = [] if line.endswith("T{") else None
        self.writer.start("table", {})
        for row in rows:
            self.writer.start("tr", {})
            for words in row:
                self.writer.start("td", {})
                self._text(words)
                self.writer.end("td")
            self.writer.end("tr")
        self.writer.end("table")

    # --- text -----------------------------------------------------------------------------------

    def _line(self, words: str | Sequence[str], fonts: Sequence[str] = ("",)) -> None:
        """A line of text, or the arguments of a macro for fonts."""
        if isinstance(words, str):
            words, fonts = [words], (self._font,)
        self._font = ""
        if not any(words):
            if not self._term:
                self._paragraph()
            return
        if not self._kept and words[0][:1] == " " and not self._term:
            self.writer.start("br", {})
        for number, word in enumerate(words):
            self._text(word, fonts[number % len(fonts)])
        if words[-1].endswith("\\c"):
            return
        if self._term:
            self._term = False
            self.writer.end("dt")
            self.writer.start("dd", {})
        else:
            self.writer.data("\n" if self._kept else " ")

    def _text(self, text: str, font: str = "") -> None:
        """Characters, beginning in a font, which changes as they say."""
        writer = self.writer
        now = before = font
        if now:
            writer.start(now, {})
        for piece, changed in pieces(text, self._strings):
            if piece:
                writer.data(piece)
            if changed is not None:
                if now:
                    writer.end(now)
                now, before = (before if changed == "P" else changed), now
                if now:
                    writer.start(now, {})
        if now:
            writer.end(now)


def _after(lines: Sequence[str], at: int, end: str) -> int:
    """The line behind the first one from ``at`` on that is ``end``."""
    while at < len(lines) and lines[at].rstrip() != end and not lines[at].startswith(f"{end} "):
        at += 1
    return min(at + 1, len(lines))
