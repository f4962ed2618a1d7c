"""The note that a reference leads to: which links are references, and where a note ends."""

from __future__ import annotations

from reader.documents.document import Block, BlockKind, Document, Mark, MarkKind
from reader.documents.links import is_internal, resolve
from reader.text.patterns import lazy
from reader.text.spans import Span

ROLE = "footnote"  # of the blocks that are notes
_MOST_BLOCKS = 40  # of one note
_NEAR = 12  # code points in which the number of a note ends
# What a reference looks like: "[1]", "*", "†", "12" where it is raised, "(a)".
_SIGN = lazy(r"[\[(]?(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶#]{1,3})[\])]?", 2)
_BARE = lazy(r"\w+")
# What a note ends with where it leads back to its reference.
_BACK = lazy(r"[\s\[(]*(?:[↩↵⤴↑⏎⮐^]\ufe0e?|back|return)[\])]*\s*$", 2)
_NUMBER = lazy(r"^\s*[\[(]?(?:(\d{1,4})|[*†‡§¶]{1,3})[\]).:]*\s+")


def note_at(document: Document, link: Mark) -> Span | None:
    """Where the note stands that a link refers to; None for a link that leads to anything else.

    What the source calls a reference is one, and what leads to what it calls a note; else what
    looks like a reference: a sign in brackets, or raised, that leads to words behind it which are
    no heading.
    """
    if not is_internal(link.target) or link.kind is MarkKind.IMAGE:
        return None
    start = resolve(document, link.target)
    if start is None:
        return None
    index = document.block_at(start)
    while index + 1 < len(document.blocks) and not _has_words(document, index):
        index += 1  # the place is a line of stars above the note, say
        start = document.blocks.starts[index]
    block = document.blocks[index]
    if block.kind is BlockKind.HEADING:
        return None
    if link.kind is not MarkKind.FOOTNOTE:
        here = document.blocks[document.block_at(link.start)]
        if here.start == block.start or here.role == ROLE:  # out of a note one goes back
            return None
        signed = start > link.start and _looks_like_reference(document, link)
        if not signed and block.role != ROLE:
            return None
    return _note(document, start)


def words_of(document: Document, note: Span) -> list[str]:
    """The paragraphs of a note, without its own number and the sign that leads back."""
    said: list[str] = []
    for index in range(document.block_at(note.start), len(document.blocks)):
        block = document.blocks[index]
        if block.start >= note.end:
            break
        text = _BACK.sub("", document.text[max(block.start, note.start) : block.end])
        if not said:
            text = _NUMBER.sub("", text)
        if text.strip():
            said += text.split("\n")
    return said


def _has_words(document: Document, index: int) -> bool:
    block = document.blocks[index]
    return any(map(str.isalnum, document.text[block.start : block.end]))


def _looks_like_reference(document: Document, link: Mark) -> bool:
    text = document.text[link.start : link.end].strip()
    if not _SIGN.fullmatch(text):
        return False
    if not _BARE.fullmatch(text):
        return True
    around = document.mark_index.crossing(link.start, link.end)
    return any(mark.kind is MarkKind.SUPERSCRIPT for _, _, mark in around)


def _note(document: Document, start: int) -> Span:
    """A note from its place on: until the next place that something leads to, or other text."""
    blocks = document.blocks
    first = document.block_at(start)
    others = [place for place in document.places.values() if place > start]
    following = min(others, default=len(document.text))
    last = first
    while last + 1 < min(len(blocks), first + _MOST_BLOCKS):
        block = blocks[last + 1]
        if block.kind is BlockKind.HEADING or block.start >= following:
            break
        if not _continues(document.blocks[first], block) or _counts_on(document, start, block):
            break
        last += 1
    return Span(blocks.starts[first], blocks.ends[last])


def _counts_on(document: Document, start: int, block: Block) -> bool:
    """Whether a block begins with the number after that of the note."""
    note = _NUMBER.match(document.text[start : start + _NEAR])
    other = _NUMBER.match(document.text[block.start : block.start + _NEAR])
    if not note or not other or not note[1] or not other[1]:
        return False
    return int(other[1]) == int(note[1]) + 1


def _continues(first: Block, block: Block) -> bool:
    """Whether a block may go on with a note that begins with ``first``."""
    if block.marker and block.depth <= first.depth:
        return False  # the next note, or the next item of the list that the notes are
    if block.role == first.role == ROLE:
        return True
    return first.kind is block.kind is BlockKind.ITEM and bool(first.marker)
