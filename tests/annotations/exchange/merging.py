"""A document of four sections, and exports of annotations on its words, for tests of merging."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta, timezone

from reader.annotations.anchoring import describe
from reader.annotations.annotation import Annotation
from reader.annotations.exchange.markdown import Pieces, Placed, composed, pieces
from reader.annotations.exchange.markdown_merge import Merged, fresh, merge
from reader.annotations.exchange.markdown_ours import Ours
from reader.annotations.exchange.written import Written
from reader.documents.document import Block, BlockKind, Document, Metadata, Section
from reader.text.spans import Span

TZ = timezone(timedelta(hours=2))
TEXT = """\
Alpha
One one. Two two. Three three.
Beta
Four four. Five five.
Gamma
Six six. Seven seven.
Delta
Eight eight. Nine nine."""


def _document(title: str) -> Document:
    blocks, sections, at = [], [], 0
    for line in TEXT.split("\n"):
        heading = " " not in line
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        blocks.append(Block(kind, at, at + len(line)))
        if heading:
            level = 3 if line == "Gamma" else 2  # Gamma is a part of Beta
            sections.append(Section(line, level, Span(at, at + len(line)), 0))
        at += len(line) + 1
    ends = [s.start for s in sections[1:]] + [len(TEXT)]
    closed = [s._replace(end=end) for s, end in zip(sections, ends, strict=True)]
    beta = closed[1]._replace(end=closed[2].end, children=(closed[2],))
    return Document(
        TEXT,
        tuple(blocks),
        sections=(closed[0], beta, closed[3]),
        metadata=Metadata(title),
    )


DOCUMENT = _document("Book")


def on(words: str, note: str = "", identity: str = "", **fields: object) -> Placed:
    """An annotation on these words, whose id is their first one unless it is said."""
    start = TEXT.index(words)
    end = start + len(words)
    target = describe(TEXT, start, end, DOCUMENT.section_path(start))
    identity = identity or words.split()[0].lower()
    created = "2026-11-22T12:05:00.000Z"
    annotation = Annotation(identity, target, note=note, created=created, **fields)  # type: ignore[arg-type]
    return annotation, Span(start, end)


def lost(words: str, note: str = "") -> Placed:
    return on(words, note)[0], None


def parts(placed: Iterable[Placed], title: str = "Book") -> Pieces:
    return pieces(DOCUMENT if title == "Book" else _document(title), list(placed), tz=TZ)


class Exported:
    """A file and its base, as they are after an export of some annotations."""

    def __init__(self, *placed: Placed) -> None:
        self.placed = list(placed)
        self.text = composed(parts(placed))
        self.base: Written | None = fresh(self._ours(placed))
        self.last: Merged | None = None

    def _ours(self, placed: Iterable[Placed], gone: Collection[str] = (), **more: object) -> Ours:
        title = str(more.pop("title", "Book"))
        live = list(placed)
        return Ours(parts(live, title), gone=gone, **more)  # type: ignore[arg-type]

    def again(self, *placed: Placed, **more: object) -> str:
        """Export these annotations; those that are not among them any more were deleted."""
        now = {annotation.id for annotation, _ in placed}
        gone = {annotation.id for annotation, _ in self.placed} - now
        self.placed += [one for one in placed if one[0].id not in {a.id for a, _ in self.placed}]
        merged = merge(self.text, self._ours(placed, gone, **more), self.base)
        self.text, self.base, self.last = merged.text, merged.base, merged
        return self.body

    @property
    def body(self) -> str:
        """The file without its front matter, and without the lines of what else is known."""
        body = self.text.split("\n---\n", 1)[-1]
        kept = [line for line in body.split("\n") if "14:05" not in line]
        return "\n".join(kept).replace("\n\n\n", "\n\n").strip("\n")
