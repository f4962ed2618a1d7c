r"""The numbers that LaTeX gives to sections, formulas, floats and theorems, and to cited works.

They are counted twice in the same way: before the text is read, as a reference may stand before
what it refers to, and while it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reader.documents.formats.tex_names import FLOATS, SECTIONS, VERBATIM
from reader.text.patterns import lazy

_FORMULAS = "equation|align|alignat|gather|multline|eqnarray|flalign"
_WHAT = lazy(
    rf"\\begin\{{(?P<kept>{VERBATIM})\}}(?:(?!\\begin\{{(?P=kept)\}}).)*?\\end\{{(?P=kept)\}}"
    rf"|\\begin\{{(?P<maths>{_FORMULAS})\}}(?P<formula>(?:(?!\\begin\{{(?P=maths)\}}).)*?)"
    r"\\end\{(?P=maths)\}"
    rf"|\\(?P<section>{'|'.join(SECTIONS[:5])})[ \t]*(?=[{{\[])"
    r"|\\(?P<appendix>appendix)(?![A-Za-z])"
    r"|\\captionof\{(?P<of>\w{1,20})\}|\\(?P<caption>caption)[ \t]*(?=[{\[])"
    r"|\\begin\{(?P<begin>\w{1,60}\*?)\}"
    r"|\\end\{(?P<end>\w{1,60}\*?)\}"
    r"|\\label\{(?P<label>[^{}\n]{1,200})\}"
    r"|\\bibitem(?:\[[^\]\n]*\])?\{(?P<work>[^{}\n]{1,200})\}",
    re.DOTALL,
)
_ROW = lazy(r"\\(?:(begin|end)\b|\\(?:\[[^\]\n]*\])?|.)", re.DOTALL)
_TAG = lazy(r"\\tag\*?\s*\{([^{}]*)\}")
_LABEL = lazy(r"\\label\{([^{}]*)\}")
_DEPTH = lazy(r"\\setcounter\{secnumdepth\}\{\s*(-?)\s*(\d+|\\maxdimen)")
# What captions are counted with, by the environment that they stand in.
_FLOATS = {"figure": "figure", "wrapfigure": "figure", "sidewaysfigure": "figure",
           "table": "table", "sidewaystable": "table", "longtable": "table", "wraptable": "table",
           "algorithm": "algorithm", "listing": "listing"}  # fmt: skip


def is_float(environment: str) -> bool:
    """Whether captions may stand in an environment."""
    return environment in FLOATS or environment.rstrip("*") in _FLOATS


class Theorem(NamedTuple):
    """How an environment for theorems is counted: with which others, and anew within what."""

    counter: str
    within: str = ""


class Numbers:
    """The numbers that were given so far."""

    def __init__(self, source: str, theorems: Mapping[str, Theorem]) -> None:
        self._theorems = theorems
        self._chapters = "\\chapter" in source
        self._first = 1 if self._chapters else 2  # parts are counted on their own
        found = _DEPTH.search(source)
        depth = (2 if self._chapters else 3) if found is None else _depth(found)
        self._deepest = depth + 1  # the index in SECTIONS
        self._sections = [0] * len(SECTIONS)
        self._counts: dict[str, int] = {}
        self._letters = False  # the appendix has begun

    def section(self, name: str) -> str:
        """The number of the next section of this kind; "" for one that has none."""
        index = SECTIONS.index(name)
        if index > self._deepest:
            return ""
        self._sections[index] += 1
        if index:
            self._sections[index + 1 :] = [0] * (len(SECTIONS) - index - 1)
        if index == self._first and self._chapters:
            self._counts = {k: n for k, n in self._counts.items() if k not in _IN_CHAPTERS}
        for theorem in self._theorems.values():
            if theorem.within == name:
                self._counts.pop(theorem.counter, None)
        return self._of_section(index) if index else roman(self._sections[0])

    def _of_section(self, index: int) -> str:
        numbers = [str(number) for number in self._sections[min(self._first, index) : index + 1]]
        if self._letters and index >= self._first:
            numbers[0] = chr(ord("A") + (int(numbers[0]) - 1) % 26) if numbers[0] != "0" else "0"
        return ".".join(numbers)

    def appendix(self) -> None:
        """The appendix begins: its sections have letters."""
        self._letters = True
        self._sections[self._first :] = [0] * (len(SECTIONS) - self._first)

    def caption(self, environment: str) -> tuple[str, str]:
        """What the next caption in this environment is one of ("figure", "table", "algorithm",
        "listing"), and its number; "" where it has none."""
        kind = _FLOATS.get(environment.rstrip("*"), "")
        return (kind, self._next(kind)) if kind else ("", "")

    def theorem(self, environment: str) -> str:
        """The number of the next theorem or the like; "" for one that has none."""
        theorem = self._theorems.get(environment)
        if theorem is None:
            return ""
        number = self._next(theorem.counter)
        if theorem.within in SECTIONS:
            number = f"{self._of_section(SECTIONS.index(theorem.within))}.{number}"
        return number

    def rows(self, environment: str, formula: str) -> Iterator[tuple[str, str]]:
        """The rows of a formula that stands for itself, and what number they have, or ""."""
        rows = list(filter(str.strip, _rows(formula)))
        if environment in ("equation", "multline"):
            rows = ["\\\\".join(rows)] if environment == "equation" else rows
        for index, row in enumerate(rows):
            tag = _TAG.search(row)
            last = environment != "multline" or index == len(rows) - 1
            if tag:
                yield _TAG.sub("", row), tag[1]
            elif environment not in _FORMULAS.split("|") or not last or _unnumbered(row):
                yield row, ""
            else:
                yield row, self._next("equation")

    def _next(self, counter: str) -> str:
        self._counts[counter] = self._counts.get(counter, 0) + 1
        number = str(self._counts[counter])
        if self._chapters and counter in _IN_CHAPTERS:
            return f"{self._of_section(self._first)}.{number}"
        return number


_IN_CHAPTERS = frozenset({"equation", "figure", "table"})


def roman(number: int) -> str:
    """A number in Roman numerals, as parts have them."""
    shown = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, number = divmod(number, value)
        shown += letters * count
    return shown


def _depth(found: re.Match[str]) -> int:
    return -9 if found[1] else int(found[2]) if found[2].isdigit() else 9


def _unnumbered(row: str) -> bool:
    return "\\nonumber" in row or "\\notag" in row


def _rows(formula: str) -> Iterator[str]:
    r"""What stands between ``\\``, but for those in environments."""
    depth = start = 0
    for found in _ROW.finditer(formula):
        if found[1]:
            depth += 1 if found[1] == "begin" else -1
        elif found[0].startswith("\\\\") and depth <= 0:
            yield formula[start : found.start()]
            start = found.end()
    yield formula[start:]


def labels_in(formula: str) -> list[str]:
    """The labels in a row of a formula."""
    return _LABEL.findall(formula)


def labels_of(
    text: str, source: str, theorems: Mapping[str, Theorem]
) -> tuple[dict[str, str], dict[str, str]]:
    """The numbers of labels, and those of works, by their names."""
    labels: dict[str, str] = {}
    works: dict[str, str] = {}
    numbers = Numbers(source, theorems)
    now = ""
    floats: list[str] = []  # that are open
    for found in _WHAT.finditer(text):
        if name := found["section"]:
            now = numbers.section(name) or now
        elif name := found["maths"]:
            for row, number in numbers.rows(name, found["formula"]):
                labels.update(dict.fromkeys(labels_in(row), number))
        elif found["appendix"]:
            numbers.appendix()
        elif found["caption"] or found["of"]:
            now = numbers.caption(found["of"] or (floats or [""])[-1])[1] or now
        elif name := found["begin"]:
            now = numbers.theorem(name) or now
            if is_float(name):
                floats.append(name)
        elif found["end"]:
            if floats and floats[-1] == found["end"]:
                floats.pop()
        elif label := found["label"]:
            labels[label] = now
        elif work := found["work"]:
            works[work] = str(len(works) + 1)
    return labels, works
