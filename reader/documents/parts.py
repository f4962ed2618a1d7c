"""The parts of a document while it is being read, and the step that makes a Document of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.documents.document import Block, BlockKind, Blocks, Document, Mark, Metadata
from reader.documents.outline import Heading, nest
from reader.text.spans import Span


class Part:
    """A block to be, with what is known of it before the canonical text exists.

    ``first`` and ``last`` are its lines in the source, counted from 0, and ``before`` the blank
    lines above it. ``indent`` is the column of its first line. ``marks`` count from the start of
    ``text``. ``underline`` is the character that underlines a heading ("="). ``confidence`` says
    how sure it is that a heading is one, from 0 to 1. ``title`` is that of the section a heading
    opens, where it is not the ``text``; ``lead`` is how many parts above a heading belong to that
    section.
    """

    __slots__ = (
        "before",
        "confidence",
        "depth",
        "first",
        "indent",
        "kind",
        "last",
        "lead",
        "marker",
        "marks",
        "role",
        "text",
        "tight",
        "title",
        "underline",
    )

    def __init__(
        self,
        kind: BlockKind,
        text: str,
        first: int,
        last: int,
        depth: int = 0,
        marker: str = "",
        role: str = "",
        tight: bool = False,
        before: int = 0,
        indent: int = 0,
        marks: Sequence[Mark] = (),
    ) -> None:
        self.kind = kind
        self.text = text
        self.first = first
        self.last = last
        self.depth = depth
        self.marker = marker
        self.role = role
        self.tight = tight
        self.before = before
        self.indent = indent
        self.underline = ""
        self.marks = marks
        self.confidence = 1.0
        self.title = ""
        self.lead = 0


def build(
    parts: Sequence[Part],
    metadata: Metadata,
    notices: tuple[str, ...] = (),
    complete: bool = True,
    lined: bool = True,
) -> Document:
    """The document of these parts: their texts with one line end between, and spans over it.

    The headings among them, with ``depth`` as level, make the sections; parts without text are
    left out. Where the source is not read by lines (``lined`` is false) those of the text count.
    """
    marks: list[Mark] = []
    headings: list[Heading] = []
    texts = [part.text for part in parts if part.text]
    if not lined:
        _number_lines(parts)

    def blocks() -> Iterator[Block]:
        start = 0
        starts: list[int] = []
        for number, part in enumerate(parts):
            starts.append(start)
            if not part.text:
                continue
            end = start + len(part.text)
            depth = part.depth
            if part.kind is BlockKind.HEADING:
                lines = part.first + 1, part.last + 1
                span = Span(start, end)
                title = part.title or part.text
                lead = start - starts[number - part.lead]
                headings.append(Heading(title, depth, span, lines, part.confidence, lead=lead))
                depth = min(max(depth, 1), 6)
            for mark in part.marks:
                marks.append(mark._replace(start=start + mark.start, end=start + mark.end))
            yield Block(part.kind, start, end, depth, part.marker, part.role, part.tight)
            start = end + 1

    lines = (line for part in parts if part.text for line in (part.first + 1, part.last + 1))
    found = Blocks(blocks(), lines)
    text = "\n".join(texts)
    document = Document(text, found, tuple(marks), (), metadata, complete=complete, notices=notices)
    return document.with_(sections=nest(headings, document.body_end))


def _number_lines(parts: Sequence[Part]) -> None:
    """Give the parts the lines that they will have in the text."""
    line = 0
    for part in parts:
        if part.text:
            part.first, part.last = line, line + part.text.count("\n")
            line = part.last + 1
