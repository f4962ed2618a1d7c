"""A tiny document, and annotations on its words."""

from __future__ import annotations

from reader.annotations.anchoring import describe
from reader.annotations.annotation import Annotation, Kind, Target
from reader.annotations.exchange.outgoing import Placed
from reader.documents.document import Block, BlockKind, Document, Mark, Metadata, Section
from reader.text.spans import Span

WHEN = "2026-11-22T12:05:00.000Z"


def article(
    *blocks: str | tuple[BlockKind, str],
    title: str = "Title",
    authors: tuple[str, ...] = ("A. Author",),
    marks: tuple[Mark, ...] = (),
    date: str = "2026-01-02",
) -> Document:
    """A document of these paragraphs; one that begins with "# " is the heading of a section."""
    text, made, headings = "", [], []
    for block in blocks:
        kind, words = (BlockKind.PARAGRAPH, block) if isinstance(block, str) else block
        if words.startswith("# "):
            kind, words = BlockKind.HEADING, words[2:]
        start = len(text)
        text += words + "\n"
        made.append(Block(kind, start, len(text) - 1, depth=int(kind is BlockKind.HEADING)))
        if kind is BlockKind.HEADING:
            headings.append(Span(start, len(text) - 1))
    text = text[:-1]
    ends = [*(heading.start for heading in headings[1:]), len(text)]
    sections = tuple(
        Section(text[span.start : span.end], 1, span, end)
        for span, end in zip(headings, ends, strict=False)
    )
    return Document(text, made, marks, sections, Metadata(title, authors, date))


def on(document: Document, words: str, identity: str = "01", **fields: object) -> Placed:
    """An annotation on these words, in their place."""
    start = document.text.index(words)
    span = Span(start, start + len(words))
    target = describe(document.text, *span, document.section_path(start))
    return Annotation(identity, target, **{"created": WHEN, **fields}), span  # type: ignore[arg-type]


def lost(words: str, identity: str = "09", **fields: object) -> Placed:
    """An annotation whose words are not in the text."""
    target = Target(words, path=("Old part",))
    return Annotation(identity, target, **{"created": WHEN, **fields}), None  # type: ignore[arg-type]


def bookmark(document: Document, before: str, identity: str = "05") -> Placed:
    """A bookmark before these words."""
    start = document.text.index(before)
    target = Target("", suffix=document.text[start:], start=start, end=start)
    return Annotation(identity, target, Kind.BOOKMARK, created=WHEN), Span(start, start)
