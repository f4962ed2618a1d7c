"""Tables of Lua as programs save them: literals only. Nothing is ever run.

What KOReader writes is ``return { … }`` with strings, numbers, truth values and tables in it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reader.text.patterns import lazy

DEEPEST = 64  # tables inside one another

_TOKEN = lazy(
    r"(?P<space>\s+|--(?!\[=*\[)[^\n]*)"
    r"|(?P<long>(?:--)?\[(?P<level>=*)\[)"
    r"|(?P<quote>[\"'])"
    r"|(?P<number>-?[ \t]*(?:math\.huge\b|inf\b|nan\b|0[xX][0-9a-fA-F]+"
    r"|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?))"
    r"|(?P<name>[A-Za-z_][\w.]*)"
    r"|(?P<sign>[{}\[\]=,;])",
    re.ASCII,
)
_PLAIN = {'"': lazy(r'[^"\\\n]*+'), "'": lazy(r"[^'\\\n]*+")}
_ESCAPE = lazy(r"\\(?:(\d{1,3})|x([0-9a-fA-F]{2})|u\{([0-9a-fA-F]{1,8})\}|z\s*|([\s\S]))")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "a": "", "b": "", "f": " ", "v": "\n"}
_NAMES = {"true": True, "false": False, "nil": None}


class Table(dict[object, object]):
    """A table: its values by their keys, and the line that it begins on."""

    line = 0

    def rows(self) -> list[object]:
        """The values of a list in its order, whether its keys are 1, 2, 3 or "1", "2", "3"."""
        numbered: list[tuple[float, object]] = []
        for key, value in self.items():
            if isinstance(key, str) and key.isdecimal() and len(key) < 10:
                numbered.append((int(key), value))
            elif isinstance(key, int | float) and not isinstance(key, bool):
                numbered.append((key, value))
        numbered.sort(key=lambda pair: pair[0])
        return [value for _, value in numbered]


class Parsed(NamedTuple):
    """What a file holds; where it stops being Lua, ``problem`` says why, and ``line`` where."""

    value: object
    problem: str = ""
    line: int = 0


class _StopError(Exception):
    """What follows cannot be read."""


class _Source:
    """The text and how far it was read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1

    def next(self) -> tuple[str, object]:
        """The kind of the next token (sign, name, value or end), and what it is."""
        while self.at < len(self.text):
            found = _TOKEN.match(self.text, self.at)
            if found is None:
                raise _StopError(f"“{self.text[self.at]}” is nothing of a table")
            self._to(found.end())
            if found["space"]:
                continue
            if found["long"] is not None:
                text = self._long(found["level"])
                if found["long"].startswith("--"):
                    continue
                return "value", text
            if found["quote"]:
                return "value", self._string(found["quote"])
            if found["number"]:
                return "value", _number(found["number"])
            if found["name"]:
                return "name", found["name"]
            return "sign", found["sign"]
        return "end", None

    def expect(self, sign: str, otherwise: str = "") -> None:
        if self.next() != ("sign", sign):
            raise _StopError(otherwise or f"“{sign}” is missing")

    def _to(self, end: int) -> None:
        self.line += self.text.count("\n", self.at, end)
        self.at = end

    def _long(self, level: str) -> str:
        end = self.text.find(f"]{level}]", self.at)
        if end < 0:
            raise _StopError("a text without an end")
        text = self.text[self.at : end]
        self._to(end + len(level) + 2)
        return text.removeprefix("\n")

    def _string(self, quote: str) -> str:
        """A string up to its quotation mark; its escapes may spell the bytes of UTF-8."""
        pieces = bytearray()
        start = self.at
        plain = _PLAIN[quote]
        at = start
        while True:
            found = plain.match(self.text, at)
            end = found.end() if found else at
            pieces += self.text[at:end].encode("utf-8", "replace")
            escape = _ESCAPE.match(self.text, end)
            if escape:
                pieces += _escaped(escape)
                at = escape.end()
            elif self.text[end : end + 1] == quote:
                self._to(end + 1)
                return pieces.decode("utf-8", "replace")
            else:
                raise _StopError("a string without an end")


def _escaped(found: re.Match[str]) -> bytes:
    decimal, byte, point, letter = found.groups()
    if decimal or byte:
        value = int(decimal) if decimal else int(byte, 16)
        return bytes([value & 255])
    if point:
        number = int(point, 16)
        usable = number < 0x110000 and not 0xD800 <= number < 0xE000
        return (chr(number) if usable else "\ufffd").encode()
    return _LETTERS.get(letter, letter).encode("utf-8", "replace") if letter else b""


def _number(digits: str) -> int | float | None:
    """A number; None for the infinite, and what is none."""
    digits = "".join(digits.split())
    try:
        number = float(int(digits[:20], 16)) if "x" in digits.lower() else float(digits)
    except ValueError:
        return None
    if number != number or abs(number) == float("inf"):
        return None
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def parse(text: str) -> Parsed:
    """The value of ``return VALUE``; as much of it as can be read, and what was in the way."""
    source = _Source(text)
    root = Table()
    try:
        _fill(root, source)
    except _StopError as stop:
        return Parsed(root.get(1), str(stop), source.line)
    return Parsed(root.get(1))


def _fill(root: Table, source: _Source) -> None:
    """Put the one value of a source into a table, under 1, with all the tables inside it."""
    stack = [root]
    counts = [0]  # of the values without a key in each open table
    kind, token = source.next()
    if (kind, token) == ("name", "return"):
        kind, token = source.next()
    while True:
        if kind == "end":
            raise _StopError("the file ends before its tables do")
        if (kind, token) == ("sign", "}"):
            if len(stack) == 1:
                raise _StopError("a bracket too many")
            stack.pop()
            counts.pop()
        elif (kind, token) not in (("sign", ","), ("sign", ";")):
            key: object
            if (kind, token) == ("sign", "["):
                _, key = source.next()
                source.expect("]")
                source.expect("=")
                kind, token = source.next()
            elif kind == "name" and token not in _NAMES:
                key = token
                source.expect("=", f"“{token}” is no value, and nothing is run")
                kind, token = source.next()
            else:
                counts[-1] += 1
                key = counts[-1]
            if (kind, token) == ("sign", "{"):
                child = Table()
                child.line = source.line
                stack[-1][key] = child
                stack.append(child)
                counts.append(0)
                if len(stack) > DEEPEST:
                    raise _StopError(f"more than {DEEPEST} tables inside one another")
            elif kind == "value" or token in _NAMES:
                stack[-1][key] = token if kind == "value" else _NAMES[str(token)]
            else:
                raise _StopError(f"“{token}” is no value, and nothing is run")
        if len(stack) == 1 and root:
            return
        kind, token = source.next()
