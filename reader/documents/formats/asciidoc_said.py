"""What an AsciiDoc text says of the blocks below, in lines of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from reader.text.patterns import lazy

_BLOCK_ID = lazy(r"\[\[([^\[\],\n]{1,200})(?:,[^\]\n]*)?\]\]$")
_ATTRIBUTES = lazy(r"\[([^\[\]\n]*(?:\[[^\]\n]*\][^\[\]\n]*)*)\]$")
_NAMED = lazy(r"\[#([\w-]{1,200})")


class Said(NamedTuple):
    """What the lines above a block say of it: its style, its other attributes, and its title."""

    words: tuple[str, ...] = ()
    named: Mapping[str, str] = MappingProxyType({})
    title: str = ""

    @property
    def style(self) -> str:
        return self.words[0] if self.words else ""

    @property
    def language(self) -> str:
        """The one of code, which stands behind its style."""
        return self.words[1] if len(self.words) > 1 else ""

    @property
    def options(self) -> str:
        return self.named.get("options", "")


NOTHING = Said()


def is_said(line: str) -> bool:
    """Whether a line says something of the next block."""
    return line[:1] == "[" and line[-1:] == "]" and _ATTRIBUTES.match(line) is not None


def said_in(line: str, before: Said) -> tuple[Said, str] | None:
    """What a line adds to what was said before it, and the name that it gives the place, or "";
    None if it is another line."""
    if line[:1] != "[" or line[-1:] != "]":
        return None
    if found := _BLOCK_ID.match(line):
        return before, found[1]
    found = _ATTRIBUTES.match(line)
    if found is None:
        return None
    place = ""
    named: dict[str, str] = dict(before.named)
    words: list[str] = []
    for one in re.findall(r'(?:[^,"]|"[^"]*")+|(?<=,)(?=,)', found[1]):
        name, equals, value = one.strip().partition("=")
        if equals and re.fullmatch(r"[\w-]+", name):
            named[name] = value.strip().strip('"')
        else:
            words.append(one.strip().strip('"'))
    if words:
        if identity := re.search(r"#([^.#%\s]+)", words[0]):
            place = identity[1]
        named["options"] = f"{named.get('options', '')} {' '.join(words[0].split('%')[1:])}"
        words[0] = re.split(r"[#.%]", words[0])[0]
    if "opts" in named:
        named["options"] = f"{named.get('options', '')} {named['opts']}"
    return before._replace(words=tuple(words) or before.words, named=named), place


def place_in(line: str) -> str:
    """The name that a line gives the place below it, or ""."""
    found = _BLOCK_ID.match(line) or _NAMED.match(line)
    return found[1] if found else ""
