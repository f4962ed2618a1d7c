"""What the beginning of a Markdown text needs of the rest, and how far it can be shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.text.patterns import lazy

if TYPE_CHECKING:
    from markdown_it.token import Token

# The first line of what says where a link leads, or what a footnote says.
_DEFINITION = lazy(rb"^ {0,3}\[[^\]\n]{1,999}\]:[^\n]*", re.MULTILINE)
_LABEL = lazy(r"\[([^\[\]]{1,999})\]")


def definitions_for(head: str, data: bytes) -> str:
    """What the labels in the beginning of a text stand for, wherever that is said."""
    labels = {_key(label) for label in _LABEL.findall(head)}
    said = b"\n".join(_DEFINITION.findall(data)).decode("utf-8", "replace").replace("\r", "")
    return "\n\n".join(
        line
        for line in said.split("\n")
        if (found := _LABEL.search(line)) and _key(found[1]) in labels
    )


def _key(label: str) -> str:
    """What labels have in common that are the same to CommonMark."""
    return " ".join(label.split()).lower().upper()


def last_begin(tokens: Sequence[Token]) -> int:
    """Where the last block begins, or the last item of a list that is the last block."""
    last = next((at for at in range(len(tokens) - 1, -1, -1) if _is_begin(tokens[at], 0)), 0)
    if tokens and tokens[last].type in ("bullet_list_open", "ordered_list_open"):
        items = (at for at in range(len(tokens) - 1, last, -1) if _is_begin(tokens[at], 1))
        return next((at for at in items if tokens[at].type == "list_item_open"), last)
    return last


def _is_begin(token: Token, level: int) -> bool:
    return token.level == level and token.map is not None
