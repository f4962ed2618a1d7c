"""A document: one string, and spans that say what its parts are."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple, overload

from reader.documents.links import names
from reader.text.digest import sha256
from reader.text.spans import Span, SpanIndex


class BlockKind(StrEnum):
    """What a block is. VERSE, CODE and TABLE keep the lines they were written in."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    VERSE = "verse"
    CODE = "code"
    TABLE = "table"
    FIGURE = "figure"
    RULE = "rule"


KEEPS_LINES = frozenset({BlockKind.VERSE, BlockKind.CODE, BlockKind.TABLE})


class Block(NamedTuple):
    """A block of text: ``text[start:end]``, never with a line end at either side.

    Blocks follow one another in the order of the text, without overlap, with exactly one
    ``\\n`` between; only kinds in ``KEEPS_LINES`` have line ends inside. ``depth`` is the level
    of a heading (1 to 6) and the nesting of items and quotes (0 is outermost). ``marker`` is
    what stands before the first line and is no part of the text ("•", "3.", "[ ]").
    ``role`` is the language of code, or "output" where a program wrote it; or "byline", "date",
    "abstract", "footnote", "page" (the head or foot of a printed page), "titlepage", "licence"
    (what Project Gutenberg puts around a book, or a list below its digests), "field" or "subject"
    (lines of the head of a mail), "caption" or "term" (that the next block explains) of a
    paragraph, or "decided" of a heading that a person made one. ``tight`` blocks stand below the
    one before without an empty line.
    """

    kind: BlockKind
    start: int
    end: int
    depth: int = 0
    marker: str = ""
    role: str = ""
    tight: bool = False


# Code points into a book beyond which nobody looks for its beginning.
FURTHEST_BEGINNING = 100_000

# The first and the last line of something in the source, from 1.
Lines = tuple[int, int]


class Blocks(Sequence[Block]):
    """Blocks in columns: a few bytes each, so that a long text costs little beside itself.

    ``starts`` and ``ends`` hold the offsets of all blocks, for bisection. ``lines`` are the first
    and the last line of each in the source, from 1, in one row of numbers; there are none where
    the source has none.
    """

    def __init__(self, blocks: Iterable[Block] = (), lines: Iterable[int] = ()) -> None:
        self.starts: array[int] = array("L")
        self.ends: array[int] = array("L")
        self._lines: array[int] = array("I")
        self._forms: dict[tuple[BlockKind, int, str, str, bool], int] = {}
        self._form: array[int] = array("L")
        for block in blocks:
            self.starts.append(block.start)
            self.ends.append(block.end)
            form = block.kind, block.depth, block.marker, block.role, block.tight
            self._form.append(self._forms.setdefault(form, len(self._forms)))
        self._all_forms: tuple[tuple[BlockKind, int, str, str, bool], ...] = tuple(self._forms)
        self._lines.extend(lines)

    def lines_of(self, index: int) -> Lines | None:
        """The first and the last line of a block in the source, from 1; None without lines."""
        return (self._lines[2 * index], self._lines[2 * index + 1]) if self._lines else None

    def at_line(self, line: int) -> int:
        """The index of the block that holds a line of the source, from 1; -1 if none does."""
        # One after the other: what the source has elsewhere, as footnotes, is out of order.
        pairs = zip(self._lines[::2], self._lines[1::2], strict=True)
        return next((i for i, (first, last) in enumerate(pairs) if first <= line <= last), -1)

    def with_(self, changes: Mapping[int, Sequence[tuple[Block, Lines | None]]]) -> Blocks:
        """The blocks with some of them, by their index, replaced by one or several each, which
        come with their lines in the source."""
        new = Blocks()
        new.starts, new.ends = self.starts[:], self.ends[:]
        new._form, new._lines = self._form[:], self._lines[:]
        forms = {form: number for number, form in enumerate(self._all_forms)}
        for index in sorted(changes, reverse=True):  # what is cut moves all that follows
            blocks = [block for block, _ in changes[index]]
            numbers = [
                forms.setdefault((b.kind, b.depth, b.marker, b.role, b.tight), len(forms))
                for b in blocks
            ]
            new.starts[index : index + 1] = array("L", [block.start for block in blocks])
            new.ends[index : index + 1] = array("L", [block.end for block in blocks])
            new._form[index : index + 1] = array("L", numbers)
            if new._lines:
                lines = [line for _, pair in changes[index] for line in pair or (0, 0)]
                new._lines[2 * index : 2 * index + 2] = array("I", lines)
        new._all_forms = tuple(forms)
        return new

    def columns(self) -> tuple[Any, ...]:
        """All of it as plain data."""
        forms = [(str(kind), *rest) for kind, *rest in self._all_forms]
        columns = self.starts, self.ends, self._form, self._lines
        return *(column.tobytes() for column in columns), forms

    @classmethod
    def from_columns(cls, columns: tuple[Any, ...]) -> Blocks:
        """The blocks again that `columns` gave."""
        blocks = cls()
        starts, ends, form, lines, forms = columns
        blocks.starts.frombytes(starts)
        blocks.ends.frombytes(ends)
        blocks._form.frombytes(form)
        blocks._lines.frombytes(lines)
        blocks._all_forms = tuple((BlockKind(kind), *rest) for kind, *rest in forms)
        return blocks

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, index: int) -> Block: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Block, ...]: ...

    def __getitem__(self, index: int | slice) -> Block | tuple[Block, ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(len(self))))
        kind, depth, marker, role, tight = self._all_forms[self._form[index]]
        return Block(kind, self.starts[index], self.ends[index], depth, marker, role, tight)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]


class MarkKind(StrEnum):
    """Inline markup."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    STRIKETHROUGH = "strikethrough"
    LINK = "link"
    FOOTNOTE = "footnote"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    IMAGE = "image"


class Mark(NamedTuple):
    """Inline markup over ``text[start:end]``; ``target`` is where a link or footnote leads, or
    which file an image is: its name in the archive of a book, else as the source has it."""

    kind: MarkKind
    start: int
    end: int
    target: str = ""


class Section(NamedTuple):
    """A node of the outline.

    ``heading`` is the span of its heading, ``end`` where the section with all its children
    ends. ``lines`` are the first and last line of the heading in the source, counted from 1,
    where the source has lines. ``level`` is 1 for the outermost.

    ``confidence`` says how sure it is that a section begins here, from 0 to 1; what the source
    marks as a heading has 1. ``made`` is true where no heading stands: the title is made of the
    first words, and ``heading`` is empty, at their start. ``lead`` is how many code points of the
    section stand above its heading, as the head of a mail does above its subject.
    """

    title: str
    level: int
    heading: Span
    end: int
    lines: tuple[int, int] | None = None
    children: tuple[Section, ...] = ()
    confidence: float = 1.0
    made: bool = False
    lead: int = 0

    @property
    def start(self) -> int:
        """Where the section begins: at its heading, or at what leads to that."""
        return self.heading.start - self.lead

    @property
    def label(self) -> str:
        """The title as lists show it, on one line: a made one is marked."""
        return f"{'~ ' if self.made else ''}{' '.join(self.title.split())}"

    def walk(self) -> Iterator[Section]:
        """This section and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Page(NamedTuple):
    """Where a page of the printed book begins; ``label`` is its number as it is printed."""

    label: str
    start: int


class SpineItem(NamedTuple):
    """A file of an EPUB book in reading order: its address and its id in the manifest, and where
    its text begins."""

    href: str
    idref: str
    start: int


class Metadata(NamedTuple):
    """What is known of a document besides its text. ``date`` is as written in the source.

    ``identifiers`` are the names that the world has given to the text, as
    `reader.documents.identifiers` writes them ("doi:10.1000/1", "isbn:9780000000002").
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    format: str = ""
    encoding: str = ""
    identifiers: tuple[str, ...] = ()
    extra: Mapping[str, object] = MappingProxyType({})


NOTHING_KNOWN = Metadata()


class Document:
    """One string with spans over it; see the README of the project for how it is used.

    ``text`` is the canonical text: what a person sees, without markup, as Unicode code points.
    Every offset in the program counts in it. ``complete`` is False for the first piece of a
    long source whose rest is still being read. ``notices`` are one-line remarks for the reader
    ("read as Windows-1252: 3 characters could not be decoded"). ``places`` are the names, besides
    those of headings, that links inside the document lead to, and where these start. ``pages``
    are those of the printed book, in reading order, where it is known. ``spine`` are the files
    of an EPUB book, in reading order. ``landmarks`` are the parts that a book names, by their
    roles in the EPUB vocabulary ("bodymatter", "toc"), and where these start. Nothing of it is
    ever changed.
    """

    def __init__(
        self,
        text: str,
        blocks: Iterable[Block],
        marks: tuple[Mark, ...] = (),
        sections: tuple[Section, ...] = (),
        metadata: Metadata = NOTHING_KNOWN,
        *,
        complete: bool = True,
        notices: tuple[str, ...] = (),
        places: Mapping[str, int] = MappingProxyType({}),
        pages: tuple[Page, ...] = (),
        spine: tuple[SpineItem, ...] = (),
        landmarks: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self.text = text
        self.blocks = blocks if isinstance(blocks, Blocks) else Blocks(blocks)
        self.marks = marks
        self.sections = sections
        self.metadata = metadata
        self.complete = complete
        self.notices = notices
        self.places = places
        self.pages = pages
        self.spine = spine
        self.landmarks = landmarks

    def with_(self, **fields: Any) -> Document:
        """The same document with some parts replaced."""
        names = [
            "text",
            "blocks",
            "marks",
            "sections",
            "metadata",
            "complete",
            "notices",
            "places",
            "pages",
            "spine",
            "landmarks",
        ]
        return Document(**{name: getattr(self, name) for name in names} | fields)

    @cached_property
    def fingerprint(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal: the same words, the same document."""
        return sha256(self.text.encode("utf-8", "surrogatepass"))

    @cached_property
    def sketch(self) -> str:
        """What tells how like another text this one is (`reader.text.sketch`), without the licence
        around a book: books are not alike by that."""
        from reader.text.sketch import sketch

        around = [(block.start, block.end) for block in self._licence()]
        starts = [0, *(end for _, end in around)]
        ends = [*(start for start, _ in around), len(self.text)]
        return sketch("\n".join(self.text[s:e] for s, e in zip(starts, ends, strict=True)))

    def _licence(self) -> Iterator[Block]:
        if self.metadata.format == "plain":
            yield from (block for block in self.blocks if block.role == "licence")

    @cached_property
    def body_end(self) -> int:
        """Where the last section ends: a licence behind a book belongs to none."""
        end = len(self.text)
        for index in range(len(self.blocks) - 1, -1, -1):
            block = self.blocks[index]
            if block.role != "licence":
                break
            end = block.start
        return end

    @cached_property
    def mark_index(self) -> SpanIndex[Mark]:
        """The marks, by what they cross."""
        return SpanIndex((mark.start, mark.end, mark) for mark in self.marks)

    @cached_property
    def outline(self) -> tuple[Section, ...]:
        """All sections in reading order, each before its children."""
        return tuple(section for top in self.sections for section in top.walk())

    @cached_property
    def section_starts(self) -> list[int]:
        """Where each section of ``outline`` starts, for bisection."""
        return [section.start for section in self.outline]

    @cached_property
    def anchors(self) -> dict[str, int]:
        """The names that links lead to, of headings and of other places, and where these start."""
        headings = [section for section in self.outline if not section.made]
        starts = (section.heading.start for section in headings)
        found = zip(names(section.title for section in headings), starts, strict=True)
        return dict(found) | dict(self.places)

    def page_at(self, offset: int) -> str:
        """The label of the printed page at ``offset``; "" before the first one, or without any."""
        index = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[index].label if index >= 0 else ""

    def spine_at(self, offset: int) -> SpineItem | None:
        """The file of an EPUB book that ``offset`` is in; None in other documents."""
        index = bisect_right(self.spine, offset, key=lambda item: item.start) - 1
        return self.spine[index] if index >= 0 else None

    @property
    def beginning(self) -> int:
        """Where reading begins: behind the cover and the contents, if the book says where its text
        does and that is not far into it; else 0."""
        start = self.landmarks.get("bodymatter", 0)
        return start if start <= FURTHEST_BEGINNING else 0

    @cached_property
    def parents(self) -> list[int]:
        """For each section of ``outline`` the index of the one around it; -1 for the outermost."""
        parents: list[int] = []
        path: list[int] = []
        for index, section in enumerate(self.outline):
            del path[section.level - 1 :]
            parents.append(path[-1] if path else -1)
            path.append(index)
        return parents

    def block_at(self, offset: int) -> int:
        """The index of the block at ``offset`` (the one before, between two); -1 if none."""
        return max(bisect_right(self.blocks.starts, offset) - 1, 0 if self.blocks else -1)

    def section_at(self, offset: int) -> int:
        """The index in ``outline`` of the innermost section that holds ``offset``; -1 if none."""
        index = bisect_right(self.section_starts, offset) - 1
        while index >= 0 and self.outline[index].end <= offset < len(self.text):
            index = self.parents[index]
        return index

    def section_path(self, offset: int) -> tuple[str, ...]:
        """The titles of the sections around ``offset``, outermost first.

        Made sections are left out: a path is kept and exported, and their titles are none.
        """
        path: list[str] = []
        index = self.section_at(offset)
        while index >= 0:
            section = self.outline[index]
            if not section.made:
                path.append(section.title)
            index = self.parents[index]
        return tuple(reversed(path))
