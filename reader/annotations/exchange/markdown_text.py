"""Text as Markdown that a CommonMark parser gives back: lines, quotes, notes, names.

Also what front matter and tags need. Nothing here knows of documents.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, tzinfo
from itertools import pairwise

from reader.text.patterns import lazy

# Names and moments


def yaml_string(value: str) -> str:
    """A string of YAML 1.2, whose double-quoted strings take the escapes of JSON."""
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


_UNPRINTABLE = lazy("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def tag_written(tag: str) -> str:
    """A tag as Obsidian takes it: no spaces, no punctuation but ``-_/``, not only digits."""
    kept = "".join(
        character if character in "-_/" or unicodedata.category(character)[0] not in "PZC" else "-"
        for character in tag.strip().lstrip("#")
    )
    kept = re.sub(r"([-_/])[-_/]+", r"\1", kept).strip("-_/")
    return f"n{kept}" if kept.isdigit() else kept


def local_time(moment: str, tz: tzinfo | None) -> str:
    """A moment as a person in this zone writes it: 2026-11-22 14:05; "" for what is none."""
    try:
        return datetime.fromisoformat(moment).astimezone(tz).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return ""


# Quotes


def block_quote(lines: Iterable[str]) -> str:
    """Lines of Markdown as a block quote."""
    return "\n".join(f"> {line}".rstrip(" ") if not line else f"> {line}" for line in lines)


def paragraph_lines(text: str, breaks: set[int]) -> Iterable[str]:
    """The lines of a text: each line end begins a paragraph, but those at ``breaks`` a line.

    An empty line is a character reference at the start of the next line that is not.
    """
    core = text.rstrip("\n")
    after = "&#10;" * (len(text) - len(core))
    if not core:
        yield after
        return
    lines = core.split("\n")
    before = ""
    place = 0
    for line, following in pairwise([*lines, ""]):
        place += len(line)
        if line:
            within = place in breaks and following
            if place == len(core):
                yield before + escape_line(line) + after
            elif within:
                yield before + escape_line(line) + "\\"
            else:
                yield from (before + escape_line(line), "")
            before = ""
        else:
            before += "&#10;"
        place += 1


def quote_as_written(text: str) -> str:
    """A text as a block quote that a CommonMark parser gives back exactly."""
    return block_quote(paragraph_lines(text, set()))


def bold_within(before: str, words: str, after: str) -> str:
    """A line of Markdown in which some words are bold."""
    head = _trimmed_escape(before, start=True)
    middle = escape_line(words)
    tail = _trimmed_escape(after, start=False)
    opens = _is_left_flanking(head[-1:], middle[:1])
    closes = _is_left_flanking(tail[:1], middle[-1:])
    if opens and closes:
        return f"{head}**{middle}**{tail}"
    return f"{head}<strong>{middle}</strong>{tail}"  # as before punctuation within a word


def _trimmed_escape(text: str, *, start: bool) -> str:
    """A stretch of a line that begins, or ends, it: the white space at its other end stays."""
    inner = text.rstrip(" ") if start else text.lstrip(" ")
    space = " " * (len(text) - len(inner))
    if not inner:  # at the end of a line spaces would be lost
        return "&#32;" * len(space)
    if start:
        return escape_line(inner) + space
    return space + escape_line(f"x{inner}")[1:]  # nothing in it begins the line


def _is_left_flanking(outside: str, inside: str) -> bool:
    """Whether ``**`` between two characters opens, or closes, strong emphasis in CommonMark."""
    if not inside or inside.isspace():
        return False
    return (
        not _is_punctuation(inside) or not outside or outside.isspace() or _is_punctuation(outside)
    )


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


# Escaping

# Everything that CommonMark, GitHub's, Obsidian's and Logseq's dialects give a meaning to inside
# a line. An underscore within a word has none, and is left alone for the sake of addresses.
_INLINE = lazy(
    r"""
    [\\`*\[\]<~^$|]                 # markup, mathematics, tables
    | (?<![^\W_])_ | _(?![^\W_])    # emphasis
    | &(?=\#?\w+;)                  # a character reference
    | (?<![\w/])\#                  # a tag
    | (?<==)= | =(?==)              # ==highlight==
    | (?<=%)% | %(?=%)              # %%comment%%
    | (?<=:):                       # key:: value
    | (?<=\{)\{ | \{(?=\{)          # {{macro}}
    """,
    re.VERBOSE,
)
_FIRST = lazy(r"(?:(\d{1,9})([.)])|([-+=>:]))")
_EDGES = lazy(r"\A\s+|\s+\Z|[\t\r]")


def escape_line(line: str) -> str:
    """One line of text as CommonMark; white space at its ends as character references."""
    escaped = _INLINE.sub(r"\\\g<0>", line)
    escaped = _FIRST.sub(_escaped_first, escaped, count=1) if _FIRST.match(escaped) else escaped
    return _EDGES.sub(lambda found: "".join(f"&#{ord(c)};" for c in found[0]), escaped)


def _escaped_first(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def one_line(text: str) -> str:
    """A text as one line: of a heading, or inside emphasis."""
    return escape_line(" ".join(text.split())) or "…"


# Notes

_SENTINEL = "end"
_HTML_ENDS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


def closed(note: str) -> str:
    """A note as it was written, but with nothing left open that would swallow what follows."""
    note = note.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()
    if not re.search("[<`~]|%%", note):
        return note
    for _ in range(4):
        closer = _closer(note)
        if not closer:
            return note
        note += f"\n{closer}"
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", note)), default=0))
    return f"{fence}\n{note}\n{fence}"


def _closer(note: str) -> str:
    """What closes the block that a note leaves open; empty if it leaves none."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(f"{note}\n\n{_SENTINEL}\n")
    last = tokens[-1]
    if last.type == "fence":
        return last.markup
    if last.type == "html_block":
        start = last.content.lstrip()
        for opening, ending in _HTML_ENDS:
            if start.startswith(opening):
                return ending
        name = re.match(r"<(\w+)", start)
        return f"</{name[1]}>" if name else "-->"
    comments = sum(
        child.content.count("%%")
        for token in tokens
        for child in token.children or ()
        if child.type == "text"
    )
    return "\n%%" if comments % 2 else ""
