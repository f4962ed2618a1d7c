r"""The conditions of a LaTeX source: of ``\if… \else … \fi`` one branch is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import NamedTuple

from reader.documents.formats.tex_names import BRANCHES, VERBATIM
from reader.text.patterns import lazy

_SIGN = lazy(
    rf"\\begin\{{(?P<kept>{VERBATIM})\}}(?:(?!\\begin\{{(?P=kept)\}}).)*?\\end\{{(?P=kept)\}}"
    r"|\\verb\*?(?P<sign>[^\w\s])[^\n]*?(?P=sign)"
    r"|\\newif[ \t]*\\if(?P<new>[A-Za-z@]+)[ \t]*|\\(?P<name>[A-Za-z@]+)[ \t]*|\\.|[{}]",
    re.DOTALL,
)
_TOKEN = r"[ \t\n]*(?:\\[A-Za-z@]+|\\.|#\d|[^\s{}\\])"
_NUMBER = (
    r"[ \t\n]*(?:\\[A-Za-z@]+(?:[ \t]*\{[^{}\n]{0,100}\})?|#\d"
    r"|[-+]?[\d.]+(?:[ \t]?(?:pt|pc|cm|mm|in|ex|em|sp|bp)\b)?)"
)
_COMPARED = lazy(rf"{_NUMBER}[ \t\n]*[<>=]{_NUMBER}[ \t]*")
_ONE_NUMBER = lazy(rf"{_NUMBER}[ \t]*")
_ONE = lazy(rf"{_TOKEN}[ \t]*")
_TWO = lazy(rf"{_TOKEN}{_TOKEN}[ \t]*")
# What stands behind the name of a condition before its first branch.
_TESTS = MappingProxyType(
    {
        **dict.fromkeys(("ifx", "if", "ifcat"), _TWO),
        **dict.fromkeys(("ifnum", "ifdim"), _COMPARED),
        **dict.fromkeys(("ifodd", "ifcase", "ifeof", "ifhbox", "ifvbox", "ifvoid"), _ONE_NUMBER),
        "ifdefined": _ONE,
        "ifcsname": lazy(r"[^\\{}]{0,200}\\endcsname[ \t]*"),
    }
)
_SWITCHED = lazy(r"(?:true|false)$")
_NO_CONDITIONS = frozenset({"iff", *BRANCHES})


class _Open(NamedTuple):
    """A condition whose end is still to come."""

    start: int
    first: int  # where its first branch begins
    depth: int  # of the groups around it
    holds: bool
    others: list[tuple[int, int]]  # what stands between its branches


def one_branch(text: str) -> str:
    r"""The text with the first branch of each condition, or the second one where the first is
    known not to hold: that of ``\iffalse``, or of a switch (``\newif``) that is off."""
    if "\\fi" not in text:
        return text
    pieces: list[str] = []
    at = 0
    for start, end in sorted(_cuts(text)):
        if end > at:
            pieces.append(text[at : max(start, at)])
            at = end
    return "".join((*pieces, text[at:]))


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """What is left out; a part of it may be so twice."""
    switches: dict[str, bool] = {}
    opened: list[_Open] = []
    depth = 0
    for found in _SIGN.finditer(text):
        start, end = found.span()
        name = found["name"] or ""
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
            while opened and opened[-1].depth > depth:
                opened.pop()  # its end is not in the group
        elif found["new"]:
            switches[found["new"]] = False
            yield start, end
        elif (switch := _SWITCHED.sub("", name)) != name and switch in switches:
            if all(one.holds != bool(one.others) for one in opened):
                switches[switch] = name.endswith("true")
            yield start, end
        elif name.startswith("if") and name not in _NO_CONDITIONS:
            test = _TESTS.get(name)
            behind = test.match(text, end) if test is not None else None
            holds = name != "iffalse" and switches.get(name[2:], True)
            opened.append(_Open(start, behind.end() if behind else end, depth, holds, []))
        elif name in ("else", "or", "fi"):
            if not opened or opened[-1].depth < depth:
                continue
            if name != "fi":
                opened[-1].others.append((start, end))
                continue
            yield from _left_out(opened.pop(), start, end)


def _left_out(condition: _Open, start: int, end: int) -> Iterator[tuple[int, int]]:
    r"""What of a condition is left out, whose ``\fi`` stands there."""
    first, others = condition.first, condition.others
    if condition.holds:
        yield condition.start, first
        yield others[0][0] if others else start, end
    else:
        yield condition.start, others[-1][1] if others else start
        yield start, end
