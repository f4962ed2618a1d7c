"""The block quotes in the lines of a Markdown file, with the headings above and what follows."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from reader.annotations.exchange.incoming import Work
from reader.annotations.exchange.texts import stem_of
from reader.documents.formats.properties import front_matter, metadata_of
from reader.text.patterns import lazy

_HEADING = lazy(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$")
_QUOTE = lazy(r"([ \t]{0,12}(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)>[ \t]?(.*)")
_FENCE = lazy(r" {0,3}(`{3,}|~{3,})")
_RULE = lazy(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_CALLOUT = lazy(r"\[!([\w-]+)\][+-]?[ \t]*(.*)")
_PAIR = lazy(r"([A-Za-z_][\w -]{0,40}):[ \t]*(.*)")
_MARKUP = lazy(r"[\\`*_\[\]<>&~|#=^$!{}]|^[ \t]*(?:[-+]|\d+[.)])[ \t]|[ \t]{2}$", re.MULTILINE)
_WIKI = lazy(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_QUOTED = lazy(r"(?:[-*+][ \t]+)?>")
_NO_PROSE = lazy(r"#{1,6}(?:\s|$)|(?:[-*_][ \t]*){3,}$|%%|\^[A-Za-z0-9-]+$|$")


class Quoted(NamedTuple):
    """One block quote: its lines without the signs, and the lines below it that are about it.

    ``path`` are the headings around it. A callout has its kind in lower case, and its title.
    """

    line: int
    lines: Sequence[str]
    path: tuple[str, ...]
    after: Sequence[str]
    callout: str = ""
    title: str = ""


def quotes_in(text: str) -> tuple[list[Quoted], str]:
    """The quotes of a text in order, and its first heading of the first level above them."""
    lines = text.split("\n")
    _, end = front_matter(text)
    place = text.count("\n", 0, end) + 1 if end else 0
    quotes: list[Quoted] = []
    path: list[tuple[int, str]] = []
    title = ""
    open_quote = -1  # whether what follows is about the last quote
    after: list[str] = []
    fence = ""
    while place < len(lines):
        line = lines[place]
        if fence or (found := _FENCE.match(line)):
            fence = _after_fence(fence, line)
            if open_quote >= 0:
                after.append(line)
        elif found := _QUOTE.match(line):
            _close(quotes, after)
            begin = place
            inside = [found[2]]
            while place + 1 < len(lines) and (found := _QUOTE.match(lines[place + 1])):
                if _CALLOUT.match(found[2]) or found[1].strip():
                    break
                place += 1
                inside.append(found[2])
            callout = _CALLOUT.match(inside[0])
            quotes.append(
                Quoted(
                    begin + 1,
                    inside[1:] if callout else inside,
                    tuple(words for _, words in path),
                    (),
                    callout[1].lower() if callout else "",
                    callout[2].strip() if callout else "",
                )
            )
            open_quote = place
        elif found := _HEADING.match(line):
            level, words = len(found[1]), plain_text(found[2])
            if level == 1 and not title and not quotes:
                title = words
            path = [*((above, one) for above, one in path if above < level), (level, words)]
            _close(quotes, after)
            open_quote = -1
        elif _RULE.match(line):
            _close(quotes, after)
            open_quote = -1
        elif open_quote >= 0:
            after.append(line)
        place += 1
    _close(quotes, after)
    return quotes, title


def _after_fence(fence: str, line: str) -> str:
    """The fence that is open after a line of code, or of its fences."""
    found = _FENCE.match(line)
    if not fence:
        return found[1] if found else ""
    closes = found and found[1].startswith(fence) and not line.strip().strip(fence[0])
    return "" if closes else fence


def _close(quotes: list[Quoted], after: list[str]) -> None:
    """Give the lines that were gathered to the last quote."""
    if quotes and after:
        quotes[-1] = quotes[-1]._replace(after=tuple(after))
    after.clear()


def comment_in(lines: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """The lines without what stands between "%%", and the "key: value" lines of that."""
    kept: list[str] = []
    said: dict[str, str] = {}
    inside = False
    for line in lines:
        pieces = line.split("%%")
        outside = pieces[1::2] if inside else pieces[::2]
        for piece in pieces[::2] if inside else pieces[1::2]:
            if found := _PAIR.match(piece.strip()):
                said[found[1].strip()] = found[2].strip()
        if len(pieces) % 2 == 0:
            inside = not inside
        if len(pieces) == 1 and not outside:
            continue
        words = "".join(outside)
        if words.strip() or len(pieces) == 1:
            kept.append(words)
    return kept, said


def plain_text(markdown: str) -> str:
    """The text that is seen of a piece of Markdown, as a document of Reader has it."""
    if not _MARKUP.search(markdown):
        lines = (line.strip() for line in markdown.split("\n"))
        return re.sub(" ?\n+ ?", "\n", " ".join(line or "\n" for line in lines)).strip()
    from reader.documents.formats.markdown import parse

    shown = _WIKI.sub(r"\1", markdown)
    return parse(f"\n{shown}\n").text.strip() or markdown.strip()


def tags_of(text: str) -> tuple[str, ...]:
    """The tags in the front matter of a file, as a list or as words between commas or spaces."""
    properties, _ = front_matter(text)
    told = next((value for key, value in properties.items() if key.lower() in ("tags", "tag")), ())
    words = re.split(r"[,\s]+", told) if isinstance(told, str) else told
    if not isinstance(words, list | tuple):
        return ()
    tags = ("-".join(str(word).strip().lstrip("#").split()) for word in words if word is not None)
    return tuple(dict.fromkeys(filter(None, tags)))


def left_of(text: str, taken: Container[str]) -> int:
    """How many paragraphs of a file are neither quotes, headings nor rules, nor ``taken``: their
    lines are, without the spaces around them."""
    left, open_fence, paragraph = 0, "", list[str]()
    for line in [*text[front_matter(text)[1] :].split("\n"), ""]:
        open_fence = _after_fence(open_fence, line)
        words = line.strip()
        if words or open_fence:
            paragraph.append(words)
            continue
        told = [one for one in paragraph if not (one in taken or _NO_PROSE.match(one))]
        left += bool(told) and not _QUOTED.match(paragraph[0])
        paragraph = []
    return left


def work_of(text: str, first_title: str, name: str) -> Work:
    """The text that a file of quotes is about, by its front matter, its first heading, its name."""
    properties, _ = front_matter(text)
    metadata = metadata_of({key.lower(): value for key, value in properties.items()})

    def said(*names: str) -> str:
        values = (properties.get(one) for one in names)
        return next((value for value in values if isinstance(value, str) and value.strip()), "")

    title = said("title", "fullTitle", "full-title", "Full Title") or first_title or stem_of(name)
    authors = tuple(plain_text(author) for author in metadata.authors)
    source = said("source", "url", "path", "link")
    return Work(
        plain_text(title), authors, source, metadata.identifiers, metadata.language, metadata.date
    )
