"""MathML as text that can be read in one line: fractions with "/", powers raised, roots with "√".

A formula that brings its own wording (``alttext``) is shown in that, which may be TeX.
"""

from __future__ import annotations

from collections.abc import Mapping

from reader.documents.formats.raised import script

_DROPPED = frozenset({"annotation", "annotation-xml", "mphantom", "none", "mprescripts"})
_APPLIED = "\u2061\u2062\u2063\u2064"  # invisible operators: application, times, separator, plus
_SPACED = frozenset("=<>≤≥≠≈≡∼→⇒⇔±+−×∈∉⊂⊆∪∩∧∨")


class Formula:
    """A formula that is being read: the same three events as for all markup, then ``text``.

    Elements are folded from the inside outwards as they close, so that no nesting is too deep.
    """

    def __init__(self, attributes: Mapping[str, str]) -> None:
        self._alternative = attributes.get("alttext", "")
        self._open: list[tuple[str, list[str]]] = [("math", [])]
        self._dropping = 0  # depth inside of what is not shown

    def start(self, tag: str) -> None:
        """An element begins."""
        if self._dropping or tag in _DROPPED:
            self._dropping += 1
        else:
            self._open.append((tag, []))

    def data(self, text: str) -> None:
        """Characters inside of the innermost element."""
        words = " ".join(text.split()).strip(_APPLIED)
        if words and not self._dropping:
            self._open[-1][1].append(words)

    def end(self, tag: str) -> None:
        """An element ends: it becomes one piece of the one around it."""
        if self._dropping:
            self._dropping -= 1
        elif len(self._open) > 1:
            opened, pieces = self._open.pop()
            text = _folded(opened, pieces)
            if text:
                self._open[-1][1].append(text)

    @property
    def text(self) -> str:
        """The formula in one line."""
        while len(self._open) > 1:  # what was left open
            self.end("")
        words = self._alternative
        if "\\" in words:
            from reader.documents.formats.tex_math import readable

            words = readable(words)
        return " ".join((words or "".join(self._open[0][1])).split())


def _folded(tag: str, pieces: list[str]) -> str:
    """An element as text, of the texts of what is in it."""
    whole = "".join(pieces)
    match tag, pieces:
        case "mo", [sign] if sign in _SPACED:
            return f" {sign} "
        case "mo", [("," | ";") as sign]:
            return f"{sign} "
        case "mtext", _:
            return f" {whole} "
        case "mspace", _:
            return " "
        case "mfrac", [above, below]:
            return f"{_single(above)}/{_single(below)}"
        case "msqrt", _:
            return f"√{_single(whole)}" if len(pieces) == 1 else f"√({whole})"
        case "mroot", [base, index]:
            return f"{_single(base)}^(1/{index})"
        case "msup" | "mover", [base, above]:
            return f"{_single(base)}{_script('^', above)}"
        case "msub" | "munder", [base, below]:
            return f"{_single(base)}{_script('_', below)}"
        case "msubsup" | "munderover", [base, below, above]:
            return f"{_single(base)}{_script('_', below)}{_script('^', above)}"
        case "mtd", _:
            return f"{whole} "
        case "mtr", _:
            return f"{whole.rstrip()}; "
        case "mtable", _:
            return f"[{whole.rstrip('; ')}]"
    return whole


def _script(sign: str, text: str) -> str:
    """A superscript or subscript; in characters of their own there are no spaces."""
    shown = script(sign, text.replace(" ", ""))
    return script(sign, text.strip()) if shown.startswith(sign) else shown


def _single(text: str) -> str:
    """A term that stands beside a sign: in brackets, unless it is one number, name or bracket."""
    text = text.strip()
    closed = text[:1] in "([" and text[-1:] in ")]" and text.count("(") + text.count("[") == 1
    return text if text.isalnum() or len(text) == 1 or closed else f"({text})"
