"""An exported Markdown file as it is now: its lines, and its blocks as CommonMark sees them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from reader.text.patterns import lazy

ROOT = -1  # the parent of a block that is in no other
Range = tuple[int, int]  # lines, half open


class Block(NamedTuple):
    """A block as CommonMark sees it. ``parent`` is the index of the one around it; ``text`` the
    lines of a paragraph or heading without what is around them; ``level`` that of a heading."""

    kind: str
    start: int
    end: int
    parent: int
    text: str = ""
    level: int = 0


class File(NamedTuple):
    """A file by its lines, which keep their ends. ``front`` are the lines between the fences of
    the front matter, (0, 0) without one."""

    lines: tuple[str, ...]
    front: Range
    blocks: tuple[Block, ...]

    def text(self, within: Range, prefix: str = "") -> str:
        """Some lines, without what is around them in a list or a callout."""
        return "\n".join(without(bare(line), prefix) for line in self.lines[slice(*within)])

    def headings(self) -> list[Block]:
        """The headings that are in nothing else."""
        return [b for b in self.blocks if b.kind == "heading" and b.parent == ROOT]


_LINES = lazy(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def bare(line: str) -> str:
    """A line without its end."""
    return line.rstrip("\r\n")


def without(line: str, prefix: str) -> str:
    """A line without what is around it in a list or a callout, as far as that is there."""
    if not prefix or line.startswith(prefix):
        return line[len(prefix) :]
    if not line.strip(" \t>"):
        rest = line.removeprefix(prefix.rstrip())
        return rest.strip(" \t") if rest != line or ">" not in line else line.strip(" \t")
    shared = 0
    while shared < min(len(line), len(prefix)) and line[shared] == prefix[shared]:
        shared += 1
    return line[shared:]


def parse(text: str) -> File:
    """A file, to be looked at; ``text`` is without a byte order mark."""
    lines = tuple(_LINES.findall(text))
    front, begin = (0, 0), 0
    if lines and bare(lines[0]).rstrip() == "---":
        end = next((i for i, x in enumerate(lines[1:], 1) if bare(x).rstrip() in _FENCES), 0)
        front, begin = ((1, end), end + 1) if end else (front, begin)
    return File(lines, front, tuple(_blocks("".join(lines[begin:]), begin)))


_FENCES = ("---", "...")


def _blocks(text: str, begin: int) -> Iterable[Block]:
    around: list[int] = []
    count = 0
    opened: Block | None = None
    for token in _block_parser().parse(text):
        if token.type == "inline" and opened is not None:
            yield opened._replace(text=token.content)
            opened = None
        elif token.map is not None:
            start, end = token.map[0] + begin, token.map[1] + begin
            kind = token.type.removesuffix("_open")
            parent = around[-1] if around else ROOT
            level = int(token.tag[1]) if kind == "heading" else 0
            block = Block(kind, start, end, parent, "", level)
            if kind in ("paragraph", "heading"):
                opened = block  # its text follows
            else:
                yield block
            if token.nesting == 1:
                around.append(count)
            count += 1
        if token.nesting == -1:
            around.pop()


@functools.cache
def _block_parser():  # type: ignore[no-untyped-def]  # markdown-it is imported when used
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").disable(["inline", "text_join"])


def heading_key(text: str) -> str:
    """What two headings have in common that say the same."""
    return " ".join(re.sub(r"\\(\W)", r"\1", text).split()).rstrip("# ")
