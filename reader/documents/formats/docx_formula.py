"""Formulas of Word (OMML) in the words of MathML, which are shown in one line of text."""

from __future__ import annotations

from collections.abc import Mapping

from reader.documents.formats.mathml import Formula
from reader.documents.formats.xml_events import attribute

_ELEMENTS = {
    "m:f": "mfrac",
    "m:sSup": "msup",
    "m:sSub": "msub",
    "m:sSubSup": "msubsup",
    "m:limLow": "munder",
    "m:limUpp": "mover",
    "m:r": "mi",
    "m:mr": "mtr",
    "m:m": "mtable",
    "m:nary": "mrow",
    "m:rad": "mrow",
    **dict.fromkeys(("m:num", "m:den", "m:e", "m:sub", "m:sup", "m:lim", "m:fName"), "mrow"),
}
_SIGNS = {"m:begChr": 0, "m:endChr": 1, "m:sepChr": 2, "m:chr": 3}


class WordFormula:
    """A formula that is being read: events, then ``text``."""

    def __init__(self) -> None:
        self._formula = Formula({})
        # Of each element that is open: its name and the signs that its properties give it.
        self._open: list[tuple[str, list[str]]] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag in _SIGNS:
            if self._open:
                self._open[-1][1][_SIGNS[tag]] = attribute(attributes, "val")
            return
        if self._open:
            self._before(tag, *self._open[-1])
        if tag in ("m:d", "m:nary", "m:acc", "m:rad"):
            self._open.append((tag, ["(", ")", "|", "∫"]))
        elif tag in _ELEMENTS:
            self._open.append((tag, ["", "", "", ""]))
        else:
            return
        if tag != "m:d":
            self._formula.start(_ELEMENTS.get(tag, "mrow"))

    def _before(self, tag: str, outer: str, signs: list[str]) -> None:
        """What stands before a part of a larger sign."""
        sign = ""
        if outer == "m:d" and tag == "m:e":
            sign, signs[0] = signs[0], signs[2]
        elif outer == "m:nary" and tag == "m:sub":
            self._formula.start("munderover")
            self._formula.start("mo")
            self.data(signs[3])
            self._formula.end("mo")
        elif outer == "m:nary" and tag == "m:e":
            self._formula.end("munderover")
            self.data(" ")
        elif outer == "m:rad" and tag == "m:e":
            sign = "√"
        if sign:
            self.data(sign)

    def data(self, text: str) -> None:
        """Characters."""
        self._formula.data(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "m:d" and self._open and self._open[-1][0] == tag:
            self.data(self._open.pop()[1][1])
        elif tag in _ELEMENTS or tag == "m:acc":
            if self._open and self._open[-1][0] == tag:
                self._open.pop()
            self._formula.end(tag)

    @property
    def text(self) -> str:
        """The formula in one line."""
        return self._formula.text
