"""Paragraphs as word processors have them become blocks: each says itself what it is."""

from __future__ import annotations

from reader.documents.document import BlockKind, MarkKind
from reader.documents.formats.block_parts import BlockParts, Context, Place
from reader.documents.formats.block_text import BlockText, clean
from reader.documents.formats.inline import Piece
from reader.documents.formats.list_numbers import CHECKS
from reader.documents.formats.markup_table import LARGE_TABLE, Tables
from reader.documents.parts import Part

DEEPEST = 20  # boxes and notes inside of one another; further ones are part of the text around
PLAIN = Context()
CODE = Context(pre=True)
_OF_TITLES = frozenset({MarkKind.STRONG, MarkKind.EMPHASIS})
_NOTED = frozenset({BlockKind.PARAGRAPH, BlockKind.VERSE, BlockKind.ITEM, BlockKind.QUOTE})


class Flow:
    """A run of paragraphs and tables: the text, a note, or a box beside the text.

    Set ``context`` and ``marker`` for a paragraph, write into it, then `end` it. ``length`` is how
    many code points have become blocks.
    """

    def __init__(self) -> None:
        self.blocks = BlockParts()
        self.parts = self.blocks.parts
        self.text = BlockText()
        self.context = PLAIN
        self.marker = ""
        self.length = 0
        self.kinds: frozenset[MarkKind] = frozenset()  # marks that run
        self.notices: dict[str, None] = {}
        self.tables = Tables(self.blocks)
        self._code: list[str] = []  # paragraphs that are lines of code

    # --- a paragraph ----------------------------------------------------------------------------

    def write(self, text: str) -> None:
        """Add text to the paragraph; code keeps its spaces."""
        text = clean(text)
        if MarkKind.CODE in self.kinds and not self.context.pre:
            self.text.write(text.replace("\n", " "), pre=True)
        else:
            self.text.write(text, pre=self.context.pre)

    def end_line(self) -> None:
        """The paragraph goes on in a new line; a title and a cell are one."""
        if self.context.pre:
            self.text.write("\n", pre=True)
        elif self.context.level or self.tables:
            self.text.write(" ")
        else:
            self.text.end_line()

    def style(self, kinds: frozenset[MarkKind]) -> None:
        """What follows has these marks and no others, links apart."""
        if kinds != self.kinds:
            for kind in sorted(self.kinds - kinds):
                self.text.end_mark(kind)
            # Those that could not begin are not remembered as running.
            added = {
                kind for kind in sorted(kinds - self.kinds) if self.text.begin_mark(kind, kind)
            }
            self.kinds = (self.kinds & kinds) | added

    def begin_link(self, target: str) -> bool:
        """A link begins, if it leads anywhere: then `end_link` has to follow."""
        return bool(target) and self.text.begin_mark("a", MarkKind.LINK, target)

    def end_link(self) -> None:
        """The last link ends."""
        self.text.end_mark("a")

    def refer(self, label: str, name: str) -> None:
        """Refer to the note with this name."""
        if self.text.begin_mark("note", MarkKind.FOOTNOTE, f"#{name}"):
            self.write(f"[{label}]")
            self.text.end_mark("note")

    def name(self, name: str) -> None:
        """The place has a name."""
        self.blocks.name(name, self.text.length)

    def end(self) -> None:
        """The paragraph ends."""
        piece, pictures = self.text.take()
        self.blocks.move(self.text.added)
        if "\n" in piece.text and _is_all(MarkKind.CODE, piece):
            self.context = CODE
        elif self.context.level:
            piece = _not_all(piece)
        if self.context.pre:
            self._code.append(piece.text)
            self.blocks.nothing()
        elif piece.text:
            self._end_code()
            self.blocks.marker = self.marker
            if self.marker == "•" and piece.text[0] in CHECKS and piece.text[1:2] == " ":
                self.blocks.marker = CHECKS[piece.text[0]]
                piece = piece.part(2, len(piece.text))
            self.length += len(piece.text)
            self.blocks.put(piece, self.context, paragraph=not self.marker, pictures=pictures)
            self.blocks.marker = ""
        else:
            self.blocks.nothing()
        self.context, self.marker = PLAIN, ""

    def _end_code(self) -> None:
        """The paragraphs that are lines of code become one block."""
        if self._code:
            text = "\n".join(self._code).strip("\n")
            self._code.clear()
            if text:
                self.length += len(text)
                self.blocks.put(Piece(text), CODE, paragraph=False, pictures=0)

    # --- what is not a paragraph ----------------------------------------------------------------

    def rule(self) -> None:
        """A line across the page."""
        self._end_code()
        self.blocks.add(Part(BlockKind.RULE, "* * *", 0, 0))

    def begin_table(self) -> None:
        """A table begins."""
        self._end_code()
        self.tables.begin()

    def end_cell(self) -> None:
        """A cell of a table ends."""
        self._end_code()
        self.tables.end_cell()

    def end_table(self) -> None:
        """The innermost table ends."""
        self._end_code()
        if self.tables and self.tables.end():
            self.notices[LARGE_TABLE] = None

    def add(self, other: Flow) -> None:
        """Put what another flow has behind what is there."""
        other.close()
        self._end_code()
        moved = len(self.parts)
        self.parts.extend(other.parts)
        self.length += other.length
        self.blocks.places.extend(
            place._replace(part=moved + place.part) for place in other.blocks.places
        )
        self.notices.update(other.notices)

    def add_note(self, note: Flow, label: str, name: str) -> None:
        """Put a note behind what is there; references call it by its name."""
        note.close()
        marker = f"[{label}]"
        for part in note.parts:
            if part.kind in _NOTED:
                part.role = "footnote"
                if marker:
                    part.kind, part.depth, part.marker, marker = BlockKind.PARAGRAPH, 0, marker, ""
        first = len(self.parts)
        self.add(note)
        if len(self.parts) > first:
            self.blocks.places.append(Place(name, first, 0))

    def close(self) -> None:
        """There is no more."""
        self.end()
        while self.tables:
            self.end_cell()
            self.end_table()
        self._end_code()
        self.blocks.close()

    def cut(self) -> None:
        """There is more, but of it only whole blocks are wanted."""
        self.tables.cut(large=False)
        self.blocks.close()


def _is_all(kind: MarkKind, piece: Piece) -> bool:
    """Whether all of a piece has a mark of this kind."""
    return any(mark.kind is kind and mark[1:3] == (0, len(piece.text)) for mark in piece.marks)


def _not_all(piece: Piece) -> Piece:
    """A title without the marks that it has because it is one."""
    whole = (0, len(piece.text))
    kept = (mark for mark in piece.marks if mark.kind not in _OF_TITLES or mark[1:3] != whole)
    return Piece(piece.text, tuple(kept))
