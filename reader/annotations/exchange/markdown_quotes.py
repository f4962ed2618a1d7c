"""Block quotes and callouts of any Markdown: what stands in them is a passage, what stands below
them was said of it.

Read are the ways in which other programs write their annotations as Markdown (Obsidian's callouts
with comments in them, "Note:" and its like, times between stars), and what a person writes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

from reader.annotations.annotation import Annotation, Colour, Kind, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work
from reader.annotations.exchange.markdown import HEAD, looks_exported
from reader.annotations.exchange.markdown_lines import (
    Quoted,
    comment_in,
    left_of,
    plain_text,
    quotes_in,
    tags_of,
    work_of,
)
from reader.annotations.exchange.texts import SHOWN, head_of, ids, read_text
from reader.annotations.exchange.times import time_of
from reader.annotations.exchange.values import came_from, colour_of, seconds_since
from reader.text.patterns import lazy

FORMAT = "markdown"
CALLED = "Markdown"

_QUOTE = lazy(r"^[ \t]{0,3}(?:[-*+][ \t]+)?>", re.MULTILINE)
_NOTE = lazy(
    r"(?i)(?:[-*+] )?(?:📝\s*)?\**(?:my )?(?:notes?|comment|notiz|nota|remarque|笔记|メモ)\**"
    r"\s*[:：]\**\s*(.*)"
)
_CONTEXT = lazy(r"(?i)\**context\**\s*:\**\s*(.*)")
_TAGS = lazy(r"(?:#[\w/-]+\s*){1,40}$")
_DATE = lazy(r"[*_](?:// ?)?([^*_]{6,60})[*_]$")
_BLOCK_ID = lazy(r"(?:^|\s)\^([A-Za-z0-9-]+)$")
_FOLIATE = lazy(r"\*\*(\w+)\*\* - `(epubcfi\(.*\))`$")
_APART = lazy(r"\*\*\w+\*\* - `epubcfi\(|\[\^[^\]]+\]: ")  # Foliate's line above a quote, footnotes
_RULE = lazy(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_DRIFTED = lazy(r"\s*\*\(drifted\)\*$")
_DOTS = MappingProxyType(
    {
        "🟡": Colour.YELLOW,
        "🟢": Colour.GREEN,
        "🔵": Colour.BLUE,
        "🟣": Colour.PURPLE,
        "🟠": Colour.ORANGE,
        "🔴": Colour.PINK,
    }
)
_SAID = MappingProxyType(  # callouts that a person says something in
    {
        "question": Kind.QUESTION,
        "help": Kind.QUESTION,
        "faq": Kind.QUESTION,
        "todo": Kind.TODO,
        "abstract": Kind.SUMMARY,
        "summary": Kind.SUMMARY,
        "tldr": Kind.SUMMARY,
        **dict.fromkeys(("note", "info", "tip", "important", "warning", "example"), Kind.NOTE),
    }
)


@dataclass
class _Found:
    """One quote as it is put together."""

    quote: Quoted
    text: str = ""
    note: list[str] = field(default_factory=list)
    kind: Kind = Kind.HIGHLIGHT
    colour: Colour = Colour.YELLOW
    tags: list[str] = field(default_factory=list)
    created: str = ""
    known: str = ""  # an id in the file
    taken: set[str] = field(default_factory=set)  # lines below it that say something of it
    extra: dict[str, object] = field(default_factory=dict)


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning; Reader's own exports are not."""
    head = head_of(data)
    return _QUOTE.search(head) is not None and not looks_exported(data[:HEAD])


def read(data: bytes, name: str = "") -> Imported:
    """The block quotes of a file, and what is said of them."""
    text = read_text(data, name, CALLED)
    quotes, first_title = quotes_in(text)
    work = work_of(text, first_title, name)
    said = work_of(text, first_title, "").title  # the same under another name of the file
    below = sum(_paragraphs(quote.after) for quote in quotes)
    loose = below <= 2 * len(quotes)  # in an essay with quotes, what follows is the essay
    found: list[_Found] = []
    colour, position = "", ""
    for quote in quotes:
        one = _understood(quote, loose=loose)
        if one is None:
            if found:  # only a comment: of the callout that was broken above it
                _comment(found[-1], comment_in(quote.lines)[1])
            continue
        if position:
            one.extra["cfi"] = position
            one.colour = colour_of(colour)
        colour, position = _before_the_next(quote.after)
        found.append(one)
    new_id, tags = ids(FORMAT), tags_of(text)
    incoming = [
        Incoming(work, _annotation(one, work, tags, partial(new_id, said)), one.quote.line)
        for one in found
        if one.text or any(map(str.strip, one.note))
    ]
    if not incoming:
        return Imported(FORMAT, (), (Problem(0, "no block quotes in it", text.strip()[:SHOWN]),))
    left = left_of(text, set().union(*(one.taken for one in found)))
    said = "paragraphs that are no quotation are left out"
    if left == 1:
        said = "paragraph that is no quotation is left out"
    problems = (Problem(0, f"{left:,} {said}"),) if left else ()
    return Imported(FORMAT, tuple(incoming), problems)


def _paragraphs(lines: Sequence[str]) -> int:
    return sum(
        bool(line.strip()) and (not place or not lines[place - 1].strip())
        for place, line in enumerate(lines)
    )


def _understood(quote: Quoted, *, loose: bool) -> _Found | None:
    """What a quote says; None if it is only a comment."""
    one = _Found(quote)
    lines, comment = comment_in(quote.lines)
    _comment(one, comment)
    inside: list[str] = []
    if quote.callout:
        one.kind = _SAID.get(quote.callout, Kind.HIGHLIGHT)
        one.extra["callout"] = quote.callout
        if quote.title.isalnum():
            one.known = quote.title
        if one.kind is not Kind.HIGHLIGHT:
            nested = [line.lstrip()[1:].strip() for line in lines if line.lstrip()[:1] == ">"]
            said = [line for line in lines if line.lstrip()[:1] != ">"]
            inside = [quote.title, *said] if quote.title else said
            lines = nested
        elif (rule := next((at for at, line in enumerate(lines) if _RULE.match(line)), -1)) >= 0:
            inside = lines[rule + 1 :]
            lines = lines[:rule]
        if quote.title and one.kind is Kind.HIGHLIGHT:
            one.extra["title"] = quote.title
    elif comment and not any(line.strip() for line in lines):
        return None
    words = "\n".join(lines).strip("\n")
    if words[:1] in _DOTS:
        one.colour, words = _DOTS[words[0]], words[1:].lstrip()
    words = _DRIFTED.sub("", words)
    if found := _BLOCK_ID.search(words):
        one.known, words = found[1], words[: found.start()]
    one.text = plain_text(words)
    one.note = inside
    _after(one, quote.after, loose=loose)
    return one


def _comment(one: _Found, comment: Mapping[str, str]) -> None:
    """What stands in an Obsidian comment as "key: value"."""
    for key, value in comment.items():
        if key == "original_color" and value.lstrip("-").isdecimal():
            one.colour = colour_of(f"#{int(value[:12]) & 0xFFFFFF:06x}")
        if key == "timestamp" and value.isdecimal():
            one.created = seconds_since(int(value[:16]) / 1000)
        one.extra[key] = value


def _after(one: _Found, lines: Sequence[str], *, loose: bool) -> None:
    """What the lines below a quote say of it."""
    labelled = False
    for line in lines:
        words = line.strip()
        one.taken.add(words)
        if (found := _BLOCK_ID.match(words)) and not one.known:
            one.known = found[1]
        elif (found := _DATE.match(words)) and (time := time_of(found[1])):
            one.created = time
        elif found := _NOTE.match(words):
            labelled = True
            one.note.append(found[1])
        elif found := _CONTEXT.match(words):
            one.extra["context"] = plain_text(found[1])
        elif _TAGS.match(words):
            one.tags += [tag.removeprefix("#") for tag in words.split()]
        elif not _APART.match(words) and (loose or (labelled and words)):
            one.note.append(line)
        else:
            labelled = labelled and bool(words)
            if not _APART.match(words):
                one.taken.discard(words)


def _before_the_next(lines: Iterable[str]) -> tuple[str, str]:
    """The colour and the position that Foliate writes above a quote."""
    found = next((found for line in lines if (found := _FOLIATE.match(line.strip()))), None)
    return (found[1], found[2]) if found else ("", "")


def _annotation(
    one: _Found, work: Work, tags: Sequence[str], new_id: Callable[..., str]
) -> Annotation:
    note = re.sub(r"\n{3,}", "\n\n", "\n".join(one.note).strip("\n").rstrip())
    known = ("id", one.known) if one.known else (one.text or note,)
    path = one.quote.path
    if path and path[0] == work.title:
        path = path[1:]
    kind = Kind.NOTE if not one.text and one.kind is Kind.HIGHLIGHT and note else one.kind
    return Annotation(
        new_id(*known),
        Target(one.text, path=path),
        kind,
        one.colour,
        note=note,
        tags=tuple(dict.fromkeys((*one.tags, *tags))),
        created=one.created,
        modified=one.created,
        extra=came_from(FORMAT, one.extra, id=one.known),
    )
