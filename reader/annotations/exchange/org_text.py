"""Text as Org that gives it back: markup in it is written as entities, see the Org manual,
"Special Symbols" and "Escape Character"."""

from __future__ import annotations

import re
from datetime import datetime

from reader.text.patterns import lazy

ZERO_WIDTH = "\u200b"
_ENTITIES = {
    "*": "ast",
    "/": "slash",
    "_": "under",
    "=": "equal",
    "~": "tilde",
    "+": "plus",
    "[": "lbrack",
    "<": "lt",
    "\\": "bsol",
    "$": "dollar",
    "^": "asciicirc",
    "|": "vert",
    "#": "hash",
}
_INLINE = lazy(
    r"(?P<address>\b(?:https?|ftp)://[^\s<>\[\]*$\\^{}]+)"
    r"|(?P<apart>(?<=@)@|(?<=\{\{)\{)"
    r"|(?<!\w)[*/_=~+](?=\S)"
    r"|\[(?=\[|fn:|cite[:/])|<(?=[<\d%a-z])|\\|\$|[_^](?=[{*(])|(?<=src)_|(?<=call)_"
)
_FIRST = lazy(r"(?P<space>[ \t]*)(?P<sign>[*#|+](?=[\s+*|]|$)|[|])")
_OTHER_FIRST = lazy(
    r"[ \t]*(?:[:-]|\d+[.)]|[A-Za-z][.)]\s|%%|(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):)"
)
_HEADING_FIRST = lazy(r"(?:TODO|DONE|COMMENT)\b|\[#")


def escaped(text: str) -> str:
    """Lines of text without markup; each stays a line."""
    return "\n".join(map(_line, text.split("\n")))


def escaped_title(text: str) -> str:
    """A text as the title of a heading."""
    made = _inline(" ".join(text.split()))
    first = ZERO_WIDTH if _HEADING_FIRST.match(made) else ""
    return first + made + (ZERO_WIDTH if re.search(r"(?:^|\s):\S+:$", made) else "")


def _line(line: str) -> str:
    first = _FIRST.match(line)
    if first:
        rest = _inline(line[first.end() :])
        return f"{first['space']}\\{_ENTITIES[first['sign']]}{{}}{rest}"
    return f"{ZERO_WIDTH if _OTHER_FIRST.match(line) else ''}{_inline(line)}"


def _inline(text: str) -> str:
    return _INLINE.sub(_sign, text)


def _sign(found: re.Match[str]) -> str:
    if found["address"]:
        return found[0]
    if found["apart"]:
        return ZERO_WIDTH + found[0]
    return f"\\{_ENTITIES[found[0]]}{{}}"


def code(text: str) -> str:
    """The lines of a block of code."""
    return re.sub(r"^(,*)(\*|#\+)", r",\1\2", text, flags=re.MULTILINE)


def note(markdown: str) -> str:
    """A note in Markdown below a heading: what would be a heading there is none, and a list stays
    one."""
    lines = markdown.replace("\r\n", "\n").strip("\n").split("\n")
    made: list[str] = []
    held: list[str] = []
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        if fence and found and found["sign"].startswith(fence) and not found["name"]:
            made += [code("\n".join(held)), "#+end_src"]
            fence, held = "", []
        elif fence:
            held.append(line)
        elif found and "`" not in found["name"]:
            fence = found["sign"]
            made.append(f"#+begin_src {found['name'].strip()}".rstrip())
        else:
            made.append(_note_line(line))
    if fence:  # nothing closes it
        made += [code("\n".join(held)), "#+end_src"]
    return "\n".join(made)


def _note_line(line: str) -> str:
    if found := re.match(r"#{1,6}[ \t]+(.*?)[ \t#]*$", line):  # "# " would begin a comment
        title = found[1].replace("*", "").strip()
        return f"*{_marked(title)}*" if title else ""
    if re.match(r"\*\s", line):
        line = f"-{line[1:]}"
    line = _marked(line)
    return f"{ZERO_WIDTH}{line}" if re.match(r"\*+\s|[ \t]*(?:#\+|:\S+:)", line) else line


_FENCE = lazy(r" {0,3}(?P<sign>`{3,}|~{3,})(?P<name>.*)")
_MARKDOWN = lazy(
    r"(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
    r"|\[(?P<said>[^\[\]]+)\]\((?P<to>[a-z][\w+.-]*:[^\s()\[\]]+)\)"
    r"|\*\*(?P<bold>[^\s*](?:[^*]*[^\s*])?)\*\*"
    r"|(?<![\w*\\])\*(?P<star>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_\\])_(?P<under>[^\s_](?:[^_]*[^\s_])?)_(?![\w_])"
)


def _marked(line: str) -> str:
    """A line of Markdown with Org's markup: code, links, bold, italic."""
    return _MARKDOWN.sub(_markup, line)


def _markup(found: re.Match[str]) -> str:
    if found["code"]:
        return f"~{found['code'].strip()}~"
    if found["to"]:
        return f"[[{found['to']}][{found['said']}]]"
    return f"*{found['bold']}*" if found["bold"] else f"/{found['star'] or found['under']}/"


def tag(name: str) -> str:
    """A tag: letters, digits and ``_@#%``."""
    kept = "".join(char if char.isalnum() or char in "_@#%" else "_" for char in name.strip("# "))
    return re.sub("_+", "_", kept).strip("_")


def timestamp(moment: str) -> str:
    """A moment as an inactive timestamp in the zone of this computer."""
    try:
        there = datetime.fromisoformat(moment).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[there.weekday()]
    return f"[{there:%Y-%m-%d} {day} {there:%H:%M}]"
