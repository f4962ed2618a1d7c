r"""The source of LaTeX: arguments, comments, and the commands that a text defines itself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from reader.documents.formats.tex_math import named
from reader.documents.formats.tex_names import ACCENTS
from reader.text.patterns import lazy

_COMMENT = lazy(r"(?<!\\)((?:\\\\)*)%[^\n]*(?:\n[ \t]*(?=\S))?")
_WHOLE_COMMENT = lazy(r"(?m)^[ \t]*%[^\n]*\n?")
_KEPT = lazy(
    r"(\\begin\{(verbatim\*?|Verbatim|lstlisting|minted|alltt)\}(?:(?!\\begin\{\2\}).)*?\\end\{\2\}"
    r"|\\verb\*?([^\w\s])[^\n]*?\3)",
    re.DOTALL,
)
_SPACE = lazy(r"[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?")
_BRACE = lazy(r"\\.|[{}]", re.DOTALL)
_BRACKET = lazy(r"\\.|[{}\]]|\n[ \t]*\n", re.DOTALL)
_LONGEST_OPTION = 1_500  # code points
_COMMAND = lazy(r"\\([A-Za-z@]+)\*?[ \t]*")
_ACCENT = lazy(r"\\([\"'`^~=.]|[cvuHrkdb](?![A-Za-z]))[ \t]*(?:\{\s*(\\?\w?)\s*\}|(\\?\w))")


class Macro(NamedTuple):
    """A command that a text defines: what it is made of, with "#1" for its first argument."""

    name: str
    body: str
    arguments: int = 0
    default: str | None = None

    def made_of(self, text: str, at: int) -> tuple[str, int]:
        """What it is made of here, where its arguments begin at ``at``; and what is behind it."""
        values: list[str] = []
        for number in range(self.arguments):
            if not number and self.default is not None:
                value, after = option(text, at)
                value = value if after > at else self.default
            else:
                value, after = argument(text, at)
            values.append(value)
            at = after

        def value_of(found: re.Match[str]) -> str:
            index = int(found[1]) - 1
            return values[index] if index < len(values) else ""

        return re.sub(r"#([1-9])", value_of, self.body), at


def without_comments(text: str) -> str:
    """The text without comments, but in what is kept as it is written."""
    if "%" not in text:
        return text
    pieces = _KEPT.split(text)
    for index in range(0, len(pieces), 4):
        pieces[index] = _COMMENT.sub(r"\1", _WHOLE_COMMENT.sub("", pieces[index]))
    return "".join(
        piece for index, piece in enumerate(pieces) if piece is not None and index % 4 in (0, 1)
    )


def argument(text: str, at: int) -> tuple[str, int]:
    """The argument that begins at an offset, a group, a command or a character; behind it."""
    if space := _SPACE.match(text, at):
        at = space.end()
    if text[at : at + 1] != "{":
        command = _COMMAND.match(text, at)
        end = command.end() if command else min(at + 1, len(text))
        return ("", at) if text[at:end] in ("}", "&", "\n") else (text[at:end], end)
    end = _pairs(text).get(at, -1)
    return (text[at + 1 : end], end + 1) if end >= 0 else ("", at + 1)


@lru_cache(maxsize=32)
def _pairs(text: str) -> dict[int, int]:
    """Where the groups of a text end, by where they begin."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in _BRACE.finditer(text):
        if found[0] == "{":
            opened.append(found.start())
        elif found[0] == "}" and opened:
            pairs[opened.pop()] = found.start()
    return pairs


def forget() -> None:
    """Let go of what was remembered of the texts that were read."""
    _pairs.cache_clear()


def option(text: str, at: int) -> tuple[str, int]:
    """What stands in square brackets at an offset, and what is behind it; "" if nothing does."""
    space = _SPACE.match(text, at)
    start = space.end() if space else at
    if text[start : start + 1] != "[" or text.find("]", start, start + _LONGEST_OPTION) < 0:
        return "", at
    depth = 0
    for found in _BRACKET.finditer(text, start + 1, start + _LONGEST_OPTION):
        if found[0] == "]" and not depth:
            return text[start + 1 : found.start()], found.end()
        depth += (found[0] == "{") - (found[0] == "}")
        if depth < 0 or found[0][0] == "\n":
            break
    return "", at


def definition(name: str, text: str, at: int) -> tuple[Macro | None, int]:
    """The command that is defined at an offset, and what is behind it; None if it is none."""
    if name == "def":
        command = re.compile(r"\s*\\([A-Za-z@]+)((?:#\d)*)\s*").match(text, at)
        if command is None:
            return None, at
        body, at = argument(text, command.end())
        return Macro(command[1], body, len(command[2]) // 2), at
    called, at = argument(text, at)
    count, at = option(text, at)
    default, after = option(text, at)
    body, end = argument(text, after)
    macro = Macro(
        called.strip().lstrip("\\"),
        body,
        int(count) if count.isdigit() and len(count) == 1 else 0,
        default if after > at else None,
    )
    return macro, end


def plain_text(text: str) -> str:
    """A title or name without its markup, on one line."""

    def accented(found: re.Match[str]) -> str:
        letter = (found[2] or found[3] or "").lstrip("\\")
        return normalize("NFC", letter + ACCENTS[found[1]])

    text = _ACCENT.sub(accented, text)
    text = re.sub(r"\\(?:thanks|footnote|inst|label|vspace|orcid)\*?\{[^{}]*\}", "", text)
    text = re.sub(r"\\\\|\\and\b|~", " ", text)
    text = _COMMAND.sub(lambda found: named(found[1]), text)
    text = re.sub(r"\\(.)", r"\1", text.replace("{", "").replace("}", ""))
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return " ".join(text.split())
