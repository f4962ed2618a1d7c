"""The text of one block of HTML while it is being put together, with white space as it is shown."""

from __future__ import annotations

from reader.documents.document import BlockKind, Mark, MarkKind
from reader.documents.encoding import harmless
from reader.documents.formats.inline import Piece
from reader.documents.formats.raised import raised
from reader.documents.prose import NO_SPACES
from reader.text.patterns import lazy

_MOST_MARKS = 50  # over one another

_WHITE = lazy(r"[ \t\n\f\r]+")
_IRREGULAR = lazy(r"[\t\n\f\r]|  ")
_BETWEEN_IDEOGRAPHS = lazy(f"(?<=[{NO_SPACES}])[ \t\r]*\n[ \t\r\n]*(?=[{NO_SPACES}])")
# Controls of Latin-1 that are meant for what Windows-1252 has there, as browsers know.
_WINDOWS = lazy("[\x80\x82-\x8c\x8e\x91-\x9c\x9e\x9f]")
_STANZA_END = lazy(r"\n{2,}")


class BlockText:
    """Text as it comes, with marks over it; ``length`` is how much of it there is.

    ``pictures`` counts the code points that only tell what pictures show; ``added`` tells what
    the last text that was taken has that was not written (`moved_by`).
    """

    def __init__(self) -> None:
        self.length = 0
        self.pictures = 0
        self.added: tuple[float, ...] = ()
        self._texts: list[str] = []
        self._last = ""
        self._marks: list[Mark] = []
        self._running: list[tuple[str, MarkKind, int, str]] = []

    def write(self, text: str, *, pre: bool = False) -> None:
        """Add text; ``pre`` keeps its spaces and line ends."""
        if pre:
            text = text.replace("\t", "    ").replace("\f", " ")
        else:
            if _IRREGULAR.search(text):
                if "\n" in text and not text.isascii():
                    text = _BETWEEN_IDEOGRAPHS.sub("", text)
                text = _WHITE.sub(" ", text)
            if text[:1] == " " and self._last in ("", " ", "\n"):
                text = text[1:]
        if text:
            self._texts.append(text)
            self.length += len(text)
            self._last = text[-1]

    def end_line(self) -> None:
        """Begin a new line, unless nothing stands on the first one."""
        if self._last == " ":
            self._texts[-1] = self._texts[-1][:-1]
            self.length -= 1
        if self.length:
            self._texts.append("\n")
            self.length += 1
            self._last = "\n"

    def picture(self, words: str, target: str = "") -> None:
        """Add what a picture shows; ``target`` is which file it is."""
        shown = f"[{one_line(words)}]"
        start = self.length
        self.write(shown)
        if target:
            self._marks.append(Mark(MarkKind.IMAGE, start, self.length, target))
        self.pictures += len(shown)

    def begin_mark(self, tag: str, kind: MarkKind, target: str = "") -> bool:
        """A mark begins with an element; False where there are too many over one another."""
        if len(self._running) >= _MOST_MARKS:
            return False
        self._running.append((tag, kind, self.length, target))
        return True

    def end_mark(self, tag: str) -> None:
        """The last mark that began with this element ends."""
        for number in range(len(self._running) - 1, -1, -1):
            if self._running[number][0] == tag:
                _, kind, start, target = self._running.pop(number)
                if start < self.length:
                    self._marks.append(Mark(kind, start, self.length, target))
                return

    def take(self) -> tuple[Piece, int]:
        """The text, and how much of it are pictures; the marks that run go on in the next one.

        The piece is empty where there is nothing but white space.
        """
        self.added = ()
        if not self._texts:
            return Piece(""), 0
        text, marks, pictures = "".join(self._texts), self._marks, self.pictures
        for number, (tag, kind, start, target) in enumerate(self._running):
            if start < self.length:
                marks.append(Mark(kind, start, self.length, target))
            self._running[number] = tag, kind, 0, target
        self._texts, self._marks, self._last = [], [], ""
        self.length = self.pictures = 0
        if text.isspace():
            return Piece(""), 0
        if marks:
            marks = [one for one in (_within(mark, text) for mark in marks) if one]
            marks.sort(key=lambda mark: (mark.start, -mark.end))
        shown = raised(text, marks)
        self.added = shown.added
        return Piece(shown.text, shown.marks), pictures


def clean(text: str) -> str:
    """Text without controls; those that stand for a character of Windows-1252 become it."""
    if not text.isascii():
        text = _WINDOWS.sub(lambda control: control[0].encode("latin-1").decode("cp1252"), text)
    return harmless(text)


def one_line(text: str) -> str:
    """Text on one line, without controls."""
    return " ".join(clean(text).split())


def stanzas(piece: Piece) -> list[Piece]:
    """The pieces between empty lines."""
    pieces, start = [], 0
    for gap in _STANZA_END.finditer(piece.text):
        pieces.append(piece.part(start, gap.start()))
        start = gap.end()
    return [*pieces, piece.part(start, len(piece.text))]


def trimmed(piece: Piece, kind: BlockKind) -> Piece:
    """Without what no block has at its ends; lines keep the indent of the first of them."""
    text = piece.text
    if kind is not BlockKind.CODE and "\n" not in text:
        return piece.trimmed()
    start = len(text) - len(text.lstrip("\n" if kind is BlockKind.CODE else " \n"))
    return piece.part(start, max(start, len(text.rstrip())))


def _within(mark: Mark, text: str) -> Mark | None:
    """A mark without white space at its ends; None if nothing is left."""
    start, end = mark.start, min(mark.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return mark._replace(start=start, end=end) if start < end else None
