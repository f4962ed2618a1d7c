"""Whether two Markdown texts say the same, however they are set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token


def alike(one: str, other: str) -> bool:
    """Whether two Markdown texts are the same but for how they are set: every word is in both,
    and a CommonMark parser makes the same of them."""
    one, other = stripped(one), stripped(other)
    if one == other:
        return True
    return letters(one) == letters(other) and _meaning(one) == _meaning(other)


def stripped(text: str) -> str:
    """A text without spaces at the ends of its lines, and without empty lines around it."""
    return "\n".join(line.rstrip(" \t\r") for line in text.split("\n")).strip("\n")


def letters(text: str) -> str:
    """The letters and digits of a text, all that its words are made of."""
    return "".join(filter(str.isalnum, text))


def _meaning(text: str) -> list[object]:
    from markdown_it import MarkdownIt

    environment: dict[str, object] = {}
    said: list[object] = []
    for token in MarkdownIt("commonmark").parse(text, environment):
        if token.type == "inline":
            said.append("".join(map(_shown, token.children or ())).strip())
        else:
            kind = "code" if token.type in ("fence", "code_block") else token.type
            said.append((kind, token.tag, token.info.strip(), *sorted(token.attrs.items())))
            said.append(token.content)
    for name in ("references", "duplicate_refs"):  # addresses, which no token tells of
        said.append(re.sub(r"'map': \[\d+, \d+\]", "", repr(environment.get(name))))
    return said


def _shown(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type in ("text", "text_special"):
        return re.sub("[ \t\n]+", " ", token.content)
    attributes = " ".join(f"{k}={v}" for k, v in sorted(token.attrs.items()))
    inner = "".join(map(_shown, token.children or ()))
    return f"\0{token.type} {attributes} {token.content}{inner}\0"
