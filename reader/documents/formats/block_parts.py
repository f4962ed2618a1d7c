"""The blocks of a page of HTML in the order in which they come, and named places in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from reader.documents.document import BlockKind
from reader.documents.formats.block_text import stanzas, trimmed
from reader.documents.formats.inline import Piece, split_lines
from reader.documents.formats.raised import moved_by
from reader.documents.parts import Part

_LONGEST_STANZA = 20_000  # code points


class Place(NamedTuple):
    """Somewhere in the parts: ``offset`` code points into the part with this index."""

    name: str
    part: int
    offset: int


class Context(NamedTuple):
    """What the elements around make of a block; ``group`` is a stanza whose lines are blocks."""

    lists: int = 0
    quotes: int = 0
    level: int = 0
    role: str = ""
    pre: bool = False
    group: int = 0
    drawing: bool = False


class BlockParts:
    """The parts that there are, with named ``places``, printed ``pages`` and ``landmarks`` (the
    roles of parts of a book) in them.

    ``marker`` stands before the next item, ``language`` is that of the next code, ``group`` the
    stanza that the last part belongs to (0 for none).
    """

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.places: list[Place] = []
        self.pages: list[Place] = []
        self.landmarks: list[Place] = []
        self.marker = self.language = ""
        self.group = 0
        self._names: list[tuple[list[Place], str, int]] = []  # in the block that is still to come

    def name(self, name: str, at: int) -> None:
        """A place in the next block, ``at`` code points into it, has a name."""
        self._names.append((self.places, name, at))

    def page(self, label: str, at: int) -> None:
        """A printed page begins in the next block."""
        self._names.append((self.pages, label, at))

    def landmark(self, role: str, at: int) -> None:
        """A part of the book with this role begins in the next block."""
        self._names.append((self.landmarks, role, at))

    def move(self, added: Sequence[float]) -> None:
        """The next block has signs in it that it had not when its places got their names."""
        if added:
            self._names = [(places, name, moved_by(added, at)) for places, name, at in self._names]

    def nothing(self) -> None:
        """The next block was none: what is named in it is at the start of the one after."""
        self._names = [(places, name, 0) for places, name, _ in self._names]

    def close(self) -> None:
        """There is no next block: what is named in it is at the end of the last one."""
        self.settle(len(self.parts) - 1, len(self.parts[-1].text) if self.parts else 0)

    def gather(self, begins: Sequence[int]) -> None:
        """What stood in the parts from each of these on stands in one part, that they became; the
        first of those keeps its place."""
        if not begins:
            return
        for places in (self.places, self.pages, self.landmarks):
            for number in range(len(places) - 1, -1, -1):
                if places[number].part < begins[0]:
                    break
                part = begins[0] + bisect_right(begins, places[number].part) - 1
                places[number] = places[number]._replace(part=part, offset=0)

    def put(self, piece: Piece, context: Context, *, paragraph: bool, pictures: int) -> None:
        """Add a block, or several if it has lines that each stand for themselves.

        ``paragraph`` tells whether an element that means one began it, ``pictures`` how many of
        its code points only say what pictures show.
        """
        text = piece.text
        kind, depth = BlockKind.PARAGRAPH, 0
        pieces = [piece]
        shows = pictures and pictures >= len(text.replace(" ", "").replace("\n", ""))
        if context.pre:
            kind = BlockKind.CODE
        elif context.level:
            if context.lists or context.quotes:
                pieces = [piece.strong()]  # no section: strong text
            else:
                kind, depth = BlockKind.HEADING, context.level
        elif shows:
            kind = BlockKind.FIGURE
        tight = False
        if context.lists and kind is not BlockKind.CODE:
            kind, depth = BlockKind.ITEM, context.lists - 1 + context.quotes
            before = self.parts[-1] if self.parts else None
            tight = before is not None and (
                before.role == "term" or (not paragraph and before.kind is BlockKind.ITEM)
            )
        elif context.quotes and kind is not BlockKind.CODE:
            kind, depth = BlockKind.QUOTE, context.quotes - 1
        if "\n" in text and kind is not BlockKind.CODE:
            if kind is BlockKind.PARAGRAPH:
                pieces = stanzas(piece)
            else:
                pieces = split_lines(piece)
        for number, one in enumerate(pieces):
            one = trimmed(one, kind)
            if not one.text:
                continue
            own = kind
            if kind is BlockKind.PARAGRAPH and "\n" in one.text:
                own = BlockKind.VERSE
            more = number > 0 and kind is not BlockKind.PARAGRAPH
            part = Part(own, one.text, 0, 0, depth, tight=tight or more)
            part.marks = one.marks
            if kind is BlockKind.HEADING and shows:
                part.title = one.text.strip("[]")
            if own in (BlockKind.ITEM, BlockKind.PARAGRAPH):
                part.role = context.role
                part.marker, self.marker = self.marker, ""
            elif own is BlockKind.CODE:
                part.role, self.language = self.language, ""
            if not (context.group and self._continues(part, context.group)):
                self.add(part)
        self.group = context.group

    def _continues(self, part: Part, group: int) -> bool:
        """Whether a block is the next line of a stanza: then it is joined to the lines before."""
        if self.group != group or not self.parts or "\n" in part.text:
            return False
        before = self.parts[-1]
        if before.kind not in (BlockKind.VERSE, BlockKind.PARAGRAPH) or part.depth:
            return False
        if len(before.text) > _LONGEST_STANZA:
            return False
        moved = len(before.text) + 1
        self.settle(len(self.parts) - 1, moved + len(part.text), moved)
        before.kind, before.role = BlockKind.VERSE, ""
        before.text += f"\n{part.text}"
        before.marks = (
            *before.marks,
            *(m._replace(start=m.start + moved, end=m.end + moved) for m in part.marks),
        )
        return True

    def add(self, part: Part) -> None:
        """Add a part as it is."""
        self.parts.append(part)
        self.settle(len(self.parts) - 1, len(part.text))

    def settle(self, part: int, length: int, moved: int = 0) -> None:
        """The names that came since the last block stand in this part, or at its end."""
        for places, name, offset in self._names:
            places.append(Place(name, max(part, 0), max(0, min(offset + moved, length - 1))))
        self._names.clear()
