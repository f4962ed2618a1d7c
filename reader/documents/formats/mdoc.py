"""The macros of mdoc, in which the manual pages of BSD systems are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import MappingProxyType

from reader.documents.formats.written import Writer

# Words in a font, with what stands before each.
_STYLED = MappingProxyType(
    {
        "Fl": ("b", "-"), "Cm": ("b", ""), "Ic": ("b", ""), "Sy": ("b", ""), "Ar": ("i", ""),
        "Em": ("i", ""), "Va": ("i", ""), "Vt": ("i", ""), "Fa": ("i", ""), "Ft": ("i", ""),
        "Pa": ("i", ""), "Dv": ("code", ""), "Er": ("code", ""), "Ev": ("code", ""),
        "Li": ("code", ""), "Fn": ("b", ""), "Fd": ("b", ""), "In": ("b", "#include "),
        "Ad": ("i", ""), "Cd": ("b", ""), "Tn": ("", ""), "No": ("", ""), "Ms": ("", ""),
        "An": ("", ""), "Lb": ("", ""), "St": ("", ""), "Li ": ("code", ""), "Mt": ("", ""),
        "%A": ("", ""), "%T": ("i", ""), "%B": ("i", ""), "%J": ("i", ""), "%D": ("", ""),
        "%I": ("", ""), "%N": ("", ""), "%O": ("", ""), "%P": ("", ""), "%R": ("", ""),
        "%U": ("", ""), "%V": ("", ""),
    }
)  # fmt: skip
# What encloses the rest of a line, or what stands up to a macro that ends it.
_ENCLOSED = MappingProxyType(
    {
        "Op": "[]", "Bq": "[]", "Pq": "()", "Dq": "“”", "Sq": "‘’", "Qq": '""', "Aq": "<>",
        "Brq": "{}", "Ql": "‘’",
    }
)  # fmt: skip
_OPENING = MappingProxyType(
    {"Oo": "[", "Bo": "[", "Po": "(", "Do": "“", "So": "‘", "Qo": '"', "Ao": "<", "Bro": "{",
     "Fo": "", "Eo": ""}
)  # fmt: skip
_CLOSING = MappingProxyType(
    {"Oc": "]", "Bc": "]", "Pc": ")", "Dc": "”", "Sc": "’", "Qc": '"', "Ac": ">", "Brc": "}",
     "Fc": "", "Ec": ""}
)  # fmt: skip
_NAMES = MappingProxyType(
    {"Ux": "UNIX", "Bx": "BSD", "Nx": "NetBSD", "Fx": "FreeBSD", "Ox": "OpenBSD", "Dx": "DragonFly",
     "At": "AT&T UNIX"}
)  # fmt: skip
_BLOCKS_NAMES = "Bl It El Bd Ed D1 Dl Nd Xr Nm Lk Ns Ap Rs Re Xo Xc Os Bk Ek Pf"
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
MDOC = frozenset({*_STYLED, *_ENCLOSED, *_OPENING, *_CLOSING, *_NAMES, *_BLOCKS})
_AFTER = frozenset(".,:;)]?!")
_BEFORE = frozenset("([")
_DEEPEST = 20


class Mdoc:
    """Writes what macros say; ``section`` is the title of the one that is open. ``text`` writes
    characters in a font."""

    def __init__(self, writer: Writer, text: Callable[[str, str], None]) -> None:
        self.section = ""
        self._writer = writer
        self._text = text
        self._name = ""
        self._lists: list[tuple[str, bool]] = []  # the element, and whether an item is open
        self._kept = 0  # how many displays of code are open
        self._close = True  # whether what comes stands close to what was before

    def macro(self, name: str, words: Sequence[str]) -> None:
        """Write a line that is a macro with its arguments."""
        writer = self._writer
        if name == "Bl":
            if len(self._lists) < _DEEPEST:
                kinds = frozenset(words)
                tag = "ol" if "-enum" in kinds else "dl"
                tag = "ul" if kinds & {"-bullet", "-dash", "-hyphen", "-item"} else tag
                self._lists.append((tag, False))
                writer.start(tag, {})
        elif name == "It":
            self._item(words)
        elif name == "El":
            if self._lists:
                tag, _ = self._lists.pop()
                writer.end(tag)
        elif name == "Bd":
            kept = bool(frozenset(words) & {"-literal", "-unfilled"})
            self._kept += kept
            writer.start("pre" if kept else "blockquote", {})
        elif name == "Ed":
            writer.end("pre" if self._kept else "blockquote")
            self._kept = max(0, self._kept - 1)
        elif name in ("D1", "Dl"):
            writer.start("pre", {})
            self._words(words, end="")
            writer.end("pre")
        elif name == "Nd":
            writer.data("– ")
            self._words(words)
        elif name not in ("Os", "Rs", "Re", "Bk", "Ek"):
            if name == "Nm" and "SYNOPSIS" in self.section.upper():
                writer.start("br", {})
            self._words([name, *words])

    def paragraph(self) -> bool:
        """A paragraph ends; whether it stands in a list, which goes on."""
        return bool(self._lists)

    def end(self) -> None:
        """A section ends, and all that is open in it."""
        while self._lists:
            self._writer.end(self._lists.pop()[0])
        while self._kept:
            self.macro("Ed", ())

    def _item(self, words: Sequence[str]) -> None:
        if not self._lists:
            return
        tag, _ = self._lists[-1]
        if tag == "dl":
            self._writer.start("dt", {})
            self._words(words, end="")
            self._writer.end("dt")
            self._writer.start("dd", {})
        else:
            self._writer.start("li", {})
            self._words(words)

    def _words(self, words: Sequence[str], end: str = " ") -> None:
        """Words, some of which are macros for those behind them."""
        font = before = ""
        enclosing: list[str] = []
        self._close = True
        at = 0
        while at < len(words):
            word = words[at]
            at += 1
            if word in _STYLED:
                font, before = _STYLED[word]
                follows = words[at] if at < len(words) else ""
                if word == "Fl" and (not follows or follows in MDOC or follows in _AFTER):
                    self._put("-", font)
                    self._close = follows in MDOC
                elif word == "Ar" and not follows:
                    self._put("file ...", font)
            elif word in _ENCLOSED:
                self._put(_ENCLOSED[word][0], "")
                self._close = True
                enclosing.append(_ENCLOSED[word][1])
                font = before = ""
            elif word in _OPENING:
                self._put(_OPENING[word], "")
                self._close = True
                font = before = ""
            elif word in _CLOSING:
                self._close = True
                self._put(_CLOSING[word], "")
                font = before = ""
            elif word in _NAMES:
                self._put(_NAMES[word], "")
            elif word == "Nm":
                font, before = "b", ""
                follows = words[at] if at < len(words) else ""
                if follows and follows not in MDOC and follows not in _AFTER:
                    self._name = self._name or follows
                elif self._name:
                    self._put(self._name, "b")
                    font = ""
            elif word == "Xr" and at + 1 < len(words) and words[at + 1] not in _AFTER:
                self._put(f"{words[at]}({words[at + 1]})", "")
                at += 2
                font = before = ""
            elif word == "Lk" and at < len(words):
                self._put("", "")
                self._writer.element("a", " ".join(words[at + 1 :]) or words[at], href=words[at])
                at = len(words)
            elif word in ("Ns", "Pf", "Ap"):
                self._close = True
                if word == "Ap":
                    self._put("'", "")
                    self._close = True
                elif word == "Pf" and at < len(words):
                    self._put(words[at], "")
                    self._close = True
                    at += 1
                font = before = ""
            elif word in ("Xo", "Xc"):
                font = before = ""
            elif word in _AFTER:
                self._close = True
                for closing in reversed(enclosing) if at == len(words) else ():
                    self._put(closing, "")
                    self._close = True
                if at == len(words):
                    enclosing.clear()
                self._put(word, "")
            elif word in _BEFORE:
                self._put(word, "")
                self._close = True
            else:
                self._put(before + word, font)
        for closing in reversed(enclosing):
            self._close = True
            self._put(closing, "")
        self._writer.data(end)

    def _put(self, word: str, font: str) -> None:
        if not self._close:
            self._writer.data(" ")
        self._close = False
        self._text(word, font)
